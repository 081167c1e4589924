//! Accounts for a demonstration. Only the rehearsal calls this; everything in them comes as arguments, so that no
//! invented person or known password is part of the provider.

use crate::problem::{Outcome, Problem};
use crate::provider::Identity;
use crate::work::account::{Chosen, Declared, Made, Paper, make, of_login};
use uuid::Uuid;

/// What both kinds of demonstration accounts have.
#[derive(Debug, Clone)]
pub struct Account {
    /// 用户名, 4 to 17 letters or digits.
    pub login: String,
    /// The password, taken as it is.
    pub password: String,
    /// The person: 姓名, or 联系人 of a legal person.
    pub name: String,
    /// E.164.
    pub phone: String,
    /// 联系地址.
    pub address: String,
    /// 实名认证等级, 1 to 4.
    pub level: i32,
    /// 证件号码 of the person (居民身份证).
    pub number: String,
    /// When the document began to be valid, `2019-03-01`; it has no end.
    pub valid_from: String,
}

/// What an enterprise of the demonstration has.
#[derive(Debug, Clone)]
pub struct Enterprise {
    /// 企业名称.
    pub name: String,
    /// 统一社会信用代码.
    pub uscc: String,
    /// 法定代表人.
    pub representative: String,
    /// 注册地址.
    pub seat: String,
    /// Administrative division.
    pub region: Option<String>,
    /// Its licences (B14).
    pub licences: Vec<Licence>,
}

/// A licence of the demonstration.
#[derive(Debug, Clone)]
pub struct Licence {
    /// 证件类型名称, such as 营业执照.
    pub name: String,
    /// 证件编号.
    pub number: String,
    /// 持照颁证机构.
    pub authority: String,
    /// First day, `2020-01-01`.
    pub valid_from: String,
    /// Last day; nothing for 长期有效.
    pub valid_until: Option<String>,
}

/// Makes the account of a natural person; the account's id, which is the subject in tokens. One that exists is left as
/// it is.
///
/// # Errors
/// When the database fails.
pub async fn person(identity: &Identity, account: &Account) -> Outcome<Uuid> {
    let declared = declared(account, "natural", &account.name);
    keep(identity, account, declared, Vec::new()).await
}

/// Makes the account of a legal person; see [`person`].
///
/// # Errors
/// When the database fails.
pub async fn legal_person(identity: &Identity, account: &Account, enterprise: &Enterprise) -> Outcome<Uuid> {
    let declared = Declared {
        legal_kind: "enterprise".into(),
        enterprise: enterprise.name.clone(),
        uscc: enterprise.uscc.clone(),
        seat: enterprise.seat.clone(),
        region: enterprise.region.clone(),
        ..declared(account, "legal", &enterprise.representative)
    };
    let papers = enterprise.licences.iter().map(|licence| Paper {
        name: licence.name.clone(),
        number: licence.number.clone(),
        authority: licence.authority.clone(),
        holder: enterprise.name.clone(),
        valid_from: Some(licence.valid_from.clone()),
        valid_until: licence.valid_until.clone(),
    });
    keep(identity, account, declared, papers.collect()).await
}

fn declared(account: &Account, kind: &str, person: &str) -> Declared {
    Declared {
        kind: kind.into(),
        person: person.into(),
        nationality: "CHN".into(),
        document: "resident".into(),
        number: account.number.clone(),
        valid_from: account.valid_from.clone(),
        ..Declared::default()
    }
}

async fn keep(
    identity: &Identity,
    account: &Account,
    declared: Declared,
    papers: Vec<Paper>,
) -> Outcome<Uuid> {
    let chosen = Chosen {
        login: account.login.clone(),
        password: account.password.clone(),
        contact: account.name.clone(),
        address: account.address.clone(),
        phone: account.phone.clone(),
        terms: crate::pages::help::TERMS_VERSION.to_owned(),
        level: account.level,
    };
    match make(identity, &declared, &chosen, &papers, identity.parts.instant()).await? {
        Made::Yes(id) => Ok(id),
        Made::LoginTaken => {
            of_login(identity, &account.login).await?.map(|found| found.id).ok_or(Problem::NotFound)
        }
    }
}
