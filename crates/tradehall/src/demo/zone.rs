//! Opening the demo's zone: filled once, never over a hall in earnest.

use anyhow::{Context as _, bail};
use hall::kernel::Refusal;
use hall::system::{Purpose, mark, purpose};
use hall::{Actor, Desk};
use identity::Identity;
use std::time::Instant;

/// Fills the zone, or, if it is to be `empty`, only marks the database as a demonstration's.
///
/// # Errors
/// When the database holds a hall in earnest, or an earlier filling was interrupted.
pub async fn open(desk: &Desk, identity: &Identity, issuer: &str, empty: bool) -> anyhow::Result<()> {
    if empty {
        return match purpose(desk).await? {
            Purpose::Demo => Ok(()),
            Purpose::Earnest => bail!(EARNEST),
            Purpose::Empty => {
                let work = desk.begin(&Actor::Machine("demo")).await?;
                mark(&work, "empty").await?;
                Ok(work.keep().await?)
            }
        };
    }
    if purpose(desk).await? == Purpose::Empty {
        crate::say("Filling the demo zone: some seconds …");
    }
    let begun = Instant::now();
    match rehearsal::zone::fill(desk, identity, issuer).await {
        Ok(true) => crate::say(&format!("The zone is filled ({:.1} s).", begun.elapsed().as_secs_f64())),
        Ok(false) => {}
        Err(Refusal::OutOfTurn("demo-in-earnest")) => bail!(EARNEST),
        Err(Refusal::OutOfTurn("demo-interrupted")) => {
            bail!("an earlier demo was interrupted while it was being filled; begin anew with --fresh")
        }
        Err(refusal) => return Err(refusal).context("the demo zone could not be filled"),
    }
    Ok(())
}

/// Why a hall in earnest is left alone.
const EARNEST: &str = "this database holds accounts of a hall in earnest; the demo leaves it alone. Name another folder with --data";
