//! Opening everything one can reach: the routes of the registry for every id there is, and whatever pages link to, with every
//! choice their filters offer.

use super::World;
use super::html::{Tag, tags};
use super::parameters::{Parameter, filled, parameter};
use super::scene::Thing;
use hall::kernel::Uuid;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use web::testing::{Browser, Shown};

/// So many addresses that differ in values alone are opened: a calendar has no end.
const ALIKE: usize = 8;

/// Parameters that say how pages look from now on.
const LOOKS: &[&str] = &["lang=", "contrast=", "text="];

/// The table a thing stands in.
pub const fn table(thing: Thing) -> &'static str {
    match thing {
        Thing::Message => "message",
        Thing::Enterprise => "enterprise",
        Thing::Provider | Thing::Park => "provider",
        Thing::Session => "session",
        Thing::Offering => "offering",
        Thing::News => "news",
        Thing::Booking => "engagement",
        Thing::Settlement => "settlement",
        Thing::Tenant => "tenant",
        Thing::Import => "tenant_import",
        Thing::Round => "review_round",
        Thing::File => "file",
        Thing::Account => "account",
        Thing::Appointment => "appointment",
        Thing::Dispatch => "dispatch",
        Thing::Assessment => "assessment",
        Thing::Period => "assessment_period",
        Thing::Filing => "filing",
        Thing::Ranking => "ranking",
        Thing::Objection => "objection",
    }
}

/// Every so manieth of many cases: one in `few` in `make test`, as many times more as `make hostile TIMES=…` says.
pub fn one_in(few: usize) -> usize {
    let times: usize = std::env::var("TIMES").map_or(1, |times| times.parse().expect("a number"));
    (few / times).max(1)
}

/// Every page of the registry, with every id the hall knows.
pub async fn addresses(world: &World) -> Vec<String> {
    let mut all = Vec::new();
    for route in web::site().routes().iter().filter(|route| route.method == "GET") {
        match parameter(route.path) {
            None => all.push(route.path.to_owned()),
            Some(Parameter::Public(there, _)) => all.push(filled(route.path, there)),
            Some(Parameter::Of(thing)) => {
                let ids = world.ids(table(thing)).await;
                all.extend(ids.iter().map(|id| filled(route.path, &id.to_string())));
            }
        }
    }
    all
}

/// Opens `starts` and whatever is reached from there; `look` sees every answer, redirects and refusals too.
pub async fn crawl(browser: &mut Browser, starts: &[String], mut look: impl FnMut(&str, &Shown)) -> usize {
    let mut waiting: VecDeque<String> = starts.iter().cloned().collect();
    let mut known: BTreeSet<String> = starts.iter().cloned().collect();
    let mut alike: BTreeMap<String, usize> = BTreeMap::new();
    let mut opened = 0;
    while let Some(path) = waiting.pop_front() {
        let answer = browser.get(&path).await;
        opened += 1;
        look(&path, &answer);
        let place = answer.leads_to().map(str::to_owned);
        let html = super::header(&answer, "content-type").starts_with("text/html");
        let found = if html { links(&path, &answer.body) } else { Vec::new() };
        for link in found.into_iter().chain(place) {
            let link = link.split('#').next().unwrap_or_default().to_owned();
            // The sketch of a map and the styles are the same for everybody.
            if !link.starts_with('/') || link.starts_with("//") || link.starts_with("/assets/") {
                continue;
            }
            let query = link.split_once('?').map_or("", |(_, query)| query);
            // Each filter is tried by itself: all of their combinations show no more. How pages look is remembered, and
            // would change them all.
            if path.contains('?') && !query.is_empty() || LOOKS.iter().any(|name| query.starts_with(name)) {
                continue;
            }
            if known.insert(link.clone()) {
                let count = alike.entry(pattern(&link)).or_default();
                *count += 1;
                if *count <= ALIKE {
                    waiting.push_back(link);
                }
            }
        }
    }
    opened
}

/// An address without its values.
pub fn pattern(link: &str) -> String {
    let (path, query) = link.split_once('?').unwrap_or((link, ""));
    let path: Vec<&str> = path
        .split('/')
        .map(|part| if part.parse::<Uuid>().is_ok() || part.parse::<u64>().is_ok() { "{id}" } else { part })
        .collect();
    let names: Vec<&str> = query.split('&').map(|pair| pair.split('=').next().unwrap_or_default()).collect();
    format!("{}?{}", path.join("/"), names.join("&"))
}

/// Where a page leads: its links, pictures and scripts, and each choice of the forms that only ask.
pub fn links(path: &str, page: &str) -> Vec<String> {
    let here = path.split('?').next().unwrap_or_default();
    let absolute = |target: &str| {
        if target.starts_with('?') { format!("{here}{target}") } else { target.to_owned() }
    };
    let mut found = Vec::new();
    let (mut action, mut select) = (None::<String>, String::new());
    for tag in tags(page) {
        for name in ["href", "src", "hx-get", "data-src", "data-href", "poster"] {
            if let Some(target) = tag.attributes.get(name) {
                found.push(absolute(target));
            }
        }
        match tag.name.as_str() {
            "form" => {
                let asks = tag.get("method").is_empty() || tag.get("method").eq_ignore_ascii_case("get");
                let target = if tag.get("action").is_empty() { here } else { tag.get("action") };
                action = asks.then(|| absolute(target));
            }
            "select" => select = tag.get("name").to_owned(),
            "option" => found.extend(choice(action.as_deref(), &select, tag.get("value"))),
            "input" | "button" => found.extend(asked(action.as_deref(), &tag)),
            _ => {}
        }
    }
    found
}

fn asked(action: Option<&str>, tag: &Tag) -> Option<String> {
    let value = if matches!(tag.get("type"), "search" | "text" | "") { "印记" } else { tag.get("value") };
    choice(action, tag.get("name"), value)
}

fn choice(action: Option<&str>, name: &str, value: &str) -> Option<String> {
    let action = action.filter(|_| !name.is_empty())?;
    let pair = url::form_urlencoded::Serializer::new(String::new()).append_pair(name, value).finish();
    Some(format!("{}?{pair}", action.split('?').next().unwrap_or_default()))
}
