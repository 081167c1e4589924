//! Archives that were cut, changed or put together wrongly: every one is refused before anything is touched.

use super::members;
use super::places::{Engine, Place, SECRET};
use crate::archive;
use crate::house::House;
use hall::testing::{hands_at, png};
use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;

/// Writes an archive anew as `change` says; `None` leaves a member out.
pub fn rewritten(from: &Path, to: &Path, change: impl Fn(&str, Vec<u8>) -> Option<Vec<u8>>) {
    let mut zip = zip::ZipWriter::new(std::fs::File::create(to).expect("a new file"));
    for (name, bytes) in members(from) {
        let Some(bytes) = change(&name, bytes) else { continue };
        zip.start_file(&name, zip::write::SimpleFileOptions::default()).expect("a member");
        zip.write_all(&bytes).expect("its bytes");
    }
    zip.finish().expect("a whole archive");
}

async fn lived_in(place: &Place) -> House {
    let house = place.open().await.unwrap();
    house.migrate().await.unwrap();
    hall::system::prepare(&house.desk).await.unwrap();
    let bench = hands_at(house.desk.clone());
    let (_, provider) = bench.logistics("损坏示例物流").await;
    bench.product(provider, "航线").await;
    let uploader = hall::testing::logistics(house.desk.id(), house.desk.id(), "990101", house.desk.id());
    for name in ["a.png", "b.png"] {
        hall::file::store(&house.desk, &uploader, hall::file::Slot::Cover, name, png(478, 320))
            .await
            .unwrap();
    }
    house
}

/// An empty place archives are tried on; it must stay as it is.
struct Target {
    place: Place,
    house: House,
}

impl Target {
    async fn new(engine: Engine) -> Self {
        let place = Place::on(engine).await;
        let house = place.open().await.unwrap();
        Self { place, house }
    }

    async fn refuses(&self, archive: &Path) -> String {
        format!("{:#}", archive::read(&self.house, archive).await.expect_err("a damaged archive"))
    }

    async fn refuses_bytes(&self, bytes: &[u8]) -> String {
        let path = self.place.file("damaged.zip");
        std::fs::write(&path, bytes).unwrap();
        self.refuses(&path).await
    }

    /// Nothing was written: no row, no file, not even tables.
    async fn is_untouched(&self) {
        assert_eq!(hall::system::backup::steps(&self.house.desk).await.unwrap(), Vec::<String>::new());
        assert_eq!(self.house.desk.store.list("").await.unwrap(), []);
    }
}

/// Offsets of every kind of place in an archive: the beginning, inside and the end of every member, the directory, the
/// last bytes; and some more in between.
fn places(bytes: &[u8]) -> BTreeSet<usize> {
    let mut found: BTreeSet<usize> = (0..bytes.len()).step_by((bytes.len() / 150).max(1)).collect();
    // Local headers, the directory's entries, and its end.
    for mark in [b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"] {
        for at in bytes.windows(4).enumerate().filter(|(_, window)| window == mark).map(|(at, _)| at) {
            found.extend([at, at + 1, at + 4, at + 14, at + 18, at + 26, at + 30, at + 40, at + 60]);
        }
    }
    found.extend(bytes.len().saturating_sub(22)..bytes.len());
    found.into_iter().filter(|at| *at < bytes.len()).collect()
}

#[tokio::test]
async fn archives_cut_anywhere_restore_nothing() {
    let from = Place::on(Engine::Sqlite).await;
    let archive = from.file("all.zip");
    archive::write(&lived_in(&from).await, &archive).await.unwrap();
    let bytes = std::fs::read(&archive).unwrap();
    for engine in Engine::all() {
        let target = Target::new(engine).await;
        let cuts = places(&bytes);
        assert!(cuts.len() > 300, "{}", cuts.len());
        for cut in cuts {
            target.refuses_bytes(&bytes[..cut]).await;
        }
        target.is_untouched().await;
        // The whole of it is read all the same.
        assert!(archive::read(&target.house, &archive).await.is_ok());
    }
}

#[tokio::test]
async fn archives_with_a_flipped_bit_restore_nothing_or_all_of_it() {
    let from = Place::on(Engine::Sqlite).await;
    let archive = from.file("all.zip");
    archive::write(&lived_in(&from).await, &archive).await.unwrap();
    let (bytes, whole) = (std::fs::read(&archive).unwrap(), members(&archive));
    let target = Target::new(Engine::Sqlite).await;
    let (mut refused, mut harmless) = (0, 0);
    for at in places(&bytes) {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1 << (at % 8);
        let path = target.place.file("flipped.zip");
        std::fs::write(&path, &flipped).unwrap();
        // A member's time or system says nothing: what is read is the same, bit by bit.
        if super::whole(&path).is_ok_and(|found| found == whole) {
            harmless += 1;
            continue;
        }
        target.refuses(&path).await;
        refused += 1;
    }
    assert!(refused > 200 && refused > harmless, "{refused} refused, {harmless} harmless");
    target.is_untouched().await;
}

