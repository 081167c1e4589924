//! Workbooks in the shapes of different programs, written as XML by hand.

use super::archive::{Entry, archive};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n";

/// A workbook before it is packed. Sheets are what is between the tags of `worksheet`.
#[derive(Clone)]
pub struct Book {
    /// Name, state and content.
    pub sheets: Vec<(&'static str, &'static str, String)>,
    /// What is in each `si`.
    pub strings: Option<Vec<String>>,
    /// Formats of the looks 0, 1, 2, …: a number, and a code where it is an own one.
    pub formats: Vec<(u32, &'static str)>,
    /// Whether days are counted from 1904.
    pub from_1904: bool,
    /// Put before every name, such as `x:`.
    pub prefix: &'static str,
    /// The namespaces of the strict variant.
    pub strict: bool,
    /// Targets begin with a slash.
    pub absolute: bool,
    /// The media type of its main part.
    pub main_type: &'static str,
    /// Parts besides.
    pub extra: Vec<Entry>,
}

/// A workbook of one sheet with this between `worksheet` tags.
pub fn book(sheet: impl Into<String>) -> Book {
    Book {
        sheets: vec![("Sheet1", "visible", sheet.into())],
        strings: None,
        formats: vec![],
        from_1904: false,
        prefix: "",
        strict: false,
        absolute: false,
        main_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        extra: vec![],
    }
}

/// Rows as a sheet.
pub fn rows(rows: impl Into<String>) -> Book {
    book(format!("<sheetData>{}</sheetData>", rows.into()))
}

impl Book {
    /// With these shared texts.
    pub fn strings(mut self, strings: &[&str]) -> Self {
        self.strings = Some(strings.iter().map(|text| (*text).to_owned()).collect());
        self
    }

