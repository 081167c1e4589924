//! The whole way of an upgrade, from both sides, on a database.

use super::*;
use crate::kernel::{Actor, Refusal, Role};
use crate::provider::{Draft, Standing};
use crate::review::{Remark, Said, Scope, State, Submitted};
use crate::testing::{Bench, REGION, bench, png};
use crate::{file, message, overdue};
use chrono::TimeDelta;

/// An enterprise with pictures, ready to apply.
struct Applicant {
    actor: Actor,
    enterprise: Uuid,
    draft: Draft,
}

impl Applicant {
    async fn at(bench: &Bench, name: &str) -> Self {
        let (actor, enterprise) = bench.clerk(name).await;
        let put =
            async |slot, w, h| file::store(&bench.desk, &actor, slot, "a.png", png(w, h)).await.unwrap();
        let licence = put(file::Slot::Licence, 478, 320).await;
        let logo = put(file::Slot::Logo, 370, 148).await;
        let row = crate::enterprise::find::one(bench.desk.db(), enterprise).await.unwrap();
        let draft = Draft {
            kind: "logistics".to_owned(),
            licence: Some(licence),
            logo: Some(logo),
            introduction: "我们运货。".to_owned(),
            ..Draft::of(&row)
        };
        Self { actor, enterprise, draft }
    }

    async fn submits(&self, bench: &Bench, introduction: &str) -> Outcome<Submitted> {
        let draft = Draft { introduction: introduction.to_owned(), ..self.draft.clone() };
        let work = bench.desk.begin(&self.actor).await?;
        let submitted = provider::submit(&work, draft).await?;
        work.keep().await?;
        Ok(submitted)
    }

    async fn withdraws(&self, bench: &Bench, round: Uuid) -> Outcome<Round> {
        let work = bench.desk.begin(&self.actor).await?;
        let round = provider::withdraw(&work, round).await?;
        work.keep().await?;
        Ok(round)
    }

    async fn newest(&self, bench: &Bench) -> Round {
        review::find::newest(bench.desk.db(), Subject::Provider, self.enterprise).await.unwrap().unwrap()
    }

    async fn provider(&self, bench: &Bench) -> Option<provider::model::Model> {
        provider::find::of_enterprise(bench.desk.db(), self.enterprise).await.unwrap()
    }

    async fn inbox(&self, bench: &Bench) -> Vec<String> {
        inbox(bench, &self.actor).await
    }
}

async fn inbox(bench: &Bench, actor: &Actor) -> Vec<String> {
    let account = actor.member().unwrap().account;
    let page = message::find::inbox(bench.desk.db(), account, false, crate::kernel::Paging::default()).await;
    // Messages of one instant have no order; those about logging in are another context's.
    let mut rows = page.unwrap().rows;
    rows.sort_by_key(|message| message.created_at);
    rows.into_iter().map(|message| message.kind).filter(|kind| kind != "new-device").collect()
}

async fn decides(
    bench: &Bench,
    official: &Actor,
    round: Uuid,
    seen: i32,
    decision: Decision,
) -> Outcome<Round> {
    let work = bench.desk.begin(official).await?;
    let round = decide(&work, round, seen, decision).await?;
    work.keep().await?;
    Ok(round)
}

fn reject() -> Decision {
    let remark = Remark { field: "introduction".to_owned(), said: Said::words("请写明线路") };
    Decision::Reject { reason: Said::phrase("phrase-unclear"), remarks: vec![remark] }
}

