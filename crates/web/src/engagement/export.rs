//! Bookings as a workbook, in the reader's language.

use crate::page::{Answer, Page};
use chrono::NaiveDateTime;
use hall::Refusal;
use hall::engagement::find::Line;
use hall::kernel::Instant;
use serde_json::Value;
use sheets::{Cell, Column, Kind, Table, XLSX};

/// The provider's list, one row a booking.
pub(super) fn workbook(page: &Page, lines: Vec<Line>) -> Answer {
    let zone = page.desk().zone.timezone;
    let local = |instant: Instant| -> NaiveDateTime { instant.with_timezone(&zone).naive_local() };
    let moment =
        |instant: Option<Instant>| instant.map_or(Cell::Empty, |instant| Cell::Moment(local(instant)));
    let text = |key: &str| page.text(key, &Value::Null);
    let columns = [
        ("booking-number", Kind::Text),
        ("booking-state", Kind::Text),
        ("booking-product", Kind::Text),
        ("booking-enterprise", Kind::Text),
        ("booking-cargo", Kind::Text),
        ("booking-quantity", Kind::Text),
        ("booking-weight", Kind::Number),
        ("booking-volume", Kind::Number),
        ("booking-ready-on", Kind::Date),
        ("booking-origin", Kind::Text),
        ("booking-remarks", Kind::Text),
        ("booking-contact-name", Kind::Text),
        ("booking-contact-phone", Kind::Text),
        ("booking-made-at", Kind::Moment),
        ("booking-due-at", Kind::Moment),
        ("booking-answered-at", Kind::Moment),
        ("booking-reply-label", Kind::Text),
    ];
    let rows = lines.into_iter().map(|line| {
        let (head, asked) = (line.engagement, line.booking);
        let number = |value: Option<f64>| value.map_or(Cell::Empty, Cell::Number);
        vec![
            Cell::from(head.number),
            Cell::from(text(&format!("booking-stage-{}", line.stage.word()))),
            Cell::from(head.title),
            Cell::from(line.enterprise),
            Cell::from(asked.cargo),
            Cell::from(asked.quantity),
            number(asked.weight_kg),
            number(asked.volume_m3),
            asked.ready_on.parse().map_or(Cell::Empty, Cell::Date),
            Cell::from(asked.origin),
            Cell::from(asked.remarks),
            Cell::from(asked.contact_name),
            Cell::from(asked.contact_phone),
            moment(Some(head.created_at)),
            moment(Some(head.due_at)),
            moment(head.answered_at),
            Cell::maybe(line.answer.map(|post| post.body)),
        ]
    });
    let title = text("booking");
    let columns = columns.into_iter().map(|(key, kind)| Column::new(text(key), kind)).collect();
    let now = page.desk().now();
    let table = Table { title: title.clone(), columns, rows };
    let bytes = table.to_xlsx(now.naive_utc()).map_err(|error| Refusal::Broken(error.to_string()))?;
    Ok(page.download(&format!("{title}-{}.xlsx", page.desk().zone.day(now)), XLSX, bytes))
}
