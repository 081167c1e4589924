//! The form of 完善服务商信息 as it arrives: texts, and pictures that are taken in at once so that a mistake
//! elsewhere in the form does not make anybody choose them again.

use crate::page::{Form, Page};
use hall::file::{self, Slot};
use hall::kernel::Uuid;
use hall::provider::{Draft, ParkDraft};
use hall::{FieldError, Refusal};

/// What arrived, and what was wrong with its pictures.
pub(super) struct Arrived {
    pub(super) draft: Draft,
    pub(super) errors: Vec<FieldError>,
}

/// Reads the form and takes in its pictures.
pub(super) async fn read(page: &Page, form: &Form) -> Result<Arrived, Refusal> {
    let text = |name: &str| form.text(name).to_owned();
    let mut errors = Vec::new();
    let licence = picture(page, form, Slot::Licence, &mut errors).await?;
    let logo = picture(page, form, Slot::Logo, &mut errors).await?;
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
        park: ParkDraft::default(),
    };
    Ok(Arrived { draft, errors })
}

/// The picture of a slot: a new one, or the one that was there.
async fn picture(
    page: &Page,
    form: &Form,
    slot: Slot,
    errors: &mut Vec<FieldError>,
) -> Result<Option<Uuid>, Refusal> {
    let there = form.parsed::<Uuid>(&format!("{}_file", slot.field()));
    let Some(upload) = form.upload(slot.field()) else { return Ok(there) };
    match file::store(page.desk(), page.actor(), slot, &upload.name, upload.bytes.to_vec()).await {
        Ok(id) => Ok(Some(id)),
        Err(Refusal::Invalid(wrong)) => {
            errors.extend(wrong);
            Ok(there)
        }
        Err(other) => Err(other),
    }
}

/// Every broken rule once: what is wrong with a new picture comes before its absence.
pub(super) fn merged(mut pictures: Vec<FieldError>, others: Vec<FieldError>) -> Vec<FieldError> {
    let named: Vec<String> = pictures.iter().map(|error| error.field.clone()).collect();
    pictures.extend(others.into_iter().filter(|error| !named.contains(&error.field)));
    pictures
}
