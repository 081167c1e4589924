//! What must hold in a hall whenever it is looked at, and of what was acknowledged.

use super::acts::Trace;
use super::diary::Begun;
use super::records::Records;
use hall::kernel::Uuid;
use hall::testing::Bench;
use std::collections::{BTreeMap, HashMap, HashSet};

/// What was found.
#[derive(Debug, Default)]
pub struct Findings {
    /// Acts acknowledged, by kind.
    pub acknowledged: BTreeMap<&'static str, usize>,
    /// Acts that were not, and were done all the same.
    pub unheard: usize,
    /// Acts that were not, and left nothing.
    pub absent: usize,
    /// What must not be: one sentence each.
    pub wrong: Vec<String>,
}

/// What was in the hall before anybody did anything: made without the operations that journal.
pub struct Before {
    ids: HashSet<Uuid>,
}

impl Before {
    /// Remembers what is there.
    pub fn of(records: &Records) -> Self {
        let mut ids: HashSet<Uuid> = records.rounds.iter().map(|row| row.id).collect();
        ids.extend(records.files.iter().map(|row| row.id));
        ids.extend(records.providers.iter().map(|row| row.id));
        ids.extend(records.accounts.iter().map(|row| row.id));
        Self { ids }
    }
}

/// Looks whether every acknowledged act is there exactly once and every other whole or absent, and whether everything that
/// is there is whole.
pub async fn look(bench: &Bench, begun: &[Begun], before: &Before) -> Findings {
    let records = Records::of(bench).await;
    let mut findings = Findings::default();
    for Begun { act, acknowledged } in begun {
        let (trace, whole) = (act.trace(&records), act.whole());
        match (*acknowledged, trace == whole) {
            (true, true) => *findings.acknowledged.entry(act.word()).or_default() += 1,
            (true, false) if trace == Trace::default() => findings.wrong.push(format!("lost: {act:?}")),
            (true, false) => findings.wrong.push(format!("not once or not whole: {act:?} left {trace:?}")),
            (false, true) => findings.unheard += 1,
            (false, false) if trace == Trace::default() => findings.absent += 1,
            (false, false) => findings.wrong.push(format!("by half: {act:?} left {trace:?}")),
        }
    }
    journalled(&records, before, &mut findings.wrong);
    registered(&records, &mut findings.wrong);
    filed(&records, &mut findings.wrong);
    no_gaps(&records, &mut findings.wrong);
    let found = hall::system::integrity(&bench.desk).await.expect("the database answers");
    findings.wrong.extend(found);
    let chain = hall::journal::verify(bench.db(), &bench.keys).await.expect("the journal is read");
    findings.wrong.extend(chain.broken_at.map(|at| format!("the journal's chain breaks at {at}")));
    let files = hall::file::verify(&bench.desk).await.expect("the files are read");
    findings.wrong.extend(files.missing.iter().map(|id| format!("file {id}: its bytes are gone")));
    findings.wrong.extend(files.changed.iter().map(|id| format!("file {id}: other bytes")));
    findings
}

/// Every thing has the one entry that tells of its making, and every such entry its thing.
fn journalled(records: &Records, before: &Before, wrong: &mut Vec<String>) {
    let kinds: [(&str, Vec<Uuid>); 7] = [
        ("booking.made", records.engagements.iter().map(|row| row.id).collect()),
        ("review.submitted", records.rounds.iter().map(|row| row.id).collect()),
        ("file.stored", records.files.iter().map(|row| row.id).collect()),
        ("provider.approved", records.providers.iter().map(|row| row.id).collect()),
        ("account.registered", records.accounts.iter().map(|row| row.id).collect()),
        ("session.begun", records.sessions.iter().map(|row| row.id).collect()),
        ("tenant.imported", records.imports.iter().map(|row| row.id).collect()),
    ];
    for (action, made) in kinds {
        let mut told: HashMap<&str, usize> = HashMap::new();
        for entry in records.journal.iter().filter(|entry| entry.action == action) {
            *told.entry(&entry.subject_id).or_default() += 1;
        }
        for id in made.iter().filter(|id| !before.ids.contains(id)) {
            let times = told.remove(id.to_string().as_str()).unwrap_or(0);
            if times != 1 {
                wrong.push(format!("{action} {id} stands {times} times in the journal"));
            }
        }
        wrong.extend(told.keys().map(|id| format!("the journal tells of {action} {id}, which is not there")));
    }
    let decided =
        records.rounds.iter().filter(|row| !before.ids.contains(&row.id) && row.decided_at.is_some());
    for round in decided {
        let id = round.id.to_string();
        let times =
            records.entries("review.approved", &id, None) + records.entries("review.rejected", &id, None);
        if times != 1 {
            wrong.push(format!("round {id} was decided {times} times"));
        }
    }
}

/// An import is there with everything it says it added, and every tenant stands once in its park's register.
fn registered(records: &Records, wrong: &mut Vec<String>) {
    let mut there = HashSet::new();
    for row in &records.tenants {
        if !there.insert((row.park_id, &row.uscc)) {
            wrong.push(format!("tenant {} stands twice in the register of {}", row.uscc, row.park_id));
        }
    }
    for import in &records.imports {
        let count = records.changes.iter().filter(|row| row.import_id == import.id).count();
        if count != (import.added + import.changed) as usize {
            wrong.push(format!("import {} says {} rows and made {count}", import.id, import.added));
        }
    }
}

/// The submissions of a filing are counted without gaps; the newest waits, and those before it made room.
fn filed(records: &Records, wrong: &mut Vec<String>) {
    for filing in &records.filings {
        let of = records.submissions.iter().filter(|row| row.filing_id == filing.id);
        let mut rounds: Vec<(i32, &str)> = of.map(|row| (row.round, row.state.as_str())).collect();
        rounds.sort_unstable();
        let expected =
            (1..=filing.round).map(|round| (round, if round < filing.round { "replaced" } else { "filed" }));
        if !rounds.iter().copied().eq(expected) {
            wrong.push(format!("filing {} of round {} has {rounds:?}", filing.id, filing.round));
        }
    }
}

/// Service numbers of a day are counted from 1 without gaps.
fn no_gaps(records: &Records, wrong: &mut Vec<String>) {
    let mut days: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    let numbers = records.engagements.iter().map(|row| &row.number);
    for number in numbers.chain(records.submissions.iter().map(|row| &row.number)) {
        let (day, serial) = number.rsplit_once('-').expect("a number");
        days.entry(day).or_default().push(serial.parse().expect("a serial"));
    }
    for (day, mut serials) in days {
        serials.sort_unstable();
        if !serials.iter().copied().eq(1..=u32::try_from(serials.len()).unwrap_or(0)) {
            wrong.push(format!("service numbers of {day} have gaps or twins: {serials:?}"));
        }
    }
}
