use super::*;
use crate::kernel::{Actor, Paging, Refusal, Role, Uuid};
use crate::message::dispatch;
use crate::testing::{Bench, bench};
use ::gateways::Fault;
use chrono::TimeDelta;

async fn queued(hall: &Bench, state: &str) -> Uuid {
    let work = hall.desk.begin(&Actor::Machine("test")).await.unwrap();
    let row = dispatch::Model {
        id: work.id(),
        message_id: None,
        channel: "sms".to_owned(),
        address: "+8613900001234".to_owned(),
        kind: "login-code".to_owned(),
        args: "{}".to_owned(),
        locale: "zh-CN".to_owned(),
        state: state.to_owned(),
        attempts: 10,
        next_at: work.now(),
        last_error: Some("unreachable".to_owned()),
        created_at: work.now(),
        sent_at: (state == "sent").then(|| work.now()),
    };
    let id = row.id;
    work.add(row).await.unwrap();
    work.keep().await.unwrap();
    id
}

#[tokio::test]
async fn n07_the_system_page_knows_database_outbox_files_and_jobs() {
    let hall = bench().await;
    let keeper = hall.official(Role::SystemAdmin, "*").await;
    let first = hall.desk.now();
    for state in ["queued", "dead", "dead", "sent"] {
        queued(&hall, state).await;
        hall.clock.pass(TimeDelta::minutes(1));
    }
    ran(&hall.desk, "outbox", Ok(())).await.unwrap();
    ran(&hall.desk, "reminders", Err("away".to_owned())).await.unwrap();
    let state = look(&hall.desk, &keeper).await.unwrap();
    assert!(state.database.bytes > 10_000);
    assert!(
        state.database.migrations.len() >= 6 && state.database.migrations.iter().all(|step| step.applied)
    );
    let counts: Vec<(&str, u64)> = state.outbox.iter().map(|state| (state.state, state.count)).collect();
    assert_eq!(counts, [("queued", 1), ("dead", 2), ("sent", 1)]);
    assert_eq!(state.outbox[0].oldest, Some(first));
    let jobs: Vec<(&str, &str)> =
        state.jobs.iter().map(|job| (job.name.as_str(), job.error.as_str())).collect();
    assert_eq!(jobs, [("outbox", ""), ("reminders", "away")]);
    assert!(state.files.is_empty());
}

#[tokio::test]
async fn n07_runs_are_noted_once_a_minute_and_every_change_at_once() {
    let hall = bench().await;
    let keeper = hall.official(Role::SystemAdmin, "*").await;
    let start = hall.desk.now();
    let mut seen = Vec::new();
    for (seconds, outcome) in
        [(0, Ok(())), (30, Ok(())), (10, Err("away".to_owned())), (59, Ok(())), (60, Ok(()))]
    {
        hall.clock.pass(TimeDelta::seconds(seconds));
        ran(&hall.desk, "outbox", outcome).await.unwrap();
        let job = look(&hall.desk, &keeper).await.unwrap().jobs.remove(0);
        seen.push(((job.at - start).num_seconds(), job.error));
    }
    assert_eq!(
        seen,
        [(0, ""), (0, ""), (40, "away"), (99, ""), (159, "")].map(|(at, error)| (at, error.to_owned()))
    );
}

#[tokio::test]
async fn n07_what_was_given_up_on_may_be_tried_again() {
    let hall = bench().await;
    let keeper = hall.official(Role::SystemAdmin, "*").await;
    let (dead, waiting) = (queued(&hall, "dead").await, queued(&hall, "queued").await);
    queued(&hall, "dead").await;
    let work = hall.desk.begin(&keeper).await.unwrap();
    retry(&work, dead).await.unwrap();
    assert!(matches!(retry(&work, dead).await, Err(Refusal::OutOfTurn("dispatch-not-dead"))));
    assert!(matches!(retry(&work, waiting).await, Err(Refusal::OutOfTurn("dispatch-not-dead"))));
    assert!(matches!(retry(&work, Uuid::nil()).await, Err(Refusal::NotFound)));
    assert_eq!(retry_dead(&work).await.unwrap(), 1);
    assert_eq!(retry_dead(&work).await.unwrap(), 0);
    work.keep().await.unwrap();
    let list = dispatches(&hall.desk, &keeper, Some("queued"), Paging::default()).await.unwrap();
    assert_eq!(list.total, 3);
    assert!(list.rows.iter().all(|row| row.address == "139****1234"));
    assert_eq!(list.rows.iter().filter(|row| row.attempts == 0).count(), 2);
}

#[tokio::test]
async fn n07_every_system_outside_is_asked_and_says_how_it_is() {
    let hall = bench().await;
    let keeper = hall.official(Role::SystemAdmin, "*").await;
    hall.sms.faults.always(Fault::Unreachable);
    let states = gateways(&hall.desk, &keeper).await.unwrap();
    let states: Vec<(&str, &str)> = states.iter().map(|gateway| (gateway.gateway, gateway.state)).collect();
    assert_eq!(
        states,
        [("store", "ok"), ("sms", "failed"), ("wechat", "ok"), ("identity", "ok"), ("mail", "ok")]
    );
}

#[tokio::test]
async fn n07_only_system_administrators_see_it() {
    let hall = bench().await;
    let dead = queued(&hall, "dead").await;
    for role in [Role::AuditAdmin, Role::SecurityAdmin, Role::Reviewer] {
        let actor = hall.official(role, "*").await;
        assert!(matches!(look(&hall.desk, &actor).await, Err(Refusal::NotAllowed("needs-office"))));
        assert!(matches!(gateways(&hall.desk, &actor).await, Err(Refusal::NotAllowed("needs-office"))));
        assert!(dispatches(&hall.desk, &actor, None, Paging::default()).await.is_err());
        let work = hall.desk.begin(&actor).await.unwrap();
        assert!(matches!(retry(&work, dead).await, Err(Refusal::NotAllowed("needs-office"))));
        assert!(matches!(retry_dead(&work).await, Err(Refusal::NotAllowed("needs-office"))));
    }
}

#[tokio::test]
async fn a03_c08_a_hall_is_prepared_once_and_again_without_harm() {
    let hall = bench().await;
    for _ in 0..2 {
        prepare(&hall.desk).await.unwrap();
    }
    assert!(crate::term::calendar::find::years(hall.desk.db()).await.unwrap().contains(&2026));
    let texts =
        crate::account::legal::versions(hall.desk.db(), crate::account::legal::PLATFORM).await.unwrap();
    assert_eq!(texts.len(), 1);
}