#[tokio::test]
async fn c07_c08_f15_an_upgrade_is_refused_corrected_and_approved() {
    let bench = bench().await;
    let applicant = Applicant::at(&bench, "海澜测试物流有限公司").await;
    let official = bench.official(Role::Reviewer, REGION).await;
    let first = applicant.submits(&bench, "我们运货。").await.unwrap().into_round();
    // Wednesday morning: the second working day is Friday.
    assert_eq!(first.due_at.to_rfc3339(), "2026-03-06T15:59:59+00:00");
    assert_eq!(inbox(&bench, &official).await, ["review-submitted"]);
    assert!(applicant.provider(&bench).await.is_none());

    let refused = decides(&bench, &official, first.id, 1, reject()).await.unwrap();
    assert_eq!(refused.reason().unwrap(), Some(Said::phrase("phrase-unclear")));
    assert_eq!(refused.remarks().unwrap()[0].field, "introduction");
    assert!(applicant.provider(&bench).await.is_none());
    assert_eq!(applicant.inbox(&bench).await, ["provider-rejected"]);

    // The applicant takes a week; the promise does not run meanwhile, and the next round gets its own.
    bench.clock.pass(TimeDelta::days(7));
    assert_eq!(overdue::alarm(&bench.desk).await.unwrap(), 0);
    let second = applicant.submits(&bench, "海运到新加坡。").await.unwrap().into_round();
    assert_eq!((second.round, second.version), (2, 1));
    assert_eq!(second.due_at.to_rfc3339(), "2026-03-13T15:59:59+00:00");

    decides(&bench, &official, second.id, 1, Decision::Approve).await.unwrap();
    let provider = applicant.provider(&bench).await.unwrap();
    assert_eq!((provider.introduction.as_str(), provider.version), ("海运到新加坡。", 1));
    assert!(provider.is_active());
    assert_eq!(applicant.inbox(&bench).await, ["provider-rejected", "provider-approved"]);
    // Q16: the next request of the same session acts as a provider.
    let live = bench.acting(applicant.actor.member().unwrap().account).await;
    assert_eq!(live.member().unwrap().provider().unwrap().id, provider.id);
    // Everybody sees the logo, nobody else the licence.
    assert!(file::find(&bench.desk, &bench.visitor(), provider.logo).await.is_ok());
    assert!(file::find(&bench.desk, &bench.visitor(), provider.licence).await.is_err());
    assert!(file::find(&bench.desk, &official, provider.licence).await.is_ok());
    let history =
        review::find::history(bench.desk.db(), Subject::Provider, applicant.enterprise).await.unwrap();
    assert_eq!(history.iter().map(|round| round.round).collect::<Vec<_>>(), [2, 1]);
}

#[tokio::test]
async fn n08_a_change_is_reviewed_while_the_approved_stays() {
    let bench = bench().await;
    let applicant = Applicant::at(&bench, "海澜测试物流有限公司").await;
    let official = bench.official(Role::Reviewer, "*").await;
    let first = applicant.submits(&bench, "甲").await.unwrap().into_round();
    decides(&bench, &official, first.id, 1, Decision::Approve).await.unwrap();
    let unchanged = applicant.submits(&bench, "甲").await;
    assert!(matches!(unchanged, Err(Refusal::OutOfTurn("provider-unchanged"))));
    let change = applicant.submits(&bench, "乙").await.unwrap().into_round();
    assert_eq!(applicant.provider(&bench).await.unwrap().introduction, "甲");
    decides(&bench, &official, change.id, 1, reject()).await.unwrap();
    assert_eq!(applicant.provider(&bench).await.unwrap().introduction, "甲");
    let change = applicant.submits(&bench, "丙").await.unwrap().into_round();
    decides(&bench, &official, change.id, 1, Decision::Approve).await.unwrap();
    let provider = applicant.provider(&bench).await.unwrap();
    assert_eq!((provider.introduction.as_str(), provider.version), ("丙", 2));
}

