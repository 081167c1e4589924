//! Invitations to the first offices, from the command line (safety A56): a one-time token that counts for a day.

use super::appoint::{Welcome, begin_invited};
use super::model::invitation;
use super::session;
use crate::journal::Entry;
use crate::kernel::{Action, Actor, Fields, Instant, Outcome, Refusal, Role, Whose, Work};
use chrono::TimeDelta;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};

/// Hours an invitation counts.
pub const HOURS: i64 = 24;

/// Makes an invitation to an office for the whole zone; for the command line only. Returns the token, which is kept as a
/// fingerprint, and until when it counts.
///
/// # Errors
/// [`Refusal::NotAllowed`] for anybody but the program itself.
pub async fn invite(work: &Work, role: Role) -> Outcome<(String, Instant)> {
    if !matches!(work.actor(), Actor::Machine(_)) {
        return Err(Refusal::NotAllowed("needs-office"));
    }
    let token = work.desk().token();
    let expires_at = work.now() + TimeDelta::hours(HOURS);
    let row = invitation::Model {
        id: work.id(),
        token_hash: work.desk().keys.fingerprint("invitation", token.as_bytes()),
        role: role.word().to_owned(),
        created_at: work.now(),
        expires_at,
        used_at: None,
        used_by: None,
    };
    let entry = Entry::new("office.invited", "invitation", row.id).change("role", "", role.word());
    work.add(row).await?;
    work.journal(entry).await?;
    Ok((token, expires_at))
}

/// Accepts an invitation. All other sessions of the account end: they were opened by somebody without an office.
///
/// # Errors
/// [`Refusal::Invalid`] with one sentence for a token that is unknown, used or run out, and when another office excludes
/// the one offered.
pub async fn accept(work: &Work, token: &str) -> Outcome<Welcome> {
    let member = work.actor().member().ok_or(Refusal::LoginFirst)?;
    work.may(Action::AcceptInvitation, &Whose::Account(member.account))?;
    let found = invitation::Entity::find()
        .filter(
            invitation::Column::TokenHash
                .eq(work.desk().keys.fingerprint("invitation", token.trim().as_bytes())),
        )
        .filter(invitation::Column::UsedAt.is_null())
        .filter(invitation::Column::ExpiresAt.gt(work.now()))
        .one(work.db())
        .await?;
    let role = found.as_ref().and_then(|row| Role::of(&row.role));
    let mut fields = Fields::new();
    fields.require(role.is_some(), "token", "invitation-wrong");
    fields.done()?;
    let (Some(found), Some(role)) = (found, role) else { return Err(Refusal::NotFound) };
    let mut row = found.into_active_model();
    row.used_at = Set(Some(work.now()));
    row.used_by = Set(Some(member.account));
    row.update(work.db()).await?;
    let welcome = begin_invited(work, role).await?;
    session::end_all(work, member.account, Some(member.session)).await?;
    Ok(welcome)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::bench;

    #[tokio::test]
    async fn a56_the_first_administrator_comes_by_a_token_that_counts_once_and_a_day() {
        let hall = bench().await;
        let machine = Actor::Machine("command line");
        let invited = async |role| {
            let work = hall.desk.begin(&machine).await.unwrap();
            let token = invite(&work, role).await.unwrap().0;
            work.keep().await.unwrap();
            token
        };
        let accepted = async |actor: &Actor, token: &str| {
            let work = hall.desk.begin(actor).await.unwrap();
            let welcome = accept(&work, token).await?;
            work.keep().await?;
            Ok::<_, Refusal>(welcome)
        };
        let account = hall.person("甲").await;
        let (session, other) = (hall.session(account).await, hall.session(account).await);
        let actor = hall.resolved(&session).await.unwrap().actor;
        let token = invited(Role::SecurityAdmin).await;
        assert!(matches!(accepted(&hall.visitor(), &token).await, Err(Refusal::LoginFirst)));
        assert_eq!(accepted(&actor, &token).await.unwrap(), Welcome::Active);
        assert!(matches!(accepted(&actor, &token).await, Err(Refusal::Invalid(_))), "used");
        assert!(hall.resolved(&other).await.is_none(), "other sessions end");
        let now = hall.resolved(&session).await.unwrap().actor;
        assert!(now.member().unwrap().holds_in(Role::SecurityAdmin, "990102"), "for the whole zone, at once");
        let second = invited(Role::AuditAdmin).await;
        assert!(
            matches!(accepted(&now, &second).await, Err(Refusal::Invalid(_))),
            "administrators exclude each other"
        );
        let stranger = hall.acting(hall.person("乙").await).await;
        hall.clock.pass(TimeDelta::hours(HOURS));
        assert!(matches!(accepted(&stranger, &second).await, Err(Refusal::Invalid(_))), "run out");
        let work = hall.desk.begin(&stranger).await.unwrap();
        assert!(matches!(invite(&work, Role::SystemAdmin).await, Err(Refusal::NotAllowed(_))));
    }
}
