//! What lists of applications are narrowed by; it lives in the address, so that a list can be sent to a colleague.

use hall::kernel::Paging;
use hall::park::settlement::Stage;
use hall::park::settlement::find::Filter;
use serde::{Deserialize, Serialize};

/// The parameters as typed; what cannot be read narrows nothing.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Asked {
    stage: String,
    q: String,
    page: String,
    size: String,
}

impl Asked {
    pub(super) fn filter(&self) -> Filter {
        // Nobody searches for more; a longer text would only cost.
        Filter { stage: Stage::of(&self.stage), words: self.q.chars().take(60).collect() }
    }

    pub(super) fn paging(&self) -> Paging {
        Paging::of(self.page.parse().ok(), self.size.parse().ok())
    }
}
