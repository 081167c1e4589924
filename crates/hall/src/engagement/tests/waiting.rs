use super::*;
use crate::engagement::{ResponseTime, remind, response_time};

#[tokio::test]
async fn f19_nobody_answered_in_time_is_told_to_both_once() {
    let scene = scene().await;
    let (late, answered, withdrawn) = (scene.booked().await, scene.booked().await, scene.booked().await);
    scene.reply(&scene.carrier, answered, &scene.saying("可以")).await.unwrap();
    scene.withdraw(&scene.shipper, withdrawn, "").await.unwrap();
    let desk = &scene.bench.desk;
    // The promise holds until the end of Thursday.
    scene.bench.clock.set("2026-03-05T15:59:59Z".parse().unwrap());
    assert_eq!(remind(desk).await.unwrap(), 0);
    scene.bench.clock.set("2026-03-05T16:00:00Z".parse().unwrap());
    assert_eq!(remind(desk).await.unwrap(), 1);
    assert_eq!(remind(desk).await.unwrap(), 0, "told once");
    let overdue = |told: Vec<String>| told.into_iter().filter(|kind| kind == "booking-overdue").count();
    assert_eq!(overdue(scene.told(&scene.carrier).await), 1);
    assert_eq!(overdue(scene.told(&scene.shipper).await), 1);
    assert_eq!(scene.journalled(late).await, ["booking.made", "booking.reminded"]);
    // Answering late is still answering.
    scene.reply(&scene.carrier, late, &scene.saying("抱歉，可以")).await.unwrap();
    assert_eq!(scene.row(late).await.state, "answered");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn f19_two_machines_reminding_at_once_tell_once() {
    let scene = scene().await;
    scene.booked().await;
    scene.bench.clock.pass(TimeDelta::days(3));
    let desk = &scene.bench.desk;
    let (one, two) = tokio::join!(remind(desk), remind(desk));
    assert_eq!(one.unwrap() + two.unwrap(), 1);
    assert_eq!(scene.told(&scene.shipper).await, ["booking-overdue"]);
}

#[tokio::test]
async fn f19_a_weekend_does_not_count() {
    let scene = scene().await;
    // Friday evening in the zone: one working day leads to the end of Monday.
    scene.bench.clock.set("2026-03-06T12:00:00Z".parse().unwrap());
    let id = scene.booked().await;
    let due: Instant = "2026-03-09T15:59:59Z".parse().unwrap();
    assert_eq!(scene.row(id).await.due_at, due);
}

#[tokio::test]
async fn f22_the_response_time_shows_from_three_answered_bookings_on() {
    let scene = scene().await;
    let (desk, start) = (&scene.bench.desk, scene.bench.desk.now());
    let speed = async || response_time(desk.db(), &desk.zone, scene.provider).await.unwrap();
    for (hours, expected) in [
        (2, None),
        (30, None),
        (5, Some(ResponseTime { cases: 3, median_hours: 5.0 })),
        (6, Some(ResponseTime { cases: 4, median_hours: 5.5 })),
    ] {
        scene.bench.clock.set(start);
        let id = scene.booked().await;
        scene.bench.clock.pass(TimeDelta::hours(hours));
        scene.reply(&scene.carrier, id, &scene.saying("可以")).await.unwrap();
        // A second reply changes nothing.
        scene.bench.clock.pass(TimeDelta::hours(9));
        scene.reply(&scene.carrier, id, &scene.saying("补充")).await.unwrap();
        assert_eq!(speed().await, expected);
    }
    scene.booked().await;
    assert_eq!(speed().await.map(|speed| speed.cases), Some(4), "what waits does not count");
    assert_eq!(response_time(desk.db(), &desk.zone, desk.id()).await.unwrap(), None);
}
