//! Reading applications. The scope is always given: an enterprise's own, a park's own, or a region's.

use super::model::{Column, Entity, Model, round};
use super::{Asking, Side, Stage, State, Step};
use crate::enterprise::model::enterprise;
use crate::kernel::{Instant, Outcome, Page, Paging, Refusal, Uuid, holds};
use crate::provider;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, SelectTwo,
};
use serde::Serialize;

/// Whose applications.
#[derive(Debug, Clone)]
pub enum Scope {
    /// Those an enterprise made.
    Enterprise(Uuid),
    /// Those at a park.
    Park(Uuid),
    /// Those at parks a region looks after; `None` stands for all regions.
    Regions(Option<Vec<String>>),
}

/// Which of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// In which stage.
    pub stage: Option<Stage>,
    /// Words in number, park, enterprise, contact or business.
    pub words: String,
    /// Those that wait, overdue or not.
    pub waits: bool,
    /// At this park.
    pub park: Option<Uuid>,
    /// Decided at this instant or later.
    pub decided_from: Option<Instant>,
    /// Decided before this instant.
    pub decided_until: Option<Instant>,
}

/// One application in a list.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// The application.
    pub settlement: Model,
    /// Who asks.
    pub enterprise: String,
    /// The credit code of who asks.
    pub uscc: String,
    /// What people see of it.
    pub stage: Stage,
}

/// A round that is over.
#[derive(Debug, Clone, Serialize)]
pub struct Past {
    /// The row.
    #[serde(flatten)]
    pub row: round::Model,
    /// What was asked for.
    pub asking: Asking,
}

/// One application with everything about it.
#[derive(Debug, Clone, Serialize)]
pub struct Dossier {
    /// As in a list.
    #[serde(flatten)]
    pub line: Line,
    /// The rounds that are over, newest first.
    pub past: Vec<Past>,
    /// What the reader's side can do now; nothing for officials.
    pub steps: Vec<Step>,
    /// Whether the park can still be looked at.
    pub is_public: bool,
}

/// A page of applications: what waits longest first while it waits, else the newest first.
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
    let rows = ordered(found.clone()).offset(paging.offset()).limit(paging.size).all(db).await?;
    let total = found.count(db).await?;
    let rows = rows.into_iter().filter_map(|row| line(row, now).transpose()).collect::<Outcome<Vec<_>>>()?;
    Ok(paging.counted(rows, total))
}

/// One application within a scope.
///
/// # Errors
/// [`Refusal::NotFound`] when there is none or it lies outside the scope.
pub async fn one(db: &impl ConnectionTrait, scope: &Scope, id: Uuid, now: Instant) -> Outcome<Dossier> {
    let found = scoped(scope).filter(Column::Id.eq(id)).one(db).await?.ok_or(Refusal::NotFound)?;
    let line = line(found, now)?.ok_or(Refusal::NotFound)?;
    let past = round::Entity::find()
        .filter(round::Column::SettlementId.eq(id))
        .order_by_desc(round::Column::Round)
        .all(db)
        .await?;
    let read = |row: round::Model| Ok::<_, Refusal>(Past { asking: serde_json::from_str(&row.asked)?, row });
    let steps = match scope {
        Scope::Enterprise(_) => line.settlement.steps(Side::Enterprise),
        Scope::Park(_) => line.settlement.steps(Side::Park),
        Scope::Regions(_) => Vec::new(),
    };
    let is_public = crate::park::find::show(db, line.settlement.park_id).await.is_ok();
    Ok(Dossier { past: past.into_iter().map(read).collect::<Outcome<_>>()?, steps, is_public, line })
}

/// How many applications there are in each stage.
///
/// # Errors
/// When the database fails.
pub async fn counts(db: &impl ConnectionTrait, scope: &Scope, now: Instant) -> Outcome<Vec<(Stage, u64)>> {
    let mut counts = Vec::new();
    for stage in Stage::ALL {
        let filter = Filter { stage: Some(stage), ..Filter::default() };
        counts.push((stage, filtered(scope, &filter, now).count(db).await?));
    }
    Ok(counts)
}

