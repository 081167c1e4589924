//! What we build on and how we build: one source, no unsafe code, no silent overflow, no other program started. Licences and bans
//! are `make audit`'s, which needs cargo-deny.

use crate::source::{bare, files, read};

/// The only place crates come from.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Packages of a lock file that come from elsewhere or whose bytes are not pinned; ours have no source.
fn unpinned(lock: &str) -> Vec<String> {
    let field = |entry: &str, name: &str| {
        let mark = format!("\n{name} = \"");
        let start = entry.find(&mark)? + mark.len();
        Some(entry[start..].split('"').next()?.to_owned())
    };
    let entries = lock.split("[[package]]").skip(1);
    let wrong = entries.filter(|entry| {
        field(entry, "source").is_some_and(|source| source != REGISTRY || field(entry, "checksum").is_none())
    });
    wrong.filter_map(|entry| field(entry, "name")).collect()
}

#[test]
fn a93_every_crate_comes_from_one_registry_with_its_checksum() {
    let lock = read("Cargo.lock");
    assert!(lock.matches("[[package]]").count() > 300);
    assert_eq!(unpinned(&lock), Vec::<String>::new());
    // The broken cases: from a repository, from another registry, without a checksum.
    for source in ["git+https://example.com/x#1", "registry+https://example.com/index", REGISTRY] {
        let entry = format!("[[package]]\nname = \"x\"\nversion = \"1.0.0\"\nsource = \"{source}\"\n");
        assert_eq!(unpinned(&entry), ["x"]);
    }
}

#[test]
fn safety_a12_no_crate_of_ours_may_hold_unsafe_code_and_a_release_notices_overflow() {
    let workspace: toml::Table = read("Cargo.toml").parse().expect("Cargo.toml is TOML");
    assert_eq!(workspace["workspace"]["lints"]["rust"]["unsafe_code"].as_str(), Some("forbid"));
    assert_eq!(workspace["profile"]["release"]["overflow-checks"].as_bool(), Some(true));
    let crates = files("crates", "/Cargo.toml");
    assert!(crates.len() >= 12, "{}", crates.len());
    let free: Vec<&String> =
        crates.iter().filter(|(_, text)| !keeps_lints(text)).map(|(path, _)| path).collect();
    assert!(free.is_empty(), "these do not keep to the workspace's lints: {free:?}");
    // The broken case.
    assert!(!keeps_lints("[package]\nname = \"x\"\n[lints.rust]\nunsafe_code = \"allow\"\n"));
}

/// Whether a crate takes the workspace's lints, `forbid` among them, which nothing inside can lift.
fn keeps_lints(manifest: &str) -> bool {
    let manifest: toml::Table = manifest.parse().expect("a manifest is TOML");
    manifest.get("lints").and_then(|lints| lints.get("workspace")).and_then(toml::Value::as_bool)
        == Some(true)
}

#[test]
fn safety_a05_the_program_starts_no_other() {
    let starts = |rust: &str| bare(rust).contains("process::Command");
    assert!(starts("let x = std::process::Command::new(\"sh\");"), "the broken case");
    // Proofs may: they start the program itself, and what lays out a database.
    let ours = files("crates", ".rs").into_iter().filter(|(path, _)| !path.starts_with("crates/acceptance/"));
    let starting: Vec<String> = ours
        .filter(|(path, text)| !path.contains("tests") && !path.contains("/drills/") && starts(text))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(starting, Vec::<String>::new());
}
