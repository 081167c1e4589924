//! People who use the hall while it is killed: each does one kind of thing over and over, in a browser of their own, and writes
//! down what they intend and what was acknowledged.

use super::acts::{Act, IMPORTED};
use super::client::NO_ANSWER;
use super::diary::Diary;
use super::place::{Place, close};
use axum::http::StatusCode;
use hall::kernel::{Role, Uuid};
use hall::testing::{REGION, png};
use sea_orm::{ActiveModelTrait as _, Set};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::task::JoinSet;
use web::testing::{Browser, Shown, between};

/// Enterprises that book; each may only book so often a day.
const BOOKING: usize = 61;
/// The same and some that only look.
const BUYERS: usize = BOOKING + 6;
/// Enterprises that want to become providers.
const APPLICANTS: usize = 40;

/// Everybody, and what they share.
pub struct People {
    place: Arc<Place>,
    diary: Arc<Diary>,
    product: Uuid,
    buyers: Vec<Browser>,
    seller: Browser,
    publisher: Browser,
    applicants: Vec<Browser>,
    reviewer: Browser,
    /// Keeps a park's register.
    keeper: Browser,
    /// Files what the park is asked.
    filer: Browser,
    filing: Uuid,
    /// Bookings that were acknowledged, with the buyer who made them.
    bookings: Mutex<Vec<(usize, Uuid)>>,
    count: AtomicU64,
}

impl People {
    /// Puts them into a hall that is not running.
    pub async fn new(place: &Arc<Place>) -> Self {
        let bench = place.bench().await;
        // They logged in a while ago: whoever comes back is noted to have done so.
        bench.clock.pass(-chrono::TimeDelta::minutes(3));
        let clerk = async |name: &str, provides: bool| {
            let (account, enterprise) = (bench.person("办事员").await, bench.enterprise(name).await);
            bench.represents(account, enterprise).await;
            wants_texts(&bench, account).await;
            let provider = if provides { bench.provides(enterprise).await } else { Uuid::nil() };
            (bench.session(account).await, provider)
        };
        let mut number = 0_u32;
        let mut browser = |token: &str| {
            number += 1;
            place.browser(&format!("10.0.0.{number}"), Some(token))
        };
        let (seller, provider) = clerk("云桥示例物流", true).await;
        let product = bench.product(provider, "示例航线").await;
        let (publisher, _) = clerk("澜途示例物流", true).await;
        let (mut buyers, mut applicants) = (Vec::new(), Vec::new());
        for _ in 0..BUYERS {
            buyers.push(browser(&clerk("宁波锚泊示例贸易", false).await.0));
        }
        for _ in 0..APPLICANTS {
            applicants.push(browser(&clerk("等候示例科技", false).await.0));
        }
        let reviewer = bench.person("审核员").await;
        bench.appointed(reviewer, Role::Reviewer, REGION).await;
        wants_texts(&bench, reviewer).await;
        let reviewer = browser(&bench.session(reviewer).await);
        let runs_a_park = async |name: &str| {
            let (account, enterprise) = (bench.person("办事员").await, bench.enterprise(name).await);
            bench.represents(account, enterprise).await;
            (bench.session(account).await, bench.runs_a_park(enterprise).await)
        };
        let keeper = browser(&runs_a_park("东港示例园区运营").await.0);
        let (filer, park) = runs_a_park("西港示例园区运营").await;
        let filer = browser(&filer);
        let (_, period) = bench.announces(REGION).await;
        let filing = bench.filing(period, park).await.id;
        let assessor = bench.person("考核员").await;
        bench.appointed(assessor, Role::Assessor, REGION).await;
        wants_texts(&bench, assessor).await;
        let people = Self {
            place: Arc::clone(place),
            diary: Arc::new(Diary::new(place.beside("diary"))),
            product,
            buyers,
            seller: browser(&seller),
            publisher: browser(&publisher),
            applicants,
            reviewer,
            keeper,
            filer,
            filing,
            bookings: Mutex::default(),
            count: AtomicU64::new(0),
        };
        close(bench).await;
        people
    }

