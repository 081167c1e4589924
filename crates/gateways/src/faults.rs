//! Switches that make a recording fake fail on purpose.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use crate::GatewayError;

/// A way to fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nobody answers.
    Unreachable,
    /// The answer is no.
    Refused,
    /// The answer makes no sense.
    Nonsense,
    /// The code has run out.
    Expired,
}

impl From<Fault> for GatewayError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Unreachable => Self::unreachable("rehearsed"),
            Fault::Refused => Self::refused("rehearsed", "rehearsed"),
            Fault::Nonsense => Self::nonsense("rehearsed"),
            Fault::Expired => Self::Expired,
        }
    }
}

#[derive(Debug, Default)]
struct Planned {
    next: VecDeque<Fault>,
    always: Option<Fault>,
}

/// The faults a fake was told to show. Clones share them.
#[derive(Debug, Clone, Default)]
pub struct Faults(Arc<Mutex<Planned>>);

impl Faults {
    /// The next call fails; the one after it does not. May be called repeatedly to queue several.
    pub fn next(&self, fault: Fault) {
        self.planned(|p| p.next.push_back(fault));
    }

    /// Every call fails until [`Faults::clear`].
    pub fn always(&self, fault: Fault) {
        self.planned(|p| p.always = Some(fault));
    }

    /// Everything works again.
    pub fn clear(&self) {
        self.planned(|p| *p = Planned::default());
    }

    /// What a fake asks before it does anything.
    pub(crate) fn check(&self) -> Result<(), GatewayError> {
        match self.planned(|p| p.next.pop_front().or(p.always)) {
            Some(fault) => Err(fault.into()),
            None => Ok(()),
        }
    }

    fn planned<T>(&self, with: impl FnOnce(&mut Planned) -> T) -> T {
        // A test that panicked while it held the lock must not hide its own message behind a second panic.
        with(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What a fake remembers. Clones share it.
#[derive(Debug)]
pub(crate) struct Memory<T>(Arc<Mutex<Vec<T>>>);

impl<T> Clone for Memory<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Default for Memory<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T: Clone> Memory<T> {
    /// Adds one and returns how many there are now.
    pub(crate) fn keep(&self, item: T) -> usize {
        let mut items = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        items.push(item);
        items.len()
    }

    pub(crate) fn all(&self) -> Vec<T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn take(&self) -> Vec<T> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queued_faults_come_first_then_the_lasting_one() {
        let faults = Faults::default();
        assert_eq!(faults.check(), Ok(()));
        faults.next(Fault::Expired);
        faults.always(Fault::Refused);
        assert_eq!(faults.check(), Err(GatewayError::Expired));
        assert!(matches!(faults.check(), Err(GatewayError::Refused { .. })));
        faults.clear();
        assert_eq!(faults.check(), Ok(()));
    }
}
