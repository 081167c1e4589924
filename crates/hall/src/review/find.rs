//! Reading rounds. Every finder takes a scope: the regions of an official, or the enterprise that applies.

use super::model::{Column, Entity, Model};
use super::{Scope, Standing, State, Subject, version};
use crate::kernel::{Instant, Outcome, Page, Paging, Refusal, Uuid, count, text};
use sea_orm::sea_query::{Expr, ExprTrait, LikeExpr, Query as Statement, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

impl Scope {
    fn rounds(&self) -> Select<Entity> {
        self.narrow(Entity::find(), Column::Region, Column::EnterpriseId)
    }
}

/// What a list of rounds is narrowed to; empty fields do not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// The kind of subject.
    pub subject: Option<Subject>,
    /// One region of the scope.
    pub region: Option<String>,
    /// The state.
    pub state: Option<State>,
    /// Only those whose promise is broken: they wait, and their time is over.
    pub late: bool,
    /// Only those whose promise ends until then (used for "due today").
    pub due_before: Option<Instant>,
    /// Words of the title.
    pub words: Option<String>,
}

fn select(scope: &Scope, query: &Query, now: Instant) -> Select<Entity> {
    let mut found = match (&query.region, scope) {
        // One region of the scope: to ask for both would compare every row twice.
        (Some(region), Scope::Regions(regions)) if regions.contains(region) => Entity::find(),
        _ => scope.rounds(),
    };
    if let Some(subject) = query.subject {
        found = found.filter(Column::SubjectKind.eq(subject.word()));
    }
    if let Some(region) = &query.region {
        found = found.filter(Column::Region.eq(region.as_str()));
    }
    if let Some(state) = query.state {
        found = found.filter(Column::State.eq(state.word()));
    }
    if query.late {
        found = found.filter(Column::State.eq(State::Pending.word())).filter(Column::DueAt.lt(now));
    }
    if let Some(before) = query.due_before {
        found = found.filter(Column::State.eq(State::Pending.word())).filter(Column::DueAt.lte(before));
    }
    if let Some(words) = query.words.as_deref().map(str::trim).filter(|words| !words.is_empty()) {
        found = found.filter(Column::Title.like(LikeExpr::new(text::like(words)).escape('\\')));
    }
    found
}

/// A page of the queue: by promise date, the most urgent first (N08).
///
/// # Errors
/// When the database fails.
pub async fn queue(
    db: &impl ConnectionTrait,
    scope: &Scope,
    query: &Query,
    now: Instant,
    paging: Paging,
) -> Outcome<Page<Model>> {
    let found = select(scope, query, now);
    let found = match query.state {
        // What is over is looked up from its end.
        Some(State::Approved | State::Rejected | State::Withdrawn) => found.order_by_desc(Column::UpdatedAt),
        Some(State::Pending) | None => found.order_by_asc(Column::DueAt),
    };
    paging.read(found.order_by_asc(Column::Id), db).await
}

/// What the head of the workbench counts; each number opens the list it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    /// Rounds that wait.
    pub pending: u64,
    /// Of these, those whose promise ends today.
    pub due_today: u64,
    /// Of these, those whose promise is broken.
    pub late: u64,
}

/// Counts what waits at `now`; `tonight` is the last instant of today in the zone.
///
/// # Errors
/// When the database fails.
pub async fn counts(
    db: &impl ConnectionTrait,
    scope: &Scope,
    now: Instant,
    tonight: Instant,
) -> Outcome<Counts> {
    let pending = Query { state: Some(State::Pending), ..Query::default() };
    let late = Query { late: true, ..Query::default() };
    let tonight = Query { due_before: Some(tonight), ..Query::default() };
    let of = |query: &Query| select(scope, query, now);
    let (pending, due_today, late) = (of(&pending), of(&tonight).filter(Column::DueAt.gte(now)), of(&late));
    let (pending, due_today, late) =
        tokio::try_join!(count(&pending, db), count(&due_today, db), count(&late, db))?;
    Ok(Counts { pending, due_today, late })
}

/// One round within a scope.
///
/// # Errors
/// [`Refusal::NotFound`] when there is none or it lies outside the scope.
pub async fn one(db: &impl ConnectionTrait, scope: &Scope, id: Uuid) -> Outcome<Model> {
    let found = scope.rounds().filter(Column::Id.eq(id)).one(db).await?;
    found.ok_or(Refusal::NotFound)
}

/// A round whose region policy is asked about right after.
pub(super) async fn by_id(db: &impl ConnectionTrait, id: Uuid) -> Outcome<Model> {
    Entity::find_by_id(id).one(db).await?.ok_or(Refusal::NotFound)
}

/// The newest round of a subject. The subject's id comes from the subject's own scoped finder.
///
/// # Errors
/// When the database fails.
pub async fn newest(db: &impl ConnectionTrait, subject: Subject, id: Uuid) -> Outcome<Option<Model>> {
    Ok(of_subject(subject, id).order_by_desc(Column::Round).one(db).await?)
}

