//! Terms: the tables of words and days that the trade shares. Promises count working days of the zone, and which
//! days those are is data that officials keep. Nothing here looks at a clock.

pub mod calendar;
pub mod gazetteer;

pub use calendar::{Calendar, Pace, Promise};
