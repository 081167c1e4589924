//! 申请入驻: an enterprise asks a park for a place, or asks again after a refusal (E04).

use crate::page::{Answer, Form, Page};
use axum::extract::Path;
use hall::kernel::Uuid;
use hall::park::find::Shown;
use hall::park::settlement::model::Model;
use hall::park::settlement::{self, Limits, SettlementForm, State, asked_before};
use hall::{Refusal, enterprise};
use minijinja::value::Serde;
use minijinja::{Value, context};

const TEMPLATE: &str = "settlement/ask.html";

/// The form with what is known: what was asked for in the round before, else the enterprise's contact.
pub(super) async fn form(page: Page, Path(id): Path<Uuid>) -> Answer {
    let park = settlement::park(page.desk(), page.actor(), id).await?;
    let (db, seat) = (page.desk().db(), page.enterprise()?.id);
    let before = asked_before(db, id, seat).await?;
    if let Some(waits) = before.as_ref().filter(|row| row.state().is_ok_and(|state| state == State::Pending))
    {
        return Ok(page.go(&format!("/my/settlements/{}", waits.id)));
    }
    let typed = match &before {
        // The day that was wanted has passed, as like as not.
        Some(row) => SettlementForm { wanted_on: String::new(), ..row.asking().into() },
        None => {
            let own = enterprise::find::one(db, seat).await?;
            SettlementForm {
                contact_name: own.contact_name,
                contact_phone: own.contact_phone,
                ..SettlementForm::default()
            }
        }
    };
    let key = page.desk().id().to_string();
    page.show(TEMPLATE, context(&page, park, before, &typed, &key)).await
}

pub(super) async fn ask(page: Page, Path(id): Path<Uuid>, form: Form) -> Answer {
    let (typed, key) = (read(&form), form.text("form_key").to_owned());
    let work = page.desk().begin(page.actor()).await?;
    let asked = match settlement::ask(&work, id, &key, &typed).await {
        Ok(asked) => asked,
        Err(Refusal::Invalid(errors)) => {
            drop(work);
            let park = settlement::park(page.desk(), page.actor(), id).await?;
            // A key that was used up would be refused again.
            let spent = errors.iter().any(|error| error.field == "form_key");
            let key = if spent { page.desk().id().to_string() } else { key };
            let before = asked_before(page.desk().db(), id, page.enterprise()?.id).await?;
            let context = context(&page, park, before, &typed, &key);
            return page.again(TEMPLATE, context, &errors).await;
        }
        Err(other) => return Err(other.into()),
    };
    work.keep().await?;
    let flash = if asked.fresh { "settlement-asked" } else { "settlement-asked-before" };
    Ok(page.go_saying(&format!("/my/settlements/{}", asked.id), flash))
}

fn read(form: &Form) -> SettlementForm {
    let text = |name: &str| form.text(name).to_owned();
    SettlementForm {
        business: text("business"),
        staff: text("staff"),
        investment: text("investment"),
        area: text("area"),
        wanted_on: text("wanted_on"),
        remarks: text("remarks"),
        contact_name: text("contact_name"),
        contact_phone: text("contact_phone"),
    }
}

fn context(page: &Page, park: Shown, before: Option<Model>, typed: &SettlementForm, key: &str) -> Value {
    let today = page.desk().zone.day(page.desk().now());
    let last = today.checked_add_months(chrono::Months::new(Limits::NOW.months)).unwrap_or(today);
    context! {
        before => Serde(before),
        park => Serde(park),
        form => Serde(typed),
        form_key => key,
        most => Serde(Limits::NOW),
        today => today.to_string(),
        last => last.to_string(),
    }
}
