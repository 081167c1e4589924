//! A park as everybody sees it.

use hall::kernel::Uuid;
use hall::park::find::Shown;
use serde::Serialize;

/// What cards and pages show of a park.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Card {
    id: Uuid,
    kind: String,
    name: String,
    district: String,
    site: String,
    area: f64,
    industries: Vec<String>,
    policies: String,
    pictures: Vec<Uuid>,
    operator: String,
    logo: Uuid,
    introduction: String,
    contact_name: String,
    contact_phone: String,
}

impl From<Shown> for Card {
    fn from(shown: Shown) -> Self {
        let Shown { park, provider, industries, pictures } = shown;
        Self {
            id: provider.id,
            kind: park.park_kind,
            name: park.park_name,
            district: park.district,
            site: park.site,
            area: park.area,
            industries,
            policies: park.policies,
            pictures,
            operator: provider.name,
            logo: provider.logo,
            introduction: provider.introduction,
            contact_name: provider.contact_name,
            contact_phone: provider.contact_phone,
        }
    }
}
