//! The provider's desk: where it begins, the list of products, one product with its history (F03, F12–F17).

use super::row::{past, row};
use crate::page::{Answer, Page};
use crate::review::view::tone;
use axum::extract::{Path, Query};
use hall::engagement;
use hall::kernel::{Paging, Uuid};
use hall::offering::find::own::{self, Filter};
use hall::offering::{Mode, Standing};
use hall::term::calendar;
use minijinja::context;
use minijinja::value::Serde;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// The filter as it stands in the address.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    standing: String,
    shelf: String,
    mode: String,
    page: Option<u64>,
    size: Option<u64>,
}

impl Asked {
    pub(super) fn filter(&self) -> Filter {
        Filter {
            words: Some(self.q.trim().to_owned()).filter(|words| !words.is_empty()),
            standing: Standing::of(&self.standing),
            on_shelf: match self.shelf.as_str() {
                "on" => Some(true),
                "off" => Some(false),
                _ => None,
            },
            mode: Mode::of(&self.mode),
        }
    }
}

/// Where a provider begins: figures that open the lists they count, and what needs a hand.
pub(crate) async fn landing(page: Page) -> Answer {
    let (db, provider) = (page.desk().db(), page.provider()?.id);
    let figures: Vec<_> = own::figures(db, provider)
        .await?
        .into_iter()
        .map(|(standing, n)| json!({ "word": standing.word(), "tone": tone(standing), "n": n }))
        .collect();
    let calendar = calendar::load(db).await?;
    let mut hands = Vec::new();
    for standing in [Standing::Rejected, Standing::ChangeRejected, Standing::Pending, Standing::ChangePending]
    {
        let filter = Filter { standing: Some(standing), ..Filter::default() };
        for kept in own::all(db, provider, &filter, 5).await? {
            hands.push(row(&page, &calendar, kept)?);
        }
    }
    let context = context! {
        where => "desk",
        figures => Serde(figures),
        hands => Serde(hands),
        bookings => engagement::find::to_do(db, provider).await?,
    };
    page.show("offering/landing.html", context).await
}

/// 物流产品管理.
pub(super) async fn list(page: Page, Query(asked): Query<Asked>) -> Answer {
    let (db, provider) = (page.desk().db(), page.provider()?.id);
    let calendar = calendar::load(db).await?;
    let found = own::list(db, provider, &asked.filter(), Paging::of(asked.page, asked.size)).await?;
    let found = found.turned(|kept| row(&page, &calendar, kept))?;
    let filtered = asked.filter() != Filter::default();
    let words = |all: &[&'static str]| all.to_vec();
    let context = context! {
        where => "desk",
        list => Serde(found),
        asked => Serde(&asked),
        filtered,
        standings => words(&Standing::ALL.map(Standing::word)),
        modes => words(&Mode::ALL.map(Mode::word)),
        pins => page.desk().zone.limits.pins_per_provider,
    };
    page.show("offering/desk.html", context).await
}

/// One product: what was submitted, what the reviewers said, what can be done.
pub(super) async fn show(page: Page, Path(id): Path<Uuid>) -> Answer {
    let (db, provider) = (page.desk().db(), page.provider()?.id);
    let calendar = calendar::load(db).await?;
    let kept = own::one(db, provider, id).await?;
    let rounds = own::history(db, provider, id).await?;
    let rounds = rounds.into_iter().map(|round| past(&page, round)).collect::<Result<Vec<_>, _>>()?;
    let context = context! {
        where => "desk",
        product => Serde(row(&page, &calendar, kept)?),
        rounds => Serde(rounds),
    };
    page.show("offering/own.html", context).await
}
