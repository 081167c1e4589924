//! What a park sees of what it files (D01, D02).

use super::newest_rounds;
use super::office::{Case, case};
use crate::assessment::model::{assessment, filing, period, round};
use crate::assessment::state::{FilingState, Status, may_file, status};
use crate::kernel::{Instant, Outcome, Page, Paging, Refusal, Uuid};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use std::collections::BTreeMap;

/// What the list is narrowed to; empty fields do not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// In which status.
    pub status: Option<Status>,
    /// Part of the assessment's name.
    pub words: String,
}

/// A line of 考核填报列表.
#[derive(Debug, Clone, Serialize)]
pub struct ParkLine {
    /// The filing.
    pub filing: filing::Model,
    /// 考核评估项目名称.
    pub name: String,
    /// The window.
    pub period: period::Model,
    /// 填报状态.
    pub status: Status,
    /// 未通过原因: why the newest submission was returned.
    pub reason: Option<String>,
    /// Whether a submission is taken now.
    pub may_file: bool,
}

/// A park's filings: what it must do first, the soonest due before the others; what is done last, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn mine(
    db: &impl ConnectionTrait,
    provider: Uuid,
    filter: &Filter,
    now: Instant,
    paging: Paging,
) -> Outcome<Page<ParkLine>> {
    let mut lines = lines(db, provider, now).await?;
    let words = filter.words.trim().to_lowercase();
    lines.retain(|line| {
        filter.status.is_none_or(|status| line.status == status) && line.name.to_lowercase().contains(&words)
    });
    lines.sort_by_key(|line| {
        let done = !matches!(line.status, Status::Open | Status::Overdue | Status::Returned | Status::Early);
        let early = line.status == Status::Early;
        let due = line.period.due_at.timestamp();
        (done, early, if done { -due } else { due }, line.filing.id)
    });
    let total = lines.len() as u64;
    let skip = usize::try_from(paging.offset()).unwrap_or(usize::MAX);
    let size = usize::try_from(paging.size).unwrap_or(usize::MAX);
    Ok(paging.page(lines.into_iter().skip(skip).take(size).collect(), total))
}

/// How many filings of a park wait for it: open, overdue or returned.
///
/// # Errors
/// When the database fails.
pub async fn to_file(db: &impl ConnectionTrait, provider: Uuid, now: Instant) -> Outcome<u64> {
    let lines = lines(db, provider, now).await?;
    let waits = |line: &&ParkLine| {
        line.may_file && matches!(line.status, Status::Open | Status::Overdue | Status::Returned)
    };
    Ok(lines.iter().filter(waits).count() as u64)
}

async fn lines(db: &impl ConnectionTrait, provider: Uuid, now: Instant) -> Outcome<Vec<ParkLine>> {
    let found = filing::Entity::find()
        .filter(filing::Column::ProviderId.eq(provider))
        .find_also_related(period::Entity)
        .all(db)
        .await?;
    let ids = found.iter().filter_map(|(_, period)| Some(period.as_ref()?.assessment_id));
    let names = assessment::Entity::find().filter(assessment::Column::Id.is_in(ids)).all(db).await?;
    let names: BTreeMap<Uuid, String> = names.into_iter().map(|row| (row.id, row.name)).collect();
    let filings: Vec<filing::Model> = found.iter().map(|(filing, _)| filing.clone()).collect();
    let rounds = newest_rounds(db, &filings).await?;
    let mut lines = Vec::new();
    for (filing, period) in found {
        // Both are there by foreign key.
        let Some(period) = period else { continue };
        let Some(name) = names.get(&period.assessment_id) else { continue };
        let (round, state) = (rounds.get(&filing.id), filing.state()?);
        let late = round.is_some_and(|round| round.late);
        let said = match round.filter(|_| state == FilingState::Returned) {
            Some(round) => round.reason()?.map(|said| said.words),
            None => None,
        };
        lines.push(ParkLine {
            status: status(state, late, &period.window(), now),
            may_file: may_file(state, &period.window(), now),
            name: name.clone(),
            reason: said,
            filing,
            period,
        });
    }
    Ok(lines)
}

/// One filing of a park.
///
/// # Errors
/// [`Refusal::NotFound`] when there is none or it is another park's.
pub async fn own(db: &impl ConnectionTrait, provider: Uuid, id: Uuid, now: Instant) -> Outcome<Case> {
    let row = filing::Entity::find_by_id(id).filter(filing::Column::ProviderId.eq(provider)).one(db).await?;
    let row = row.ok_or(Refusal::NotFound)?;
    let (period, assessment) = crate::assessment::keep::period_of(db, row.period_id).await?;
    case(db, assessment, period, row, now).await
}

/// The newest submission of a park's filing, for its receipt (回执).
///
/// # Errors
/// As [`own`]; [`Refusal::NotFound`] before the first submission.
pub async fn receipt(
    db: &impl ConnectionTrait,
    provider: Uuid,
    id: Uuid,
    now: Instant,
) -> Outcome<(Case, round::Model)> {
    let case = own(db, provider, id, now).await?;
    let round = case.rounds.first().cloned().ok_or(Refusal::NotFound)?;
    Ok((case, round))
}
