//! Who acts: put together from account, enterprise and provider, afresh for every request, so that an office, an
//! enterprise or a provider withdrawn between two requests is gone at the second (safety A79), and a provider approved
//! between two requests is there without a new login (Q16).

use crate::account::session::{self, Found};
use crate::enterprise;
use crate::kernel::{Actor, Desk, EnterpriseSeat, Member, Outcome, ProviderSeat, Uuid};
use crate::provider::model::{self as provider, Standing};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

/// A live session and who acts in it.
#[derive(Debug, Clone)]
pub struct Live {
    /// Who acts; always [`Actor::Member`].
    pub actor: Actor,
    /// The account's language, `zh-CN` or `en`.
    pub locale: String,
    /// How many enterprises they may choose from.
    pub enterprises: usize,
    /// Seconds for which the session goes on without being used again.
    pub idle: i64,
    /// Seconds after which it ends however much it is used.
    pub longest: i64,
}

/// Who acts with this session cookie from this network address; `None` when the session does not live. Notes that the session
/// was used.
///
/// # Errors
/// When the database fails.
pub async fn resolve(desk: &Desk, token: &str, address: &str) -> Outcome<Option<Live>> {
    let Some(found) = session::find(desk, token).await? else { return Ok(None) };
    if let Err(error) = session::touch(desk, &found.session).await {
        // Who only reads goes on reading while nothing can be written; the session merely ends a little earlier.
        tracing::warn!(%error, "it could not be noted that a session was used");
    }
    let Found { session, account, offices } = found;
    let idle = session::idle_seconds(!offices.is_empty());
    let longest = (session.expires_at - desk.now()).num_seconds();
    let choice = enterprise::find::of_account(desk.db(), account.id).await?;
    let enterprises = choice.len();
    let chosen = match session.enterprise_id {
        Some(id) if choice.iter().any(|row| row.id == id) => choice.into_iter().find(|row| row.id == id),
        // Whoever represents one enterprise only acts for it without being asked (A06).
        _ if enterprises == 1 => choice.into_iter().next(),
        _ => None,
    };
    let seat = match chosen {
        Some(row) => {
            let provider = provider_of(desk.db(), row.id).await?;
            Some(EnterpriseSeat { id: row.id, name: row.name, region: row.region, provider })
        }
        None => None,
    };
    let member = Member {
        session: session.id,
        account: account.id,
        name: account.name,
        address: address.to_owned(),
        enterprise: seat,
        offices,
    };
    let actor = Actor::Member(Box::new(member));
    Ok(Some(Live { actor, locale: account.locale, enterprises, idle, longest }))
}

async fn provider_of(db: &impl ConnectionTrait, enterprise: Uuid) -> Outcome<Option<ProviderSeat>> {
    let found =
        provider::Entity::find().filter(provider::Column::EnterpriseId.eq(enterprise)).one(db).await?;
    let active = Standing::Active.word();
    Ok(found.map(|row| ProviderSeat { id: row.id, kind: row.kind, active: row.state == active }))
}
