//! What every template may use: names, menus, the language, the way assets are addressed, times and pages.

use crate::app::App;
use crate::page::Page;
use crate::{counts, menu};
use chrono::{DateTime, Utc};
use frame::Locale;
use hall::Refusal;
use hall::kernel::Paging;
use minijinja::context;
use minijinja::value::{Serde, Value};
use serde_json::json;

/// The context every page has.
pub(crate) async fn base(page: &Page) -> Result<Value, Refusal> {
    let (app, visit) = (page.app(), page.visit());
    let member = visit.actor.member();
    let db = app.desk.db();
    let unread = async {
        match member {
            Some(member) => hall::message::find::unread(db, member.account).await,
            None => Ok(0),
        }
    };
    let consent_due = async {
        match member {
            Some(member) => match hall::account::legal::due(db, member.account).await {
                Err(Refusal::NotFound) => Ok(None),
                due => due,
            },
            None => Ok(None),
        }
    };
    let (unread, consent_due, menu_counts) = tokio::try_join!(unread, consent_due, counts::counts(page))?;
    let me = member.map(|member| {
        json!({
            "name": member.name,
            "enterprise": member.enterprise.as_ref().map(|seat| json!({
                "id": seat.id, "name": seat.name,
                "provider": seat.provider.as_ref().map(|provider| json!({ "kind": provider.kind, "active": provider.active })),
            })),
            "official": !member.offices.is_empty(),
            "unread": unread,
        })
    });
    let zh = visit.locale == Locale::Zh;
    let zone = &app.desk.zone;
    let pick = |chinese: &str, english: &str| if zh { chinese.to_owned() } else { english.to_owned() };
    let site = json!({
        "name": pick(&zone.name_zh, &zone.name_en),
        "operator": pick(&zone.operator_zh, &zone.operator_en),
        "identity": pick(&zone.identity_name_zh, &zone.identity_name_en),
        "hotline": zone.hotline,
        "icp": zone.icp,
        "tiles": zone.tiles,
        "login": zone.login,
        "regions": zone.regions.iter().map(|region| json!({
            "code": region.code, "name": pick(&region.name_zh, &region.name_en),
        })).collect::<Vec<_>>(),
        "rehearsal": app.settings.rehearsal,
    });
    let csrf = if page.is_for_everybody() {
        String::new()
    } else {
        visit.needs_browser();
        visit.csrf.clone()
    };
    Ok(context! {
        locale => visit.locale.tag(),
        other_locale => if zh { "en" } else { "zh-CN" },
        large => visit.large,
        contrast => visit.contrast,
        path => visit.path.as_str(),
        here => visit.here.as_str(),
        fragment => visit.fragment,
        csrf => csrf,
        flash => visit.flash.as_deref(),
        session => Serde(visit.lasts),
        me => Serde(me),
        consent_due => consent_due,
        site => Serde(site),
        menus => Serde(menu::menus(&visit.actor)),
        menu_counts => Serde(menu_counts),
        limits => Serde(&zone.limits),
        errors => Vec::<String>::new(),
        asset => assets(app.clone()),
        time => times(app.clone(), visit.locale, "%Y-%m-%d %H:%M"),
        day => times(app.clone(), visit.locale, "%Y-%m-%d"),
        many => Value::from_function(many),
        with_query => Value::from_function(with_query),
        query_pairs => Value::from_function(query_pairs),
        now => app.desk.now().to_rfc3339(),
    })
}

/// `asset("hall.css")`: where a script or style is.
pub(crate) fn assets(app: App) -> Value {
    Value::from_function(move |name: &str| Value::from_safe_string(app.assets.address(name)))
}

/// `time("2026-11-21T08:00:00Z")` in the zone's time.
fn times(app: App, _locale: Locale, form: &'static str) -> Value {
    Value::from_function(move |instant: &str| {
        let parsed: Option<DateTime<Utc>> = instant.parse().ok();
        parsed.map_or_else(
            || instant.to_owned(),
            |instant| instant.with_timezone(&app.desk.zone.timezone).format(form).to_string(),
        )
    })
}

/// `many(12)`: a number that was counted, or `5000+` for what was not counted to its end.
fn many(counted: u64) -> String {
    if counted > Paging::COUNTED { format!("{}+", Paging::COUNTED) } else { counted.to_string() }
}

/// `with_query(here, "page", 3)`: this page with one parameter set (or removed, when the value is empty). The path is
/// left out: a link to a query alone leads to the same page, and an error page must not repeat the id that was asked for.
fn with_query(here: &str, name: &str, value: &Value) -> String {
    let query = here.split_once('?').map_or("", |(_, query)| query);
    let value = if value.is_none() || value.is_undefined() { String::new() } else { value.to_string() };
    let kept = url::form_urlencoded::parse(query.as_bytes()).filter(|(key, _)| key != name && key != "lang");
    let mut pairs = url::form_urlencoded::Serializer::new(String::new());
    for (key, value) in kept {
        pairs.append_pair(&key, &value);
    }
    if !value.is_empty() {
        pairs.append_pair(name, &value);
    }
    let query = pairs.finish();
    format!("?{query}")
}

/// The parameters of an address, for forms that carry filters along.
fn query_pairs(here: &str) -> Value {
    let query = here.split_once('?').map_or("", |(_, query)| query);
    url::form_urlencoded::parse(query.as_bytes())
        .filter(|(name, _)| name != "lang")
        .map(|(name, value)| Value::from(vec![name.into_owned(), value.into_owned()]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d07_a_number_that_was_not_counted_to_its_end_says_so() {
        assert_eq!(many(0), "0");
        assert_eq!(many(Paging::COUNTED), "5000");
        assert_eq!(many(Paging::COUNTED + 1), "5000+");
    }
}
