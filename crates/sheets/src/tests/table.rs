//! Every file of the table gives its answer, and all of them together take little memory.

use super::answer::answer;
use super::measured::{FOLDER, child, number, peak};
use crate::testing::{Case, all};
use std::fs;
use std::path::{Path, PathBuf};

/// What the reader may take, whatever the file, in kilobytes.
const MOST_MEMORY: u64 = 256 * 1024;
const FEWEST_FILES: u64 = 60;

/// What is wrong with the answer to a file.
fn wrong(case: &Case, bytes: &[u8]) -> Option<String> {
    let given = answer(bytes, case.limits, case.sheet);
    (given != case.answer).then(|| format!("{}:\n{given}\nand not\n{}", case.what, case.answer))
}

/// Reads every file of the table; the test below makes them and measures this.
#[test]
#[ignore = "the proof below runs it in a process of its own"]
fn table_of_one_process() {
    let folder = PathBuf::from(std::env::var_os(FOLDER).expect("a folder of files"));
    let cases = all();
    let judged = cases.iter().enumerate().filter_map(|(at, case)| {
        let bytes = fs::read(folder.join(at.to_string())).expect("a file");
        wrong(case, &bytes)
    });
    let wrong: Vec<String> = judged.collect();
    assert!(wrong.is_empty(), "{} of {} files:\n{}", wrong.len(), cases.len(), wrong.join("\n\n"));
    eprintln!("files {}", cases.len());
    eprintln!("peak {}", peak().unwrap_or(0));
}

#[test]
fn safety_a13_a43_a44_every_file_gives_its_answer_within_bounded_memory() {
    let folder = tempfile::tempdir().expect("a folder");
    for (at, case) in all().iter().enumerate() {
        fs::write(folder.path().join(at.to_string()), (case.file)()).expect("a file");
    }
    let (succeeded, said) = child("tests::table::table_of_one_process", folder.path());
    assert!(succeeded, "{said}");
    let (files, peak) = (number(&said, "files"), number(&said, "peak"));
    eprintln!("sheets: {files} files, peak {peak} kB");
    assert!(files >= FEWEST_FILES, "only {files} files");
    assert!(peak < MOST_MEMORY, "{peak} kB");
}

/// Takes more memory than any file may.
#[test]
#[ignore = "the broken case below runs it in a process of its own"]
fn memory_that_is_wasted() {
    let wasted = vec![1_u8; MOST_MEMORY as usize * 1_024];
    eprintln!("peak {}", peak().unwrap_or(0));
    assert_eq!(std::hint::black_box(&wasted)[7], 1);
}

/// The deliberately broken cases: a wrong answer is reported, and so is memory that is wasted.
#[test]
fn a43_a44_a_wrong_answer_and_wasted_memory_are_noticed() {
    let mut case = all().into_iter().next().expect("a case");
    let bytes = (case.file)();
    assert_eq!(wrong(&case, &bytes), None);
    case.answer += "!";
    assert!(wrong(&case, &bytes).is_some());
    let (succeeded, said) = child("tests::table::memory_that_is_wasted", Path::new(""));
    let peak = number(&said, "peak");
    assert!(succeeded && (peak == 0 || peak >= MOST_MEMORY), "{peak} kB");
}
