//! Forms as they arrive, in both encodings.

use axum::body::Body;
use axum::http::{Request, header};
use frame::Submission;

/// The most a form may bring here.
const LIMIT: usize = 64 * 1024;

/// The first byte says the encoding, the rest is the body.
pub fn forms(bytes: &[u8]) {
    let Some((first, body)) = bytes.split_first() else { return };
    let kind = match first % 3 {
        0 => "application/x-www-form-urlencoded",
        1 => "multipart/form-data; boundary=x",
        _ => "multipart/form-data; boundary=\"a b\"",
    };
    let request = Request::post("/").header(header::CONTENT_TYPE, kind).body(Body::from(body.to_vec()));
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let read = runtime.block_on(Submission::read(request.expect("a well formed request"), LIMIT));
    let Ok(form) = read else { return };
    let held: usize = form.fields().iter().map(|(name, value)| name.len() + value.len()).sum();
    // What is no text becomes a sign of three bytes.
    assert!(held <= 3 * body.len(), "{held} bytes came out of {}", body.len());
    for (name, value) in form.fields() {
        assert!(form.all(name).any(|found| found == value));
        let _ = (form.parsed::<u64>(name), form.ticked(name), form.text(name));
        super::pictures::names(value.as_bytes());
    }
}
