use super::*;
use crate::kernel::Role;
use crate::testing::{REGION, bench};

fn keys(refused: Outcome<()>) -> Vec<&'static str> {
    match refused.expect_err("refused") {
        Refusal::Invalid(errors) => errors.iter().map(|error| error.key).collect(),
        other => panic!("{other:?}"),
    }
}

fn details(version: i32) -> Details {
    Details {
        legal_representative: "丙某".to_owned(),
        address: "新址 2 号".to_owned(),
        contact_name: "丁某".to_owned(),
        contact_phone: "0000-7654321".to_owned(),
        region: "990102".to_owned(),
        version,
    }
}

#[tokio::test]
async fn b06_the_enterprise_keeps_what_the_provider_did_not_say() {
    let hall = bench().await;
    let (actor, id) = hall.clerk("海岬测试公司").await;
    let work = hall.desk.begin(&actor).await.unwrap();
    let bad = Details {
        contact_name: String::new(),
        contact_phone: "?".into(),
        region: "110108".into(),
        ..details(1)
    };
    assert_eq!(keys(edit(&work, bad).await), ["field-required", "field-phone", "field-choice"]);
    edit(&work, details(1)).await.unwrap();
    assert!(matches!(edit(&work, details(1)).await, Err(Refusal::Stale { now: 2 })));
    work.keep().await.unwrap();
    let row = find::one(hall.desk.db(), id).await.unwrap();
    assert_eq!((row.contact_name.as_str(), row.region.as_str()), ("丁某", "990102"));
}

#[tokio::test]
async fn b04_synced_fields_are_read_only() {
    use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};
    let hall = bench().await;
    let (actor, id) = hall.clerk("海岬测试公司").await;
    let work = hall.desk.begin(&actor).await.unwrap();
    let mut row = find::one(work.db(), id).await.unwrap().into_active_model();
    row.synced_fields = Set(r#"["uscc","name","legal_representative"]"#.to_owned());
    row.update(work.db()).await.unwrap();
    edit(&work, details(1)).await.unwrap();
    let row = find::one(work.db(), id).await.unwrap();
    assert_eq!((row.legal_representative.as_str(), row.address.as_str()), ("甲某", "新址 2 号"));
}

#[tokio::test]
async fn b06_nobody_keeps_a_strangers_enterprise() {
    let hall = bench().await;
    hall.clerk("海岬甲公司").await;
    let actor = hall.acting(hall.person("乙").await).await;
    let work = hall.desk.begin(&actor).await.unwrap();
    assert!(matches!(edit(&work, details(1)).await, Err(Refusal::NotAllowed("needs-enterprise"))));
    drop(work);
    let work = hall.desk.begin(&hall.visitor()).await.unwrap();
    assert!(matches!(bank::keep(&work, bank::Typed::default()).await, Err(Refusal::LoginFirst)));
}

#[tokio::test]
async fn b07_the_bank_account_is_sealed_masked_and_journalled_without_values() {
    let hall = bench().await;
    let (actor, id) = hall.clerk("海岬测试公司").await;
    assert_eq!(bank::masked(&hall.desk, &actor).await.unwrap(), None);
    let typed = |number: &str, version| bank::Typed {
        holder: "海岬测试公司".to_owned(),
        number: number.to_owned(),
        bank: "示例银行港口支行".to_owned(),
        version,
    };
    let work = hall.desk.begin(&actor).await.unwrap();
    assert_eq!(keys(bank::keep(&work, typed("", 1)).await), ["field-required"]);
    assert_eq!(keys(bank::keep(&work, typed("12a", 1)).await), ["bank-number"]);
    bank::keep(&work, typed("6222 0000 1111 ２３４５", 1)).await.unwrap();
    assert!(matches!(bank::keep(&work, typed("62220000", 1)).await, Err(Refusal::Stale { now: 2 })));
    bank::keep(&work, typed("", 2)).await.expect("the number stays as it is");
    work.keep().await.unwrap();
    let masked = bank::masked(&hall.desk, &actor).await.unwrap().unwrap();
    assert_eq!(masked.number, "**** 2345");
    let row = find::one(hall.desk.db(), id).await.unwrap();
    assert_eq!(row.version, 2, "the same once more changes nothing");
    assert!(!row.bank_sealed.unwrap().contains("6222"));
    let entries = crate::journal::find::of(hall.desk.db(), "enterprise", id).await.unwrap();
    let entry = entries.iter().find(|entry| entry.action == "enterprise.bank-changed").unwrap();
    assert!(entry.changes.contains("•••") && !entry.changes.contains("v1."), "{}", entry.changes);
}

