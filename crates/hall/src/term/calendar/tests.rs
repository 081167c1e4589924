//! The calendar on a database: filled from the facts, corrected by officials.

use super::model::{Entity, OFFICE};
use super::*;
use crate::kernel::{Actor, Refusal, Role, Work};
use crate::testing::{Bench, bench};
use chrono::NaiveDate;
use sea_orm::EntityTrait;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

async fn filled(bench: &Bench) -> usize {
    let work = bench.desk.begin(&Actor::Machine("start")).await.unwrap();
    let moved = fill(&work).await.unwrap();
    work.keep().await.unwrap();
    moved
}

async fn working(bench: &Bench, text: &str) -> bool {
    load(bench.desk.db()).await.unwrap().is_working(day(text))
}

#[tokio::test]
async fn c08_the_statutory_holidays_come_with_the_program() {
    let bench = bench().await;
    assert!(filled(&bench).await > 60);
    assert_eq!(filled(&bench).await, 0, "filling again changes nothing");
    for (text, is) in [
        ("2025-01-26", true),  // a Sunday worked for Spring Festival
        ("2025-10-08", false), // National Day and Mid-Autumn in one, eight days
        ("2025-10-11", true),
        ("2026-01-01", false),
        ("2026-01-04", true), // a Sunday worked for New Year
        ("2026-02-14", true),
        ("2026-02-17", false), // Spring Festival
        ("2026-02-23", false),
        ("2026-02-28", true),
        ("2026-05-09", true),
        ("2026-06-19", false), // Dragon Boat
        ("2026-10-07", false),
        ("2026-10-08", true),
        ("2026-10-10", true),
    ] {
        assert_eq!(working(&bench, text).await, is, "{text}");
    }
    assert!(find::years(bench.desk.db()).await.unwrap().starts_with(&[2025, 2026]));
}

#[tokio::test]
async fn n07_what_officials_correct_outlives_a_release_and_can_be_taken_back() {
    let bench = bench().await;
    filled(&bench).await;
    let admin = bench.official(Role::SystemAdmin, "*").await;
    let work = bench.desk.begin(&admin).await.unwrap();
    set(&work, day("2026-10-07"), DayKind::Workday, "台风补班", "Typhoon make-up").await.unwrap();
    set(&work, day("2026-11-03"), DayKind::Holiday, "三月三", "Sanyuesan").await.unwrap();
    work.keep().await.unwrap();
    assert_eq!(filled(&bench).await, 0);
    assert!(working(&bench, "2026-10-07").await);
    assert!(!working(&bench, "2026-11-03").await);
    let row = Entity::find_by_id("2026-11-03").one(bench.desk.db()).await.unwrap().unwrap();
    assert_eq!(row.source, OFFICE);
    let told = crate::journal::find::of(bench.desk.db(), "calendar", "2026-10-07").await.unwrap();
    assert_eq!(told[0].action, "calendar.set");

    let work = bench.desk.begin(&admin).await.unwrap();
    for text in ["2026-10-07", "2026-11-03"] {
        restore(&work, day(text)).await.unwrap();
    }
    assert!(matches!(restore(&work, day("2026-10-06")).await, Err(Refusal::NotFound)));
    work.keep().await.unwrap();
    assert!(!working(&bench, "2026-10-07").await);
    assert!(working(&bench, "2026-11-03").await);
}

#[tokio::test]
async fn n07_only_who_keeps_content_corrects_the_calendar() {
    let bench = bench().await;
    let try_as = async |actor: &Actor| {
        let work: Work = bench.desk.begin(actor).await.unwrap();
        set(&work, day("2026-10-07"), DayKind::Workday, "补班", "Make-up").await
    };
    let reviewer = bench.official(Role::Reviewer, "*").await;
    assert!(matches!(try_as(&reviewer).await, Err(Refusal::NotAllowed("needs-office"))));
    assert!(matches!(try_as(&bench.visitor()).await, Err(Refusal::LoginFirst)));
    let admin = bench.official(Role::SystemAdmin, "*").await;
    let work = bench.desk.begin(&admin).await.unwrap();
    let empty = set(&work, day("2026-10-07"), DayKind::Workday, " ", &"x".repeat(31)).await;
    assert!(matches!(empty, Err(Refusal::Invalid(errors)) if errors.len() == 2));
}
