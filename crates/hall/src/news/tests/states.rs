//! The state machine: submitted, edited, refused, approved, changed, withdrawn, taken down, blocked, deleted (1.15.9(1), E03).

use super::{done, house};
use crate::file;
use crate::kernel::Refusal;
use crate::news::{Draft, Showing, block, edit, find, remove, show, submit_once, unblock, withdraw};
use crate::review::{Scope, Standing};
use crate::testing::REGION;
use chrono::TimeDelta;

#[tokio::test]
async fn e02_n08_a_submitted_item_waits_may_be_edited_and_is_public_once_approved() {
    let house = house().await;
    let id = house.submitted(&house.draft("第一版")).await;
    assert_eq!(house.kept(id).await.standing, Standing::Pending);
    assert!(house.seen_by_all().await.is_empty() && !house.is_public(house.cover).await);
    // Submitted on a Wednesday; due at the end of Thursday.
    assert_eq!(house.zone.day(house.round(id).await.due_at).to_string(), "2026-03-05");
    let (seen, second) = (house.kept(id).await.seen(), house.draft("第二版"));
    done!(house, &house.actor, |work| edit(&work, id, seen.clone(), &second)).unwrap();
    let refused = done!(house, &house.actor, |work| edit(&work, id, seen, &second));
    assert!(matches!(refused, Err(Refusal::Stale { now: 2 })), "two windows are noticed");
    let twice = done!(house, &house.actor, |work| submit_once(&work, id, &second)).unwrap();
    assert_eq!((twice, house.round(id).await.version), (id, 2), "a form sent twice makes one item");
    house.approve(id).await.unwrap();
    assert_eq!(house.seen_by_all().await, ["第二版"]);
    assert!(house.is_public(house.cover).await && house.is_public(house.pictures[0]).await);
    assert!(!house.is_public(house.pictures[1]).await);
    let kept = house.kept(id).await;
    assert_eq!((kept.standing, kept.news.showing(house.now())), (Standing::Approved, Showing::Public));
}

#[tokio::test]
async fn e03_a_change_is_reviewed_while_the_approved_version_stays_public() {
    let house = house().await;
    let id = house.published("旧题").await;
    let since = house.kept(id).await.news.public_from;
    let (seen, same) = (house.kept(id).await.seen(), house.draft("旧题"));
    let refused = done!(house, &house.actor, |work| edit(&work, id, seen.clone(), &same));
    assert!(matches!(refused, Err(Refusal::OutOfTurn("news-unchanged"))));
    let change = Draft {
        body: format!("<p>新</p><img src=\"/files/{}\">", house.pictures[1]),
        ..house.draft("新题")
    };
    done!(house, &house.actor, |work| edit(&work, id, seen, &change)).unwrap();
    assert_eq!(house.kept(id).await.standing, Standing::ChangePending);
    assert_eq!(house.seen_by_all().await, ["旧题"]);
    house.reject(id).await.unwrap();
    let kept = house.kept(id).await;
    assert_eq!(
        (kept.standing, kept.round.reason().unwrap().unwrap().words),
        (Standing::ChangeRejected, "请补充说明".to_owned())
    );
    assert_eq!(house.seen_by_all().await, ["旧题"]);
    let seen = kept.seen();
    done!(house, &house.actor, |work| edit(&work, id, seen, &change)).unwrap();
    house.approve(id).await.unwrap();
    assert_eq!(house.seen_by_all().await, ["新题"]);
    assert_eq!(house.kept(id).await.news.public_from, since, "a change does not make it news again");
    assert!(house.is_public(house.pictures[1]).await);
    assert!(!house.is_public(house.pictures[0]).await, "what is shown no more is not public any more");
}

#[tokio::test]
async fn e03_a_refused_or_withdrawn_item_is_submitted_again() {
    let house = house().await;
    let id = house.submitted(&house.draft("一")).await;
    house.reject(id).await.unwrap();
    assert_eq!(house.kept(id).await.standing, Standing::Rejected);
    let (seen, draft) = (house.kept(id).await.seen(), house.draft("二"));
    done!(house, &house.actor, |work| edit(&work, id, seen, &draft)).unwrap();
    let seen = house.kept(id).await.seen();
    done!(house, &house.actor, |work| withdraw(&work, id, seen)).unwrap();
    let kept = house.kept(id).await;
    assert_eq!((kept.standing, kept.round.round), (Standing::Withdrawn, 2));
    let refused = done!(house, &house.actor, |work| withdraw(&work, id, kept.seen()));
    assert!(matches!(refused, Err(Refusal::OutOfTurn("news-nothing-waits"))));
    let draft = house.draft("三");
    done!(house, &house.actor, |work| edit(&work, id, kept.seen(), &draft)).unwrap();
    house.approve(id).await.unwrap();
    assert_eq!(house.seen_by_all().await, ["三"]);
}