/// Every round of a subject, newest first.
///
/// # Errors
/// When the database fails.
pub async fn history(db: &impl ConnectionTrait, subject: Subject, id: Uuid) -> Outcome<Vec<Model>> {
    Ok(of_subject(subject, id).order_by_desc(Column::Round).all(db).await?)
}

/// The newest rounds of many subjects at once, in no particular order: for lists.
///
/// # Errors
/// When the database fails.
pub async fn newest_of(db: &impl ConnectionTrait, subject: Subject, ids: &[Uuid]) -> Outcome<Vec<Model>> {
    let rows = Entity::find()
        .filter(Column::SubjectKind.eq(subject.word()))
        .filter(Column::SubjectId.is_in(ids.iter().copied()))
        .order_by_desc(Column::Round)
        .all(db)
        .await?;
    let mut newest: Vec<Model> = Vec::new();
    for row in rows {
        if !newest.iter().any(|there| there.subject_id == row.subject_id) {
            newest.push(row);
        }
    }
    Ok(newest)
}

/// The newest approved round of a subject: what its public content came from.
///
/// # Errors
/// When the database fails.
pub async fn approved(db: &impl ConnectionTrait, subject: Subject, id: Uuid) -> Outcome<Option<Model>> {
    let found = of_subject(subject, id).filter(Column::State.eq(State::Approved.word()));
    Ok(found.order_by_desc(Column::Round).one(db).await?)
}

fn of_subject(subject: Subject, id: Uuid) -> Select<Entity> {
    Entity::find().filter(Column::SubjectKind.eq(subject.word())).filter(Column::SubjectId.eq(id))
}

/// The ids of the subjects of a kind whose newest round has one of the states that a standing asks for.
#[must_use]
pub fn standing_so(subject: Subject, standing: Standing) -> SelectStatement {
    let (_, states) = standing.asks();
    let key = Expr::tuple([Expr::col(Column::SubjectId), Expr::col(Column::Round)]);
    let newest = Statement::select()
        .column(Column::SubjectId)
        .expr(ExprTrait::max(Expr::col(Column::Round)))
        .from(Entity)
        .and_where(Column::SubjectKind.eq(subject.word()))
        .group_by_col(Column::SubjectId)
        .take();
    Statement::select()
        .column(Column::SubjectId)
        .from(Entity)
        .and_where(Column::SubjectKind.eq(subject.word()))
        .and_where(Column::State.is_in(states.iter().map(|state| state.word())))
        .and_where(ExprTrait::in_subquery(key, newest))
        .take()
}

/// What one version of a round said. The round comes from a scoped finder.
///
/// # Errors
/// [`Refusal::NotFound`] when the round never had such a version.
pub async fn version(db: &impl ConnectionTrait, round: &Model, number: i32) -> Outcome<version::Model> {
    version::Entity::find_by_id((round.id, number)).one(db).await?.ok_or(Refusal::NotFound)
}

/// What an official decided, newest first.
///
/// # Errors
/// When the database fails.
pub async fn decided_by(
    db: &impl ConnectionTrait,
    scope: &Scope,
    account: Uuid,
    query: &Query,
    paging: Paging,
) -> Outcome<Page<Model>> {
    // A decision is never late: the instant does not matter.
    let found = select(scope, query, Instant::UNIX_EPOCH).filter(Column::DecidedBy.eq(account));
    paging.read(found.order_by_desc(Column::DecidedAt).order_by_desc(Column::Id), db).await
}

/// What was decided about an enterprise before, newest first, at most `limit` rounds: the reviewer's memory.
///
/// # Errors
/// When the database fails.
pub async fn decided_about(
    db: &impl ConnectionTrait,
    scope: &Scope,
    enterprise: Uuid,
    limit: u64,
) -> Outcome<Vec<Model>> {
    let found = scope.rounds().filter(Column::EnterpriseId.eq(enterprise));
    let found = found.filter(Column::DecidedAt.is_not_null()).order_by_desc(Column::DecidedAt);
    Ok(found.limit(limit).all(db).await?)
}

/// Every version of a round, oldest first. The round comes from a scoped finder.
///
/// # Errors
/// When the database fails.
pub async fn versions(db: &impl ConnectionTrait, round: Uuid) -> Outcome<Vec<version::Model>> {
    let found = version::Entity::find().filter(version::Column::RoundId.eq(round));
    Ok(found.order_by_asc(version::Column::Version).all(db).await?)
}

/// Every round an enterprise submitted, newest first, at most `limit`: its history for officials.
///
/// # Errors
/// When the database fails.
pub async fn about(
    db: &impl ConnectionTrait,
    scope: &Scope,
    enterprise: Uuid,
    limit: u64,
) -> Outcome<Vec<Model>> {
    let found = scope.rounds().filter(Column::EnterpriseId.eq(enterprise));
    Ok(found.order_by_desc(Column::SubmittedAt).order_by_desc(Column::Id).limit(limit).all(db).await?)
}
