//! What addresses and forms carry besides what pages put there: hostile orders and filters (safety A04), numbers and days at
//! the edge (A12), fields nobody asked for (A14), breaks in what is logged (A98).

use crate::world::{ALWAYS, Marked, Part, Role, Scene, addresses, crawl, one_in, token};
use std::collections::{BTreeMap, BTreeSet};

/// Texts that would mean something to a database, a shell or a template.
const HOSTILE: &[&str] = &[
    "'",
    "\"",
    "';--",
    "1;DROP TABLE account",
    "' OR '1'='1",
    "title) desc, (select 1",
    "(case when 1=1 then title end)",
    "id,(select password from account)",
    "title asc--",
    "1 union select 1",
    "sleep(9)",
    "pg_sleep(9)",
    "0x61",
    "%",
    "_",
    "%%%",
    "\\",
    "\\'",
    "../../etc/passwd",
    "$(id)",
    "{{7*7}}",
    "<svg>",
    "\u{0}",
    "a\u{0}b",
    "\u{feff}",
    "\u{202e}",
    "\u{fffd}",
    "ı",
    "ﬁ",
    "[]",
    "{}",
    "null",
    "true",
    "NaN",
    "Infinity",
    "-0",
    "1e999",
    "٣",
];

/// Numbers and days at the edge of what fits.
const EDGES: &[&str] = &[
    "0",
    "-1",
    "1",
    "2147483647",
    "2147483648",
    "-2147483648",
    "4294967295",
    "4294967296",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "18446744073709551615",
    "18446744073709551616",
    "340282366920938463463374607431768211456",
    "99999999999999999999999999999999999999999",
    "1.5",
    "+1",
    " 1",
    "0x10",
    "1_000",
    "0000-00-00",
    "0001-01-01",
    "9999-12-31",
    "10000-01-01",
    "-0001-01-01",
    "262142-12-31",
    "262143-01-01",
    "2026-02-29",
    "2026-13-01",
    "2026-3-4",
    "1970-01-01",
    "2026-03-04T00:00:00Z",
    "",
];

/// Whether an answer is none that the hall gives on purpose.
fn is_broken(answer: &web::testing::Shown) -> bool {
    !matches!(answer.status.as_u16(), 200 | 204 | 303 | 400 | 403 | 404 | 422)
}

