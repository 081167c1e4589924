//! What officials see of assessments: the list with figures, one with its windows, a window's filings, one filing.

use super::due::Timeliness;
use super::{Regions, filings, newest, newest_rounds, rounds};
use crate::assessment::form::Form;
use crate::assessment::model::{assessment, filing as filing_row, period as period_row, ranking, round};
use crate::assessment::read::Awards;
use crate::assessment::score::{Given, Sheet, score};
use crate::assessment::state::{FilingState, Status, status};
use crate::kernel::{Instant, Outcome, Page, Paging, Refusal, Uuid};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Select};
use serde::Serialize;

/// How the filings of a window stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Parks that are listed.
    pub parks: u64,
    /// Filed in time, whatever became of it.
    pub in_time: u64,
    /// Filed late.
    pub late: u64,
    /// Not filed.
    pub missing: u64,
    /// Wait to be judged.
    pub waiting: u64,
}

/// A window in a list.
#[derive(Debug, Clone, Serialize)]
pub struct PeriodLine {
    /// The window.
    pub period: period_row::Model,
    /// How its filings stand.
    pub counts: Counts,
    /// The newest version of its ranking, if it is published.
    pub ranking: Option<ranking::Model>,
}

/// An assessment with its windows.
#[derive(Debug, Clone, Serialize)]
pub struct Overview {
    /// The assessment.
    pub assessment: assessment::Model,
    /// What it asks.
    pub form: Form,
    /// Its windows, in order; none while it is a draft.
    pub periods: Vec<PeriodLine>,
}

/// A filing in a window's list.
#[derive(Debug, Clone, Serialize)]
pub struct FilingLine {
    /// The filing.
    pub filing: filing_row::Model,
    /// What people see of it.
    pub status: Status,
    /// Its newest submission.
    pub round: Option<round::Model>,
}

impl FilingLine {
    /// How a filing of a window stands at `now`, with its newest submission.
    pub(super) fn of(
        filing: filing_row::Model,
        round: Option<round::Model>,
        period: &period_row::Model,
        now: Instant,
    ) -> Outcome<Self> {
        let late = round.as_ref().is_some_and(|round| round.late);
        Ok(Self { status: status(filing.state()?, late, &period.window(), now), filing, round })
    }
}

/// Everything about one filing.
#[derive(Debug, Clone, Serialize)]
pub struct Case {
    /// The assessment.
    pub assessment: assessment::Model,
    /// The window.
    pub period: period_row::Model,
    /// The filing.
    pub filing: filing_row::Model,
    /// What people see of it.
    pub status: Status,
    /// What is asked.
    pub form: Form,
    /// All submissions, newest first.
    pub rounds: Vec<round::Model>,
    /// Points officials gave, with reasons.
    pub awards: Awards,
    /// What the newest submission comes to; nothing while there is none.
    pub sheet: Option<Sheet>,
}

/// Assessments of an official's regions, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn assessments(
    db: &impl ConnectionTrait,
    regions: &Regions,
    paging: Paging,
) -> Outcome<Page<Overview>> {
    let found =
        scoped(regions).order_by_desc(assessment::Column::CreatedAt).order_by_desc(assessment::Column::Id);
    let page = paging.read(found, db).await?;
    let mut shown = Vec::new();
    for row in &page.rows {
        shown.push(overview(db, row.clone()).await?);
    }
    Ok(page.with(shown))
}

/// One assessment.
///
/// # Errors
/// [`Refusal::NotFound`] when there is none in these regions.
pub async fn one(db: &impl ConnectionTrait, regions: &Regions, id: Uuid) -> Outcome<Overview> {
    let row =
        scoped(regions).filter(assessment::Column::Id.eq(id)).one(db).await?.ok_or(Refusal::NotFound)?;
    overview(db, row).await
}

