//! One filing before an official: answers, evidence, every step of its points, and the decision (D02).

use super::papers::names;
use super::{id, regions};
use crate::page::{Answer, Form, Page};
use axum::extract::Path;
use axum::http::StatusCode;
use hall::assessment::find::{self, Case};
use hall::assessment::{self, AwardDraft, Judgement};
use hall::kernel::Uuid;
use hall::review::SAID_LIMIT;
use hall::{FieldError, Refusal};
use minijinja::value::Serde;
use minijinja::{Value, context};
use std::collections::BTreeMap;

/// What was typed.
#[derive(Debug, Default)]
struct Typed {
    awards: BTreeMap<String, AwardDraft>,
    reason: String,
    remarks: BTreeMap<String, String>,
}

pub(super) async fn show(page: Page, Path(typed): Path<String>) -> Answer {
    let case = case(&page, id(&typed)?).await?;
    let context = view(&page, &case, &Typed::default(), false).await?;
    page.show("assessment/judge.html", context).await
}

async fn case(page: &Page, which: Uuid) -> Result<Case, Refusal> {
    find::filing(page.desk().db(), &regions(page)?, which, page.desk().now()).await
}

async fn view(page: &Page, case: &Case, typed: &Typed, moved: bool) -> Result<Value, Refusal> {
    let member = page.member()?;
    let own = member.enterprise.as_ref().is_some_and(|seat| seat.id == case.filing.enterprise_id);
    let answers = case.rounds.first().map(|round| round.answers()).transpose()?.unwrap_or_default();
    let before = case.rounds.get(1).map(|round| round.answers()).transpose()?;
    let changed: Vec<String> = match &before {
        Some(before) => answers.0.keys().filter(|key| before.of(key) != answers.of(key)).cloned().collect(),
        None => Vec::new(),
    };
    let mut history = Vec::new();
    for round in &case.rounds {
        let reason = round.reason()?.map(|said| said.words);
        history.push(context! { round => Serde(round), reason, remarks => Serde(round.remarks()?) });
    }
    let labels: BTreeMap<String, String> =
        case.form.indicators.iter().map(|one| (one.key.clone(), one.name.clone())).collect();
    let waits = case.filing.state()? == hall::assessment::FilingState::Filed;
    // What the hall knows today says nothing of what was decided long ago.
    let facts = if waits { super::filing::facts(page, case).await? } else { BTreeMap::new() };
    Ok(context! {
        where => "office",
        menu_at => super::MENU,
        facts => Serde(facts),
        files => Serde(names(page, &answers.files(), case.filing.enterprise_id).await?),
        answers => Serde(answers),
        before => Serde(before),
        changed => Serde(changed),
        history,
        labels => Serde(labels),
        can_decide => waits && !own,
        own => waits && own,
        locked => page.desk().now() >= case.period.lock_at,
        total => case.sheet.as_ref().map(|sheet| sheet.total.to_string()),
        most => case.form.most().to_string(),
        it => Serde(case),
        awards => Serde(&typed.awards),
        reason => typed.reason.as_str(),
        remarks => Serde(&typed.remarks),
        moved,
        said_limit => SAID_LIMIT,
    })
}

pub(super) async fn judge(page: Page, Path(typed): Path<String>, form: Form) -> Answer {
    let which = id(&typed)?;
    let seen = form.parsed::<i32>("seen").unwrap_or_default();
    let typed = read(&form);
    let (judgement, flash) = match form.text("do") {
        "pass" if !typed.reason.is_empty() || typed.remarks.values().any(|words| !words.is_empty()) => {
            // Words that were typed would be lost silently.
            let errors = [FieldError::new("reason", "filing-pass-says")];
            let context = view(&page, &case(&page, which).await?, &typed, false).await?;
            return page.again("assessment/judge.html", context, &errors).await;
        }
        "pass" => (Judgement::Pass(typed.awards.clone()), "filing-passed"),
        _ => {
            let (reason, remarks) = (typed.reason.clone(), typed.remarks.clone());
            (Judgement::Return { reason, remarks }, "filing-returned")
        }
    };
    let work = page.desk().begin(page.actor()).await?;
    match assessment::judge(&work, which, seen, &judgement).await {
        Ok(()) => {
            work.keep().await?;
            let period = case(&page, which).await?.period.id;
            Ok(page.go_saying(&format!("/office/periods/{period}"), flash))
        }
        Err(Refusal::Invalid(errors)) => {
            drop(work);
            let context = view(&page, &case(&page, which).await?, &typed, false).await?;
            page.again("assessment/judge.html", context, &errors).await
        }
        Err(Refusal::Stale { .. } | Refusal::OutOfTurn("filing-not-waiting")) => {
            drop(work);
            // What moved is marked in the answers; what was typed stays.
            let context = view(&page, &case(&page, which).await?, &typed, true).await?;
            page.show_status(StatusCode::CONFLICT, "assessment/judge.html", context).await
        }
        Err(other) => Err(other.into()),
    }
}

fn read(form: &Form) -> Typed {
    let mut typed = Typed { reason: form.text("reason").to_owned(), ..Typed::default() };
    for (name, value) in form.fields() {
        let value = value.trim().to_owned();
        if let Some(key) = name.strip_prefix("remark-") {
            typed.remarks.insert(key.to_owned(), value);
        } else if let Some(key) = name.strip_prefix("points-") {
            typed.awards.entry(key.to_owned()).or_default().points = value;
        } else if let Some(key) = name.strip_prefix("reason-") {
            typed.awards.entry(key.to_owned()).or_default().reason = value;
        }
    }
    typed
}
