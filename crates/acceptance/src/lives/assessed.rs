//! An assessment of two parks from its first day to the answer to the last objection: filings that are saved, submitted, replaced,
//! returned and passed around the due day and the lock; a ranking that is published, objected to and corrected until it is final.

use super::reviewed::Saw;
use super::{Answer, Dice, Life, kept, no, yes};
use crate::world::Side;
use chrono::{Days, NaiveDate, TimeDelta};
use hall::Actor;
use hall::assessment::model::objection;
use hall::assessment::{
    self, Answers, Exact, Judgement, Objecting, Standing, accept, decline, find, judge, object, publish,
};
use hall::kernel::{Instant, Role, Uuid};
use hall::testing::{Bench, REGION, bench};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use std::collections::BTreeMap;

/// Full marks of the one indicator that gives points, and what each unit gives.
const MOST: i64 = 20;
const PER: i64 = 2;
/// Days in which parks may object.
const NOTICE: u64 = 3;

#[derive(Debug, Clone)]
pub enum Command {
    /// Park, value, whether it is submitted, which draft was open.
    File(usize, i64, bool, Saw),
    /// Whether by an official of the region, park, whether it passes, which version was seen.
    Judge(bool, usize, bool, Saw),
    /// Whether by an official of the region, which draft was seen.
    Publish(bool, Saw),
    /// Park, whether it gives a reason, to which version.
    Object(usize, bool, Saw),
    /// Who takes back, and whose objection.
    Withdraw(usize, usize),
    /// Whether by an official of the region, whose objection, and the points if it is accepted.
    Settle(bool, usize, Option<i64>),
    /// Hours.
    Wait(i64),
}

/// What the reference knows of a filing.
#[derive(Debug, Clone, Copy)]
struct Filed {
    state: &'static str,
    round: i32,
    version: i32,
    draft: i32,
    late: bool,
    value: i64,
}

/// And of the ranking.
#[derive(Debug, Clone)]
struct Ranked {
    version: i32,
    until: Instant,
    /// The points of each park; none for one of which nothing passed.
    points: [Option<i64>; 2],
    standing: [Standing; 2],
}

pub struct Assessed {
    bench: Bench,
    /// Who act for the parks.
    keepers: [Actor; 2],
    parks: [Uuid; 2],
    /// Of the region, and of another.
    officials: [Actor; 2],
    period: Uuid,
    filings: [Uuid; 2],
    began: NaiveDate,
    filed: [Filed; 2],
    ranked: Option<Ranked>,
    /// Each park's newest objection.
    objected: [Option<&'static str>; 2],
}

/// The first instant of a day where the zone is: eight hours before that of UTC.
fn dawn(day: NaiveDate) -> Instant {
    (day.and_hms_opt(0, 0, 0).expect("midnight") - TimeDelta::hours(8)).and_utc()
}

fn after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).expect("a day")
}

impl Assessed {
    fn now(&self) -> Instant {
        self.bench.desk.now()
    }

    fn due(&self) -> Instant {
        dawn(after(self.began, 10))
    }

    fn lock(&self) -> Instant {
        dawn(after(self.began, 13))
    }

