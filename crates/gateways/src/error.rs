//! The one error of all gateways.

/// Why an outside system did not do what we asked.
///
/// Every variant maps to one stable message key, so that pages can say it in any language. The texts inside are for the
/// log and the office only: they never hold credentials, codes or addresses with query strings.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GatewayError {
    /// No answer: no route, no name, connection refused, time limit, or the far side says that it is down (HTTP 5xx).
    #[error("unreachable: {0}")]
    Unreachable(String),
    /// It answered and said no. `code` is the far side's own code, or one of ours in lower case with hyphens when the
    /// request was refused before it was sent.
    #[error("refused: {code}: {message}")]
    Refused {
        /// Machine-readable reason, as the far side writes it.
        code: String,
        /// What the far side said about it, shortened.
        message: String,
    },
    /// It answered something that is no valid answer, or an answer that must not be trusted.
    #[error("nonsense: {0}")]
    Nonsense(String),
    /// The code or token has run out or was used before; the person has to start again.
    #[error("expired")]
    Expired,
}

impl GatewayError {
    /// The key of the text that tells people about it; the four keys never change.
    #[must_use]
    pub fn message_key(&self) -> &'static str {
        match self {
            Self::Unreachable(_) => "gateway-unreachable",
            Self::Refused { .. } => "gateway-refused",
            Self::Nonsense(_) => "gateway-nonsense",
            Self::Expired => "gateway-expired",
        }
    }

    /// Whether sending the same thing again later may succeed without anybody changing anything. A queue keeps such a
    /// message; all others are reported to the office.
    #[must_use]
    pub fn is_worth_another_try(&self) -> bool {
        match self {
            Self::Unreachable(_) => true,
            Self::Refused { code, .. } => is_passing(code),
            Self::Nonsense(_) | Self::Expired => false,
        }
    }

    /// Refused, with both texts shortened to what a log line should hold.
    pub(crate) fn refused(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Refused { code: shorten(&code.into(), 80), message: shorten(&message.into(), 300) }
    }

    /// Nonsense, shortened.
    pub(crate) fn nonsense(what: impl Into<String>) -> Self {
        Self::Nonsense(shorten(&what.into(), 300))
    }

    /// Unreachable, shortened.
    pub(crate) fn unreachable(what: impl Into<String>) -> Self {
        Self::Unreachable(shorten(&what.into(), 300))
    }
}

/// Codes of the far sides that mean "too fast" or "busy", not "no".
fn is_passing(code: &str) -> bool {
    matches!(
        code,
        // Aliyun: https://help.aliyun.com/document_detail/101346.html
        "Throttling" | "Throttling.User" | "isv.BUSINESS_LIMIT_CONTROL" | "isp.SYSTEM_ERROR"
        // Tencent Cloud: https://cloud.tencent.com/document/product/382/55981
        | "RequestLimitExceeded" | "InternalError" | "InternalError.Timeout" | "InternalError.SendAndRecvFail"
        // WeChat: -1 "system is busy", 45009 "call frequency"
        | "-1" | "45009"
        // SMTP: see mail
        | "smtp-later"
    )
}

/// At most `limit` characters of `text`, without control characters (a far side must not forge log lines).
fn shorten(text: &str, limit: usize) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(limit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_error_has_its_own_stable_message_key() {
        assert_eq!(GatewayError::unreachable("x").message_key(), "gateway-unreachable");
        assert_eq!(GatewayError::refused("a", "b").message_key(), "gateway-refused");
        assert_eq!(GatewayError::nonsense("x").message_key(), "gateway-nonsense");
        assert_eq!(GatewayError::Expired.message_key(), "gateway-expired");
    }

    #[test]
    fn only_passing_trouble_is_tried_again() {
        assert!(GatewayError::unreachable("timeout").is_worth_another_try());
        assert!(GatewayError::refused("isv.BUSINESS_LIMIT_CONTROL", "too fast").is_worth_another_try());
        assert!(!GatewayError::refused("isv.MOBILE_NUMBER_ILLEGAL", "no such number").is_worth_another_try());
        assert!(!GatewayError::Expired.is_worth_another_try());
    }

    #[test]
    fn a_far_side_cannot_forge_log_lines() {
        let error = GatewayError::refused("x", format!("ok\n2026-01-01 admin logged in{}", "y".repeat(900)));
        let GatewayError::Refused { message, .. } = error else { unreachable!() };
        assert!(!message.contains('\n') && message.chars().count() == 300);
    }
}
