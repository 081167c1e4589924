//! An indicator as it is typed, and every rule between that and the form it comes into.

use super::exact::Exact;
use super::fact::Fact;
use super::form::{
    CHOICE_LIMIT, EXPLANATION_LIMIT, Form, INDICATOR_NAME_LIMIT, Indicator, Kind, Papers, Rule, SCALE_LIMIT,
    UNIT_LIMIT, rules_for,
};
use crate::kernel::{FieldError, Fields, Outcome, Refusal};
use serde::Serialize;
use serde_json::json;

/// An indicator as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct IndicatorDraft {
    /// 指标名称.
    pub name: String,
    /// 填报说明.
    pub explanation: String,
    /// A [`Kind`]'s word.
    pub kind: String,
    /// 单位.
    pub unit: String,
    /// A [`Rule`]'s word.
    pub rule: String,
    /// A number, or lines of `threshold=points` or `choice=points`.
    pub detail: String,
    /// 封顶.
    pub most: String,
    /// 权重.
    pub weight: String,
    /// A [`Papers`]' word.
    pub papers: String,
    /// A [`Fact`]'s word; empty for none.
    pub fact: String,
}

impl From<&Indicator> for IndicatorDraft {
    fn from(indicator: &Indicator) -> Self {
        Self {
            name: indicator.name.clone(),
            explanation: indicator.explanation.clone(),
            kind: indicator.kind.word().to_owned(),
            unit: indicator.unit.clone(),
            rule: indicator.rule.word().to_owned(),
            detail: indicator.rule.detail(),
            most: indicator.most.to_string(),
            weight: indicator.weight.to_string(),
            papers: indicator.papers.word().to_owned(),
            fact: indicator.fact.map_or_else(String::new, |fact| fact.word().to_owned()),
        }
    }
}

impl IndicatorDraft {
    /// The indicator it makes under a key, or every rule it breaks; `form` is the form it comes into.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with every broken field.
    pub fn check(&self, key: &str, form: &Form) -> Outcome<Indicator> {
        let mut fields = Fields::new();
        let name = fields.line("name", &self.name, INDICATOR_NAME_LIMIT, true);
        let twice =
            form.indicators.iter().any(|other| other.key != key && other.name == name && !name.is_empty());
        fields.require(!twice, "name", "indicator-name-twice");
        let explanation = fields.text_or_none("explanation", &self.explanation, EXPLANATION_LIMIT);
        let unit = fields.line("unit", &self.unit, UNIT_LIMIT, false);
        let kind = Kind::of(&self.kind);
        fields.require(kind.is_some(), "kind", "field-choice");
        let fits = kind.is_some_and(|kind| rules_for(kind).contains(&self.rule.as_str()));
        fields.require(kind.is_none() || fits, "rule", "indicator-rule-unfit");
        let most = self.amount(&mut fields, "most", &self.most);
        let weight = self.amount(&mut fields, "weight", &self.weight);
        let rule = if fits { self.rule(&mut fields, most) } else { None };
        let papers = match kind {
            Some(Kind::Evidence) => Some(Papers::Required),
            _ => Papers::of(&self.papers),
        };
        fields.require(papers.is_some(), "papers", "field-choice");
        let fact = if self.fact.is_empty() { None } else { Fact::of(&self.fact) };
        let counts = matches!(kind, Some(Kind::Number | Kind::Whole));
        fields.require(self.fact.is_empty() || (fact.is_some() && counts), "fact", "indicator-fact-unfit");
        fields.done()?;
        let missing = || Refusal::Broken("an indicator without its parts was let through".to_owned());
        Ok(Indicator {
            key: key.to_owned(),
            name,
            explanation,
            kind: kind.ok_or_else(missing)?,
            unit,
            rule: rule.ok_or_else(missing)?,
            most: most.ok_or_else(missing)?,
            weight: weight.ok_or_else(missing)?,
            papers: papers.ok_or_else(missing)?,
            fact,
        })
    }

    /// Full marks and weight matter only where points are given; then both are greater than nothing.
    fn amount(&self, fields: &mut Fields, field: &str, typed: &str) -> Option<Exact> {
        if self.rule == "unscored" {
            return Some(Exact::whole(1));
        }
        let amount =
            Exact::parse(typed).filter(|amount| Exact::ZERO < *amount && *amount <= Exact::whole(10_000));
        fields.require(amount.is_some(), field, "indicator-amount");
        amount
    }

