//! News as public pages show it.

use hall::kernel::Uuid;
use hall::news::find::public::Shown;
use serde::Serialize;

/// A public item without its body.
#[derive(Debug, Serialize)]
pub(crate) struct Card {
    pub id: Uuid,
    pub title: String,
    pub summary: String,
    pub cover: Option<Uuid>,
    /// Since when everybody sees it.
    pub at: String,
    pub park: Uuid,
    pub park_name: String,
}

impl From<Shown> for Card {
    fn from(Shown { news, park }: Shown) -> Self {
        Self {
            id: news.id,
            title: news.title,
            summary: news.summary,
            cover: news.cover,
            at: news.public_from.unwrap_or(news.created_at).to_rfc3339(),
            park: park.provider_id,
            park_name: park.park_name,
        }
    }
}
