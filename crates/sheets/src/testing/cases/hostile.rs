//! Files that are made to harm.

use super::super::archive::{Entry, archive};
use super::super::book::{Book, book, n, r, rows, s, t};
use super::{Case, case};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

const SHEET: &str = "xl/worksheets/sheet1.xml";

fn plain() -> Book {
    rows(r(1, &[n("A1", 0, "1")]))
}

/// The plain workbook with its sheet's entry changed.
fn spoilt(change: impl FnOnce(&mut Entry)) -> Vec<u8> {
    let mut entries = plain().entries();
    change(entries.iter_mut().find(|entry| entry.name == SHEET).expect("the sheet"));
    archive(&entries)
}

fn with(extra: Vec<Entry>) -> Vec<u8> {
    plain().with(|book| book.extra = extra).packed()
}

fn inner(xml: &str) -> Vec<u8> {
    plain().replacing(SHEET, xml.as_bytes())
}

/// Long texts that packing cannot explain away.
pub fn long_texts(count: u64) -> Vec<String> {
    let text = |seed| {
        let mut chance = StdRng::seed_from_u64(seed);
        let signs = (0..30_000).map(|_| char::from_u32(0x4e00 + chance.random_range(0..16)).unwrap_or('甲'));
        format!("<t>{}</t>", signs.collect::<String>())
    };
    (0..count).map(text).collect()
}

