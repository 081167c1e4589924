//! An application landed: the enterprise enters the register, once (E05).

use super::model::{Column, Entity, Model};
use super::{Source, State};
use crate::enterprise;
use crate::journal::Entry;
use crate::kernel::{Outcome, Work};
use crate::park::settlement::model::Model as Settlement;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::{Value, json};

/// What a business type made of an application's words is cut to, in characters.
const BUSINESS_LIMIT: usize = 40;

/// Enters the enterprise of an application that landed. Where the park had it in its register already (by an import, or as
/// one that left), that row is kept and goes on as present.
pub(crate) async fn enter(work: &Work, landed: &Settlement) -> Outcome<()> {
    let asks = enterprise::find::one(work.db(), landed.enterprise_id).await?;
    let known = Entity::find()
        .filter(Column::ParkId.eq(landed.park_id))
        .filter(Column::Uscc.eq(asks.uscc.as_str()))
        .one(work.db())
        .await?;
    let today = work.desk().zone.day(work.now()).to_string();
    let before = known.clone();
    let after = match known {
        Some(row) => Model {
            state: State::Present.word().to_owned(),
            entered_on: if row.state == State::Left.word() { today } else { row.entered_on.clone() },
            settlement_id: Some(landed.id),
            updated_at: work.now(),
            version: row.version + 1,
            ..row
        },
        None => Model {
            id: work.id(),
            park_id: landed.park_id,
            name: asks.name,
            uscc: asks.uscc,
            business: landed
                .business
                .lines()
                .next()
                .unwrap_or_default()
                .chars()
                .take(BUSINESS_LIMIT)
                .collect(),
            contact_name: landed.contact_name.clone(),
            contact_phone: landed.contact_phone.clone(),
            entered_on: today,
            state: State::Present.word().to_owned(),
            remarks: String::new(),
            source: Source::Settlement.word().to_owned(),
            settlement_id: Some(landed.id),
            import_id: None,
            created_at: work.now(),
            updated_at: work.now(),
            version: 1,
        },
    };
    if before.is_some() {
        after.clone().into_active_model().reset_all().update(work.db()).await?;
    } else {
        work.add(after.clone()).await?;
    }
    let entry = Entry::new("tenant.entered", "tenant", after.id).of(landed.enterprise_id);
    work.journal(entry.changes(&told(before.as_ref()), &told(Some(&after)))).await
}

/// What the journal says of a tenant. Contact data stays out of it: it forgets nothing.
pub(super) fn told(tenant: Option<&Model>) -> Value {
    tenant.map_or(Value::Null, |tenant| {
        json!({
            "park": tenant.park_id, "name": tenant.name, "uscc": tenant.uscc, "business": tenant.business,
            "entered_on": tenant.entered_on, "state": tenant.state, "version": tenant.version,
        })
    })
}
