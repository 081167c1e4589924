//! 入驻申请: the form on the portal, 我的申请, the park's list with its two decisions, the officials' register.

mod filter;
mod member;
mod official;
mod portal;
mod provider;

use crate::page::{Answer, Page};
use crate::site::Site;
use filter::Asked;
use hall::kernel::Action;
use hall::park::settlement::find::{self, Scope};
use minijinja::context;
use minijinja::value::Serde;
use serde_json::json;

/// Adds the routes.
pub(super) fn routes(site: Site) -> Site {
    site.get("/parks/{id}/settle", Action::Settle, portal::form)
        .post("/parks/{id}/settle", Action::Settle, portal::ask)
        .get("/my/settlements", Action::Settle, member::list)
        .get("/my/settlements/{id}", Action::Settle, member::show)
        .post("/my/settlements/{id}/withdraw", Action::Settle, member::withdraw)
        .get("/desk/settlements", Action::AnswerSettlements, provider::list)
        .get("/desk/settlements/{id}", Action::AnswerSettlements, provider::show)
        .post("/desk/settlements/{id}/land", Action::AnswerSettlements, provider::land)
        .post("/desk/settlements/{id}/decline", Action::AnswerSettlements, provider::decline)
        .get("/office/settlements", Action::WatchParks, official::list)
        .get("/office/settlements/{id}", Action::WatchParks, official::show)
}

/// A list of applications within a scope; `place` is whose list it is: `my`, `desk` or `office`.
async fn list(page: &Page, place: &'static str, scope: &Scope, asked: &Asked) -> Answer {
    let (db, now) = (page.desk().db(), page.desk().now());
    let list = find::list(db, scope, &asked.filter(&page.desk().zone), now, asked.paging()).await?;
    let counts = find::counts(db, scope, now).await?;
    let all: u64 = counts.iter().map(|(_, n)| n).sum();
    let counts: Vec<_> = counts.iter().map(|(stage, n)| json!({ "word": stage.word(), "n": n })).collect();
    let park = hall::park::find::name(db, asked.park()).await?;
    let context = context! {
        park, where => place, list => Serde(list), counts => Serde(counts), all, asked => Serde(asked),
    };
    page.show(&format!("settlement/{place}.html"), context).await
}
