//! One table, known by its entity.

use super::value;
use crate::{Error, Sink};
use futures_util::TryStreamExt as _;
use sea_orm::{
    ActiveModelTrait, DatabaseTransaction, DbErr, EntityTrait, IdenStatic as _, Iterable as _, ModelTrait,
    PaginatorTrait as _,
};
use serde_json::{Map, Value};
use std::io;
use std::marker::PhantomData;

/// Values bound in one statement at most; SQLite takes 32 766.
const BOUND: usize = 20_000;

/// A table whose rows can be written as lines and read back.
#[async_trait::async_trait(?Send)]
pub trait Table {
    /// Its name.
    fn name(&self) -> String;
    /// How many rows it has.
    ///
    /// # Errors
    /// When the database fails.
    async fn count(&self, db: &DatabaseTransaction) -> Result<u64, DbErr>;
    /// Writes every row as a line; returns how many.
    ///
    /// # Errors
    /// When the database fails or a line cannot be written.
    async fn write(&self, db: &DatabaseTransaction, sink: &mut dyn Sink) -> Result<u64, Error>;
    /// Adds a row for every line; returns how many.
    ///
    /// # Errors
    /// When the database refuses a row or a line is none of this table.
    async fn read(
        &self,
        db: &DatabaseTransaction,
        lines: &mut dyn Iterator<Item = io::Result<String>>,
    ) -> Result<u64, Error>;
}

/// The table of an entity.
#[must_use]
pub fn table<E: EntityTrait>() -> Box<dyn Table> {
    Box::new(Of::<E>(PhantomData))
}

struct Of<E>(PhantomData<E>);

#[async_trait::async_trait(?Send)]
impl<E: EntityTrait> Table for Of<E> {
    fn name(&self) -> String {
        E::default().table_name().to_owned()
    }

    async fn count(&self, db: &DatabaseTransaction) -> Result<u64, DbErr> {
        E::find().into_model::<Nothing>().count(db).await
    }

    async fn write(&self, db: &DatabaseTransaction, sink: &mut dyn Sink) -> Result<u64, Error> {
        let mut rows = E::find().stream(db).await?;
        let mut count = 0;
        while let Some(row) = rows.try_next().await? {
            count += 1;
            let cells = E::Column::iter().map(|column| {
                let value = value::to_json(row.get(column)).map_err(|what| self.wrong(count, what));
                value.map(|value| (column.as_str().to_owned(), value))
            });
            let line = Value::Object(cells.collect::<Result<Map<String, Value>, Error>>()?);
            sink.line(&line.to_string())?;
        }
        Ok(count)
    }

    async fn read(
        &self,
        db: &DatabaseTransaction,
        lines: &mut dyn Iterator<Item = io::Result<String>>,
    ) -> Result<u64, Error> {
        let at_once = (BOUND / E::Column::iter().count().max(1)).max(1);
        let (mut waiting, mut count) = (Vec::new(), 0);
        for line in lines {
            count += 1;
            waiting.push(row::<E>(&line?).map_err(|what| self.wrong(count, what))?);
            if waiting.len() == at_once {
                E::insert_many(std::mem::take(&mut waiting)).exec_without_returning(db).await?;
            }
        }
        if !waiting.is_empty() {
            E::insert_many(waiting).exec_without_returning(db).await?;
        }
        Ok(count)
    }
}

impl<E: EntityTrait> Of<E> {
    fn wrong(&self, line: u64, what: String) -> Error {
        Error::Row { table: self.name(), line, what }
    }
}

/// A row of which nothing is wanted but that it is there.
#[derive(sea_orm::FromQueryResult)]
struct Nothing {}

fn row<E: EntityTrait>(line: &str) -> Result<E::ActiveModel, String> {
    let mut cells: Map<String, Value> = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let mut row = <E::ActiveModel as ActiveModelTrait>::default();
    for column in E::Column::iter() {
        let name = column.as_str().to_owned();
        let cell = cells.remove(&name).ok_or_else(|| format!("{name} is missing"))?;
        let kind = <E::Model as ModelTrait>::get_value_type(column);
        let value = value::from_json(&kind, cell).ok_or_else(|| format!("{name} is of another type"))?;
        row.set(column, value);
    }
    match cells.keys().next() {
        Some(name) => Err(format!("there is no column {name}")),
        None => Ok(row),
    }
}
