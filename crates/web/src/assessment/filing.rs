//! 考核填报列表, 填报 and 补填, and the receipt (D01–D04).

use super::{id, papers};
use crate::page::{Answer, Form, Page};
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use hall::assessment::find::{self, Case, Filter};
use hall::assessment::{self, Answers, FilingState, Status, TEXT_LIMIT, may_file};
use hall::file::Slot;
use hall::kernel::{Paging, Uuid};
use hall::{FieldError, Refusal};
use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const TEMPLATE: &str = "assessment/filing.html";

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Asked {
    status: String,
    q: String,
    page: String,
    size: String,
}

pub(super) async fn list(page: Page, Query(asked): Query<Asked>) -> Answer {
    let filter = Filter { status: Status::of(&asked.status), words: asked.q.chars().take(60).collect() };
    let paging = Paging::of(asked.page.parse().ok(), asked.size.parse().ok());
    let (db, now) = (page.desk().db(), page.desk().now());
    let list = find::mine(db, page.provider()?.id, &filter, now, paging).await?;
    let narrows = filter.status.is_some() || !filter.words.trim().is_empty();
    let words: Vec<&str> = Status::ALL.iter().map(|status| status.word()).collect();
    let context = context! {
        where => "desk", first => paging.offset(), list => Serde(list), statuses => words, narrows, asked => Serde(asked),
    };
    page.show("assessment/filings.html", context).await
}

pub(super) async fn own(page: &Page, which: Uuid) -> Result<Case, Refusal> {
    find::own(page.desk().db(), page.provider()?.id, which, page.desk().now()).await
}

pub(super) async fn show(page: Page, Path(typed): Path<String>) -> Answer {
    let case = own(&page, id(&typed)?).await?;
    let answers = begun(&case, facts(&page, &case).await?)?;
    let context = view(&page, &case, &answers, false).await?;
    page.show(TEMPLATE, context).await
}

/// What a park finds when it begins: what it saved, and before its first submission what the hall knows where nothing was typed yet.
pub(super) fn begun(case: &Case, facts: BTreeMap<String, String>) -> Result<Answers, Refusal> {
    let mut answers = case.filing.draft()?;
    for (key, fact) in facts {
        let answer = answers.0.entry(key).or_default();
        if answer.value.is_empty() && case.filing.round == 0 {
            answer.value = fact;
        }
    }
    Ok(answers)
}

/// The form again with what must change.
pub(super) async fn again(page: &Page, case: &Case, answers: &Answers, errors: &[FieldError]) -> Answer {
    let context = view(page, case, answers, false).await?;
    page.again(TEMPLATE, context, errors).await
}

/// What the hall knows, by indicator.
pub(super) async fn facts(page: &Page, case: &Case) -> Result<BTreeMap<String, String>, Refusal> {
    let mut known = BTreeMap::new();
    for indicator in &case.form.indicators {
        if let Some(fact) = indicator.fact {
            let window = case.period.window();
            let (db, now) = (page.desk().db(), page.desk().now());
            let count = assessment::count(db, fact, case.filing.provider_id, &window, now).await?;
            known.insert(indicator.key.clone(), count.to_string());
        }
    }
    Ok(known)
}

async fn view(page: &Page, case: &Case, answers: &Answers, moved: bool) -> Result<Value, Refusal> {
    let now = page.desk().now();
    let state = case.filing.state()?;
    let returned = case.rounds.first().filter(|_| state == FilingState::Returned);
    let remarks: BTreeMap<String, String> = match returned {
        Some(round) => round.remarks()?.into_iter().map(|remark| (remark.field, remark.said.words)).collect(),
        None => BTreeMap::new(),
    };
    let reason = returned.map(|round| round.reason()).transpose()?.flatten().map(|said| said.words);
    let mut labels = serde_json::Map::new();
    labels.insert("sheet".to_owned(), page.text("template-upload", &serde_json::Value::Null).into());
    for indicator in &case.form.indicators {
        labels.insert(indicator.key.clone(), indicator.name.clone().into());
        labels.insert(format!("{}_files", indicator.key), indicator.name.clone().into());
    }
    let all: Vec<Uuid> = answers.files();
    let files = papers::names(page, &all, case.filing.enterprise_id).await?;
    // The sheet speaks of what was submitted; while nothing has passed it is not shown to the park.
    let passed = state == FilingState::Passed;
    Ok(context! {
        where => "desk",
        can_file => may_file(state, &case.period.window(), now),
        facts => Serde(facts(page, case).await?),
        answers => Serde(answers),
        files => Serde(files),
        labels => Serde(labels),
        remarks => Serde(remarks),
        reason,
        passed,
        total => case.sheet.as_ref().filter(|_| passed).map(|sheet| sheet.total.to_string()),
        most => case.form.most().to_string(),
        it => Serde(case),
        moved,
        text_limit => TEXT_LIMIT,
        papers => Serde(Slot::Paper.policy()),
        papers_limit => assessment::PAPERS_LIMIT,
        owner => case.filing.enterprise_id.to_string(),
    })
}

