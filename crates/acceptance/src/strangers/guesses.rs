//! Guessing passwords (safety A51, A94).

use super::*;
use hall::testing::effort;

/// Guesses for one account that are looked at in a quarter of an hour, from wherever they come.
const LOOKED_AT: u32 = 10;

/// Thousands of guesses from two hundred addresses, each with its captcha solved: a handful is looked at, and whenever the owner
/// comes meanwhile, they are in at the first try, from a browser they know and by SMS from a new one.
#[tokio::test(flavor = "multi_thread")]
async fn a51_thousands_of_guesses_neither_find_the_password_nor_keep_the_owner_out() {
    let world = World::new().await;
    let mut known = owner(&world).await;
    let mut strangers: Vec<Browser> = (0..20).map(|_| world.browser()).collect();
    let count = guesses();
    let (mut looked_at, mut owner_in) = (0, 0);
    for n in 0..count {
        world.bench.clock.pass(TimeDelta::seconds(3));
        let password = format!("Harbour-{n}-x");
        let account = if n % 2 == 0 { PHONE } else { "+86 139 0000 1111" };
        let typed = [("account", account), ("password", password.as_str()), ("consent", "1")];
        let stranger = &mut strangers[n as usize % 20];
        let guess = sent(&world, stranger, address(n), "/login/password", &typed);
        let (answer, cost) = effort(guess).await;
        assert_eq!(answer.status, 422, "guess {n}: {}", answer.body);
        looked_at += u32::try_from(cost.hashes).expect("few");
        if n % (count / 3) == count / 6 {
            // All of this within the same second.
            assert!(
                in_by_password(&world, &mut known, HOME).await,
                "the owner's own browser after {n} guesses"
            );
            out(&mut known).await;
            let mut new = world.browser();
            assert!(in_by_sms(&world, &mut new, [192, 0, 2, 11]).await, "a new browser after {n} guesses");
            owner_in += 1;
        }
    }
    assert!(owner_in >= 3);
    let quarters = count * 3 / (15 * 60) + 1;
    assert!((1..=quarters * LOOKED_AT).contains(&looked_at), "{looked_at} of {count} in {quarters} quarters");
    println!("{count} guesses, {looked_at} looked at, 0 right; the owner in {owner_in} of {owner_in} times");
    world.done_with_messages("the owner is told of the lock and of the new browser");
}

/// The broken case: where every guess finds an account of its own, nothing ends the guessing but the address; so the count of
/// passwords looked at shows whether guesses are stopped.
#[tokio::test]
async fn a51_guesses_that_are_not_stopped_are_counted() {
    let world = World::new().await;
    let mut stranger = world.browser();
    let mut looked_at = 0;
    for n in 0..30_u32 {
        let account = format!("somebody{n}");
        let typed = [("account", account.as_str()), ("password", "Harbour-1-x"), ("consent", "1")];
        looked_at +=
            effort(sent(&world, &mut stranger, address(n), "/login/password", &typed)).await.1.hashes;
    }
    assert_eq!(looked_at, 30);
    world.done().await;
}

/// An address cannot get itself new names: what it says about where it comes from is not believed.
#[tokio::test]
async fn a34_a51_an_address_that_guesses_cannot_say_it_is_another() {
    let world = World::new().await;
    let mut stranger = world.browser();
    let mut looked_at = 0;
    for n in 0..60_u32 {
        let account = format!("somebody{n}");
        let typed = [("account", account.as_str()), ("password", "Harbour-1-x"), ("consent", "1")];
        for name in ["x-forwarded-for", "x-real-ip", "forwarded"] {
            let claimed = format!("203.0.113.{n}").parse().expect("a header");
            stranger.extra.insert(name, claimed);
        }
        let guess = sent(&world, &mut stranger, [198, 51, 100, 7], "/login/password", &typed);
        looked_at += effort(guess).await.1.hashes;
    }
    assert_eq!(looked_at, 50, "an address may be wrong fifty times in a quarter of an hour");
    world.done().await;
}

/// Who asks is told how long to wait, and nothing else.
#[tokio::test]
async fn a51_a_password_that_is_right_opens_nothing_while_strangers_are_locked_out() {
    let world = World::new().await;
    let mut known = owner(&world).await;
    let mut stranger = world.browser();
    for n in 0..LOOKED_AT {
        let typed = [("account", PHONE), ("password", "wrong"), ("consent", "1")];
        sent(&world, &mut stranger, address(n), "/login/password", &typed).await;
    }
    let typed = [("account", PHONE), ("password", PASSWORD), ("consent", "1")];
    let (answer, cost) = effort(sent(&world, &mut stranger, address(99), "/login/password", &typed)).await;
    assert_eq!((answer.status.as_u16(), cost.hashes), (422, 0), "{}", answer.body);
    assert!(in_by_password(&world, &mut known, HOME).await);
    world.done_with_messages("the owner is told of the lock");
}