    /// What they wrote down.
    pub fn diary(&self) -> &Diary {
        &self.diary
    }

    /// Everybody does their thing once, in turn, and is told that it was done.
    pub async fn everybody_acts_once(&self) {
        assert_eq!(self.books(0).await, Heard::Yes);
        assert_eq!(self.asks().await, Heard::Yes);
        assert_eq!(self.replies().await, Heard::Yes);
        assert_eq!(self.applies().await, Heard::Yes);
        assert_eq!(self.submits().await, Heard::Yes);
        assert_eq!(self.decides_so(true).await, Heard::Yes);
        assert_eq!(self.decides_so(false).await, Heard::Yes);
        assert_eq!(self.enters().await, Heard::Yes);
        assert_eq!(self.imports().await, Heard::Yes);
        assert_eq!(self.files().await, Heard::Yes);
    }

    /// Lets all of them work until nobody answers any more.
    pub fn work(self: &Arc<Self>) -> JoinSet<()> {
        let mut at_work = JoinSet::new();
        let here = || Arc::clone(self);
        for which in 0..3 {
            let people = here();
            at_work.spawn(async move { while people.books(which).await.goes_on() {} });
        }
        let people = here();
        at_work.spawn(async move { while people.asks().await.goes_on() {} });
        let people = here();
        at_work.spawn(async move { while people.replies().await.goes_on() {} });
        let people = here();
        at_work.spawn(async move { while people.submits().await.goes_on() {} });
        let people = here();
        at_work.spawn(async move { while people.applies().await.goes_on() {} });
        for _ in 0..2 {
            let people = here();
            at_work.spawn(async move { while people.decides().await.goes_on() {} });
        }
        let people = here();
        at_work.spawn(async move { while people.enters().await.goes_on() {} });
        let people = here();
        at_work.spawn(async move { while people.imports().await.goes_on() {} });
        let people = here();
        at_work.spawn(async move { while people.files().await.goes_on() {} });
        at_work
    }

    /// An enterprise books; every call another one in turn.
    pub async fn books(&self, which: usize) -> Heard {
        let turn = self.next();
        let buyer = (turn as usize + which) % BOOKING;
        let mut browser = self.buyers[buyer].clone();
        let path = format!("/logistics/{}/book", self.product);
        let page = browser.get(&path).await;
        let Some(key) = between(&page.body, "name=\"form_key\" id=\"form_key\" value=\"", "\"") else {
            return Heard::of(&page);
        };
        let day = between(&page.body, "min=\"", "\"").unwrap_or("").to_owned();
        let act = Act::Book { key: key.to_owned() };
        let fields = [
            ("form_key", key),
            ("cargo", "日用陶瓷"),
            ("quantity", "2×40HQ"),
            ("ready_on", &day),
            ("origin", "示例仓库"),
            ("contact_name", "乙某"),
            ("contact_phone", "0000-1234567"),
        ];
        let (heard, answer) = self.does(act, browser.post(&path, &fields), leads("/my/bookings/")).await;
        let id = answer.leads_to().and_then(|path| path.rsplit('/').next()?.parse().ok());
        if let (Heard::Yes, Some(id)) = (heard, id) {
            self.bookings.lock().expect("not poisoned").push((buyer, id));
        }
        heard
    }

    /// One who booked says more.
    pub async fn asks(&self) -> Heard {
        let newest = self.bookings.lock().expect("not poisoned").last().copied();
        let Some((buyer, booking)) = newest else {
            return Heard::of_nothing(&self.buyers[0].clone().get("/my/bookings").await).await;
        };
        let mut browser = self.buyers[buyer].clone();
        let path = format!("/my/bookings/{booking}");
        let page = browser.get(&path).await;
        let Some(key) = between(&page.body, "name=\"form_key\" id=\"form_key\" value=\"", "\"") else {
            return Heard::of(&page);
        };
        let act = Act::Ask { key: key.to_owned() };
        let fields = [("form_key", key), ("text", "请问何时到港？")];
        self.does(act, browser.post(&format!("{path}/ask"), &fields), leads("/my/bookings/")).await.0
    }

