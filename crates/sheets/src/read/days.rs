//! Days as spreadsheets count them.

use super::row::Value;
use super::styles::Look;
use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

/// The first number beyond 9999-12-31, counted from 1900.
const BEYOND: f64 = 2_958_466.0;
const SECONDS: f64 = 86_400.0;

/// A number as it shows. Counted from 1900, day 60 is a 29 February that never was; it stays text, as one sees it, and so does day 0.
/// What lies outside of the calendar stays a number.
pub(crate) fn shown(number: f64, look: Look, from_1904: bool) -> Value {
    match look {
        Look::Number => Value::Number(number),
        Look::Digits(width) => padded(number, usize::from(width)),
        Look::Date | Look::Moment | Look::Time => {
            day(number, look, from_1904).unwrap_or(Value::Number(number))
        }
    }
}

fn padded(number: f64, width: usize) -> Value {
    if number.fract() != 0.0 || !(0.0..1e15).contains(&number) {
        return Value::Number(number);
    }
    let digits = format!("{number:0width$.0}");
    // As many digits as the number has anyhow: nothing was added, so it stays a number.
    if digits.starts_with('0') && width > 1 { Value::Text(digits) } else { Value::Number(number) }
}

fn day(number: f64, look: Look, from_1904: bool) -> Option<Value> {
    let last = if from_1904 { BEYOND - 1_462.0 } else { BEYOND };
    if !(0.0..last).contains(&number) {
        return None;
    }
    let seconds = (number.fract() * SECONDS).round() as i64;
    let whole = number.trunc() as u64;
    let time = NaiveTime::MIN.overflowing_add_signed(TimeDelta::seconds(seconds)).0;
    if look == Look::Time && number < 1.0 {
        return Some(Value::Time(time));
    }
    let never = match (from_1904, whole) {
        (false, 0) => Some("1900-01-00"),
        (false, 60) => Some("1900-02-29"),
        _ => None,
    };
    if let Some(never) = never {
        return Some(Value::Text(if look == Look::Date {
            never.to_owned()
        } else {
            format!("{never} {}", time.format("%H:%M:%S"))
        }));
    }
    let epoch = match (from_1904, whole) {
        (true, _) => NaiveDate::from_ymd_opt(1904, 1, 1),
        (false, ..60) => NaiveDate::from_ymd_opt(1899, 12, 31),
        (false, _) => NaiveDate::from_ymd_opt(1899, 12, 30),
    };
    let date = epoch?.checked_add_days(Days::new(whole))?;
    Some(if look == Look::Date {
        Value::Date(date)
    } else {
        Value::Moment(date.and_time(NaiveTime::MIN).checked_add_signed(TimeDelta::seconds(seconds))?)
    })
}

/// A day or moment written in ISO 8601, as some programs store it; text where it is none.
pub(crate) fn iso(text: &str) -> Value {
    let plain = text.trim().trim_end_matches('Z');
    if let Ok(date) = plain.parse::<NaiveDate>() {
        return Value::Date(date);
    }
    for format in ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"] {
        if let Ok(moment) = NaiveDateTime::parse_from_str(plain, format) {
            return Value::Moment(chrono::SubsecRound::trunc_subsecs(moment, 0));
        }
    }
    let time = NaiveTime::parse_from_str(plain.trim_start_matches('T'), "%H:%M:%S%.f");
    time.map_or_else(
        |_| Value::Text(text.to_owned()),
        |time| Value::Time(chrono::SubsecRound::trunc_subsecs(time, 0)),
    )
}
