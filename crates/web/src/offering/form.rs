//! Reading the product form: texts, the cover, the detail pictures in their order.

use crate::gallery;
use crate::page::{Form, Page};
use hall::file::Slot;
use hall::offering::Draft;
use hall::{FieldError, Refusal};

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
    let cover = gallery::single(page, form, Slot::Cover, &mut errors).await?;
    let details = gallery::read(page, form, Slot::Detail, &mut errors).await?;
    let draft = Draft {
        title: text("title"),
        summary: text("summary"),
        cover,
        pictures: details.pictures,
        mode: text("mode"),
        country: text("country"),
        city: text("city"),
        city_id: text("city_id"),
        near: text("near"),
        tags: form.tags("tags"),
    };
    Ok(Typed { draft, errors, arranging: details.arranging })
}
