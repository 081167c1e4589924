//! Deciding, and asking to become a provider.

use super::{CLIENTS, Ends, all_post, at_once, hands, officials, statuses};
use crate::world::{Role, Scene, Side, Thing, Whose, World, picture};
use axum::http::StatusCode;
use hall::kernel::{Role as Office, Uuid};
use web::testing::Browser;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn safety_a20_a_review_decided_by_64_is_decided_once() {
    let scene = Scene::new().await;
    let round = scene.id(Thing::Round, Whose::Own, Role::ReviewerA).await;
    let path = format!("/office/reviews/{round}");
    let browsers = officials(&scene.world, Office::Reviewer).await;
    let before = scene.world.last_entry().await;
    let approves = |number: usize| number.is_multiple_of(2);
    let answers = all_post(browsers, &path, |number| {
        let seen = ("seen", "1".to_owned());
        if approves(number) {
            vec![seen, ("do", "approve".to_owned())]
        } else {
            vec![seen, ("do", "reject".to_owned()), ("words-reason", format!("请补充 {number}"))]
        }
    })
    .await;
    let ends =
        Ends {
            leads_to: "/office/reviews", winners: 1, others: StatusCode::CONFLICT, says: "已经审核过了"
        };
    let winner = ends.judge(&answers).unwrap()[0];
    let decided = format!(
        "SELECT state || ' ' || coalesce(reason, '') AS value FROM review_round WHERE id = {}",
        scene.world.id_of(round)
    );
    let decided = scene.world.texts(&decided).await.remove(0);
    let providers = "SELECT name AS value FROM provider WHERE name = '等候示例科技'";
    let providers = scene.world.texts(providers).await.len();
    let told = "SELECT kind AS value FROM message WHERE kind IN ('provider-approved', 'provider-rejected')";
    let told = scene.world.texts(told).await;
    if approves(winner) {
        assert!(decided.starts_with("approved"), "{decided}");
        assert_eq!((providers, told), (1, vec!["provider-approved".to_owned()]));
        scene.world.wrote(before, &[("review.approved", 1), ("provider.approved", 1)]).await;
    } else {
        assert!(
            decided.starts_with("rejected") && decided.contains(&format!("请补充 {winner}\"")),
            "{decided}"
        );
        assert_eq!((providers, told), (0, vec!["provider-rejected".to_owned()]));
        scene.world.wrote(before, &[("review.rejected", 1)]).await;
    }
}

/// Two representatives of one enterprise, and its pictures.
async fn firm(world: &World) -> (Uuid, [Browser; 2], Vec<(&'static str, String)>) {
    let enterprise = world.bench.enterprise("双代表示例物流").await;
    let mut browsers = Vec::new();
    for _ in 0..2 {
        let account = world.bench.person("经办人").await;
        world.bench.represents(account, enterprise).await;
        browsers.push(hands(world.browser_of(account).await, 1).await.remove(0));
    }
    let (licence, logo) = (
        picture(&world.bench, "licence", enterprise, Side::A).await,
        picture(&world.bench, "logo", enterprise, Side::A).await,
    );
    let fields = [
        ("name", "双代表示例物流"),
        ("uscc", "91350100M000100Y43"),
        ("legal_representative", "甲某"),
        ("contact_name", "乙某"),
        ("address", "示例路 1 号"),
        ("contact_phone", "0000-1234567"),
        ("licence_file", &*licence.to_string()),
        ("logo_file", &*logo.to_string()),
    ];
    let fields = fields.map(|(name, value)| (name, value.to_owned())).to_vec();
    let [one, two] = browsers.try_into().ok().expect("two browsers");
    (enterprise, [one, two], fields)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn safety_a20_one_firm_asking_64_times_for_two_kinds_waits_with_one_round_of_one_kind() {
    let scene = Scene::new().await;
    let (enterprise, browsers, common) = firm(&scene.world).await;
    let pictures = picture(&scene.world.bench, "park", enterprise, Side::A).await.to_string();
    let before = scene.world.last_entry().await;
    let is_park = |number: usize| number % 4 >= 2;
    // Half of them ask for the other kind, as completely; all say two different things in turn.
    let clients = (0..CLIENTS).map(|number| {
        let (mut browser, mut fields) = (browsers[number % 2].clone(), common.clone());
        let words = format!("我们开门，第 {} 种说法。", number % 2);
        fields.extend(
            [
                ("kind", if is_park(number) { "park" } else { "logistics" }),
                ("introduction", &*words),
                ("park_kind", "park"),
                ("park_name", "双代表示例园"),
                ("district", Side::A.region()),
                ("site", "示例路 8 号"),
                ("area", "1200"),
                ("industries", "冷链"),
                ("picture", &*pictures),
            ]
            .map(|(name, value)| (name, value.to_owned())),
        );
        async move {
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            browser.upload("/my/provider", &fields, &[]).await
        }
    });
    let answers = at_once(clients).await;
    let kind = format!(
        "SELECT proposal AS value FROM review_round WHERE subject_id = {}",
        scene.world.id_of(enterprise)
    );
    let park_won = scene.world.texts(&kind).await[0].contains("\"kind\":\"park\"");
    let (asked, other): (Vec<_>, Vec<_>) =
        answers.into_iter().enumerate().partition(|(number, _)| is_park(*number) == park_won);
    for (_, shown) in &other {
        assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", shown.body);
        assert!(shown.says("仅可成为一种服务商"), "{}", shown.body);
    }
    let asked: Vec<_> = asked.into_iter().map(|(_, shown)| shown).collect();
    let ends =
        Ends { leads_to: "/my/provider", winners: CLIENTS / 2, others: StatusCode::CONFLICT, says: "" };
    ends.judge(&asked).unwrap_or_else(|wrong| panic!("{wrong} {:?}", statuses(&asked)));
    let rounds = format!(
        "SELECT round || ' ' || version || ' ' || state AS value FROM review_round WHERE subject_id = {}",
        scene.world.id_of(enterprise)
    );
    let rounds = scene.world.texts(&rounds).await;
    assert_eq!(rounds.len(), 1, "{rounds:?}");
    let versions = "SELECT v.round_id AS id, CAST(v.version AS TEXT) AS value FROM review_version v JOIN review_round r \
                    ON r.id = v.round_id WHERE r.subject_id = ";
    let versions =
        scene.world.texts(&format!("{versions}{} ORDER BY v.version", scene.world.id_of(enterprise))).await;
    let counted: Vec<String> = (1..=versions.len()).map(|version| version.to_string()).collect();
    assert_eq!(versions, counted, "each version once, none left out");
    assert_eq!(rounds[0], format!("1 {} pending", versions.len()));
    scene.world.wrote(before, &[("review.submitted", 1), ("review.edited", versions.len() - 1)]).await;
}
