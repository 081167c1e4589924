//! Whether rows and store agree (`tradehall verify`).

use super::model::{Column, Entity};
use crate::kernel::{Desk, Outcome, Refusal, Uuid};
use gateways::store::Key;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use sha2::{Digest as _, Sha256};
use std::collections::HashSet;

/// What a look at every file found.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Report {
    /// Rows looked at.
    pub files: usize,
    /// Rows whose bytes are gone.
    pub missing: Vec<Uuid>,
    /// Rows whose bytes are not those that were stored.
    pub changed: Vec<Uuid>,
    /// Bytes in the store that no row knows; tidied away after some days.
    pub loose: usize,
}

impl Report {
    /// Whether every row has its bytes.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.missing.is_empty() && self.changed.is_empty()
    }
}

/// Reads every file and compares it with its row.
///
/// # Errors
/// When the database or the store does not answer.
pub async fn verify(desk: &Desk) -> Outcome<Report> {
    let away = |error: gateways::GatewayError| {
        tracing::error!(%error, "the file store could not be read");
        Refusal::Unavailable("file-store-away")
    };
    let mut loose: HashSet<Uuid> =
        desk.store.list("").await.map_err(away)?.into_iter().map(Key::id).collect();
    let mut report = Report::default();
    let mut last = Uuid::nil();
    loop {
        let rows = Entity::find()
            .filter(Column::Id.gt(last))
            .order_by_asc(Column::Id)
            .limit(200)
            .all(desk.db())
            .await?;
        let Some(end) = rows.last() else { break };
        last = end.id;
        for row in &rows {
            report.files += 1;
            loose.remove(&row.id);
            match desk.store.get(&Key::of(row.id)).await.map_err(away)? {
                None => report.missing.push(row.id),
                Some(bytes) if hex::encode(Sha256::digest(&bytes)) != row.sha256 => {
                    report.changed.push(row.id)
                }
                Some(_) => {}
            }
        }
    }
    report.loose = loose.len();
    Ok(report)
}
