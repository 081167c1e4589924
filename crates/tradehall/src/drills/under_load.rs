//! A backup made while people book and upload: it is one instant, it holds whatever was acknowledged before, and it comes
//! back on either database as it was.

use super::places::{Engine, Place};
use super::{column, differences, members, rows};
use crate::archive;
use crate::house::House;
use crate::upkeep::look;
use axum::http::StatusCode;
use hall::testing::{Bench, hands_at, png};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use tokio::task::JoinSet;
use web::testing::{Browser, between, hall as router};

/// Archives made while people work.
const ARCHIVES: usize = 2;
/// Enterprises that book, each at most fifty times.
const SHIPPERS: usize = 6;

/// Ids that were acknowledged, by table, in the order of the acknowledgements.
type Acknowledged = Arc<Mutex<Vec<(&'static str, String)>>>;

/// People at work until they are told to stop.
struct Load {
    running: JoinSet<()>,
    stop: Arc<AtomicBool>,
    acknowledged: Acknowledged,
}

async fn works(house: &House) -> Load {
    let bench = hands_at(house.desk.clone());
    let (carrier, _) = bench.logistics("负载示例物流").await;
    let product = published(&bench, &carrier).await;
    let mut load = Load { running: JoinSet::new(), stop: Arc::default(), acknowledged: Arc::default() };
    let hall = router(&house.desk);
    for number in 0..SHIPPERS {
        let (shipper, _) = bench.clerk(&format!("负载示例贸易 {number}")).await;
        let browser = browser_of(&bench, &hall, &shipper).await;
        let today = house.desk.zone.day(house.desk.now()).to_string();
        load.running.spawn(books(browser, product.to_string(), today, load.told()));
    }
    let uploader = browser_of(&bench, &hall, &carrier).await;
    load.running.spawn(uploads(uploader, load.told()));
    load
}

/// A product that was submitted and approved, with its picture.
async fn published(bench: &Bench, carrier: &hall::Actor) -> hall::kernel::Uuid {
    let desk = &bench.desk;
    let cover = hall::file::store(desk, carrier, hall::file::Slot::Cover, "cover.png", png(478, 320)).await;
    let draft = hall::offering::Draft {
        title: "负载航线".to_owned(),
        summary: "每周两班".to_owned(),
        cover: Some(cover.expect("a picture")),
        mode: "sea".to_owned(),
        country: "SG".to_owned(),
        city: "新加坡".to_owned(),
        ..hall::offering::Draft::default()
    };
    let work = desk.begin(carrier).await.expect("a work");
    let product = hall::offering::submit(&work, &draft).await.expect("submitted");
    work.keep().await.expect("kept");
    let reviewer = bench.official(hall::kernel::Role::Reviewer, "*").await;
    let round = hall::review::find::newest(desk.db(), hall::review::Subject::Product, product).await;
    let round = round.expect("a database").expect("a round").id;
    let work = desk.begin(&reviewer).await.expect("a work");
    hall::decide::decide(&work, round, 1, hall::review::Decision::Approve).await.expect("approved");
    work.keep().await.expect("kept");
    product
}

async fn browser_of(bench: &Bench, hall: &axum::Router, who: &hall::Actor) -> Browser {
    let account = who.member().expect("a member").account;
    Browser::with_session(hall, &bench.session(account).await)
}

impl Load {
    fn told(&self) -> (Arc<AtomicBool>, Acknowledged) {
        (Arc::clone(&self.stop), Arc::clone(&self.acknowledged))
    }

    fn now(&self) -> Vec<(&'static str, String)> {
        self.acknowledged.lock().expect("no holder panics").clone()
    }

    /// Waits until so many more were acknowledged.
    async fn goes_on(&self, more: usize) {
        let from = self.now().len();
        while self.now().len() < from + more {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    }

    async fn stop(mut self) -> Vec<(&'static str, String)> {
        self.stop.store(true, Ordering::Relaxed);
        while let Some(ended) = self.running.join_next().await {
            ended.expect("nobody at work panics");
        }
        self.now()
    }
}

async fn books(mut browser: Browser, product: String, today: String, told: (Arc<AtomicBool>, Acknowledged)) {
    let path = format!("/logistics/{product}/book");
    while !told.0.load(Ordering::Relaxed) {
        let form = browser.get(&path).await;
        let key = between(&form.body, "name=\"form_key\" id=\"form_key\" value=\"", "\"").expect("a key");
        let fields = [
            ("form_key", key),
            ("cargo", "日用陶瓷"),
            ("quantity", "2×40HQ"),
            ("ready_on", today.as_str()),
            ("origin", "示例仓库"),
            ("contact_name", "乙某"),
            ("contact_phone", "0000-1234567"),
        ];
        let sent = browser.post(&path, &fields).await;
        if sent.status == StatusCode::TOO_MANY_REQUESTS {
            return;
        }
        let id = sent.leads_to().and_then(|path| path.strip_prefix("/my/bookings/")).expect("a booking");
        told.1.lock().expect("no holder panics").push(("hall/engagement.jsonl", id.to_owned()));
    }
}

async fn uploads(mut browser: Browser, told: (Arc<AtomicBool>, Acknowledged)) {
    let cover = png(478, 320);
    while !told.0.load(Ordering::Relaxed) {
        let form = browser.get("/desk/products/new").await;
        let id = between(&form.body, "name=\"id\" value=\"", "\"").expect("the id to be").to_owned();
        let fields = [
            ("id", id.as_str()),
            ("title", "负载产品"),
            ("summary", "每周两班"),
            ("mode", "sea"),
            ("country", "SG"),
            ("city", "新加坡"),
        ];
        let sent = browser.upload("/desk/products/new", &fields, &[("cover", "cover.png", &cover)]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        told.1.lock().expect("no holder panics").push(("hall/offering.jsonl", id));
    }
}

/// What is wrong with an archive made between two lists of acknowledgements.
fn amiss(archive: &Path, before: &[(&'static str, String)], after: &[(&'static str, String)]) -> Vec<String> {
    let members = members(archive);
    let mut wrong = Vec::new();
    for (table, id) in before {
        if !column(&members, table, "id").contains(id) {
            wrong.push(format!("{id} of {table} was acknowledged before and is not in the archive"));
        }
    }
    let told: BTreeSet<String> = rows(&members, "hall/journal.jsonl")
        .into_iter()
        .filter(|row| row["action"] == "booking.made")
        .map(|row| row["subject_id"].as_str().expect("an id").to_owned())
        .collect();
    let made = column(&members, "hall/engagement.jsonl", "id");
    if told != made || made != column(&members, "hall/booking.jsonl", "engagement_id") {
        wrong.push("bookings, their details and their journal entries are of different instants".to_owned());
    }
    // Somebody whose answer was under way when the load stopped is not in `after`; there are at most so many.
    let known: BTreeSet<String> = after
        .iter()
        .filter(|(table, _)| table.ends_with("engagement.jsonl"))
        .map(|(_, id)| id.clone())
        .collect();
    if made.difference(&known).count() > SHIPPERS {
        wrong.push("the archive holds bookings nobody made".to_owned());
    }
    for id in column(&members, "hall/file.jsonl", "id") {
        if !members.contains_key(&format!("files/{id}")) {
            wrong.push(format!("file {id} has a row and no bytes"));
        }
    }
    wrong
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn backup_under_load_is_one_instant_and_comes_back_on_either_database() {
    for engine in Engine::all() {
        let from = Place::on(engine).await;
        let house = from.open().await.unwrap();
        house.migrate().await.unwrap();
        hall::system::prepare(&house.desk).await.unwrap();
        let load = works(&house).await;
        let mut made = Vec::new();
        for number in 0..ARCHIVES {
            load.goes_on(12).await;
            let (archive, before) = (from.file(&format!("{number}.zip")), load.now());
            let kept = archive::write(&house, &archive).await.unwrap();
            assert_eq!(kept.missing, Vec::<String>::new());
            made.push((archive, before, kept));
        }
        let after = load.stop().await;
        for (archive, before, kept) in &made {
            assert_eq!(amiss(archive, before, &after), Vec::<String>::new(), "{engine:?}");
            // Back on the same database and on the other.
            for engine in Engine::all() {
                let to = Place::on(engine).await;
                let other = to.open().await.unwrap();
                assert_eq!(archive::read(&other, archive).await.unwrap(), *kept);
                let report = look(&other).await.unwrap();
                assert!(report.wrong.is_empty(), "{report:?}");
                let again = to.file("again.zip");
                archive::write(&other, &again).await.unwrap();
                assert_eq!(differences(&members(archive), &members(&again)), Vec::<String>::new());
                let refused = archive::read(&other, archive).await.unwrap_err().to_string();
                assert!(refused.contains("not empty"), "{refused}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn backup_that_lost_a_row_or_mixes_instants_is_reported() {
    let place = Place::on(Engine::Sqlite).await;
    let house = place.open().await.unwrap();
    house.migrate().await.unwrap();
    hall::system::prepare(&house.desk).await.unwrap();
    let load = works(&house).await;
    load.goes_on(12).await;
    let before = load.stop().await;
    let whole = place.file("whole.zip");
    archive::write(&house, &whole).await.unwrap();
    assert_eq!(amiss(&whole, &before, &before), Vec::<String>::new());
    // As if the tables had been read one after the other while people worked.
    let (_, lost) = before.iter().find(|(table, _)| table.ends_with("engagement.jsonl")).unwrap();
    let torn = place.file("torn.zip");
    super::damage::rewritten(&whole, &torn, |name, bytes| {
        let keep = |line: &&str| !(name == "hall/engagement.jsonl" && line.contains(lost.as_str()));
        match String::from_utf8(bytes.clone()) {
            Ok(text) if name.ends_with(".jsonl") => {
                Some(text.lines().filter(keep).map(|line| format!("{line}\n")).collect::<String>().into())
            }
            _ => Some(bytes),
        }
    });
    let wrong = amiss(&torn, &before, &before);
    assert!(wrong.iter().any(|line| line.contains("acknowledged before")), "{wrong:?}");
    assert!(wrong.iter().any(|line| line.contains("different instants")), "{wrong:?}");
}

#[tokio::test]
async fn backup_begun_before_a_file_was_tidied_away_still_has_its_bytes() {
    let place = Place::on(Engine::Sqlite).await;
    let house = place.open().await.unwrap();
    house.migrate().await.unwrap();
    let clock = Arc::new(hall::kernel::FixedClock::at(hall::testing::beginning()));
    let desk = hall::Desk::new(hall::kernel::Parts {
        database: house.desk.database.clone(),
        zone: house.desk.zone.clone(),
        clock: Arc::<hall::kernel::FixedClock>::clone(&clock),
        chance: Arc::clone(&house.desk.chance),
        keys: house.desk.keys.clone(),
        store: house.desk.store.clone(),
        sms: Arc::clone(&house.desk.sms),
        wechat: None,
        oidc: None,
        mail: None,
    });
    let uploader = hall::testing::logistics(desk.id(), desk.id(), "990101", desk.id());
    let file =
        hall::file::store(&desk, &uploader, hall::file::Slot::Cover, "a.png", png(478, 320)).await.unwrap();
    clock.pass(chrono::TimeDelta::days(hall::file::UNUSED_DAYS + 1));
    // The backup has read the rows; now the job comes by.
    let mut nowhere = Nowhere;
    let (_, files) = hall::system::backup::write(&desk, &mut nowhere).await.unwrap();
    assert_eq!(hall::file::tidy(&desk).await.unwrap(), (1, 0));
    assert_eq!(files[0].id, file);
    assert!(desk.store.get(&gateways::store::Key::of(file)).await.unwrap().is_some());
    assert_eq!(hall::file::tidy(&desk).await.unwrap(), (0, 1), "the next run takes them");
}

struct Nowhere;

impl storage::Sink for Nowhere {
    fn begin(&mut self, _: &str) -> std::io::Result<()> {
        Ok(())
    }

    fn line(&mut self, _: &str) -> std::io::Result<()> {
        Ok(())
    }
}
