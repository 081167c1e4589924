//! The body of a news item: what comes out does nothing but show text, pictures of ours and links, whatever went in.

use super::text;
use hall::kernel::Uuid;
use hall::news::markup::{clean, from_plain, pictures, plain};
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

/// Elements that may come out, each with its attributes, in this order.
pub(crate) const ALLOWED: &[(&str, &[&str])] = &[
    ("p", &[]),
    ("h2", &[]),
    ("h3", &[]),
    ("h4", &[]),
    ("strong", &[]),
    ("em", &[]),
    ("u", &[]),
    ("s", &[]),
    ("ul", &[]),
    ("ol", &[]),
    ("li", &[]),
    ("blockquote", &[]),
    ("figure", &[]),
    ("figcaption", &[]),
    ("br", &[]),
    ("hr", &[]),
    ("a", &["href", "rel"]),
    ("img", &["src", "alt"]),
];

/// Elements without an end.
const VOID: &[&str] = &["br", "hr", "img"];

/// Any bytes as markup, and any bytes as plain text typed over a body.
pub fn news(bytes: &[u8]) {
    let typed = text(bytes);
    let before = clean(&typed);
    if let Ok(body) = &before {
        harmless(body);
        assert_eq!(clean(body).as_ref(), Ok(body), "cleaning {typed:?} again changes it");
        let files = pictures(body);
        assert!(files.iter().all(|file| body.contains(&file.to_string())), "{body}");
        let again = from_plain(&plain(body), body);
        assert_eq!(clean(&again).as_ref(), Ok(&again), "what is not touched is clean: {again:?}");
    }
    let body = from_plain(&typed, before.as_deref().unwrap_or_default());
    if let Ok(kept) = clean(&body) {
        harmless(&kept);
    }
}

/// What a browser would read is well formed and names nothing but what may stand in an article.
fn harmless(body: &str) {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut open: Vec<String> = Vec::new();
    for token in Tokenizer::new_with_emitter(body, emitter).flatten() {
        match token {
            Token::StartTag(tag) => {
                let name = allowed(&tag, body);
                if !VOID.contains(&name.as_str()) {
                    open.push(name);
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                assert_eq!(open.pop(), Some(name), "{body}");
            }
            Token::String(_) => assert!(!open.is_empty(), "words outside of a paragraph: {body}"),
            Token::Comment(_) | Token::Doctype(_) => panic!("a comment or a type came out: {body}"),
            Token::Error(error) => panic!("{error:?} in {body}"),
        }
    }
    assert!(open.is_empty(), "{open:?} is left open: {body}");
}

fn allowed(tag: &StartTag<()>, body: &str) -> String {
    let name = String::from_utf8_lossy(&tag.name).into_owned();
    let known = ALLOWED.iter().find(|(allowed, _)| *allowed == name);
    let (_, attributes) = known.unwrap_or_else(|| panic!("<{name}> came out: {body}"));
    for (key, value) in &tag.attributes {
        let (key, value) = (String::from_utf8_lossy(key), String::from_utf8_lossy(value));
        assert!(attributes.contains(&key.as_ref()), "{key} of <{name}> came out: {body}");
        match key.as_ref() {
            "src" => {
                let file = value.strip_prefix("/files/").and_then(|id| id.parse::<Uuid>().ok());
                assert!(file.is_some(), "a picture from {value}");
            }
            "rel" => assert_eq!(value, "noopener nofollow"),
            "href" => leads(&value),
            _ => {}
        }
    }
    name
}

/// A link leads to a host by name over the web, to a mailbox, or to a page of the hall.
fn leads(address: &str) {
    let base = url::Url::parse("https://hall.example/news/1").expect("an address");
    let Ok(led) = base.join(address) else { return };
    assert!(["http", "https", "mailto"].contains(&led.scheme()), "{address:?} leads to {led}");
    if address.starts_with('/') {
        assert_eq!(led.origin(), base.origin(), "{address:?} leads to {led}");
    }
}
