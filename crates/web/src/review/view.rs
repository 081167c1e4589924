//! How rounds and proposals are shown: shared by the workbench, the applicant's page and the register.

use crate::page::Page;
use frame::Locale;
use hall::Refusal;
use hall::kernel::{Instant, Uuid};
use hall::review::model::Model as Round;
use hall::review::{Flag, Remark, Said, Standing, Subject};
use hall::term::{Calendar, Pace, gazetteer};
use serde::Serialize;
use serde_json::{Map, Value};

/// A promise as both sides see it (C08, F13).
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PromiseView {
    pace: Pace,
    days: i64,
    due: String,
}

/// How the promise of a round stands now; none once it is over.
pub(crate) fn promise(page: &Page, calendar: &Calendar, round: &Round) -> Option<PromiseView> {
    round.is_pending().then(|| promise_until(page, calendar, round.due_at))
}

/// How a promise until `due` stands now.
pub(crate) fn promise_until(page: &Page, calendar: &Calendar, due: Instant) -> PromiseView {
    let promise = calendar.promise(page.desk().now(), due, page.desk().zone.timezone);
    PromiseView { pace: promise.pace, days: promise.days, due: promise.due.to_rfc3339() }
}

/// The last instant of today in the zone.
pub(crate) fn tonight(page: &Page) -> Instant {
    Calendar::default().due(page.desk().now(), 0, page.desk().zone.timezone)
}

/// A round in a list or a history.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct RoundView {
    pub(crate) id: Uuid,
    pub(crate) subject: String,
    pub(crate) subject_id: Uuid,
    pub(crate) enterprise_id: Uuid,
    pub(crate) region: String,
    pub(crate) round: i32,
    pub(crate) version: i32,
    pub(crate) title: String,
    pub(crate) state: String,
    pub(crate) submitted_at: String,
    pub(crate) updated_at: String,
    pub(crate) due_at: String,
    pub(crate) decided_at: Option<String>,
    pub(crate) promise: Option<PromiseView>,
    pub(crate) reason: Option<Said>,
    pub(crate) remarks: Vec<Remark>,
    pub(crate) enterprise: String,
    pub(crate) who: Option<String>,
}

/// A round for a template; names of people and enterprises are filled in by whoever may tell them.
pub(crate) fn round(page: &Page, calendar: &Calendar, row: &Round) -> Result<RoundView, Refusal> {
    Ok(RoundView {
        id: row.id,
        subject: row.subject_kind.clone(),
        subject_id: row.subject_id,
        enterprise_id: row.enterprise_id,
        region: row.region.clone(),
        round: row.round,
        version: row.version,
        title: row.title.clone(),
        state: row.state.clone(),
        submitted_at: row.submitted_at.to_rfc3339(),
        updated_at: row.updated_at.to_rfc3339(),
        due_at: row.due_at.to_rfc3339(),
        decided_at: row.decided_at.map(|at| at.to_rfc3339()),
        promise: promise(page, calendar, row),
        reason: row.reason()?,
        remarks: row.remarks()?,
        enterprise: String::new(),
        who: None,
    })
}

/// The colour that goes with the word of where something stands with its reviewers.
pub(crate) const fn tone(standing: Standing) -> &'static str {
    match standing {
        Standing::Pending | Standing::ChangePending => "wait",
        Standing::Approved => "ok",
        Standing::Rejected | Standing::ChangeRejected => "bad",
        Standing::Withdrawn => "off",
    }
}

/// One field of a proposal, ready to be shown.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct FieldView {
    name: &'static str,
    before: Option<Shown>,
    now: Shown,
    changed: bool,
    flags: Vec<String>,
    last: Option<Said>,
    remark: Option<Said>,
}

/// A value of a proposal: how it is shown follows from what it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
enum Shown {
    Empty,
    Text(String),
    Picture(String),
    Pictures(Vec<String>),
    Words(Vec<String>),
    /// HTML that was cleaned for this page.
    Markup(String),
    ProviderKind(String),
    ParkKind(String),
    Region(String),
    /// Square metres.
    Area(f64),
    Mode(String),
}

/// Everything about one proposal that its fields are shown with.
#[derive(Debug, Default)]
pub(crate) struct Beside<'a> {
    /// What it is compared with.
    pub(crate) before: Option<&'a str>,
    /// What the reviewer should look at twice.
    pub(crate) flags: Vec<Flag>,
    /// What was remarked in the round before.
    pub(crate) last: Vec<Remark>,
    /// What is remarked in this round.
    pub(crate) remarks: Vec<Remark>,
}

