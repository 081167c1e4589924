//! Writing an archive.

use super::{FORMAT, MANIFEST, Made, Manifest, Member, PURPOSE, SEAL};
use crate::house::House;
use crate::provider;
use anyhow::{Context as _, bail};
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::{self, Write as _};
use std::path::Path;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Writes everything into `path`.
///
/// # Errors
/// When the file is there already, or something cannot be read or written. Files without bytes are named in the answer and do not
/// stop it: an archive is never more needed than then.
pub async fn write(house: &House, path: &Path) -> anyhow::Result<Made> {
    if path.exists() {
        bail!("{} is there already", path.display());
    }
    let unfinished = path.with_extension("unfinished");
    let mut archive =
        Archive::begin(&unfinished).with_context(|| format!("cannot write {}", unfinished.display()))?;
    let (mut rows, files) = hall::system::backup::write(&house.desk, &mut archive).await?;
    let mut made = Made::default();
    for row in &files {
        let key = gateways::store::Key::of(row.id);
        let bytes = house.desk.store.get(&key).await?;
        match bytes {
            Some(bytes) => {
                archive.member(&format!("files/{}", row.id), &bytes)?;
                made.files += 1;
            }
            None => made.missing.push(row.id.to_string()),
        }
    }
    let mut identity = None;
    if let Some(provider) = &house.identity {
        archive.folder = "identity";
        rows += provider.write(&mut archive).await.map_err(provider::broken)?;
        identity = Some(provider.steps().await.map_err(provider::broken)?);
    }
    made.rows = rows;
    let manifest = Manifest {
        format: FORMAT,
        version: hall::system::VERSION.to_owned(),
        made_at: house.desk.now().to_rfc3339(),
        hall: hall::system::backup::steps(&house.desk).await?,
        identity,
        members: archive.close()?,
    };
    let manifest = serde_json::to_vec_pretty(&manifest)?;
    let seal = house.desk.keys.fingerprint(PURPOSE, &manifest);
    archive.finish(&manifest, &seal)?;
    std::fs::rename(&unfinished, path)?;
    Ok(made)
}

/// An archive being written.
struct Archive {
    zip: ZipWriter<File>,
    folder: &'static str,
    open: Option<(Member, Sha256)>,
    members: Vec<Member>,
}

impl Archive {
    fn begin(path: &Path) -> io::Result<Self> {
        let zip = ZipWriter::new(File::create(path)?);
        Ok(Self { zip, folder: "hall", open: None, members: Vec::new() })
    }

    fn start(&mut self, name: String) -> io::Result<()> {
        self.end();
        self.zip.start_file(&name, SimpleFileOptions::default().large_file(true))?;
        self.open = Some((Member { name, bytes: 0, sha256: String::new() }, Sha256::new()));
        Ok(())
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let Some((member, hash)) = &mut self.open {
            member.bytes += bytes.len() as u64;
            hash.update(bytes);
        }
        self.zip.write_all(bytes)
    }

    fn end(&mut self) {
        if let Some((mut member, hash)) = self.open.take() {
            member.sha256 = hex::encode(hash.finalize());
            self.members.push(member);
        }
    }

    fn member(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.start(name.to_owned())?;
        self.put(bytes)
    }

    fn close(&mut self) -> io::Result<Vec<Member>> {
        self.end();
        Ok(std::mem::take(&mut self.members))
    }

    fn finish(mut self, manifest: &[u8], seal: &str) -> io::Result<()> {
        for (name, bytes) in [(MANIFEST, manifest), (SEAL, seal.as_bytes())] {
            self.zip.start_file(name, SimpleFileOptions::default())?;
            self.zip.write_all(bytes)?;
        }
        self.zip.finish()?.sync_all()
    }
}

impl storage::Sink for Archive {
    fn begin(&mut self, table: &str) -> io::Result<()> {
        self.start(format!("{}/{table}.jsonl", self.folder))
    }

    fn line(&mut self, line: &str) -> io::Result<()> {
        self.put(line.as_bytes())?;
        self.put(b"\n")
    }
}
