//! Accounts: made, found, and let in by password.

use super::throttle::{self, Standing};
use crate::front::Ask;
use crate::problem::{Outcome, Problem};
use crate::provider::Identity;
use crate::rules::{login, password};
use crate::store::people::{account, enterprise, licence, person};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, DatabaseTransaction, EntityTrait as _,
    PaginatorTrait as _, QueryFilter as _,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What somebody declares of themselves or of the legal person they act for; as kept in a draft and in the tables.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Declared {
    /// `natural` or `legal`.
    pub kind: String,
    /// 法人类型: `enterprise`, `society`, `institution`.
    pub legal_kind: String,
    /// 企业名称.
    pub enterprise: String,
    pub uscc: String,
    /// 法定代表人, or the natural person.
    pub person: String,
    pub nationality: String,
    pub document: String,
    pub number: String,
    pub valid_from: String,
    /// Empty for 长期有效.
    pub valid_until: String,
    /// 住所 as the licence says it; may be empty.
    pub seat: String,
    /// Administrative division, where an authority says it.
    pub region: Option<String>,
}

/// What somebody chooses for the account itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chosen {
    pub login: String,
    pub password: String,
    /// 联系人; for a natural person the person.
    pub contact: String,
    pub address: String,
    /// E.164.
    pub phone: String,
    pub terms: String,
    pub level: i32,
}

/// A licence to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    pub name: String,
    pub number: String,
    pub authority: String,
    pub holder: String,
    pub valid_from: Option<String>,
    pub valid_until: Option<String>,
}

/// What became of making an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Made {
    /// Made.
    Yes(Uuid),
    /// Somebody has the login name.
    LoginTaken,
}

/// Hashes on a thread of its own, a few at a time.
async fn hashed(identity: &Identity, password: &str) -> Outcome<String> {
    let (password, salt) = (password.to_owned(), identity.parts.bytes());
    blocking(identity, move || password::hash(&password, &salt)).await
}

async fn blocking<T: Send + 'static>(
    identity: &Identity,
    work: impl FnOnce() -> T + Send + 'static,
) -> Outcome<T> {
    let _turn = identity.hashing.acquire().await.map_err(|error| Problem::Broken(error.to_string()))?;
    tokio::task::spawn_blocking(work).await.map_err(|error| Problem::Broken(error.to_string()))
}

/// The account of a login name.
pub async fn of_login(identity: &Identity, name: &str) -> Outcome<Option<account::Model>> {
    let found = account::Entity::find().filter(account::Column::LoginKey.eq(login::key(name)));
    Ok(found.one(identity.store.write()).await?)
}

/// An account that must be there.
pub async fn get(identity: &Identity, id: Uuid) -> Outcome<account::Model> {
    account::Entity::find_by_id(id).one(identity.store.write()).await?.ok_or(Problem::NotFound)
}

/// How a login ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Login {
    /// In.
    In(Box<account::Model>),
    /// Name or password wrong, or a pause: nobody is told which name exists.
    Wrong,
    /// Too often wrong.
    Paused,
}

/// Tries a password. Takes the same time for names nobody has (safety A59).
pub async fn login(identity: &Identity, ask: &Ask, name: &str, typed: &str, kind: &str) -> Outcome<Login> {
    let key = login::key(name);
    let counted = throttle::attempt(identity, ask, &key).await?;
    if throttle::still_stands(identity, ask, &key).await? == Standing::Paused {
        throttle::take_back(identity, counted).await?;
        return Ok(Login::Paused);
    }
    let found = of_login(identity, name).await?.filter(|account| account.kind == kind);
    let kept =
        found.as_ref().map_or_else(|| String::clone(&identity.dummy), |account| account.password.clone());
    // Nothing longer than a password can be is worth hashing.
    let typed: String = typed.chars().take(100).collect();
    let fits = blocking(identity, move || password::fits(&typed, &kept)).await?;
    match found.filter(|_| fits) {
        Some(account) => {
            throttle::take_back(identity, counted).await?;
            throttle::right(identity, ask, &key).await?;
            Ok(Login::In(Box::new(account)))
        }
        None => {
            let owner = of_login(identity, name).await?.map(|account| account.id);
            super::event::add(identity, ask, owner, "login-failed", None).await?;
            Ok(Login::Wrong)
        }
    }
}

/// Whether this is the password of the account; wrong ones count as at the login page.
pub async fn proves(identity: &Identity, ask: &Ask, account: &account::Model, typed: &str) -> Outcome<bool> {
    Ok(matches!(login(identity, ask, &account.login, typed, &account.kind).await?, Login::In(_)))
}

/// Sets another password.
pub async fn set_password(identity: &Identity, id: Uuid, new: &str, now: DateTime<Utc>) -> Outcome<()> {
    let password = hashed(identity, new).await?;
    account::Entity::update_many()
        .set(account::ActiveModel { password: Set(password), password_at: Set(now), ..Default::default() })
        .filter(account::Column::Id.eq(id))
        .exec(identity.store.write())
        .await?;
    Ok(())
}

