//! What stands in cells.

use super::super::book::{book, n, r, rows, s, t};
use super::{Case, case};

fn one(cell: &str) -> Vec<u8> {
    rows(format!("<row r=\"1\">{cell}</row>")).packed()
}

fn shared(text: &'static str) -> Vec<u8> {
    rows(r(1, &[s("A1", 0)])).strings(&[text]).packed()
}

pub fn all() -> Vec<Case> {
    vec![
        case("numbers stored as text stay text", "A1 \"13800000000\"\nB1 \"0012\"", || {
            rows(r(1, &[t("A1", "13800000000"), t("B1", "0012")])).packed()
        }),
        case("full-width digits are kept by the reader", "A1 \"２０２６\"", || one(&t("A1", "２０２６"))),
        case("numbers in every notation", "A1 13800000000\nB1 0.1\nC1 -5\nD1 0.000001\nE1 1000", || {
            rows(r(
                1,
                &[
                    n("A1", 0, "1.38E+10"),
                    n("B1", 0, "0.10000000000000001"),
                    n("C1", 0, "-5"),
                    n("D1", 0, "1e-6"),
                    n("E1", 0, " 1000 "),
                ],
            ))
            .packed()
        }),
        case("leading zeros that a format shows", "A1 \"001234\"\nB1 1234567\nC1 12.5", || {
            let cells = [n("A1", 0, "1234"), n("B1", 0, "1234567"), n("C1", 0, "12.5")];
            rows(r(1, &cells)).formats(&[(164, "000000")]).packed()
        }),
        case("a text that forgot to say so", "A1 \"十二\"\nB1 \"NaN\"\nC1 \"inf\"\nD1 \"1e999\"", || {
            rows(r(1, &[n("A1", 0, "十二"), n("B1", 0, "NaN"), n("C1", 0, "inf"), n("D1", 0, "1e999")]))
                .packed()
        }),
        case("truths", "A1 true\nB1 false", || {
            one("<c r=\"A1\" t=\"b\"><v>1</v></c><c r=\"B1\" t=\"b\"><v>0</v></c>")
        }),
        case(
            "formulas with their results",
            "A1 calculated 3\nB1 calculated \"甲乙\"\nC1 calculated true\nD1 calculated 7",
            || {
                one(
                    "<c r=\"A1\"><f>1+2</f><v>3</v></c><c r=\"B1\" t=\"str\"><f>\"甲\"&amp;\"乙\"</f><v>甲乙</v></c>\
                     <c r=\"C1\" t=\"b\"><f>TRUE()</f><v>1</v></c><c r=\"D1\"><f t=\"shared\" si=\"0\"/><v>7</v></c>",
                )
            },
        ),
        case("formulas without a result", "A1 calculated nothing\nB1 calculated nothing", || {
            one("<c r=\"A1\"><f>1+2</f></c><c r=\"B1\"><f>1+2</f><v></v></c>")
        }),
        case("formulas that fail", "A1 calculated #N/A\nB1 calculated #DIV/0!\nC1 #REF!", || {
            one(
                "<c r=\"A1\" t=\"e\"><f>NA()</f><v>#N/A</v></c><c r=\"B1\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>\
                 <c r=\"C1\" t=\"e\"><v>#REF!</v></c>",
            )
        }),
        case("a command in a formula is nothing but its result", "A1 calculated #REF!", || {
            one("<c r=\"A1\" t=\"e\"><f>cmd|'/C calc'!A0</f><v>#REF!</v></c>")
        }),
        case("links to other files are not followed", "A1 calculated 5", || {
            let link = "<Relationships><Relationship Id=\"rId1\" Type=\"http://x/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
                <Relationship Id=\"rId9\" Type=\"http://x/sharedStrings\" Target=\"http://198.51.100.1/s.xml\" TargetMode=\"External\"/>\
                <Relationship Id=\"rId8\" Type=\"http://x/externalLink\" Target=\"file:///etc/passwd\" TargetMode=\"External\"/></Relationships>";
            rows("<row r=\"1\"><c r=\"A1\"><f>[1]Sheet1!A1</f><v>5</v></c></row>")
                .replacing("xl/_rels/workbook.xml.rels", link.as_bytes())
        }),
        case("a text of several looks", "A1 \"甲 乙丙\"", || {
            shared("<r><rPr><b/></rPr><t xml:space=\"preserve\">甲 </t></r><r><t>乙</t></r><r><t>丙</t></r>")
        }),
        case("how a text is pronounced is left out", "A1 \"東京\"", || {
            shared("<t>東京</t><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh><phoneticPr fontId=\"1\"/>")
        }),
        case("several looks within the cell", "A1 \"甲乙\"", || {
            one("<c r=\"A1\" t=\"inlineStr\"><is><r><t>甲</t></r><r><rPr><i/></rPr><t>乙</t></r></is></c>")
        }),
        case("spaces are kept", "A1 \"  甲  \"\nB1 \" \"", || {
            rows(r(1, &[s("A1", 0), s("B1", 1)]))
                .strings(&["<t xml:space=\"preserve\">  甲  </t>", "<t xml:space=\"preserve\"> </t>"])
                .packed()
        }),
        case("line ends in every way", "A1 \"甲\\n乙\\n丙\\n丁\\n戊\"", || {
            shared("<t>甲\r\n乙&#10;丙_x000D_\n丁_x000a_戊</t>")
        }),
        case("escapes of characters XML cannot hold", "A1 \"a_x0041_b\"\nB1 \"甲乙\"\nC1 \"_x00\"", || {
            rows(r(1, &[s("A1", 0), s("B1", 1), s("C1", 2)]))
                .strings(&["<t>a_x005F_x0041_b</t>", "<t>甲_x0000__x0007_乙</t>", "<t>_x00</t>"])
                .packed()
        }),
        case("references, unparsed text, comments within", "A1 \"<甲&乙>\\\"'一\"", || {
            shared("<t>&lt;甲&amp;<![CDATA[乙>]]><!-- no -->&quot;&apos;&#x4e00;</t>")
        }),
        case("tags that are not a cell's", "A1 \"甲\"", || {
            one(
                "<c r=\"A1\" t=\"inlineStr\" xr:uid=\"x\"><is><t>甲</t></is><extLst><ext><v>9</v></ext></extLst></c><extLst><c r=\"B1\"><v>1</v></c></extLst>",
            )
        }),
        case("cells of the same names in an extension", "A1 1", || {
            book(
                "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>\
                  <extLst><ext><sheetData><row r=\"2\"><c r=\"A2\"><v>2</v></c></row></sheetData></ext></extLst>",
            )
            .packed()
        }),
        case(
            "a shared text that is not there",
            "refused: Damaged { part: \"xl/worksheets/sheet1.xml\", what: \"a cell's text is missing\" }",
            || rows(r(1, &[s("A1", 1)])).strings(&["<t>甲</t>"]).packed(),
        ),
        case(
            "a kind nobody knows",
            "refused: Damaged { part: \"xl/worksheets/sheet1.xml\", what: \"a cell is of no known kind\" }",
            || one("<c r=\"A1\" t=\"z\"><v>1</v></c>"),
        ),
        case("an empty text is nothing", "B1 1", || {
            one("<c r=\"A1\" t=\"inlineStr\"><is><t/></is></c><c r=\"B1\"><v>1</v></c>")
        }),
    ]
}
