//! Where a cell is: `C7`.

use std::fmt;

/// The last column of a sheet, XFD.
pub const LAST_COLUMN: u32 = 16_384;
/// The last row of a sheet.
pub const LAST_ROW: u32 = 1_048_576;

/// A cell's place, shown as spreadsheet programs do: `C7`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// From one.
    pub row: u32,
    /// From one.
    pub column: u32,
}

impl Address {
    /// The place in this row and column, each counted from one.
    pub const fn new(row: u32, column: u32) -> Self {
        Self { row, column }
    }

    /// Reads `C7` or `$C$7`; nothing that lies outside of a sheet.
    pub fn parse(text: &str) -> Option<Self> {
        let (mut column, mut row, mut bytes) = (0_u32, 0_u32, text.bytes().peekable());
        bytes.next_if_eq(&b'$');
        while let Some(letter) = bytes.next_if(u8::is_ascii_alphabetic) {
            column = column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
            if column > LAST_COLUMN {
                return None;
            }
        }
        bytes.next_if_eq(&b'$');
        for digit in bytes {
            if !digit.is_ascii_digit() {
                return None;
            }
            row = row * 10 + u32::from(digit - b'0');
            if row > LAST_ROW {
                return None;
            }
        }
        (row > 0 && column > 0).then_some(Self { row, column })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut letters, mut rest) = (Vec::new(), self.column);
        while rest > 0 {
            letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
            rest = (rest - 1) / 26;
        }
        write!(f, "{}{}", letters.iter().rev().collect::<String>(), self.row)
    }
}

/// A rectangle of cells, such as one merged into one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// Top left.
    pub first: Address,
    /// Bottom right.
    pub last: Address,
}

impl Area {
    /// Reads `A1:C7`, or `A1` alone.
    pub fn parse(text: &str) -> Option<Self> {
        let (first, last) = text.split_once(':').unwrap_or((text, text));
        let (first, last) = (Address::parse(first)?, Address::parse(last)?);
        (first.row <= last.row && first.column <= last.column).then_some(Self { first, last })
    }

    /// Is this cell in it?
    pub const fn holds(&self, cell: Address) -> bool {
        self.first.row <= cell.row
            && cell.row <= self.last.row
            && self.first.column <= cell.column
            && cell.column <= self.last.column
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_and_shown() {
        for (text, row, column) in [
            ("A1", 1, 1),
            ("Z9", 9, 26),
            ("AA10", 10, 27),
            ("C7", 7, 3),
            ("XFD1048576", LAST_ROW, LAST_COLUMN),
        ] {
            assert_eq!(Address::parse(text), Some(Address::new(row, column)));
            assert_eq!(Address::new(row, column).to_string(), text);
        }
        assert_eq!(Address::parse("$c$7"), Some(Address::new(7, 3)));
        for wrong in
            ["", "A", "7", "A0", "XFE1", "A1048577", "A-1", "A1B", "甲1", "AAAAAAAAAAAA1", "A99999999999"]
        {
            assert_eq!(Address::parse(wrong), None, "{wrong}");
        }
        let area = Area::parse("B2:C3").unwrap();
        assert!(area.holds(Address::new(3, 2)) && !area.holds(Address::new(1, 2)));
        assert_eq!(Area::parse("C3:B2"), None);
    }
}
