//! What every hall needs before anybody comes in.

use crate::account::legal;
use crate::kernel::{Actor, Desk, Outcome};
use crate::term::calendar;

/// Gives a hall what it comes with: the calendar's facts and the legal texts. For the program's start, after migrating;
/// safe to repeat, and a new release's facts come in this way.
///
/// # Errors
/// When the database fails.
pub async fn prepare(desk: &Desk) -> Outcome<()> {
    let work = desk.begin(&Actor::Machine("start")).await?;
    if calendar::fill(&work).await? > 0 {
        work.keep().await?;
    } else {
        drop(work);
    }
    super::health::prepare(desk).await?;
    legal::prepare(desk).await
}
