//! Reads a sheet's cells one row after another.

use super::address::{Address, Area, LAST_COLUMN, LAST_ROW};
use super::budget::Budget;
use super::days;
use super::inflate::Part;
use super::package::is_true;
use super::row::{Found, Row, Value};
use super::strings::{Strings, printable, rich, unescape};
use super::styles::Styles;
use super::unreadable::Unreadable;
use super::xml::{Piece, Tag, Xml};
use std::ops::RangeInclusive;

/// More merged cells or spans of columns than a sheet made by hand has.
const MOST_AREAS: usize = 100_000;
/// A number is never longer.
const LONGEST_NUMBER: usize = 64;

/// What all sheets of a workbook share.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    pub(crate) strings: Strings,
    pub(crate) styles: Styles,
    pub(crate) from_1904: bool,
}

/// Where in the part the reader is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Outside,
    Data,
    Merged,
    Columns,
    Over,
}

/// The rows of one sheet.
pub(crate) struct SheetRows<'a> {
    xml: Xml<'a>,
    part: String,
    shared: &'a Shared,
    place: Place,
    row: u32,
    pub(crate) merged: Vec<Area>,
    pub(crate) hidden_columns: Vec<RangeInclusive<u32>>,
}

/// A cell's tag.
struct Cell {
    column: u32,
    kind: Kind,
    style: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Shared,
    Text,
    Inline,
    Boolean,
    Error,
    Day,
}

impl<'a> SheetRows<'a> {
    pub(crate) fn new(part: &Part<'a>, shared: &'a Shared) -> Self {
        Self {
            xml: Xml::new(part),
            part: part.name.clone(),
            shared,
            place: Place::Outside,
            row: 0,
            merged: Vec::new(),
            hidden_columns: Vec::new(),
        }
    }

    /// The next row with something in it.
    pub(crate) fn next(&mut self, budget: &mut Budget) -> Result<Option<Row>, Unreadable> {
        while self.place != Place::Over {
            match self.xml.next()? {
                Piece::Open(tag) => match (self.place, tag.name()) {
                    (Place::Outside, "sheetData") => self.place = Place::Data,
                    (Place::Outside, "mergeCells") => self.place = Place::Merged,
                    (Place::Outside, "cols") => self.place = Place::Columns,
                    // Extensions of later versions may use the same names for other things.
                    (Place::Outside, "extLst") => self.xml.skip()?,
                    (Place::Merged, "mergeCell") => {
                        let area = tag.attribute(&self.part, "ref")?;
                        let area = area.and_then(|area| Area::parse(&area));
                        self.merged.push(area.ok_or_else(|| self.xml.damaged("a merged range is none"))?);
                    }
                    (Place::Columns, "col") => {
                        let hidden = columns(&tag, &self.part)?;
                        self.hidden_columns.extend(hidden);
                    }
                    (Place::Data, "row") => {
                        let (number, hidden) = row(&tag, &self.part)?;
                        let number = number.unwrap_or(self.row + 1);
                        if number <= self.row || number > LAST_ROW {
                            return Err(self.xml.damaged("its rows are out of order"));
                        }
                        self.row = number;
                        let cells = self.cells(budget)?;
                        if !cells.is_empty() {
                            return Ok(Some(Row { number, hidden, cells }));
                        }
                    }
                    _ => {}
                },
                Piece::Close(tag) if matches!(tag.name(), "sheetData" | "mergeCells" | "cols") => {
                    self.place = Place::Outside;
                }
                Piece::End => self.place = Place::Over,
                _ => {}
            }
            if self.merged.len() + self.hidden_columns.len() > MOST_AREAS {
                return Err(self.xml.damaged("it has too many merged ranges"));
            }
        }
        Ok(None)
    }

    /// The cells of the row that was just opened, up to its end.
    fn cells(&mut self, budget: &mut Budget) -> Result<Vec<Found>, Unreadable> {
        let (mut cells, mut column, mut sorted): (Vec<Found>, u32, bool) = (Vec::new(), 0, true);
        loop {
            match self.xml.next()? {
                Piece::Open(tag) if tag.name() == "c" => {
                    let cell = cell(&tag, &self.part, self.row, column + 1)?;
                    sorted &= cell.column > column;
                    column = cell.column;
                    let (value, formula) = self.value(&cell, budget.limits().text)?;
                    if formula || value != Value::Empty {
                        budget.cell(self.row, column, &value)?;
                        cells.push(Found { column, value, formula });
                    }
                }
                Piece::Open(_) => self.xml.skip()?,
                // What is in a row was read up to its end, so this is the row's own end.
                Piece::Close(_) => break,
                Piece::End => return Err(self.xml.damaged("it is cut off")),
                _ => {}
            }
        }
        if !sorted {
            cells.sort_by_key(|cell| cell.column);
            if cells.windows(2).any(|two| two[0].column == two[1].column) {
                return Err(self.xml.damaged("two cells have one place"));
            }
        }
        // Whoever keeps rows keeps no more than is in them.
        cells.shrink_to_fit();
        Ok(cells)
    }