    /// With these looks.
    pub fn formats(mut self, formats: &[(u32, &'static str)]) -> Self {
        self.formats = formats.to_vec();
        self
    }

    /// With one more sheet.
    pub fn sheet(mut self, name: &'static str, state: &'static str, sheet: &str) -> Self {
        self.sheets.push((name, state, sheet.to_owned()));
        self
    }

    /// Otherwise changed.
    pub fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    /// The parts, for whoever spoils one.
    pub fn entries(&self) -> Vec<Entry> {
        let part = |name: &str, xml: String| Entry::new(name, format!("{HEAD}{xml}").as_bytes());
        let target = |name: &str| if self.absolute { format!("/xl/{name}") } else { name.to_owned() };
        let office =
            if self.strict { "http://purl.oclc.org/ooxml/officeDocument/relationships" } else { OFFICE };
        let mut pointers = String::new();
        let mut names = String::new();
        for (at, (name, state, _)) in self.sheets.iter().enumerate() {
            let at = at + 1;
            pointers += &pointer(
                &format!("rId{at}"),
                office,
                "worksheet",
                &target(&format!("worksheets/sheet{at}.xml")),
            );
            let state = if *state == "visible" { String::new() } else { format!(" state=\"{state}\"") };
            names +=
                &format!("<{0}sheet name=\"{name}\" sheetId=\"{at}\"{state} r:id=\"rId{at}\"/>", self.prefix);
        }
        if self.strings.is_some() {
            pointers += &pointer("rId900", office, "sharedStrings", &target("sharedStrings.xml"));
        }
        if !self.formats.is_empty() {
            pointers += &pointer("rId901", office, "styles", &target("styles.xml"));
        }
        let main = if self.absolute { "/xl/workbook.xml" } else { "xl/workbook.xml" };
        let root = pointer("rId1", office, "officeDocument", main);
        let date = if self.from_1904 {
            format!("<{}workbookPr date1904=\"1\"/>", self.prefix)
        } else {
            String::new()
        };
        let types = format!(
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" \
             ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{}\"/></Types>",
            self.main_type
        );
        let wrapped = |name: &str, inner: &str| self.wrapped(name, inner);
        let mut entries = vec![
            part("[Content_Types].xml", types),
            part("_rels/.rels", format!("<Relationships xmlns=\"{PACKAGE}\">{root}</Relationships>")),
            part(
                "xl/workbook.xml",
                wrapped("workbook", &format!("{date}<{0}sheets>{names}</{0}sheets>", self.prefix)),
            ),
            part(
                "xl/_rels/workbook.xml.rels",
                format!("<Relationships xmlns=\"{PACKAGE}\">{pointers}</Relationships>"),
            ),
        ];
        for (at, (_, _, xml)) in self.sheets.iter().enumerate() {
            entries.push(part(&format!("xl/worksheets/sheet{}.xml", at + 1), wrapped("worksheet", xml)));
        }
        if let Some(strings) = &self.strings {
            let inner: String =
                strings.iter().map(|text| format!("<{0}si>{text}</{0}si>", self.prefix)).collect();
            entries.push(part("xl/sharedStrings.xml", wrapped("sst", &inner)));
        }
        if !self.formats.is_empty() {
            entries.push(part("xl/styles.xml", wrapped("styleSheet", &self.styles())));
        }
        entries.extend(self.extra.iter().cloned());
        entries
    }

    fn styles(&self) -> String {
        let p = self.prefix;
        let own = self.formats.iter().filter(|(_, code)| !code.is_empty());
        let own: String = own
            .map(|(id, code)| {
                format!("<{p}numFmt numFmtId=\"{id}\" formatCode=\"{}\"/>", code.replace('"', "&quot;"))
            })
            .collect();
        let looks: String =
            self.formats.iter().map(|(id, _)| format!("<{p}xf numFmtId=\"{id}\"/>")).collect();
        // The looks of named styles come first and must not be taken for those of cells.
        format!(
            "<{p}numFmts>{own}</{p}numFmts><{p}cellStyleXfs><{p}xf numFmtId=\"14\"/></{p}cellStyleXfs><{p}cellXfs>{looks}</{p}cellXfs>"
        )
    }

    fn wrapped(&self, name: &str, inner: &str) -> String {
        let main = if self.strict { "http://purl.oclc.org/ooxml/spreadsheetml/main" } else { MAIN };
        let p = self.prefix;
        let space =
            if p.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{}", p.trim_end_matches(':')) };
        format!("<{p}{name} {space}=\"{main}\" xmlns:r=\"{OFFICE}\">{inner}</{p}{name}>")
    }

    /// The file.
    pub fn packed(&self) -> Vec<u8> {
        archive(&self.entries())
    }

    /// Packed with one part's content replaced.
    pub fn replacing(&self, name: &str, content: &[u8]) -> Vec<u8> {
        let mut entries = self.entries();
        let entry = entries.iter_mut().find(|entry| entry.name == name).expect("a part of this name");
        *entry = Entry::new(name, content);
        archive(&entries)
    }

    /// Packed without one part.
    pub fn without(&self, name: &str) -> Vec<u8> {
        let entries: Vec<Entry> = self.entries().into_iter().filter(|entry| entry.name != name).collect();
        archive(&entries)
    }
}

fn pointer(id: &str, office: &str, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"{id}\" Type=\"{office}/{kind}\" Target=\"{target}\"/>")
}

/// A cell with a shared text.
pub fn s(place: &str, at: usize) -> String {
    format!("<c r=\"{place}\" t=\"s\"><v>{at}</v></c>")
}

/// A cell with a number in a look.
pub fn n(place: &str, look: usize, number: &str) -> String {
    format!("<c r=\"{place}\" s=\"{look}\"><v>{number}</v></c>")
}

/// A cell with a text of its own.
pub fn t(place: &str, text: &str) -> String {
    format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

/// A row.
pub fn r(number: u32, cells: &[String]) -> String {
    format!("<row r=\"{number}\">{}</row>", cells.concat())
}
