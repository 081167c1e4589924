//! Who sees what from when: moments, words, parks, suspension.

use super::{House, done, house};
use crate::kernel::Paging;
use crate::news::find::own::{self, Filter as Own};
use crate::news::find::public::{self, Filter};
use crate::news::{Showing, edit, show};
use crate::review::Standing;
use crate::{moments, suspend};
use chrono::{TimeDelta, Timelike};

#[tokio::test]
async fn e02_an_item_is_public_from_the_second_it_was_put_on_for() {
    let house = house().await;
    let moment = (house.now() + TimeDelta::days(2)).with_second(0).unwrap().with_nanosecond(0).unwrap();
    let id = house.submitted(&house.draft_for("定时", moment)).await;
    house.approve(id).await.unwrap();
    assert_eq!(house.kept(id).await.news.showing(house.now()), Showing::Scheduled);
    assert_eq!(moments::next(&house, house.now()).await.unwrap(), Some(moment));
    let before = moment - TimeDelta::milliseconds(1);
    for (at, titles) in [(before, 0), (moment, 1), (moment + TimeDelta::days(9), 1)] {
        let found = public::list(house.db(), &Filter::default(), at, Paging::default()).await.unwrap();
        assert_eq!(found.rows.len(), titles, "{at}");
        assert_eq!(public::show(house.db(), id, at).await.is_ok(), titles == 1);
    }
    assert_eq!(moments::next(&house, before).await.unwrap(), Some(moment));
    assert_eq!(moments::next(&house, moment).await.unwrap(), None, "nothing waits any more");
    // Taken down before its moment, it does not come.
    let version = house.kept(id).await.news.version;
    done!(house, &house.actor, |work| show(&work, id, version, false)).unwrap();
    assert_eq!(moments::next(&house, before).await.unwrap(), None);
    assert!(public::show(house.db(), id, moment).await.is_err());
}

#[tokio::test]
async fn e02_a_moment_that_passed_while_it_waited_is_the_approval() {
    let house = house().await;
    let id = house.submitted(&house.draft_for("过时", house.now() + TimeDelta::hours(1))).await;
    house.bench.clock.pass(TimeDelta::hours(5));
    house.approve(id).await.unwrap();
    assert_eq!(house.kept(id).await.news.public_from, Some(house.now()));
    // Before its moment a change may move it; afterwards it stays where it is.
    let later = house.submitted(&house.draft_for("移动", house.now() + TimeDelta::days(3))).await;
    house.approve(later).await.unwrap();
    let (seen, draft) = (house.kept(later).await.seen(), house.draft("移动"));
    done!(house, &house.actor, |work| edit(&work, later, seen, &draft)).unwrap();
    house.approve(later).await.unwrap();
    assert_eq!(house.kept(later).await.news.public_from, Some(house.now()));
}

#[tokio::test]
async fn e02_the_newest_come_first_and_words_and_parks_narrow() {
    let house = house().await;
    for title in ["海关开放日", "Open Day 招商"] {
        house.published(title).await;
    }
    assert_eq!(house.seen_by_all().await, ["Open Day 招商", "海关开放日"]);
    let words = |words: &str| Filter { words: Some(words.to_owned()), ..Filter::default() };
    for (asked, found) in
        [("open 招商", 1), ("开放日", 1), ("东港", 2), ("首批 企业", 2), ("%", 0), ("开放 招商", 0)]
    {
        assert_eq!(house.found(&words(asked)).await.len(), found, "{asked}");
    }
    assert_eq!(house.found(&Filter { park: Some(house.park), ..Filter::default() }).await.len(), 2);
    assert_eq!(house.found(&Filter { park: Some(house.id()), ..Filter::default() }).await.len(), 0);
    let parks = public::parks(house.db(), house.now()).await.unwrap();
    assert_eq!(parks.iter().map(|park| park.park_name.as_str()).collect::<Vec<_>>(), ["东港示例园区"]);
    let latest = public::latest_of(house.db(), house.park, house.now(), 1).await.unwrap();
    assert_eq!(latest[0].news.title, "Open Day 招商");
    assert_eq!(public::latest(house.db(), house.now(), 5).await.unwrap().len(), 2);
}

#[tokio::test]
async fn e02_days_narrow_to_what_came_out_in_them() {
    let house = house().await;
    let first = house.published("早先").await;
    let came = house.kept(first).await.news.public_from.unwrap();
    house.bench.clock.pass(TimeDelta::days(3));
    house.published("后来").await;
    let later = came + TimeDelta::milliseconds(1);
    for (from, until, titles) in [
        (Some(came), None, &["后来", "早先"][..]),
        (Some(later), None, &["后来"]),
        (None, Some(later), &["早先"]),
        (None, Some(came), &[]),
        (Some(came), Some(later), &["早先"]),
    ] {
        let found = house.found(&Filter { from, until, ..Filter::default() }).await;
        assert_eq!(found, titles, "{from:?} {until:?}");
    }
}

#[tokio::test]
async fn e02_the_desk_finds_by_words_standing_and_showing() {
    let house = house().await;
    house.published("公开").await;
    let down = house.published("撤下").await;
    let version = house.kept(down).await.news.version;
    done!(house, &house.actor, |work| show(&work, down, version, false)).unwrap();
    let scheduled = house.submitted(&house.draft_for("定时", house.now() + TimeDelta::days(1))).await;
    house.approve(scheduled).await.unwrap();
    house.bench.clock.pass(TimeDelta::minutes(1));
    let refused = house.submitted(&house.draft("拒绝")).await;
    house.reject(refused).await.unwrap();
    house.bench.clock.pass(TimeDelta::minutes(1));
    house.submitted(&house.draft("等候")).await;
    let titles = async |house: &House, filter: Own| {
        let page = own::list(house.db(), house.park, &filter, house.now(), Paging::default()).await.unwrap();
        assert_eq!(own::number(house.db(), house.park, &filter, house.now()).await.unwrap(), page.total);
        page.rows.into_iter().map(|kept| kept.proposal.title).collect::<Vec<_>>()
    };
    for (showing, found) in [
        (Showing::Public, vec!["公开"]),
        (Showing::Down, vec!["撤下"]),
        (Showing::Scheduled, vec!["定时"]),
        (Showing::NotYet, vec!["等候", "拒绝"]),
        (Showing::Blocked, vec![]),
    ] {
        assert_eq!(titles(&house, Own { showing: Some(showing), ..Own::default() }).await, found);
    }
    for (standing, found) in [
        (Standing::Pending, vec!["等候"]),
        (Standing::Rejected, vec!["拒绝"]),
        (Standing::Approved, vec!["定时", "撤下", "公开"]),
    ] {
        assert_eq!(titles(&house, Own { standing: Some(standing), ..Own::default() }).await, found);
    }
    let words = Own { words: Some("等".to_owned()), ..Own::default() };
    assert_eq!(titles(&house, words).await, ["等候"]);
}

#[tokio::test]
async fn e02_a_suspended_parks_news_vanish_and_come_back() {
    let house = house().await;
    let id = house.published("题").await;
    done!(house, &house.reviewer, |work| suspend::suspend(&work, house.park, "整改")).unwrap();
    assert!(house.seen_by_all().await.is_empty() && !house.is_public(house.cover).await);
    // What was waiting may still be decided; it is not shown by that.
    assert!(public::show(house.db(), id, house.now()).await.is_err());
    done!(house, &house.reviewer, |work| suspend::reactivate(&work, house.park, "完成")).unwrap();
    assert_eq!(house.seen_by_all().await, ["题"]);
    assert!(house.is_public(house.cover).await && house.is_public(house.pictures[0]).await);
}
