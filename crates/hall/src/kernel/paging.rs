//! Pages of lists (D07: 共 N 条, 10条/页, 前往 N 页).
//!
//! A list of a million rows costs what a list of some thousand costs: it is leafed through as far as [`Paging::REACH`] and
//! counted as far as [`Paging::COUNTED`]; whoever looks for something beyond narrows the list.

use super::Outcome;
use sea_orm::sea_query::{Asterisk, Expr, Func, Query, SimpleExpr};
use sea_orm::{
    ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryResult, QuerySelect, QueryTrait, Select,
};
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

    /// Rows that can be leafed through.
    pub const REACH: u64 = 10_000;

    /// As far as rows are counted one by one: five hundred pages.
    pub const COUNTED: u64 = 5_000;

    /// The page asked for, kept within sensible bounds.
    #[must_use]
    pub fn of(page: Option<u64>, size: Option<u64>) -> Self {
        let size = size.unwrap_or(Self::SIZE).clamp(1, 100);
        Self { page: page.unwrap_or(1).clamp(1, Self::REACH.div_ceil(size)), size }
    }

    /// How many rows come before this page.
    #[must_use]
    pub const fn offset(self) -> u64 {
        (self.page - 1) * self.size
    }

    /// A page of `rows` out of `total`, which is known exactly.
    pub fn page<T>(self, rows: Vec<T>, total: u64) -> Page<T> {
        let pages = total.min(Self::REACH).div_ceil(self.size).max(1);
        Page {
            rows,
            total,
            is_more: false,
            page: self.page,
            size: self.size,
            pages,
            steps: self.steps(pages),
        }
    }

    /// A page of `rows` out of as many as [`count`] says.
    pub fn counted<T>(self, rows: Vec<T>, count: u64) -> Page<T> {
        let page = self.page(rows, count.min(Self::COUNTED));
        Page { is_more: count > Self::COUNTED, ..page }
    }

    /// Reads the page of what was found, in the order of the query, and counts it: one statement says both, unless the page
    /// lies behind the last row.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn read<E: EntityTrait>(
        self,
        found: Select<E>,
        db: &impl ConnectionTrait,
    ) -> Outcome<Page<E::Model>>
    where
        E::Model: Send + Sync,
    {
        let rows = found.clone().expr_as(counting(&found), COUNT).offset(self.offset()).limit(self.size);
        let rows = rows.into_model::<Counted<E::Model>>().all(db).await?;
        let total = match rows.first() {
            Some(row) => row.count,
            None if self.page == 1 => 0,
            None => count(&found, db).await?,
        };
        Ok(self.counted(rows.into_iter().map(|row| row.row).collect(), total))
    }

    /// The pages a pager links to: first, last, and those around this one; 0 stands for what is left out.
    fn steps(self, pages: u64) -> Vec<u64> {
        let around = self.page.saturating_sub(2).max(1)..=(self.page + 2).min(pages);
        let mut steps: Vec<u64> = std::iter::once(1).chain(around).chain([pages]).collect();
        steps.dedup();
        let mut shown: Vec<u64> = Vec::new();
        for step in steps {
            if shown.last().is_some_and(|last| step > last + 1) {
                shown.push(0);
            }
            if shown.last() != Some(&step) {
                shown.push(step);
            }
        }
        shown
    }
}

impl Default for Paging {
    fn default() -> Self {
        Self { page: 1, size: Self::SIZE }
    }
}

/// How many rows a query finds; one more than [`Paging::COUNTED`] stands for any number beyond.
///
/// # Errors
/// When the database fails.
pub async fn count<E: EntityTrait>(found: &Select<E>, db: &impl ConnectionTrait) -> Outcome<u64> {
    let row = db.query_one(Query::select().expr(counting(found))).await?;
    Ok(row.map(|row| row.try_get_by_index::<i64>(0)).transpose()?.unwrap_or(0).unsigned_abs())
}

