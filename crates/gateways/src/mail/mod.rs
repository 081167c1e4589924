//! Letters by electronic mail.

mod outbox;
mod recorded;
mod smtp;

pub use outbox::MailOutbox;
pub use recorded::{RecordedMail, SentMail};
pub use smtp::{Smtp, SmtpSecurity, SmtpSettings};

use async_trait::async_trait;

use crate::{GatewayError, Moment, Receipt};

/// A plain-text letter to one address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Address only, such as `an@example.com`.
    pub to: String,
    /// One line.
    pub subject: String,
    /// Plain text; may have many lines.
    pub text: String,
}

/// Somebody who can send letters.
#[async_trait]
pub trait Mail: Send + Sync {
    /// Short name for the office's page on the state of gateways.
    fn name(&self) -> &'static str;

    /// Hands one letter over. Date and message id come from `moment`.
    ///
    /// # Errors
    /// `Refused` with code `address` or `subject` for what must not become a header line (safety A11), otherwise with the
    /// server's code; `Unreachable` and `Nonsense` as everywhere.
    async fn send(&self, letter: &Letter, moment: &Moment) -> Result<Receipt, GatewayError>;

    /// Whether the server can be reached; sends nothing.
    ///
    /// # Errors
    /// `Unreachable`, or `Refused` when the server does not let us in.
    async fn health(&self) -> Result<(), GatewayError>;
}

/// Refuses what could become a second header line, a second recipient or a command to the server (safety A11).
pub(crate) fn check(letter: &Letter) -> Result<(), GatewayError> {
    let broken = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let address = letter.to.as_str();
    let sane_address = address.len() <= 254
        && !address.chars().any(|c| broken(c) || c.is_whitespace() || "<>,;:\"\\()[]".contains(c))
        && address.parse::<lettre::Address>().is_ok();
    if !sane_address {
        return Err(GatewayError::refused("address", "not one plain address"));
    }
    let subject = letter.subject.as_str();
    if subject.is_empty() || subject.chars().count() > 200 || subject.chars().any(broken) {
        return Err(GatewayError::refused("subject", "empty, longer than 200 characters, or not one line"));
    }
    Ok(())
}
