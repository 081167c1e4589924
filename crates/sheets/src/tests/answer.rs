//! What the reader answers to a file, as lines of text.

use crate::{Address, Area, Found, Limits, Row, Rows, Unreadable, Value, read};

/// More lines than this are counted and shown at both ends only.
const SHOWN: usize = 60;
const ENDS: usize = 2;

/// Lines of an answer: all of a short one, both ends of a long one.
#[derive(Default)]
struct Lines {
    first: Vec<String>,
    last: Vec<String>,
    count: usize,
}

impl Lines {
    fn push(&mut self, line: String) {
        self.count += 1;
        if self.first.len() < SHOWN {
            self.first.push(line);
            return;
        }
        self.last.push(line);
        if self.last.len() > ENDS {
            self.last.remove(0);
        }
    }

    fn shown(mut self) -> String {
        if self.count > SHOWN {
            let last = if self.count - SHOWN < ENDS { self.first.split_off(SHOWN - ENDS) } else { self.last };
            self.first.truncate(ENDS);
            self.first.push(format!("… {} lines …", self.count));
            self.first.extend(last);
        }
        self.first.join("\n")
    }
}

/// The cells of the first visible sheet, or of the one of this name; what else the file tells; or the refusal.
pub fn answer(bytes: &[u8], limits: Limits, sheet: Option<&str>) -> String {
    let mut lines = Lines::default();
    match told(bytes, limits, sheet, &mut lines) {
        Ok(()) => {}
        Err(refusal) => lines.push(format!("refused: {refusal:?}")),
    }
    lines.shown()
}

fn told(bytes: &[u8], limits: Limits, sheet: Option<&str>, lines: &mut Lines) -> Result<(), Unreadable> {
    let reading = read(bytes, limits)?;
    for hidden in reading.sheets().iter().filter(|sheet| sheet.hidden) {
        lines.push(format!("hidden sheet {}", hidden.name));
    }
    if let Some(encoding) = reading.encoding() {
        lines.push(format!("in {encoding}"));
    }
    let mut rows = match sheet {
        Some(name) => reading.rows_of(name)?,
        None => reading.rows()?,
    };
    for row in &mut rows {
        of_row(&row?, lines);
    }
    rest(&rows, lines);
    Ok(())
}

fn of_row(row: &Row, lines: &mut Lines) {
    if row.hidden {
        lines.push(format!("hidden row {}", row.number));
    }
    for cell in &row.cells {
        lines.push(format!("{} {}", row.address(cell.column), value(cell)));
    }
}

fn rest(rows: &Rows<'_>, lines: &mut Lines) {
    for hidden in rows.hidden_columns() {
        lines.push(format!("hidden columns {}-{}", hidden.start(), hidden.end()));
    }
    for Area { first, last } in rows.merged() {
        let (first, last): (&Address, &Address) = (first, last);
        lines.push(format!("merged {first}:{last}"));
    }
}

fn value(cell: &Found) -> String {
    let value = match &cell.value {
        Value::Text(text) => format!("{text:?}"),
        Value::Number(number) => number.to_string(),
        Value::Date(day) => day.to_string(),
        Value::Moment(at) => at.to_string(),
        Value::Time(time) => time.to_string(),
        Value::Boolean(truth) => truth.to_string(),
        Value::Error(error) => error.clone(),
        Value::Empty => "nothing".to_owned(),
    };
    if cell.formula { format!("calculated {value}") } else { value }
}
