//! The accept loop of the program, which `bench` serves other sites with, to compare like with like.

pub mod server;
