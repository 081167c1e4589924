//! The user centre's page and its blocks; each is saved by itself.

use crate::account::as_errors;
use crate::page::{Answer, Form, Page};
use crate::refused::Refused;
use crate::site::Site;
use frame::Submission;
use hall::Refusal;
use hall::account::{self, find, legal};
use hall::enterprise::{self, Details, bank, uscc::Uscc};
use hall::kernel::{Action, text};
use minijinja::value::Serde;
use minijinja::{Value, context};

const TEMPLATE: &str = "enterprise/my.html";

pub(super) fn routes(site: Site) -> Site {
    site.get("/my", Action::KeepOwnAccount, show)
        .post("/my/account", Action::KeepOwnAccount, save_account)
        .post("/my/enterprise", Action::KeepOwnEnterprise, save_enterprise)
        .post("/my/bank", Action::KeepOwnEnterprise, save_bank)
}

async fn show(page: Page) -> Answer {
    let context = filled(&page, None).await?;
    page.show(TEMPLATE, context).await
}

/// What the page is filled with; `typed` is the form that is shown again.
async fn filled(page: &Page, typed: Option<&Submission>) -> Result<Value, Refused> {
    let (desk, member) = (page.desk(), page.member()?);
    let account = find::own(desk.db(), member.account).await?;
    // Only the fields of the form that was sent are taken from it.
    let value = |name: &str, kept: &str| match typed {
        Some(typed) if typed.fields().iter().any(|(field, _)| field == name) => typed.text(name).to_owned(),
        _ => kept.to_owned(),
    };
    let enterprise = match &member.enterprise {
        Some(seat) => {
            let row = enterprise::find::one(desk.db(), seat.id).await?;
            let sound = Uscc::read(&row.uscc).is_ok_and(|code| code.is_sound());
            let masked = bank::masked(desk, page.actor()).await?;
            let synced = context! {
                legal_representative => row.is_synced("legal_representative"),
                address => row.is_synced("address"),
            };
            context! {
                id => row.id.to_string(),
                name => row.name,
                uscc => row.uscc,
                uscc_is_sound => sound,
                legal_representative => value("legal_representative", &row.legal_representative),
                address => value("address", &row.address),
                synced => synced,
                synced_at => row.synced_at.map(|at| at.to_rfc3339()),
                contact_name => value("contact_name", &row.contact_name),
                contact_phone => value("contact_phone", &row.contact_phone),
                region => value("region", &row.region),
                region_is_fixed => seat.provider.is_some(),
                credit_level => row.credit_level,
                bank => Serde(masked.clone()),
                bank_changed_at => row.bank_changed_at.map(|at| at.to_rfc3339()),
                holder => value("holder", masked.as_ref().map_or("", |bank| bank.holder.as_str())),
                bank_name => value("bank", masked.as_ref().map_or("", |bank| bank.bank.as_str())),
                version => row.version,
            }
        }
        None => Value::from(()),
    };
    Ok(context! {
        where => "my",
        regions => regions(page),
        account => context! {
            phone => account.phone.as_deref().map(text::masked),
            login_name => value("login_name", account.login_name.as_deref().unwrap_or("")),
            name => value("name", &account.name),
            email => value("email", account.email.as_deref().unwrap_or("")),
            version => account.version,
        },
        enterprise => enterprise,
        represents => enterprise::find::of_account(desk.db(), account.id).await?.len(),
        consent_due => legal::due(desk.db(), account.id).await?,
    })
}

/// The zone's regions, for a select.
fn regions(page: &Page) -> Vec<Value> {
    let zh = page.locale() == frame::Locale::Zh;
    let regions = page.desk().zone.regions.iter();
    regions
        .map(|region| {
            let name = if zh { &region.name_zh } else { &region.name_en };
            context! { value => region.code.as_str(), label => name.as_str() }
        })
        .collect()
}

/// The page once more, with what must change in one of its blocks.
async fn again(page: &Page, typed: &Submission, refusal: Refusal) -> Answer {
    let errors = as_errors(page, refusal, "name")?;
    page.again(TEMPLATE, filled(page, Some(typed)).await?, &errors).await
}

async fn save_account(page: Page, typed: Form) -> Answer {
    let work = page.desk().begin(page.actor()).await?;
    let profile = account::profile::Profile {
        login_name: typed.text("login_name").to_owned(),
        name: typed.text("name").to_owned(),
        email: typed.text("email").to_owned(),
        version: typed.parsed("version").unwrap_or_default(),
    };
    if let Err(refusal) = account::profile::edit(&work, profile).await {
        drop(work);
        return again(&page, &typed, refusal).await;
    }
    work.keep().await?;
    Ok(page.go_saying("/my", "account-saved"))
}

async fn save_enterprise(page: Page, typed: Form) -> Answer {
    let work = page.desk().begin(page.actor()).await?;
    let own = |name: &str| typed.text(name).to_owned();
    let details = Details {
        legal_representative: own("legal_representative"),
        address: own("address"),
        contact_name: own("contact_name"),
        contact_phone: own("contact_phone"),
        region: own("region"),
        version: typed.parsed("version").unwrap_or_default(),
    };
    if let Err(refusal) = enterprise::edit(&work, details).await {
        drop(work);
        return again(&page, &typed, refusal).await;
    }
    work.keep().await?;
    Ok(page.go_saying("/my", "enterprise-saved"))
}

async fn save_bank(page: Page, typed: Form) -> Answer {
    let work = page.desk().begin(page.actor()).await?;
    let own = |name: &str| typed.text(name).to_owned();
    let account = bank::Typed {
        holder: own("holder"),
        number: own("number"),
        bank: own("bank"),
        version: typed.parsed("version").unwrap_or_default(),
    };
    if let Err(refusal) = bank::keep(&work, account).await {
        drop(work);
        return again(&page, &typed, refusal).await;
    }
    work.keep().await?;
    Ok(page.go_saying("/my", "bank-saved"))
}
