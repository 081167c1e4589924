//! Coming back from WeChat and from the unified identity provider on journeys that do not fit: replayed, of another browser, of
//! the other provider, too late, garbled, twice (safety A71, A73). Nobody is logged in, nothing but the journey itself is changed,
//! and the page says how to go on.

use super::*;
use crate::world::cookie;
use gateways::oidc::{Identity, PersonKind};
use gateways::wechat::WechatIdentity;

/// The two providers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Provider {
    Wechat,
    Identity,
}

impl Provider {
    const ALL: [Self; 2] = [Self::Wechat, Self::Identity];

    const fn way(self) -> &'static str {
        match self {
            Self::Wechat => "/login/wechat",
            Self::Identity => "/login/identity",
        }
    }

    const fn other(self) -> Self {
        match self {
            Self::Wechat => Self::Identity,
            Self::Identity => Self::Wechat,
        }
    }

    /// A code only this provider ever gives.
    const fn own_code(self) -> &'static str {
        match self {
            Self::Wechat => "of-wechat",
            Self::Identity => "of-identity",
        }
    }

    /// From now on `code` stands for somebody there, once.
    fn knows(self, world: &World, code: &str) {
        match self {
            Self::Wechat => world.bench.wechat.scan(
                code,
                WechatIdentity {
                    appid: "wx0".to_owned(),
                    openid: format!("open-{code}"),
                    unionid: None,
                    nickname: Some("海风".to_owned()),
                },
            ),
            Self::Identity => world.bench.oidc.person(
                code,
                Identity {
                    issuer: "https://identity.invalid".to_owned(),
                    subject: format!("s-{code}"),
                    kind: PersonKind::Natural,
                    name: Some("乙某".to_owned()),
                    phone: None,
                    enterprise: None,
                    id_token_raw: "a.b.c".to_owned(),
                },
            ),
        }
    }
}

/// Sets out; the state the provider would send back.
async fn set_out(browser: &mut Browser, provider: Provider) -> String {
    let left = browser.post(provider.way(), &[("consent", "1"), ("kind", "personal")]).await;
    let address = left.leads_to().expect("a journey begins").to_owned();
    let pairs = url::Url::parse(&address).expect("an address");
    pairs.query_pairs().find(|(name, _)| name == "state").expect("a state").1.into_owned()
}

fn query(pairs: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// What comes back, for a journey with this state; and what it is.
fn garbled(state: &str, foreign: &str, theirs: &str) -> Vec<(&'static str, String)> {
    let longer = format!("{state}x");
    let changed: String = state.chars().rev().collect();
    let (upper, lower) = (state.to_uppercase(), state.to_lowercase());
    let long = "x".repeat(4_000);
    let mut cases = vec![
        ("nothing", String::new()),
        ("no state", query(&[("code", "good")])),
        ("an empty state", query(&[("code", "good"), ("state", "")])),
        ("a state nobody made", query(&[("code", "good"), ("state", "AAAA")])),
        ("a state too short", query(&[("code", "good"), ("state", &state[1..])])),
        ("a state too long", query(&[("code", "good"), ("state", &longer)])),
        ("a state backwards", query(&[("code", "good"), ("state", &changed)])),
        ("a state with a blank", query(&[("code", "good"), ("state", &format!("{state} "))])),
        ("a state with a line break", query(&[("code", "good"), ("state", &format!("{state}\r\n"))])),
        ("a state with NUL", query(&[("code", "good"), ("state", &format!("{state}\0"))])),
        ("a state with a quote", query(&[("code", "good"), ("state", &format!("{state}' OR '1'='1"))])),
        ("a pattern for a state", query(&[("code", "good"), ("state", "%")])),
        ("a state encoded twice", format!("code=good&state={}", state.replace(|_| true, "%2541"))),
        ("an endless state", query(&[("code", "good"), ("state", &long)])),
        ("a state that is no text", "code=good&state=%ff%fe".to_owned()),
        ("two states, the first right", query(&[("code", "good"), ("state", state), ("state", "x")])),
        ("two states, the second right", query(&[("code", "good"), ("state", "x"), ("state", state)])),
        ("a list for a state", query(&[("code", "good"), ("state[]", state)])),
        ("another browser's state", query(&[("code", "good"), ("state", foreign)])),
        ("no code", query(&[("state", state)])),
        ("an empty code", query(&[("code", ""), ("state", state)])),
        ("two codes", query(&[("code", "good"), ("code", "good"), ("state", state)])),
        ("a refusal", query(&[("error", "access_denied"), ("state", state)])),
        (
            "a refusal with words",
            query(&[("error", "x"), ("error_description", "<b>pay here</b>"), ("state", state)]),
        ),
        ("a refusal without a state", query(&[("error", "login_required")])),
        (
            "a code with a foreign issuer's state",
            query(&[("code", "good"), ("iss", "https://evil.example"), ("state", foreign)]),
        ),
    ];
    for (what, spelt) in [("a state in capitals", upper), ("a state in small letters", lower)] {
        if spelt != state {
            cases.push((what, query(&[("code", "good"), ("state", &spelt)])));
        }
    }
    // These fit, so that the provider is asked; it knows of no such code.
    for (what, code) in [
        ("a code nobody gave", "bad"),
        ("a code with a blank", "good "),
        ("a code with a line break", "good\r\nX: y"),
        ("a code with NUL", "good\0"),
        ("a code with a quote", "good' --"),
        ("the other provider's code", theirs),
        ("an endless code", long.as_str()),
    ] {
        cases.push((what, query(&[("code", code), ("state", state)])));
    }
    cases
}

/// What is wrong with an answer to somebody who came back on a journey that does not fit.
fn faults(browser: &Browser, answer: &Shown) -> Vec<&'static str> {
    let mut faults = Vec::new();
    if !(answer.status.is_client_error() || answer.status == 503) {
        faults.push("not refused");
    }
    if cookie(browser, "session").is_some() {
        faults.push("a session began");
    }
    if !answer.body.contains("<p class=\"oops-ways\"><a class=\"btn btn-primary\" href=\"") {
        faults.push("no way on");
    }
    // The page's own address stands in its links, spelt as addresses are; words of the provider are never shown.
    if answer.body.contains("pay here") {
        faults.push("repeats what it was told");
    }
    faults
}

