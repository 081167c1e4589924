//! Every limit of the form, from both sides.

use super::*;
use crate::kernel::{Instant, Refusal};
use crate::testing::zone;

const CODE: &str = "91350100M000100Y43";

fn enterprise(synced: &[&str]) -> enterprise::Model {
    enterprise::Model {
        id: Uuid::nil(),
        uscc: CODE.to_owned(),
        name: "海澜某物流有限公司".to_owned(),
        legal_representative: "甲某".to_owned(),
        address: "示例路 1 号".to_owned(),
        region: "990101".to_owned(),
        contact_name: "乙某".to_owned(),
        contact_phone: "0000-1234567".to_owned(),
        credit_level: String::new(),
        bank_sealed: None,
        bank_changed_at: None,
        source: "test".to_owned(),
        synced_fields: serde_json::to_string(synced).unwrap(),
        synced_at: None,
        created_at: Instant::UNIX_EPOCH,
        version: 1,
    }
}

fn complete() -> Draft {
    Draft {
        kind: "logistics".to_owned(),
        licence: Some(Uuid::from_u128(1)),
        logo: Some(Uuid::from_u128(2)),
        introduction: "我们运货。".to_owned(),
        ..Draft::of(&enterprise(&[]))
    }
}

fn broken(draft: Draft) -> Vec<(String, &'static str)> {
    broken_for(draft, &enterprise(&[]))
}

fn broken_for(draft: Draft, enterprise: &enterprise::Model) -> Vec<(String, &'static str)> {
    match draft.check(&zone(), enterprise) {
        Ok(_) => Vec::new(),
        Err(Refusal::Invalid(errors)) => errors.into_iter().map(|error| (error.field, error.key)).collect(),
        Err(other) => panic!("{other}"),
    }
}

fn only(field: &str, key: &'static str) -> Vec<(String, &'static str)> {
    vec![(field.to_owned(), key)]
}

#[test]
fn c03_c04_a_complete_form_is_accepted_and_known_data_is_filled_in() {
    let (proposal, flags) = complete().check(&zone(), &enterprise(&[])).unwrap();
    assert_eq!(proposal.name, "海澜某物流有限公司");
    assert_eq!(proposal.contact_phone, "0000-1234567");
    assert_eq!(flags, []);
}

#[test]
fn c04_every_empty_field_is_named_with_the_manuals_own_sentence() {
    let found = broken(Draft::default());
    let expected = [
        ("kind", "provider-kind-required"),
        ("name", "provider-name-required"),
        ("uscc", "provider-uscc-required"),
        ("licence", "provider-licence-required"),
        ("legal_representative", "provider-legal-representative-required"),
        ("contact_name", "provider-contact-name-required"),
        ("address", "provider-address-required"),
        ("contact_phone", "provider-contact-phone-required"),
        ("logo", "provider-logo-required"),
        ("introduction", "provider-introduction-required"),
    ];
    assert_eq!(found, expected.map(|(field, key)| (field.to_owned(), key)));
    assert_eq!(found.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), FIELDS[..10]);
}

#[test]
fn l6_l7_l9_l10_l11_texts_may_be_as_long_as_the_manual_says_and_no_longer() {
    type Set = fn(&mut Draft, String);
    let cases: [(&str, usize, Set); 5] = [
        ("name", 20, |draft, text| draft.name = text),
        ("legal_representative", 20, |draft, text| draft.legal_representative = text),
        ("contact_name", 20, |draft, text| draft.contact_name = text),
        ("address", 30, |draft, text| draft.address = text),
        ("introduction", 300, |draft, text| draft.introduction = text),
    ];
    for (field, limit, set) in cases {
        let mut draft = complete();
        set(&mut draft, "字".repeat(limit));
        assert_eq!(broken(draft), [], "{field}");
        let mut draft = complete();
        set(&mut draft, "字".repeat(limit + 1));
        assert_eq!(broken(draft), only(field, "field-too-long"));
        let mut draft = complete();
        set(&mut draft, format!("  {}\r\n", "😀".repeat(limit)));
        assert_eq!(broken(draft), [], "{field}: blanks around do not count, an emoji is one");
        let mut draft = complete();
        set(&mut draft, "字\u{202E}字".to_owned());
        assert_eq!(broken(draft), only(field, "field-control-characters"));
    }
    let phone = |text: &str| broken(Draft { contact_phone: text.to_owned(), ..complete() });
    assert_eq!(phone("0000 - 123456 转 1234"), []);
    assert_eq!(phone("123456789012345678901"), only("contact_phone", "field-too-long"));
    assert_eq!(phone("请打电话"), only("contact_phone", "field-phone"));
}

#[test]
fn l7_q3_a_long_name_is_accepted_when_the_identity_provider_vouches_for_it() {
    let long = "海澜".repeat(15);
    let typed = Draft { name: long.clone(), ..complete() };
    assert_eq!(broken(typed.clone()), only("name", "field-too-long"));
    let vouched = enterprise::Model { name: long.clone(), ..enterprise(&["name"]) };
    assert_eq!(broken_for(typed, &vouched), []);
}

