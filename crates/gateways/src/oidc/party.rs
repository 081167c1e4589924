//! The relying party: begins and ends a login at the provider.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::core::{
    CoreClientAuthMethod, CoreErrorResponseType, CoreJwsSigningAlgorithm, CoreResponseType,
};
use openidconnect::{
    AccessTokenHash, AuthType, AuthenticationFlow, AuthorizationCode, ClaimsVerificationError, ClientId,
    ClientSecret, CsrfToken, IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier,
    PostLogoutRedirectUrl, ProviderMetadataWithLogout, RedirectUrl, RequestTokenError, Scope,
    SignatureVerificationError, TokenResponse, UserInfoError,
};

use super::claims::{Claims, Extra, Party, Token, TokenAnswer, UserInfo, person};
use super::known::Known;
use super::wire::Wire;
use super::{AccountKind, Identity, LoginChance, Started, UnifiedIdentity};
use crate::{GatewayError, http};

/// What a registration at the provider gave us.
#[derive(Clone)]
pub struct OidcSettings {
    /// The provider, exactly as it writes itself in its tokens.
    pub issuer: String,
    /// Our client id there.
    pub client_id: String,
    /// Our client secret there.
    pub client_secret: String,
    /// Our callback, a full address that is registered there.
    pub redirect: String,
    /// What to ask for besides `openid`; [`OidcSettings::usual_scopes`] unless the provider knows others.
    pub scopes: Vec<String>,
}

impl OidcSettings {
    /// `profile`, `phone` and `enterprise`; a provider that does not know one has to ignore it.
    #[must_use]
    pub fn usual_scopes() -> Vec<String> {
        ["profile", "phone", "enterprise"].map(str::to_owned).to_vec()
    }
}

/// A provider that is asked when it is needed, so that a dead one does not stop the hall from starting.
pub struct Oidc {
    settings: OidcSettings,
    issuer: IssuerUrl,
    redirect: RedirectUrl,
    wire: Wire,
    known: Known,
}

/// A clock of the provider may go this much before ours.
const SKEW: TimeDelta = TimeDelta::seconds(60);
/// A token is exchanged right after the login, so that an old one is a replayed one.
const OLDEST: TimeDelta = TimeDelta::minutes(10);

impl Oidc {
    /// Checks the settings; the provider is discovered by the first call that needs it.
    ///
    /// # Errors
    /// `Refused` with code `address` when issuer or callback are neither https nor this machine (safety A72).
    pub fn discover(settings: OidcSettings) -> Result<Self, GatewayError> {
        http::address(&settings.issuer)?;
        http::address(&settings.redirect)?;
        let bad = |_| GatewayError::refused("address", "not an address");
        let issuer = IssuerUrl::new(settings.issuer.clone()).map_err(bad)?;
        let redirect = RedirectUrl::new(settings.redirect.clone()).map_err(bad)?;
        let wire = Wire(http::client(Duration::from_secs(10)));
        Ok(Self { known: Known::new(issuer.clone()), settings, issuer, redirect, wire })
    }

    fn party(&self, found: &ProviderMetadataWithLogout) -> Party {
        let party: Party = Party::from_provider_metadata(
            found.clone(),
            ClientId::new(self.settings.client_id.clone()),
            Some(ClientSecret::new(self.settings.client_secret.clone())),
        )
        .set_redirect_uri(self.redirect.clone());
        // Basic is what a provider must take unless it says otherwise (OpenID Connect Discovery 1.0, 3).
        let body_only = found.token_endpoint_auth_methods_supported().is_some_and(|methods| {
            !methods.contains(&CoreClientAuthMethod::ClientSecretBasic)
                && methods.contains(&CoreClientAuthMethod::ClientSecretPost)
        });
        if body_only { party.set_auth_type(AuthType::RequestBody) } else { party }
    }

