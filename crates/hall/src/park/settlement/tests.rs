//! Applications from both sides, on whichever database the bench stands.

use super::find::{self, Filter, Scope};
use super::model::Model;
use super::*;
use crate::Refusal;
use crate::kernel::{Actor, Instant, Outcome, Paging, Uuid};
use crate::message;
use crate::park::tenant;
use crate::testing::{Bench, bench};
use chrono::TimeDelta;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

fn form() -> SettlementForm {
    SettlementForm {
        business: "跨境电商仓配与直播".to_owned(),
        staff: "２5".to_owned(),
        investment: "1,200.5".to_owned(),
        area: String::new(),
        wanted_on: "2026-04-01".to_owned(),
        remarks: String::new(),
        contact_name: "乙某".to_owned(),
        contact_phone: "0000-1234567".to_owned(),
    }
}

struct Scene {
    bench: Bench,
    firm: Actor,
    enterprise: Uuid,
    manager: Actor,
    park: Uuid,
}

async fn scene() -> Scene {
    let bench = bench().await;
    let (firm, enterprise) = bench.clerk("海澜测试贸易有限公司").await;
    let (manager, park) = bench.park("东港示例园区运营").await;
    Scene { bench, firm, enterprise, manager, park }
}

impl Scene {
    async fn press(&self, key: &str, form: &SettlementForm) -> Outcome<Asked> {
        let work = self.bench.desk.begin(&self.firm).await?;
        let asked = ask(&work, self.park, key, form).await?;
        work.keep().await?;
        Ok(asked)
    }

    async fn asks(&self) -> Outcome<Asked> {
        self.press(&self.bench.desk.id().to_string(), &form()).await
    }

    async fn lands(&self, id: Uuid, seen: i32) -> Outcome<()> {
        let work = self.bench.desk.begin(&self.manager).await?;
        land(&work, id, seen).await?;
        work.keep().await
    }

    async fn declines(&self, id: Uuid, seen: i32, reason: &str) -> Outcome<()> {
        let work = self.bench.desk.begin(&self.manager).await?;
        decline(&work, id, seen, reason).await?;
        work.keep().await
    }

    async fn withdraws(&self, id: Uuid) -> Outcome<()> {
        let work = self.bench.desk.begin(&self.firm).await?;
        withdraw(&work, id).await?;
        work.keep().await
    }

    async fn now(&self, id: Uuid) -> Model {
        model::Entity::find_by_id(id).one(self.bench.desk.db()).await.unwrap().unwrap()
    }

    async fn told(&self, who: &Actor) -> Vec<String> {
        let account = who.member().unwrap().account;
        let rows = message::model::Entity::find()
            .filter(message::model::Column::AccountId.eq(account))
            .filter(message::model::Column::Kind.starts_with("settlement"))
            .order_by_asc(message::model::Column::Id);
        rows.all(self.bench.desk.db()).await.unwrap().into_iter().map(|row| row.kind).collect()
    }
}

#[tokio::test]
async fn e04_an_application_has_a_number_and_a_promise_and_the_park_is_told() {
    let scene = scene().await;
    let asked = scene.asks().await.unwrap();
    assert_eq!((asked.number.as_str(), asked.fresh), ("HL-R-20260304-0001", true));
    let row = scene.now(asked.id).await;
    assert_eq!((row.staff, row.investment, row.area, row.round), (25, Some(1_200.5), None, 1));
    // Five working days from Wednesday: the end of the next Wednesday in the zone's time.
    let due: Instant = "2026-03-11T15:59:59Z".parse().unwrap();
    assert_eq!(row.due_at, due);
    assert_eq!(scene.told(&scene.manager).await, ["settlement-asked"]);
}

#[tokio::test]
async fn e04_a_second_press_asks_once_and_a_second_form_waits_its_turn() {
    let scene = scene().await;
    let key = scene.bench.desk.id().to_string();
    let first = scene.press(&key, &form()).await.unwrap();
    let second = scene.press(&key, &SettlementForm::default()).await.unwrap();
    assert_eq!((second.id, second.fresh), (first.id, false));
    assert!(matches!(scene.asks().await, Err(Refusal::OutOfTurn("settlement-waits"))));
}

