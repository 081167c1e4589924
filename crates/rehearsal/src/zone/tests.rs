use super::cast::{CLERKS, FIRMS, OFFICIALS};
use super::goods::{Fate, GOODS};
use super::{PASSWORD, fill, logins};
use frame::assets::Assets;
use hall::account::Browser;
use hall::account::login::{self, ByPassword};
use hall::kernel::{Chance as _, Clock as _, OsChance, Paging, Refusal, Role};
use hall::testing::{Bench, bench};
use identity::{Client, Identity, Parts, Settings};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

const ISSUER: &str = "http://localhost:2";

async fn provider(folder: &std::path::Path) -> Identity {
    let settings = Settings {
        issuer: ISSUER.to_owned(),
        database: format!("sqlite:{}", folder.join("identity.db").display()),
        secret: "a secret for tests, as long as one in earnest".to_owned(),
        clients: vec![Client {
            id: "hall".to_owned(),
            secret: "a client's secret for tests".to_owned(),
            redirect_uris: vec!["http://localhost:1/login/identity/callback".to_owned()],
            post_logout_uris: vec![],
            name: ("大厅".to_owned(), "Hall".to_owned()),
        }],
        site_name_zh: "认证".to_owned(),
        site_name_en: "Identity".to_owned(),
        links: vec![],
        reload_templates: false,
    };
    let parts = Parts {
        now: Arc::new(|| hall::kernel::SystemClock.now()),
        fill: Arc::new(|bytes: &mut [u8]| OsChance.fill(bytes)),
        sms: Arc::new(gateways::sms::RecordedSms::default()),
        assets: Arc::new(Assets::new([])),
    };
    let identity = Identity::open(settings, parts).await.unwrap();
    identity.migrate().await.unwrap();
    identity
}

async fn filled() -> (Bench, Identity, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let (hall, identity) = (bench().await, provider(folder.path()).await);
    assert!(fill(&hall, &identity, ISSUER).await.unwrap());
    (hall, identity, folder)
}

/// Rows of a table as JSON, as a backup would write them.
async fn rows(hall: &Bench) -> BTreeMap<String, Vec<serde_json::Value>> {
    #[derive(Default)]
    struct Kept(BTreeMap<String, Vec<serde_json::Value>>, String);
    impl storage::Sink for Kept {
        fn begin(&mut self, table: &str) -> std::io::Result<()> {
            self.1 = table.to_owned();
            self.0.insert(self.1.clone(), Vec::new());
            Ok(())
        }
        fn line(&mut self, line: &str) -> std::io::Result<()> {
            self.0.get_mut(&self.1).unwrap().push(serde_json::from_str(line)?);
            Ok(())
        }
    }
    let mut kept = Kept::default();
    hall::system::backup::write(hall, &mut kept).await.unwrap();
    kept.0
}

