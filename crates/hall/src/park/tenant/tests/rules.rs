//! Rules of the form, and what is done by hand.

use super::*;
use crate::Refusal;
use crate::journal::model as journal;
use crate::kernel::FieldError;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

fn broken(change: impl FnOnce(&mut TenantForm), strict: bool) -> Vec<(String, &'static str)> {
    let mut typed = form(1);
    change(&mut typed);
    let today = chrono::NaiveDate::from_ymd_opt(2026, 3, 9).expect("a day");
    match typed.check(today, strict) {
        Ok(_) => Vec::new(),
        Err(Refusal::Invalid(errors)) => {
            errors.into_iter().map(|FieldError { field, key, .. }| (field, key)).collect()
        }
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn e10_each_field_has_its_rule() {
    let says = |change: fn(&mut TenantForm), field: &str, key: &str| {
        assert_eq!(broken(change, false), [(field.to_owned(), key)].map(|(f, k)| (f, k)), "{field} {key}");
    };
    assert!(broken(|_| {}, true).is_empty());
    says(|form| form.name = "名".repeat(101), "name", "field-too-long");
    says(|form| form.name = "甲\n乙".to_owned(), "name", "field-control-characters");
    says(|form| form.name.clear(), "name", "field-required");
    says(|form| form.uscc.clear(), "uscc", "field-required");
    says(|form| form.uscc = "91350100M000100Y4".to_owned(), "uscc", "uscc-length");
    says(|form| form.uscc = "91350100M000100Y4Z".to_owned(), "uscc", "uscc-character");
    says(|form| form.contact_name = "名".repeat(21), "contact_name", "field-too-long");
    says(|form| form.contact_phone = "请打电话".to_owned(), "contact_phone", "field-phone");
    says(|form| form.business = "名".repeat(41), "business", "field-too-long");
    says(|form| form.business.clear(), "business", "field-required");
    says(|form| form.entered_on = "2026-02-30".to_owned(), "entered_on", "field-day");
    says(|form| form.entered_on = "1948-12-31".to_owned(), "entered_on", "tenant-day-early");
    says(|form| form.entered_on = "2027-03-10".to_owned(), "entered_on", "field-day-far");
    says(|form| form.state = "gone".to_owned(), "state", "field-required");
    says(|form| form.remarks = "名".repeat(301), "remarks", "field-too-long");
    // The longest of everything, the latest day.
    let most = |form: &mut TenantForm| {
        form.name = "名".repeat(100);
        form.contact_name = "名".repeat(20);
        form.business = "名".repeat(40);
        form.remarks = "名".repeat(300);
        form.entered_on = "2027-03-09".to_owned();
    };
    assert!(broken(most, false).is_empty());
}

#[test]
fn e10_a_code_whose_check_fails_is_refused_by_strict_zones_only() {
    let doubtful = |form: &mut TenantForm| form.uscc = "91350200M000000510".to_owned();
    assert!(broken(doubtful, false).is_empty());
    assert_eq!(broken(doubtful, true), [("uscc".to_owned(), "uscc-check")]);
}

#[tokio::test]
async fn e10_a_code_is_in_a_register_once_and_the_error_names_who_has_it() {
    let scene = scene().await;
    scene.adds(1).await;
    let second = scene.adds(2).await;
    let names = |refusal: Refusal| match refusal {
        Refusal::Invalid(errors) => {
            assert_eq!((errors[0].field.as_str(), errors[0].key), ("uscc", "tenant-uscc-there"));
            errors[0].args["name"].as_str().expect("a name").to_owned()
        }
        other => panic!("{other}"),
    };
    let again = scene.works(async |work| add(work, &form(1)).await).await.unwrap_err();
    assert_eq!(names(again), "示例企业1");
    let moved = scene.works(async |work| edit(work, second, 1, &form(1)).await).await.unwrap_err();
    assert_eq!(names(moved), "示例企业1");
    // Another park may have it.
    let (other, _) = scene.bench.park("另一示例园区").await;
    scene.works_as(&other, async |work| add(work, &form(1)).await).await.expect("added");
    assert_eq!(scene.all().await.len(), 2);
}

#[tokio::test]
async fn e10_an_edit_over_a_newer_version_is_stale_and_one_without_a_change_changes_nothing() {
    let scene = scene().await;
    let id = scene.adds(1).await;
    let changed = TenantForm { business: "仓储".to_owned(), ..form(1) };
    let edits =
        async |seen, form: &TenantForm| scene.works(async |work| edit(work, id, seen, form).await).await;
    assert!(edits(1, &changed).await.expect("edited"));
    assert!(matches!(edits(1, &form(1)).await, Err(Refusal::Stale { now: 2 })));
    assert!(!edits(2, &changed).await.expect("the same"));
    assert!(matches!(
        scene.works(async |work| remove(work, id, 1).await).await,
        Err(Refusal::Stale { now: 2 })
    ));
    scene.works(async |work| leave(work, id, 2).await).await.expect("left");
    assert!(matches!(
        scene.works(async |work| leave(work, id, 3).await).await,
        Err(Refusal::OutOfTurn("tenant-is-left"))
    ));
    scene.works(async |work| remove(work, id, 3).await).await.expect("removed");
    assert!(scene.all().await.is_empty());
    let told = journal::Entity::find()
        .filter(journal::Column::SubjectKind.eq("tenant"))
        .all(scene.bench.desk.db())
        .await
        .expect("a journal");
    let mut actions: Vec<(i64, String)> = told.iter().map(|row| (row.seq, row.action.clone())).collect();
    actions.sort_unstable();
    let actions: Vec<&str> = actions.iter().map(|(_, action)| action.as_str()).collect();
    assert_eq!(actions, ["tenant.added", "tenant.edited", "tenant.left", "tenant.removed"]);
    // Whom to ring is forgotten when the row is.
    assert!(told.iter().all(|row| !row.changes.contains("0000-1234567")));
}

#[tokio::test]
async fn e10_another_parks_tenant_is_as_good_as_missing() {
    let scene = scene().await;
    let id = scene.adds(1).await;
    let (other, _) = scene.bench.park("另一示例园区").await;
    let missing = |outcome: Outcome<()>| assert!(matches!(outcome, Err(Refusal::NotFound)), "{outcome:?}");
    missing(scene.works_as(&other, async |work| edit(work, id, 1, &form(2)).await.map(drop)).await);
    missing(scene.works_as(&other, async |work| leave(work, id, 1).await).await);
    missing(scene.works_as(&other, async |work| remove(work, id, 1).await).await);
    let (carrier, _) = scene.bench.logistics("示例物流").await;
    let refused = scene.works_as(&carrier, async |work| add(work, &form(2)).await).await;
    assert!(matches!(refused, Err(Refusal::NotAllowed("needs-park"))));
}

#[tokio::test]
async fn e07_the_register_is_narrowed_by_words_state_business_and_days() {
    let scene = scene().await;
    for (n, name, business, day, state) in [
        (1, "甲港示例", "跨境电商", "2025-12-31", "present"),
        (2, "乙港示例", "仓储", "2026-01-01", "present"),
        (3, "丙山示例", "跨境电商", "2026-02-01", "left"),
    ] {
        let typed = TenantForm {
            name: name.to_owned(),
            business: business.to_owned(),
            entered_on: day.to_owned(),
            state: state.to_owned(),
            ..form(n)
        };
        scene.works(async |work| add(work, &typed).await).await.expect("added");
    }
    let words = |words: &str| Filter { words: words.to_owned(), ..Filter::default() };
    assert_eq!(scene.found(&words("港")).await, ["乙港示例", "甲港示例"]);
    assert_eq!(scene.found(&words(&code(3)[8..].to_lowercase())).await, ["丙山示例"]);
    assert_eq!(scene.found(&words("仓储")).await, ["乙港示例"]);
    assert_eq!(scene.found(&words("%")).await, [""; 0]);
    let state = Filter { state: Some(State::Left), ..Filter::default() };
    assert_eq!(scene.found(&state).await, ["丙山示例"]);
    let business = Filter { business: "跨境电商".to_owned(), ..Filter::default() };
    assert_eq!(scene.found(&business).await, ["丙山示例", "甲港示例"]);
    let days = Filter { from: "2026-01-01".to_owned(), until: "2026-01-31".to_owned(), ..Filter::default() };
    assert_eq!(scene.found(&days).await, ["乙港示例"]);
    let all = Scope::Park(scene.park);
    let kinds = find::businesses(scene.bench.desk.db(), &all, 10).await.expect("kinds");
    assert_eq!(kinds, ["跨境电商", "仓储"]);
    // Officials read the parks of their regions, and do not look through contacts.
    let (db, words) = (scene.bench.desk.db(), words("乙某"));
    let here = Scope::Regions(Some(vec![crate::testing::REGION.to_owned()]));
    let page = async |scope: &Scope, filter: &Filter| {
        find::list(db, scope, filter, Paging::of(None, None)).await.expect("a page").total
    };
    assert_eq!(page(&here, &Filter::default()).await, 3);
    assert_eq!(page(&here, &words).await, 0);
    assert_eq!(page(&all, &words).await, 3);
    assert_eq!(page(&Scope::Regions(Some(vec!["990199".to_owned()])), &Filter::default()).await, 0);
    assert_eq!(page(&Scope::Regions(None), &Filter::default()).await, 3);
}

#[tokio::test]
async fn e07_enterprises_of_the_hall_are_known_by_their_code() {
    let scene = scene().await;
    let firm = scene.bench.enterprise("海澜测试贸易有限公司").await;
    let known = crate::enterprise::find::one(scene.bench.desk.db(), firm).await.expect("the firm");
    let adds = async |name: &str, uscc: &str| {
        let typed = TenantForm { name: name.to_owned(), uscc: uscc.to_owned(), ..form(1) };
        scene.works(async |work| add(work, &typed).await).await.expect("added")
    };
    let marks = async |id| {
        let line = find::one(scene.bench.desk.db(), &Scope::Park(scene.park), id).await.expect("a line");
        (line.registered, line.differs, line.doubtful)
    };
    let same = adds(&known.name, &known.uscc).await;
    assert_eq!(marks(same).await, (true, false, false));
    scene.works(async |work| remove(work, same, 1).await).await.expect("removed");
    assert_eq!(marks(adds("别的名字", &known.uscc).await).await, (true, true, false));
    assert_eq!(marks(adds("没有注册", "91350200M000000510").await).await, (false, false, true));
}

#[tokio::test]
async fn d02_names_are_public_only_where_the_park_says_so() {
    let scene = scene().await;
    let left = scene.adds(1).await;
    scene.adds(2).await;
    scene.works(async |work| leave(work, left, 1).await).await.expect("left");
    let db = scene.bench.desk.db();
    let shown = async || {
        let park = crate::park::find::details(db, scene.park).await.expect("the park");
        names(db, &park, 50).await.expect("names")
    };
    assert!(shown().await.is_empty());
    assert!(scene.works(async |work| publish(work, true).await).await.expect("shown"));
    assert!(!scene.works(async |work| publish(work, true).await).await.expect("shown already"));
    assert_eq!(shown().await, ["示例企业2"]);
    assert!(scene.works(async |work| publish(work, false).await).await.expect("hidden"));
    assert!(shown().await.is_empty());
}
