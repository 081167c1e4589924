//! The proof of the reader from outside: files made here, each with the exact answer it has to give, in a process that is measured.

mod answer;
mod handed_out;
mod headings;
mod measured;
mod memory;
mod mutated;
mod round_trip;
mod table;
