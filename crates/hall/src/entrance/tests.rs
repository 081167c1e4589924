use super::*;
use crate::account::code::tests::{HERE, Plain, ask, last};
use crate::account::wechat;
use crate::enterprise;
use crate::testing::{Bench, bench};
use chrono::TimeDelta;
use gateways::Fault;
use gateways::oidc::{EnterpriseFacts, Identity, PersonKind};
use gateways::wechat::WechatIdentity;

const ELSEWHERE: Browser<'static> = Browser { secret: "another browser", agent: "Firefox" };
const PHONE: &str = "13800001234";

async fn hall() -> Bench {
    let hall = bench().await;
    legal::prepare(&hall.desk).await.unwrap();
    hall
}

fn facts(number: u64, name: &str) -> EnterpriseFacts {
    EnterpriseFacts {
        name: name.to_owned(),
        uscc: enterprise::uscc::invented("990102", number).to_string(),
        legal_representative: Some("甲某".to_owned()),
        address: None,
        level: Some("LV3".to_owned()),
        region: None,
    }
}

fn identity(subject: &str, enterprise: Option<EnterpriseFacts>) -> Identity {
    Identity {
        issuer: "https://identity.invalid".to_owned(),
        subject: subject.to_owned(),
        kind: if enterprise.is_some() { PersonKind::Legal } else { PersonKind::Natural },
        name: Some("乙某".to_owned()),
        phone: Some(PHONE.to_owned()),
        enterprise,
        id_token_raw: "a.b.c".to_owned(),
    }
}

fn scanned(openid: &str) -> WechatIdentity {
    WechatIdentity {
        appid: "wx0".to_owned(),
        openid: openid.to_owned(),
        unionid: None,
        nickname: Some("海风".to_owned()),
    }
}

/// There and back with the unified identity.
async fn journey(hall: &Bench, actor: &Actor, aim: Aim, who: Identity) -> Outcome<Arrival> {
    set_out(&hall.desk, actor, HERE, aim, AccountKind::Legal, true, "/my").await?;
    let state = hall.oidc.begun().last().unwrap().1.state.clone();
    hall.oidc.person("code", who);
    come_back(&hall.desk, actor, HERE, "code", &state).await
}

async fn bound(hall: &Bench, journey: Uuid, phone: &str) -> Outcome<(Begun, String)> {
    hall.clock.pass(TimeDelta::minutes(1));
    code::send(&hall.desk, &hall.visitor(), HERE, ask(phone, Purpose::Bind), &Plain).await?;
    let sent = last(hall, phone);
    bind_phone(&hall.desk, &hall.visitor(), HERE, Bind { journey, phone, code: &sent, locale: "zh-CN" }).await
}

