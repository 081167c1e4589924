//! 模板下载, and the filled template back: one row under the indicators' names (D04).

use super::{book, id};
use crate::page::{Answer, Form, Page};
use axum::extract::Path;
use frame::Locale;
use hall::assessment::{self, Answers, Form as Asks, Indicator, Kind};
use hall::{FieldError, Refusal};
use serde_json::{Value, json};
use sheets::{Asked, Explanation, Field, Limits, Reason, Template, Unheaded, Wanted, Width, XLSX};
use std::collections::BTreeMap;

/// A sheet of one row is small, whatever it says of itself.
const BYTES: u64 = 2 << 20;

/// The columns: every indicator that is answered by more than evidence. What stands in `answers` fills its cells, what the hall knows
/// its notes.
fn wanted(page: &Page, form: &Asks, facts: &BTreeMap<String, String>, answers: &Answers) -> Vec<Wanted> {
    let column = |indicator: &Indicator| {
        let asked = match indicator.kind {
            Kind::Number => Asked::Decimal { places: 4 },
            Kind::Whole => Asked::Whole,
            Kind::YesNo => Asked::Choice(yes_no(page)[..2].to_vec()),
            Kind::Choice => Asked::Choice(indicator.options().into_iter().map(str::to_owned).collect()),
            Kind::Text | Kind::Evidence => Asked::Text,
        };
        let [heading, other] = both(page, |locale| match indicator.unit.as_str() {
            "" => indicator.name.clone(),
            unit => {
                let unit = said(page, locale, "answer-unit", &json!({ "unit": unit }));
                format!("{}{unit}", indicator.name)
            }
        });
        let fact = facts.get(&indicator.key).map(|fact| page.text("answer-fact", &json!({ "n": fact })));
        let notes = [Some(indicator.explanation.clone()), fact].into_iter().flatten();
        let notes: Vec<String> = notes.filter(|note| !note.is_empty()).collect();
        Wanted::new(indicator.key.as_str(), heading, asked)
            .or(other)
            .or(indicator.name.as_str())
            .required()
            .note(notes.join("\n"))
            .filled(shown(page, indicator, &answers.of(&indicator.key).value))
    };
    form.indicators.iter().filter(|indicator| indicator.kind != Kind::Evidence).map(column).collect()
}

fn said(page: &Page, locale: Locale, key: &str, args: &Value) -> String {
    page.app().templates.locales().text(locale, key, args)
}

/// Something in the reader's language and in the other: a template filled in one comes back in either.
fn both<T>(page: &Page, one: impl Fn(Locale) -> T) -> [T; 2] {
    let other = if page.locale() == Locale::En { Locale::Zh } else { Locale::En };
    [page.locale(), other].map(one)
}

/// Yes and no by turns, the reader's first.
fn yes_no(page: &Page) -> Vec<String> {
    both(page, |locale| ["answer-yes", "answer-no"].map(|key| said(page, locale, key, &Value::Null))).concat()
}

/// An answer as people read it: what a column takes is what the hall hands out in it.
fn shown(page: &Page, indicator: &Indicator, value: &str) -> String {
    match (indicator.kind, value) {
        (Kind::YesNo, "yes" | "no") => page.text(&format!("answer-{value}"), &Value::Null),
        _ => value.to_owned(),
    }
}

/// The template of a filing, filled with what the park saved and, before its first submission, with what the hall knows.
pub(super) async fn download(page: Page, Path(typed): Path<String>) -> Answer {
    let case = super::filing::own(&page, id(&typed)?).await?;
    let facts = super::filing::facts(&page, &case).await?;
    let answers = super::filing::begun(&case, facts.clone())?;
    let columns = wanted(&page, &case.form, &facts, &answers);
    if columns.is_empty() {
        return Err(Refusal::NotFound.into());
    }
    let text = |key: &str| page.text(key, &Value::Null);
    let when = book::when(&page, &case.period.quarter);
    let explanation = Explanation {
        title: text("template-explanation"),
        lines: vec![
            case.assessment.name.clone(),
            format!("{} · {when}", case.filing.park_name),
            text("template-how"),
        ],
        headings: [text("template-column"), text("template-needed"), text("template-fill")],
        required: text("template-required"),
        optional: text("template-optional"),
        refused: text("template-refused"),
    };
    let title = text("template-title");
    let template = Template { title: &title, columns: &columns, example_mark: "", explanation: &explanation };
    let bytes = template
        .to_xlsx(page.desk().now().naive_utc())
        .map_err(|error| Refusal::Broken(error.to_string()))?;
    Ok(page.download(&format!("{}-{when}.xlsx", case.assessment.name), XLSX, bytes))
}

