use super::*;
use crate::Refusal;
use crate::engagement::find::{self, Scope};
use crate::engagement::{PER_DAY, Stage, offered};
use crate::file::model::file_use;
use crate::kernel::Paging;
use sea_orm::PaginatorTrait as _;

#[tokio::test]
async fn f19_a_booking_has_a_number_a_promise_and_a_snapshot_and_the_provider_is_told() {
    let scene = scene().await;
    let booked = scene.press(&scene.shipper, &scene.key(), &form()).await.unwrap();
    assert_eq!((booked.number.as_str(), booked.fresh), ("HL-20260304-0001", true));
    let now = scene.bench.desk.now();
    let scope = Scope::Enterprise(scene.enterprise);
    let found = find::one(scene.bench.desk.db(), &scope, booked.id, now).await.unwrap();
    assert_eq!(found.line.stage, Stage::Pending);
    assert_eq!(found.line.booking.cargo, "日用陶瓷");
    assert_eq!(found.line.snapshot.title, "海澜—新加坡快航");
    assert_eq!(found.line.snapshot.provider, "海澜测试船务有限公司");
    // One working day: the end of Thursday in the zone's time.
    let due: Instant = "2026-03-05T15:59:59Z".parse().unwrap();
    assert_eq!(found.line.engagement.due_at, due);
    assert_eq!(scene.told(&scene.carrier).await, ["booking-made"]);
    assert!(scene.told(&scene.shipper).await.is_empty());
    assert_eq!(scene.journalled(booked.id).await, ["booking.made"]);
    let held = file_use::Entity::find().filter(file_use::Column::SubjectId.eq(booked.id));
    assert_eq!(held.count(scene.bench.desk.db()).await.unwrap(), 1);
}

#[tokio::test]
async fn f19_the_serial_begins_anew_each_day_of_the_zone() {
    let scene = scene().await;
    let next = async || scene.press(&scene.shipper, &scene.key(), &form()).await.unwrap().number;
    assert_eq!(next().await, "HL-20260304-0001");
    assert_eq!(next().await, "HL-20260304-0002");
    // 16:30 UTC is half past midnight in Shanghai.
    scene.bench.clock.set("2026-03-04T16:30:00Z".parse().unwrap());
    assert_eq!(next().await, "HL-20260305-0001");
}

