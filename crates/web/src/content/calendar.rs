//! The year at a glance: holidays, days worked for them, and where each is from.

use crate::page::{Answer, Form, Page};
use crate::refused::Refused;
use axum::extract::{Path, Query};
use chrono::{Datelike as _, NaiveDate};
use hall::term::calendar::model::{Model, OFFICE};
use hall::term::calendar::{self, Calendar, DayKind};
use hall::{FieldError, Refusal};
use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// What a source says when the notice that counts has not come yet (`data/holidays.csv`).
const PENDING: &str = "pending";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    year: String,
    day: String,
}

/// A month as a grid: weeks of seven days, Monday first.
#[derive(Debug, Serialize)]
struct Month {
    name: String,
    weeks: Vec<Vec<Option<Cell>>>,
}

/// One day of the grid.
#[derive(Debug, Serialize)]
struct Cell {
    day: String,
    number: u32,
    /// `holiday`, `workday`, `rest` or empty for an ordinary working day.
    kind: &'static str,
    /// What is said aloud.
    label: String,
    today: bool,
}

/// An exception in words.
#[derive(Debug, Serialize)]
struct Row {
    day: String,
    weekday: String,
    kind: String,
    name: String,
    source: String,
    edited: Option<String>,
    pending: bool,
}

/// What is typed into the form of a day.
#[derive(Debug, Default, Serialize)]
struct Typed {
    day: String,
    kind: String,
    name_zh: String,
    name_en: String,
}

pub(super) async fn year(page: Page, Query(asked): Query<Asked>) -> Answer {
    let today = page.desk().zone.day(page.desk().now());
    let year =
        asked.year.trim().parse().ok().filter(|year| (2000..=2100).contains(year)).unwrap_or(today.year());
    let mut typed = Typed { day: asked.day.clone(), kind: "holiday".to_owned(), ..Typed::default() };
    if let Some(row) =
        calendar::find::year(page.desk().db(), year).await?.into_iter().find(|row| row.day == asked.day)
    {
        typed = Typed { day: row.day, kind: row.kind, name_zh: row.name_zh, name_en: row.name_en };
    }
    let context = view(&page, year, typed).await?;
    page.show("content/calendar.html", context).await
}

async fn view(page: &Page, year: i32, typed: Typed) -> Result<Value, Refused> {
    let desk = page.desk();
    let today = desk.zone.day(desk.now());
    let rows = calendar::find::year(desk.db(), year).await?;
    let all = calendar::load(desk.db()).await?;
    let mut years = calendar::find::years(desk.db()).await?;
    for wanted in [today.year(), today.year() + 1, year] {
        if !years.contains(&wanted) {
            years.push(wanted);
        }
    }
    years.sort_unstable();
    years.dedup();
    let months: Vec<Month> = (1..=12).map(|month| grid(page, &all, &rows, year, month, today)).collect();
    let pending = rows.is_empty()
        || rows.iter().all(|row| is_pending(row) || row.source == OFFICE) && rows.iter().any(is_pending);
    let rows: Vec<Row> = rows.iter().map(|row| words(page, row)).collect();
    let next_missing = years.iter().all(|known| *known <= today.year());
    Ok(context! {
        where => "office",
        year,
        years,
        months => Serde(months),
        rows => Serde(rows),
        provisional => pending,
        next_missing,
        known_until => all.known_until().map(|day| day.to_string()),
        typed => Serde(typed),
    })
}

fn is_pending(row: &Model) -> bool {
    row.edited_at.is_none() && row.source.contains(PENDING)
}

fn words(page: &Page, row: &Model) -> Row {
    let english = page.locale() == frame::Locale::En;
    let weekday = row.day.parse::<NaiveDate>().map(|day| weekday(page, day)).unwrap_or_default();
    Row {
        day: row.day.clone(),
        weekday,
        kind: row.kind.clone(),
        name: if english { row.name_en.clone() } else { row.name_zh.clone() },
        source: if row.source == OFFICE {
            page.text("calendar-source-office", &json!({}))
        } else {
            row.source.clone()
        },
        edited: row.edited_at.map(|at| at.to_rfc3339()),
        pending: is_pending(row),
    }
}