fn out_of_turn<T: std::fmt::Debug>(refused: Outcome<T>) -> &'static str {
    match refused.expect_err("refused") {
        Refusal::OutOfTurn(key) => key,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a06_a_legal_person_binds_a_phone_once_and_brings_the_enterprise_along() {
    let hall = hall().await;
    let long = "海岬国际供应链管理与跨境贸易服务集团有限责任公司";
    let who = identity("legal-1", Some(facts(1, long)));
    let Arrival::BindPhone { journey: id } =
        journey(&hall, &hall.visitor(), Aim::LogIn, who.clone()).await.unwrap()
    else {
        panic!("the phone is to be bound")
    };
    let greeted = waiting(&hall.desk, HERE, id).await.unwrap();
    assert_eq!((greeted.label.as_str(), greeted.phone.as_deref()), (long, Some(PHONE)));
    assert_eq!(out_of_turn(waiting(&hall.desk, ELSEWHERE, id).await), "journey-lost");
    let (begun, next) = bound(&hall, id, PHONE).await.unwrap();
    assert_eq!(next, "/my");
    let actor = hall.resolved(&begun.token).await.unwrap().actor;
    let member = actor.member().unwrap();
    let seat = member.enterprise.as_ref().unwrap();
    // Q3: a synced name may be longer than the form's limit.
    assert_eq!((member.name.as_str(), seat.name.as_str(), seat.region.as_str()), ("乙某", long, "990102"));
    let row = enterprise::find::one(hall.desk.db(), seat.id).await.unwrap();
    assert!(row.is_synced("name") && row.is_synced("uscc") && row.is_synced("legal_representative"));
    assert!(!row.is_synced("address"), "the provider did not say it");
    assert_eq!(out_of_turn(bound(&hall, id, "13800005555").await), "journey-lost");

    let Arrival::In { begun: again, .. } = journey(&hall, &hall.visitor(), Aim::LogIn, who).await.unwrap()
    else {
        panic!("known by now")
    };
    assert_eq!(again.account, begun.account);
    assert_eq!(legal::agreed(hall.desk.db(), begun.account).await.unwrap()[0].channel, "identity");
}

#[tokio::test]
async fn a04_wechat_joins_the_account_of_the_same_phone_after_proof() {
    let hall = hall().await;
    let account = hall.person("甲").await;
    let phone = find::own(hall.desk.db(), account).await.unwrap().phone.unwrap();
    let scan = async |browser, code: &str, openid: &str| {
        let url =
            wechat::set_out(&hall.desk, &hall.visitor(), HERE, Aim::LogIn, true, "/logistics").await.unwrap();
        let state = url.split("state=").nth(1).unwrap().to_owned();
        hall.wechat.scan(code, scanned(openid));
        wechat::come_back(&hall.desk, &hall.visitor(), browser, code, &state).await
    };
    assert_eq!(out_of_turn(scan(ELSEWHERE, "c0", "o1").await), "journey-lost");
    let Arrival::BindPhone { journey } = scan(HERE, "c1", "o1").await.unwrap() else { panic!("unknown yet") };
    let (begun, next) = bound(&hall, journey, &phone).await.unwrap();
    assert_eq!((begun.account, next.as_str()), (account, "/logistics"));
    let Arrival::In { begun, .. } = scan(HERE, "c2", "o1").await.unwrap() else { panic!("known now") };
    assert_eq!(begun.account, account);

    let actor = hall.resolved(&begun.token).await.unwrap().actor;
    let work = hall.desk.begin(&actor).await.unwrap();
    let ways =
        crate::account::profile::Ways { by_wechat: true, locale: "zh-CN".to_owned(), ..Default::default() };
    crate::account::profile::choose_ways(&work, ways).await.unwrap();
    work.keep().await.unwrap();
    let told = find::recipients(hall.desk.db(), &[account]).await.unwrap();
    assert_eq!(told[0].ways, [("wechat", "o1".to_owned())]);
    let id = binding::of_account(hall.desk.db(), account).await.unwrap()[0].id;
    let stranger = hall.acting(hall.person("乙").await).await;
    let work = hall.desk.begin(&stranger).await.unwrap();
    assert!(matches!(binding::remove(&work, id).await, Err(Refusal::NotFound)));
    drop(work);
    let work = hall.desk.begin(&actor).await.unwrap();
    binding::remove(&work, id).await.unwrap();
    work.keep().await.unwrap();
    assert!(find::recipients(hall.desk.db(), &[account]).await.unwrap()[0].ways.is_empty());
    assert!(matches!(scan(HERE, "c3", "o1").await.unwrap(), Arrival::BindPhone { .. }));
}

#[tokio::test]
async fn a71_a_journey_is_used_once_and_ends_after_ten_minutes() {
    let hall = hall().await;
    let visitor = hall.visitor();
    journey(&hall, &visitor, Aim::LogIn, identity("p1", None)).await.unwrap();
    let state = hall.oidc.begun().last().unwrap().1.state.clone();
    hall.oidc.person("code", identity("p1", None));
    assert_eq!(out_of_turn(come_back(&hall.desk, &visitor, HERE, "code", &state).await), "journey-lost");
    assert_eq!(
        out_of_turn(wechat::come_back(&hall.desk, &visitor, HERE, "code", &state).await),
        "journey-lost"
    );
    set_out(&hall.desk, &visitor, HERE, Aim::LogIn, AccountKind::Personal, true, "/").await.unwrap();
    let state = hall.oidc.begun().last().unwrap().1.state.clone();
    hall.clock.pass(TimeDelta::minutes(10));
    assert_eq!(out_of_turn(come_back(&hall.desk, &visitor, HERE, "code", &state).await), "journey-lost");
}

#[tokio::test]
async fn a72_when_the_provider_is_down_one_is_told() {
    let hall = hall().await;
    hall.oidc.faults.next(Fault::Unreachable);
    let refused = set_out(&hall.desk, &hall.visitor(), HERE, Aim::LogIn, AccountKind::Legal, true, "/").await;
    assert!(matches!(refused, Err(Refusal::Unavailable("identity-unavailable"))));
    let refused =
        set_out(&hall.desk, &hall.visitor(), HERE, Aim::LogIn, AccountKind::Legal, false, "/").await;
    assert!(matches!(refused, Err(Refusal::Invalid(errors)) if errors[0].key == "consent-required"));
}

#[tokio::test]
async fn b03_a_personal_account_cannot_claim_an_enterprise_and_is_told() {
    let hall = hall().await;
    let actor = hall.acting(hall.person("甲").await).await;
    assert_eq!(
        out_of_turn(journey(&hall, &actor, Aim::Claim, identity("p1", None)).await),
        "claim-needs-legal"
    );
    assert_eq!(
        hall.oidc.begun().last().unwrap().0,
        AccountKind::Legal,
        "a claim always asks for a legal person"
    );
    assert!(matches!(
        set_out(&hall.desk, &hall.visitor(), HERE, Aim::Claim, AccountKind::Legal, true, "/").await,
        Err(Refusal::LoginFirst)
    ));
}

#[tokio::test]
async fn b02_a_second_representative_joins_the_same_enterprise_and_the_first_is_told() {
    let hall = hall().await;
    let (first, second) = (hall.person("甲").await, hall.person("乙").await);
    let (actor, other) = (hall.acting(first).await, hall.acting(second).await);
    let claim = async |actor, subject, name| match journey(
        &hall,
        actor,
        Aim::Claim,
        identity(subject, Some(facts(7, name))),
    )
    .await
    .unwrap()
    {
        Arrival::Done { claimed: Some(id), .. } => id,
        other => panic!("{other:?}"),
    };
    let id = claim(&actor, "legal-a", "海岬甲公司").await;
    assert_eq!(claim(&actor, "legal-a", "海岬甲公司").await, id, "claiming again only syncs");
    assert_eq!(
        claim(&other, "legal-a", "海岬甲公司（更名）").await,
        id,
        "the same legal account proves it too"
    );
    let mut people = enterprise::people(hall.desk.db(), id).await.unwrap();
    people.sort_by_key(|id| *id != first);
    assert_eq!(people, [first, second]);
    assert_eq!(enterprise::find::one(hall.desk.db(), id).await.unwrap().name, "海岬甲公司（更名）");
    let inbox = crate::message::find::inbox(hall.desk.db(), first, false, Default::default()).await.unwrap();
    assert_eq!(inbox.rows.iter().filter(|message| message.kind == "representative-joined").count(), 1);
    assert!(
        binding::of_account(hall.desk.db(), second).await.unwrap().is_empty(),
        "it opens the first account only"
    );
}

#[tokio::test]
async fn b03_what_the_provider_calls_a_credit_code_must_be_one() {
    let hall = hall().await;
    let actor = hall.acting(hall.person("甲").await).await;
    let broken = EnterpriseFacts { uscc: "12345".to_owned(), ..facts(1, "海岬甲公司") };
    assert_eq!(
        out_of_turn(journey(&hall, &actor, Aim::Claim, identity("l", Some(broken))).await),
        "claim-uscc"
    );
    // Q4: a failing check character is accepted (and shown to the reviewer) unless the zone is strict.
    let doubtful = EnterpriseFacts { uscc: "91350200M000000510".to_owned(), ..facts(1, "海岬甲公司") };
    journey(&hall, &actor, Aim::Claim, identity("l", Some(doubtful))).await.unwrap();
}

#[tokio::test]
async fn a71_an_identity_is_never_taken_from_another_account() {
    let hall = hall().await;
    let (actor, other) =
        (hall.acting(hall.person("甲").await).await, hall.acting(hall.person("乙").await).await);
    journey(&hall, &actor, Aim::Bind, identity("p1", None)).await.unwrap();
    journey(&hall, &actor, Aim::Bind, identity("p1", None)).await.expect("twice is once");
    assert_eq!(out_of_turn(journey(&hall, &other, Aim::Bind, identity("p1", None)).await), "binding-taken");
    let actor_then_other = async {
        set_out(&hall.desk, &actor, HERE, Aim::Bind, AccountKind::Personal, true, "/").await?;
        let state = hall.oidc.begun().last().unwrap().1.state.clone();
        hall.oidc.person("code", identity("p2", None));
        come_back(&hall.desk, &other, HERE, "code", &state).await
    };
    assert_eq!(out_of_turn(actor_then_other.await), "journey-lost");
}
