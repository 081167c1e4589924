//! Reading what was sent in: from bytes to rows as somebody would have typed them.

use super::columns::{examples, heading, states, wanted};
use crate::page::Page;
use crate::sheet;
use hall::park::tenant::import::{BYTES, ROWS, Typed};
use hall::park::tenant::{State, TenantForm};
use hall::{FieldError, Refusal};
use serde_json::json;
use sheets::{Found, Header, Limits, Line, Reason, Row, Unreadable, Value, Width};

/// Above the rows stand a title and headings, among them an example: they do not count.
const ABOVE: u32 = 40;

/// What was read.
pub(super) struct Read {
    /// The rows.
    pub(super) rows: Vec<Typed>,
    /// The headings: where each column is, and what nobody asked for.
    pub(super) header: Header,
}

/// What the file of a form is read with: texts of the page, so that reading can go on apart from it.
pub(super) struct Reader {
    wanted: Vec<sheets::Wanted>,
    states: Vec<String>,
    examples: [String; 2],
    headings: Vec<(String, String)>,
}

/// The limits of a file.
pub(super) fn limits() -> Limits {
    Limits { bytes: BYTES as u64, rows: ROWS + ABOVE, ..Limits::default() }
}

impl Reader {
    pub(super) fn new(page: &Page) -> Self {
        let wanted = wanted(page);
        let headings = wanted.iter().map(|column| (column.key.clone(), heading(page, &column.key))).collect();
        Self { wanted, states: states(page), examples: examples(page), headings }
    }

    /// Reads a file away from where pages are made.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with sentences of the field `file`.
    pub(super) async fn read(self, bytes: Vec<u8>) -> Result<(Read, Vec<u8>), Refusal> {
        let reading = tokio::task::spawn_blocking(move || self.read_here(&bytes).map(|read| (read, bytes)));
        let read = reading.await.map_err(|error| Refusal::Broken(error.to_string()))?;
        read.map_err(Refusal::Invalid)
    }

    fn read_here(&self, bytes: &[u8]) -> Result<Read, Vec<FieldError>> {
        let unreadable = |why: &Unreadable| vec![sheet::unreadable("file", &told(why))];
        let reading = sheets::read(bytes, limits()).map_err(|why| unreadable(&why))?;
        let rows = reading.rows().map_err(|why| unreadable(&why))?;
        let table = sheets::headed(rows, &self.wanted, None).map_err(|why| match &why {
            sheets::Unheaded::Unreadable(why) => unreadable(why),
            sheets::Unheaded::NoHeader { .. } => vec![sheet::unheaded("file", &why)],
        })?;
        let header = table.header().clone();
        let named = |key: &str| {
            let known = self.headings.iter().find(|(known, _)| known == key);
            known.map(|(_, heading)| heading.clone()).unwrap_or_default()
        };
        let wrong = sheet::header("file", &header, named);
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let mut typed = Vec::new();
        for line in table {
            let line = line.map_err(|why| unreadable(&why))?;
            if self.is_example(line.row())
                || self.wanted.iter().all(|column| line.get(&column.key).is_blank())
            {
                continue;
            }
            if typed.len() == ROWS as usize {
                return Err(unreadable(&Unreadable::TooManyRows { limit: ROWS }));
            }
            typed.push(self.typed(&line, &header));
        }
        if typed.is_empty() {
            return Err(vec![FieldError::new("file", "tenant-import-empty")]);
        }
        Ok(Read { rows: typed, header })
    }

    fn is_example(&self, row: &Row) -> bool {
        let starts = |cell: &Found| match &cell.value {
            Value::Text(text) => self.examples.iter().any(|mark| text.trim().starts_with(mark.as_str())),
            _ => false,
        };
        row.cells.iter().any(starts)
    }

    fn typed(&self, line: &Line, header: &Header) -> Typed {
        let mut unread = Vec::new();
        let mut note = |key: &str, why: &Reason| unread.push(sheet::reason(key, why));
        let mut text = |key: &str, width: Width| match line.get(key).text(width) {
            Ok(text) => text.unwrap_or_default(),
            Err(why) => {
                note(key, &why);
                String::new()
            }
        };
        let mut form = TenantForm {
            name: text("name", Width::Keep),
            uscc: text("uscc", Width::Half),
            contact_name: text("contact_name", Width::Keep),
            contact_phone: text("contact_phone", Width::Half),
            business: text("business", Width::Keep),
            remarks: text("remarks", Width::Keep),
            ..TenantForm::default()
        };
        match line.get("entered_on").day() {
            Ok(day) => form.entered_on = day.map(|day| day.to_string()).unwrap_or_default(),
            Err(why) => note("entered_on", &why),
        }
        match line.get("state").choice(&self.states) {
            Ok(Some(at)) => State::ALL[at % 2].word().clone_into(&mut form.state),
            Ok(None) => {}
            Err(Reason::NotAChoice) => {
                let labels = self.states[..2].join(" / ");
                unread.push(FieldError::with("state", "cell-no-choice", json!({ "labels": labels })));
            }
            Err(why) => note("state", &why),
        }
        Typed { row: line.number(), form, has_remarks: header.columns.contains_key("remarks"), unread }
    }
}

/// The rows above do not count, so the limit that is told is that of the rows below.
fn told(why: &Unreadable) -> Unreadable {
    match why {
        Unreadable::TooManyRows { .. } => Unreadable::TooManyRows { limit: ROWS },
        other => other.clone(),
    }
}
