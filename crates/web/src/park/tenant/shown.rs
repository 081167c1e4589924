//! A plan in the reader's words: what each row would do, and each wrong cell with its reason.

use super::columns::{KEYS, heading};
use super::read::Read;
use crate::page::Page;
use hall::FieldError;
use hall::park::tenant::TenantForm;
use hall::park::tenant::import::{Judged, Plan, Verdict};
use hall::park::tenant::model::Model;
use serde::Serialize;
use serde_json::Value;
use sheets::{Header, Remark};

/// Rows of each kind a page shows; the annotated copy has all that are wrong.
const MOST: usize = 100;

/// A wrong cell.
#[derive(Debug, Serialize)]
pub(super) struct Wrong {
    cell: String,
    heading: String,
    reason: String,
}

/// One field's way from a value to another.
#[derive(Debug, Serialize)]
struct Field {
    heading: String,
    before: String,
    after: String,
}

/// A tenant that would change.
#[derive(Debug, Serialize)]
struct Changed {
    row: u32,
    name: String,
    fields: Vec<Field>,
}

/// A new tenant.
#[derive(Debug, Serialize)]
struct New {
    row: u32,
    name: String,
    uscc: String,
}

/// A plan as a page shows it.
#[derive(Debug, Serialize)]
pub(super) struct Shown {
    new: usize,
    changed: usize,
    unchanged: usize,
    wrong: usize,
    rows: usize,
    doubtful: usize,
    cells: Vec<Wrong>,
    changes: Vec<Changed>,
    added: Vec<New>,
    ignored: Vec<String>,
    seal: String,
}

/// What is wrong with a row, cell by cell.
fn remarks(page: &Page, header: &Header, row: &Judged) -> Vec<(Option<u32>, &'static str, String)> {
    let Verdict::Wrong(errors) = &row.verdict else { return Vec::new() };
    let said = |error: &FieldError| {
        let key = KEYS.into_iter().find(|key| *key == error.field).unwrap_or_default();
        (header.columns.get(key).copied(), key, page.text(error.key, &error.args))
    };
    let mut remarks: Vec<_> = errors.iter().map(said).collect();
    remarks.sort_by_key(|(column, _, _)| *column);
    remarks
}

/// Every remark on a plan, for the annotated copy.
pub(super) fn annotated(page: &Page, read: &Read, plan: &Plan) -> Vec<Remark> {
    let of = |row: &Judged| {
        let remarks = remarks(page, &read.header, row).into_iter();
        let row = row.row;
        remarks
            .map(move |(column, key, reason)| (row, column, key, reason))
            .map(|(row, column, key, reason)| Remark {
                row,
                column,
                text: format!("{}{}{reason}", heading(page, key), page.text("colon", &Value::Null)),
            })
            .collect::<Vec<_>>()
    };
    plan.rows.iter().flat_map(of).collect()
}

/// A plan as the page of its import shows it.
pub(super) fn shown(page: &Page, read: &Read, plan: &Plan) -> Shown {
    let [new, changed, unchanged, wrong] = plan.counts();
    let mut shown = Shown {
        new,
        changed,
        unchanged,
        wrong,
        rows: plan.rows.len(),
        doubtful: plan.rows.iter().filter(|row| row.doubtful).count(),
        cells: Vec::new(),
        changes: Vec::new(),
        added: Vec::new(),
        ignored: read.header.unknown.iter().map(|(cell, heading)| format!("{cell} {heading}")).collect(),
        seal: plan.seal.clone(),
    };
    for row in &plan.rows {
        match &row.verdict {
            Verdict::New(entered) if shown.added.len() < MOST => {
                shown.added.push(New { row: row.row, name: entered.name.clone(), uscc: entered.uscc.clone() })
            }
            Verdict::Changed { before, after } if shown.changes.len() < MOST => {
                let after = serde_json::to_value(after).unwrap_or_default();
                shown.changes.push(Changed {
                    row: row.row,
                    name: before.name.clone(),
                    fields: fields(page, before, &after),
                });
            }
            Verdict::Wrong(_) if shown.cells.len() < MOST => {
                for (column, key, reason) in remarks(page, &read.header, row) {
                    let cell = column.map_or_else(
                        || row.row.to_string(),
                        |c| sheets::Address::new(row.row, c).to_string(),
                    );
                    shown.cells.push(Wrong { cell, heading: heading(page, key), reason });
                }
            }
            _ => {}
        }
    }
    shown
}

fn fields(page: &Page, before: &Model, after: &Value) -> Vec<Field> {
    let before = serde_json::to_value(TenantForm::from(before)).unwrap_or_default();
    let words = |key: &str, side: &Value| {
        let text = side.get(key).and_then(Value::as_str).unwrap_or_default();
        match key {
            "state" => page.text(&format!("tenant-state-{text}"), &Value::Null),
            _ => text.to_owned(),
        }
    };
    let differs = |key: &&&str| before.get(**key) != after.get(**key);
    let field = |key: &&str| Field {
        heading: heading(page, key),
        before: words(key, &before),
        after: words(key, after),
    };
    KEYS.iter().filter(differs).map(field).collect()
}
