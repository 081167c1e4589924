//! What lists of applications are narrowed by; it lives in the address, so that a list can be sent to a colleague.

use crate::page::day;
use hall::kernel::{Paging, Uuid, Zone};
use hall::park::settlement::Stage;
use hall::park::settlement::find::Filter;
use serde::{Deserialize, Serialize};

/// The parameters as typed; what cannot be read narrows nothing.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Asked {
    stage: String,
    q: String,
    park: String,
    /// Whether only what waits is wanted, overdue or not.
    open: String,
    decided_from: String,
    decided_until: String,
    page: String,
    size: String,
}

impl Asked {
    pub(super) fn filter(&self, zone: &Zone) -> Filter {
        Filter {
            stage: Stage::of(&self.stage),
            // Nobody searches for more; a longer text would only cost.
            words: self.q.chars().take(60).collect(),
            park: self.park.parse().ok(),
            waits: self.open == "1",
            decided_from: day(&self.decided_from).map(|day| zone.begins(day)),
            decided_until: day(&self.decided_until).map(|day| zone.ends(day)),
        }
    }

    /// The park the list is narrowed to.
    pub(super) fn park(&self) -> Option<Uuid> {
        self.park.parse().ok()
    }

    pub(super) fn paging(&self) -> Paging {
        Paging::of(self.page.parse().ok(), self.size.parse().ok())
    }
}
