//! 导出 (E09): exactly the filtered rows, on all pages of the list. Rows are read piece by piece and written as they come, so that a
//! register of any length takes little memory.

use super::columns::{KEYS, heading};
use super::filter::Asked;
use super::scope;
use crate::page::{Answer, Page};
use axum::extract::Query;
use chrono::NaiveDate;
use hall::Refusal;
use hall::park::tenant::find;
use hall::park::tenant::model::Model;
use serde_json::Value;
use sheets::{Cell, Column, Kind, Table, XLSX};
use tokio::sync::mpsc;

/// Rows read at once.
const PIECE: u64 = 1_000;

pub(super) async fn workbook(page: Page, Query(asked): Query<Asked>) -> Answer {
    let (scope, filter, now) = (scope(&page)?, asked.filter(), page.desk().now());
    let text = |key: &str| page.text(key, &Value::Null);
    let title = text("tenants");
    let kind = |key: &str| if key == "entered_on" { Kind::Date } else { Kind::Text };
    let columns = KEYS.iter().map(|key| Column::new(heading(&page, key), kind(key))).collect();
    let states = [text("tenant-state-present"), text("tenant-state-left")];
    let (pieces, mut waiting) = mpsc::channel::<Vec<Model>>(1);
    let rows = std::iter::from_fn(move || waiting.blocking_recv()).flatten();
    let rows = rows.map(move |row| cells(row, &states));
    let table = Table { title: title.clone(), columns, rows };
    let written = tokio::task::spawn_blocking(move || table.to_xlsx(now.naive_utc()));
    let mut after = None;
    loop {
        let piece = find::batch(page.desk().db(), &scope, &filter, after, PIECE).await?;
        let Some(last) = piece.last() else { break };
        after = Some((last.created_at, last.id));
        let is_last = (piece.len() as u64) < PIECE;
        // Whoever writes has ended before its time only with an error, which is told below.
        if pieces.send(piece).await.is_err() || is_last {
            break;
        }
    }
    drop(pieces);
    let broken = |error: &dyn std::fmt::Display| Refusal::Broken(error.to_string());
    let bytes = written.await.map_err(|error| broken(&error))?.map_err(|error| broken(&error))?;
    Ok(page.download(&format!("{title}-{}.xlsx", page.desk().zone.day(now)), XLSX, bytes))
}

fn cells(row: Model, [present, left]: &[String; 2]) -> Vec<Cell> {
    let day = NaiveDate::parse_from_str(&row.entered_on, "%Y-%m-%d");
    let state = if row.state == "left" { left } else { present };
    vec![
        Cell::from(row.name),
        Cell::from(row.uscc),
        Cell::from(row.contact_name),
        Cell::from(row.contact_phone),
        day.map_or(Cell::Empty, Cell::Date),
        Cell::from(row.business),
        Cell::from(state.as_str()),
        Cell::from(row.remarks),
    ]
}
