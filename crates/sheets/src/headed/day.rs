//! Days as people write them.

use super::fold::{half_width, trim};
use super::reason::Reason;
use chrono::NaiveDate;

/// Reads `2026-11-28`, `2026/11/28`, `2026.11.28`, `2026年11月28日` or `20261128`, digits full-width or not; a midnight behind it is
/// left out, because programs add it.
pub(crate) fn day(text: &str) -> Result<NaiveDate, Reason> {
    let text = half_width(text);
    let text = trim(&text);
    let (date, time) = split(text);
    if date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit()) {
        return made(&date[..4], &date[4..6], &date[6..], time);
    }
    let mut parts = date.split(['-', '/', '.', '年', '月']).map(trim);
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    let (Some(year), Some(month), Some(day), None) = (year, month, day, parts.next()) else {
        return Err(Reason::NotADay);
    };
    let signs: Vec<char> =
        date.chars().filter(|c| matches!(c, '-' | '/' | '.' | '年' | '月' | '日' | '号')).collect();
    let day = match signs[..] {
        ['年', '月', '日' | '号'] => day.trim_end_matches(['日', '号']),
        ['年', '月'] => day,
        [one, other] if one == other => day,
        _ => return Err(Reason::NotADay),
    };
    made(year, month, trim(day), time)
}

/// The date and the time behind it; spaces may stand around the characters of a Chinese date.
fn split(text: &str) -> (&str, &str) {
    let colon = text.find(':');
    let before = colon.map_or("", |colon| &text[..colon]);
    match before.rfind([' ', 'T', '日']) {
        Some(at) => {
            let sign = before[at..].chars().next().map_or(0, char::len_utf8);
            let end = if before[at..].starts_with('日') { at + sign } else { at };
            (trim(&text[..end]), trim(&text[at + sign..]))
        }
        None => (text, ""),
    }
}

fn made(year: &str, month: &str, day: &str, time: &str) -> Result<NaiveDate, Reason> {
    let digits = |text: &str, most: usize| {
        let fits = !text.is_empty() && text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| text.parse::<u32>().ok()).flatten()
    };
    let (Some(year), Some(month), Some(day)) =
        (digits(year, 4).filter(|_| year.len() == 4), digits(month, 2), digits(day, 2))
    else {
        return Err(Reason::NotADay);
    };
    let date = NaiveDate::from_ymd_opt(year as i32, month, day).ok_or(Reason::NoSuchDay)?;
    if time.is_empty() {
        return Ok(date);
    }
    let known = time.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.'));
    if !known {
        return Err(Reason::NotADay);
    }
    if time.chars().all(|c| matches!(c, '0' | ':' | '.')) { Ok(date) } else { Err(Reason::HasTime) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_the_ways_people_write_them() {
        let wanted = NaiveDate::from_ymd_opt(2026, 1, 8);
        for text in [
            "2026-01-08",
            "2026-1-8",
            "2026/1/8",
            "2026.01.08",
            "2026年1月8日",
            "2026 年 1 月 8 日",
            "2026年01月08",
            "20260108",
            "２０２６－０１－０８",
            "２０２６０１０８",
            " 2026-01-08 00:00:00 ",
            "2026-01-08T00:00:00",
            "2026年1月8日 0:00",
            "2026年1月8号",
            "2026年1月8日00:00",
        ] {
            assert_eq!(day(text).ok(), wanted, "{text}");
        }
        for text in [
            "",
            "2026",
            "2026-01",
            "26-01-08",
            "2026-01-08-09",
            "01/08/2026",
            "2026-1/8",
            "2026年1-8",
            "1月8日",
            "去年",
            "202601081",
            "2026-01-08 下午3:00",
            "-2026-01-08",
            "2026--08",
            "46030",
        ] {
            assert_eq!(day(text), Err(Reason::NotADay), "{text}");
        }
        for text in ["2026-02-29", "1900-02-29", "20261301", "2026年11月31日", "1900-01-00"] {
            assert_eq!(day(text), Err(Reason::NoSuchDay), "{text}");
        }
        assert_eq!(day("2026-01-08 08:30"), Err(Reason::HasTime));
    }
}
