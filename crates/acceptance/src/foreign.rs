//! Ids of somebody else in place of one's own (safety A78): in every field that holds an id, of every form as pages show it.
//! The forms are found by opening pages, so a new one joins by itself.

use crate::world::{
    ALWAYS, Marked, Owner, Parameter, Part, addresses, crawl, filled, one_in, parameter, pattern, table,
    tags, token,
};
use hall::kernel::Uuid;
use std::collections::{BTreeMap, BTreeSet};
use web::testing::Browser;

/// A form as a page showed it: where it goes, and what a browser would send.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Shown {
    action: String,
    multipart: bool,
    fields: Vec<(String, String)>,
}

/// Fields whose id the page made up, so that a form sent twice is done once: they name nothing.
const KEYS: &[&str] = &["form_key"];

/// Forms that pages show only to those who have more than one of something, with the field that names it.
const SOMETIMES: &[(&str, &str)] = &[("/my/enterprises/switch", "id")];

/// Forms that must be accepted with ids of one's own, so that a refusal above is one of the id.
const ACCEPTED: &[&str] =
    &["/desk/products/{id}/edit?", "/desk/news/{id}/edit?", "/my/provider?", "/my/security/sessions/end?"];

/// Something a person could have typed into an empty field.
fn typed(name: &str, kind: &str) -> &'static str {
    match (name, kind) {
        (_, "date") => "2026-03-20",
        (_, "datetime-local") => "2026-03-20T09:00",
        (_, "number") => "1",
        (_, "checkbox" | "radio") => "1",
        ("contact_phone" | "phone", _) => "0000-1234567",
        ("city", _) => "新加坡",
        _ => "示例文字",
    }
}

/// The forms of a page that change something.
fn forms(path: &str, page: &str) -> Vec<Shown> {
    let mut found: Vec<Shown> = Vec::new();
    let (mut open, mut select) = (false, String::new());
    for tag in tags(page) {
        match tag.name.as_str() {
            "form" => {
                open = tag.get("method").eq_ignore_ascii_case("post");
                let action = if tag.get("action").is_empty() { path } else { tag.get("action") };
                let multipart = tag.get("enctype") == "multipart/form-data";
                if open {
                    found.push(Shown { action: action.to_owned(), multipart, fields: Vec::new() });
                }
            }
            "select" => select = tag.get("name").to_owned(),
            _ if !open => {}
            "option" => {
                if let Some(form) =
                    found.last_mut().filter(|_| !select.is_empty() && !tag.get("value").is_empty())
                {
                    let chosen = tag.attributes.contains_key("selected");
                    let there = form.fields.iter().position(|(name, _)| *name == select);
                    match there {
                        Some(at) if chosen => tag.get("value").clone_into(&mut form.fields[at].1),
                        Some(_) => {}
                        None => form.fields.push((select.clone(), tag.get("value").to_owned())),
                    }
                }
            }
            "input" | "button" | "textarea" => {
                let (name, kind) = (tag.get("name"), tag.get("type"));
                if name.is_empty() || name == "_csrf" || matches!(kind, "file" | "password") {
                    continue;
                }
                let value = if tag.get("value").is_empty() && kind != "hidden" {
                    typed(name, kind)
                } else {
                    tag.get("value")
                };
                if let Some(form) = found.last_mut() {
                    form.fields.push((name.to_owned(), value.to_owned()));
                }
            }
            _ => {}
        }
    }
    found
}

/// The forms everybody is shown, each once.
async fn shown(marked: &Marked) -> Vec<(String, Option<Owner>, Browser, Vec<Shown>)> {
    let starts = addresses(marked.world()).await;
    let mut all = Vec::new();
    // What is foreign to them belongs to the others.
    for (name, owner, mut browser) in marked.kinds().await {
        let mut found: BTreeSet<Shown> = SOMETIMES
            .iter()
            .map(|(action, field)| Shown {
                action: (*action).to_owned(),
                multipart: false,
                fields: vec![((*field).to_owned(), Uuid::nil().to_string())],
            })
            .collect();
        crawl(&mut browser, &starts, |path, answer| {
            if answer.status == 200 {
                found.extend(forms(path, &answer.body));
            }
        })
        .await;
        all.push((name, owner, browser, found.into_iter().collect()));
    }
    all
}

