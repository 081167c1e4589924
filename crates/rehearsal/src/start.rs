//! The first page: where everything is, and who can log in how.

use crate::page::{Visit, page};
use crate::stage::Stage;
use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use minijinja::context;

/// `GET /`.
pub async fn show(State(stage): State<Stage>, Extension(visit): Extension<Visit>) -> Response {
    let logins = |place: &str| -> Vec<minijinja::Value> {
        let here = stage.settings.logins.iter().filter(|login| login.place == place);
        let line = |login: &crate::Login| {
            context! {
                name => login.name.clone(), role => visit.choose(&login.role), phone => login.phone.clone(), account => login.account.clone(),
                password => login.password.clone(), wechat => login.wechat.clone(),
            }
        };
        here.map(line).collect()
    };
    page(
        &stage,
        &visit,
        "start.html",
        context! { in_hall => logins("hall"), in_identity => logins("identity") },
    )
}
