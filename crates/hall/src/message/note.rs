//! Telling somebody.

use super::{dispatch, model};
use crate::kernel::{Outcome, Uuid, Work};
use sea_orm::{EntityTrait, Set};
use serde_json::Value;

/// What is told.
#[derive(Debug, Clone)]
pub struct Note {
    /// What it tells of; the locales hold `message-<kind>` (one sentence) and `message-<kind>-title`.
    pub kind: &'static str,
    /// What the sentence is filled with.
    pub args: Value,
    /// Where it leads, a path of the hall.
    pub link: Option<String>,
}

impl Note {
    /// A note that leads nowhere.
    #[must_use]
    pub fn new(kind: &'static str, args: Value) -> Self {
        Self { kind, args, link: None }
    }

    /// Leads to a path of the hall.
    #[must_use]
    pub fn link(mut self, path: impl Into<String>) -> Self {
        self.link = Some(path.into());
        self
    }
}

/// Who is told, and on which ways besides the inbox.
#[derive(Debug, Clone)]
pub struct Recipient {
    /// The account.
    pub account: Uuid,
    /// The reader's language.
    pub locale: String,
    /// The ways chosen: channel word and address.
    pub ways: Vec<(&'static str, String)>,
}

impl Work {
    /// Puts a note into inboxes and, for the ways chosen, into the outbox.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tell(&self, recipients: &[Recipient], note: &Note) -> Outcome<()> {
        let args = serde_json::to_string(&note.args)?;
        let (mut messages, mut dispatches) = (Vec::new(), Vec::new());
        for recipient in recipients {
            let message = self.id();
            messages.push(model::ActiveModel {
                id: Set(message),
                account_id: Set(recipient.account),
                kind: Set(note.kind.to_owned()),
                args: Set(args.clone()),
                link: Set(note.link.clone()),
                created_at: Set(self.now()),
                read_at: Set(None),
            });
            dispatches.extend(recipient.ways.iter().map(|(channel, address)| dispatch::ActiveModel {
                id: Set(self.id()),
                message_id: Set(Some(message)),
                channel: Set((*channel).to_owned()),
                address: Set(address.clone()),
                kind: Set(note.kind.to_owned()),
                args: Set(args.clone()),
                locale: Set(recipient.locale.clone()),
                state: Set("queued".to_owned()),
                attempts: Set(0),
                next_at: Set(self.now()),
                last_error: Set(None),
                created_at: Set(self.now()),
                sent_at: Set(None),
            }));
        }
        // Nobody there, or nobody who chose another way: then there is nothing to write.
        if !messages.is_empty() {
            model::Entity::insert_many(messages).exec_without_returning(self.db()).await?;
        }
        if !dispatches.is_empty() {
            dispatch::Entity::insert_many(dispatches).exec_without_returning(self.db()).await?;
        }
        Ok(())
    }
}
