//! The queue, and what the official decided before.

use super::view::{self, RoundView, tonight};
use crate::page::{Answer, Page};
use axum::extract::Query;
use hall::Refusal;
use hall::enterprise::register::{self, Names};
use hall::kernel::{Page as Rows, Paging};
use hall::review::model::Model as Round;
use hall::review::{self, Scope, State, Subject, find};
use hall::term::calendar::{self, Calendar};
use minijinja::context;
use minijinja::value::Serde;
use serde::{Deserialize, Serialize};

/// The filters of a list of rounds, as they stand in the address.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    kind: String,
    region: String,
    state: Option<String>,
    late: String,
    due: String,
    words: String,
    page: Option<u64>,
    size: Option<u64>,
}

impl Filter {
    fn query(&self, page: &Page, state: Option<State>) -> review::Query {
        review::Query {
            subject: Subject::of(&self.kind),
            region: Some(self.region.clone()).filter(|region| !region.is_empty()),
            state,
            late: self.late == "1",
            due_before: (self.due == "today").then(|| tonight(page)),
            words: Some(self.words.clone()),
        }
    }
}

/// 审核工作台.
pub(crate) async fn queue(page: Page, Query(filter): Query<Filter>) -> Answer {
    let scope = Scope::of_reviewer(page.actor());
    // What waits is what one comes for; "all" has to be chosen.
    let state = filter.state.as_deref().map_or(Some(State::Pending), State::of);
    let query = filter.query(&page, state);
    let (db, now) = (page.desk().db(), page.desk().now());
    let paging = Paging::of(filter.page, filter.size);
    let found = async {
        let found = find::queue(db, &scope, &query, now, paging).await?;
        let names = names(&page, &found.rows).await?;
        Ok((found, names))
    };
    let ((found, names), counts, calendar) =
        tokio::try_join!(found, find::counts(db, &scope, now, tonight(&page)), calendar::load(db),)?;
    let context = context! {
        where => "office",
        list => Serde(named(&page, &calendar, &names, found)?),
        counts => Serde(counts),
        filter => Serde(&filter),
        state => state.map_or("", State::word),
        regions => regions(&scope),
        subjects => Subject::ALL.map(Subject::word),
        states => State::ALL.map(State::word),
    };
    page.show("review/list.html", context).await
}

/// 我审核过的.
pub(crate) async fn decided(page: Page, Query(filter): Query<Filter>) -> Answer {
    let scope = Scope::of_reviewer(page.actor());
    let state = filter.state.as_deref().and_then(State::of);
    let query = review::Query { late: false, due_before: None, ..filter.query(&page, state) };
    let account = page.member()?.account;
    let paging = Paging::of(filter.page, filter.size);
    let db = page.desk().db();
    let (found, calendar) =
        tokio::try_join!(find::decided_by(db, &scope, account, &query, paging), calendar::load(db),)?;
    let context = context! {
        where => "office",
        list => Serde(named(&page, &calendar, &names(&page, &found.rows).await?, found)?),
        filter => Serde(&filter),
        state => state.map_or("", State::word),
        subjects => Subject::ALL.map(Subject::word),
        states => [State::Approved.word(), State::Rejected.word()],
    };
    page.show("review/decided.html", context).await
}

/// The regions a list may be narrowed to; `None` stands for every region of the zone.
pub(crate) fn regions(scope: &Scope) -> Option<Vec<String>> {
    match scope {
        Scope::Regions(regions) => Some(regions.clone()),
        Scope::Zone | Scope::Enterprise(_) => None,
    }
}

async fn names(page: &Page, rows: &[Round]) -> Result<Names, Refusal> {
    register::names(page.desk().db(), rows.iter().map(|row| row.enterprise_id)).await
}

fn named(
    page: &Page,
    calendar: &Calendar,
    names: &Names,
    found: Rows<Round>,
) -> Result<Rows<RoundView>, Refusal> {
    let mut rows = Vec::new();
    for row in &found.rows {
        let mut shown = view::round(page, calendar, row)?;
        let name = names.iter().find(|(id, _)| *id == row.enterprise_id);
        shown.enterprise = name.map(|(_, name)| name.clone()).unwrap_or_default();
        rows.push(shown);
    }
    Ok(found.with(rows))
}
