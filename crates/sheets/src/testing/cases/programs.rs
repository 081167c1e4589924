//! The same small table as different programs write it.

use super::super::archive::{Entry, archive};
use super::super::book::{Book, book, n, r, rows, s, t};
use super::{Case, case};
use std::io::Cursor;
use zip::write::SimpleFileOptions;

const TABLE: &str = "A1 \"企业名称\"\nB1 \"面积\"\nA2 \"甲公司\"\nB2 120.5";

/// As Excel does: shared texts, a dimension, spans, and views around the cells.
fn excel() -> Book {
    book(format!(
        "<sheetPr/><dimension ref=\"A1:B2\"/><sheetViews><sheetView tabSelected=\"1\" workbookViewId=\"0\"/></sheetViews>\
         <sheetFormatPr defaultRowHeight=\"14.25\"/><cols><col min=\"1\" max=\"1\" width=\"24\" customWidth=\"1\"/></cols>\
         <sheetData><row r=\"1\" spans=\"1:2\">{}{}</row><row r=\"2\" spans=\"1:2\">{}{}</row></sheetData>\
         <phoneticPr fontId=\"1\"/><pageMargins left=\"0.7\" right=\"0.7\" top=\"0.75\" bottom=\"0.75\" header=\"0.3\" footer=\"0.3\"/>",
        s("A1", 0),
        s("B1", 1),
        s("A2", 2),
        n("B2", 0, "120.5")
    ))
    .strings(&["<t>企业名称</t><phoneticPr fontId=\"1\"/>", "<t>面积</t>", "<t xml:space=\"preserve\">甲公司</t>"])
    .formats(&[(0, "")])
}

/// Without places: cells follow each other.
fn placeless() -> Book {
    let text = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    rows(format!(
        "<row>{}{}</row><row>{}<c><v>120.5</v></c></row>",
        text("企业名称"),
        text("面积"),
        text("甲公司")
    ))
}

fn inline() -> Book {
    rows(r(1, &[t("A1", "企业名称"), t("B1", "面积")]) + &r(2, &[t("A2", "甲公司"), n("B2", 0, "120.5")]))
}

/// As programs with an own prefix for every name.
fn prefixed() -> Book {
    rows(
        "<x:row r=\"1\"><x:c r=\"A1\" t=\"s\"><x:v>0</x:v></x:c><x:c r=\"B1\" t=\"s\"><x:v>1</x:v></x:c></x:row>\
         <x:row r=\"2\"><x:c r=\"A2\" t=\"s\"><x:v>2</x:v></x:c><x:c r=\"B2\"><x:v>120.5</x:v></x:c></x:row>",
    )
    .strings(&["<x:t>企业名称</x:t>", "<x:t>面积</x:t>", "<x:t>甲公司</x:t>"])
    .with(|book| {
        let data = book.sheets[0].2.replace("sheetData", "x:sheetData");
        book.sheets[0].2 = data;
        book.prefix = "x:";
    })
}

/// Packed by a program that expects more than four gigabytes.
fn zip64() -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for entry in excel().entries() {
        writer
            .start_file(entry.name.as_str(), SimpleFileOptions::default().large_file(true))
            .expect("memory takes it");
        let mut content = flate2::read::DeflateDecoder::new(&entry.packed[..]);
        std::io::copy(&mut content, &mut writer).expect("memory takes it");
    }
    writer.finish().expect("memory takes it").into_inner()
}

