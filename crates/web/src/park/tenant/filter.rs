//! What the register is narrowed by; it lives in the address, so that a list can be sent to a colleague, and its export holds the
//! same rows.

use crate::page::day;
use hall::kernel::Paging;
use hall::park::tenant::State;
use hall::park::tenant::find::Filter;
use serde::{Deserialize, Serialize};

/// The parameters as typed; what cannot be read narrows nothing.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    state: String,
    business: String,
    from: String,
    until: String,
    park: String,
    page: String,
    size: String,
}

impl Asked {
    pub(super) fn filter(&self) -> Filter {
        let day = |typed: &str| day(typed).map(|day| day.to_string()).unwrap_or_default();
        Filter {
            // Nobody searches for more; a longer text would only cost.
            words: self.q.chars().take(60).collect::<String>().trim().to_owned(),
            state: State::of(&self.state),
            business: self.business.chars().take(60).collect::<String>().trim().to_owned(),
            from: day(&self.from),
            until: day(&self.until),
            park: self.park.parse().ok(),
        }
    }

    pub(super) fn paging(&self) -> Paging {
        Paging::of(self.page.parse().ok(), self.size.parse().ok())
    }
}
