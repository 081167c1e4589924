//! Finds the sheets of a workbook: parts point to parts.

use super::gate::{self, Parts};
use super::inflate::Part;
use super::unreadable::{Other, Unreadable};
use super::xml::{Piece, Xml};

/// More sheets than anyone has.
const MOST_SHEETS: usize = 1_000;

/// A sheet of cells.
#[derive(Clone, Debug)]
pub(crate) struct Entry<'a> {
    pub(crate) name: String,
    pub(crate) hidden: bool,
    pub(crate) part: Part<'a>,
}

/// What the workbook's own part says.
#[derive(Debug)]
pub(crate) struct Package<'a> {
    pub(crate) sheets: Vec<Entry<'a>>,
    /// Days are counted from 1904, as the first Macintosh did.
    pub(crate) from_1904: bool,
    pub(crate) strings: Option<Part<'a>>,
    pub(crate) styles: Option<Part<'a>>,
}

/// One pointer of a part: its id, the last word of its kind, and the part it points to.
struct Pointer {
    id: String,
    kind: String,
    target: String,
}

pub(crate) fn package<'a>(parts: &Parts<'a>) -> Result<Package<'a>, Unreadable> {
    let root = match parts.get("_rels/.rels") {
        Some(part) => pointers(part, "")?,
        None => Vec::new(),
    };
    let main = root.iter().find(|pointer| pointer.kind == "officeDocument");
    let main = main.map_or("xl/workbook.xml", |pointer| pointer.target.as_str());
    if main.ends_with(".bin") {
        return Err(Unreadable::NotAWorkbook(Other::BinaryWorkbook));
    }
    let told = match parts.get("[content_types].xml") {
        Some(types) => macros(types)?,
        None => false,
    };
    if told || parts.keys().any(|name| name.ends_with("vbaproject.bin")) {
        return Err(Unreadable::MacroEnabled);
    }
    let Some(book) = parts.get(&main.to_ascii_lowercase()) else {
        return Err(if parts.keys().any(|name| name.starts_with("xl/")) {
            Unreadable::damaged("xl/workbook.xml", "it is missing")
        } else {
            gate::other(parts)
        });
    };
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", main));
    let between = if folder.is_empty() { "" } else { "/" };
    let pointers = match parts.get(&format!("{folder}{between}_rels/{file}.rels").to_ascii_lowercase()) {
        Some(part) => pointers(part, folder)?,
        None => Vec::new(),
    };
    if pointers.iter().any(|pointer| pointer.kind.ends_with("acrosheet")) {
        return Err(Unreadable::MacroEnabled);
    }
    let of_kind = |kind: &str| {
        let found = pointers.iter().find(|pointer| pointer.kind == kind);
        found.and_then(|pointer| parts.get(&pointer.target.to_ascii_lowercase())).cloned()
    };
    let (named, from_1904) = book_part(book)?;
    let mut sheets = Vec::new();
    for (name, hidden, id) in named {
        let pointer = pointers.iter().find(|pointer| pointer.id == id);
        let pointer = pointer.ok_or_else(|| Unreadable::damaged(&book.name, "a sheet has no part"))?;
        // Sheets that are one chart or one dialogue have no cells.
        if pointer.kind == "worksheet" {
            let part = parts.get(&pointer.target.to_ascii_lowercase());
            let part = part.ok_or_else(|| Unreadable::damaged(&pointer.target, "it is missing"))?.clone();
            sheets.push(Entry { name, hidden, part });
        }
    }
    Ok(Package { sheets, from_1904, strings: of_kind("sharedStrings"), styles: of_kind("styles") })
}

/// Does a part's type speak of macros?
fn macros(types: &Part<'_>) -> Result<bool, Unreadable> {
    let mut xml = Xml::new(types);
    let mut found = false;
    loop {
        match xml.next()? {
            Piece::Open(tag) => tag.each(&types.name, |key, value| {
                found |= key == "ContentType" && value.to_ascii_lowercase().contains("macroenabled");
            })?,
            Piece::End => return Ok(found),
            _ => {}
        }
    }
}

/// Names, whether hidden, and pointers of the sheets; and whether days count from 1904.
#[expect(clippy::type_complexity, reason = "used once, just above")]
fn book_part(part: &Part<'_>) -> Result<(Vec<(String, bool, String)>, bool), Unreadable> {
    let mut xml = Xml::new(part);
    let (mut sheets, mut from_1904, mut root, mut within) = (Vec::new(), false, true, false);
    loop {
        match xml.next()? {
            Piece::Open(tag) => {
                if std::mem::take(&mut root) && tag.name() != "workbook" {
                    return Err(Unreadable::NotAWorkbook(Other::Document));
                }
                match tag.name() {
                    "sheets" => within = true,
                    "workbookPr" => {
                        let date = tag.attribute(&part.name, "date1904")?;
                        from_1904 = date.is_some_and(|date| is_true(&date));
                    }
                    "sheet" if within => {
                        let (mut name, mut hidden, mut id) = (String::new(), false, String::new());
                        tag.each(&part.name, |key, value| match key {
                            "name" => value.clone_into(&mut name),
                            "state" => hidden = value != "visible",
                            // The relationship's id bears a prefix, whichever.
                            _ if key.ends_with(":id") => value.clone_into(&mut id),
                            _ => {}
                        })?;
                        sheets.push((name, hidden, id));
                        if sheets.len() > MOST_SHEETS {
                            return Err(Unreadable::damaged(&part.name, "it names too many sheets"));
                        }
                    }
                    _ => {}
                }
            }
            Piece::Close(tag) if tag.name() == "sheets" => within = false,
            Piece::End => return Ok((sheets, from_1904)),
            _ => {}
        }
    }
}

/// Reads where a part points to. What lies outside of the file is left out.
fn pointers(part: &Part<'_>, folder: &str) -> Result<Vec<Pointer>, Unreadable> {
    let mut xml = Xml::new(part);
    let mut pointers = Vec::new();
    loop {
        match xml.next()? {
            Piece::Open(tag) if tag.name() == "Relationship" => {
                let (mut pointer, mut outside) =
                    (Pointer { id: String::new(), kind: String::new(), target: String::new() }, false);
                tag.each(&part.name, |key, value| match key {
                    "Id" => value.clone_into(&mut pointer.id),
                    "Type" => value.rsplit('/').next().unwrap_or_default().clone_into(&mut pointer.kind),
                    "Target" => pointer.target = target(folder, value),
                    "TargetMode" => outside = value.eq_ignore_ascii_case("external"),
                    _ => {}
                })?;
                if !outside {
                    pointers.push(pointer);
                }
            }
            Piece::End => return Ok(pointers),
            _ => {}
        }
    }
}

/// A target as a part's name: absolute, or from the folder of the part that points.
fn target(folder: &str, written: &str) -> String {
    let written = written.replace('\\', "/");
    let mut steps: Vec<&str> = Vec::new();
    if !written.starts_with('/') {
        steps.extend(folder.split('/').filter(|step| !step.is_empty()));
    }
    for step in written.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// A truth as XML writes it.
pub(crate) fn is_true(text: &str) -> bool {
    matches!(text, "1" | "true" | "on")
}
