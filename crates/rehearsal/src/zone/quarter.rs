//! How the zone's parks are assessed: a quarter that is ranked and objected to, a quarter and a task that are open, and a draft.

use super::play::Play;
use super::time::At::{self, Ago, Day};
use hall::assessment::{
    Answer, Answers, AssessmentDraft, IndicatorDraft, Judgement, Objecting, announce, create, find, judge,
    object, publish, put_indicator, submit,
};
use hall::kernel::{Outcome, Refusal, Uuid};
use std::collections::BTreeMap;

/// Something that happens to an assessment.
#[derive(Debug, Clone, Copy)]
pub enum Step {
    /// The quarterly assessment is announced.
    Quarter,
    /// The task is announced.
    Task,
    /// The quarterly assessment that is open now is announced.
    Open,
    /// Another is defined and not announced.
    Draft,
    /// A park files for the first window of an assessment: new firms, all firms, whether it has a policy desk, and news.
    File(Which, &'static str, [&'static str; 4]),
    /// The assessor returns what a park filed, with a reason.
    Return(&'static str),
    /// The assessor lets everything pass that waits, and publishes the ranking.
    Publish,
    /// A park objects to the ranking.
    Object(&'static str, &'static str),
}

/// Which assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Which {
    /// The quarterly one.
    Quarter,
    /// The task.
    Task,
    /// The quarterly one whose quarter is open.
    Open,
    /// The one that is only a draft.
    Draft,
}

/// What happens, in order.
pub const STEPS: [(At, Step); 15] = [
    (Day(17, 9, 0), Step::Quarter),
    (Day(14, 15, 30), Step::File(Which::Quarter, "mossyard", ["3", "5", "yes", "0"])),
    (Day(13, 9, 40), Step::File(Which::Quarter, "snailport", ["40", "6", "no", "0"])),
    // Its news of the day before are public.
    (Day(12, 10, 0), Step::File(Which::Quarter, "eastlamp", ["6", "29", "yes", "1"])),
    (Day(12, 11, 0), Step::Return("snailport")),
    (Day(11, 16, 10), Step::File(Which::Quarter, "snailport", ["4", "6", "no", "1"])),
    // After the due day, before the lock.
    (Day(9, 10, 20), Step::File(Which::Quarter, "tinroof", ["4", "4", "yes", "0"])),
    (Day(6, 9, 0), Step::Publish),
    (Day(4, 9, 0), Step::Task),
    (
        Day(2, 14, 0),
        Step::Object(
            "mossyard",
            "本季度实际新入驻 4 家，其中一家的入驻手续在季末最后一天办结，填报时漏计，请核对。",
        ),
    ),
    (Day(2, 16, 0), Step::File(Which::Task, "eastlamp", ["1", "29", "yes", "0"])),
    (Day(1, 10, 0), Step::Open),
    (Ago(200), Step::File(Which::Open, "mossyard", ["1", "5", "yes", "0"])),
    (Ago(150), Step::File(Which::Task, "snailport", ["0", "6", "no", "0"])),
    (Ago(50), Step::Draft),
];

impl Play {
    /// One step of the assessments.
    pub async fn assesses(&mut self, step: Step) -> Outcome<()> {
        match step {
            Step::Quarter => self.defines(Which::Quarter).await,
            Step::Task => self.defines(Which::Task).await,
            Step::Open => self.defines(Which::Open).await,
            Step::Draft => self.defines(Which::Draft).await,
            Step::File(which, park, answers) => self.files(which, park, answers).await,
            Step::Return(park) => self.returns(park).await,
            Step::Publish => self.ranks().await,
            Step::Object(park, reason) => self.objects(park, reason).await,
        }
    }

    async fn defines(&mut self, which: Which) -> Outcome<()> {
        let zone = self.desk.zone.clone();
        let day = |at: At| zone.day(self.instant(at));
        let later = |days: u64| (zone.day(self.desk.now()) + chrono::Days::new(days)).to_string();
        let (name, rhythm, days) = match which {
            Which::Quarter => (
                "园区运营季度考核",
                "quarterly",
                [
                    day(Day(16, 9, 0)).to_string(),
                    day(Day(10, 9, 0)).to_string(),
                    day(Day(7, 9, 0)).to_string(),
                ],
            ),
            Which::Task => ("跨境电商服务专项考核", "once", [later(0), later(20), later(27)]),
            Which::Open => ("招商服务季度考核", "quarterly", [later(0), later(12), later(17)]),
            Which::Draft => ("直播基地设施年度评比", "once", [later(14), later(40), later(50)]),
        };
        let [opens_on, due_on, lock_on] = days;
        let draft = AssessmentDraft {
            name: name.to_owned(),
            region: "*".to_owned(),
            target: if which == Which::Draft { "base" } else { "both" }.to_owned(),
            rhythm: rhythm.to_owned(),
            periods: "2".to_owned(),
            opens_on,
            due_on,
            lock_on,
        };
        let actor = self.acting("assessor").await?;
        let work = self.desk.begin(&actor).await?;
        let id = create(&work, &draft).await?;
        for (seen, indicator) in (1..).zip(indicators()) {
            put_indicator(&work, id, seen, None, &indicator).await?;
        }
        if which != Which::Draft {
            announce(&work, id, 5).await?;
        }
        work.keep().await?;
        self.assessments.insert(which, id);
        Ok(())
    }

