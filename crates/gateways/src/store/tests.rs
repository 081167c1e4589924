//! The same behaviour in all three places, and what is special about each.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use super::*;
use crate::Fault;
use crate::testing::{Far, reply};

fn key(n: u128) -> Key {
    Key::of(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + n))
}

/// What every place does.
async fn behaves(store: &Store) {
    let (one, two) = (key(0xbeef), key(0xbe00));
    assert_eq!(store.get(&one).await.unwrap(), None);
    store.put(&one, Bytes::from_static(b"first")).await.unwrap();
    store.put(&one, Bytes::from_static(b"second")).await.unwrap();
    store.put(&two, Bytes::new()).await.unwrap();
    assert_eq!(store.get(&one).await.unwrap().unwrap(), "second");
    assert_eq!(store.get(&two).await.unwrap().unwrap(), "");
    assert_eq!(store.list("").await.unwrap(), [two, one]);
    assert_eq!(store.list("be").await.unwrap(), [two, one]);
    assert_eq!(store.list("be/ef").await.unwrap(), [one]);
    assert_eq!(store.list("00").await.unwrap(), []);
    for bad in ["b", "..", "be/", "be/ef/", "/", "BE", "be/ef/00", "bee"] {
        assert!(store.list(bad).await.is_err(), "{bad}");
    }
    store.health().await.unwrap();
    assert_eq!(store.list("").await.unwrap(), [two, one], "health leaves nothing behind");
    store.delete(&one).await.unwrap();
    store.delete(&one).await.unwrap();
    assert_eq!(store.get(&one).await.unwrap(), None);
    assert_eq!(store.list("").await.unwrap(), [two]);
}

#[tokio::test]
async fn memory_behaves_and_fails_on_demand() {
    let store = Store::memory();
    behaves(&store).await;
    store.faults.next(Fault::Unreachable);
    assert!(store.put(&key(1), Bytes::new()).await.is_err());
    assert_eq!(store.get(&key(1)).await.unwrap(), None, "a failed put kept nothing");
}

#[tokio::test]
async fn a_local_folder_behaves_and_survives_a_new_start() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("files");
    let store = Store::local(&root).unwrap();
    behaves(&store).await;
    store.put(&key(0xbeef), Bytes::from_static(b"kept")).await.unwrap();
    assert_eq!(std::fs::read(root.join(key(0xbeef).to_string())).unwrap(), b"kept");
    let again = Store::local(&root).unwrap();
    assert_eq!(again.get(&key(0xbeef)).await.unwrap().unwrap(), "kept");
}

#[tokio::test]
async fn a_local_folder_ignores_what_is_not_ours() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::local(folder.path()).unwrap();
    std::fs::write(folder.path().join("README"), "x").unwrap();
    std::fs::create_dir(folder.path().join("be")).unwrap();
    std::fs::write(folder.path().join("be/half-written#1"), "x").unwrap();
    assert_eq!(store.list("").await.unwrap(), []);
}

#[tokio::test]
async fn a_local_folder_that_cannot_be_written_is_not_healthy() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "x").unwrap();
    assert!(Store::local(&file.join("below")).is_err());
    let gone = Store::local(&folder.path().join("gone")).unwrap();
    std::fs::remove_dir(folder.path().join("gone")).unwrap();
    std::fs::write(folder.path().join("gone"), "x").unwrap();
    assert!(matches!(gone.health().await, Err(GatewayError::Unreachable(_))));
}

#[tokio::test]
async fn whoever_reads_while_others_replace_sees_a_whole_file() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::local(folder.path()).unwrap();
    let long = |letter: u8| Bytes::from(vec![letter; 300_000]);
    store.put(&key(1), long(b'a')).await.unwrap();
    for turn in 0..10_u8 {
        let letter = b'a' + turn % 2;
        let key = key(1);
        let (put, got) = tokio::join!(store.put(&key, long(letter)), store.get(&key));
        put.unwrap();
        let got = got.unwrap().unwrap();
        assert!(got.len() == 300_000 && got.iter().all(|byte| *byte == got[0]));
    }
}