/// How many applications wait within a scope.
///
/// # Errors
/// When the database fails.
pub async fn waiting(db: &impl ConnectionTrait, scope: &Scope) -> Outcome<u64> {
    let found = scoped(scope).filter(Column::State.eq(State::Pending.word()));
    Ok(found.count(db).await?)
}

/// How many applications landed at a park between two instants: what an assessment may ask for.
///
/// # Errors
/// When the database fails.
pub async fn landed_between(
    db: &impl ConnectionTrait,
    park: Uuid,
    from: Instant,
    until: Instant,
) -> Outcome<u64> {
    let found = Entity::find()
        .filter(Column::ParkId.eq(park))
        .filter(Column::State.eq(State::Landed.word()))
        .filter(Column::DecidedAt.gte(from))
        .filter(Column::DecidedAt.lt(until));
    Ok(found.count(db).await?)
}

fn line((row, asks): (Model, Option<enterprise::Model>), now: Instant) -> Outcome<Option<Line>> {
    // There by foreign key.
    let Some(asks) = asks else { return Ok(None) };
    Ok(Some(Line { stage: row.stage(now)?, enterprise: asks.name, uscc: asks.uscc, settlement: row }))
}

fn scoped(scope: &Scope) -> SelectTwo<Entity, enterprise::Entity> {
    let found = Entity::find().find_also_related(enterprise::Entity);
    match scope {
        Scope::Enterprise(id) => found.filter(Column::EnterpriseId.eq(*id)),
        Scope::Park(id) => found.filter(Column::ParkId.eq(*id)),
        Scope::Regions(None) => found,
        Scope::Regions(Some(regions)) => {
            let here = provider::model::Entity::find()
                .select_only()
                .column(provider::model::Column::Id)
                .filter(provider::model::Column::Region.is_in(regions.iter().map(String::as_str)))
                .into_query();
            found.filter(Column::ParkId.in_subquery(here))
        }
    }
}

fn filtered(scope: &Scope, filter: &Filter, now: Instant) -> SelectTwo<Entity, enterprise::Entity> {
    let mut found = scoped(scope);
    let in_state = |state: State| Column::State.eq(state.word());
    found = match filter.stage {
        None => found,
        Some(Stage::Pending) => found.filter(in_state(State::Pending)).filter(Column::DueAt.gte(now)),
        Some(Stage::Overdue) => found.filter(in_state(State::Pending)).filter(Column::DueAt.lt(now)),
        Some(Stage::Landed) => found.filter(in_state(State::Landed)),
        Some(Stage::Declined) => found.filter(in_state(State::Declined)),
        Some(Stage::Withdrawn) => found.filter(in_state(State::Withdrawn)),
    };
    if filter.waits {
        found = found.filter(in_state(State::Pending));
    }
    if let Some(park) = filter.park {
        found = found.filter(Column::ParkId.eq(park));
    }
    if let Some(from) = filter.decided_from {
        found = found.filter(Column::DecidedAt.gte(from));
    }
    if let Some(until) = filter.decided_until {
        found = found.filter(Column::DecidedAt.lt(until));
    }
    let words = filter.words.trim();
    if words.is_empty() {
        return found;
    }
    let any = Condition::any()
        .add(holds(Column::Number, words))
        .add(holds(Column::ParkName, words))
        .add(holds(Column::Business, words))
        .add(holds(Column::ContactName, words))
        .add(holds(enterprise::Column::Name, words));
    found.filter(any)
}

fn ordered(found: SelectTwo<Entity, enterprise::Entity>) -> SelectTwo<Entity, enterprise::Entity> {
    found.order_by_desc(Column::AskedAt).order_by_desc(Column::Number)
}