#[test]
fn b04_what_the_identity_provider_vouches_for_cannot_be_typed_over() {
    let vouched = enterprise(&["name", "uscc", "legal_representative", "address"]);
    let typed = Draft {
        name: "冒名有限公司".to_owned(),
        uscc: "911103026605015136".to_owned(),
        legal_representative: "他人".to_owned(),
        address: "别处".to_owned(),
        ..complete()
    };
    let (proposal, flags) = typed.check(&zone(), &vouched).unwrap();
    assert_eq!(proposal.name, vouched.name);
    assert_eq!(proposal.uscc, vouched.uscc);
    assert_eq!(proposal.legal_representative, vouched.legal_representative);
    assert_eq!(proposal.address, vouched.address);
    assert_eq!(flags, []);
    assert_eq!(locked(&vouched), VOUCHED);
    // What the provider did not say can be typed in.
    let silent = enterprise::Model { address: String::new(), ..vouched };
    assert_eq!(locked(&silent), ["name", "uscc", "legal_representative"]);
}

#[test]
fn l8_q4_length_and_characters_of_the_code_are_hard() {
    let code = |text: &str| broken(Draft { uscc: text.to_owned(), ..complete() });
    assert_eq!(code("9135 0100 m000100y43"), []);
    assert_eq!(code("91350100M000100Y4"), only("uscc", "uscc-length"));
    assert_eq!(code("91350100M000100Y4300"), only("uscc", "uscc-length"));
    assert_eq!(code("91350100M000100YO3"), only("uscc", "uscc-character"));
}

#[test]
fn q4_a_failing_check_character_warns_and_refuses_only_in_a_strict_zone() {
    let manual = enterprise::Model { uscc: "202012030000000002".to_owned(), ..enterprise(&["uscc"]) };
    let (_, flags) = complete().check(&zone(), &manual).unwrap();
    assert_eq!(flags, [Flag::new("uscc", "flag-uscc-check")]);
    let mut strict = zone();
    strict.limits.strict_uscc = true;
    match complete().check(&strict, &manual) {
        Err(Refusal::Invalid(errors)) => {
            assert_eq!((errors[0].field.as_str(), errors[0].key), ("uscc", "uscc-check"))
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn c07_a_name_or_code_of_somebody_else_is_shown_to_the_reviewer() {
    let draft =
        Draft { name: "别家公司".to_owned(), uscc: "911103026605015136".to_owned(), ..complete() };
    let (_, flags) = draft.check(&zone(), &enterprise(&[])).unwrap();
    assert_eq!(flags, [Flag::new("name", "flag-name-differs"), Flag::new("uscc", "flag-uscc-differs")]);
}

#[test]
fn l20_c06_only_kinds_there_are_can_be_chosen() {
    for kind in ["", "bank", "Logistics"] {
        let draft = Draft { kind: kind.to_owned(), ..complete() };
        assert_eq!(broken(draft), only("kind", "provider-kind-required"), "{kind}");
    }
}

#[test]
fn n08_a_proposal_bears_the_forms_names_in_its_order() {
    let (proposal, _) = complete().check(&zone(), &enterprise(&[])).unwrap();
    let json = serde_json::to_value(&proposal).unwrap();
    assert_eq!(json.as_object().unwrap().keys().collect::<Vec<_>>(), FIELDS[..10]);
    assert_eq!(serde_json::from_value::<Proposal>(json).unwrap(), proposal);
    assert_eq!(Draft::from(proposal), complete());
}

#[test]
fn c06_a_park_says_what_parks_are_asked_and_only_a_park_does() {
    let park = ParkDraft {
        park_kind: "park".to_owned(),
        park_name: "东港示例园".to_owned(),
        district: zone().regions[0].code.clone(),
        site: "示例路 8 号".to_owned(),
        area: "1200".to_owned(),
        industries: vec!["冷链".to_owned()],
        policies: String::new(),
        pictures: vec![Uuid::from_u128(3)],
    };
    let long = "园".repeat(park::INTRODUCTION_LIMIT);
    let draft = Draft { kind: "park".to_owned(), park, introduction: long, ..complete() };
    let (proposal, _) = draft.clone().check(&zone(), &enterprise(&[])).unwrap();
    let json = serde_json::to_value(&proposal).unwrap();
    assert_eq!(json.as_object().unwrap().keys().collect::<Vec<_>>(), FIELDS);
    assert_eq!(serde_json::from_value::<Proposal>(json).unwrap(), proposal);
    assert_eq!((proposal.title(), proposal.public_files().len()), ("东港示例园", 2));
    assert_eq!(Draft::from(proposal), draft);
    // The same form sent as another kind leaves the park's part behind, and that kind's limits count.
    let other = Draft { kind: "logistics".to_owned(), introduction: "短".to_owned(), ..draft.clone() };
    assert_eq!(other.check(&zone(), &enterprise(&[])).unwrap().0.park, None);
    let long = Draft { kind: "logistics".to_owned(), ..draft };
    assert_eq!(broken(long), only("introduction", "field-too-long"));
}