    /// What is in the cell that was just opened, up to its end, and whether it was calculated.
    fn value(&mut self, cell: &Cell, most: usize) -> Result<(Value, bool), Unreadable> {
        let (mut raw, mut formula, mut stored) = (String::new(), false, false);
        loop {
            match self.xml.next()? {
                Piece::Open(tag) => match tag.name() {
                    "v" => {
                        stored = true;
                        self.plain(&mut raw, most)?;
                    }
                    "is" => {
                        stored = true;
                        rich(&mut self.xml, &mut raw, most)?;
                    }
                    "f" => {
                        formula = true;
                        self.xml.skip()?;
                    }
                    _ => self.xml.skip()?,
                },
                Piece::Close(_) => break,
                Piece::End => return Err(self.xml.damaged("it is cut off")),
                _ => {}
            }
        }
        if !stored {
            return Ok((Value::Empty, formula));
        }
        let value = match cell.kind {
            Kind::Number => self.number(raw, cell.style),
            Kind::Shared => {
                let text = raw.trim().parse().ok().and_then(|at| self.shared.strings.get(at));
                text.ok_or_else(|| self.xml.damaged("a cell's text is missing"))?.to_owned().into()
            }
            Kind::Text => {
                let mut text = String::new();
                unescape(&raw, &mut text);
                text.into()
            }
            Kind::Inline => raw.into(),
            Kind::Boolean => Value::Boolean(is_true(raw.trim())),
            Kind::Error => Value::Error(shown(raw.trim())),
            Kind::Day => days::iso(&shown(&raw)),
        };
        Ok((value, formula))
    }

    /// The text up to the end of the tag that was just opened.
    fn plain(&mut self, into: &mut String, most: usize) -> Result<(), Unreadable> {
        loop {
            match self.xml.next()? {
                Piece::Text(text) if into.len() <= most => into.push_str(&text),
                Piece::Char(c) if into.len() <= most => into.push(c),
                Piece::Open(_) => self.xml.skip()?,
                Piece::Close(_) => return Ok(()),
                Piece::End => return Err(self.xml.damaged("it is cut off")),
                _ => {}
            }
        }
    }

    fn number(&self, raw: String, style: usize) -> Value {
        let trimmed = raw.trim();
        if trimmed.is_empty() {
            return Value::Empty;
        }
        let number =
            Some(trimmed).filter(|text| text.len() <= LONGEST_NUMBER).and_then(|text| text.parse().ok());
        match number {
            Some(number) if f64::is_finite(number) => {
                days::shown(number, self.shared.styles.get(style), self.shared.from_1904)
            }
            // Some programs forget to say that it is text.
            _ => shown(&raw).into(),
        }
    }
}

/// What shows of a text.
fn shown(raw: &str) -> String {
    let mut text = String::new();
    printable(raw, &mut text);
    text
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

/// A row's number, where it has one, and whether it is hidden.
fn row(tag: &Tag<'_>, part: &str) -> Result<(Option<u32>, bool), Unreadable> {
    let (mut number, mut hidden, mut wrong) = (None, false, false);
    tag.each(part, |key, value| match key {
        "r" => {
            number = value.parse().ok();
            wrong = number.is_none();
        }
        "hidden" => hidden = is_true(value),
        _ => {}
    })?;
    if wrong { Err(Unreadable::damaged(part, "a row has no number")) } else { Ok((number, hidden)) }
}

/// The columns a tag hides.
fn columns(tag: &Tag<'_>, part: &str) -> Result<Option<RangeInclusive<u32>>, Unreadable> {
    let (mut first, mut last, mut hidden) = (0, 0, false);
    tag.each(part, |key, value| match key {
        "min" => first = value.parse().unwrap_or(0),
        "max" => last = value.parse().unwrap_or(0),
        "hidden" => hidden = is_true(value),
        _ => {}
    })?;
    Ok((hidden && first > 0 && first <= last).then(|| first..=last.min(LAST_COLUMN)))
}

fn cell(tag: &Tag<'_>, part: &str, row: u32, next: u32) -> Result<Cell, Unreadable> {
    let mut cell = Cell { column: next, kind: Kind::Number, style: 0 };
    let mut wrong = None;
    tag.each(part, |key, value| match key {
        "r" => match Address::parse(value) {
            Some(address) if address.row == row => cell.column = address.column,
            _ => wrong = Some("a cell is not where it says"),
        },
        "s" => cell.style = value.parse().unwrap_or(0),
        "t" => match value {
            "n" => {}
            "s" => cell.kind = Kind::Shared,
            "str" => cell.kind = Kind::Text,
            "inlineStr" => cell.kind = Kind::Inline,
            "b" => cell.kind = Kind::Boolean,
            "e" => cell.kind = Kind::Error,
            "d" => cell.kind = Kind::Day,
            _ => wrong = Some("a cell is of no known kind"),
        },
        _ => {}
    })?;
    if cell.column > LAST_COLUMN {
        wrong = Some("a row has too many cells");
    }
    wrong.map_or(Ok(cell), |what| Err(Unreadable::damaged(part, what)))
}
