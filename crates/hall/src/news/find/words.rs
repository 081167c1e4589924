//! Searching by words: every word must occur in the title, the summary or the park's name, upper and lower case alike, and no word is a
//! pattern.

use crate::kernel::text;
use crate::news::model::Column;
use crate::provider::model::park;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Func, LikeExpr, Query, SelectStatement};
use sea_orm::{ColumnTrait, IntoSimpleExpr};

/// More words than this are not looked at.
const WORDS: usize = 8;

/// What must hold of an item for every word to be found.
pub(super) fn everywhere(words: &str) -> Condition {
    words.split_whitespace().take(WORDS).fold(Condition::all(), |all, word| {
        all.add(
            Condition::any()
                .add(contains(Column::Title, word))
                .add(contains(Column::Summary, word))
                .add(Column::ProviderId.in_subquery(parks(word))),
        )
    })
}

fn parks(word: &str) -> SelectStatement {
    let mut query = Query::select();
    let named = contains(park::Column::ParkName, word);
    query.column(park::Column::ProviderId).from(park::Entity).and_where(named).take()
}

fn contains(column: impl IntoSimpleExpr, word: &str) -> Expr {
    let pattern = LikeExpr::new(text::like(&word.to_lowercase())).escape('\\');
    ExprTrait::like(Expr::from(Func::lower(column.into_simple_expr())), pattern)
}
