//! Walking the chain.

use super::model::{BEGINNING, Column, Entity};
use crate::kernel::{Keys, Outcome};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// What a walk along the chain found.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Chain {
    /// Entries walked.
    pub entries: i64,
    /// The first number at which the chain does not hold, if any.
    pub broken_at: Option<i64>,
}

/// Walks the whole chain and recomputes every hash (safety A99).
///
/// # Errors
/// When the database fails.
pub async fn verify(db: &impl ConnectionTrait, keys: &Keys) -> Outcome<Chain> {
    let (mut seq, mut previous) = (0, BEGINNING.to_owned());
    loop {
        let entries =
            Entity::find().filter(Column::Seq.gt(seq)).order_by_asc(Column::Seq).limit(1_000).all(db).await?;
        if entries.is_empty() {
            return Ok(Chain { entries: seq, broken_at: None });
        }
        for entry in entries {
            let holds = entry.seq == seq + 1
                && entry.previous == previous
                && keys.matches("journal", &entry.sealed_bytes(), &entry.hash);
            if !holds {
                return Ok(Chain { entries: seq, broken_at: Some(seq + 1) });
            }
            seq = entry.seq;
            previous = entry.hash;
        }
    }
}
