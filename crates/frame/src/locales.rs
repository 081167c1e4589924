//! Texts in both languages: Fluent files, one folder a language, one file a context. zh-CN is the source language;
//! en is complete, and a test says so.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use serde_json::Value;
use std::collections::BTreeSet;
use unic_langid::LanguageIdentifier;

/// A language a page can be shown in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Locale {
    /// Chinese (simplified): the source language.
    #[default]
    Zh,
    /// English.
    En,
}

impl Locale {
    /// Both languages.
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    /// The BCP 47 tag, as `html lang` wants it.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// The language of a tag; `None` for one we do not speak.
    #[must_use]
    pub fn of(tag: &str) -> Option<Self> {
        match tag {
            "zh-CN" | "zh" | "zh-Hans" => Some(Self::Zh),
            "en" | "en-US" | "en-GB" => Some(Self::En),
            _ => None,
        }
    }
}

/// All texts.
pub struct Locales {
    bundles: [FluentBundle<FluentResource>; 2],
}

impl Locales {
    /// Reads `(path, text)` pairs such as `("zh-CN/account.ftl", "…")`.
    ///
    /// # Errors
    /// Names the file and what is wrong with it: a syntax error, a key defined twice, an unknown folder.
    pub fn read<'a>(
        files: impl IntoIterator<Item = (String, std::borrow::Cow<'a, str>)>,
    ) -> Result<Self, String> {
        let new = |locale: Locale| {
            let language: LanguageIdentifier = locale.tag().parse().expect("our own tags are well formed");
            let mut bundle = FluentBundle::new_concurrent(vec![language]);
            bundle.set_use_isolating(false);
            bundle
        };
        let mut bundles = Locale::ALL.map(new);
        for (path, text) in files {
            let folder = path.split('/').next().unwrap_or_default();
            let locale = Locale::of(folder).ok_or_else(|| format!("{path}: no such language"))?;
            let resource = FluentResource::try_new(text.into_owned())
                .map_err(|(_, errors)| format!("{path}: {errors:?}"))?;
            bundles[locale as usize]
                .add_resource(resource)
                .map_err(|errors| format!("{path}: {errors:?}"))?;
        }
        Ok(Self { bundles })
    }

    /// Whether there is a text for `key` in this language.
    #[must_use]
    pub fn has(&self, locale: Locale, key: &str) -> bool {
        self.bundles[locale as usize].has_message(key)
    }

    /// The text for `key`, filled with `args` (a JSON object or null). A key without a text is shown as `⟦key⟧`,
    /// which no test that looks at pages lets through.
    #[must_use]
    pub fn text(&self, locale: Locale, key: &str, args: &Value) -> String {
        for locale in [locale, Locale::Zh] {
            let bundle = &self.bundles[locale as usize];
            let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else { continue };
            let args = fluent_args(args);
            let mut errors = Vec::new();
            let text = bundle.format_pattern(pattern, Some(&args), &mut errors);
            if !errors.is_empty() {
                tracing::error!(key, ?errors, "a text could not be filled");
            }
            return text.into_owned();
        }
        tracing::error!(key, "a text is missing");
        format!("⟦{key}⟧")
    }
}

/// The keys a Fluent file defines, read as text: for the test that compares languages.
#[must_use]
pub fn keys(text: &str) -> BTreeSet<String> {
    text.lines()
        .filter_map(|line| line.split_once('='))
        .map(|(key, _)| key.trim_end())
        .filter(|key| !key.is_empty() && key.starts_with(|c: char| c.is_ascii_alphabetic()))
        .filter(|key| key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_'))
        .map(str::to_owned)
        .collect()
}

fn fluent_args(args: &Value) -> FluentArgs<'static> {
    let mut filled = FluentArgs::new();
    for (name, value) in args.as_object().into_iter().flatten() {
        let value = match value {
            Value::Number(number) => FluentValue::Number(FluentNumber::new(
                number.as_f64().unwrap_or_default(),
                Default::default(),
            )),
            Value::String(text) => FluentValue::from(text.clone()),
            Value::Null => FluentValue::from(String::new()),
            other => FluentValue::from(other.to_string()),
        };
        filled.set(name.clone(), value);
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn locales() -> Locales {
        let zh = "hello = 你好，{ $name }\ncount = 共 { $n } 条\n";
        let en =
            "hello = Hello, { $name }\ncount = { $n ->\n    [one] one row\n   *[other] { $n } rows\n }\n";
        Locales::read([("zh-CN/a.ftl".to_owned(), zh.into()), ("en/a.ftl".to_owned(), en.into())]).unwrap()
    }

    #[test]
    fn texts_are_filled_in_both_languages() {
        let locales = locales();
        assert_eq!(locales.text(Locale::Zh, "hello", &json!({ "name": "甲" })), "你好，甲");
        assert_eq!(locales.text(Locale::En, "count", &json!({ "n": 1 })), "one row");
        assert_eq!(locales.text(Locale::En, "count", &json!({ "n": 2 })), "2 rows");
        assert_eq!(locales.text(Locale::En, "nothing", &Value::Null), "⟦nothing⟧");
    }

    #[test]
    fn keys_are_read_from_a_file() {
        let found = keys("# c\na-b = 1\n    .attr = x\nc = { $n ->\n    [one] = 1\n}\n");
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["a-b", "c"]);
    }
}
