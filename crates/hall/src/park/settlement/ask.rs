//! An enterprise asks a park for a place: the first time, or again after a refusal or a withdrawal (E04).

use super::keep::{save, tell, told};
use super::model::{Column, Entity, Model, round};
use super::turn::Again;
use super::{SettlementForm, Side, State};
use crate::journal::Entry;
use crate::kernel::{
    Action, Actor, Desk, EnterpriseSeat, Member, Outcome, Refusal, Uuid, Whose, Work, expired_form, form_key,
};
use crate::park::find::{self, Shown};
use crate::park::tenant;
use crate::term;
use chrono::TimeDelta;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, QueryTrait,
};
use serde_json::Value;

/// Rounds of applications one enterprise may ask for within 24 hours: each of them calls somebody at a park.
pub const PER_DAY: u64 = 20;

/// What became of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The application.
    pub id: Uuid,
    /// 服务编号.
    pub number: String,
    /// False when this very form had been sent before.
    pub fresh: bool,
}

/// The park a form is about to be shown for.
///
/// # Errors
/// [`Refusal::NotFound`] unless it is public, [`Refusal::NotAllowed`] for one's own park, and as the policy says.
pub async fn park(desk: &Desk, actor: &Actor, id: Uuid) -> Outcome<Shown> {
    desk.may(actor, Action::Settle, &Whose::Nobody)?;
    let shown = find::show(desk.db(), id).await?;
    let own = actor.member().and_then(|member| member.enterprise.as_ref()).map(|seat| seat.id);
    not_ones_own(own, &shown)?;
    Ok(shown)
}

/// The application of an enterprise at a park that is not landed, if there is one: it waits, or it can be made again.
///
/// # Errors
/// When the database fails.
pub async fn asked_before(db: &impl ConnectionTrait, park: Uuid, enterprise: Uuid) -> Outcome<Option<Model>> {
    let found = Entity::find()
        .filter(Column::ParkId.eq(park))
        .filter(Column::EnterpriseId.eq(enterprise))
        .filter(Column::State.ne(State::Landed.word()));
    Ok(found.one(db).await?)
}

fn not_ones_own(own: Option<Uuid>, park: &Shown) -> Outcome<()> {
    if own == Some(park.provider.enterprise_id) {
        return Err(Refusal::NotAllowed("settlement-own-park"));
    }
    Ok(())
}

/// Asks a public park for a place for the enterprise the actor acts for. `key` was made when the form was shown: a form
/// sent again answers with the application it made. After a refusal or a withdrawal it is the next round under the same
/// number.
///
/// # Errors
/// [`Refusal::NotFound`] unless the park is public, [`Refusal::NotAllowed`] for one's own park, [`Refusal::Invalid`] for
/// the form, [`Refusal::OutOfTurn`] while an application waits or when the enterprise is in the park's register already,
/// [`Refusal::TooMany`] beyond [`PER_DAY`].
pub async fn ask(work: &Work, park: Uuid, key: &str, form: &SettlementForm) -> Outcome<Asked> {
    let (member, seat) = acting(work)?;
    work.may(Action::Settle, &Whose::Enterprise(seat.id))?;
    let key = form_key(key)?;
    let earlier = Entity::find()
        .filter(Column::AccountId.eq(member.account))
        .filter(Column::FormKey.eq(&key))
        .one(work.db())
        .await?;
    match earlier {
        Some(made) if made.park_id == park && made.enterprise_id == seat.id => {
            return Ok(Asked { id: made.id, number: made.number, fresh: false });
        }
        Some(_) => return Err(expired_form()),
        None => {}
    }
    let shown = find::show(work.db(), park).await?;
    not_ones_own(Some(seat.id), &shown)?;
    let zone = &work.desk().zone;
    let today = zone.day(work.now());
    let asking = form.check(today)?;
    if tenant::find::of_enterprise(work.db(), park, seat.id).await?.is_some() {
        return Err(Refusal::OutOfTurn("settlement-is-tenant"));
    }
    within_budget(work, seat.id).await?;
    let calendar = term::calendar::from(work.db(), today).await?;
    let due = calendar.due(work.now(), zone.limits.settlement_days, zone.timezone);
    let (by, park_name) = (member.account, shown.park.park_name);
    if let Some(before) = asked_before(work.db(), park, seat.id).await? {
        let again = Again { asking, park_name, by, form_key: key, at: work.now(), due };
        let (over, after) = before.clone().again(again)?;
        work.add(over).await?;
        tell(work, Side::Park, &after, "settlement-asked").await?;
        let asked = Asked { id: after.id, number: after.number.clone(), fresh: true };
        save(work, "settlement.asked-again", &before, after).await?;
        return Ok(asked);
    }
    let serial = work.count_up(&format!("settlement-{today}")).await?;
    let row = Model {
        id: work.id(),
        number: format!("{}-R-{}-{serial:04}", zone.number_prefix, today.format("%Y%m%d")),
        round: 1,
        park_id: park,
        enterprise_id: seat.id,
        account_id: by,
        state: State::Pending.word().to_owned(),
        park_name,
        business: asking.business,
        staff: asking.staff,
        investment: asking.investment,
        area: asking.area,
        wanted_on: asking.wanted_on,
        remarks: asking.remarks,
        contact_name: asking.contact_name,
        contact_phone: asking.contact_phone,
        form_key: key,
        version: 1,
        created_at: work.now(),
        asked_at: work.now(),
        updated_at: work.now(),
        due_at: due,
        decided_at: None,
        decided_by: None,
        reason: None,
        reminded_at: None,
    };
    work.add(row.clone()).await?;
    let entry = Entry::new("settlement.asked", "settlement", row.id).of(seat.id);
    work.journal(entry.changes(&Value::Null, &told(&row))).await?;
    tell(work, Side::Park, &row, "settlement-asked").await?;
    Ok(Asked { id: row.id, number: row.number, fresh: true })
}

fn acting(work: &Work) -> Outcome<(&Member, &EnterpriseSeat)> {
    let member = work.actor().member().ok_or(Refusal::LoginFirst)?;
    let seat = member.enterprise.as_ref().ok_or(Refusal::NotAllowed("needs-enterprise"))?;
    Ok((member, seat))
}

/// Every round counts, those that are over too: each of them called somebody at a park.
async fn within_budget(work: &Work, enterprise: Uuid) -> Outcome<()> {
    let since = work.now() - TimeDelta::days(1);
    let own = Entity::find().filter(Column::EnterpriseId.eq(enterprise));
    let ids = own.clone().select_only().column(Column::Id).into_query();
    let over = round::Entity::find()
        .filter(round::Column::SettlementId.in_subquery(ids))
        .filter(round::Column::AskedAt.gt(since));
    let recent =
        own.filter(Column::AskedAt.gt(since)).count(work.db()).await? + over.count(work.db()).await?;
    if recent < PER_DAY {
        return Ok(());
    }
    Err(Refusal::TooMany { until: work.now() + TimeDelta::hours(1), key: "settlement-too-many" })
}
