use super::audit::{EXPORT_LIMIT, check, export, open, search};
use super::find::Query;
use super::model::{Column, Entity};
use super::*;
use crate::kernel::{Actor, Paging, Refusal, Role};
use crate::testing::{Bench, bench};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _};

async fn with_entries(n: usize) -> (Bench, Actor) {
    let hall = bench().await;
    let work = hall.desk.begin(&Actor::Machine("test")).await.unwrap();
    for at in 0..n {
        let entry =
            Entry::new("product.changed", "product", at % 2).change("title", at as u64, at as u64 + 1);
        work.journal(entry).await.unwrap();
    }
    work.keep().await.unwrap();
    let auditor = hall.official(Role::AuditAdmin, "*").await;
    (hall, auditor)
}

fn of_product(id: &str) -> Query {
    Query { subject_kind: Some("product".to_owned()), subject_id: Some(id.to_owned()), ..Query::default() }
}

async fn actions(hall: &Bench) -> Vec<String> {
    let rows =
        find::all(hall.desk.db(), &Query { action: Some("journal.".to_owned()), ..Query::default() }, 100)
            .await
            .unwrap();
    rows.into_iter().map(|row| row.action).collect()
}

#[tokio::test]
async fn n07_whoever_reads_the_journal_is_written_into_it() {
    let (hall, auditor) = with_entries(5).await;
    let work = hall.desk.begin(&auditor).await.unwrap();
    let page = search(&work, &of_product("0"), Paging::of(Some(1), Some(2))).await.unwrap();
    assert_eq!((page.total, page.rows.len()), (3, 2));
    let opened = open(&work, page.rows[0].seq).await.unwrap();
    assert_eq!(opened.history.len(), 3);
    let rows = export(&work, &of_product("1"), "csv").await.unwrap();
    assert_eq!(rows.len(), 2);
    work.keep().await.unwrap();
    let chain = check(&hall.desk, &auditor).await.unwrap();
    assert_eq!(chain.broken_at, None);
    assert_eq!(
        actions(&hall).await,
        ["journal.read", "journal.opened", "journal.exported", "journal.verified"]
    );
    let query = Query { action: Some("journal.exported".to_owned()), ..Query::default() };
    let told = find::all(hall.desk.db(), &query, 1).await.unwrap().remove(0).changes;
    assert!(told.contains("subject_id") && told.contains("csv") && !told.contains("actor_name"), "{told}");
}

#[tokio::test]
async fn n07_only_audit_administrators_read_the_journal() {
    let (hall, _) = with_entries(1).await;
    for role in [Role::SystemAdmin, Role::SecurityAdmin, Role::Reviewer] {
        let actor = hall.official(role, "*").await;
        let work = hall.desk.begin(&actor).await.unwrap();
        let query = Query::default();
        assert!(matches!(
            search(&work, &query, Paging::default()).await,
            Err(Refusal::NotAllowed("needs-office"))
        ));
        assert!(matches!(open(&work, 1).await, Err(Refusal::NotAllowed("needs-office"))));
        assert!(matches!(export(&work, &query, "csv").await, Err(Refusal::NotAllowed("needs-office"))));
        drop(work);
        assert!(matches!(check(&hall.desk, &actor).await, Err(Refusal::NotAllowed("needs-office"))));
    }
    assert!(actions(&hall).await.is_empty());
}

#[tokio::test]
async fn n07_an_entry_that_is_not_there_is_not_found() {
    let (hall, auditor) = with_entries(1).await;
    let work = hall.desk.begin(&auditor).await.unwrap();
    assert!(matches!(open(&work, 4_000).await, Err(Refusal::NotFound)));
}

#[tokio::test]
async fn a99_the_chain_names_the_first_entry_that_was_changed() {
    let (hall, auditor) = with_entries(4).await;
    Entity::update_many()
        .col_expr(Column::ActorName, Expr::value("somebody else"))
        .filter(Column::Seq.eq(3))
        .exec(&hall.desk.database.writer)
        .await
        .unwrap();
    let chain = check(&hall.desk, &auditor).await.unwrap();
    assert_eq!((chain.entries, chain.broken_at), (2, Some(3)));
}

#[tokio::test]
async fn n07_an_export_is_the_whole_or_nothing() {
    let (hall, auditor) = with_entries(0).await;
    // Written straight into the table: twenty thousand works would take a minute.
    let before = Entity::find().count(hall.desk.db()).await.unwrap() as i64;
    let row = |at: i64| super::model::ActiveModel {
        seq: sea_orm::Set(before + at),
        at: sea_orm::Set(hall.desk.now()),
        day: sea_orm::Set("2026-03-04".to_owned()),
        actor_kind: sea_orm::Set("machine".to_owned()),
        actor_id: sea_orm::Set(None),
        actor_name: sea_orm::Set("test".to_owned()),
        address: sea_orm::Set(None),
        action: sea_orm::Set("test.done".to_owned()),
        subject_kind: sea_orm::Set("test".to_owned()),
        subject_id: sea_orm::Set("1".to_owned()),
        enterprise_id: sea_orm::Set(None),
        changes: sea_orm::Set("[]".to_owned()),
        previous: sea_orm::Set(String::new()),
        hash: sea_orm::Set(at.to_string()),
    };
    let all: Vec<i64> = (1..=EXPORT_LIMIT as i64 + 1).collect();
    for some in all.chunks(1_000) {
        Entity::insert_many(some.iter().map(|at| row(*at)))
            .exec_without_returning(&hall.desk.database.writer)
            .await
            .unwrap();
    }
    let query = Query { action: Some("test.".to_owned()), ..Query::default() };
    let work = hall.desk.begin(&auditor).await.unwrap();
    assert!(matches!(export(&work, &query, "csv").await, Err(Refusal::Invalid(_))));
}
