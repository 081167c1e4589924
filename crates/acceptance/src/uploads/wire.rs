//! Good pictures in bad requests: what a form with files may not be, whatever the files are (safety A39, A46).

use super::draw::png;
use axum::body::Body;
use axum::http::{Request, header};
use web::testing::{Browser, HERE};

const EDGE: &str = "----wire";

/// A request that must leave nothing behind.
pub struct Wrong {
    /// What is wrong with it.
    pub what: &'static str,
    kind: String,
    encoding: Option<&'static str>,
    body: Vec<u8>,
}

/// One part of a form.
fn part(head: &str, body: &[u8]) -> Vec<u8> {
    [format!("--{EDGE}\r\n{head}\r\n\r\n").as_bytes(), body, b"\r\n"].concat()
}

fn field(name: &str, value: &str) -> Vec<u8> {
    part(&format!("Content-Disposition: form-data; name=\"{name}\""), value.as_bytes())
}

fn picture() -> Vec<u8> {
    part("Content-Disposition: form-data; name=\"logo\"; filename=\"a.png\"", &png(400, 200))
}

/// All of them, for the form of a provider; `token` is the browser's.
pub fn all(token: &str) -> Vec<Wrong> {
    let kind = format!("multipart/form-data; boundary={EDGE}");
    let (csrf, end) = (field("_csrf", token), format!("--{EDGE}--\r\n").into_bytes());
    let form = |parts: &[Vec<u8>]| [csrf.clone(), parts.concat(), end.clone()].concat();
    let wrong = |what, body| Wrong { what, kind: kind.clone(), encoding: None, body };
    let whole = form(&[picture()]);
    let long = "x".repeat(1 << 20);
    let base64 = "Content-Disposition: form-data; name=\"logo\"; filename=\"a.png\"\r\n\
                  Content-Transfer-Encoding: base64";
    let nested = "Content-Disposition: form-data; name=\"logo\"\r\n\
                  Content-Type: multipart/mixed; boundary=inner";
    let inner = [
        b"--inner\r\nContent-Disposition: attachment; filename=\"a.png\"\r\n\r\n".as_slice(),
        &png(400, 200),
        b"\r\n--inner--\r\n",
    ]
    .concat();
    let mut all = vec![
        wrong("it ends within the picture", whole[..whole.len() / 2].to_vec()),
        wrong("it has no end", [csrf.clone(), picture()].concat()),
        wrong("two thousand fields", form(&[field("a", "1").repeat(2_000), picture()])),
        wrong("a head of a megabyte", form(&[part(&long, b""), picture()])),
        wrong("a name of a megabyte", form(&[field(&long, "1"), picture()])),
        wrong("a field of three megabytes", form(&[field("introduction", &long.repeat(3)), picture()])),
        wrong("the picture in base64", form(&[part(base64, b"iVBORw0KGgoAAAANSUhEUgAAAAE=")])),
        wrong("the picture in a form of its own", form(&[part(nested, &inner)])),
        wrong(
            "forty megabytes of nothing",
            form(&[part(
                "Content-Disposition: form-data; name=\"logo\"; filename=\"a.png\"",
                &vec![0; 40 << 20],
            )]),
        ),
        wrong("no token", [picture(), end.clone()].concat()),
        wrong(
            "a token of somebody else",
            [field("_csrf", &token.replace(|c: char| c.is_ascii_lowercase(), "A")), picture(), end.clone()]
                .concat(),
        ),
    ];
    all.extend([
        Wrong {
            what: "no boundary",
            kind: "multipart/form-data".to_owned(),
            encoding: None,
            body: whole.clone(),
        },
        Wrong {
            what: "another boundary",
            kind: "multipart/form-data; boundary=other".to_owned(),
            encoding: None,
            body: whole.clone(),
        },
        Wrong {
            what: "another kind",
            kind: "application/octet-stream".to_owned(),
            encoding: None,
            body: whole.clone(),
        },
        Wrong {
            what: "mixed",
            kind: format!("multipart/mixed; boundary={EDGE}"),
            encoding: None,
            body: whole.clone(),
        },
        Wrong {
            what: "it says it is packed",
            kind: kind.clone(),
            encoding: Some("gzip"),
            body: packed(&whole),
        },
    ]);
    all
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write as _;
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(bytes).expect("memory");
    out.finish().expect("memory")
}

/// Sends one.
pub async fn send(browser: &mut Browser, wrong: Wrong) -> web::testing::Shown {
    let mut request = Request::post("/my/provider")
        .header(header::CONTENT_TYPE, wrong.kind)
        .header(header::CONTENT_LENGTH, wrong.body.len())
        .header(header::ORIGIN, HERE);
    if let Some(encoding) = wrong.encoding {
        request = request.header(header::CONTENT_ENCODING, encoding);
    }
    browser.send(request.body(Body::from(wrong.body)).expect("a request")).await
}
