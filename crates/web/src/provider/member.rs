//! 完善服务商信息: where the enterprise applies, follows the answer and changes what was approved. A park finds the same
//! case on its desk, as 信息维护 (E01).

use super::form::{self, Arrived};
use crate::gallery;
use crate::page::{Answer, Form, Page};
use crate::review::view::{self, Beside, RoundView};
use hall::file::Slot;
use hall::provider::{self, Case, Draft, Kind, ParkKind, Proposal, park};
use hall::review::model::Model as Round;
use hall::review::{Remark, State, Subject, Submitted};
use hall::term::calendar;
use hall::{FieldError, Refusal};
use minijinja::value::Serde;
use minijinja::{Value, context};
use serde_json::json;

/// Where the case is looked at: in the user centre, or on a park's desk.
fn base(page: &Page) -> &'static str {
    if page.visit().path.starts_with("/desk/") { "/desk/park" } else { "/my/provider" }
}

/// The page: how the case stands, then the form, or what was submitted while it waits or counts.
pub(crate) async fn show(page: Page) -> Answer {
    let case = provider::case(page.desk(), page.actor()).await?;
    let context = page_of(&page, &case, case.draft.clone(), is_open(&case)?).await?;
    page.show("provider/show.html", context).await
}

/// The form for what waits or counts already; where nothing does, the case's own page has it.
pub(crate) async fn edit(page: Page) -> Answer {
    let case = provider::case(page.desk(), page.actor()).await?;
    if is_open(&case)? {
        return Ok(page.go(base(&page)));
    }
    let context = page_of(&page, &case, case.draft.clone(), true).await?;
    page.show("provider/show.html", context).await
}

/// 保存: submits for review (C07).
pub(crate) async fn save(page: Page, form: Form) -> Answer {
    let Arrived { draft, errors, arranging } = form::read(&page, &form).await?;
    if arranging {
        let case = provider::case(page.desk(), page.actor()).await?;
        let context = page_of(&page, &case, draft, true).await?;
        let context = context! { errors => Serde(errors), ..context };
        return page.show("provider/show.html", context).await;
    }
    let work = page.desk().begin(page.actor()).await?;
    let outcome = provider::submit(&work, draft.clone()).await;
    let broken = match outcome {
        Ok(submitted) if errors.is_empty() => {
            work.keep().await?;
            return Ok(page.go_saying(base(&page), flash(&submitted)));
        }
        Ok(_) => errors,
        Err(Refusal::Invalid(others)) => gallery::together(errors, others),
        Err(other) => return Err(other.into()),
    };
    drop(work);
    again(&page, draft, &broken).await
}

async fn again(page: &Page, draft: Draft, broken: &[FieldError]) -> Answer {
    let case = provider::case(page.desk(), page.actor()).await?;
    let context = page_of(page, &case, draft, true).await?;
    page.again("provider/show.html", context, broken).await
}

fn flash(submitted: &Submitted) -> &'static str {
    match submitted {
        Submitted::Round(_) => "provider-submitted",
        Submitted::Version(_) => "provider-edited",
        Submitted::Same(_) => "provider-same",
    }
}

/// 撤回.
pub(crate) async fn withdraw(page: Page, _: Form) -> Answer {
    let case = provider::case(page.desk(), page.actor()).await?;
    let round = case.newest().ok_or(Refusal::NotFound)?.id;
    let work = page.desk().begin(page.actor()).await?;
    provider::withdraw(&work, round).await?;
    work.keep().await?;
    Ok(page.go_saying(base(&page), "provider-withdrawn"))
}

/// Whether the case is the enterprise's to fill in: nothing waits and nothing counts.
fn is_open(case: &Case) -> Result<bool, Refusal> {
    Ok(!matches!(state(case)?, Some(State::Pending | State::Approved)))
}

fn state(case: &Case) -> Result<Option<State>, Refusal> {
    case.newest().map(Round::state).transpose()
}

