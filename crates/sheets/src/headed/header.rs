//! Finds the row of headings and says which column is which.

use super::fold;
use crate::{Address, Row, Value, Wanted};
use std::collections::HashMap;

/// The row of headings that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Its number.
    pub row: u32,
    /// Column of each key that was found; the first one where there are several.
    pub columns: HashMap<String, u32>,
    /// Keys of required columns that are not there.
    pub missing: Vec<String>,
    /// Headings nobody asked for, with their places.
    pub unknown: Vec<(Address, String)>,
    /// Keys whose heading is there more than once, with all their places.
    pub duplicate: Vec<(String, Vec<Address>)>,
}

impl Header {
    /// Are all required columns there, each once?
    pub fn is_sound(&self) -> bool {
        self.missing.is_empty() && self.duplicate.is_empty()
    }

    /// Place of a key's heading.
    pub fn address(&self, key: &str) -> Option<Address> {
        self.columns.get(key).map(|column| Address::new(self.row, *column))
    }
}

/// Which key each accepted heading means.
pub(crate) struct Accepted<'w> {
    wanted: &'w [Wanted],
    keys: HashMap<String, &'w str>,
}

impl<'w> Accepted<'w> {
    pub(crate) fn new(wanted: &'w [Wanted]) -> Self {
        let mut keys = HashMap::new();
        for column in wanted {
            for heading in column.aliases.iter().chain([&column.heading]) {
                keys.insert(fold::heading(heading), column.key.as_str());
            }
        }
        Self { wanted, keys }
    }

    /// How many different columns a row names, if it were the row of headings.
    pub(crate) fn named(&self, row: &Row) -> usize {
        let mut keys: Vec<&str> = texts(row).filter_map(|(_, text)| self.key(text)).collect();
        keys.sort_unstable();
        keys.dedup();
        keys.len()
    }

    pub(crate) fn header(&self, row: &Row) -> Header {
        let mut places: HashMap<&str, Vec<Address>> = HashMap::new();
        let mut unknown = Vec::new();
        for (column, text) in texts(row) {
            let address = row.address(column);
            match self.key(text) {
                Some(key) => places.entry(key).or_default().push(address),
                None if fold::trim(text).is_empty() => {}
                None => unknown.push((address, fold::trim(text).to_owned())),
            }
        }
        let absent = |column: &&Wanted| column.required && !places.contains_key(column.key.as_str());
        let missing = self.wanted.iter().filter(absent).map(|column| column.key.clone()).collect();
        let several = |column: &Wanted| {
            let found = places.get(column.key.as_str()).filter(|found| found.len() > 1)?;
            Some((column.key.clone(), found.clone()))
        };
        let duplicate = self.wanted.iter().filter_map(several).collect();
        let columns = places.iter().map(|(key, found)| ((*key).to_owned(), found[0].column)).collect();
        Header { row: row.number, columns, missing, unknown, duplicate }
    }

    fn key(&self, text: &str) -> Option<&'w str> {
        self.keys.get(&fold::heading(text)).copied()
    }
}

fn texts(row: &Row) -> impl Iterator<Item = (u32, &str)> {
    row.cells.iter().filter_map(|cell| match &cell.value {
        Value::Text(text) => Some((cell.column, text.as_str())),
        _ => None,
    })
}