/// Tables a journey that does not fit may write to: its own is used up.
const OWN: &[&str] = &["handshake"];

async fn comes_back(
    world: &World,
    browser: &mut Browser,
    path: &str,
    before: &std::collections::BTreeMap<String, Vec<String>>,
) -> Vec<String> {
    let answer = browser.get(path).await;
    let mut wrong: Vec<String> = faults(browser, &answer).into_iter().map(str::to_owned).collect();
    let changed = world.changed_since(before).await;
    let changed: Vec<_> = changed.into_iter().filter(|table| !OWN.contains(&table.as_str())).collect();
    if !changed.is_empty() {
        wrong.push(format!("changed {changed:?}"));
    }
    wrong.into_iter().map(|fault| format!("{} ({})", fault, answer.status)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a71_a73_journeys_that_do_not_fit_lead_nowhere() {
    let world = World::new().await;
    let (mut count, mut wrong) = (0, Vec::new());
    let mut elsewhere = world.browser();
    for provider in Provider::ALL {
        let foreign = set_out(&mut elsewhere, provider).await;
        let mut begun = world.browser();
        let theirs = provider.other().own_code();
        let cases = garbled(&set_out(&mut begun, provider).await, &foreign, theirs).len();
        for n in 0..cases {
            let mut browser = world.browser();
            let state = set_out(&mut browser, provider).await;
            provider.knows(&world, "good");
            provider.other().knows(&world, theirs);
            let (what, query) = garbled(&state, &foreign, theirs).swap_remove(n);
            let before = world.records().await;
            let path = format!("{}/callback?{query}", provider.way());
            let told = comes_back(&world, &mut browser, &path, &before).await;
            wrong.extend(told.into_iter().map(|told| format!("{provider:?}, {what}: {told}")));
            count += 1;
        }
        for (what, n) in
            [("the other provider's", 0), ("ten minutes late", 1), ("replayed", 2), ("after an error", 3)]
        {
            let mut browser = world.browser();
            let state = set_out(&mut browser, provider).await;
            provider.knows(&world, "good");
            provider.other().knows(&world, "good");
            let back = format!("callback?{}", query(&[("code", "good"), ("state", &state)]));
            let own = format!("{}/{back}", provider.way());
            let path = match n {
                0 => format!("{}/{back}", provider.other().way()),
                1 => {
                    world.bench.clock.pass(TimeDelta::minutes(10));
                    own
                }
                2 => {
                    assert_eq!(browser.get(&own).await.status, 303, "the first time it fits");
                    provider.knows(&world, "good");
                    own
                }
                _ => {
                    let bad = query(&[("code", "bad"), ("state", &state)]);
                    browser.get(&format!("{}/callback?{bad}", provider.way())).await;
                    own
                }
            };
            let before = world.records().await;
            let told = comes_back(&world, &mut browser, &path, &before).await;
            wrong.extend(told.into_iter().map(|told| format!("{provider:?}, {what}: {told}")));
            count += 1;
        }
    }
    assert!(count >= 60, "{count}");
    println!("{count} journeys that do not fit, {} led somewhere", wrong.len());
    world.done().await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The broken case: a journey that does fit is noticed by every one of these looks.
#[tokio::test]
async fn a71_a_journey_that_fits_is_noticed() {
    let world = World::new().await;
    for provider in Provider::ALL {
        let mut browser = world.browser();
        let state = set_out(&mut browser, provider).await;
        provider.knows(&world, "good");
        let back = query(&[("code", "good"), ("state", &state)]);
        let answer = browser.get(&format!("{}/callback?{back}", provider.way())).await;
        assert_eq!(faults(&browser, &answer), ["not refused", "no way on"]);
        assert!(answer.leads_to().is_some_and(|path| path.starts_with("/login/bind?journey=")));
    }
    world.done().await;
}
