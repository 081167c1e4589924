//! A ranking: who came to how many points and so to which place (D06). Frozen when it is published, with everything needed to
//! calculate it anew.

use super::answer::{Answer, Answers};
use super::exact::Exact;
use super::form::Form;
use super::score::{Given, Sheet, score};
use super::state::{Status, Target};
use crate::kernel::{Outcome, Uuid, words};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

words! {
    /// How a park comes into a ranking.
    Standing {
        /// Filed in time, and it passed.
        InTime = "in_time",
        /// Filed late, and it passed.
        Late = "late",
        /// Filed, but nothing of it passed: no points.
        NotPassed = "not_passed",
        /// Filed nothing: no points.
        Missing = "missing",
    }
}

/// What one park brings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// The park: its provider.
    pub provider: Uuid,
    /// Its name.
    pub park: String,
    /// `park` or `base` (考核单位所属类型).
    pub kind: String,
    /// How it filed.
    pub standing: Standing,
    /// The answers that give points; evidence and words stay with the department.
    pub values: BTreeMap<String, String>,
    /// Points officials gave.
    pub given: Given,
}

/// One place of a ranking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The place; parks of equal points share one, and the next is left out: 1, 1, 3.
    pub rank: u32,
    /// The park.
    #[serde(flatten)]
    pub candidate: Candidate,
    /// Its points with every step.
    pub sheet: Sheet,
}

/// A ranking as it was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// 考核任务名称.
    pub name: String,
    /// `2026Q1`; empty for 一次性考核任务.
    pub quarter: String,
    /// Who was assessed.
    pub target: Target,
    /// Which version of the ranking.
    pub version: i32,
    /// What was asked and how it is measured.
    pub form: Form,
    /// Everybody, best first.
    pub entries: Vec<Entry>,
}

/// One point of a new version that differs from the one before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Whose.
    pub park: String,
    /// Which indicator.
    pub indicator: String,
    /// Its points before, without weight.
    pub before: Exact,
    /// And now.
    pub after: Exact,
    /// The park's points before and now.
    pub total: (Exact, Exact),
    /// Its place before and now.
    pub rank: (u32, u32),
    /// Why.
    pub reason: String,
}

/// The values of answers that give points.
#[must_use]
pub fn scored_values(form: &Form, answers: &Answers) -> BTreeMap<String, String> {
    use super::form::Rule;
    form.indicators
        .iter()
        .filter(|indicator| !matches!(indicator.rule, Rule::Unscored | Rule::Manual))
        .map(|indicator| (indicator.key.clone(), answers.of(&indicator.key).value))
        .collect()
}

/// Everybody's place: by points, and for equal points by name, so that the order is always the same.
#[must_use]
pub fn rank(form: &Form, candidates: Vec<Candidate>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = candidates
        .into_iter()
        .map(|candidate| Entry { rank: 0, sheet: sheet_of(form, &candidate), candidate })
        .collect();
    entries.sort_by(|one, other| {
        let order = other.sheet.total.cmp(&one.sheet.total);
        let order = order.then_with(|| one.candidate.park.cmp(&other.candidate.park));
        order.then_with(|| one.candidate.provider.cmp(&other.candidate.provider))
    });
    for at in 0..entries.len() {
        let tied = at > 0 && entries[at - 1].sheet.total == entries[at].sheet.total;
        entries[at].rank =
            if tied { entries[at - 1].rank } else { u32::try_from(at).unwrap_or(u32::MAX - 1) + 1 };
    }
    entries
}

/// A park's points; whoever filed nothing that passed has none.
fn sheet_of(form: &Form, candidate: &Candidate) -> Sheet {
    match candidate.standing {
        Standing::InTime | Standing::Late => {
            let answer = |value: &String| Answer { value: value.clone(), files: Vec::new() };
            let answers = candidate.values.iter().map(|(key, value)| (key.clone(), answer(value))).collect();
            score(form, &Answers(answers), &candidate.given)
        }
        Standing::NotPassed | Standing::Missing => Sheet { lines: Vec::new(), total: Exact::ZERO },
    }
}

impl Standing {
    /// How a filing with this status comes into a ranking.
    #[must_use]
    pub const fn from_status(status: Status, late: bool) -> Self {
        match status {
            Status::Passed if late => Self::Late,
            Status::Passed => Self::InTime,
            Status::Early | Status::Open | Status::Overdue | Status::Missed => Self::Missing,
            Status::Filed | Status::FiledLate | Status::Returned => Self::NotPassed,
        }
    }
}

