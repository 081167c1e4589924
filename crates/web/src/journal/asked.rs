//! What somebody looks for in the journal, as the address carries it.

use crate::page::Page;
use frame::Submission;
use hall::enterprise::who;
use hall::journal::find::Query;
use hall::kernel::Uuid;
use hall::{FieldError, Refusal};
use serde::{Deserialize, Serialize};

/// The fields of the search form, as typed; empty ones do not narrow.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    from: String,
    to: String,
    actor: String,
    enterprise: String,
    action: String,
    kind: String,
    id: String,
    page: String,
    size: String,
}

impl Asked {
    /// The same fields from a form that was sent.
    pub(super) fn of(form: &Submission) -> Self {
        let text = |name: &str| form.text(name).to_owned();
        Self {
            from: text("from"),
            to: text("to"),
            actor: text("actor"),
            enterprise: text("enterprise"),
            action: text("action"),
            kind: text("kind"),
            id: text("id"),
            ..Self::default()
        }
    }

    pub(super) fn page(&self) -> Option<u64> {
        self.page.trim().parse().ok()
    }

    pub(super) fn size(&self) -> Option<u64> {
        self.size.trim().parse().ok()
    }

    /// What is to be looked for, or what in it cannot be.
    pub(super) async fn read(&self, page: &Page) -> Result<Result<Query, Vec<FieldError>>, Refusal> {
        let mut errors = Vec::new();
        let mut day = |field: &str, typed: &str| {
            let typed = typed.trim();
            if typed.is_empty() {
                return None;
            }
            match typed.parse::<chrono::NaiveDate>() {
                Ok(day) => Some(day.to_string()),
                Err(_) => {
                    errors.push(FieldError::new(field, "journal-day-wrong"));
                    None
                }
            }
        };
        let (from, to) = (day("from", &self.from), day("to", &self.to));
        let some = |typed: &str| Some(typed.trim().to_owned()).filter(|typed| !typed.is_empty());
        let actor: Option<Uuid> = self.actor.trim().parse().ok();
        let mut query = Query {
            from,
            to,
            actor,
            actor_name: if actor.is_some() { None } else { some(&self.actor) },
            enterprise: self.enterprise.trim().parse().ok(),
            action: some(&self.action),
            subject_kind: some(&self.kind),
            subject_id: some(&self.id),
        };
        if query.enterprise.is_none() && !self.enterprise.trim().is_empty() {
            let firms = who::named(page.desk(), page.actor(), &self.enterprise).await?;
            match firms.as_slice() {
                [(id, _)] => query.enterprise = Some(*id),
                [] => errors.push(FieldError::new("enterprise", "journal-enterprise-none")),
                _ => errors.push(FieldError::new("enterprise", "journal-enterprise-several")),
            }
        }
        Ok(if errors.is_empty() { Ok(query) } else { Err(errors) })
    }

    /// The enterprises to choose from when several bear the name.
    pub(super) async fn choice(&self, page: &Page) -> Result<Vec<(Uuid, String)>, Refusal> {
        if self.enterprise.trim().is_empty() || self.enterprise.trim().parse::<Uuid>().is_ok() {
            return Ok(Vec::new());
        }
        who::named(page.desk(), page.actor(), &self.enterprise).await
    }
}
