//! What outside bytes may not do to the parsers. Each target takes any bytes and panics when a promise is broken; a fuzzer calls
//! them from `fuzz/` (which compiles this folder as its library), and every `make test` calls them with the inputs that were
//! kept in `fuzz/corpus/<target>/`. A new target is a line in [`TARGETS`], a function, and a file in `fuzz/fuzz_targets/`.

mod codes;
mod forms;
pub(crate) mod markup;
mod pages;
mod pictures;
mod reference;
mod scores;
mod sheets;
mod tables;
mod texts;
mod tokens;

#[cfg(test)]
mod corpus;

/// A target: its name and what it does with bytes.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: &[Target] = &[
    ("cells", tables::cells),
    ("codes", codes::codes),
    ("cookies", pages::cookies),
    ("downloads", texts::downloads),
    ("forms", forms::forms),
    ("id_tokens", tokens::id_tokens),
    ("names", pictures::names),
    ("news", markup::news),
    ("next", texts::next),
    ("pictures", pictures::pictures),
    ("queries", pages::queries),
    ("rules", scores::rules),
    ("sheets", sheets::sheets),
    ("texts", texts::texts),
    ("tokens", tokens::tokens),
];

/// Calls one target.
///
/// # Panics
/// When there is none of that name, or a promise is broken.
pub fn run(name: &str, bytes: &[u8]) {
    let target = TARGETS.iter().find(|target| target.0 == name);
    (target.unwrap_or_else(|| panic!("there is no target {name}")).1)(bytes);
}

/// Bytes as text; what is none is replaced.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
