//! What people do while the program is killed, and what one act leaves behind when it was done as a whole. A new kind of act is
//! an arm in each of the two functions and somebody in `people.rs` who does it.

use super::records::Records;
use hall::kernel::{Instant, Uuid};
use serde::{Deserialize, Serialize};

/// Tenants in every file that is imported.
pub const IMPORTED: usize = 3;

/// One request that changes something, with what its traces are found by.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Act {
    /// An enterprise books a product.
    Book { key: String },
    /// It says more in the thread.
    Ask { key: String },
    /// The provider answers.
    Reply { key: String },
    /// A provider submits a product, with three pictures.
    Submit { product: Uuid },
    /// An enterprise asks to become a provider, with two pictures.
    Apply { tag: String },
    /// A reviewer approves or refuses.
    Decide { round: Uuid, approves: bool },
    /// Somebody asks for a code.
    Code { phone: String },
    /// They use it, and so register.
    Login { phone: String },
    /// A park confirms what a file would add to its register.
    Import { file: String },
    /// A park files what an assessment asks.
    File { filing: Uuid, tag: String },
}

/// What an act left behind, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Trace {
    /// Rows that are the thing itself.
    pub rows: usize,
    /// Entries of the journal.
    pub journal: usize,
    /// Messages in inboxes.
    pub messages: usize,
    /// Messages in the outbox.
    pub outbox: usize,
    /// Files it uses.
    pub files: usize,
}

impl Act {
    /// The word for counting.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Book { .. } => "booked",
            Self::Ask { .. } => "asked",
            Self::Reply { .. } => "replied",
            Self::Submit { .. } => "submitted",
            Self::Apply { .. } => "applied",
            Self::Decide { .. } => "decided",
            Self::Code { .. } => "sent codes",
            Self::Login { .. } => "logged in",
            Self::Import { .. } => "imported",
            Self::File { .. } => "filed",
        }
    }

    /// What it leaves behind when it was done.
    pub const fn whole(&self) -> Trace {
        let (rows, journal, messages, outbox, files) = match self {
            // Header and form; the provider's one clerk is told; the product's cover stays.
            Self::Book { .. } => (2, 1, 1, 1, 1),
            Self::Ask { .. } | Self::Reply { .. } => (1, 1, 1, 1, 0),
            // Product, round and its version.
            Self::Submit { .. } => (3, 1, 0, 0, 3),
            // Round and its version; the one reviewer is told.
            Self::Apply { .. } => (2, 1, 1, 1, 2),
            // The round, and what an approval makes: a provider, or a public product.
            Self::Decide { approves, .. } => (1 + *approves as usize, 1, 1, 1, 0),
            Self::Code { .. } => (1, 1, 0, 0, 0),
            // The code is spent, there is an account, a session and a device; registration, consent and session are journalled.
            Self::Login { .. } => (4, 3, 1, 0, 0),
            // The import, and each of its tenants with what undoing it needs.
            Self::Import { .. } => (1 + 2 * IMPORTED, 1, 0, 0, 0),
            // A submission; the one assessor is told.
            Self::File { .. } => (1, 1, 1, 1, 0),
        };
        Trace { rows, journal, messages, outbox, files }
    }

    /// What it did leave behind.
    pub fn trace(&self, records: &Records) -> Trace {
        match self {
            Self::Book { key } => booked(records, key),
            Self::Ask { key } => {
                said(records, key, "booking.asked", &["booking-follow-up"], "/desk/bookings/")
            }
            Self::Reply { key } => said(
                records,
                key,
                "booking.answered",
                &["booking-answered", "booking-replied"],
                "/my/bookings/",
            ),
            Self::Submit { product } => submitted(records, *product),
            Self::Apply { tag } => applied(records, tag),
            Self::Decide { round, approves } => decided(records, *round, *approves),
            Self::Code { phone } => sent(records, phone),
            Self::Login { phone } => entered(records, phone),
            Self::Import { file } => imported(records, file),
            Self::File { filing, tag } => filed(records, *filing, tag),
        }
    }
}

/// Messages of these kinds that lead to a place, written at an instant, and what of them is in the outbox.
fn told(records: &Records, kinds: &[&str], link: &str, at: Option<Instant>) -> (usize, usize) {
    let messages: Vec<Uuid> = records
        .messages
        .iter()
        .filter(|message| kinds.contains(&message.kind.as_str()) && message.link.as_deref() == Some(link))
        .filter(|message| at.is_none_or(|at| at == message.created_at))
        .map(|message| message.id)
        .collect();
    let outbox =
        records.outbox.iter().filter(|sent| sent.message_id.is_some_and(|id| messages.contains(&id))).count();
    (messages.len(), outbox)
}

fn booked(records: &Records, key: &str) -> Trace {
    let mut trace = Trace::default();
    for made in records.engagements.iter().filter(|row| row.form_key == key) {
        trace.rows += 1 + records.bookings.iter().filter(|row| row.engagement_id == made.id).count();
        trace.journal += records.entries("booking.made", &made.id.to_string(), None);
        trace.files += records.uses("booking", made.id);
        let (messages, outbox) =
            told(records, &["booking-made"], &format!("/desk/bookings/{}", made.id), None);
        trace.messages += messages;
        trace.outbox += outbox;
    }
    trace
}