    /// The provider answers the booking that waits longest.
    pub async fn replies(&self) -> Heard {
        let mut browser = self.seller.clone();
        let list = browser.get("/desk/bookings?stage=pending").await;
        let Some(booking) = ids(&list.body, "/desk/bookings/").first().copied() else {
            return Heard::of_nothing(&list).await;
        };
        let path = format!("/desk/bookings/{booking}");
        let page = browser.get(&path).await;
        let Some(key) = between(&page.body, "name=\"form_key\" id=\"form_key\" value=\"", "\"") else {
            return Heard::of(&page);
        };
        let act = Act::Reply { key: key.to_owned() };
        let fields = [("form_key", key), ("text", "已安排。"), ("back", "/desk/bookings")];
        self.does(act, browser.post(&format!("{path}/reply"), &fields), leads("/desk/bookings")).await.0
    }

    /// A provider submits a product.
    pub async fn submits(&self) -> Heard {
        let mut browser = self.publisher.clone();
        let page = browser.get("/desk/products/new").await;
        let Some(id) = between(&page.body, "name=\"id\" value=\"", "\"") else { return Heard::of(&page) };
        let act = Act::Submit { product: id.parse().expect("an id") };
        let fields = [
            ("id", id),
            ("title", "狮城整柜"),
            ("summary", "每周两班，直达码头"),
            ("mode", "sea"),
            ("country", "SG"),
            ("city", "新加坡"),
            ("tags", "冷链"),
        ];
        let (cover, one, two) = (png(478, 320), png(40, 30), png(30, 40));
        let files: [(&str, &str, &[u8]); 3] =
            [("cover", "c.png", &cover), ("new_picture", "1.png", &one), ("new_picture", "2.png", &two)];
        let sends = browser.upload("/desk/products/new", &fields, &files);
        self.does(act, sends, leads("/desk/products/")).await.0
    }

    /// An enterprise whose application neither waits nor was approved asks to become a provider.
    pub async fn applies(&self) -> Heard {
        let turn = self.next();
        let everybody = self.applicants.iter().cycle().skip(turn as usize % self.applicants.len());
        let mut mine = None;
        for browser in everybody.take(self.applicants.len()) {
            let mut browser = browser.clone();
            let page = browser.get("/my/provider").await;
            if Heard::of(&page) == Heard::Nothing {
                return Heard::Nothing;
            }
            if page.body.contains("name=\"licence\"") {
                mine = Some((browser, page));
                break;
            }
        }
        let Some((mut browser, page)) = mine else { return Heard::No };
        let tag = format!("第{turn}次申请。");
        let act = Act::Apply { tag: tag.clone() };
        let uscc =
            between(&page.body, "name=\"uscc\" value=\"", "\"").unwrap_or("91350100M000100Y43").to_owned();
        let fields = [
            ("kind", "logistics"),
            ("name", "等候示例科技"),
            ("uscc", &uscc),
            ("legal_representative", "甲某"),
            ("contact_name", "乙某"),
            ("address", "示例路 1 号"),
            ("contact_phone", "0000-1234567"),
            ("introduction", &tag),
        ];
        let (licence, logo) = (png(60, 40), png(370, 148));
        let files: [(&str, &str, &[u8]); 2] =
            [("licence", "执照.png", &licence), ("logo", "logo.png", &logo)];
        self.does(act, browser.upload("/my/provider", &fields, &files), leads("/my/provider")).await.0
    }

    /// A reviewer takes one of those that wait, and approves every second.
    pub async fn decides(&self) -> Heard {
        let approves = self.next().is_multiple_of(2);
        self.decides_so(approves).await
    }

