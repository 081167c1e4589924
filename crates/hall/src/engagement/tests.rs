//! Bookings from both sides, on whichever database the bench stands.

mod booking;
mod reading;
mod talking;
mod waiting;

use super::model::Model;
use super::{Booked, BookingForm, Saying, book};
use crate::kernel::{Actor, Instant, Outcome, Uuid};
use crate::message;
use crate::testing::{Bench, bench};
use chrono::TimeDelta;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

/// A form that meets every rule on 2026-03-04.
pub(super) fn form() -> BookingForm {
    BookingForm {
        cargo: "日用陶瓷".to_owned(),
        quantity: "2×40HQ".to_owned(),
        weight_kg: "18000".to_owned(),
        volume_m3: "130.5".to_owned(),
        ready_on: "2026-03-10".to_owned(),
        origin: "云桥片区 3 号仓".to_owned(),
        remarks: String::new(),
        contact_name: "乙某".to_owned(),
        contact_phone: "0000-1234567".to_owned(),
    }
}

/// A row that has just been made.
pub(super) fn row(at: Instant) -> Model {
    Model {
        id: Uuid::from_u128(1),
        number: "HL-20260304-0001".to_owned(),
        kind: "booking".to_owned(),
        offering_id: Uuid::from_u128(2),
        provider_id: Uuid::from_u128(3),
        enterprise_id: Uuid::from_u128(4),
        account_id: Uuid::from_u128(5),
        state: "pending".to_owned(),
        title: "测试航线".to_owned(),
        snapshot: String::new(),
        form_key: Uuid::from_u128(6).to_string(),
        version: 1,
        created_at: at,
        updated_at: at,
        due_at: at + TimeDelta::hours(38),
        answered_at: None,
        answer_seen_at: None,
        closed_at: None,
        closed_side: None,
        reason: None,
        reminded_at: None,
    }
}

/// A provider with one product, and an enterprise that may book it.
struct Scene {
    bench: Bench,
    shipper: Actor,
    enterprise: Uuid,
    carrier: Actor,
    provider: Uuid,
    product: Uuid,
}

async fn scene() -> Scene {
    let bench = bench().await;
    let (shipper, enterprise) = bench.clerk("海澜测试贸易有限公司").await;
    let (carrier, provider) = bench.logistics("海澜测试船务有限公司").await;
    let product = bench.product(provider, "海澜—新加坡快航").await;
    Scene { bench, shipper, enterprise, carrier, provider, product }
}

impl Scene {
    fn key(&self) -> String {
        self.bench.desk.id().to_string()
    }

    /// Books as `form` with a key.
    async fn press(&self, actor: &Actor, key: &str, form: &BookingForm) -> Outcome<Booked> {
        let work = self.bench.desk.begin(actor).await?;
        let booked = book(&work, self.product, key, form).await?;
        work.keep().await?;
        Ok(booked)
    }

    async fn booked(&self) -> Uuid {
        self.press(&self.shipper, &self.key(), &form()).await.unwrap().id
    }

    fn saying(&self, text: &str) -> Saying {
        Saying { text: text.to_owned(), form_key: self.key() }
    }

    async fn reply(&self, actor: &Actor, id: Uuid, saying: &Saying) -> Outcome<()> {
        let work = self.bench.desk.begin(actor).await?;
        super::reply(&work, id, saying).await?;
        work.keep().await
    }

    async fn ask(&self, actor: &Actor, id: Uuid, saying: &Saying) -> Outcome<()> {
        let work = self.bench.desk.begin(actor).await?;
        super::ask(&work, id, saying).await?;
        work.keep().await
    }

    async fn seen(&self, actor: &Actor, id: Uuid) -> Outcome<()> {
        let work = self.bench.desk.begin(actor).await?;
        super::seen(&work, id).await?;
        work.keep().await
    }

    async fn withdraw(&self, actor: &Actor, id: Uuid, reason: &str) -> Outcome<()> {
        let work = self.bench.desk.begin(actor).await?;
        super::withdraw(&work, id, reason).await?;
        work.keep().await
    }

    async fn fulfil(&self, actor: &Actor, side: super::Side, id: Uuid) -> Outcome<()> {
        let work = self.bench.desk.begin(actor).await?;
        super::fulfil(&work, side, id).await?;
        work.keep().await
    }

    async fn row(&self, id: Uuid) -> Model {
        super::model::Entity::find_by_id(id).one(self.bench.desk.db()).await.unwrap().unwrap()
    }

    /// The kinds of an actor's messages, oldest first.
    async fn told(&self, actor: &Actor) -> Vec<String> {
        use message::model::{Column, Entity};
        let account = actor.member().unwrap().account;
        let found = Entity::find().filter(Column::AccountId.eq(account)).order_by_asc(Column::CreatedAt);
        found.all(self.bench.desk.db()).await.unwrap().into_iter().map(|message| message.kind).collect()
    }

    async fn journalled(&self, id: Uuid) -> Vec<String> {
        let mut found = crate::journal::find::of(self.bench.desk.db(), "booking", id).await.unwrap();
        found.sort_by_key(|entry| entry.seq);
        found.into_iter().map(|entry| entry.action).collect()
    }
}
