//! Pictures of a form in an order of their own.

use super::Slot;
use crate::kernel::{FieldError, Fields, Uuid};
use serde_json::json;

/// The pictures of a slot in the order they were sent in, each once; more than the slot holds are a broken rule of the form.
pub fn arranged(fields: &mut Fields, slot: Slot, sent: &[Uuid]) -> Vec<Uuid> {
    let mut pictures = Vec::new();
    for picture in sent {
        if !pictures.contains(picture) {
            pictures.push(*picture);
        }
    }
    let limit = slot.policy().max_count;
    if pictures.len() > limit {
        let args = json!({ "limit": limit, "count": pictures.len() });
        fields.add(FieldError::with(slot.field(), "product-pictures-too-many", args));
    }
    pictures
}
