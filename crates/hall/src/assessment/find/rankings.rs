//! Published rankings as parks and officials read them (D06–D10). A park reads every ranking it stands in itself, whole.

use super::{Regions, newest, waiting_by_period};
use crate::assessment::model::{filing, objection, period, ranking};
use crate::assessment::rank::{Change, Entry, Snapshot};
use crate::assessment::state::{Stage, stage};
use crate::kernel::{Instant, Outcome, Page, Paging, Refusal, Uuid};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use std::collections::BTreeMap;

/// What the list is narrowed to; empty fields do not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RankingFilter {
    /// Part of 考核任务名称.
    pub words: String,
    /// `2026Q1`, or `once`.
    pub quarter: String,
    /// `park` or `base`.
    pub kind: String,
}

/// A line of 全园区/基地考核排名情况: one park in one ranking.
#[derive(Debug, Clone, Serialize)]
pub struct RankingRow {
    /// The ranking's newest version.
    pub ranking: Uuid,
    /// 考核任务名称.
    pub name: String,
    /// `2026Q1`; empty for 一次性考核任务.
    pub quarter: String,
    /// Which version.
    pub version: i32,
    /// How it stands.
    pub stage: Stage,
    /// Of how many.
    pub total: usize,
    /// The place.
    pub entry: Entry,
    /// Whether it is the reader's own.
    pub own: bool,
    /// Whether the reader can object now.
    pub may_object: bool,
}

/// One version among those of a ranking.
#[derive(Debug, Clone, Serialize)]
pub struct Published {
    /// The version.
    pub id: Uuid,
    /// Counted from 1.
    pub version: i32,
    /// When.
    pub published_at: Instant,
    /// SHA-256 of it.
    pub digest: String,
    /// What changed since the one before, and why.
    pub changes: Vec<Change>,
}

/// A published ranking with everything around it.
#[derive(Debug, Clone, Serialize)]
pub struct Shown {
    /// The version that is shown.
    pub id: Uuid,
    /// The window.
    pub period: period::Model,
    /// Everybody's points.
    pub snapshot: Snapshot,
    /// SHA-256 of it.
    pub digest: String,
    /// When it was published.
    pub published_at: Instant,
    /// The first instant at which no objection is taken.
    pub objections_until: Instant,
    /// How it stands.
    pub stage: Stage,
    /// Whether it is the newest version.
    pub is_newest: bool,
    /// All versions, newest first.
    pub versions: Vec<Published>,
    /// The reader's own park, if it stands in it.
    pub own: Option<Entry>,
    /// The reader's own objections to this ranking, newest first.
    pub objections: Vec<objection::Model>,
    /// Whether the reader can object now.
    pub may_object: bool,
}

/// Every line of every ranking a park stands in, the newest ranking first.
///
/// # Errors
/// When the database fails.
pub async fn rows(
    db: &impl ConnectionTrait,
    provider: Uuid,
    filter: &RankingFilter,
    now: Instant,
    paging: Paging,
) -> Outcome<Page<RankingRow>> {
    let words = filter.words.trim().to_lowercase();
    let mut rows = Vec::new();
    for (row, snapshot, waiting, open) in newest_of(db, provider).await? {
        let quarter = if snapshot.quarter.is_empty() { "once" } else { snapshot.quarter.as_str() };
        if !snapshot.name.to_lowercase().contains(&words)
            || !(filter.quarter.is_empty() || filter.quarter == quarter)
        {
            continue;
        }
        let stage = stage(row.objections_until, waiting, now);
        for entry in &snapshot.entries {
            if !filter.kind.is_empty() && filter.kind != entry.candidate.kind {
                continue;
            }
            let own = entry.candidate.provider == provider;
            rows.push(RankingRow {
                ranking: row.id,
                name: snapshot.name.clone(),
                quarter: snapshot.quarter.clone(),
                version: row.version,
                stage,
                total: snapshot.entries.len(),
                entry: entry.clone(),
                own,
                may_object: own && stage == Stage::Notice && !open,
            });
        }
    }
    let total = rows.len() as u64;
    let skip = usize::try_from(paging.offset()).unwrap_or(usize::MAX);
    let size = usize::try_from(paging.size).unwrap_or(usize::MAX);
    Ok(paging.page(rows.into_iter().skip(skip).take(size).collect(), total))
}

