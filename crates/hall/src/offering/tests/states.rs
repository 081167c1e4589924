//! The state machine: submitted, edited, refused, approved, changed, withdrawn (1.15.9(1)).

use super::{broken, done, house, said};
use crate::file;
use crate::kernel::Refusal;
use crate::offering::{Draft, Seen, Standing, edit, find, submit, submit_once, withdraw};
use crate::review::Subject;

#[tokio::test]
async fn f11_f12_a_submitted_product_waits_and_may_be_edited_many_times() {
    let house = house().await;
    let id = house.submitted(&house.draft("第一版")).await;
    assert_eq!(house.kept(id).await.standing, Standing::Pending);
    assert!(house.seen_by_all().await.is_empty() && !house.is_public(house.cover).await);
    for version in 2..6 {
        let seen = house.kept(id).await.seen();
        let draft = house.draft(&format!("第{version}版"));
        done!(house, &house.actor, |work| edit(&work, id, seen, &draft)).unwrap();
        let kept = house.kept(id).await;
        assert_eq!((kept.round.round, kept.round.version), (1, version));
        assert_eq!(
            (kept.header.title.clone(), said(&kept).title.clone()),
            (draft.title.clone(), draft.title)
        );
    }
    house.approve(id).await.unwrap();
    assert_eq!(house.seen_by_all().await, ["第5版"]);
}

#[tokio::test]
async fn a20_a_form_sent_twice_makes_one_product() {
    let house = house().await;
    let (id, draft) = (house.id(), house.draft("海运"));
    for _ in 0..2 {
        let made = done!(house, &house.actor, |work| submit_once(&work, id, &draft)).unwrap();
        assert_eq!(made, id);
    }
    assert_eq!(house.kept(id).await.round.version, 1);
    let (stranger, ..) = super::provider_of(&house.bench, "云桥示例货运有限公司").await;
    let refused = done!(house, &stranger, |work| submit_once(&work, id, &draft));
    assert!(matches!(refused, Err(Refusal::NotFound)));
}

#[tokio::test]
async fn f13_the_answer_is_promised_for_the_first_working_day() {
    let house = house().await;
    let id = house.submitted(&house.draft("海运")).await;
    let round = house.round(id).await;
    // Submitted on a Wednesday; due at the end of Thursday.
    assert_eq!(house.zone.day(round.due_at).to_string(), "2026-03-05");
}

#[tokio::test]
async fn q6_two_windows_and_decisions_in_between_are_noticed() {
    let house = house().await;
    let id = house.submitted(&house.draft("第一版")).await;
    let seen = house.kept(id).await.seen();
    let (left, right) = (house.draft("左窗"), house.draft("右窗"));
    done!(house, &house.actor, |work| edit(&work, id, seen.clone(), &left)).unwrap();
    let refused = done!(house, &house.actor, |work| edit(&work, id, seen.clone(), &right));
    assert!(matches!(refused, Err(Refusal::Stale { now: 2 })));
    let seen = house.kept(id).await.seen();
    house.reject(id).await.unwrap();
    let refused = done!(house, &house.actor, |work| edit(&work, id, seen.clone(), &right));
    assert!(matches!(refused, Err(Refusal::Stale { .. })), "the refusal was not seen yet");
    assert_eq!(house.kept(id).await.seen().to_string().parse::<Seen>().unwrap(), house.kept(id).await.seen());
    assert!("".parse::<Seen>().is_err() && "a.b.pending".parse::<Seen>().is_err());
}

#[tokio::test]
async fn f15_a_refused_product_is_corrected_and_reviewed_again() {
    let house = house().await;
    let id = house.submitted(&house.draft("第一版")).await;
    house.reject(id).await.unwrap();
    let kept = house.kept(id).await;
    assert_eq!(
        (kept.standing, kept.round.reason().unwrap().unwrap().words),
        (Standing::Rejected, "请补充说明".to_owned())
    );
    let draft = house.draft("第二版");
    done!(house, &house.actor, |work| edit(&work, id, kept.seen(), &draft)).unwrap();
    let kept = house.kept(id).await;
    assert_eq!((kept.standing, kept.round.round), (Standing::Pending, 2));
    house.approve(id).await.unwrap();
    assert_eq!(house.kept(id).await.standing, Standing::Approved);
    let rounds = find::own::history(house.db(), house.provider, id).await.unwrap();
    assert_eq!(rounds.iter().map(|round| round.state.as_str()).collect::<Vec<_>>(), ["approved", "rejected"]);
}

#[tokio::test]
async fn f14_an_approved_product_goes_on_the_shelf_by_itself_with_its_pictures() {
    let house = house().await;
    let id = house.published("海运直达").await;
    let shown = find::public::show(house.db(), id).await.unwrap();
    assert_eq!((shown.header.on_shelf, shown.header.cover), (true, Some(house.cover)));
    assert_eq!(
        (shown.tags, shown.pictures),
        (vec!["冷链".to_owned(), "整柜".to_owned()], house.details.clone())
    );
    assert_eq!(shown.details.city_en, "Singapore");
    for file in house.details.iter().chain([&house.cover]) {
        assert!(house.is_public(*file).await);
    }
}

