//! A form as it arrived: fields in order, files with their names. Both encodings a browser sends are read the
//! same way, so that no handler knows which it was.

use axum::body::Body;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart};
use axum::http::{Request, Uri, header};
use bytes::Bytes;

/// A file that was sent along.
#[derive(Debug, Clone)]
pub struct Upload {
    /// The name of the file input.
    pub field: String,
    /// The name the sender gave the file. Never used as a path.
    pub name: String,
    /// Its bytes.
    pub bytes: Bytes,
}

/// What was typed in and sent along.
#[derive(Debug, Clone, Default)]
pub struct Submission {
    fields: Vec<(String, String)>,
    uploads: Vec<Upload>,
}

/// Why a form could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// Neither of the two encodings (415).
    Kind,
    /// More bytes or fields than allowed (413).
    TooMuch,
    /// Broken off or not well formed, a text with a NUL among it (400).
    Broken,
}

/// Whether an address holds a NUL. Nobody types one, and PostgreSQL keeps no text that holds it: such an address names nothing.
#[must_use]
pub fn names_nul(address: &Uri) -> bool {
    address.path_and_query().is_some_and(|address| address.as_str().contains("%00"))
}

/// More fields than any form of ours has.
const MOST_FIELDS: usize = 400;
/// No field of any form of ours has a name as long as this, in bytes.
const LONGEST_NAME: usize = 200;
/// The longest text a single field may hold, in bytes.
const LONGEST_FIELD: usize = 256 * 1024;

impl Submission {
    /// Reads a form of at most `limit` bytes.
    ///
    /// # Errors
    /// See [`Unreadable`].
    pub async fn read(request: Request<Body>, limit: usize) -> Result<Self, Unreadable> {
        let kind =
            request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
        let kind = kind.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
        let length: Option<usize> = request
            .headers()
            .get(header::CONTENT_LENGTH)
            .and_then(|n| n.to_str().ok())
            .and_then(|n| n.parse().ok());
        if length.is_some_and(|length| length > limit) {
            return Err(Unreadable::TooMuch);
        }
        let read = match kind.as_str() {
            "application/x-www-form-urlencoded" => Self::read_urlencoded(request.into_body(), limit).await,
            "multipart/form-data" => Self::read_multipart(request, limit).await,
            "" if length.unwrap_or(0) == 0 => Ok(Self::default()),
            _ => Err(Unreadable::Kind),
        }?;
        let holds_nul = read.fields.iter().any(|(name, value)| name.contains('\0') || value.contains('\0'));
        if holds_nul { Err(Unreadable::Broken) } else { Ok(read) }
    }

    async fn read_urlencoded(body: Body, limit: usize) -> Result<Self, Unreadable> {
        let bytes = axum::body::to_bytes(body, limit).await.map_err(|_| Unreadable::TooMuch)?;
        let mut fields = Vec::new();
        for (name, value) in url::form_urlencoded::parse(&bytes) {
            if fields.len() == MOST_FIELDS || name.len() > LONGEST_NAME || value.len() > LONGEST_FIELD {
                return Err(Unreadable::TooMuch);
            }
            fields.push((name.into_owned(), value.into_owned()));
        }
        Ok(Self { fields, uploads: Vec::new() })
    }

    async fn read_multipart(mut request: Request<Body>, limit: usize) -> Result<Self, Unreadable> {
        // Our own count is the limit; axum's default would cut in before.
        DefaultBodyLimit::disable().apply(&mut request);
        let mut multipart = Multipart::from_request(request, &()).await.map_err(|_| Unreadable::Broken)?;
        let mut read = Self::default();
        let mut total = 0_usize;
        while let Some(mut field) = multipart.next_field().await.map_err(|_| Unreadable::Broken)? {
            if read.fields.len() + read.uploads.len() == MOST_FIELDS {
                return Err(Unreadable::TooMuch);
            }
            let name = field.name().unwrap_or_default().to_owned();
            let file = field.file_name().map(str::to_owned);
            total += name.len() + file.as_ref().map_or(0, String::len);
            if name.len() > LONGEST_NAME || total > limit {
                return Err(Unreadable::TooMuch);
            }
            let mut bytes = Vec::new();
            while let Some(chunk) = field.chunk().await.map_err(|_| Unreadable::Broken)? {
                total += chunk.len();
                let long = file.is_none() && bytes.len() + chunk.len() > LONGEST_FIELD;
                if total > limit || long {
                    return Err(Unreadable::TooMuch);
                }
                bytes.extend_from_slice(&chunk);
            }
            match file {
                // A browser sends an empty part for a file input that was left alone.
                Some(file) if file.is_empty() && bytes.is_empty() => {}
                Some(file) => read.uploads.push(Upload { field: name, name: file, bytes: bytes.into() }),
                None => {
                    let text = String::from_utf8(bytes).map_err(|_| Unreadable::Broken)?;
                    read.fields.push((name, text));
                }
            }
        }
        Ok(read)
    }

