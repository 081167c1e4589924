//! Tables that are sent in: whatever the bytes are, reading ends, and what is handed out is sound and within limits.

use sheets::{Asked, Limits, Reading, Value, Wanted, Width};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Small limits, so that a fuzzer spends its time on structures.
fn limits() -> Limits {
    Limits {
        bytes: 1 << 20,
        unpacked: 4 << 20,
        strings: 1 << 20,
        rows: 500,
        cells: 5_000,
        texts: 1 << 20,
        ..Limits::default()
    }
}

/// The first byte says what the others are: a whole file, or one part of a workbook that is packed here, because nobody finds an
/// archive's checksums by chance.
pub fn sheets(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    match first {
        b'1' => judge(&packed("xl/worksheets/sheet1.xml", rest)),
        b'2' => judge(&packed("xl/sharedStrings.xml", rest)),
        b'3' => judge(&packed("xl/styles.xml", rest)),
        b'4' => judge(&packed("xl/workbook.xml", rest)),
        b'5' => judge(&packed("xl/_rels/workbook.xml.rels", rest)),
        _ => judge(rest),
    }
}

fn judge(bytes: &[u8]) {
    let Ok(reading) = sheets::read(bytes, limits()) else { return };
    rows(&reading);
    let wanted = [
        Wanted::new("name", "企业名称", Asked::Text).or("A").required(),
        Wanted::new("day", "日期", Asked::Day).or("B"),
    ];
    let Ok(rows) = reading.rows() else { return };
    let Ok(table) = sheets::headed(rows, &wanted, Some("示例")) else { return };
    for line in table.map_while(Result::ok) {
        let name = line.get("name");
        if let Ok(Some(text)) = name.text(Width::Half) {
            assert!(!text.is_empty() && !name.is_blank(), "a blank cell is nothing");
        }
        let _ = (name.whole(), name.decimal(4), name.choice(&["甲"]), line.get("day").day());
    }
}

fn rows(reading: &Reading<'_>) {
    let Ok(rows) = reading.rows() else { return };
    let (mut last, mut count) = (0, 0);
    for row in rows.map_while(Result::ok) {
        count += 1;
        assert!(row.number > last && row.number <= 1_048_576 && count <= limits().rows, "row {}", row.number);
        last = row.number;
        assert!(!row.cells.is_empty(), "row {last} is blank");
        assert!(row.cells.is_sorted_by(|one, other| one.column < other.column), "row {last} is out of order");
        for cell in &row.cells {
            assert!((1..=16_384).contains(&cell.column), "column {}", cell.column);
            match &cell.value {
                Value::Text(text) | Value::Error(text) => {
                    let hidden = text.contains(|c: char| c.is_control() && !matches!(c, '\t' | '\n'));
                    assert!(!hidden && text.len() <= limits().text, "{text:?}");
                }
                Value::Number(number) => assert!(number.is_finite()),
                Value::Empty => assert!(cell.formula, "an empty cell is handed out"),
                _ => {}
            }
        }
    }
}

/// A workbook with one part's content replaced.
fn packed(part: &str, content: &[u8]) -> Vec<u8> {
    const PARTS: [(&str, &str); 6] = [
        (
            "_rels/.rels",
            "<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
        ),
        (
            "xl/workbook.xml",
            "<workbook><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"a\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
             <Relationship Id=\"b\" Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/>\
             <Relationship Id=\"c\" Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>",
        ),
        (
            "xl/worksheets/sheet1.xml",
            "<worksheet><sheetData><row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row>\
             <row><c t=\"s\"><v>1</v></c><c s=\"1\"><v>46090.5</v></c></row></sheetData></worksheet>",
        ),
        ("xl/sharedStrings.xml", "<sst><si><t>A</t></si><si><t>B</t></si></sst>"),
        ("xl/styles.xml", "<styleSheet><cellXfs><xf/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, own) in PARTS {
        archive.start_file(name, stored).expect("memory takes every part");
        archive
            .write_all(if name == part { content } else { own.as_bytes() })
            .expect("memory takes every part");
    }
    archive.finish().expect("memory takes every part").into_inner()
}