#[tokio::test]
async fn f19_a_second_press_answers_with_the_same_booking() {
    let scene = scene().await;
    let key = scene.key();
    let first = scene.press(&scene.shipper, &key, &form()).await.unwrap();
    // Whatever the second press carries, and though the product went meanwhile.
    scene.bench.turn_product(scene.product, |row| row.on_shelf = false).await;
    let second = scene.press(&scene.shipper, &key, &BookingForm::default()).await.unwrap();
    assert_eq!((second.id, &second.number, second.fresh), (first.id, &first.number, false));
    assert_eq!(scene.told(&scene.carrier).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn f19_eight_presses_at_once_make_one_booking() {
    let scene = std::sync::Arc::new(scene().await);
    let key = scene.key();
    let mut presses = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let (scene, key) = (std::sync::Arc::clone(&scene), key.clone());
        presses.spawn(async move { scene.press(&scene.shipper, &key, &form()).await });
    }
    let answers: Vec<Booked> = presses.join_all().await.into_iter().map(Result::unwrap).collect();
    assert_eq!(answers.iter().filter(|booked| booked.fresh).count(), 1);
    assert!(answers.iter().all(|booked| booked.number == "HL-20260304-0001" && booked.id == answers[0].id));
    let scope = Scope::Provider(scene.provider);
    let now = scene.bench.desk.now();
    let all =
        find::list(scene.bench.desk.db(), &scope, &Default::default(), now, Paging::default()).await.unwrap();
    assert_eq!(all.total, 1);
    assert_eq!(scene.told(&scene.carrier).await.len(), 1);
}

#[tokio::test]
async fn f19_a_key_is_good_for_one_product_one_enterprise_and_must_be_one() {
    let scene = scene().await;
    let expired = |outcome: Outcome<Booked>| match outcome {
        Err(Refusal::Invalid(errors)) => assert_eq!(errors[0].key, "booking-form-expired"),
        other => panic!("{other:?}"),
    };
    for key in ["", "abc", "00000000"] {
        expired(scene.press(&scene.shipper, key, &form()).await);
    }
    let key = scene.key();
    scene.press(&scene.shipper, &key, &form()).await.unwrap();
    let other = scene.bench.product(scene.provider, "另一个产品").await;
    let work = scene.bench.desk.begin(&scene.shipper).await.unwrap();
    expired(book(&work, other, &key, &form()).await);
    drop(work);
    // The same person for another enterprise.
    let second = scene.bench.enterprise("另一家测试公司").await;
    let account = scene.shipper.member().unwrap().account;
    let elsewhere = crate::testing::enterprise(account, second, "990101");
    expired(scene.press(&elsewhere, &key, &form()).await);
    // Somebody else's key is no hindrance.
    let (stranger, _) = scene.bench.clerk("第三家测试公司").await;
    assert!(scene.press(&stranger, &key, &form()).await.unwrap().fresh);
}

#[tokio::test]
async fn f19_only_a_public_product_of_somebody_else_is_booked() {
    let scene = scene().await;
    let desk = &scene.bench.desk;
    assert!(offered(desk, &scene.shipper, scene.product).await.is_ok());
    let own = scene.press(&scene.carrier, &scene.key(), &form()).await;
    assert!(matches!(own, Err(Refusal::NotAllowed("booking-own-product"))), "{own:?}");
    let own = offered(desk, &scene.carrier, scene.product).await;
    assert!(matches!(own, Err(Refusal::NotAllowed("booking-own-product"))));
    let visitor = scene.press(&scene.bench.visitor(), &scene.key(), &form()).await;
    assert!(matches!(visitor, Err(Refusal::LoginFirst)));
    let person = scene.bench.person("没有企业的人").await;
    let person = scene.press(&scene.bench.acting(person).await, &scene.key(), &form()).await;
    assert!(matches!(person, Err(Refusal::NotAllowed("needs-enterprise"))));
    let changes: [fn(&mut crate::offering::model::Model); 3] = [
        |row| row.on_shelf = false,
        |row| (row.on_shelf, row.removed_at) = (true, Some(row.created_at)),
        |row| (row.removed_at, row.published_at) = (None, None),
    ];
    for change in changes {
        scene.bench.turn_product(scene.product, change).await;
        let gone = scene.press(&scene.shipper, &scene.key(), &form()).await;
        assert!(matches!(gone, Err(Refusal::NotFound)), "{gone:?}");
        assert!(matches!(offered(desk, &scene.shipper, scene.product).await, Err(Refusal::NotFound)));
    }
    scene.bench.turn_product(scene.product, |row| row.published_at = Some(row.created_at)).await;
    scene.bench.suspend(scene.provider, true).await;
    let gone = scene.press(&scene.shipper, &scene.key(), &form()).await;
    assert!(matches!(gone, Err(Refusal::NotFound)));
}

#[tokio::test]
async fn f19_a_refused_form_costs_no_number_and_its_key_may_be_used_again() {
    let scene = scene().await;
    let key = scene.key();
    let refused = scene.press(&scene.shipper, &key, &BookingForm::default()).await;
    assert!(matches!(refused, Err(Refusal::Invalid(_))));
    let booked = scene.press(&scene.shipper, &key, &form()).await.unwrap();
    assert_eq!(booked.number, "HL-20260304-0001");
}

#[tokio::test]
async fn f19_an_enterprise_books_only_so_many_times_a_day() {
    let scene = scene().await;
    for _ in 0..PER_DAY {
        scene.booked().await;
    }
    let refused = scene.press(&scene.shipper, &scene.key(), &form()).await;
    assert!(matches!(refused, Err(Refusal::TooMany { key: "booking-too-many", .. })), "{refused:?}");
    let (other, _) = scene.bench.clerk("另一家测试公司").await;
    scene.press(&other, &scene.key(), &form()).await.unwrap();
    scene.bench.clock.pass(TimeDelta::days(1));
    scene.booked().await;
}
