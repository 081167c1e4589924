//! Pages of lists (D07: 共 N 条, 10条/页, 前往 N 页).

use serde::Serialize;

/// Which page somebody asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paging {
    /// Counted from 1.
    pub page: u64,
    /// Rows per page.
    pub size: u64,
}

impl Paging {
    /// What lists show unless asked otherwise (S0:244).
    pub const SIZE: u64 = 10;

    /// The page asked for, kept within sensible bounds.
    #[must_use]
    pub fn of(page: Option<u64>, size: Option<u64>) -> Self {
        Self { page: page.unwrap_or(1).clamp(1, 1_000_000), size: size.unwrap_or(Self::SIZE).clamp(1, 100) }
    }

    /// How many rows come before this page.
    #[must_use]
    pub const fn offset(self) -> u64 {
        (self.page - 1) * self.size
    }

    /// A page of `rows` out of `total`.
    pub fn page<T>(self, rows: Vec<T>, total: u64) -> Page<T> {
        Page { rows, total, page: self.page, size: self.size, pages: total.div_ceil(self.size).max(1) }
    }
}

impl Default for Paging {
    fn default() -> Self {
        Self { page: 1, size: Self::SIZE }
    }
}

/// One page of a list.
#[derive(Debug, Clone, Serialize)]
pub struct Page<T> {
    /// The rows of this page.
    pub rows: Vec<T>,
    /// Rows on all pages.
    pub total: u64,
    /// This page, counted from 1.
    pub page: u64,
    /// Rows per page.
    pub size: u64,
    /// Number of pages, at least 1.
    pub pages: u64,
}

impl<T> Page<T> {
    /// The same page with its rows turned into something else.
    pub fn map<U>(self, turn: impl FnMut(T) -> U) -> Page<U> {
        Page {
            rows: self.rows.into_iter().map(turn).collect(),
            total: self.total,
            page: self.page,
            size: self.size,
            pages: self.pages,
        }
    }
}
