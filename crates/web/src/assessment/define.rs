//! 考核评估项目: the list, one with its windows, and its form while it is a draft (D01, D04, D05).

use super::{ask, id, regions};
use crate::page::{Answer, Form, Page};
use axum::extract::{Path, Query};
use hall::assessment::find::{self, Overview};
use hall::assessment::{
    self, AssessmentDraft, EXPLANATION_LIMIT, Fact, INDICATOR_NAME_LIMIT, IndicatorDraft, Kind, NAME_LIMIT,
    PERIODS_LIMIT, Papers, Rhythm, Rule, State, Target, UNIT_LIMIT, rules_for,
};
use hall::kernel::Paging;
use hall::{FieldError, Refusal};
use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Deserialize;
use serde_json::json;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    page: String,
    size: String,
    key: String,
}

pub(super) async fn list(page: Page, Query(asked): Query<Asked>) -> Answer {
    let (db, regions) = (page.desk().db(), regions(&page)?);
    let paging = Paging::of(asked.page.parse().ok(), asked.size.parse().ok());
    let (list, filings, objections) = tokio::try_join!(
        find::assessments(db, &regions, paging),
        find::waiting_filings(db, &regions),
        find::waiting(db, &regions),
    )?;
    let context = context! { where => "office", list => Serde(list), filings, objections };
    page.show("assessment/list.html", context).await
}

pub(super) async fn show(page: Page, Path(typed): Path<String>) -> Answer {
    let it = find::one(page.desk().db(), &regions(&page)?, id(&typed)?).await?;
    page.show(
        "assessment/show.html",
        context! { where => "office", most => it.form.most().to_string(), it => Serde(it) },
    )
    .await
}

fn draft(form: &Form) -> AssessmentDraft {
    let text = |name: &str| form.text(name).to_owned();
    AssessmentDraft {
        name: text("name"),
        region: text("region"),
        target: text("target"),
        rhythm: text("rhythm"),
        periods: text("periods"),
        opens_on: text("opens_on"),
        due_on: text("due_on"),
        lock_on: text("lock_on"),
    }
}

/// The form of the assessment's head; `it` is the one that is there already.
fn head(page: &Page, draft: &AssessmentDraft, it: Option<&Overview>, seen: &str) -> Result<Value, Refusal> {
    let zh = page.locale().tag() == "zh-CN";
    let mine = regions(page)?;
    let mut places: Vec<_> = Vec::new();
    if mine.is_none() {
        places
            .push(json!({ "value": "*", "label": page.text("region-whole-zone", &serde_json::Value::Null) }));
    }
    for region in &page.desk().zone.regions {
        if mine.as_ref().is_none_or(|mine| mine.contains(&region.code)) {
            let name = if zh { &region.name_zh } else { &region.name_en };
            places.push(json!({ "value": region.code, "label": name }));
        }
    }
    let options = |key: &str, words: Vec<&str>| -> Vec<serde_json::Value> {
        let label = |word: &str| page.text(&format!("{key}{word}"), &serde_json::Value::Null);
        words.iter().map(|word| json!({ "value": word, "label": label(word) })).collect()
    };
    Ok(context! {
        where => "office",
        draft => Serde(draft),
        it => Serde(it.map(|it| &it.assessment)),
        seen,
        places => Serde(places),
        targets => Serde(options("assessment-target-", Target::ALL.iter().map(|one| one.word()).collect())),
        rhythms => Serde(options("assessment-rhythm-", Rhythm::ALL.iter().map(|one| one.word()).collect())),
        most => Serde(json!({ "name": NAME_LIMIT, "periods": PERIODS_LIMIT })),
        moved => false,
    })
}

pub(super) async fn fresh(page: Page) -> Answer {
    let mine = regions(&page)?;
    let region = mine.and_then(|mine| mine.into_iter().next()).unwrap_or_else(|| "*".to_owned());
    let draft = AssessmentDraft {
        region,
        target: Target::Both.word().to_owned(),
        rhythm: Rhythm::Quarterly.word().to_owned(),
        periods: "4".to_owned(),
        ..AssessmentDraft::default()
    };
    page.show("assessment/head.html", head(&page, &draft, None, "")?).await
}

