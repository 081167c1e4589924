//! Rankings and objections.

use super::*;
use crate::assessment::find::RankingFilter;
use crate::assessment::model::objection as objection_row;

fn objecting(reason: &str) -> Objecting {
    Objecting { reason: reason.to_owned(), files: Vec::new() }
}

impl Scene {
    async fn object(&self, park: &Actor, ranking: Uuid) -> Outcome<Uuid> {
        // Two messages of one instant have no order.
        self.bench.clock.pass(chrono::TimeDelta::seconds(1));
        let work = self.bench.desk.begin(park).await?;
        object(&work, ranking, &objecting("漏记一家企业")).await?;
        work.keep().await?;
        let open = objection_row::Entity::find().filter(objection_row::Column::State.eq("open"));
        Ok(open.one(self.bench.desk.db()).await?.unwrap().id)
    }

    fn provider(&self, park: &Actor) -> Uuid {
        park.member().unwrap().provider().unwrap().id
    }
}

#[tokio::test]
async fn d06_d10_every_park_reads_the_whole_ranking_once_it_is_published() {
    let scene = open().await;
    let id = scene.published().await;
    let db = scene.bench.desk.db();
    let provider = scene.provider(&scene.one);
    let rows =
        find::rows(db, provider, &RankingFilter::default(), scene.now(), Paging::default()).await.unwrap();
    let lines: Vec<(u32, usize, &str, String, bool)> = rows
        .rows
        .iter()
        .map(|row| {
            let entry = &row.entry;
            (
                entry.rank,
                row.total,
                entry.candidate.park.as_str(),
                entry.sheet.total.to_string(),
                row.may_object,
            )
        })
        .collect();
    assert_eq!(
        lines,
        [(1, 2, "海澜二号园", "8".to_owned(), false), (2, 2, "海澜一号园", "6.8".to_owned(), true)]
    );
    let filter = RankingFilter { quarter: "once".to_owned(), ..RankingFilter::default() };
    assert_eq!(find::rows(db, provider, &filter, scene.now(), Paging::default()).await.unwrap().total, 0);
    let shown = find::shown(db, provider, id, scene.now()).await.unwrap();
    assert_eq!((shown.stage, shown.own.unwrap().rank), (Stage::Notice, 2));
    assert_eq!(shown.snapshot.recomputed(), shown.snapshot);
    assert_eq!(shown.snapshot.digest().unwrap(), shown.digest);
    // Words are no scored value: they stay with the department.
    assert!(!serde_json::to_string(&shown.snapshot).unwrap().contains("一站式"));
    let (stranger, _) = scene.bench.park("海澜三号园").await;
    let foreign = find::shown(db, scene.provider(&stranger), id, scene.now()).await;
    assert!(matches!(foreign, Err(Refusal::NotFound)));
    assert_eq!(scene.told(&scene.one).await.last().unwrap(), "ranking-published");
}

#[tokio::test]
async fn d06_a_ranking_is_published_when_all_is_judged_and_nobody_may_file_any_more() {
    let scene = open().await;
    scene.submit(&scene.one, "3").await.unwrap();
    let refused = |outcome: Outcome<Uuid>| match outcome {
        Err(Refusal::OutOfTurn(key)) => key,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(scene.publish("3").await), "ranking-filings-wait");
    scene.judge(&scene.one, &pass("5")).await.unwrap();
    assert_eq!(refused(scene.publish("3").await), "ranking-still-open");
    scene.at("2026-03-12T16:00:00Z");
    for days in ["0", "31", "", "x"] {
        assert_eq!(keys(scene.publish(days).await), [("days".to_owned(), "ranking-days")]);
    }
    let work = scene.bench.desk.begin(&scene.assessor).await.unwrap();
    let moved = publish(&work, scene.period().await.id, "of something else", "3").await;
    assert!(matches!(moved, Err(Refusal::Stale { .. })), "{moved:?}");
    drop(work);
    let id = scene.publish("3").await.unwrap();
    assert_eq!(refused(scene.publish("3").await), "ranking-published-already");
    let shown =
        find::shown(scene.bench.desk.db(), scene.provider(&scene.other), id, scene.now()).await.unwrap();
    let own = shown.own.unwrap();
    assert_eq!((own.rank, own.candidate.standing, own.sheet.total), (2, Standing::Missing, Exact::ZERO));
}

