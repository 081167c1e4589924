use super::{Purpose, backup, integrity, mark, purpose};
use crate::kernel::{Actor, Role};
use crate::testing::bench;
use sea_orm::{ConnectionTrait, Statement};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Default)]
struct Memory {
    tables: BTreeMap<String, Vec<String>>,
    now: String,
}

impl storage::Sink for Memory {
    fn begin(&mut self, table: &str) -> std::io::Result<()> {
        self.now = table.to_owned();
        self.tables.insert(table.to_owned(), Vec::new());
        Ok(())
    }

    fn line(&mut self, line: &str) -> std::io::Result<()> {
        self.tables.get_mut(&self.now).unwrap().push(line.to_owned());
        Ok(())
    }
}

impl storage::Source for Memory {
    fn lines(
        &mut self,
        table: &str,
    ) -> std::io::Result<Box<dyn Iterator<Item = std::io::Result<String>> + '_>> {
        Ok(Box::new(self.tables[table].iter().cloned().map(Ok)))
    }
}

#[tokio::test]
async fn every_table_is_backed_up() {
    let hall = bench().await;
    let query = if hall.database.is_sqlite() {
        "SELECT name AS value FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    } else {
        "SELECT tablename AS value FROM pg_tables WHERE schemaname = 'public'"
    };
    let rows = hall
        .db()
        .query_all_raw(Statement::from_string(hall.db().get_database_backend(), query))
        .await
        .unwrap();
    let mut made: BTreeSet<String> = rows.iter().map(|row| row.try_get("", "value").unwrap()).collect();
    made.remove("seaql_migrations");
    let kept: BTreeSet<String> = backup::tables().iter().map(|table| table.name()).collect();
    assert_eq!(made, kept);
}

#[tokio::test]
async fn rows_come_back_as_they_were_and_only_into_an_empty_database() {
    let (from, to) = (bench().await, bench().await);
    let (_, provider) = from.logistics("海蓝试航物流").await;
    from.product(provider, "拼箱").await;
    from.official(Role::Reviewer, "*").await;
    let mut archive = Memory::default();
    let (rows, files) = backup::write(&from, &mut archive).await.unwrap();
    assert!(rows > 8 && files.len() == 1);
    assert_eq!(backup::read(&to, &mut archive).await.unwrap(), rows);
    let mut again = Memory::default();
    backup::write(&to, &mut again).await.unwrap();
    for (table, lines) in &archive.tables {
        let sorted = |lines: &[String]| lines.iter().cloned().collect::<BTreeSet<_>>();
        assert_eq!(sorted(lines), sorted(&again.tables[table]), "{table}");
    }
    assert_eq!(integrity(&to).await.unwrap(), Vec::<String>::new());
    let refused = backup::read(&to, &mut archive).await.unwrap_err().to_string();
    assert!(refused.contains("not empty"), "{refused}");
}

#[tokio::test]
async fn a_line_that_is_none_of_its_table_changes_nothing() {
    let (from, to) = (bench().await, bench().await);
    from.person("甲木").await;
    let mut archive = Memory::default();
    backup::write(&from, &mut archive).await.unwrap();
    for (damage, said) in [("\"name\":", "name is missing"), ("\"version\":1", "version is of another type")]
    {
        let mut damaged = Memory { tables: archive.tables.clone(), now: String::new() };
        let line = &mut damaged.tables.get_mut("account").unwrap()[0];
        let to_be = if damage.ends_with(':') { "\"nome\":" } else { "\"version\":\"1\"" };
        *line = line.replace(damage, to_be);
        let refused = backup::read(&to, &mut damaged).await.unwrap_err().to_string();
        assert!(refused.contains(said) && refused.contains("account, line 1"), "{refused}");
        assert_eq!(purpose(&to).await.unwrap(), Purpose::Empty);
    }
}

#[tokio::test]
async fn a_demonstration_is_told_from_a_hall_in_earnest() {
    let hall = bench().await;
    assert_eq!(purpose(&hall).await.unwrap(), Purpose::Empty);
    hall.person("甲木").await;
    assert_eq!(purpose(&hall).await.unwrap(), Purpose::Earnest);
    let work = hall.begin(&Actor::Machine("demo")).await.unwrap();
    mark(&work, "1").await.unwrap();
    work.keep().await.unwrap();
    assert_eq!(purpose(&hall).await.unwrap(), Purpose::Demo);
}
