//! Places in a park, its register, and how it is assessed.

use super::{CLIENTS, Ends, all_post, at_once, hands, officials, statuses};
use crate::world::{Role, Scene, Thing, Whose};
use axum::http::StatusCode;
use hall::kernel::{Role as Office, Uuid};
use web::testing::{Shown, between};

fn asking(key: Uuid) -> super::Fields {
    [
        ("business", "跨境电商仓配"),
        ("staff", "25"),
        ("wanted_on", "2026-04-01"),
        ("contact_name", "乙某"),
        ("contact_phone", "0000-1234567"),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .into_iter()
    .chain([("form_key", key.to_string())])
    .collect()
}

/// Where the one who won was led to.
fn led_to(answers: &[Shown]) -> String {
    answers.iter().find_map(Shown::leads_to).expect("somebody wins").to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn safety_a20_32_forms_each_pressed_twice_ask_a_park_once() {
    let scene = Scene::new().await;
    let park = scene.id(Thing::Park, Whose::Own, Role::Park).await;
    let browsers = hands(scene.browser(Role::Logistics).await, CLIENTS).await;
    let keys: Vec<Uuid> = (0..CLIENTS / 2).map(|_| scene.world.bench.desk.id()).collect();
    let before = scene.world.last_entry().await;
    let answers =
        all_post(browsers, &format!("/parks/{park}/settle"), |number| asking(keys[number / 2])).await;
    // The same form leads to the same application; every other one is told that this one waits.
    let there = led_to(&answers);
    let ends = Ends { leads_to: &there, winners: 2, others: StatusCode::CONFLICT, says: "" };
    let winners = ends.judge(&answers).unwrap();
    assert_eq!(winners[0] / 2, winners[1] / 2, "one form");
    scene.world.wrote(before, &[("settlement.asked", 1)]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn safety_a20_an_application_landed_declined_and_taken_back_at_once_ends_one_way() {
    let scene = Scene::new().await;
    let asked = scene.id(Thing::Settlement, Whose::Own, Role::Park).await;
    let firm = hands(scene.browser(Role::Enterprise).await, 1).await.remove(0);
    let park = hands(scene.browser(Role::Park).await, 1).await.remove(0);
    let before = scene.world.last_entry().await;
    let clients = (0..CLIENTS).map(|number| {
        let (mut firm, mut park) = (firm.clone(), park.clone());
        async move {
            match number % 3 {
                0 => {
                    let fields = [("seen", "1"), ("confirmed", "yes")];
                    park.post(&format!("/desk/settlements/{asked}/land"), &fields).await
                }
                1 => {
                    let fields = [("seen", "1"), ("reason", "场地已满")];
                    park.post(&format!("/desk/settlements/{asked}/decline"), &fields).await
                }
                _ => {
                    let path = format!("/my/settlements/{asked}/withdraw");
                    firm.post(&path, &[("confirmed", "yes")]).await
                }
            }
        }
    });
    let answers = at_once(clients).await;
    let done = |way: usize| {
        let mine = answers.iter().enumerate().filter(|(at, _)| at % 3 == way);
        mine.filter(|(_, shown)| shown.status == StatusCode::SEE_OTHER).count()
    };
    let (landed, declined, taken_back) = (done(0), done(1), done(2));
    assert_eq!(statuses(&answers), [(303, 1), (409, CLIENTS - 1)].into(), "one way");
    let tenant =
        format!("SELECT name AS value FROM tenant WHERE settlement_id = {}", scene.world.id_of(asked));
    assert_eq!(scene.world.texts(&tenant).await.len(), landed);
    let wrote = [
        ("tenant.entered", landed),
        ("settlement.landed", landed),
        ("settlement.declined", declined),
        ("settlement.withdrawn", taken_back),
    ];
    scene.world.wrote(before, &wrote).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn safety_a20_an_import_confirmed_and_undone_64_times_is_done_and_undone_once() {
    let scene = Scene::new().await;
    let mut keeper = scene.browser(Role::Park).await;
    keeper.get("/desk/tenants/import").await;
    let file = crate::imports::shapes::text("2026-03-01");
    let sent = keeper.upload("/desk/tenants/import", &[], &[("file", "名单.csv", file.as_bytes())]).await;
    let there = sent.leads_to().expect("a draft").to_owned();
    let page = keeper.get(&there).await;
    let seal = between(&page.body, "name=\"seal\" value=\"", "\"").expect("a seal").to_owned();
    let tenants = "SELECT uscc AS value FROM tenant WHERE name LIKE '%示例' ORDER BY uscc";
    assert!(scene.world.texts(tenants).await.is_empty());
    let before = scene.world.last_entry().await;

    let answers =
        all_post(hands(keeper.clone(), CLIENTS).await, &there, |_| vec![("seal", seal.clone())]).await;
    // Everybody is led to what was imported.
    let ends = Ends { leads_to: &there, winners: CLIENTS, others: StatusCode::CONFLICT, says: "" };
    ends.judge(&answers).unwrap();
    assert_eq!(scene.world.texts(tenants).await.len(), crate::imports::shapes::NAMES.len());

    let confirmed = |_| vec![("confirmed", "yes".to_owned())];
    let answers = all_post(hands(keeper, CLIENTS).await, &format!("{there}/undo"), confirmed).await;
    let ends = Ends { winners: 1, ..ends };
    ends.judge(&answers).unwrap();
    assert!(scene.world.texts(tenants).await.is_empty());
    scene.world.wrote(before, &[("tenant.imported", 1), ("tenant.import-undone", 1)]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn safety_a20_a_filing_judged_by_64_is_judged_once() {
    let scene = Scene::new().await;
    let filing = scene.id(Thing::Filing, Whose::Own, Role::Assessor).await;
    let period = scene.id(Thing::Period, Whose::Own, Role::Assessor).await;
    let browsers = officials(&scene.world, Office::Assessor).await;
    let seen = version(&scene, "filing", filing).await;
    let before = scene.world.last_entry().await;
    let answers = all_post(browsers, &format!("/office/filings/{filing}"), |number| {
        let seen = ("seen", seen.clone());
        if number.is_multiple_of(2) {
            vec![seen, ("do", "pass".to_owned())]
        } else {
            vec![seen, ("do", "return".to_owned()), ("reason", format!("请补充 {number}"))]
        }
    })
    .await;
    let there = format!("/office/periods/{period}");
    let ends = Ends { leads_to: &there, winners: 1, others: StatusCode::CONFLICT, says: "" };
    let winner = ends.judge(&answers).unwrap()[0];
    let wrote = if winner.is_multiple_of(2) { "filing.passed" } else { "filing.returned" };
    scene.world.wrote(before, &[(wrote, 1)]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn safety_a20_a_ranking_published_by_64_is_published_once() {
    let scene = Scene::new().await;
    let filing = scene.id(Thing::Filing, Whose::Own, Role::Assessor).await;
    let period = scene.id(Thing::Period, Whose::Own, Role::Assessor).await;
    let mut assessor = scene.browser(Role::Assessor).await;
    assessor.get("/office").await;
    let seen = version(&scene, "filing", filing).await;
    let passed =
        assessor.post(&format!("/office/filings/{filing}"), &[("seen", &seen), ("do", "pass")]).await;
    assert_eq!(passed.status, StatusCode::SEE_OTHER, "{}", passed.body);
    let page = assessor.get(&format!("/office/periods/{period}")).await;
    let digest = between(&page.body, "name=\"digest\" value=\"", "\"").expect("a draft").to_owned();
    let browsers = officials(&scene.world, Office::Assessor).await;
    let before = scene.world.last_entry().await;
    let answers = all_post(browsers, &format!("/office/periods/{period}/publish"), |_| {
        vec![("digest", digest.clone()), ("days", "3".to_owned()), ("confirmed", "yes".to_owned())]
    })
    .await;
    let there = led_to(&answers);
    let ends = Ends { leads_to: &there, winners: 1, others: StatusCode::CONFLICT, says: "" };
    ends.judge(&answers).unwrap();
    scene.world.wrote(before, &[("ranking.published", 1)]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn safety_a20_an_objection_answered_by_64_is_answered_once() {
    let scene = Scene::new().await;
    let objection = scene.id(Thing::Objection, Whose::Own, Role::Assessor).await;
    let browsers = officials(&scene.world, Office::Assessor).await;
    let rankings = "SELECT CAST(version AS TEXT) AS value FROM ranking";
    let (before, versions) = (scene.world.last_entry().await, scene.world.texts(rankings).await.len());
    let answers = all_post(browsers, &format!("/office/objections/{objection}"), |number| {
        let answer = ("answer", format!("已核实 {number}"));
        if number.is_multiple_of(2) {
            vec![answer, ("do", "accept".to_owned()), ("points-i1", "8".to_owned())]
        } else {
            vec![answer, ("do", "decline".to_owned())]
        }
    })
    .await;
    let ends = Ends { leads_to: "/office/objections", winners: 1, others: StatusCode::CONFLICT, says: "" };
    let accepted = usize::from(ends.judge(&answers).unwrap()[0].is_multiple_of(2));
    assert_eq!(scene.world.texts(rankings).await.len(), versions + accepted);
    let declined = 1 - accepted;
    let wrote =
        [("objection.accepted", accepted), ("ranking.published", accepted), ("objection.declined", declined)];
    scene.world.wrote(before, &wrote).await;
}

async fn version(scene: &Scene, table: &str, id: Uuid) -> String {
    let version =
        format!("SELECT CAST(version AS TEXT) AS value FROM {table} WHERE id = {}", scene.world.id_of(id));
    scene.world.texts(&version).await.remove(0)
}
