//! Headers and cookies on the answers that are hard to get (safety A24–A27): too much, the wrong kind, too often, broken,
//! unchanged, files of the program, exports.

use crate::security::missing_headers;
use crate::world::{Marked, Part, Role, Scene, Thing, Whose, header, token};
use axum::body::Body;
use axum::http::Request;
use sea_orm::ConnectionTrait as _;
use web::testing::Shown;

/// Notes what is wrong with an answer, and that it is the one that was wanted.
fn look(what: &str, answer: &Shown, status: u16, wrong: &mut Vec<String>) {
    if answer.status != status {
        wrong.push(format!("{what}: {} instead of {status}", answer.status));
    }
    wrong.extend(missing_headers(answer).into_iter().map(|line| format!("{what}: {line}")));
}

/// An enterprise has made all the bookings a day allows, and makes another.
async fn one_booking_more(scene: &Scene) -> Shown {
    let mut browser = scene.browser(Role::Enterprise).await;
    token(&mut browser).await;
    let own = async |thing| scene.id(thing, Whose::Own, Role::Enterprise).await;
    let (buyer, product) = (own(Thing::Enterprise).await, own(Thing::Offering).await);
    // The scene has made one.
    for _ in 1..hall::engagement::PER_DAY {
        scene.books(buyer, product).await;
    }
    let key = scene.world.bench.desk.id().to_string();
    let fields = [
        ("form_key", key.as_str()),
        ("cargo", "日用陶瓷"),
        ("quantity", "2×40HQ"),
        ("weight_kg", "18000"),
        ("ready_on", "2026-03-10"),
        ("origin", "云桥片区 3 号仓"),
        ("contact_name", "乙某"),
        ("contact_phone", "0000-1234567"),
    ];
    browser.post(&format!("/logistics/{product}/book"), &fields).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a24_a25_a26_a27_refusals_of_every_kind_have_their_headers() {
    let scene = Scene::new().await;
    let mut wrong = Vec::new();
    let mut browser = scene.browser(Role::Logistics).await;
    token(&mut browser).await;
    let form = "application/x-www-form-urlencoded";
    look("too much", &browser.post_raw("/my/account", form, vec![b'a'; 2 << 20]).await, 413, &mut wrong);
    look("text/plain", &browser.post_raw("/my/account", "text/plain", b"a".to_vec()).await, 415, &mut wrong);
    look(
        "a form without its end",
        &browser.post_raw("/desk/products/new", "multipart/form-data", b"a".to_vec()).await,
        400,
        &mut wrong,
    );
    look("nothing typed", &browser.post("/my/account", &[("name", "")]).await, 422, &mut wrong);
    look("no token", &browser.post_raw("/my/account", form, Vec::new()).await, 403, &mut wrong);
    look("no such page", &browser.get("/nowhere").await, 404, &mut wrong);
    look("an export", &browser.get("/desk/products.xlsx").await, 200, &mut wrong);
    let mut visitor = scene.browser(Role::Visitor).await;
    let page = visitor.get("/logistics").await;
    let tag = header(&page, "etag").to_owned();
    assert!(!tag.is_empty(), "a page everybody reads has a tag");
    let again =
        Request::get("/logistics").header("if-none-match", tag).body(Body::empty()).expect("a request");
    look("unchanged", &visitor.send(again).await, 304, &mut wrong);
    look("too often", &one_booking_more(&scene).await, 429, &mut wrong);
    let db = &scene.world.bench.desk.database.writer;
    db.execute_unprepared("ALTER TABLE message RENAME TO message_gone").await.expect("renamed");
    look("a broken database", &browser.get("/my/messages").await, 500, &mut wrong);
    scene.world.done_with_messages("codes were sent");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a24_files_of_the_program_have_their_headers_and_no_cookie() {
    let scene = Scene::new().await;
    let mut browser = scene.browser(Role::Visitor).await;
    let page = browser.get("/").await;
    let files: Vec<String> = crate::world::tags(&page.body)
        .iter()
        .flat_map(|tag| [tag.get("href").to_owned(), tag.get("src").to_owned()])
        .filter(|path| path.starts_with("/assets/"))
        .collect();
    assert!(files.len() >= 2, "{files:?}");
    for path in files {
        let answer = browser.get(&path).await;
        assert_eq!(answer.status, 200, "{path}");
        let wrong: Vec<String> = missing_headers(&answer)
            .into_iter()
            .filter(|line| !line.starts_with("cache-control: public"))
            .collect();
        assert!(wrong.is_empty() && !answer.headers.contains_key("set-cookie"), "{path}: {wrong:?}");
    }
    scene.world.done_with_messages("nothing was sent");
}

/// Cells that a spreadsheet would run stay texts, and names stay in their header (A07, A48).
#[tokio::test(flavor = "multi_thread")]
async fn safety_a07_a48_exports_hold_no_formula_and_one_header() {
    let beginnings =
        ["=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠", "=cmd|' /C calc'!A0", "\"=", ";="];
    for (turn, beginning) in beginnings.iter().enumerate() {
        let marked = Marked::new(|_, table, column| format!("{beginning}{table}{column}(1)")).await;
        let carrier = marked.owners.iter().find(|owner| owner.part == Part::Carrier).expect("a carrier");
        let mut browser = marked.world().browser_of(carrier.account.expect("somebody")).await;
        for path in ["/desk/products.xlsx", "/desk/bookings.xlsx"] {
            let answer = browser.get(path).await;
            assert_eq!(answer.status, 200, "{path}");
            assert_eq!(answer.headers.get_all("content-disposition").iter().count(), 1);
            assert!(header(&answer, "content-disposition").starts_with("attachment; filename*=UTF-8''"));
            let text = crate::canary::readable(&answer);
            assert!(text.contains("(1)"), "{path} holds none of the texts, turn {turn}");
            assert!(!text.contains("<f>") && !text.contains("<f "), "{path} holds a formula, turn {turn}");
            assert!(!text.contains("externalLink") && !text.contains("ddeLink"), "{path}, turn {turn}");
        }
        let mut auditor = marked.scene.browser(Role::Audit).await;
        auditor.get("/office/journal").await;
        let answer = auditor.post("/office/journal/export", &[]).await;
        if header(&answer, "content-type").starts_with("text/csv") {
            let table = answer.body.trim_start_matches('\u{feff}');
            for line in csv::Reader::from_reader(table.as_bytes()).into_records() {
                for cell in line.expect("a line").iter() {
                    let first = cell.trim_start().chars().next();
                    assert!(!first.is_some_and(|c| "=+@＝＋＠".contains(c)), "turn {turn}: {cell:?}");
                }
            }
        }
        marked.scene.world.done_with_messages("exports were read");
    }
}

/// The deliberately broken case: an answer that lacks one header, or has another value, is reported for each.
#[tokio::test(flavor = "multi_thread")]
async fn a27_a_header_that_is_missing_or_wrong_is_noticed() {
    let scene = Scene::new().await;
    let mut answer = scene.browser(Role::Visitor).await.get("/nowhere").await;
    scene.world.done_with_messages("nothing was sent");
    let mut wrong = Vec::new();
    look("as it is", &answer, 404, &mut wrong);
    assert!(wrong.is_empty(), "{wrong:?}");
    answer.headers.remove("content-security-policy");
    answer.headers.insert("x-content-type-options", "sniff".parse().expect("a value"));
    look("less", &answer, 200, &mut wrong);
    assert_eq!(wrong.len(), 3, "{wrong:?}");
}
