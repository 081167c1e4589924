//! The repository as text, for proofs that read it.

use std::fs;
use std::path::{Path, PathBuf};

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the repository is there")
}

/// A file of the repository.
pub fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every file with this ending below a folder of the repository, as `(path from the root, text)`, in order of path.
/// What was installed or built is not looked at.
pub fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    walk(&root().join(folder), &mut |path| {
        let name = path.strip_prefix(root()).expect("below the root").display().to_string();
        if name.ends_with(ending) {
            found.push((name, fs::read_to_string(path).expect("a text file")));
        }
    });
    found.sort();
    found
}

fn walk(folder: &Path, seen: &mut impl FnMut(&Path)) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.expect("a folder can be read").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if !matches!(&*name, "target" | "node_modules" | "dist" | "output") && !name.starts_with('.') {
                walk(&path, seen);
            }
        } else {
            seen(&path);
        }
    }
}

/// Rust without comments and without what stands in quotes, so that words can be looked for; line breaks stay.
pub fn bare(rust: &str) -> String {
    let mut out = String::with_capacity(rust.len());
    for line in rust.lines() {
        let (mut quoted, mut escaped, mut before) = (false, false, ' ');
        for c in line.chars() {
            if quoted {
                quoted = escaped || c != '"';
                escaped = c == '\\' && !escaped;
            } else if c == '"' && before != '\'' {
                quoted = true;
            } else if c == '/' && before == '/' {
                out.pop();
                break;
            } else {
                out.push(c);
            }
            before = c;
        }
        out.push('\n');
    }
    out
}

/// The names in backquotes in a text.
pub fn ticked(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// The rows of the Markdown table whose head begins with `| head |`, as cells.
pub fn table<'a>(page: &'a str, head: &str) -> Vec<Vec<&'a str>> {
    let start = format!("| {head} |");
    let mut lines = page.lines().skip_while(|line| !line.starts_with(&start));
    assert!(lines.next().is_some(), "no table that begins with {start}");
    lines
        .skip(1)
        .take_while(|line| line.starts_with('|'))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect()
}

#[test]
fn bare_leaves_code_alone() {
    let code = "let a = \"crate::account \\\" x\"; // crate::review\nuse crate::kernel; '\"'; b\n";
    assert_eq!(bare(code), "let a = ; \nuse crate::kernel; '\"'; b\n");
}
