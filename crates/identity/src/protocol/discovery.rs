//! What the provider can do, for programs (OpenID Connect Discovery 1.0, 3).

use super::json;
use super::sign;
use crate::front::Ask;
use crate::problem::Outcome;
use crate::provider::Identity;
use axum::http::StatusCode;
use axum::response::Response;

/// `/.well-known/openid-configuration`.
pub async fn show(identity: Identity, _ask: Ask) -> Outcome<Response> {
    let issuer = &identity.settings.issuer;
    let at = |path: &str| format!("{issuer}{path}");
    let document = serde_json::json!({
        "issuer": issuer,
        "authorization_endpoint": at("/authorize"),
        "token_endpoint": at("/token"),
        "userinfo_endpoint": at("/userinfo"),
        "jwks_uri": at("/jwks"),
        "end_session_endpoint": at("/logout"),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "code_challenge_methods_supported": ["S256"],
        "scopes_supported": ["openid", "profile", "phone", "enterprise"],
        "acr_values_supported": ["personal", "legal"],
        "claims_supported": [
            "iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "at_hash", "acr", "amr",
            "account_kind", "level", "name", "preferred_username", "phone_number", "phone_number_verified", "enterprise"
        ],
        "ui_locales_supported": ["zh-CN", "en"],
        "authorization_response_iss_parameter_supported": true,
        "claims_parameter_supported": false,
        "request_parameter_supported": false,
        "request_uri_parameter_supported": false
    });
    Ok(json(StatusCode::OK, &document))
}

/// `/jwks`.
pub async fn keys(identity: Identity, _ask: Ask) -> Outcome<Response> {
    Ok(json(StatusCode::OK, &sign::jwks(&identity).await?))
}
