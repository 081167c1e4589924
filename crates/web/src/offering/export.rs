//! 导出: the filtered products as a workbook, in the reader's language.

use super::cards::{city_name, country_name};
use super::provider::Asked;
use crate::page::{Answer, Page};
use axum::extract::Query;
use hall::Refusal;
use hall::kernel::Instant;
use hall::offering::find::own;
use serde_json::Value;
use sheets::{Cell, Column, Kind, Table, XLSX};

/// Most rows of an export: more than a provider has products.
const MOST: u64 = 20_000;

/// Exactly the rows of the list, on all its pages.
pub(super) async fn workbook(page: Page, Query(asked): Query<Asked>) -> Answer {
    let found = own::all(page.desk().db(), page.provider()?.id, &asked.filter(), MOST + 1).await?;
    if found.len() as u64 > MOST {
        return Err(Refusal::OutOfTurn("export-too-many").into());
    }
    let zone = page.desk().zone.timezone;
    let moment = |at: Instant| Cell::Moment(at.with_timezone(&zone).naive_local());
    let text = |key: &str| page.text(key, &Value::Null);
    let columns = [
        ("product-title", Kind::Text),
        ("product-summary", Kind::Text),
        ("product-mode", Kind::Text),
        ("product-country", Kind::Text),
        ("product-city", Kind::Text),
        ("product-latitude", Kind::Number),
        ("product-longitude", Kind::Number),
        ("product-tags", Kind::Text),
        ("product-standing", Kind::Text),
        ("product-shelf", Kind::Text),
        ("product-pinned", Kind::Text),
        ("product-created-at", Kind::Moment),
    ];
    let rows = found.into_iter().map(|kept| {
        let own::Kept { header, standing, proposal, .. } = kept;
        let shelf = match (header.published_at, header.on_shelf) {
            (None, _) => String::new(),
            (Some(_), true) => text("shelf-on"),
            (Some(_), false) => text("shelf-off"),
        };
        vec![
            Cell::from(proposal.title),
            Cell::from(proposal.summary),
            Cell::from(text(&format!("mode-{}", proposal.mode.word()))),
            Cell::from(country_name(&page, &proposal.country)),
            Cell::from(city_name(&page, &proposal.city, &proposal.city_en)),
            Cell::Number(proposal.latitude),
            Cell::Number(proposal.longitude),
            Cell::from(proposal.tags.join("、")),
            Cell::from(text(&format!("standing-{}", standing.word()))),
            Cell::from(shelf),
            Cell::from(text(if header.pinned_at.is_some() { "yes" } else { "no" })),
            moment(header.created_at),
        ]
    });
    let title = text("products");
    let columns = columns.into_iter().map(|(key, kind)| Column::new(text(key), kind)).collect();
    let table = Table { title: title.clone(), columns, rows };
    let now = page.desk().now();
    let bytes = table.to_xlsx(now.naive_utc()).map_err(|error| Refusal::Broken(error.to_string()))?;
    Ok(page.download(&format!("{title}-{}.xlsx", page.desk().zone.day(now)), XLSX, bytes))
}
