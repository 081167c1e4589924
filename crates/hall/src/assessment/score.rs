//! Points from answers: pure, exact, with every step to be read. The ranking, the department's page, the park's page and
//! `tradehall ranking recompute` all ask here.

use super::answer::Answers;
use super::exact::Exact;
use super::form::{Form, Indicator, Rule};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Points an official gave, by the indicators' keys: for what no formula measures, and where a formula was wrong.
pub type Given = BTreeMap<String, Exact>;

/// One step of a calculation; locales say each as `score-step-<word>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    /// Nothing was answered.
    Nothing,
    /// An official has not given points yet.
    Awaits,
    /// An official gave them.
    Given {
        /// So many.
        result: Exact,
    },
    /// Value × points for each.
    Times {
        /// What was answered.
        value: Exact,
        /// Points for each.
        per: Exact,
        /// The product.
        result: Exact,
    },
    /// Value ÷ target × full marks.
    Share {
        /// What was answered.
        value: Exact,
        /// What gives full marks.
        target: Exact,
        /// Full marks.
        most: Exact,
        /// The share.
        result: Exact,
    },
    /// The highest threshold that was reached.
    Reached {
        /// What was answered.
        value: Exact,
        /// The threshold.
        from: Exact,
        /// Its points.
        result: Exact,
    },
    /// No threshold was reached.
    Below {
        /// What was answered.
        value: Exact,
        /// The lowest threshold.
        from: Exact,
    },
    /// A yes.
    Yes {
        /// Full marks.
        result: Exact,
    },
    /// A no.
    No,
    /// A choice.
    Chosen {
        /// Which.
        option: String,
        /// Its points.
        result: Exact,
    },
    /// More than full marks: full marks.
    Capped {
        /// Full marks.
        most: Exact,
    },
    /// Less than nothing: nothing.
    Floored,
    /// Points × weight.
    Weighted {
        /// The points.
        points: Exact,
        /// The weight.
        weight: Exact,
        /// The product.
        result: Exact,
    },
}

/// What one indicator came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The indicator.
    pub key: String,
    /// Points before the weight.
    pub points: Exact,
    /// Points with it: what counts.
    pub result: Exact,
    /// How that came.
    pub steps: Vec<Step>,
}

/// What a filing came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Every indicator that gives points, in the form's order.
    pub lines: Vec<Line>,
    /// The sum.
    pub total: Exact,
}

impl Sheet {
    /// The line of an indicator.
    #[must_use]
    pub fn line(&self, key: &str) -> Option<&Line> {
        self.lines.iter().find(|line| line.key == key)
    }

    /// Keys of indicators whose points an official must still give.
    #[must_use]
    pub fn awaited(&self) -> Vec<&str> {
        let awaits = |line: &&Line| line.steps.first() == Some(&Step::Awaits);
        self.lines.iter().filter(awaits).map(|line| line.key.as_str()).collect()
    }
}

/// The points of answers. What an official gave stands above what the formula says.
#[must_use]
pub fn score(form: &Form, answers: &Answers, given: &Given) -> Sheet {
    let scored = form.indicators.iter().filter(|indicator| indicator.is_scored());
    let lines: Vec<Line> = scored
        .map(|indicator| {
            line(indicator, &answers.of(&indicator.key).value, given.get(&indicator.key).copied())
        })
        .collect();
    let total = lines.iter().fold(Exact::ZERO, |sum, line| sum.plus(line.result));
    Sheet { lines, total }
}

fn line(indicator: &Indicator, value: &str, given: Option<Exact>) -> Line {
    let mut steps = Vec::new();
    let mut points = match given {
        Some(result) => {
            steps.push(Step::Given { result });
            result
        }
        None => raw(indicator, value, &mut steps),
    };
    if points > indicator.most {
        points = indicator.most;
        steps.push(Step::Capped { most: points });
    }
    if points < Exact::ZERO {
        points = Exact::ZERO;
        steps.push(Step::Floored);
    }
    let result = points.times(indicator.weight);
    steps.push(Step::Weighted { points, weight: indicator.weight, result });
    Line { key: indicator.key.clone(), points, result, steps }
}