#[tokio::test]
async fn b07_a_sealed_account_does_not_open_in_another_row() {
    use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};
    let hall = bench().await;
    let (actor, id) = hall.clerk("海岬甲公司").await;
    let (thief, other) = hall.clerk("海岬乙公司").await;
    let work = hall.desk.begin(&actor).await.unwrap();
    let typed = bank::Typed {
        holder: "甲".into(),
        number: "622200001111".into(),
        bank: "示例银行".into(),
        version: 1,
    };
    bank::keep(&work, typed).await.unwrap();
    let sealed = find::one(work.db(), id).await.unwrap().bank_sealed;
    let mut row = find::one(work.db(), other).await.unwrap().into_active_model();
    row.bank_sealed = Set(sealed);
    row.update(work.db()).await.unwrap();
    work.keep().await.unwrap();
    assert!(matches!(bank::masked(&hall.desk, &thief).await, Err(Refusal::Broken(_))));
}

#[tokio::test]
async fn a06_one_chooses_for_whom_one_acts_and_the_token_is_new() {
    let hall = bench().await;
    let account = hall.person("甲").await;
    let (first, second) = (hall.enterprise("海岬甲公司").await, hall.enterprise("海岬乙公司").await);
    let foreign = hall.enterprise("海岬丙公司").await;
    hall.represents(account, first).await;
    hall.represents(account, second).await;
    let token = hall.session(account).await;
    let actor = hall.resolved(&token).await.unwrap().actor;
    let work = hall.desk.begin(&actor).await.unwrap();
    assert!(matches!(switch(&work, foreign).await, Err(Refusal::NotFound)));
    let renewed = switch(&work, second).await.unwrap();
    work.keep().await.unwrap();
    assert!(hall.resolved(&token).await.is_none(), "the old token is dead");
    let actor = hall.resolved(&renewed).await.unwrap().actor;
    assert_eq!(actor.member().unwrap().enterprise.as_ref().unwrap().id, second);
    let next = hall.session(account).await;
    let actor = hall.resolved(&next).await.unwrap().actor;
    assert_eq!(actor.member().unwrap().enterprise.as_ref().unwrap().id, second, "as in the last session");
    let work = hall.desk.begin(&actor).await.unwrap();
    leave(&work, second).await.unwrap();
    work.keep().await.unwrap();
    let actor = hall.resolved(&next).await.unwrap().actor;
    assert_eq!(actor.member().unwrap().enterprise.as_ref().unwrap().id, first, "the one that is left");
}

#[tokio::test]
async fn b04_a_mistake_in_synced_data_reaches_the_regions_reviewers_only() {
    let hall = bench().await;
    let near = hall.official(Role::Reviewer, REGION).await;
    let far = hall.official(Role::Reviewer, "990102").await;
    let (actor, _) = hall.clerk("海岬测试公司").await;
    let work = hall.desk.begin(&actor).await.unwrap();
    let wrong = Mismatch { field: "credit_level".into(), words: String::new() };
    assert_eq!(keys(report(&work, wrong).await), ["field-choice", "field-required"]);
    report(&work, Mismatch { field: "address".into(), words: "已迁址".into() }).await.unwrap();
    work.keep().await.unwrap();
    let unread = async |actor: &crate::Actor| {
        crate::message::find::unread(hall.desk.db(), actor.member().unwrap().account).await.unwrap()
    };
    assert_eq!((unread(&near).await, unread(&far).await), (1, 0));
}

#[tokio::test]
async fn b06_the_credit_level_is_set_by_the_regions_officials() {
    let hall = bench().await;
    let (actor, id) = hall.clerk("海岬测试公司").await;
    let far = hall.official(Role::Reviewer, "990102").await;
    let near = hall.official(Role::Reviewer, REGION).await;
    for (who, fits) in [(&actor, false), (&far, false), (&near, true)] {
        let work = hall.desk.begin(who).await.unwrap();
        assert_eq!(credit::set(&work, id, "advanced", "年度评定").await.is_ok(), fits);
        work.keep().await.unwrap();
    }
    assert_eq!(find::one(hall.desk.db(), id).await.unwrap().credit_level, "advanced");
    let work = hall.desk.begin(&near).await.unwrap();
    assert_eq!(keys(credit::set(&work, id, "best", "").await), ["field-choice", "field-required"]);
}
