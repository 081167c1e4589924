//! The inputs that were kept, run on every target of theirs: what a fuzzer found once never comes back.

use super::{TARGETS, run};
use crate::source::root;
use std::fs;

/// The most all inputs may weigh together.
const WEIGHT: u64 = 1 << 20;

#[test]
fn hostile_inputs_that_were_kept_break_nothing() {
    let mut weight = 0;
    for (name, target) in TARGETS {
        let folder = root().join("fuzz/corpus").join(name);
        let inputs = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        let mut count = 0;
        for input in inputs {
            let path = input.expect("a file").path();
            let bytes = fs::read(&path).expect("a file can be read");
            weight += bytes.len() as u64;
            count += 1;
            let outcome = std::panic::catch_unwind(|| target(&bytes));
            assert!(outcome.is_ok(), "{} breaks {name}", path.display());
        }
        assert!(count >= 3, "{name} has {count} inputs");
    }
    assert!(weight < WEIGHT, "{weight} bytes are kept");
}

#[test]
fn every_target_has_its_file_for_the_fuzzer() {
    let manifest = fs::read_to_string(root().join("fuzz/Cargo.toml")).expect("fuzz/Cargo.toml");
    for (name, _) in TARGETS {
        let file =
            fs::read_to_string(root().join(format!("fuzz/fuzz_targets/{name}.rs"))).expect("a target's file");
        assert!(file.contains(&format!("\"{name}\"")), "{name}");
        assert!(manifest.contains(&format!("fuzz_targets/{name}.rs")), "{name} is not in fuzz/Cargo.toml");
    }
}

/// The broken case: each reference disagrees with an input that was changed in one place, so a parser that let it pass would be
/// reported.
#[test]
fn a_parser_that_lets_a_wrong_code_pass_is_reported() {
    use super::reference::{check_fits, inner_check_fits, is_credit_code, is_resident_number, mobile};
    let sound = "91350100M000100Y43";
    assert!(is_credit_code(sound) && check_fits(sound) && inner_check_fits(sound));
    for at in 0..18 {
        for sign in "0123456789ABCDEFGHJKLMNPQRTUWXY".chars() {
            let changed: String =
                sound.chars().enumerate().map(|(n, c)| if n == at { sign } else { c }).collect();
            assert!(changed == sound || !is_credit_code(&changed) || !check_fits(&changed), "{changed}");
        }
    }
    let today = chrono::NaiveDate::from_ymd_opt(2026, 3, 4).expect("a day");
    assert!(is_resident_number("11010519491231002X", today));
    assert!(
        !is_resident_number("110105194912310021", today) && !is_resident_number("460100190002290015", today)
    );
    assert_eq!(mobile("+86 138-0000-1234").as_deref(), Some("+8613800001234"));
    assert_eq!(mobile("12800001234"), None);
    assert!(std::panic::catch_unwind(|| run("no such target", b"")).is_err());
}
