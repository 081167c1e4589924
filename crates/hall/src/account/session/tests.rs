//! What sessions promise, on a whole hall.

use super::*;
use crate::account::Browser;
use crate::account::find::own;
use crate::kernel::{Actor, Refusal, Role};
use crate::testing::{ADDRESS, REGION, beginning, bench};
use chrono::TimeDelta;

#[tokio::test]
async fn a67_a_session_lives_while_used_and_twelve_hours_at_most() {
    let hall = bench().await;
    let token = hall.session(hall.person("甲").await).await;
    for _ in 0..24 {
        hall.clock.pass(TimeDelta::minutes(29));
        assert!(hall.resolved(&token).await.is_some());
    }
    hall.clock.pass(TimeDelta::minutes(24));
    assert!(hall.resolved(&token).await.is_none(), "12 hours have passed");

    let token = hall.session(hall.person("乙").await).await;
    hall.clock.pass(TimeDelta::minutes(30));
    assert!(hall.resolved(&token).await.is_none(), "30 minutes without use");
}

#[tokio::test]
async fn a67_officials_have_fifteen_minutes() {
    let hall = bench().await;
    let account = hall.person("丙").await;
    hall.appointed(account, Role::Reviewer, REGION).await;
    let token = hall.session(account).await;
    hall.clock.pass(TimeDelta::minutes(14));
    let live = hall.resolved(&token).await.expect("still awake");
    assert!(live.actor.member().unwrap().holds_in(Role::Reviewer, REGION));
    hall.clock.pass(TimeDelta::minutes(15));
    assert!(hall.resolved(&token).await.is_none());
}

#[tokio::test]
async fn a68_what_is_ended_is_refused_at_once() {
    let hall = bench().await;
    let account = hall.person("甲").await;
    let (first, second) = (hall.session(account).await, hall.session(account).await);
    let actor = hall.resolved(&first).await.unwrap().actor;
    let work = hall.desk.begin(&actor).await.unwrap();
    end_others(&work).await.unwrap();
    work.keep().await.unwrap();
    assert!(hall.resolved(&second).await.is_none());
    let work = hall.desk.begin(&actor).await.unwrap();
    end(&work).await.unwrap();
    work.keep().await.unwrap();
    assert!(hall.resolved(&first).await.is_none());
}

#[tokio::test]
async fn a68_nobody_ends_a_strangers_session() {
    let hall = bench().await;
    let (mine, theirs) = (hall.person("甲").await, hall.person("乙").await);
    let actor = hall.acting(mine).await;
    let token = hall.session(theirs).await;
    let foreign = find(&hall.desk, &token).await.unwrap().unwrap().session.id;
    let work = hall.desk.begin(&actor).await.unwrap();
    assert!(matches!(end_one(&work, foreign).await, Err(Refusal::NotFound)));
    assert!(matches!(end_one(&work, work.id()).await, Err(Refusal::NotFound)));
    drop(work);
    assert!(hall.resolved(&token).await.is_some());
}

#[tokio::test]
async fn a69_the_sixth_session_ends_the_oldest_and_tells() {
    let hall = bench().await;
    let account = hall.person("甲").await;
    let mut tokens = Vec::new();
    for _ in 0..6 {
        hall.clock.pass(TimeDelta::seconds(1));
        tokens.push(hall.session(account).await);
    }
    assert!(hall.resolved(&tokens[0]).await.is_none());
    for token in &tokens[1..] {
        assert!(hall.resolved(token).await.is_some());
    }
    assert_eq!(of_account(&hall.desk, account).await.unwrap().len(), MOST);
    let inbox =
        crate::message::find::inbox(hall.desk.db(), account, false, Default::default()).await.unwrap();
    assert!(inbox.rows.iter().any(|message| message.kind == "session-evicted"));
}

#[tokio::test]
async fn a66_cookies_are_kept_as_fingerprints_and_a_strange_device_is_told() {
    let hall = bench().await;
    let id = hall.person("甲").await;
    let account = own(hall.desk.db(), id).await.unwrap();
    for (round, secret) in ["one browser", "one browser", "another browser"].into_iter().enumerate() {
        let work = hall.desk.begin(&Actor::Visitor { address: ADDRESS.to_owned() }).await.unwrap();
        let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        let browser = Browser { secret, agent };
        let opening = Opening { method: "sms", enterprise: None, browser, id_token: None };
        let begun = begin(&work, &account, opening).await.unwrap();
        work.keep().await.unwrap();
        let row = find(&hall.desk, &begun.token).await.unwrap().unwrap().session;
        assert_ne!(row.token_hash, begun.token);
        assert_eq!(begun.token.len(), 43, "256 bits");
        let inbox = crate::message::find::inbox(hall.desk.db(), id, false, Default::default()).await.unwrap();
        let told: Vec<_> = inbox.rows.iter().filter(|message| message.kind == "new-device").collect();
        assert_eq!(told.len(), usize::from(round == 2));
        assert!(told.iter().all(|message| message.args.contains("Firefox · Linux")), "by a name people know");
    }
}

#[tokio::test]
async fn a06_whoever_represents_one_enterprise_acts_for_it_unasked() {
    let hall = bench().await;
    let account = hall.person("甲").await;
    let first = hall.enterprise("海岬甲公司").await;
    hall.represents(account, first).await;
    let token = hall.session(account).await;
    let live = hall.resolved(&token).await.unwrap();
    assert_eq!(live.actor.member().unwrap().enterprise.as_ref().unwrap().id, first);
    let second = hall.enterprise("海岬乙公司").await;
    hall.represents(account, second).await;
    let live = hall.resolved(&token).await.unwrap();
    assert!(live.actor.member().unwrap().enterprise.is_none(), "with two they choose");
    assert_eq!(live.enterprises, 2);
}

#[test]
fn a67_idle_sessions_end_to_the_second() {
    let seen = beginning();
    let after = |seconds| seen + TimeDelta::seconds(seconds);
    assert!(is_awake(seen, after(30 * 60 - 1), false));
    assert!(!is_awake(seen, after(30 * 60), false));
    assert!(is_awake(seen, after(15 * 60 - 1), true));
    assert!(!is_awake(seen, after(15 * 60), true));
}
