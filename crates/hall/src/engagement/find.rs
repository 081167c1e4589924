//! Reading bookings. The scope is always given: an enterprise's own, a provider's own, or a region's.

use super::model::{Column, Entity, Model, booking, post};
use super::{Side, Snapshot, Stage, State, Step, offer};
use crate::kernel::{Actor, Desk, Instant, Outcome, Page, Paging, Refusal, Uuid, count, holds};
use crate::{enterprise, file, provider};
use bytes::Bytes;
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, RelationDef, Select,
};
use serde::Serialize;
use std::collections::HashMap;

/// Whose bookings.
#[derive(Debug, Clone)]
pub enum Scope {
    /// Those an enterprise made.
    Enterprise(Uuid),
    /// Those of a provider's products.
    Provider(Uuid),
    /// Those whose enterprise or provider a region looks after; `None` stands for all regions.
    Regions(Option<Vec<String>>),
}

/// Which of them.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// In which stage.
    pub stage: Option<Stage>,
    /// Words in number, product, cargo, or the other side's name.
    pub words: String,
}

/// One booking in a list.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// The header.
    pub engagement: Model,
    /// What was asked for.
    pub booking: booking::Model,
    /// What was offered.
    pub snapshot: Snapshot,
    /// What people see of it.
    pub stage: Stage,
    /// Who asked.
    pub enterprise: String,
    /// The newest thing the provider said.
    pub answer: Option<post::Model>,
}

/// One booking with everything about it.
#[derive(Debug, Clone, Serialize)]
pub struct Dossier {
    /// As in a list.
    #[serde(flatten)]
    pub line: Line,
    /// The thread, oldest first.
    pub posts: Vec<post::Model>,
    /// What the reader's side can do now; nothing for officials.
    pub steps: Vec<Step>,
    /// Whether the product can still be looked at.
    pub is_offered: bool,
}

/// How many bookings there are in each stage.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// All of them.
    pub all: u64,
    /// 待回复, within the promise.
    pub pending: u64,
    /// 超时未回复.
    pub overdue: u64,
    /// 已回复.
    pub answered: u64,
    /// 已完成.
    pub fulfilled: u64,
    /// 已取消.
    pub withdrawn: u64,
}

/// A page of bookings, newest first.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &impl ConnectionTrait,
    scope: &Scope,
    filter: &Filter,
    now: Instant,
    paging: Paging,
) -> Outcome<Page<Line>> {
    let found = filtered(scope, filter, now);
    let rows = newest_first(found.clone(), filter).offset(paging.offset()).limit(paging.size);
    let (total, rows) = tokio::try_join!(count(&found, db), lines(db, rows, filter, now))?;
    Ok(paging.counted(rows, total))
}

/// Most rows of an export.
pub const EXPORT_MOST: u64 = 20_000;

/// The same without pages, for an export.
///
/// # Errors
/// [`Refusal::OutOfTurn`] when more than [`EXPORT_MOST`] are found: half a list would look like a whole one. When the
/// database fails.
pub async fn all(
    db: &impl ConnectionTrait,
    scope: &Scope,
    filter: &Filter,
    now: Instant,
) -> Outcome<Vec<Line>> {
    let rows = newest_first(filtered(scope, filter, now), filter).limit(EXPORT_MOST + 1);
    let lines = lines(db, rows, filter, now).await?;
    if lines.len() as u64 > EXPORT_MOST {
        return Err(Refusal::OutOfTurn("export-too-many"));
    }
    Ok(lines)
}

/// One booking with its thread.
///
/// # Errors
/// [`Refusal::NotFound`] when there is none within the scope.
pub async fn one(db: &impl ConnectionTrait, scope: &Scope, id: Uuid, now: Instant) -> Outcome<Dossier> {
    let row = scoped(scope).filter(Column::Id.eq(id));
    let line = lines(db, row, &Filter::default(), now).await?.pop().ok_or(Refusal::NotFound)?;
    let steps = match scope {
        Scope::Enterprise(_) => line.engagement.steps(Side::Enterprise),
        Scope::Provider(_) => line.engagement.steps(Side::Provider),
        Scope::Regions(_) => Vec::new(),
    };
    let is_offered = match offer::public(db, line.engagement.offering_id).await {
        Ok(_) => true,
        Err(Refusal::NotFound) => false,
        Err(other) => return Err(other),
    };
    let posts = posts(db, vec![id]).await?;
    Ok(Dossier { line, posts, steps, is_offered })
}

