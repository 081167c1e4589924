//! The rules of the form (E02).

use super::{broken, done, house};
use crate::file::{self, Slot};
use crate::kernel::Uuid;
use crate::news::{Draft, Proposal, SUMMARY_LIMIT, TEXT_LIMIT, TITLE_LIMIT, submit};
use crate::testing::{beginning, png, zone};
use chrono::TimeDelta;

fn draft() -> Draft {
    Draft {
        title: " 东港 园区\n首批 ".to_owned(),
        summary: "摘要".to_owned(),
        cover: Some(Uuid::from_u128(1)),
        body: "<p>正文</p><script>x()</script>".to_owned(),
        publish_at: "2026-03-05T09:30".to_owned(),
    }
}

fn wrong(draft: &Draft) -> Vec<(String, &'static str)> {
    draft.check(&zone(), beginning()).map_err(broken).err().unwrap_or_default()
}

#[test]
fn e02_what_meets_the_rules_is_tidied_and_cleaned() {
    let proposal = draft().check(&zone(), beginning()).unwrap();
    assert_eq!((proposal.title.as_str(), proposal.body.as_str()), ("东港 园区 首批", "<p>正文</p>"));
    // 09:30 in the zone.
    assert_eq!(proposal.publish_at.unwrap().to_rfc3339(), "2026-03-05T01:30:00+00:00");
    assert_eq!(proposal.draft(&zone()).check(&zone(), beginning()).unwrap(), proposal);
    let read: Proposal = serde_json::from_str(&serde_json::to_string(&proposal).unwrap()).unwrap();
    assert_eq!(read, proposal);
}

#[test]
fn e02_every_broken_rule_is_named_at_once() {
    let found = wrong(&Draft { publish_at: "morgen".to_owned(), ..Draft::default() });
    let keys = ["title", "summary", "cover", "body", "publish_at"];
    assert_eq!(found.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), keys);
    let at_limit = Draft {
        title: "题".repeat(TITLE_LIMIT),
        summary: "摘".repeat(SUMMARY_LIMIT),
        body: format!("<p>{}</p>", "文".repeat(TEXT_LIMIT)),
        ..draft()
    };
    assert_eq!(wrong(&at_limit), []);
    for (draft, field, key) in [
        (Draft { title: "题".repeat(TITLE_LIMIT + 1), ..draft() }, "title", "field-too-long"),
        (Draft { summary: "摘".repeat(SUMMARY_LIMIT + 1), ..draft() }, "summary", "field-too-long"),
        (
            Draft { body: format!("<p>{}</p>", "文".repeat(TEXT_LIMIT + 1)), ..draft() },
            "body",
            "field-too-long",
        ),
        (Draft { body: "<p> </p><svg><text>x</text></svg>".to_owned(), ..draft() }, "body", "field-required"),
        (Draft { body: "<p>".repeat(4_000), ..draft() }, "body", "news-body-too-much"),
        (Draft { publish_at: "2027-04-01T00:00".to_owned(), ..draft() }, "publish_at", "news-moment-far"),
    ] {
        assert_eq!(wrong(&draft), [(field.to_owned(), key)]);
    }
    let many: String = (0..21).map(|n| format!("<img src=\"/files/{}\">", Uuid::from_u128(n + 1))).collect();
    assert_eq!(wrong(&Draft { body: many, ..draft() }), [("body".to_owned(), "news-pictures-too-many")]);
    // Whoever pastes from another program does not see what came along.
    assert_eq!(wrong(&Draft { body: "<p>a\u{202e}b\u{b}</p>".to_owned(), ..draft() }), []);
    // What passed while the form was open, or while it waits, is no mistake.
    let past = (beginning() - TimeDelta::days(3)).format("%Y-%m-%dT%H:%M").to_string();
    assert_eq!(wrong(&Draft { publish_at: past, ..draft() }), []);
}

#[tokio::test]
async fn e02_only_pictures_of_its_own_made_for_their_places_are_shown() {
    let house = house().await;
    let (stranger, _) = house.bench.park("云桥示例基地").await;
    let foreign = file::store(&house, &stranger, Slot::NewsBody, "a.png", png(9, 9)).await.unwrap();
    for (body, cover) in [(foreign, house.cover), (house.cover, house.cover), (house.id(), house.cover)] {
        let draft =
            Draft { body: format!("<img src=\"/files/{body}\">"), cover: Some(cover), ..house.draft("题") };
        let refused = done!(house, &house.actor, |work| submit(&work, &draft)).unwrap_err();
        assert_eq!(broken(refused), [("body".to_owned(), "file-missing")]);
    }
    let draft = Draft { cover: Some(house.pictures[0]), ..house.draft("题") };
    let refused = done!(house, &house.actor, |work| submit(&work, &draft)).unwrap_err();
    assert_eq!(broken(refused), [("cover".to_owned(), "file-missing")]);
}
