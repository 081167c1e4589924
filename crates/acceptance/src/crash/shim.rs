//! The hand on the program's disk: `shim.c`, compiled when it is needed and loaded before the program. Orders are given through
//! a file both sides map, while the program runs.

use super::run;
use std::fs::{File, OpenOptions};
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};

/// Calls that can be struck; the numbers are those of `shim.c`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Bytes into a file, and its length.
    Write = 1,
    /// `fsync` and `fdatasync`.
    Sync = 2,
    /// A new name.
    Rename = 4,
    /// Opening or making a file or folder.
    Open = 8,
    /// Bytes that hold a text, to wherever they go: a commit to PostgreSQL, an answer, a message to a gateway.
    Send = 16,
}

/// What becomes of the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blow {
    /// It fails with this error number.
    Fail(u32),
    /// The program ends instead.
    KillBefore,
    /// The program ends when it is done, before anything else is.
    KillAfter,
    /// The program ends when half of the bytes are written.
    KillHalfway,
    /// It does nothing and says that it did.
    Lie,
}

/// The disk does not answer.
pub const EIO: u32 = 5;
/// The disk is full.
pub const ENOSPC: u32 = 28;

/// One order.
#[derive(Debug, Clone, Copy)]
pub struct Order {
    /// Which calls.
    pub kind: Kind,
    /// Part of the path, or of the text that is sent.
    pub about: &'static str,
    /// The how-manieth of them, from 1; 0 only counts.
    pub nth: u64,
    /// Whether all later ones are struck too.
    pub lasting: bool,
    /// What becomes of it.
    pub blow: Blow,
}

/// A compiled shim and the file its orders go through.
pub struct Shim {
    library: PathBuf,
    orders: PathBuf,
    file: File,
}

impl Shim {
    /// Compiles it into a folder.
    pub fn new(folder: &Path) -> Self {
        let (source, library) = (folder.join("shim.c"), folder.join("shim.so"));
        std::fs::write(&source, include_str!("shim.c")).expect("the source is written");
        let (library_text, source_text) = (library.display().to_string(), source.display().to_string());
        run("cc", &["-shared", "-fPIC", "-O2", "-o", &library_text, &source_text, "-ldl"]);
        let orders = folder.join("orders");
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(true).open(&orders);
        let file = file.expect("a file for orders");
        file.set_len(4096).expect("room for orders");
        Self { library, orders, file }
    }

    /// What the program's environment must hold.
    pub fn environment(&self) -> [(&'static str, &Path); 2] {
        [("LD_PRELOAD", &self.library), ("TRADEHALL_SHIM", &self.orders)]
    }

    /// Gives an order; counting begins anew.
    pub fn order(&self, order: Order) {
        self.rest();
        let (action, error) = match order.blow {
            Blow::Fail(error) => (0, error),
            Blow::KillBefore => (1, 0),
            Blow::KillAfter => (2, 0),
            Blow::KillHalfway => (3, 0),
            Blow::Lie => (4, 0),
        };
        let mut bytes = Vec::new();
        for word in [order.kind as u32, action, error, u32::from(order.lasting), 0] {
            bytes.extend_from_slice(&word.to_ne_bytes());
        }
        for long in [order.nth, 0, 0] {
            bytes.extend_from_slice(&long.to_ne_bytes());
        }
        bytes.extend_from_slice(order.about.as_bytes());
        bytes.resize(20 + 24 + 256, 0);
        self.file.write_all_at(&bytes, 4).expect("an order is written");
        self.arm(1);
    }

    /// Lets everything through again.
    pub fn rest(&self) {
        self.arm(0);
    }

    /// How many calls of the last order's kind there were.
    pub fn seen(&self) -> u64 {
        self.long(32)
    }

    /// How many of them were struck.
    pub fn struck(&self) -> u64 {
        self.long(40)
    }

    fn arm(&self, armed: u32) {
        self.file.write_all_at(&armed.to_ne_bytes(), 0).expect("an order is written");
    }

    fn long(&self, at: u64) -> u64 {
        let mut bytes = [0; 8];
        self.file.read_exact_at(&mut bytes, at).expect("orders are read");
        u64::from_ne_bytes(bytes)
    }
}
