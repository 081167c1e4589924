//! Shelf, pins, order, deletion.

use super::{House, done, house, house_on, provider_of};
use crate::file;
use crate::kernel::{Outcome, Refusal, Uuid};
use crate::offering::model::{logistics, tag};
use crate::offering::{find, pin, provider_stands, remove, shelf};
use crate::provider::model as provider;
use crate::testing::{bench_in, zone};
use sea_orm::{EntityTrait, IntoActiveModel, PaginatorTrait, Set};

async fn pinned(house: &House, id: Uuid, on: bool) -> Outcome<()> {
    let version = house.kept(id).await.header.version;
    done!(house, &house.actor, |work| pin(&work, id, version, on))
}

#[tokio::test]
async fn f16_the_shelf_switch_shows_and_hides() {
    let house = house().await;
    let id = house.submitted(&house.draft("海运")).await;
    let refused = done!(house, &house.actor, |work| shelf(&work, id, 1, true));
    assert!(matches!(refused, Err(Refusal::OutOfTurn("product-not-approved"))));
    house.approve(id).await.unwrap();
    let version = house.kept(id).await.header.version;
    done!(house, &house.actor, |work| shelf(&work, id, version, false)).unwrap();
    assert!(house.seen_by_all().await.is_empty() && !house.is_public(house.cover).await);
    assert!(matches!(find::public::show(house.db(), id).await, Err(Refusal::NotFound)));
    let refused = done!(house, &house.actor, |work| shelf(&work, id, version, true));
    assert!(matches!(refused, Err(Refusal::Stale { .. })));
    let version = house.kept(id).await.header.version;
    done!(house, &house.actor, |work| shelf(&work, id, version, true)).unwrap();
    done!(house, &house.actor, |work| shelf(&work, id, version + 1, true)).unwrap();
    assert_eq!(house.seen_by_all().await, ["海运"]);
    assert!(house.is_public(house.cover).await);
}

#[tokio::test]
async fn f17_q7_pinned_first_latest_pin_first_then_newest() {
    let house = house().await;
    let [a, b, c, d] = ["甲", "乙", "丙", "丁"];
    let mut ids = Vec::new();
    for title in [a, b, c, d] {
        ids.push(house.published(title).await);
    }
    assert_eq!(house.seen_by_all().await, [d, c, b, a]);
    for at in [0, 1] {
        pinned(&house, ids[at], true).await.unwrap();
        house.bench.clock.pass(chrono::TimeDelta::minutes(1));
    }
    assert_eq!(house.seen_by_all().await, [b, a, d, c]);
    pinned(&house, ids[1], false).await.unwrap();
    assert_eq!(house.seen_by_all().await, [a, d, c, b]);
    let own =
        find::own::list(house.db(), house.provider, &find::own::Filter::default(), Default::default()).await;
    assert_eq!(
        own.unwrap().rows.iter().map(|kept| kept.header.title.as_str()).collect::<Vec<_>>(),
        [a, d, c, b]
    );
}

#[tokio::test]
async fn q7_a_zone_may_limit_pins_per_provider() {
    let mut zone = zone();
    zone.limits.pins_per_provider = 1;
    let house = house_on(bench_in(zone).await).await;
    let (first, second) = (house.published("甲").await, house.published("乙").await);
    pinned(&house, first, true).await.unwrap();
    assert!(matches!(pinned(&house, second, true).await, Err(Refusal::OutOfTurn("product-pins-used-up"))));
    pinned(&house, first, true).await.unwrap();
    pinned(&house, first, false).await.unwrap();
    pinned(&house, second, true).await.unwrap();
}

#[tokio::test]
async fn f18_q8_a_deleted_product_disappears_from_everywhere_public() {
    let house = house().await;
    let id = house.published("海运").await;
    let (seen, draft) = (house.kept(id).await.seen(), house.draft("改名"));
    done!(house, &house.actor, |work| crate::offering::edit(&work, id, seen, &draft)).unwrap();
    let version = house.kept(id).await.header.version;
    let refused = done!(house, &house.actor, |work| remove(&work, id, version + 1));
    assert!(matches!(refused, Err(Refusal::Stale { .. })));
    done!(house, &house.actor, |work| remove(&work, id, version)).unwrap();
    assert!(house.seen_by_all().await.is_empty());
    let counted = find::figures::figures(house.db(), &Default::default()).await.unwrap();
    assert!(counted.points(&Default::default()).is_empty());
    assert!(find::figures::tags(house.db(), 9).await.unwrap().is_empty());
    assert!(find::own::one(house.db(), house.provider, id).await.is_err());
    assert_eq!(logistics::Entity::find().count(house.db()).await.unwrap(), 0);
    assert_eq!(tag::Entity::find().count(house.db()).await.unwrap(), 0);
    assert!(!house.is_public(house.cover).await && !house.is_public(house.details[0]).await);
    assert_eq!(house.round(id).await.state, "withdrawn");
    assert!(house.approve(id).await.is_err());
    let refused = done!(house, &house.actor, |work| remove(&work, id, version + 1));
    assert!(matches!(refused, Err(Refusal::NotFound)));
    house.bench.clock.pass(chrono::TimeDelta::days(8));
    assert_eq!(file::tidy(&house).await.unwrap().0, 4);
    let dossier = find::register::one(house.db(), None, id).await.unwrap();
    assert_eq!(dossier.entry.product.header.title, "海运");
    assert!(dossier.journal.iter().any(|entry| entry.action == "product.removed"));
}

#[tokio::test]
async fn a78_a_product_of_somebody_else_is_not_found() {
    let house = house().await;
    let id = house.published("海运").await;
    let (stranger, _, other) = provider_of(&house.bench, "云桥示例货运有限公司").await;
    let version = house.kept(id).await.header.version;
    for refused in [
        done!(house, &stranger, |work| shelf(&work, id, version, false)),
        done!(house, &stranger, |work| pin(&work, id, version, true)),
        done!(house, &stranger, |work| remove(&work, id, version)),
        done!(house, &stranger, |work| shelf(&work, house.id(), version, false)),
    ] {
        assert!(matches!(refused, Err(Refusal::NotFound)));
    }
    assert!(matches!(find::own::one(house.db(), other, id).await, Err(Refusal::NotFound)));
    assert!(find::register::one(house.db(), Some(&["990102".to_owned()]), id).await.is_err());
    assert!(find::register::one(house.db(), Some(&["990101".to_owned()]), id).await.is_ok());
}

#[tokio::test]
async fn a_suspended_providers_products_vanish_and_come_back() {
    let house = house().await;
    let id = house.published("海运").await;
    for (state, active) in [("suspended", false), ("active", true)] {
        done!(house, &house.reviewer, |work| async {
            let row = provider::Entity::find_by_id(house.provider).one(work.db()).await?.unwrap();
            let mut row = row.into_active_model();
            row.state = Set(state.to_owned());
            sea_orm::ActiveModelTrait::update(row, work.db()).await?;
            provider_stands(&work, house.provider, active).await
        })
        .unwrap();
        assert_eq!(find::public::show(house.db(), id).await.is_ok(), active);
        assert_eq!(house.seen_by_all().await.len(), usize::from(active));
        assert_eq!(house.is_public(house.cover).await, active);
    }
}
