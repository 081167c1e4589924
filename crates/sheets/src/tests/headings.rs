//! Tables under headings: found wherever and in whatever order they stand.

use crate::testing::{book, n, r, rows, t};
use crate::{Asked, Headed, Limits, Line, Reading, Reason, Unheaded, Wanted, Width, headed, read};

fn wanted() -> Vec<Wanted> {
    vec![
        Wanted::new("name", "企业名称", Asked::Text).or("公司名称").or("Enterprise").required(),
        Wanted::new("code", "统一社会信用代码", Asked::Code).or("信用代码").required(),
        Wanted::new("area", "面积（㎡）", Asked::Decimal { places: 2 }).or("面积"),
        Wanted::new("since", "入驻日期", Asked::Day),
        Wanted::new("kind", "类型", Asked::Choice(vec!["生产".into(), "贸易".into()])),
    ]
}

fn table<'a>(reading: &'a Reading<'_>) -> Headed<'a> {
    headed(reading.rows().unwrap(), &wanted(), Some("示例")).unwrap()
}

fn lines(text: &str) -> (crate::Header, Vec<Line>) {
    let reading = read(text.as_bytes(), Limits::default()).unwrap();
    let table = table(&reading);
    (table.header().clone(), table.map(Result::unwrap).collect())
}

fn name(line: &Line) -> Option<String> {
    line.get("name").text(Width::Keep).unwrap()
}

#[test]
fn headings_stand_below_titles_in_any_order_under_any_accepted_name() {
    let (header, lines) = lines(
        "园区企业登记表,\n填表前请阅读说明，带*的为必填,\n\n面积(m2),Ｅnterprise*,信用代码（必填）,备注\n1,甲,2,x\n",
    );
    assert_eq!(header.row, 4);
    assert!(header.is_sound());
    assert_eq!(header.address("name").unwrap().to_string(), "B4");
    assert_eq!(header.address("since"), None);
    let unknown: Vec<String> = header.unknown.iter().map(|(place, text)| format!("{place} {text}")).collect();
    assert_eq!(unknown, ["D4 备注"]);
    assert_eq!(lines.len(), 1);
    assert_eq!((lines[0].number(), name(&lines[0]).as_deref()), (5, Some("甲")));
    assert_eq!(lines[0].get("area").decimal(2), Ok(Some(100)));
    assert!(lines[0].get("since").is_blank() && lines[0].get("since").address.is_none());
}

#[test]
fn missing_and_doubled_columns_are_told() {
    let (header, lines) = lines("企业名称,面积,公司名称\n甲,1,乙\n");
    assert!(!header.is_sound());
    assert_eq!(header.missing, ["code"]);
    let (key, places) = &header.duplicate[0];
    assert_eq!((key.as_str(), places.len(), places[1].to_string().as_str()), ("name", 2, "C1"));
    assert_eq!(name(&lines[0]).as_deref(), Some("甲"));
}

#[test]
fn a_table_without_headings_is_told() {
    for (text, searched) in [("甲,2\n乙,3\n", 2), ("企业名称\n甲\n", 2)] {
        let reading = read(text.as_bytes(), Limits::default()).unwrap();
        let found = headed(reading.rows().unwrap(), &wanted(), None).err();
        assert_eq!(found, Some(Unheaded::NoHeader { searched }));
    }
    let far = "x,\n".repeat(20) + "企业名称,面积\n";
    let reading = read(far.as_bytes(), Limits::default()).unwrap();
    assert!(headed(reading.rows().unwrap(), &wanted(), None).is_err());
}

#[test]
fn blank_rows_are_passed_over_and_examples_told() {
    let (_, lines) = lines("企业名称,面积\n示例：甲公司,1\n , \n\u{3000},\n乙,\n,\n,7\n丙示例,\n");
    let told: Vec<(u32, bool)> = lines.iter().map(|line| (line.number(), line.is_example())).collect();
    assert_eq!(told, [(2, true), (5, false), (7, false), (8, false)]);
}

