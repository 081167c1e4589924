//! Instants at which the program is killed by name: around every step that makes something last or tells somebody of it.

use super::place::On;
use super::shim::{Blow, Kind, Order};

/// A named instant.
#[derive(Debug, Clone, Copy)]
pub struct Instant {
    /// What it is called in figures.
    pub name: &'static str,
    kind: Kind,
    about: &'static str,
    blow: Blow,
    /// How often a program that works comes there within a second or two.
    often: u64,
}

impl Instant {
    /// The order that kills the program one of the times it comes there.
    pub const fn order(self, dice: u64) -> Order {
        let nth = 1 + dice % self.often;
        Order { kind: self.kind, about: self.about, nth, lasting: false, blow: self.blow }
    }
}

const fn at(name: &'static str, kind: Kind, about: &'static str, blow: Blow, often: u64) -> Instant {
    Instant { name, kind, about, blow, often }
}

/// In both halls: files, gateways, answers. A file is written beside its place, synced, renamed, and its folder is synced.
const BOTH: [Instant; 11] = [
    at("before a file is made", Kind::Open, "/files/", Blow::KillBefore, 6),
    at("halfway through a file", Kind::Write, "/files/", Blow::KillHalfway, 6),
    at("before a file is synced", Kind::Sync, "/files/", Blow::KillBefore, 6),
    at("after a file is synced", Kind::Sync, "/files/", Blow::KillAfter, 6),
    at("before a file has its name", Kind::Rename, "/files/", Blow::KillBefore, 6),
    at("after a file has its name", Kind::Rename, "/files/", Blow::KillAfter, 6),
    at("before a message leaves", Kind::Send, "POST /sms ", Blow::KillBefore, 4),
    at("after a message left", Kind::Send, "POST /sms ", Blow::KillAfter, 4),
    at("before an answer", Kind::Send, "HTTP/1.1 303", Blow::KillBefore, 12),
    at("halfway through an answer", Kind::Send, "HTTP/1.1 303", Blow::KillHalfway, 12),
    at("after an answer", Kind::Send, "HTTP/1.1 303", Blow::KillAfter, 12),
];

const SQLITE: [Instant; 4] = [
    at("before a commit is written", Kind::Write, "hall.db-wal", Blow::KillBefore, 1200),
    at("halfway through a commit", Kind::Write, "hall.db-wal", Blow::KillHalfway, 1200),
    at("before a commit is synced", Kind::Sync, "hall.db-wal", Blow::KillBefore, 30),
    at("after a commit is synced", Kind::Sync, "hall.db-wal", Blow::KillAfter, 30),
];

const POSTGRES: [Instant; 2] = [
    at("before a commit is sent", Kind::Send, "COMMIT", Blow::KillBefore, 30),
    at("after a commit is sent", Kind::Send, "COMMIT", Blow::KillAfter, 30),
];

/// The instants of a hall on this database.
pub fn of(on: On) -> Vec<Instant> {
    let own: &[Instant] = match on {
        On::Sqlite => &SQLITE,
        On::Postgres => &POSTGRES,
    };
    [own, &BOTH].concat()
}
