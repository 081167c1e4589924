//! Looking people up, as a security administrator does before appointing somebody. Numbers are shown masked; whoever
//! looks for a number must know it whole, so that a masked one cannot be completed by guessing.

use super::appoint::Standing;
use super::model::{account, appointment};
use crate::kernel::text::{like, mobile};
use crate::kernel::{Action, Actor, Desk, Outcome, Page, Paging, Refusal, Uuid, Whose};
use sea_orm::sea_query::LikeExpr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};

/// Whom somebody looks for; empty fields do not narrow.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// Part of a name, a whole mobile number, or a login name.
    pub words: String,
    /// Accounts that match for another reason: they represent an enterprise of that name.
    pub also: Vec<Uuid>,
    /// Only who holds or awaits an office.
    pub officials: bool,
}

/// A page of people, the newest first.
///
/// # Errors
/// [`Refusal::NotAllowed`] for who is no security administrator.
pub async fn search(
    desk: &Desk,
    actor: &Actor,
    wanted: &Search,
    paging: Paging,
) -> Outcome<Page<account::Model>> {
    use account::Column;
    desk.may(actor, Action::Appoint, &Whose::Nobody)?;
    let mut found = account::Entity::find();
    let words = wanted.words.trim();
    if !words.is_empty() {
        let name = Column::Name.like(LikeExpr::new(like(words)).escape('\\'));
        let mut any = Condition::any().add(name).add(Column::LoginName.eq(words.to_lowercase()));
        if let Some(phone) = mobile(words) {
            any = any.add(Column::Phone.eq(phone));
        }
        if !wanted.also.is_empty() {
            any = any.add(Column::Id.is_in(wanted.also.iter().copied()));
        }
        found = found.filter(any);
    }
    if wanted.officials {
        let held =
            appointment::Entity::find().filter(appointment::Column::EndedAt.is_null()).all(desk.db()).await?;
        let held = held.iter().filter(|row| row.standing() != Standing::Ended).map(|row| row.account_id);
        found = found.filter(Column::Id.is_in(held));
    }
    paging.read(found.order_by_desc(Column::CreatedAt).order_by_desc(Column::Id), desk.db()).await
}

/// One person, closed accounts included.
///
/// # Errors
/// [`Refusal::NotFound`] when there is none; [`Refusal::NotAllowed`] for who is no security administrator.
pub async fn one(desk: &Desk, actor: &Actor, id: Uuid) -> Outcome<account::Model> {
    desk.may(actor, Action::Appoint, &Whose::Nobody)?;
    account::Entity::find_by_id(id).one(desk.db()).await?.ok_or(Refusal::NotFound)
}

/// The names of some accounts, for showing who did something; whoever has a row with the id may ask.
///
/// # Errors
/// When the database fails.
pub async fn names(desk: &Desk, ids: impl IntoIterator<Item = Uuid>) -> Outcome<Vec<(Uuid, String)>> {
    let found = account::Entity::find().filter(account::Column::Id.is_in(ids)).all(desk.db()).await?;
    Ok(found.into_iter().map(|row| (row.id, row.name)).collect())
}
