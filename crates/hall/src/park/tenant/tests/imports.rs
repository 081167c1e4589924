//! Many at once: what a file would do, doing it, and undoing it.

use super::import::find::{Moved, Obstacle, moved, same, would};
use super::import::{HOURS, Plan, Verdict, confirm, draft, stage, sweep, undo};
use super::*;
use crate::Refusal;
use crate::kernel::FieldError;
use chrono::TimeDelta;

fn named(name: &str, n: u64) -> TenantForm {
    TenantForm { name: name.to_owned(), ..form(n) }
}

async fn plan(scene: &Scene, rows: Vec<Typed>) -> Plan {
    would(&scene.bench.desk, scene.park, rows).await.expect("a plan")
}

#[tokio::test]
async fn e07_a_dry_run_says_what_is_new_changed_unchanged_and_wrong() {
    let scene = scene().await;
    scene.adds(1).await;
    scene.adds(2).await;
    let rows = vec![
        typed(2, form(1)),
        typed(3, named("改了名", 2)),
        typed(4, form(3)),
        typed(5, TenantForm { contact_phone: "请打".to_owned(), name: String::new(), ..form(4) }),
    ];
    let planned = plan(&scene, rows).await;
    assert_eq!(planned.counts(), [1, 1, 1, 1]);
    let Verdict::Wrong(errors) = &planned.rows[3].verdict else { panic!("{planned:?}") };
    let said: Vec<(&str, &str)> = errors.iter().map(|error| (error.field.as_str(), error.key)).collect();
    assert_eq!(said, [("name", "field-required"), ("contact_phone", "field-phone")]);
    assert_eq!(scene.all().await.len(), 2, "nothing is written");
}

#[tokio::test]
async fn e07_rows_with_one_code_name_each_other() {
    let scene = scene().await;
    let planned =
        plan(&scene, vec![typed(5, form(1)), typed(6, form(2)), typed(9, named("又一次", 1))]).await;
    let others: Vec<Option<u64>> = planned
        .rows
        .iter()
        .map(|row| match &row.verdict {
            Verdict::Wrong(errors) => {
                assert_eq!((errors[0].field.as_str(), errors[0].key), ("uscc", "tenant-import-twice"));
                errors[0].args["row"].as_u64()
            }
            _ => None,
        })
        .collect();
    assert_eq!(others, [Some(9), None, Some(5)]);
}

#[tokio::test]
async fn e07_what_a_file_does_not_say_stays() {
    let scene = scene().await;
    let typed_in = TenantForm { state: "left".to_owned(), remarks: "三号楼".to_owned(), ..form(1) };
    scene.works(async |work| add(work, &typed_in).await).await.expect("added");
    let mut row = typed(2, TenantForm { state: String::new(), ..form(1) });
    row.has_remarks = false;
    assert_eq!(plan(&scene, vec![row.clone()]).await.counts(), [0, 0, 1, 0]);
    // An empty cell under a heading says that there is nothing.
    row.has_remarks = true;
    assert_eq!(plan(&scene, vec![row.clone()]).await.counts(), [0, 1, 0, 0]);
    // A new one without a state is in the park.
    let new = typed(2, TenantForm { state: String::new(), ..form(2) });
    let planned = plan(&scene, vec![new]).await;
    let Verdict::New(entered) = &planned.rows[0].verdict else { panic!("{planned:?}") };
    assert_eq!(entered.state, State::Present);
}

#[tokio::test]
async fn e07_a_cell_that_could_not_be_read_is_said_once() {
    let scene = scene().await;
    let mut row = typed(2, TenantForm { entered_on: String::new(), ..form(1) });
    row.unread.push(FieldError::new("entered_on", "cell-no-day"));
    let planned = plan(&scene, vec![row]).await;
    assert_eq!(planned.rows[0].verdict, Verdict::Wrong(vec![FieldError::new("entered_on", "cell-no-day")]));
}

#[tokio::test]
async fn e07_one_wrong_row_and_nothing_is_written() {
    let scene = scene().await;
    let rows = vec![typed(2, form(1)), typed(3, named("", 2))];
    let refused = scene.imports(&rows).await;
    assert!(matches!(refused, Err(Refusal::OutOfTurn("tenant-import-wrong"))));
    assert!(scene.all().await.is_empty());
}

#[tokio::test]
async fn e07_a_whole_file_is_written_in_its_order_and_recognised() {
    let scene = scene().await;
    scene.adds(700).await;
    let mut rows: Vec<Typed> = (1..=1_203).map(|n| typed(n as u32 + 1, form(n))).collect();
    rows[699].form.business = "仓储".to_owned();
    let id = scene.imports(&rows).await.expect("imported");
    let all = scene.all().await;
    assert_eq!(all.len(), 1_203);
    let added: Vec<&Model> = all.iter().filter(|row| row.import_id == Some(id)).collect();
    assert_eq!(added.len(), 1_202);
    assert_eq!((added[0].uscc.as_str(), added[1].uscc.as_str()), (&*code(1), &*code(2)), "the file's order");
    let changed = all.iter().find(|row| row.uscc == code(700)).expect("the one before");
    assert_eq!((changed.version, changed.business.as_str(), changed.source.as_str()), (2, "仓储", "hand"));
    let done = import::find::one(scene.bench.desk.db(), scene.park, id).await.expect("the import");
    assert_eq!((done.added, done.changed, done.unchanged), (1_202, 1, 0));
    // Another order and another name: the same content.
    rows.reverse();
    for (at, row) in rows.iter_mut().enumerate() {
        row.row = at as u32 + 7;
    }
    let again = plan(&scene, rows.clone()).await;
    assert_eq!(again.counts(), [0, 0, 1_203, 0]);
    let before = same(scene.bench.desk.db(), scene.park, &again.digest).await.expect("found");
    assert_eq!(before.map(|import| import.id), Some(id));
    rows[0].form.remarks = "不同".to_owned();
    let other = plan(&scene, rows).await;
    assert!(same(scene.bench.desk.db(), scene.park, &other.digest).await.expect("looked").is_none());
    // Nothing to import is no import.
    let same_rows: Vec<Typed> = vec![typed(2, form(1))];
    assert!(matches!(scene.imports(&same_rows).await, Err(Refusal::OutOfTurn("tenant-import-nothing"))));
}

