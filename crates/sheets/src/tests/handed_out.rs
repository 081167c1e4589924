//! What is handed out is read back: templates, and copies that say what is wrong.

use super::answer::answer;
use crate::{Annotation, Asked, Explanation, Limits, Remark, Template, Unwritable, Wanted, headed, read};
use chrono::{NaiveDate, NaiveDateTime};
use std::io::{Cursor, Read};

fn noon() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 3, 9).unwrap().and_hms_opt(12, 30, 0).unwrap()
}

fn columns() -> Vec<Wanted> {
    vec![
        Wanted::new("name", "企业名称", Asked::Text).required().note("营业执照上的全称").example("=甲公司"),
        Wanted::new("code", "信用代码", Asked::Code).example("0012"),
        Wanted::new("staff", "人数", Asked::Whole).example("12"),
        Wanted::new("area", "面积", Asked::Decimal { places: 2 }).example("1,200.50"),
        Wanted::new("since", "入驻日期", Asked::Day).example("2026-03-09"),
        Wanted::new("kind", "类型", Asked::Choice(vec!["生产, 加工".into(), "贸易".into()])).example("贸易"),
    ]
}

fn explanation() -> Explanation {
    Explanation {
        title: "填写'说明".into(),
        lines: vec!["请勿修改表头".into()],
        headings: ["列".into(), "必填".into(), "怎么填".into()],
        required: "是".into(),
        optional: "否".into(),
        refused: "请按说明填写".into(),
    }
}

