//! A short way to write columns, so that a migration reads like a list of facts.
//!
//! Every type chosen here means the same on SQLite and PostgreSQL: ids are UUIDs, times are instants in UTC,
//! days are ISO text (`2026-02-17`), structured values are JSON text that the hall's types own.

use sea_orm_migration::prelude::*;

fn column(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name))
}

/// A required UUID.
pub fn uuid(name: &'static str) -> ColumnDef {
    column(name).uuid().not_null().take()
}
/// A UUID that may be absent.
pub fn uuid_null(name: &'static str) -> ColumnDef {
    column(name).uuid().null().take()
}
/// The primary key every table with a life of its own has: a UUIDv7 made by the desk.
pub fn id() -> ColumnDef {
    column("id").uuid().not_null().primary_key().take()
}
/// Required text.
pub fn text(name: &'static str) -> ColumnDef {
    column(name).text().not_null().take()
}
/// Text that may be absent.
pub fn text_null(name: &'static str) -> ColumnDef {
    column(name).text().null().take()
}
/// A required 32-bit number.
pub fn int(name: &'static str) -> ColumnDef {
    column(name).integer().not_null().take()
}
/// A required 64-bit number.
pub fn long(name: &'static str) -> ColumnDef {
    column(name).big_integer().not_null().take()
}
/// A required decimal number such as a latitude.
pub fn double(name: &'static str) -> ColumnDef {
    column(name).double().not_null().take()
}
/// A decimal number that may be absent.
pub fn double_null(name: &'static str) -> ColumnDef {
    column(name).double().null().take()
}
/// A required yes or no.
pub fn flag(name: &'static str) -> ColumnDef {
    column(name).boolean().not_null().take()
}
/// A required instant in UTC.
pub fn time(name: &'static str) -> ColumnDef {
    column(name).timestamp_with_time_zone().not_null().take()
}
/// An instant in UTC that may be absent.
pub fn time_null(name: &'static str) -> ColumnDef {
    column(name).timestamp_with_time_zone().null().take()
}

/// One table to be: its columns, what they point to, what must hold.
pub struct Plan {
    name: &'static str,
    table: TableCreateStatement,
    indexes: Vec<String>,
}

/// Begins the plan of a table.
pub fn table(name: &'static str, columns: impl IntoIterator<Item = ColumnDef>) -> Plan {
    let mut table = Table::create();
    table.table(Alias::new(name));
    for mut column in columns {
        table.col(&mut column);
    }
    Plan { name, table, indexes: Vec::new() }
}

impl Plan {
    /// `column` holds an id of `other`.
    pub fn points(mut self, column: &'static str, other: &'static str) -> Self {
        self.table.foreign_key(
            ForeignKey::create()
                .from(Alias::new(self.name), Alias::new(column))
                .to(Alias::new(other), Alias::new("id")),
        );
        self
    }

    /// The primary key of a table whose rows are known by several columns, or by another table's id.
    pub fn key(mut self, columns: &[&'static str]) -> Self {
        let mut index = Index::create();
        for column in columns {
            index.col(Alias::new(*column));
        }
        self.table.primary_key(&mut index);
        self
    }

    /// What must hold in every row; the same rule stands in the hall as a transition or a type.
    pub fn check(mut self, rule: &'static str) -> Self {
        self.table.check(Expr::cust(rule));
        self
    }

    /// No two rows agree in these columns (rows that `when` excludes do not count).
    pub fn unique(self, columns: &[&'static str], when: Option<&'static str>) -> Self {
        self.index(true, columns, when)
    }

    /// These columns are searched by.
    pub fn lookup(self, columns: &[&'static str]) -> Self {
        self.index(false, columns, None)
    }

    fn index(mut self, unique: bool, columns: &[&'static str], when: Option<&'static str>) -> Self {
        let kind = if unique { "UNIQUE INDEX" } else { "INDEX" };
        let prefix = if unique { "uq" } else { "ix" };
        let filter = when.map(|rule| format!(" WHERE {rule}")).unwrap_or_default();
        self.indexes.push(format!(
            "CREATE {kind} {prefix}_{}_{} ON \"{}\" ({}){filter}",
            self.name,
            columns.join("_"),
            self.name,
            columns.join(", "),
        ));
        self
    }

    /// Makes the table.
    ///
    /// # Errors
    /// When the database refuses the statement.
    pub async fn make(mut self, manager: &SchemaManager<'_>) -> Result<(), DbErr> {
        manager.create_table(self.table.take()).await?;
        for index in &self.indexes {
            manager.get_connection().execute_unprepared(index).await?;
        }
        Ok(())
    }
}
