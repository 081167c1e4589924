//! An enterprise books a product (F19).

use super::keep::{acting, named, seen_at};
use super::model::{Column, Entity, Model};
use super::offer::{Offer, public};
use super::{BookingForm, Side, State};
use crate::journal::Entry;
use crate::kernel::{Action, Actor, Desk, Outcome, Refusal, Uuid, Whose, Work, expired_form, form_key};
use crate::message::Note;
use crate::{enterprise, file, term};
use chrono::TimeDelta;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};

/// Bookings one enterprise may make within 24 hours: each of them calls somebody at a provider.
pub const PER_DAY: u64 = 50;

/// What became of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booked {
    /// The booking.
    pub id: Uuid,
    /// 服务编号.
    pub number: String,
    /// False when this very form had been sent before: the same booking is answered.
    pub fresh: bool,
}

/// The product a booking form is about to be shown for.
///
/// # Errors
/// [`Refusal::NotFound`] unless it is public, [`Refusal::NotAllowed`] for one's own product, and as the policy says.
pub async fn offered(desk: &Desk, actor: &Actor, offering: Uuid) -> Outcome<Offer> {
    desk.may(actor, Action::Book, &Whose::Nobody)?;
    let offer = public(desk.db(), offering).await?;
    let own = actor.member().and_then(|member| member.enterprise.as_ref()).map(|seat| seat.id);
    not_ones_own(own, &offer)?;
    Ok(offer)
}

fn not_ones_own(own: Option<Uuid>, offer: &Offer) -> Outcome<()> {
    if own == Some(offer.enterprise) { Err(Refusal::NotAllowed("booking-own-product")) } else { Ok(()) }
}

/// Books a public product for the enterprise the actor acts for. `key` was made when the form was shown: a form sent
/// again, however often and however fast, answers with the booking it made.
///
/// # Errors
/// [`Refusal::NotFound`] unless the product is public, [`Refusal::NotAllowed`] for one's own product,
/// [`Refusal::Invalid`] for the form, [`Refusal::TooMany`] beyond [`PER_DAY`].
pub async fn book(work: &Work, offering: Uuid, key: &str, form: &BookingForm) -> Outcome<Booked> {
    let (member, seat) = acting(work)?;
    work.may(Action::Book, &Whose::Enterprise(seat.id))?;
    let key = form_key(key)?;
    let earlier = Entity::find()
        .filter(Column::AccountId.eq(member.account))
        .filter(Column::FormKey.eq(&key))
        .one(work.db())
        .await?;
    match earlier {
        Some(made) if made.offering_id == offering && made.enterprise_id == seat.id => {
            return Ok(Booked { id: made.id, number: made.number, fresh: false });
        }
        Some(_) => return Err(expired_form()),
        None => {}
    }
    let offer = public(work.db(), offering).await?;
    not_ones_own(Some(seat.id), &offer)?;
    let id = work.id();
    let zone = &work.desk().zone;
    let today = zone.day(work.now());
    let booking = form.check(id, today)?;
    within_budget(work, seat.id).await?;
    let calendar = term::calendar::from(work.db(), today).await?;
    let serial = work.count_up(&format!("booking-{today}")).await?;
    let number = format!("{}-{}-{serial:04}", zone.number_prefix, today.format("%Y%m%d"));
    let row = Model {
        id,
        number: number.clone(),
        kind: "booking".to_owned(),
        offering_id: offering,
        provider_id: offer.provider,
        enterprise_id: seat.id,
        account_id: member.account,
        state: State::Pending.word().to_owned(),
        title: offer.snapshot.title.clone(),
        snapshot: serde_json::to_string(&offer.snapshot)?,
        form_key: key,
        version: 1,
        created_at: work.now(),
        updated_at: work.now(),
        due_at: calendar.due(work.now(), zone.limits.booking_days, zone.timezone),
        answered_at: None,
        answer_seen_at: None,
        closed_at: None,
        closed_side: None,
        reason: None,
        reminded_at: None,
    };
    // Contact data stays out of the journal, which forgets nothing.
    let told = json!({
        "number": number, "title": row.title, "offering": offering, "cargo": booking.cargo,
        "quantity": booking.quantity, "weight_kg": booking.weight_kg, "volume_m3": booking.volume_m3,
        "ready_on": booking.ready_on, "origin": booking.origin, "due_at": row.due_at,
    });
    work.add(row.clone()).await?;
    work.add(booking).await?;
    let cover: Vec<Uuid> = offer.snapshot.cover.into_iter().collect();
    file::hold(work, "booking", id, &cover).await?;
    work.journal(Entry::new("booking.made", "booking", id).of(seat.id).changes(&Value::Null, &told)).await?;
    // Everybody's name is known: it stands in the seat and in the offer.
    let note = Note::new("booking-made", named(&row, &seat.name, &offer.snapshot.provider));
    enterprise::tell(work, offer.enterprise, &note.link(seen_at(Side::Provider, id))).await?;
    Ok(Booked { id, number, fresh: true })
}

async fn within_budget(work: &Work, enterprise: Uuid) -> Outcome<()> {
    let since = work.now() - TimeDelta::days(1);
    let recent =
        Entity::find().filter(Column::EnterpriseId.eq(enterprise)).filter(Column::CreatedAt.gt(since));
    if recent.count(work.db()).await? < PER_DAY {
        return Ok(());
    }
    Err(Refusal::TooMany { until: work.now() + TimeDelta::hours(1), key: "booking-too-many" })
}
