//! Random imports, edits, departures, removals and undoings beside a small model of what must be there.

use super::*;
use crate::Refusal;
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use std::collections::BTreeMap;

/// Codes there are; few, so that imports meet.
const CODES: u64 = 7;
const STEPS: usize = 60;
const SEEDS: u64 = 12;

/// What a tenant says.
type Says = (String, String);

/// The model: what each code says, and who touched it, the last on top; 0 stands for a hand.
#[derive(Default)]
struct Reference {
    says: BTreeMap<u64, Says>,
    touched: BTreeMap<u64, Vec<usize>>,
    /// Imports by number: the id, what each code said before, and whether it stands.
    imports: Vec<(Uuid, BTreeMap<u64, Option<Says>>, bool)>,
}

impl Reference {
    fn by_hand(&mut self, code: u64, says: Option<Says>) {
        match says {
            Some(says) => {
                self.says.insert(code, says);
                self.touched.entry(code).or_default().push(0);
            }
            None => {
                self.says.remove(&code);
                self.touched.remove(&code);
            }
        }
    }

    /// Whether an import (counted from one) can be undone: it stands, and nobody touched what it touched.
    fn undoable(&self, number: usize) -> bool {
        let (_, before, stands) = &self.imports[number - 1];
        let last = |code: &u64| self.touched.get(code).and_then(|by| by.last()) == Some(&number);
        *stands && before.keys().all(last)
    }

    fn undo(&mut self, number: usize) {
        let (_, before, stands) = &mut self.imports[number - 1];
        *stands = false;
        for (code, said) in before.clone() {
            match said {
                Some(said) => {
                    self.says.insert(code, said);
                    self.touched.entry(code).or_default().pop();
                }
                None => {
                    self.says.remove(&code);
                    self.touched.remove(&code);
                }
            }
        }
    }
}

fn says(draw: &mut StdRng) -> Says {
    let state = if draw.random_bool(0.2) { "left" } else { "present" };
    (format!("示例{}", draw.random_range(0..5)), state.to_owned())
}

fn form_of(code: u64, (name, state): &Says) -> TenantForm {
    TenantForm { name: name.clone(), state: state.clone(), ..form(code) }
}

#[tokio::test]
async fn e07_random_sequences_leave_what_a_small_model_says() {
    let (mut undone, mut refused) = (0, 0);
    for seed in 0..SEEDS {
        let scene = scene().await;
        let (mut draw, mut model) = (StdRng::seed_from_u64(seed), Reference::default());
        for _ in 0..STEPS {
            step(&scene, &mut draw, &mut model, &mut undone, &mut refused).await;
            let there: BTreeMap<String, Says> =
                scene.all().await.into_iter().map(|row| (row.uscc, (row.name, row.state))).collect();
            let expected: BTreeMap<String, Says> =
                model.says.iter().map(|(n, says)| (code(*n), says.clone())).collect();
            assert_eq!(there, expected, "seed {seed}");
        }
    }
    assert!(undone > 20 && refused > 20, "{undone} undone, {refused} refused");
}

async fn step(
    scene: &Scene,
    draw: &mut StdRng,
    model: &mut Reference,
    undone: &mut usize,
    refused: &mut usize,
) {
    let n = draw.random_range(1..=CODES);
    let known = scene.all().await.into_iter().find(|row| row.uscc == code(n));
    match (draw.random_range(0..10), known) {
        (0..=3, _) => {
            let mut rows: BTreeMap<u64, Says> = BTreeMap::new();
            for _ in 0..draw.random_range(1..=3) {
                rows.insert(draw.random_range(1..=CODES), says(draw));
            }
            let typed: Vec<Typed> =
                rows.iter().zip(2..).map(|((n, says), row)| typed(row, form_of(*n, says))).collect();
            let changes: BTreeMap<u64, Option<Says>> = rows
                .iter()
                .filter(|(n, says)| model.says.get(n) != Some(says))
                .map(|(n, _)| (*n, model.says.get(n).cloned()))
                .collect();
            match scene.imports(&typed).await {
                Ok(id) => {
                    assert!(!changes.is_empty());
                    let number = model.imports.len() + 1;
                    for n in changes.keys() {
                        model.says.insert(*n, rows[n].clone());
                        model.touched.entry(*n).or_default().push(number);
                    }
                    model.imports.push((id, changes, true));
                }
                Err(Refusal::OutOfTurn("tenant-import-nothing")) => assert!(changes.is_empty()),
                Err(other) => panic!("{other}"),
            }
        }
        (4..=7, _) if !model.imports.is_empty() => {
            // The newest ones are the ones people undo.
            let newest = model.imports.len();
            let number = draw.random_range(newest.saturating_sub(3).max(1)..=newest);
            let may = model.undoable(number);
            match scene.undoes(model.imports[number - 1].0).await {
                Ok(()) => {
                    assert!(may, "it should have been refused");
                    model.undo(number);
                    *undone += 1;
                }
                Err(Refusal::OutOfTurn(_)) => {
                    assert!(!may, "it should have been undone");
                    *refused += 1;
                }
                Err(other) => panic!("{other}"),
            }
        }
        (8, Some(row)) => {
            scene.works(async |work| remove(work, row.id, row.version).await).await.expect("removed");
            model.by_hand(n, None);
        }
        (_, Some(row)) => {
            let says = says(draw);
            let form = form_of(n, &says);
            let edited = scene.works(async |work| edit(work, row.id, row.version, &form).await).await;
            if edited.expect("edited") {
                model.by_hand(n, Some(says));
            }
        }
        (_, None) => {
            let says = says(draw);
            let form = form_of(n, &says);
            scene.works(async |work| add(work, &form).await).await.expect("added");
            model.by_hand(n, Some(says));
        }
    }
}
