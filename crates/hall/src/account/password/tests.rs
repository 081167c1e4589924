use super::*;
use crate::account::code::tests::{HERE, Plain, ask, last};
use crate::account::code::{self, Purpose};
use crate::account::find;
use crate::kernel::Refusal;
use crate::testing::bench;
use chrono::TimeDelta;

const FIRST: &str = "Teal-Harbour-42";
const SECOND: &str = "Grey-Lantern-77";

fn keys(refused: Outcome<()>) -> Vec<&'static str> {
    match refused.expect_err("refused") {
        Refusal::Invalid(errors) => errors.iter().map(|error| error.key).collect(),
        Refusal::TooMany { key, .. } => vec![key],
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a08_a_first_password_needs_a_code_and_a_new_one_needs_the_old() {
    let hall = bench().await;
    let account = hall.person("甲").await;
    let (mine, other) = (hall.session(account).await, hall.session(account).await);
    let actor = hall.resolved(&mine).await.unwrap().actor;
    let typed = Change { current: "", code: "", new: FIRST, again: FIRST };
    assert_eq!(keys(change(&hall.desk, &actor, HERE, typed).await), ["code-form"]);
    code::send_to_own(&hall.desk, &actor, HERE, Purpose::Password, None, &Plain).await.unwrap();
    let phone = find::own(hall.desk.db(), account).await.unwrap().phone.unwrap();
    let sent = last(&hall, &phone);
    let differs = Change { code: &sent, again: SECOND, ..typed };
    assert_eq!(keys(change(&hall.desk, &actor, HERE, differs).await), ["password-differs"]);
    change(&hall.desk, &actor, HERE, Change { code: &sent, ..typed }).await.unwrap();
    assert!(hall.resolved(&mine).await.is_some());
    assert!(hall.resolved(&other).await.is_none(), "all other sessions end");
    let inbox =
        crate::message::find::inbox(hall.desk.db(), account, false, Default::default()).await.unwrap();
    assert!(inbox.rows.iter().any(|message| message.kind == "password-changed"));

    let typed = Change { current: SECOND, code: "", new: SECOND, again: SECOND };
    assert_eq!(keys(change(&hall.desk, &actor, HERE, typed).await), ["password-same"]);
    let typed = Change { current: "wrong", ..typed };
    assert_eq!(keys(change(&hall.desk, &actor, HERE, typed).await), ["password-wrong"]);
    change(&hall.desk, &actor, HERE, Change { current: FIRST, ..typed }).await.unwrap();
}

#[tokio::test]
async fn a54_a_stolen_session_cannot_guess_the_present_password() {
    let hall = bench().await;
    let account = hall.person("甲").await;
    let actor = hall.acting(account).await;
    code::send_to_own(&hall.desk, &actor, HERE, Purpose::Password, None, &Plain).await.unwrap();
    let phone = find::own(hall.desk.db(), account).await.unwrap().phone.unwrap();
    let sent = last(&hall, &phone);
    change(&hall.desk, &actor, HERE, Change { current: "", code: &sent, new: FIRST, again: FIRST })
        .await
        .unwrap();
    let guess = Change { current: "a guess", code: "", new: SECOND, again: SECOND };
    for _ in 0..10 {
        assert_eq!(keys(change(&hall.desk, &actor, HERE, guess).await), ["password-wrong"]);
    }
    assert_eq!(
        keys(change(&hall.desk, &actor, HERE, Change { current: FIRST, ..guess }).await),
        ["login-locked"]
    );
}

#[tokio::test]
async fn a08_a_forgotten_password_is_set_anew_by_the_bound_phone() {
    let hall = bench().await;
    let account = hall.person("单晓月").await;
    let token = hall.session(account).await;
    let phone = find::own(hall.desk.db(), account).await.unwrap().phone.unwrap();
    code::send(&hall.desk, &hall.visitor(), HERE, ask(&phone, Purpose::Password), &Plain).await.unwrap();
    let sent = last(&hall, &phone);
    let typed = Forgot { phone: &phone, code: &sent, new: FIRST, again: FIRST };
    let own = Forgot { new: "shanxiaoyue1!", again: "shanxiaoyue1!", ..typed };
    assert_eq!(keys(forgot(&hall.desk, &hall.visitor(), HERE, own).await), ["password-own"]);
    forgot(&hall.desk, &hall.visitor(), HERE, typed).await.expect("the code still counted");
    assert!(hall.resolved(&token).await.is_none(), "every session ends");
    assert_eq!(keys(forgot(&hall.desk, &hall.visitor(), HERE, typed).await), ["code-wrong"]);
}

#[tokio::test]
async fn a59_only_the_holder_of_a_phone_learns_that_it_has_no_account() {
    let hall = bench().await;
    let phone = "13800009999";
    let typed = Forgot { phone, code: "123456", new: FIRST, again: FIRST };
    assert_eq!(keys(forgot(&hall.desk, &hall.visitor(), HERE, typed).await), ["code-wrong"]);
    hall.clock.pass(TimeDelta::minutes(1));
    code::send(&hall.desk, &hall.visitor(), HERE, ask(phone, Purpose::Password), &Plain).await.unwrap();
    let sent = last(&hall, phone);
    let refused =
        forgot(&hall.desk, &hall.visitor(), HERE, Forgot { code: &sent, ..typed }).await.unwrap_err();
    assert!(matches!(refused, Refusal::OutOfTurn("phone-without-account")), "{refused:?}");
}
