//! Drills: what an operator would do on a bad day, done here on every change. Backups are made while people work and are
//! restored on either database, damaged archives are refused, and the tables of every release still come up to date.

mod damage;
mod places;
mod release;
mod under_load;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::Path;

/// Every member of a zip by name.
fn members(archive: &Path) -> BTreeMap<String, Vec<u8>> {
    whole(archive).expect("a whole archive")
}

/// The same, unless it is damaged.
fn whole(archive: &Path) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let mut zip = zip::ZipArchive::new(std::io::BufReader::new(std::fs::File::open(archive)?))?;
    let mut members = BTreeMap::new();
    for at in 0..zip.len() {
        let mut member = zip.by_index(at)?;
        let mut bytes = Vec::new();
        member.read_to_end(&mut bytes)?;
        members.insert(member.name()?.into_owned(), bytes);
    }
    Ok(members)
}

/// The rows of an archive's table.
fn rows(
    members: &BTreeMap<String, Vec<u8>>,
    member: &str,
) -> Vec<serde_json::Map<String, serde_json::Value>> {
    let lines = std::str::from_utf8(&members[member]).expect("text").lines();
    lines.map(|line| serde_json::from_str(line).expect("a row")).collect()
}

/// The values of a column, as text.
fn column(members: &BTreeMap<String, Vec<u8>>, member: &str, name: &str) -> BTreeSet<String> {
    let value = |row: serde_json::Map<String, serde_json::Value>| {
        row[name].as_str().map_or_else(|| row[name].to_string(), str::to_owned)
    };
    rows(members, member).into_iter().map(value).collect()
}

/// What two archives do not say alike, without the manifests, which name the time.
fn differences(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    let differ = |name: &&&String| {
        if name.starts_with("manifest.") {
            return false;
        }
        match (one.get(**name), other.get(**name)) {
            (Some(here), Some(there)) if name.ends_with(".jsonl") => lines(here) != lines(there),
            (here, there) => here != there,
        }
    };
    names.iter().filter(differ).map(|name| (*name).clone()).collect()
}

fn lines(bytes: &[u8]) -> BTreeSet<&str> {
    std::str::from_utf8(bytes).expect("text").lines().collect()
}
