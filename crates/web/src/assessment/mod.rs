//! Assessments: the office defines, judges, ranks and answers; parks file, read the ranking and object (D01–D10).

mod book;
mod define;
mod figures;
mod filing;
mod judging;
mod objections;
mod office_ranking;
mod papers;
mod period;
mod ranking;
pub(crate) mod recompute;
mod template;

use crate::page::{Answer, Page};
use crate::site::Site;
use chrono::TimeDelta;
use hall::Refusal;
use hall::assessment::find::Regions;
use hall::kernel::{Action, Instant, Role, Uuid};
use minijinja::context;

/// Adds the routes.
pub(crate) fn routes(site: Site) -> Site {
    let site = site
        .get("/office/parks", Action::WatchParks, figures::list)
        .get("/office/parks.xlsx", Action::WatchParks, figures::workbook)
        .get("/office/filings", Action::WatchParks, figures::filings)
        .get("/office/assessments", Action::Assess, define::list)
        .get("/office/assessments/new", Action::Assess, define::fresh)
        .post("/office/assessments/new", Action::Assess, define::create)
        .get("/office/assessments/{id}", Action::Assess, define::show)
        .get("/office/assessments/{id}/edit", Action::Assess, define::open)
        .post("/office/assessments/{id}/edit", Action::Assess, define::change)
        .get("/office/assessments/{id}/indicator", Action::Assess, define::indicator)
        .post("/office/assessments/{id}/indicator", Action::Assess, define::keep_indicator)
        .post("/office/assessments/{id}/announce", Action::Assess, define::announce)
        .post("/office/assessments/{id}/remove", Action::Assess, define::remove)
        .get("/office/periods/{id}", Action::Assess, period::show)
        .post("/office/periods/{id}/nudge", Action::Assess, period::nudge)
        .post("/office/periods/{id}/extend", Action::Assess, period::extend)
        .post("/office/periods/{id}/publish", Action::Assess, period::publish)
        .get("/office/filings/{id}", Action::Assess, judging::show)
        .post("/office/filings/{id}", Action::Assess, judging::judge)
        .get("/office/rankings/{id}", Action::Assess, office_ranking::show)
        .get("/office/rankings/{id}/download", Action::Assess, office_ranking::download)
        .get("/office/objections", Action::Assess, objections::list)
        .get("/office/objections/{id}", Action::Assess, objections::show)
        .post("/office/objections/{id}", Action::Assess, objections::answer);
    site.get("/desk/assessments", Action::FileAssessments, filing::list)
        .get("/desk/assessments/{id}", Action::FileAssessments, filing::show)
        .upload("/desk/assessments/{id}", Action::FileAssessments, filing::file)
        .get("/desk/assessments/{id}/template", Action::FileAssessments, template::download)
        .upload("/desk/assessments/{id}/fill", Action::FileAssessments, template::upload)
        .get("/desk/assessments/{id}/receipt", Action::FileAssessments, filing::receipt)
        .get("/desk/ranking", Action::FileAssessments, ranking::list)
        .get("/desk/ranking/{id}", Action::FileAssessments, ranking::show)
        .get("/desk/ranking/{id}/download", Action::FileAssessments, ranking::download)
        .upload("/desk/ranking/{id}/object", Action::FileAssessments, ranking::object)
        .post("/desk/objections/{id}/withdraw", Action::FileAssessments, ranking::withdraw)
}

/// The regions the official assesses.
fn regions(page: &Page) -> Result<Regions, Refusal> {
    Ok(page.member()?.regions(Role::Assessor))
}

/// The menu's entry for pages that stand under other addresses.
const MENU: &str = "/office/assessments";

/// The day whose end an instant is: people count days, not midnights.
fn last_day(page: &Page, until: Instant) -> String {
    page.desk().zone.day(until - TimeDelta::seconds(1)).to_string()
}

/// The id in an address; what is no id names nothing.
fn id(typed: &str) -> Result<Uuid, Refusal> {
    typed.parse().map_err(|_| Refusal::NotFound)
}

/// Asks before something is done, where no script could: `key` is how its texts begin.
async fn ask(page: &Page, key: &str, name: &str, action: &str, back: &str, kept: &[(&str, &str)]) -> Answer {
    let kept: Vec<_> = kept.iter().map(|(name, value)| context! { name => *name, value => *value }).collect();
    let place = if action.starts_with("/desk") { "desk" } else { "office" };
    let context = context! { where => place, key, name, action, back, kept };
    page.show("assessment/confirm.html", context).await
}

#[cfg(test)]
mod tests;