/// A bucket that keeps objects in memory and wants a signature of version 4 with the right names in it.
async fn bucket() -> Far {
    let objects: Arc<Mutex<BTreeMap<String, Vec<u8>>>> = Arc::default();
    Far::scripted(move |seen| {
        let signed = seen.header("authorization");
        let scope = seen
            .header("x-amz-date")
            .get(..8)
            .map(|day| format!("Credential=AK/{day}/cn-hainan-1/s3/aws4_request"));
        let names = ["host", "x-amz-content-sha256", "x-amz-date"].iter().all(|name| signed.contains(name));
        let whole = signed.starts_with("AWS4-HMAC-SHA256 ")
            && names
            && scope.is_some_and(|scope| signed.contains(&scope))
            && signed.split("Signature=").nth(1).is_some_and(|hex| hex.len() == 64);
        if !whole || signed.contains("canary") {
            return reply(403, "<Error><Code>SignatureDoesNotMatch</Code></Error>");
        }
        let mut objects = objects.lock().unwrap();
        let path = seen.uri.path().strip_prefix("/files").unwrap().trim_start_matches('/').to_owned();
        match seen.method.as_str() {
            "PUT" => {
                objects.insert(path, seen.body.to_vec());
                let mut answer = reply(200, "");
                answer.headers_mut().insert("etag", "\"1\"".parse().unwrap());
                answer
            }
            "GET" if path.is_empty() => {
                let prefix = seen.query("prefix").unwrap_or_default();
                let entries: String = objects
                    .iter()
                    .filter(|(name, _)| name.starts_with(&prefix))
                    .map(|(name, bytes)| {
                        format!(
                            "<Contents><Key>{name}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified>\
                             <ETag>\"1\"</ETag><Size>{}</Size></Contents>",
                            bytes.len()
                        )
                    })
                    .collect();
                reply(
                    200,
                    &format!(
                        "<ListBucketResult><IsTruncated>false</IsTruncated>{entries}</ListBucketResult>"
                    ),
                )
            }
            "GET" => match objects.get(&path) {
                Some(bytes) => {
                    let mut answer = reply(200, std::str::from_utf8(bytes).unwrap());
                    answer.headers_mut().insert("etag", "\"1\"".parse().unwrap());
                    answer
                        .headers_mut()
                        .insert("last-modified", "Thu, 01 Jan 2026 00:00:00 GMT".parse().unwrap());
                    answer
                }
                None => reply(404, "<Error><Code>NoSuchKey</Code></Error>"),
            },
            "DELETE" => {
                objects.remove(&path);
                reply(204, "")
            }
            "POST" if seen.uri.query() == Some("delete") => {
                let body = String::from_utf8_lossy(&seen.body).into_owned();
                let names =
                    body.split("<Key>").skip(1).map(|part| part.split("</Key>").next().unwrap().to_owned());
                let gone: String = names
                    .map(|name| {
                        objects.remove(&name);
                        format!("<Deleted><Key>{name}</Key></Deleted>")
                    })
                    .collect();
                reply(200, &format!("<DeleteResult>{gone}</DeleteResult>"))
            }
            other => panic!("{other} {}", seen.uri),
        }
    })
    .await
}

fn settings(far: &Far) -> S3Settings {
    S3Settings {
        endpoint: far.url("/").to_string(),
        region: "cn-hainan-1".into(),
        bucket: "files".into(),
        access_key: "AK".into(),
        secret_key: "canary-secret".into(),
        virtual_host: false,
    }
}

#[tokio::test]
async fn a_bucket_behaves_and_every_request_is_signed() {
    let far = bucket().await;
    let store = Store::s3(&settings(&far)).unwrap();
    behaves(&store).await;
    let seen = far.seen();
    assert!(seen.len() > 10);
    assert!(
        seen.iter().all(|seen| seen.header("authorization").starts_with("AWS4-HMAC-SHA256 Credential=AK/"))
    );
    let put = seen.iter().find(|seen| seen.method == "PUT").unwrap();
    assert_eq!(put.uri.path(), format!("/files/{}", key(0xbeef)));
    assert_eq!(put.header("user-agent"), "tradehall", "it is our client that talks");
}

#[tokio::test]
async fn a_bucket_that_refuses_us_and_a_dead_one() {
    let far = bucket().await;
    let stranger = Store::s3(&S3Settings { access_key: "somebody".into(), ..settings(&far) }).unwrap();
    let error = stranger.put(&key(1), Bytes::new()).await.unwrap_err();
    assert!(matches!(&error, GatewayError::Refused { .. }), "{error}");
    assert!(!format!("{error:?} {:?} {stranger:?}", settings(&far)).contains("canary-secret"));
    let dead = Store::s3(&S3Settings { endpoint: "http://127.0.0.1:1/".into(), ..settings(&far) }).unwrap();
    assert!(matches!(dead.get(&key(1)).await, Err(GatewayError::Unreachable(_))));
    for bad in ["http://s3.example/", "nothing", "http://10.0.0.1:9000/"] {
        assert!(Store::s3(&S3Settings { endpoint: bad.into(), ..settings(&far) }).is_err(), "{bad}");
    }
}
