use super::*;
use crate::Refusal;
use crate::engagement::{POST_LIMIT, Side, State};

#[tokio::test]
async fn f20_the_answer_reaches_the_enterprise_and_both_go_on_talking() {
    let scene = scene().await;
    let id = scene.booked().await;
    let minute = || scene.bench.clock.pass(TimeDelta::minutes(1));
    scene.ask(&scene.shipper, id, &scene.saying("柜型可换成 40GP")).await.unwrap();
    minute();
    scene.reply(&scene.carrier, id, &scene.saying("可以，请联系 0000-7654321")).await.unwrap();
    let answered = scene.row(id).await;
    assert_eq!(answered.state().unwrap(), State::Answered);
    assert_eq!(answered.answered_at, Some(scene.bench.desk.now()));
    minute();
    scene.ask(&scene.shipper, id, &scene.saying("周几截关？")).await.unwrap();
    minute();
    scene.reply(&scene.carrier, id, &scene.saying("周五中午")).await.unwrap();
    assert_eq!(scene.row(id).await.answered_at, answered.answered_at, "the first answer counts");
    assert_eq!(scene.told(&scene.shipper).await, ["booking-answered", "booking-replied"]);
    assert_eq!(scene.told(&scene.carrier).await, ["booking-made", "booking-follow-up", "booking-follow-up"]);
    let actions = ["booking.made", "booking.asked", "booking.answered", "booking.asked", "booking.answered"];
    assert_eq!(scene.journalled(id).await, actions);
}

#[tokio::test]
async fn f20_a_reply_sent_twice_is_said_once() {
    let scene = scene().await;
    let (id, other) = (scene.booked().await, scene.booked().await);
    let saying = scene.saying("可以");
    scene.reply(&scene.carrier, id, &saying).await.unwrap();
    scene.reply(&scene.carrier, id, &saying).await.unwrap();
    assert_eq!(scene.told(&scene.shipper).await, ["booking-answered"]);
    let elsewhere = scene.reply(&scene.carrier, other, &saying).await;
    assert!(matches!(elsewhere, Err(Refusal::Invalid(_))));
    let keyless = Saying { text: "可以".to_owned(), form_key: String::new() };
    assert!(matches!(scene.reply(&scene.carrier, other, &keyless).await, Err(Refusal::Invalid(_))));
}

#[tokio::test]
async fn f21_a_reply_has_between_one_and_500_characters() {
    let scene = scene().await;
    let id = scene.booked().await;
    for (text, key) in [("  \n", "field-required"), (&*"字".repeat(POST_LIMIT + 1), "field-too-long")] {
        for outcome in [
            scene.reply(&scene.carrier, id, &scene.saying(text)).await,
            scene.ask(&scene.shipper, id, &scene.saying(text)).await,
        ] {
            match outcome {
                Err(Refusal::Invalid(errors)) => {
                    assert_eq!((errors[0].field.as_str(), errors[0].key), ("text", key))
                }
                other => panic!("{other:?}"),
            }
        }
    }
    scene.reply(&scene.carrier, id, &scene.saying(&"字".repeat(POST_LIMIT))).await.unwrap();
}

#[tokio::test]
async fn f22_opening_the_answer_is_noted_once_and_a_new_one_is_unread() {
    let scene = scene().await;
    let id = scene.booked().await;
    scene.seen(&scene.shipper, id).await.unwrap();
    assert_eq!(scene.row(id).await.answer_seen_at, None, "there is nothing to read yet");
    scene.reply(&scene.carrier, id, &scene.saying("可以")).await.unwrap();
    let first = scene.bench.desk.now();
    scene.seen(&scene.shipper, id).await.unwrap();
    scene.bench.clock.pass(TimeDelta::hours(1));
    scene.seen(&scene.shipper, id).await.unwrap();
    assert_eq!(scene.row(id).await.answer_seen_at, Some(first));
    assert_eq!(scene.journalled(id).await, ["booking.made", "booking.answered", "booking.seen"]);
    scene.reply(&scene.carrier, id, &scene.saying("补充一句")).await.unwrap();
    assert_eq!(scene.row(id).await.answer_seen_at, None);
}