#[tokio::test]
async fn f12_editing_an_approved_product_keeps_the_approved_version_public() {
    let house = house().await;
    let id = house.published("旧名").await;
    let kept = house.kept(id).await;
    let same = house.draft("旧名");
    let refused = done!(house, &house.actor, |work| edit(&work, id, kept.seen(), &same));
    assert!(matches!(refused, Err(Refusal::OutOfTurn("product-unchanged"))));
    let change =
        Draft { pictures: vec![house.details[1]], tags: vec!["新".to_owned()], ..house.draft("新名") };
    done!(house, &house.actor, |work| edit(&work, id, kept.seen(), &change)).unwrap();
    assert_eq!(house.kept(id).await.standing, Standing::ChangePending);
    assert_eq!(house.seen_by_all().await, ["旧名"]);
    house.reject(id).await.unwrap();
    assert_eq!(house.kept(id).await.standing, Standing::ChangeRejected);
    assert_eq!(house.seen_by_all().await, ["旧名"]);
    let seen = house.kept(id).await.seen();
    done!(house, &house.actor, |work| edit(&work, id, seen, &change)).unwrap();
    house.approve(id).await.unwrap();
    assert_eq!(house.seen_by_all().await, ["新名"]);
    assert!(house.is_public(house.details[1]).await && house.is_public(house.cover).await);
    assert!(!house.is_public(house.details[0]).await, "what is shown no more is not public any more");
    let tags = find::figures::tags(house.db(), 10).await.unwrap();
    assert_eq!(tags, [("新".to_owned(), 1)]);
}

#[tokio::test]
async fn f14_a_later_approval_keeps_the_switches() {
    let house = house().await;
    let id = house.published("旧名").await;
    let version = house.kept(id).await.header.version;
    done!(house, &house.actor, |work| crate::offering::shelf(&work, id, version, false)).unwrap();
    let (seen, draft) = (house.kept(id).await.seen(), house.draft("新名"));
    done!(house, &house.actor, |work| edit(&work, id, seen, &draft)).unwrap();
    house.approve(id).await.unwrap();
    let header = house.kept(id).await.header;
    assert_eq!((header.title.as_str(), header.on_shelf), ("新名", false));
    assert!(house.seen_by_all().await.is_empty() && !house.is_public(house.cover).await);
}

#[tokio::test]
async fn withdrawing_takes_back_what_waits_and_nothing_else() {
    let house = house().await;
    let id = house.submitted(&house.draft("海运")).await;
    let seen = house.kept(id).await.seen();
    done!(house, &house.actor, |work| withdraw(&work, id, seen)).unwrap();
    let kept = house.kept(id).await;
    assert_eq!(kept.standing, Standing::Withdrawn);
    let refused = done!(house, &house.actor, |work| withdraw(&work, id, kept.seen()));
    assert!(matches!(refused, Err(Refusal::OutOfTurn("product-nothing-waits"))));
    assert!(house.approve(id).await.is_err());
    let draft = house.draft("海运");
    done!(house, &house.actor, |work| edit(&work, id, kept.seen(), &draft)).unwrap();
    house.approve(id).await.unwrap();
    let (seen, draft) = (house.kept(id).await.seen(), house.draft("改名"));
    done!(house, &house.actor, |work| edit(&work, id, seen, &draft)).unwrap();
    let seen = house.kept(id).await.seen();
    done!(house, &house.actor, |work| withdraw(&work, id, seen)).unwrap();
    assert_eq!(house.kept(id).await.standing, Standing::Approved);
    assert_eq!(house.seen_by_all().await, ["海运"]);
    assert_eq!(
        find::own::list(
            house.db(),
            house.provider,
            &find::own::Filter { standing: Some(Standing::Approved), ..Default::default() },
            Default::default()
        )
        .await
        .unwrap()
        .total,
        1
    );
}

#[tokio::test]
async fn safety_a19_what_is_refused_leaves_nothing() {
    let house = house().await;
    let draft = Draft { title: String::new(), ..house.draft("") };
    let refused = done!(house, &house.actor, |work| submit(&work, &draft)).unwrap_err();
    assert_eq!(broken(refused), [("title".to_owned(), "field-required")]);
    assert_eq!(
        find::own::figures(house.db(), house.provider).await.unwrap().iter().map(|(_, n)| n).sum::<u64>(),
        0
    );
    assert!(crate::review::find::newest_of(house.db(), Subject::Product, &[]).await.unwrap().is_empty());
    house.bench.clock.pass(chrono::TimeDelta::days(8));
    assert_eq!(file::tidy(&house).await.unwrap().0, 4, "uploads nobody used are tidied away");
}
