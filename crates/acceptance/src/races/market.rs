//! Bookings and products.

use super::{CLIENTS, Ends, all_post, hands, statuses};
use crate::world::{Role, Scene, Thing, Whose};
use axum::http::StatusCode;
use web::testing::{Browser, between};

fn booking(key: &str) -> super::Fields {
    [
        ("form_key", key),
        ("cargo", "日用陶瓷"),
        ("quantity", "2×40HQ"),
        ("ready_on", "2026-03-10"),
        ("origin", "云桥片区 3 号仓"),
        ("contact_name", "乙某"),
        ("contact_phone", "0000-1234567"),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .to_vec()
}

/// The enterprise's browser at the form of the product, and where the form goes.
async fn at_the_form(scene: &Scene) -> (Browser, String, String) {
    let product = scene.id(Thing::Offering, Whose::Own, Role::Logistics).await;
    let path = format!("/logistics/{product}/book");
    let mut browser = scene.browser(Role::Enterprise).await;
    let form = browser.get(&path).await;
    let key = between(&form.body, "name=\"form_key\" id=\"form_key\" value=\"", "\"").expect("a form's key");
    (browser, path, key.to_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn safety_a20_one_form_pressed_64_times_makes_one_booking() {
    let scene = Scene::new().await;
    let (browser, path, key) = at_the_form(&scene).await;
    let before = scene.world.last_entry().await;
    let answers = all_post(hands(browser, CLIENTS).await, &path, |_| booking(&key)).await;
    let made = format!("SELECT number AS value FROM engagement WHERE form_key = '{key}'");
    assert_eq!(scene.world.texts(&made).await.len(), 1);
    let first = answers[0].leads_to().expect("the booking").to_owned();
    // Everybody is led to the same booking: that is the clear answer here.
    let ends = Ends { leads_to: &first, winners: CLIENTS, others: StatusCode::CONFLICT, says: "" };
    ends.judge(&answers).unwrap();
    scene.world.wrote(before, &[("booking.made", 1)]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn safety_a20_64_bookings_at_once_end_at_the_days_limit_and_leave_no_gap_in_the_numbers() {
    let scene = Scene::new().await;
    let (browser, path, _) = at_the_form(&scene).await;
    let (before, desk) = (scene.world.last_entry().await, scene.world.bench.desk.clone());
    let answers = all_post(hands(browser, CLIENTS).await, &path, |_| booking(&desk.id().to_string())).await;
    // The scene has booked once for this enterprise already.
    let room = usize::try_from(hall::engagement::PER_DAY).expect("a small number") - 1;
    let counted = statuses(&answers);
    assert_eq!(counted, [(303, room), (429, CLIENTS - room)].into(), "{counted:?}");
    let numbers = scene.world.texts("SELECT number AS value FROM engagement ORDER BY number").await;
    let serials: Vec<usize> = numbers
        .iter()
        .map(|number| number.rsplit('-').next().and_then(|serial| serial.parse().ok()).expect("a serial"))
        .collect();
    assert_eq!(serials, (1..=room + 2).collect::<Vec<_>>(), "with the two bookings of the scene");
    scene.world.wrote(before, &[("booking.made", room)]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn safety_a20_the_shelf_switch_pressed_64_times_turns_once() {
    let scene = Scene::new().await;
    let product = scene.id(Thing::Offering, Whose::Own, Role::Logistics).await;
    let path = format!("/desk/products/{product}");
    let browsers = hands(scene.browser(Role::Logistics).await, CLIENTS).await;
    let before = scene.world.last_entry().await;
    let version = format!(
        "SELECT CAST(version AS TEXT) AS value FROM offering WHERE id = {}",
        scene.world.id_of(product)
    );
    let version = scene.world.texts(&version).await.remove(0);
    let turn = |_| vec![("version", version.clone()), ("on", "0".to_owned())];
    let answers = all_post(browsers, &format!("{path}/shelf"), turn).await;
    let ends = Ends { leads_to: &path, winners: 1, others: StatusCode::CONFLICT, says: "" };
    ends.judge(&answers).unwrap();
    let shown = hall::offering::find::public::show(scene.world.bench.desk.db(), product).await;
    assert!(shown.is_err(), "it is off the shelf");
    scene.world.wrote(before, &[("product.shelved", 1)]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn safety_a20_a_booking_answered_and_taken_back_at_once_is_one_of_both() {
    let scene = Scene::new().await;
    let booking = scene.id(Thing::Booking, Whose::Own, Role::Logistics).await;
    let shipper = hands(scene.browser(Role::Enterprise).await, 1).await.remove(0);
    let carrier = hands(scene.browser(Role::Logistics).await, 1).await.remove(0);
    let (before, desk) = (scene.world.last_entry().await, scene.world.bench.desk.clone());
    let clients = (0..CLIENTS).map(|number| {
        let (mut shipper, mut carrier, key) = (shipper.clone(), carrier.clone(), desk.id().to_string());
        async move {
            if number % 2 == 0 {
                let fields = [("reason", "船期不合适"), ("confirmed", "yes")];
                shipper.post(&format!("/my/bookings/{booking}/withdraw"), &fields).await
            } else {
                let fields = [("text", "可以"), ("form_key", key.as_str())];
                carrier.post(&format!("/desk/bookings/{booking}/reply"), &fields).await
            }
        }
    });
    let answers = super::at_once(clients).await;
    let done = |parity: usize| {
        let side = answers.iter().enumerate().filter(|(at, _)| at % 2 == parity);
        side.filter(|(_, shown)| shown.status == StatusCode::SEE_OTHER).count()
    };
    let refused = answers.iter().filter(|shown| shown.status == StatusCode::CONFLICT).count();
    let (taken_back, answered) = (done(0), done(1));
    // Taking back succeeds once or never; an answer may be followed by more of them.
    let expected = if taken_back == 0 { CLIENTS / 2 } else { 0 };
    assert!(taken_back <= 1 && answered == expected, "{:?}", statuses(&answers));
    assert_eq!(taken_back + answered + refused, CLIENTS, "{:?}", statuses(&answers));
    scene.world.wrote(before, &[("booking.withdrawn", taken_back), ("booking.answered", answered)]).await;
}
