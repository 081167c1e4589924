//! The register from its park's side, on whichever database the bench stands.

mod imports;
mod random;
mod rules;

use super::import::{self, Typed};
use super::model::Model;
use super::*;
use crate::enterprise::uscc::invented;
use crate::kernel::{Actor, Outcome, Paging, Uuid, Work};
use crate::testing::{Bench, bench};
use find::{Filter, Scope};

/// A sound code; `n` tells several apart.
fn code(n: u64) -> String {
    invented("990101", n).to_string()
}

fn form(n: u64) -> TenantForm {
    TenantForm {
        name: format!("示例企业{n}"),
        uscc: code(n),
        contact_name: "乙某".to_owned(),
        contact_phone: "0000-1234567".to_owned(),
        entered_on: "2026-03-01".to_owned(),
        business: "跨境电商".to_owned(),
        state: "present".to_owned(),
        remarks: String::new(),
    }
}

fn typed(row: u32, form: TenantForm) -> Typed {
    Typed { row, form, has_remarks: true, unread: Vec::new() }
}

struct Scene {
    bench: Bench,
    manager: Actor,
    park: Uuid,
}

async fn scene() -> Scene {
    let bench = bench().await;
    let (manager, park) = bench.park("东港示例园区运营").await;
    Scene { bench, manager, park }
}

impl Scene {
    async fn works<T>(&self, does: impl AsyncFnOnce(&Work) -> Outcome<T>) -> Outcome<T> {
        self.works_as(&self.manager, does).await
    }

    async fn works_as<T>(&self, actor: &Actor, does: impl AsyncFnOnce(&Work) -> Outcome<T>) -> Outcome<T> {
        let work = self.bench.desk.begin(actor).await?;
        let done = does(&work).await?;
        work.keep().await?;
        Ok(done)
    }

    async fn adds(&self, n: u64) -> Uuid {
        self.works(async |work| add(work, &form(n)).await).await.expect("added")
    }

    async fn all(&self) -> Vec<Model> {
        let (db, scope) = (self.bench.desk.db(), Scope::Park(self.park));
        find::batch(db, &scope, &Filter::default(), None, 100_000).await.expect("rows")
    }

    async fn found(&self, filter: &Filter) -> Vec<String> {
        let scope = Scope::Park(self.park);
        let page = find::list(self.bench.desk.db(), &scope, filter, Paging::of(None, Some(100))).await;
        let mut names: Vec<String> =
            page.expect("a page").rows.into_iter().map(|line| line.row.name).collect();
        names.sort();
        names
    }

    async fn stages(&self) -> Uuid {
        self.works(async |work| import::stage(work, "名单.xlsx", b"bytes").await).await.expect("staged")
    }

    /// Sends rows in and confirms what is seen: the import, and whether it was done.
    async fn imports(&self, rows: &[Typed]) -> Outcome<Uuid> {
        let id = self.stages().await;
        let plan = import::find::would(&self.bench.desk, self.park, rows.to_vec()).await?;
        self.works(async |work| import::confirm(work, id, &plan.seal, rows.to_vec()).await).await?;
        Ok(id)
    }

    async fn undoes(&self, id: Uuid) -> Outcome<()> {
        self.works(async |work| import::undo(work, id).await).await
    }
}
