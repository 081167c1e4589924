//! A picture for the editor: stored as those that come with the form, its address given back for the text.

use crate::page::{Answer, Form, Page};
use axum::Json;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use hall::Refusal;
use hall::file::{self, Slot};
use serde_json::{Value, json};

/// Stores one picture; `{"path": "/files/…"}`, or `{"errors": ["…"]}` in the page's language.
pub(super) async fn store(page: Page, form: Form) -> Answer {
    let Some(upload) = form.upload("picture") else {
        return Ok(refused(vec![page.text("picture-empty", &Value::Null)]));
    };
    match file::store(page.desk(), page.actor(), Slot::NewsBody, &upload.name, upload.bytes.to_vec()).await {
        Ok(id) => Ok(Json(json!({ "path": format!("/files/{id}") })).into_response()),
        Err(Refusal::Invalid(errors)) => {
            Ok(refused(errors.iter().map(|error| page.text(error.key, &error.args)).collect()))
        }
        Err(other) => Err(other.into()),
    }
}

fn refused(errors: Vec<String>) -> axum::response::Response {
    (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "errors": errors }))).into_response()
}
