//! What the hall has written down, table by table, for proofs that nothing was changed.

use super::World;
use sea_orm::{ConnectionTrait as _, DbBackend, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// Tables whose rows follow every request and say nothing about what was asked.
pub const ALWAYS: &[&str] = &["session", "attempt", "device"];

impl World {
    /// The whole content of every table, as text.
    pub async fn records(&self) -> BTreeMap<String, Vec<String>> {
        let query = self.everything.get_or_init(|| self.query()).await;
        let mut records: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for line in self.texts(query).await {
            let (table, row) = line.split_once(' ').expect("a table's name comes first");
            records.entry(table.to_owned()).or_default().push(row.to_owned());
        }
        records.values_mut().for_each(|rows| rows.sort());
        records
    }

    /// One query for every row of every table: a proof asks it a thousand times.
    async fn query(&self) -> String {
        let mut parts = Vec::new();
        for table in self.tables().await {
            let row = match self.backend() {
                DbBackend::Sqlite => {
                    let columns =
                        self.texts(&format!("SELECT name AS value FROM pragma_table_info('{table}')")).await;
                    let cells: Vec<String> =
                        columns.iter().map(|column| format!("quote(\"{column}\")")).collect();
                    cells.join(" || ',' || ")
                }
                _ => "t::text".to_owned(),
            };
            parts.push(format!("SELECT '{table} ' || {row} AS value FROM \"{table}\" t"));
        }
        parts.join(" UNION ALL ")
    }

    /// The tables whose content differs from `before`.
    pub async fn changed_since(&self, before: &BTreeMap<String, Vec<String>>) -> Vec<String> {
        let now = self.records().await;
        let tables: BTreeSet<&String> = now.keys().chain(before.keys()).collect();
        tables.into_iter().filter(|table| now.get(*table) != before.get(*table)).cloned().collect()
    }

    /// What waits in the outbox.
    pub async fn queued(&self) -> Vec<String> {
        let query =
            "SELECT kind || ' to ' || address AS value FROM dispatch WHERE state = 'queued' ORDER BY id";
        self.texts(query).await
    }

    async fn tables(&self) -> Vec<String> {
        let query = match self.backend() {
            DbBackend::Sqlite => {
                "SELECT name AS value FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1"
            }
            _ => "SELECT tablename::text AS value FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
        };
        let found = self.texts(query).await;
        found.into_iter().filter(|name| name != "seaql_migrations").collect()
    }

    /// The last entry of the journal.
    pub async fn last_entry(&self) -> i64 {
        let query = "SELECT CAST(coalesce(max(seq), 0) AS TEXT) AS value FROM journal";
        self.texts(query).await[0].parse().expect("a number")
    }

    /// What the journal says since an entry, in order.
    pub async fn journalled_since(&self, entry: i64) -> Vec<String> {
        self.texts(&format!("SELECT action AS value FROM journal WHERE seq > {entry} ORDER BY seq")).await
    }

    /// An id as the database writes it.
    pub fn id_of(&self, id: hall::kernel::Uuid) -> String {
        match self.backend() {
            DbBackend::Sqlite => format!("X'{}'", id.simple()),
            _ => format!("'{id}'"),
        }
    }

    /// `(table, column)` of every column of texts.
    pub(super) async fn text_columns(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for table in self.tables().await {
            let query = match self.backend() {
                DbBackend::Sqlite => {
                    format!(
                        "SELECT name AS value FROM pragma_table_info('{table}') WHERE upper(type) = 'TEXT'"
                    )
                }
                _ => format!(
                    "SELECT column_name::text AS value FROM information_schema.columns \
                     WHERE table_schema = 'public' AND table_name = '{table}' AND data_type = 'text'"
                ),
            };
            let columns = self.texts(&query).await;
            found.extend(columns.into_iter().map(|column| (table.clone(), column)));
        }
        found
    }

    pub(super) fn backend(&self) -> DbBackend {
        self.bench.desk.db().get_database_backend()
    }

    /// The column `value` of whatever `query` finds.
    pub async fn texts(&self, query: &str) -> Vec<String> {
        let statement = Statement::from_string(self.backend(), query);
        let rows = self.bench.desk.db().query_all_raw(statement).await.expect("the database answers");
        rows.iter().map(|row| row.try_get::<String>("", "value").expect("a text")).collect()
    }
}