#[tokio::test]
async fn e04_asking_and_taking_back_calls_a_park_so_often_a_day_and_no_more() {
    let scene = scene().await;
    for _ in 0..PER_DAY {
        let asked = scene.asks().await.unwrap();
        scene.withdraws(asked.id).await.unwrap();
    }
    assert!(matches!(scene.asks().await, Err(Refusal::TooMany { key: "settlement-too-many", .. })));
    scene.bench.clock.pass(TimeDelta::hours(24));
    scene.asks().await.unwrap();
}

#[tokio::test]
async fn e04_nobody_settles_in_their_own_park() {
    let scene = scene().await;
    let work = scene.bench.desk.begin(&scene.manager).await.unwrap();
    let own = ask(&work, scene.park, &scene.bench.desk.id().to_string(), &form()).await;
    assert!(matches!(own, Err(Refusal::NotAllowed("settlement-own-park"))));
    drop(work);
    scene.bench.suspend(scene.park, true).await;
    assert!(matches!(scene.asks().await, Err(Refusal::NotFound)));
}

#[tokio::test]
async fn e05_a_landed_enterprise_enters_the_register_once() {
    let scene = scene().await;
    let asked = scene.asks().await.unwrap();
    scene.lands(asked.id, 1).await.unwrap();
    let tenants = tenant::model::Entity::find().all(scene.bench.desk.db()).await.unwrap();
    assert_eq!(tenants.len(), 1);
    assert_eq!(
        (tenants[0].name.as_str(), tenants[0].entered_on.as_str()),
        ("海澜测试贸易有限公司", "2026-03-04")
    );
    assert_eq!(scene.told(&scene.firm).await, ["settlement-landed"]);
    assert!(matches!(scene.lands(asked.id, 2).await, Err(Refusal::OutOfTurn("settlement-is-landed"))));
    assert!(matches!(scene.asks().await, Err(Refusal::OutOfTurn("settlement-is-tenant"))));
    let count = tenant::model::Entity::find().count(scene.bench.desk.db()).await.unwrap();
    assert_eq!(count, 1);
}

#[tokio::test]
async fn e05_an_enterprise_the_register_knows_is_not_entered_twice() {
    let scene = scene().await;
    let asks = crate::enterprise::find::one(scene.bench.desk.db(), scene.enterprise).await.unwrap();
    let asked = scene.asks().await.unwrap();
    let work = scene.bench.desk.begin(&Actor::Machine("test")).await.unwrap();
    let known = tenant::model::Model {
        id: work.id(),
        park_id: scene.park,
        name: "旧名".to_owned(),
        uscc: asks.uscc,
        business: "仓储".to_owned(),
        contact_name: "丙某".to_owned(),
        contact_phone: "0000-1".to_owned(),
        entered_on: "2020-01-01".to_owned(),
        state: "left".to_owned(),
        remarks: String::new(),
        source: "import".to_owned(),
        settlement_id: None,
        import_id: None,
        created_at: work.now(),
        updated_at: work.now(),
        version: 1,
    };
    work.add(known.clone()).await.unwrap();
    work.keep().await.unwrap();
    scene.lands(asked.id, 1).await.unwrap();
    let tenants = tenant::model::Entity::find().all(scene.bench.desk.db()).await.unwrap();
    assert_eq!(tenants.len(), 1);
    assert_eq!((tenants[0].id, tenants[0].state.as_str(), tenants[0].version), (known.id, "present", 2));
}

