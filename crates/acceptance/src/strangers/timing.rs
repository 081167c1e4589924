//! Timing log-ins of somebody and of nobody with a real clock, as an attacker would (safety A59). Not part of the tests, which count
//! the work instead: a clock depends on the machine. `make timing` prints Welch's t for each way; below 4.5 two samples of this
//! size are not told apart.

use super::*;
use std::time::Instant;

/// What is counted as told apart.
const APART: f64 = 4.5;

/// Welch's t of two samples.
fn welch(a: &[f64], b: &[f64]) -> f64 {
    let mean = |x: &[f64]| x.iter().sum::<f64>() / x.len() as f64;
    let spread = |x: &[f64]| {
        x.iter().map(|v| (v - mean(x)).powi(2)).sum::<f64>() / (x.len() - 1) as f64 / x.len() as f64
    };
    (mean(a) - mean(b)).abs() / (spread(a) + spread(b)).sqrt()
}

/// Without the slowest tenth, which is the machine's doing.
fn calm(mut times: Vec<f64>) -> Vec<f64> {
    times.sort_by(f64::total_cmp);
    times.truncate(times.len() * 9 / 10);
    times
}

/// The broken case: a way that takes a hundredth longer for one of them is told apart, the same way twice is not.
#[test]
fn a59_two_samples_that_differ_are_told_apart() {
    let around = |mean: f64| (0..500).map(|n| mean + f64::from(n % 21) / 100.0).collect::<Vec<_>>();
    assert!(welch(&around(10.0), &around(10.1)) > APART);
    assert!(welch(&around(10.0), &around(10.0)) < APART);
}

#[tokio::test]
#[ignore = "a clock depends on the machine: make timing"]
async fn timing_of_somebody_and_nobody() {
    let world = World::new().await;
    owner(&world).await;
    let forms = [
        ("/login/password", ("password", "Harbour-1-x"), "account", 400),
        ("/login", ("code", "000000"), "phone", 1_000),
        ("/login/code", ("purpose", "login"), "phone", 1_000),
    ];
    let mut apart = Vec::new();
    for (path, field, name, count) in forms {
        let mut times = [Vec::new(), Vec::new()];
        let mut browser = world.browser();
        for n in 0..2 * count {
            // In no order a machine's moods could follow.
            let which = (n / 2 + n) % 2;
            let who = [PHONE, "13900002222"][which];
            world.bench.clock.pass(TimeDelta::hours(3));
            let form = [field, ("consent", "1"), (name, who)];
            let begun = Instant::now();
            sent(&world, &mut browser, address(u32::try_from(n).expect("small")), path, &form).await;
            times[which].push(begun.elapsed().as_secs_f64() * 1_000.0);
        }
        let [known, unknown] = times.map(calm);
        let mean = |x: &[f64]| x.iter().sum::<f64>() / x.len() as f64;
        let t = welch(&known, &unknown);
        println!("{path}: {count} each, {:.3} ms and {:.3} ms, t = {t:.2}", mean(&known), mean(&unknown));
        if t >= APART {
            apart.push(path);
        }
    }
    world.done_with_messages("the owner may have been told");
    assert!(apart.is_empty(), "told apart: {apart:?}");
}
