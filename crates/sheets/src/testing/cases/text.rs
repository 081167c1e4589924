//! Tables of text.

use super::{Case, case};

const TABLE: &str = "A1 \"企业名称\"\nB1 \"面积\"\nA2 \"甲公司\"\nB2 \"120.5\"";
const LINES: &str = "企业名称,面积\r\n甲公司,120.5\r\n";

fn utf16(text: &str, little: bool) -> Vec<u8> {
    text.encode_utf16()
        .flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
        .collect()
}

pub fn all() -> Vec<Case> {
    vec![
        case("UTF-8", format!("in UTF-8\n{TABLE}"), || LINES.into()),
        case("UTF-8 with a mark", format!("in UTF-8\n{TABLE}"), || format!("\u{feff}{LINES}").into()),
        case("GB18030", format!("in gb18030\n{TABLE}"), || encoding_rs::GB18030.encode(LINES).0.into_owned()),
        case("GB18030 with a rare character", "in gb18030\nA1 \"㐂㙍\"\nB1 \"1\"", || {
            encoding_rs::GB18030.encode("㐂㙍,1\n").0.into_owned()
        }),
        case("UTF-16 with a mark", format!("in UTF-16LE\n{TABLE}"), || {
            utf16(&format!("\u{feff}{LINES}"), true)
        }),
        case("UTF-16, the other byte first", format!("in UTF-16BE\n{TABLE}"), || {
            utf16(&format!("\u{feff}{LINES}"), false)
        }),
        case("UTF-16 without a mark", format!("in UTF-16LE\n{TABLE}"), || utf16(LINES, true)),
        case("tabs, as Excel writes Unicode text", format!("in UTF-16LE\n{TABLE}"), || {
            utf16(&format!("\u{feff}{}", LINES.replace(',', "\t")), true)
        }),
        case("semicolons", format!("in UTF-8\n{TABLE}"), || LINES.replace(',', ";").into()),
        case("a line that names the separator", "in UTF-8\nA2 \"甲;乙\"\nB2 \"1\"", || {
            "sep=|\r\n甲;乙|1\r\n".into()
        }),
        case(
            "quotes, commas and line ends in quotes",
            "in UTF-8\nA1 \"甲,\\\"乙\\\"\\n丙\"\nB1 \"1\"\nA2 \"2\"",
            || "\"甲,\"\"乙\"\"\r\n丙\",1\r\n2\r\n".into(),
        ),
        case("a quote that never ends", "in UTF-8\nA1 \"1\"\nB1 \"甲\\n2,3\\n\"", || "1,\"甲\n2,3\n".into()),
        case(
            "blank lines count, rows may be uneven",
            "in UTF-8\nA2 \"1\"\nB4 \"2\"\nC4 \"3\"\nA7 \"4\"",
            || "\r\n1\r\n\r\n,2,3\r\n,,\r\n\n4,\r\n".into(),
        ),
        case("only returns between lines", "in UTF-8\nA1 \"1\"\nA3 \"2\"", || "1,\r\r2,".into()),
        case("the apostrophe of a formula is gone", "in UTF-8\nA1 \"=1\"\nB1 \"'x\"\nC1 \"+86\"", || {
            "'=1,'x,'+86\n".into()
        }),
        case(
            "a text too long",
            "in UTF-8\nA1 \"1\"\nrefused: TooLong { row: 2, column: 2, limit: 10 }",
            || "1,\n2,01234567890\n".into(),
        )
        .within(|limits| limits.text = 10),
        case("too much text in all", "in UTF-8\nA1 \"123456\"\nrefused: TooMuchInside { limit: 10 }", || {
            "123456,\n123456,\n".into()
        })
        .within(|limits| limits.texts = 10),
        case("nothing but line ends", "refused: Empty", || "\r\n\r\n".into()),
        case("neither UTF-8 nor GB18030", "refused: NotAWorkbook(Binary)", || b"\xff\xff\xff,1\n".to_vec()),
        case("noughts in the text", "refused: NotAWorkbook(Binary)", || b"a,b\0\0\0c\n1,2\n".to_vec()),
    ]
}
