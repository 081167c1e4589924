//! 扫码登录 (B09): a computer shows a QR code; a phone that is logged in here opens it and says yes; the computer is in.

use super::login::Aim;
use crate::context::context;
use crate::front::{Ask, see};
use crate::problem::{Outcome, Problem};
use crate::provider::Identity;
use crate::store::entry::scan;
use crate::view;
use crate::work::{account, event, session};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::TimeDelta;
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _,
    QueryOrder as _,
};

/// How long a code can be scanned.
const LIVES: TimeDelta = TimeDelta::minutes(3);

/// The page with the code: always a new one.
pub async fn show(identity: Identity, ask: Ask) -> Outcome<Response> {
    let aim = Aim::read(&identity, &ask).await?;
    let token = identity.parts.token();
    let row = scan::Model {
        mark: identity.keys.mark("scan", &token),
        visit: ask.visit_mark.clone(),
        compare: identity.parts.digits()[..2].to_owned(),
        wanted: aim.kind.to_owned(),
        state: "shown".into(),
        account_id: None,
        address: ask.address.clone(),
        agent: ask.agent.clone(),
        created_at: ask.now,
    };
    let compare = row.compare.clone();
    scan::Entity::delete_many()
        .filter(scan::Column::Visit.eq(&ask.visit_mark))
        .exec(identity.store.write())
        .await?;
    scan::Entity::insert(scan::ActiveModel::from(row).reset_all())
        .exec_without_returning(identity.store.write())
        .await?;
    let address = format!("{}/scan/{token}", identity.settings.issuer);
    let qr = pictures::qr::svg(&address).map_err(|error| Problem::Broken(error.to_string()))?;
    view::page(
        &identity,
        &ask,
        "scan-show.html",
        context! { aim => aim.shown(), qr, compare, state => "shown" },
    )
}

/// The code this browser shows.
async fn mine(identity: &Identity, ask: &Ask) -> Outcome<Option<scan::Model>> {
    let found = scan::Entity::find()
        .filter(scan::Column::Visit.eq(&ask.visit_mark))
        .order_by_desc(scan::Column::CreatedAt)
        .one(identity.store.write())
        .await?;
    Ok(found)
}

/// How it stands: the piece of the page that asks every two seconds.
pub async fn state(identity: Identity, ask: Ask) -> Outcome<Response> {
    let aim = Aim::read(&identity, &ask).await?;
    let found = mine(&identity, &ask).await?;
    let state = match &found {
        Some(row) if ask.now - row.created_at > LIVES && row.state != "allowed" => "expired",
        Some(row) => row.state.as_str(),
        None => "expired",
    };
    let mut response =
        view::page(&identity, &ask, "scan-state.html", context! { aim => aim.shown(), state })?;
    if matches!(state, "expired" | "refused" | "used") {
        // The last word: htmx asks no more (status 286), and shows it.
        *response.status_mut() = StatusCode::from_u16(286).unwrap_or(StatusCode::OK);
    }
    Ok(response)
}

/// The computer goes in, once, after the phone said yes.
pub async fn done(identity: Identity, ask: Ask) -> Outcome<Response> {
    let aim = Aim::read(&identity, &ask).await?;
    let found = mine(&identity, &ask)
        .await?
        .filter(|row| row.state == "allowed" && ask.now - row.created_at <= LIVES * 2);
    let Some((row, id)) = found.and_then(|row| row.account_id.map(|id| (row, id))) else {
        let values = context! { aim => aim.shown(), qr => "", compare => "", state => "waiting" };
        let page = view::page_as(&identity, &ask, StatusCode::CONFLICT, "scan-show.html", values);
        return if ask.wants_piece() { Ok(see(&format!("/login/scan?kind={}", aim.kind))) } else { page };
    };
    if !turn(&identity, &row.mark, &["allowed"], "used", None).await? {
        return Err(Problem::Gone);
    }
    let account = account::get(&identity, id).await?;
    let goal = aim.goal();
    let mut response = see(&goal);
    if ask.wants_piece() {
        *response.status_mut() = StatusCode::OK;
        let to =
            axum::http::HeaderValue::from_str(&goal).map_err(|error| Problem::Broken(error.to_string()))?;
        response.headers_mut().insert("hx-redirect", to);
    }
    session::begin(&identity, &ask, &account, "qr", &mut response).await?;
    Ok(response)
}

/// From one of these states to another; whether it was in one of them.
async fn turn(
    identity: &Identity,
    mark: &str,
    from: &[&str],
    to: &str,
    by: Option<uuid::Uuid>,
) -> Outcome<bool> {
    let mut change = scan::ActiveModel { state: Set(to.to_owned()), ..Default::default() };
    if by.is_some() {
        change.account_id = Set(by);
    }
    let turned = scan::Entity::update_many()
        .set(change)
        .filter(scan::Column::Mark.eq(mark))
        .filter(scan::Column::State.is_in(from.iter().copied()))
        .exec(identity.store.write())
        .await?;
    Ok(turned.rows_affected == 1)
}

/// The code a phone has scanned, while it can be answered.
async fn scanned(identity: &Identity, ask: &Ask) -> Outcome<scan::Model> {
    let mark = identity.keys.mark("scan", ask.param("token"));
    let found = scan::Entity::find_by_id(mark).one(identity.store.write()).await?;
    let live = found
        .filter(|row| ask.now - row.created_at <= LIVES && matches!(row.state.as_str(), "shown" | "seen"));
    live.ok_or(Problem::Gone)
}

/// The phone is asked: 允许登录？
pub async fn ask(identity: Identity, ask: Ask) -> Outcome<Response> {
    let signed = ask.signed()?.clone();
    let row = scanned(&identity, &ask).await?;
    turn(&identity, &row.mark, &["shown"], "seen", None).await?;
    let fits = (row.wanted == "legal") == (signed.account.kind == "legal");
    let own = row.visit == ask.visit_mark;
    let values = context! {
        token => ask.param("token"),
        compare => row.compare,
        wanted => row.wanted,
        browser => super::safety::browser(&row.agent),
        address => row.address,
        at => view::minute(row.created_at),
        fits,
        own,
    };
    view::page(&identity, &ask, "scan-ask.html", values)
}

/// The phone answers.
pub async fn answer(identity: Identity, ask: Ask) -> Outcome<Response> {
    let signed = ask.signed()?.clone();
    let row = scanned(&identity, &ask).await?;
    let fits = (row.wanted == "legal") == (signed.account.kind == "legal");
    let allowed = ask.form.text("do") == "allow" && fits;
    let (state, by) = if allowed { ("allowed", Some(signed.account.id)) } else { ("refused", None) };
    if !turn(&identity, &row.mark, &["shown", "seen"], state, by).await? {
        return Err(Problem::Gone);
    }
    event::add(
        &identity,
        &ask,
        Some(signed.account.id),
        if allowed { "scan-allowed" } else { "scan-refused" },
        None,
    )
    .await?;
    view::page(&identity, &ask, "scan-answered.html", context! { allowed })
}
