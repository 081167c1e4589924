//! Objections as officials see them: by the end of the promise.

use super::office::{Case, case, scoped};
use super::{Regions, newest};
use crate::assessment::keep::period_of;
use crate::assessment::model::{assessment, filing, objection as row, period};
use crate::assessment::rank::Snapshot;
use crate::assessment::state::ObjectionState;
use crate::kernel::{Instant, Outcome, Page, Paging, Refusal, Uuid};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Select};
use serde::Serialize;

/// An objection in a list.
#[derive(Debug, Clone, Serialize)]
pub struct ObjectionLine {
    /// The objection.
    pub objection: row::Model,
    /// The assessment's name.
    pub name: String,
    /// The park's name.
    pub park: String,
}

/// An objection with what it is about.
#[derive(Debug, Clone, Serialize)]
pub struct ObjectionDossier {
    /// The objection.
    pub objection: row::Model,
    /// The files that came with it.
    pub files: Vec<Uuid>,
    /// The filing and its points.
    pub case: Case,
    /// The ranking's newest version.
    pub snapshot: Snapshot,
}

/// Objections of these regions: those that wait by the end of the promise, or all with the newest first.
///
/// # Errors
/// When the database fails.
pub async fn objections(
    db: &impl ConnectionTrait,
    regions: &Regions,
    open: bool,
    paging: Paging,
) -> Outcome<Page<ObjectionLine>> {
    let found = in_regions(db, regions).await?;
    let found = if open {
        found.filter(row::Column::State.eq(ObjectionState::Open.word())).order_by_asc(row::Column::DueAt)
    } else {
        found.order_by_desc(row::Column::MadeAt)
    };
    let page = paging.read(found.order_by_asc(row::Column::Number), db).await?;
    let mut lines = Vec::new();
    for objection in &page.rows {
        let (_, assessment) = period_of(db, objection.period_id).await?;
        let filing =
            filing::Entity::find_by_id(objection.filing_id).one(db).await?.ok_or(Refusal::NotFound)?;
        lines.push(ObjectionLine {
            objection: objection.clone(),
            name: assessment.name,
            park: filing.park_name,
        });
    }
    Ok(page.with(lines))
}

/// How many objections of these regions wait.
///
/// # Errors
/// When the database fails.
pub async fn waiting(db: &impl ConnectionTrait, regions: &Regions) -> Outcome<u64> {
    let found = in_regions(db, regions).await?;
    Ok(found.filter(row::Column::State.eq(ObjectionState::Open.word())).count(db).await?)
}

/// One objection.
///
/// # Errors
/// [`Refusal::NotFound`] when there is none in these regions.
pub async fn objection(
    db: &impl ConnectionTrait,
    regions: &Regions,
    id: Uuid,
    now: Instant,
) -> Outcome<ObjectionDossier> {
    let objection = row::Entity::find_by_id(id).one(db).await?.ok_or(Refusal::NotFound)?;
    let (period, assessment) = period_of(db, objection.period_id).await?;
    let mine = scoped(regions).filter(assessment::Column::Id.eq(assessment.id)).count(db).await?;
    if mine == 0 {
        return Err(Refusal::NotFound);
    }
    let filing = filing::Entity::find_by_id(objection.filing_id).one(db).await?.ok_or(Refusal::NotFound)?;
    let ranking = newest(db, period.id).await?.ok_or(Refusal::NotFound)?;
    Ok(ObjectionDossier {
        files: objection.files()?,
        snapshot: ranking.snapshot()?,
        case: case(db, assessment, period, filing, now).await?,
        objection,
    })
}

async fn in_regions(db: &impl ConnectionTrait, regions: &Regions) -> Outcome<Select<row::Entity>> {
    let all = row::Entity::find();
    if regions.is_none() {
        return Ok(all);
    }
    let assessments = scoped(regions).all(db).await?;
    let periods = period::Entity::find()
        .filter(period::Column::AssessmentId.is_in(assessments.iter().map(|row| row.id)))
        .all(db)
        .await?;
    Ok(all.filter(row::Column::PeriodId.is_in(periods.iter().map(|row| row.id))))
}
