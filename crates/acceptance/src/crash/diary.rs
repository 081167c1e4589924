//! What the people outside remember: before each act its intent, after the answer that it was acknowledged. Every line is on the
//! disk before the act goes on (`O_DSYNC`), in a file the program knows nothing of.

use super::acts::Act;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// Linux's number for: a write returns when its bytes are on the disk.
const O_DSYNC: i32 = 0o10000;

#[derive(Serialize, Deserialize)]
enum Line {
    Intent(u64, Act),
    Acknowledged(u64),
}

/// A diary being written.
pub struct Diary {
    path: PathBuf,
    file: Mutex<(File, u64)>,
}

/// An act that was begun, and whether it was acknowledged.
#[derive(Debug, Clone)]
pub struct Begun {
    /// What was to be done.
    pub act: Act,
    /// Whether the answer said that it was.
    pub acknowledged: bool,
}

impl Diary {
    /// Begins one.
    pub fn new(path: PathBuf) -> Self {
        let file = File::options().create(true).append(true).custom_flags(O_DSYNC).open(&path);
        Self { path, file: Mutex::new((file.expect("a diary"), 0)) }
    }

    /// Notes what is about to be asked for.
    pub fn intends(&self, act: &Act) -> u64 {
        let mut file = self.file.lock().expect("not poisoned");
        file.1 += 1;
        let number = file.1;
        write(&mut file.0, &Line::Intent(number, act.clone()));
        number
    }

    /// Notes that the answer said it was done.
    pub fn acknowledged(&self, number: u64) {
        write(&mut self.file.lock().expect("not poisoned").0, &Line::Acknowledged(number));
    }

    /// Everything that was begun, read back from the disk.
    pub fn begun(&self) -> Vec<Begun> {
        read(&self.path)
    }
}

fn write(file: &mut File, line: &Line) {
    let mut text = serde_json::to_string(line).expect("a line");
    text.push('\n');
    file.write_all(text.as_bytes()).expect("the diary is written");
}

fn read(path: &Path) -> Vec<Begun> {
    let text = std::fs::read_to_string(path).expect("the diary is read");
    let lines: Vec<Line> = text.lines().map(|line| serde_json::from_str(line).expect("a line")).collect();
    let acknowledged: BTreeSet<u64> = lines
        .iter()
        .filter_map(|line| if let Line::Acknowledged(number) = line { Some(*number) } else { None })
        .collect();
    let begun = lines.into_iter().filter_map(|line| match line {
        Line::Intent(number, act) => Some(Begun { act, acknowledged: acknowledged.contains(&number) }),
        Line::Acknowledged(_) => None,
    });
    begun.collect()
}