    fn status(&self, park: usize) -> &'static str {
        let filed = &self.filed[park];
        match (filed.state, filed.late) {
            ("pending", _) if self.now() < self.due() => "open",
            ("pending", _) if self.now() < self.lock() => "overdue",
            ("pending", _) => "missed",
            ("filed", true) => "filed_late",
            (state, _) => state,
        }
    }

    fn may_file(&self, park: usize) -> bool {
        self.filed[park].state != "passed" && self.now() < self.lock()
    }

    fn stage(&self, ranked: &Ranked) -> &'static str {
        let waits = self.objected.contains(&Some("open"));
        if self.now() < ranked.until {
            "notice"
        } else if waits {
            "settling"
        } else {
            "final"
        }
    }

    /// Why an objection cannot be taken back or answered.
    fn closed(&self, park: usize) -> Option<&'static str> {
        match self.objected[park] {
            None => Some("not found"),
            Some("open") => None,
            Some("withdrawn") => Some("out of turn objection-withdrawn-already"),
            Some(_) => Some("out of turn objection-answered-already"),
        }
    }

    fn files(&mut self, park: usize, value: i64, submits: bool, saw: Saw) -> Answer {
        let (now, due, may) = (self.now(), self.due(), self.may_file(park));
        let filed = &mut self.filed[park];
        if filed.state == "passed" {
            return no("out of turn filing-passed");
        }
        if !may {
            return no("out of turn filing-locked");
        }
        if saw == Saw::Before {
            return no("stale");
        }
        filed.draft += 1;
        if !submits {
            return yes(&["filing.saved"]);
        }
        (filed.state, filed.late, filed.value) = ("filed", due <= now, value);
        filed.round += 1;
        filed.version += 1;
        yes(&["filing.submitted"])
    }

    fn publishes(&mut self, saw: Saw) -> Answer {
        if self.ranked.is_some() {
            return no("out of turn ranking-published-already");
        }
        if self.filed.iter().any(|filed| filed.state == "filed") {
            return no("out of turn ranking-filings-wait");
        }
        if self.now() < self.lock() && self.filed.iter().any(|filed| filed.state != "passed") {
            return no("out of turn ranking-still-open");
        }
        if saw == Saw::Before {
            return no("stale");
        }
        let points = |filed: Filed| (filed.state == "passed").then(|| (PER * filed.value).min(MOST));
        let standing = |filed: Filed| match (filed.state, filed.late) {
            ("passed", false) => Standing::InTime,
            ("passed", true) => Standing::Late,
            ("pending", _) => Standing::Missing,
            _ => Standing::NotPassed,
        };
        let today = self.bench.desk.zone.day(self.now());
        self.ranked = Some(Ranked {
            version: 1,
            until: dawn(after(today, NOTICE + 1)),
            points: self.filed.map(points),
            standing: self.filed.map(standing),
        });
        yes(&["ranking.published"])
    }

    fn objects(&mut self, park: usize, says_why: bool, saw: Saw) -> Answer {
        let Some(ranked) = &self.ranked else { return no("not found") };
        if ranked.until <= self.now() {
            return no("out of turn objection-late");
        }
        if saw == Saw::Before && ranked.version > 1 {
            return no("out of turn objection-old-version");
        }
        if self.objected[park] == Some("open") {
            return no("out of turn objection-open");
        }
        if !says_why {
            return no("invalid reason:field-required");
        }
        self.objected[park] = Some("open");
        yes(&["objection.made"])
    }

    fn settles(&mut self, park: usize, points: Option<i64>) -> Answer {
        if let Some(closed) = self.closed(park) {
            return no(closed);
        }
        let Some(points) = points else {
            self.objected[park] = Some("declined");
            return yes(&["objection.declined"]);
        };
        let ranked = self.ranked.as_mut().expect("what is objected to is published");
        // Of nothing that passed nothing can be corrected.
        if ranked.points[park].is_none_or(|before| before == points) {
            return no("invalid points:objection-needs-points");
        }
        ranked.points[park] = Some(points);
        ranked.version += 1;
        self.objected[park] = Some("accepted");
        yes(&["ranking.published", "objection.accepted"])
    }

    /// A park's newest objection.
    async fn objection(&self, park: usize) -> Option<objection::Model> {
        let newest = objection::Entity::find()
            .filter(objection::Column::ProviderId.eq(self.parks[park]))
            .order_by_desc(objection::Column::MadeAt);
        newest.one(self.bench.desk.db()).await.expect("a database")
    }

    /// A version of the ranking.
    async fn version(&self, saw: Saw) -> Uuid {
        use hall::assessment::model::ranking::{Column, Entity};
        let all = Entity::find().filter(Column::PeriodId.eq(self.period)).order_by_desc(Column::Version);
        let all = all.all(self.bench.desk.db()).await.expect("a database");
        let found = if saw == Saw::Before { all.last() } else { all.first() };
        found.map_or(Uuid::nil(), |row| row.id)
    }

    async fn filing(&self, park: usize) -> assessment::model::filing::Model {
        self.bench.filing(self.period, self.parks[park]).await
    }

    /// What the hall says of a park's filing and of its place.
    async fn told(&self, park: usize) -> String {
        let (desk, now) = (&self.bench.desk, self.now());
        let case = find::own(desk.db(), self.parks[park], self.filings[park], now).await.expect("a filing");
        let may = assessment::may_file(case.filing.state().expect("a state"), &case.period.window(), now);
        let filing =
            format!("{} {} {} {may}", case.status.word(), case.filing.round, case.filing.draft_version);
        let objection = self.objection(park).await.map(|row| row.state);
        let ranking = match find::newest(desk.db(), self.period).await.expect("a database") {
            None => "none".to_owned(),
            Some(row) => {
                let shown = find::shown(desk.db(), self.parks[park], row.id, now).await.expect("a ranking");
                assert_eq!(shown.snapshot.recomputed(), shown.snapshot, "calculated anew it is the same");
                let own = shown.own.expect("the park stands in it");
                let (rank, standing) = (own.rank, own.candidate.standing);
                let stage = shown.stage.word();
                format!(
                    "{} {stage} {rank} {} {standing:?} {}",
                    row.version, own.sheet.total, shown.may_object
                )
            }
        };
        format!("{filing}; {objection:?}; {ranking}")
    }

    /// The same of the reference.
    fn expected(&self, park: usize) -> String {
        let filed = &self.filed[park];
        let filing = format!("{} {} {} {}", self.status(park), filed.round, filed.draft, self.may_file(park));
        let ranking = match &self.ranked {
            None => "none".to_owned(),
            Some(ranked) => {
                let points = ranked.points.map(Option::unwrap_or_default);
                let rank = 1 + points.iter().filter(|other| **other > points[park]).count();
                let stage = self.stage(ranked);
                let may = stage == "notice" && self.objected[park] != Some("open");
                let (total, standing) = (Exact::whole(points[park]), ranked.standing[park]);
                format!("{} {stage} {rank} {total} {standing:?} {may}", ranked.version)
            }
        };
        format!("{filing}; {:?}; {ranking}", self.objected[park].map(str::to_owned))
    }
}

