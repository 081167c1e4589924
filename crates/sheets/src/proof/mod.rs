//! The proof of the reader from outside: files made here, each with the exact answer it has to give.

mod round_trip;
