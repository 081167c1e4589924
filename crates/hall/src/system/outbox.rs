//! What is to leave the hall: how much waits, since when, and what was given up on.

use crate::journal::Entry;
use crate::kernel::text::masked;
use crate::kernel::{Action, Actor, Desk, Instant, Outcome, Page, Paging, Refusal, Uuid, Whose, Work};
use crate::message::dispatch::{Column, Entity, Model};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, Set,
};

/// States a dispatch may be in, as the lists show them.
const STATES: [&str; 3] = ["queued", "dead", "sent"];

/// How many dispatches are in a state.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct OutboxState {
    /// `queued`, `dead` or `sent`.
    pub state: &'static str,
    /// How many.
    pub count: u64,
    /// When the oldest of them was written.
    pub oldest: Option<Instant>,
}

/// A dispatch as a system administrator sees it: without what it says, and without the whole address.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Dispatch {
    /// Id.
    pub id: Uuid,
    /// `sms`, `wechat` or `mail`.
    pub channel: String,
    /// Where to, masked.
    pub address: String,
    /// What it tells of.
    pub kind: String,
    /// `queued`, `dead` or `sent`.
    pub state: String,
    /// Tries so far.
    pub attempts: i32,
    /// Not before.
    pub next_at: Instant,
    /// What the last try said.
    pub last_error: Option<String>,
    /// When it was written.
    pub created_at: Instant,
    /// When the gateway took it.
    pub sent_at: Option<Instant>,
}

impl From<Model> for Dispatch {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            address: hidden(&row.channel, &row.address),
            channel: row.channel,
            kind: row.kind,
            state: row.state,
            attempts: row.attempts,
            next_at: row.next_at,
            last_error: row.last_error,
            created_at: row.created_at,
            sent_at: row.sent_at,
        }
    }
}

/// Enough of an address to recognise it, not enough to write there.
fn hidden(channel: &str, address: &str) -> String {
    match (channel, address.split_once('@')) {
        ("sms", _) => masked(address),
        ("mail", Some((name, host))) => format!("{}***@{host}", name.chars().take(1).collect::<String>()),
        _ => format!("{}***", address.chars().take(4).collect::<String>()),
    }
}

/// How many dispatches are in each state.
pub(super) async fn states(desk: &Desk) -> Outcome<Vec<OutboxState>> {
    let mut states = Vec::new();
    for state in STATES {
        let found = Entity::find().filter(Column::State.eq(state));
        let count = found.clone().count(desk.db()).await?;
        let oldest = found.order_by_asc(Column::CreatedAt).one(desk.db()).await?;
        states.push(OutboxState { state, count, oldest: oldest.map(|row| row.created_at) });
    }
    Ok(states)
}

/// A page of dispatches in a state (all states for none), what waits longest first.
///
/// # Errors
/// [`Refusal::NotAllowed`] for who is no system administrator.
pub async fn dispatches(
    desk: &Desk,
    actor: &Actor,
    state: Option<&str>,
    paging: Paging,
) -> Outcome<Page<Dispatch>> {
    desk.may(actor, Action::SeeSystem, &Whose::Nobody)?;
    let mut found = Entity::find();
    if let Some(state) = state {
        found = found.filter(Column::State.eq(state));
    }
    found = if state == Some("queued") {
        found.order_by_asc(Column::CreatedAt)
    } else {
        found.order_by_desc(Column::CreatedAt)
    };
    Ok(paging.read(found.order_by_asc(Column::Id), desk.db()).await?.map(Dispatch::from))
}

/// Puts a dispatch that was given up on back into the queue.
///
/// # Errors
/// [`Refusal::NotFound`] when there is none; [`Refusal::OutOfTurn`] when it was not given up on.
pub async fn retry(work: &Work, id: Uuid) -> Outcome<()> {
    work.may(Action::SeeSystem, &Whose::Nobody)?;
    let row = Entity::find_by_id(id).one(work.db()).await?.ok_or(Refusal::NotFound)?;
    if row.state != "dead" {
        return Err(Refusal::OutOfTurn("dispatch-not-dead"));
    }
    let entry = Entry::new("dispatch.retried", "dispatch", id).change("state", "dead", "queued");
    let mut change = row.into_active_model();
    change.state = Set("queued".to_owned());
    change.attempts = Set(0);
    change.next_at = Set(work.now());
    change.update(work.db()).await?;
    work.journal(entry).await
}

/// The same for everything that was given up on; returns how many there were.
///
/// # Errors
/// [`Refusal::NotAllowed`] for who is no system administrator.
pub async fn retry_dead(work: &Work) -> Outcome<u64> {
    work.may(Action::SeeSystem, &Whose::Nobody)?;
    let put = Entity::update_many()
        .col_expr(Column::State, Expr::value("queued"))
        .col_expr(Column::Attempts, Expr::value(0))
        .col_expr(Column::NextAt, Expr::value(work.now()))
        .filter(Column::State.eq("dead"))
        .exec(work.db())
        .await?
        .rows_affected;
    if put > 0 {
        work.journal(Entry::new("dispatch.retried", "dispatch", "dead").change("count", 0, put)).await?;
    }
    Ok(put)
}

#[cfg(test)]
mod tests {
    use super::hidden;

    #[test]
    fn n07_addresses_are_recognised_but_not_readable() {
        assert_eq!(hidden("sms", "+8613800001234"), "138****1234");
        assert_eq!(hidden("mail", "clerk@firm.example"), "c***@firm.example");
        assert_eq!(hidden("wechat", "oABC1234567"), "oABC***");
        assert_eq!(hidden("mail", "broken"), "brok***");
    }
}