#[tokio::test]
async fn e06_a_refusal_has_a_reason_and_the_next_round_bears_the_same_number() {
    let scene = scene().await;
    let asked = scene.asks().await.unwrap();
    assert!(matches!(scene.declines(asked.id, 1, " \n").await, Err(Refusal::Invalid(_))));
    assert!(matches!(scene.declines(asked.id, 9, "无房源").await, Err(Refusal::Stale { now: 1 })));
    scene.declines(asked.id, 1, "暂无合适房源").await.unwrap();
    assert_eq!(scene.told(&scene.firm).await, ["settlement-declined"]);
    let again = scene.asks().await.unwrap();
    assert_eq!((again.id, &again.number), (asked.id, &asked.number));
    let (db, now) = (scene.bench.desk.db(), scene.bench.desk.now());
    let seen = find::one(db, &Scope::Enterprise(scene.enterprise), asked.id, now).await.unwrap();
    assert_eq!((seen.line.settlement.round, seen.line.stage), (2, Stage::Pending));
    assert_eq!(seen.past.len(), 1);
    assert_eq!(seen.past[0].row.reason.as_deref(), Some("暂无合适房源"));
    assert_eq!(seen.steps, [Step::Withdraw]);
    // A decision on the round before names a version that is gone.
    assert!(matches!(scene.lands(asked.id, 2).await, Err(Refusal::Stale { now: 3 })));
    scene.withdraws(asked.id).await.unwrap();
    let third = scene.asks().await.unwrap();
    assert_eq!(scene.now(third.id).await.round, 3);
}

#[tokio::test]
async fn e04_lists_are_each_sides_own() {
    let scene = scene().await;
    let asked = scene.asks().await.unwrap();
    let (_, other_park) = scene.bench.park("南岭示例园").await;
    let (_, other) = scene.bench.clerk("旁测试有限公司").await;
    let (db, now) = (scene.bench.desk.db(), scene.bench.desk.now());
    let count = async |scope: Scope, filter: Filter| {
        find::list(db, &scope, &filter, now, Paging::of(None, None)).await.unwrap().total
    };
    let all = Filter::default;
    let regions = |code: &str| Scope::Regions(Some(vec![code.to_owned()]));
    assert_eq!(count(Scope::Enterprise(scene.enterprise), all()).await, 1);
    assert_eq!(count(Scope::Park(scene.park), all()).await, 1);
    assert_eq!(count(Scope::Regions(None), all()).await, 1);
    assert_eq!(count(regions("990101"), all()).await, 1);
    for foreign in [Scope::Enterprise(other), Scope::Park(other_park), regions("990102")] {
        assert_eq!(count(foreign.clone(), all()).await, 0);
        assert!(matches!(find::one(db, &foreign, asked.id, now).await, Err(Refusal::NotFound)));
    }
    let words = |words: &str| Filter { words: words.to_owned(), ..Filter::default() };
    for hit in ["hl-r-", "直播", "海澜", "乙某", "东港"] {
        assert_eq!(count(Scope::Park(scene.park), words(hit)).await, 1, "{hit}");
    }
    assert_eq!(count(Scope::Park(scene.park), words("没有")).await, 0);
    let stage = |stage| Filter { stage: Some(stage), ..Filter::default() };
    assert_eq!(count(Scope::Park(scene.park), stage(Stage::Pending)).await, 1);
    assert_eq!(count(Scope::Park(scene.park), stage(Stage::Overdue)).await, 0);
}

#[tokio::test]
async fn e04_both_sides_are_told_once_when_nobody_decides() {
    let scene = scene().await;
    let asked = scene.asks().await.unwrap();
    assert_eq!(remind(&scene.bench.desk).await.unwrap(), 0);
    scene.bench.clock.pass(TimeDelta::days(8));
    assert_eq!(remind(&scene.bench.desk).await.unwrap(), 1);
    assert_eq!(remind(&scene.bench.desk).await.unwrap(), 0);
    assert_eq!(scene.told(&scene.firm).await, ["settlement-overdue"]);
    let row = scene.now(asked.id).await;
    assert_eq!(row.stage(scene.bench.desk.now()).unwrap(), Stage::Overdue);
    // The decision still counts, on the version that was seen.
    scene.lands(asked.id, row.version).await.unwrap();
}

