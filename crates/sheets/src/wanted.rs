//! What a table to be filled in and read back asks for: one description for the template and for the reader.

/// What a column takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Words.
    Text,
    /// Digits that are no number: codes, telephone numbers. Spreadsheets keep them as text.
    Code,
    /// A whole number.
    Whole,
    /// A number with at most so many places after the point.
    Decimal {
        /// Places after the point.
        places: u32,
    },
    /// A day.
    Day,
    /// One of these labels.
    Choice(Vec<String>),
}

/// A column that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Names the column for the program.
    pub key: String,
    /// Names the column for people: what the template shows.
    pub heading: String,
    /// Other headings that mean the same.
    pub aliases: Vec<String>,
    /// Must the column be there, and each row fill it?
    pub required: bool,
    /// What it takes.
    pub asked: Asked,
    /// How to fill it in, shown beside the heading and among the explanations.
    pub note: String,
    /// What the template's example row shows; may be empty.
    pub example: String,
    /// What stands filled in already in the row below; may be empty.
    pub filled: String,
}

impl Wanted {
    /// A column that may be left out.
    pub fn new(key: impl Into<String>, heading: impl Into<String>, asked: Asked) -> Self {
        Self {
            key: key.into(),
            heading: heading.into(),
            aliases: Vec::new(),
            required: false,
            asked,
            note: String::new(),
            example: String::new(),
            filled: String::new(),
        }
    }

    /// Makes it required.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Another heading that means the same.
    #[must_use]
    pub fn or(mut self, alias: impl Into<String>) -> Self {
        self.aliases.push(alias.into());
        self
    }

    /// How to fill it in.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// What the example row shows.
    #[must_use]
    pub fn example(mut self, example: impl Into<String>) -> Self {
        self.example = example.into();
        self
    }

    /// What stands filled in already.
    #[must_use]
    pub fn filled(mut self, filled: impl Into<String>) -> Self {
        self.filled = filled.into();
        self
    }
}
