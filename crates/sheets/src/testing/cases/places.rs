//! Where things stand: far cells, lying dimensions, merged and hidden ones, sheets.

use super::super::book::{book, n, r, rows, t};
use super::{Case, case};

const ORDER: &str =
    "refused: Damaged { part: \"xl/worksheets/sheet1.xml\", what: \"its rows are out of order\" }";
const PLACE: &str =
    "refused: Damaged { part: \"xl/worksheets/sheet1.xml\", what: \"a cell is not where it says\" }";

fn sized(dimension: &str) -> Vec<u8> {
    let cells = r(1, &[t("A1", "甲"), t("B1", "乙")]) + &r(2, &[n("A2", 0, "1"), n("B2", 0, "2")]);
    book(format!("<dimension ref=\"{dimension}\"/><sheetData>{cells}</sheetData>")).packed()
}

pub fn all() -> Vec<Case> {
    let small = "A1 \"甲\"\nB1 \"乙\"\nA2 1\nB2 2";
    vec![
        case("a far cell", "A1 1\nXFD1048576 \"远\"", || {
            rows(r(1, &[n("A1", 0, "1")]) + &r(1_048_576, &[t("XFD1048576", "远")])).packed()
        }),
        case("a far cell beyond a limit", "A1 1\nrefused: TooManyColumns { row: 1048576, limit: 100 }", || {
            rows(r(1, &[n("A1", 0, "1")]) + &r(1_048_576, &[t("XFD1048576", "远")])).packed()
        })
        .within(|limits| limits.columns = 100),
        case("a dimension that is too large", small, || sized("A1:XFD1048576")),
        case("a dimension that is too small", small, || sized("A1")),
        case("a dimension that is none", small, || sized("甲:乙")),
        case("a cell beyond the sheet", PLACE, || rows(r(1, &[t("XFE1", "x")])).packed()),
        case("a row beyond the sheet", ORDER, || rows("<row r=\"1048577\"><c><v>1</v></c></row>").packed()),
        case("a row of an endless number", "refused: Damaged { part: \"xl/worksheets/sheet1.xml\", what: \"a row has no number\" }", || {
            rows("<row r=\"99999999999999999999\"><c><v>1</v></c></row>").packed()
        }),
        case("a cell in another row than it says", PLACE, || rows(r(2, &[t("A3", "x")])).packed()),
        case("the same row twice", "A1 1\n".to_owned() + ORDER, || {
            rows(r(1, &[n("A1", 0, "1")]) + &r(1, &[n("A1", 0, "2")])).packed()
        }),
        case("cells out of order", "A1 1\nB1 2", || rows(r(1, &[n("B1", 0, "2"), n("A1", 0, "1")])).packed()),
        case("two cells in one place", "refused: Damaged { part: \"xl/worksheets/sheet1.xml\", what: \"two cells have one place\" }", || {
            rows(r(1, &[n("B1", 0, "2"), n("B1", 0, "1")])).packed()
        }),
        case("merged cells", "A1 \"名单\"\nA2 \"甲\"\nC2 \"乙\"\nA3 1\nmerged A1:C1\nmerged A2:B2", || {
            let cells = r(1, &[t("A1", "名单"), "<c r=\"B1\" s=\"1\"/><c r=\"C1\" s=\"1\"/>".into()])
                + &r(2, &[t("A2", "甲"), t("C2", "乙")])
                + &r(3, &[n("A3", 0, "1")]);
            let merged = "<mergeCells count=\"2\"><mergeCell ref=\"A1:C1\"/><mergeCell ref=\"A2:B2\"/></mergeCells>";
            book(format!("<sheetData>{cells}</sheetData>{merged}")).packed()
        }),
        case("blank formatted rows", "A1 1\nA5000 2", || {
            let blank: String = (2..5_000)
                .map(|row| format!("<row r=\"{row}\" s=\"1\" customFormat=\"1\"><c r=\"A{row}\" s=\"1\"/><c r=\"B{row}\" s=\"1\"/></row>"))
                .collect();
            rows(r(1, &[n("A1", 0, "1")]) + &blank + &r(5_000, &[n("A5000", 0, "2")])).packed()
        })
        .within(|limits| limits.rows = 2),
        case("hidden rows and columns", "A1 1\nhidden row 2\nA2 2\nhidden columns 2-3\nhidden columns 5-16384", || {
            book(
                "<cols><col min=\"1\" max=\"1\" width=\"9\"/><col min=\"2\" max=\"3\" hidden=\"1\"/><col min=\"5\" max=\"99999\" hidden=\"true\"/></cols>\
                 <sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\" hidden=\"1\"><c r=\"A2\"><v>2</v></c></row>\
                 <row r=\"3\" hidden=\"1\"/></sheetData>",
            )
            .packed()
        }),
        case("the first visible sheet", "hidden sheet Sheet1\nhidden sheet 深\nA1 2", || {
            let one = |number: &str| format!("<sheetData><row r=\"1\"><c r=\"A1\"><v>{number}</v></c></row></sheetData>");
            book(one("1"))
                .with(|book| book.sheets[0].1 = "hidden")
                .sheet("深", "veryHidden", &one("9"))
                .sheet("表", "visible", &one("2"))
                .sheet("后", "visible", &one("3"))
                .packed()
        }),
        case("a sheet by its name", "A1 3", || {
            let one = |number: &str| format!("<sheetData><row r=\"1\"><c r=\"A1\"><v>{number}</v></c></row></sheetData>");
            book(one("1")).sheet("数据", "visible", &one("3")).packed()
        })
        .sheet("数据"),
        case("a sheet that is not there", "refused: NoSuchSheet(\"数据\")", || rows("").packed()).sheet("数据"),
        case("hidden sheets alone", "hidden sheet Sheet1\nrefused: NoSheet", || {
            rows("").with(|book| book.sheets[0].1 = "hidden").packed()
        }),
        case("a sheet that is a chart is passed over", "A1 2", || {
            let pointers = "<Relationships><Relationship Id=\"rId1\" Type=\"http://x/chartsheet\" Target=\"worksheets/sheet1.xml\"/>\
                <Relationship Id=\"rId2\" Type=\"http://x/worksheet\" Target=\"worksheets/sheet2.xml\"/></Relationships>";
            book("<sheetData/>")
                .sheet("表", "visible", "<sheetData><row r=\"1\"><c r=\"A1\"><v>2</v></c></row></sheetData>")
                .replacing("xl/_rels/workbook.xml.rels", pointers.as_bytes())
        }),
        case("no sheets", "refused: NoSheet", || rows("").with(|book| book.sheets.clear()).packed()),
        case("an empty sheet", "", || rows("").packed()),
        case("too many rows", "A1 1\nA2 2\nrefused: TooManyRows { limit: 2 }", || {
            rows((1..=9).map(|row| r(row, &[n(&format!("A{row}"), 0, &row.to_string())])).collect::<String>()).packed()
        })
        .within(|limits| limits.rows = 2),
        case("too many cells", "A1 1\nB1 1\nrefused: TooManyCells { limit: 3 }", || {
            rows((1..=9).map(|row| r(row, &[n(&format!("A{row}"), 0, "1"), n(&format!("B{row}"), 0, "1")])).collect::<String>())
                .packed()
        })
        .within(|limits| limits.cells = 3),
    ]
}
