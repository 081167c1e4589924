//! What products promise, on either database.

mod finding;
mod rules;
mod states;
mod switches;

use super::{Draft, Proposal, find, submit};
use crate::file::{self, Slot};
use crate::kernel::{Actor, Desk, Paging, ProviderSeat, Refusal, Role, Uuid};
use crate::provider::model as provider;
use crate::review::{self, Decision, Said, Subject};
use crate::testing::{Bench, REGION, bench, png};

/// A logistics provider with pictures to use, and a reviewer.
pub(super) struct House {
    pub bench: Bench,
    pub actor: Actor,
    pub provider: Uuid,
    pub cover: Uuid,
    pub details: Vec<Uuid>,
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

/// An active provider of a new enterprise.
pub(super) async fn provider_of(bench: &Bench, name: &str) -> (Actor, Uuid, Uuid) {
    let (mut actor, enterprise) = bench.clerk(name).await;
    let id = bench.id();
    let row = provider::Model {
        id,
        enterprise_id: enterprise,
        kind: "logistics".to_owned(),
        name: name.to_owned(),
        uscc: String::new(),
        legal_representative: "甲某".to_owned(),
        contact_name: "乙某".to_owned(),
        contact_phone: "0000-1234567".to_owned(),
        address: "示例路 1 号".to_owned(),
        introduction: "示例".to_owned(),
        logo: bench.id(),
        licence: bench.id(),
        region: REGION.to_owned(),
        state: "active".to_owned(),
        approved_at: bench.now(),
        created_at: bench.now(),
        version: 1,
    };
    done!(bench, &Actor::Machine("test"), |work| work.add(row)).unwrap();
    if let Actor::Member(member) = &mut actor {
        let seat = member.enterprise.as_mut().unwrap();
        seat.provider = Some(ProviderSeat { id, kind: "logistics".to_owned(), active: true });
    }
    (actor, enterprise, id)
}

pub(super) async fn house() -> House {
    house_on(bench().await).await
}

pub(super) async fn house_on(bench: Bench) -> House {
    let (actor, _, provider) = provider_of(&bench, "澜途示例物流有限公司").await;
    let cover = file::store(&bench, &actor, Slot::Cover, "cover.png", png(24, 16)).await.unwrap();
    let mut details = Vec::new();
    for _ in 0..3 {
        details.push(file::store(&bench, &actor, Slot::Detail, "detail.png", png(12, 8)).await.unwrap());
    }
    let reviewer = bench.official(Role::Reviewer, REGION).await;
    House { bench, actor, provider, cover, details, reviewer }
}

impl House {
    /// A draft that meets every rule.
    pub fn draft(&self, title: &str) -> Draft {
        Draft {
            title: title.to_owned(),
            summary: "每周两班，直达码头".to_owned(),
            cover: Some(self.cover),
            pictures: self.details.clone(),
            mode: "sea".to_owned(),
            country: "SG".to_owned(),
            city: "新加坡".to_owned(),
            tags: vec!["冷链".to_owned(), "整柜".to_owned()],
            ..Draft::default()
        }
    }

    pub async fn submitted(&self, draft: &Draft) -> Uuid {
        done!(self, &self.actor, |work| submit(&work, draft)).unwrap()
    }

    pub async fn published(&self, title: &str) -> Uuid {
        self.published_draft(&self.draft(title)).await
    }

    pub async fn published_draft(&self, draft: &Draft) -> Uuid {
        let id = self.submitted(draft).await;
        self.approve(id).await.unwrap();
        self.bench.clock.pass(chrono::TimeDelta::minutes(1));
        id
    }

    pub async fn round(&self, id: Uuid) -> review::model::Model {
        review::find::newest(self.db(), Subject::Product, id).await.unwrap().unwrap()
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
        find::own::one(self.db(), self.provider, id).await.unwrap()
    }

    /// The titles everybody sees, in their order.
    pub async fn seen_by_all(&self) -> Vec<String> {
        self.found(&find::public::Filter::default()).await
    }

    pub async fn found(&self, filter: &find::public::Filter) -> Vec<String> {
        let page = find::public::list(self.db(), filter, Paging::of(None, Some(100))).await.unwrap();
        assert_eq!(page.total as usize, page.rows.len());
        page.rows.into_iter().map(|shown| shown.header.title).collect()
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

/// The newest proposal of a product.
pub(super) fn said(kept: &find::own::Kept) -> &Proposal {
    &kept.proposal
}
