//! An enterprise's way to becoming a provider: two representatives submit, change, take back; officials of its own region,
//! of another and on its own side decide; what it became is suspended and let go on.

use super::reviewed::{self, Reviewed, Saw, State};
use super::{Answer, Dice, Life, kept, no, yes};
use crate::world::{Side, picture};
use chrono::TimeDelta;
use hall::kernel::{Role, Uuid};
use hall::provider::{self, Draft};
use hall::review::Subject;
use hall::testing::{ADDRESS, Bench, bench};
use hall::{Actor, enterprise};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    One,
    Two,
    Stranger,
    Person,
    Visitor,
}

/// An official.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judge {
    Here,
    Elsewhere,
    /// Reviews here and represents the enterprise too.
    Own,
}

#[derive(Debug, Clone)]
pub enum Command {
    Submit(Who, char, bool),
    Withdraw(Who),
    Decide(Judge, bool, Saw),
    Stand(Judge, bool),
}

/// What the reference knows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Known {
    /// What was submitted; what was approved is what the provider shows.
    reviewed: Option<Reviewed<char>>,
    /// The version of the provider's row, once it is one.
    provider: i32,
    suspended: bool,
}

pub struct Upgrade {
    bench: Bench,
    tokens: Vec<String>,
    judges: [Actor; 3],
    enterprise: Uuid,
    pictures: [Uuid; 2],
    draft: Draft,
    known: Known,
}

impl Upgrade {
    async fn actor(&self, who: Who) -> Actor {
        let token = match who {
            Who::One => 0,
            Who::Two => 1,
            Who::Stranger => 2,
            Who::Person => 3,
            Who::Visitor => return self.bench.visitor(),
        };
        let live = hall::actor::resolve(&self.bench.desk, &self.tokens[token], ADDRESS).await;
        live.expect("a database").expect("a live session").actor
    }
}

impl Life for Upgrade {
    type Command = Command;

    async fn begin() -> Self {
        let bench = bench().await;
        let firm = bench.enterprise("升级示例物流").await;
        let other = bench.enterprise("旁观示例物流").await;
        let mut tokens = Vec::new();
        let (one, two, stranger, person) = (
            bench.person("甲").await,
            bench.person("乙").await,
            bench.person("丙").await,
            bench.person("丁").await,
        );
        for (account, of) in [(one, Some(firm)), (two, Some(firm)), (stranger, Some(other)), (person, None)] {
            if let Some(of) = of {
                bench.represents(account, of).await;
            }
            tokens.push(bench.session(account).await);
        }
        let own = bench.person("两头都有").await;
        bench.represents(own, firm).await;
        bench.appointed(own, Role::Reviewer, Side::A.region()).await;
        let judges = [
            bench.official(Role::Reviewer, Side::A.region()).await,
            bench.official(Role::Reviewer, Side::B.region()).await,
            bench.acting(own).await,
        ];
        let pictures =
            [picture(&bench, "licence", firm, Side::A).await, picture(&bench, "logo", firm, Side::A).await];
        let row = enterprise::find::one(bench.desk.db(), firm).await.expect("the enterprise");
        let draft = Draft { licence: Some(pictures[0]), logo: Some(pictures[1]), ..Draft::of(&row) };
        Self { bench, tokens, judges, enterprise: firm, pictures, draft, known: Known::default() }
    }

    fn draw(dice: &mut Dice) -> Command {
        let who = if dice.once_in(6) {
            dice.of(&[Who::Stranger, Who::Person, Who::Visitor])
        } else {
            dice.of(&[Who::One, Who::Two])
        };
        let judge = if dice.once_in(5) { dice.of(&[Judge::Elsewhere, Judge::Own]) } else { Judge::Here };
        let saw = if dice.once_in(6) { Saw::Before } else { Saw::Now };
        match dice.below(12) {
            0..=4 => Command::Submit(who, dice.of(&['a', 'b', 'c']), dice.once_in(8)),
            5 | 6 => Command::Withdraw(who),
            7..=9 => Command::Decide(judge, !dice.once_in(3), saw),
            _ => Command::Stand(judge, dice.once_in(2)),
        }
    }