    /// A reviewer takes one of those that wait.
    pub async fn decides_so(&self, approves: bool) -> Heard {
        let mut browser = self.reviewer.clone();
        let list = browser.get("/office/reviews").await;
        let waiting = ids(&list.body, "/office/reviews/");
        let turn = self.next();
        let Some(round) = waiting.get(turn as usize % waiting.len().max(1)).copied() else {
            return Heard::of_nothing(&list).await;
        };
        let path = format!("/office/reviews/{round}");
        let page = browser.get(&path).await;
        let Some(seen) = between(&page.body, "name=\"seen\" value=\"", "\"") else { return Heard::of(&page) };
        let act = Act::Decide { round, approves };
        let verdict = if approves { ("do", "approve") } else { ("do", "reject") };
        let reason = ("words-reason", if approves { "" } else { "不清楚" });
        let fields = [("seen", seen), verdict, reason];
        self.does(act, browser.post(&path, &fields), leads("/office/reviews")).await.0
    }

    /// Somebody new asks for a code and uses it.
    pub async fn enters(&self) -> Heard {
        let turn = self.next();
        let phone = format!("+86138{turn:08}");
        let mut browser = self.place.browser(&format!("10.1.{}.{}", turn / 250 % 250, turn % 250), None);
        let ask = [("phone", phone.as_str()), ("purpose", "login"), ("consent", "1")];
        let sent = |answer: &Shown| answer.status == StatusCode::OK && answer.body.contains("验证码已发送至");
        let (heard, _) =
            self.does(Act::Code { phone: phone.clone() }, browser.post("/login/code", &ask), sent).await;
        let Some(code) = self.place.gateway.code(&phone).filter(|_| heard == Heard::Yes) else {
            return heard;
        };
        let typed = [("phone", phone.as_str()), ("code", &code), ("consent", "1")];
        let (heard, _) =
            self.does(Act::Login { phone: phone.clone() }, browser.post("/login", &typed), leads("/")).await;
        heard
    }

    /// A park sends a file of tenants, looks at what it would do, and confirms.
    pub async fn imports(&self) -> Heard {
        let turn = self.next();
        let file = format!("名单{turn}.csv");
        let row = |at: usize| {
            let uscc = hall::enterprise::uscc::invented(REGION, 10_000_000 + turn * 10 + at as u64);
            format!("示例租户{turn}-{at},{uscc},丙某,0000-1234567,2026-03-01,仓配\n")
        };
        let head = "企业名称,统一社会信用代码,联系人,电话,入驻时间,业务类型\n".to_owned();
        let bytes = head + &(0..IMPORTED).map(row).collect::<String>();
        let mut browser = self.keeper.clone();
        let form = browser.get("/desk/tenants/import").await;
        if form.status != StatusCode::OK {
            return Heard::of(&form);
        }
        let sent = browser.upload("/desk/tenants/import", &[], &[("file", &file, bytes.as_bytes())]).await;
        let Some(there) = sent.leads_to().map(str::to_owned) else { return Heard::of(&sent) };
        let page = browser.get(&there).await;
        let Some(seal) = between(&page.body, "name=\"seal\" value=\"", "\"") else { return Heard::of(&page) };
        let fields = [("seal", seal)];
        let sends = browser.post(&there, &fields);
        self.does(Act::Import { file }, sends, leads("/desk/tenants/import/")).await.0
    }

    /// A park files what it is asked, once more.
    pub async fn files(&self) -> Heard {
        let tag = format!("第{}次填报。", self.next());
        let mut browser = self.filer.clone();
        let path = format!("/desk/assessments/{}", self.filing);
        let page = browser.get(&path).await;
        let Some(seen) = between(&page.body, "name=\"seen\" value=\"", "\"") else { return Heard::of(&page) };
        let act = Act::File { filing: self.filing, tag: tag.clone() };
        let fields = [("seen", seen), ("i1", "3"), ("i2", &tag), ("do", "submit")];
        self.does(act, browser.upload(&path, &fields, &[]), leads("/desk/assessments/")).await.0
    }

