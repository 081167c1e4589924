//! Enterprises by name, and who represents them: how a security administrator finds the person behind a firm, and an
//! audit administrator the firm an entry concerns.

use super::model::{enterprise, representative};
use crate::kernel::text::like;
use crate::kernel::{Action, Actor, Desk, Outcome, Uuid, Whose};
use sea_orm::sea_query::LikeExpr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};

/// Enterprises looked at; more would not narrow anything.
const MOST: u64 = 200;

/// The accounts that represent an enterprise whose name holds the words or whose credit code they are.
///
/// # Errors
/// [`crate::Refusal::NotAllowed`] for who is no security administrator.
pub async fn behind(desk: &Desk, actor: &Actor, words: &str) -> Outcome<Vec<Uuid>> {
    desk.may(actor, Action::Appoint, &Whose::Nobody)?;
    let words = words.trim();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let firms = matching(desk, words).await?;
    let rows = representative::Entity::find()
        .filter(representative::Column::EnterpriseId.is_in(firms.iter().map(|firm| firm.id)))
        .filter(representative::Column::EndedAt.is_null())
        .all(desk.db())
        .await?;
    Ok(rows.into_iter().map(|row| row.account_id).collect())
}

/// Enterprises whose name holds the words or whose credit code they are: id and name, for an audit administrator.
///
/// # Errors
/// [`crate::Refusal::NotAllowed`] for everybody else.
pub async fn named(desk: &Desk, actor: &Actor, words: &str) -> Outcome<Vec<(Uuid, String)>> {
    desk.may(actor, Action::ReadJournal, &Whose::Nobody)?;
    Ok(matching(desk, words.trim()).await?.into_iter().map(|firm| (firm.id, firm.name)).collect())
}

async fn matching(desk: &Desk, words: &str) -> Outcome<Vec<enterprise::Model>> {
    let name = enterprise::Column::Name.like(LikeExpr::new(like(words)).escape('\\'));
    let any = Condition::any().add(name).add(enterprise::Column::Uscc.eq(words.to_uppercase()));
    Ok(enterprise::Entity::find().filter(any).limit(MOST).all(desk.db()).await?)
}