#[tokio::test]
async fn f12_q6_a_decision_on_a_version_that_moved_is_refused_with_the_version_now() {
    let bench = bench().await;
    let applicant = Applicant::at(&bench, "海澜测试物流有限公司").await;
    let official = bench.official(Role::Reviewer, REGION).await;
    let round = applicant.submits(&bench, "甲").await.unwrap().into_round();
    assert!(matches!(applicant.submits(&bench, "甲").await.unwrap(), Submitted::Same(_)));
    for number in 2..6 {
        let submitted = applicant.submits(&bench, &"乙".repeat(number)).await.unwrap();
        assert!(
            matches!(&submitted, Submitted::Version(now) if now.id == round.id && now.due_at == round.due_at)
        );
    }
    for decision in [Decision::Approve, reject()] {
        let stale = decides(&bench, &official, round.id, 1, decision).await;
        assert!(matches!(stale, Err(Refusal::Stale { now: 5 })), "{stale:?}");
    }
    let newest = applicant.newest(&bench).await;
    assert!(newest.is_pending());
    let seen = review::find::version(bench.desk.db(), &newest, 1).await.unwrap();
    let changed = review::compare(Some(&seen.proposal), &newest.proposal).unwrap();
    assert_eq!(changed.iter().map(|change| change.field.as_str()).collect::<Vec<_>>(), ["introduction"]);
    assert_eq!(inbox(&bench, &official).await, ["review-submitted"], "edits do not tell again");
    decides(&bench, &official, round.id, 5, Decision::Approve).await.unwrap();
}

#[tokio::test]
async fn n08_of_two_reviewers_the_second_is_told_that_it_is_decided() {
    let bench = bench().await;
    let applicant = Applicant::at(&bench, "海澜测试物流有限公司").await;
    let (one, other) =
        (bench.official(Role::Reviewer, REGION).await, bench.official(Role::Reviewer, "*").await);
    let round = applicant.submits(&bench, "甲").await.unwrap().into_round();
    let (first, second) = tokio::join!(
        decides(&bench, &one, round.id, 1, Decision::Approve),
        decides(&bench, &other, round.id, 1, reject()),
    );
    let (won, lost) = if first.is_ok() { (first, second) } else { (second, first) };
    let won = won.unwrap();
    assert!(matches!(lost, Err(Refusal::OutOfTurn("review-already-decided"))));
    let newest = applicant.newest(&bench).await;
    assert_eq!((newest.state.as_str(), newest.decided_by), (won.state.as_str(), won.decided_by));
    let approved = won.state().unwrap() == State::Approved;
    assert_eq!(applicant.provider(&bench).await.is_some(), approved);
    assert_eq!(applicant.inbox(&bench).await.len(), 1);
}

#[tokio::test]
async fn n08_decisions_are_for_reviewers_of_the_region_and_never_on_ones_own() {
    let bench = bench().await;
    let applicant = Applicant::at(&bench, "海澜测试物流有限公司").await;
    let round = applicant.submits(&bench, "甲").await.unwrap().into_round();
    let elsewhere = bench.official(Role::Reviewer, "990102").await;
    let auditor = bench.official(Role::AuditAdmin, "*").await;
    let tries =
        [(elsewhere, "not found"), (auditor, "not allowed: needs-office"), (bench.visitor(), "log in first")];
    for (actor, answer) in tries {
        let refused = decides(&bench, &actor, round.id, 1, Decision::Approve).await.unwrap_err();
        assert_eq!(refused.to_string(), answer);
    }
    let account = applicant.actor.member().unwrap().account;
    bench.appointed(account, Role::Reviewer, "*").await;
    let own =
        decides(&bench, &bench.acting(account).await, round.id, 1, Decision::Approve).await.unwrap_err();
    assert_eq!(own.to_string(), "not allowed: review-own");
    let missing = decides(&bench, &applicant.actor, Uuid::max(), 1, Decision::Approve).await.unwrap_err();
    assert_eq!(missing.to_string(), "not found");
}

