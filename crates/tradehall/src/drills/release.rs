//! The tables of every release come up to date on both databases: `fixtures/v*.zip` holds a small hall as that release
//! left it (`make fixture` writes this release's), and the archive it made of it, without the larger pictures. What the
//! archive says is still there afterwards, the schema is a fresh one's, and everything verifies.

use super::places::{Engine, Place};
use super::{members, rows};
use crate::archive;
use crate::house::House;
use crate::upkeep::look;
use gateways::store::Key;
use hall::testing::{run_sql, schema};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Bytes of pictures in a fixture: enough to see that they stay as they are.
const FILES: usize = 96 * 1024;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

fn releases() -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder()).expect("the fixtures are there");
    let mut found: Vec<PathBuf> = files.map(|file| file.expect("a file").path()).collect();
    found.retain(|path| path.extension().is_some_and(|kind| kind == "zip"));
    found.sort();
    assert!(!found.is_empty(), "there is a fixture of every release");
    found
}

/// A hall as a release left it.
async fn laid_out(
    fixture: &BTreeMap<String, Vec<u8>>,
    archive: &BTreeMap<String, Vec<u8>>,
    engine: Engine,
) -> Place {
    let place = Place::on(engine).await;
    for (name, url) in [("hall", place.hall()), ("identity", place.identity())] {
        if let Some(path) = url.strip_prefix("sqlite:") {
            std::fs::write(path, &fixture[&format!("{name}.db")]).expect("a database");
        } else {
            let statements = String::from_utf8(fixture[&format!("{name}.sql")].clone()).expect("text");
            run_sql(&url, &statements).await;
        }
    }
    let store = gateways::store::Store::local(&place.file("files")).expect("a file store");
    for (name, bytes) in archive {
        let Some(id) = name.strip_prefix("files/") else { continue };
        let key = Key::of(id.parse().expect("a file's id"));
        store.put(&key, bytes.clone().into()).await.expect("kept bytes");
    }
    place
}

/// What an archive said that another does not say any more. A newer version may say more.
fn lost(before: &BTreeMap<String, Vec<u8>>, after: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let mut lost = Vec::new();
    for name in before.keys().filter(|name| name.ends_with(".jsonl")) {
        if !after.contains_key(name) {
            lost.push(format!("{name} is gone"));
            continue;
        }
        let there = rows(after, name);
        for row in rows(before, name) {
            let same = |other: &serde_json::Map<String, serde_json::Value>| {
                row.iter().all(|(column, value)| other.get(column) == Some(value))
            };
            if !there.iter().any(same) {
                lost.push(format!("{name}: {row:?}"));
            }
        }
    }
    for name in before.keys().filter(|name| name.starts_with("files/")) {
        if before.get(name) != after.get(name) {
            lost.push(format!("{name} is not what it was"));
        }
    }
    lost
}

async fn fresh(engine: Engine) -> (Place, House) {
    let place = Place::on(engine).await;
    let house = place.open().await.expect("a new hall");
    house.migrate().await.expect("its tables");
    (place, house)
}