#[tokio::test]
async fn every_state_is_there_and_everything_holds() {
    let (hall, identity, _folder) = filled().await;
    let rows = rows(&hall).await;
    let count = |table: &str, is: &dyn Fn(&serde_json::Value) -> bool| {
        rows[table].iter().filter(|row| is(row)).count()
    };

    assert_eq!(rows["enterprise"].len(), FIRMS.len());
    assert_eq!(rows["provider"].len(), 7);
    assert_eq!(rows["park"].len(), 4);
    let published = count("offering", &|row| !row["published_at"].is_null() && row["removed_at"].is_null());
    assert!(published >= 18, "{published} products are approved");
    let modes: BTreeSet<&str> = rows["logistics"].iter().map(|row| row["mode"].as_str().unwrap()).collect();
    assert_eq!(modes.len(), 4);
    assert_eq!(count("offering", &|row| !row["pinned_at"].is_null()), 2);
    assert_eq!(count("offering", &|row| !row["removed_at"].is_null()), 1);
    let off = count("offering", &|row| {
        !row["published_at"].is_null() && row["on_shelf"] == false && row["removed_at"].is_null()
    });
    assert_eq!(off, 2);

    let rounds = |kind: &str, state: &str| {
        count("review_round", &|row| row["subject_kind"] == kind && row["state"] == state)
    };
    assert_eq!(
        (rounds("provider", "pending"), rounds("provider", "rejected"), rounds("provider", "approved")),
        (2, 1, 7)
    );
    assert_eq!((rounds("product", "pending"), rounds("product", "rejected")), (4, 1));
    assert_eq!(rounds("product", "approved"), GOODS.iter().filter(|good| good.approved()).count());
    assert_eq!(count("review_round", &|row| row["state"] == "pending" && row["version"] == 3), 1);
    assert_eq!(
        count("review_round", &|row| row["state"] == "pending" && !row["alarmed_at"].is_null()),
        1,
        "one is late"
    );
    assert_eq!(GOODS.iter().filter(|good| good.fate == Fate::Changing).count(), 1);

    let bookings = |state: &str| count("engagement", &|row| row["state"] == state);
    assert_eq!(
        (bookings("pending"), bookings("answered"), bookings("fulfilled"), bookings("withdrawn")),
        (5, 9, 2, 1)
    );
    assert_eq!(count("engagement", &|row| !row["reminded_at"].is_null()), 2, "two wait too long");
    let read = count("engagement", &|row| row["state"] == "answered" && !row["answer_seen_at"].is_null());
    assert!(read >= 4 && read < bookings("answered"), "some answers were read, some were not");
    assert!(count("engagement_post", &|row| row["side"] == "enterprise") >= 2, "somebody asked further");

    let settlements = |state: &str| count("settlement", &|row| row["state"] == state);
    assert_eq!(
        (settlements("pending"), settlements("landed"), settlements("declined"), settlements("withdrawn")),
        (4, 1, 1, 1)
    );
    assert_eq!(count("settlement", &|row| !row["reminded_at"].is_null()), 1, "one waits too long");
    assert_eq!(
        (rows["settlement_round"].len(), rows["tenant"].len(), rows["tenant_import"].len()),
        (1, 46, 4)
    );

    assert_eq!(rounds("news", "approved"), 4);
    assert_eq!((rounds("news", "pending"), rounds("news", "rejected")), (2, 1));
    assert_eq!((rows["assessment"].len(), rows["ranking"].len(), rows["objection"].len()), (4, 1, 1));
    let filings = |state: &str| count("filing", &|row| row["state"] == state);
    assert_eq!(
        (filings("passed"), filings("filed")),
        (4, 3),
        "one quarter is ranked, another and a task are open"
    );

    assert!(rows["file"].len() > 50);
    assert!(rows["consent"].len() >= 17 && rows["binding"].iter().any(|row| row["kind"] == "wechat"));
    assert_eq!(
        count("session", &|row| row["ended_at"].is_null()
            && row["seen_at"].as_str() > Some("2026-03-04T00:30")),
        0
    );
    assert_eq!(rows["dispatch"].len(), 0, "nobody's phone rings for what is past");
    let chain = hall::journal::verify(hall.db(), &hall.keys).await.unwrap();
    assert_eq!((chain.broken_at, chain.entries > 300), (None, true));
    assert!(hall::file::verify(&hall).await.unwrap().holds());
    assert_eq!(hall::system::integrity(&hall).await.unwrap(), Vec::<String>::new());
    let future =
        rows["journal"].iter().filter(|row| row["at"].as_str() > Some("2026-03-04T01:00:01")).count();
    assert_eq!(future, 0);

    assert!(!fill(&hall, &identity, ISSUER).await.unwrap(), "a second time does nothing");
}

#[tokio::test]
async fn whoever_is_named_can_log_in_and_holds_their_office() {
    let (hall, _identity, _folder) = filled().await;
    for login in logins().iter().filter(|login| login.place == "hall") {
        let visitor = hall.visitor();
        let account = login.account.as_deref().unwrap();
        let typed = ByPassword { account, password: PASSWORD, captcha: None, consent: true };
        let browser = Browser { secret: "a fresh browser", agent: "test" };
        let begun = login::by_password(&hall, &visitor, browser, typed).await;
        let begun = begun.unwrap_or_else(|refusal| panic!("{account}: {refusal}"));
        let live = hall.resolved(&begun.token).await.unwrap();
        let member = live.actor.member().unwrap().clone();
        match account {
            "reviewer" => assert!(member.holds_in(Role::Reviewer, "990103")),
            "harbour" => assert!(
                member.holds_in(Role::Reviewer, "990101") && !member.holds_in(Role::Reviewer, "990102")
            ),
            "system" => assert!(member.holds(Role::SystemAdmin)),
            "security" | "second" => assert!(member.holds(Role::SecurityAdmin)),
            "audit" => assert!(member.holds(Role::AuditAdmin)),
            "candidate" | "stroller" => assert!(member.offices.is_empty() && member.enterprise.is_none()),
            "assessor" => assert!(member.holds(Role::Assessor)),
            "anchorkite" | "camelmoon" | "paperplane" | "eastlamp" | "snailport" | "tinroof" | "mossyard" => {
                assert!(member.provider().is_some_and(|seat| seat.active))
            }
            _ => assert!(member.enterprise.is_some() && member.provider().is_none(), "{account}"),
        }
    }
    assert_eq!(OFFICIALS.len(), 8);
    let shown =
        hall::offering::find::public::list(hall.db(), &Default::default(), Paging::default()).await.unwrap();
    assert!(shown.total >= 16);
}

#[tokio::test]
async fn a_hall_in_earnest_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (hall, identity) = (bench().await, provider(folder.path()).await);
    hall.person("真实用户").await;
    let refused = fill(&hall, &identity, ISSUER).await.unwrap_err();
    assert!(matches!(refused, Refusal::OutOfTurn("demo-in-earnest")));
}

/// Whoever reads the README finds everybody who can log in.
#[test]
fn the_readme_lists_everybody() {
    let readme = include_str!("../../../../README.md");
    for person in CLERKS.iter().chain(&OFFICIALS) {
        let row = format!("| {} | `{}` | {} | {}", person.phone(), person.login, person.name, person.role.1);
        assert!(readme.contains(&row), "README.md lacks {row}");
    }
}
