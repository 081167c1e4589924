//! Answers that can be compared.

use hall::journal::model::{Column, Entity};
use hall::kernel::{Desk, Outcome, Work};
use hall::{Actor, Refusal};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};

/// Accepted or refused, and what the journal says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The kind of the refusal.
    pub outcome: Result<(), String>,
    /// Actions journalled, in order.
    pub wrote: Vec<String>,
}

/// Accepted, and journalled so.
pub fn yes(wrote: &[&str]) -> Answer {
    Answer { outcome: Ok(()), wrote: wrote.iter().map(|action| (*action).to_owned()).collect() }
}

/// Refused, and nothing written.
pub fn no(kind: &str) -> Answer {
    Answer { outcome: Err(kind.to_owned()), wrote: Vec::new() }
}

/// What kind of refusal it is: without times and versions.
fn kind(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NotFound => "not found".to_owned(),
        Refusal::LoginFirst => "log in first".to_owned(),
        Refusal::NotAllowed(key) => format!("not allowed {key}"),
        Refusal::Invalid(errors) => {
            let mut keys: Vec<String> =
                errors.iter().map(|error| format!("{}:{}", error.field, error.key)).collect();
            keys.sort();
            format!("invalid {}", keys.join(" "))
        }
        Refusal::OutOfTurn(key) => format!("out of turn {key}"),
        Refusal::Stale { .. } => "stale".to_owned(),
        Refusal::TooMany { key, .. } => format!("too many {key}"),
        Refusal::Unavailable(key) => format!("unavailable {key}"),
        Refusal::Broken(what) => format!("broken {what}"),
    }
}

/// Where the journal ends.
pub async fn end(desk: &Desk) -> i64 {
    let newest = Entity::find().select_only().column(Column::Seq).order_by_desc(Column::Seq).limit(1);
    newest.into_tuple().one(desk.db()).await.expect("the journal is read").unwrap_or(0)
}

/// The answer to what was done since the journal ended at `before`.
pub async fn since<T>(desk: &Desk, before: i64, outcome: Outcome<T>) -> Answer {
    let wrote = Entity::find().select_only().column(Column::Action).filter(Column::Seq.gt(before));
    let wrote =
        wrote.order_by_asc(Column::Seq).into_tuple().all(desk.db()).await.expect("the journal is read");
    Answer { outcome: outcome.map(drop).map_err(|refusal| kind(&refusal)), wrote }
}

/// Does something in a work of its own, as a page would: kept when it succeeds, dropped when it is refused.
pub async fn kept<T>(desk: &Desk, actor: &Actor, does: impl AsyncFnOnce(&Work) -> Outcome<T>) -> Answer {
    let before = end(desk).await;
    let work = desk.begin(actor).await.expect("a work");
    let outcome = does(&work).await;
    let outcome = match outcome {
        Ok(done) => work.keep().await.map(|()| done),
        Err(refusal) => {
            drop(work);
            Err(refusal)
        }
    };
    since(desk, before, outcome).await
}