    /// A submission with these fields: for tests and for forms that come from elsewhere.
    pub fn of<N: Into<String>, V: Into<String>>(fields: impl IntoIterator<Item = (N, V)>) -> Self {
        let fields = fields.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        Self { fields, uploads: Vec::new() }
    }

    /// The text of a field, trimmed; empty when it was not sent.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// Words of a field of tags: people part them by commas of either width, enumeration commas or lines.
    #[must_use]
    pub fn tags(&self, name: &str) -> Vec<String> {
        self.raw(name).split([',', '，', '、', '\n']).map(str::to_owned).collect()
    }

    /// The text of a field exactly as sent: for passwords, whose blanks count.
    #[must_use]
    pub fn raw(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// All texts of a field that may occur several times, in order.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// Whether a box was ticked.
    #[must_use]
    pub fn ticked(&self, name: &str) -> bool {
        !matches!(self.text(name), "" | "0" | "off" | "false" | "no")
    }

    /// Something with a standard text form: a number, an id, a day. `None` when empty or not of that form.
    #[must_use]
    pub fn parsed<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.text(name).parse().ok()
    }

    /// The files sent under a name, in order.
    pub fn uploads<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Upload> {
        self.uploads.iter().filter(move |upload| upload.field == name)
    }

    /// The one file sent under a name.
    #[must_use]
    pub fn upload(&self, name: &str) -> Option<&Upload> {
        self.uploads.iter().find(|upload| upload.field == name)
    }

    /// Every field, in order.
    #[must_use]
    pub fn fields(&self) -> &[(String, String)] {
        &self.fields
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(kind: &str, body: impl Into<Body>) -> Request<Body> {
        Request::post("/").header(header::CONTENT_TYPE, kind).body(body.into()).unwrap()
    }

    #[tokio::test]
    async fn both_encodings_read_the_same() {
        let plain = Submission::read(
            request("application/x-www-form-urlencoded", "name=%E7%94%B2+&tag=a&tag=b"),
            100,
        );
        let multi = "--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n甲 \r\n\
                     --x\r\nContent-Disposition: form-data; name=\"tag\"\r\n\r\na\r\n\
                     --x\r\nContent-Disposition: form-data; name=\"tag\"\r\n\r\nb\r\n\
                     --x\r\nContent-Disposition: form-data; name=\"logo\"; filename=\"\"\r\n\r\n\r\n--x--\r\n";
        let multi = Submission::read(request("multipart/form-data; boundary=x", multi), 1_000);
        for read in [plain.await.unwrap(), multi.await.unwrap()] {
            assert_eq!(read.text("name"), "甲");
            assert_eq!(read.raw("name"), "甲 ");
            assert_eq!(read.all("tag").collect::<Vec<_>>(), ["a", "b"]);
            assert!(read.upload("logo").is_none());
        }
    }

    #[tokio::test]
    async fn a40_more_than_allowed_is_not_read() {
        let much = Submission::read(request("application/x-www-form-urlencoded", "a".repeat(101)), 100).await;
        assert_eq!(much.unwrap_err(), Unreadable::TooMuch);
        let name = "n".repeat(LONGEST_NAME + 1);
        let named = format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n1\r\n--x--\r\n");
        let named = Submission::read(request("multipart/form-data; boundary=x", named), 1_000).await;
        assert_eq!(named.unwrap_err(), Unreadable::TooMuch);
        let other = Submission::read(request("application/json", "{}"), 100).await;
        assert_eq!(other.unwrap_err(), Unreadable::Kind);
        let broken =
            Submission::read(request("multipart/form-data; boundary=x", "--x\r\nContent"), 100).await;
        assert_eq!(broken.unwrap_err(), Unreadable::Broken);
    }

    #[tokio::test]
    async fn safety_a12_a_nul_is_in_no_text() {
        let urlencoded = Submission::read(request("application/x-www-form-urlencoded", "a=b%00c"), 100).await;
        assert_eq!(urlencoded.unwrap_err(), Unreadable::Broken);
        let multi = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\0c\r\n--x--\r\n";
        let multi = Submission::read(request("multipart/form-data; boundary=x", multi), 1_000).await;
        assert_eq!(multi.unwrap_err(), Unreadable::Broken);
        for (address, holds) in
            [("/a%00b", true), ("/a?b=%00", true), ("/a%20b?c=%2500", false), ("/", false)]
        {
            assert_eq!(names_nul(&Uri::from_static(address)), holds, "{address}");
        }
    }
}
