//! Where the bytes of files live: a local folder, an S3 bucket, or memory in tests.

mod key;
mod s3;

pub use key::Key;
pub use s3::S3Settings;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use futures_util::TryStreamExt;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path as Location;
use object_store::{Error, ObjectStore, ObjectStoreExt};
use uuid::Uuid;

use crate::{Faults, GatewayError};

/// A place for bytes under our own keys; cheap to clone.
///
/// `put` returns when the bytes are safe: locally they are written beside, synced, renamed and the folder is synced; S3
/// promises the same by its answer.
#[derive(Debug, Clone)]
pub struct Store {
    inner: Arc<dyn ObjectStore>,
    kind: &'static str,
    /// The folder, if it is one: object_store syncs what it writes but not what it deletes.
    folder: Option<PathBuf>,
    /// Switches that make it fail, for tests.
    pub faults: Faults,
}

impl Store {
    /// A folder of this machine; it is made if it is missing.
    ///
    /// # Errors
    /// `Unreachable` when it cannot be made.
    pub fn local(folder: &Path) -> Result<Self, GatewayError> {
        std::fs::create_dir_all(folder).map_err(|error| GatewayError::unreachable(error.to_string()))?;
        let inner = LocalFileSystem::new_with_prefix(folder).map_err(wrong)?.with_fsync(true);
        Ok(Self::new(Arc::new(inner), "local", Some(folder.to_owned())))
    }

    /// A bucket at Amazon S3 or anything that speaks its protocol (MinIO, Ceph, Aliyun OSS, Tencent COS).
    ///
    /// # Errors
    /// `Refused` for settings that do not fit together. Nothing is sent yet.
    pub fn s3(settings: &S3Settings) -> Result<Self, GatewayError> {
        Ok(Self::new(s3::bucket(settings)?, "s3", None))
    }

    /// Memory; gone with the program. For tests and rehearsals, with [`Store::faults`].
    #[must_use]
    pub fn memory() -> Self {
        Self::new(Arc::new(InMemory::new()), "memory", None)
    }

    fn new(inner: Arc<dyn ObjectStore>, kind: &'static str, folder: Option<PathBuf>) -> Self {
        Self { inner, kind, folder, faults: Faults::default() }
    }

    /// Short name for the office's page on the state of gateways.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.kind
    }

    /// Keeps bytes. Putting again under the same key replaces them at once and as a whole.
    ///
    /// # Errors
    /// `Unreachable` when they could not be kept for certain.
    pub async fn put(&self, key: &Key, bytes: Bytes) -> Result<(), GatewayError> {
        self.faults.check()?;
        self.inner.put(&location(key), bytes.into()).await.map_err(wrong)?;
        Ok(())
    }

    /// The bytes, or `None` when there are none under this key.
    ///
    /// # Errors
    /// `Unreachable` when they could not be read.
    pub async fn get(&self, key: &Key) -> Result<Option<Bytes>, GatewayError> {
        self.faults.check()?;
        match self.inner.get(&location(key)).await {
            Ok(found) => Ok(Some(found.bytes().await.map_err(wrong)?)),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(wrong(error)),
        }
    }

    /// Forgets the bytes; it is no error when there are none.
    ///
    /// # Errors
    /// `Unreachable` when they may still be there.
    pub async fn delete(&self, key: &Key) -> Result<(), GatewayError> {
        self.faults.check()?;
        match self.inner.delete(&location(key)).await {
            Ok(()) => self.sync_folder_of(key).await,
            Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(wrong(error)),
        }
    }

    /// All keys whose first folder (`aa`) is `prefix`, or all keys for an empty prefix, sorted. Files that are not ours
    /// are left out.
    ///
    /// # Errors
    /// `Refused` with code `prefix` for anything but nothing, `aa` or `aa/bb`; `Unreachable`.
    pub async fn list(&self, prefix: &str) -> Result<Vec<Key>, GatewayError> {
        self.faults.check()?;
        let folder =
            |part: &str| part.len() == 2 && part.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        let ours = prefix.is_empty() || (prefix.len() <= 5 && prefix.split('/').all(folder));
        if !ours {
            return Err(GatewayError::refused("prefix", "a prefix is aa or aa/bb"));
        }
        let below = (!prefix.is_empty()).then(|| Location::from(prefix));
        let found: Vec<_> = self.inner.list(below.as_ref()).try_collect().await.map_err(wrong)?;
        let mut keys: Vec<Key> =
            found.iter().filter_map(|meta| meta.location.as_ref().parse().ok()).collect();
        keys.retain(|key| *key != probe());
        keys.sort_unstable();
        Ok(keys)
    }

    /// Writes, reads and deletes a few bytes: proves that the place is there, ours, and not full.
    ///
    /// # Errors
    /// As for the three; `Nonsense` when something else came back.
    pub async fn health(&self) -> Result<(), GatewayError> {
        let written = Bytes::from_static(b"tradehall");
        self.put(&probe(), written.clone()).await?;
        let read = self.get(&probe()).await?;
        self.delete(&probe()).await?;
        // Another node may probe at the same time and delete first, so that nothing is no fault.
        if read.is_none_or(|read| read == written) {
            Ok(())
        } else {
            Err(GatewayError::nonsense("other bytes came back"))
        }
    }

    /// Makes a deletion last: what was deleted for a person's right must not come back after a power cut.
    async fn sync_folder_of(&self, key: &Key) -> Result<(), GatewayError> {
        let Some(root) = &self.folder else { return Ok(()) };
        let file = root.join(key.to_string());
        let synced = tokio::task::spawn_blocking(move || match file.parent() {
            Some(folder) => std::fs::File::open(folder)?.sync_all(),
            None => Ok(()),
        });
        let synced = synced.await.map_err(|error| GatewayError::unreachable(error.to_string()))?;
        synced.map_err(|error| GatewayError::unreachable(error.to_string()))
    }
}

/// The key that only [`Store::health`] uses.
fn probe() -> Key {
    Key::of(Uuid::nil())
}

fn location(key: &Key) -> Location {
    Location::from(key.to_string())
}

/// The store's errors in our words; its texts may name the bucket and path, which are no secrets.
fn wrong(error: Error) -> GatewayError {
    match error {
        Error::PermissionDenied { .. } | Error::Unauthenticated { .. } => {
            GatewayError::refused("store", error.to_string())
        }
        error => GatewayError::unreachable(error.to_string()),
    }
}

#[cfg(test)]
mod tests;
