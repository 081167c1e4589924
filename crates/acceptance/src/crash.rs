//! What is acknowledged is there. People use the real program over HTTP; it is killed at any instant, or at a named one; after each
//! new start every acknowledged request must be there exactly once, with its journal entry, its messages and its files, and
//! every other one whole or absent (safety 3.2).
//!
//! What is killed is the hall's process. That the database's own server or the machine loses power is another matter: on
//! SQLite `synchronous=FULL` and on PostgreSQL `fsync` and `synchronous_commit` stand for it, which the program looks at when
//! it starts (a test server may say that it does without).

mod acts;
mod broken;
mod check;
mod client;
mod diary;
mod disk;
mod gateway;
mod instants;
mod people;
mod place;
mod records;
mod shim;

use check::{Before, Findings};
use hall::kernel::{Chance as _, SeededChance};
use instants::Instant;
use people::People;
use place::{On, Place, close};
use records::Records;
use std::collections::BTreeMap;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

/// Cycles a hall lives through before a new one is opened: its tables are read as a whole after each.
const LIFE: usize = 50;

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| text.parse().expect("a number"))
}

/// What a run came to.
#[derive(Debug, Default)]
struct Tally {
    cycles: usize,
    acknowledged: BTreeMap<&'static str, usize>,
    unheard: usize,
    absent: usize,
    texts_twice: usize,
    struck: BTreeMap<&'static str, usize>,
}

async fn killed_again_and_again(on: On) {
    let (cycles, seed) = (number("CYCLES", 30) as usize, number("SEED", 1));
    let chance = SeededChance::new(seed);
    let mut tally = Tally::default();
    while tally.cycles < cycles {
        let life = LIFE.min(cycles - tally.cycles);
        one_life(on, life, &chance, &mut tally).await;
    }
    let acknowledged: usize = tally.acknowledged.values().sum();
    println!(
        "{on:?}, seed {seed}: {} kills, {acknowledged} acknowledged, 0 lost, 0 twice, 0 by half",
        tally.cycles
    );
    println!("  not acknowledged: {} whole, {} absent", tally.unheard, tally.absent);
    println!("  text messages that came twice: {}", tally.texts_twice);
    println!("  acknowledged: {:?}", tally.acknowledged);
    println!("  killed at: {:?}", tally.struck);
    assert_eq!(tally.acknowledged.len(), 10, "every kind of act was acknowledged: {:?}", tally.acknowledged);
    let aimed = instants::of(on);
    if cycles >= 2 * aimed.len() {
        for instant in aimed {
            assert!(tally.struck.contains_key(instant.name), "never killed at: {}", instant.name);
        }
    }
}

/// One hall, killed so many times and looked at after each.
async fn one_life(on: On, cycles: usize, chance: &SeededChance, tally: &mut Tally) {
    let place = Arc::new(Place::new(on).await);
    let people = Arc::new(People::new(&place).await);
    let bench = place.bench().await;
    let before = Before::of(&Records::of(&bench).await);
    close(bench).await;
    let mut word = "no instant";
    for cycle in 0..cycles {
        let mut program = place.start().await;
        let found = looked(&place, &people, &before).await;
        assert!(found.wrong.is_empty(), "after {cycle} kills (the last {word}): {:#?}", found.wrong);
        if cycle == 0 {
            people.everybody_acts_once().await;
        }
        let aimed = instants::of(on);
        let aim = (cycle % 2 == 1).then(|| aimed[(tally.cycles / 2) % aimed.len()]);
        let mut dice = [0; 8];
        chance.fill(&mut dice);
        let dice = u64::from_le_bytes(dice);
        let mut at_work = people.work();
        word = strike(&place, &mut program, aim, dice).await;
        *tally.struck.entry(word).or_default() += 1;
        while at_work.join_next().await.transpose().expect("nobody panics").is_some() {}
        tally.cycles += 1;
    }
    let program = place.start().await;
    let last = looked(&place, &people, &before).await;
    assert!(last.wrong.is_empty(), "after all kills (the last {word}): {:#?}", last.wrong);
    tally.texts_twice += everything_is_sent(&place).await;
    drop(program);
    place.verify();
    loose_files_go(&place).await;
    let log = place.log();
    assert!(!log.contains("panicked"), "{log}");
    for (word, count) in &last.acknowledged {
        *tally.acknowledged.entry(word).or_default() += count;
    }
    tally.unheard += last.unheard;
    tally.absent += last.absent;
}

/// Kills the program: at a named instant if it comes to it, otherwise at any.
async fn strike(
    place: &Place,
    program: &mut place::Program,
    aim: Option<Instant>,
    dice: u64,
) -> &'static str {
    if let Some(instant) = aim {
        place.shim.order(instant.order(dice));
        if program.ended(Duration::from_secs(15)).await {
            return instant.name;
        }
    }
    tokio::time::sleep(Duration::from_millis(20 + dice % 1_200)).await;
    program.kill();
    "any instant"
}

async fn looked(place: &Place, people: &People, before: &Before) -> Findings {
    let bench = place.bench().await;
    let findings = check::look(&bench, &people.diary().begun(), before).await;
    close(bench).await;
    findings
}

/// Waits until the outbox is empty: everything in it was sent, at least once. Returns how many came more than once.
async fn everything_is_sent(place: &Place) -> usize {
    let mut records = Vec::new();
    for _ in 0..300 {
        let bench = place.bench().await;
        records = Records::of(&bench).await.outbox;
        close(bench).await;
        if records.iter().all(|row| row.state == "sent") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let mut wanted: BTreeMap<(String, String), usize> = BTreeMap::new();
    for row in records {
        assert_eq!(row.state, "sent", "{row:?}");
        *wanted.entry((row.address, row.kind)).or_default() += 1;
    }
    let mut came: BTreeMap<(String, String), usize> = BTreeMap::new();
    for text in place.gateway.all() {
        *came.entry((text.to, text.kind)).or_default() += 1;
    }
    wanted.into_iter().fold(0, |twice, (what, count)| {
        let came = came.get(&what).copied().unwrap_or(0);
        assert!(came >= count, "{what:?}: {count} were written and {came} came");
        twice + came - count
    })
}

/// Bytes that no row knows, of uploads that were killed, go after their days, and nothing else does.
async fn loose_files_go(place: &Place) {
    let bench = place.bench().await;
    bench.clock.pass(chrono::TimeDelta::days(hall::file::UNUSED_DAYS + 1));
    while hall::file::tidy(&bench.desk).await.expect("tidied") != (0, 0) {}
    let files = hall::file::verify(&bench.desk).await.expect("the files are read");
    assert!(files.holds() && files.loose == 0, "{files:?}");
    close(bench).await;
}

/// Starts another program and waits for it; panics with its words when it fails.
fn run(program: &str, arguments: &[&str]) {
    run_in(program, arguments, &[]);
}

#[expect(clippy::disallowed_methods, reason = "a test starts the compiler and the program it tries")]
fn run_in(program: &str, arguments: &[&str], environment: &[(&str, &str)]) {
    let done = Command::new(program).args(arguments).envs(environment.iter().copied()).output();
    let done = done.unwrap_or_else(|error| panic!("{program} does not start: {error}"));
    let words = [done.stdout, done.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert!(done.status.success(), "{program} {arguments:?}:\n{words}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "kills the built program; `make crash`"]
async fn acknowledged_is_kept_when_the_program_is_killed_on_sqlite() {
    killed_again_and_again(On::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "kills the built program; `make crash`"]
async fn acknowledged_is_kept_when_the_program_is_killed_on_postgres() {
    killed_again_and_again(On::Postgres).await;
}