#[tokio::test]
async fn n08_a_withdrawn_round_is_not_decided_and_only_its_enterprise_withdraws_it() {
    let bench = bench().await;
    let applicant = Applicant::at(&bench, "海澜测试物流有限公司").await;
    let other = Applicant::at(&bench, "海澜别家物流有限公司").await;
    let official = bench.official(Role::Reviewer, REGION).await;
    let round = applicant.submits(&bench, "甲").await.unwrap().into_round();
    assert!(matches!(other.withdraws(&bench, round.id).await, Err(Refusal::NotFound)));
    applicant.withdraws(&bench, round.id).await.unwrap();
    let late = decides(&bench, &official, round.id, 1, Decision::Approve).await;
    assert!(matches!(late, Err(Refusal::OutOfTurn("review-withdrawn"))));
    assert!(matches!(
        applicant.withdraws(&bench, round.id).await,
        Err(Refusal::OutOfTurn("review-withdrawn"))
    ));
    let next = applicant.submits(&bench, "甲").await.unwrap().into_round();
    assert_eq!((next.round, next.version), (2, 1));
}

#[tokio::test]
async fn c08_reviewers_are_told_once_when_a_promise_is_broken() {
    let bench = bench().await;
    let applicant = Applicant::at(&bench, "海澜测试物流有限公司").await;
    let official = bench.official(Role::Reviewer, REGION).await;
    let elsewhere = bench.official(Role::Reviewer, "990102").await;
    applicant.submits(&bench, "甲").await.unwrap();
    bench.clock.pass(TimeDelta::hours(24 * 2 + 14));
    assert_eq!(overdue::alarm(&bench.desk).await.unwrap(), 0, "the last day is not over");
    bench.clock.pass(TimeDelta::hours(2));
    assert_eq!(overdue::alarm(&bench.desk).await.unwrap(), 1);
    assert_eq!(overdue::alarm(&bench.desk).await.unwrap(), 0, "once is enough");
    assert_eq!(inbox(&bench, &official).await, ["review-submitted", "review-overdue"]);
    assert!(inbox(&bench, &elsewhere).await.is_empty());
    let (now, scope) = (bench.desk.now(), Scope::of_reviewer(&official));
    let counts =
        review::find::counts(bench.desk.db(), &scope, now, now + TimeDelta::hours(20)).await.unwrap();
    assert_eq!((counts.pending, counts.due_today, counts.late), (1, 0, 1));
}

#[tokio::test]
async fn l20_an_enterprise_becomes_one_kind_of_provider_only() {
    let bench = bench().await;
    let applicant = Applicant::at(&bench, "海澜测试园区有限公司").await;
    let official = bench.official(Role::Reviewer, "*").await;
    // It asked twice before it became a park: the later approval is refused as well, and nothing of it is kept.
    let round = applicant.submits(&bench, "甲").await.unwrap().into_round();
    let work = bench.desk.begin(&Actor::Machine("test")).await.unwrap();
    let now = work.now();
    let park = provider::model::Model {
        id: work.id(),
        enterprise_id: applicant.enterprise,
        kind: "park".to_owned(),
        name: "海澜测试园区".to_owned(),
        uscc: applicant.draft.uscc.clone(),
        legal_representative: "甲某".to_owned(),
        contact_name: "乙某".to_owned(),
        contact_phone: "0000-1".to_owned(),
        address: "示例路".to_owned(),
        introduction: "园区".to_owned(),
        logo: applicant.draft.logo.unwrap(),
        licence: applicant.draft.licence.unwrap(),
        region: REGION.to_owned(),
        state: Standing::Active.word().to_owned(),
        approved_at: now,
        created_at: now,
        version: 1,
    };
    work.add(park.clone()).await.unwrap();
    work.keep().await.unwrap();
    let refused = applicant.submits(&bench, "乙").await.unwrap_err();
    assert!(
        matches!(&refused, Refusal::Invalid(errors) if errors[0].key == "provider-one-kind"),
        "{refused}"
    );
    let refused = decides(&bench, &official, round.id, 1, Decision::Approve).await.unwrap_err();
    assert!(matches!(refused, Refusal::OutOfTurn("provider-one-kind")));
    assert!(applicant.newest(&bench).await.is_pending(), "the decision went with what it could not do");
    // The database says the same.
    let work = bench.desk.begin(&Actor::Machine("test")).await.unwrap();
    let twice = provider::model::Model { id: work.id(), kind: "logistics".to_owned(), ..park };
    assert!(work.add(twice).await.is_err());
}

