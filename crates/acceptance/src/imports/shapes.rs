//! The same register of two tenants as different programs and people write it.

use hall::enterprise::uscc::invented;
use sheets::testing::{Book, Entry, archive, book, n, r, rows, s, t};

/// The tenants, as the register keeps them.
pub const NAMES: [&str; 2] = ["石桥示例 2026-03-01", "纸船示例 2026-03-01"];

/// A file's name and its bytes.
type Shape = (&'static str, Box<dyn Fn() -> Vec<u8>>);

const HEADS: [&str; 6] = ["企业名称", "统一社会信用代码", "联系人", "电话", "入驻时间", "业务类型"];
const PLACES: [&str; 6] = ["A", "B", "C", "D", "E", "F"];
/// 2026-03-01 as days since 1900 and since 1904.
const DAY: [&str; 2] = ["46082", "44620"];

fn shape(what: &'static str, file: impl Fn() -> Vec<u8> + 'static) -> Shape {
    (what, Box::new(file))
}

fn code(number: u64) -> String {
    invented("990101", 80_000_000 + number).to_string()
}

/// A row's cells as texts; the day as it is written.
fn cells(number: u64, day: &str) -> [String; 6] {
    let name = if number == 1 { "纸船示例" } else { "石桥示例" };
    [name, &code(number), "某甲", "0000-1234567", day, "仓储"].map(str::to_owned)
}

/// Lines of text, parted by commas.
pub fn text(day: &str) -> String {
    let line = |cells: &[String]| cells.join(",");
    let lines = [HEADS.map(str::to_owned), cells(1, day), cells(2, "2026-03-01")];
    lines.map(|cells| line(&cells)).join("\r\n") + "\r\n"
}

/// One row with texts of its own.
fn texts(row: u32, cells: &[String]) -> String {
    let cell = |(at, text): (usize, &String)| t(&format!("{}{row}", PLACES[at]), text);
    r(row, &cells.iter().enumerate().map(cell).collect::<Vec<_>>())
}

/// A row whose day is a number in the second look.
fn dated(row: u32, number: u64, day: &str) -> String {
    let cells = cells(number, "");
    let cell = |(at, text): (usize, &String)| match at {
        4 => n(&format!("E{row}"), 1, day),
        _ => t(&format!("{}{row}", PLACES[at]), text),
    };
    r(row, &cells.iter().enumerate().map(cell).collect::<Vec<_>>())
}

fn heads(row: u32) -> String {
    texts(row, &HEADS.map(str::to_owned))
}

/// Headings and both rows from `first` on.
fn table(first: u32) -> String {
    heads(first) + &dated(first + 1, 1, DAY[0]) + &dated(first + 2, 2, DAY[0])
}

fn looks(book: Book) -> Book {
    book.formats(&[(0, ""), (14, "")])
}

/// As Excel does: every text is shared.
fn shared() -> Book {
    let both = [HEADS.map(str::to_owned), cells(1, "2026-03-01"), cells(2, "2026-03-01")].concat();
    let strings: Vec<String> = both.iter().map(|text| format!("<t>{text}</t>")).collect();
    let row = |row: usize| {
        let cells =
            PLACES.iter().enumerate().map(|(at, place)| s(&format!("{place}{}", row + 1), row * 6 + at));
        r(row as u32 + 1, &cells.collect::<Vec<_>>())
    };
    rows((0..3).map(row).collect::<String>()).strings(&strings.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Every name of the sheet with a prefix.
fn prefixed() -> Book {
    let inner = format!("<sheetData>{}</sheetData>", table(1));
    let inner = inner.replace("</", "\u{0}").replace('<', "<x:").replace('\u{0}', "</x:");
    looks(book(inner)).with(|book| book.prefix = "x:")
}

/// The same with other columns between, in another order.
fn shuffled() -> String {
    let order = [5, 2, 0, 4, 1, 3];
    let row = |row: u32, cells: [String; 6]| {
        let mut line = vec![t(&format!("A{row}"), if row == 1 { "序号" } else { "1" })];
        let places = ["B", "C", "D", "E", "F", "H"];
        line.extend(order.iter().zip(places).map(|(at, place)| t(&format!("{place}{row}"), &cells[*at])));
        r(row, &line)
    };
    row(1, HEADS.map(str::to_owned)) + &row(2, cells(1, "2026/3/1")) + &row(3, cells(2, "2026年3月1日"))
}

fn full_width(text: &str) -> String {
    let wide = |c: char| match c {
        '!'..='~' => char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c),
        other => other,
    };
    text.chars().map(wide).collect()
}

/// Every register.
pub fn all() -> Vec<Shape> {
    vec![
        shape("a register: shared texts", || shared().packed()),
        shape("a register: texts in the cells, days as numbers", || looks(rows(table(1))).packed()),
        shape("a register: a prefix before every name", || prefixed().packed()),
        shape("a register: strict namespaces", || shared().with(|book| book.strict = true).packed()),
        shape("a register: absolute targets", || shared().with(|book| book.absolute = true).packed()),
        shape("a register: days since 1904", || {
            let table = heads(1) + &dated(2, 1, DAY[1]) + &dated(3, 2, DAY[1]);
            looks(rows(table)).with(|book| book.from_1904 = true).packed()
        }),
        shape("a register: sizes behind the content", || {
            let mut entries = shared().entries();
            entries.iter_mut().for_each(|entry| entry.trailing = true);
            archive(&entries)
        }),
        shape("a register: full-width letters and digits", || {
            let wide = |number| {
                let mut cells = cells(number, "2026-03-01");
                for at in [1, 3] {
                    cells[at] = full_width(&cells[at]);
                }
                cells
            };
            rows(heads(1) + &texts(2, &wide(1)) + &texts(3, &wide(2))).packed()
        }),
        shape("a register: under a title over merged cells", || {
            let title = r(1, &[t("A1", "园区企业名单")]);
            let merged = "<mergeCells><mergeCell ref=\"A1:F1\"/></mergeCells>";
            looks(book(format!("<sheetData>{title}{}</sheetData>{merged}", table(3)))).packed()
        }),
        shape("a register: blank formatted rows between and below", || {
            let blank = |row: u32| {
                format!("<row r=\"{row}\" s=\"1\" customFormat=\"1\"><c r=\"A{row}\" s=\"1\"/></row>")
            };
            let below: String = (6..5_000).map(blank).collect();
            let table = heads(1) + &dated(2, 1, DAY[0]) + &blank(3) + &blank(4) + &dated(5, 2, DAY[0]);
            looks(rows(table + &below)).packed()
        }),
        shape("a register: columns in another order and one nobody asked for", || rows(shuffled()).packed()),
        shape("a register: other usual headings", || {
            let mut heads = HEADS.map(str::to_owned);
            "公司名称".clone_into(&mut heads[0]);
            "入驻日期".clone_into(&mut heads[4]);
            rows(texts(1, &heads) + &dated(2, 1, DAY[0]) + &dated(3, 2, DAY[0]))
                .formats(&[(0, ""), (14, "")])
                .packed()
        }),
        shape("a register: a dimension that lies", || {
            let data = format!("<dimension ref=\"A1:XFD1048576\"/><sheetData>{}</sheetData>", table(1));
            looks(book(data)).packed()
        }),
        shape("a register: a blank cell in the farthest corner", || {
            let far = "<row r=\"1048576\"><c r=\"XFD1048576\" s=\"1\"/></row>";
            looks(rows(table(1) + far)).packed()
        }),
        shape("a register: results of formulas", || {
            let row = |row: u32, number| {
                let cells = cells(number, "2026-03-01");
                let cell = |(at, text): (usize, &String)| {
                    format!("<c r=\"{}{row}\" t=\"str\"><f>H{row}</f><v>{text}</v></c>", PLACES[at])
                };
                r(row, &cells.iter().enumerate().map(cell).collect::<Vec<_>>())
            };
            rows(heads(1) + &row(2, 1) + &row(3, 2)).packed()
        }),
        shape("a register: behind a hidden sheet", || {
            let data = format!("<sheetData>{}</sheetData>", table(1));
            looks(rows(r(1, &[t("A1", "旧")])))
                .with(|book| book.sheets[0].1 = "hidden")
                .sheet("Sheet2", "visible", &data)
                .packed()
        }),
        shape("a register: pictures and settings beside it", || {
            let part = |name: &str| Entry::new(name, b"<a/>");
            shared()
                .with(|book| book.extra = vec![part("docProps/custom.xml"), part("xl/media/1.png")])
                .packed()
        }),
        shape("a register: lines of text", || text("2026-03-01").into_bytes()),
        shape("a register: lines of text with a mark of UTF-8", || {
            format!("\u{feff}{}", text("2026-03-01")).into_bytes()
        }),
        shape("a register: lines of text in UTF-16, parted by tabs", || {
            let text = format!("\u{feff}{}", text("2026-03-01").replace(',', "\t"));
            text.encode_utf16().flat_map(u16::to_le_bytes).collect()
        }),
    ]
}
