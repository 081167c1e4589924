//! What a park answers: typed texts and evidence, and the rules an answer must meet to be submitted.

use super::exact::Exact;
use super::form::{Form, Indicator, Kind, Papers};
use crate::kernel::{FieldError, Fields, Outcome, Uuid};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// Characters of an answer in words.
pub const TEXT_LIMIT: usize = 1_000;
/// Files of one answer.
pub const PAPERS_LIMIT: usize = 5;

/// One answer as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// A number, `yes` or `no`, a choice, words; empty when nothing was typed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub value: String,
    /// Evidence: files of the park's own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Uuid>,
}

/// Answers by the indicators' keys.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(pub BTreeMap<String, Answer>);

impl Answers {
    /// The answer to an indicator; empty when there is none.
    #[must_use]
    pub fn of(&self, key: &str) -> Answer {
        self.0.get(key).cloned().unwrap_or_default()
    }

    /// Every file, each once.
    #[must_use]
    pub fn files(&self) -> Vec<Uuid> {
        let mut files: Vec<Uuid> = self.0.values().flat_map(|answer| answer.files.iter().copied()).collect();
        files.sort_unstable();
        files.dedup();
        files
    }

    /// What fits the form: nothing but its indicators, texts within their limits, files within their number. So a draft is kept
    /// however unfinished it is.
    #[must_use]
    pub fn fitting(mut self, form: &Form) -> Self {
        self.0.retain(|key, _| form.indicator(key).is_some());
        for answer in self.0.values_mut() {
            answer.value = answer.value.chars().take(2 * TEXT_LIMIT).collect();
            answer.files.dedup();
            answer.files.truncate(2 * PAPERS_LIMIT);
        }
        self.0.retain(|_, answer| *answer != Answer::default());
        self
    }

    /// The answers as they are submitted, or everything that must change; fields bear the indicators' keys, evidence
    /// `<key>_files`.
    ///
    /// # Errors
    /// [`crate::Refusal::Invalid`] with every broken field.
    pub fn check(&self, form: &Form) -> Outcome<Self> {
        let mut fields = Fields::new();
        let mut kept = BTreeMap::new();
        for indicator in &form.indicators {
            let answer = self.of(&indicator.key);
            let value = checked(&mut fields, indicator, &answer.value);
            papers(&mut fields, indicator, &answer.files);
            let files = if indicator.papers == Papers::None { Vec::new() } else { answer.files };
            kept.insert(indicator.key.clone(), Answer { value, files });
        }
        fields.done()?;
        Ok(Self(kept).fitting(form))
    }

    /// SHA-256 of the answers, hex: what a receipt says, so that both sides can tell what was sent.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn digest(&self) -> Outcome<String> {
        Ok(hex::encode(Sha256::digest(serde_json::to_vec(self)?)))
    }
}

/// An answer's text in its plain form; notes what is wrong with it.
fn checked(fields: &mut Fields, indicator: &Indicator, typed: &str) -> String {
    let key = indicator.key.as_str();
    let typed = typed.trim();
    if indicator.kind == Kind::Evidence {
        return String::new();
    }
    if typed.is_empty() {
        fields.add(FieldError::new(key, "field-required"));
        return String::new();
    }
    match indicator.kind {
        Kind::Number | Kind::Whole => match Exact::parse(typed) {
            None => fields.add(FieldError::new(key, "answer-number")),
            Some(number) if indicator.kind == Kind::Whole && !number.is_whole() => {
                fields.add(FieldError::new(key, "answer-whole"));
            }
            Some(number) => return number.to_string(),
        },
        Kind::YesNo => {
            fields.require(matches!(typed, "yes" | "no"), key, "field-choice");
            return typed.to_owned();
        }
        Kind::Choice => {
            fields.require(indicator.options().contains(&typed), key, "field-choice");
            return typed.to_owned();
        }
        Kind::Text => return fields.text(key, typed, TEXT_LIMIT),
        Kind::Evidence => {}
    }
    String::new()
}

fn papers(fields: &mut Fields, indicator: &Indicator, files: &[Uuid]) {
    let field = format!("{}_files", indicator.key);
    let needed = indicator.papers == Papers::Required;
    fields.require(!needed || !files.is_empty(), &field, "answer-papers-required");
    if files.len() > PAPERS_LIMIT {
        let args = json!({ "limit": PAPERS_LIMIT, "count": files.len() });
        fields.add(FieldError::with(field, "answer-papers-many", args));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Refusal;
    use crate::assessment::score::tests::form;

    fn answers(pairs: &[(&str, &str)]) -> Answers {
        let answer = |value: &str| Answer { value: value.to_owned(), files: Vec::new() };
        Answers(pairs.iter().map(|(key, value)| ((*key).to_owned(), answer(value))).collect())
    }

    fn broken(answers: &Answers) -> Vec<(String, &'static str)> {
        match answers.check(&form()) {
            Ok(_) => Vec::new(),
            Err(Refusal::Invalid(errors)) => {
                errors.into_iter().map(|error| (error.field, error.key)).collect()
            }
            Err(other) => panic!("{other}"),
        }
    }

    fn good() -> Answers {
        let mut good = answers(&[
            ("i1", "１2"),
            ("i2", "45"),
            ("i3", "7.5"),
            ("i4", "yes"),
            ("i5", "良"),
            ("i6", "说明"),
        ]);
        good.0.insert("i7".to_owned(), Answer { value: String::new(), files: vec![Uuid::from_u128(1)] });
        good
    }

    #[test]
    fn d03_a_good_filing_is_kept_in_plain_form_and_has_a_digest_of_its_own() {
        let kept = good().check(&form()).unwrap();
        assert_eq!(kept.of("i1").value, "12");
        assert_eq!(kept.check(&form()).unwrap(), kept);
        let mut other = kept.clone();
        other.0.get_mut("i2").unwrap().value = "46".to_owned();
        assert_ne!(kept.digest().unwrap(), other.digest().unwrap());
        assert_eq!(kept.digest().unwrap().len(), 64);
    }

    #[test]
    fn d03_one_look_shows_everything_that_is_missing() {
        let fields: Vec<String> = broken(&Answers::default()).into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["i1", "i2", "i3", "i4", "i5", "i6", "i7_files"]);
    }

    #[test]
    fn d03_each_kind_of_answer_has_its_rule() {
        for (key, value, error) in [
            ("i1", "1.5", "answer-whole"),
            ("i1", "twelve", "answer-number"),
            ("i2", "1.00001", "answer-number"),
            ("i4", "maybe", "field-choice"),
            ("i5", "差", "field-choice"),
        ] {
            let mut answers = good();
            answers.0.get_mut(key).unwrap().value = value.to_owned();
            assert_eq!(broken(&answers), [(key.to_owned(), error)], "{value}");
        }
        let mut answers = good();
        answers.0.get_mut("i6").unwrap().value = "字".repeat(TEXT_LIMIT + 1);
        assert_eq!(broken(&answers), [("i6".to_owned(), "field-too-long")]);
        let mut answers = good();
        answers.0.get_mut("i7").unwrap().files = (0..6).map(Uuid::from_u128).collect();
        assert_eq!(broken(&answers), [("i7_files".to_owned(), "answer-papers-many")]);
    }

    #[test]
    fn d03_a_draft_keeps_what_is_unfinished_and_nothing_strange() {
        let typed = answers(&[("i1", "twelve"), ("i99", "x"), ("i2", "")]);
        let kept = typed.fitting(&form());
        assert_eq!(kept.0.keys().collect::<Vec<_>>(), ["i1"]);
        assert_eq!(kept.of("i1").value, "twelve");
    }
}