impl Life for Assessed {
    type Command = Command;

    async fn begin() -> Self {
        let bench = bench().await;
        let (one, park) = bench.park("东港示例园区运营").await;
        let (two, other) = bench.park("西港示例园区运营").await;
        let officials = [
            bench.official(Role::Assessor, REGION).await,
            bench.official(Role::Assessor, Side::B.region()).await,
        ];
        let (_, period) = bench.announces(REGION).await;
        let (first, second) = (bench.filing(period, park).await, bench.filing(period, other).await);
        let began = bench.desk.zone.day(bench.desk.now());
        let filed = [&first, &second].map(|row| Filed {
            state: "pending",
            round: 0,
            version: row.version,
            draft: row.draft_version,
            late: false,
            value: 0,
        });
        Self {
            keepers: [one, two],
            parks: [park, other],
            officials,
            period,
            filings: [first.id, second.id],
            began,
            filed,
            ranked: None,
            objected: [None; 2],
            bench,
        }
    }

    fn draw(dice: &mut Dice) -> Command {
        let (park, here) = (dice.below(2), !dice.once_in(8));
        let saw = if dice.once_in(6) { Saw::Before } else { Saw::Now };
        let small = |dice: &mut Dice| i64::try_from(dice.below(13)).expect("a small number");
        match dice.below(20) {
            0..=3 => Command::File(park, small(dice), !dice.once_in(3), saw),
            4..=6 => Command::Judge(here, park, dice.once_in(3), saw),
            7 | 8 => Command::Publish(here, saw),
            9..=12 => Command::Object(park, !dice.once_in(6), saw),
            13 => Command::Withdraw(park, dice.below(2)),
            14..=16 => Command::Settle(here, park, (!dice.once_in(3)).then(|| small(dice))),
            _ => Command::Wait(dice.of(&[0, 1, 5, 11, 24, 72])),
        }
    }