pub fn all() -> Vec<Case> {
    vec![
        case("a bomb that says what it is", "refused: TooMuchInside { limit: 134217728 }", || {
            spoilt(|entry| entry.size = 4_000_000_000)
        }),
        case("a bomb of many parts", "refused: TooMuchInside { limit: 134217728 }", || {
            let part =
                |at: usize| Entry { size: 4 << 20, ..Entry::new(format!("xl/media/{at}.xml"), b"<a/>") };
            with((0..100).map(part).collect())
        }),
        case("a bomb under the limit", "refused: Tampered(Ratio)", || {
            with(vec![Entry { size: 100 << 20, ..Entry::new("xl/media/1.xml", &[0; 10_000]) }])
        }),
        case("a part that is larger than it says", "refused: Tampered(Size)", || {
            let cells = r(1, &[n("A1", 0, "1")]) + &" ".repeat(8 << 20);
            let mut entries = rows(cells).entries();
            entries[4].size = 500;
            archive(&entries)
        }),
        case("a part that is smaller than it says", "A1 1\nrefused: Tampered(Size)", || {
            spoilt(|entry| entry.size += 1)
        }),
        case("a wrong checksum", "A1 1\nrefused: Tampered(Size)", || spoilt(|entry| entry.crc ^= 1)),
        case("archives in an archive are not opened", "A1 1", || {
            let mut nested = archive(&[Entry::new("0", &[0; 1 << 20])]);
            for depth in 1..6 {
                nested = archive(&[Entry::stored(depth.to_string(), &nested)]);
            }
            with(vec![Entry::stored("xl/embeddings/1.zip", &nested)])
        }),
        case("too many parts", "refused: Tampered(Parts)", || {
            let part = |at: usize| Entry::stored(at.to_string(), b"");
            archive(&(0..3_000).map(part).collect::<Vec<_>>())
        }),
        case("overlapping parts", "refused: Tampered(Overlap)", || {
            let mut entries = plain().entries();
            let sheet = entries[4].clone();
            let begins =
                entries[..4].iter().map(|entry| 30 + entry.name.len() + entry.packed.len()).sum::<usize>();
            entries.push(Entry {
                name: "xl/other.xml".into(),
                packed: vec![],
                begins: Some(begins as u32),
                ..sheet
            });
            archive(&entries)
        }),
        case("a part that reaches into the directory", "refused: Tampered(Overlap)", || {
            spoilt(|entry| entry.packed_size += 60)
        }),
        case(
            "a part beyond the end",
            "refused: Damaged { part: \"zip\", what: \"a part lies outside of the file\" }",
            || spoilt(|entry| entry.begins = Some(1 << 30)),
        ),
        case("a link", "refused: Tampered(Link)", || {
            let link = Entry::stored("xl/worksheets/sheet2.xml", b"/etc/passwd");
            with(vec![Entry { attributes: 0o120_777 << 16, ..link }])
        }),
        case(
            "pointers that lead out stay within",
            "refused: Damaged { part: \"etc/passwd\", what: \"it is missing\" }",
            || {
                let pointers = "<Relationships><Relationship Id=\"rId1\" Type=\"x/worksheet\" Target=\"../../../../etc/passwd\"/></Relationships>";
                plain().replacing("xl/_rels/workbook.xml.rels", pointers.as_bytes())
            },
        ),
        case("links that run something are nothing", "A1 1", || {
            book(
                "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>\
                  <hyperlinks><hyperlink ref=\"A1\" location=\"javascript:alert(1)\"/></hyperlinks><legacyDrawing r:id=\"rId7\"/>",
            )
            .packed()
        }),
        case(
            "XML in UTF-16",
            "refused: Damaged { part: \"xl/worksheets/sheet1.xml\", what: \"it is cut off\" }",
            || {
                let xml = "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-16\"?><worksheet/>";
                plain().replacing(SHEET, &xml.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>())
            },
        ),
        case("the same name twice", "refused: Tampered(Duplicate)", || {
            with(vec![Entry::new(SHEET, b"<worksheet/>")])
        }),
        case("the same name in another case", "refused: Tampered(Duplicate)", || {
            with(vec![Entry::new(SHEET.to_uppercase(), b"<worksheet/>")])
        }),
        case("a name that leads out", "refused: Tampered(Path)", || {
            with(vec![Entry::new("xl/../../etc/passwd", b"x")])
        }),
        case("a name that leads out with backslashes", "refused: Tampered(Path)", || {
            with(vec![Entry::new("..\\..\\x", b"x")])
        }),
        case("a name from the root", "refused: Tampered(Path)", || {
            with(vec![Entry::new("/etc/passwd", b"x")])
        }),
        case("a name with a drive", "refused: Tampered(Path)", || with(vec![Entry::new("C:\\x", b"x")])),
        case(
            "another way of packing",
            "refused: Damaged { part: \"zip\", what: \"it is packed in another way than workbooks are\" }",
            || spoilt(|entry| entry.method = 12),
        ),
        case("entities of entities (billion laughs)", "refused: Tampered(Doctype)", || {
            let laughs: String = (1..10)
                .map(|at| format!("<!ENTITY l{at} \"{}\">", format!("&l{};", at - 1).repeat(10)))
                .collect();
            inner(&format!(
                "<!DOCTYPE worksheet [<!ENTITY l0 \"ha\">{laughs}]><worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\">\
                 <v>&l9;</v></c></row></sheetData></worksheet>"
            ))
        }),
        case("an entity from outside", "refused: Tampered(Doctype)", || {
            plain().strings(&["<t>甲</t>"]).replacing(
                "xl/sharedStrings.xml",
                b"<!DOCTYPE sst [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><sst><si><t>&x;</t></si></sst>",
            )
        }),
        case(
            "an entity nobody declared",
            "refused: Damaged { part: \"xl/worksheets/sheet1.xml\", what: \"an entity is unknown\" }",
            || {
                inner(
                    "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>&x;</v></c></row></sheetData></worksheet>",
                )
            },
        ),
        case("endless depth", "refused: Tampered(Depth)", || inner(&"<a>".repeat(1 << 20))),
        case("an endless tag", "refused: Tampered(Token)", || {
            inner(&format!("<worksheet {}></worksheet>", "a=\"b\" ".repeat(600_000)))
        }),
        case("an endless text", "refused: Tampered(Token)", || {
            inner(&format!("<worksheet>{}</worksheet>", "甲".repeat(1_200_000)))
        }),
        case("an endless comment", "refused: Tampered(Token)", || {
            inner(&format!("<worksheet><!--{}--></worksheet>", "x".repeat(3 << 20)))
        }),
        case("as many attributes as a tag may have", "A1 1", || {
            inner(&format!(
                "<worksheet {}><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData></worksheet>",
                (0..80_000).map(|at| format!("a{at}=\"b\" ")).collect::<String>()
            ))
        }),
        case(
            "a cell's text without end, in pieces",
            "refused: TooLong { row: 1, column: 1, limit: 98301 }",
            || {
                let pieces = "甲&amp;".repeat(200_000);
                inner(&format!(
                    "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{pieces}</t></is></c></row></sheetData></worksheet>"
                ))
            },
        ),
        case(
            "a text of one character more than a cell holds",
            "A1 \"…\"\nrefused: TooLong { row: 2, column: 3, limit: 98301 }",
            || rows(r(1, &[t("A1", "…")]) + &r(2, &[t("C2", &"甲".repeat(32_768))])).packed(),
        ),
        case(
            "one long text in very many cells",
            "A1 \"…\"\nrefused: TooMuchInside { limit: 50331648 }",
            || {
                let long = format!("<t>{}</t>", "甲".repeat(32_767));
                let cells: Vec<String> = (0..1_000).map(|_| "<c t=\"s\"><v>0</v></c>".to_owned()).collect();
                rows(r(1, &["<c t=\"s\"><v>1</v></c>".to_owned()]) + &r(2, &cells))
                    .strings(&[&long, "<t>…</t>"])
                    .packed()
            },
        ),
        case("more shared texts than fit", "refused: TooMuchInside { limit: 33554432 }", || {
            let texts = long_texts(400);
            rows(r(1, &[s("A1", 0)])).strings(&texts.iter().map(String::as_str).collect::<Vec<_>>()).packed()
        }),
        case("very many empty shared texts", "refused: TooMuchInside { limit: 1000000 }", || {
            rows(r(1, &[s("A1", 0)])).strings(&vec!["<t/>"; 300_000]).packed()
        })
        .within(|limits| limits.strings = 1_000_000),
        case(
            "very many looks",
            "refused: Damaged { part: \"xl/styles.xml\", what: \"it has too many looks\" }",
            || rows(r(1, &[s("A1", 0)])).formats(&vec![(14, ""); 70_000]).packed(),
        ),
        case(
            "very many merged ranges",
            "refused: Damaged { part: \"xl/worksheets/sheet1.xml\", what: \"it has too many merged ranges\" }",
            || {
                let merged: String =
                    (1..=100_001).map(|row| format!("<mergeCell ref=\"A{row}:B{row}\"/>")).collect();
                book(format!("<mergeCells>{merged}</mergeCells>")).packed()
            },
        ),
        case("sheets that point to one part of many claims", "A1 1", || {
            let names: String =
                (0..900).map(|at| format!("<sheet name=\"s{at}\" sheetId=\"1\" r:id=\"rId1\"/>")).collect();
            plain().replacing(
                "xl/workbook.xml",
                format!("<workbook><sheets>{names}</sheets></workbook>").as_bytes(),
            )
        }),
    ]
}