/// The same as a part of a statement. Whether there are too many to count is found out by passing over them, which costs less
/// than counting.
fn counting<E: EntityTrait>(found: &Select<E>) -> SimpleExpr {
    let mut all = found.clone().select_only().expr(Expr::val(1)).into_query();
    all.clear_order_by();
    let beyond = all.clone().limit(1).offset(Paging::COUNTED).take();
    let counted = Query::select().expr(Func::count(Expr::col(Asterisk))).from_subquery(all, "found").take();
    let most = i64::try_from(Paging::COUNTED + 1).unwrap_or(i64::MAX);
    Expr::case(Expr::exists(beyond), most).finally(Expr::SubQuery(None, Box::new(counted.into()))).into()
}

/// The name of the column that says how many rows there are.
const COUNT: &str = "rows_in_all";

/// A row, and how many there are.
struct Counted<M> {
    row: M,
    count: u64,
}

impl<M: FromQueryResult> FromQueryResult for Counted<M> {
    fn from_query_result(result: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        let count: i64 = result.try_get(prefix, COUNT)?;
        Ok(Self { row: M::from_query_result(result, prefix)?, count: count.unsigned_abs() })
    }
}

/// One page of a list.
#[derive(Debug, Clone, Serialize)]
pub struct Page<T> {
    /// The rows of this page.
    pub rows: Vec<T>,
    /// Rows on all pages.
    pub total: u64,
    /// Whether there are more than were counted.
    pub is_more: bool,
    /// This page, counted from 1.
    pub page: u64,
    /// Rows per page.
    pub size: u64,
    /// Number of pages that can be turned to, at least 1.
    pub pages: u64,
    /// The pages a pager links to, in order; 0 stands for what is left out.
    pub steps: Vec<u64>,
}

impl<T> Page<T> {
    /// The same page with other rows, as many.
    pub fn with<U>(self, rows: Vec<U>) -> Page<U> {
        Page {
            rows,
            total: self.total,
            is_more: self.is_more,
            page: self.page,
            size: self.size,
            pages: self.pages,
            steps: self.steps,
        }
    }

    /// The same page with its rows turned into something else.
    pub fn map<U>(mut self, turn: impl FnMut(T) -> U) -> Page<U> {
        let rows = std::mem::take(&mut self.rows);
        self.with(rows.into_iter().map(turn).collect())
    }

    /// The same where turning may fail.
    ///
    /// # Errors
    /// Those of `turn`.
    pub fn turned<U, E>(mut self, turn: impl FnMut(T) -> Result<U, E>) -> Result<Page<U>, E> {
        let rows = std::mem::take(&mut self.rows);
        Ok(self.with(rows.into_iter().map(turn).collect::<Result<_, _>>()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d07_l22_a_pager_links_first_last_and_around_and_never_beyond_reach() {
        let steps = |page, total| Paging::of(Some(page), None).page(Vec::<()>::new(), total).steps;
        assert_eq!(steps(1, 0), [1]);
        assert_eq!(steps(1, 30), [1, 2, 3]);
        assert_eq!(steps(5, 100), [1, 0, 3, 4, 5, 6, 7, 0, 10]);
        assert_eq!(steps(3, 60), [1, 2, 3, 4, 5, 6]);
        assert_eq!(steps(500, 1_000_000), [1, 0, 498, 499, 500, 501, 502, 0, 1_000]);
        assert_eq!(Paging::of(Some(u64::MAX), Some(0)), Paging { page: 10_000, size: 1 });
        assert_eq!(Paging::of(Some(0), Some(1_000)), Paging { page: 1, size: 100 });
        assert_eq!(Paging::of(None, None), Paging { page: 1, size: 10 });
        assert!(Paging::of(Some(u64::MAX), Some(7)).offset() < Paging::REACH);
    }

    #[test]
    fn d07_what_is_not_counted_to_its_end_says_so_and_its_page_500_can_be_turned_to() {
        let counted = |count| Paging::of(Some(500), None).counted(Vec::<()>::new(), count);
        let (all, more) = (counted(Paging::COUNTED), counted(Paging::COUNTED + 1));
        assert_eq!((all.total, all.is_more, all.pages), (5_000, false, 500));
        assert_eq!((more.total, more.is_more, more.pages), (5_000, true, 500));
    }
}
