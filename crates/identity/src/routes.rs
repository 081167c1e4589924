//! Every address of the provider.

use crate::front::{nowhere, program, sent, shown};
use crate::pages::{
    centre, chosen, help, home, licence, login, materials, password, recover, register, safety, scan,
};
use crate::protocol::{authorize, discovery, logout, token, userinfo};
use crate::provider::Identity;
use axum::Router;
use axum::routing::MethodRouter;

/// The table. Whoever adds a line decides by `shown`, `sent` or `program` what is let in.
fn table() -> Vec<(&'static str, MethodRouter<Identity>)> {
    vec![
        ("/.well-known/openid-configuration", shown(discovery::show)),
        ("/jwks", shown(discovery::keys)),
        ("/authorize", shown(authorize::begin).merge(program(authorize::begin))),
        ("/token", program(token::exchange)),
        ("/userinfo", shown(userinfo::show).merge(program(userinfo::show))),
        ("/logout", shown(logout::ask_first).merge(program(logout::ask_first))),
        ("/logout/confirm", sent(logout::confirmed)),
        ("/continue", shown(chosen::show).merge(sent(chosen::go_on))),
        ("/", shown(home::show)),
        ("/help", shown(help::help)),
        ("/terms", shown(help::terms)),
        ("/accessibility", shown(help::accessibility)),
        ("/login", shown(login::show).merge(sent(login::submit))),
        ("/login/scan", shown(scan::show)),
        ("/login/scan/state", shown(scan::state)),
        ("/login/scan/done", sent(scan::done)),
        ("/scan/{token}", shown(scan::ask).merge(sent(scan::answer))),
        ("/captcha", shown(login::another)),
        ("/captcha.png", shown(login::captcha)),
        ("/recover", shown(recover::show).merge(sent(recover::submit))),
        ("/recover/code", sent(recover::code)),
        ("/register", shown(register::kind)),
        ("/register/start", sent(register::start)),
        ("/register/identity", shown(register::identity).merge(sent(register::identity_sent))),
        ("/register/account", shown(register::account).merge(sent(register::account_sent))),
        ("/register/code", sent(register::code)),
        ("/register/done", shown(register::done)),
        ("/centre", shown(centre::show)),
        ("/centre/licences", shown(licence::list)),
        ("/centre/licences/{id}", shown(licence::preview)),
        ("/centre/licences/{id}/download", shown(licence::download)),
        ("/centre/materials", shown(materials::list)),
        ("/centre/materials/registration", shown(materials::registration)),
        ("/centre/safety", shown(safety::show)),
        ("/centre/safety/end", sent(safety::end)),
        ("/centre/password", shown(password::show).merge(sent(password::submit))),
        ("/centre/phone", shown(safety::phone).merge(sent(safety::phone_sent))),
        ("/centre/phone/code", sent(safety::phone_code)),
        ("/assets/{*name}", shown(help::asset)),
    ]
}

/// The router over the table.
pub fn router(identity: Identity) -> Router {
    #[expect(
        clippy::disallowed_methods,
        reason = "the provider has no Site; this table is its only list of routes"
    )]
    let routes =
        table().into_iter().fold(Router::new(), |router, (path, methods)| router.route(path, methods));
    routes.fallback(nowhere).with_state(identity)
}

/// Every address, for the tests that visit them all.
#[cfg(test)]
pub fn paths() -> Vec<&'static str> {
    table().into_iter().map(|(path, _)| path).collect()
}
