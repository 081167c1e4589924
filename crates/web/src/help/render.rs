//! Markdown to HTML for our own manuals: headings, paragraphs, lists, tables, links of ours and pictures. HTML in the text is
//! shown as text, never passed on; links lead to our own pages or to https; a picture that was not taken yet is left out
//! with its caption.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use serde::Serialize;

/// A manual ready to be shown.
#[derive(Debug, Serialize)]
pub(super) struct Manual {
    /// Its first heading.
    pub(super) title: String,
    /// Its sections: the anchor and the heading.
    pub(super) sections: Vec<(String, String)>,
    /// Its text.
    #[serde(skip)]
    pub(super) html: String,
}

/// Turns a manual into HTML; `picture` knows the width and height of the pictures there are.
pub(super) fn render(text: &str, picture: &dyn Fn(&str) -> Option<(u32, u32)>) -> Manual {
    let events: Vec<Event> = Parser::new_ext(text, Options::ENABLE_TABLES).collect();
    let (mut title, mut sections) = (String::new(), Vec::new());
    let mut out: Vec<Event> = Vec::new();
    let mut at = 0;
    while let Some(event) = events.get(at) {
        let end = |of: TagEnd| {
            events[at..].iter().position(|event| *event == Event::End(of)).map_or(events.len(), |n| at + n)
        };
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => {
                let last = end(TagEnd::Heading(HeadingLevel::H1));
                title = words(&events[at..last]);
                at = last;
            }
            Event::Start(Tag::Heading { level: HeadingLevel::H2, .. }) => {
                let last = end(TagEnd::Heading(HeadingLevel::H2));
                let heading = words(&events[at..last]);
                let anchor = format!("s{}", sections.len() + 1);
                out.push(raw(format!("<h2 id=\"{anchor}\">{}</h2>\n", escaped(&heading))));
                sections.push((anchor, heading));
                at = last;
            }
            Event::Start(Tag::Paragraph)
                if matches!(events.get(at + 1), Some(Event::Start(Tag::Image { .. }))) =>
            {
                let last = end(TagEnd::Paragraph);
                out.extend(figure(&events[at + 1..last], picture));
                at = last;
            }
            Event::Start(Tag::Image { .. }) => at = end(TagEnd::Image),
            Event::Start(Tag::Link { dest_url, .. }) if !leads_well(dest_url) => {}
            Event::End(TagEnd::Link) if !open_link(&out) => {}
            Event::Start(Tag::Table(_)) => {
                out.push(raw("<div class=\"manual-table\">".to_owned()));
                out.push(event.clone());
            }
            Event::End(TagEnd::Table) => {
                out.push(event.clone());
                out.push(raw("</div>\n".to_owned()));
            }
            Event::Html(text) | Event::InlineHtml(text) => out.push(Event::Text(text.clone())),
            other => out.push(other.clone()),
        }
        at += 1;
    }
    let mut html = String::new();
    html::push_html(&mut html, out.into_iter());
    Manual { title, sections, html }
}

/// Whether a link's start was let through and waits for its end.
fn open_link(out: &[Event]) -> bool {
    let count = |test: fn(&Event) -> bool| out.iter().filter(|event| test(event)).count();
    count(|event| matches!(event, Event::Start(Tag::Link { .. })))
        > count(|event| matches!(event, Event::End(TagEnd::Link)))
}

/// Own pages, places on this page, and other sites by https.
fn leads_well(target: &str) -> bool {
    crate::page::own_path(target).is_some() || target.starts_with('#') || target.starts_with("https://")
}

fn figure<'a>(events: &[Event], picture: &dyn Fn(&str) -> Option<(u32, u32)>) -> Option<Event<'a>> {
    let Some(Event::Start(Tag::Image { dest_url, .. })) = events.first() else { return None };
    let (width, height) = picture(dest_url)?;
    let caption = escaped(&words(events));
    Some(raw(format!(
        "<figure class=\"manual-picture\"><img src=\"/help/pictures/{}\" alt=\"{caption}\" width=\"{width}\" height=\"{height}\" \
         loading=\"lazy\"><figcaption aria-hidden=\"true\">{caption}</figcaption></figure>\n",
        escaped(dest_url),
    )))
}

fn words(events: &[Event]) -> String {
    let texts = events.iter().filter_map(|event| match event {
        Event::Text(text) | Event::Code(text) => Some(text.as_ref()),
        _ => None,
    });
    texts.collect()
}

fn raw<'a>(html: String) -> Event<'a> {
    Event::Html(CowStr::from(html))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        render(text, &|name| (name == "there.png").then_some((1366, 900))).html
    }

    #[test]
    fn a22_headings_become_a_table_of_contents() {
        let manual = render("# Manual\n\nFirst.\n\n## One & two\n\n## Three\n", &|_| None);
        assert_eq!(manual.title, "Manual");
        let sections = [("s1", "One & two"), ("s2", "Three")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(manual.sections, sections);
        assert!(manual.html.contains("<h2 id=\"s1\">One &amp; two</h2>"), "{}", manual.html);
        assert!(!manual.html.contains("<h1>"));
    }

    #[test]
    fn a22_a_picture_that_is_missing_is_left_out_with_its_caption() {
        assert_eq!(shown("![The list](gone.png)\n"), "");
        let html = shown("![The \"list\"](there.png)\n");
        assert!(html.starts_with("<figure class=\"manual-picture\"><img src=\"/help/pictures/there.png\" alt=\"The &quot;list&quot;\" width=\"1366\""), "{html}");
        assert!(!html.contains("<p>"));
    }

    #[test]
    fn a08_html_in_a_manual_is_text_and_links_lead_nowhere_else() {
        let html = shown(
            "<script>alert(1)</script>\n\nA <b onclick=x>b</b> [x](javascript:alert(1)) [y](//evil.example) [z](/my)\n",
        );
        assert!(
            !html.contains("<script")
                && !html.contains("<b onclick")
                && !html.contains("javascript:")
                && !html.contains("evil"),
            "{html}"
        );
        assert!(html.contains("&lt;script&gt;") && html.contains("<a href=\"/my\">z</a>"), "{html}");
    }
}
