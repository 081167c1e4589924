//! Cleaning: ammonia keeps what the list below names and nothing else, after the markup was found to be no heavier than an
//! article.

use super::blocks::{blocks, tokens};
use super::{MARKUP_LIMIT, TAGS_LIMIT, TooMuch, file_of};
use crate::kernel::text::{has_control, typed};
use ammonia::{Builder, UrlRelative};
use html5gum::Token;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Elements that stay.
const TAGS: [&str; 18] = [
    "p",
    "h2",
    "h3",
    "h4",
    "strong",
    "em",
    "u",
    "s",
    "ul",
    "ol",
    "li",
    "blockquote",
    "a",
    "img",
    "figure",
    "figcaption",
    "br",
    "hr",
];

/// Elements that go with everything in them: what they hold is no text, or is read by other rules than the page's.
const WITH_CONTENT: [&str; 21] = [
    "script",
    "style",
    "template",
    "noscript",
    "iframe",
    "object",
    "embed",
    "applet",
    "svg",
    "math",
    "title",
    "textarea",
    "select",
    "xmp",
    "noembed",
    "noframes",
    "plaintext",
    "head",
    "audio",
    "video",
    "canvas",
];

/// Elements the parser opens again in every paragraph that follows when they were not closed.
const FORMATTING: [&str; 13] =
    ["b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// Different ones of them, with their attributes: pages from an office program carry some.
const FORMATS_LIMIT: usize = 12;

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder
        .tags(HashSet::from(TAGS))
        .clean_content_tags(HashSet::from(WITH_CONTENT))
        .generic_attributes(HashSet::new())
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("img", HashSet::from(["src", "alt"])),
        ]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        // The filter below says which.
        .url_relative(UrlRelative::PassThrough)
        .attribute_filter(attribute)
        .link_rel(Some("noopener nofollow"))
        .strip_comments(true);
    builder
});

/// What of an attribute stays: pictures are our own files, links lead to a host by name or to a page of the hall.
fn attribute<'u>(element: &str, name: &str, value: &'u str) -> Option<Cow<'u, str>> {
    let fits = match (element, name) {
        ("img", "src") => file_of(value).is_some(),
        // An address is taken as it is or not at all: without one of its characters it might lead elsewhere.
        ("a", "href") => leads_somewhere(value) && !has_control(value),
        _ => true,
    };
    fits.then(|| typed(value))
}

/// Whether an address names its scheme as people write it, or is a path of the hall; ammonia looks at schemes once more.
fn leads_somewhere(address: &str) -> bool {
    let named = ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| address.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme)));
    let own = address.starts_with('/')
        && !address.starts_with("//")
        && address.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    named || own
}

/// Markup of which nothing does anything but show text, pictures of ours and links: blocks one after the other, each
/// well formed. Cleaning again changes nothing.
///
/// # Errors
/// [`TooMuch`] when it is heavier than an article, looked at before anything is built from it.
pub fn clean(markup: &str) -> Result<String, TooMuch> {
    weigh(markup)?;
    let once = pass(markup);
    // What stood in a table or another element that is taken out may be read in another way where it stands now.
    Ok(pass(&once))
}

fn pass(markup: &str) -> String {
    blocks(&CLEANER.clean(markup).to_string()).into_iter().map(|block| block.html).collect()
}

/// Some formats in front of many paragraphs make a parser build one for each in each of them: they are counted first.
fn weigh(markup: &str) -> Result<(), TooMuch> {
    if markup.chars().count() > MARKUP_LIMIT {
        return Err(TooMuch);
    }
    let (mut tags, mut formats) = (0, HashSet::new());
    for token in tokens(markup) {
        let Token::StartTag(tag) = token else { continue };
        tags += 1;
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if FORMATTING.contains(&name.as_str()) {
            let with: Vec<_> =
                tag.attributes.iter().map(|(name, value)| (name.0.clone(), value.value.0.clone())).collect();
            formats.insert((name, with));
        }
        if tags > TAGS_LIMIT || formats.len() > FORMATS_LIMIT {
            return Err(TooMuch);
        }
    }
    Ok(())
}
