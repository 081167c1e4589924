//! 新增物流产品 and its correction: one form (F03–F11, F12, F15, F23).

use super::form::{Typed, read};
use super::row::{past, row};
use crate::gallery::{self, together};
use crate::page::{Answer, Form, Page};
use axum::extract::Path;
use axum::http::StatusCode;
use hall::file::{Slot, owned};
use hall::kernel::Uuid;
use hall::offering::find::own;
use hall::offering::{Draft, Mode, SUMMARY_LIMIT, TAG_LIMIT, TAGS_LIMIT, TITLE_LIMIT, edit, submit_once};
use hall::term::{calendar, gazetteer};
use hall::{FieldError, Refusal};
use minijinja::value::Serde;
use minijinja::{Value, context};
use serde_json::json;

const TEMPLATE: &str = "offering/form.html";

/// The empty form, under the id that the product will have.
pub(super) async fn fresh(page: Page) -> Answer {
    let id = page.desk().id();
    let context =
        view(&page, &Draft::default(), context! { id => id.to_string(), kept => false }, &[]).await?;
    page.show(TEMPLATE, context).await
}

/// Submits a new product.
pub(super) async fn create(page: Page, form: Form) -> Answer {
    let id: Uuid = form.parsed("id").ok_or(Refusal::NotFound)?;
    let about = context! { id => id.to_string(), kept => false };
    let typed = read(&page, &form).await?;
    if let Some(answer) = before(&page, &typed, &about).await? {
        return Ok(answer);
    }
    let work = page.desk().begin(page.actor()).await?;
    match submit_once(&work, id, &typed.draft).await {
        Ok(id) => {
            work.keep().await?;
            Ok(page.go_saying(&format!("/desk/products/{id}"), "product-submitted"))
        }
        Err(Refusal::Invalid(errors)) => {
            drop(work);
            page.again(TEMPLATE, view(&page, &typed.draft, about, &errors).await?, &errors).await
        }
        Err(other) => Err(other.into()),
    }
}

/// The form with what was submitted last.
pub(super) async fn open(page: Page, Path(id): Path<Uuid>) -> Answer {
    let kept = own::one(page.desk().db(), page.provider()?.id, id).await?;
    let (draft, about) = (kept.proposal.draft(), about(&page, kept).await?);
    page.show(TEMPLATE, view(&page, &draft, about, &[]).await?).await
}

/// Submits a change.
pub(super) async fn change(page: Page, Path(id): Path<Uuid>, form: Form) -> Answer {
    let kept = own::one(page.desk().db(), page.provider()?.id, id).await?;
    let seen = form.text("seen").to_owned();
    let about = context! { seen => seen.as_str(), ..about(&page, kept).await? };
    let typed = read(&page, &form).await?;
    if let Some(answer) = before(&page, &typed, &about).await? {
        return Ok(answer);
    }
    let work = page.desk().begin(page.actor()).await?;
    let outcome = match seen.parse() {
        Ok(seen) => edit(&work, id, seen, &typed.draft).await,
        Err(stale) => Err(stale),
    };
    match outcome {
        Ok(()) => {
            work.keep().await?;
            Ok(page.go_saying(&format!("/desk/products/{id}"), "product-submitted"))
        }
        Err(Refusal::Invalid(errors)) => {
            drop(work);
            page.again(TEMPLATE, view(&page, &typed.draft, about, &errors).await?, &errors).await
        }
        Err(Refusal::Stale { .. }) => {
            drop(work);
            // What was typed stays; whoever reads the new state and presses again means it.
            let kept = own::one(page.desk().db(), page.provider()?.id, id).await?;
            let about = context! { moved => true, ..self::about(&page, kept).await? };
            let context = view(&page, &typed.draft, about, &[]).await?;
            page.show_status(StatusCode::CONFLICT, TEMPLATE, context).await
        }
        Err(other) => Err(other.into()),
    }
}

/// What ends a submission before it reaches the hall: a button that only arranges pictures, or a file that cannot be
/// used.
async fn before(
    page: &Page,
    typed: &Typed,
    about: &Value,
) -> Result<Option<axum::response::Response>, crate::Refused> {
    if typed.arranging {
        let context = view(page, &typed.draft, about.clone(), &typed.errors).await?;
        return Ok(Some(page.show(TEMPLATE, context).await?));
    }
    if typed.errors.is_empty() {
        return Ok(None);
    }
    let more = match typed.draft.check() {
        Err(Refusal::Invalid(more)) => more,
        _ => Vec::new(),
    };
    let errors = together(typed.errors.clone(), more);
    let context = view(page, &typed.draft, about.clone(), &errors).await?;
    Ok(Some(page.again(TEMPLATE, context, &errors).await?))
}

/// What a form that corrects a product knows about it.
async fn about(page: &Page, kept: own::Kept) -> Result<Value, Refusal> {
    let calendar = calendar::load(page.desk().db()).await?;
    let round = past(page, kept.round.clone())?;
    let seen = kept.seen().to_string();
    let product = row(page, &calendar, kept)?;
    Ok(context! {
        id => product.id.to_string(),
        kept => true,
        seen,
        product => Serde(product),
        round => Serde(round),
        moved => false,
    })
}

/// Everything the form shows.
async fn view(page: &Page, draft: &Draft, about: Value, errors: &[FieldError]) -> Result<Value, Refusal> {
    let (db, enterprise, tag) = (page.desk().db(), page.enterprise()?.id, page.locale().tag());
    let pictures = gallery::shown(page, Slot::Detail, &draft.pictures).await?;
    let cover = owned(db, enterprise, Slot::Cover, draft.cover.as_slice()).await?.into_iter().next();
    let countries: Vec<_> = gazetteer::countries()
        .iter()
        .map(|country| json!({ "value": country.code, "label": country.name(tag) }))
        .collect();
    // A typed city that is not in the list takes its place on the map from one that is.
    let lost = !draft.near.is_empty() || errors.iter().any(|error| error.key == "product-city-unknown");
    let near: Vec<_> = gazetteer::of_country(&draft.country)
        .filter(|_| lost)
        .map(|city| json!({ "value": city.id, "label": city.name(tag) }))
        .collect();
    let place = gazetteer::by_id(&draft.city_id).or_else(|| gazetteer::by_id(&draft.near));
    let place = place.map(|city| json!({ "lat": city.lat, "lon": city.lon }));
    let slots: serde_json::Map<String, serde_json::Value> = [Slot::Cover, Slot::Detail]
        .into_iter()
        .map(|slot| (slot.word().to_owned(), json!(slot.policy())))
        .collect();
    Ok(context! {
        where => "desk",
        draft => Serde(draft),
        tags => draft.tags.iter().map(|tag| tag.trim()).filter(|tag| !tag.is_empty()).collect::<Vec<_>>().join("，"),
        pictures => Serde(pictures),
        cover => cover.map(|file| file.id.to_string()),
        countries => Serde(countries),
        near => Serde(near),
        place => Serde(place),
        modes => Serde(Mode::ALL.map(|mode| json!({ "word": mode.word(), "icon": super::cards::icon(mode) }))),
        slots => Serde(slots),
        rules => Serde(json!({
            "title": TITLE_LIMIT, "summary": SUMMARY_LIMIT, "tag": TAG_LIMIT, "tags": TAGS_LIMIT,
            "days": page.desk().zone.limits.product_days,
        })),
        owner => enterprise.to_string(),
        errors => Serde(errors),
        ..about
    })
}
