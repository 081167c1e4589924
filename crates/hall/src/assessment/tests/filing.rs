//! Filing and judging.

use super::*;
use crate::assessment::state::{FilingState, RoundState};

#[tokio::test]
async fn d03_a_filing_has_a_receipt_and_the_department_is_told() {
    let scene = open().await;
    let filed = scene.submit(&scene.one, "１2").await.unwrap();
    assert_eq!((filed.number.as_str(), filed.late), ("HL-KH-20260306-0001", false));
    assert_eq!(scene.status(&scene.one).await, Status::Filed);
    assert_eq!(scene.told(&scene.assessor).await, ["filing-submitted"]);
    let provider = scene.one.member().unwrap().provider().unwrap().id;
    let id = scene.filing(&scene.one).await.id;
    let (case, round) = find::receipt(scene.bench.desk.db(), provider, id, scene.now()).await.unwrap();
    assert_eq!(round.answers().unwrap().of("i1").value, "12");
    assert_eq!(round.digest, round.answers().unwrap().digest().unwrap());
    // 12 × 2 = 24, capped at 20, × 0.3 = 6; the rest waits for an official.
    assert_eq!(case.sheet.unwrap().total, Exact::whole(6));
}

#[tokio::test]
async fn d02_d03_statuses_follow_the_clock_to_the_second_and_what_is_late_stays_late() {
    let scene = announced().await;
    for (at, status, taken) in [
        ("2026-03-04T15:59:59Z", Status::Early, false),
        ("2026-03-04T16:00:00Z", Status::Open, true),
        ("2026-03-10T15:59:59Z", Status::Open, true),
        ("2026-03-10T16:00:00Z", Status::Overdue, true),
        ("2026-03-12T15:59:59Z", Status::Overdue, true),
        ("2026-03-12T16:00:00Z", Status::Missed, false),
    ] {
        scene.at(at);
        assert_eq!(scene.status(&scene.one).await, status, "{at}");
        let filing = scene.filing(&scene.one).await;
        let work = scene.bench.desk.begin(&scene.one).await.unwrap();
        let outcome = submit(&work, filing.id, filing.draft_version, answers("3")).await;
        assert_eq!(outcome.is_ok(), taken, "{at} {outcome:?}");
    }
    scene.at("2026-03-10T16:00:00Z");
    assert!(scene.submit(&scene.one, "3").await.unwrap().late);
    assert_eq!(scene.status(&scene.one).await, Status::FiledLate);
}

#[tokio::test]
async fn d03_a_draft_is_kept_however_unfinished_and_two_who_type_do_not_overwrite_each_other() {
    let scene = open().await;
    let filing = scene.filing(&scene.one).await;
    let work = scene.bench.desk.begin(&scene.one).await.unwrap();
    let unfinished =
        Answers(BTreeMap::from([("i1".to_owned(), Answer { value: "十二".to_owned(), files: vec![] })]));
    assert_eq!(save(&work, filing.id, 1, unfinished.clone()).await.unwrap(), 2);
    let stale = save(&work, filing.id, 1, answers("3")).await;
    assert!(matches!(stale, Err(Refusal::Stale { now: 2 })), "{stale:?}");
    let wrong = submit(&work, filing.id, 2, unfinished.clone()).await;
    assert_eq!(keys(wrong), [("i1".to_owned(), "answer-number"), ("i2".to_owned(), "field-required")]);
    work.keep().await.unwrap();
    assert_eq!(scene.filing(&scene.one).await.draft().unwrap(), unfinished);
    assert_eq!(scene.status(&scene.one).await, Status::Open);
    let strange = Answers(BTreeMap::from([(
        "i1".to_owned(),
        Answer { value: "1".to_owned(), files: vec![scene.bench.desk.id()] },
    )]));
    let work = scene.bench.desk.begin(&scene.one).await.unwrap();
    assert_eq!(keys(save(&work, filing.id, 2, strange).await), [("i1_files".to_owned(), "file-missing")]);
}

#[tokio::test]
async fn d02_a_filing_is_returned_with_reasons_mended_and_passed_and_its_history_stays() {
    let scene = open().await;
    scene.submit(&scene.one, "3").await.unwrap();
    let nothing = Judgement::Return { reason: " ".to_owned(), remarks: BTreeMap::new() };
    assert_eq!(keys(scene.judge(&scene.one, &nothing).await), [("reason".to_owned(), "field-required")]);
    let back = Judgement::Return {
        reason: "数字与台账不符".to_owned(),
        remarks: BTreeMap::from([("i1".to_owned(), "请核对新入驻企业".to_owned())]),
    };
    scene.judge(&scene.one, &back).await.unwrap();
    assert_eq!(scene.status(&scene.one).await, Status::Returned);
    let provider = scene.one.member().unwrap().provider().unwrap().id;
    let db = scene.bench.desk.db();
    let list = find::mine(db, provider, &Default::default(), scene.now(), Paging::default()).await.unwrap();
    assert_eq!(list.rows[0].reason.as_deref(), Some("数字与台账不符"));
    assert_eq!(find::to_file(db, provider, scene.now()).await.unwrap(), 1);
    scene.submit(&scene.one, "4").await.unwrap();
    assert_eq!(keys(scene.judge(&scene.one, &pass("11")).await), [("points-i2".to_owned(), "award-points")]);
    let none = Judgement::Pass(BTreeMap::new());
    assert_eq!(
        keys(scene.judge(&scene.one, &none).await),
        [("points-i2".to_owned(), "award-points"), ("reason-i2".to_owned(), "field-required")]
    );
    scene.judge(&scene.one, &pass("7.5")).await.unwrap();
    assert_eq!(scene.status(&scene.one).await, Status::Passed);
    let id = scene.filing(&scene.one).await.id;
    let case = find::own(db, provider, id, scene.now()).await.unwrap();
    let states: Vec<RoundState> = case.rounds.iter().map(|round| round.state().unwrap()).collect();
    assert_eq!(states, [RoundState::Passed, RoundState::Returned]);
    // 4 × 2 × 0.3 + 7.5
    assert_eq!(case.sheet.unwrap().total, Exact::parse("9.9").unwrap());
    let told = scene.told(&scene.one).await;
    assert_eq!(told[1..], ["filing-returned", "filing-passed"]);
    let again = scene.submit(&scene.one, "9").await;
    assert!(matches!(again, Err(Refusal::OutOfTurn("filing-passed"))), "{again:?}");
}

