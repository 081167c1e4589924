//! Parks and bases as the hall shows them (园区/基地). What is approved of one lives with the provider it is; this context
//! finds them and says how a park is addressed.

pub mod find;
