use super::*;
use crate::Refusal;
use crate::engagement::find::{self, Counts, Filter, Scope};
use crate::engagement::{Side, Stage, Step};
use crate::kernel::Paging;

impl Scene {
    async fn numbers(&self, scope: &Scope, stage: Option<Stage>, words: &str) -> Vec<String> {
        let filter = Filter { stage, words: words.to_owned() };
        let (db, now) = (self.bench.desk.db(), self.bench.desk.now());
        let page = find::list(db, scope, &filter, now, Paging::default()).await.unwrap();
        let all = find::all(db, scope, &filter, now).await.unwrap();
        assert_eq!(page.total, all.len() as u64, "an export has exactly the filtered rows");
        page.rows.into_iter().map(|line| line.engagement.number[11..].to_owned()).collect()
    }
}

#[tokio::test]
async fn f19_both_sides_and_officials_find_what_concerns_them() {
    let scene = scene().await;
    let other = scene.bench.product(scene.provider, "海澜—槟城 Express").await;
    let one = scene.booked().await;
    let work = scene.bench.desk.begin(&scene.shipper).await.unwrap();
    let mut typed = form();
    typed.cargo = "100% cotton".to_owned();
    let two = book(&work, other, &scene.key(), &typed).await.unwrap().id;
    work.keep().await.unwrap();
    let (stranger, strangers) = scene.bench.clerk("云桥测试五金公司").await;
    scene.press(&stranger, &scene.key(), &form()).await.unwrap();
    let (_, elsewhere) = scene.bench.logistics("无人预约的船务").await;

    let mine = Scope::Enterprise(scene.enterprise);
    let desk = Scope::Provider(scene.provider);
    assert_eq!(scene.numbers(&mine, None, "").await, ["-0002", "-0001"], "newest first");
    assert_eq!(scene.numbers(&desk, None, "").await, ["-0003", "-0002", "-0001"]);
    assert_eq!(scene.numbers(&Scope::Enterprise(strangers), None, "").await, ["-0003"]);
    assert!(scene.numbers(&Scope::Provider(elsewhere), None, "").await.is_empty());
    assert_eq!(scene.numbers(&Scope::Regions(None), None, "").await.len(), 3);
    assert_eq!(scene.numbers(&Scope::Regions(Some(vec!["990101".to_owned()])), None, "").await.len(), 3);
    assert!(scene.numbers(&Scope::Regions(Some(vec!["990102".to_owned()])), None, "").await.is_empty());
    assert!(scene.numbers(&Scope::Regions(Some(Vec::new())), None, "").await.is_empty());

    assert_eq!(scene.numbers(&desk, None, "EXPRESS").await, ["-0002"], "capital or small");
    assert_eq!(scene.numbers(&desk, None, "100%").await, ["-0002"], "no pattern");
    assert!(scene.numbers(&desk, None, "1%n").await.is_empty());
    assert_eq!(scene.numbers(&desk, None, "五金").await, ["-0003"], "the other side's name");
    assert_eq!(scene.numbers(&desk, None, " hl-20260304-0001 ").await, ["-0001"], "the number");
    assert_eq!(scene.numbers(&mine, None, "船务").await, ["-0002", "-0001"]);
    assert!(scene.numbers(&mine, None, "五金").await.is_empty());

    scene.reply(&scene.carrier, one, &scene.saying("可以")).await.unwrap();
    assert_eq!(scene.numbers(&desk, Some(Stage::Answered), "").await, ["-0001"]);
    scene.withdraw(&scene.shipper, two, "").await.unwrap();
    scene.bench.clock.pass(TimeDelta::days(2));
    assert_eq!(scene.numbers(&desk, Some(Stage::Overdue), "").await, ["-0003"]);
    assert!(scene.numbers(&desk, Some(Stage::Pending), "").await.is_empty());
    let (db, now) = (scene.bench.desk.db(), scene.bench.desk.now());
    let counts = find::counts(db, &desk, now).await.unwrap();
    assert_eq!(counts, Counts { all: 3, pending: 0, overdue: 1, answered: 1, fulfilled: 0, withdrawn: 1 });
    assert_eq!(find::to_do(db, scene.provider).await.unwrap(), 1);
    assert_eq!(find::unread(db, scene.enterprise).await.unwrap(), 1);
    scene.seen(&scene.shipper, one).await.unwrap();
    assert_eq!(find::unread(db, scene.enterprise).await.unwrap(), 0);
}

#[tokio::test]
async fn f19_one_booking_is_read_within_its_scope_only_with_what_can_be_done() {
    let scene = scene().await;
    let id = scene.booked().await;
    let (db, now) = (scene.bench.desk.db(), scene.bench.desk.now());
    let (foreign, _) = scene.bench.logistics("另一家测试船务").await;
    let foreign = foreign.member().unwrap().enterprise.as_ref().unwrap().id;
    for scope in [
        Scope::Enterprise(foreign),
        Scope::Provider(scene.bench.desk.id()),
        Scope::Regions(Some(vec!["990103".to_owned()])),
    ] {
        assert!(matches!(find::one(db, &scope, id, now).await, Err(Refusal::NotFound)), "{scope:?}");
    }
    let steps = async |scope: Scope| find::one(db, &scope, id, now).await.unwrap().steps;
    assert_eq!(steps(Scope::Enterprise(scene.enterprise)).await, [Step::Ask, Step::Withdraw]);
    assert_eq!(steps(Scope::Provider(scene.provider)).await, [Step::Reply]);
    assert!(steps(Scope::Regions(None)).await.is_empty());
    scene.reply(&scene.carrier, id, &scene.saying("可以")).await.unwrap();
    assert_eq!(steps(Scope::Enterprise(scene.enterprise)).await, [Step::Ask, Step::Fulfil]);
    assert_eq!(steps(Scope::Provider(scene.provider)).await, [Step::Reply, Step::Fulfil]);
}

#[tokio::test]
async fn f18_a_deleted_product_leaves_its_bookings_their_snapshot() {
    let scene = scene().await;
    let id = scene.booked().await;
    let (db, now) = (scene.bench.desk.db(), scene.bench.desk.now());
    let scope = Scope::Enterprise(scene.enterprise);
    assert!(find::one(db, &scope, id, now).await.unwrap().is_offered);
    scene
        .bench
        .turn_product(scene.product, |row| {
            row.title = "改过的名字".to_owned();
            row.removed_at = Some(row.created_at);
        })
        .await;
    let found = find::one(db, &scope, id, now).await.unwrap();
    assert!(!found.is_offered);
    assert_eq!(found.line.snapshot.title, "海澜—新加坡快航");
    assert_eq!(scene.numbers(&scope, None, "新加坡").await, ["-0001"]);
    // And the provider can still answer it.
    scene.reply(&scene.carrier, id, &scene.saying("可以")).await.unwrap();
    scene.bench.suspend(scene.provider, true).await;
    assert_eq!(find::one(db, &scope, id, now).await.unwrap().posts.len(), 1);
    scene.fulfil(&scene.shipper, Side::Enterprise, id).await.unwrap();
}