/// Points before cap, floor and weight.
fn raw(indicator: &Indicator, value: &str, steps: &mut Vec<Step>) -> Exact {
    let (step, points) = match (&indicator.rule, value) {
        (Rule::Manual, _) => (Step::Awaits, Exact::ZERO),
        (_, "") => (Step::Nothing, Exact::ZERO),
        (Rule::Yes, "yes") => (Step::Yes { result: indicator.most }, indicator.most),
        (Rule::Yes, _) => (Step::No, Exact::ZERO),
        (Rule::Options { options }, chosen) => match options.iter().find(|(name, _)| name == chosen) {
            Some((name, points)) => (Step::Chosen { option: name.clone(), result: *points }, *points),
            None => (Step::Nothing, Exact::ZERO),
        },
        (rule, typed) => match Exact::parse(typed) {
            Some(value) => measured(rule, value, indicator.most),
            None => (Step::Nothing, Exact::ZERO),
        },
    };
    steps.push(step);
    points
}

fn measured(rule: &Rule, value: Exact, most: Exact) -> (Step, Exact) {
    match rule {
        Rule::Linear { per } => {
            let result = value.times(*per);
            (Step::Times { value, per: *per, result }, result)
        }
        Rule::Target { target } => {
            let result = value.share(*target, most);
            (Step::Share { value, target: *target, most, result }, result)
        }
        Rule::Steps { steps } => match steps.iter().rev().find(|(from, _)| *from <= value) {
            Some((from, result)) => (Step::Reached { value, from: *from, result: *result }, *result),
            None => {
                let from = steps.first().map_or(Exact::ZERO, |(from, _)| *from);
                (Step::Below { value, from }, Exact::ZERO)
            }
        },
        Rule::Unscored | Rule::Yes | Rule::Options { .. } | Rule::Manual => (Step::Nothing, Exact::ZERO),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::assessment::answer::Answer;
    use crate::assessment::form::{Kind, Papers};

    fn exact(text: &str) -> Exact {
        Exact::parse(text).unwrap()
    }

    fn indicator(key: &str, kind: Kind, rule: Rule, most: &str, weight: &str) -> Indicator {
        Indicator {
            key: key.to_owned(),
            name: format!("指标 {key}"),
            explanation: String::new(),
            kind,
            unit: String::new(),
            rule,
            most: exact(most),
            weight: exact(weight),
            papers: if kind == Kind::Evidence { Papers::Required } else { Papers::None },
            fact: None,
        }
    }

    /// One indicator of every kind and rule.
    pub(in crate::assessment) fn form() -> Form {
        let steps = vec![(exact("0"), exact("1")), (exact("5"), exact("5")), (exact("10"), exact("10"))];
        let options = vec![("优".to_owned(), exact("10")), ("良".to_owned(), exact("6"))];
        Form {
            indicators: vec![
                indicator("i1", Kind::Whole, Rule::Linear { per: exact("2") }, "20", "0.3"),
                indicator("i2", Kind::Number, Rule::Target { target: exact("50") }, "10", "1"),
                indicator("i3", Kind::Number, Rule::Steps { steps }, "10", "0.5"),
                indicator("i4", Kind::YesNo, Rule::Yes, "10", "0.1"),
                indicator("i5", Kind::Choice, Rule::Options { options }, "10", "1"),
                indicator("i6", Kind::Text, Rule::Unscored, "1", "1"),
                indicator("i7", Kind::Evidence, Rule::Manual, "10", "2"),
            ],
        }
    }

    fn answered(values: &[(&str, &str)]) -> Answers {
        let answer = |value: &str| Answer { value: value.to_owned(), files: Vec::new() };
        Answers(values.iter().map(|(key, value)| ((*key).to_owned(), answer(value))).collect())
    }

    #[test]
    fn d06_every_step_of_a_score_can_be_read() {
        let sheet = score(&form(), &answered(&[("i1", "12")]), &Given::new());
        // 12 家 × 2 分 = 24，封顶 20 → 20 × 权重 0.3 = 6
        assert_eq!(
            sheet.line("i1").unwrap().steps,
            [
                Step::Times { value: exact("12"), per: exact("2"), result: exact("24") },
                Step::Capped { most: exact("20") },
                Step::Weighted { points: exact("20"), weight: exact("0.3"), result: exact("6") },
            ]
        );
        assert_eq!(sheet.total, exact("6"));
        assert_eq!(sheet.awaited(), ["i7"]);
        assert!(sheet.line("i6").is_none(), "what gives no points is no line");
    }

    #[test]
    fn d06_each_rule_gives_what_it_says() {
        let total = |key: &str, value: &str| {
            score(&form(), &answered(&[(key, value)]), &Given::new()).total.to_string()
        };
        for (key, value, points) in [
            ("i1", "0", "0"),
            ("i1", "-3", "0"),
            ("i1", "3", "1.8"),
            ("i2", "45", "9"),
            ("i2", "60", "10"),
            ("i2", "33.3333", "6.6667"),
            ("i3", "-1", "0"),
            ("i3", "4.9999", "0.5"),
            ("i3", "5", "2.5"),
            ("i3", "1000", "5"),
            ("i4", "yes", "1"),
            ("i4", "no", "0"),
            ("i5", "良", "6"),
            ("i5", "差", "0"),
            ("i6", "words", "0"),
        ] {
            assert_eq!(total(key, value), points, "{key} {value}");
        }
    }

    #[test]
    fn d09_what_an_official_gave_stands_above_the_formula_and_below_the_cap() {
        let given = |key: &str, points: &str| Given::from([(key.to_owned(), exact(points))]);
        let answers = answered(&[("i1", "12")]);
        let sheet = score(&form(), &answers, &given("i1", "10"));
        assert_eq!(sheet.total, exact("3"));
        assert_eq!(sheet.line("i1").unwrap().steps[0], Step::Given { result: exact("10") });
        let sheet = score(&form(), &answered(&[]), &given("i7", "99"));
        assert_eq!((sheet.total, sheet.awaited()), (exact("20"), Vec::new()));
    }

    #[test]
    fn d06_random_sheets_add_up_stay_within_full_marks_and_are_the_same_again() {
        // A small generator of our own: the sequence is the same at every run.
        let mut seed = 20_261_128_u64;
        let mut next = |n: i64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as i64 % n
        };
        for _ in 0..5_000 {
            let mut form = form();
            for one in &mut form.indicators {
                (one.most, one.weight) = (amount(&mut next, 200_000), amount(&mut next, 20_000));
                if let Rule::Linear { per } = &mut one.rule {
                    *per = amount(&mut next, 100_000);
                }
            }
            let number = |next: &mut dyn FnMut(i64) -> i64| {
                format!("{}{}.{:04}", if next(4) == 0 { "-" } else { "" }, next(5_000), next(10_000))
            };
            let answers = answered(&[
                ("i1", &number(&mut next)),
                ("i2", &number(&mut next)),
                ("i3", &number(&mut next)),
                ("i4", ["yes", "no", ""][next(3) as usize]),
                ("i5", ["优", "良", "差", ""][next(4) as usize]),
            ]);
            let given = if next(2) == 0 {
                Given::new()
            } else {
                Given::from([("i7".to_owned(), amount(&mut next, 400_000))])
            };
            let sheet = score(&form, &answers, &given);
            assert_eq!(sheet, score(&form, &answers, &given));
            let sum = sheet.lines.iter().fold(Exact::ZERO, |sum, line| sum.plus(line.result));
            assert_eq!(sheet.total, sum);
            assert!(Exact::ZERO <= sheet.total && sheet.total <= form.most());
            for line in &sheet.lines {
                let indicator = form.indicator(&line.key).unwrap();
                assert!(Exact::ZERO <= line.points && line.points <= indicator.most);
                let weighted =
                    Step::Weighted { points: line.points, weight: indicator.weight, result: line.result };
                assert_eq!(line.steps.last(), Some(&weighted));
            }
            let text = serde_json::to_string(&sheet).unwrap();
            assert_eq!(serde_json::from_str::<Sheet>(&text).unwrap(), sheet);
        }
    }

    /// Something between 0.0001 and so many ten-thousandths.
    fn amount(next: &mut dyn FnMut(i64) -> i64, most: i64) -> Exact {
        let n = next(most) + 1;
        exact(&format!("{}.{:04}", n / 10_000, n % 10_000))
    }
}