async fn page_of(page: &Page, case: &Case, draft: Draft, open: bool) -> Result<Value, Refusal> {
    let calendar = calendar::load(page.desk().db()).await?;
    let rounds: Result<Vec<RoundView>, Refusal> =
        case.rounds.iter().map(|row| view::round(page, &calendar, row)).collect();
    let remarks: Vec<Remark> = match case.newest() {
        Some(newest) if newest.state()? == State::Rejected => newest.remarks()?,
        _ => Vec::new(),
    };
    let flags = case.newest().filter(|newest| newest.is_pending()).map(Round::flags).transpose()?;
    let written = |approved| Ok::<_, Refusal>(serde_json::to_string(&Proposal::try_from(approved)?)?);
    let approved: Option<String> = case.approved.as_ref().map(written).transpose()?;
    let submitted = match case.newest() {
        Some(newest) if newest.is_pending() => {
            let beside = Beside {
                before: approved.as_deref(),
                flags: flags.clone().unwrap_or_default(),
                ..Beside::default()
            };
            Some(view::fields(page, Subject::Provider, &newest.proposal, &beside)?)
        }
        _ => None,
    };
    let public = match &approved {
        Some(approved) if submitted.is_none() => {
            Some(view::fields(page, Subject::Provider, approved, &Beside::default())?)
        }
        _ => None,
    };
    let limits = &page.desk().zone.limits;
    let waiting = case.newest().filter(|newest| newest.is_pending());
    let waiting: Option<Proposal> = waiting.map(Round::proposal).transpose()?;
    let fixed = case.approved.as_ref().and_then(|approved| Kind::of(&approved.provider.kind));
    let fixed = fixed.or(waiting.map(|proposal| proposal.kind));
    Ok(context! {
        where => if base(page) == "/desk/park" { "desk" } else { "my" },
        // Made of our own words: its slashes need no escape.
        base => Value::from_safe_string(base(page).to_owned()),
        state => state(case)?.map_or("none", State::word),
        round => Serde(rounds.as_ref().ok().and_then(|rounds| rounds.first()).cloned()),
        rounds => Serde(rounds?),
        is_provider => case.approved.is_some(),
        is_active => case.approved.as_ref().is_some_and(|approved| approved.provider.is_active()),
        submitted => Serde(submitted),
        public => Serde(public),
        open,
        pictures => Serde(gallery::shown(page, Slot::Park, &draft.park.pictures).await?),
        industries => draft.park.industries.iter().map(|name| name.trim()).filter(|name| !name.is_empty()).collect::<Vec<_>>().join("，"),
        kind => draft.kind.as_str(),
        draft => Serde(&draft),
        locked => case.locked.clone(),
        remarks => Serde(remarks),
        // What one is, or waits to become, cannot be chosen anew.
        kinds => Serde(Kind::ALL.into_iter().filter(|kind| fixed.is_none_or(|fixed| fixed == *kind)).map(Kind::word).collect::<Vec<_>>()),
        park_kinds => ParkKind::ALL.map(ParkKind::word),
        park_slot => Serde(Slot::Park.policy()),
        most => Serde(json!({
            "name": limits.enterprise_name,
            "uscc": provider::USCC_BOX,
            "person": provider::PERSON_LIMIT,
            "address": provider::ADDRESS_LIMIT,
            "phone": provider::PHONE_LIMIT,
            "introduction": park::INTRODUCTION_LIMIT,
            "short_introduction": provider::INTRODUCTION_LIMIT,
            "introductions": Kind::ALL.map(|kind| format!("{}={}", kind.word(), provider::introduction_limit(Some(kind)))).join(" "),
            "park_name": park::NAME_LIMIT,
            "site": park::SITE_LIMIT,
            "policies": park::POLICIES_LIMIT,
            "industry": park::INDUSTRY_LIMIT,
            "industries": park::INDUSTRIES_LIMIT,
            "days": limits.upgrade_days,
        })),
        licence => Serde(Slot::Licence.policy()),
        logo => Serde(Slot::Logo.policy()),
    })
}
