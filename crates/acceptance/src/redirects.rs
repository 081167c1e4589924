//! Wherever a form or an address says where to go next, one stays in the hall (safety A32).

use crate::world::{Marked, Role, Scene, addresses, crawl, header, one_in, tags, token};
use std::collections::BTreeSet;
use web::testing::{Browser, HERE, Shown};

/// Places of somebody else's in all the ways browsers and servers read differently.
fn places() -> Vec<String> {
    let hosts = [
        "evil.example",
        "hall.example.evil.example",
        "hall.example@evil.example",
        "evil.example%2f@hall.example",
    ];
    let beginnings = [
        "//",
        "///",
        "////",
        "/\\",
        "\\\\",
        "\\/",
        "/\\/",
        "\\",
        "https://",
        "https:",
        "https:/",
        "http://",
        "HTTPS://",
        "hTTp:\\\\",
        "javascript:alert(1)//",
        "data:text/html,",
        "vbscript:",
        "ftp://",
        "file:///",
        "blob:https://",
        "/\t/",
        "\t//",
        "/\n/",
        "/\r\n/",
        "\r\nLocation: https://",
        " //",
        "\u{a0}//",
        "/\u{2028}/",
        "／／",
        "/／",
        "。",
        "/%09/",
        "/%0a/",
        "/%0d%0aLocation:%20https://",
        "/%2f",
        "%2f%2f",
        "/%5c",
        "//%5c",
        "/.//",
        "/..//",
        "/;//",
        "@",
        ":",
        "?//",
        "#//",
        ".",
        "*",
        "",
    ];
    let all = beginnings.iter().flat_map(|beginning| hosts.map(|host| format!("{beginning}{host}")));
    all.collect()
}

/// Whether a browser that is at the hall stays there.
fn stays(place: &str) -> bool {
    let here = url::Url::parse(HERE).expect("an address");
    here.join(place).is_ok_and(|there| there.origin() == here.origin())
}

/// Where an answer sends the browser.
fn sent(answer: &Shown) -> Vec<String> {
    let names = ["location", "hx-redirect", "hx-location", "hx-push-url", "refresh"];
    let headers = names.iter().map(|name| header(answer, name).to_owned());
    headers.filter(|value| !value.is_empty()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a32_no_address_leads_out_of_the_hall() {
    let scene = Scene::new().await;
    let (mut asked, mut wrong) = (0, Vec::new());
    for role in [Role::Visitor, Role::Person, Role::Logistics] {
        let mut browser = scene.browser(role).await;
        for route in
            web::site().routes().iter().filter(|route| route.method == "GET" && !route.path.contains('{'))
        {
            for place in
                places().iter().step_by(one_in(if route.path.starts_with("/login") { 1 } else { 17 }))
            {
                let query = url::form_urlencoded::Serializer::new(String::new())
                    .extend_pairs(
                        ["next", "return", "back", "url", "redirect", "to"].map(|name| (name, place)),
                    )
                    .finish();
                let path = format!("{}?{query}", route.path);
                let answer = browser.get(&path).await;
                asked += 1;
                look(&path, &answer, &mut wrong);
            }
        }
    }
    scene.world.done_with_messages("sessions may have told of new browsers");
    eprintln!("open redirects: {asked} addresses, {} lead away", wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Redirects stay, and so do the forms' `next` and every link of the page.
fn look(path: &str, answer: &Shown, wrong: &mut Vec<String>) {
    for place in sent(answer) {
        let to_log_in = ["https://identity.invalid/", "https://wechat.invalid/"];
        if !(stays(&place) || to_log_in.iter().any(|place_of| place.starts_with(place_of))) {
            wrong.push(format!("{path}: sent to {place}"));
        }
    }
    if answer.status.is_server_error() {
        wrong.push(format!("{path}: {}", answer.status));
    }
    for tag in tags(&answer.body) {
        for name in ["href", "action", "formaction", "src"] {
            let place = tag.get(name);
            if place.contains("evil") && !stays(place) {
                wrong.push(format!("{path}: <{} {name}={place:?}>", tag.name));
            }
        }
    }
}

/// The forms that carry where to go next: their address and their other fields, as pages show them.
async fn forms(marked: &Marked, browser: &mut Browser) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let starts = addresses(marked.world()).await;
    crawl(browser, &starts, |_, answer| {
        let mut action = String::new();
        for tag in tags(&answer.body) {
            if tag.name == "form" {
                tag.get("action").clone_into(&mut action);
            } else if matches!(tag.get("name"), "next" | "back") && !action.is_empty() {
                found.insert(action.clone());
            }
        }
    })
    .await;
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn a32_no_form_leads_out_of_the_hall() {
    let marked = Marked::unmarked().await;
    let (mut count, mut wrong) = (0, Vec::new());
    for (name, owner, mut browser) in marked.kinds().await {
        let mut forms = forms(&marked, &mut browser).await;
        // Forms of the registry that read it without a page that shows it today.
        forms.extend(
            ["/legal/platform/agree", "/login/identity", "/login/wechat", "/my/enterprises/switch", "/login"]
                .map(str::to_owned),
        );
        token(&mut browser).await;
        for action in forms {
            let own = owner.as_ref().map(|_| String::new()).unwrap_or_default();
            for place in places().iter().skip(count % one_in(6)).step_by(one_in(6)) {
                let fields = [
                    ("next", place.as_str()),
                    ("back", place.as_str()),
                    ("id", own.as_str()),
                    ("consent", "1"),
                    ("kind", "natural"),
                ];
                let answer = browser.post(&action, &fields).await;
                count += 1;
                look(&format!("{name} {action} next={place:?}"), &answer, &mut wrong);
            }
        }
    }
    marked.scene.world.done_with_messages("forms were sent");
    eprintln!("open redirects: {count} forms, {} lead away", wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The deliberately broken case: what the look is for is found.
#[test]
fn a32_a_place_elsewhere_is_noticed() {
    let away = places().iter().filter(|place| !stays(place)).count();
    assert!(away > 60, "only {away} places are elsewhere");
    assert!(!stays("//evil.example") && !stays("/\\evil.example") && !stays("/\t/evil.example"));
    assert!(stays("/my") && stays("/%2fevil.example"));
}
