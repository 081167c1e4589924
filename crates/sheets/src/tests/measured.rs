//! Processes of their own, because memory is counted by process.

use std::path::Path;

/// Names the folder in which the process that is measured finds the files, each under its number.
pub const FOLDER: &str = "SHEETS_PROOF_FILES";

/// The most memory this process ever had, in kilobytes. Elsewhere than on Linux nobody counts.
pub fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

/// Runs a test of this program in a process of its own, which has a peak of its own; gives what it said.
#[expect(clippy::disallowed_methods, reason = "a process of its own has a peak of its own")]
pub fn child(test: &str, folder: &Path) -> (bool, String) {
    let child = std::process::Command::new(std::env::current_exe().expect("this program"))
        .args([test, "--exact", "--ignored", "--nocapture"])
        .env(FOLDER, folder)
        .output()
        .expect("a process");
    (child.status.success(), String::from_utf8_lossy(&child.stderr).into_owned())
}

pub fn number(said: &str, name: &str) -> u64 {
    let line = said.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    line.trim().parse().unwrap_or_else(|_| panic!("no {name} in {said}"))
}
