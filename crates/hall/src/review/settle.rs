//! Deciding on a round. What an approval does to the subject is not known here: `decide.rs` calls this and then
//! applies the proposal in the same work.

use super::model::Model;
use super::turn::Decision;
use super::{PHRASES, SAID_LIMIT, Said, Subject, find};
use crate::journal::Entry;
use crate::kernel::{Action, FieldError, Fields, Outcome, Refusal, Uuid, Whose, Work};
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde_json::{Value, json};

/// Decides on the version that was seen. `names` gives the field names of a subject's form: a remark
/// concerns one of them.
///
/// # Errors
/// [`Refusal::NotFound`] for a round of another region, [`Refusal::NotAllowed`] for one's own application,
/// [`Refusal::OutOfTurn`] and [`Refusal::Stale`] as in [`Model::decided`], [`Refusal::Invalid`] for a refusal
/// without a reason or a remark on no field.
pub(crate) async fn settle(
    work: &Work,
    round: Uuid,
    seen: i32,
    decision: Decision,
    names: impl Fn(Subject) -> &'static [&'static str],
) -> Outcome<Model> {
    let round = find::by_id(work.db(), round).await?;
    work.may(Action::Review, &Whose::Region(round.region.clone()))?;
    let member = work.actor().member().ok_or(Refusal::LoginFirst)?;
    let of_own = member.enterprise.as_ref().is_some_and(|seat| seat.id == round.enterprise_id);
    if of_own || member.account == round.submitted_by {
        return Err(Refusal::NotAllowed("review-own"));
    }
    let decision = checked(decision, names(round.subject()?))?;
    let before = told(&round)?;
    let round = round.decided(seen, &decision, member.account, work.now())?;
    round.clone().into_active_model().reset_all().update(work.db()).await?;
    let action = match decision {
        Decision::Approve => "review.approved",
        Decision::Reject { .. } => "review.rejected",
    };
    let entry = Entry::new(action, "review", round.id).of(round.enterprise_id);
    let entry = entry.change("version", Value::Null, round.version).changes(&before, &told(&round)?);
    work.journal(entry).await?;
    Ok(round)
}

fn told(round: &Model) -> Outcome<Value> {
    Ok(json!({ "state": round.state, "reason": round.reason()?, "remarks": round.remarks()? }))
}

/// The rules of a refusal: it has a reason, phrases are of the list, remarks concern fields of the form and say
/// something, each field at most once.
fn checked(decision: Decision, names: &[&str]) -> Outcome<Decision> {
    let Decision::Reject { reason, remarks } = decision else { return Ok(Decision::Approve) };
    let mut fields = Fields::new();
    let reason = said(&mut fields, "reason", reason);
    fields.require(!reason.is_empty(), "reason", "review-reason-required");
    let mut kept = Vec::new();
    for mut remark in remarks {
        let name = format!("remark-{}", remark.field);
        if !names.contains(&remark.field.as_str()) {
            fields.add(FieldError::new(name, "review-no-such-field"));
            continue;
        }
        remark.said = said(&mut fields, &name, remark.said);
        let twice = kept.iter().any(|other: &super::Remark| other.field == remark.field);
        fields.require(!twice, &name, "review-remark-twice");
        if !remark.said.is_empty() {
            kept.push(remark);
        }
    }
    fields.done()?;
    Ok(Decision::Reject { reason, remarks: kept })
}

fn said(fields: &mut Fields, name: &str, said: Said) -> Said {
    let phrase = said.phrase.filter(|key| !key.is_empty());
    let known = phrase.as_deref().is_none_or(|key| PHRASES.contains(&key));
    fields.require(known, name, "review-no-such-phrase");
    Said { phrase, words: fields.text_or_none(name, &said.words, SAID_LIMIT) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::Remark;

    const NAMES: [&str; 2] = ["name", "logo"];

    fn keys(decision: Decision) -> Vec<(String, &'static str)> {
        match checked(decision, &NAMES) {
            Err(Refusal::Invalid(errors)) => {
                errors.into_iter().map(|error| (error.field, error.key)).collect()
            }
            Ok(_) => Vec::new(),
            Err(other) => panic!("{other}"),
        }
    }

    fn remark(field: &str, said: Said) -> Remark {
        Remark { field: field.to_owned(), said }
    }

    #[test]
    fn c08_a_refusal_needs_a_reason() {
        for reason in [Said::default(), Said::words(" \n"), Said::phrase("")] {
            let found = keys(Decision::Reject { reason, remarks: Vec::new() });
            assert_eq!(found, [("reason".to_owned(), "review-reason-required")]);
        }
        for reason in [Said::words("不清楚"), Said::phrase(PHRASES[0])] {
            assert!(keys(Decision::Reject { reason, remarks: Vec::new() }).is_empty());
        }
        assert!(keys(Decision::Approve).is_empty());
    }

    #[test]
    fn n08_remarks_concern_fields_of_the_form_once_and_keep_their_limit() {
        let reject = |remarks| Decision::Reject { reason: Said::words("缺"), remarks };
        let found = keys(reject(vec![remark("nobody", Said::words("x"))]));
        assert_eq!(found, [("remark-nobody".to_owned(), "review-no-such-field")]);
        let found = keys(reject(vec![remark("name", Said::words("x")), remark("name", Said::words("y"))]));
        assert_eq!(found, [("remark-name".to_owned(), "review-remark-twice")]);
        let found = keys(reject(vec![remark("logo", Said::words("字".repeat(SAID_LIMIT + 1)))]));
        assert_eq!(found, [("remark-logo".to_owned(), "field-too-long")]);
        assert!(keys(reject(vec![remark("logo", Said::words("字".repeat(SAID_LIMIT)))])).is_empty());
        let found = keys(reject(vec![remark("logo", Said::phrase("phrase-invented"))]));
        assert_eq!(found, [("remark-logo".to_owned(), "review-no-such-phrase")]);
    }

    #[test]
    fn n08_an_empty_remark_is_no_remark() {
        let remarks = vec![remark("name", Said::words("  ")), remark("logo", Said::words(" 模糊 "))];
        let Decision::Reject { remarks, .. } =
            checked(Decision::Reject { reason: Said::words("缺"), remarks }, &NAMES).unwrap()
        else {
            panic!("it was a refusal")
        };
        assert_eq!(remarks, [remark("logo", Said::words("模糊"))]);
    }
}