pub(super) async fn create(page: Page, form: Form) -> Answer {
    let draft = draft(&form);
    let work = page.desk().begin(page.actor()).await?;
    match assessment::create(&work, &draft).await {
        Ok(id) => {
            work.keep().await?;
            Ok(page.go_saying(&format!("/office/assessments/{id}"), "assessment-created"))
        }
        Err(Refusal::Invalid(errors)) => {
            drop(work);
            page.again("assessment/head.html", head(&page, &draft, None, "")?, &errors).await
        }
        Err(other) => Err(other.into()),
    }
}

/// What is announced stays as it is: its forms are not opened.
fn still_a_draft(it: &Overview) -> Result<(), Refusal> {
    match it.assessment.state()? {
        State::Draft => Ok(()),
        State::Announced => Err(Refusal::OutOfTurn("assessment-announced-already")),
    }
}

pub(super) async fn open(page: Page, Path(typed): Path<String>) -> Answer {
    let it = find::one(page.desk().db(), &regions(&page)?, id(&typed)?).await?;
    still_a_draft(&it)?;
    let draft = AssessmentDraft::from(&it.assessment);
    let seen = it.assessment.version.to_string();
    page.show("assessment/head.html", head(&page, &draft, Some(&it), &seen)?).await
}

pub(super) async fn change(page: Page, Path(typed): Path<String>, form: Form) -> Answer {
    let (which, draft) = (id(&typed)?, draft(&form));
    let seen = form.parsed::<i32>("seen").unwrap_or_default();
    let it = find::one(page.desk().db(), &regions(&page)?, which).await?;
    let work = page.desk().begin(page.actor()).await?;
    match assessment::edit(&work, which, seen, &draft).await {
        Ok(()) => {
            work.keep().await?;
            Ok(page.go_saying(&format!("/office/assessments/{which}"), "assessment-edited"))
        }
        Err(Refusal::Invalid(errors)) => {
            drop(work);
            page.again("assessment/head.html", head(&page, &draft, Some(&it), &seen.to_string())?, &errors)
                .await
        }
        Err(other) => Err(other.into()),
    }
}

/// The form of one indicator.
fn indicator_page(
    page: &Page,
    it: &Overview,
    key: &str,
    draft: &IndicatorDraft,
    errors: &[FieldError],
) -> Value {
    let said = |key: String| page.text(&key, &serde_json::Value::Null);
    let options = |key: &str, words: &[&str]| -> Vec<serde_json::Value> {
        words.iter().map(|word| json!({ "value": word, "label": said(format!("{key}{word}")) })).collect()
    };
    let words: Vec<&str> = Kind::ALL.iter().map(|kind| kind.word()).collect();
    let papers: Vec<&str> = Papers::ALL.iter().map(|one| one.word()).collect();
    let facts: Vec<&str> = Fact::ALL.iter().map(|one| one.word()).collect();
    let fits: Vec<_> = Kind::ALL
        .iter()
        .map(|kind| {
            let rules: Vec<String> = rules_for(*kind).iter().map(|rule| said(format!("indicator-rule-{rule}"))).collect();
            json!({ "kind": said(format!("indicator-kind-{}", kind.word())), "rules": rules.join(&said("list-and".to_owned())) })
        })
        .collect();
    context! {
        where => "office",
        it => Serde(&it.assessment),
        key,
        draft => Serde(draft),
        kinds => Serde(options("indicator-kind-", &words)),
        rules => Serde(options("indicator-rule-", &Rule::WORDS)),
        papers => Serde(options("indicator-papers-", &papers)),
        facts => Serde(options("fact-", &facts)),
        fits => Serde(fits),
        limit => Serde(json!({ "name": INDICATOR_NAME_LIMIT, "explanation": EXPLANATION_LIMIT, "unit": UNIT_LIMIT })),
        errors => Serde(errors),
    }
}

