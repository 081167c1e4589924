//! The office's first page: for reviewers what waits, for everybody where they may go.

use super::view::tonight;
use crate::page::{Answer, Page};
use hall::kernel::Role;
use hall::review::{Scope, find};
use minijinja::context;
use minijinja::value::Serde;

pub(crate) async fn home(page: Page) -> Answer {
    let counts = match page.member()?.holds(Role::Reviewer) {
        true => {
            let scope = Scope::of_reviewer(page.actor());
            Some(find::counts(page.desk().db(), &scope, page.desk().now(), tonight(&page)).await?)
        }
        false => None,
    };
    page.show("review/home.html", context! { where => "office", counts => Serde(counts) }).await
}