#[tokio::test]
async fn d02_an_official_decides_on_what_they_saw() {
    let scene = open().await;
    scene.submit(&scene.one, "3").await.unwrap();
    let seen = scene.filing(&scene.one).await;
    scene.submit(&scene.one, "4").await.unwrap();
    let work = scene.bench.desk.begin(&scene.assessor).await.unwrap();
    let stale = judge(&work, seen.id, seen.version, &pass("5")).await;
    assert!(matches!(stale, Err(Refusal::Stale { .. })), "{stale:?}");
    drop(work);
    scene.judge(&scene.one, &pass("5")).await.unwrap();
    let over = scene.judge(&scene.one, &pass("5")).await;
    assert!(matches!(over, Err(Refusal::OutOfTurn("filing-not-waiting"))), "{over:?}");
    let case = find::filing(scene.bench.desk.db(), &scene.regions(), seen.id, scene.now()).await.unwrap();
    let states: Vec<RoundState> = case.rounds.iter().map(|round| round.state().unwrap()).collect();
    assert_eq!(states, [RoundState::Passed, RoundState::Replaced]);
}

#[tokio::test]
async fn d02_nobody_files_for_another_park_or_judges_their_own() {
    let scene = open().await;
    let filing = scene.filing(&scene.one).await;
    let work = scene.bench.desk.begin(&scene.other).await.unwrap();
    assert!(matches!(save(&work, filing.id, 1, answers("3")).await, Err(Refusal::NotFound)));
    assert!(matches!(submit(&work, filing.id, 1, answers("3")).await, Err(Refusal::NotFound)));
    drop(work);
    scene.submit(&scene.one, "3").await.unwrap();
    let account = scene.one.member().unwrap().account;
    scene.bench.appointed(account, Role::Assessor, REGION).await;
    let both = scene.bench.acting(account).await;
    let work = scene.bench.desk.begin(&both).await.unwrap();
    let filing = scene.filing(&scene.one).await;
    let own = judge(&work, filing.id, filing.version, &pass("5")).await;
    assert!(matches!(own, Err(Refusal::NotAllowed("assessment-own"))), "{own:?}");
    drop(work);
    let stranger = scene.bench.official(Role::Assessor, "990102").await;
    let work = scene.bench.desk.begin(&stranger).await.unwrap();
    assert!(matches!(judge(&work, filing.id, filing.version, &pass("5")).await, Err(Refusal::NotFound)));
}

/// The reference: as little as tells right from wrong.
#[derive(Debug, Default)]
struct Reference {
    submissions: u32,
    waits: bool,
    passed: bool,
}

#[tokio::test]
async fn d02_random_lives_of_a_filing_agree_with_the_reference() {
    let mut seed = 20_260_306_u64;
    let mut next = |n: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % n
    };
    let scene = open().await;
    let back = Judgement::Return { reason: "请补充".to_owned(), remarks: BTreeMap::new() };
    for park in [&scene.one, &scene.other] {
        let mut reference = Reference::default();
        for step in 0..24 {
            match next(5) {
                0 | 1 => {
                    let filed = scene.submit(park, &next(20).to_string()).await;
                    assert_eq!(filed.is_ok(), !reference.passed, "{step} {reference:?}");
                    if filed.is_ok() {
                        reference.submissions += 1;
                        reference.waits = true;
                    }
                }
                2 | 3 => {
                    let judged = scene.judge(park, &back).await;
                    assert_eq!(judged.is_ok(), reference.waits, "{step} {reference:?}");
                    reference.waits = false;
                }
                // Rarely, for it ends a life.
                _ if step > 12 => {
                    let judged = scene.judge(park, &pass("5")).await;
                    assert_eq!(judged.is_ok(), reference.waits, "{step} {reference:?}");
                    reference.passed |= reference.waits;
                    reference.waits = false;
                }
                _ => {}
            }
            let row = scene.filing(park).await;
            assert_eq!(row.round.unsigned_abs(), reference.submissions);
            let state = row.state().unwrap();
            assert_eq!(state == FilingState::Filed, reference.waits);
            assert_eq!(state == FilingState::Passed, reference.passed);
            assert_eq!(state == FilingState::Pending, reference.submissions == 0);
        }
    }
}
