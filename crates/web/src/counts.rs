//! What waits for somebody, as numbers beside the lines of their menu. Counted only on pages that show the menu.

use crate::page::Page;
use hall::Refusal;
use hall::engagement::find;
use hall::kernel::{Action, Whose};
use hall::park::settlement;
use std::collections::BTreeMap;

/// Menu path → how many things wait there; what has none is left out.
pub(crate) async fn counts(page: &Page) -> Result<BTreeMap<&'static str, u64>, Refusal> {
    let mut counts = BTreeMap::new();
    let (db, here) = (page.desk().db(), page.visit().path.as_str());
    let may = |action| page.desk().may(page.actor(), action, &Whose::Nobody).is_ok();
    let Some(seat) = page.actor().member().and_then(|member| member.enterprise.as_ref()) else {
        return Ok(counts);
    };
    if here.starts_with("/my") && may(Action::Book) {
        counts.insert("/my/bookings", find::unread(db, seat.id).await?);
    }
    if let (true, Some(provider)) = (here.starts_with("/desk") && may(Action::AnswerBookings), &seat.provider)
    {
        counts.insert("/desk/bookings", find::to_do(db, provider.id).await?);
    }
    if let (true, Some(park)) = (here.starts_with("/desk") && may(Action::AnswerSettlements), &seat.provider)
    {
        let waiting = settlement::find::waiting(db, &settlement::find::Scope::Park(park.id)).await?;
        counts.insert("/desk/settlements", waiting);
    }
    counts.retain(|_, n| *n > 0);
    Ok(counts)
}
