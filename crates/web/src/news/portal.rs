//! 新闻资讯: what everybody reads (E02).

use super::body;
use super::cards::Card;
use crate::page::{Answer, Page, day};
use axum::extract::{Path, Query};
use hall::Refusal;
use hall::kernel::{Paging, Uuid, Zone};
use hall::news::find::public::{self, Filter};
use minijinja::context;
use minijinja::value::Serde;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Items on the home page.
const ON_HOME: u64 = 4;
/// Other items of the same park below one.
const OTHERS: u64 = 4;

/// The filter as it stands in the address.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    park: String,
    from: String,
    until: String,
    page: Option<u64>,
    size: Option<u64>,
}

impl Asked {
    fn filter(&self, zone: &Zone) -> Filter {
        Filter {
            words: Some(self.q.trim().to_owned()).filter(|words| !words.is_empty()),
            park: self.park.parse().ok(),
            from: day(&self.from).map(|day| zone.begins(day)),
            until: day(&self.until).map(|day| zone.ends(day)),
        }
    }
}

/// The list.
pub(super) async fn list(page: Page, Query(asked): Query<Asked>) -> Answer {
    let desk = page.desk();
    let (db, now, filter) = (desk.db(), desk.now(), asked.filter(&desk.zone));
    let paging = Paging::of(asked.page, asked.size);
    let (found, parks) = tokio::try_join!(public::list(db, &filter, now, paging), public::parks(db, now))?;
    let parks: Vec<_> =
        parks.into_iter().map(|park| json!({ "value": park.provider_id, "label": park.park_name })).collect();
    let context = context! {
        list => Serde(found.map(Card::from)),
        filtered => filter != Filter::default(),
        asked => Serde(&asked),
        parks => Serde(parks),
    };
    page.show("news/list.html", context).await
}

/// One item.
pub(super) async fn show(page: Page, Path(id): Path<Uuid>) -> Answer {
    let (db, now) = (page.desk().db(), page.desk().now());
    let shown = public::show(db, id, now).await?;
    let others = public::latest_of(db, shown.park.provider_id, now, OTHERS + 1).await?;
    let others: Vec<Card> = others
        .into_iter()
        .filter(|other| other.news.id != id)
        .take(OTHERS as usize)
        .map(Card::from)
        .collect();
    let own = page.actor().member().and_then(|member| member.provider());
    let context = context! {
        body => body(&shown.news.body),
        own => own.is_some_and(|own| own.id == shown.park.provider_id),
        news => Serde(Card::from(shown)),
        others => Serde(others),
    };
    page.show("news/show.html", context).await
}

/// What the home page shows of the news.
///
/// # Errors
/// When the database fails.
pub(crate) async fn home(page: &Page) -> Result<minijinja::Value, Refusal> {
    let found = public::latest(page.desk().db(), page.desk().now(), ON_HOME).await?;
    let latest: Vec<Card> = found.into_iter().map(Card::from).collect();
    Ok(context! { news => Serde(latest) })
}

/// What a park's page shows of its news.
///
/// # Errors
/// When the database fails.
pub(crate) async fn of_park(page: &Page, park: Uuid, most: u64) -> Result<minijinja::Value, Refusal> {
    let found = public::latest_of(page.desk().db(), park, page.desk().now(), most).await?;
    let latest: Vec<Card> = found.into_iter().map(Card::from).collect();
    Ok(minijinja::Value::from(Serde(latest)))
}
