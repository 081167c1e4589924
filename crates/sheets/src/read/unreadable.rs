//! Why a file is not read.

/// What a file is that is no workbook and no table of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Other {
    /// An OpenDocument spreadsheet (.ods).
    OpenDocument,
    /// A binary workbook (.xlsb).
    BinaryWorkbook,
    /// A web page, which some systems call .xls or .xlsx.
    WebPage,
    /// An XML document, a spreadsheet of 2003 perhaps.
    Xml,
    /// A document or presentation of an office program.
    Document,
    /// An archive without a workbook in it.
    Archive,
    /// Something else: a picture, a PDF, a program.
    Binary,
}

/// A way to deceive a reader of workbooks; no spreadsheet program writes such a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trick {
    /// More parts in the archive than the limit.
    Parts,
    /// A part's name leads out of the archive.
    Path,
    /// A part is a link to another file.
    Link,
    /// Two parts have one name.
    Duplicate,
    /// Bytes of the archive belong to two parts.
    Overlap,
    /// A part claims to unpack to more than compressing can explain.
    Ratio,
    /// A part does not unpack to the size it claims.
    Size,
    /// XML with a document type, which could name entities.
    Doctype,
    /// XML nested deeper than any workbook.
    Depth,
    /// A tag or text in XML longer than any cell.
    Token,
}

/// Why a file is not read. Whoever shows it makes a sentence of it in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// There is nothing in the file.
    #[error("the file is empty")]
    Empty,
    /// It is something else.
    #[error("the file is no workbook: {0:?}")]
    NotAWorkbook(Other),
    /// It opens with a password only.
    #[error("the file is encrypted")]
    Encrypted,
    /// The format of before 2007 (.xls).
    #[error("the file has the old format .xls")]
    OldFormat,
    /// It holds macros.
    #[error("the workbook holds macros")]
    MacroEnabled,
    /// More bytes than [`crate::Limits::bytes`].
    #[error("the file has more than {limit} bytes")]
    TooLarge {
        /// The most.
        limit: u64,
    },
    /// Unpacked, or as text handed out, more bytes than [`crate::Limits::unpacked`], `strings` or `texts`.
    #[error("there are more than {limit} bytes in the file")]
    TooMuchInside {
        /// The most.
        limit: u64,
    },
    /// More than [`crate::Limits::rows`].
    #[error("more than {limit} rows")]
    TooManyRows {
        /// The most.
        limit: u32,
    },
    /// Something beyond [`crate::Limits::columns`].
    #[error("row {row} has something beyond column {limit}")]
    TooManyColumns {
        /// Its row.
        row: u32,
        /// The last column.
        limit: u32,
    },
    /// More than [`crate::Limits::cells`].
    #[error("more than {limit} cells")]
    TooManyCells {
        /// The most.
        limit: u32,
    },
    /// A text of more than [`crate::Limits::text`] bytes.
    #[error("the text in row {row}, column {column} has more than {limit} bytes")]
    TooLong {
        /// Its row.
        row: u32,
        /// Its column.
        column: u32,
        /// The most.
        limit: usize,
    },
    /// There is no sheet to read, or none that is visible.
    #[error("the workbook has no visible sheet")]
    NoSheet,
    /// The sheet asked for is not there.
    #[error("there is no sheet {0}")]
    NoSuchSheet(String),
    /// The archive or its XML was made to harm.
    #[error("the file was tampered with: {0:?}")]
    Tampered(Trick),
    /// Something is missing, cut off or not as it has to be.
    #[error("the file is damaged in {part}: {what}")]
    Damaged {
        /// The part of the workbook.
        part: String,
        /// What is wrong, for whoever looks into it.
        what: &'static str,
    },
}

impl Unreadable {
    pub(crate) fn damaged(part: &str, what: &'static str) -> Self {
        // A part's name comes from the file, and a sentence has no room for a long one.
        Self::Damaged { part: part.chars().filter(|c| !c.is_control()).take(80).collect(), what }
    }

    /// As an input error, to pass through readers of others.
    pub(crate) fn io(self) -> std::io::Error {
        std::io::Error::other(self)
    }

    /// What an input error of ours holds; another one means damage.
    pub(crate) fn of_io(error: &std::io::Error, part: &str) -> Self {
        let ours = error.get_ref().and_then(|inner| inner.downcast_ref::<Self>());
        ours.cloned().unwrap_or_else(|| Self::damaged(part, "it cannot be unpacked"))
    }
}