    fn rule(&self, fields: &mut Fields, most: Option<Exact>) -> Option<Rule> {
        let positive = |fields: &mut Fields| {
            let number = Exact::parse(&self.detail).filter(|number| *number > Exact::ZERO);
            fields.require(number.is_some(), "detail", "indicator-detail-number");
            number
        };
        Some(match self.rule.as_str() {
            "unscored" => Rule::Unscored,
            "yes" => Rule::Yes,
            "manual" => Rule::Manual,
            "linear" => Rule::Linear { per: positive(fields)? },
            "target" => Rule::Target { target: positive(fields)? },
            "steps" => Rule::Steps { steps: self.steps(fields, most)? },
            "options" => Rule::Options { options: self.options(fields, most)? },
            _ => return None,
        })
    }

    /// Lines of `something=points`; every point is at most full marks.
    fn lines(&self, fields: &mut Fields, most: Option<Exact>) -> Option<Vec<(String, Exact)>> {
        let mut found = Vec::new();
        for line in self.detail.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let parts = line.rsplit_once(['=', '＝']);
            let Some((left, points)) =
                parts.and_then(|(left, right)| Some((left.trim(), Exact::parse(right)?)))
            else {
                fields.add(FieldError::with(
                    "detail",
                    "indicator-detail-line",
                    json!({ "line": short(line) }),
                ));
                return None;
            };
            if points < Exact::ZERO || most.is_some_and(|most| points > most) {
                fields.add(FieldError::with(
                    "detail",
                    "indicator-detail-points",
                    json!({ "line": short(line) }),
                ));
                return None;
            }
            found.push((left.to_owned(), points));
        }
        if found.len() > SCALE_LIMIT {
            fields.add(FieldError::with("detail", "indicator-detail-many", json!({ "limit": SCALE_LIMIT })));
            return None;
        }
        Some(found)
    }

    fn steps(&self, fields: &mut Fields, most: Option<Exact>) -> Option<Vec<(Exact, Exact)>> {
        let lines = self.lines(fields, most)?;
        let steps: Option<Vec<_>> =
            lines.into_iter().map(|(from, points)| Some((Exact::parse(&from)?, points))).collect();
        let rising =
            steps.filter(|steps| !steps.is_empty() && steps.is_sorted_by(|one, next| one.0 < next.0));
        fields.require(rising.is_some(), "detail", "indicator-detail-steps");
        rising
    }

    fn options(&self, fields: &mut Fields, most: Option<Exact>) -> Option<Vec<(String, Exact)>> {
        let options = self.lines(fields, most)?;
        let known = |at: usize| options[..at].iter().any(|(other, _)| *other == options[at].0);
        let fit = options.len() >= 2
            && options.iter().enumerate().all(|(at, (name, _))| {
                !name.is_empty() && name.chars().count() <= CHOICE_LIMIT && !known(at)
            });
        fields.require(fit, "detail", "indicator-detail-options");
        fit.then_some(options)
    }
}

