//! The form of 完善服务商信息 as it arrives: texts, and pictures that are taken in at once so that a mistake
//! elsewhere in the form does not make anybody choose them again.

use crate::gallery;
use crate::page::{Form, Page};
use hall::file::Slot;
use hall::provider::{Draft, ParkDraft};
use hall::{FieldError, Refusal};

/// What arrived.
pub(super) struct Arrived {
    /// The form's values; pictures that could be used are in it.
    pub(super) draft: Draft,
    /// Why some pictures could not.
    pub(super) errors: Vec<FieldError>,
    /// Whether a button asked only for another order of the pictures.
    pub(super) arranging: bool,
}

/// Reads the form and takes in its pictures.
pub(super) async fn read(page: &Page, form: &Form) -> Result<Arrived, Refusal> {
    let text = |name: &str| form.text(name).to_owned();
    let mut errors = Vec::new();
    let licence = gallery::single(page, form, Slot::Licence, &mut errors).await?;
    let logo = gallery::single(page, form, Slot::Logo, &mut errors).await?;
    let park = gallery::read(page, form, Slot::Park, &mut errors).await?;
    let draft = Draft {
        kind: text("kind"),
        name: text("name"),
        uscc: text("uscc"),
        licence,
        legal_representative: text("legal_representative"),
        contact_name: text("contact_name"),
        address: text("address"),
        contact_phone: text("contact_phone"),
        logo,
        introduction: text("introduction"),
        park: ParkDraft {
            park_kind: text("park_kind"),
            park_name: text("park_name"),
            district: text("district"),
            site: text("site"),
            area: text("area"),
            industries: form.tags("industries"),
            policies: text("policies"),
            pictures: park.pictures,
        },
    };
    Ok(Arrived { draft, errors, arranging: park.arranging })
}
