//! Text messages to phones (A02, X05).

mod aliyun;
mod outbox;
mod recorded;
mod sign;
mod tencent;

pub use aliyun::{Aliyun, AliyunSettings};
pub use outbox::SmsOutbox;
pub use recorded::{RecordedSms, SentSms};
pub use tencent::{Tencent, TencentSettings};

use async_trait::async_trait;

use crate::{GatewayError, Moment, Receipt};

/// A text message. Providers in mainland China send registered templates only: they get `template` and `params`;
/// others get `text`. The three must say the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmsText {
    /// Our name of the template, for example `login-code`. Settings translate it into the provider's template number.
    pub template: String,
    /// Name and value in the order in which the template uses them (some providers count, others name).
    pub params: Vec<(String, String)>,
    /// The whole text as people read it, without the signature 【…】 that providers put in front.
    pub text: String,
}

/// Somebody who can send text messages.
#[async_trait]
pub trait Sms: Send + Sync {
    /// Short name for the office's page on the state of gateways.
    fn name(&self) -> &'static str;

    /// Hands one message over for `to`, a number in E.164 such as `+8613800138000`.
    ///
    /// # Errors
    /// `Refused` with code `phone` or `text` for what no provider could send, `template` for a template without a
    /// number in the settings, otherwise with the provider's code; `Unreachable` and `Nonsense` as everywhere.
    async fn send(&self, to: &str, text: &SmsText, moment: &Moment) -> Result<Receipt, GatewayError>;

    /// Whether the provider can be reached; sends nothing.
    ///
    /// # Errors
    /// `Unreachable`.
    async fn health(&self) -> Result<(), GatewayError>;
}

/// The provider's number of a template.
pub(crate) fn template<'a>(
    templates: &'a std::collections::BTreeMap<String, String>,
    text: &SmsText,
) -> Result<&'a str, GatewayError> {
    let known = templates.get(&text.template).map(String::as_str);
    known.ok_or_else(|| GatewayError::refused("template", format!("no number is set for {}", text.template)))
}

/// Refuses what no provider could send: a number that is not E.164 (`+`, 8 to 15 digits, no leading zero), an empty or
/// endless text, and control characters, which could start a second message or line (safety A11).
pub(crate) fn check(to: &str, text: &SmsText) -> Result<(), GatewayError> {
    let digits = to.strip_prefix('+').unwrap_or_default();
    let sane_number = (8..=15).contains(&digits.len())
        && digits.bytes().all(|b| b.is_ascii_digit())
        && !digits.starts_with('0');
    if !sane_number {
        return Err(GatewayError::refused("phone", "not an E.164 number"));
    }
    // 500 characters is what both providers take for one (long) message.
    let sane_text = !text.text.is_empty()
        && text.text.chars().count() <= 500
        && !text.text.chars().any(char::is_control)
        && !text.params.iter().any(|(_, value)| value.chars().any(char::is_control));
    if !sane_text {
        return Err(GatewayError::refused("text", "empty, too long, or with control characters"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &str) -> SmsText {
        SmsText {
            template: "t".into(),
            params: vec![("code".into(), value.into())],
            text: format!("码 {value}"),
        }
    }

    #[test]
    fn x05_only_e164_numbers_are_sent_to() {
        for good in ["+8613800138000", "+85251234567", "+4915112345678"] {
            assert_eq!(check(good, &text("1")), Ok(()), "{good}");
        }
        for bad in [
            "",
            "+",
            "13800138000",
            "+0138001380",
            "+86138 0013",
            "+1234567",
            "+1234567890123456",
            "+86１３８００１３８０００",
        ] {
            assert!(check(bad, &text("1")).is_err(), "{bad}");
        }
    }

    #[test]
    fn safety_a11_control_characters_in_a_text_are_refused() {
        for bad in ["1\r\n2", "1\n2", "1\r2", "1\0", "1\u{85}2", "1\t2", "\u{1b}[0m"] {
            assert!(check("+8613800138000", &text(bad)).is_err(), "{bad:?}");
        }
    }
}
