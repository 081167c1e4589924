//! Evidence on pages and from forms.

use crate::page::{Form, Page};
use hall::file::{self, Slot};
use hall::kernel::Uuid;
use hall::{FieldError, Refusal};
use serde::Serialize;
use std::collections::BTreeMap;

/// A file as a page shows it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Paper {
    id: Uuid,
    name: String,
    /// A picture is shown, anything else is saved.
    is_picture: bool,
    kilobytes: i64,
}

/// The files of an enterprise by their ids.
pub(super) async fn names(
    page: &Page,
    files: &[Uuid],
    enterprise: Uuid,
) -> Result<BTreeMap<Uuid, Paper>, Refusal> {
    let found = file::owned(page.desk().db(), enterprise, Slot::Paper, files).await?;
    Ok(found
        .into_iter()
        .map(|row| {
            let (is_picture, kilobytes) = (row.mime.starts_with("image/"), (row.bytes + 1_023) / 1_024);
            (row.id, Paper { id: row.id, name: row.original_name, is_picture, kilobytes })
        })
        .collect())
}

/// The files that stay (`kept`, hidden fields without those a box takes out) and those that came with the form (`fresh`); what cannot
/// be used is noted at `field`. More than may stay are taken so far that whoever sent them is told; no file is left out silently.
pub(super) async fn read(
    page: &Page,
    form: &Form,
    kept: &str,
    fresh: &str,
    field: &str,
    errors: &mut Vec<FieldError>,
) -> Result<Vec<Uuid>, Refusal> {
    let gone: Vec<&str> = form.all("remove_file").collect();
    let mut files: Vec<Uuid> =
        form.all(kept).filter(|id| !gone.contains(id)).filter_map(|id| id.parse().ok()).collect();
    for upload in form.uploads(fresh).take(2 * hall::assessment::PAPERS_LIMIT) {
        match file::store(page.desk(), page.actor(), Slot::Paper, &upload.name, upload.bytes.to_vec()).await {
            Ok(id) => files.push(id),
            Err(Refusal::Invalid(found)) => {
                errors.extend(found.into_iter().map(|error| FieldError { field: field.to_owned(), ..error }));
            }
            Err(other) => return Err(other),
        }
    }
    files.dedup();
    Ok(files)
}
