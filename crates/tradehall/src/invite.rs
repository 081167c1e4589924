//! `tradehall admin invite`: how the first administrators come into a hall that has no account and no password.

use crate::house::House;
use anyhow::Context as _;
use hall::Actor;
use hall::kernel::Role;
use std::path::Path;

/// Prints a link that offers an office.
///
/// # Errors
/// When there is no such office, or the database is a demonstration's or not up to date.
pub async fn run(config: &Path, role: &str) -> anyhow::Result<()> {
    let words: Vec<&str> = Role::ALL.iter().map(|role| role.word()).collect();
    let role = Role::of(role).with_context(|| format!("an office is one of {}", words.join(", ")))?;
    let house = House::open(config).await?;
    house.in_earnest().await?;
    house.up_to_date().await?;
    let work = house.desk.begin(&Actor::Machine("command line")).await?;
    let (token, until) = hall::account::invitation::invite(&work, role).await?;
    work.keep().await?;
    let until = until.with_timezone(&house.desk.zone.timezone);
    crate::say(&format!("{}/office/invitation/{token}", house.settings.base_url));
    crate::say(&format!("offers the office {} once, until {}", role.word(), until.format("%Y-%m-%d %H:%M")));
    Ok(())
}
