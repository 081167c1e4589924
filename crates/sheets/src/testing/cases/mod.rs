//! The table: files and the exact answer to each.

mod days;
pub mod hostile;
mod large;
mod other;
mod places;
mod programs;
mod text;
mod values;

use crate::Limits;

/// A file and what is read of it.
pub struct Case {
    /// What it is.
    pub what: &'static str,
    /// Makes its bytes.
    pub file: Box<dyn Fn() -> Vec<u8>>,
    /// What the reader may take.
    pub limits: Limits,
    /// Which sheet is read; the first visible one without.
    pub sheet: Option<&'static str>,
    /// Lines: cells with their places, what is hidden and merged, and at the end `refused:` with the reason if it is.
    pub answer: String,
}

fn case(what: &'static str, answer: impl Into<String>, file: impl Fn() -> Vec<u8> + 'static) -> Case {
    Case { what, file: Box::new(file), limits: Limits::default(), sheet: None, answer: answer.into() }
}

impl Case {
    fn sheet(mut self, name: &'static str) -> Self {
        self.sheet = Some(name);
        self
    }

    fn within(mut self, limit: impl FnOnce(&mut Limits)) -> Self {
        limit(&mut self.limits);
        self
    }
}

/// Every case.
pub fn all() -> Vec<Case> {
    [
        programs::all(),
        values::all(),
        days::all(),
        places::all(),
        text::all(),
        other::all(),
        hostile::all(),
        large::all(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
