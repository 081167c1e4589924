//! Messages in words, for the outbox: the hall knows kinds and arguments, the locales know sentences.

use frame::{Locale, Locales};
use serde_json::Value;
use std::sync::Arc;

/// Puts messages into words.
#[derive(Clone)]
pub struct Wording(pub Arc<Locales>);

impl hall::message::deliver::Wording for Wording {
    fn title(&self, kind: &str, args: &Value, locale: &str) -> String {
        self.0.text(Locale::of(locale).unwrap_or_default(), &format!("message-{kind}-title"), args)
    }

    fn sentence(&self, kind: &str, args: &Value, locale: &str) -> String {
        self.0.text(Locale::of(locale).unwrap_or_default(), &format!("message-{kind}"), args)
    }
}
