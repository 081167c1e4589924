//! One maker for each page: after a commit a hundred visitors ask for the same page at once, and one of them makes it for
//! all.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::{Mutex as Turn, OwnedMutexGuard};

/// How long somebody waits for a page another one makes, before they make it themselves.
const PATIENCE: Duration = Duration::from_millis(100);

/// Who makes which page now.
#[derive(Default)]
pub(super) struct Turns(Mutex<HashMap<String, Arc<Turn<()>>>>);

/// The right to make a page; dropped when it is made.
pub(super) struct Making<'a> {
    turns: &'a Turns,
    held: Option<OwnedMutexGuard<()>>,
}

impl Turns {
    /// Waits until nobody else makes this page, or for a moment.
    pub(super) async fn take(&self, key: &str) -> Making<'_> {
        let turn = self.0.lock().ok().map(|mut turns| Arc::clone(turns.entry(key.to_owned()).or_default()));
        let held = match turn {
            Some(turn) => tokio::time::timeout(PATIENCE, turn.lock_owned()).await.ok(),
            None => None,
        };
        Making { turns: self, held }
    }
}

impl Drop for Making<'_> {
    fn drop(&mut self) {
        self.held = None;
        if let Ok(mut turns) = self.turns.0.lock() {
            // What nobody makes or waits for needs no turn.
            turns.retain(|_, turn| Arc::strong_count(turn) > 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_page_is_made_by_one_at_a_time_other_pages_beside_it_and_nothing_stays() {
        let turns = Turns::default();
        let first = turns.take("/").await;
        let other = turns.take("/logistics").await;
        assert!(first.held.is_some() && other.held.is_some());
        let late = turns.take("/").await;
        assert!(late.held.is_none(), "whoever waited too long makes it without a turn");
        drop((first, other, late));
        assert!(turns.take("/").await.held.is_some());
        assert!(turns.0.lock().unwrap().is_empty(), "addresses anybody may type are not kept");
    }
}
