//! `migrate`, `verify`, `backup`, `restore`: what an operator does beside serving.

use crate::house::House;
use crate::{archive, provider, say};
use anyhow::bail;
use std::path::Path;

/// Brings the tables up to date.
///
/// # Errors
/// When a step fails.
pub async fn migrate(config: &Path) -> anyhow::Result<()> {
    let house = House::open(config).await?;
    let before = hall::system::backup::steps(&house.desk).await?.len();
    house.migrate().await?;
    hall::system::prepare(&house.desk).await?;
    let after = hall::system::backup::steps(&house.desk).await?.len();
    say(&format!("{} steps taken, {after} in all", after - before));
    Ok(())
}

/// Looks at everything that is kept and says what is wrong.
///
/// # Errors
/// When anything is.
pub async fn verify(config: &Path) -> anyhow::Result<()> {
    let house = House::open(config).await?;
    house.up_to_date().await?;
    let report = look(&house).await?;
    report.told.iter().for_each(|line| say(line));
    report.wrong.iter().for_each(|line| say(&format!("WRONG  {line}")));
    if !report.wrong.is_empty() {
        bail!("{} things are wrong", report.wrong.len());
    }
    Ok(())
}

/// What a look found.
#[derive(Debug, Default)]
pub struct Report {
    /// What was looked at.
    pub told: Vec<String>,
    /// What is wrong.
    pub wrong: Vec<String>,
}

/// Looks at databases, files and journal.
///
/// # Errors
/// When a database or the file store does not answer.
pub async fn look(house: &House) -> anyhow::Result<Report> {
    let mut report = Report::default();
    let wrong = hall::system::integrity(&house.desk).await?;
    report.told.push("database  every table was read".to_owned());
    report.wrong.extend(wrong.into_iter().map(|line| format!("database: {line}")));
    if let Some(identity) = &house.identity {
        let wrong = identity.integrity().await.map_err(provider::broken)?;
        report.told.push("identity  every table was read".to_owned());
        report.wrong.extend(wrong.into_iter().map(|line| format!("identity: {line}")));
    }
    let files = hall::file::verify(&house.desk).await?;
    report.told.push(format!("files     {} were compared with their rows", files.files));
    report.wrong.extend(files.missing.iter().map(|id| format!("file {id}: its bytes are gone")));
    report.wrong.extend(
        files.changed.iter().map(|id| format!("file {id}: its bytes are not those that were stored")),
    );
    if files.loose > 0 {
        let days = hall::file::UNUSED_DAYS;
        report.told.push(format!(
            "files     {} without a row, of interrupted uploads; they go after {days} days",
            files.loose
        ));
    }
    let chain = hall::journal::verify(house.desk.db(), &house.desk.keys).await?;
    report.told.push(format!("journal   {} entries hold together", chain.entries));
    report.wrong.extend(chain.broken_at.map(|seq| format!("journal: the chain breaks at entry {seq}")));
    Ok(report)
}

/// Writes everything into one file.
///
/// # Errors
/// When it is there already or cannot be written; when files have lost their bytes (the archive is made all the same).
pub async fn backup(config: &Path, file: &Path) -> anyhow::Result<()> {
    let house = House::open(config).await?;
    house.up_to_date().await?;
    let made = archive::write(&house, file).await?;
    say(&format!("{} rows and {} files in {}", made.rows, made.files, file.display()));
    if !made.missing.is_empty() {
        bail!(
            "{} files have rows but no bytes and could not be kept: {}",
            made.missing.len(),
            made.missing.join(", ")
        );
    }
    Ok(())
}

/// Reads an archive into an empty database.
///
/// # Errors
/// When the archive is not whole, was made with another secret or by another version, or the database is not empty.
pub async fn restore(config: &Path, file: &Path) -> anyhow::Result<()> {
    let house = House::open(config).await?;
    let made = archive::read(&house, file).await?;
    say(&format!("{} rows and {} files restored", made.rows, made.files));
    let report = look(&house).await?;
    if !report.wrong.is_empty() {
        bail!("restored, but not whole: {}", report.wrong.join("; "));
    }
    Ok(())
}
