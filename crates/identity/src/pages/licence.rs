//! 电子证照 (B13, B14): the list with its search, 证照预览 and 证照下载.

use super::paper;
use crate::context::context;
use crate::front::Ask;
use crate::problem::{Outcome, Problem};
use crate::provider::Identity;
use crate::rules::period;
use crate::store::people::licence;
use crate::view;
use crate::work::event;
use axum::http::header;
use axum::response::Response;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use serde::Serialize;
use serde_json::json;
use uuid::Uuid;

/// One licence, as pages show it.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    pub id: String,
    pub name: String,
    pub number: String,
    /// Empty when only the holder vouches for it.
    pub authority: String,
    pub holder: String,
    /// `2020-01-01 至 长期`, or nothing when nobody said.
    pub valid: String,
    /// `yes`, `soon` or `no`.
    pub force: &'static str,
}

fn row(identity: &Identity, ask: &Ask, model: licence::Model) -> Outcome<Row> {
    let number = identity.keys.open("licence", &model.id.to_string(), &model.number);
    let number = number.ok_or_else(|| Problem::Broken("a licence's number cannot be opened".into()))?;
    let day = |text: &Option<String>| text.as_deref().and_then(|text| text.parse().ok());
    let today = view::local(ask.now).date_naive();
    let valid = model.valid_from.as_ref().map(|from| {
        let until =
            model.valid_until.clone().unwrap_or_else(|| view::text(identity, ask, "forever", &json!(null)));
        view::text(identity, ask, "period", &json!({ "from": from, "until": until }))
    });
    Ok(Row {
        id: model.id.to_string(),
        force: period::force(day(&model.valid_from), day(&model.valid_until), today).key(),
        name: model.name,
        number: String::from_utf8_lossy(&number).into_owned(),
        authority: model.authority,
        holder: model.holder,
        valid: valid.unwrap_or_default(),
    })
}

/// The licences of whoever is logged in whose name holds `words`.
pub async fn rows(identity: &Identity, ask: &Ask, words: &str) -> Outcome<Vec<Row>> {
    let found = licence::Entity::find()
        .filter(licence::Column::AccountId.eq(ask.signed()?.account.id))
        .order_by_asc(licence::Column::CreatedAt)
        .order_by_asc(licence::Column::Id)
        .all(identity.store.read())
        .await?;
    found
        .into_iter()
        .filter(|model| model.name.contains(words))
        .map(|model| row(identity, ask, model))
        .collect()
}

/// The list.
pub async fn list(identity: Identity, ask: Ask) -> Outcome<Response> {
    let words = ask.query("name").trim();
    let rows = rows(&identity, &ask, words).await?;
    view::page(&identity, &ask, "licences.html", context! { tab => "licences", rows, words })
}

/// One of one's own licences.
async fn own(identity: &Identity, ask: &Ask) -> Outcome<Row> {
    let account = ask.signed()?.account.id;
    let id = Uuid::try_parse(ask.param("id")).map_err(|_| Problem::NotFound)?;
    let found = licence::Entity::find_by_id(id).filter(licence::Column::AccountId.eq(account));
    row(identity, ask, found.one(identity.store.read()).await?.ok_or(Problem::NotFound)?)
}

/// 证照预览.
pub async fn preview(identity: Identity, ask: Ask) -> Outcome<Response> {
    let row = own(&identity, &ask).await?;
    let drawn = paper::svg(&paper::lines(&identity, &ask, &row));
    view::page(&identity, &ask, "licence.html", context! { tab => "licences", row, drawn })
}

/// 证照下载, as PDF.
pub async fn download(identity: Identity, ask: Ask) -> Outcome<Response> {
    let row = own(&identity, &ask).await?;
    let account = ask.signed()?.account.id;
    event::add(&identity, &ask, Some(account), "licence-downloaded", None).await?;
    let pdf = paper::pdf(&paper::lines(&identity, &ask, &row));
    let mut response = view::bytes("application/pdf", pdf);
    let name = frame::attachment(&format!("{}.pdf", row.name));
    response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    Ok(response)
}
