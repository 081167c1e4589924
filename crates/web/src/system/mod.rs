//! How the hall is, for system administrators: database, outbox, systems outside, jobs, files.

mod health;

pub(crate) use health::Health;

use crate::page::{Answer, Form, Page};
use crate::site::Site;
use axum::extract::{Path, Query};
use hall::kernel::{Action, Paging, Uuid};
use hall::system;
use minijinja::context;
use minijinja::value::Serde;
use serde::{Deserialize, Serialize};

/// States a list of dispatches may be narrowed to.
const STATES: [&str; 3] = ["queued", "dead", "sent"];

/// Adds the routes.
pub(crate) fn routes(site: Site) -> Site {
    site.get("/health", Action::SeePortal, health::show)
        .get("/office/system", Action::SeeSystem, show)
        .get("/office/system/dispatches", Action::SeeSystem, dispatches)
        .post("/office/system/dispatches/retry", Action::SeeSystem, retry_dead)
        .post("/office/system/dispatches/{id}/retry", Action::SeeSystem, retry)
}

async fn show(page: Page) -> Answer {
    let (desk, actor) = (page.desk(), page.actor());
    let (state, gateways) = tokio::join!(system::look(desk, actor), system::gateways(desk, actor));
    let (state, gateways) = (state?, gateways?);
    let size = sized(state.database.bytes);
    let files: Vec<_> =
        state.files.iter().map(|file| (file.slot.clone(), file.count, sized(file.bytes))).collect();
    let jobs = words_of_jobs(&page, &state.jobs);
    let context = context! {
        where => "office",
        state => Serde(&state),
        gateways => Serde(gateways),
        size,
        files => Serde(files),
        jobs => Serde(jobs),
        seconds => system::GATEWAY_SECONDS,
    };
    page.show("system/show.html", context).await
}

/// A job in words: its name, when it last ran, what went wrong.
fn words_of_jobs(page: &Page, jobs: &[system::JobState]) -> Vec<(String, String, String)> {
    let word = |name: &str| {
        let key = format!("job-{name}");
        let known = page.app().templates.locales().has(page.locale(), &key);
        if known { page.text(&key, &serde_json::Value::Null) } else { name.to_owned() }
    };
    jobs.iter().map(|job| (word(&job.name), job.at.to_rfc3339(), job.error.clone())).collect()
}

/// Bytes as people read them.
fn sized(bytes: i64) -> String {
    let bytes = bytes as f64;
    let (value, unit) = match bytes {
        b if b < 1024.0 => (b, "B"),
        b if b < 1024.0 * 1024.0 => (b / 1024.0, "KB"),
        b if b < 1024.0 * 1024.0 * 1024.0 => (b / 1024.0 / 1024.0, "MB"),
        b => (b / 1024.0 / 1024.0 / 1024.0, "GB"),
    };
    if unit == "B" { format!("{value:.0} {unit}") } else { format!("{value:.1} {unit}") }
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Asked {
    state: String,
    page: String,
    size: String,
}

async fn dispatches(page: Page, Query(asked): Query<Asked>) -> Answer {
    let state = STATES.into_iter().find(|state| *state == asked.state);
    let paging = Paging::of(asked.page.trim().parse().ok(), asked.size.trim().parse().ok());
    let list = system::dispatches(page.desk(), page.actor(), state, paging).await?;
    let list = list.map(|row| {
        let title = page.text(&format!("channel-{}", row.channel), &serde_json::Value::Null);
        (row, title)
    });
    let context = context! { where => "office", list => Serde(list), chosen => state.unwrap_or_default(), states => STATES };
    page.show("system/dispatches.html", context).await
}

async fn retry(page: Page, Path(id): Path<Uuid>, _: Form) -> Answer {
    let work = page.desk().begin(page.actor()).await?;
    system::retry(&work, id).await?;
    work.keep().await?;
    Ok(page.go_saying("/office/system/dispatches?state=dead", "dispatch-retried"))
}

async fn retry_dead(page: Page, _: Form) -> Answer {
    let work = page.desk().begin(page.actor()).await?;
    system::retry_dead(&work).await?;
    work.keep().await?;
    Ok(page.go_saying("/office/system/dispatches?state=queued", "dispatch-retried"))
}

#[cfg(test)]
mod tests;
