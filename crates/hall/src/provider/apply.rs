//! What an approval does: the proposal becomes the provider, or the provider's new content.

use super::model::{Model, industry, park};
use super::park::ParkDetails;
use super::{Approved, Kind, Proposal, Standing, approved};
use crate::enterprise;
use crate::file;
use crate::journal::Entry;
use crate::kernel::{Outcome, Refusal, Uuid, Work};
use crate::review;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::{Value, json};

/// Applies an approved round in the same work; only `decide.rs` calls it. Returns the provider.
///
/// # Errors
/// [`Refusal::OutOfTurn`] when the enterprise became another kind of provider meanwhile.
pub(crate) async fn apply(work: &Work, round: &review::model::Model) -> Outcome<Uuid> {
    let proposal: Proposal = round.proposal()?;
    let before = approved(work.db(), round.subject_id).await?;
    let kept = before.as_ref().map(|there| &there.provider);
    if kept.is_some_and(|there| Kind::of(&there.kind) != Some(proposal.kind)) {
        return Err(Refusal::OutOfTurn("provider-one-kind"));
    }
    let region = enterprise::find::one(work.db(), round.subject_id).await?.region;
    let id = kept.map_or_else(|| work.id(), |there| there.id);
    let details = proposal.park.as_ref();
    let shows_tenants =
        before.as_ref().and_then(|there| there.park.as_ref()).is_some_and(|park| park.shows_tenants);
    let park = details.map(|park| row(id, park, shows_tenants)).transpose()?;
    let provider = Model {
        id,
        enterprise_id: round.subject_id,
        kind: proposal.kind.word().to_owned(),
        name: proposal.name,
        uscc: proposal.uscc,
        legal_representative: proposal.legal_representative,
        contact_name: proposal.contact_name,
        contact_phone: proposal.contact_phone,
        address: proposal.address,
        introduction: proposal.introduction,
        logo: proposal.logo,
        licence: proposal.licence,
        region,
        state: kept.map_or_else(|| Standing::Active.word().to_owned(), |there| there.state.clone()),
        approved_at: work.now(),
        created_at: kept.map_or(work.now(), |there| there.created_at),
        version: kept.map_or(1, |there| there.version + 1),
    };
    let after = Approved { provider, park };
    keep(work, kept.is_some(), &after).await?;
    show(work, before.as_ref(), &after).await?;
    let action = if kept.is_some() { "provider.changed" } else { "provider.approved" };
    let entry = Entry::new(action, "provider", id).of(after.provider.enterprise_id);
    work.journal(entry.changes(&told(before.as_ref())?, &told(Some(&after))?)).await?;
    Ok(id)
}

fn row(id: Uuid, details: &ParkDetails, shows_tenants: bool) -> Outcome<park::Model> {
    Ok(park::Model {
        provider_id: id,
        park_kind: details.park_kind.word().to_owned(),
        park_name: details.park_name.clone(),
        district: details.district.clone(),
        site: details.site.clone(),
        area: details.area,
        industries: serde_json::to_string(&details.industries)?,
        policies: details.policies.clone(),
        pictures: serde_json::to_string(&details.pictures)?,
        shows_tenants,
    })
}

async fn keep(work: &Work, known: bool, after: &Approved) -> Outcome<()> {
    if known {
        after.provider.clone().into_active_model().reset_all().update(work.db()).await?;
    } else {
        work.add(after.provider.clone()).await?;
    }
    let Some(park) = &after.park else { return Ok(()) };
    if known {
        park.clone().into_active_model().reset_all().update(work.db()).await?;
    } else {
        work.add(park.clone()).await?;
    }
    industry::Entity::delete_many()
        .filter(industry::Column::ProviderId.eq(park.provider_id))
        .exec(work.db())
        .await?;
    for industry in park.industries()? {
        work.add(industry::Model { provider_id: park.provider_id, industry }).await?;
    }
    Ok(())
}

/// Everybody sees logo and pictures; the licence only the enterprise and the reviewers.
async fn show(work: &Work, before: Option<&Approved>, after: &Approved) -> Outcome<()> {
    let (id, public) = (after.provider.id, after.public_files()?);
    let held: Vec<Uuid> = public.iter().copied().chain([after.provider.licence]).collect();
    file::hold(work, "provider", id, &held).await?;
    let old = before.map(Approved::public_files).transpose()?.unwrap_or_default();
    let gone: Vec<Uuid> = old.into_iter().filter(|file| !public.contains(file)).collect();
    file::publish(work, &gone, false).await?;
    file::publish(work, &public, after.provider.is_active()).await
}

fn told(approved: Option<&Approved>) -> Outcome<Value> {
    let Some(approved) = approved else { return Ok(Value::Null) };
    let mut told = serde_json::to_value(&approved.provider)?;
    if let (Some(park), Value::Object(told)) = (&approved.park, &mut told) {
        told.extend([("park".to_owned(), json!(park))]);
    }
    Ok(told)
}