    /// What people look at without changing anything, and the answers: pages for everybody, and of one who logged in a while
    /// ago and has not come back since.
    pub async fn read(&self, who: usize) -> Vec<(String, u16)> {
        let mut visitor = self.place.browser("10.2.0.1", None);
        let mut member = self.buyers[BUYERS - 1 - who].clone();
        let product = format!("/logistics/{}?look={who}", self.product);
        let mut answers = Vec::new();
        for path in ["/", "/logistics", "/help", product.as_str()] {
            answers.push((path.to_owned(), visitor.get(path).await.status.as_u16()));
        }
        for path in ["/my", "/my/bookings", "/my/messages"] {
            answers.push((path.to_owned(), member.get(path).await.status.as_u16()));
        }
        answers
    }

    /// What the hall says of its health.
    pub async fn health(&self) -> (u16, String) {
        let answer = self.place.browser("10.2.0.2", None).get("/health").await;
        (answer.status.as_u16(), answer.body)
    }

    /// Writes down the intent, acts, and writes down that it was acknowledged if it was.
    async fn does(
        &self,
        act: Act,
        sends: impl Future<Output = Shown>,
        is_done: impl Fn(&Shown) -> bool,
    ) -> (Heard, Shown) {
        let number = self.diary.intends(&act);
        let answer = sends.await;
        says_nothing_of_its_inside(&answer);
        if is_done(&answer) {
            self.diary.acknowledged(number);
            return (Heard::Yes, answer);
        }
        (Heard::of(&answer), answer)
    }

    fn next(&self) -> u64 {
        self.count.fetch_add(1, Ordering::Relaxed)
    }
}

/// What somebody heard of what they asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// It was done.
    Yes,
    /// It was not, or nothing was to be done.
    No,
    /// Nothing: nobody is there any more.
    Nothing,
}

impl Heard {
    fn of(answer: &Shown) -> Self {
        if answer.status.as_u16() == NO_ANSWER { Self::Nothing } else { Self::No }
    }

    async fn of_nothing(answer: &Shown) -> Self {
        tokio::time::sleep(Duration::from_millis(10)).await;
        Self::of(answer)
    }

    const fn goes_on(self) -> bool {
        !matches!(self, Self::Nothing)
    }
}

/// Whether an answer leads to such a place, as an answer of success does.
fn leads(to: &'static str) -> impl Fn(&Shown) -> bool {
    move |answer| {
        answer.status == StatusCode::SEE_OTHER && answer.leads_to().is_some_and(|path| path.starts_with(to))
    }
}

/// The page of a failure says that there was one and a reference, and nothing of what is inside (safety A87).
fn says_nothing_of_its_inside(answer: &Shown) {
    for word in ["panicked", "sqlx", "SQLite", "sqlite", "os error", "/src/", "Postgres", "hall.db"] {
        assert!(!answer.body.contains(word), "{}: {word} in {}", answer.status, answer.body);
    }
}

/// The ids that follow a path in a page.
fn ids(page: &str, path: &str) -> Vec<Uuid> {
    let mut found: Vec<Uuid> = Vec::new();
    // Attributes are escaped.
    for id in page.replace("&#x2f;", "/").split(path).skip(1).filter_map(|rest| rest.get(..36)?.parse().ok())
    {
        if !found.contains(&id) {
            found.push(id);
        }
    }
    found
}

async fn wants_texts(bench: &hall::testing::Bench, account: Uuid) {
    let work = bench.begin(&hall::Actor::Machine("test")).await.expect("a work");
    let row = hall::account::model::account::ActiveModel {
        id: Set(account),
        by_sms: Set(true),
        ..Default::default()
    };
    row.update(work.db()).await.expect("changed");
    work.keep().await.expect("kept");
}
