//! What is true and what can be done.
//!
//! Contexts from the bottom up; each may use those before it and none after it (ARCHITECTURE.md holds the order
//! and a test reads it from there). Rules are pure, operations are *authorise → load → rule → keep → journal →
//! tell*, and nothing here knows how a page looks.

pub mod kernel;

pub mod journal;

pub mod message;

pub mod file;

pub mod term;

pub mod review;

pub mod account;

pub mod enterprise;

pub mod provider;

pub mod park;

pub mod offering;

pub mod engagement;

pub mod news;

pub mod assessment;

pub mod decide;

pub mod moments;

pub mod overdue;

pub mod suspend;

pub mod actor;

pub mod entrance;

pub mod system;

#[cfg(any(test, feature = "testing"))]
pub mod testing;

pub use kernel::{Actor, Desk, FieldError, Refusal, Work};
