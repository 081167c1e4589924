//! The columns of the register as a table: one description for the template, the import and the export, so that what was exported
//! can be sent in again.

use crate::page::Page;
use frame::Locale;
use serde_json::Value;
use sheets::{Asked, Wanted};

/// The keys of the columns, left to right: the names of the form's fields.
pub(super) const KEYS: [&str; 8] =
    ["name", "uscc", "contact_name", "contact_phone", "entered_on", "business", "state", "remarks"];

fn text(page: &Page, locale: Locale, key: &str) -> String {
    page.app().templates.locales().text(locale, key, &Value::Null)
}

/// The heading of a column, in the reader's language.
pub(super) fn heading(page: &Page, key: &str) -> String {
    text(page, page.locale(), &format!("tenant-{key}"))
}

/// Labels of 状态 in both languages: in園 and 已迁出 by turns, the reader's first.
pub(super) fn states(page: &Page) -> Vec<String> {
    let other = if page.locale() == Locale::En { Locale::Zh } else { Locale::En };
    let both = [page.locale(), other].into_iter();
    both.flat_map(|locale| ["tenant-state-present", "tenant-state-left"].map(|key| text(page, locale, key)))
        .collect()
}

/// Marks of the template's example row, in both languages, the reader's first.
pub(super) fn examples(page: &Page) -> [String; 2] {
    let other = if page.locale() == Locale::En { Locale::Zh } else { Locale::En };
    [page.locale(), other].map(|locale| text(page, locale, "tenant-example-mark"))
}

/// What each column asks for. Headings of the other language and other usual ones are known too.
pub(super) fn wanted(page: &Page) -> Vec<Wanted> {
    KEYS.iter()
        .map(|key| {
            let asked = match *key {
                "uscc" | "contact_phone" => Asked::Code,
                "entered_on" => Asked::Day,
                "state" => Asked::Choice(states(page).into_iter().take(2).collect()),
                _ => Asked::Text,
            };
            let mut column = Wanted::new(*key, heading(page, key), asked)
                .note(text(page, page.locale(), &format!("tenant-note-{key}")))
                .example(text(page, page.locale(), &format!("tenant-example-{key}")));
            column.required = !matches!(*key, "state" | "remarks");
            for locale in [Locale::Zh, Locale::En] {
                column = column.or(text(page, locale, &format!("tenant-{key}")));
                for alias in
                    text(page, locale, &format!("tenant-alias-{key}")).split('|').filter(|a| !a.is_empty())
                {
                    column = column.or(alias);
                }
            }
            column
        })
        .collect()
}
