//! Templates: minijinja, compiled from embedded text (in development read anew from disk at each change, so that
//! a saved template is seen at the next request). HTML is escaped always; an undefined name is an error.

use crate::locales::{Locale, Locales};
use minijinja::value::{Kwargs, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior};
use std::sync::Arc;

/// Where templates come from: gives the text of `account/login.html`.
pub type Source = dyn Fn(&str) -> Option<String> + Send + Sync;

/// The template engine with the functions every page uses.
#[derive(Clone)]
pub struct Templates {
    environment: Arc<Environment<'static>>,
    source: Option<Arc<Source>>,
    locales: Arc<Locales>,
}

impl Templates {
    /// Takes templates from `source`. With `reload` they are read anew for every page.
    #[must_use]
    pub fn new(source: Arc<Source>, locales: Arc<Locales>, reload: bool) -> Self {
        let environment = Arc::new(environment(&source, &locales));
        Self { environment, source: reload.then_some(source), locales }
    }

    /// The texts the templates use.
    #[must_use]
    pub fn locales(&self) -> &Arc<Locales> {
        &self.locales
    }

    /// Makes a page.
    ///
    /// # Errors
    /// When the template does not exist, does not parse, or uses a name the context does not have.
    pub fn render(&self, name: &str, context: Value) -> Result<String, Error> {
        match &self.source {
            Some(source) => environment(source, &self.locales).get_template(name)?.render(context),
            None => self.environment.get_template(name)?.render(context),
        }
    }
}

fn environment(source: &Arc<Source>, locales: &Arc<Locales>) -> Environment<'static> {
    let mut environment = Environment::new();
    let source = Arc::clone(source);
    environment.set_loader(move |name| Ok::<_, Error>(source(name)));
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_auto_escape_callback(|name| {
        if name.ends_with(".txt") { AutoEscape::None } else { AutoEscape::Html }
    });
    environment.set_recursion_limit(100);
    let texts = Arc::clone(locales);
    // `t("key", n=3)`: the page's language is the context's `locale`.
    environment.add_function("t", move |state: &minijinja::State, key: &str, args: Kwargs| {
        let tag = state.lookup("locale").and_then(|tag| tag.as_str().map(str::to_owned)).unwrap_or_default();
        let locale = Locale::of(&tag).unwrap_or_default();
        let mut filled = serde_json::Map::new();
        for name in args.args() {
            let value: Value = args.get(name)?;
            filled.insert(name.to_owned(), to_json(&value)?);
        }
        Ok::<_, Error>(texts.text(locale, key, &serde_json::Value::Object(filled)))
    });
    let texts = Arc::clone(locales);
    // `tx("key", object)`: the same with arguments that come as one object.
    environment.add_function("tx", move |state: &minijinja::State, key: &str, args: Option<Value>| {
        let tag = state.lookup("locale").and_then(|tag| tag.as_str().map(str::to_owned)).unwrap_or_default();
        let args = args.map(|args| to_json(&args)).transpose()?.unwrap_or(serde_json::Value::Null);
        Ok::<_, Error>(texts.text(Locale::of(&tag).unwrap_or_default(), key, &args))
    });
    environment
}

fn to_json(value: &Value) -> Result<serde_json::Value, Error> {
    serde_json::to_value(value).map_err(|error| Error::new(ErrorKind::BadSerialization, error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use minijinja::context;

    #[test]
    fn macros_speak_the_language_of_the_page() {
        let zh = ("zh-CN/a.ftl".to_owned(), "hello = 你好，{ $name }\n".into());
        let en = ("en/a.ftl".to_owned(), "hello = Hello, { $name }\n".into());
        let locales = Arc::new(Locales::read([zh, en]).unwrap());
        let source = |name: &str| {
            let text = match name {
                "parts.html" => {
                    "{% macro hi(name) %}{{ t('hello', name=name) }} {{ site }}{% endmacro %}{% macro two() %}{{ hi('<b>') }}{% endmacro %}"
                }
                "page.html" => "{% from 'parts.html' import hi, two %}{{ hi('A') }}|{{ two() }}",
                _ => return None,
            };
            Some(text.to_owned())
        };
        let templates = Templates::new(Arc::new(source), locales, false);
        let page = |locale: &str| templates.render("page.html", context! { locale, site => "S" }).unwrap();
        assert_eq!(page("en"), "Hello, A S|Hello, &lt;b&gt; S");
        assert_eq!(page("zh-CN"), "你好，A S|你好，&lt;b&gt; S");
    }
}
