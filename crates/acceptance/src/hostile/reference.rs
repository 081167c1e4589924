//! The published rules once more, written the slow way: by table and by hand, sharing nothing with the code they are held against.

use chrono::{Datelike as _, NaiveDate};

/// The characters of a credit code, each at its value (GB 32100-2015).
const VALUES: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// What was typed without blanks and hyphens, in plain capitals.
pub fn plain(typed: &str) -> String {
    let mut plain = String::new();
    for c in typed.chars() {
        let number = u32::from(c);
        let narrow = if number == 0x3000 {
            ' '
        } else if (0xff01..=0xff5e).contains(&number) {
            char::from_u32(number - 0xff01 + 0x21).unwrap_or(c)
        } else {
            c
        };
        if !narrow.is_whitespace() && narrow != '-' {
            plain.push_str(&narrow.to_string().to_ascii_uppercase());
        }
    }
    plain
}

/// 18 of the characters, six digits of division among them.
pub fn is_credit_code(plain: &str) -> bool {
    let signs: Vec<char> = plain.chars().collect();
    signs.len() == 18
        && signs.iter().all(|sign| VALUES.contains(*sign))
        && signs[2..8].iter().all(char::is_ascii_digit)
}

/// Whether the weighted values of all 18 sum to a multiple of 31: the check is what makes it so.
pub fn check_fits(plain: &str) -> bool {
    let values = plain.chars().map(|sign| VALUES.find(sign).expect("a sign of a code") as u64);
    let mut weight = 1;
    let mut sum = 0;
    for (at, value) in values.enumerate() {
        sum += if at == 17 { value } else { value * weight };
        weight = weight * 3 % 31;
    }
    sum % 31 == 0
}

/// Whether the organisation code's weighted values and its check sum to a multiple of 11 (GB 11714).
pub fn inner_check_fits(plain: &str) -> bool {
    let signs: Vec<char> = plain.chars().skip(8).take(9).collect();
    let value = |sign: char| u64::from(sign.to_digit(36).expect("a sign of a code"));
    let weights = [3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u64 = signs.iter().zip(weights).map(|(sign, weight)| value(*sign) * weight).sum();
    let check = match signs[8] {
        'X' => 10,
        sign @ '0'..='9' => value(sign),
        // No other letter is a check.
        _ => return false,
    };
    (sum + check).is_multiple_of(11)
}

/// 17 digits and a check, a birthday between 1900 and today (GB 11643-1999).
pub fn is_resident_number(number: &str, today: NaiveDate) -> bool {
    let signs: Vec<char> = number.chars().collect();
    if signs.len() != 18 || !signs[..17].iter().all(char::is_ascii_digit) {
        return false;
    }
    let check = match signs[17] {
        'X' => 10,
        sign if sign.is_ascii_digit() => sign.to_digit(10).unwrap_or(0),
        _ => return false,
    };
    // The weight of the i-th sign from the right, counted from 0, is 2 to the i, modulo 11.
    let mut sum = check;
    for (at, sign) in signs[..17].iter().enumerate() {
        let weight = (0..17 - at).fold(1, |weight, _| weight * 2 % 11);
        sum += sign.to_digit(10).unwrap_or(0) * weight;
    }
    if sum % 11 != 1 {
        return false;
    }
    let part =
        |from: usize, to: usize| signs[from..to].iter().collect::<String>().parse::<u32>().unwrap_or(0);
    let (year, month, day) = (part(6, 10), part(10, 12), part(12, 14));
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let exists = (1..=12).contains(&month) && day >= 1 && day <= days[month as usize - 1];
    let past = (i64::from(year), month, day) <= (i64::from(today.year()), today.month(), today.day());
    exists && year >= 1900 && past
}

/// A mainland mobile number in full, however it was typed.
pub fn mobile(typed: &str) -> Option<String> {
    let mut digits = String::new();
    for c in typed.chars() {
        let number = u32::from(c);
        match c {
            ' ' | '-' | '\u{a0}' | '\t' | '\u{3000}' | '\u{ff0d}' => {}
            _ if (0xff01..=0xff5e).contains(&number) => digits.push(char::from_u32(number - 0xfee0)?),
            _ => digits.push(c),
        }
    }
    for country in ["+86", "0086", "86", ""] {
        let Some(rest) = digits.strip_prefix(country) else { continue };
        if rest.len() == 11 && rest.chars().all(|c| c.is_ascii_digit()) {
            let (first, second) = (&rest[..1], &rest[1..2]);
            return (first == "1" && !"012".contains(second)).then(|| format!("+86{rest}"));
        }
    }
    None
}
