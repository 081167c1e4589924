//! 园区/基地: what everybody sees.

use super::cards::Card;
use crate::page::{Answer, Page};
use axum::extract::{Path, Query};
use hall::kernel::{Paging, Uuid};
use hall::park::find::{self, Filter};
use hall::park::tenant;
use hall::provider::ParkKind;
use minijinja::context;
use minijinja::value::Serde;
use serde::{Deserialize, Serialize};

/// Parks on one page of the list: rows of three cards.
const PER_PAGE: u64 = 12;
/// News of a park on its page.
const NEWS: u64 = 3;
/// Tenants a park's page names.
const TENANTS: u64 = 50;
/// Parks shown below another.
const OTHERS: u64 = 3;

/// The filter as it stands in the address.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    kind: String,
    district: String,
    industry: String,
    page: Option<u64>,
    size: Option<u64>,
}

impl Asked {
    fn filter(&self) -> Filter {
        let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Filter {
            kind: ParkKind::of(&self.kind),
            district: some(&self.district),
            industry: some(&self.industry),
            words: some(&self.q),
        }
    }
}

/// The list.
pub(super) async fn list(page: Page, Query(asked): Query<Asked>) -> Answer {
    let db = page.desk().db();
    let filter = asked.filter();
    let found = find::list(db, &filter, Paging::of(asked.page, asked.size.or(Some(PER_PAGE)))).await?;
    let industries = find::industries(db).await?;
    let context = context! {
        narrowed => filter != Filter::default(),
        asked => Serde(&asked),
        list => Serde(found.turned(|shown| Ok::<_, hall::Refusal>(Card::from(shown)))?),
        kinds => ParkKind::ALL.map(ParkKind::word),
        industries => Serde(industries),
    };
    page.show("park/list.html", context).await
}

/// One park.
pub(super) async fn show(page: Page, Path(id): Path<Uuid>) -> Answer {
    let db = page.desk().db();
    let shown = find::show(db, id).await?;
    let enterprise = shown.provider.enterprise_id;
    let others = find::list(db, &Filter::default(), Paging::of(None, Some(OTHERS + 1))).await?;
    let others = others.rows.into_iter().filter(|other| other.provider.id != id).take(OTHERS as usize);
    let seat = page.actor().member().and_then(|member| member.enterprise.as_ref());
    let news = crate::news::of_park(&page, id, NEWS).await?;
    let tenants = tenant::names(db, &shown.park, TENANTS).await?;
    // How many there are is said only where they are named.
    let present = if tenants.is_empty() { 0 } else { tenant::find::present(db, id).await? };
    let context = context! {
        news,
        tenants => Serde(tenants),
        present,
        park => Serde(Card::from(shown)),
        others => Serde(others.map(Card::from).collect::<Vec<_>>()),
        own => seat.is_some_and(|seat| seat.id == enterprise),
    };
    page.show("park/show.html", context).await
}
