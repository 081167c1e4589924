//! Searching by words: every word must occur somewhere, upper and lower case alike, and no word is a pattern.

use crate::kernel::holds;
use crate::offering::model::{Column, logistics, tag};
use crate::provider::model as provider;
use crate::term::gazetteer;
use sea_orm::ColumnTrait;
use sea_orm::sea_query::{Condition, Expr, Query, SelectStatement};

/// More words than this are not looked at.
const WORDS: usize = 8;

/// What must hold of an offering joined with its details for every word to be found in title, summary, city, country,
/// tags or the provider's name.
pub(super) fn everywhere(words: &str) -> Condition {
    split(words).fold(Condition::all(), |all, word| {
        let cities = gazetteer::search(word, None, 50).into_iter().map(|city| city.id.clone());
        let lower = word.to_lowercase();
        let named = |name: &str| name.to_lowercase().contains(&lower);
        let countries = gazetteer::countries()
            .iter()
            .filter(|country| named(&country.name_zh) || named(&country.name_en))
            .map(|country| country.code.clone());
        all.add(
            title(word)
                .add(holds(logistics::Column::City, word))
                .add(holds(logistics::Column::CityEn, word))
                .add(logistics::Column::CityId.is_in(cities))
                .add(logistics::Column::Country.is_in(countries))
                .add(Column::Id.in_subquery(tagged(holds(tag::Column::Tag, word))))
                .add(Column::ProviderId.in_subquery(providers(word))),
        )
    })
}

/// What must hold of a header for every word to be found in title, summary or the provider's name.
pub(super) fn header(words: &str) -> Condition {
    split(words).fold(Condition::all(), |all, word| {
        all.add(title(word).add(Column::ProviderId.in_subquery(providers(word))))
    })
}

/// The offerings whose tags meet a condition.
pub(super) fn tagged(condition: Expr) -> SelectStatement {
    let mut query = Query::select();
    query.column(tag::Column::OfferingId).from(tag::Entity).and_where(condition).take()
}

fn split(words: &str) -> impl Iterator<Item = &str> {
    words.split_whitespace().take(WORDS)
}

fn title(word: &str) -> Condition {
    Condition::any().add(holds(Column::Title, word)).add(holds(Column::Summary, word))
}

fn providers(word: &str) -> SelectStatement {
    let mut query = Query::select();
    let named = holds(provider::Column::Name, word);
    query.column(provider::Column::Id).from(provider::Entity).and_where(named).take()
}
