//! What lists are narrowed by; it lives in the address, so that a list can be sent to a colleague.

use hall::engagement::Stage;
use hall::engagement::find::Filter;
use hall::kernel::Paging;
use serde::{Deserialize, Serialize};

/// The parameters as typed; what cannot be read narrows nothing.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Asked {
    /// A stage's word.
    pub stage: String,
    /// Words to look for.
    pub q: String,
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

    /// Whether anything is narrowed, so that an empty list can say why it is empty.
    pub(super) fn narrows(&self) -> bool {
        Stage::of(&self.stage).is_some() || !self.q.trim().is_empty()
    }
}
