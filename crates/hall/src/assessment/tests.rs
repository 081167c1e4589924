//! Assessments from both sides, on whichever database the bench stands.

mod figures;
mod filing;
mod ranking;
mod setting;

use super::draft::tests::linear;
use super::find::{self, Regions};
use super::model::{filing as filing_row, period};
use super::*;
use crate::Refusal;
use crate::kernel::{Actor, Instant, Outcome, Paging, Role, Uuid};
use crate::message;
use crate::testing::{Bench, REGION, bench};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::BTreeMap;

/// Two parks, whoever assesses them, and an assessment of two indicators whose first window is open from 2026-03-05 to 2026-03-10
/// and takes late filings until the 12th. The bench stands at 2026-03-04 09:00.
pub(super) struct Scene {
    pub bench: Bench,
    pub assessor: Actor,
    pub one: Actor,
    pub other: Actor,
    pub assessment: Uuid,
}

pub(super) fn draft() -> AssessmentDraft {
    AssessmentDraft {
        name: "园区季度考核".to_owned(),
        region: REGION.to_owned(),
        target: "park".to_owned(),
        rhythm: "quarterly".to_owned(),
        periods: "2".to_owned(),
        opens_on: "2026-03-05".to_owned(),
        due_on: "2026-03-10".to_owned(),
        lock_on: "2026-03-12".to_owned(),
    }
}

pub(super) fn manual() -> IndicatorDraft {
    IndicatorDraft {
        name: "服务创新".to_owned(),
        kind: "text".to_owned(),
        rule: "manual".to_owned(),
        detail: String::new(),
        most: "10".to_owned(),
        weight: "1".to_owned(),
        ..linear()
    }
}

pub(super) async fn drafted() -> Scene {
    let bench = bench().await;
    let assessor = bench.official(Role::Assessor, REGION).await;
    let (one, _) = bench.park("海澜一号园").await;
    let (other, _) = bench.park("海澜二号园").await;
    let work = bench.desk.begin(&assessor).await.unwrap();
    let assessment = create(&work, &draft()).await.unwrap();
    put_indicator(&work, assessment, 1, None, &linear()).await.unwrap();
    put_indicator(&work, assessment, 2, None, &manual()).await.unwrap();
    work.keep().await.unwrap();
    Scene { bench, assessor, one, other, assessment }
}

pub(super) async fn announced() -> Scene {
    let scene = drafted().await;
    let work = scene.bench.desk.begin(&scene.assessor).await.unwrap();
    assert_eq!(announce(&work, scene.assessment, 3).await.unwrap(), 2);
    work.keep().await.unwrap();
    scene
}

/// The same in the middle of its first window.
pub(super) async fn open() -> Scene {
    let scene = announced().await;
    scene.at("2026-03-06T02:00:00Z");
    scene
}

pub(super) fn answers(companies: &str) -> Answers {
    let answer = |value: &str| Answer { value: value.to_owned(), files: Vec::new() };
    Answers(BTreeMap::from([
        ("i1".to_owned(), answer(companies)),
        ("i2".to_owned(), answer("上线一站式服务窗口")),
    ]))
}

pub(super) fn pass(points: &str) -> Judgement {
    let award = AwardDraft { points: points.to_owned(), reason: "材料齐全".to_owned() };
    Judgement::Pass(BTreeMap::from([("i2".to_owned(), award)]))
}

impl Scene {
    pub fn at(&self, instant: &str) {
        self.bench.clock.set(instant.parse().unwrap());
    }

    pub fn now(&self) -> Instant {
        self.bench.desk.now()
    }

    pub fn regions(&self) -> Regions {
        Some(vec![REGION.to_owned()])
    }

    pub async fn period(&self) -> period::Model {
        let all = period::Entity::find().order_by_asc(period::Column::Ordinal);
        all.one(self.bench.desk.db()).await.unwrap().unwrap()
    }

    pub async fn filing(&self, park: &Actor) -> filing_row::Model {
        let provider = park.member().unwrap().provider().unwrap().id;
        let period = self.period().await.id;
        find::filing_in(self.bench.desk.db(), period, provider).await.unwrap().unwrap()
    }

    pub async fn submit(&self, park: &Actor, companies: &str) -> Outcome<Filed> {
        let filing = self.filing(park).await;
        let work = self.bench.desk.begin(park).await?;
        let filed = submit(&work, filing.id, filing.draft_version, answers(companies)).await?;
        work.keep().await?;
        Ok(filed)
    }

    pub async fn judge(&self, park: &Actor, judgement: &Judgement) -> Outcome<()> {
        let filing = self.filing(park).await;
        let work = self.bench.desk.begin(&self.assessor).await?;
        judge(&work, filing.id, filing.version, judgement).await?;
        work.keep().await
    }

    pub async fn publish(&self, days: &str) -> Outcome<Uuid> {
        let (_, line, _) =
            find::period(self.bench.desk.db(), &self.regions(), self.period().await.id, self.now()).await?;
        let overview = find::one(self.bench.desk.db(), &self.regions(), self.assessment).await?;
        let draft = find::draft(self.bench.desk.db(), &overview.assessment, &line.period, self.now()).await?;
        let work = self.bench.desk.begin(&self.assessor).await?;
        let id = publish(&work, line.period.id, &draft.digest, days).await?;
        work.keep().await?;
        Ok(id)
    }

    /// Both parks file in time and pass; the ranking is published for three days.
    pub async fn published(&self) -> Uuid {
        for (park, companies) in [(&self.one, "3"), (&self.other, "5")] {
            self.submit(park, companies).await.unwrap();
            self.judge(park, &pass("5")).await.unwrap();
        }
        self.publish("3").await.unwrap()
    }

    pub async fn told(&self, actor: &Actor) -> Vec<String> {
        let account = actor.member().unwrap().account;
        let inbox = message::model::Entity::find()
            .filter(message::model::Column::AccountId.eq(account))
            .order_by_asc(message::model::Column::CreatedAt)
            .order_by_asc(message::model::Column::Id)
            .all(self.bench.desk.db())
            .await
            .unwrap();
        let new = |kind: &String| kind != "session-new-device";
        inbox.into_iter().map(|row| row.kind).filter(new).collect()
    }

    pub async fn status(&self, park: &Actor) -> Status {
        let provider = park.member().unwrap().provider().unwrap().id;
        let filing = self.filing(park).await;
        find::own(self.bench.desk.db(), provider, filing.id, self.now()).await.unwrap().status
    }
}

pub(super) fn keys(outcome: Outcome<impl std::fmt::Debug>) -> Vec<(String, &'static str)> {
    match outcome {
        Err(Refusal::Invalid(errors)) => errors.into_iter().map(|error| (error.field, error.key)).collect(),
        other => panic!("{other:?}"),
    }
}
