//! Reading the product form: texts, the cover, the detail pictures in their order. Pictures are stored as they arrive, so
//! that a form that must be corrected keeps them; what is never submitted is tidied away.

use crate::page::{Form, Page};
use frame::submission::Upload;
use hall::file::{self, Slot};
use hall::kernel::Uuid;
use hall::offering::Draft;
use hall::{FieldError, Refusal};
use std::collections::HashMap;

/// What was typed and sent.
pub(super) struct Typed {
    /// The form's values; files that could be used are in it.
    pub draft: Draft,
    /// Why some files could not.
    pub errors: Vec<FieldError>,
    /// Whether a button asked only for another order of the pictures.
    pub arranging: bool,
}

/// Reads the form and stores what came with it.
///
/// # Errors
/// When a file could not be stored for a reason that is not its own.
pub(super) async fn read(page: &Page, form: &Form) -> Result<Typed, Refusal> {
    let text = |name: &str| form.raw(name).to_owned();
    let mut errors = Vec::new();
    let mut cover = form.parsed("cover_file");
    if let Some(upload) = form.upload("cover") {
        cover = store(page, Slot::Cover, upload, &mut errors).await?.or(cover);
    }
    let (mut pictures, arranging) = pictures(page, form, &mut errors).await?;
    if let Some((verb, which)) = form.text("do").split_once(':').filter(|_| arranging) {
        arrange(&mut pictures, verb, which);
    }
    let draft = Draft {
        title: text("title"),
        summary: text("summary"),
        cover,
        pictures: pictures.into_iter().map(|(_, id)| id).collect(),
        mode: text("mode"),
        country: text("country"),
        city: text("city"),
        city_id: text("city_id"),
        near: text("near"),
        tags: form.raw("tags").split([',', '，', '、', '\n']).map(str::to_owned).collect(),
    };
    Ok(Typed { draft, errors, arranging })
}

/// The detail pictures in order, each with the word its buttons use: an id, or `new:2` for the third new file. New
/// files that the order does not name come last.
async fn pictures(
    page: &Page,
    form: &Form,
    errors: &mut Vec<FieldError>,
) -> Result<(Vec<(String, Uuid)>, bool), Refusal> {
    let limit = Slot::Detail.policy().max_count;
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
        if let Some(id) = store(page, Slot::Detail, upload, errors).await? {
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
    let arranging = ["up:", "down:", "remove:"].iter().any(|verb| form.text("do").starts_with(verb));
    Ok((pictures, arranging))
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

async fn store(
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

/// Everything that must change: what was wrong with files, and what the form's rules say besides.
pub(super) fn together(mut errors: Vec<FieldError>, more: Vec<FieldError>) -> Vec<FieldError> {
    for error in more {
        // "Please upload a cover" helps nobody whose cover was just refused for a reason of its own.
        let said = errors.iter().any(|there| there.field == error.field);
        if !(said && matches!(error.field.as_str(), "cover" | "pictures")) {
            errors.push(error);
        }
    }
    errors
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
