//! What news promise, on either database.

mod rules;
mod seeing;
mod states;

use super::{Draft, find, submit};
use crate::file::{self, Slot};
use crate::kernel::{Actor, Desk, Instant, Paging, Refusal, Role, Uuid};
use crate::review::{self, Decision, Said, Subject};
use crate::testing::{Bench, REGION, bench, png};

/// A park with pictures to use, and a reviewer.
pub(super) struct House {
    pub bench: Bench,
    pub actor: Actor,
    pub park: Uuid,
    pub cover: Uuid,
    pub pictures: Vec<Uuid>,
    pub reviewer: Actor,
}

impl std::ops::Deref for House {
    type Target = Desk;
    fn deref(&self) -> &Desk {
        &self.bench.desk
    }
}

/// Does something in a work of its own and keeps it when it succeeds.
macro_rules! done {
    ($desk:expr, $actor:expr, |$work:ident| $does:expr) => {{
        let $work = $desk.begin($actor).await.unwrap();
        let outcome = $does.await;
        if outcome.is_ok() {
            $work.keep().await.unwrap();
        }
        outcome
    }};
}
pub(super) use done;

pub(super) async fn house() -> House {
    let bench = bench().await;
    let (actor, park) = bench.park("东港示例园区").await;
    let cover = file::store(&bench, &actor, Slot::News, "cover.png", png(64, 36)).await.unwrap();
    let mut pictures = Vec::new();
    for _ in 0..2 {
        pictures.push(file::store(&bench, &actor, Slot::NewsBody, "a.png", png(12, 8)).await.unwrap());
    }
    let reviewer = bench.official(Role::Reviewer, REGION).await;
    House { bench, actor, park, cover, pictures, reviewer }
}

impl House {
    /// A draft that meets every rule and shows the first picture.
    pub fn draft(&self, title: &str) -> Draft {
        Draft {
            title: title.to_owned(),
            summary: "首批十家企业入驻".to_owned(),
            cover: Some(self.cover),
            body: format!(
                "<p>{title}的正文</p><figure><img src=\"/files/{}\" alt=\"\"></figure>",
                self.pictures[0]
            ),
            publish_at: String::new(),
        }
    }

    /// The same, put on for an instant.
    pub fn draft_for(&self, title: &str, at: Instant) -> Draft {
        let publish_at = at.with_timezone(&self.zone.timezone).format("%Y-%m-%dT%H:%M").to_string();
        Draft { publish_at, ..self.draft(title) }
    }

    pub async fn submitted(&self, draft: &Draft) -> Uuid {
        done!(self, &self.actor, |work| submit(&work, draft)).unwrap()
    }

    pub async fn published(&self, title: &str) -> Uuid {
        let id = self.submitted(&self.draft(title)).await;
        self.approve(id).await.unwrap();
        self.bench.clock.pass(chrono::TimeDelta::minutes(1));
        id
    }

    pub async fn round(&self, id: Uuid) -> review::model::Model {
        review::find::newest(self.db(), Subject::News, id).await.unwrap().unwrap()
    }

    pub async fn approve(&self, id: Uuid) -> Result<(), Refusal> {
        self.decide(id, Decision::Approve).await
    }

    pub async fn reject(&self, id: Uuid) -> Result<(), Refusal> {
        self.decide(id, Decision::Reject { reason: Said::words("请补充说明"), remarks: Vec::new() }).await
    }

    async fn decide(&self, id: Uuid, decision: Decision) -> Result<(), Refusal> {
        let round = self.round(id).await;
        done!(self, &self.reviewer, |work| async {
            crate::decide::decide(&work, round.id, round.version, decision).await.map(|_| ())
        })
    }

    pub async fn kept(&self, id: Uuid) -> find::own::Kept {
        find::own::one(self.db(), self.park, id).await.unwrap()
    }

    /// The titles everybody sees, in their order.
    pub async fn seen_by_all(&self) -> Vec<String> {
        self.found(&find::public::Filter::default()).await
    }

    pub async fn found(&self, filter: &find::public::Filter) -> Vec<String> {
        let page =
            find::public::list(self.db(), filter, self.now(), Paging::of(None, Some(100))).await.unwrap();
        assert_eq!(page.total as usize, page.rows.len());
        page.rows.into_iter().map(|shown| shown.news.title).collect()
    }

    pub async fn is_public(&self, file: Uuid) -> bool {
        file::find(self, &self.bench.visitor(), file).await.is_ok()
    }
}

/// The broken fields and their keys.
pub(super) fn broken(refusal: Refusal) -> Vec<(String, &'static str)> {
    match refusal {
        Refusal::Invalid(errors) => errors.into_iter().map(|error| (error.field, error.key)).collect(),
        other => panic!("{other}"),
    }
}
