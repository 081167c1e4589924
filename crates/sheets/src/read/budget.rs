//! Counts what is handed out, so that a caller that keeps it all stays within bounds too: a few stored texts can stand in very many
//! cells.

use super::limits::Limits;
use super::row::Value;
use super::unreadable::Unreadable;

/// What may still be handed out.
#[derive(Debug)]
pub(crate) struct Budget {
    limits: Limits,
    rows: u32,
    cells: u32,
    texts: usize,
}

impl Budget {
    pub(crate) const fn new(limits: Limits) -> Self {
        Self { limits, rows: 0, cells: 0, texts: 0 }
    }

    pub(crate) const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Counts one cell before it joins its row.
    pub(crate) fn cell(&mut self, row: u32, column: u32, value: &Value) -> Result<(), Unreadable> {
        let limits = &self.limits;
        if column > limits.columns {
            return Err(Unreadable::TooManyColumns { row, limit: limits.columns });
        }
        self.cells += 1;
        if self.cells > limits.cells {
            return Err(Unreadable::TooManyCells { limit: limits.cells });
        }
        if let Value::Text(text) | Value::Error(text) = value {
            if text.len() > limits.text {
                return Err(Unreadable::TooLong { row, column, limit: limits.text });
            }
            self.texts += text.len();
            if self.texts > limits.texts {
                return Err(Unreadable::TooMuchInside { limit: limits.texts as u64 });
            }
        }
        Ok(())
    }

    /// Counts a row before it is handed out.
    pub(crate) fn row(&mut self) -> Result<(), Unreadable> {
        self.rows += 1;
        if self.rows > self.limits.rows {
            return Err(Unreadable::TooManyRows { limit: self.limits.rows });
        }
        Ok(())
    }
}