#[test]
fn cells_are_what_was_asked_for_or_say_why_not() {
    let cells =
        [t("A1", "企业名称"), t("B1", "信用代码"), t("C1", "面积"), t("D1", "入驻日期"), t("E1", "类型")];
    let file = rows(
        r(1, &cells)
            + &r(
                2,
                &[
                    t("A2", " 甲 "),
                    n("B2", 0, "914600001234567"),
                    t("C2", "１，２００．５"),
                    n("D2", 1, "46090"),
                    t("E2", " 贸易"),
                ],
            )
            + &r(
                3,
                &[
                    n("A3", 0, "13800000000"),
                    n("B3", 0, "914600001234567000"),
                    t("C3", "1.234"),
                    t("D3", "2026年2月30日"),
                    t("E3", "其他"),
                ],
            )
            + &r(
                4,
                &[
                    "<c r=\"A4\" t=\"e\"><f>NA()</f><v>#N/A</v></c>".into(),
                    t("B4", "９１４６ＡＢ"),
                    "<c r=\"C4\"><f>1</f></c>".into(),
                ],
            )
            + &r(5, &[n("C5", 1, "46090"), n("D5", 0, "20260309"), n("E5", 0, "1")])
            + &r(6, &[n("C6", 0, "0.30000000000000004"), n("D6", 2, "46090.5")]),
    )
    .formats(&[(0, ""), (14, ""), (22, "")])
    .packed();
    let reading = read(&file, Limits::default()).unwrap();
    let lines: Vec<Line> = table(&reading).map(Result::unwrap).collect();
    let day = chrono::NaiveDate::from_ymd_opt(2026, 3, 9);
    let kinds = ["生产", "贸易"];

    assert_eq!(name(&lines[0]).as_deref(), Some("甲"));
    assert_eq!(lines[0].get("code").text(Width::Half), Ok(Some("914600001234567".into())));
    assert_eq!(lines[0].get("area").decimal(2), Ok(Some(120_050)));
    assert_eq!(lines[0].get("area").whole(), Err(Reason::NotWhole));
    assert_eq!(lines[0].get("since").day(), Ok(day));
    assert_eq!(lines[0].get("kind").choice(&kinds), Ok(Some(1)));

    assert_eq!(name(&lines[1]).as_deref(), Some("13800000000"));
    assert_eq!(lines[1].get("code").text(Width::Half), Err(Reason::Rounded));
    assert_eq!(lines[1].get("area").decimal(2), Err(Reason::TooManyPlaces { places: 2 }));
    assert_eq!(lines[1].get("since").day(), Err(Reason::NoSuchDay));
    assert_eq!(lines[1].get("kind").choice(&kinds), Err(Reason::NotAChoice));
    assert_eq!(lines[1].get("since").address.unwrap().to_string(), "D3");

    assert_eq!(lines[2].get("name").text(Width::Keep), Err(Reason::Failed("#N/A".into())));
    assert_eq!(lines[2].get("code").text(Width::Half), Ok(Some("9146AB".into())));
    assert_eq!(lines[2].get("code").text(Width::Keep), Ok(Some("９１４６ＡＢ".into())));
    assert_eq!(lines[2].get("area").decimal(2), Err(Reason::NotCalculated));
    assert!(lines[2].get("area").formula && lines[2].get("since").day() == Ok(None));

    assert_eq!(lines[3].get("area").decimal(2), Err(Reason::NotANumber));
    assert_eq!(lines[3].get("since").day(), Ok(day));
    assert_eq!(lines[3].get("kind").choice(&kinds), Err(Reason::NotAChoice));

    assert_eq!(lines[4].get("area").decimal(2), Ok(Some(30)));
    assert_eq!(lines[4].get("since").day(), Err(Reason::HasTime));
}

#[test]
fn what_a_row_shows_is_told_after_the_headings() {
    let file = book("<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>企业名称</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>面积</t></is></c></row>\
        <row r=\"2\" hidden=\"1\"><c r=\"A2\"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref=\"A2:B2\"/></mergeCells>")
    .packed();
    let reading = read(&file, Limits::default()).unwrap();
    let mut table = table(&reading);
    assert!(table.next().unwrap().unwrap().hidden() && table.next().is_none());
    assert_eq!(table.merged().len(), 1);
    let cut = book("<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>企业名称</t></is></c></row><row r=\"1\"/></sheetData>").packed();
    let reading = read(&cut, Limits::default()).unwrap();
    assert!(matches!(headed(reading.rows().unwrap(), &wanted(), None), Err(Unheaded::Unreadable(_))));
}
