//! Files: pictures, to whoever may see them.

use crate::page::{Answer, Page};
use crate::site::Site;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use hall::Refusal;
use hall::kernel::{Action, Uuid};

/// Adds the routes.
pub(crate) fn routes(site: Site) -> Site {
    site.get("/files/{id}", Action::SeePortal, show)
}

/// The bytes under a policy of their own: whatever they are, a browser runs nothing in them (safety A48). A file never
/// changes, so that a public one is kept for good; one of an enterprise's own is kept nowhere.
async fn show(page: Page, Path(id): Path<Uuid>) -> Answer {
    let (file, bytes) = hall::file::open(page.desk(), page.actor(), id).await?;
    // A picture was written anew here; anything else is as it came, and is saved instead of shown.
    let is_picture = file.mime.starts_with("image/");
    let disposition = match is_picture {
        true => HeaderValue::from_static("inline"),
        false => frame::attachment(&file.original_name),
    };
    let kind = HeaderValue::try_from(file.mime).map_err(|error| Refusal::Broken(error.to_string()))?;
    let keep = if file.public { "public, max-age=31536000, immutable" } else { "private, no-store" };
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, HeaderValue::from_static(keep)),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, bytes).into_response())
}
