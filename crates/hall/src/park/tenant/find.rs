//! Reading registers of tenants. The scope is always given: a park's own, or a region's.

use super::State;
use super::model::{Column, Entity, Model};
use crate::enterprise::{self, Uscc, register};
use crate::kernel::{Instant, Outcome, Page, Paging, Refusal, Uuid, holds};
use crate::provider;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Select,
};
use serde::Serialize;
use std::collections::HashMap;

/// Whose registers.
#[derive(Debug, Clone)]
pub enum Scope {
    /// A park's.
    Park(Uuid),
    /// Those of parks a region looks after; `None` stands for all regions.
    Regions(Option<Vec<String>>),
}

/// Which tenants; empty fields do not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words in name, credit code, contact or business. Contacts are a park's own: elsewhere they are not looked through.
    pub words: String,
    /// 状态.
    pub state: Option<State>,
    /// 业务类型, whole.
    pub business: String,
    /// 入驻时间 from this ISO day on.
    pub from: String,
    /// 入驻时间 up to this ISO day.
    pub until: String,
    /// In this park, where the scope holds several.
    pub park: Option<Uuid>,
}

/// One tenant in a list.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// The row.
    #[serde(flatten)]
    pub row: Model,
    /// Whether an enterprise of the hall has this credit code.
    pub registered: bool,
    /// Whether that enterprise goes by another name.
    pub differs: bool,
    /// Whether the code's check fails (Q4).
    pub doubtful: bool,
}

/// A page of tenants, those that came last first.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &impl ConnectionTrait,
    scope: &Scope,
    filter: &Filter,
    paging: Paging,
) -> Outcome<Page<Line>> {
    let mut page = paging.read(ordered(filtered(scope, filter)), db).await?;
    let lines = lines(db, std::mem::take(&mut page.rows)).await?;
    Ok(page.with(lines))
}

/// One tenant within a scope.
///
/// # Errors
/// [`Refusal::NotFound`] when there is none or it lies outside the scope.
pub async fn one(db: &impl ConnectionTrait, scope: &Scope, id: Uuid) -> Outcome<Line> {
    let row = scoped(scope).filter(Column::Id.eq(id)).one(db).await?.ok_or(Refusal::NotFound)?;
    lines(db, vec![row]).await?.pop().ok_or(Refusal::NotFound)
}

/// Where a batch ended.
pub type After = (Instant, Uuid);

/// The next rows of a whole list in its order, so that a list of any length is read piece by piece.
///
/// # Errors
/// When the database fails.
pub async fn batch(
    db: &impl ConnectionTrait,
    scope: &Scope,
    filter: &Filter,
    after: Option<After>,
    size: u64,
) -> Outcome<Vec<Model>> {
    let mut found = ordered(filtered(scope, filter));
    if let Some((at, id)) = after {
        let same = Condition::all().add(Column::CreatedAt.eq(at)).add(Column::Id.lt(id));
        found = found.filter(Condition::any().add(Column::CreatedAt.lt(at)).add(same));
    }
    Ok(found.limit(size).all(db).await?)
}

/// The kinds of business there are within a scope, for choosing one: the most frequent `most`.
///
/// # Errors
/// When the database fails.
pub async fn businesses(db: &impl ConnectionTrait, scope: &Scope, most: u64) -> Outcome<Vec<String>> {
    let found = scoped(scope)
        .select_only()
        .column(Column::Business)
        .group_by(Column::Business)
        .order_by_desc(Column::Id.count())
        .order_by_asc(Column::Business)
        .limit(most);
    Ok(found.into_tuple().all(db).await?)
}

/// The tenants of a park with these credit codes, by code.
///
/// # Errors
/// When the database fails.
pub(super) async fn by_code(
    db: &impl ConnectionTrait,
    park: Uuid,
    codes: &[&str],
) -> Outcome<HashMap<String, Model>> {
    let mut known = HashMap::new();
    for some in codes.chunks(1_000) {
        let found = Entity::find()
            .filter(Column::ParkId.eq(park))
            .filter(Column::Uscc.is_in(some.iter().copied()))
            .all(db)
            .await?;
        known.extend(found.into_iter().map(|row| (row.uscc.clone(), row)));
    }
    Ok(known)
}

/// The row of a platform's enterprise in a park's register, while it is in the park: known by its credit code.
///
/// # Errors
/// [`crate::Refusal::NotFound`] when there is no such enterprise.
pub async fn of_enterprise(
    db: &impl ConnectionTrait,
    park: Uuid,
    enterprise: Uuid,
) -> Outcome<Option<Model>> {
    let asks = enterprise::find::one(db, enterprise).await?;
    let found = Entity::find()
        .filter(Column::ParkId.eq(park))
        .filter(Column::Uscc.eq(asks.uscc))
        .filter(Column::State.eq(State::Present.word()));
    Ok(found.one(db).await?)
}

/// How many enterprises are in a park.
///
/// # Errors
/// When the database fails.
pub async fn present(db: &impl ConnectionTrait, park: Uuid) -> Outcome<u64> {
    let found =
        Entity::find().filter(Column::ParkId.eq(park)).filter(Column::State.eq(State::Present.word()));
    Ok(found.count(db).await?)
}

async fn lines(db: &impl ConnectionTrait, rows: Vec<Model>) -> Outcome<Vec<Line>> {
    let known = register::by_code(db, rows.iter().map(|row| row.uscc.as_str())).await?;
    let line = |row: Model| {
        let name = known.get(&row.uscc);
        Line {
            registered: name.is_some(),
            differs: name.is_some_and(|name| *name != row.name),
            doubtful: !Uscc::read(&row.uscc).is_ok_and(|code| code.is_sound()),
            row,
        }
    };
    Ok(rows.into_iter().map(line).collect())
}

fn scoped(scope: &Scope) -> Select<Entity> {
    match scope {
        Scope::Park(id) => Entity::find().filter(Column::ParkId.eq(*id)),
        Scope::Regions(None) => Entity::find(),
        Scope::Regions(Some(regions)) => {
            let here = provider::model::Entity::find()
                .select_only()
                .column(provider::model::Column::Id)
                .filter(provider::model::Column::Region.is_in(regions.iter().map(String::as_str)))
                .into_query();
            Entity::find().filter(Column::ParkId.in_subquery(here))
        }
    }
}

fn filtered(scope: &Scope, filter: &Filter) -> Select<Entity> {
    let mut found = scoped(scope);
    if let Some(state) = filter.state {
        found = found.filter(Column::State.eq(state.word()));
    }
    if let Some(park) = filter.park {
        found = found.filter(Column::ParkId.eq(park));
    }
    for (text, rule) in [
        (filter.business.trim(), Column::Business.eq(filter.business.trim())),
        (filter.from.trim(), Column::EnteredOn.gte(filter.from.trim())),
        (filter.until.trim(), Column::EnteredOn.lte(filter.until.trim())),
    ] {
        if !text.is_empty() {
            found = found.filter(rule);
        }
    }
    let words = filter.words.trim();
    if words.is_empty() {
        return found;
    }
    let mut any = Condition::any()
        .add(holds(Column::Name, words))
        .add(holds(Column::Uscc, words))
        .add(holds(Column::Business, words));
    if matches!(scope, Scope::Park(_)) {
        any = any.add(holds(Column::ContactName, words)).add(holds(Column::ContactPhone, words));
    }
    found.filter(any)
}

fn ordered(found: Select<Entity>) -> Select<Entity> {
    found.order_by_desc(Column::CreatedAt).order_by_desc(Column::Id)
}