#[tokio::test]
async fn f22_withdrawing_is_the_enterprises_and_ends_with_the_answer() {
    let scene = scene().await;
    let (id, other) = (scene.booked().await, scene.booked().await);
    let long = scene.withdraw(&scene.shipper, id, &"因".repeat(101)).await;
    assert!(matches!(long, Err(Refusal::Invalid(_))));
    scene.withdraw(&scene.shipper, id, " 船期不合适 ").await.unwrap();
    let row = scene.row(id).await;
    assert_eq!((row.state.as_str(), row.reason.as_deref()), ("withdrawn", Some("船期不合适")));
    assert_eq!(scene.told(&scene.carrier).await.last().unwrap(), "booking-withdrawn");
    for outcome in [
        scene.withdraw(&scene.shipper, id, "").await,
        scene.reply(&scene.carrier, id, &scene.saying("可以")).await,
        scene.ask(&scene.shipper, id, &scene.saying("还在吗")).await,
        scene.fulfil(&scene.shipper, Side::Enterprise, id).await,
    ] {
        assert!(matches!(outcome, Err(Refusal::OutOfTurn("booking-is-withdrawn"))), "{outcome:?}");
    }
    scene.reply(&scene.carrier, other, &scene.saying("可以")).await.unwrap();
    let late = scene.withdraw(&scene.shipper, other, "").await;
    assert!(matches!(late, Err(Refusal::OutOfTurn("booking-already-answered"))));
}

#[tokio::test]
async fn f22_either_side_completes_an_answered_booking_and_the_other_is_told() {
    let scene = scene().await;
    let (one, two) = (scene.booked().await, scene.booked().await);
    let early = scene.fulfil(&scene.shipper, Side::Enterprise, one).await;
    assert!(matches!(early, Err(Refusal::OutOfTurn("booking-not-answered"))));
    for id in [one, two] {
        scene.reply(&scene.carrier, id, &scene.saying("可以")).await.unwrap();
    }
    scene.bench.clock.pass(TimeDelta::days(3));
    scene.fulfil(&scene.shipper, Side::Enterprise, one).await.unwrap();
    assert_eq!(scene.told(&scene.carrier).await.last().unwrap(), "booking-fulfilled");
    scene.fulfil(&scene.carrier, Side::Provider, two).await.unwrap();
    assert_eq!(scene.told(&scene.shipper).await.last().unwrap(), "booking-fulfilled");
    assert_eq!(scene.row(one).await.closed_side.as_deref(), Some("enterprise"));
    assert_eq!(scene.row(two).await.closed_side.as_deref(), Some("provider"));
    let again = scene.fulfil(&scene.carrier, Side::Provider, two).await;
    assert!(matches!(again, Err(Refusal::OutOfTurn("booking-is-fulfilled"))));
    // A repeated reply that was said in time stays said, and does no harm.
    let late = scene.reply(&scene.carrier, two, &scene.saying("再见")).await;
    assert!(matches!(late, Err(Refusal::OutOfTurn("booking-is-fulfilled"))));
}

#[tokio::test]
async fn f20_somebody_elses_booking_is_like_a_missing_one() {
    let scene = scene().await;
    let id = scene.booked().await;
    let (foreign_shipper, _) = scene.bench.clerk("另一家测试公司").await;
    let (foreign_carrier, _) = scene.bench.logistics("另一家测试船务").await;
    for id in [id, scene.bench.desk.id()] {
        let text = scene.saying("可以");
        for outcome in [
            scene.ask(&foreign_shipper, id, &text).await,
            scene.seen(&foreign_shipper, id).await,
            scene.withdraw(&foreign_shipper, id, "").await,
            scene.fulfil(&foreign_shipper, Side::Enterprise, id).await,
            scene.reply(&foreign_carrier, id, &text).await,
            scene.fulfil(&foreign_carrier, Side::Provider, id).await,
            // The right people on the wrong side.
            scene.ask(&scene.carrier, id, &text).await,
            scene.withdraw(&scene.carrier, id, "").await,
        ] {
            assert!(matches!(outcome, Err(Refusal::NotFound)), "{outcome:?}");
        }
        let wrong = scene.reply(&scene.shipper, id, &text).await;
        assert!(matches!(wrong, Err(Refusal::NotAllowed("needs-logistics-provider"))), "{wrong:?}");
    }
    scene.bench.suspend(scene.provider, true).await;
    let account = scene.carrier.member().unwrap().account;
    let suspended = scene.bench.acting(account).await;
    let refused = scene.reply(&suspended, id, &scene.saying("可以")).await;
    assert!(matches!(refused, Err(Refusal::NotAllowed("provider-suspended"))), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn f22_withdrawing_and_answering_at_once_end_in_one_of_both() {
    for _ in 0..4 {
        let scene = scene().await;
        let id = scene.booked().await;
        let saying = scene.saying("可以");
        let (withdrawn, answered) =
            tokio::join!(scene.withdraw(&scene.shipper, id, ""), scene.reply(&scene.carrier, id, &saying));
        assert!(withdrawn.is_ok() != answered.is_ok(), "{withdrawn:?} {answered:?}");
        let state = scene.row(id).await.state().unwrap();
        assert_eq!(state, if answered.is_ok() { State::Answered } else { State::Withdrawn });
    }
}
