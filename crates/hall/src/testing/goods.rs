//! Providers, their products and their news at a [`Bench`], approved without a review.

use super::Bench;
use crate::kernel::{Actor, Uuid, Work};
use crate::{enterprise, file, news, offering, provider};
use gateways::store::Key;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use sha2::{Digest as _, Sha256};

impl Bench {
    /// A person who represents a new logistics provider, logged in: the actor and the provider.
    ///
    /// # Panics
    /// When the database fails, as all that follow.
    pub async fn logistics(&self, name: &str) -> (Actor, Uuid) {
        let (account, of) = (self.person("物流经办人").await, self.enterprise(name).await);
        self.represents(account, of).await;
        let provider = self.provides(of).await;
        (self.acting(account).await, provider)
    }

    /// A person who represents a new park, logged in: the actor and the provider the park is.
    pub async fn park(&self, name: &str) -> (Actor, Uuid) {
        let (account, of) = (self.person("园区经办人").await, self.enterprise(name).await);
        self.represents(account, of).await;
        let park = self.runs_a_park(of).await;
        (self.acting(account).await, park)
    }

    /// From now on `enterprise` is an active park of that name.
    pub async fn runs_a_park(&self, enterprise: Uuid) -> Uuid {
        let id = self.becomes(enterprise, provider::Kind::Park).await;
        let work = self.desk.begin(&Actor::Machine("test")).await.expect("a work");
        let name = enterprise::find::one(work.db(), enterprise).await.expect("the enterprise").name;
        let row = provider::model::park::Model {
            provider_id: id,
            park_kind: provider::ParkKind::Park.word().to_owned(),
            park_name: name,
            district: super::REGION.to_owned(),
            site: "示例路 8 号".to_owned(),
            area: 12_000.0,
            industries: "[\"跨境电商\"]".to_owned(),
            policies: "入驻首年免租".to_owned(),
            pictures: "[]".to_owned(),
            shows_tenants: false,
        };
        work.add(row).await.expect("a park");
        let industry =
            provider::model::industry::Model { provider_id: id, industry: "跨境电商".to_owned() };
        work.add(industry).await.expect("an industry");
        work.keep().await.expect("kept");
        id
    }

    /// From now on `enterprise` is an active logistics provider.
    pub async fn provides(&self, enterprise: Uuid) -> Uuid {
        self.becomes(enterprise, provider::Kind::Logistics).await
    }

    async fn becomes(&self, enterprise: Uuid, kind: provider::Kind) -> Uuid {
        let work = self.desk.begin(&Actor::Machine("test")).await.expect("a work");
        let of = enterprise::find::one(work.db(), enterprise).await.expect("the enterprise");
        let id = work.id();
        let row = provider::model::Model {
            id,
            enterprise_id: of.id,
            kind: kind.word().to_owned(),
            name: of.name,
            uscc: of.uscc,
            legal_representative: of.legal_representative,
            contact_name: of.contact_name,
            contact_phone: of.contact_phone,
            address: of.address,
            introduction: "测试用的服务商".to_owned(),
            logo: work.id(),
            licence: work.id(),
            region: of.region,
            state: provider::Standing::Active.word().to_owned(),
            approved_at: work.now(),
            created_at: work.now(),
            version: 1,
        };
        work.add(row).await.expect("a provider");
        work.keep().await.expect("kept");
        id
    }

    /// A public product by sea to Singapore.
    pub async fn product(&self, provider: Uuid, title: &str) -> Uuid {
        let work = self.desk.begin(&Actor::Machine("test")).await.expect("a work");
        let id = work.id();
        let owner = owner(&work, provider).await;
        let cover = shown(&work, &owner, "cover", (239, 160)).await;
        let header = offering::model::Model {
            id,
            provider_id: provider,
            kind: "logistics".to_owned(),
            title: title.to_owned(),
            summary: "每周两班，四天到港".to_owned(),
            cover: Some(cover),
            on_shelf: true,
            pinned_at: None,
            published_at: Some(work.now()),
            removed_at: None,
            created_at: work.now(),
            updated_at: work.now(),
            version: 1,
        };
        let details = offering::model::logistics::Model {
            offering_id: id,
            mode: "sea".to_owned(),
            country: "SG".to_owned(),
            city_id: String::new(),
            city: "新加坡".to_owned(),
            city_en: "Singapore".to_owned(),
            latitude: 1.29,
            longitude: 103.85,
            tags: "[]".to_owned(),
            pictures: "[]".to_owned(),
        };
        let proposal = offering::Proposal {
            title: header.title.clone(),
            summary: header.summary.clone(),
            cover,
            pictures: Vec::new(),
            mode: offering::Mode::Sea,
            country: details.country.clone(),
            city: details.city.clone(),
            city_en: details.city_en.clone(),
            city_id: String::new(),
            latitude: details.latitude,
            longitude: details.longitude,
            tags: Vec::new(),
        };
        let proposal = serde_json::to_string(&proposal).expect("a proposal");
        work.add(approved(&work, &owner, "product", id, title, proposal)).await.expect("an approved round");
        work.add(header).await.expect("an offering");
        work.add(details).await.expect("its details");
        offering::catalogue::enter(&work, id).await.expect("the catalogue");
        work.keep().await.expect("kept");
        id
    }