#[tokio::test]
async fn c07_pictures_of_somebody_else_or_of_another_slot_are_not_taken() {
    let bench = bench().await;
    let (mine, theirs) = (Applicant::at(&bench, "甲物流").await, Applicant::at(&bench, "乙物流").await);
    let foreign = Draft { logo: theirs.draft.logo, ..mine.draft.clone() };
    let swapped = Draft { logo: mine.draft.licence, licence: mine.draft.logo, ..mine.draft.clone() };
    for (draft, fields) in [(foreign, vec!["logo"]), (swapped, vec!["licence", "logo"])] {
        let applicant = Applicant { actor: mine.actor.clone(), enterprise: mine.enterprise, draft };
        match applicant.submits(&bench, "甲").await {
            Err(Refusal::Invalid(errors)) => {
                assert_eq!(errors.iter().map(|error| error.field.as_str()).collect::<Vec<_>>(), fields);
                assert!(errors.iter().all(|error| error.key == "file-missing"));
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn n08_a_suspended_provider_is_hidden_until_it_is_let_go_on() {
    let bench = bench().await;
    let applicant = Applicant::at(&bench, "海澜测试物流有限公司").await;
    let official = bench.official(Role::Reviewer, REGION).await;
    let elsewhere = bench.official(Role::Reviewer, "990102").await;
    let round = applicant.submits(&bench, "甲").await.unwrap().into_round();
    decides(&bench, &official, round.id, 1, Decision::Approve).await.unwrap();
    let provider = applicant.provider(&bench).await.unwrap();
    let turn = async |actor: &Actor, reason: &str, on: bool| -> Outcome<()> {
        let work = bench.desk.begin(actor).await?;
        match on {
            true => crate::suspend::reactivate(&work, provider.id, reason).await?,
            false => crate::suspend::suspend(&work, provider.id, reason).await?,
        }
        work.keep().await
    };
    assert!(matches!(turn(&elsewhere, "证照过期", false).await, Err(Refusal::NotFound)));
    assert!(matches!(turn(&applicant.actor, "证照过期", false).await, Err(Refusal::NotAllowed(_))));
    assert!(matches!(turn(&official, " ", false).await, Err(Refusal::Invalid(_))));
    assert!(matches!(turn(&official, "x", true).await, Err(Refusal::OutOfTurn("provider-already-active"))));
    bench.clock.pass(TimeDelta::hours(1));
    turn(&official, "证照过期", false).await.unwrap();
    bench.clock.pass(TimeDelta::hours(1));
    assert!(matches!(
        turn(&official, "再次", false).await,
        Err(Refusal::OutOfTurn("provider-already-suspended"))
    ));
    assert!(matches!(provider::find::public(bench.desk.db(), provider.id).await, Err(Refusal::NotFound)));
    assert!(file::find(&bench.desk, &bench.visitor(), provider.logo).await.is_err());
    let acting = bench.acting(applicant.actor.member().unwrap().account).await;
    assert!(!acting.member().unwrap().provider().unwrap().active);
    turn(&official, "已更新", true).await.unwrap();
    assert!(provider::find::public(bench.desk.db(), provider.id).await.is_ok());
    assert_eq!(
        applicant.inbox(&bench).await,
        ["provider-approved", "provider-suspended", "provider-reactivated"]
    );
    let told = crate::journal::find::of(bench.desk.db(), "provider", provider.id).await.unwrap();
    let actions: Vec<&str> = told.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(actions, ["provider.approved", "provider.suspended", "provider.reactivated"]);
}
