//! Unified identity by OpenID Connect (A06, A07, X01): authorization code with PKCE at a provider such as 海易办.

mod claims;
mod known;
mod party;
mod recorded;
mod wire;

#[cfg(test)]
mod play;

pub use party::{Oidc, OidcSettings};
pub use recorded::RecordedOidc;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::GatewayError;

/// Which kind of account the person is asked to log in with: 个人 or 法人.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountKind {
    /// 个人登录.
    Personal,
    /// 法人登录.
    Legal,
}

impl AccountKind {
    /// The word for it in the protocol (`account_kind`).
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Personal => "personal",
            Self::Legal => "legal",
        }
    }
}

/// What kind of person the provider says it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonKind {
    /// 自然人.
    Natural,
    /// 法人.
    Legal,
}

/// What the provider says about the enterprise of a legal person (X01). Optional fields are absent when the provider
/// does not say them; nothing is guessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnterpriseFacts {
    /// 企业名称.
    pub name: String,
    /// 统一社会信用代码, as given: the caller checks it.
    pub uscc: String,
    /// 法定代表人.
    #[serde(default)]
    pub legal_representative: Option<String>,
    /// 注册地址.
    #[serde(default)]
    pub address: Option<String>,
    /// 实名认证等级, for example `LV3`.
    #[serde(default)]
    pub level: Option<String>,
    /// Administrative division code or name of the place of registration.
    #[serde(default)]
    pub region: Option<String>,
}

/// Who logged in. The key of an account is `(issuer, subject)`, never a name, phone or credit code (safety A71).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The provider.
    pub issuer: String,
    /// The person at this provider.
    pub subject: String,
    /// Natural or legal person.
    pub kind: PersonKind,
    /// Name, when said.
    pub name: Option<String>,
    /// Phone as the provider writes it, when said. The caller normalises and, if it matters, verifies it.
    pub phone: Option<String>,
    /// Facts about the enterprise; always there for a legal person, never for a natural one.
    pub enterprise: Option<EnterpriseFacts>,
    /// The token as it came, needed as a hint at logout. Keep it secret.
    pub id_token_raw: String,
}

/// Three random values that the caller draws for each login.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoginChance {
    /// Becomes the state.
    pub state: [u8; 32],
    /// Becomes the nonce.
    pub nonce: [u8; 32],
    /// Becomes the PKCE verifier.
    pub verifier: [u8; 32],
}

/// A login that has begun. All but `url` belongs into the short-lived login transaction of this browser, and is used once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Started {
    /// Where to send the browser.
    pub url: url::Url,
    /// Must come back with the callback.
    pub state: String,
    /// Must come back inside the token.
    pub nonce: String,
    /// Proves at the exchange that it was us who began.
    pub pkce_verifier: String,
}

/// Whether something has the form of an ID token; for fuzzing the reader. A form is all it has: nothing is verified.
#[cfg(feature = "testing")]
#[must_use]
pub fn reads_as_id_token(token: &str) -> bool {
    use std::str::FromStr as _;
    claims::Token::from_str(token).is_ok()
}

/// A provider of unified identity.
#[async_trait]
pub trait UnifiedIdentity: Send + Sync {
    /// Short name for the office's page on the state of gateways.
    fn name(&self) -> &'static str;

    /// Begins a login with the kind of account that is wanted.
    ///
    /// # Errors
    /// `Unreachable` while the provider is down, `Nonsense` when its discovery document cannot be trusted (safety A72).
    async fn begin(
        &self,
        kind: AccountKind,
        chance: &LoginChance,
        now: DateTime<Utc>,
    ) -> Result<Started, GatewayError>;

    /// Ends a login with the code from the callback. The caller has compared `state` before.
    ///
    /// # Errors
    /// `Expired` for a code or token that ran out or was used before, `Refused` with the provider's code, `Nonsense` for a
    /// token that fails any check (safety A70).
    async fn finish(
        &self,
        code: &str,
        nonce: &str,
        pkce_verifier: &str,
        now: DateTime<Utc>,
    ) -> Result<Identity, GatewayError>;

    /// Where to send the browser to log out at the provider too; `None` when the provider offers no such thing.
    ///
    /// # Errors
    /// As for [`UnifiedIdentity::begin`].
    async fn logout_url(
        &self,
        id_token_hint: &str,
        post_logout_redirect: &str,
        state: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<url::Url>, GatewayError>;

    /// Whether the provider can be reached and its discovery document makes sense.
    ///
    /// # Errors
    /// As for [`UnifiedIdentity::begin`].
    async fn health(&self, now: DateTime<Utc>) -> Result<(), GatewayError>;
}
