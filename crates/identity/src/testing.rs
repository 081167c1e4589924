//! Rules for proofs that hold them against others: the fuzz targets.

use crate::rules::{document, uscc};
use chrono::NaiveDate;

/// A number as it is kept.
#[must_use]
pub fn normal(typed: &str) -> String {
    document::normal(typed)
}

/// Whether a number can be a resident's on `today`.
#[must_use]
pub fn is_resident_number(number: &str, today: NaiveDate) -> bool {
    document::check("resident", number, today).is_ok()
}

/// Whether a credit code is as the standard wants it.
#[must_use]
pub fn is_fine_credit_code(code: &str) -> bool {
    uscc::check(code) == uscc::Verdict::Fine
}
