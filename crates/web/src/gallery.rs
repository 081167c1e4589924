//! Pictures in an order of their own, as forms send them: those that were there, new ones, and buttons that move them.
//! Pictures are stored as they arrive, so that a form that must be corrected keeps them; what is never submitted is tidied
//! away.

use crate::page::{Form, Page};
use frame::submission::Upload;
use hall::file::{self, Slot};
use hall::kernel::Uuid;
use hall::{FieldError, Refusal};
use std::collections::HashMap;

/// The pictures of a form.
pub(crate) struct Gallery {
    /// The pictures in order.
    pub pictures: Vec<Uuid>,
    /// Whether a button asked only for another order.
    pub arranging: bool,
}

/// Reads the pictures of a slot and stores the new ones; those that cannot be used say why in `errors`. New files that the
/// order does not name come last.
///
/// # Errors
/// When a file could not be stored for a reason that is not its own.
pub(crate) async fn read(
    page: &Page,
    form: &Form,
    slot: Slot,
    errors: &mut Vec<FieldError>,
) -> Result<Gallery, Refusal> {
    let limit = slot.policy().max_count;
    let named: Vec<&str> = form.all("picture").collect();
    let room = limit.saturating_sub(named.iter().filter(|word| !word.starts_with("new:")).count());
    let mut fresh: HashMap<String, Uuid> = HashMap::new();
    let mut last = Vec::new();
    let uploads: Vec<&Upload> = form.uploads("new_picture").collect();
    if uploads.len() > room {
        let args = serde_json::json!({ "limit": limit, "count": limit - room + uploads.len() });
        errors.push(FieldError::with("pictures", "product-pictures-too-many", args));
    }
    for (at, upload) in uploads.into_iter().enumerate().take(room) {
        if let Some(id) = store(page, slot, upload, errors).await? {
            let word = format!("new:{at}");
            if !named.contains(&word.as_str()) {
                last.push((id.to_string(), id));
            }
            fresh.insert(word, id);
        }
    }
    let known = |word: &str| Some((word.to_owned(), fresh.get(word).copied().or_else(|| word.parse().ok())?));
    let mut pictures: Vec<(String, Uuid)> = named.into_iter().filter_map(known).collect();
    pictures.extend(last);
    let asked = form.text("do").split_once(':').filter(|(verb, _)| ["up", "down", "remove"].contains(verb));
    if let Some((verb, which)) = asked {
        arrange(&mut pictures, verb, which);
    }
    let pictures = pictures.into_iter().map(|(_, id)| id).collect();
    Ok(Gallery { pictures, arranging: asked.is_some() })
}

/// Moves one picture a place up or down, or takes it out.
fn arrange(pictures: &mut Vec<(String, Uuid)>, verb: &str, which: &str) {
    let Some(at) = pictures.iter().position(|(word, _)| word == which) else { return };
    match verb {
        "up" if at > 0 => pictures.swap(at, at - 1),
        "down" if at + 1 < pictures.len() => pictures.swap(at, at + 1),
        "remove" => drop(pictures.remove(at)),
        _ => {}
    }
}

/// Stores one picture; one that cannot be used says why in `errors`.
///
/// # Errors
/// As [`read`].
pub(crate) async fn store(
    page: &Page,
    slot: Slot,
    upload: &Upload,
    errors: &mut Vec<FieldError>,
) -> Result<Option<Uuid>, Refusal> {
    match file::store(page.desk(), page.actor(), slot, &upload.name, upload.bytes.to_vec()).await {
        Ok(id) => Ok(Some(id)),
        Err(Refusal::Invalid(found)) => {
            errors.extend(found);
            Ok(None)
        }
        Err(other) => Err(other),
    }
}

/// One picture of a slot: the new one, or the one that was there.
///
/// # Errors
/// As [`read`].
pub(crate) async fn single(
    page: &Page,
    form: &Form,
    slot: Slot,
    errors: &mut Vec<FieldError>,
) -> Result<Option<Uuid>, Refusal> {
    let there = form.parsed::<Uuid>(&format!("{}_file", slot.field()));
    match form.upload(slot.field()) {
        Some(upload) => Ok(store(page, slot, upload, errors).await?.or(there)),
        None => Ok(there),
    }
}

/// Everything that must change: what was wrong with files, and what the form's rules say besides. "Please upload a cover"
/// helps nobody whose cover was just refused for a reason of its own.
pub(crate) fn together(mut files: Vec<FieldError>, rules: Vec<FieldError>) -> Vec<FieldError> {
    let named: Vec<String> = files.iter().map(|error| error.field.clone()).collect();
    files.extend(rules.into_iter().filter(|error| !named.contains(&error.field)));
    files
}

/// What a page shows of pictures that are there: their ids and names.
///
/// # Errors
/// When the database fails.
pub(crate) async fn shown(
    page: &Page,
    slot: Slot,
    pictures: &[Uuid],
) -> Result<Vec<serde_json::Value>, Refusal> {
    let owned = file::owned(page.desk().db(), page.enterprise()?.id, slot, pictures).await?;
    Ok(owned.iter().map(|file| serde_json::json!({ "id": file.id, "name": file.original_name })).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f05_buttons_move_pictures_by_one_place() {
        let id = Uuid::from_u128;
        let mut all = vec![("a".to_owned(), id(1)), ("b".to_owned(), id(2)), ("c".to_owned(), id(3))];
        let mut turned = |verb: &str, which: &str| {
            arrange(&mut all, verb, which);
            all.iter().map(|(word, _)| word.as_str()).collect::<String>()
        };
        assert_eq!(turned("up", "c"), "acb");
        assert_eq!(turned("up", "a"), "acb");
        assert_eq!(turned("down", "b"), "acb");
        assert_eq!(turned("down", "a"), "cab");
        assert_eq!(turned("remove", "a"), "cb");
        assert_eq!(turned("remove", "nobody"), "cb");
    }
}