pub(super) async fn indicator(page: Page, Path(typed): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let it = find::one(page.desk().db(), &regions(&page)?, id(&typed)?).await?;
    still_a_draft(&it)?;
    let draft = match it.form.indicator(&asked.key) {
        Some(indicator) => IndicatorDraft::from(indicator),
        None if asked.key.is_empty() => IndicatorDraft {
            kind: Kind::Whole.word().to_owned(),
            rule: "linear".to_owned(),
            weight: "1".to_owned(),
            papers: Papers::None.word().to_owned(),
            ..IndicatorDraft::default()
        },
        None => return Err(Refusal::NotFound.into()),
    };
    page.show("assessment/indicator.html", indicator_page(&page, &it, &asked.key, &draft, &[])).await
}

/// Saves, drops or moves an indicator, as the button says.
pub(super) async fn keep_indicator(page: Page, Path(typed): Path<String>, form: Form) -> Answer {
    let (which, key) = (id(&typed)?, form.text("key").to_owned());
    let seen = form.parsed::<i32>("seen").unwrap_or_default();
    let there = format!("/office/assessments/{which}");
    let text = |name: &str| form.text(name).to_owned();
    let draft = IndicatorDraft {
        name: text("name"),
        explanation: form.raw("explanation").to_owned(),
        kind: text("kind"),
        unit: text("unit"),
        rule: text("rule"),
        detail: form.raw("detail").replace("\r\n", "\n").trim().to_owned(),
        most: text("most"),
        weight: text("weight"),
        papers: text("papers"),
        fact: text("fact"),
    };
    let work = page.desk().begin(page.actor()).await?;
    let (outcome, flash) = match form.text("do") {
        "drop" => (assessment::drop_indicator(&work, which, seen, &key).await, "indicator-dropped"),
        "up" => (assessment::shift_indicator(&work, which, seen, &key, true).await, "indicator-moved"),
        "down" => (assessment::shift_indicator(&work, which, seen, &key, false).await, "indicator-moved"),
        _ => {
            let key = (!key.is_empty()).then_some(key.as_str());
            (assessment::put_indicator(&work, which, seen, key, &draft).await.map(drop), "indicator-kept")
        }
    };
    match outcome {
        Ok(()) => {
            work.keep().await?;
            Ok(page.go_saying(&there, flash))
        }
        Err(Refusal::Invalid(errors)) => {
            drop(work);
            let it = find::one(page.desk().db(), &regions(&page)?, which).await?;
            let context = indicator_page(&page, &it, &key, &draft, &errors);
            page.again("assessment/indicator.html", context, &errors).await
        }
        Err(other) => Err(other.into()),
    }
}

/// Announcing asks first: afterwards the form stays as it is.
pub(super) async fn announce(page: Page, Path(typed): Path<String>, form: Form) -> Answer {
    let which = id(&typed)?;
    let there = format!("/office/assessments/{which}");
    if form.text("confirmed") != "yes" {
        let it = find::one(page.desk().db(), &regions(&page)?, which).await?;
        still_a_draft(&it)?;
        let seen = form.text("seen");
        let action = format!("{there}/announce");
        return ask(&page, "assessment-announce", &it.assessment.name, &action, &there, &[("seen", seen)])
            .await;
    }
    let seen = form.parsed::<i32>("seen").unwrap_or_default();
    let work = page.desk().begin(page.actor()).await?;
    assessment::announce(&work, which, seen).await?;
    work.keep().await?;
    Ok(page.go_saying(&there, "assessment-announced"))
}

/// Removing a draft asks first.
pub(super) async fn remove(page: Page, Path(typed): Path<String>, form: Form) -> Answer {
    let which = id(&typed)?;
    if form.text("confirmed") != "yes" {
        let it = find::one(page.desk().db(), &regions(&page)?, which).await?;
        still_a_draft(&it)?;
        let there = format!("/office/assessments/{which}");
        let action = format!("{there}/remove");
        return ask(&page, "assessment-remove", &it.assessment.name, &action, &there, &[]).await;
    }
    let work = page.desk().begin(page.actor()).await?;
    assessment::remove(&work, which).await?;
    work.keep().await?;
    Ok(page.go_saying("/office/assessments", "assessment-removed"))
}