fn weekday(page: &Page, day: NaiveDate) -> String {
    page.text(&format!("weekday-{}", day.weekday().num_days_from_monday() + 1), &json!({}))
}

fn grid(page: &Page, calendar: &Calendar, rows: &[Model], year: i32, month: u32, today: NaiveDate) -> Month {
    let first = NaiveDate::from_ymd_opt(year, month, 1).unwrap_or(today);
    let mut cells: Vec<Option<Cell>> = (0..first.weekday().num_days_from_monday()).map(|_| None).collect();
    for day in first.iter_days().take_while(|day| day.month() == first.month()) {
        let said = rows.iter().find(|row| row.day == day.to_string());
        let kind = match said.and_then(|row| DayKind::of(&row.kind)) {
            Some(DayKind::Holiday) => "holiday",
            Some(DayKind::Workday) => "workday",
            None if calendar.is_working(day) => "",
            None => "rest",
        };
        let mut label = format!("{day} {}", weekday(page, day));
        if let Some(row) = said {
            let told = words(page, row);
            label = format!("{label} {} {}", page.text(&format!("calendar-{kind}"), &json!({})), told.name);
        }
        cells.push(Some(Cell { day: day.to_string(), number: day.day(), kind, label, today: day == today }));
    }
    while !cells.len().is_multiple_of(7) {
        cells.push(None);
    }
    let mut weeks = Vec::new();
    let mut cells = cells.into_iter().peekable();
    while cells.peek().is_some() {
        weeks.push(cells.by_ref().take(7).collect());
    }
    Month { name: page.text(&format!("month-{month}"), &json!({})), weeks }
}

pub(super) async fn set(page: Page, form: Form) -> Answer {
    let typed = Typed {
        day: form.text("day").to_owned(),
        kind: form.text("kind").to_owned(),
        name_zh: form.text("name_zh").to_owned(),
        name_en: form.text("name_en").to_owned(),
    };
    let day = typed.day.parse::<NaiveDate>().ok().filter(|day| (2000..=2100).contains(&day.year()));
    let outcome = match (day, DayKind::of(&typed.kind)) {
        (Some(day), Some(kind)) => {
            let work = page.desk().begin(page.actor()).await?;
            match calendar::set(&work, day, kind, &typed.name_zh, &typed.name_en).await {
                Ok(()) => work.keep().await,
                Err(refusal) => Err(refusal),
            }
        }
        (day, kind) => {
            let mut errors = Vec::new();
            errors.extend(day.is_none().then(|| FieldError::new("day", "journal-day-wrong")));
            errors.extend(kind.is_none().then(|| FieldError::new("kind", "field-choice")));
            Err(Refusal::Invalid(errors))
        }
    };
    let today = page.desk().zone.day(page.desk().now());
    let year = day.unwrap_or(today).year();
    match outcome {
        Ok(()) => Ok(page.go_saying(&format!("/office/calendar?year={year}"), "calendar-set")),
        Err(Refusal::Invalid(errors)) => {
            let context = view(&page, year, typed).await?;
            page.again("content/calendar.html", context, &errors).await
        }
        Err(refusal) => Err(Refused(refusal)),
    }
}

pub(super) async fn restore(page: Page, Path(day): Path<String>, _: Form) -> Answer {
    let day: NaiveDate = day.parse().map_err(|_| Refused(Refusal::NotFound))?;
    let work = page.desk().begin(page.actor()).await?;
    calendar::restore(&work, day).await?;
    work.keep().await?;
    Ok(page.go_saying(&format!("/office/calendar?year={}", day.year()), "calendar-restored"))
}