impl Snapshot {
    /// SHA-256 of everything, hex.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn digest(&self) -> Outcome<String> {
        Ok(hex::encode(Sha256::digest(serde_json::to_vec(self)?)))
    }

    /// The same calculated anew from what was asked, answered and given.
    #[must_use]
    pub fn recomputed(&self) -> Self {
        let candidates = self.entries.iter().map(|entry| entry.candidate.clone()).collect();
        Self { entries: rank(&self.form, candidates), ..self.clone() }
    }

    /// The entry of a park.
    #[must_use]
    pub fn entry(&self, provider: Uuid) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.candidate.provider == provider)
    }

    /// The next version, in which an official's points for some indicators of one park count; and what changed. Nothing when the
    /// park has no such points to correct.
    #[must_use]
    pub fn corrected(&self, provider: Uuid, points: &Given, reason: &str) -> Option<(Self, Vec<Change>)> {
        let before = self.entry(provider)?;
        if points.is_empty() || !points.keys().all(|key| before.sheet.line(key).is_some()) {
            return None;
        }
        let candidates = self.entries.iter().map(|entry| {
            let mut candidate = entry.candidate.clone();
            if candidate.provider == provider {
                candidate.given.extend(points.clone());
            }
            candidate
        });
        let entries = rank(&self.form, candidates.collect());
        let next = Self { version: self.version + 1, entries, ..self.clone() };
        let after = next.entry(provider)?;
        let of = |entry: &Entry, key: &str| entry.sheet.line(key).map_or(Exact::ZERO, |line| line.points);
        let change = |key: &String| Change {
            park: before.candidate.park.clone(),
            indicator: self.form.indicator(key).map_or_else(String::new, |indicator| indicator.name.clone()),
            before: of(before, key),
            after: of(after, key),
            total: (before.sheet.total, after.sheet.total),
            rank: (before.rank, after.rank),
            reason: reason.to_owned(),
        };
        let changes = points.keys().map(change).collect();
        Some((next, changes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::score::tests::form;

    fn candidate(number: u128, name: &str, companies: &str, standing: Standing) -> Candidate {
        Candidate {
            provider: Uuid::from_u128(number),
            park: name.to_owned(),
            kind: "park".to_owned(),
            standing,
            values: BTreeMap::from([("i1".to_owned(), companies.to_owned())]),
            given: Given::new(),
        }
    }

    fn snapshot(candidates: Vec<Candidate>) -> Snapshot {
        Snapshot {
            name: "示例考核".to_owned(),
            quarter: "2026Q1".to_owned(),
            target: Target::Park,
            version: 1,
            form: form(),
            entries: rank(&form(), candidates),
        }
    }

    fn given(key: &str) -> Given {
        Given::from([(key.to_owned(), Exact::whole(20))])
    }

    fn places(entries: &[Entry]) -> Vec<(u32, &str)> {
        entries.iter().map(|entry| (entry.rank, entry.candidate.park.as_str())).collect()
    }

    #[test]
    fn d06_equal_points_share_a_place_and_the_next_is_left_out() {
        let all = vec![
            candidate(1, "丙", "1", Standing::InTime),
            candidate(2, "乙", "5", Standing::Late),
            candidate(3, "甲", "5", Standing::InTime),
            candidate(4, "丁", "9", Standing::Missing),
            candidate(5, "戊", "9", Standing::NotPassed),
        ];
        let entries = rank(&form(), all);
        assert_eq!(places(&entries), [(1, "乙"), (1, "甲"), (3, "丙"), (4, "丁"), (4, "戊")]);
        assert_eq!(entries[3].sheet.total, Exact::ZERO);
    }

    #[test]
    fn d06_a_ranking_recomputed_agrees_and_a_changed_one_does_not() {
        let ranking = snapshot(vec![
            candidate(1, "甲", "5", Standing::InTime),
            candidate(2, "乙", "3", Standing::InTime),
        ]);
        assert_eq!(ranking.recomputed(), ranking);
        let text = serde_json::to_string(&ranking).unwrap();
        let read: Snapshot = serde_json::from_str(&text).unwrap();
        assert_eq!(read.digest().unwrap(), ranking.digest().unwrap());
        let mut forged = ranking.clone();
        forged.entries[1].sheet.total = Exact::whole(99);
        assert_ne!(forged.recomputed(), forged);
        assert_ne!(forged.digest().unwrap(), ranking.digest().unwrap());
    }

    #[test]
    fn d09_a_correction_makes_the_next_version_and_says_what_changed() {
        let ranking = snapshot(vec![
            candidate(1, "甲", "5", Standing::InTime),
            candidate(2, "乙", "3", Standing::InTime),
        ]);
        let (next, change) = ranking.corrected(Uuid::from_u128(2), &given("i1"), "漏记七家").unwrap();
        let change = &change[0];
        assert_eq!(next.version, 2);
        assert_eq!(places(&next.entries), [(1, "乙"), (2, "甲")]);
        assert_eq!((change.before, change.after, change.rank), (Exact::whole(6), Exact::whole(20), (2, 1)));
        assert_eq!(next.recomputed(), next);
        assert!(ranking.corrected(Uuid::from_u128(9), &given("i1"), "").is_none());
        assert!(ranking.corrected(Uuid::from_u128(1), &given("i6"), "").is_none());
        assert!(ranking.corrected(Uuid::from_u128(1), &Given::new(), "").is_none());
    }

    #[test]
    fn d06_random_rankings_do_not_depend_on_the_order_in_which_parks_come() {
        let mut seed = 7_u64;
        let mut next = |n: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % n
        };
        for _ in 0..1_000 {
            let count = next(12) + 1;
            let mut all: Vec<Candidate> = (0..count)
                .map(|n| {
                    let standing = Standing::ALL[next(4)];
                    candidate(n as u128, &format!("园区{}", next(4)), &next(6).to_string(), standing)
                })
                .collect();
            let ranked = rank(&form(), all.clone());
            for at in (1..all.len()).rev() {
                all.swap(at, next(at + 1));
            }
            assert_eq!(rank(&form(), all), ranked);
            for (at, entry) in ranked.iter().enumerate() {
                let better = ranked.iter().filter(|other| other.sheet.total > entry.sheet.total).count();
                assert_eq!(entry.rank as usize, better + 1, "place {at}");
            }
        }
    }
}