fn template(columns: &[Wanted], example_mark: &str) -> Result<Vec<u8>, Unwritable> {
    Template { title: "企业", columns, example_mark, explanation: &explanation() }.to_xlsx(noon())
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_template_is_found_again_with_its_example_told() {
    let made = template(&columns(), "示例：").unwrap();
    let shown = answer(&made, Limits::default(), None);
    assert_eq!(
        shown,
        "A1 \"企业名称*\"\nB1 \"信用代码\"\nC1 \"人数\"\nD1 \"面积\"\nE1 \"入驻日期\"\nF1 \"类型\"\n\
         A2 \"示例：=甲公司\"\nB2 \"0012\"\nC2 12\nD2 1200.5\nE2 2026-03-09\nF2 \"贸易\""
    );
    let reading = read(&made, Limits::default()).unwrap();
    let columns = columns();
    let mut table = headed(reading.rows().unwrap(), &columns, Some("示例：")).unwrap();
    assert!(table.header().is_sound() && table.header().unknown.is_empty());
    assert!(table.next().unwrap().unwrap().is_example() && table.next().is_none());
    assert_eq!(
        answer(&made, Limits::default(), Some("填写'说明")),
        "A1 \"请勿修改表头\"\nA3 \"列\"\nB3 \"必填\"\nC3 \"怎么填\"\nD3 \"类型\"\nA4 \"企业名称\"\nB4 \"是\"\n\
         C4 \"营业执照上的全称\"\nD4 \"生产, 加工\"\nA5 \"信用代码\"\nB5 \"否\"\nD5 \"贸易\"\nA6 \"人数\"\nB6 \"否\"\n\
         A7 \"面积\"\nB7 \"否\"\nA8 \"入驻日期\"\nB8 \"否\"\nA9 \"类型\"\nB9 \"否\""
    );
}

#[test]
fn a_template_guides_whoever_fills_it_in() {
    let made = template(&columns(), "示例：").unwrap();
    let sheet = part(&made, "xl/worksheets/sheet1.xml");
    for wanted in [
        "<pane ySplit=\"1\"",
        "sqref=\"F2:F20001\"",
        "<formula1>'填写''说明'!$D$4:$D$5</formula1>",
        "type=\"whole\"",
        "type=\"decimal\"",
        "type=\"date\"",
        "error=\"请按说明填写\"",
        "<cols>",
    ] {
        assert!(sheet.contains(wanted), "{wanted} is not in {sheet}");
    }
    assert!(part(&made, "xl/comments1.xml").contains("营业执照上的全称"));
    assert!(!sheet.contains("<f>"), "no formulas");
    // Codes stay text when somebody types into a new row.
    assert!(part(&made, "xl/styles.xml").contains("numFmtId=\"49\""));
    assert_eq!(made, template(&columns(), "示例：").unwrap(), "the same each time");
}

#[test]
fn a_template_needs_columns_and_may_be_without_example() {
    assert!(matches!(template(&[], "示例"), Err(Unwritable::TooLarge)));
    let made = template(&columns(), "").unwrap();
    assert!(!answer(&made, Limits::default(), None).contains("A2"));
}

#[test]
fn d04_what_is_known_stands_filled_in_and_is_read_back_as_if_it_were_typed() {
    let known = ["=甲公司", "0012", "12", "1200.5", "2026-03-09", "贸易"];
    let columns: Vec<Wanted> =
        columns().into_iter().zip(known).map(|(column, known)| column.filled(known)).collect();
    let row = |n: u32| {
        format!("A{n} \"=甲公司\"\nB{n} \"0012\"\nC{n} 12\nD{n} 1200.5\nE{n} 2026-03-09\nF{n} \"贸易\"")
    };
    let made = template(&columns, "").unwrap();
    assert!(answer(&made, Limits::default(), None).ends_with(&row(2)));
    assert!(!part(&made, "xl/worksheets/sheet1.xml").contains("<f>"), "no formulas");
    let reading = read(&made, Limits::default()).unwrap();
    let mut table = headed(reading.rows().unwrap(), &columns, None).unwrap();
    let line = table.next().unwrap().unwrap();
    assert!(line.get("staff").whole() == Ok(Some(12)) && table.next().is_none());
    // Below the example, which nobody takes for an answer.
    let made = template(&columns, "示例：").unwrap();
    assert!(answer(&made, Limits::default(), None).ends_with(&row(3)));
}

const SENT: &str = "登记表,,\n企业名称,信用代码,面积\n甲,0012,1\n=乙,,x\n";

fn remarks() -> Vec<Remark> {
    let remark = |row, column, text: &str| Remark { row, column, text: text.into() };
    vec![
        remark(4, Some(3), "面积不是数字"),
        remark(4, Some(2), "信用代码必填"),
        remark(9, None, "=缺少一行"),
        remark(4, Some(3), "面积太大"),
    ]
}

fn annotated(bytes: &[u8], remarks: &[Remark]) -> Vec<u8> {
    let reading = read(bytes, Limits::default()).unwrap();
    let annotation = Annotation { title: "企业", heading: "问题", header_row: 2, remarks };
    annotation.to_xlsx(reading.rows().unwrap(), noon()).unwrap()
}

#[test]
fn safety_a07_a_copy_says_what_is_wrong_and_changes_nothing_else() {
    let copy = annotated(SENT.as_bytes(), &remarks());
    let shown = "B1 \"登记表\"\nA2 \"问题\"\nB2 \"企业名称\"\nC2 \"信用代码\"\nD2 \"面积\"\nB3 \"甲\"\nC3 \"0012\"\nD3 \"1\"\n\
        A4 \"面积不是数字\\n信用代码必填\\n面积太大\"\nB4 \"=乙\"\nD4 \"x\"\nA9 \"=缺少一行\"";
    assert_eq!(answer(&copy, Limits::default(), None), shown);
    let notes = part(&copy, "xl/comments1.xml");
    assert!(
        notes.contains("ref=\"C4\"")
            && notes.contains("ref=\"D4\"")
            && notes.contains("面积不是数字\n面积太大")
    );
    assert!(!part(&copy, "xl/worksheets/sheet1.xml").contains("<f>"));
    assert!(part(&copy, "xl/styles.xml").contains("FFFFC7CE"), "wrong cells are red");
}

#[test]
fn a_copy_that_is_sent_in_again_keeps_one_column_of_remarks() {
    let copy = annotated(SENT.as_bytes(), &remarks());
    let remark = Remark { row: 3, column: Some(4), text: "面积太小".into() };
    let heading = Remark { row: 2, column: None, text: "缺少一列".into() };
    let again = annotated(&copy, &[remark, heading]);
    let shown = "B1 \"登记表\"\nA2 \"问题\\n缺少一列\"\nB2 \"企业名称\"\nC2 \"信用代码\"\nD2 \"面积\"\nA3 \"面积太小\"\nB3 \"甲\"\nC3 \"0012\"\n\
        D3 \"1\"\nB4 \"=乙\"\nD4 \"x\"";
    assert_eq!(answer(&again, Limits::default(), None), shown);
    assert!(part(&again, "xl/comments1.xml").contains("ref=\"D3\""));
    assert!(
        answer(&annotated(&again, &[]), Limits::default(), None)
            .starts_with("B1 \"登记表\"\nA2 \"问题\"\nB2")
    );
}

#[test]
fn a_copy_keeps_values_of_every_kind() {
    use crate::testing::{n, r, rows};
    let cells = [
        n("A2", 0, "1.5"),
        n("B2", 1, "46090"),
        n("C2", 2, "46090.5"),
        n("D2", 3, "0.25"),
        "<c r=\"E2\" t=\"b\"><v>1</v></c><c r=\"F2\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c><c r=\"G2\"><f>1</f></c>".to_owned(),
    ];
    let sent = rows(r(2, &cells)).formats(&[(0, ""), (14, ""), (22, ""), (21, "")]).packed();
    let shown =
        "A2 \"问题\"\nB2 1.5\nC2 2026-03-09\nD2 2026-03-09 12:00:00\nE2 06:00:00\nF2 true\nG2 \"#DIV/0!\"";
    assert_eq!(answer(&annotated(&sent, &[]), Limits::default(), None), shown);
}

#[test]
fn thousands_of_wrong_cells_are_all_named() {
    let sent: String = "企业名称,面积\n".to_owned() + &"甲,x\n".repeat(3_000);
    let remarks: Vec<Remark> =
        (2..3_002).map(|row| Remark { row, column: Some(2), text: format!("第{row}行") }).collect();
    let reading = read(sent.as_bytes(), Limits::default()).unwrap();
    let annotation = Annotation { title: "企业", heading: "问题", header_row: 1, remarks: &remarks };
    let copy = annotation.to_xlsx(reading.rows().unwrap(), noon()).unwrap();
    let shown = answer(&copy, Limits::default(), None);
    assert!(shown.ends_with("B3001 \"甲\"\nC3001 \"x\""), "{shown}");
    let notes = part(&copy, "xl/comments1.xml");
    assert_eq!(notes.matches("<comment ").count(), 1_000);
}
