//! Reading accounts. The scope is always given: ids one already has a right to, or an office in a region.

use super::model::{account, appointment, binding};
use crate::kernel::{Outcome, Refusal, Role, Uuid};
use crate::message::Recipient;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

/// Word of an account that may be used.
pub const ACTIVE: &str = "active";

/// One's own account.
///
/// # Errors
/// [`Refusal::NotFound`] when there is no such active account.
pub async fn own(db: &impl ConnectionTrait, id: Uuid) -> Outcome<account::Model> {
    let found = account::Entity::find_by_id(id).filter(account::Column::State.eq(ACTIVE)).one(db).await?;
    found.ok_or(Refusal::NotFound)
}

/// The active account a phone number proves, if any.
///
/// # Errors
/// When the database fails.
pub async fn by_phone(db: &impl ConnectionTrait, phone: &str) -> Outcome<Option<account::Model>> {
    Ok(account::Entity::find().filter(account::Column::Phone.eq(phone)).one(db).await?)
}

/// How to tell these accounts something: their language and, beside the inbox, the ways they chose (A05).
///
/// # Errors
/// When the database fails.
pub async fn recipients(db: &impl ConnectionTrait, accounts: &[Uuid]) -> Outcome<Vec<Recipient>> {
    let found = account::Entity::find()
        .filter(account::Column::Id.is_in(accounts.iter().copied()))
        .filter(account::Column::State.eq(ACTIVE))
        .order_by_asc(account::Column::Id)
        .all(db)
        .await?;
    let by_wechat: Vec<Uuid> =
        found.iter().filter(|account| account.by_wechat).map(|account| account.id).collect();
    let bound = if by_wechat.is_empty() {
        Vec::new()
    } else {
        binding::Entity::find()
            .filter(binding::Column::AccountId.is_in(by_wechat))
            .filter(binding::Column::Kind.eq("wechat"))
            .order_by_asc(binding::Column::Id)
            .all(db)
            .await?
    };
    Ok(found.iter().map(|account| recipient(account, &bound)).collect())
}

fn recipient(account: &account::Model, bound: &[binding::Model]) -> Recipient {
    let mut ways = Vec::new();
    if let (true, Some(phone)) = (account.by_sms, &account.phone) {
        ways.push(("sms", phone.clone()));
    }
    let openid =
        bound.iter().find(|binding| binding.account_id == account.id).and_then(|b| b.notices_to.as_ref());
    if let (true, Some(openid)) = (account.by_wechat, openid) {
        ways.push(("wechat", openid.clone()));
    }
    if let (true, Some(email)) = (account.by_mail, &account.email) {
        ways.push(("mail", email.clone()));
    }
    Recipient { account: account.id, locale: account.locale.clone(), ways }
}

/// Who holds an office for a region: confirmed, not ended, for that region or for the whole zone.
///
/// # Errors
/// When the database fails.
pub async fn holders(db: &impl ConnectionTrait, role: Role, region: &str) -> Outcome<Vec<Uuid>> {
    use appointment::Column;
    let seats = appointment::Entity::find()
        .filter(Column::Role.eq(role.word()))
        .filter(Condition::any().add(Column::Region.eq(region)).add(Column::Region.eq("*")))
        .filter(Column::ConfirmedAt.is_not_null())
        .filter(Column::EndedAt.is_null())
        .order_by_asc(Column::ProposedAt)
        .all(db)
        .await?;
    let mut found: Vec<Uuid> = Vec::new();
    for seat in seats {
        if !found.contains(&seat.account_id) {
            found.push(seat.account_id);
        }
    }
    Ok(found)
}

/// The names of these accounts, for officials who see each other's work and for the journal's reader.
///
/// # Errors
/// When the database fails.
pub async fn names(db: &impl ConnectionTrait, ids: &[Uuid]) -> Outcome<Vec<(Uuid, String)>> {
    let found =
        account::Entity::find().filter(account::Column::Id.is_in(ids.iter().copied())).all(db).await?;
    Ok(found.into_iter().map(|row| (row.id, row.name)).collect())
}