    fn expect(&mut self, command: &Command) -> Answer {
        let known = &mut self.known;
        match *command {
            Command::Submit(Who::Visitor, ..) | Command::Withdraw(Who::Visitor) => no("log in first"),
            Command::Submit(Who::Person, ..) | Command::Withdraw(Who::Person) => {
                no("not allowed needs-enterprise")
            }
            Command::Submit(_, _, true) => no("invalid kind:provider-kind-required"),
            // The pictures are not theirs.
            Command::Submit(Who::Stranger, ..) => no("invalid licence:file-missing logo:file-missing"),
            Command::Submit(_, said, _) => match &mut known.reviewed {
                None => {
                    known.reviewed = Some(Reviewed::submitted(said));
                    yes(&["review.submitted"])
                }
                Some(reviewed) if reviewed.is_approved_as(said) => no("out of turn provider-unchanged"),
                Some(reviewed) => reviewed.says(said),
            },
            Command::Withdraw(Who::Stranger) => no("not found"),
            Command::Withdraw(_) => match &mut known.reviewed {
                None => no("not found"),
                Some(reviewed) => match reviewed.closed() {
                    Some(why) => no(why),
                    None => {
                        reviewed.state = State::Withdrawn;
                        yes(&["review.withdrawn"])
                    }
                },
            },
            Command::Decide(judge, approve, saw) => match (&mut known.reviewed, judge) {
                (None, _) | (_, Judge::Elsewhere) => no("not found"),
                (_, Judge::Own) => no("not allowed review-own"),
                (Some(reviewed), Judge::Here) => {
                    let mut answer = reviewed.decided(approve, saw);
                    if approve && answer.outcome.is_ok() {
                        known.provider += 1;
                        let first = known.provider == 1;
                        let what = if first { "provider.approved" } else { "provider.changed" };
                        answer.wrote.push(what.to_owned());
                    }
                    answer
                }
            },
            Command::Stand(Judge::Elsewhere, _) => no("not found"),
            Command::Stand(..) if known.provider == 0 => no("not found"),
            Command::Stand(_, active) => {
                let answer = reviewed::stands(&mut known.suspended, active);
                known.provider += i32::from(answer.outcome.is_ok());
                answer
            }
        }
    }

    async fn perform(&mut self, command: &Command) -> Answer {
        self.bench.clock.pass(TimeDelta::seconds(1));
        let desk = self.bench.desk.clone();
        match *command {
            Command::Submit(who, said, other_kind) => {
                let draft = Draft {
                    kind: if other_kind { "bank" } else { "logistics" }.to_owned(),
                    introduction: format!("我们运货，{said}。"),
                    ..self.draft.clone()
                };
                kept(&desk, &self.actor(who).await, async |work| provider::submit(work, draft).await).await
            }
            Command::Withdraw(who) => {
                let round = reviewed::newest(&self.bench.desk, Subject::Provider, self.enterprise)
                    .await
                    .map_or(self.pictures[0], |round| round.id);
                kept(&desk, &self.actor(who).await, async |work| provider::withdraw(work, round).await).await
            }
            Command::Decide(judge, approve, saw) => {
                let (what, judge) = ((Subject::Provider, self.enterprise), &self.judges[judge as usize]);
                reviewed::decision(&desk, judge, what, approve, saw).await
            }
            Command::Stand(judge, active) => {
                let found =
                    provider::find::of_enterprise(desk.db(), self.enterprise).await.expect("a database");
                let id = found.map_or(self.pictures[0], |row| row.id);
                reviewed::stand(&desk, &self.judges[judge as usize], id, active).await
            }
        }
    }

    async fn states(&mut self, _: &Command) -> (String, String) {
        let newest = reviewed::newest(&self.bench.desk, Subject::Provider, self.enterprise).await;
        let newest = newest.map(|round| {
            let said = round.proposal::<provider::Proposal>().expect("a proposal").introduction;
            (round.round, round.version, round.state().expect("a state"), said)
        });
        let found = provider::find::of_enterprise(self.bench.desk.db(), self.enterprise).await;
        let found =
            found.expect("a database").map(|row| (row.introduction.clone(), row.version, row.is_active()));
        let said = |said: char| format!("我们运货，{said}。");
        let known = &self.known;
        let expected = known.reviewed.as_ref();
        let provider = expected.and_then(|reviewed| reviewed.approved);
        let provider = provider.map(|it| (said(it), known.provider, !known.suspended));
        let expected = expected.map(|newest| (newest.round, newest.version, newest.state, said(newest.said)));
        (format!("{expected:?} {provider:?}"), format!("{newest:?} {found:?}"))
    }
}

#[tokio::test]
async fn safety_a17_c07_c08_n08_upgrades_live_as_the_reference_does() {
    super::proven::<Upgrade>("upgrade").await;
}
