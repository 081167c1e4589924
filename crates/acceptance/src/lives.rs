//! The lives of things: long random sequences of commands, each asked of a small reference model and of the hall's own
//! operations on either database (safety A17, 3.4). Compared are the answer (accepted, or which refusal), what the journal
//! says (nothing for a refusal, exactly the entries of a transition), the state afterwards, and what is offered. A new life
//! is a type with five methods; `make lives` gives each of them 100,000 commands.

mod answer;
mod appointment;
mod assessed;
mod booking;
mod broken;
mod challenge;
mod news;
mod offered;
mod product;
mod reviewed;
mod session;
mod settlement;
mod upgrade;

pub use answer::{Answer, kept, no, yes};

use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use std::fmt::Debug;

/// Where chance comes from.
pub struct Dice(StdRng);

impl Dice {
    /// One of so many.
    pub fn below(&mut self, many: usize) -> usize {
        self.0.random_range(0..many)
    }

    /// One of these.
    pub fn of<T: Clone>(&mut self, choice: &[T]) -> T {
        choice[self.below(choice.len())].clone()
    }

    /// True once in so many.
    pub fn once_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }
}

/// Something whose states follow from commands.
pub trait Life: Sized {
    /// What can be asked. It names things by position, so that a sequence without some of its commands is one too.
    type Command: Clone + Debug;
    /// A new hall in which nothing has happened.
    async fn begin() -> Self;
    /// Any command.
    fn draw(dice: &mut Dice) -> Self::Command;
    /// What the reference answers; it moves on.
    fn expect(&mut self, command: &Self::Command) -> Answer;
    /// What the hall answers.
    async fn perform(&mut self, command: &Self::Command) -> Answer;
    /// The state of what the command was about, and what is offered: of the reference, and of the hall.
    async fn states(&mut self, command: &Self::Command) -> (String, String);
}

/// Commands that were tried.
#[derive(Debug, Default, Clone, Copy)]
pub struct Tried {
    /// All of them.
    pub commands: usize,
    /// Those that were accepted.
    pub accepted: usize,
}

/// Commands of one hall: after so many a new one begins.
const LENGTH: usize = 250;

/// Lets a life go through so many commands.
///
/// # Errors
/// What disagreed, with the seed and the shortest sequence found that shows it.
pub async fn live<L: Life>(commands: usize, seed: u64) -> Result<Tried, String> {
    let mut tried = Tried::default();
    let mut sequence = 0;
    while tried.commands < commands {
        let mut dice = Dice(StdRng::seed_from_u64(seed.wrapping_add(sequence)));
        let drawn: Vec<L::Command> =
            (0..LENGTH.min(commands - tried.commands)).map(|_| L::draw(&mut dice)).collect();
        match walk::<L>(&drawn).await {
            Ok(accepted) => {
                tried.commands += drawn.len();
                tried.accepted += accepted;
            }
            Err((at, wrong)) => {
                let shortest = shorten::<L>(drawn[..=at].to_vec()).await;
                let shown: String = shortest.iter().map(|command| format!("\n  {command:?}")).collect();
                return Err(format!(
                    "seed {seed}, sequence {sequence}, command {at}: {wrong}\nshortest:{shown}"
                ));
            }
        }
        sequence += 1;
    }
    Ok(tried)
}

/// One sequence in a new hall: how many were accepted, or where it went wrong and how.
async fn walk<L: Life>(commands: &[L::Command]) -> Result<usize, (usize, String)> {
    let mut life = L::begin().await;
    let mut accepted = 0;
    for (at, command) in commands.iter().enumerate() {
        let (expected, found) = (life.expect(command), life.perform(command).await);
        if expected != found {
            return Err((at, format!("{command:?}: expected {expected:?}, found {found:?}")));
        }
        accepted += usize::from(expected.outcome.is_ok());
        let (reference, hall) = life.states(command).await;
        if reference != hall {
            return Err((at, format!("after {command:?}: expected {reference}, found {hall}")));
        }
    }
    Ok(accepted)
}

/// Leaves commands out as long as it still goes wrong.
async fn shorten<L: Life>(mut commands: Vec<L::Command>) -> Vec<L::Command> {
    let mut size = commands.len() / 2;
    while size > 0 {
        let mut from = 0;
        while from < commands.len() {
            let mut fewer = commands.clone();
            fewer.drain(from..(from + size).min(commands.len()));
            if !fewer.is_empty() && walk::<L>(&fewer).await.is_err() {
                commands = fewer;
            } else {
                from += size;
            }
        }
        size /= 2;
    }
    commands
}

/// Lives in a run of all tests, or as `make lives COMMANDS=…` says; prints what was counted.
pub async fn proven<L: Life>(name: &str) {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    // A server answers more slowly than a file, and says the same.
    let few = if std::env::var_os("TRADEHALL_TEST_POSTGRES_URL").is_some() { 250 } else { 1_000 };
    let commands = number("COMMANDS").map_or(few, |many| usize::try_from(many).expect("a number"));
    let seed = number("SEED").unwrap_or(20_261_128);
    match live::<L>(commands, seed).await {
        Ok(tried) => println!(
            "{name}: {} commands, {} accepted, {} refused, seed {seed}: 0 differences",
            tried.commands,
            tried.accepted,
            tried.commands - tried.accepted
        ),
        Err(wrong) => panic!("{name}: {wrong}"),
    }
}
