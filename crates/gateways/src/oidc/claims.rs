//! The types that openidconnect is made of, with our claims in them.

use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreRevocableToken,
    CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AdditionalClaims, Client, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet, IdToken,
    IdTokenClaims, IdTokenFields, StandardErrorResponse, StandardTokenResponse, UserInfoClaims,
};
use serde::{Deserialize, Serialize};

use super::{EnterpriseFacts, PersonKind};
use crate::GatewayError;

/// What the provider says beyond the standard.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Extra {
    /// `natural` (or `personal`) or `legal`.
    #[serde(default)]
    pub account_kind: Option<String>,
    #[serde(default)]
    pub enterprise: Option<EnterpriseFacts>,
    /// Standard in a JWT (RFC 7519, 4.1.5), but openidconnect does not look at it.
    #[serde(default)]
    pub nbf: Option<f64>,
}

impl AdditionalClaims for Extra {}

pub(super) type Fields = IdTokenFields<
    Extra,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;
pub(super) type Token =
    IdToken<Extra, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;
pub(super) type Claims = IdTokenClaims<Extra, CoreGenderClaim>;
pub(super) type UserInfo = UserInfoClaims<Extra, CoreGenderClaim>;
pub(super) type TokenAnswer = StandardTokenResponse<Fields, CoreTokenType>;
pub(super) type TokenProblem = StandardErrorResponse<CoreErrorResponseType>;
pub(super) type Party = Client<
    Extra,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    TokenProblem,
    TokenAnswer,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// The kind of person that one set of claims speaks of, if it does.
fn kind(extra: &Extra) -> Result<Option<PersonKind>, GatewayError> {
    match extra.account_kind.as_deref() {
        None => Ok(None),
        Some("natural" | "personal") => Ok(Some(PersonKind::Natural)),
        Some("legal") => Ok(Some(PersonKind::Legal)),
        Some(_) => Err(GatewayError::nonsense("account_kind is neither natural nor legal")),
    }
}

/// Kind and enterprise from the token and the userinfo document. A provider that does not know kinds has natural persons
/// only; facts about an enterprise count for a legal person only, who must have them.
pub(super) fn person(
    token: &Extra,
    info: Option<&Extra>,
) -> Result<(PersonKind, Option<EnterpriseFacts>), GatewayError> {
    let (in_token, in_info) = (kind(token)?, info.map(kind).transpose()?.flatten());
    if let (Some(one), Some(other)) = (in_token, in_info)
        && one != other
    {
        return Err(GatewayError::nonsense("token and userinfo disagree on the kind of account"));
    }
    match in_token.or(in_info).unwrap_or(PersonKind::Natural) {
        PersonKind::Natural => Ok((PersonKind::Natural, None)),
        PersonKind::Legal => {
            let facts = info.and_then(|info| info.enterprise.clone()).or_else(|| token.enterprise.clone());
            let facts = facts.filter(|facts| !facts.name.trim().is_empty() && !facts.uscc.trim().is_empty());
            match facts {
                Some(facts) => Ok((PersonKind::Legal, Some(facts))),
                None => Err(GatewayError::nonsense("a legal person without an enterprise")),
            }
        }
    }
}
