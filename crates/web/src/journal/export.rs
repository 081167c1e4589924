//! Exactly the filtered rows as CSV or workbook.

use super::asked::Asked;
use super::{again, words};
use crate::page::{Answer, Form, Page};
use crate::refused::Refused;
use hall::Refusal;
use hall::journal::audit;
use sheets::{Cell, Column, Kind, Table};

/// Longest text of one cell, in characters: what a workbook holds.
const LONGEST: usize = 32_000;

pub(super) async fn export(page: Page, form: Form) -> Answer {
    let asked = Asked::of(&form);
    let query = match asked.read(&page).await? {
        Ok(query) => query,
        Err(errors) => return again(&page, &asked, &errors).await,
    };
    let workbook = form.text("form") == "xlsx";
    let work = page.desk().begin(page.actor()).await?;
    let rows = match audit::export(&work, &query, if workbook { "xlsx" } else { "csv" }).await {
        Ok(rows) => rows,
        Err(Refusal::Invalid(errors)) => {
            drop(work);
            return again(&page, &asked, &errors).await;
        }
        Err(refusal) => return Err(Refused(refusal)),
    };
    work.keep().await?;
    let firms = words::firms(&page, &rows).await?;
    let zone = page.desk().zone.timezone;
    let cells = |entry: hall::journal::model::Model| {
        let at = entry.at.with_timezone(&zone).naive_local();
        let row = words::row(&page, &firms, entry);
        let changes: Vec<String> = row
            .changes
            .iter()
            .map(|told| {
                let side = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".to_owned());
                format!("{}: {} → {}", told.field, side(&told.before), side(&told.after))
            })
            .collect();
        vec![
            Cell::Integer(row.seq),
            Cell::Moment(at),
            row.actor.into(),
            Cell::maybe(row.address),
            row.action.into(),
            row.kind_word.into(),
            row.subject.into(),
            Cell::maybe(row.enterprise),
            changes.join("\n").chars().take(LONGEST).collect::<String>().into(),
            row.hash.into(),
        ]
    };
    let heading = |key: &str| page.text(key, &serde_json::Value::Null);
    let column = |key: &str, kind| Column::new(heading(key), kind);
    let columns = vec![
        column("journal-seq", Kind::Number),
        column("journal-at", Kind::Moment),
        column("journal-actor", Kind::Text),
        column("journal-address", Kind::Text),
        column("journal-action", Kind::Text),
        column("journal-kind", Kind::Text),
        column("journal-subject", Kind::Text),
        column("journal-enterprise", Kind::Text),
        column("journal-changes", Kind::Text),
        column("journal-hash", Kind::Text),
    ];
    let title = heading("journal");
    let table = Table { title: title.clone(), columns, rows: rows.into_iter().map(cells) };
    let now = page.desk().now();
    let local = now.with_timezone(&zone);
    let broken = |error: sheets::Unwritable| Refused(Refusal::Broken(error.to_string()));
    let name = format!("{title}-{}", local.format("%Y%m%d-%H%M"));
    if workbook {
        let bytes = table.to_xlsx(now.naive_utc()).map_err(broken)?;
        Ok(page.download(&format!("{name}.xlsx"), sheets::XLSX, bytes))
    } else {
        Ok(page.download(&format!("{name}.csv"), sheets::CSV, table.to_csv().map_err(broken)?))
    }
}
