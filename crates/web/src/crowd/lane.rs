//! Places to work and places to wait, both counted.

use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};

/// How long somebody waits for a place: short enough that the answer "come back" still comes at once.
const PATIENCE: Duration = Duration::from_millis(50);

/// A number of places, and as many for those who wait.
pub(super) struct Lane {
    places: Semaphore,
    queue: Semaphore,
}

impl Lane {
    pub(super) fn new(places: usize) -> Self {
        Self { places: Semaphore::new(places), queue: Semaphore::new(places) }
    }

    /// A place, at once or after a moment; none when too many wait already or no place becomes free.
    pub(super) async fn enter(&self) -> Option<SemaphorePermit<'_>> {
        if let Ok(place) = self.places.try_acquire() {
            return Some(place);
        }
        let _waiting = self.queue.try_acquire().ok()?;
        tokio::time::timeout(PATIENCE, self.places.acquire()).await.ok()?.ok()
    }

    /// Takes every place, as a crowd would.
    #[cfg(test)]
    pub(super) async fn full(&self) -> Vec<SemaphorePermit<'_>> {
        let mut taken = Vec::new();
        while let Ok(place) = self.places.try_acquire() {
            taken.push(place);
        }
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a94_so_many_work_so_many_wait_and_the_rest_is_turned_away() {
        let lane = Lane::new(2);
        let (one, two) = (lane.enter().await, lane.enter().await);
        assert!(one.is_some() && two.is_some());
        // Both wait; whoever comes after them does not even wait.
        let waiting = async { tokio::join!(lane.enter(), lane.enter()) };
        let late = async {
            tokio::task::yield_now().await;
            assert!(lane.enter().await.is_none(), "a third waits");
            drop(one);
        };
        let ((third, fourth), ()) = tokio::join!(waiting, late);
        assert!(third.is_some(), "a place became free");
        assert!(fourth.is_none(), "no place became free in time");
        drop((two, third));
        assert!(lane.enter().await.is_some(), "afterwards all is as before");
    }
}