fn said(records: &Records, key: &str, action: &str, kinds: &[&str], link: &str) -> Trace {
    let mut trace = Trace::default();
    for post in records.posts.iter().filter(|row| row.form_key == key) {
        trace.rows += 1;
        trace.journal += records.entries(action, &post.engagement_id.to_string(), Some(post.at));
        let (messages, outbox) =
            told(records, kinds, &format!("{link}{}", post.engagement_id), Some(post.at));
        trace.messages += messages;
        trace.outbox += outbox;
    }
    trace
}

fn submitted(records: &Records, product: Uuid) -> Trace {
    let mut trace = Trace {
        rows: records.offerings.iter().filter(|row| row.id == product).count(),
        files: records.uses("product", product),
        ..Trace::default()
    };
    for round in records.rounds.iter().filter(|row| row.subject_id == product) {
        trace.rows += 1 + records.versions.iter().filter(|row| row.round_id == round.id).count();
        trace.journal += records.entries("review.submitted", &round.id.to_string(), None);
    }
    trace
}

fn applied(records: &Records, tag: &str) -> Trace {
    let mut trace = Trace::default();
    for round in records.rounds.iter().filter(|row| row.proposal.contains(tag)) {
        trace.rows += 1 + records.versions.iter().filter(|row| row.round_id == round.id).count();
        trace.journal += records.entries("review.submitted", &round.id.to_string(), None);
        trace.files += records.uses("review", round.id);
        let (messages, outbox) =
            told(records, &["review-submitted"], &format!("/office/reviews/{}", round.id), None);
        trace.messages += messages;
        trace.outbox += outbox;
    }
    trace
}

fn decided(records: &Records, round: Uuid, approves: bool) -> Trace {
    let mut trace = Trace::default();
    let verb = if approves { "approved" } else { "rejected" };
    for round in records.rounds.iter().filter(|row| row.id == round && row.state == verb) {
        trace.rows += 1;
        trace.journal += records.entries(&format!("review.{verb}"), &round.id.to_string(), round.decided_at);
        let provider = round.subject_kind == "provider";
        let link =
            if provider { "/my/provider".to_owned() } else { format!("/desk/products/{}", round.subject_id) };
        let kind = format!("{}-{verb}", round.subject_kind);
        let (messages, outbox) = told(records, &[&kind], &link, round.decided_at);
        trace.messages += messages;
        trace.outbox += outbox;
        if !approves {
            continue;
        }
        let public =
            |row: &&hall::offering::model::Model| row.id == round.subject_id && row.published_at.is_some();
        trace.rows += match provider {
            true => records.providers.iter().filter(|row| row.enterprise_id == round.subject_id).count(),
            false => records.offerings.iter().filter(public).count(),
        };
    }
    trace
}

fn imported(records: &Records, file: &str) -> Trace {
    let mut trace = Trace::default();
    for import in records.imports.iter().filter(|row| row.file_name == file) {
        let tenants = records.tenants.iter().filter(|row| row.import_id == Some(import.id));
        trace.rows += 1 + tenants.count();
        trace.rows += records.changes.iter().filter(|row| row.import_id == import.id).count();
        trace.journal += records.entries("tenant.imported", &import.id.to_string(), None);
    }
    trace
}

fn filed(records: &Records, filing: Uuid, tag: &str) -> Trace {
    let mut trace = Trace::default();
    let of = records.submissions.iter().filter(|row| row.filing_id == filing);
    for round in of.filter(|row| row.answers.contains(tag)) {
        let at = Some(round.submitted_at);
        trace.rows += 1;
        trace.journal += records.entries("filing.submitted", &filing.to_string(), at);
        let (messages, outbox) =
            told(records, &["filing-submitted"], &format!("/office/filings/{filing}"), at);
        trace.messages += messages;
        trace.outbox += outbox;
    }
    trace
}

fn sent(records: &Records, phone: &str) -> Trace {
    let mut trace = Trace::default();
    for code in records.codes.iter().filter(|row| row.phone == phone) {
        trace.rows += 1;
        trace.journal += records.at("code.sent", code.created_at);
    }
    trace
}

fn entered(records: &Records, phone: &str) -> Trace {
    let mut trace = Trace::default();
    for account in records.accounts.iter().filter(|row| row.phone.as_deref() == Some(phone)) {
        let sessions: Vec<_> = records.sessions.iter().filter(|row| row.account_id == account.id).collect();
        let spent = records.codes.iter().filter(|row| row.phone == phone && row.used_at.is_some()).count();
        let devices = records.devices.iter().filter(|row| row.account_id == account.id).count();
        trace.rows += 1 + sessions.len() + spent + devices;
        let id = account.id.to_string();
        trace.journal +=
            records.entries("account.registered", &id, None) + records.entries("consent.given", &id, None);
        trace.journal += sessions
            .iter()
            .map(|row| records.entries("session.begun", &row.id.to_string(), None))
            .sum::<usize>();
        trace.messages += records.messages.iter().filter(|row| row.account_id == account.id).count();
    }
    if trace.rows == 0 {
        trace.rows = records.codes.iter().filter(|row| row.phone == phone && row.used_at.is_some()).count();
    }
    trace
}