    /// A public news item of a park, with a picture in its text.
    pub async fn news(&self, park: Uuid, title: &str) -> Uuid {
        let work = self.desk.begin(&Actor::Machine("test")).await.expect("a work");
        let id = work.id();
        let owner = owner(&work, park).await;
        let cover = shown(&work, &owner, "news", (640, 360)).await;
        let picture = shown(&work, &owner, "news_body", (60, 40)).await;
        let proposal = news::Proposal {
            title: title.to_owned(),
            summary: "首批十家企业入驻".to_owned(),
            cover,
            body: format!("<p>正文</p>{}", news::markup::figure(picture, "现场")),
            publish_at: None,
        };
        let row = news::model::Model {
            id,
            provider_id: park,
            title: proposal.title.clone(),
            summary: proposal.summary.clone(),
            cover: Some(cover),
            body: proposal.body.clone(),
            pictures: serde_json::to_string(&[picture]).expect("a list"),
            public_from: Some(work.now()),
            taken_down_at: None,
            blocked_at: None,
            blocked_reason: None,
            removed_at: None,
            created_at: work.now(),
            updated_at: work.now(),
            version: 1,
        };
        file::hold(&work, "news", id, &proposal.files()).await.expect("held");
        let proposal = serde_json::to_string(&proposal).expect("a proposal");
        work.add(approved(&work, &owner, "news", id, title, proposal)).await.expect("an approved round");
        work.add(row).await.expect("a news item");
        work.keep().await.expect("kept");
        id
    }

    /// Changes a news item's row as `change` does; a reason it is blocked for blocks it.
    pub async fn turn_news(&self, id: Uuid, change: impl FnOnce(&mut news::model::Model)) {
        let work = self.desk.begin(&Actor::Machine("test")).await.expect("a work");
        let found = news::model::Entity::find_by_id(id).one(work.db()).await.expect("the database answers");
        let mut row = found.expect("the item");
        change(&mut row);
        row.blocked_at = row.blocked_reason.as_ref().map(|_| work.now());
        row.into_active_model().reset_all().update(work.db()).await.expect("changed");
        work.keep().await.expect("kept");
    }

    /// Changes a product's header as `change` does.
    pub async fn turn_product(&self, id: Uuid, change: impl FnOnce(&mut offering::model::Model)) {
        let work = self.desk.begin(&Actor::Machine("test")).await.expect("a work");
        let found =
            offering::model::Entity::find_by_id(id).one(work.db()).await.expect("the database answers");
        let mut row = found.expect("the product");
        change(&mut row);
        offering::catalogue::leave(&work, id).await.expect("the catalogue");
        row.into_active_model().reset_all().update(work.db()).await.expect("changed");
        offering::catalogue::enter(&work, id).await.expect("the catalogue");
        work.keep().await.expect("kept");
    }

    /// Suspends a provider, or lets it work again.
    pub async fn suspend(&self, provider: Uuid, suspended: bool) {
        let work = self.desk.begin(&Actor::Machine("test")).await.expect("a work");
        let standing = if suspended { provider::Standing::Suspended } else { provider::Standing::Active };
        let row = provider::model::ActiveModel {
            id: Set(provider),
            state: Set(standing.word().to_owned()),
            ..Default::default()
        };
        row.update(work.db()).await.expect("changed");
        offering::provider_stands(&work, provider, !suspended).await.expect("the products follow");
        news::provider_stands(&work, provider, !suspended).await.expect("the news follow");
        work.keep().await.expect("kept");
    }
}

async fn owner(work: &Work, provider: Uuid) -> provider::model::Model {
    let found = provider::model::Entity::find_by_id(provider).one(work.db()).await.expect("a database");
    found.expect("the provider")
}

/// A picture that published content shows.
async fn shown(work: &Work, owner: &provider::model::Model, slot: &str, size: (u32, u32)) -> Uuid {
    let id = work.id();
    let bytes = super::png(size.0, size.1);
    let row = file::model::Model {
        id,
        slot: slot.to_owned(),
        key: Key::of(id).to_string(),
        mime: "image/png".to_owned(),
        bytes: i64::try_from(bytes.len()).expect("a small picture"),
        width: i32::try_from(size.0).expect("a small picture"),
        height: i32::try_from(size.1).expect("a small picture"),
        sha256: hex::encode(Sha256::digest(&bytes)),
        original_name: format!("{slot}.png"),
        account_id: None,
        enterprise_id: Some(owner.enterprise_id),
        region: Some(owner.region.clone()),
        public: true,
        created_at: work.now(),
    };
    work.desk().store.put(&Key::of(id), bytes.into()).await.expect("the bytes");
    work.add(row).await.expect("a file");
    id
}

/// The round that made something public.
fn approved(
    work: &Work,
    owner: &provider::model::Model,
    kind: &str,
    id: Uuid,
    title: &str,
    proposal: String,
) -> crate::review::model::Model {
    crate::review::model::Model {
        id: work.id(),
        subject_kind: kind.to_owned(),
        subject_id: id,
        enterprise_id: owner.enterprise_id,
        region: owner.region.clone(),
        round: 1,
        version: 1,
        title: title.to_owned(),
        proposal,
        flags: "[]".to_owned(),
        state: "approved".to_owned(),
        remarks: "[]".to_owned(),
        reason: None,
        submitted_by: id,
        submitted_at: work.now(),
        updated_at: work.now(),
        due_at: work.now(),
        decided_by: Some(id),
        decided_at: Some(work.now()),
        alarmed_at: None,
    }
}
