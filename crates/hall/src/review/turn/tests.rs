//! Every sequence of five events against a reference that is written the other way round: as a table.

use super::*;

const EVENTS: [Event; 7] = [
    Event::Submit,
    Event::Withdraw,
    Event::Approve(0),
    Event::Approve(1),
    Event::Reject(0),
    Event::Reject(1),
    Event::Alarm,
];

/// Something that happens to a subject. A decision names how many versions behind the newest it is.
#[derive(Debug, Clone, Copy)]
enum Event {
    Submit,
    Withdraw,
    Approve(i32),
    Reject(i32),
    Alarm,
}

/// What the reference knows of a subject.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Known {
    state: Option<State>,
    round: i32,
    version: i32,
}

/// What an event does by the table; `None` where it is refused.
fn expected(known: &Known, event: Event) -> Result<Known, &'static str> {
    let next = |state, round, version| Ok(Known { state: Some(state), round, version });
    match (known.state, event) {
        (Some(State::Pending), Event::Submit) => next(State::Pending, known.round, known.version + 1),
        (_, Event::Submit) => next(State::Pending, known.round + 1, 1),
        (Some(State::Pending), Event::Withdraw) => next(State::Withdrawn, known.round, known.version),
        (Some(State::Pending), Event::Approve(0)) => next(State::Approved, known.round, known.version),
        (Some(State::Pending), Event::Reject(0)) => next(State::Rejected, known.round, known.version),
        (Some(State::Pending), Event::Approve(_) | Event::Reject(_)) => Err("stale"),
        (_, Event::Alarm) => Ok(known.clone()),
        (None, _) => Err("nothing there"),
        (Some(_), _) => Err("out of turn"),
    }
}

fn fresh(round: i32) -> Model {
    let at = Instant::UNIX_EPOCH;
    Model {
        id: Uuid::nil(),
        subject_kind: "provider".into(),
        subject_id: Uuid::nil(),
        enterprise_id: Uuid::nil(),
        region: "990101".into(),
        round,
        version: 1,
        title: "甲".into(),
        proposal: "{}".into(),
        flags: "[]".into(),
        state: "pending".into(),
        remarks: "[]".into(),
        reason: None,
        submitted_by: Uuid::nil(),
        submitted_at: at,
        updated_at: at,
        due_at: at,
        decided_by: None,
        decided_at: None,
        alarmed_at: None,
    }
}

fn actual(newest: Option<Model>, event: Event) -> Result<Option<Model>, &'static str> {
    let at = Instant::UNIX_EPOCH;
    let refused = |refusal| match refusal {
        Refusal::OutOfTurn(_) => "out of turn",
        Refusal::Stale { .. } => "stale",
        other => panic!("{other}"),
    };
    let reason = || Decision::Reject { reason: Said::words("缺"), remarks: Vec::new() };
    match event {
        Event::Submit => match turn(newest) {
            Turn::Round(round) => Ok(Some(fresh(round))),
            Turn::Version(round) => {
                let edit = Edit {
                    title: "甲".into(),
                    proposal: "{}".into(),
                    flags: "[]".into(),
                    by: Uuid::nil(),
                    at,
                };
                round.edited(edit).map(Some).map_err(refused)
            }
        },
        Event::Alarm => Ok(newest.map(|round| Model { alarmed_at: Some(at), ..round })),
        _ => {
            let round = newest.ok_or("nothing there")?;
            let seen = round.version;
            match event {
                Event::Withdraw => round.withdrawn(at),
                Event::Approve(behind) => round.decided(seen - behind, &Decision::Approve, Uuid::nil(), at),
                Event::Reject(behind) => round.decided(seen - behind, &reason(), Uuid::nil(), at),
                Event::Submit | Event::Alarm => unreachable!(),
            }
            .map(Some)
            .map_err(refused)
        }
    }
}

#[test]
fn n08_f12_f15_every_sequence_of_five_events_goes_as_the_table_says() {
    let mut sequences = 0_u32;
    let total = EVENTS.len().pow(5);
    for number in 0..total {
        let (mut rest, mut known, mut newest) = (number, Known::default(), None::<Model>);
        for _ in 0..5 {
            let event = EVENTS[rest % EVENTS.len()];
            rest /= EVENTS.len();
            match (expected(&known, event), actual(newest.clone(), event)) {
                (Ok(want), Ok(found)) => {
                    let seen = found.as_ref().map_or_else(Known::default, |round| Known {
                        state: round.state().ok(),
                        round: round.round,
                        version: round.version,
                    });
                    assert_eq!(seen, want, "{event:?}");
                    if let Some(round) = &found {
                        holds(round);
                    }
                    (known, newest) = (want, found);
                }
                (Err(want), Err(found)) => assert_eq!(found, want, "{event:?} at {known:?}"),
                (want, found) => panic!("{event:?} at {known:?}: {want:?}, but {found:?}"),
            }
        }
        sequences += 1;
    }
    assert_eq!(sequences, 16_807);
}

/// What the table's CHECK constraints demand of every row.
fn holds(round: &Model) {
    let state = round.state().unwrap();
    assert_eq!(state == State::Rejected, round.reason.is_some());
    assert_eq!(matches!(state, State::Approved | State::Rejected), round.decided_at.is_some());
    assert_eq!(round.decided_at.is_some(), round.decided_by.is_some());
}

#[test]
fn f12_an_edit_keeps_the_promise_that_was_given() {
    let (by, at) = (Uuid::max(), Instant::UNIX_EPOCH + chrono::TimeDelta::days(1));
    let edit = Edit { title: "乙".into(), proposal: "[]".into(), flags: "[]".into(), by, at };
    let round = fresh(1).edited(edit).unwrap();
    assert_eq!((round.due_at, round.submitted_at), (Instant::UNIX_EPOCH, Instant::UNIX_EPOCH));
    assert_eq!((round.updated_at, round.version, round.title.as_str()), (at, 2, "乙"));
}
