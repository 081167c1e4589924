//! Reading an archive.

use super::{FORMAT, MANIFEST, Made, Manifest, PURPOSE, SEAL};
use crate::house::House;
use crate::provider;
use anyhow::{Context as _, bail};
use gateways::store::Key;
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _};
use std::path::Path;
use zip::ZipArchive;

/// Reads `path` into the empty house.
///
/// # Errors
/// When the archive is not whole, is not this hall's, was made by another version, or the house is not empty. All of that is known
/// before anything is changed.
pub async fn read(house: &House, path: &Path) -> anyhow::Result<Made> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut zip =
        ZipArchive::new(BufReader::new(file)).context("this is no archive, or its end is missing")?;
    let manifest = vouched(&mut zip, house)?;
    whole(&mut zip, &manifest)?;
    untouched(house).await?;
    hall::kernel::migrate(&house.desk.database).await?;
    if let Some(identity) = &house.identity {
        identity.lay().await.map_err(provider::broken)?;
    }
    fits(house, &manifest).await?;
    empty(house).await?;
    let mut made = Made::default();
    // The bytes first: a row without bytes would be a lie, bytes without a row are only untidy.
    for member in &manifest.members {
        let Some(id) = member.name.strip_prefix("files/") else { continue };
        let key = Key::of(id.parse().with_context(|| format!("{} names no file", member.name))?);
        let mut bytes = Vec::new();
        zip.by_name(&member.name)?.read_to_end(&mut bytes)?;
        house.desk.store.put(&key, bytes.into()).await?;
        made.files += 1;
    }
    let mut members = Members { zip, folder: "identity" };
    if let Some(identity) = &house.identity
        && manifest.identity.is_some()
    {
        made.rows += identity.read(&mut members).await.map_err(provider::broken)?;
    }
    members.folder = "hall";
    made.rows += hall::system::backup::read(&house.desk, &mut members).await?;
    Ok(made)
}

/// The manifest, if the hall's secret vouches for it.
fn vouched(zip: &mut ZipArchive<BufReader<File>>, house: &House) -> anyhow::Result<Manifest> {
    let mut member = |name: &str| -> anyhow::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        zip.by_name(name).with_context(|| format!("{name} is missing"))?.read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let (manifest, seal) = (member(MANIFEST)?, member(SEAL)?);
    let seal = String::from_utf8(seal).unwrap_or_default();
    if !house.desk.keys.matches(PURPOSE, &manifest, seal.trim()) {
        bail!("the archive was made with another secret, or changed since; nothing was restored");
    }
    Ok(serde_json::from_slice(&manifest)?)
}

/// Whether the archive holds exactly what the manifest lists, bit by bit.
fn whole(zip: &mut ZipArchive<BufReader<File>>, manifest: &Manifest) -> anyhow::Result<()> {
    let listed = manifest.members.len() + 2;
    if zip.len() != listed {
        bail!("the archive has {} members, not {listed}; nothing was restored", zip.len());
    }
    for member in &manifest.members {
        let mut found = zip.by_name(&member.name).with_context(|| format!("{} is missing", member.name))?;
        let (mut hash, mut bytes, mut chunk) = (Sha256::new(), 0, vec![0; 64 * 1024]);
        loop {
            let read = found.read(&mut chunk).with_context(|| format!("{} is damaged", member.name))?;
            if read == 0 {
                break;
            }
            bytes += read as u64;
            hash.update(&chunk[..read]);
        }
        if bytes != member.bytes || hex::encode(hash.finalize()) != member.sha256 {
            bail!("{} is not what it was; nothing was restored", member.name);
        }
    }
    Ok(())
}

/// Whether this program's tables are those the archive was made from.
async fn fits(house: &House, manifest: &Manifest) -> anyhow::Result<()> {
    let hall = hall::system::backup::steps(&house.desk).await?;
    let identity = match &house.identity {
        Some(identity) => Some(identity.steps().await.map_err(provider::broken)?),
        None => None,
    };
    let other = manifest.identity.is_some() && identity.is_some() && manifest.identity != identity;
    if manifest.format != FORMAT || manifest.hall != hall || other {
        bail!(
            "the archive was made by Tradehall {}; restore it with that version, then upgrade",
            manifest.version
        );
    }
    if manifest.identity.is_some() && identity.is_none() {
        bail!("the archive holds an identity provider; name one in the settings ([identity_provider])");
    }
    Ok(())
}

/// Refuses tables that wait for their next steps: they are somebody's, and looking whether they are empty would take the
/// steps first.
async fn untouched(house: &House) -> anyhow::Result<()> {
    let steps = hall::system::backup::steps(&house.desk).await?.len();
    if steps > 0 && !hall::system::backup::pending(&house.desk).await?.is_empty() {
        bail!("the database is not empty (it holds the tables of an older version); restore into a new one");
    }
    Ok(())
}

async fn empty(house: &House) -> anyhow::Result<()> {
    let mut occupied = hall::system::backup::occupied(&house.desk).await?;
    if let (None, Some(identity)) = (&occupied, &house.identity) {
        occupied = identity.occupied().await.map_err(provider::broken)?;
    }
    match occupied {
        Some(table) => bail!("the database is not empty ({table} has rows); restore into a new one"),
        None => Ok(()),
    }
}

/// The members of one folder.
struct Members {
    zip: ZipArchive<BufReader<File>>,
    folder: &'static str,
}

impl storage::Source for Members {
    fn lines(&mut self, table: &str) -> io::Result<Box<dyn Iterator<Item = io::Result<String>> + '_>> {
        let member = self.zip.by_name(&format!("{}/{table}.jsonl", self.folder))?;
        Ok(Box::new(BufReader::new(member).lines()))
    }
}
