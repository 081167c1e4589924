//! How a journey to WeChat or to the unified identity ends.

use super::session::Begun;
use crate::kernel::Uuid;

/// Where somebody who came back goes.
#[derive(Debug, Clone)]
pub enum Arrival {
    /// Logged in.
    In {
        /// The session.
        begun: Begun,
        /// Where to, a path of the hall.
        next: String,
    },
    /// The hall does not know this identity yet: the phone is to be bound.
    BindPhone {
        /// The journey that waits.
        journey: Uuid,
    },
    /// Bound or claimed, in the session one had.
    Done {
        /// Where to, a path of the hall.
        next: String,
        /// The enterprise proven, if one was.
        claimed: Option<Uuid>,
    },
}
