//! 电子材料 (B13): what somebody signed and declared here, to be read and printed again.

use super::{centre, help};
use crate::context::context;
use crate::front::Ask;
use crate::problem::Outcome;
use crate::provider::Identity;
use crate::view;
use axum::response::Response;

/// The list: the user agreement in the version accepted, and the registration.
pub async fn list(identity: Identity, ask: Ask) -> Outcome<Response> {
    let facts = centre::facts(&identity, &ask).await?;
    let values = context! { tab => "materials", f => facts, present => help::TERMS_VERSION };
    view::page(&identity, &ask, "materials.html", values)
}

/// 注册信息表.
pub async fn registration(identity: Identity, ask: Ask) -> Outcome<Response> {
    let facts = centre::facts(&identity, &ask).await?;
    view::page(&identity, &ask, "registration.html", context! { tab => "materials", f => facts })
}
