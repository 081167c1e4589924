//! Booking a product (F19).

use super::{fresh_key, id};
use crate::page::{Answer, Form, Page};
use axum::extract::Path;
use hall::engagement::{BookingForm, Limits, Offer, book as make, offered, response_time};
use hall::{Refusal, enterprise};
use minijinja::value::Serde;
use minijinja::{Value, context};

const TEMPLATE: &str = "engagement/book.html";

/// The form, with what is known filled in.
pub(super) async fn form(page: Page, Path(product): Path<String>) -> Answer {
    let offer = offered(page.desk(), page.actor(), id(&product)?).await?;
    let own = enterprise::find::one(page.desk().db(), page.enterprise()?.id).await?;
    let typed = BookingForm {
        contact_name: own.contact_name,
        contact_phone: own.contact_phone,
        ..BookingForm::default()
    };
    let context = context(&page, &offer, &typed, &fresh_key(&page)).await?;
    page.show(TEMPLATE, context).await
}

pub(super) async fn book(page: Page, Path(product): Path<String>, form: Form) -> Answer {
    let product = id(&product)?;
    let (typed, key) = (read(&form), form.text("form_key").to_owned());
    let work = page.desk().begin(page.actor()).await?;
    let made = make(&work, product, &key, &typed).await;
    let booked = match made {
        Ok(booked) => booked,
        Err(Refusal::Invalid(errors)) => {
            drop(work);
            let offer = offered(page.desk(), page.actor(), product).await?;
            // A key that was used up would be refused again.
            let spent = errors.iter().any(|error| error.field == "form_key");
            let key = if spent { fresh_key(&page) } else { key };
            let context = context(&page, &offer, &typed, &key).await?;
            return page.again(TEMPLATE, context, &errors).await;
        }
        Err(other) => return Err(other.into()),
    };
    work.keep().await?;
    let path = format!("/my/bookings/{}", booked.id);
    Ok(page.go_saying(&path, if booked.fresh { "booking-made" } else { "booking-made-before" }))
}

fn read(form: &Form) -> BookingForm {
    let text = |name: &str| form.text(name).to_owned();
    BookingForm {
        cargo: text("cargo"),
        quantity: text("quantity"),
        weight_kg: text("weight_kg"),
        volume_m3: text("volume_m3"),
        ready_on: text("ready_on"),
        origin: text("origin"),
        remarks: text("remarks"),
        contact_name: text("contact_name"),
        contact_phone: text("contact_phone"),
    }
}

async fn context(page: &Page, offer: &Offer, typed: &BookingForm, key: &str) -> Result<Value, Refusal> {
    let (desk, zone) = (page.desk(), &page.desk().zone);
    let speed = response_time(desk.db(), zone, offer.provider).await?;
    let today = zone.day(desk.now());
    let last = today.checked_add_months(chrono::Months::new(Limits::NOW.ready_months)).unwrap_or(today);
    Ok(context! {
        offer => Serde(offer),
        form => Serde(typed),
        form_key => key,
        most => Serde(Limits::NOW),
        speed => Serde(speed),
        today => today.to_string(),
        last => last.to_string(),
    })
}