/// Takes a filled template into the draft: all of it or nothing.
pub(super) async fn upload(page: Page, Path(typed): Path<String>, form: Form) -> Answer {
    let which = id(&typed)?;
    let case = super::filing::own(&page, which).await?;
    let seen = form.parsed::<i32>("seen").unwrap_or_default();
    let mut answers = case.filing.draft()?;
    let read = match form.upload("sheet") {
        Some(upload) => read(&page, &case.form, &upload.bytes),
        None => Err(vec![FieldError::new("sheet", "template-none")]),
    };
    let values = match read {
        Ok(values) => values,
        Err(errors) => return super::filing::again(&page, &case, &answers, &errors).await,
    };
    for (key, value) in values {
        answers.0.entry(key).or_default().value = value;
    }
    keep(&page, which, seen, answers).await
}

async fn keep(page: &Page, which: hall::kernel::Uuid, seen: i32, answers: Answers) -> Answer {
    let work = page.desk().begin(page.actor()).await?;
    assessment::save(&work, which, seen, answers).await?;
    work.keep().await?;
    Ok(page.go_saying(&format!("/desk/assessments/{which}"), "filing-filled"))
}

/// The first row under the headings, by indicator; or everything that cannot be taken, cell by cell.
fn read(page: &Page, form: &Asks, bytes: &[u8]) -> Result<BTreeMap<String, String>, Vec<FieldError>> {
    let refused = |key: &'static str| vec![FieldError::new("sheet", key)];
    let columns = wanted(page, form, &BTreeMap::new(), &Answers::default());
    let limits = Limits { bytes: BYTES, rows: 1_000, ..Limits::default() };
    let reading = sheets::read(bytes, limits).map_err(|_| refused("template-unreadable"))?;
    let rows = reading.rows().map_err(|_| refused("template-unreadable"))?;
    let mut table = sheets::headed(rows, &columns, None).map_err(|error| match error {
        Unheaded::NoHeader { .. } => refused("template-no-headings"),
        Unheaded::Unreadable(_) => refused("template-unreadable"),
    })?;
    let mut errors = Vec::new();
    let heading =
        |key: &str| columns.iter().find(|column| column.key == key).map_or("", |one| one.heading.as_str());
    let header = table.header();
    for key in &header.missing {
        let args = json!({ "name": heading(key) });
        errors.push(FieldError::with("sheet", "template-missing", args));
    }
    for (key, _) in &header.duplicate {
        let args = json!({ "name": heading(key) });
        errors.push(FieldError::with("sheet", "template-twice", args));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let Some(line) = table.next() else { return Err(refused("template-empty")) };
    let line = line.map_err(|_| refused("template-unreadable"))?;
    let mut values = BTreeMap::new();
    for (column, indicator) in
        columns.iter().filter_map(|column| Some((column, form.indicator(&column.key)?)))
    {
        let field = line.get(&column.key);
        let cell = field.address.map_or_else(String::new, |address| address.to_string());
        match value(page, &field, indicator) {
            Ok(value) => drop(values.insert(column.key.clone(), value)),
            Err(reason) => {
                let args = json!({ "cell": cell, "name": column.heading });
                errors.push(FieldError::with("sheet", sentence(&reason), args));
            }
        }
    }
    // A file of several parks would be read as that of the first.
    match table.next() {
        Some(Ok(_)) => errors.push(FieldError::new("sheet", "template-more-rows")),
        Some(Err(_)) => return Err(refused("template-unreadable")),
        None => {}
    }
    if errors.is_empty() { Ok(values) } else { Err(errors) }
}

/// A cell as the answer it gives; empty where nothing stands in it.
fn value(page: &Page, field: &Field<'_>, indicator: &Indicator) -> Result<String, Reason> {
    match indicator.kind {
        Kind::Number => Ok(field.decimal(4)?.map_or_else(String::new, ten_thousandths)),
        Kind::Whole => Ok(field.whole()?.map_or_else(String::new, |n| n.to_string())),
        Kind::YesNo => Ok(match field.choice(&yes_no(page))? {
            None => String::new(),
            Some(at) => if at % 2 == 0 { "yes" } else { "no" }.to_owned(),
        }),
        Kind::Choice => {
            let options = indicator.options();
            Ok(field.choice(&options)?.map_or_else(String::new, |at| options[at].to_owned()))
        }
        Kind::Text | Kind::Evidence => Ok(field.text(Width::Keep)?.unwrap_or_default()),
    }
}

/// 125000 → `12.5`.
fn ten_thousandths(count: i64) -> String {
    let sign = if count < 0 { "-" } else { "" };
    let (whole, rest) = (count.unsigned_abs() / 10_000, count.unsigned_abs() % 10_000);
    if rest == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest:04}") }
}

/// The key of the sentence that says why a cell cannot be taken.
const fn sentence(reason: &Reason) -> &'static str {
    match reason {
        Reason::Failed(_) | Reason::NotCalculated => "template-cell-formula",
        Reason::NotWhole => "template-cell-whole",
        Reason::NotAChoice => "template-cell-choice",
        _ => "template-cell-number",
    }
}
