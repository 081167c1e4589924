//! Parks and bases (园区/基地) beyond what was approved of them, which lives with the provider each is: how everybody finds
//! them, what enterprises ask of them, and who is in them.

pub mod find;
pub mod settlement;
pub mod tenant;