    fn expect(&mut self, command: &Command) -> Answer {
        match *command {
            Command::File(park, value, submits, saw) => self.files(park, value, submits, saw),
            Command::Judge(false, ..) | Command::Publish(false, _) | Command::Settle(false, ..) => {
                no("not found")
            }
            Command::Judge(_, park, passes, saw) => {
                let filed = &mut self.filed[park];
                if filed.state != "filed" {
                    return no("out of turn filing-not-waiting");
                }
                if saw == Saw::Before {
                    return no("stale");
                }
                filed.version += 1;
                filed.state = if passes { "passed" } else { "returned" };
                yes(&[if passes { "filing.passed" } else { "filing.returned" }])
            }
            Command::Publish(_, saw) => self.publishes(saw),
            Command::Object(park, says_why, saw) => self.objects(park, says_why, saw),
            Command::Withdraw(by, of) => match self.closed(of) {
                _ if by != of => no("not found"),
                Some(closed) => no(closed),
                None => {
                    self.objected[of] = Some("withdrawn");
                    yes(&["objection.withdrawn"])
                }
            },
            Command::Settle(_, park, points) => self.settles(park, points),
            Command::Wait(_) => yes(&[]),
        }
    }

    async fn perform(&mut self, command: &Command) -> Answer {
        let desk = self.bench.desk.clone();
        let official = |here: bool| &self.officials[usize::from(!here)];
        let answer = match *command {
            Command::File(park, value, submits, saw) => {
                let row = self.filing(park).await;
                let seen = row.draft_version - i32::from(saw == Saw::Before);
                let answer = |value: String| assessment::Answer { value, files: Vec::new() };
                let answers = [("i1", value.to_string()), ("i2", "示例".to_owned())];
                let answers = Answers(answers.map(|(key, value)| (key.to_owned(), answer(value))).into());
                kept(&desk, &self.keepers[park], async |work| match submits {
                    true => assessment::submit(work, row.id, seen, answers).await.map(drop),
                    false => assessment::save(work, row.id, seen, answers).await.map(drop),
                })
                .await
            }
            Command::Judge(here, park, passes, saw) => {
                let row = self.filing(park).await;
                let seen = row.version - i32::from(saw == Saw::Before);
                let judgement = match passes {
                    true => Judgement::Pass(BTreeMap::new()),
                    false => Judgement::Return { reason: "请补充".to_owned(), remarks: BTreeMap::new() },
                };
                kept(&desk, official(here), async |work| judge(work, row.id, seen, &judgement).await).await
            }
            Command::Publish(here, saw) => {
                let found = find::period(desk.db(), &None, self.period, desk.now()).await.expect("a window");
                let (overview, line, _) = found;
                let draft = find::draft(desk.db(), &overview.assessment, &line.period, desk.now()).await;
                let digest = if saw == Saw::Now { draft.expect("a draft").digest } else { "0".repeat(64) };
                let (period, days) = (self.period, NOTICE.to_string());
                kept(&desk, official(here), async |work| publish(work, period, &digest, &days).await).await
            }
            Command::Object(park, says_why, saw) => {
                let id = self.version(saw).await;
                let reason = if says_why { "漏记一家企业" } else { " " };
                let typed = Objecting { reason: reason.to_owned(), files: Vec::new() };
                kept(&desk, &self.keepers[park], async |work| object(work, id, &typed).await).await
            }
            Command::Withdraw(by, of) => {
                let id = self.objection(of).await.map_or(Uuid::nil(), |row| row.id);
                kept(&desk, &self.keepers[by], async |work| assessment::withdraw(work, id).await).await
            }
            Command::Settle(here, park, points) => {
                let id = self.objection(park).await.map_or(Uuid::nil(), |row| row.id);
                let points = points.map(|points| BTreeMap::from([("i1".to_owned(), points.to_string())]));
                kept(&desk, official(here), async |work| match &points {
                    Some(points) => accept(work, id, "已核实", points).await.map(drop),
                    None => decline(work, id, "证据不足").await,
                })
                .await
            }
            Command::Wait(hours) => {
                self.bench.clock.pass(TimeDelta::hours(hours));
                yes(&[])
            }
        };
        // Two objections of one instant could not be told apart.
        self.bench.clock.pass(TimeDelta::seconds(1));
        answer
    }

    async fn states(&mut self, _: &Command) -> (String, String) {
        let expected = [self.expected(0), self.expected(1)];
        (expected.join(" | "), [self.told(0).await, self.told(1).await].join(" | "))
    }
}

#[tokio::test]
async fn safety_a17_d02_d06_d09_assessments_live_as_the_reference_does() {
    super::proven::<Assessed>("assessment").await;
}
