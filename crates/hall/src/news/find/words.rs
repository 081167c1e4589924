//! Searching by words: every word must occur in the title, the summary or the park's name, upper and lower case alike, and no word is a
//! pattern.

use crate::kernel::holds;
use crate::news::model::Column;
use crate::provider::model::park;
use sea_orm::ColumnTrait;
use sea_orm::sea_query::{Condition, Query, SelectStatement};

/// More words than this are not looked at.
const WORDS: usize = 8;

/// What must hold of an item for every word to be found.
pub(super) fn everywhere(words: &str) -> Condition {
    words.split_whitespace().take(WORDS).fold(Condition::all(), |all, word| {
        all.add(
            Condition::any()
                .add(holds(Column::Title, word))
                .add(holds(Column::Summary, word))
                .add(Column::ProviderId.in_subquery(parks(word))),
        )
    })
}

fn parks(word: &str) -> SelectStatement {
    let mut query = Query::select();
    let named = holds(park::Column::ParkName, word);
    query.column(park::Column::ProviderId).from(park::Entity).and_where(named).take()
}
