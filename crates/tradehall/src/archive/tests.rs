use super::{read, write};
use crate::house::House;
use crate::settings::{Provider, Settings, Sms};
use crate::upkeep::look;
use hall::kernel::Role;
use hall::{Actor, file};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

const SECRET: &str = "0123456789abcdef0123456789abcdef0123456789";

fn settings(folder: &Path, secret: &str) -> Settings {
    let here = SocketAddr::from(([127, 0, 0, 1], 0));
    Settings {
        listen: here,
        base_url: "http://localhost:1".to_owned(),
        data: folder.to_owned(),
        database_url: None,
        secret: Some(secret.to_owned()),
        zone: PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../zones/default.toml")),
        trusted_proxies: Vec::new(),
        connections: 10,
        sms: Sms::Post { url: "http://localhost:9/sms".to_owned() },
        wechat: None,
        identity: None,
        identity_provider: Some(Provider {
            listen: here,
            base_url: "http://localhost:2".to_owned(),
            database_url: None,
        }),
        mail: None,
        s3: None,
    }
}

/// A house with an account, an invitation, a stored file and an account at the identity provider.
async fn lived_in(folder: &Path) -> House {
    let house = House::of(settings(folder, SECRET)).await.unwrap();
    house.migrate().await.unwrap();
    hall::system::prepare(&house.desk).await.unwrap();
    let work = house.desk.begin(&Actor::Machine("test")).await.unwrap();
    hall::account::invitation::invite(&work, Role::SecurityAdmin).await.unwrap();
    work.keep().await.unwrap();
    let bench_like = hall::testing::logistics(house.desk.id(), house.desk.id(), "990101", house.desk.id());
    let png = hall::testing::png(478, 320);
    file::store(&house.desk, &bench_like, file::Slot::Cover, "a.png", png).await.unwrap();
    let person = identity::demo::Account {
        login: "stroller".to_owned(),
        password: "Paper-Kite-77".to_owned(),
        name: "路小生".to_owned(),
        phone: "+8619900000301".to_owned(),
        address: "海澜".to_owned(),
        level: 3,
        number: "990101199003073010".to_owned(),
        valid_from: "2019-03-07".to_owned(),
    };
    identity::demo::person(house.identity.as_ref().unwrap(), &person).await.unwrap();
    house
}

async fn bare(folder: &Path, secret: &str) -> House {
    House::of(settings(folder, secret)).await.unwrap()
}

#[tokio::test]
async fn what_was_backed_up_is_restored_and_verified() {
    let (from, to, out) =
        (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let house = lived_in(from.path()).await;
    let archive = out.path().join("all.zip");
    let made = write(&house, &archive).await.unwrap();
    assert!(made.rows > 90 && made.files == 1 && made.missing.is_empty(), "{made:?}");
    let refused = write(&house, &archive).await.unwrap_err().to_string();
    assert!(refused.contains("there already"));

    let other = bare(to.path(), SECRET).await;
    assert_eq!(read(&other, &archive).await.unwrap(), made);
    let report = look(&other).await.unwrap();
    assert!(report.wrong.is_empty(), "{report:?}");
    let again = out.path().join("again.zip");
    assert_eq!(write(&other, &again).await.unwrap(), made);
    let refused = read(&other, &archive).await.unwrap_err().to_string();
    assert!(refused.contains("not empty"), "{refused}");
    // A restored provider still signs with its old key.
    other.migrate().await.unwrap();
    assert_eq!(write(&other, &out.path().join("third.zip")).await.unwrap(), made);
}

#[tokio::test]
async fn an_archive_with_another_secret_or_without_its_end_restores_nothing() {
    let (from, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let house = lived_in(from.path()).await;
    let archive = out.path().join("all.zip");
    write(&house, &archive).await.unwrap();
    let bytes = std::fs::read(&archive).unwrap();
    let refused = async |name: &str, bytes: &[u8], secret: &str| {
        let file = out.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let house = bare(folder.path(), secret).await;
        let refused = format!("{:#}", read(&house, &file).await.unwrap_err());
        house.migrate().await.unwrap();
        assert_eq!(hall::system::backup::occupied(&house.desk).await.unwrap(), None, "{name}");
        refused
    };
    let other = "other words altogether, and long enough too";
    assert!(refused("other", &bytes, other).await.contains("another secret"));
    for part in [0.1, 0.5, 0.9, 0.999] {
        let end = (bytes.len() as f64 * part) as usize;
        let said = refused("cut", &bytes[..end], SECRET).await;
        assert!(said.contains("end is missing"), "{said}");
    }
    let mut flipped = bytes.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 0x10;
    let said = refused("flipped", &flipped, SECRET).await;
    assert!(
        said.contains("damaged") || said.contains("not what it was") || said.contains("missing"),
        "{said}"
    );
    assert!(refused("text", b"not an archive", SECRET).await.contains("no archive"));
}

#[tokio::test]
async fn verify_finds_a_changed_byte_in_a_file_and_in_the_journal() {
    let folder = tempfile::tempdir().unwrap();
    let house = lived_in(folder.path()).await;
    assert!(look(&house).await.unwrap().wrong.is_empty());
    let key = house.desk.store.list("").await.unwrap().remove(0);
    let path = folder.path().join("files").join(key.to_string());
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[100] ^= 1;
    std::fs::write(&path, &bytes).unwrap();
    let wrong = look(&house).await.unwrap().wrong;
    assert_eq!(wrong, [format!("file {}: its bytes are not those that were stored", key.id())]);
    bytes[100] ^= 1;
    std::fs::write(&path, &bytes).unwrap();

    let changed = hall::testing::tamper(&house.desk, 2).await;
    assert!(changed, "there is a second entry");
    let wrong = look(&house).await.unwrap().wrong;
    assert_eq!(wrong, ["journal: the chain breaks at entry 2"]);
    std::fs::remove_file(&path).unwrap();
    assert_eq!(look(&house).await.unwrap().wrong[0], format!("file {}: its bytes are gone", key.id()));
}

#[tokio::test]
async fn serve_and_invite_refuse_a_demonstration() {
    let folder = tempfile::tempdir().unwrap();
    let house = lived_in(folder.path()).await;
    house.in_earnest().await.unwrap();
    let work = house.desk.begin(&Actor::Machine("demo")).await.unwrap();
    hall::system::mark(&work, "filled").await.unwrap();
    work.keep().await.unwrap();
    let refused = house.in_earnest().await.unwrap_err().to_string();
    assert!(refused.contains("Demo accounts cannot exist in serve"), "{refused}");
}