/// Sets another phone.
pub async fn set_phone(identity: &Identity, id: Uuid, phone: &str) -> Outcome<()> {
    account::Entity::update_many()
        .set(account::ActiveModel { phone: Set(phone.to_owned()), ..Default::default() })
        .filter(account::Column::Id.eq(id))
        .exec(identity.store.write())
        .await?;
    Ok(())
}

/// Whether an enterprise with this code has been checked by somebody (LV3 or more): then nobody else may declare it.
/// One that was only declared does not keep the owner out.
pub async fn code_is_taken(identity: &Identity, uscc: &str) -> Outcome<bool> {
    let holders = enterprise::Entity::find()
        .filter(enterprise::Column::Uscc.eq(uscc))
        .all(identity.store.write())
        .await?;
    let ids: Vec<Uuid> = holders.into_iter().map(|row| row.account_id).collect();
    let checked = account::Entity::find()
        .filter(account::Column::Id.is_in(ids))
        .filter(account::Column::Level.gte(3))
        .count(identity.store.write())
        .await?;
    Ok(checked > 0)
}

/// The names a password must not be made of.
pub fn people<'a>(declared: &'a Declared, contact: &'a str) -> [&'a str; 2] {
    [&declared.person, contact]
}

/// Makes an account with what was declared and its licences: all or nothing.
pub async fn make(
    identity: &Identity,
    declared: &Declared,
    chosen: &Chosen,
    papers: &[Paper],
    now: DateTime<Utc>,
) -> Outcome<Made> {
    let id = identity.parts.id();
    let hash = hashed(identity, &chosen.password).await?;
    let row = account::Model {
        id,
        kind: declared.kind.clone(),
        login: chosen.login.clone(),
        login_key: login::key(&chosen.login),
        password: hash,
        name: chosen.contact.clone(),
        phone: chosen.phone.clone(),
        address: chosen.address.clone(),
        level: chosen.level,
        terms: chosen.terms.clone(),
        created_at: now,
        password_at: now,
    };
    let work = identity.store.begin().await?;
    let taken =
        account::Entity::find().filter(account::Column::LoginKey.eq(&row.login_key)).count(&work).await?;
    if taken > 0 {
        return Ok(Made::LoginTaken);
    }
    match account::Entity::insert(account::ActiveModel::from(row).reset_all())
        .exec_without_returning(&work)
        .await
    {
        Ok(_) => {}
        // On PostgreSQL somebody may have taken the name since we looked.
        Err(error) if matches!(error.sql_err(), Some(sea_orm::SqlErr::UniqueConstraintViolation(_))) => {
            return Ok(Made::LoginTaken);
        }
        Err(error) => return Err(error.into()),
    }
    keep(identity, &work, id, declared).await?;
    for (n, paper) in (0_i64..).zip(papers) {
        let licence_id = identity.parts.id();
        let number = identity.keys.seal(
            "licence",
            &licence_id.to_string(),
            identity.parts.bytes(),
            paper.number.as_bytes(),
        );
        let row = licence::Model {
            id: licence_id,
            account_id: id,
            name: paper.name.clone(),
            number,
            authority: paper.authority.clone(),
            holder: paper.holder.clone(),
            valid_from: paper.valid_from.clone(),
            valid_until: paper.valid_until.clone(),
            // In the order given: ids made within a millisecond have none.
            created_at: now + TimeDelta::milliseconds(n),
        };
        licence::Entity::insert(licence::ActiveModel::from(row).reset_all())
            .exec_without_returning(&work)
            .await?;
    }
    work.commit().await?;
    Ok(Made::Yes(id))
}

async fn keep(identity: &Identity, work: &DatabaseTransaction, id: Uuid, declared: &Declared) -> Outcome<()> {
    let number =
        identity.keys.seal("document", &id.to_string(), identity.parts.bytes(), declared.number.as_bytes());
    let valid_until = (!declared.valid_until.is_empty()).then(|| declared.valid_until.clone());
    if declared.kind == "legal" {
        let row = enterprise::Model {
            account_id: id,
            kind: declared.legal_kind.clone(),
            name: declared.enterprise.clone(),
            uscc: declared.uscc.clone(),
            representative: declared.person.clone(),
            nationality: declared.nationality.clone(),
            document: declared.document.clone(),
            number,
            valid_from: declared.valid_from.clone(),
            valid_until,
            address: declared.seat.clone(),
            region: declared.region.clone(),
        };
        enterprise::Entity::insert(enterprise::ActiveModel::from(row).reset_all())
            .exec_without_returning(work)
            .await?;
    } else {
        let row = person::Model {
            account_id: id,
            nationality: declared.nationality.clone(),
            document: declared.document.clone(),
            number,
            valid_from: declared.valid_from.clone(),
            valid_until,
        };
        person::Entity::insert(person::ActiveModel::from(row).reset_all())
            .exec_without_returning(work)
            .await?;
    }
    Ok(())
}
