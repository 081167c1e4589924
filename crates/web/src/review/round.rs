//! One round: the proposal beside what changed, the rules it must meet, flags, remarks, and what was decided before.

use super::view::{self, Beside, FieldView, RoundView};
use crate::page::{Answer, Page};
use axum::extract::Path;
use axum::http::StatusCode;
use hall::kernel::Uuid;
use hall::review::model::Model as Round;
use hall::review::{Decision, PHRASES, Remark, SAID_LIMIT, Said, Scope, State, Subject, find};
use hall::term::calendar;
use hall::{FieldError, Refusal, news, provider};
use minijinja::value::Serde;
use minijinja::{Value, context};
use serde_json::json;

/// How many earlier decisions about the same enterprise are shown.
const MEMORY: u64 = 5;

pub(crate) async fn show(page: Page, Path(id): Path<Uuid>) -> Answer {
    let round = find::one(page.desk().db(), &Scope::of_reviewer(page.actor()), id).await?;
    let context = page_of(&page, &round, &round.remarks()?, &Said::default()).await?;
    page.show("review/show.html", context).await
}

/// The same page again with what was typed and what must change.
pub(super) async fn again(page: &Page, id: Uuid, decision: &Decision, errors: &[FieldError]) -> Answer {
    let round = find::one(page.desk().db(), &Scope::of_reviewer(page.actor()), id).await?;
    let (remarks, reason) = match decision {
        Decision::Reject { reason, remarks } => (remarks.clone(), reason.clone()),
        Decision::Approve => (Vec::new(), Said::default()),
    };
    let context = page_of(page, &round, &remarks, &reason).await?;
    page.again("review/show.html", context, errors).await
}

/// Everything the page of a round shows.
async fn page_of(page: &Page, round: &Round, remarks: &[Remark], reason: &Said) -> Result<Value, Refusal> {
    let (db, scope) = (page.desk().db(), Scope::of_reviewer(page.actor()));
    let subject = round.subject()?;
    let calendar = calendar::load(db).await?;
    let history = find::history(db, subject, round.subject_id).await?;
    let earlier = history.iter().filter(|other| other.round < round.round);
    let last = earlier.clone().next();
    let approved = earlier.clone().find(|other| other.state == State::Approved.word());
    let (base, before) = match (approved, last) {
        (Some(approved), _) => ("approved", Some(approved)),
        (None, Some(last)) => ("last", Some(last)),
        (None, None) => ("", None),
    };
    let beside = Beside {
        before: before.map(|before| before.proposal.as_str()),
        flags: round.flags()?,
        last: last.map(Round::remarks).transpose()?.unwrap_or_default(),
        remarks: remarks.to_vec(),
    };
    let fields = view::fields(page, subject, &round.proposal, &beside)?;
    let about = find::decided_about(db, &scope, round.enterprise_id, MEMORY + 1).await?;
    let about: Vec<Round> =
        about.into_iter().filter(|other| other.id != round.id).take(MEMORY as usize).collect();
    let names = hall::enterprise::register::names(db, [round.enterprise_id]).await?;
    let mut shown = view::round(page, &calendar, round)?;
    shown.enterprise = names.into_iter().next().map(|(_, name)| name).unwrap_or_default();
    shown.who = signed(page, std::slice::from_ref(round)).await?.into_iter().next().flatten();
    let limits = &page.desk().zone.limits;
    let kind = match subject {
        Subject::Provider => Some(round.proposal::<provider::Proposal>()?.kind),
        Subject::Product | Subject::News => None,
    };
    Ok(context! {
        where => "office",
        round => Serde(shown),
        base,
        changed => view::changed(&fields),
        fields => Serde(fields),
        history => Serde(views(page, &calendar, &history).await?),
        about => Serde(views(page, &calendar, &about).await?),
        can_decide => round.is_pending() && !is_own(page, round)?,
        own => round.is_pending() && is_own(page, round)?,
        phrases => PHRASES,
        reason => Serde(reason),
        said_limit => SAID_LIMIT,
        rule => Serde(json!({
            "name": limits.enterprise_name,
            "person": provider::PERSON_LIMIT,
            "address": provider::ADDRESS_LIMIT,
            "phone": provider::PHONE_LIMIT,
            "introduction": provider::introduction_limit(kind),
            "title": news::TITLE_LIMIT,
            "summary": news::SUMMARY_LIMIT,
            "text": news::TEXT_LIMIT,
        })),
    })
}

/// Whether the official stands on the other side of this round too.
fn is_own(page: &Page, round: &Round) -> Result<bool, Refusal> {
    let member = page.member()?;
    let represents = member.enterprise.as_ref().is_some_and(|seat| seat.id == round.enterprise_id);
    Ok(represents || member.account == round.submitted_by)
}

async fn views(
    page: &Page,
    calendar: &hall::term::Calendar,
    rows: &[Round],
) -> Result<Vec<RoundView>, Refusal> {
    let signed = signed(page, rows).await?;
    let mut shown = Vec::new();
    for (row, who) in rows.iter().zip(signed) {
        shown.push(RoundView { who, ..view::round(page, calendar, row)? });
    }
    Ok(shown)
}

/// Who decided each round, by name: officials see each other's names, applicants do not.
async fn signed(page: &Page, rows: &[Round]) -> Result<Vec<Option<String>>, Refusal> {
    let ids: Vec<Uuid> = rows.iter().filter_map(|row| row.decided_by).collect();
    let names = hall::account::find::names(page.desk().db(), &ids).await?;
    let name =
        |row: &Round| names.iter().find(|(id, _)| Some(*id) == row.decided_by).map(|(_, name)| name.clone());
    Ok(rows.iter().map(name).collect())
}

/// 409: the proposal moved since the official looked (Q6), with the difference and the way to the newest version.
pub(super) async fn stale(page: &Page, id: Uuid, seen: i32) -> Answer {
    let db = page.desk().db();
    let round = find::one(db, &Scope::of_reviewer(page.actor()), id).await?;
    // A version nobody ever submitted is no reason to say more than that it moved.
    let Ok(before) = find::version(db, &round, seen).await else {
        return Err(Refusal::Stale { now: round.version }.into());
    };
    let beside = Beside { before: Some(&before.proposal), flags: round.flags()?, ..Beside::default() };
    let fields: Vec<FieldView> = view::fields(page, round.subject()?, &round.proposal, &beside)?;
    let calendar = calendar::load(db).await?;
    let context = context! {
        where => "office",
        round => Serde(view::round(page, &calendar, &round)?),
        seen,
        fields => Serde(fields),
    };
    page.show_status(StatusCode::CONFLICT, "review/stale.html", context).await
}

/// 409: somebody else decided, or the enterprise withdrew.
pub(super) async fn over(page: &Page, id: Uuid) -> Answer {
    let db = page.desk().db();
    let round = find::one(db, &Scope::of_reviewer(page.actor()), id).await?;
    let calendar = calendar::load(db).await?;
    let mut shown = view::round(page, &calendar, &round)?;
    shown.who = signed(page, std::slice::from_ref(&round)).await?.into_iter().next().flatten();
    let context = context! { where => "office", round => Serde(shown) };
    page.show_status(StatusCode::CONFLICT, "review/over.html", context).await
}