    /// All checks of OpenID Connect Core 1.0, 3.1.3.7, at the caller's time.
    fn check<'t>(
        &self,
        party: &Party,
        token: &'t Token,
        nonce: &Nonce,
        now: DateTime<Utc>,
    ) -> Result<&'t Claims, ClaimsVerificationError> {
        let verifier = party
            .id_token_verifier()
            .set_allowed_algs([
                CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
                CoreJwsSigningAlgorithm::EcdsaP256Sha256,
            ])
            .set_time_fn(move || now)
            .set_issue_time_verifier_fn(move |issued| {
                let fits = issued <= now + SKEW && issued > now - OLDEST;
                if fits { Ok(()) } else { Err("issued in the future or long ago".to_owned()) }
            });
        let claims = token.claims(&verifier, nonce)?;
        let wrong = |what: &str| Err(ClaimsVerificationError::Other(what.to_owned()));
        // What the library leaves to us.
        if claims.authorized_party().is_some_and(|party| party.as_str() != self.settings.client_id) {
            return wrong("issued to another client (azp)");
        }
        let subject = claims.subject().as_str();
        if subject.is_empty() || subject.len() > 255 || !subject.bytes().all(|b| b.is_ascii_graphic()) {
            return wrong("no plain subject");
        }
        #[expect(clippy::cast_precision_loss, reason = "seconds since 1970 are exact in 53 bits")]
        let latest = (now + SKEW).timestamp() as f64;
        if claims.additional_claims().nbf.is_some_and(|nbf| nbf > latest) {
            return wrong("not yet valid (nbf)");
        }
        Ok(claims)
    }

    async fn user_info(
        &self,
        party: &Party,
        answer: &TokenAnswer,
        claims: &Claims,
    ) -> Result<Option<UserInfo>, GatewayError> {
        let subject = Some(claims.subject().clone());
        let Ok(request) = party.user_info(answer.access_token().clone(), subject) else {
            return Ok(None);
        };
        let info: Result<UserInfo, _> = request.request_async(&self.wire).await;
        info.map(Some).map_err(|error| match error {
            UserInfoError::Request(error) => error,
            UserInfoError::Response(status, ..) if status == 401 => GatewayError::Expired,
            other => GatewayError::nonsense(format!("userinfo: {other}")),
        })
    }
}

fn exchange_error(error: RequestTokenError<GatewayError, super::claims::TokenProblem>) -> GatewayError {
    match error {
        RequestTokenError::Request(error) => error,
        RequestTokenError::ServerResponse(problem) => match problem.error() {
            // The code ran out, was used before, or is not for this verifier (RFC 6749, 5.2).
            CoreErrorResponseType::InvalidGrant => GatewayError::Expired,
            code => GatewayError::refused(
                code.as_ref(),
                problem.error_description().map(String::as_str).unwrap_or_default(),
            ),
        },
        // Without the document: it may hold tokens.
        RequestTokenError::Parse(..) => GatewayError::nonsense("the token answer makes no sense"),
        RequestTokenError::Other(what) => GatewayError::nonsense(what),
    }
}

fn claims_error(error: ClaimsVerificationError) -> GatewayError {
    match error {
        ClaimsVerificationError::Expired(_) => GatewayError::Expired,
        // Its text would quote the nonce.
        ClaimsVerificationError::InvalidNonce(_) => GatewayError::nonsense("id token: nonce"),
        other => GatewayError::nonsense(format!("id token: {other}")),
    }
}

