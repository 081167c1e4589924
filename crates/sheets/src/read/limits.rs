//! How much a file may ask of the reader.

/// Limits of [`crate::read`]. With the default ones reading stays far under 256 MiB, whatever the file says of itself, and so does
/// a caller that keeps every row it is handed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: u64,
    /// Bytes of everything in a workbook's archive when unpacked. They are never in memory at once.
    pub unpacked: u64,
    /// Parts in a workbook's archive.
    pub parts: usize,
    /// Bytes of the texts a workbook keeps in common for its cells; these are in memory while it is read.
    pub strings: usize,
    /// Rows with something in them. Blank rows do not count, however they are formatted.
    pub rows: u32,
    /// The last column that may hold something, counted from one.
    pub columns: u32,
    /// Cells with something in them.
    pub cells: u32,
    /// Bytes of the text in one cell.
    pub text: usize,
    /// Bytes of all text handed out.
    pub texts: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 16 << 20,
            unpacked: 128 << 20,
            parts: 2_000,
            strings: 32 << 20,
            rows: 100_000,
            columns: crate::read::address::LAST_COLUMN,
            cells: 2_000_000,
            // 32 767 characters, which is what a spreadsheet program lets one type, at most three bytes each.
            text: 98_301,
            texts: 48 << 20,
        }
    }
}
