//! Files that are something else, or nothing, or cut off.

use super::super::archive::{Entry, archive};
use super::super::book::{book, n, r, rows, s};
use super::{Case, case};

const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

fn compound(stream: &str) -> Vec<u8> {
    let mut bytes = COMPOUND.to_vec();
    bytes.resize(1_024, 0);
    bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(4_096, 0);
    bytes
}

fn damaged(part: &str, what: &str) -> String {
    format!("refused: Damaged {{ part: {part:?}, what: {what:?} }}")
}

fn small() -> Vec<u8> {
    rows(r(1, &[s("A1", 0), n("B1", 0, "1")])).strings(&["<t>甲</t>"]).formats(&[(14, "")]).packed()
}

pub fn all() -> Vec<Case> {
    let mut cases = vec![
        case("an empty file", "refused: Empty", Vec::new),
        case("a file over the limit", "refused: TooLarge { limit: 16777216 }", || vec![b'a'; (16 << 20) + 1]),
        case("encrypted with a password", "refused: Encrypted", || compound("EncryptedPackage")),
        case("an entry encrypted in the archive", "refused: Encrypted", || {
            let mut entries = rows("").entries();
            entries[4].flags = 1;
            archive(&entries)
        }),
        case(".xls", "refused: OldFormat", || compound("Workbook")),
        case(".xls of before 1997", "refused: OldFormat", || {
            b"\x09\x08\x08\x00\x00\x05\x05\x00\x00\x00\x00\x00".to_vec()
        }),
        case(".xlsm by its type", "refused: MacroEnabled", || {
            rows("")
                .with(|book| book.main_type = "application/vnd.ms-excel.sheet.macroEnabled.main+xml")
                .packed()
        }),
        case("macros under another name", "refused: MacroEnabled", || {
            rows("").with(|book| book.extra.push(Entry::new("xl/vbaProject.bin", b"x"))).packed()
        }),
        case("a sheet of macros of 1992", "refused: MacroEnabled", || {
            let pointers = "<Relationships><Relationship Id=\"rId1\" Type=\"http://x/xlMacrosheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
            rows("").replacing("xl/_rels/workbook.xml.rels", pointers.as_bytes())
        }),
        case(".xlsb", "refused: NotAWorkbook(BinaryWorkbook)", || {
            let root = "<Relationships><Relationship Id=\"a\" Type=\"http://x/officeDocument\" Target=\"xl/workbook.bin\"/></Relationships>";
            archive(&[
                Entry::new("_rels/.rels", root.as_bytes()),
                Entry::new("xl/workbook.bin", b"\x83\x01\0"),
            ])
        }),
        case(".ods", "refused: NotAWorkbook(OpenDocument)", || {
            let kind = Entry::stored("mimetype", b"application/vnd.oasis.opendocument.spreadsheet");
            archive(&[kind, Entry::new("content.xml", b"<office:document-content/>")])
        }),
        case(".docx", "refused: NotAWorkbook(Document)", || {
            let root = "<Relationships><Relationship Id=\"a\" Type=\"http://x/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
            archive(&[
                Entry::new("_rels/.rels", root.as_bytes()),
                Entry::new("word/document.xml", b"<w:document/>"),
            ])
        }),
        case("an archive of something else", "refused: NotAWorkbook(Archive)", || {
            archive(&[Entry::new("readme.txt", b"hello")])
        }),
        case("an archive of nothing", "refused: NotAWorkbook(Archive)", || archive(&[])),
        case("a page named .xlsx", "refused: NotAWorkbook(WebPage)", || {
            b"\xef\xbb\xbf<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table><tr><td>1</td></tr></table></html>".to_vec()
        }),
        case("a page in UTF-16", "refused: NotAWorkbook(WebPage)", || {
            "\u{feff}<!DOCTYPE html><table></table>".encode_utf16().flat_map(u16::to_le_bytes).collect()
        }),
        case("a spreadsheet of 2003 in XML", "refused: NotAWorkbook(Xml)", || {
            b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>"
                .to_vec()
        }),
        case("a picture", "refused: NotAWorkbook(Binary)", || b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
        case("a PDF", "refused: NotAWorkbook(Binary)", || b"%PDF-1.7\n1 0 obj".to_vec()),
        case("a workbook's part that is another's", "refused: NotAWorkbook(Document)", || {
            rows("").replacing("xl/workbook.xml", b"<document/>")
        }),
        case("the workbook's part is missing", damaged("xl/workbook.xml", "it is missing"), || {
            rows("").without("xl/workbook.xml")
        }),
        case("the sheet's part is missing", damaged("xl/worksheets/sheet1.xml", "it is missing"), || {
            rows("").without("xl/worksheets/sheet1.xml")
        }),
        case("pointers are missing", damaged("xl/workbook.xml", "a sheet has no part"), || {
            rows("").without("xl/_rels/workbook.xml.rels")
        }),
        case("types and root pointers are missing", "A1 1", || {
            let entries: Vec<Entry> = rows(r(1, &[n("A1", 0, "1")])).entries().split_off(2);
            archive(&entries)
        }),
        case("a sheet that is cut off", damaged("xl/worksheets/sheet1.xml", "it is cut off"), || {
            rows("").replacing("xl/worksheets/sheet1.xml", b"<worksheet><sheetData>")
        }),
        case("tags that do not match", damaged("xl/worksheets/sheet1.xml", "it is not XML"), || {
            rows("").replacing("xl/worksheets/sheet1.xml", b"<worksheet><sheetData></worksheet>")
        }),
        case("an empty part", damaged("xl/worksheets/sheet1.xml", "it is cut off"), || {
            rows("").replacing("xl/worksheets/sheet1.xml", b"")
        }),
        case("a part that is no UTF-8", damaged("xl/worksheets/sheet1.xml", "it is not XML"), || {
            rows("").replacing(
                "xl/worksheets/sheet1.xml",
                b"<worksheet><sheetData>\xff\xfe</sheetData></worksheet>",
            )
        }),
        case(
            "a merged range that is none",
            damaged("xl/worksheets/sheet1.xml", "a merged range is none"),
            || book("<mergeCells><mergeCell ref=\"B2:A1\"/></mergeCells>").packed(),
        ),
        case("a wrong bit in a part", damaged("xl/worksheets/sheet1.xml", "it cannot be unpacked"), || {
            let mut entries = rows(r(1, &[n("A1", 0, "1")])).entries();
            entries[4].packed = vec![0xff; 40];
            entries[4].packed_size = 40;
            archive(&entries)
        }),
    ];
    for tenths in 1..10 {
        cases.push(case("a file that is cut off", damaged("zip", "it has no directory"), move || {
            let bytes = small();
            bytes[..bytes.len() * tenths / 10].to_vec()
        }));
    }
    cases
}
