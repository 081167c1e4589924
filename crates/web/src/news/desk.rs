//! 新闻资讯发布: the park's list, and one item with its history (E02, E03).

use super::body;
use super::row::row;
use crate::page::{Answer, Page};
use crate::review::view::{self, RoundView};
use axum::extract::{Path, Query};
use hall::Refusal;
use hall::kernel::{Paging, Uuid};
use hall::news::Showing;
use hall::news::find::own::{self, Filter};
use hall::review::Standing;
use hall::term::calendar;
use minijinja::context;
use minijinja::value::Serde;
use serde::{Deserialize, Serialize};

/// The filter as it stands in the address.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    standing: String,
    showing: String,
    page: Option<u64>,
    size: Option<u64>,
}

impl Asked {
    pub(super) fn filter(&self) -> Filter {
        Filter {
            words: Some(self.q.trim().to_owned()).filter(|words| !words.is_empty()),
            standing: Standing::of(&self.standing),
            showing: Showing::of(&self.showing),
        }
    }

    pub(super) fn paging(&self) -> Paging {
        Paging::of(self.page, self.size)
    }
}

/// The list.
pub(super) async fn list(page: Page, Query(asked): Query<Asked>) -> Answer {
    let (db, park) = (page.desk().db(), page.provider()?.id);
    let calendar = calendar::load(db).await?;
    let found = own::list(db, park, &asked.filter(), page.desk().now(), asked.paging()).await?;
    let found = found.turned(|kept| row(&page, &calendar, kept))?;
    let context = context! {
        where => "desk",
        list => Serde(found),
        filtered => asked.filter() != Filter::default(),
        asked => Serde(&asked),
        standings => Standing::ALL.map(Standing::word),
        showings => Showing::ALL.map(Showing::word),
    };
    page.show("news/desk.html", context).await
}

/// One item: what was submitted, what the reviewers said, what can be done.
pub(super) async fn show(page: Page, Path(id): Path<Uuid>) -> Answer {
    let (db, park) = (page.desk().db(), page.provider()?.id);
    let calendar = calendar::load(db).await?;
    let kept = own::one(db, park, id).await?;
    let rounds = own::history(db, park, id).await?;
    let rounds: Result<Vec<RoundView>, Refusal> =
        rounds.iter().map(|round| view::round(&page, &calendar, round)).collect();
    let context = context! {
        where => "desk",
        body => body(&kept.proposal.body),
        news => Serde(row(&page, &calendar, kept)?),
        rounds => Serde(rounds?),
    };
    page.show("news/own.html", context).await
}
