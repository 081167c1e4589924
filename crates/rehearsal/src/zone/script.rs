//! The order of events: five weeks in the zone.

use super::asks::{ASKED, Turn};
use super::cast::{CLERKS, FIRMS, Firm, OFFICIALS};
use super::goods::{Fate, GOODS, Good};
use super::life::{Switch, refusal};
use super::papers::{Fate as Ends, PAPERS, Paper};
use super::parks::{Answer, ESTATES, Estate, WISHES};
use super::play::Play;
use super::quarter::{STEPS, Step};
use super::time::At::{self, Ago, Day};
use hall::account::profile::Ways;
use hall::kernel::{Outcome, Role, Uuid};
use hall::review::Decision;
use std::collections::HashMap;

/// Something that happens.
enum Event {
    Come(usize, bool),
    Offices,
    Rate(&'static Firm),
    Apply(&'static Firm),
    DecideFirm(&'static str, &'static Firm, Decision),
    Submit(&'static Good),
    DecideGood(&'static str, &'static Good, Decision),
    Edit(&'static Good, &'static str, &'static str),
    Turn(&'static Good, Switch),
    Book(usize),
    Talk(usize, Turn),
    Wish(usize),
    Answer(usize, Answer),
    ChangePark(&'static Firm),
    Write(&'static Paper),
    DecidePaper(&'static Paper, Decision),
    Assess(Step),
    Register(&'static Estate),
}

impl Play {
    /// Everything that happened until now.
    pub async fn all(&mut self) -> Outcome<()> {
        let mut events = events();
        events.sort_by_key(|(at, _)| self.instant(*at));
        let mut bookings: HashMap<usize, Uuid> = HashMap::new();
        let mut wishes: HashMap<usize, Uuid> = HashMap::new();
        for (at, event) in events {
            self.at(at);
            match event {
                Event::Come(n, true) => self.comes(&OFFICIALS[n]).await?,
                Event::Come(n, false) => self.comes(&CLERKS[n]).await?,
                Event::Offices => self.offices().await?,
                Event::Rate(firm) => self.rated(firm).await?,
                Event::Apply(firm) => self.applies(firm).await?,
                Event::DecideFirm(by, firm, decision) => self.decides_on_firm(by, firm, decision).await?,
                Event::Submit(good) => self.submits(good).await?,
                Event::DecideGood(by, good, decision) => self.decides_on_good(by, good.key, decision).await?,
                Event::Edit(good, title, summary) => {
                    let change = |draft: &mut hall::offering::Draft| {
                        draft.title = title.to_owned();
                        draft.summary = summary.to_owned();
                    };
                    self.edits(good, change).await?;
                }
                Event::Turn(good, what) => self.turns(good, what).await?,
                Event::Book(n) => {
                    let id = self.books(&ASKED[n]).await?;
                    bookings.insert(n, id);
                }
                Event::Talk(n, turn) => self.talks(&ASKED[n], bookings[&n], turn).await?,
                Event::Wish(n) => {
                    let id = self.wishes_to_settle(&WISHES[n]).await?;
                    wishes.insert(n, id);
                }
                Event::Answer(n, answer) => self.answers_wish(&WISHES[n], wishes[&n], answer).await?,
                Event::ChangePark(firm) => self.changes_park(firm).await?,
                Event::Write(paper) => self.writes(paper).await?,
                Event::DecidePaper(paper, decision) => self.decides_on_paper(paper, decision).await?,
                Event::Assess(step) => self.assesses(step).await?,
                Event::Register(estate) => self.imports_register(estate).await?,
            }
        }
        self.at(Ago(1));
        hall::engagement::remind(&self.desk).await?;
        hall::park::settlement::remind(&self.desk).await?;
        hall::assessment::tick(&self.desk).await?;
        hall::assessment::alarm(&self.desk).await?;
        hall::overdue::alarm(&self.desk).await?;
        // Only now: what happened weeks ago rings nobody's phone today.
        let zh = || "zh-CN".to_owned();
        let wechat = self.desk.zone.login.wechat;
        self.chooses_ways(
            "whalechina",
            Ways { by_sms: true, by_wechat: wechat, by_mail: false, locale: zh() },
        )
        .await?;
        self.chooses_ways("anchorkite", Ways { by_sms: true, by_wechat: false, by_mail: true, locale: zh() })
            .await?;
        self.everybody_leaves().await
    }

    async fn offices(&mut self) -> Outcome<()> {
        self.invited("security", Role::SecurityAdmin).await?;
        self.invited("second", Role::SecurityAdmin).await?;
        self.appointed("reviewer", Role::Reviewer, "*", true).await?;
        self.appointed("harbour", Role::Reviewer, "990101", true).await?;
        self.appointed("assessor", Role::Assessor, "*", true).await?;
        self.appointed("system", Role::SystemAdmin, "*", true).await?;
        self.appointed("audit", Role::AuditAdmin, "*", true).await?;
        self.appointed("candidate", Role::Reviewer, "990102", false).await
    }
}

/// What happens, in no order.
fn events() -> Vec<(At, Event)> {
    let mut events: Vec<(At, Event)> = Vec::new();
    for n in 0..OFFICIALS.len() {
        events.push((Day(26, 9, 5 + 4 * n as u32), Event::Come(n, true)));
    }
    events.push((Day(26, 14, 0), Event::Offices));
    for (n, estate) in ESTATES.iter().enumerate() {
        events.push((Day(12, 16, 5 + 10 * n as u32), Event::Register(estate)));
    }
    for (n, person) in CLERKS.iter().enumerate() {
        events.push((Day(25, 8, 10 + 4 * n as u32), Event::Come(n, false)));
        let Some(firm) = FIRMS.iter().find(|firm| firm.key == person.key) else { continue };
        if !firm.credit.is_empty() {
            events.push((Day(24, 10, n as u32), Event::Rate(firm)));
        }
    }
    applications(&mut events);
    for (n, good) in GOODS.iter().enumerate() {
        product(&mut events, n as u32, good);
    }
    for (n, asked) in ASKED.iter().enumerate() {
        events.push((asked.at, Event::Book(n)));
        events.extend(asked.turns.iter().map(|(at, turn)| (*at, Event::Talk(n, *turn))));
    }
    for (n, wish) in WISHES.iter().enumerate() {
        events.push((wish.at, Event::Wish(n)));
        events.extend(wish.answer.map(|(at, answer)| (at, Event::Answer(n, answer))));
    }
    events.push((Ago(240), Event::ChangePark(firm("tinroof"))));
    for paper in &PAPERS {
        events.push((paper.at, Event::Write(paper)));
        let Day(days, hour, minute) = paper.at else { continue };
        let decision = match paper.fate {
            Ends::Shown => Decision::Approve,
            Ends::Refused(reason) => refusal(reason, &[]),
            Ends::Waits => continue,
        };
        events.push((Day(days - 1, hour, minute + 20), Event::DecidePaper(paper, decision)));
    }
    events.extend(STEPS.map(|(at, step)| (at, Event::Assess(step))));
    events
}

fn firm(key: &str) -> &'static Firm {
    FIRMS.iter().find(|firm| firm.key == key).expect("the script names firms of the cast")
}

fn applications(events: &mut Vec<(At, Event)>) {
    for (n, key) in ["anchorkite", "camelmoon", "paperplane"].into_iter().enumerate() {
        let by = if firm(key).region == "990101" { "harbour" } else { "reviewer" };
        events.push((Day(23, 9 + n as u32, 40), Event::Apply(firm(key))));
        events.push((Day(22, 10 + n as u32, 15), Event::DecideFirm(by, firm(key), Decision::Approve)));
    }
    for (n, estate) in ESTATES.iter().enumerate() {
        let by = if firm(estate.firm).region == "990101" { "harbour" } else { "reviewer" };
        events.push((Day(21, 8, 20 + n as u32), Event::Apply(firm(estate.firm))));
        events.push((Day(20, 9, 30 + n as u32), Event::DecideFirm(by, firm(estate.firm), Decision::Approve)));
    }
    events.push((Day(1, 16, 20), Event::Apply(firm("slowboat"))));
    let remarks = [
        (
            "introduction",
            "phrase-advertising",
            "请写明实际经营的线路和能力，不要使用“最低”“最强”之类的用语。",
        ),
        ("licence", "phrase-picture-unreadable", "注册号被裁掉了一半，请上传完整的一页。"),
    ];
    let decision = refusal("公司介绍和营业执照需要修改，改好后直接保存即可重新提交。", &remarks);
    events.push((Day(5, 11, 0), Event::Apply(firm("orangesub"))));
    events.push((Day(3, 15, 30), Event::DecideFirm("reviewer", firm("orangesub"), decision)));
}

/// What happens to a product: submitted some weeks ago, decided on the next working day.
fn product(events: &mut Vec<(At, Event)>, n: u32, good: &'static Good) {
    let by = if good.firm == "anchorkite" { "harbour" } else { "reviewer" };
    // Three a day from the twentieth working day on: all are approved before the first booking.
    let (day, minute) = (21 - n / 3, 3 * n % 60);
    if good.approved() {
        events.push((Day(day, 10, minute), Event::Submit(good)));
        events.push((Day(day - 1, 11, minute), Event::DecideGood(by, good, Decision::Approve)));
    }
    match good.fate {
        Fate::Shown => {}
        Fate::Pinned => events.push((Day(13, 9, minute), Event::Turn(good, Switch::Pin))),
        Fate::Shelved => events.push((Day(7, 17, minute), Event::Turn(good, Switch::OffShelf))),
        Fate::Removed => events.push((Day(3, 17, 0), Event::Turn(good, Switch::Remove))),
        Fate::Waits => events.push((Ago(55), Event::Submit(good))),
        Fate::Late => events.push((Day(3, 10, 20), Event::Submit(good))),
        Fate::Edited => {
            events.push((Ago(170), Event::Submit(good)));
            events.push((Ago(120), Event::Edit(good, good.title, "三天起飞，五天到门，含进口申报。")));
            events.push((
                Ago(75),
                Event::Edit(good, "伦敦空运到门", "三天起飞，五天到门，含进口申报与派送预约。"),
            ));
        }
        Fate::Refused => {
            let remarks = [
                ("title", "phrase-advertising", "名称请写线路，例如“列日班列拼箱”。"),
                ("summary", "phrase-advertising", "“全网最低价”无法核实，请写班期和时效。"),
                ("tags", "phrase-unclear", ""),
            ];
            let decision = refusal("名称、简介和标签是广告用语，请改为事实。", &remarks);
            events.push((Day(4, 14, 0), Event::Submit(good)));
            events.push((Day(3, 9, 45), Event::DecideGood(by, good, decision)));
        }
        Fate::Changing => {
            let summary = "直航二十八天，不中转，可分批放单，新增目的港驳船到杜伊斯堡。";
            events.push((Ago(200), Event::Edit(good, good.title, summary)));
        }
    }
}
