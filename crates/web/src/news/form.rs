//! Reading the news form: texts, the cover, the body with its pictures. Pictures are stored as they arrive, so that a form
//! that must be corrected keeps them; what is never submitted is tidied away.

use crate::page::{Form, Page};
use frame::submission::Upload;
use hall::file::{self, Slot};
use hall::kernel::Uuid;
use hall::news::{Draft, markup};
use hall::{FieldError, Refusal};

/// What was typed and sent.
pub(super) struct Typed {
    /// The form's values; files that could be used are in it.
    pub draft: Draft,
    /// Why some files could not.
    pub errors: Vec<FieldError>,
}

/// Reads the form and stores what came with it.
///
/// # Errors
/// When a file could not be stored for a reason that is not its own.
pub(super) async fn read(page: &Page, form: &Form) -> Result<Typed, Refusal> {
    let mut errors = Vec::new();
    let mut cover = form.parsed("cover_file");
    if let Some(upload) = form.upload("cover") {
        cover = store(page, Slot::News, upload, &mut errors).await?.or(cover);
    }
    let mut body = body(form);
    let most = Slot::NewsBody.policy().max_count;
    let room = most.saturating_sub(markup::pictures(&body).len());
    let uploads: Vec<&Upload> = form.uploads("new_picture").collect();
    if uploads.len() > room {
        let args = serde_json::json!({ "limit": most, "count": most - room + uploads.len() });
        errors.push(FieldError::with("pictures", "news-pictures-too-many", args));
    }
    for upload in uploads.into_iter().take(room) {
        if let Some(file) = store(page, Slot::NewsBody, upload, &mut errors).await? {
            body.push_str(&markup::figure(file, ""));
        }
    }
    let draft = Draft {
        title: form.raw("title").to_owned(),
        summary: form.raw("summary").to_owned(),
        cover,
        body,
        publish_at: form.raw("publish_at").to_owned(),
    };
    Ok(Typed { draft, errors })
}

/// The body as HTML. The editor sends HTML; without it there is a plain text beside the HTML that it was made from, whose
/// unchanged paragraphs stay as they were.
fn body(form: &Form) -> String {
    let html = form.raw("html");
    if form.fields().iter().any(|(name, _)| name == "body") {
        markup::from_plain(form.raw("body"), &markup::clean(html).unwrap_or_default())
    } else {
        html.to_owned()
    }
}

/// Stores a picture; what is wrong with it is noted.
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
        if !(error.field == "cover" && errors.iter().any(|there| there.field == "cover")) {
            errors.push(error);
        }
    }
    errors
}
