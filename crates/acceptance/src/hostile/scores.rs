//! What officials type to say how points follow from an answer, and what parks answer: a rule that is taken is read again as it
//! was kept, and a score stays between nothing and full marks.

use super::text;
use hall::assessment::{Answer, Answers, Exact, Form, Given, IndicatorDraft, Rule, score};
use std::collections::BTreeMap;

const KINDS: [&str; 6] = ["number", "whole", "yes_no", "choice", "text", "evidence"];

/// The first byte chooses kind and rule; then, parted by the sign 0x1f: the rule's numbers or scale, full marks, weight, an answer.
pub fn rules(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let typed = text(rest);
    let mut parts = typed.split('\u{1f}');
    let mut part = || parts.next().unwrap_or_default().to_owned();
    let draft = IndicatorDraft {
        name: "指标".to_owned(),
        kind: KINDS[usize::from(*first) % KINDS.len()].to_owned(),
        rule: Rule::WORDS[usize::from(*first) / KINDS.len() % Rule::WORDS.len()].to_owned(),
        papers: "none".to_owned(),
        detail: part(),
        most: part(),
        weight: part(),
        ..IndicatorDraft::default()
    };
    let answer = part();
    if let Some(number) = Exact::parse(&answer) {
        assert_eq!(Exact::parse(&number.to_string()), Some(number), "{answer:?} is read as {number}");
    }
    let Ok(indicator) = draft.check("i1", &Form::default()) else { return };
    let kept = IndicatorDraft::from(&indicator).check("i1", &Form::default());
    assert_eq!(
        kept.ok().as_ref(),
        Some(&indicator),
        "{draft:?} is another one when it is kept as it is shown"
    );
    let form = Form { indicators: vec![indicator] };
    let json = serde_json::to_string(&form).expect("a form is written");
    assert_eq!(serde_json::from_str::<Form>(&json).ok().as_ref(), Some(&form), "{json}");
    let answers = Answers(BTreeMap::from([("i1".to_owned(), Answer { value: answer, files: Vec::new() })]));
    // A draft is looked at too, however unfinished.
    marked(&form, &answers);
    if let Ok(plain) = answers.check(&form) {
        marked(&form, &plain);
        let again = plain.check(&form);
        assert_eq!(again.ok().as_ref(), Some(&plain), "an answer in its plain form stays");
    }
}

/// Points are between nothing and full marks, and the same each time.
fn marked(form: &Form, answers: &Answers) {
    let sheet = score(form, answers, &Given::new());
    assert!(Exact::ZERO <= sheet.total && sheet.total <= form.most(), "{} of {}", sheet.total, form.most());
    assert_eq!(score(form, answers, &Given::new()), sheet);
}
