//! WeChat: login by QR code at the open platform (A04, X04) and notices through an official account (A05).

mod open;
mod recorded;

pub use open::{OfficialAccount, WechatOpen, WechatSettings};
pub use recorded::{RecordedWechat, SentNotice};

use async_trait::async_trait;

use crate::{GatewayError, Moment, Receipt};

/// Who scanned the code. Nicknames are not identity: people choose and change them (safety A71).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WechatIdentity {
    /// The application at which `openid` is valid.
    pub appid: String,
    /// The person at this application.
    pub openid: String,
    /// The person at all applications of the same owner, when the applications are bound together.
    pub unionid: Option<String>,
    /// The name the person goes by at the moment, for greeting only.
    pub nickname: Option<String>,
}

impl WechatIdentity {
    /// The key under which an account is bound: the unionid if there is one, else openid with appid (safety A71). The two
    /// forms cannot collide.
    #[must_use]
    pub fn subject(&self) -> String {
        match &self.unionid {
            Some(unionid) => format!("unionid:{unionid}"),
            None => format!("openid:{}:{}", self.appid, self.openid),
        }
    }
}

/// A notice through the official account: a registered template with its fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WechatNotice {
    /// The person's openid **at the official account** (not the one at the website application).
    pub openid: String,
    /// Our name of the template; settings translate it into WeChat's template id.
    pub template: String,
    /// Field name as registered (`thing1`, `time2` …) and value.
    pub fields: Vec<(String, String)>,
    /// What a tap on the notice opens; a full address.
    pub link: Option<String>,
}

/// WeChat, as far as we need it.
#[async_trait]
pub trait Wechat: Send + Sync {
    /// Short name for the office's page on the state of gateways.
    fn name(&self) -> &'static str;

    /// The address that shows the QR code. `state` ties the answer to the browser that asked; the protocol leaves it
    /// optional, we do not (safety A71).
    ///
    /// # Errors
    /// `Refused` with code `state` if it is not 16 to 128 letters, digits, `-` or `_`.
    fn qr_address(&self, state: &str) -> Result<url::Url, GatewayError>;

    /// Exchanges the code from the callback for who it is.
    ///
    /// # Errors
    /// `Expired` for a code that ran out or was used before; others as everywhere.
    async fn identify(&self, code: &str) -> Result<WechatIdentity, GatewayError>;

    /// Sends a notice.
    ///
    /// # Errors
    /// `Refused` with code `absent` when no official account is set up, `template` when the template has no id; with
    /// WeChat's code otherwise, for example `43004` for a person who does not follow the account.
    async fn notify(&self, notice: &WechatNotice, moment: &Moment) -> Result<Receipt, GatewayError>;

    /// Whether WeChat can be reached.
    ///
    /// # Errors
    /// `Unreachable`.
    async fn health(&self) -> Result<(), GatewayError>;
}

/// Whether a state is one of ours: long enough not to be guessed, and harmless in an address.
pub(crate) fn check_state(state: &str) -> Result<(), GatewayError> {
    let sane = (16..=128).contains(&state.len())
        && state.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if sane {
        Ok(())
    } else {
        Err(GatewayError::refused("state", "state is required: 16 to 128 plain characters"))
    }
}
