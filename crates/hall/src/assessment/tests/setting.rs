//! Defining, announcing, extending.

use super::*;

#[tokio::test]
async fn d01_d05_an_announced_assessment_has_its_windows_and_every_park_it_concerns() {
    let scene = announced().await;
    let overview = find::one(scene.bench.desk.db(), &scene.regions(), scene.assessment).await.unwrap();
    let windows: Vec<(&str, &str, u64)> = overview
        .periods
        .iter()
        .map(|line| (line.period.quarter.as_str(), line.period.opens_on.as_str(), line.counts.parks))
        .collect();
    assert_eq!(windows, [("2026Q1", "2026-03-05", 2), ("2026Q2", "2026-06-05", 2)]);
    assert_eq!(scene.told(&scene.one).await, ["assessment-announced"]);
    // Another region's parks are not concerned, nor a base.
    let kinds = |target: &str| AssessmentDraft { target: target.to_owned(), ..draft() };
    let work = scene.bench.desk.begin(&scene.assessor).await.unwrap();
    let bases = create(&work, &kinds("base")).await.unwrap();
    put_indicator(&work, bases, 1, None, &linear()).await.unwrap();
    assert_eq!(announce(&work, bases, 2).await.unwrap(), 0);
    let both = create(&work, &kinds("both")).await.unwrap();
    put_indicator(&work, both, 1, None, &linear()).await.unwrap();
    assert_eq!(announce(&work, both, 2).await.unwrap(), 2);
}

#[tokio::test]
async fn q20_a_window_that_has_not_opened_is_shown_and_takes_nothing() {
    let scene = announced().await;
    let provider = scene.one.member().unwrap().provider().unwrap().id;
    let (all, db) = (Default::default(), scene.bench.desk.db());
    let list = find::mine(db, provider, &all, scene.now(), Paging::default()).await.unwrap();
    assert_eq!(list.total, 2);
    assert!(list.rows.iter().all(|line| line.status == Status::Early && !line.may_file));
    assert_eq!(list.rows[0].period.opens_on, "2026-03-05");
    let refused = scene.submit(&scene.one, "3").await;
    assert!(matches!(refused, Err(Refusal::OutOfTurn("filing-early"))), "{refused:?}");
}

#[tokio::test]
async fn d01_a_draft_is_changed_by_who_saw_it_and_nothing_changes_once_it_is_announced() {
    let scene = drafted().await;
    let desk = &scene.bench.desk;
    let work = desk.begin(&scene.assessor).await.unwrap();
    let stale = edit(&work, scene.assessment, 1, &draft()).await;
    assert!(matches!(stale, Err(Refusal::Stale { now: 3 })), "{stale:?}");
    edit(&work, scene.assessment, 3, &AssessmentDraft { name: "改名".to_owned(), ..draft() }).await.unwrap();
    shift_indicator(&work, scene.assessment, 4, "i2", true).await.unwrap();
    drop_indicator(&work, scene.assessment, 5, "i1").await.unwrap();
    assert_eq!(put_indicator(&work, scene.assessment, 6, None, &linear()).await.unwrap(), "i3");
    assert!(matches!(drop_indicator(&work, scene.assessment, 7, "i1").await, Err(Refusal::NotFound)));
    announce(&work, scene.assessment, 7).await.unwrap();
    for refused in [
        edit(&work, scene.assessment, 8, &draft()).await,
        drop_indicator(&work, scene.assessment, 8, "i2").await,
        announce(&work, scene.assessment, 8).await.map(drop),
        remove(&work, scene.assessment).await,
    ] {
        assert!(matches!(refused, Err(Refusal::OutOfTurn("assessment-announced-already"))), "{refused:?}");
    }
}

