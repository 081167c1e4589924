//! What the program does by itself: sending messages, reminding, tidying. Each job is safe to run twice and on
//! several machines at once; what is due stands in the database, not in a timer.

use hall::kernel::{Actor, Outcome};
use hall::{Desk, account, assessment, engagement, file, message, overdue, park, system};
use identity::Identity;
use std::time::Duration;
use tokio::sync::watch;
use web::Wording;

/// Runs until `stop` says so.
pub async fn run(desk: Desk, identity: Option<Identity>, wording: Wording, mut stop: watch::Receiver<bool>) {
    let mut round: u64 = 0;
    loop {
        let delivered = message::deliver::deliver(&desk, &wording, 50).await;
        // Noted once a minute, or when something happened: a note is a commit, and a commit empties the page cache.
        if round.is_multiple_of(30) || !matches!(delivered, Ok(0)) {
            note(&desk, "outbox", delivered).await;
        }
        if round.is_multiple_of(30) {
            note(&desk, "reminders", engagement::remind(&desk).await).await;
            note(&desk, "settlements", park::settlement::remind(&desk).await).await;
            note(&desk, "overdue", overdue::alarm(&desk).await).await;
            note(&desk, "imports", park::tenant::import::sweep(&desk).await).await;
            note(&desk, "assessments", assessment::tick(&desk).await).await;
            note(&desk, "objections", assessment::alarm(&desk).await).await;
        }
        if round.is_multiple_of(900) {
            note(&desk, "sweep", sweep(&desk).await).await;
            note(&desk, "files", file::tidy(&desk).await).await;
            if let Some(identity) = &identity
                && let Err(error) = identity.tidy(desk.now()).await
            {
                tracing::error!(%error, "the identity provider could not tidy up");
            }
        }
        round += 1;
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(2)) => {}
            _ = stop.changed() => return,
        }
    }
}

async fn sweep(desk: &Desk) -> Outcome<u64> {
    let work = desk.begin(&Actor::Machine("sweep")).await?;
    let gone = account::sweep::sweep(&work).await?;
    work.keep().await?;
    Ok(gone)
}

/// Notes for the office how a job went.
async fn note<T>(desk: &Desk, name: &str, outcome: Outcome<T>) {
    let outcome = outcome.map(drop).map_err(|error| error.to_string());
    if let Err(error) = &outcome {
        tracing::error!(job = name, error, "a job failed");
    }
    if let Err(error) = system::ran(desk, name, outcome).await {
        tracing::error!(%error, "how a job went could not be noted");
    }
}
