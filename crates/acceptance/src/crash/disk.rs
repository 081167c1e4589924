//! A failing disk: every call that one of six use cases makes to the disk fails once, and the disk fills up or stops answering for
//! good. No answer says that something was done which was not; reading goes on; health says what ails; when the disk is well
//! again so is the hall, without a restart; nothing that was acknowledged is lost (safety 3.2, A19, A87, A99).

use super::check::Before;
use super::people::{Heard, People};
use super::place::{On, Place, Program, close};
use super::records::Records;
use super::shim::{Blow, EIO, ENOSPC, Kind, Order};
use super::{looked, number};
use std::sync::Arc;
use std::time::Duration;

/// The use cases: between them they write every table that people write, and files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    Books,
    Replies,
    Decides,
    Submits,
    Applies,
    Enters,
}

impl Case {
    const ALL: [Self; 6] =
        [Self::Books, Self::Replies, Self::Decides, Self::Submits, Self::Applies, Self::Enters];
}

struct House {
    place: Arc<Place>,
    people: Arc<People>,
    before: Before,
    program: Program,
}

impl House {
    async fn open() -> Self {
        let place = Arc::new(Place::new(On::Sqlite).await);
        let people = Arc::new(People::new(&place).await);
        let bench = place.bench().await;
        let before = Before::of(&Records::of(&bench).await);
        close(bench).await;
        let program = place.start().await;
        Self { place, people, before, program }
    }

    /// Makes sure that the case can be done, on a disk that is well.
    async fn prepares(&self, case: Case) {
        match case {
            Case::Replies => assert_eq!(self.people.books(0).await, Heard::Yes),
            // An application that waits already will do.
            Case::Decides => {
                self.people.applies().await;
            }
            _ => {}
        }
    }

    async fn does(&self, case: Case, turn: u64) -> Heard {
        match case {
            Case::Books => self.people.books(0).await,
            Case::Replies => self.people.replies().await,
            Case::Decides => self.people.decides_so(turn.is_multiple_of(8)).await,
            Case::Submits => self.people.submits().await,
            Case::Applies => self.people.applies().await,
            Case::Enters => self.people.enters().await,
        }
    }

    /// Restarts the program after a kill and looks at everything.
    async fn is_whole(&mut self, when: &str) -> usize {
        self.program.kill();
        self.program = self.place.start().await;
        let found = looked(&self.place, &self.people, &self.before).await;
        assert!(found.wrong.is_empty(), "{when}: {:#?}", found.wrong);
        assert!(!self.place.log().contains("panicked"), "{}", self.place.log());
        found.acknowledged.values().sum()
    }
}

/// Where the hall keeps its database and files.
const DATA: &str = "/data/";

const fn order(kind: Kind, nth: u64, lasting: bool, blow: Blow) -> Order {
    Order { kind, about: DATA, nth, lasting, blow }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "breaks the disk under the built program; `make disk`"]
async fn no_call_to_the_disk_fails_unnoticed() {
    // Of a case's writes every so manieth fails in turn; 1 for all of them.
    let stride = usize::try_from(number("STRIDE", 1)).expect("a stride");
    let mut house = House::open().await;
    let (mut struck, mut said_no, mut said_yes) = (0, 0, 0);
    for case in Case::ALL {
        for kind in [Kind::Write, Kind::Sync, Kind::Rename, Kind::Open] {
            house.prepares(case).await;
            house.place.shim.order(order(kind, 0, false, Blow::Fail(EIO)));
            house.does(case, 1).await;
            let calls = house.place.shim.seen();
            let step = if kind == Kind::Write { stride } else { stride.div_ceil(4) };
            for nth in (1..=calls).step_by(step) {
                for error in [EIO, ENOSPC] {
                    house.prepares(case).await;
                    house.place.shim.order(order(kind, nth, false, Blow::Fail(error)));
                    let heard = house.does(case, nth).await;
                    struck += house.place.shim.struck();
                    house.place.shim.rest();
                    let here = format!("{case:?}, {kind:?} {nth} of {calls}, error {error}");
                    match heard {
                        Heard::Yes => said_yes += 1,
                        Heard::No => said_no += 1,
                        Heard::Nothing => panic!("{here}: no answer; {}", house.place.log()),
                    }
                    let again = house.people.books(0).await;
                    assert_eq!(
                        again,
                        Heard::Yes,
                        "{here}: the hall is not itself again\n{}",
                        house.place.log()
                    );
                }
            }
        }
        house.is_whole(&format!("{case:?}")).await;
    }
    let kept = house.is_whole("at the end").await;
    assert!(struck > 0 && said_no > 0, "{struck} calls failed, {said_no} acts with them");
    println!(
        "{struck} calls failed: {said_no} acts were refused, {said_yes} done all the same; {kept} acknowledged, 0 lost"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "breaks the disk under the built program; `make disk`"]
async fn a99_a_full_or_silent_disk_is_no_success_and_no_end() {
    let mut house = House::open().await;
    for (round, (kind, error)) in
        [(Kind::Write, ENOSPC), (Kind::Write, EIO), (Kind::Sync, EIO)].into_iter().enumerate()
    {
        let here = format!("{kind:?} fails with {error}");
        assert_eq!(house.people.health().await.0, 200, "{here}: before");
        for case in Case::ALL {
            house.prepares(case).await;
        }
        house.place.shim.order(order(kind, 1, true, Blow::Fail(error)));
        for case in Case::ALL {
            let heard = house.does(case, 1).await;
            assert_eq!(heard, Heard::No, "{here}: {case:?}\n{}", house.place.log());
        }
        for (path, status) in house.people.read(round).await {
            assert_eq!(status, 200, "{here}: {path}\n{}", house.place.log());
        }
        tokio::time::sleep(Duration::from_secs(2)).await;
        let (status, words) = house.people.health().await;
        assert_eq!((status, words.as_str()), (503, "unwell: database, files\n"), "{here}");
        house.place.shim.rest();
        for case in Case::ALL {
            house.prepares(case).await;
            assert_eq!(
                house.does(case, 1).await,
                Heard::Yes,
                "{here}: {case:?} afterwards\n{}",
                house.place.log()
            );
        }
        tokio::time::sleep(Duration::from_secs(2)).await;
        assert_eq!(house.people.health().await, (200, "well\n".to_owned()), "{here}: afterwards");
        house.is_whole(&here).await;
    }
}

/// The proof that the proof can fail.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "breaks the disk under the built program; `make disk`"]
async fn a_disk_that_says_it_wrote_and_did_not_is_found_out() {
    let mut house = House::open().await;
    assert_eq!(house.people.books(0).await, Heard::Yes);
    // What this brings into the outbox leaves first, so that nothing else is written meanwhile.
    tokio::time::sleep(Duration::from_secs(3)).await;
    let lie = Order { kind: Kind::Write, about: "hall.db-wal", nth: 1, lasting: true, blow: Blow::Lie };
    house.place.shim.order(lie);
    assert_eq!(house.people.asks().await, Heard::Yes, "the hall cannot know");
    house.program.kill();
    house.program = house.place.start().await;
    let found = looked(&house.place, &house.people, &house.before).await;
    assert_eq!(found.wrong.len(), 1, "{:#?}", found.wrong);
    assert!(found.wrong[0].starts_with("lost: Ask"), "{:#?}", found.wrong);
}
