//! The pages B08–B15: what is shown and what is typed in. A handler reads its form, lets [`crate::work`] act and shows
//! the answer.

pub mod centre;
pub mod chosen;
pub mod countries;
pub mod form;
pub mod help;
pub mod home;
pub mod licence;
pub mod login;
pub mod materials;
pub mod paper;
pub mod password;
pub mod recover;
pub mod register;
pub mod safety;
pub mod said;
pub mod scan;
mod step_account;
mod step_identity;
