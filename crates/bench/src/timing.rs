//! Timing things side by side.

use std::time::{Duration, Instant};

/// What many turns of the same thing took.
#[derive(Debug, Clone, Default)]
pub(crate) struct Times(Vec<Duration>);

impl Times {
    /// One more turn.
    pub(crate) fn push(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// Those of others too.
    pub(crate) fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// How many turns.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The time that `share` of the turns kept.
    pub(crate) fn quantile(&self, share: f64) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let last = sorted.len().saturating_sub(1);
        // A share of an index is an index.
        sorted.get(((last as f64) * share).round() as usize).copied().unwrap_or_default()
    }

    /// The middle one.
    pub(crate) fn median(&self) -> Duration {
        self.quantile(0.5)
    }
}

/// The time of one turn.
pub(crate) async fn time<T>(turn: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<Duration> {
    let began = Instant::now();
    turn.await?;
    Ok(began.elapsed())
}

/// `3.21 ms` or `210 µs`.
pub(crate) fn said(time: Duration) -> String {
    let micros = time.as_secs_f64() * 1e6;
    if micros < 1_000.0 {
        format!("{micros:.0} µs")
    } else if micros < 1_000_000.0 {
        format!("{:.2} ms", micros / 1e3)
    } else {
        format!("{:.2} s", micros / 1e6)
    }
}

/// One time by another.
pub(crate) fn ratio(ours: Duration, bare: Duration) -> f64 {
    ours.as_secs_f64() / bare.as_secs_f64().max(1e-9)
}