#[tokio::test]
async fn e07_a_second_press_is_one_import_and_a_plan_that_is_old_is_stale() {
    let scene = scene().await;
    let rows = vec![typed(2, form(1)), typed(3, form(2))];
    let id = scene.stages().await;
    let seal = plan(&scene, rows.clone()).await.seal;
    scene.adds(2).await;
    let press =
        async |seal: &str| scene.works(async |work| confirm(work, id, seal, rows.clone()).await).await;
    assert!(matches!(press(&seal).await, Err(Refusal::Stale { .. })));
    let seal = plan(&scene, rows.clone()).await.seal;
    assert!(press(&seal).await.expect("imported"));
    assert!(!press(&seal).await.expect("imported before"));
    assert_eq!(scene.all().await.len(), 2);
}

#[tokio::test]
async fn e07_a_draft_is_its_parks_waits_an_hour_and_leaves_nothing() {
    let scene = scene().await;
    let desk = &scene.bench.desk;
    let first = scene.stages().await;
    let id = scene.stages().await;
    let open = async |park, id| draft(desk, desk.db(), park, id).await;
    assert!(matches!(open(scene.park, first).await, Err(Refusal::NotFound)), "another one took its place");
    assert_eq!(open(scene.park, id).await.expect("a draft").bytes, b"bytes");
    let (_, other) = scene.bench.park("另一示例园区").await;
    assert!(matches!(open(other, id).await, Err(Refusal::NotFound)));
    scene.bench.clock.pass(TimeDelta::hours(HOURS) - TimeDelta::seconds(1));
    assert_eq!(sweep(desk).await.expect("swept"), 0);
    assert!(open(scene.park, id).await.is_ok());
    scene.bench.clock.pass(TimeDelta::seconds(1));
    assert!(matches!(open(scene.park, id).await, Err(Refusal::NotFound)));
    assert_eq!(sweep(desk).await.expect("swept"), 1);
    let large = vec![0; import::BYTES + 1];
    let refused = scene.works(async |work| stage(work, "大.xlsx", &large).await).await;
    assert!(matches!(refused, Err(Refusal::OutOfTurn("tenant-import-large"))));
}

#[tokio::test]
async fn e07_undo_brings_back_what_was_before_one_import_after_the_other() {
    let scene = scene().await;
    scene.adds(1).await;
    let before = scene.all().await;
    let one = scene.imports(&[typed(2, named("一次", 1)), typed(3, form(2))]).await.expect("imported");
    let between = scene.all().await;
    let two =
        scene.imports(&[typed(2, named("两次", 1)), typed(3, named("两次", 2))]).await.expect("imported");
    let says = |rows: &[Model]| {
        rows.iter().map(|row| (row.uscc.clone(), row.name.clone(), row.source.clone())).collect::<Vec<_>>()
    };
    // The older one has the newer on top of it.
    assert!(matches!(scene.undoes(one).await, Err(Refusal::OutOfTurn("tenant-import-moved"))));
    scene.undoes(two).await.expect("undone");
    assert_eq!(says(&scene.all().await), says(&between));
    assert!(matches!(scene.undoes(two).await, Err(Refusal::OutOfTurn("tenant-import-undone"))));
    scene.undoes(one).await.expect("undone");
    let after = scene.all().await;
    assert_eq!(says(&after), says(&before));
    assert!(after[0].version > before[0].version, "a version never comes back");
    // What was undone is not recognised, and may be imported again.
    scene.imports(&[typed(2, named("一次", 1)), typed(3, form(2))]).await.expect("imported again");
}

#[tokio::test]
async fn e07_what_changed_since_stands_in_the_way_by_name() {
    let scene = scene().await;
    let id =
        scene.imports(&[typed(2, form(1)), typed(3, form(2)), typed(4, form(3))]).await.expect("imported");
    let of = async |n| scene.all().await.into_iter().find(|row| row.uscc == code(n)).expect("there").id;
    let (first, second) = (of(1).await, of(2).await);
    scene.works(async |work| edit(work, first, 1, &named("改名", 1)).await).await.expect("edited");
    scene.works(async |work| remove(work, second, 1).await).await.expect("removed");
    let refused = scene.works(async |work| undo(work, id).await).await;
    assert!(matches!(refused, Err(Refusal::OutOfTurn("tenant-import-moved"))));
    let obstacle = |name: &str, removed| Obstacle { name: name.to_owned(), removed };
    let expected =
        Moved { count: 2, first: vec![obstacle("改名", false), obstacle("示例企业2", true)] };
    assert_eq!(moved(scene.bench.desk.db(), id, 20).await.expect("looked"), expected);
    let (other, _) = scene.bench.park("另一示例园区").await;
    let foreign = scene.works_as(&other, async |work| undo(work, id).await).await;
    assert!(matches!(foreign, Err(Refusal::NotFound)));
}
