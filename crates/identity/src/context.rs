//! Values for templates.

/// `context! { name, other => expression }`: anything that can be serialised, by reference, so that nothing is moved.
macro_rules! context {
    (@one $name:ident) => { ::minijinja::Value::from(::minijinja::value::Serde(&$name)) };
    (@one $name:ident => $value:expr) => { ::minijinja::Value::from(::minijinja::value::Serde(&$value)) };
    ($($name:ident $(=> $value:expr)?),* $(,)?) => {{
        let pairs: [(&'static str, ::minijinja::Value); _] =
            [$((stringify!($name), $crate::context::context!(@one $name $(=> $value)?))),*];
        ::minijinja::Value::from(::std::collections::BTreeMap::from(pairs))
    }};
}

pub(crate) use context;
