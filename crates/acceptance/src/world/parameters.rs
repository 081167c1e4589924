//! What the parameters of the routes stand for, so that every route can be asked for something that is there.

use super::scene::Thing;

/// What the parameters of a path stand for.
#[derive(Clone, Copy)]
pub enum Parameter {
    /// A thing that has an owner.
    Of(Thing),
    /// A word of a public address: one that is there and one that is not.
    Public(&'static str, &'static str),
}

/// A new parameter must be added here, or the tests fail. The longest beginning counts.
const PARAMETERS: &[(&str, Parameter)] = &[
    ("/my/messages/{id}", Parameter::Of(Thing::Message)),
    ("/my/security/sessions/{id}", Parameter::Of(Thing::Session)),
    ("/my/bookings/{id}", Parameter::Of(Thing::Booking)),
    ("/my/settlements/{id}", Parameter::Of(Thing::Settlement)),
    ("/desk/settlements/{id}", Parameter::Of(Thing::Settlement)),
    ("/office/settlements/{id}", Parameter::Of(Thing::Settlement)),
    ("/desk/tenants/{id}", Parameter::Of(Thing::Tenant)),
    ("/desk/tenants/import/{id}", Parameter::Of(Thing::Import)),
    ("/my/provider/rounds/{id}", Parameter::Of(Thing::Round)),
    ("/logistics/{id}", Parameter::Of(Thing::Offering)),
    ("/parks/{id}", Parameter::Of(Thing::Park)),
    ("/news/{id}", Parameter::Of(Thing::News)),
    ("/files/{id}", Parameter::Of(Thing::File)),
    ("/desk/bookings/{id}", Parameter::Of(Thing::Booking)),
    ("/desk/products/{id}", Parameter::Of(Thing::Offering)),
    ("/desk/news/{id}", Parameter::Of(Thing::News)),
    ("/office/bookings/{id}", Parameter::Of(Thing::Booking)),
    ("/office/reviews/{id}", Parameter::Of(Thing::Round)),
    ("/office/enterprises/{id}", Parameter::Of(Thing::Enterprise)),
    ("/office/providers/{id}", Parameter::Of(Thing::Provider)),
    ("/office/products/{id}", Parameter::Of(Thing::Offering)),
    ("/office/news/{id}", Parameter::Of(Thing::News)),
    ("/office/users/{id}", Parameter::Of(Thing::Account)),
    ("/office/users/offices/{id}", Parameter::Of(Thing::Appointment)),
    ("/office/system/dispatches/{id}", Parameter::Of(Thing::Dispatch)),
    ("/office/assessments/{id}", Parameter::Of(Thing::Assessment)),
    ("/office/periods/{id}", Parameter::Of(Thing::Period)),
    ("/office/filings/{id}", Parameter::Of(Thing::Filing)),
    ("/office/rankings/{id}", Parameter::Of(Thing::Ranking)),
    ("/office/objections/{id}", Parameter::Of(Thing::Objection)),
    ("/desk/assessments/{id}", Parameter::Of(Thing::Filing)),
    ("/desk/ranking/{id}", Parameter::Of(Thing::Ranking)),
    ("/desk/objections/{id}", Parameter::Of(Thing::Objection)),
    ("/office/journal/{seq}", Parameter::Public("1", "999999")),
    ("/office/calendar/days/{day}", Parameter::Public("2026-10-01", "no-day")),
    ("/office/legal/{document}", Parameter::Public("platform", "no-such-text")),
    ("/office/legal/{document}/new", Parameter::Public("platform", "no-such-text")),
    ("/office/legal/{document}/{version}", Parameter::Public("platform/1", "platform/999")),
    ("/office/invitation/{token}", Parameter::Public("0000", "9999")),
    (
        "/kept/{id}",
        Parameter::Public("01a20000-0000-7000-8000-000000000001", "01a20000-0000-7000-8000-000000000002"),
    ),
    ("/captcha/{token}", Parameter::Public("0000", "9999")),
    ("/help/{role}", Parameter::Public("enterprise", "nobody")),
    ("/help/pictures/{name}", Parameter::Public("home.png", "no-such.png")),
    ("/legal/{slug}", Parameter::Public("platform", "no-such-text")),
    ("/legal/{slug}/{version}", Parameter::Public("platform/1", "platform/999")),
];

/// What the parameter of a route's path stands for, if it has one.
pub fn parameter(path: &str) -> Option<Parameter> {
    if !path.contains('{') {
        return None;
    }
    let known = PARAMETERS
        .iter()
        .filter(|(beginning, _)| path.starts_with(beginning))
        .max_by_key(|known| known.0.len());
    Some(known.unwrap_or_else(|| panic!("{path}: say in parameters.rs what its parameter stands for")).1)
}

/// The path with everything from the first parameter to the last put in place of them.
pub fn filled(path: &str, value: &str) -> String {
    match (path.find('{'), path.rfind('}')) {
        (Some(first), Some(last)) => format!("{}{value}{}", &path[..first], &path[last + 1..]),
        _ => path.to_owned(),
    }
}
