//! What tests there are and which numbers their names carry: Rust tests by function, journeys by title.

use crate::source::files;

/// A test of the repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Where it stands: `hall/offering`, `e2e/journeys/booking.test.mjs`.
    pub place: String,
    /// Its name in words, or its title.
    pub name: String,
    /// The numbers it carries: `F05`, `L-13`, `safety A28`.
    pub numbers: Vec<String>,
}

impl Named {
    /// How pages write it.
    pub fn shown(&self) -> String {
        format!("`{}` {}", self.place, self.name)
    }
}

/// Every test of the repository.
pub fn tests() -> Vec<Named> {
    let mut tests = Vec::new();
    for (path, text) in files("crates", ".rs") {
        tests.extend(functions(&text).map(|name| Named {
            place: place(&path),
            name: name.replace('_', " "),
            numbers: of_name(name),
        }));
    }
    for ending in [".test.mjs", ".test.ts", "behave.mjs"] {
        for folder in ["e2e", "assets/ts", "assets/tools"] {
            for (path, text) in files(folder, ending) {
                tests.extend(titles(&text).into_iter().map(|title| Named {
                    place: place(&path),
                    numbers: of_title(&title),
                    name: title,
                }));
            }
        }
    }
    tests
}

/// The names of the functions that are marked as tests.
fn functions(rust: &str) -> impl Iterator<Item = &str> {
    let lines: Vec<&str> = rust.lines().map(str::trim).collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(name) = line.strip_prefix("async fn ").or_else(|| line.strip_prefix("fn ")) else {
            continue;
        };
        let mut before =
            lines[..at].iter().rev().take_while(|line| line.starts_with('#') || line.starts_with("//"));
        if before.any(|line| line.starts_with("#[test]") || line.starts_with("#[tokio::test")) {
            found.push(name.split(['(', '<']).next().unwrap_or_default());
        }
    }
    found.into_iter()
}

/// `crates/hall/src/offering/tests.rs` → `hall/offering`.
fn place(path: &str) -> String {
    let path = path.trim_start_matches("crates/").replace("/src/", "/");
    let path = path.strip_suffix(".rs").unwrap_or(&path);
    let path = path.strip_suffix("/mod").or_else(|| path.strip_suffix("/tests")).unwrap_or(path);
    path.to_owned()
}

/// The numbers in `f05_l13_pictures_…`: `F05`, `L-13`. Numbers of the safety catalogue follow the word, `safety_a01_a10`, or
/// stand bare from A23 on, where features have no such number.
fn of_name(name: &str) -> Vec<String> {
    let parts = name.split('_');
    let mut numbers = Vec::new();
    let mut safety = false;
    for part in parts {
        safety |= part == "safety";
        let Some((letter, digits)) = part.split_at_checked(1) else { continue };
        let Ok(number) = digits.parse::<u32>() else { continue };
        if digits.len() > 2 && part != "a100" {
            continue;
        }
        numbers.extend(match letter {
            "a" if safety || number > 22 => Some(format!("safety A{number:02}")),
            "a" | "b" | "c" | "d" | "e" | "f" | "n" => Some(format!("{}{number:02}", letter.to_uppercase())),
            "l" => Some(format!("L-{number}")),
            _ => None,
        });
    }
    numbers.dedup();
    numbers
}

/// The numbers in `F05 L-13: pictures …`: those before the first lower-case word.
fn of_title(title: &str) -> Vec<String> {
    let numbers = title.split([' ', ',', ':', '·', '(', ')']).filter(|word| !word.is_empty());
    let is_number = |word: &&str| {
        let mut chars = word.chars();
        chars.next().is_some_and(|c| "ABCDEFNL".contains(c))
            && chars.all(|c| c.is_ascii_digit() || c == '-')
            && word.len() >= 3
    };
    numbers.take_while(is_number).map(str::to_owned).collect()
}

/// The first argument of `test('…'`, `describe('…'`, `t.test('…'`, in whichever quotes: a title with a width in it has others.
/// What is filled in is shown as `…`.
fn titles(script: &str) -> Vec<String> {
    let mut found = Vec::new();
    for opening in ["test(", "it(", "describe(", "step("] {
        for (at, _) in script.match_indices(opening) {
            // `await(` and `split(` end with it too.
            if script[..at].ends_with(|before: char| before.is_alphanumeric()) {
                continue;
            }
            let rest = &script[at + opening.len()..];
            let Some(quote) = rest.chars().next().filter(|sign| matches!(sign, '\'' | '`')) else { continue };
            found.push(unfilled(rest[1..].split(quote).next().unwrap_or_default()));
        }
    }
    found
}

/// `at ${width}` → `at …`.
fn unfilled(title: &str) -> String {
    let mut parts = title.split("${");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |shown, part| shown + "…" + part.split_once('}').map_or("", |(_, rest)| rest))
}

#[test]
fn numbers_are_read_from_names() {
    assert_eq!(of_name("f05_l13_pictures_are_at_most_10"), ["F05", "L-13"]);
    assert_eq!(of_name("a06_safety_a07_codes"), ["A06", "safety A07"]);
    assert_eq!(of_name("a28_forms_a100_b404"), ["safety A28", "safety A100"]);
    assert_eq!(of_name("e02_safety_a01_a10_of_markup"), ["E02", "safety A01", "safety A10"]);
    assert_eq!(of_title("F10 L-13 the city is picked on the map"), ["F10", "L-13"]);
    assert_eq!(of_title("D01 E10 a filing and a tenant"), ["D01", "E10"]);
    assert_eq!(titles("test('A01 home', x); it('no'); split('?')"), ["A01 home", "no"]);
    assert_eq!(titles("test(`A01 at ${widths.join(', ')} px`)"), ["A01 at … px"]);
}