#[tokio::test]
async fn d01_what_cannot_be_announced_says_why() {
    let scene = drafted().await;
    let work = scene.bench.desk.begin(&scene.assessor).await.unwrap();
    let empty = create(&work, &draft()).await.unwrap();
    let refused = announce(&work, empty, 1).await;
    assert!(matches!(refused, Err(Refusal::OutOfTurn("assessment-needs-indicators"))), "{refused:?}");
    drop(work);
    scene.at("2026-03-10T16:00:00Z");
    let work = scene.bench.desk.begin(&scene.assessor).await.unwrap();
    let refused = announce(&work, scene.assessment, 3).await;
    assert!(matches!(refused, Err(Refusal::OutOfTurn("assessment-window-past"))), "{refused:?}");
    let broken = AssessmentDraft { periods: "9".to_owned(), due_on: "2026-02-30".to_owned(), ..draft() };
    assert_eq!(
        keys(create(&work, &broken).await),
        [("periods".to_owned(), "assessment-periods-range"), ("due_on".to_owned(), "assessment-day")]
    );
}

#[tokio::test]
async fn d01_assessments_are_of_their_regions_and_zone_wide_ones_of_who_has_the_zone() {
    let scene = announced().await;
    let desk = &scene.bench.desk;
    let stranger = scene.bench.official(Role::Assessor, "990102").await;
    let work = desk.begin(&stranger).await.unwrap();
    assert!(matches!(edit(&work, scene.assessment, 4, &draft()).await, Err(Refusal::NotFound)));
    assert_eq!(keys(create(&work, &draft()).await), [("region".to_owned(), "field-choice")]);
    let wide = AssessmentDraft { region: "*".to_owned(), ..draft() };
    assert_eq!(keys(create(&work, &wide).await), [("region".to_owned(), "field-choice")]);
    drop(work);
    let other = find::one(desk.db(), &Some(vec!["990102".to_owned()]), scene.assessment).await;
    assert!(matches!(other, Err(Refusal::NotFound)));
    let chief = scene.bench.official(Role::Assessor, "*").await;
    let work = desk.begin(&chief).await.unwrap();
    create(&work, &wide).await.unwrap();
    create(&work, &draft()).await.unwrap();
    drop(work);
    for actor in [&scene.one, &scene.bench.official(Role::Reviewer, REGION).await] {
        let work = desk.begin(actor).await.unwrap();
        assert!(matches!(create(&work, &draft()).await, Err(Refusal::NotAllowed("needs-office"))));
    }
}

#[tokio::test]
async fn d03_more_time_is_given_for_a_reason_and_told() {
    let scene = announced().await;
    scene.at("2026-03-11T01:00:00Z");
    assert_eq!(scene.status(&scene.one).await, Status::Overdue);
    let period = scene.period().await;
    let typed = |due: &str, lock: &str, reason: &str| Extension {
        due_on: due.to_owned(),
        lock_on: lock.to_owned(),
        reason: reason.to_owned(),
    };
    let work = scene.bench.desk.begin(&scene.assessor).await.unwrap();
    let sooner = extend(&work, period.id, 1, &typed("2026-03-09", "2026-03-12", "")).await;
    assert_eq!(
        keys(sooner),
        [("reason".to_owned(), "field-required"), ("due_on".to_owned(), "assessment-not-sooner")]
    );
    let same = extend(&work, period.id, 1, &typed("2026-03-10", "2026-03-12", "台风")).await;
    assert_eq!(keys(same), [("due_on".to_owned(), "assessment-not-moved")]);
    extend(&work, period.id, 1, &typed("2026-03-15", "2026-03-20", "台风")).await.unwrap();
    assert!(matches!(
        extend(&work, period.id, 1, &typed("2026-03-16", "2026-03-20", "台风")).await,
        Err(Refusal::Stale { now: 2 })
    ));
    work.keep().await.unwrap();
    assert_eq!(scene.status(&scene.one).await, Status::Open);
    assert_eq!(scene.told(&scene.other).await, ["assessment-announced", "assessment-extended"]);
}

