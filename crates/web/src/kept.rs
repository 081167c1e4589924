//! Forms that came after their session had ended: kept until the same person has logged in again, who then sends them with one press,
//! so that nothing need be typed twice (WCAG 2.2.1). They are held in memory, an hour at most, and gone with the program.

use crate::app::App;
use crate::page::{Answer, Page};
use crate::refused::{login_then, status};
use crate::site::{Route, Site, Traffic};
use crate::visit::{Visit, form_token};
use axum::extract::{Path, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use chrono::TimeDelta;
use frame::Submission;
use hall::Refusal;
use hall::account::session;
use hall::kernel::{Action, Instant, Uuid};
use minijinja::context;
use minijinja::value::Serde;
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use subtle::ConstantTimeEq as _;

/// Minutes for which a form is kept.
const MINUTES: i64 = 60;
/// Bytes of all that are kept; the oldest make room.
const ROOM: usize = 16 * 1024 * 1024;

/// Adds the routes.
pub(crate) fn routes(site: Site) -> Site {
    site.get("/kept/{id}", Action::UseSession, show)
}

/// A form that came too late.
#[derive(Debug, Clone)]
struct Kept {
    id: Uuid,
    account: Uuid,
    at: Instant,
    path: String,
    fields: Vec<(String, String)>,
    /// Whether it carries pictures, which must be chosen again.
    upload: bool,
}

impl Kept {
    fn size(&self) -> usize {
        self.fields.iter().map(|(name, value)| name.len() + value.len()).sum()
    }
}

/// The forms that are kept, the oldest first.
#[derive(Default)]
pub(crate) struct Shelf(Mutex<VecDeque<Kept>>);

impl Shelf {
    fn put(&self, kept: Kept) {
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = kept.at - TimeDelta::minutes(MINUTES);
        shelf.retain(|other| other.at > fresh);
        shelf.push_back(kept);
        let mut held: usize = shelf.iter().map(Kept::size).sum();
        while held > ROOM {
            held -= shelf.pop_front().map_or(held, |oldest| oldest.size());
        }
    }

    fn get(&self, id: Uuid, account: Uuid, now: Instant) -> Option<Kept> {
        let shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let fits = |kept: &&Kept| kept.id == id && kept.account == account;
        shelf.iter().find(fits).filter(|kept| now - kept.at < TimeDelta::minutes(MINUTES)).cloned()
    }
}

/// The answer to a form of somebody who is not logged in (any more): to log in, and then back to what was typed where this browser
/// was shown the form in a session of its own, else to the page it came from.
pub(crate) async fn too_late(app: &App, visit: &Visit, route: Route, request: Request) -> Response {
    if !frame::headers::comes_from_here(request.method(), request.headers(), &app.settings.base_url) {
        return status(StatusCode::FORBIDDEN, "error-foreign-form");
    }
    let back = came_from(request.headers(), &app.settings.base_url);
    let next = match keep(app, visit, route, request).await {
        Some(id) => format!("/kept/{}", id.simple()),
        None => back.unwrap_or_else(|| "/my".to_owned()),
    };
    login_then(visit, &next)
}

/// Keeps the form; none where it is not one of a session of this browser, or one that is no loss.
async fn keep(app: &App, visit: &Visit, route: Route, request: Request) -> Option<Uuid> {
    // Passwords and codes are not kept, and whoever is logged out need not log out.
    if matches!(route.action, Action::KeepOwnAccount | Action::UseSession | Action::LogIn) {
        return None;
    }
    let token = app.cookies.get(request.headers(), "session")?.to_owned();
    let former = session::former(&app.desk, &token).await.ok()??;
    let upload = matches!(route.traffic, Traffic::Upload | Traffic::Sheet);
    let _room = if upload { Some(app.crowd.room(request.headers(), route.traffic.limit())?) } else { None };
    let form = Submission::read(request, route.traffic.limit()).await.ok()?;
    let shown = form_token(app, &visit.browser, &former.session.to_string());
    if !bool::from(form.text("_csrf").as_bytes().ct_eq(shown.as_bytes())) {
        return None;
    }
    let fields = form.fields().iter().filter(|(name, _)| name != "_csrf").cloned().collect();
    let kept = Kept {
        id: app.desk.id(),
        account: former.account,
        at: app.desk.now(),
        path: visit.here.clone(),
        fields,
        upload,
    };
    let id = kept.id;
    app.kept.put(kept);
    Some(id)
}

/// The page of ours that a form was on.
fn came_from(headers: &HeaderMap, origin: &str) -> Option<String> {
    let page = headers.get(header::REFERER)?.to_str().ok()?.strip_prefix(origin)?;
    crate::page::own_path(page).map(str::to_owned)
}

/// What was typed, to be sent after all.
async fn show(page: Page, Path(id): Path<Uuid>) -> Answer {
    let member = page.member()?;
    let kept = page.app().kept.get(id, member.account, page.desk().now()).ok_or(Refusal::NotFound)?;
    let context = context! {
        action => kept.path,
        fields => Serde(&kept.fields),
        upload => kept.upload,
    };
    page.show("account/kept.html", context).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(id: u128, at: Instant, length: usize) -> Kept {
        let fields = vec![("text".to_owned(), "x".repeat(length - 4))];
        Kept {
            id: Uuid::from_u128(id),
            account: Uuid::nil(),
            at,
            path: "/".to_owned(),
            fields,
            upload: false,
        }
    }

    #[test]
    fn a_kept_form_is_its_owners_for_an_hour_and_the_oldest_make_room() {
        let shelf = Shelf::default();
        let now = hall::testing::beginning();
        shelf.put(kept(1, now, 100));
        let later = now + TimeDelta::minutes(59);
        assert!(shelf.get(Uuid::from_u128(1), Uuid::nil(), later).is_some());
        assert!(shelf.get(Uuid::from_u128(1), Uuid::from_u128(7), later).is_none());
        assert!(shelf.get(Uuid::from_u128(1), Uuid::nil(), now + TimeDelta::minutes(60)).is_none());
        for id in 2..=18 {
            shelf.put(kept(id, later, 1024 * 1024));
        }
        let there = |id| shelf.get(Uuid::from_u128(id), Uuid::nil(), later).is_some();
        assert_eq!((1..=18).filter(|id| there(*id)).collect::<Vec<_>>(), (3..=18).collect::<Vec<_>>());
    }
}