#[tokio::test]
async fn archives_put_together_wrongly_restore_nothing() {
    let from = Place::on(Engine::Sqlite).await;
    let house = lived_in(&from).await;
    let archive = from.file("all.zip");
    archive::write(&house, &archive).await.unwrap();
    let target = Target::new(Engine::Sqlite).await;
    let path = target.place.file("wrong.zip");
    let file = members(&archive).into_keys().find(|name| name.starts_with("files/")).unwrap();
    let other = members(&archive).into_keys().rfind(|name| name.starts_with("files/")).unwrap();
    let account = "hall/account.jsonl";
    for (what, said, change) in [
        ("a table left out", "members, not", leave_out(account)),
        ("a file left out", "members, not", leave_out(&file)),
        ("the seal left out", "missing", leave_out("manifest.hmac")),
        ("the manifest left out", "missing", leave_out("manifest.json")),
        ("a table changed", "not what it was", replaced(account, "物流经办人", "别人")),
        ("a table emptied", "not what it was", emptied(account)),
        (
            "the manifest changed",
            "another secret",
            replaced("manifest.json", "\"format\": 1", "\"format\": 2"),
        ),
        ("another seal", "another secret", replaced("manifest.hmac", "a", "b")),
    ] {
        rewritten(&archive, &path, change);
        let refused = target.refuses(&path).await;
        assert!(refused.contains(said), "{what}: {refused}");
    }
    // Two files in each other's place: both are there, neither is what it was.
    let all = members(&archive);
    rewritten(&archive, &path, |name, bytes| {
        let swapped = if name == file { Some(&other) } else { (name == other).then_some(&file) };
        Some(swapped.map_or(bytes, |name| all[name].clone()))
    });
    if all[&file] != all[&other] {
        assert!(target.refuses(&path).await.contains("not what it was"));
    }
    // Made by another version, and sealed by it.
    let sealed = |manifest: &[u8]| house.desk.keys.fingerprint("backup", manifest);
    let newer = |manifest: Vec<u8>| {
        let text = String::from_utf8(manifest).unwrap();
        text.replacen("\"hall\": [", "\"hall\": [\n    \"m0000_from_elsewhere\",", 1).into_bytes()
    };
    rewritten(&archive, &path, |name, bytes| {
        let manifest = || newer(all["manifest.json"].clone());
        Some(match name {
            "manifest.json" => manifest(),
            "manifest.hmac" => sealed(&manifest()).into_bytes(),
            _ => bytes,
        })
    });
    target.is_untouched().await;
    let refused = target.refuses(&path).await;
    assert!(refused.contains("restore it with that version"), "{refused}");
    assert_eq!(hall::system::backup::occupied(&target.house.desk).await.unwrap(), None);
}

type Change = Box<dyn Fn(&str, Vec<u8>) -> Option<Vec<u8>>>;

fn leave_out(member: &str) -> Change {
    let member = member.to_owned();
    Box::new(move |name, bytes| (name != member).then_some(bytes))
}

fn emptied(member: &str) -> Change {
    let member = member.to_owned();
    Box::new(move |name, bytes| Some(if name == member { Vec::new() } else { bytes }))
}

fn replaced(member: &str, from: &'static str, to: &'static str) -> Change {
    let member = member.to_owned();
    Box::new(move |name, bytes| {
        if name != member {
            return Some(bytes);
        }
        let text = String::from_utf8(bytes).expect("text");
        assert!(text.contains(from), "{name}: {text}");
        Some(text.replacen(from, to, 1).into_bytes())
    })
}

#[tokio::test]
async fn archives_of_another_secret_or_for_a_place_in_use_restore_nothing() {
    let from = Place::on(Engine::Sqlite).await;
    let house = lived_in(&from).await;
    let archive = from.file("all.zip");
    archive::write(&house, &archive).await.unwrap();
    for engine in Engine::all() {
        let place = Place::on(engine).await;
        let stranger = "other words altogether, and long enough too";
        let other = House::of(place.settings(stranger)).await.unwrap();
        let refused = format!("{:#}", archive::read(&other, &archive).await.unwrap_err());
        assert!(refused.contains("another secret"), "{refused}");
        assert_eq!(hall::system::backup::steps(&other.desk).await.unwrap(), Vec::<String>::new());
        drop(other);
        // Tables of an older version: they are left as they are, not brought up to date first.
        let older = House::of(place.settings(SECRET)).await.unwrap();
        older.migrate().await.unwrap();
        let last = hall::system::backup::steps(&older.desk).await.unwrap().pop().unwrap();
        let forget = format!("DELETE FROM seaql_migrations WHERE version = '{last}'");
        hall::testing::run_sql(&place.hall(), &forget).await;
        let refused = format!("{:#}", archive::read(&older, &archive).await.unwrap_err());
        assert!(refused.contains("older version"), "{refused}");
        assert_eq!(hall::system::backup::pending(&older.desk).await.unwrap(), [last]);
    }
}
