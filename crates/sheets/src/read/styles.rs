//! Which looks make a number a day.

use super::inflate::Part;
use super::unreadable::Unreadable;
use super::xml::{Piece, Xml};
use std::collections::HashMap;

/// More looks than a workbook may have (65 490).
const MOST: usize = 65_536;

/// How a number is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Look {
    #[default]
    Number,
    /// With leading zeros, this many digits.
    Digits(u8),
    Date,
    Moment,
    Time,
}

/// The looks of cells by their number.
#[derive(Debug, Default)]
pub(crate) struct Styles(Vec<Look>);

impl Styles {
    pub(crate) fn read(part: &Part<'_>) -> Result<Self, Unreadable> {
        let mut xml = Xml::new(part);
        let (mut own, mut styles, mut within) = (HashMap::new(), Self::default(), false);
        loop {
            match xml.next()? {
                Piece::Open(tag) => match tag.name() {
                    "numFmt" => {
                        let (mut id, mut code) = (None, String::new());
                        tag.each(&part.name, |key, value| match key {
                            "numFmtId" => id = value.parse::<u32>().ok(),
                            "formatCode" => value.clone_into(&mut code),
                            _ => {}
                        })?;
                        if let Some(id) = id {
                            own.insert(id, of_code(&code));
                        }
                    }
                    "cellXfs" => within = true,
                    "xf" if within => {
                        let id = tag.attribute(&part.name, "numFmtId")?;
                        let id = id.and_then(|id| id.parse().ok()).unwrap_or(0);
                        styles.0.push(own.get(&id).copied().unwrap_or_else(|| built_in(id)));
                    }
                    _ => {}
                },
                Piece::Close(tag) if tag.name() == "cellXfs" => within = false,
                Piece::End => return Ok(styles),
                _ => {}
            }
            if own.len() > MOST || styles.0.len() > MOST {
                return Err(xml.damaged("it has too many looks"));
            }
        }
    }

    /// The look of this number; a plain one where there is none.
    pub(crate) fn get(&self, at: usize) -> Look {
        self.0.get(at).copied().unwrap_or_default()
    }
}

/// The formats every program knows by number (ECMA-376 part 1, 18.8.30), those of Chinese and Japanese versions included.
const fn built_in(id: u32) -> Look {
    match id {
        14..=17 | 27..=31 | 36 | 50..=54 | 57 | 58 => Look::Date,
        22 => Look::Moment,
        18..=21 | 32..=35 | 45 | 47 | 55 | 56 => Look::Time,
        _ => Look::Number,
    }
}

/// What a format's code shows: days, times, both, or neither. Only its first section counts; what stands in quotes, in brackets or
/// behind a backslash does not.
fn of_code(code: &str) -> Look {
    if code.len() > 1 && code.len() < 100 && code.bytes().all(|byte| byte == b'0') {
        return Look::Digits(code.len() as u8);
    }
    let (mut day, mut time, mut month) = (false, false, false);
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        match c.to_ascii_lowercase() {
            ';' => break,
            '"' => drop(chars.by_ref().find(|c| *c == '"')),
            // A backslash shows the next character, an underscore leaves its width, an asterisk fills with it.
            '\\' | '_' | '*' => drop(chars.next()),
            '[' => {
                let inner: String = chars.by_ref().take_while(|c| *c != ']').collect();
                // Hours that go on beyond a day are a length of time, not a time of day.
                if !inner.is_empty()
                    && inner.chars().all(|c| matches!(c.to_ascii_lowercase(), 'h' | 'm' | 's'))
                {
                    return Look::Number;
                }
            }
            'g' if code.to_ascii_lowercase().starts_with("general") => return Look::Number,
            'y' | 'd' | 'e' if !digits(code) => day = true,
            'h' | 's' => time = true,
            'm' => month = true,
            'a' if chars.peek().is_some_and(|next| next.eq_ignore_ascii_case(&'a')) => day = true,
            _ => {}
        }
    }
    match (day || month && !time, time) {
        (true, true) => Look::Moment,
        (true, false) => Look::Date,
        (false, true) => Look::Time,
        (false, false) => Look::Number,
    }
}

/// Does a code show digits of a number? Then an `E` is an exponent.
fn digits(code: &str) -> bool {
    let mut quoted = false;
    code.chars().any(|c| {
        quoted ^= c == '"';
        !quoted && matches!(c, '#' | '?')
            || !quoted && c == '0' && !code.to_ascii_lowercase().contains("ss.0")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_that_show_days_are_known() {
        for code in [
            "yyyy\"年\"m\"月\"d\"日\"",
            "yyyy-mm-dd",
            "yyyy/m/d;@",
            "[$-804]yyyy\"年\"m\"月\"d\"日\";@",
            "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy",
            "m\"月\"d\"日\"",
            "mmm\\-yy",
            "[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\";@",
            "d/m/yy",
            "aaaa",
            "yyyy年m月d日",
            "YYYY\\-MM\\-DD",
            "[红色]yyyy-mm-dd",
            "[$-1030411]ge.m.d",
        ] {
            assert_eq!(of_code(code), Look::Date, "{code}");
        }
        for code in ["yyyy-mm-dd hh:mm", "yyyy/m/d h:mm AM/PM", "m/d/yy h:mm", "yyyy-mm-dd\\ hh:mm:ss.000"] {
            assert_eq!(of_code(code), Look::Moment, "{code}");
        }
        for code in ["h:mm", "hh:mm:ss", "h\"时\"mm\"分\"", "mm:ss.0", "上午/下午h\"时\"mm\"分\""] {
            assert_eq!(of_code(code), Look::Time, "{code}");
        }
        for code in [
            "General",
            "0",
            "0.00",
            "#,##0.00",
            "0%",
            "@",
            "0.00E+00",
            "##0.0E+0",
            "\"day\"0",
            "[Red]0",
            "[h]:mm:ss",
            "_ * #,##0.00_ ",
            "0\"d\"",
            "¥#,##0.00;[Red]¥-#,##0.00",
            "",
            "# ?/?",
            "General\"年\"",
            "\\d0",
            "_d0",
        ] {
            assert_eq!(of_code(code), Look::Number, "{code}");
        }
        assert_eq!(of_code("000000"), Look::Digits(6));
        assert!([14, 17, 27, 31, 36, 50, 58].iter().all(|id| built_in(*id) == Look::Date));
        assert!([0, 1, 4, 9, 11, 37, 46, 49, 59].iter().all(|id| built_in(*id) == Look::Number));
    }
}
