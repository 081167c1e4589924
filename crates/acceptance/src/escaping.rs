//! Texts stay texts (safety A01, A10): every payload in every text column, every page that shows it, read by a WHATWG tokenizer:
//! the page has the elements and attributes it has with plain words. Exports keep their cells, headers their lines (A07, A48).

use crate::payloads::payloads;
use crate::world::{Marked, addresses, crawl, header, one_in, shape, tags};
use std::collections::{BTreeMap, BTreeSet};
use web::testing::{Browser, Shown};

/// Plain words, one for each column.
fn plain(_: usize, table: &str, column: &str) -> String {
    format!("平安{table}{column}")
}

/// A page's shape by viewer and address; nothing for what is no page.
type Shapes = BTreeMap<(usize, String), Vec<String>>;

fn is_page(answer: &Shown) -> bool {
    header(answer, "content-type").starts_with("text/html")
}

/// A hall full of plain words, and what everybody's pages look like then.
struct Plain {
    marked: Marked,
    browsers: Vec<Browser>,
    shapes: Shapes,
}

async fn set() -> Plain {
    let marked = Marked::new(plain).await;
    let starts = addresses(marked.world()).await;
    let (mut browsers, mut shapes, mut open) = (Vec::new(), Shapes::new(), BTreeSet::new());
    let kinds = marked.kinds().await;
    for (at, (_, _, mut browser)) in kinds.into_iter().enumerate() {
        crawl(&mut browser, &starts, |path, answer| {
            // An address with a word in it asks for that word, and a page everybody gets alike needs one look.
            let asks_for_words = path.contains("%E5%B9%B3") || path.contains("%E5%8D%B0");
            if answer.status == 200 && !asks_for_words && is_page(answer) {
                let shape = shape(&answer.body);
                if open.insert((path.to_owned(), shape.clone())) {
                    shapes.insert((at, path.to_owned()), shape);
                }
            }
        })
        .await;
        browsers.push(browser);
    }
    Plain { marked, browsers, shapes }
}

/// Whether two looks at a page show the same. Looking is written down, so the journal grows while one reads it: there, every
/// element and attribute must be one that pages have.
fn alike(path: &str, before: &[String], now: &[String], all: &BTreeSet<&String>) -> bool {
    let grows = path == "/office/journal" || path.starts_with("/office/journal?");
    if grows { now.iter().all(|line| all.contains(line)) } else { before == now }
}

/// Opens every page again and says which have another shape than before.
async fn changed(set: &mut Plain, what: &str) -> (usize, Vec<String>) {
    let (mut pages, mut wrong) = (0, Vec::new());
    let all: BTreeSet<&String> = set.shapes.values().flatten().collect();
    for ((at, path), before) in &set.shapes {
        let answer = set.browsers[*at].get(path).await;
        pages += 1;
        let now = shape(&answer.body);
        if answer.status != 200 || !alike(path, before, &now, &all) {
            let first = before.iter().zip(&now).find(|(a, b)| a != b);
            wrong.push(format!("{what}: {path} ({}) {first:?}", answer.status));
        }
        let scripts = tags(&answer.body).into_iter().filter(|tag| tag.name == "script");
        for tag in scripts.filter(|tag| tag.get("src").is_empty() && tag.get("type").is_empty()) {
            wrong.push(format!("{what}: {path} has a script of {:?}", tag.attributes));
        }
    }
    (pages, wrong)
}

/// Puts the payloads into the columns, the one after the other, beginning at `turn`.
async fn paint(marked: &Marked, turn: usize, payloads: &[String]) -> usize {
    let word = |table: &str, column: &str| {
        let place = table
            .bytes()
            .chain(column.bytes())
            .fold(0usize, |sum, byte| sum.wrapping_mul(7).wrapping_add(usize::from(byte)));
        payloads[(turn + place) % payloads.len()].clone()
    };
    marked.world().mark(&std::collections::BTreeSet::new(), word).await.len()
}

/// Turns of one hall: looking is written down, so that a hall that is looked at for long grows slow.
const TURNS: usize = 20;

/// The turns of this run, each of which puts one payload into every column: few, or as many as TIMES says. PART=1/2 is every second
/// of them, so that two processes share the whole.
fn turns(payloads: usize) -> Vec<usize> {
    let part = std::env::var("PART").unwrap_or_else(|_| "1/1".to_owned());
    let (mine, parts) = part.split_once('/').expect("a part of parts, such as 1/2");
    let (mine, parts): (usize, usize) = (mine.parse().expect("a number"), parts.parse().expect("a number"));
    (0..payloads).step_by(one_in(100)).skip(mine - 1).step_by(parts).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn safety_a01_a10_texts_stay_texts_on_every_page() {
    let payloads = payloads();
    assert_eq!(payloads.iter().collect::<BTreeSet<_>>().len(), 200);
    for turns in turns(payloads.len()).chunks(TURNS) {
        let mut set = set().await;
        let (unpainted, wrong) = changed(&mut set, "plain").await;
        assert!(wrong.is_empty(), "pages differ from themselves:\n{}", wrong.join("\n"));
        let (mut shown, mut wrong, mut texts) = (0, Vec::new(), 0);
        for turn in turns {
            texts += paint(&set.marked, *turn, &payloads).await;
            let (pages, found) = changed(&mut set, &format!("turn {turn}")).await;
            shown += pages;
            wrong.extend(found);
        }
        eprintln!(
            "escaping: payloads {turns:?} in every column, {texts} texts written, {unpainted} pages, {shown} pages shown, {} of \
             another shape",
            wrong.len()
        );
        set.marked.scene.world.done_with_messages("whatever the scene sent");
        assert!(unpainted > 150, "only {unpainted} pages");
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

/// The deliberately broken case: a template that says a text is safe is found by the same look.
#[test]
fn safety_a01_a_text_that_is_not_escaped_is_noticed() {
    let page = |filter: &str, text: &str| {
        let mut templates = minijinja::Environment::new();
        let source = format!("<p title=\"{{{{ text{filter} }}}}\">{{{{ text{filter} }}}}</p>");
        templates.add_template_owned("page.html", source).expect("a template");
        let template = templates.get_template("page.html").expect("the template");
        shape(&template.render(minijinja::context! { text => text }).expect("a page"))
    };
    let harmless = payloads().iter().filter(|text| page("|safe", text) == page("|safe", "平安")).count();
    assert!(harmless < 120, "{harmless} payloads of 200 do nothing where nothing is escaped");
    for text in payloads() {
        assert_eq!(page("", &text), page("", "平安"), "{text}");
    }
}
