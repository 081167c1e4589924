//! What waits for somebody, as numbers beside the lines of their menu. Counted only on pages that show the menu.

use crate::page::Page;
use hall::Refusal;
use hall::assessment;
use hall::engagement::find;
use hall::kernel::{Action, EnterpriseSeat, Role, Whose};
use hall::park::settlement;
use std::collections::BTreeMap;

/// Menu path → how many things wait there; what has none is left out.
pub(crate) async fn counts(page: &Page) -> Result<BTreeMap<&'static str, u64>, Refusal> {
    let mut counts = BTreeMap::new();
    let (db, here) = (page.desk().db(), page.visit().path.as_str());
    let may = |action| page.desk().may(page.actor(), action, &Whose::Nobody).is_ok();
    if here.starts_with("/office") && may(Action::Assess) {
        let regions = page.member()?.regions(Role::Assessor);
        counts.insert("/office/assessments", assessment::find::waiting_filings(db, &regions).await?);
        counts.insert("/office/objections", assessment::find::waiting(db, &regions).await?);
    }
    if let Some(seat) = page.actor().member().and_then(|member| member.enterprise.as_ref()) {
        of_enterprise(page, seat, &mut counts).await?;
    }
    counts.retain(|_, n| *n > 0);
    Ok(counts)
}

async fn of_enterprise(
    page: &Page,
    seat: &EnterpriseSeat,
    counts: &mut BTreeMap<&'static str, u64>,
) -> Result<(), Refusal> {
    let (db, here) = (page.desk().db(), page.visit().path.as_str());
    let may = |action| page.desk().may(page.actor(), action, &Whose::Nobody).is_ok();
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
    if let (true, Some(park)) = (here.starts_with("/desk") && may(Action::FileAssessments), &seat.provider) {
        counts.insert("/desk/assessments", assessment::find::to_file(db, park.id, page.desk().now()).await?);
    }
    Ok(())
}