#[tokio::test]
async fn d02_parks_are_told_once_that_it_opens_ends_soon_and_is_overdue_and_late_comers_are_listed() {
    let scene = announced().await;
    let desk = &scene.bench.desk;
    let tick = async |at: &str| {
        scene.at(at);
        let told = tick(desk).await.unwrap();
        assert_eq!(super::tick(desk).await.unwrap(), 0, "twice at {at}");
        told
    };
    assert_eq!(tick("2026-03-04T15:59:59Z").await, 0);
    assert_eq!(tick("2026-03-04T16:00:00Z").await, 1);
    let (late, _) = scene.bench.park("海澜三号园").await;
    assert_eq!(tick("2026-03-05T01:00:00Z").await, 0);
    assert_eq!(scene.status(&late).await, Status::Open);
    scene.submit(&scene.other, "5").await.unwrap();
    assert_eq!(tick("2026-03-07T15:59:59Z").await, 0);
    assert_eq!(tick("2026-03-07T16:00:00Z").await, 1);
    assert_eq!(tick("2026-03-10T15:59:59Z").await, 0);
    assert_eq!(tick("2026-03-10T16:00:00Z").await, 1);
    let told = ["assessment-announced", "assessment-opened", "assessment-due-soon", "assessment-overdue"];
    assert_eq!(scene.told(&scene.one).await, told);
    assert_eq!(scene.told(&late).await, told[2..]);
    assert_eq!(scene.told(&scene.other).await, told[..2]);
}

#[tokio::test]
async fn d02_an_official_reminds_who_has_not_filed() {
    let scene = open().await;
    scene.submit(&scene.other, "5").await.unwrap();
    let work = scene.bench.desk.begin(&scene.assessor).await.unwrap();
    assert_eq!(nudge(&work, scene.period().await.id).await.unwrap(), 1);
    work.keep().await.unwrap();
    assert_eq!(scene.told(&scene.one).await.last().unwrap(), "assessment-nudged");
    scene.at("2026-03-12T16:00:00Z");
    let work = scene.bench.desk.begin(&scene.assessor).await.unwrap();
    let refused = nudge(&work, scene.period().await.id).await;
    assert!(matches!(refused, Err(Refusal::OutOfTurn("assessment-not-open"))));
}

#[tokio::test]
async fn d03_what_the_hall_knows_of_a_park_is_counted_within_the_window() {
    let scene = announced().await;
    let (bench, provider) = (&scene.bench, scene.one.member().unwrap().provider().unwrap().id);
    let window = scene.period().await.window();
    let known = async |fact| count(bench.desk.db(), fact, provider, &window, scene.now()).await.unwrap();
    // Before the window, within it, of another park, hidden, and not public yet.
    bench.news(provider, "上季度的新闻").await;
    scene.at("2026-03-06T02:00:00Z");
    assert_eq!(known(Fact::News).await, Exact::ZERO);
    let one = bench.news(provider, "签约").await;
    bench.news(scene.other.member().unwrap().provider().unwrap().id, "别家的新闻").await;
    let down = bench.news(provider, "撤下的").await;
    bench.turn_news(down, |row| row.taken_down_at = row.public_from).await;
    let blocked = bench.news(provider, "下架的").await;
    bench.turn_news(blocked, |row| row.blocked_reason = Some("广告".to_owned())).await;
    let gone = bench.news(provider, "删除的").await;
    bench.turn_news(gone, |row| row.removed_at = row.public_from).await;
    let later = bench.news(provider, "定时的").await;
    bench.turn_news(later, |row| row.public_from = Some("2026-03-08T00:00:00Z".parse().unwrap())).await;
    assert_eq!(known(Fact::News).await, Exact::whole(1));
    scene.at("2026-03-08T00:00:00Z");
    assert_eq!(known(Fact::News).await, Exact::whole(2));
    // What becomes public after the due day is the next window's.
    bench.turn_news(one, |row| row.public_from = Some(window.due)).await;
    scene.at("2026-03-12T00:00:00Z");
    assert_eq!(known(Fact::News).await, Exact::whole(1));
    assert_eq!(known(Fact::Landed).await, Exact::ZERO);
    assert!(known(Fact::Area).await > Exact::ZERO && known(Fact::Industries).await > Exact::ZERO);
}
