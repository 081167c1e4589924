//! Texts that become markup, headers and addresses.

use super::text;

/// Legal texts and manuals: no tag comes out that the renderer does not write itself.
pub fn texts(bytes: &[u8]) {
    let typed = text(bytes);
    for (kind, words) in hall::account::legal::blocks(&typed) {
        assert!(["heading", "item", "text"].contains(&kind) && !words.contains('\n'));
    }
    let html = web::testing::manual(&typed);
    for tag in html.split('<').skip(1) {
        let name: String =
            tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        assert!(TAGS.contains(&name.as_str()), "<{name}> came out of {typed:?}");
        let head = tag.split('>').next().unwrap_or_default().to_ascii_lowercase();
        assert!(!head.contains("javascript:") || !head.contains("href=\"javascript"), "{head}");
        assert!(!head.split('"').step_by(2).any(|part| part.contains(" on")), "a handler in {head}");
    }
}

/// What a manual may become.
const TAGS: &[&str] = &[
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "div",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Where somebody wants to go after logging in: only where the browser stays at this hall.
pub fn next(bytes: &[u8]) {
    let typed = text(bytes);
    let Some(path) = web::page::own_path(&typed) else { return };
    for base in ["https://hall.example/login", "https://hall.example/login?next=x", "http://localhost:8080/"]
    {
        let base = url::Url::parse(base).expect("an address");
        let led = base.join(path).expect("an own path is an address");
        assert_eq!(led.origin(), base.origin(), "{path:?} leads to {led}");
    }
    axum::http::HeaderValue::try_from(path).expect("an own path fits a header");
}

/// Names of downloads: one header, which says the name and nothing else.
pub fn downloads(bytes: &[u8]) {
    let name = text(bytes);
    let value = frame::attachment(&name);
    let value = value.to_str().expect("plain text");
    let encoded = value.strip_prefix("attachment; filename*=UTF-8''").expect("one parameter");
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"!#$&+-.^_`|~%".contains(&b);
    assert!(encoded.bytes().all(plain), "{encoded}");
    let mut decoded = Vec::new();
    let mut rest = encoded.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        if *first == b'%' {
            let digits = std::str::from_utf8(&after[..2]).expect("two digits");
            decoded.push(u8::from_str_radix(digits, 16).expect("a number"));
            rest = &after[2..];
        } else {
            decoded.push(*first);
            rest = after;
        }
    }
    let decoded = String::from_utf8(decoded).expect("text");
    assert!(!decoded.chars().any(|c| c.is_control() || "/\\\u{202e}".contains(c)), "{decoded:?}");
    let kept = |c: &char| {
        !c.is_control()
            && !"/\\".contains(*c)
            && !('\u{202a}'..='\u{202e}').contains(c)
            && !('\u{2066}'..='\u{2069}').contains(c)
    };
    assert_eq!(decoded, name.chars().filter(kept).collect::<String>());
}
