//! The ranking as it would be published now, and what stands in the way.

use super::{filings, newest, newest_rounds};
use crate::assessment::answer::Answers;
use crate::assessment::model::{assessment, filing, period, round};
use crate::assessment::rank::{Candidate, Snapshot, Standing, rank, scored_values};
use crate::assessment::score::Given;
use crate::assessment::state::{FilingState, Status, status};
use crate::kernel::{Instant, Outcome, Uuid};
use crate::provider::model as provider;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::{BTreeMap, BTreeSet};

/// A ranking that is not published yet.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Draft {
    /// What would be frozen.
    pub snapshot: Snapshot,
    /// Its digest: what whoever publishes it has seen.
    pub digest: String,
    /// The key of the sentence that says why it cannot be published now.
    pub obstacle: Option<&'static str>,
}

/// The ranking of a window as it stands. Parks that are suspended are left out; who filed nothing that passed has no points.
///
/// # Errors
/// When the database fails.
pub async fn draft(
    db: &impl ConnectionTrait,
    assessment: &assessment::Model,
    period: &period::Model,
    now: Instant,
) -> Outcome<Draft> {
    let form = assessment.form()?;
    let all = filings(db, period.id).await?;
    let active = active(db, &all).await?;
    let all: Vec<filing::Model> =
        all.into_iter().filter(|filing| active.contains(&filing.provider_id)).collect();
    let rounds = newest_rounds(db, &all).await?;
    let (mut candidates, mut waits, mut unpassed) = (Vec::new(), false, false);
    for filing in all {
        let round = rounds.get(&filing.id);
        let late = round.is_some_and(|round| round.late);
        let shown = status(filing.state()?, late, &period.window(), now);
        waits |= matches!(shown, Status::Filed | Status::FiledLate);
        unpassed |= filing.state()? != FilingState::Passed;
        candidates.push(candidate(&form, filing, round, Standing::from_status(shown, late))?);
    }
    let obstacle = if newest(db, period.id).await?.is_some() {
        Some("ranking-published-already")
    } else if candidates.is_empty() {
        Some("ranking-nobody")
    } else if waits {
        Some("ranking-filings-wait")
    } else if unpassed && now < period.lock_at {
        Some("ranking-still-open")
    } else {
        None
    };
    let snapshot = Snapshot {
        name: assessment.name.clone(),
        quarter: period.quarter.clone(),
        target: assessment.target()?,
        version: 1,
        entries: rank(&form, candidates),
        form,
    };
    Ok(Draft { digest: snapshot.digest()?, snapshot, obstacle })
}

fn candidate(
    form: &crate::assessment::Form,
    filing: filing::Model,
    round: Option<&round::Model>,
    standing: Standing,
) -> Outcome<Candidate> {
    let counts = matches!(standing, Standing::InTime | Standing::Late);
    let answers = match round.filter(|_| counts) {
        Some(round) => round.answers()?,
        None => Answers::default(),
    };
    let given: Given = match counts {
        true => filing.awards()?.into_iter().map(|(key, award)| (key, award.points)).collect(),
        false => Given::new(),
    };
    Ok(Candidate {
        provider: filing.provider_id,
        park: filing.park_name,
        kind: filing.park_kind,
        standing,
        values: if counts { scored_values(form, &answers) } else { BTreeMap::new() },
        given,
    })
}

/// Which of their providers are active.
async fn active(db: &impl ConnectionTrait, filings: &[filing::Model]) -> Outcome<BTreeSet<Uuid>> {
    let found = provider::Entity::find()
        .filter(provider::Column::Id.is_in(filings.iter().map(|filing| filing.provider_id)))
        .all(db)
        .await?;
    Ok(found.into_iter().filter(provider::Model::is_active).map(|row| row.id).collect())
}
