//! Golden files: what the answers were when somebody last looked and agreed. `TRADEHALL_GOLDEN=write` (`make golden`,
//! `make coverage`) writes them anew; the difference then stands in the commit.

use crate::source::root;
use std::fs;

/// Compares `found` with the file at `path` (from the root of the repository), or writes it.
pub fn keep(path: &str, found: &str) {
    let file = root().join(path);
    if std::env::var("TRADEHALL_GOLDEN").is_ok_and(|word| word == "write") {
        fs::create_dir_all(file.parent().expect("a file lies in a folder")).expect("a folder can be made");
        fs::write(&file, found).expect("a golden file can be written");
        return;
    }
    let kept = fs::read_to_string(&file).unwrap_or_default();
    if kept == found {
        return;
    }
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let (kept, found) = (lines(&kept), lines(found));
    let gone = kept.iter().filter(|line| !found.contains(line)).map(|line| format!("- {line}"));
    let new = found.iter().filter(|line| !kept.contains(line)).map(|line| format!("+ {line}"));
    let difference: Vec<_> = gone.chain(new).take(60).collect();
    panic!("{path} is stale (make golden, then look at the difference):\n{}", difference.join("\n"));
}
