//! 注册 (B10–B12): kind → 1 填写信息认证 → 2 创建用户 → 3 完成注册. What was typed is kept here between the steps,
//! sealed, for two hours.

use crate::context::context;
use crate::front::{Ask, see};
use crate::problem::{Outcome, Problem};
use crate::provider::Identity;
use crate::store::trace::draft;
use crate::view;
use crate::work::account::Declared;
use crate::work::tidy::DRAFT_LIVES;
use axum::response::Response;
use sea_orm::{ActiveModelTrait as _, EntityTrait as _};
use serde::{Deserialize, Serialize};

pub use super::step_account::{account, account_sent, code};
pub use super::step_identity::{identity, identity_sent};

/// A registration under way.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    pub declared: Declared,
    /// Step 1 is complete and right.
    pub identified: bool,
    /// 长期有效 was chosen.
    pub forever: bool,
    /// The code fails its check digit, and the person has confirmed it.
    pub code_sure: bool,
    /// Version of the user agreement accepted.
    pub terms: String,
    pub login: String,
    pub contact: String,
    pub address: String,
    /// As typed.
    pub phone: String,
    /// The website's login this goes on with.
    pub website: String,
    /// Done: the login name of the account.
    pub done: String,
}

impl Draft {
    /// The draft of this browser.
    pub async fn find(identity: &Identity, ask: &Ask) -> Outcome<Option<Self>> {
        let found = draft::Entity::find_by_id(&ask.visit_mark).one(identity.store.write()).await?;
        let found = found.filter(|row| ask.now - row.updated_at < DRAFT_LIVES);
        let opened = found.and_then(|row| identity.keys.open("draft", &row.visit, &row.sealed));
        Ok(opened.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
    }

    /// Keeps it.
    pub async fn keep(&self, identity: &Identity, ask: &Ask) -> Outcome<()> {
        let plain = serde_json::to_vec(self)?;
        let sealed = identity.keys.seal("draft", &ask.visit_mark, identity.parts.bytes(), &plain);
        let row = draft::Model { visit: ask.visit_mark.clone(), sealed, updated_at: ask.now };
        draft::Entity::delete_by_id(&ask.visit_mark).exec(identity.store.write()).await?;
        let active = draft::ActiveModel::from(row).reset_all();
        draft::Entity::insert(active).exec_without_returning(identity.store.write()).await?;
        Ok(())
    }

    /// Whether it is the registration of a legal person.
    pub fn legal(&self) -> bool {
        self.declared.kind == "legal"
    }
}

/// 自然人注册 or 法人注册.
pub async fn kind(identity: Identity, ask: Ask) -> Outcome<Response> {
    let draft = Draft::find(&identity, &ask).await?.filter(|draft| draft.done.is_empty());
    let values = context! { website => ask.query("for"), kind => ask.query("kind"), draft => draft.map(|draft| draft.declared.kind) };
    view::page(&identity, &ask, "register-kind.html", values)
}

/// Begins; what was typed for the same kind stays.
pub async fn start(identity: Identity, ask: Ask) -> Outcome<Response> {
    let kind = match ask.form.text("kind") {
        "natural" => "natural",
        "legal" => "legal",
        _ => return Err(Problem::NotFound),
    };
    let old = Draft::find(&identity, &ask)
        .await?
        .filter(|draft| draft.done.is_empty() && draft.declared.kind == kind);
    let mut draft = old.unwrap_or_else(|| Draft {
        declared: Declared {
            kind: kind.into(),
            nationality: "CHN".into(),
            document: "resident".into(),
            ..Declared::default()
        },
        ..Draft::default()
    });
    draft.website = ask.form.text("for").chars().take(40).collect();
    draft.keep(&identity, &ask).await?;
    Ok(see("/register/identity"))
}

/// 3 完成注册.
pub async fn done(identity: Identity, ask: Ask) -> Outcome<Response> {
    let found = Draft::find(&identity, &ask).await?.filter(|draft| !draft.done.is_empty());
    let Some(draft) = found else { return Ok(see("/register")) };
    let request = crate::protocol::authorize::find(&identity, &ask, &draft.website).await?;
    let client = request.as_ref().and_then(|request| identity.settings.client(&request.client));
    let client = client.map(|client| view::choose(ask.locale, &client.name));
    let values =
        context! { login => draft.done, kind => draft.declared.kind, website => draft.website, client };
    view::page(&identity, &ask, "register-done.html", values)
}
