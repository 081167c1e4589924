//! What something cost, counted instead of timed: passwords hashed, and statements sent to the database. Two answers that cost
//! the same work cannot be told apart by a clock (safety A59).

use super::Database;
use std::sync::{Arc, Mutex, PoisonError};

tokio::task_local! {
    static WATCHED: Arc<Mutex<Effort>>;
}

/// The work something took.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effort {
    /// Passwords that were hashed or compared.
    pub hashes: usize,
    /// What the database was asked, in order, without the values.
    pub statements: Vec<String>,
}

/// Does `work` and says what it cost. Only what the task does itself is counted, and the hall leaves nothing to another.
pub async fn effort<T>(work: impl Future<Output = T>) -> (T, Effort) {
    let counted = Arc::new(Mutex::new(Effort::default()));
    let done = WATCHED.scope(Arc::clone(&counted), work).await;
    let effort = counted.lock().unwrap_or_else(PoisonError::into_inner).clone();
    (done, effort)
}

fn note(change: impl FnOnce(&mut Effort)) {
    // Nobody counts, as a rule.
    let _ = WATCHED.try_with(|effort| change(&mut effort.lock().unwrap_or_else(PoisonError::into_inner)));
}

/// Counts a password.
pub(crate) fn hashed() {
    note(|effort| effort.hashes += 1);
}

/// Counts what the database is asked from now on.
pub(crate) fn watch(database: &mut Database) {
    for connection in [&mut database.writer, &mut database.reader] {
        connection.set_metric_callback(|info| {
            note(|effort| effort.statements.push(info.statement.sql.clone()));
        });
    }
}
