//! The comparison can fail: a reference with one wrong transition is found out, and with few commands.

use super::session::{Command, Session};
use super::{Answer, Dice, Life, live, yes};

/// Sessions as somebody might wrongly think of them: ending the others ends nothing.
struct Mistaken(Session);

impl Life for Mistaken {
    type Command = Command;

    async fn begin() -> Self {
        Self(Session::begin().await)
    }

    fn draw(dice: &mut Dice) -> Command {
        Session::draw(dice)
    }

    fn expect(&mut self, command: &Command) -> Answer {
        match command {
            Command::EndOthers(_) => yes(&[]),
            other => self.0.expect(other),
        }
    }

    async fn perform(&mut self, command: &Command) -> Answer {
        self.0.perform(command).await
    }

    async fn states(&mut self, command: &Command) -> (String, String) {
        self.0.states(command).await
    }
}

#[tokio::test]
async fn safety_a17_a_reference_with_one_wrong_transition_is_reported_with_the_shortest_way_there() {
    let reported = live::<Mistaken>(1_000, 1).await.expect_err("one transition is wrong");
    assert!(reported.contains("EndOthers") && reported.contains("seed 1"), "{reported}");
    // Somebody logs in, perhaps twice, and ends the others.
    let shortest = reported.lines().skip_while(|line| *line != "shortest:").count() - 1;
    assert!((1..=3).contains(&shortest), "{reported}");
}
