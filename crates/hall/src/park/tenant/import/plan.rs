//! What a file would do to a register, row by row. Pure: the same rows over the same register give the same plan.

use crate::Refusal;
use crate::enterprise::Uscc;
use crate::kernel::{FieldError, Outcome};
use crate::park::tenant::model::Model;
use crate::park::tenant::{Entered, State, TenantForm};
use chrono::NaiveDate;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;

/// A row as it was read.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// Its number in the file.
    pub row: u32,
    /// What stands in it. An empty state leaves that of a known tenant; a new one is in the park.
    pub form: TenantForm,
    /// Whether the file has 备注 at all; where it has none, those of a known tenant stay.
    pub has_remarks: bool,
    /// What could not be read.
    pub unread: Vec<FieldError>,
}

/// What a row would do.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// A tenant that the register has not.
    New(Entered),
    /// A known tenant with other values.
    Changed {
        /// As it is.
        before: Box<Model>,
        /// As it would be.
        after: Entered,
    },
    /// A known tenant as it is.
    Unchanged(Box<Model>),
    /// Nothing: it breaks rules.
    Wrong(Vec<FieldError>),
}

/// A row and what it would do.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// Its number in the file.
    pub row: u32,
    /// What it would do.
    pub verdict: Verdict,
    /// Whether its credit code's check fails though the zone takes it (Q4).
    pub doubtful: bool,
}

/// What a file would do.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Its rows in order.
    pub rows: Vec<Judged>,
    /// SHA-256 of what the rows say, in whatever order and under whatever file name.
    pub digest: String,
    /// SHA-256 of what would be done to which version of what: whoever confirms says which plan was seen.
    pub seal: String,
}

impl Plan {
    /// How many rows are new, changed, unchanged, wrong.
    #[must_use]
    pub fn counts(&self) -> [usize; 4] {
        let mut counts = [0; 4];
        for row in &self.rows {
            counts[match row.verdict {
                Verdict::New(_) => 0,
                Verdict::Changed { .. } => 1,
                Verdict::Unchanged(_) => 2,
                Verdict::Wrong(_) => 3,
            }] += 1;
        }
        counts
    }
}

/// The code a row names, as the register writes it.
pub(super) fn code(typed: &Typed) -> Option<String> {
    Uscc::read(&typed.form.uscc).ok().map(|code| code.to_string())
}

/// Plans `rows` over the tenants that are `known` by their codes.
///
/// # Errors
/// Never in earnest: a value that cannot be written as JSON.
pub fn plan(
    known: &HashMap<String, Model>,
    rows: Vec<Typed>,
    today: NaiveDate,
    strict: bool,
) -> Outcome<Plan> {
    let codes: Vec<Option<String>> = rows.iter().map(code).collect();
    let mut places: HashMap<&str, Vec<u32>> = HashMap::new();
    for (typed, code) in rows.iter().zip(&codes) {
        if let Some(code) = code {
            places.entry(code).or_default().push(typed.row);
        }
    }
    let (mut judged, mut said) = (Vec::with_capacity(rows.len()), Vec::with_capacity(rows.len()));
    for (typed, code) in rows.iter().zip(&codes) {
        said.push(serde_json::to_string(&(code, &typed.form, typed.has_remarks))?);
        let before = code.as_ref().and_then(|code| known.get(code));
        let other = code
            .as_deref()
            .and_then(|code| places.get(code)?.iter().copied().find(|other| *other != typed.row));
        let doubtful =
            code.as_deref().is_some_and(|code| !Uscc::read(code).is_ok_and(|code| code.is_sound()));
        judged.push(Judged { row: typed.row, verdict: judge(typed, before, other, today, strict), doubtful });
    }
    said.sort_unstable();
    let digest = hash(said.iter().map(String::as_str));
    let seal = hash(judged.iter().map(mark).chain([digest.clone()]));
    Ok(Plan { rows: judged, digest, seal })
}

fn judge(
    typed: &Typed,
    before: Option<&Model>,
    other: Option<u32>,
    today: NaiveDate,
    strict: bool,
) -> Verdict {
    let mut form = typed.form.clone();
    if form.state.is_empty() {
        form.state = before.map_or(State::Present.word(), |row| row.state.as_str()).to_owned();
    }
    if let (false, Some(before)) = (typed.has_remarks, before) {
        form.remarks.clone_from(&before.remarks);
    }
    let mut wrong = typed.unread.clone();
    let entered = match form.check(today, strict) {
        Ok(entered) => Some(entered),
        Err(Refusal::Invalid(errors)) => {
            // What could not be read is empty here, and is said already.
            let unread = |error: &FieldError| typed.unread.iter().any(|said| said.field == error.field);
            wrong.extend(errors.into_iter().filter(|error| !unread(error)));
            None
        }
        Err(_) => None,
    };
    if let Some(other) = other {
        wrong.push(FieldError::with("uscc", "tenant-import-twice", json!({ "row": other })));
    }
    match (entered, before) {
        (Some(after), Some(before)) if wrong.is_empty() => {
            if after.clone().onto(before.clone()) == *before {
                Verdict::Unchanged(Box::new(before.clone()))
            } else {
                Verdict::Changed { before: Box::new(before.clone()), after }
            }
        }
        (Some(after), None) if wrong.is_empty() => Verdict::New(after),
        _ => Verdict::Wrong(wrong),
    }
}

fn mark(row: &Judged) -> String {
    match &row.verdict {
        Verdict::New(_) => format!("{} new", row.row),
        Verdict::Changed { before, .. } => format!("{} changes {} {}", row.row, before.id, before.version),
        Verdict::Unchanged(before) => format!("{} keeps {} {}", row.row, before.id, before.version),
        Verdict::Wrong(_) => format!("{} wrong", row.row),
    }
}

fn hash<T: AsRef<str>>(lines: impl Iterator<Item = T>) -> String {
    let mut sum = Sha256::new();
    for line in lines {
        sum.update(line.as_ref());
        sum.update(b"\n");
    }
    hex::encode(sum.finalize())
}
