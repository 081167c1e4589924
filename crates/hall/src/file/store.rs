//! Taking an upload in.

use super::model::Model;
use super::slot::PDF_BYTES;
use super::{Slot, quota};
use crate::journal::Entry;
use crate::kernel::{Actor, Desk, EnterpriseSeat, FieldError, Outcome, Refusal, Uuid, Whose};
use gateways::store::Key;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use tokio::sync::Semaphore;

/// Pictures worked on at the same time: each may need 300 MB of memory (see [`pictures::fit`]).
static WORKBENCH: Semaphore = Semaphore::const_new(2);

/// Judges an upload by the slot's policy, writes the picture anew, keeps its bytes and then its row; returns its id.
/// Everything slow happens outside the transaction. Until something holds it ([`super::hold`]) it is a draft that is
/// tidied away after some days (C05, F04, F05, safety A39–A48).
///
/// # Errors
/// `Invalid` at the slot's field with the key of a [`pictures::Unfit`] or `file-quota`; `Unavailable` when the store
/// does not answer; policy's refusals.
pub async fn store(desk: &Desk, actor: &Actor, slot: Slot, name: &str, bytes: Vec<u8>) -> Outcome<Uuid> {
    let seat = seat(actor)?;
    desk.may(actor, slot.action(), &Whose::Enterprise(seat.id))?;
    quota::has_room(desk.db(), seat.id, slot, 0).await?;
    let fitted = match slot {
        Slot::Paper if has_pdf_name(name) => pdf(bytes)?,
        _ => fit(slot, name.to_owned(), bytes).await?,
    };
    let id = desk.id();
    let key = Key::of(id);
    let weight = i64::try_from(fitted.bytes.len()).map_err(|_| too_big())?;
    let sha256 = hex::encode(Sha256::digest(&fitted.bytes));
    // The bytes first: a row without bytes would be a lie, bytes without a row are only untidy.
    desk.store.put(&key, fitted.bytes.into()).await.map_err(|error| {
        tracing::error!(%error, "the file store did not take an upload");
        Refusal::Unavailable("file-store-away")
    })?;
    let work = desk.begin(actor).await?;
    quota::has_room(work.db(), seat.id, slot, weight).await?;
    let row = Model {
        id,
        slot: slot.word().to_owned(),
        key: key.to_string(),
        mime: fitted.mime.to_owned(),
        bytes: weight,
        width: fitted.width,
        height: fitted.height,
        sha256,
        original_name: name.to_owned(),
        account_id: actor.member().map(|member| member.account),
        enterprise_id: Some(seat.id),
        region: Some(seat.region.clone()),
        public: false,
        created_at: work.now(),
    };
    work.add(row).await?;
    let after = json!({ "slot": slot, "name": name, "bytes": weight });
    work.journal(Entry::new("file.stored", "file", id).of(seat.id).changes(&json!({}), &after)).await?;
    work.keep().await?;
    Ok(id)
}

/// The enterprise the actor uploads for.
fn seat(actor: &Actor) -> Outcome<&EnterpriseSeat> {
    let member = actor.member().ok_or(Refusal::LoginFirst)?;
    member.enterprise.as_ref().ok_or(Refusal::NotAllowed("needs-enterprise"))
}

/// What is kept of an upload.
struct Taken {
    bytes: Vec<u8>,
    mime: &'static str,
    width: i32,
    height: i32,
}

fn has_pdf_name(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("pdf"))
}

/// A PDF is kept as it came: nothing here shows it, and browsers are told to save it (safety A48). It must begin and end as one.
fn pdf(bytes: Vec<u8>) -> Outcome<Taken> {
    let refused = |key| {
        let args = json!({ "upload_megabytes": PDF_BYTES >> 20 });
        Err(Refusal::Invalid(vec![FieldError::with(Slot::Paper.field(), key, args)]))
    };
    if bytes.len() > PDF_BYTES {
        return refused("file-pdf-heavy");
    }
    let end = &bytes[bytes.len().saturating_sub(1_024)..];
    if !bytes.starts_with(b"%PDF-") || !end.windows(5).any(|five| five == b"%%EOF") {
        return refused("file-pdf-broken");
    }
    Ok(Taken { bytes, mime: "application/pdf", width: 0, height: 0 })
}

async fn fit(slot: Slot, name: String, bytes: Vec<u8>) -> Outcome<Taken> {
    let _place = WORKBENCH.acquire().await.map_err(|error| Refusal::Broken(error.to_string()))?;
    let policy = slot.picture();
    let work = move || {
        pictures::check(&bytes, &name, &policy)?;
        pictures::fit(&bytes, &policy, None)
    };
    let fitted =
        tokio::task::spawn_blocking(work).await.map_err(|error| Refusal::Broken(error.to_string()))?;
    let fitted = fitted.map_err(|unfit| {
        let policy = slot.policy();
        let args = json!({
            "width": policy.width,
            "height": policy.height,
            "kilobytes": policy.max_bytes >> 10,
            "upload_megabytes": policy.max_upload >> 20,
            "megapixels": policy.max_pixels / 1_000_000,
        });
        Refusal::Invalid(vec![FieldError::with(slot.field(), unfit.key(), args)])
    })?;
    let (width, height) = (signed(fitted.width)?, signed(fitted.height)?);
    Ok(Taken { bytes: fitted.bytes, mime: fitted.kind.mime(), width, height })
}

fn signed(pixels: u32) -> Outcome<i32> {
    i32::try_from(pixels).map_err(|_| too_big())
}

fn too_big() -> Refusal {
    Refusal::Broken("a fitted picture is larger than its slot".to_owned())
}