#[tokio::test]
async fn e03_a_park_takes_down_and_puts_back_without_a_review() {
    let house = house().await;
    let waiting = house.submitted(&house.draft("等")).await;
    let refused = done!(house, &house.actor, |work| show(&work, waiting, 1, false));
    assert!(matches!(refused, Err(Refusal::OutOfTurn("news-not-approved"))));
    let id = house.published("题").await;
    let version = house.kept(id).await.news.version;
    done!(house, &house.actor, |work| show(&work, id, version, false)).unwrap();
    assert!(house.seen_by_all().await.is_empty() && !house.is_public(house.cover).await);
    assert_eq!(house.kept(id).await.news.showing(house.now()), Showing::Down);
    let refused = done!(house, &house.actor, |work| show(&work, id, version, true));
    assert!(matches!(refused, Err(Refusal::Stale { .. })));
    // A change that is approved meanwhile does not put it back.
    let (seen, draft) = (house.kept(id).await.seen(), house.draft("新题"));
    done!(house, &house.actor, |work| edit(&work, id, seen, &draft)).unwrap();
    house.approve(id).await.unwrap();
    assert!(house.seen_by_all().await.is_empty() && !house.is_public(house.cover).await);
    let version = house.kept(id).await.news.version;
    done!(house, &house.actor, |work| show(&work, id, version, true)).unwrap();
    assert_eq!(house.seen_by_all().await, ["新题"]);
    assert!(house.is_public(house.cover).await);
}

#[tokio::test]
async fn e02_an_official_blocks_with_a_reason_and_the_park_cannot_put_it_back() {
    let house = house().await;
    let id = house.published("题").await;
    let refused = done!(house, &house.reviewer, |work| block(&work, id, " "));
    assert!(matches!(refused, Err(Refusal::Invalid(_))));
    let elsewhere = house.bench.official(crate::kernel::Role::Reviewer, "990102").await;
    let refused = done!(house, &elsewhere, |work| block(&work, id, "不实"));
    assert!(matches!(refused, Err(Refusal::NotFound)));
    done!(house, &house.reviewer, |work| block(&work, id, "内容不实")).unwrap();
    assert!(house.seen_by_all().await.is_empty() && !house.is_public(house.cover).await);
    let news = house.kept(id).await.news;
    assert_eq!(
        (news.showing(house.now()), news.blocked_reason.as_deref()),
        (Showing::Blocked, Some("内容不实"))
    );
    let refused = done!(house, &house.actor, |work| show(&work, id, news.version, false));
    assert!(matches!(refused, Err(Refusal::OutOfTurn("news-blocked"))));
    done!(house, &house.reviewer, |work| unblock(&work, id, "已更正")).unwrap();
    assert_eq!(house.seen_by_all().await, ["题"]);
    let refused = done!(house, &house.reviewer, |work| unblock(&work, id, "已更正"));
    assert!(matches!(refused, Err(Refusal::OutOfTurn("news-not-blocked"))));
    let waiting = house.submitted(&house.draft("等")).await;
    let refused = done!(house, &house.reviewer, |work| block(&work, waiting, "不实"));
    assert!(matches!(refused, Err(Refusal::OutOfTurn("news-not-approved"))));
}

#[tokio::test]
async fn e03_a_deleted_item_disappears_from_everywhere_public_and_the_journal_stays() {
    let house = house().await;
    let id = house.published("题").await;
    let (seen, draft) = (house.kept(id).await.seen(), house.draft("改题"));
    done!(house, &house.actor, |work| edit(&work, id, seen, &draft)).unwrap();
    let version = house.kept(id).await.news.version;
    let refused = done!(house, &house.actor, |work| remove(&work, id, version + 1));
    assert!(matches!(refused, Err(Refusal::Stale { .. })));
    done!(house, &house.actor, |work| remove(&work, id, version)).unwrap();
    assert!(house.seen_by_all().await.is_empty());
    assert!(find::own::one(house.db(), house.park, id).await.is_err());
    assert!(find::public::show(house.db(), id, house.now()).await.is_err());
    assert!(!house.is_public(house.cover).await && !house.is_public(house.pictures[0]).await);
    assert_eq!(house.round(id).await.state, "withdrawn");
    assert!(house.approve(id).await.is_err());
    house.bench.clock.pass(TimeDelta::days(8));
    assert_eq!(file::tidy(&house).await.unwrap().0, 3, "its pictures are tidied away");
    let scope = Scope::Regions(vec![REGION.to_owned()]);
    let dossier = find::register::one(house.db(), &scope, id).await.unwrap();
    assert_eq!((dossier.entry.kept.news.title.as_str(), dossier.entry.kept.news.body.as_str()), ("题", ""));
    assert!(dossier.journal.iter().any(|entry| entry.action == "news.removed"));
    let elsewhere = Scope::Regions(vec!["990102".to_owned()]);
    assert!(find::register::one(house.db(), &elsewhere, id).await.is_err());
}

#[tokio::test]
async fn a78_news_of_somebody_else_are_not_found() {
    let house = house().await;
    let id = house.published("题").await;
    let (stranger, other) = house.bench.park("云桥示例基地").await;
    let version = house.kept(id).await.news.version;
    let (seen, draft) = (house.kept(id).await.seen(), house.draft("他人"));
    for refused in [
        done!(house, &stranger, |work| show(&work, id, version, false)),
        done!(house, &stranger, |work| remove(&work, id, version)),
        done!(house, &stranger, |work| edit(&work, id, seen.clone(), &draft)),
        done!(house, &stranger, |work| withdraw(&work, id, seen)),
        done!(house, &stranger, |work| async { submit_once(&work, id, &draft).await.map(|_| ()) }),
    ] {
        assert!(matches!(refused, Err(Refusal::NotFound)));
    }
    assert!(matches!(find::own::one(house.db(), other, id).await, Err(Refusal::NotFound)));
    let (carrier, _) = house.bench.logistics("澜途示例物流有限公司").await;
    let refused = done!(house, &carrier, |work| show(&work, id, version, false));
    assert!(matches!(refused, Err(Refusal::NotAllowed("needs-park"))));
}
