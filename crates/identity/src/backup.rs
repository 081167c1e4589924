//! Every table there is, as lines and back: the hall's program keeps both databases in one archive.

use crate::problem::Outcome;
use crate::provider::Identity;
use crate::store::{Migrator, entry, people, trace};
use sea_orm_migration::MigratorTrait as _;
use storage::{Sink, Source, Table, table};

/// Every table, those that others point to first.
fn tables() -> Vec<Box<dyn Table>> {
    vec![
        table::<people::account::Entity>(),
        table::<people::person::Entity>(),
        table::<people::enterprise::Entity>(),
        table::<people::licence::Entity>(),
        table::<entry::session::Entity>(),
        table::<entry::request::Entity>(),
        table::<entry::code::Entity>(),
        table::<entry::token::Entity>(),
        table::<entry::scan::Entity>(),
        table::<entry::signing_key::Entity>(),
        table::<trace::captcha::Entity>(),
        table::<trace::sms::Entity>(),
        table::<trace::attempt::Entity>(),
        table::<trace::draft::Entity>(),
        table::<trace::event::Entity>(),
    ]
}

impl Identity {
    /// Brings the tables up to date and leaves them empty: for an archive to be read into.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn lay(&self) -> Outcome<()> {
        self.store.migrate().await
    }

    /// The steps the tables have taken, in order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn steps(&self) -> Outcome<Vec<String>> {
        let applied = Migrator::get_applied_migrations(self.store.read()).await?;
        Ok(applied.iter().map(|step| step.name().to_owned()).collect())
    }

    /// Writes every row as it is at one instant; returns how many.
    ///
    /// # Errors
    /// When the database fails or the lines cannot be written.
    pub async fn write(&self, sink: &mut dyn Sink) -> Outcome<u64> {
        let still = storage::still(self.store.read()).await?;
        let rows = storage::write(&tables(), &still, sink).await?;
        still.commit().await?;
        Ok(rows)
    }

    /// The first table that has rows, if any.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn occupied(&self) -> Outcome<Option<String>> {
        Ok(storage::occupied(&tables(), self.store.read()).await?)
    }

    /// Reads every row into an empty database; returns how many.
    ///
    /// # Errors
    /// When the database is not empty or refuses a row; then nothing was changed.
    pub async fn read(&self, source: &mut dyn Source) -> Outcome<u64> {
        Ok(storage::read(&tables(), self.store.write(), source).await?)
    }

    /// What is wrong with the database, one sentence each; empty when nothing is.
    ///
    /// # Errors
    /// When the database does not answer at all.
    pub async fn integrity(&self) -> Outcome<Vec<String>> {
        Ok(storage::check(&tables(), self.store.read()).await?)
    }
}