/// The newest version of each ranking a park stands in, with how many objections wait in all and whether one of its own does.
async fn newest_of(
    db: &impl ConnectionTrait,
    provider: Uuid,
) -> Outcome<Vec<(ranking::Model, Snapshot, u64, bool)>> {
    let filings = filing::Entity::find().filter(filing::Column::ProviderId.eq(provider)).all(db).await?;
    let periods: Vec<Uuid> = filings.iter().map(|filing| filing.period_id).collect();
    let all = ranking::Entity::find()
        .filter(ranking::Column::PeriodId.is_in(periods.iter().copied()))
        .order_by_asc(ranking::Column::Version)
        .all(db)
        .await?;
    let newest: BTreeMap<Uuid, ranking::Model> = all.into_iter().map(|row| (row.period_id, row)).collect();
    let waiting = waiting_by_period(db, &periods).await?;
    let own: Vec<Uuid> = own_objections(db, provider, &periods)
        .await?
        .into_iter()
        .filter(|row| row.closed_at.is_none())
        .map(|row| row.period_id)
        .collect();
    let mut found = Vec::new();
    for row in newest.into_values() {
        let snapshot = row.snapshot()?;
        // A park that was suspended when it was published is in none.
        if snapshot.entry(provider).is_some() {
            let count = waiting.get(&row.period_id).copied().unwrap_or(0);
            let open = own.contains(&row.period_id);
            found.push((row, snapshot, count, open));
        }
    }
    found.sort_by(|one, other| other.0.published_at.cmp(&one.0.published_at).then(other.0.id.cmp(&one.0.id)));
    Ok(found)
}

async fn own_objections(
    db: &impl ConnectionTrait,
    provider: Uuid,
    periods: &[Uuid],
) -> Outcome<Vec<objection::Model>> {
    Ok(objection::Entity::find()
        .filter(objection::Column::ProviderId.eq(provider))
        .filter(objection::Column::PeriodId.is_in(periods.iter().copied()))
        .order_by_desc(objection::Column::MadeAt)
        .order_by_desc(objection::Column::Number)
        .all(db)
        .await?)
}

/// One version of a ranking a park stands in.
///
/// # Errors
/// [`Refusal::NotFound`] when there is none or the park is not in it.
pub async fn shown(db: &impl ConnectionTrait, provider: Uuid, id: Uuid, now: Instant) -> Outcome<Shown> {
    let row = ranking::Entity::find_by_id(id).one(db).await?.ok_or(Refusal::NotFound)?;
    let objections = own_objections(db, provider, &[row.period_id]).await?;
    let mut shown = put_together(db, row, now).await?;
    let own = shown.snapshot.entry(provider).cloned().ok_or(Refusal::NotFound)?;
    let open = objections.iter().any(|row| row.closed_at.is_none());
    shown.may_object = shown.is_newest && shown.stage == Stage::Notice && !open;
    shown.own = Some(own);
    shown.objections = objections;
    Ok(shown)
}

/// One version of a ranking, for officials of its regions.
///
/// # Errors
/// [`Refusal::NotFound`] when there is none in these regions.
pub async fn published(
    db: &impl ConnectionTrait,
    regions: &Regions,
    id: Uuid,
    now: Instant,
) -> Outcome<Shown> {
    let row = ranking::Entity::find_by_id(id).one(db).await?.ok_or(Refusal::NotFound)?;
    super::period(db, regions, row.period_id, now).await?;
    put_together(db, row, now).await
}

async fn put_together(db: &impl ConnectionTrait, row: ranking::Model, now: Instant) -> Outcome<Shown> {
    let period = period::Entity::find_by_id(row.period_id).one(db).await?.ok_or(Refusal::NotFound)?;
    let is_newest = newest(db, row.period_id).await?.is_some_and(|newest| newest.id == row.id);
    let versions = ranking::Entity::find()
        .filter(ranking::Column::PeriodId.eq(row.period_id))
        .order_by_desc(ranking::Column::Version)
        .all(db)
        .await?;
    let versions: Outcome<Vec<Published>> = versions
        .into_iter()
        .map(|row| {
            Ok(Published {
                changes: row.changes()?,
                id: row.id,
                version: row.version,
                published_at: row.published_at,
                digest: row.digest,
            })
        })
        .collect();
    let waiting = waiting_by_period(db, &[row.period_id]).await?.get(&row.period_id).copied().unwrap_or(0);
    Ok(Shown {
        id: row.id,
        period,
        snapshot: row.snapshot()?,
        digest: row.digest,
        published_at: row.published_at,
        objections_until: row.objections_until,
        stage: stage(row.objections_until, waiting, now),
        is_newest,
        versions: versions?,
        own: None,
        objections: Vec::new(),
        may_object: false,
    })
}