/// The machine against the table of 1.15.9 (3), said once more in its plainest form: every sequence of five steps.
#[test]
fn e04_e05_e06_every_sequence_of_five_steps_goes_as_the_table_says() {
    let at: Instant = "2026-03-04T01:00:00Z".parse().unwrap();
    let asking = form().check("2026-03-04".parse().unwrap()).unwrap();
    let start = || Model {
        id: Uuid::from_u128(1),
        number: "HL-R-20260304-0001".to_owned(),
        round: 1,
        park_id: Uuid::from_u128(2),
        enterprise_id: Uuid::from_u128(3),
        account_id: Uuid::from_u128(4),
        state: "pending".to_owned(),
        park_name: "东港".to_owned(),
        business: asking.business.clone(),
        staff: asking.staff,
        investment: asking.investment,
        area: asking.area,
        wanted_on: asking.wanted_on.clone(),
        remarks: asking.remarks.clone(),
        contact_name: asking.contact_name.clone(),
        contact_phone: asking.contact_phone.clone(),
        form_key: String::new(),
        version: 1,
        created_at: at,
        asked_at: at,
        updated_at: at,
        due_at: at + TimeDelta::days(5),
        decided_at: None,
        decided_by: None,
        reason: None,
        reminded_at: None,
    };
    let by = Uuid::from_u128(9);
    let take = |model: Model, step: Step| -> Outcome<Model> {
        let seen = model.version;
        match step {
            Step::Land => model.landed(seen, by, at),
            Step::Decline => model.declined(seen, "因".to_owned(), by, at),
            Step::Withdraw => model.withdrawn(at),
            Step::Again => {
                let again = turn::Again {
                    asking: asking.clone(),
                    park_name: "东港".to_owned(),
                    by,
                    form_key: String::new(),
                    at,
                    due: at,
                };
                model.again(again).map(|(_, next)| next)
            }
        }
    };
    let expected = |state: &str, step: Step| match (state, step) {
        ("pending", Step::Land) => Some("landed"),
        ("pending", Step::Decline) => Some("declined"),
        ("pending", Step::Withdraw) => Some("withdrawn"),
        ("declined" | "withdrawn", Step::Again) => Some("pending"),
        _ => None,
    };
    let side = |step| if matches!(step, Step::Land | Step::Decline) { Side::Park } else { Side::Enterprise };
    let mut gone = 0;
    for sequence in 0..4_usize.pow(5) {
        let mut model = start();
        for turn in 0..5 {
            let step = Step::ALL[sequence / 4_usize.pow(turn) % 4];
            let (before, offered) = (model.clone(), model.steps(side(step)).contains(&step));
            match (expected(&before.state, step), take(model, step)) {
                (Some(state), Ok(next)) => {
                    assert_eq!(
                        (next.state.as_str(), next.version, offered),
                        (state, before.version + 1, true)
                    );
                    assert_eq!(next.round, before.round + i32::from(step == Step::Again));
                    assert_eq!(next.reason.is_some(), state == "declined");
                    assert_eq!(next.decided_at.is_some(), matches!(state, "landed" | "declined"));
                    model = next;
                    gone += 1;
                }
                (None, Err(Refusal::OutOfTurn(_))) if !offered => model = before,
                (expected, found) => panic!("{before:?} {step:?}: {expected:?}, not {found:?}"),
            }
        }
    }
    assert!(gone > 1_000, "{gone} turns were taken");
}

#[test]
fn e04_one_look_shows_everything_that_is_missing() {
    let broken = |form: &SettlementForm| match form.check("2026-03-04".parse().unwrap()) {
        Err(Refusal::Invalid(errors)) => errors.into_iter().map(|error| error.field).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        broken(&SettlementForm::default()),
        ["business", "staff", "wanted_on", "contact_name", "contact_phone"]
    );
    for staff in ["0", "-1", "1.5", "很多", "100001"] {
        assert_eq!(broken(&SettlementForm { staff: staff.to_owned(), ..form() }), ["staff"], "{staff}");
    }
    for measure in ["0", "abc", "1e9"] {
        let typed = SettlementForm { investment: measure.to_owned(), area: measure.to_owned(), ..form() };
        assert_eq!(broken(&typed), ["investment", "area"], "{measure}");
    }
}