/// The cover of what was offered, for whoever may see the booking: it outlives the product it showed (Q8).
///
/// # Errors
/// [`Refusal::NotFound`] when there is none within the scope, or it had no cover; as [`file::open`].
pub async fn cover(desk: &Desk, scope: &Scope, id: Uuid) -> Outcome<(file::model::Model, Bytes)> {
    let row = scoped(scope).filter(Column::Id.eq(id)).one(desk.db()).await?.ok_or(Refusal::NotFound)?;
    let cover = row.snapshot()?.cover.ok_or(Refusal::NotFound)?;
    file::open(desk, &Actor::Machine("booking"), cover).await
}

/// How many there are in each stage.
///
/// # Errors
/// When the database fails.
pub async fn counts(db: &impl ConnectionTrait, scope: &Scope, now: Instant) -> Outcome<Counts> {
    let of = async |stage| count(&in_stage(scoped(scope), stage, now), db).await;
    let (pending, overdue, answered, fulfilled, withdrawn) = tokio::try_join!(
        of(Stage::Pending),
        of(Stage::Overdue),
        of(Stage::Answered),
        of(Stage::Fulfilled),
        of(Stage::Withdrawn),
    )?;
    let all = pending + overdue + answered + fulfilled + withdrawn;
    Ok(Counts { all, pending, overdue, answered, fulfilled, withdrawn })
}

/// How many bookings wait for a provider's answer.
///
/// # Errors
/// When the database fails.
pub async fn to_do(db: &impl ConnectionTrait, provider: Uuid) -> Outcome<u64> {
    let waiting = Entity::find().filter(Column::ProviderId.eq(provider));
    count(&waiting.filter(Column::State.eq(State::Pending.word())), db).await
}

/// How many answers an enterprise has not opened.
///
/// # Errors
/// When the database fails.
pub async fn unread(db: &impl ConnectionTrait, enterprise: Uuid) -> Outcome<u64> {
    let answered =
        Entity::find().filter(Column::EnterpriseId.eq(enterprise)).filter(Column::AnsweredAt.is_not_null());
    count(&answered.filter(Column::AnswerSeenAt.is_null()), db).await
}

/// One side's own are found by one index; regions and words ask who both sides are.
fn scoped(scope: &Scope) -> Select<Entity> {
    match scope {
        Scope::Enterprise(id) => Entity::find().filter(Column::EnterpriseId.eq(*id)),
        Scope::Provider(id) => Entity::find().filter(Column::ProviderId.eq(*id)),
        Scope::Regions(None) => Entity::find(),
        Scope::Regions(Some(regions)) => {
            use enterprise::model::enterprise;
            let looked_after = Condition::any()
                .add(Column::EnterpriseId.in_subquery(here(
                    enterprise::Entity,
                    enterprise::Column::Id,
                    enterprise::Column::Region,
                    regions,
                )))
                .add(Column::ProviderId.in_subquery(here(
                    provider::model::Entity,
                    provider::model::Column::Id,
                    provider::model::Column::Region,
                    regions,
                )));
            Entity::find().filter(looked_after)
        }
    }
}

/// The ids of a table's rows that belong to these regions.
fn here<E: EntityTrait>(of: E, id: E::Column, region: E::Column, regions: &[String]) -> SelectStatement {
    let regions = regions.iter().map(String::as_str);
    Query::select().column(id).from(of).and_where(region.is_in(regions)).take()
}

fn to_booking() -> RelationDef {
    Entity::belongs_to(booking::Entity).from(Column::Id).to(booking::Column::EngagementId).into()
}

fn to_provider() -> RelationDef {
    use provider::model;
    Entity::belongs_to(model::Entity).from(Column::ProviderId).to(model::Column::Id).into()
}

