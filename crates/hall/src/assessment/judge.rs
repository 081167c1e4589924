//! An official judges a filing: it passes, or is returned with reasons (D02).

use super::exact::Exact;
use super::form::{Form, Rule};
use super::keep::{acting, facts, fresh, judged, tell_park, with};
use super::model::{filing, round};
use super::read::{Award, Awards};
use super::state::{FilingState, RoundState};
use crate::journal::Entry;
use crate::kernel::{FieldError, Fields, Outcome, Refusal, Uuid, Work};
use crate::message::Note;
use crate::review::{Remark, SAID_LIMIT, Said};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;

/// Points for an indicator as they are typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct AwardDraft {
    /// A number.
    pub points: String,
    /// Why.
    pub reason: String,
}

/// What an official says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judgement {
    /// 通过, with points for what no formula measures.
    Pass(BTreeMap<String, AwardDraft>),
    /// 未通过.
    Return {
        /// Why (1.15.6: every refusal has a reason).
        reason: String,
        /// What is wrong with single indicators.
        remarks: BTreeMap<String, String>,
    },
}

/// Judges the submission that was seen. The park is told.
///
/// # Errors
/// [`Refusal::NotFound`] for another region's, [`Refusal::NotAllowed`] for one's own park, [`Refusal::OutOfTurn`] when nothing waits,
/// [`Refusal::Stale`] when the park filed again or somebody else decided, [`Refusal::Invalid`] for what is typed.
pub async fn judge(work: &Work, id: Uuid, seen: i32, judgement: &Judgement) -> Outcome<()> {
    let (assessment, period, before) = judged(work, id).await?;
    if before.state()? != FilingState::Filed {
        return Err(Refusal::OutOfTurn("filing-not-waiting"));
    }
    fresh(seen, before.version)?;
    let form = assessment.form()?;
    let waiting = round::Entity::find()
        .filter(round::Column::FilingId.eq(id))
        .filter(round::Column::Round.eq(before.round))
        .one(work.db())
        .await?
        .ok_or_else(|| Refusal::Broken(format!("filing {id} waits without a submission")))?;
    let mut round =
        round::Model { decided_by: Some(acting(work)?.account), decided_at: Some(work.now()), ..waiting };
    let mut after = filing::Model { version: before.version + 1, updated_at: work.now(), ..before.clone() };
    let args = with(facts(&assessment, &period), &json!({ "number": round.number }));
    let (action, note) = match judgement {
        Judgement::Pass(awards) => {
            RoundState::Passed.word().clone_into(&mut round.state);
            FilingState::Passed.word().clone_into(&mut after.state);
            after.awards = serde_json::to_string(&awarded(&form, awards)?)?;
            ("filing.passed", Note::new("filing-passed", args))
        }
        Judgement::Return { reason, remarks } => {
            let (reason, remarks) = said(&form, reason, remarks)?;
            RoundState::Returned.word().clone_into(&mut round.state);
            FilingState::Returned.word().clone_into(&mut after.state);
            round.reason = Some(serde_json::to_string(&reason)?);
            round.remarks = serde_json::to_string(&remarks)?;
            let args = with(args, &json!({ "reason": reason.words }));
            ("filing.returned", Note::new("filing-returned", args))
        }
    };
    let told = |filing: &filing::Model| json!({ "state": filing.state, "awards": filing.awards });
    let entry =
        Entry::new(action, "filing", id).of(before.enterprise_id).changes(&told(&before), &told(&after));
    work.put(round).await?;
    work.put(after.clone()).await?;
    work.journal(entry).await?;
    tell_park(work, &after, note).await
}

/// Points for every indicator no formula measures, each with its reason.
fn awarded(form: &Form, typed: &BTreeMap<String, AwardDraft>) -> Outcome<Awards> {
    let mut fields = Fields::new();
    let mut kept = Awards::new();
    for indicator in form.indicators.iter().filter(|indicator| indicator.rule == Rule::Manual) {
        let draft = typed.get(&indicator.key).cloned().unwrap_or_default();
        let points = points(&mut fields, &format!("points-{}", indicator.key), &draft.points, indicator.most);
        let reason = fields.text(&format!("reason-{}", indicator.key), &draft.reason, SAID_LIMIT);
        if let Some(points) = points {
            kept.insert(indicator.key.clone(), Award { points, reason });
        }
    }
    fields.done()?;
    Ok(kept)
}

/// Points between nothing and full marks.
pub(super) fn points(fields: &mut Fields, field: &str, typed: &str, most: Exact) -> Option<Exact> {
    let points = Exact::parse(typed).filter(|points| Exact::ZERO <= *points && *points <= most);
    if points.is_none() {
        fields.add(FieldError::with(field, "award-points", json!({ "most": most.to_string() })));
    }
    points
}

fn said(form: &Form, reason: &str, typed: &BTreeMap<String, String>) -> Outcome<(Said, Vec<Remark>)> {
    let mut fields = Fields::new();
    let mut remarks = Vec::new();
    for indicator in &form.indicators {
        let Some(remark) = typed.get(&indicator.key) else { continue };
        let words = fields.text_or_none(&format!("remark-{}", indicator.key), remark, SAID_LIMIT);
        if !words.is_empty() {
            remarks.push(Remark { field: indicator.key.clone(), said: Said::words(words) });
        }
    }
    // The reason stands below the indicators.
    let words = fields.text("reason", reason, SAID_LIMIT);
    fields.done()?;
    Ok((Said::words(words), remarks))
}
