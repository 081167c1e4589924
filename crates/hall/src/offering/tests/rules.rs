//! Limits of the form.

use super::{broken, done, house, provider_of, said};
use crate::file::{self, Slot};
use crate::kernel::{Refusal, Uuid};
use crate::offering::{Draft, submit};
use crate::testing::{enterprise, person, png};

fn draft() -> Draft {
    Draft {
        title: "海运直达".to_owned(),
        summary: "每周两班".to_owned(),
        cover: Some(Uuid::from_u128(1)),
        mode: "sea".to_owned(),
        country: "SG".to_owned(),
        city: "新加坡".to_owned(),
        ..Draft::default()
    }
}

fn refused(change: impl FnOnce(&mut Draft)) -> Vec<(String, &'static str)> {
    let mut draft = draft();
    change(&mut draft);
    broken(draft.check().unwrap_err())
}

#[test]
fn f06_l14_l15_name_and_summary_have_30_and_60_characters() {
    let with = |title: &str, summary: &str| Draft {
        title: title.to_owned(),
        summary: summary.to_owned(),
        ..draft()
    };
    assert!(with(&"名".repeat(30), &"介".repeat(60)).check().is_ok());
    assert!(with(&"🚢".repeat(30), "好").check().is_ok(), "characters, not bytes");
    let refused = broken(with(&"名".repeat(31), &"介".repeat(61)).check().unwrap_err());
    assert_eq!(refused, [("title".to_owned(), "field-too-long"), ("summary".to_owned(), "field-too-long")]);
    let (proposal, _) = with(" 海运\t直达\n东南亚 ", "介").check().unwrap();
    assert_eq!(proposal.title, "海运 直达 东南亚");
}

#[test]
fn f11_one_look_shows_everything_that_is_missing() {
    let refused = broken(Draft::default().check().unwrap_err());
    let fields: Vec<_> = refused.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(fields, ["title", "summary", "cover", "mode", "city", "country"]);
}

#[test]
fn f05_l13_detail_pictures_are_at_most_ten() {
    let pictures = |n: u128| (10..10 + n).map(Uuid::from_u128).collect::<Vec<_>>();
    let mut ten = draft();
    ten.pictures = pictures(10);
    ten.pictures.push(ten.pictures[0]);
    assert_eq!(ten.check().unwrap().0.pictures, pictures(10), "twice the same is once");
    assert_eq!(
        refused(|draft| draft.pictures = pictures(11)),
        [("pictures".to_owned(), "product-pictures-too-many")]
    );
}

#[test]
fn f08_l17_exactly_one_of_four_modes() {
    for mode in ["sea", "air", "road", "rail"] {
        assert!(Draft { mode: mode.to_owned(), ..draft() }.check().is_ok());
    }
    for mode in ["", "SEA", "sea,air", "pipeline"] {
        assert_eq!(refused(|draft| draft.mode = mode.to_owned()), [("mode".to_owned(), "field-choice")]);
    }
}

#[test]
fn f07_l16_tags_are_the_providers_own_and_many() {
    let mut many = draft();
    many.tags = (0..200).map(|n| format!("标签{n}")).collect();
    assert_eq!(many.check().unwrap().0.tags.len(), 200);
    let mut messy = draft();
    messy.tags = [" #冷链 ", "", "冷链", "FCL", "fcl", "＃ 双清 包税"].map(str::to_owned).to_vec();
    assert_eq!(messy.check().unwrap().0.tags, ["冷链", "FCL", "双清 包税"]);
    assert_eq!(
        refused(|draft| draft.tags = vec!["长".repeat(21), "a\u{202e}b".to_owned()]),
        [("tags".to_owned(), "product-tag-too-long"), ("tags".to_owned(), "field-control-characters")]
    );
    assert_eq!(
        refused(|draft| draft.tags = (0..201).map(|n| n.to_string()).collect()),
        [("tags".to_owned(), "product-tags-too-many")]
    );
}

