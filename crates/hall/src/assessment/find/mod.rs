//! Reading assessments. The scope is always given: a park's own, or the regions an official assesses.

mod draft;
mod due;
mod figures;
mod objections;
mod office;
mod park;
mod rankings;

pub use draft::{Draft, draft};
pub use due::{DueFiling, Timeliness, due_filings};
pub use figures::{ParkCounts, ParkFigures, ParksFilter, parks};
pub use objections::{ObjectionDossier, ObjectionLine, objection, objections, waiting};
pub use office::{
    Case, Counts, FilingLine, Overview, PeriodLine, assessments, filing, one, period, waiting_filings,
};
pub use park::{Filter, ParkLine, mine, own, receipt, to_file};
pub use rankings::{Published, RankingFilter, RankingRow, Shown, published, rows, shown};

use super::model::{filing as filing_row, objection as objection_row, ranking, round};
use super::state::ObjectionState;
use crate::kernel::{Outcome, Uuid};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::BTreeMap;

/// The regions an official assesses; `None` stands for the whole zone. What is the whole zone's is looked after by who assesses that.
pub type Regions = Option<Vec<String>>;

/// The filings of a window, by the parks' names.
///
/// # Errors
/// When the database fails.
pub async fn filings(db: &impl ConnectionTrait, period: Uuid) -> Outcome<Vec<filing_row::Model>> {
    Ok(filing_row::Entity::find()
        .filter(filing_row::Column::PeriodId.eq(period))
        .order_by_asc(filing_row::Column::ParkName)
        .order_by_asc(filing_row::Column::Id)
        .all(db)
        .await?)
}

/// A park's filing for a window.
///
/// # Errors
/// When the database fails.
pub async fn filing_in(
    db: &impl ConnectionTrait,
    period: Uuid,
    provider: Uuid,
) -> Outcome<Option<filing_row::Model>> {
    Ok(filing_row::Entity::find()
        .filter(filing_row::Column::PeriodId.eq(period))
        .filter(filing_row::Column::ProviderId.eq(provider))
        .one(db)
        .await?)
}

/// The submissions of a filing, newest first.
///
/// # Errors
/// When the database fails.
pub async fn rounds(db: &impl ConnectionTrait, filing: Uuid) -> Outcome<Vec<round::Model>> {
    Ok(round::Entity::find()
        .filter(round::Column::FilingId.eq(filing))
        .order_by_desc(round::Column::Round)
        .all(db)
        .await?)
}

/// The newest submission of each of these filings.
pub(super) async fn newest_rounds(
    db: &impl ConnectionTrait,
    filings: &[filing_row::Model],
) -> Outcome<BTreeMap<Uuid, round::Model>> {
    let ids: Vec<Uuid> = filings.iter().filter(|filing| filing.round > 0).map(|filing| filing.id).collect();
    let mut found = BTreeMap::new();
    for ids in ids.chunks(500) {
        let rows = round::Entity::find()
            .filter(round::Column::FilingId.is_in(ids.iter().copied()))
            .order_by_asc(round::Column::Round)
            .all(db)
            .await?;
        found.extend(rows.into_iter().map(|row| (row.filing_id, row)));
    }
    Ok(found)
}

/// The newest version of a window's ranking, if it is published.
///
/// # Errors
/// When the database fails.
pub async fn newest(db: &impl ConnectionTrait, period: Uuid) -> Outcome<Option<ranking::Model>> {
    Ok(ranking::Entity::find()
        .filter(ranking::Column::PeriodId.eq(period))
        .order_by_desc(ranking::Column::Version)
        .one(db)
        .await?)
}

/// How many objections to the rankings of these windows wait.
pub(super) async fn waiting_by_period(
    db: &impl ConnectionTrait,
    periods: &[Uuid],
) -> Outcome<BTreeMap<Uuid, u64>> {
    let rows = objection_row::Entity::find()
        .filter(objection_row::Column::PeriodId.is_in(periods.iter().copied()))
        .filter(objection_row::Column::State.eq(ObjectionState::Open.word()))
        .all(db)
        .await?;
    let mut counts = BTreeMap::new();
    for row in rows {
        *counts.entry(row.period_id).or_insert(0) += 1;
    }
    Ok(counts)
}