#[async_trait]
impl UnifiedIdentity for Oidc {
    fn name(&self) -> &'static str {
        "oidc"
    }

    async fn begin(
        &self,
        kind: AccountKind,
        chance: &LoginChance,
        now: DateTime<Utc>,
    ) -> Result<Started, GatewayError> {
        let found = self.known.get(&self.wire, now).await?;
        let (state, nonce) = (hex::encode(chance.state), hex::encode(chance.nonce));
        // 64 characters: RFC 7636, 4.1 wants 43 to 128.
        let verifier = PkceCodeVerifier::new(hex::encode(chance.verifier));
        let (url, state, nonce) = self
            .party(&found)
            .authorize_url(
                AuthenticationFlow::<CoreResponseType>::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .add_scopes(self.settings.scopes.iter().cloned().map(Scope::new))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .add_extra_param("acr_values", kind.as_str())
            .add_extra_param("account_kind", kind.as_str())
            .url();
        let (state, nonce) = (state.into_secret(), nonce.secret().clone());
        Ok(Started { url, state, nonce, pkce_verifier: verifier.into_secret() })
    }

    async fn finish(
        &self,
        code: &str,
        nonce: &str,
        pkce_verifier: &str,
        now: DateTime<Utc>,
    ) -> Result<Identity, GatewayError> {
        let found = self.known.get(&self.wire, now).await?;
        let mut party = self.party(&found);
        let answer: TokenAnswer = party
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|_| GatewayError::nonsense("no token endpoint"))?
            .set_pkce_verifier(PkceCodeVerifier::new(pkce_verifier.to_owned()))
            .request_async(&self.wire)
            .await
            .map_err(exchange_error)?;
        let token = answer.id_token().ok_or_else(|| GatewayError::nonsense("no id token in the answer"))?;
        let nonce = Nonce::new(nonce.to_owned());
        let checked = match self.check(&party, token, &nonce, now) {
            // The provider may have changed its keys since we asked.
            Err(ClaimsVerificationError::SignatureVerification(
                SignatureVerificationError::NoMatchingKey,
            )) => {
                let renewed: Option<Arc<_>> = self.known.renewed(&self.wire, now).await?;
                if let Some(found) = renewed {
                    party = self.party(&found);
                }
                self.check(&party, token, &nonce, now)
            }
            other => other,
        };
        let claims = checked.map_err(claims_error)?;
        if let Some(stated) = claims.access_token_hash() {
            let verifier = party.id_token_verifier();
            let real = token
                .signing_alg()
                .and_then(|alg| {
                    let key = token.signing_key(&verifier)?;
                    AccessTokenHash::from_token(answer.access_token(), alg, key)
                        .map_err(|error| SignatureVerificationError::Other(error.to_string()))
                })
                .map_err(|error| GatewayError::nonsense(format!("at_hash: {error}")))?;
            if real != *stated {
                return Err(GatewayError::nonsense("the access token belongs to another id token (at_hash)"));
            }
        }
        let info = self.user_info(&party, &answer, claims).await?;
        let extra: Option<&Extra> = info.as_ref().map(|info| info.additional_claims());
        let (kind, enterprise) = person(claims.additional_claims(), extra)?;
        let name =
            info.as_ref().and_then(|info| info.name()).or(claims.name()).and_then(|name| name.get(None));
        let phone = info.as_ref().and_then(|info| info.phone_number()).or(claims.phone_number());
        Ok(Identity {
            issuer: self.issuer.to_string(),
            subject: claims.subject().to_string(),
            kind,
            name: name.map(|name| name.to_string()).filter(|name| !name.trim().is_empty()),
            phone: phone.map(|phone| phone.to_string()).filter(|phone| !phone.trim().is_empty()),
            enterprise,
            id_token_raw: token.to_string(),
        })
    }

    async fn logout_url(
        &self,
        id_token_hint: &str,
        post_logout_redirect: &str,
        state: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<url::Url>, GatewayError> {
        let found = self.known.get(&self.wire, now).await?;
        let Some(endpoint) = found.additional_metadata().end_session_endpoint.as_ref() else {
            return Ok(None);
        };
        let back = PostLogoutRedirectUrl::new(post_logout_redirect.to_owned())
            .map_err(|_| GatewayError::refused("address", "not an address"))?;
        let mut url = endpoint.url().clone();
        url.query_pairs_mut()
            .append_pair("id_token_hint", id_token_hint)
            .append_pair("client_id", &self.settings.client_id)
            .append_pair("post_logout_redirect_uri", back.as_str())
            .append_pair("state", state);
        Ok(Some(url))
    }

    async fn health(&self, now: DateTime<Utc>) -> Result<(), GatewayError> {
        self.known.get(&self.wire, now).await.map(drop)
    }
}

#[cfg(test)]
#[path = "party_test.rs"]
mod tests;
