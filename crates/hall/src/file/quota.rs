//! How much an enterprise may keep (safety A45).

use super::Slot;
use super::model::{Column, Entity};
use crate::kernel::{FieldError, Outcome, Refusal, Uuid};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

/// Files an enterprise may keep: a provider with a hundred products of eleven pictures has room to change each.
pub const QUOTA_FILES: i64 = 2_000;

/// Bytes an enterprise may keep: 1 GiB.
pub const QUOTA_BYTES: i64 = 1 << 30;

/// # Errors
/// `Invalid` at the slot's field when the enterprise has no room for `more` bytes.
pub(super) async fn has_room(
    db: &impl ConnectionTrait,
    enterprise: Uuid,
    slot: Slot,
    more: i64,
) -> Outcome<()> {
    let sizes: Vec<i64> = Entity::find()
        .select_only()
        .column(Column::Bytes)
        .filter(Column::EnterpriseId.eq(enterprise))
        .into_tuple()
        .all(db)
        .await?;
    let (files, bytes) = (sizes.len() as i64, sizes.iter().sum::<i64>());
    if files < QUOTA_FILES && bytes + more <= QUOTA_BYTES {
        return Ok(());
    }
    let args = serde_json::json!({ "files": QUOTA_FILES, "megabytes": QUOTA_BYTES >> 20 });
    Err(Refusal::Invalid(vec![FieldError::with(slot.field(), "file-quota", args)]))
}