/// The fields of a proposal in the order of its form.
pub(crate) fn fields(
    page: &Page,
    subject: Subject,
    proposal: &str,
    beside: &Beside<'_>,
) -> Result<Vec<FieldView>, Refusal> {
    let now = object(proposal)?;
    let before = beside.before.map(object).transpose()?;
    let said = |remarks: &[Remark], name: &str| {
        remarks.iter().find(|remark| remark.field == name).map(|remark| remark.said.clone())
    };
    let view = |name: &'static str| {
        let (now, before) =
            (shown(page, name, &now), before.as_ref().map(|before| shown(page, name, before)));
        FieldView {
            name,
            changed: before.as_ref().is_some_and(|before| *before != now),
            before,
            now,
            flags: beside
                .flags
                .iter()
                .filter(|flag| flag.field == name)
                .map(|flag| flag.key.clone())
                .collect(),
            last: said(&beside.last, name),
            remark: said(&beside.remarks, name),
        }
    };
    // A form asks more of some kinds than of others: what neither proposal has was not asked.
    let asked = |name: &&&str| {
        let there = |proposal: &Map<String, Value>| proposal.contains_key(**name);
        there(&now) || before.as_ref().is_some_and(there)
    };
    Ok(hall::decide::fields(subject).iter().filter(asked).copied().map(view).collect())
}

/// How many fields changed.
pub(crate) fn changed(fields: &[FieldView]) -> usize {
    fields.iter().filter(|field| field.changed).count()
}

fn object(proposal: &str) -> Result<Map<String, Value>, Refusal> {
    Ok(serde_json::from_str(proposal)?)
}

fn shown(page: &Page, name: &str, proposal: &Map<String, Value>) -> Shown {
    let text = |name: &str| proposal.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let list = |name: &str| -> Vec<String> {
        let values = proposal.get(name).and_then(Value::as_array).into_iter().flatten();
        values.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let found = match name {
        "licence" | "logo" | "cover" => Shown::Picture(text(name)),
        "pictures" => Shown::Pictures(list(name)),
        "tags" | "industries" => Shown::Words(list(name)),
        "park_kind" => Shown::ParkKind(text(name)),
        "district" => Shown::Region(text(name)),
        "area" => proposal.get(name).and_then(Value::as_f64).map_or(Shown::Empty, Shown::Area),
        "body" => Shown::Markup(hall::news::markup::clean(&text(name)).unwrap_or_default()),
        "publish_at" => Shown::Text(moment(page, &text(name))),
        "kind" => Shown::ProviderKind(text(name)),
        "mode" => Shown::Mode(text(name)),
        "country" => {
            let code = text(name);
            let known = gazetteer::country(&code).map(|country| country.name(page.locale().tag()).to_owned());
            Shown::Text(known.unwrap_or(code))
        }
        "city" => Shown::Text(city(page.locale(), proposal, &text("city"), &text("city_en"))),
        _ => Shown::Text(text(name)),
    };
    match &found {
        Shown::Text(text)
        | Shown::Picture(text)
        | Shown::Markup(text)
        | Shown::ParkKind(text)
        | Shown::Region(text)
            if text.is_empty() =>
        {
            Shown::Empty
        }
        Shown::Pictures(list) | Shown::Words(list) if list.is_empty() => Shown::Empty,
        _ => found,
    }
}

/// For when something was put on, in the zone's time; what was not is published at once.
fn moment(page: &Page, at: &str) -> String {
    let at: Option<Instant> = at.parse().ok();
    let local =
        |at: Instant| at.with_timezone(&page.desk().zone.timezone).format("%Y-%m-%d %H:%M").to_string();
    at.map_or_else(|| page.text("news-at-once", &Value::Null), local)
}

/// A city with both its names and its place, so that whoever reviews sees when any of them moved (F09, F10).
fn city(locale: Locale, proposal: &Map<String, Value>, chinese: &str, english: &str) -> String {
    let degrees = |name: &str| proposal.get(name).and_then(Value::as_f64);
    let (first, second) = if locale == Locale::Zh { (chinese, english) } else { (english, chinese) };
    let names = if first == second { first.to_owned() } else { format!("{first} · {second}") };
    match (degrees("latitude"), degrees("longitude")) {
        (Some(latitude), Some(longitude)) => format!("{names} ({latitude:.4}, {longitude:.4})"),
        _ => names,
    }
}