#[test]
fn f10_coordinates_come_by_themselves() {
    let (proposal, flags) = draft().check().unwrap();
    assert_eq!((proposal.city.as_str(), proposal.city_en.as_str()), ("新加坡", "Singapore"));
    assert!((proposal.latitude - 1.3).abs() < 0.2 && (proposal.longitude - 103.8).abs() < 0.2);
    assert!(flags.is_empty());
    let id = proposal.city_id.clone();
    assert!(!id.is_empty());
    let picked = Draft { city: "Singapore".to_owned(), city_id: id.clone(), ..draft() };
    assert_eq!(picked.check().unwrap().0, proposal);
    assert_eq!(proposal.draft().check().unwrap().0, proposal, "the form goes on from what was submitted");
    // The name was edited after picking: the name counts.
    let edited = Draft { country: "NL".to_owned(), city: "鹿特丹".to_owned(), city_id: id, ..draft() };
    assert_eq!(edited.check().unwrap().0.city_en, "Rotterdam");
}

#[test]
fn f09_a_typed_city_takes_the_place_of_a_known_one_and_is_flagged() {
    let near = crate::term::gazetteer::named("NL", "Rotterdam").unwrap();
    let typed =
        Draft {
            country: "NL".to_owned(), city: "某某新港区".to_owned(), near: near.id.clone(), ..draft()
        };
    let (proposal, flags) = typed.check().unwrap();
    assert_eq!((proposal.latitude, proposal.longitude), (near.lat, near.lon));
    assert_eq!((proposal.city.as_str(), proposal.city_id.as_str()), ("某某新港区", ""));
    assert_eq!(flags[0].field, "city");
    assert_eq!(proposal.draft().check().unwrap().0, proposal);
    for near in ["", "no-such-city", "1880252"] {
        let lost = Draft { near: near.to_owned(), ..typed.clone() };
        assert_eq!(broken(lost.check().unwrap_err()), [("city".to_owned(), "product-city-unknown")]);
    }
    assert_eq!(refused(|draft| draft.country = "ZZ".to_owned()), [("country".to_owned(), "field-choice")]);
}

#[tokio::test]
async fn f04_f05_pictures_are_the_enterprises_own_and_made_for_their_place() {
    let house = house().await;
    let (stranger, ..) = provider_of(&house.bench, "云桥示例货运有限公司").await;
    let foreign = file::store(&house, &stranger, Slot::Detail, "a.png", png(9, 9)).await.unwrap();
    for (cover, picture, field) in [
        (house.details[0], house.details[1], "cover"),
        (house.cover, house.cover, "pictures"),
        (house.cover, foreign, "pictures"),
        (house.id(), house.details[0], "cover"),
    ] {
        let draft = Draft { cover: Some(cover), pictures: vec![picture], ..house.draft("海运") };
        let refusal = done!(house, &house.actor, |work| submit(&work, &draft)).unwrap_err();
        assert_eq!(broken(refusal), [(field.to_owned(), "file-missing")]);
    }
    let draft = Draft { pictures: vec![house.details[2], house.details[0]], ..house.draft("海运") };
    let id = house.submitted(&draft).await;
    assert_eq!(
        said(&house.kept(id).await).pictures,
        [house.details[2], house.details[0]],
        "in the given order"
    );
}

#[tokio::test]
async fn f11_only_an_active_logistics_provider_publishes() {
    let house = house().await;
    let draft = house.draft("海运");
    let visitor = house.bench.visitor();
    assert!(matches!(done!(house, &visitor, |work| submit(&work, &draft)), Err(Refusal::LoginFirst)));
    let mut suspended = house.actor.clone();
    if let crate::Actor::Member(member) = &mut suspended {
        member.enterprise.as_mut().unwrap().provider.as_mut().unwrap().active = false;
    }
    for (actor, key) in [
        (person(house.id()), "needs-enterprise"),
        (enterprise(house.id(), house.id(), "990101"), "needs-logistics-provider"),
        (suspended, "provider-suspended"),
    ] {
        let refused = done!(house, &actor, |work| submit(&work, &draft));
        assert!(matches!(refused, Err(Refusal::NotAllowed(found)) if found == key));
    }
}