    async fn files(&mut self, which: Which, park: &'static str, answers: [&'static str; 4]) -> Outcome<()> {
        let filing = self.filing(which, park).await?;
        let answer = |value: &str| Answer { value: value.to_owned(), files: Vec::new() };
        let keys = ["i1", "i2", "i3", "i4"];
        let answers = keys.into_iter().zip(answers).map(|(key, value)| (key.to_owned(), answer(value)));
        let actor = self.acting(park).await?;
        let work = self.desk.begin(&actor).await?;
        submit(&work, filing.id, filing.draft_version, Answers(answers.collect())).await?;
        work.keep().await
    }

    async fn returns(&mut self, park: &'static str) -> Outcome<()> {
        let remark = "填报 40 家，与上月报送的 4 家不一致，请核对。".to_owned();
        let judgement = Judgement::Return {
            reason: "新入驻企业数与月报不符。".to_owned(),
            remarks: BTreeMap::from([("i1".to_owned(), remark)]),
        };
        let filing = self.filing(Which::Quarter, park).await?;
        self.judges(filing.id, filing.version, &judgement).await
    }

    async fn judges(&mut self, id: Uuid, seen: i32, judgement: &Judgement) -> Outcome<()> {
        let actor = self.acting("assessor").await?;
        let work = self.desk.begin(&actor).await?;
        judge(&work, id, seen, judgement).await?;
        work.keep().await
    }

    async fn ranks(&mut self) -> Outcome<()> {
        let period = self.window(Which::Quarter).await?;
        for filing in find::filings(self.desk.db(), period).await? {
            self.judges(filing.id, filing.version, &Judgement::Pass(BTreeMap::new())).await?;
        }
        let now = self.desk.now();
        let (overview, line, _) = find::period(self.desk.db(), &None, period, now).await?;
        let draft = find::draft(self.desk.db(), &overview.assessment, &line.period, now).await?;
        let actor = self.acting("assessor").await?;
        let work = self.desk.begin(&actor).await?;
        self.ranking = Some(publish(&work, period, &draft.digest, "20").await?);
        work.keep().await
    }

    async fn objects(&mut self, park: &'static str, reason: &'static str) -> Outcome<()> {
        let ranking = self.ranking.ok_or(Refusal::NotFound)?;
        let actor = self.acting(park).await?;
        let work = self.desk.begin(&actor).await?;
        let typed = Objecting { reason: reason.to_owned(), files: Vec::new() };
        object(&work, ranking, &typed).await?;
        work.keep().await
    }

    /// The first window of an assessment.
    async fn window(&self, which: Which) -> Outcome<Uuid> {
        let id = *self.assessments.get(&which).ok_or(Refusal::NotFound)?;
        let shown = find::one(self.desk.db(), &None, id).await?;
        shown.periods.first().map(|line| line.period.id).ok_or(Refusal::NotFound)
    }

    async fn filing(
        &mut self,
        which: Which,
        park: &'static str,
    ) -> Outcome<hall::assessment::model::filing::Model> {
        let period = self.window(which).await?;
        let actor = self.acting(park).await?;
        let provider = actor.member().and_then(|member| member.provider()).ok_or(Refusal::NotFound)?.id;
        find::filing_in(self.desk.db(), period, provider).await?.ok_or(Refusal::NotFound)
    }
}

fn indicators() -> [IndicatorDraft; 4] {
    let of = |name: &str, explanation: &str, kind: &str, unit: &str, fact: &str| IndicatorDraft {
        name: name.to_owned(),
        explanation: explanation.to_owned(),
        kind: kind.to_owned(),
        unit: unit.to_owned(),
        papers: "welcome".to_owned(),
        fact: fact.to_owned(),
        ..IndicatorDraft::default()
    };
    let scored = |draft: IndicatorDraft, rule: &str, detail: &str, weight: &str| IndicatorDraft {
        rule: rule.to_owned(),
        detail: detail.to_owned(),
        most: "100".to_owned(),
        weight: weight.to_owned(),
        ..draft
    };
    let desk = "窗口每周开放不少于三天";
    [
        scored(of("新入驻企业数", "本季度办结入驻手续的企业", "whole", "家", ""), "linear", "10", "0.4"),
        scored(
            of("在园企业总数", "季末在园区企业名册中的企业", "whole", "家", "tenants"),
            "target",
            "30",
            "0.3",
        ),
        scored(of("设立政策服务窗口", desk, "yes_no", "", ""), "yes", "", "0.2"),
        scored(
            of("新闻资讯发布数", "填报时间内公开的园区新闻", "whole", "篇", "news"),
            "linear",
            "50",
            "0.1",
        ),
    ]
}
