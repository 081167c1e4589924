//! WeChat's open platform, played: people with phones, codes that work once and for five minutes, notices of an official
//! account. It speaks what the real one speaks, down to the numbers of its errors.

pub mod api;
pub mod scan;

use hall::kernel::Instant;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// An invented person who uses WeChat: openid at the website application, unionid, nickname.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The person at the website application.
    pub openid: String,
    /// The person at all applications of the zone.
    pub unionid: String,
    /// The name they go by.
    pub nickname: String,
}

/// Invented people: word in openid and unionid, nickname.
pub const PEOPLE: [(&str, &str); 5] = [
    ("kite", "纸鸢过海"),
    ("anchor", "抛锚的云"),
    ("tide", "半斤潮水"),
    ("abacus", "算盘上的鲸"),
    ("lantern", "灯塔打瞌睡"),
];

/// What WeChat remembers.
#[derive(Default)]
pub struct Player(Mutex<Memory>);

#[derive(Default)]
struct Memory {
    strangers: Vec<Person>,
    scans: HashMap<String, Scan>,
    codes: HashMap<String, Code>,
    tokens: HashMap<String, String>,
}

/// A QR code that was shown.
#[derive(Clone)]
struct Scan {
    redirect: String,
    state: String,
    at: Instant,
    /// Where the browser goes, once the phone has answered.
    answer: Option<String>,
}

/// A code on its way to the hall.
struct Code {
    openid: String,
    at: Instant,
    used: bool,
}

/// How long a QR code and a code may be used.
const LIVES: chrono::TimeDelta = chrono::TimeDelta::minutes(5);

/// Most things remembered of a kind; older ones go.
const MOST: usize = 2_000;

impl Player {
    fn memory<T>(&self, with: impl FnOnce(&mut Memory) -> T) -> T {
        with(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Everybody who has a phone: the invented people and the strangers of this run.
    fn people(&self) -> Vec<Person> {
        let known = PEOPLE.iter().map(|(word, nickname)| person(word, nickname));
        known.chain(self.memory(|memory| memory.strangers.clone())).collect()
    }

    fn person(&self, openid: &str) -> Option<Person> {
        self.people().into_iter().find(|person| person.openid == openid)
    }

    /// Somebody who was never here before.
    fn stranger(&self) -> Person {
        self.memory(|memory| {
            let number = memory.strangers.len() + 1;
            let stranger = person(&format!("stranger{number}"), &format!("路过的海风 {number}"));
            memory.strangers.push(stranger.clone());
            stranger
        })
    }

    /// Forgets what has run out, so that a rehearsal that runs for weeks does not grow.
    fn tidy(&self, now: Instant) {
        self.memory(|memory| {
            memory.scans.retain(|_, scan| now - scan.at < LIVES * 2);
            memory.codes.retain(|_, code| now - code.at < LIVES * 2);
            if memory.tokens.len() > MOST {
                memory.tokens.clear();
            }
        });
    }
}

fn person(word: &str, nickname: &str) -> Person {
    Person {
        openid: format!("o-demo-{word}"),
        unionid: format!("u-demo-{word}"),
        nickname: nickname.to_owned(),
    }
}
