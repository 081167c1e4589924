//! Guessing codes, and having them sent (safety A63).

use super::*;
use chrono::{DateTime, Utc};
use hall::account::model::challenge::Entity as Challenges;
use sea_orm::EntityTrait as _;
use std::collections::BTreeMap;

/// Whether never more than `limit` of these instants lie within one `span`.
fn fits(mut instants: Vec<DateTime<Utc>>, limit: usize, span: TimeDelta) -> bool {
    instants.sort();
    let over = |start: &DateTime<Utc>| {
        instants.iter().filter(|at| *at >= start && **at - *start < span).count() > limit
    };
    !instants.iter().any(over)
}

/// The broken case of the budgets: one too many within the span is noticed, one at its end is not.
#[test]
fn a63_one_message_too_many_is_noticed() {
    let at = |minutes: &[i64]| {
        minutes.iter().map(|minute| DateTime::from_timestamp(minute * 60, 0).unwrap()).collect::<Vec<_>>()
    };
    assert!(fits(at(&[0, 10, 20, 60]), 3, TimeDelta::hours(1)));
    assert!(!fits(at(&[0, 10, 20, 59]), 3, TimeDelta::hours(1)));
}

/// Guessing at somebody's number as fast as codes come: five tries count for each code, and codes are few. A million codes and
/// at most fifty tries a day leave one chance in twenty thousand a day.
#[tokio::test(flavor = "multi_thread")]
async fn a63_thousands_of_guessed_codes_are_tries_at_few() {
    let world = World::new().await;
    let mut stranger = world.browser();
    let count = guesses();
    let (mut asked, mut tried) = (0_u32, 0_u32);
    while tried < count {
        world.bench.clock.pass(TimeDelta::seconds(61));
        let ask = [("phone", PHONE), ("purpose", "login"), ("consent", "1")];
        sent(&world, &mut stranger, address(asked), "/login/code", &ask).await;
        asked += 1;
        for _ in 0..20_u32 {
            let guess = format!("{:06}", (u64::from(tried) * 7_919) % 1_000_000);
            let typed = [("phone", PHONE), ("code", guess.as_str()), ("consent", "1")];
            let answer = sent(&world, &mut stranger, address(tried), "/login", &typed).await;
            assert_eq!(answer.status, 422, "guess {tried} was right");
            tried += 1;
        }
    }
    let codes = Challenges::find().all(world.bench.desk.db()).await.expect("challenges");
    assert!(!codes.is_empty());
    assert!(codes.iter().all(|code| code.tries <= 5), "five tries kill a code");
    let counted: i32 = codes.iter().map(|code| code.tries).sum();
    let sent: Vec<_> = world.bench.sms.sent().iter().map(|sms| sms.at).collect();
    assert!(sent.len() == codes.len() && fits(sent, 10, TimeDelta::days(1)));
    println!("{tried} guesses, {counted} counted at {} codes, 0 right", codes.len());
    world.done().await;
}

/// After five wrong tries the right code is worth nothing, in whichever browser.
#[tokio::test]
async fn a63_the_right_code_after_five_wrong_ones_opens_nothing() {
    let world = World::new().await;
    let mut browser = world.browser();
    let ask = [("phone", PHONE), ("purpose", "login"), ("consent", "1")];
    assert_eq!(sent(&world, &mut browser, HOME, "/login/code", &ask).await.status, 200);
    let right = code(&world, PHONE);
    let wrong = if right == "000000" { "000001" } else { "000000" };
    for typed in [wrong, wrong, wrong, wrong, wrong, &right] {
        let typed = [("phone", PHONE), ("code", typed), ("consent", "1")];
        assert_eq!(sent(&world, &mut browser, HOME, "/login", &typed).await.status, 422);
    }
    world.done().await;
}

/// However many ask, and from wherever: no number gets more than five codes an hour and ten a day, no address more than twenty
/// an hour.
#[tokio::test(flavor = "multi_thread")]
async fn a63_budgets_hold_by_number_and_by_address() {
    let world = World::new().await;
    let mut browsers: Vec<Browser> = (0..10).map(|_| world.browser()).collect();
    let mut from: BTreeMap<[u8; 4], Vec<DateTime<Utc>>> = BTreeMap::new();
    let asked = guesses().min(3_000);
    for n in 0..asked {
        world.bench.clock.pass(TimeDelta::seconds(20));
        // One number is asked for from everywhere, and one address asks for every number.
        let phone = if n % 2 == 0 { PHONE.to_owned() } else { format!("138{:08}", n % 400) };
        let here = if n % 2 == 0 { address(n) } else { address(n % 5) };
        let before = world.bench.sms.sent().len();
        let ask = [("phone", phone.as_str()), ("purpose", "login"), ("consent", "1")];
        sent(&world, &mut browsers[n as usize % 10], here, "/login/code", &ask).await;
        if world.bench.sms.sent().len() > before {
            from.entry(here).or_default().push(world.bench.desk.now());
        }
    }
    let mut to: BTreeMap<String, Vec<DateTime<Utc>>> = BTreeMap::new();
    for sms in world.bench.sms.sent() {
        to.entry(sms.to).or_default().push(sms.at);
    }
    for (phone, times) in to {
        assert!(fits(times.clone(), 5, TimeDelta::hours(1)), "{phone} in an hour");
        assert!(fits(times.clone(), 10, TimeDelta::days(1)), "{phone} in a day");
        assert!(fits(times, 1, TimeDelta::seconds(60)), "{phone} in a minute");
    }
    let most = from.values().map(Vec::len).max();
    for (address, times) in from {
        assert!(fits(times, 20, TimeDelta::hours(1)), "{address:?} in an hour");
    }
    println!("{asked} asked for, {} sent, {most:?} at most from one address", world.bench.sms.sent().len());
    world.done().await;
}

/// Strangers who have codes sent to a number until no more are: its owner still gets one in a browser they have used before.
#[tokio::test]
async fn a51_a63_strangers_cannot_use_up_the_codes_of_an_owners_own_browser() {
    let world = World::new().await;
    let mut known = owner(&world).await;
    let mut stranger = world.browser();
    for n in 0..10 {
        world.bench.clock.pass(TimeDelta::seconds(61));
        let ask = [("phone", PHONE), ("purpose", "login"), ("consent", "1")];
        sent(&world, &mut stranger, address(n), "/login/code", &ask).await;
    }
    let mut new = world.browser();
    assert!(!in_by_sms(&world, &mut new, HOME).await, "the number's codes are used up");
    assert!(in_by_sms(&world, &mut known, HOME).await, "not those of the owner's own browser");
    world.done().await;
}