/// The names of parameters that pages link with, by address, as `role` sees them.
async fn parameters(marked: &Marked, role: Role) -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::<String, BTreeSet<String>>::new();
    let mut browser = marked.scene.browser(role).await;
    crawl(&mut browser, &addresses(marked.world()).await, |path, answer| {
        let Some((place, query)) = path.split_once('?').filter(|_| answer.status == 200) else { return };
        let names = query.split('&').filter_map(|pair| pair.split('=').next());
        found.entry(place.to_owned()).or_default().extend(names.map(str::to_owned));
    })
    .await;
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn safety_a04_safety_a12_no_parameter_breaks_a_page() {
    let marked = Marked::unmarked().await;
    let (mut asked, mut wrong, mut names) = (0, Vec::new(), BTreeSet::new());
    // One value in five for each name in `make test`, beginning at another one each time; all in `make hostile`.
    let step = one_in(5);
    let always = ["page", "size", "sort", "order", "q", "from", "to"];
    for role in [Role::Visitor, Role::Person, Role::ReviewerA, Role::System, Role::Security, Role::Audit] {
        let places = parameters(&marked, role).await;
        let mut browser = marked.scene.browser(role).await;
        for (place, found) in places {
            // The pages of things take no filters beyond those of their kind.
            for name in found.iter().map(String::as_str).chain(always).collect::<BTreeSet<_>>() {
                if !names.insert((crate::world::pattern(&place), name.to_owned(), role)) {
                    continue;
                }
                let values = HOSTILE.iter().chain(EDGES).skip(names.len() % step).step_by(step);
                for value in values {
                    let query = url::form_urlencoded::Serializer::new(String::new())
                        .append_pair(name, value)
                        .finish();
                    let answer = browser.get(&format!("{place}?{query}")).await;
                    asked += 1;
                    if is_broken(&answer) {
                        wrong.push(format!("{place}?{query}: {}", answer.status));
                    }
                }
            }
        }
    }
    marked.scene.world.done_with_messages("pages were opened");
    eprintln!("parameters: {} names, {asked} addresses, {} broke a page", names.len(), wrong.len());
    assert!(names.len() > 60, "only {} parameters", names.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Fields a clumsy program would take into its rows.
const EXTRA: &[(&str, &str)] = &[
    ("role", "admin"),
    ("role", "system_admin"),
    ("roles[]", "audit_admin"),
    ("is_admin", "1"),
    ("state", "approved"),
    ("state", "active"),
    ("status", "approved"),
    ("region", "*"),
    ("enterprise_id", "0198b2c0-0000-7000-8000-000000000000"),
    ("account_id", "0198b2c0-0000-7000-8000-000000000000"),
    ("provider_id", "0198b2c0-0000-7000-8000-000000000000"),
    ("created_at", "1970-01-01T00:00:00Z"),
    ("created_by", "x"),
    ("source", "office"),
    ("public", "1"),
    ("credit_level", "advanced"),
    ("decided_by", "0198b2c0-0000-7000-8000-000000000000"),
    ("pinned_at", "2026-01-01"),
    ("published_at", "2026-01-01"),
    ("number", "1"),
    ("__proto__", "x"),
    ("id", "0198b2c0-0000-7000-8000-000000000000"),
    ("tenant_id", "2"),
];

/// How many rows each table has: ids, times and hashes differ between two halls for no reason of ours.
fn lengths(records: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    let counted = records.iter().filter(|(table, _)| !ALWAYS.contains(&table.as_str()));
    counted.map(|(table, rows)| format!("{table} {}", rows.len())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn safety_a14_fields_nobody_asked_for_change_nothing() {
    let name = ("name", "新名字");
    let sent: [(&str, &[(&str, &str)]); 3] = [
        ("/my/account", &[name, ("locale", "zh-CN")]),
        ("/my/enterprise", &[("contact_name", "新联系人"), ("contact_phone", "0000-7654321")]),
        ("/my/messages/read", &[]),
    ];
    for (path, fields) in sent {
        let mut outcomes = Vec::new();
        for extra in [false, true] {
            let scene = Scene::new().await;
            let mut browser = scene.browser(Role::Logistics).await;
            token(&mut browser).await;
            let mut all = fields.to_vec();
            if extra {
                all.extend_from_slice(EXTRA);
                // The first of two is what counts, whatever the second says.
                all.extend(fields.iter().map(|(name, _)| (*name, "zweiter")));
            }
            let target = if extra {
                format!("{path}?role=admin&state=approved&name=zweiter")
            } else {
                path.to_owned()
            };
            let answer = browser.post(&target, &all).await;
            let records = scene.world.records().await;
            let text = format!("{:?}", records.values().flatten().collect::<Vec<_>>());
            let strange = ["zweiter", "advanced", "tenant", "__proto__"]
                .iter()
                .filter(|word| text.contains(*word))
                .count();
            outcomes.push((answer.status, lengths(&records), strange));
            scene.world.done_with_messages("a form was sent");
        }
        assert_eq!(outcomes[0], outcomes[1], "{path}");
    }
}

/// Tables that say who may do what, and how far it has come.
const STANDING: &[&str] =
    &["appointment", "enterprise", "provider", "offering", "review_round", "engagement", "file"];

/// Sends nothing but fields nobody asked for: the tables of [`STANDING`] that differ afterwards.
async fn changed(marked: &Marked, browser: &mut web::testing::Browser, path: &str) -> Vec<&'static str> {
    let before = marked.world().records().await;
    browser.post(path, EXTRA).await;
    let now = marked.world().records().await;
    STANDING.iter().copied().filter(|table| before.get(*table) != now.get(*table)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn safety_a14_offices_and_states_stay_whatever_a_form_says() {
    let marked = Marked::unmarked().await;
    let (mut tries, mut wrong) = (0, Vec::new());
    for owner in marked.owners.iter().filter(|owner| owner.firm == Some(0) && owner.part != Part::Hidden) {
        let Some(account) = owner.account else { continue };
        let mut browser = marked.world().browser_of(account).await;
        token(&mut browser).await;
        for route in
            web::site().routes().iter().filter(|route| route.method == "POST" && !route.path.contains('{'))
        {
            // This one needs no field to do what it is for.
            if route.path == "/my/provider/withdraw" {
                continue;
            }
            tries += 1;
            for table in changed(&marked, &mut browser, route.path).await {
                wrong.push(format!("{} {:?}: {table}", route.path, owner.part));
            }
            if route.path == "/logout" || route.path.contains("sessions") {
                browser = marked.world().browser_of(account).await;
                token(&mut browser).await;
            }
        }
    }
    marked.scene.world.done_with_messages("forms were sent");
    eprintln!("extra fields: {tries} forms, {} changed a row", wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The deliberately broken case: a page that breaks and a form that changes something are reported.
#[tokio::test(flavor = "multi_thread")]
async fn safety_a12_safety_a14_what_breaks_and_what_changes_is_noticed() {
    use sea_orm::ConnectionTrait as _;
    let marked = Marked::unmarked().await;
    let waiting = marked.owners.iter().find(|owner| owner.part == Part::Waiting).expect("somebody waits");
    let mut browser = marked.world().browser_of(waiting.account.expect("somebody")).await;
    token(&mut browser).await;
    assert_eq!(changed(&marked, &mut browser, "/my/provider/withdraw").await, ["review_round"]);
    assert!(!is_broken(&browser.get("/my/messages?page=-1").await));
    let db = &marked.world().bench.desk.database.writer;
    db.execute_unprepared("ALTER TABLE message RENAME TO message_gone").await.expect("renamed");
    assert!(is_broken(&browser.get("/my/messages?page=-1").await));
    marked.scene.world.done_with_messages("forms were sent");
}
