//! What every verb does around its rule: load what the actor may work on, keep what became of it, tell the other side.

use super::model::{assessment, filing, period};
use crate::account::tell_officials;
use crate::kernel::{Action, Member, Outcome, Refusal, Role, Uuid, Whose, Work};
use crate::message::Note;
use crate::{enterprise, provider};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel};
use serde_json::{Value, json};

/// An assessment the actor may work on as an official.
///
/// # Errors
/// [`Refusal::NotFound`] when there is none or it is another region's, and as the policy says.
pub(super) async fn kept(work: &Work, id: Uuid) -> Outcome<assessment::Model> {
    work.may(Action::Assess, &Whose::Nobody)?;
    let found = assessment::Entity::find_by_id(id).one(work.db()).await?.ok_or(Refusal::NotFound)?;
    work.may(Action::Assess, &Whose::Region(found.region.clone()))?;
    Ok(found)
}

/// A window and its assessment, for an official.
///
/// # Errors
/// As [`kept`].
pub(super) async fn kept_period(work: &Work, id: Uuid) -> Outcome<(assessment::Model, period::Model)> {
    work.may(Action::Assess, &Whose::Nobody)?;
    let (period, assessment) = period_of(work.db(), id).await?;
    work.may(Action::Assess, &Whose::Region(assessment.region.clone()))?;
    Ok((assessment, period))
}

/// A filing with its window and assessment, for an official who does not stand on its side too.
///
/// # Errors
/// As [`kept`]; [`Refusal::NotAllowed`] for one's own park.
pub(super) async fn judged(
    work: &Work,
    id: Uuid,
) -> Outcome<(assessment::Model, period::Model, filing::Model)> {
    work.may(Action::Assess, &Whose::Nobody)?;
    let filing = filing::Entity::find_by_id(id).one(work.db()).await?.ok_or(Refusal::NotFound)?;
    let (assessment, period) = kept_period(work, filing.period_id).await?;
    not_ones_own(acting(work)?, filing.enterprise_id)?;
    Ok((assessment, period, filing))
}

/// Nobody judges their own park.
pub(super) fn not_ones_own(member: &Member, enterprise: Uuid) -> Outcome<()> {
    let own = member.enterprise.as_ref().is_some_and(|seat| seat.id == enterprise);
    if own { Err(Refusal::NotAllowed("assessment-own")) } else { Ok(()) }
}

/// A filing of one's own park with its window and assessment.
///
/// # Errors
/// [`Refusal::NotFound`] when there is none or it is another park's, and as the policy says.
pub(super) async fn own(work: &Work, id: Uuid) -> Outcome<(assessment::Model, period::Model, filing::Model)> {
    work.may(Action::FileAssessments, &Whose::Nobody)?;
    let filing = filing::Entity::find_by_id(id).one(work.db()).await?.ok_or(Refusal::NotFound)?;
    work.may(Action::FileAssessments, &Whose::Provider(filing.provider_id))?;
    let (period, assessment) = period_of(work.db(), filing.period_id).await?;
    Ok((assessment, period, filing))
}

/// A window and its assessment, whoever asks.
pub(super) async fn period_of(
    db: &impl ConnectionTrait,
    id: Uuid,
) -> Outcome<(period::Model, assessment::Model)> {
    let period = period::Entity::find_by_id(id).one(db).await?.ok_or(Refusal::NotFound)?;
    let assessment = assessment::Entity::find_by_id(period.assessment_id).one(db).await?;
    Ok((period, assessment.ok_or(Refusal::NotFound)?))
}

/// The person who acts.
pub(super) fn acting(work: &Work) -> Outcome<&Member> {
    work.actor().member().ok_or(Refusal::LoginFirst)
}

/// Refuses what was done on an older version.
pub(super) fn fresh(seen: i32, now: i32) -> Outcome<()> {
    if seen == now { Ok(()) } else { Err(Refusal::Stale { now }) }
}

/// What every message about a window is filled with.
pub(super) fn facts(assessment: &assessment::Model, period: &period::Model) -> Value {
    json!({
        "name": assessment.name, "opens": period.opens_on, "due": period.due_on, "lock": period.lock_on,
    })
}

/// The same with what else is told.
pub(super) fn with(mut facts: Value, more: &Value) -> Value {
    if let (Some(facts), Some(more)) = (facts.as_object_mut(), more.as_object()) {
        facts.extend(more.clone());
    }
    facts
}

/// Tells the people of a park; the note leads to its filing.
pub(super) async fn tell_park(work: &Work, filing: &filing::Model, note: Note) -> Outcome<()> {
    let note = if note.link.is_some() { note } else { note.link(format!("/desk/assessments/{}", filing.id)) };
    enterprise::tell(work, filing.enterprise_id, &note).await
}

/// Tells the officials who look after an assessment.
pub(super) async fn tell_assessors(work: &Work, assessment: &assessment::Model, note: &Note) -> Outcome<()> {
    tell_officials(work, Role::Assessor, &assessment.region, note).await
}

/// Whether a park's provider is active: who is suspended cannot enter the desk.
pub(super) async fn is_active(db: &impl ConnectionTrait, id: Uuid) -> Outcome<bool> {
    let found = provider::model::Entity::find_by_id(id).one(db).await?;
    Ok(found.is_some_and(|provider| provider.is_active()))
}

impl Work {
    /// Writes a changed row with every column.
    pub(super) async fn put<M, A>(&self, model: M) -> Outcome<()>
    where
        M: IntoActiveModel<A>,
        A: ActiveModelTrait + sea_orm::ActiveModelBehavior + Send,
        <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
    {
        model.into_active_model().reset_all().update(self.db()).await?;
        Ok(())
    }
}
