//! Deciding.

use super::round;
use crate::page::{Answer, Form, Page};
use axum::extract::Path;
use hall::kernel::Uuid;
use hall::review::{Decision, Remark, Said, Scope, Subject, find};
use hall::{FieldError, Refusal};

pub(crate) async fn decide(page: Page, Path(id): Path<Uuid>, form: Form) -> Answer {
    let seen = form.parsed::<i32>("seen").unwrap_or_default();
    let subject = find::one(page.desk().db(), &Scope::of_reviewer(page.actor()), id).await?.subject()?;
    let typed = Decision::Reject { reason: said(&form, "reason"), remarks: remarks(&form, subject) };
    let (decision, flash) = match form.text("do") {
        "approve" if typed != nothing_said() => {
            // Words that were typed would be lost silently.
            let errors = [FieldError::new("reason", "review-approve-says")];
            return round::again(&page, id, &typed, &errors).await;
        }
        "approve" => (Decision::Approve, "review-approved"),
        _ => (typed, "review-rejected"),
    };
    let work = page.desk().begin(page.actor()).await?;
    match hall::decide::decide(&work, id, seen, decision.clone()).await {
        Ok(_) => {
            work.keep().await?;
            Ok(page.go_saying("/office/reviews", flash))
        }
        Err(refusal) => {
            // The work holds the one writer; it ends before anything else is read.
            drop(work);
            match refusal {
                Refusal::Invalid(errors) => round::again(&page, id, &decision, &errors).await,
                Refusal::Stale { .. } => round::stale(&page, id, seen).await,
                Refusal::OutOfTurn("review-already-decided" | "review-withdrawn") => {
                    round::over(&page, id).await
                }
                other => Err(other.into()),
            }
        }
    }
}

fn nothing_said() -> Decision {
    Decision::Reject { reason: Said::default(), remarks: Vec::new() }
}

/// What was said under a name: `phrase-<name>` and `words-<name>`.
fn said(form: &Form, name: &str) -> Said {
    let phrase = form.text(&format!("phrase-{name}"));
    Said {
        phrase: (!phrase.is_empty()).then(|| phrase.to_owned()),
        words: form.text(&format!("words-{name}")).to_owned(),
    }
}

fn remarks(form: &Form, subject: Subject) -> Vec<Remark> {
    let of =
        |field: &&str| Remark { field: (*field).to_owned(), said: said(form, &format!("remark-{field}")) };
    hall::decide::fields(subject).iter().map(of).filter(|remark| !remark.said.is_empty()).collect()
}
