//! What an assessment asks: ordered indicators, each with what is answered and how points follow from it. The form is content of the
//! department's own; once it is announced it stays as it is, so that everybody is measured by the same.

use super::exact::Exact;
use super::fact::Fact;
use crate::kernel::words;
use serde::{Deserialize, Serialize};

/// Indicators of one form.
pub const INDICATORS_LIMIT: usize = 40;
/// Characters of an indicator's name.
pub const INDICATOR_NAME_LIMIT: usize = 60;
/// Characters of its explanation.
pub const EXPLANATION_LIMIT: usize = 300;
/// Characters of its unit.
pub const UNIT_LIMIT: usize = 10;
/// Lines of a scale.
pub const SCALE_LIMIT: usize = 20;
/// Characters of a choice.
pub const CHOICE_LIMIT: usize = 40;

words! {
    /// What is answered.
    Kind {
        /// A number with up to four decimals.
        Number = "number",
        /// A whole number.
        Whole = "whole",
        /// Yes or no.
        YesNo = "yes_no",
        /// One of several.
        Choice = "choice",
        /// Words; officials give the points, if there are any.
        Text = "text",
        /// Evidence alone.
        Evidence = "evidence",
    }
}

words! {
    /// Which files belong to an answer.
    Papers {
        /// None.
        None = "none",
        /// As one likes.
        Welcome = "welcome",
        /// At least one.
        Required = "required",
    }
}

/// How points follow from an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum Rule {
    /// It gives no points.
    Unscored,
    /// So many points for each unit.
    Linear {
        /// Points for one.
        per: Exact,
    },
    /// The share of a target, of full marks.
    Target {
        /// What gives full marks.
        target: Exact,
    },
    /// Points from a threshold on.
    Steps {
        /// Thresholds in rising order, each with its points.
        steps: Vec<(Exact, Exact)>,
    },
    /// Full marks for a yes.
    Yes,
    /// Points by choice.
    Options {
        /// Choices with their points, in order.
        options: Vec<(String, Exact)>,
    },
    /// An official gives them, with a reason.
    Manual,
}

impl Rule {
    /// Words of all rules, in the order of lists.
    pub const WORDS: [&'static str; 7] =
        ["unscored", "linear", "target", "steps", "yes", "options", "manual"];

    /// Its word.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Unscored => "unscored",
            Self::Linear { .. } => "linear",
            Self::Target { .. } => "target",
            Self::Steps { .. } => "steps",
            Self::Yes => "yes",
            Self::Options { .. } => "options",
            Self::Manual => "manual",
        }
    }

    /// What was typed to make it.
    #[must_use]
    pub fn detail(&self) -> String {
        let lines = |pairs: Vec<String>| pairs.join("\n");
        match self {
            Self::Unscored | Self::Yes | Self::Manual => String::new(),
            Self::Linear { per } => per.to_string(),
            Self::Target { target } => target.to_string(),
            Self::Steps { steps } => {
                lines(steps.iter().map(|(from, points)| format!("{from}={points}")).collect())
            }
            Self::Options { options } => {
                lines(options.iter().map(|(name, points)| format!("{name}={points}")).collect())
            }
        }
    }
}

/// The rules that fit a kind of answer.
#[must_use]
pub const fn rules_for(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Number | Kind::Whole => &["linear", "target", "steps", "manual", "unscored"],
        Kind::YesNo => &["yes", "unscored"],
        Kind::Choice => &["options"],
        Kind::Text | Kind::Evidence => &["manual", "unscored"],
    }
}

/// One thing that is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    /// Its name in answers and forms: `i1`.
    pub key: String,
    /// 指标名称.
    pub name: String,
    /// 填报说明; may be empty.
    pub explanation: String,
    /// What is answered.
    pub kind: Kind,
    /// 单位; may be empty.
    pub unit: String,
    /// How points follow.
    #[serde(flatten)]
    pub rule: Rule,
    /// 封顶: full marks.
    pub most: Exact,
    /// 权重: what the points are multiplied with.
    pub weight: Exact,
    /// Which files belong to it.
    pub papers: Papers,
    /// The choices of an unscored or scored choice are those of its rule; a fact the hall knows fills it in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<Fact>,
}

impl Indicator {
    /// Whether it gives points.
    #[must_use]
    pub const fn is_scored(&self) -> bool {
        !matches!(self.rule, Rule::Unscored)
    }

    /// The choices, in order.
    #[must_use]
    pub fn options(&self) -> Vec<&str> {
        match &self.rule {
            Rule::Options { options } => options.iter().map(|(name, _)| name.as_str()).collect(),
            _ => Vec::new(),
        }
    }
}

/// An assessment's form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// What is asked, in order.
    pub indicators: Vec<Indicator>,
}

impl Form {
    /// The indicator of a key.
    #[must_use]
    pub fn indicator(&self, key: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.key == key)
    }

    /// Full marks of the whole form.
    #[must_use]
    pub fn most(&self) -> Exact {
        let scored = self.indicators.iter().filter(|indicator| indicator.is_scored());
        scored.fold(Exact::ZERO, |sum, one| sum.plus(one.most.times(one.weight)))
    }

    /// A key no indicator bears or bore before the last one.
    #[must_use]
    pub fn fresh_key(&self) -> String {
        let number =
            |indicator: &Indicator| indicator.key.get(1..).and_then(|digits| digits.parse::<u32>().ok());
        format!("i{}", self.indicators.iter().filter_map(number).max().unwrap_or(0) + 1)
    }
}
