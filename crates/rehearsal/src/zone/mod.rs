//! The zone a demonstration shows, played through the hall's own operations: everybody logs in, proves their enterprise,
//! submits, decides, books and answers as they would in their browsers, so that rules, journal and messages hold. Only the
//! clock is set back, and nobody's phone rings.

mod asks;
mod cast;
mod goods;
mod hands;
mod landlords;
mod life;
mod papers;
mod parks;
mod play;
mod quarter;
mod registers;
mod script;
#[cfg(test)]
mod tests;
mod time;

pub use cast::{PASSWORD, logins};

use hall::kernel::{FixedClock, Outcome, Parts, Refusal};
use hall::system::{Purpose, mark, note, purpose};
use hall::{Actor, Desk};
use identity::Identity;
use play::Play;
use std::sync::Arc;

/// What stands in the mark while the zone is being filled, and once it is.
const FILLING: &str = "filling";
const FILLED: &str = "filled";

/// Fills an empty hall and its identity provider; does nothing where that was done before. `issuer` is the identity provider's
/// address, as it will write itself in tokens. Returns whether it filled.
///
/// # Errors
/// [`Refusal::OutOfTurn`] for a database that holds accounts of a hall in earnest, or a zone whose filling was
/// interrupted; whatever an operation refuses.
pub async fn fill(desk: &Desk, identity: &Identity, issuer: &str) -> Outcome<bool> {
    match (purpose(desk).await?, note(desk).await?.as_deref()) {
        (Purpose::Demo, Some(FILLED)) => return Ok(false),
        (Purpose::Demo, _) => return Err(Refusal::OutOfTurn("demo-interrupted")),
        (Purpose::Earnest, _) => return Err(Refusal::OutOfTurn("demo-in-earnest")),
        (Purpose::Empty, _) => {}
    }
    say(desk, FILLING).await?;
    let mut play = Play::new(desk, issuer).await?;
    play.subjects(identity).await?;
    play.all().await?;
    say(desk, FILLED).await?;
    Ok(true)
}

async fn say(desk: &Desk, word: &str) -> Outcome<()> {
    let work = desk.begin(&Actor::Machine("demo")).await?;
    mark(&work, word).await?;
    work.keep().await
}

/// The same hall with a clock that can be set and people who answer at once.
fn apart(desk: &Desk, clock: &Arc<FixedClock>, hands: &hands::Hands) -> Desk {
    Desk::new(Parts {
        database: desk.database.clone(),
        zone: desk.zone.clone(),
        clock: Arc::<FixedClock>::clone(clock),
        chance: Arc::clone(&desk.chance),
        keys: desk.keys.clone(),
        store: desk.store.clone(),
        sms: Arc::new(hands.sms.clone()),
        wechat: Some(Arc::new(hands.wechat.clone())),
        oidc: Some(Arc::new(hands.oidc.clone())),
        mail: None,
    })
}
