//! The provider in process: a world with a clock that stands, a phone that remembers, and browsers with cookies.

mod centre;
mod guard;
mod login;
mod loopback;
mod pages;
mod protocol;
mod register;
mod scan;
mod world;