#[tokio::test]
async fn d09_an_objection_that_is_accepted_makes_the_next_version_which_says_what_changed() {
    let scene = open().await;
    let first = scene.published().await;
    let objection = scene.object(&scene.one, first).await.unwrap();
    let twice = scene.object(&scene.one, first).await;
    assert!(matches!(twice, Err(Refusal::OutOfTurn("objection-open"))), "{twice:?}");
    assert_eq!(scene.told(&scene.assessor).await.last().unwrap(), "objection-made");
    let corrected = |points: &str| BTreeMap::from([("i1".to_owned(), points.to_owned())]);
    let work = scene.bench.desk.begin(&scene.assessor).await.unwrap();
    for (answer, points, broken) in [
        ("", "12", ("answer", "field-required")),
        ("属实", "", ("points", "objection-needs-points")),
        ("属实", "6", ("points", "objection-needs-points")),
    ] {
        let refused = keys(accept(&work, objection, answer, &corrected(points)).await);
        assert_eq!(refused, [(broken.0.to_owned(), broken.1)]);
    }
    let beyond = keys(accept(&work, objection, "属实", &corrected("21")).await);
    assert_eq!(beyond[0], ("points-i1".to_owned(), "award-points"));
    let second = accept(&work, objection, "属实，补记一家", &corrected("12")).await.unwrap();
    work.keep().await.unwrap();
    let provider = scene.provider(&scene.other);
    let shown = find::shown(scene.bench.desk.db(), provider, second, scene.now()).await.unwrap();
    let places: Vec<(u32, &str)> =
        shown.snapshot.entries.iter().map(|entry| (entry.rank, entry.candidate.park.as_str())).collect();
    assert_eq!(places, [(1, "海澜一号园"), (2, "海澜二号园")]);
    assert_eq!(shown.versions.len(), 2);
    let change = &shown.versions[0].changes[0];
    assert_eq!((change.before.to_string(), change.after.to_string()), ("6".to_owned(), "12".to_owned()));
    assert_eq!((change.rank, change.reason.as_str()), ((2, 1), "属实，补记一家"));
    assert_eq!(shown.snapshot.recomputed(), shown.snapshot);
    // The first version is as it was.
    let before = find::shown(scene.bench.desk.db(), provider, first, scene.now()).await.unwrap();
    assert!(!before.is_newest && before.snapshot.entries[0].candidate.park == "海澜二号园");
    assert_eq!(scene.told(&scene.other).await.last().unwrap(), "ranking-changed");
    assert!(scene.told(&scene.one).await.contains(&"objection-accepted".to_owned()));
    let old = scene.object(&scene.one, first).await;
    assert!(matches!(old, Err(Refusal::OutOfTurn("objection-old-version"))), "{old:?}");
}

#[tokio::test]
async fn d09_an_objection_is_declined_with_an_answer_or_withdrawn() {
    let scene = open().await;
    let ranking = scene.published().await;
    let objection = scene.object(&scene.one, ranking).await.unwrap();
    let work = scene.bench.desk.begin(&scene.other).await.unwrap();
    assert!(matches!(withdraw(&work, objection).await, Err(Refusal::NotFound)));
    drop(work);
    let work = scene.bench.desk.begin(&scene.one).await.unwrap();
    withdraw(&work, objection).await.unwrap();
    let twice = withdraw(&work, objection).await;
    assert!(matches!(twice, Err(Refusal::OutOfTurn("objection-withdrawn-already"))), "{twice:?}");
    work.keep().await.unwrap();
    let again = scene.object(&scene.one, ranking).await.unwrap();
    scene.bench.clock.pass(chrono::TimeDelta::seconds(1));
    let work = scene.bench.desk.begin(&scene.assessor).await.unwrap();
    assert_eq!(keys(decline(&work, again, " ").await), [("answer".to_owned(), "field-required")]);
    decline(&work, again, "该企业不在考核期内入驻").await.unwrap();
    let over = decline(&work, again, "再答").await;
    assert!(matches!(over, Err(Refusal::OutOfTurn("objection-answered-already"))), "{over:?}");
    work.keep().await.unwrap();
    assert_eq!(scene.told(&scene.one).await.last().unwrap(), "objection-declined");
    let shown =
        find::shown(scene.bench.desk.db(), scene.provider(&scene.one), ranking, scene.now()).await.unwrap();
    assert_eq!(shown.objections.len(), 2);
    assert_eq!(shown.objections[0].answer.as_deref(), Some("该企业不在考核期内入驻"));
}

#[tokio::test]
async fn d09_a_late_objection_is_refused_to_the_second_and_the_ranking_becomes_final() {
    let scene = open().await;
    let ranking = scene.published().await;
    let stage = async || {
        let provider = scene.provider(&scene.one);
        find::shown(scene.bench.desk.db(), provider, ranking, scene.now()).await.unwrap().stage
    };
    // Published on the 6th for three days: until the end of the 9th.
    scene.at("2026-03-09T15:59:58Z");
    assert_eq!(stage().await, Stage::Notice);
    scene.object(&scene.one, ranking).await.unwrap();
    scene.at("2026-03-09T15:59:59Z");
    let late = scene.object(&scene.other, ranking).await;
    assert_eq!(stage().await, Stage::Settling);
    assert!(matches!(late, Err(Refusal::OutOfTurn("objection-late"))), "{late:?}");
    let open =
        find::objections(scene.bench.desk.db(), &scene.regions(), true, Paging::default()).await.unwrap();
    assert_eq!(open.total, 1);
    let work = scene.bench.desk.begin(&scene.assessor).await.unwrap();
    decline(&work, open.rows[0].objection.id, "不成立").await.unwrap();
    work.keep().await.unwrap();
    assert_eq!(stage().await, Stage::Final);
}

#[tokio::test]
async fn d09_officials_are_told_once_that_an_objection_waits_longer_than_promised() {
    let scene = open().await;
    let ranking = scene.published().await;
    let id = scene.object(&scene.one, ranking).await.unwrap();
    let row = find::objection(scene.bench.desk.db(), &scene.regions(), id, scene.now()).await.unwrap();
    // Five working days after Friday the 6th: the end of the 13th.
    assert_eq!(row.objection.due_at.to_rfc3339(), "2026-03-13T15:59:59+00:00");
    scene.at("2026-03-13T15:59:59Z");
    assert_eq!(alarm(&scene.bench.desk).await.unwrap(), 0);
    scene.at("2026-03-13T16:00:00Z");
    assert_eq!(alarm(&scene.bench.desk).await.unwrap(), 1);
    assert_eq!(alarm(&scene.bench.desk).await.unwrap(), 0);
    assert_eq!(scene.told(&scene.assessor).await.last().unwrap(), "objection-overdue");
}
