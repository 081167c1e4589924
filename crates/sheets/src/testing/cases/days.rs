//! Numbers that are days.

use super::super::book::{n, r, rows};
use super::{Case, case};

/// One cell per look, each with the same number.
fn looks(number: &str, formats: &[(u32, &'static str)], from_1904: bool) -> Vec<u8> {
    let cells: Vec<String> =
        (1..=formats.len()).map(|row| r(row as u32, &[n(&format!("A{row}"), row - 1, number)])).collect();
    rows(cells.concat()).formats(formats).with(|book| book.from_1904 = from_1904).packed()
}

pub fn all() -> Vec<Case> {
    vec![
        case(
            "formats known by number",
            "A1 2026-03-09\nA2 2026-03-09\nA3 2026-03-09\nA4 2026-03-09\nA5 2026-03-09 12:00:00\nA6 46090.5",
            || looks("46090.5", &[(14, ""), (31, ""), (57, ""), (58, ""), (22, ""), (4, "")], false),
        ),
        case(
            "Chinese formats",
            "A1 2026-03-09\nA2 2026-03-09\nA3 2026-03-09 18:00:00\nA4 2026-03-09",
            || {
                looks(
                    "46090.75",
                    &[
                        (176, "yyyy\"年\"m\"月\"d\"日\""),
                        (177, "[$-804]yyyy\"年\"m\"月\"d\"日\";@"),
                        (178, "yyyy\"年\"m\"月\"d\"日\"\\ h\"时\"mm\"分\""),
                        (179, "[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\";@"),
                    ],
                    false,
                )
            },
        ),
        case("formats that look like days and are none", "A1 46090\nA2 46090\nA3 46090\nA4 46090", || {
            looks(
                "46090",
                &[(164, "0\"d\""), (165, "[Red]0"), (166, "0.00E+00"), (167, "General\"day\"")],
                false,
            )
        }),
        case("counted from 1904", "A1 2026-03-09\nA2 2026-03-09 06:00:00", || {
            looks("44628.25", &[(14, ""), (22, "")], true)
        }),
        case("the first day from 1904", "A1 1904-01-01", || looks("0", &[(14, "")], true)),
        case("the first day from 1900", "A1 1900-01-01", || looks("1", &[(14, "")], false)),
        case("the day before the one that never was", "A1 1900-02-28", || looks("59", &[(14, "")], false)),
        case("the day that never was", "A1 \"1900-02-29\"\nA2 \"1900-02-29 12:00:00\"", || {
            looks("60.5", &[(14, ""), (22, "")], false)
        }),
        case("the day after it", "A1 1900-03-01", || looks("61", &[(14, "")], false)),
        case("day nought", "A1 \"1900-01-00\"\nA2 00:00:00", || looks("0", &[(14, ""), (20, "")], false)),
        case("the last day, and one beyond", "A1 9999-12-31\nB1 2958466\nC1 -1", || {
            let cells = [n("A1", 0, "2958465"), n("B1", 0, "2958466"), n("C1", 0, "-1")];
            rows(r(1, &cells)).formats(&[(14, "")]).packed()
        }),
        case("a time of day", "A1 08:30:00\nA2 08:30:00", || {
            looks("0.354166666666667", &[(20, ""), (164, "h\"时\"mm\"分\"")], false)
        }),
        case("a length of time is a number", "A1 1.5\nA2 1.5", || {
            looks("1.5", &[(46, ""), (164, "[h]:mm")], false)
        }),
        case("a breath before midnight is midnight", "A1 2026-03-10 00:00:00", || {
            looks("46090.999999999", &[(22, "")], false)
        }),
        case("days in ISO 8601", "A1 2026-03-09\nB1 2026-03-09 08:30:00\nC1 08:30:00\nD1 \"soon\"", || {
            let cell = |place: &str, text: &str| format!("<c r=\"{place}\" t=\"d\"><v>{text}</v></c>");
            let cells = [
                cell("A1", "2026-03-09"),
                cell("B1", "2026-03-09T08:30:00.250Z"),
                cell("C1", "T08:30:00"),
                cell("D1", "soon"),
            ];
            rows(r(1, &cells)).packed()
        }),
        case("a look that is not there", "A1 46090", || {
            rows(r(1, &[n("A1", 7, "46090")])).formats(&[(14, "")]).packed()
        }),
    ]
}
