//! 智能物流: what everybody sees (F01, F02).

use super::cards::{Card, Spot, card, country_name, icon, spot};
use crate::page::{Answer, Page};
use axum::extract::{Path, Query};
use hall::Refusal;
use hall::engagement::response_time;
use hall::kernel::{Paging, Uuid};
use hall::offering::Mode;
use hall::offering::find::figures::{Figures, figures, tags};
use hall::offering::find::public::{self, Filter};
use minijinja::context;
use minijinja::value::Serde;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeMap;

/// Products on the home page.
const FEATURED: u64 = 8;
/// Tags offered beside the list.
const TAGS: u64 = 24;

/// The filter as it stands in the address.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    mode: String,
    country: String,
    city: String,
    tag: String,
    provider: String,
    view: String,
    page: Option<u64>,
    size: Option<u64>,
}

impl Asked {
    fn filter(&self) -> Filter {
        let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Filter {
            mode: Mode::of(&self.mode),
            country: some(&self.country),
            city: some(&self.city),
            tag: some(&self.tag),
            words: some(&self.q),
            provider: self.provider.parse().ok(),
        }
    }
}

/// The list and the map of products.
pub(super) async fn list(page: Page, Query(asked): Query<Asked>) -> Answer {
    let (db, filter) = (page.desk().db(), asked.filter());
    let (found, figures, tags) = tokio::try_join!(
        public::list(db, &filter, Paging::of(asked.page, asked.size.or(Some(12)))),
        figures(db, &filter),
        tags(db, TAGS),
    )?;
    let found = found.turned(|shown| card(&page, shown))?;
    let modes = modes(&figures, &filter);
    let all: u64 = modes.iter().filter_map(|mode| mode["products"].as_u64()).sum();
    // The choices of country are those the other filters leave; the points are those of the chosen country.
    let anywhere = figures.points(&filter);
    let mut countries: BTreeMap<String, u64> = BTreeMap::new();
    for point in &anywhere {
        *countries.entry(point.country.clone()).or_default() += point.products;
    }
    let mut countries: Vec<_> = countries.into_iter().collect();
    countries.sort_by_key(|(_, products)| std::cmp::Reverse(*products));
    let countries: Vec<_> = countries
        .into_iter()
        .map(|(code, products)| json!({ "name": country_name(&page, &code), "code": code, "products": products }))
        .collect();
    let here = |code: &str| filter.country.as_deref().is_none_or(|country| country == code);
    let spots: Vec<Spot> =
        anywhere.into_iter().filter(|point| here(&point.country)).map(|point| spot(&page, point)).collect();
    let context = context! {
        asked => Serde(&asked),
        list => Serde(found),
        modes => Serde(modes),
        all,
        countries => Serde(countries),
        spots => Serde(spots),
        tags => Serde(tags),
        map => asked.view == "map",
        chosen_provider => Serde(provider_name(&page, &filter).await?),
    };
    page.show("offering/list.html", context).await
}

/// The choices of mode with their figures.
fn modes(figures: &Figures, filter: &Filter) -> Vec<serde_json::Value> {
    let line = |(mode, products): (Mode, u64)| json!({ "word": mode.word(), "icon": icon(mode), "products": products });
    figures.modes(filter).into_iter().map(line).collect()
}

/// The name of the provider the list is narrowed to, while it has anything public.
async fn provider_name(page: &Page, filter: &Filter) -> Result<Option<String>, Refusal> {
    let Some(provider) = filter.provider else { return Ok(None) };
    let only = Filter { provider: Some(provider), ..Filter::default() };
    let one = public::list(page.desk().db(), &only, Paging::of(None, Some(1))).await?;
    Ok(one.rows.into_iter().next().map(|shown| shown.provider.name))
}

/// One product.
pub(super) async fn show(page: Page, Path(id): Path<Uuid>) -> Answer {
    let desk = page.desk();
    let shown = public::show(desk.db(), id).await?;
    let (provider, enterprise) = (shown.provider.id, shown.provider.enterprise_id);
    let response = response_time(desk.db(), &desk.zone, provider).await?;
    let others = Filter { provider: Some(provider), ..Filter::default() };
    let others = public::list(desk.db(), &others, Paging::of(None, Some(5))).await?;
    let more = others.total.saturating_sub(1);
    let others = others.rows.into_iter().filter(|other| other.header.id != id).take(4);
    let others: Vec<Card> = others.map(|other| card(&page, other)).collect::<Result<_, _>>()?;
    let seat = page.actor().member().and_then(|member| member.enterprise.as_ref());
    let context = context! {
        product => Serde(card(&page, shown)?),
        response => Serde(response),
        others => Serde(others),
        more,
        own => seat.is_some_and(|seat| seat.id == enterprise),
    };
    page.show("offering/show.html", context).await
}

/// Searching the whole hall; its products, for now.
pub(super) async fn search(page: Page, Query(asked): Query<Asked>) -> Answer {
    let filter = Filter { words: Some(asked.q.trim().to_owned()), ..Filter::default() };
    let (mut list, mut total) = (Vec::new(), 0);
    if !asked.q.trim().is_empty() {
        let found = public::list(page.desk().db(), &filter, Paging::of(None, Some(12))).await?;
        total = found.total;
        list = found.rows.into_iter().map(|shown| card(&page, shown)).collect::<Result<Vec<_>, _>>()?;
    }
    page.show("offering/search.html", context! { q => asked.q.trim(), list => Serde(list), total }).await
}

/// What the home page shows of the products.
///
/// # Errors
/// When the database fails.
pub(crate) async fn home(page: &Page) -> Result<minijinja::Value, Refusal> {
    let db = page.desk().db();
    let all = Filter::default();
    let found = public::list(db, &all, Paging::of(None, Some(FEATURED))).await?;
    let featured: Vec<Card> =
        found.rows.into_iter().map(|shown| card(page, shown)).collect::<Result<_, _>>()?;
    let figures = figures(db, &all).await?;
    let spots: Vec<Spot> = figures.points(&all).into_iter().map(|point| spot(page, point)).collect();
    let modes = modes(&figures, &all);
    let tags = tags(db, 6).await?;
    Ok(context! {
        featured => Serde(featured),
        spots => Serde(spots),
        modes => Serde(modes),
        tags => Serde(tags),
        total => found.total,
    })
}