/// The beginning of a line, for a sentence.
fn short(line: &str) -> String {
    line.chars().take(30).collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A draft that is scored by so many points for each.
    pub(in crate::assessment) fn linear() -> IndicatorDraft {
        IndicatorDraft {
            name: "新入驻企业数".to_owned(),
            kind: "whole".to_owned(),
            unit: "家".to_owned(),
            rule: "linear".to_owned(),
            detail: "2".to_owned(),
            most: "20".to_owned(),
            weight: "0.3".to_owned(),
            papers: "none".to_owned(),
            ..IndicatorDraft::default()
        }
    }

    fn broken(change: impl FnOnce(&mut IndicatorDraft)) -> Vec<(String, &'static str)> {
        let mut draft = linear();
        change(&mut draft);
        match draft.check("i1", &Form::default()) {
            Ok(_) => Vec::new(),
            Err(Refusal::Invalid(errors)) => {
                errors.into_iter().map(|error| (error.field, error.key)).collect()
            }
            Err(other) => panic!("{other}"),
        }
    }

    fn only(field: &str, key: &'static str) -> Vec<(String, &'static str)> {
        vec![(field.to_owned(), key)]
    }

    #[test]
    fn d01_an_indicator_is_kept_and_opened_again_as_it_was_typed() {
        for change in [
            |_: &mut IndicatorDraft| {},
            |draft: &mut IndicatorDraft| {
                (draft.rule, draft.detail) = ("steps".into(), "0=0\n10=5\n20=20".into())
            },
            |draft: &mut IndicatorDraft| {
                (draft.kind, draft.rule, draft.detail) =
                    ("choice".into(), "options".into(), "优=20\n良=10".into());
            },
            |draft: &mut IndicatorDraft| {
                (draft.kind, draft.rule, draft.detail) = ("yes_no".into(), "yes".into(), "".into())
            },
            |draft: &mut IndicatorDraft| draft.fact = "industries".into(),
        ] {
            let mut draft = linear();
            change(&mut draft);
            let kept = draft.check("i1", &Form::default()).unwrap();
            assert_eq!(IndicatorDraft::from(&kept), draft);
            let text = serde_json::to_string(&kept).unwrap();
            assert_eq!(serde_json::from_str::<Indicator>(&text).unwrap(), kept);
        }
    }

    #[test]
    fn d01_a_rule_fits_its_kind_and_says_what_it_needs() {
        for kind in Kind::ALL {
            for rule in Rule::WORDS {
                let errors = broken(|draft| (draft.kind, draft.rule) = (kind.word().into(), rule.into()));
                let fits = rules_for(kind).contains(&rule);
                assert_eq!(errors.iter().any(|(field, _)| field == "rule"), !fits, "{kind:?} {rule}");
            }
        }
        assert_eq!(broken(|draft| draft.detail = "0".into()), only("detail", "indicator-detail-number"));
        let steps =
            |detail: &str| broken(|draft| (draft.rule, draft.detail) = ("steps".into(), detail.into()));
        assert_eq!(steps("10=5\n20=8"), []);
        assert_eq!(steps(""), only("detail", "indicator-detail-steps"));
        assert_eq!(steps("20=5\n10=8"), only("detail", "indicator-detail-steps"));
        assert_eq!(steps("10=5\n10=8"), only("detail", "indicator-detail-steps"));
        assert_eq!(steps("ten=5"), only("detail", "indicator-detail-steps"));
        assert_eq!(steps("10"), only("detail", "indicator-detail-line"));
        assert_eq!(steps("10=21"), only("detail", "indicator-detail-points"));
        let options = |detail: &str| {
            broken(|draft| {
                (draft.kind, draft.rule, draft.detail) = ("choice".into(), "options".into(), detail.into())
            })
        };
        assert_eq!(options("优=20\n良=10"), []);
        assert_eq!(options("优=20"), only("detail", "indicator-detail-options"));
        assert_eq!(options("优=20\n优=10"), only("detail", "indicator-detail-options"));
        assert_eq!(options("=20\n优=10"), only("detail", "indicator-detail-options"));
    }

    #[test]
    fn d01_amounts_names_and_facts_have_their_rules() {
        for bad in ["", "0", "-1", "10001", "x"] {
            assert_eq!(broken(|draft| draft.most = bad.into()), only("most", "indicator-amount"), "{bad}");
            assert_eq!(
                broken(|draft| draft.weight = bad.into()),
                only("weight", "indicator-amount"),
                "{bad}"
            );
        }
        let unscored = |draft: &mut IndicatorDraft| {
            (draft.rule, draft.most, draft.weight) = ("unscored".into(), String::new(), String::new());
        };
        assert_eq!(broken(unscored), []);
        assert_eq!(broken(|draft| draft.name = String::new()), only("name", "field-required"));
        assert_eq!(broken(|draft| draft.fact = "nonsense".into()), only("fact", "indicator-fact-unfit"));
        let form = Form { indicators: vec![linear().check("i1", &Form::default()).unwrap()] };
        assert!(linear().check("i1", &form).is_ok());
        assert!(
            matches!(linear().check("i2", &form), Err(Refusal::Invalid(errors)) if errors[0].key == "indicator-name-twice")
        );
        assert_eq!(form.fresh_key(), "i2");
        assert_eq!(form.most(), Exact::whole(6));
    }
}
