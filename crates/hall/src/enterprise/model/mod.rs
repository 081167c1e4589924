//! The tables of this context, one file each.

pub mod enterprise;
pub mod representative;