/// One window with its filings.
///
/// # Errors
/// [`Refusal::NotFound`] when there is none in these regions.
pub async fn period(
    db: &impl ConnectionTrait,
    regions: &Regions,
    id: Uuid,
    now: Instant,
) -> Outcome<(Overview, PeriodLine, Vec<FilingLine>)> {
    let row = period_row::Entity::find_by_id(id).one(db).await?.ok_or(Refusal::NotFound)?;
    let overview = one(db, regions, row.assessment_id).await?;
    let line = overview.periods.iter().find(|line| line.period.id == id).cloned().ok_or(Refusal::NotFound)?;
    let all = filings(db, id).await?;
    let mut rounds = newest_rounds(db, &all).await?;
    let lines: Outcome<Vec<FilingLine>> = all
        .into_iter()
        .map(|filing| {
            let round = rounds.remove(&filing.id);
            FilingLine::of(filing, round, &row, now)
        })
        .collect();
    Ok((overview, line, lines?))
}

/// One filing, for an official.
///
/// # Errors
/// [`Refusal::NotFound`] when there is none in these regions.
pub async fn filing(db: &impl ConnectionTrait, regions: &Regions, id: Uuid, now: Instant) -> Outcome<Case> {
    let row = filing_row::Entity::find_by_id(id).one(db).await?.ok_or(Refusal::NotFound)?;
    let period = period_row::Entity::find_by_id(row.period_id).one(db).await?.ok_or(Refusal::NotFound)?;
    let owner = scoped(regions).filter(assessment::Column::Id.eq(period.assessment_id)).one(db).await?;
    case(db, owner.ok_or(Refusal::NotFound)?, period, row, now).await
}

/// How many filings wait to be judged in these regions.
///
/// # Errors
/// When the database fails.
pub async fn waiting_filings(db: &impl ConnectionTrait, regions: &Regions) -> Outcome<u64> {
    let waiting = filing_row::Entity::find().filter(filing_row::Column::State.eq(FilingState::Filed.word()));
    let Some(regions) = regions else { return Ok(waiting.count(db).await?) };
    let assessments = scoped(&Some(regions.clone())).all(db).await?;
    let periods = period_row::Entity::find()
        .filter(period_row::Column::AssessmentId.is_in(assessments.iter().map(|row| row.id)))
        .all(db)
        .await?;
    let of = filing_row::Column::PeriodId.is_in(periods.iter().map(|row| row.id));
    Ok(waiting.filter(of).count(db).await?)
}

/// Puts everything about a filing together; the caller has made sure that it may be seen.
pub(super) async fn case(
    db: &impl ConnectionTrait,
    assessment: assessment::Model,
    period: period_row::Model,
    filing: filing_row::Model,
    now: Instant,
) -> Outcome<Case> {
    let form = assessment.form()?;
    let rounds = rounds(db, filing.id).await?;
    let awards = filing.awards()?;
    let given: Given = awards.iter().map(|(key, award)| (key.clone(), award.points)).collect();
    let newest = rounds.first();
    let sheet = newest.map(|round| Ok::<_, Refusal>(score(&form, &round.answers()?, &given))).transpose()?;
    let late = newest.is_some_and(|round| round.late);
    let status = status(filing.state()?, late, &period.window(), now);
    Ok(Case { assessment, period, filing, status, form, rounds, awards, sheet })
}

pub(super) fn scoped(regions: &Regions) -> Select<assessment::Entity> {
    let all = assessment::Entity::find();
    match regions {
        None => all,
        Some(regions) => all.filter(assessment::Column::Region.is_in(regions.iter().map(String::as_str))),
    }
}

async fn overview(db: &impl ConnectionTrait, row: assessment::Model) -> Outcome<Overview> {
    let periods = period_row::Entity::find()
        .filter(period_row::Column::AssessmentId.eq(row.id))
        .order_by_asc(period_row::Column::Ordinal)
        .all(db)
        .await?;
    let mut lines = Vec::new();
    for period in periods {
        let all = filings(db, period.id).await?;
        let rounds = newest_rounds(db, &all).await?;
        let mut counts = Counts { parks: all.len() as u64, ..Counts::default() };
        for filing in &all {
            match Timeliness::of_round(rounds.get(&filing.id)) {
                Timeliness::InTime => counts.in_time += 1,
                Timeliness::Late => counts.late += 1,
                Timeliness::Missing => counts.missing += 1,
            }
            counts.waiting += u64::from(filing.state()? == FilingState::Filed);
        }
        lines.push(PeriodLine { ranking: newest(db, period.id).await?, period, counts });
    }
    Ok(Overview { form: row.form()?, assessment: row, periods: lines })
}
