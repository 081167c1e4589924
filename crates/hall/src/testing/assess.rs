//! Assessments at a [`Bench`]: announced, filed, ranked and objected to by the operations that do it in earnest, so that a test of
//! pages finds every thing there is.

use super::Bench;
use crate::assessment::{
    Answer, Answers, AssessmentDraft, IndicatorDraft, Judgement, Objecting, announce, create, find, judge,
    object, publish, put_indicator, submit,
};
use crate::kernel::{Actor, Role, Uuid};
use chrono::Days;
use std::collections::BTreeMap;

impl Bench {
    /// A one-off assessment of a region's parks that is open now, with two indicators: `i1`, two points for each, evidence welcome,
    /// and `i2`, words that give none. Gives the assessment and its window.
    ///
    /// # Panics
    /// When the database fails, as all that follow.
    pub async fn announces(&self, region: &str) -> (Uuid, Uuid) {
        let today = self.desk.zone.day(self.desk.now());
        let day = |n: u64| today.checked_add_days(Days::new(n)).expect("a day").to_string();
        let draft = AssessmentDraft {
            name: "示例考核".to_owned(),
            region: region.to_owned(),
            target: "both".to_owned(),
            rhythm: "once".to_owned(),
            periods: String::new(),
            opens_on: day(0),
            due_on: day(9),
            lock_on: day(12),
        };
        let indicator = IndicatorDraft {
            name: "新入驻企业数".to_owned(),
            kind: "whole".to_owned(),
            unit: "家".to_owned(),
            rule: "linear".to_owned(),
            detail: "2".to_owned(),
            most: "20".to_owned(),
            weight: "1".to_owned(),
            papers: "welcome".to_owned(),
            ..IndicatorDraft::default()
        };
        let words = IndicatorDraft {
            name: "招商情况".to_owned(),
            kind: "text".to_owned(),
            rule: "unscored".to_owned(),
            papers: "none".to_owned(),
            ..IndicatorDraft::default()
        };
        let work = self.desk.begin(&self.assesses()).await.expect("a work");
        let id = create(&work, &draft).await.expect("a draft");
        put_indicator(&work, id, 1, None, &indicator).await.expect("an indicator");
        put_indicator(&work, id, 2, None, &words).await.expect("another");
        announce(&work, id, 3).await.expect("announced");
        work.keep().await.expect("kept");
        let shown = find::one(self.desk.db(), &None, id).await.expect("the assessment");
        (id, shown.periods.first().expect("a window").period.id)
    }

    /// A park files three of what is asked: its filing.
    pub async fn files(&self, period: Uuid, park: Uuid) -> Uuid {
        let filing = self.filing(period, park).await;
        let answer = |value: &str| Answer { value: value.to_owned(), files: Vec::new() };
        let answers = [("i1", "3"), ("i2", "示例填报")].map(|(key, value)| (key.to_owned(), answer(value)));
        let answers = Answers(BTreeMap::from(answers));
        let actor = super::park(self.desk.id(), filing.enterprise_id, super::REGION, park);
        let work = self.desk.begin(&actor).await.expect("a work");
        submit(&work, filing.id, filing.draft_version, answers).await.expect("submitted");
        work.keep().await.expect("kept");
        filing.id
    }

    /// Every filing of a window passes, and the ranking is published for three days: the ranking.
    pub async fn ranks(&self, period: Uuid) -> Uuid {
        let actor = self.assesses();
        for filing in find::filings(self.desk.db(), period).await.expect("filings") {
            let work = self.desk.begin(&actor).await.expect("a work");
            let pass = Judgement::Pass(BTreeMap::new());
            judge(&work, filing.id, filing.version, &pass).await.expect("passed");
            work.keep().await.expect("kept");
        }
        let (overview, line, _) =
            find::period(self.desk.db(), &None, period, self.desk.now()).await.expect("the window");
        let draft = find::draft(self.desk.db(), &overview.assessment, &line.period, self.desk.now()).await;
        let digest = draft.expect("a draft").digest;
        let work = self.desk.begin(&actor).await.expect("a work");
        let id = publish(&work, period, &digest, "3").await.expect("published");
        work.keep().await.expect("kept");
        id
    }

    /// A park objects: the objection.
    pub async fn objects(&self, ranking: Uuid, period: Uuid, park: Uuid) -> Uuid {
        let filing = self.filing(period, park).await;
        let actor = super::park(self.desk.id(), filing.enterprise_id, super::REGION, park);
        let typed = Objecting { reason: "漏记一家企业".to_owned(), files: Vec::new() };
        let work = self.desk.begin(&actor).await.expect("a work");
        object(&work, ranking, &typed).await.expect("objected");
        work.keep().await.expect("kept");
        let paging = crate::kernel::Paging::of(None, Some(100));
        let open = find::objections(self.desk.db(), &None, true, paging).await.expect("objections");
        let own = open.rows.into_iter().find(|line| line.objection.provider_id == park);
        own.expect("the objection").objection.id
    }

    /// What a park files, or is to file, in a window.
    pub async fn filing(&self, period: Uuid, park: Uuid) -> crate::assessment::model::filing::Model {
        find::filing_in(self.desk.db(), period, park).await.expect("a database").expect("a filing")
    }

    fn assesses(&self) -> Actor {
        super::official(self.desk.id(), Role::Assessor, "*")
    }
}