pub fn all() -> Vec<Case> {
    vec![
        case("Excel", TABLE, || excel().packed()),
        case("Excel, strict namespaces", TABLE, || excel().with(|book| book.strict = true).packed()),
        case("absolute targets", TABLE, || excel().with(|book| book.absolute = true).packed()),
        case("a prefix before every name", TABLE, || prefixed().packed()),
        case("WPS: an own part of settings, results of formulas as texts", TABLE, || {
            let sheet = "<row r=\"1\" spans=\"1:2\"><c r=\"A1\" t=\"str\"><v>企业名称</v></c><c r=\"B1\" t=\"str\"><v>面积</v></c></row>\
                         <row r=\"2\" spans=\"1:2\"><c r=\"A2\" t=\"str\"><v>甲公司</v></c><c r=\"B2\" s=\"0\"><v>120.5</v></c></row>";
            rows(sheet)
                .with(|book| book.extra.push(Entry::new("docProps/custom.xml", b"<Properties/>")))
                .packed()
        }),
        case(
            "LibreOffice: kinds on every cell, styles on blank columns, a footer of settings",
            TABLE,
            || {
                let sheet = "<sheetPr filterMode=\"false\"><pageSetUpPr fitToPage=\"false\"/></sheetPr><dimension ref=\"A1:B2\"/>\
                <cols><col collapsed=\"false\" customWidth=\"false\" hidden=\"false\" outlineLevel=\"0\" max=\"16384\" min=\"1\" style=\"0\" width=\"11.5\"/></cols>\
                <sheetData><row r=\"1\" customFormat=\"false\" ht=\"12.8\" hidden=\"false\" customHeight=\"false\" outlineLevel=\"0\" collapsed=\"false\">\
                <c r=\"A1\" s=\"0\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"0\" t=\"s\"><v>1</v></c></row>\
                <row r=\"2\" hidden=\"false\"><c r=\"A2\" s=\"0\" t=\"s\"><v>2</v></c><c r=\"B2\" s=\"0\" t=\"n\"><v>120.5</v></c></row></sheetData>\
                <printOptions headings=\"false\"/><headerFooter differentFirst=\"false\"><oddHeader>&amp;C&amp;A</oddHeader></headerFooter>";
                let text = |text: &str| format!("<t xml:space=\"preserve\">{text}</t>");
                let strings = [text("企业名称"), text("面积"), text("甲公司")];
                book(sheet)
                    .strings(&strings.each_ref().map(String::as_str))
                    .formats(&[(164, "General")])
                    .packed()
            },
        ),
        case("no places on cells and rows", TABLE, || placeless().packed()),
        case("texts in the cells and no part of shared ones", TABLE, || inline().packed()),
        case("sizes behind the content, as programs write that stream", TABLE, || {
            let mut entries = excel().entries();
            entries.iter_mut().for_each(|entry| entry.trailing = true);
            archive(&entries)
        }),
        case("openpyxl: a kind on every cell", TABLE, || {
            let text = |place: &str, text: &str| {
                format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
            };
            let cells = [text("A2", "甲公司"), "<c r=\"B2\" s=\"0\" t=\"n\"><v>120.5</v></c>".to_owned()];
            let blank = "<row r=\"3\"><c r=\"A3\" t=\"n\"></c><c r=\"B3\" t=\"inlineStr\"></c></row>";
            rows(r(1, &[text("A1", "企业名称"), text("B1", "面积")]) + &r(2, &cells) + blank)
                .formats(&[(0, "")])
                .packed()
        }),
        case("sizes of 64 bits, as programs in Java write them", TABLE, zip64),
        case("stored, not packed", TABLE, || {
            let entries: Vec<Entry> = inline()
                .entries()
                .iter()
                .map(|entry| {
                    let mut content = Vec::new();
                    let mut decoder = flate2::read::DeflateDecoder::new(&entry.packed[..]);
                    std::io::Read::read_to_end(&mut decoder, &mut content).expect("memory takes it");
                    Entry::stored(&entry.name, &content)
                })
                .collect();
            archive(&entries)
        }),
        case("backslashes in the archive and names in other case", TABLE, || {
            let mut entries = excel().entries();
            entries.iter_mut().for_each(|entry| {
                entry.name =
                    entry.name.replace('/', "\\").replace("workbook", "Workbook").replace("sheet1", "Sheet1");
            });
            archive(&entries)
        }),
        case("a mark of UTF-8 before the XML", TABLE, || {
            let book = inline();
            let inner = format!(
                "<sheetData>{}</sheetData>",
                "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>企业名称</t></is></c>\
                <c r=\"B1\" t=\"inlineStr\"><is><t>面积</t></is></c></row><row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>甲公司</t></is></c>\
                <c r=\"B2\"><v>120.5</v></c></row>"
            );
            book.replacing(
                "xl/worksheets/sheet1.xml",
                format!("\u{feff}<worksheet>{inner}</worksheet>").as_bytes(),
            )
        }),
        case("the workbook's part in another folder", TABLE, || {
            let mut entries = excel().entries();
            for entry in &mut entries {
                entry.name = entry.name.replace("xl/", "office/");
            }
            let root = "<Relationships><Relationship Id=\"a\" Type=\"http://x/officeDocument\" Target=\"./office/workbook.xml\"/></Relationships>";
            entries[1] = Entry::new("_rels/.rels", root.as_bytes());
            archive(&entries)
        }),
    ]
}
