//! Passwords (A08, safety 2.5): argon2id, 8–64 characters with digit, letter and special character, not common and not made from
//! one's own name or number.
//!
//! What is typed is brought to Unicode form NFKC before anything else, so that full-width letters from a Chinese keyboard
//! are the same password as plain ones; blanks count, at the ends as well. Nobody is ever asked to change a password because time
//! has passed.

mod forgot;
mod hash;
mod rules;
mod set;

pub use forgot::{Forgot, forgot};
pub use rules::{LONGEST, SHORTEST};
pub use set::{Change, change};

pub(crate) use hash::{hash, is_dated, verify};
pub(crate) use rules::normal;

use super::find::recipients;
use super::model::account;
use super::session;
use crate::journal::Entry;
use crate::kernel::{Outcome, Uuid, Work};
use crate::message::Note;
use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};
use serde_json::json;

/// Keeps a new password: every session but `kept` ends, and the account is told.
async fn keep(work: &Work, account: account::Model, hashed: String, kept: Option<Uuid>) -> Outcome<()> {
    let (id, version) = (account.id, account.version);
    let entry = Entry::new("account.password-set", "account", id).by(id, &account.name).change(
        "password",
        account.password.clone().unwrap_or_default(),
        hashed.clone(),
    );
    let mut row = account.into_active_model();
    row.password = Set(Some(hashed));
    row.password_changed_at = Set(Some(work.now()));
    row.version = Set(version + 1);
    row.update(work.db()).await?;
    work.journal(entry).await?;
    session::end_all(work, id, kept).await?;
    let note = Note::new("password-changed", json!({})).link("/my/security");
    work.tell(&recipients(work.db(), &[id]).await?, &note).await
}

#[cfg(test)]
mod tests;
