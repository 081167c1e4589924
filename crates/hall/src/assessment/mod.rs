//! Assessments of parks and bases (考核, D01–D10): what is asked, filed, judged, ranked and objected to.
//!
//! An assessment is a draft until it is announced; then it has windows, and every park it concerns has a filing in each. A filing goes
//! *pending → filed → passed*, or is returned and filed again. When all is judged a ranking is published with an objection period;
//! an objection that is accepted makes its next version. What is shown of all that at an instant is derived from the clock.

mod announce;
mod answer;
mod define;
mod draft;
mod exact;
mod extend;
mod fact;
mod file;
pub mod find;
mod form;
mod indicators;
mod judge;
mod keep;
pub mod model;
mod object;
mod publish;
mod rank;
mod read;
mod remind;
mod score;
mod settle;
mod state;
#[cfg(test)]
mod tests;
mod window;

pub use announce::announce;
pub use answer::{Answer, Answers, PAPERS_LIMIT, TEXT_LIMIT};
pub use define::{AssessmentDraft, NAME_LIMIT, PERIODS_LIMIT, create, edit, remove};
pub use draft::IndicatorDraft;
pub use exact::Exact;
pub use extend::{Extension, extend};
pub use fact::{Fact, count};
pub use file::{Filed, save, submit};
pub use form::{
    EXPLANATION_LIMIT, Form, INDICATOR_NAME_LIMIT, INDICATORS_LIMIT, Indicator, Kind, Papers, Rule,
    UNIT_LIMIT, rules_for,
};
pub use indicators::{drop_indicator, put_indicator, shift_indicator};
pub use judge::{AwardDraft, Judgement, judge};
pub use object::{Objecting, object, withdraw};
pub use publish::{NOTICE_LIMIT, publish};
pub use rank::{Candidate, Change, Entry, Snapshot, Standing, rank};
pub use read::{Award, Awards};
pub use remind::{alarm, nudge, tick};
pub use score::{Given, Line, Sheet, Step, score};
pub use settle::{accept, decline};
pub use state::{
    FilingState, ObjectionState, Rhythm, RoundState, Stage, State, Status, Target, Window, may_file, stage,
    status,
};
pub use window::{WindowDays, quarter};

/// Characters of a reason, an answer, an objection.
pub const WORDS_LIMIT: usize = 500;
