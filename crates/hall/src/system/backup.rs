//! Every table there is, as lines and back (`tradehall backup` and `restore`).

use super::{counter, setting};
use crate::kernel::{Desk, Outcome};
use crate::{
    account, assessment, engagement, enterprise, file, journal, message, news, offering, park, provider,
    review, term,
};
use migrations::MigratorTrait as _;
use sea_orm::EntityTrait;
use storage::{Sink, Source, Table, table};

/// Every table, those that others point to first. A test compares the list with what the migrations make.
#[must_use]
pub fn tables() -> Vec<Box<dyn Table>> {
    vec![
        table::<setting::Entity>(),
        table::<counter::Entity>(),
        table::<journal::model::Entity>(),
        table::<message::model::Entity>(),
        table::<message::dispatch::Entity>(),
        table::<file::model::Entity>(),
        table::<file::model::file_use::Entity>(),
        table::<term::calendar::model::Entity>(),
        table::<account::model::account::Entity>(),
        table::<account::model::binding::Entity>(),
        table::<account::model::session::Entity>(),
        table::<account::model::device::Entity>(),
        table::<account::model::challenge::Entity>(),
        table::<account::model::attempt::Entity>(),
        table::<account::model::captcha::Entity>(),
        table::<account::model::handshake::Entity>(),
        table::<account::model::legal_document::Entity>(),
        table::<account::model::consent::Entity>(),
        table::<account::model::appointment::Entity>(),
        table::<account::model::invitation::Entity>(),
        table::<enterprise::model::enterprise::Entity>(),
        table::<enterprise::model::representative::Entity>(),
        table::<provider::model::Entity>(),
        table::<provider::model::park::Entity>(),
        table::<provider::model::industry::Entity>(),
        table::<park::settlement::model::Entity>(),
        table::<park::settlement::model::round::Entity>(),
        table::<park::tenant::model::Entity>(),
        table::<park::tenant::model::import::Entity>(),
        table::<park::tenant::model::change::Entity>(),
        table::<park::tenant::model::draft::Entity>(),
        table::<review::model::Entity>(),
        table::<review::version::Entity>(),
        table::<offering::model::Entity>(),
        table::<offering::model::logistics::Entity>(),
        table::<offering::model::tag::Entity>(),
        table::<offering::catalogue::model::Entity>(),
        table::<offering::catalogue::model::place::Entity>(),
        table::<offering::catalogue::model::tag::Entity>(),
        table::<engagement::model::Entity>(),
        table::<engagement::model::booking::Entity>(),
        table::<engagement::model::post::Entity>(),
        table::<news::model::Entity>(),
        table::<assessment::model::assessment::Entity>(),
        table::<assessment::model::period::Entity>(),
        table::<assessment::model::filing::Entity>(),
        table::<assessment::model::round::Entity>(),
        table::<assessment::model::ranking::Entity>(),
        table::<assessment::model::objection::Entity>(),
    ]
}

/// The steps the tables have taken, in order: an archive is read back by a program that knows exactly these.
///
/// # Errors
/// When the database fails.
pub async fn steps(desk: &Desk) -> Outcome<Vec<String>> {
    let applied = migrations::Migrator::get_applied_migrations(desk.db()).await?;
    Ok(applied.iter().map(|step| step.name().to_owned()).collect())
}

/// Steps the tables still have to take.
///
/// # Errors
/// When the database fails.
pub async fn pending(desk: &Desk) -> Outcome<Vec<String>> {
    let pending = migrations::Migrator::get_pending_migrations(desk.db()).await?;
    Ok(pending.iter().map(|step| step.name().to_owned()).collect())
}

/// Writes every row as it is at one instant; returns how many and the files whose bytes belong to them.
///
/// # Errors
/// When the database fails or the lines cannot be written.
pub async fn write(desk: &Desk, sink: &mut dyn Sink) -> Outcome<(u64, Vec<file::model::Model>)> {
    let still = storage::still(desk.db()).await?;
    let rows = storage::write(&tables(), &still, sink).await?;
    let files = file::model::Entity::find().all(&still).await?;
    still.commit().await?;
    Ok((rows, files))
}

/// The first table that has rows, if any: an archive is read into an empty database only.
///
/// # Errors
/// When the database fails.
pub async fn occupied(desk: &Desk) -> Outcome<Option<String>> {
    Ok(storage::occupied(&tables(), desk.db()).await?)
}

/// Reads every row into an empty database; returns how many.
///
/// # Errors
/// When the database is not empty or refuses a row; then nothing was changed.
pub async fn read(desk: &Desk, source: &mut dyn Source) -> Outcome<u64> {
    Ok(storage::read(&tables(), &desk.database.writer, source).await?)
}