#[tokio::test]
async fn upgrades_from_every_release_keep_every_row_and_end_at_the_schema_of_a_new_hall() {
    for release in releases() {
        let fixture = members(&release);
        let folder = tempfile::tempdir().unwrap();
        let recorded = folder.path().join("backup.zip");
        std::fs::write(&recorded, &fixture["backup.zip"]).unwrap();
        let recorded = members(&recorded);
        for engine in Engine::all() {
            let place = laid_out(&fixture, &recorded, engine).await;
            let house = place.open().await.unwrap();
            assert_ne!(hall::system::backup::steps(&house.desk).await.unwrap(), Vec::<String>::new());
            house.migrate().await.unwrap();
            house.up_to_date().await.unwrap();
            let (_other, new) = fresh(engine).await;
            assert_eq!(schema(&house.desk.database).await, schema(&new.desk.database).await, "{engine:?}");
            let now = place.file("now.zip");
            archive::write(&house, &now).await.unwrap();
            let now = members(&now);
            assert_eq!(lost(&recorded, &now), Vec::<String>::new(), "{} {engine:?}", release.display());
            let mut report = look(&house).await.unwrap();
            let held = |id: &str| recorded.contains_key(&format!("files/{id}"));
            report.wrong.retain(|line| {
                let gone =
                    line.strip_prefix("file ").and_then(|rest| rest.strip_suffix(": its bytes are gone"));
                gone.is_none_or(held)
            });
            assert!(report.wrong.is_empty(), "{report:?}");
            // A row that a step had dropped, or a column it had emptied, would be seen.
            let mut worse = now.clone();
            worse.insert("hall/enterprise.jsonl".to_owned(), Vec::new());
            assert!(lost(&recorded, &worse).len() >= rows(&recorded, "hall/enterprise.jsonl").len());
        }
    }
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_refused_and_left_alone() {
    for engine in Engine::all() {
        let (place, house) = fresh(engine).await;
        drop(house);
        let newer = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_tomorrow', 1)";
        for (url, name) in [(place.hall(), "hall"), (place.identity(), "identity")] {
            run_sql(&url, newer).await;
            let refused = match place.open().await {
                Ok(house) => house.migrate().await.map_err(|error| format!("{error:#}")).unwrap_err(),
                Err(refused) => format!("{refused:#}"),
            };
            assert!(refused.contains("newer version (m9999_tomorrow"), "{name}: {refused}");
            run_sql(&url, "DELETE FROM seaql_migrations WHERE version = 'm9999_tomorrow'").await;
        }
        place.open().await.unwrap().up_to_date().await.unwrap();
    }
}

/// Writes this release's fixture; `make fixture` asks for it, beside a PostgreSQL server.
#[tokio::test]
#[ignore = "writes fixtures/v*.zip: make fixture"]
async fn writes_the_fixture_of_this_release() {
    let (place, house) = fresh(Engine::Sqlite).await;
    let identity = house.identity.as_ref().unwrap();
    rehearsal::zone::fill(&house.desk, identity, "http://localhost:2").await.unwrap();
    let backup = place.file("backup.zip");
    archive::write(&house, &backup).await.unwrap();
    let server = Place::on(Engine::Postgres).await;
    archive::read(&server.open().await.unwrap(), &backup).await.unwrap();
    drop(house);
    std::fs::create_dir_all(folder()).unwrap();
    let to = folder().join(format!("v{}.zip", hall::system::VERSION));
    let mut zip = zip::ZipWriter::new(std::fs::File::create(&to).unwrap());
    let mut put = |name: &str, bytes: &[u8]| {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    };
    let small = place.file("small.zip");
    let mut room = FILES;
    let held: std::collections::BTreeSet<String> = by_size(&backup)
        .into_iter()
        .take_while(|(_, size)| {
            room = room.saturating_sub(*size);
            room > 0
        })
        .map(|(name, _)| name)
        .collect();
    super::damage::rewritten(&backup, &small, |name, bytes| {
        (!name.starts_with("files/") || held.contains(name)).then_some(bytes)
    });
    put("backup.zip", &std::fs::read(&small).unwrap());
    for (name, file, url) in
        [("hall", place.hall(), server.hall()), ("identity", place.identity(), server.identity())]
    {
        // One file, without the log beside it.
        let copy = place.file(&format!("{name}.copy"));
        run_sql(&file, &format!("VACUUM INTO '{}'", copy.display())).await;
        put(&format!("{name}.db"), &std::fs::read(&copy).unwrap());
        put(&format!("{name}.sql"), dumped(&url).as_bytes());
    }
    zip.finish().unwrap();
}

/// The files of an archive, the smallest first.
fn by_size(archive: &Path) -> Vec<(String, usize)> {
    let files = members(archive).into_iter().filter(|(name, _)| name.starts_with("files/"));
    let mut sizes: Vec<(String, usize)> = files.map(|(name, bytes)| (name, bytes.len())).collect();
    sizes.sort_by_key(|(_, size)| *size);
    sizes
}

/// A PostgreSQL database as statements.
#[expect(clippy::disallowed_methods, reason = "the fixture is written by the server's own tool")]
fn dumped(url: &str) -> String {
    let dump = std::process::Command::new("pg_dump")
        .args(["--inserts", "--no-owner", "--no-privileges", "--no-comments", url])
        .output()
        .expect("pg_dump is beside the server");
    assert!(dump.status.success(), "{}", String::from_utf8_lossy(&dump.stderr));
    let text = String::from_utf8(dump.stdout).expect("text");
    // Lines for psql alone are not for the server.
    text.lines().filter(|line| !line.starts_with('\\')).map(|line| format!("{line}\n")).collect()
}