/// Saves or submits, as the button says.
pub(super) async fn file(page: Page, Path(typed): Path<String>, form: Form) -> Answer {
    let which = id(&typed)?;
    let case = own(&page, which).await?;
    let seen = form.parsed::<i32>("seen").unwrap_or_default();
    let (answers, errors) = read(&page, &case, &form).await?;
    if !errors.is_empty() {
        let context = view(&page, &case, &answers, false).await?;
        return page.again(TEMPLATE, context, &errors).await;
    }
    let submits = form.text("do") == "submit";
    let work = page.desk().begin(page.actor()).await?;
    let outcome = if submits {
        assessment::submit(&work, which, seen, answers.clone()).await.map(drop)
    } else {
        assessment::save(&work, which, seen, answers.clone()).await.map(drop)
    };
    match outcome {
        Ok(()) => {
            work.keep().await?;
            let there = format!("/desk/assessments/{which}");
            Ok(match submits {
                true => page.go_saying(&format!("{there}/receipt"), "filing-submitted"),
                false => page.go_saying(&there, "filing-saved"),
            })
        }
        Err(Refusal::Invalid(errors)) => {
            drop(work);
            let case = keep_draft(&page, case, seen, &answers).await?;
            let context = view(&page, &case, &answers, false).await?;
            page.again(TEMPLATE, context, &errors).await
        }
        Err(Refusal::Stale { .. }) => {
            drop(work);
            // What was typed stays; whoever reads what a colleague saved and presses again means it.
            let case = own(&page, which).await?;
            let context = view(&page, &case, &answers, true).await?;
            page.show_status(StatusCode::CONFLICT, TEMPLATE, context).await
        }
        Err(other) => Err(other.into()),
    }
}

/// What could not be submitted is kept as a draft, so that a closed window loses nothing.
async fn keep_draft(page: &Page, case: Case, seen: i32, answers: &Answers) -> Result<Case, Refusal> {
    let work = page.desk().begin(page.actor()).await?;
    match assessment::save(&work, case.filing.id, seen, answers.clone()).await {
        Ok(_) => work.keep().await?,
        Err(_) => return Ok(case),
    }
    own(page, case.filing.id).await
}

async fn read(page: &Page, case: &Case, form: &Form) -> Result<(Answers, Vec<FieldError>), Refusal> {
    let (mut answers, mut errors) = (Answers::default(), Vec::new());
    let may = may_file(case.filing.state()?, &case.period.window(), page.desk().now());
    for indicator in &case.form.indicators {
        let (key, kept) = (indicator.key.as_str(), format!("{}_files", indicator.key));
        let fresh = if may { format!("{key}_new") } else { String::new() };
        let files = papers::read(page, form, &kept, &fresh, &kept, &mut errors).await?;
        let value = form.raw(key).to_owned();
        answers.0.insert(key.to_owned(), assessment::Answer { value, files });
    }
    Ok((answers.fitting(&case.form), errors))
}

pub(super) async fn receipt(page: Page, Path(typed): Path<String>) -> Answer {
    let (db, now) = (page.desk().db(), page.desk().now());
    let (case, round) = find::receipt(db, page.provider()?.id, id(&typed)?, now).await?;
    let answers = round.answers()?;
    let files = papers::names(&page, &answers.files(), case.filing.enterprise_id).await?;
    let context = context! {
        where => "desk",
        answers => Serde(answers),
        files => Serde(files),
        round => Serde(round),
        it => Serde(case),
    };
    page.show("assessment/receipt.html", context).await
}