async fn send(browser: &mut Browser, form: &Shown) -> web::testing::Shown {
    let fields: Vec<(&str, &str)> =
        form.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    if form.multipart {
        browser.upload(&form.action, &fields, &[]).await
    } else {
        browser.post(&form.action, &fields).await
    }
}

/// The rows of others that differ from `before`: those whose text holds an id of an owner who is not `own`.
fn touched(before: &Rows, now: &Rows, needle: &[String]) -> Vec<String> {
    let mut tables = Vec::new();
    for (table, rows) in now.iter().filter(|(table, _)| !ALWAYS.contains(&table.as_str())) {
        let old: BTreeSet<&String> = before.get(table).into_iter().flatten().collect();
        let new: BTreeSet<&String> = rows.iter().collect();
        let different = new.symmetric_difference(&old);
        if different.into_iter().any(|row| {
            let row = row.to_lowercase();
            needle.iter().any(|id| row.contains(id))
        }) {
            tables.push(table.clone());
        }
    }
    tables
}

/// An id as rows may hold it.
fn written(id: Uuid) -> Vec<String> {
    vec![id.simple().to_string(), id.hyphenated().to_string()]
}

#[tokio::test(flavor = "multi_thread")]
async fn a78_ids_of_others_are_not_accepted_in_any_address_and_any_field() {
    let marked = Marked::unmarked().await;
    let (mut fields, mut own_ones, mut wrong) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    let (mut in_addresses, mut in_fields) = (0, 0);
    for (name, owner, mut browser, forms) in shown(&marked).await {
        let Some(owner) = owner else { continue };
        let mut rows = marked.world().records().await;
        let (homes, foreign) = (marked.homes().await, marked.foreign(&owner).await);
        let (addressed, filled_in) = (addressed(&forms, &foreign), filled_in(&forms, &foreign, &homes));
        in_addresses += addressed.iter().map(|(_, tries)| tries.len()).sum::<usize>();
        in_fields += filled_in.iter().map(|(_, tries)| tries.len()).sum::<usize>();
        fields.extend(filled_in.iter().map(|(what, _)| what.clone()));
        for (what, tries) in addressed.iter().chain(&filled_in) {
            let what = format!("{name} {what}");
            wrong.extend(tried(&marked, &mut rows, &mut browser, &what, tries).await);
        }
        // What was refused above was refused for the id: with their own ids, the same forms are accepted.
        for form in forms.iter().filter(|form| form.fields.iter().any(names_a_thing)) {
            if send(&mut browser, form).await.status == 303 {
                own_ones.insert(pattern(&form.action));
            }
        }
    }
    eprintln!(
        "foreign ids: {in_addresses} tries in addresses, {in_fields} in {} fields, {} accepted; with own ids \
         accepted: {own_ones:?}\n    {}",
        fields.len(),
        wrong.len(),
        fields.iter().cloned().collect::<Vec<_>>().join("\n    ")
    );
    marked.scene.world.done_with_messages("forms were sent");
    assert!(in_addresses > 500 && fields.len() >= 8, "only {in_addresses} in addresses and in {fields:?}");
    for form in ACCEPTED {
        assert!(own_ones.contains(*form), "{form} was not accepted with ids of one's own");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a field holds the id of something.
fn names_a_thing((field, value): &(String, String)) -> bool {
    value.parse::<Uuid>().is_ok() && !KEYS.contains(&field.as_str())
}

/// Forms with the foreign id that is in each, under words that say what was changed.
type Tries = Vec<(String, Vec<(Uuid, Shown)>)>;

/// Every route with ids of others in its address, and what its form would send for one's own thing if a page shows one.
fn addressed(forms: &[Shown], foreign: &BTreeMap<Uuid, &'static str>) -> Tries {
    // Everybody books what is public.
    let own_only = |path: &str| path.contains("{id}") && !path.starts_with("/logistics/");
    let routes: Vec<&'static str> = web::site()
        .routes()
        .iter()
        .filter(|route| route.method == "POST" && own_only(route.path))
        .map(|route| route.path)
        .collect();
    let few = one_in(8);
    let of_route = |(turn, path): (usize, &'static str)| {
        let alike = pattern(&filled(path, &Uuid::nil().to_string()));
        let form = forms.iter().find(|form| pattern(&form.action) == alike).cloned().unwrap_or_default();
        let meant = match parameter(path) {
            Some(Parameter::Of(thing)) => table(thing),
            _ => "",
        };
        // All of the kind the address is for, and in turns some of every other kind.
        let chosen = |(at, (_, home)): &(usize, (&Uuid, &&str))| **home == meant || (at + turn) % few == 0;
        let asked = foreign
            .iter()
            .enumerate()
            .filter(chosen)
            .map(|(_, (id, _))| (*id, Shown { action: filled(path, &id.to_string()), ..form.clone() }));
        (path.to_owned(), asked.collect())
    };
    routes.into_iter().enumerate().map(of_route).collect()
}

/// Every form with ids of others in each field that holds one of one's own, of the same kind where that is known.
fn filled_in(
    forms: &[Shown],
    foreign: &BTreeMap<Uuid, &'static str>,
    homes: &BTreeMap<Uuid, &'static str>,
) -> Tries {
    let mut all = Vec::new();
    for form in forms {
        for (at, field) in form.fields.iter().enumerate().filter(|(_, field)| names_a_thing(field)) {
            let home = field.1.parse().ok().and_then(|own: Uuid| homes.get(&own));
            let fitting = foreign.iter().filter(|(_, other)| home.is_none_or(|one| one == *other));
            let changed = fitting.map(|(id, _)| {
                let mut changed = form.clone();
                changed.fields[at].1 = id.to_string();
                (*id, changed)
            });
            all.push((format!("{} {}", pattern(&form.action), field.0), changed.collect()));
        }
    }
    all
}

/// All rows of the hall, table by table.
type Rows = BTreeMap<String, Vec<String>>;

/// Sends forms with foreign ids in them, `what` in words: those that broke, and whether a row that knows one of the ids is
/// another now. All tables are read once for all of them: which id it was can be found when it is one.
async fn tried(
    marked: &Marked,
    rows: &mut Rows,
    browser: &mut Browser,
    what: &str,
    forms: &[(Uuid, Shown)],
) -> Vec<String> {
    let (mut needle, mut wrong) = (Vec::new(), Vec::new());
    for (id, form) in forms {
        needle.extend(written(*id));
        let answer = send(browser, form).await.status;
        if answer.is_server_error() {
            wrong.push(format!("{what} {id}: {answer}"));
        }
    }
    let before = std::mem::replace(rows, marked.world().records().await);
    let touched = touched(&before, rows, &needle);
    if !touched.is_empty() {
        wrong.push(format!("{what}: {touched:?}"));
    }
    wrong
}

/// The deliberately broken case: an id that is accepted is reported, here that of a product of one's own.
#[tokio::test(flavor = "multi_thread")]
async fn a78_an_id_that_is_accepted_is_noticed() {
    let marked = Marked::unmarked().await;
    let carrier = marked.owners.iter().find(|owner| owner.part == Part::Carrier).expect("a carrier").clone();
    let mut browser = marked.world().browser_of(carrier.account.expect("somebody")).await;
    token(&mut browser).await;
    let homes = marked.homes().await;
    let product = carrier.ids.iter().find(|id| homes.get(*id) == Some(&"offering")).expect("a product");
    let form = Shown {
        action: format!("/desk/products/{product}/pin"),
        fields: [("on", "1"), ("version", "1")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec(),
        ..Shown::default()
    };
    let mut rows = marked.world().records().await;
    let wrong = tried(&marked, &mut rows, &mut browser, "pin", &[(*product, form)]).await;
    marked.scene.world.done_with_messages("a form was sent");
    assert!(wrong.iter().any(|line| line.contains("offering")), "{wrong:?}");
}
