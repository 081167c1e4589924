//! Large files that are what they say.

use super::super::book::{book, n, r, rows, s, t};
use super::{Case, case};

pub fn all() -> Vec<Case> {
    vec![
        case(
            "20,000 rows",
            "A1 \"企业1\"\nB1 1\n… 60000 lines …\nB20000 20000\nC20000 2026-03-09",
            || {
                let cells = (1..=20_000_u32).map(|row| {
                    let number = row.to_string();
                    r(
                        row,
                        &[
                            s(&format!("A{row}"), row as usize - 1),
                            n(&format!("B{row}"), 0, &number),
                            n(&format!("C{row}"), 1, "46090"),
                        ],
                    )
                });
                let texts: Vec<String> = (1..=20_000).map(|row| format!("<t>企业{row}</t>")).collect();
                let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
                rows(cells.collect::<String>()).strings(&texts).formats(&[(0, ""), (14, "")]).packed()
            },
        ),
        case(
            "20,000 lines of text",
            "in UTF-8\nA1 \"企业1\"\n… 40001 lines …\nA20000 \"企业20000\"\nB20000 \"20000\"",
            || (1..=20_000).map(|row| format!("企业{row},{row}\r\n")).collect::<String>().into(),
        ),
        case("every row of a sheet blank and formatted", "A1048576 \"末\"", || {
            let blank: String =
                (1..1_048_576).map(|row| format!("<row r=\"{row}\" s=\"5\" customFormat=\"1\"/>")).collect();
            book(format!("<sheetData>{blank}{}</sheetData>", r(1_048_576, &[t("A1048576", "末")]))).packed()
        }),
        case("every column of a row", "A1 1\nB1 1\n… 16384 lines …\nXFC1 1\nXFD1 1", || {
            rows(format!("<row>{}</row>", "<c><v>1</v></c>".repeat(16_384))).packed()
        }),
        case(
            "more columns than a sheet has",
            "refused: Damaged { part: \"xl/worksheets/sheet1.xml\", what: \"a row has too many cells\" }",
            || rows(format!("<row>{}</row>", "<c><v>1</v></c>".repeat(16_385))).packed(),
        ),
    ]
}