fn filtered(scope: &Scope, filter: &Filter, now: Instant) -> Select<Entity> {
    let mut found = scoped(scope);
    if let Some(stage) = filter.stage {
        found = in_stage(found, stage, now);
    }
    let words = filter.words.trim();
    if words.is_empty() {
        return found;
    }
    found = found
        .join(JoinType::InnerJoin, to_booking())
        .inner_join(enterprise::model::enterprise::Entity)
        .join(JoinType::InnerJoin, to_provider());
    let mut any = Condition::any()
        .add(holds(Column::Number, words))
        .add(holds(Column::Title, words))
        .add(holds(booking::Column::Cargo, words));
    if !matches!(scope, Scope::Enterprise(_)) {
        use enterprise::model::enterprise;
        any = any.add(holds(enterprise::Column::Name, words));
    }
    if !matches!(scope, Scope::Provider(_)) {
        any = any.add(holds(provider::model::Column::Name, words));
    }
    found.filter(any)
}

fn in_stage(found: Select<Entity>, stage: Stage, now: Instant) -> Select<Entity> {
    let in_state = |state: State| Column::State.eq(state.word());
    match stage {
        Stage::Pending => found.filter(in_state(State::Pending)).filter(Column::DueAt.gte(now)),
        Stage::Overdue => found.filter(in_state(State::Pending)).filter(Column::DueAt.lt(now)),
        Stage::Answered => found.filter(in_state(State::Answered)),
        Stage::Fulfilled => found.filter(in_state(State::Fulfilled)),
        Stage::Withdrawn => found.filter(in_state(State::Withdrawn)),
    }
}

/// What waits is ordered by the end of its promise, which was given when it was made: so the index that tells what is late
/// from what is not is read in order, and a list of few among a million waits for nothing.
fn newest_first(found: Select<Entity>, filter: &Filter) -> Select<Entity> {
    let by = match filter.stage {
        Some(Stage::Pending | Stage::Overdue) => Column::DueAt,
        Some(Stage::Answered | Stage::Fulfilled | Stage::Withdrawn) | None => Column::CreatedAt,
    };
    found.order_by_desc(by).order_by_desc(Column::Number)
}

/// Ids asked for in one query: databases limit how many values a query may carry.
const CHUNK: usize = 500;

/// What a list shows of these bookings, in the order of the list. Which they are is a subquery, which leafs through an index
/// alone; everything else is looked up for those that are shown.
async fn lines(
    db: &impl ConnectionTrait,
    these: Select<Entity>,
    filter: &Filter,
    now: Instant,
) -> Outcome<Vec<Line>> {
    let ids = these.select_only().column(Column::Id).into_query();
    let found = newest_first(Entity::find().filter(Column::Id.in_subquery(ids)), filter)
        .join(JoinType::InnerJoin, to_booking())
        .select_also(booking::Entity)
        .find_also_related(enterprise::model::enterprise::Entity)
        .all(db)
        .await?;
    let mut lines = Vec::with_capacity(found.len());
    for found in found.chunks(CHUNK) {
        // Most of a list waits: then nobody has said anything yet.
        let answered = found.iter().filter(|(row, ..)| row.answered_at.is_some()).map(|(row, ..)| row.id);
        let said = posts(db, answered.collect()).await?;
        let said = said.into_iter().filter(|post| post.side == Side::Provider.word());
        // The thread runs from old to new: the newest stays.
        let mut answers: HashMap<Uuid, post::Model> = said.map(|post| (post.engagement_id, post)).collect();
        for (row, booking, asks) in found {
            // Both are there by foreign key and inner join.
            let (Some(booking), Some(asks)) = (booking, asks) else { continue };
            lines.push(Line {
                stage: row.stage(now)?,
                snapshot: row.snapshot()?,
                enterprise: asks.name.clone(),
                answer: answers.remove(&row.id),
                booking: booking.clone(),
                engagement: row.clone(),
            });
        }
    }
    Ok(lines)
}

/// What was said about these, oldest first.
async fn posts(db: &impl ConnectionTrait, engagements: Vec<Uuid>) -> Outcome<Vec<post::Model>> {
    if engagements.is_empty() {
        return Ok(Vec::new());
    }
    let found = post::Entity::find()
        .filter(post::Column::EngagementId.is_in(engagements))
        .order_by_asc(post::Column::At)
        .order_by_asc(post::Column::Id)
        .all(db)
        .await?;
    Ok(found)
}
