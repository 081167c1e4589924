//! Accepting an invitation that the command line made: how the first administrators come to be.

use super::words;
use crate::page::{Answer, Form, Page};
use crate::refused::Refused;
use axum::extract::Path;
use hall::Refusal;
use hall::account::appoint;
use hall::account::invitation;
use minijinja::context;

/// Says which office waits, for whoever has logged in. Nothing is used up by looking.
pub(super) async fn show(page: Page, Path(token): Path<String>) -> Answer {
    let context = waiting(&page, &token).await?;
    page.show("users/invitation.html", context).await
}

async fn waiting(page: &Page, token: &str) -> Result<minijinja::Value, Refused> {
    let offer = appoint::offered(page.desk(), token).await?;
    let bootstrap = appoint::is_bootstrap(page.desk().db()).await?;
    let role = offer.map(|role| (role.word(), words::role(page, role.word())));
    Ok(
        context! { role => minijinja::value::Serde(role), bootstrap, path_of_form => format!("/office/invitation/{token}") },
    )
}

pub(super) async fn accept(page: Page, Path(token): Path<String>, _: Form) -> Answer {
    let work = page.desk().begin(page.actor()).await?;
    match invitation::accept(&work, &token).await {
        Ok(welcome) => {
            work.keep().await?;
            let active = welcome == appoint::Welcome::Active;
            Ok(page.go_saying("/my", if active { "office-accepted" } else { "office-accepted-waiting" }))
        }
        Err(Refusal::Invalid(errors)) => {
            drop(work);
            page.again("users/invitation.html", waiting(&page, &token).await?, &errors).await
        }
        Err(refusal) => Err(Refused(refusal)),
    }
}
