//! What the hall knows of a park and can fill in, so that nobody types what is written down already. A new fact is one word here and
//! one arm of [`count`].

use super::exact::Exact;
use super::state::{Window, words};
use crate::kernel::{Outcome, Uuid};
use crate::park;
use sea_orm::ConnectionTrait;

words! {
    /// A fact that can be counted.
    Fact {
        /// 园区面积 in square metres, as approved.
        Area = "area",
        /// 主导产业: how many the approved information names.
        Industries = "industries",
    }
}

/// What the hall knows of a park for a window; facts that grow are counted within it.
///
/// # Errors
/// When the database fails or the park is gone.
pub async fn count(db: &impl ConnectionTrait, fact: Fact, park: Uuid, _window: &Window) -> Outcome<Exact> {
    let details = park::find::details(db, park).await?;
    Ok(match fact {
        // A land register has hundredths.
        Fact::Area => Exact::parse(&format!("{:.2}", details.area)).unwrap_or(Exact::ZERO),
        Fact::Industries => Exact::whole(i64::try_from(details.industries()?.len()).unwrap_or(i64::MAX)),
    })
}
