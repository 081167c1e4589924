//! (2) and (4) Lists that grow: what a page nobody has asked for before costs, beside the one indexed query that finds its
//! rows. Held to the limit is what the database is asked for the page's rows, names and total, by the very finder the page
//! calls; the whole page, with session, menu, choices and template, is told beside it, and may not grow either.

use super::Filled;
use crate::fill::{Kind, id};
use crate::hall_at::{desk, pages};
use crate::report::{Figure, Limit, Report};
use crate::timing::{Times, ratio, said, time};
use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use hall::kernel::{Desk, Paging, Role};
use hall::offering::Mode;
use hall::offering::find::public;
use hall::{engagement, enterprise, review};
use sea_orm::{ConnectionTrait as _, DatabaseConnection, Statement, Value};
use tower::ServiceExt as _;

/// Turns of each page and of each query, in turns.
const TURNS: usize = 60;
/// The deep page.
const DEEP: u64 = 500;

/// A hall of one size, ready to be asked.
struct Hall<'a> {
    filled: &'a Filled,
    desk: Desk,
    pages: axum::Router,
    lists: [List; 3],
}

/// What one page of one list took in one hall.
#[derive(Default)]
struct Taken {
    page: Times,
    finder: Times,
    bare: Times,
}

/// Which finder gives the rows and the total of a list.
#[derive(Clone, Copy)]
enum Finder {
    Products,
    Queue,
    Mine,
}

impl Finder {
    async fn find(self, desk: &Desk, page: u64) -> anyhow::Result<usize> {
        let (db, now) = (desk.db(), desk.now());
        Ok(match self {
            Self::Products => {
                let filter = public::Filter {
                    mode: Some(Mode::Sea),
                    country: Some("SG".to_owned()),
                    ..public::Filter::default()
                };
                public::list(db, &filter, Paging::of(Some(page), Some(12))).await?.rows.len()
            }
            Self::Queue => {
                let scope = review::Scope::Regions(vec!["990101".to_owned()]);
                let query = review::Query {
                    subject: Some(review::Subject::Product),
                    region: Some("990101".to_owned()),
                    state: Some(review::State::Pending),
                    ..review::Query::default()
                };
                let paging = Paging::of(Some(page), None);
                // As the page asks.
                let found = review::find::queue(db, &scope, &query, now, paging).await?;
                enterprise::register::names(db, found.rows.iter().map(|row| row.enterprise_id)).await?;
                found.rows.len()
            }
            Self::Mine => {
                let scope = engagement::find::Scope::Enterprise(id(Kind::Enterprise, 1));
                let stage = Some(engagement::Stage::Pending);
                let filter = engagement::find::Filter { stage, ..engagement::find::Filter::default() };
                let paging = Paging::of(Some(page), None);
                engagement::find::list(db, &scope, &filter, now, paging).await?.rows.len()
            }
        })
    }
}

/// A list and the query beside it.
struct List {
    finder: Finder,
    point: u8,
    name: &'static str,
    path: &'static str,
    rows: u64,
    cookie: String,
    query: &'static str,
    values: Vec<Value>,
}

/// All sizes in turns: a machine that grows slower is unfair to none.
pub(crate) async fn measure(sizes: &[Filled], report: &mut Report) -> anyhow::Result<()> {
    let mut halls = Vec::new();
    for filled in sizes {
        halls.push(Hall::open(filled).await?);
    }
    let Some(first) = halls.first() else { return Ok(()) };
    for number in 0..first.lists.len() {
        for page in [1, DEEP] {
            let mut taken: Vec<Taken> = halls.iter().map(|_| Taken::default()).collect();
            for turn in 0..TURNS {
                for (hall, taken) in halls.iter().zip(&mut taken) {
                    hall.ask(&hall.lists[number], page, turn, taken).await?;
                }
            }
            let List { point, name, .. } = first.lists[number];
            let what = format!("{name}, page {page}");
            for (hall, taken) in halls.iter().zip(&taken) {
                tell(point, &format!("{} rows, {what}", hall.filled.rows), taken, report);
            }
            if let ([small, .., large], [first, .., last]) = (&*taken, &*halls) {
                let what = format!("{what}: {} rows beside {}", last.filled.rows, first.filled.rows);
                grown(point, &what, small, large, report);
            }
        }
    }
    Ok(())
}

/// How one size stands beside the bare query.
fn tell(point: u8, what: &str, taken: &Taken, report: &mut Report) {
    let bare = taken.bare.median();
    for (part, times, limit) in
        [("rows and total", &taken.finder, Limit::Most(3.0)), ("the whole page", &taken.page, Limit::None)]
    {
        report.add(Figure {
            point,
            what: format!("{what}: {part}"),
            ours: said(times.median()),
            bare: said(bare),
            ratio: ratio(times.median(), bare),
            limit,
        });
    }
}

/// How the largest stands beside the smallest.
fn grown(point: u8, what: &str, small: &Taken, large: &Taken, report: &mut Report) {
    for (part, small, large) in
        [("rows and total", &small.finder, &large.finder), ("the whole page", &small.page, &large.page)]
    {
        report.add(Figure {
            point,
            what: format!("{what}: {part}"),
            ours: said(large.median()),
            bare: said(small.median()),
            ratio: ratio(large.median(), small.median()),
            limit: Limit::Most(1.5),
        });
    }
}

impl<'a> Hall<'a> {
    async fn open(filled: &'a Filled) -> anyhow::Result<Self> {
        let bench = &filled.bench;
        let desk = desk(bench);
        let pages = pages(desk.clone())?;
        let (official, clerk) = (bench.person("审核人员").await, bench.person("业务经办").await);
        bench.appointed(official, Role::Reviewer, "990101").await;
        bench.represents(clerk, id(Kind::Enterprise, 1)).await;
        let session = async |account| format!("hall_session={}", bench.session(account).await);
        let lists = lists(session(official).await, session(clerk).await);
        Ok(Self { filled, desk, pages, lists })
    }

    /// One turn: the page, what it asks for its rows, and the query that finds them.
    async fn ask(&self, list: &List, page: u64, turn: usize, taken: &mut Taken) -> anyhow::Result<()> {
        taken.page.push(time(shown(&self.pages, list, page, turn)).await?);
        taken.finder.push(time(list.finder.find(&self.desk, page)).await?);
        let mut found = 0;
        let bare = async {
            found = query(self.filled.bench.db(), list, page).await?;
            anyhow::Ok(())
        };
        taken.bare.push(time(bare).await?);
        anyhow::ensure!(found as u64 == list.rows, "{}, page {page}: {found} rows", list.name);
        Ok(())
    }
}

/// The lists, as an official and a clerk see them.
fn lists(official: String, clerk: String) -> [List; 3] {
    [
        List {
            finder: Finder::Products,
            point: 2,
            name: "products by sea to one country",
            path: "/logistics?mode=sea&country=SG",
            rows: 12,
            cookie: String::new(),
            query: "SELECT o.*, l.*, p.* FROM (SELECT offering_id, pinned_at, created_at FROM catalogue \
                    WHERE mode = $1 AND country = $2 ORDER BY pinned_at DESC, created_at DESC, offering_id DESC LIMIT $3 OFFSET $4) c \
                    JOIN offering o ON o.id = c.offering_id JOIN logistics l ON l.offering_id = o.id \
                    JOIN provider p ON p.id = o.provider_id ORDER BY c.pinned_at DESC, c.created_at DESC, c.offering_id DESC",
            values: vec!["sea".into(), "SG".into()],
        },
        List {
            finder: Finder::Queue,
            point: 4,
            name: "office queue of a region, one kind",
            path: "/office/reviews?kind=product&region=990101",
            rows: 10,
            cookie: official,
            query: "SELECT r.*, e.name FROM (SELECT id, due_at FROM review_round \
                    WHERE subject_kind = $1 AND region = $2 AND state = 'pending' ORDER BY due_at, id LIMIT $3 OFFSET $4) q \
                    JOIN review_round r ON r.id = q.id JOIN enterprise e ON e.id = r.enterprise_id ORDER BY q.due_at, q.id",
            values: vec!["product".into(), "990101".into()],
        },
        List {
            finder: Finder::Mine,
            point: 4,
            name: "我的预约, those that wait",
            path: "/my/bookings?stage=pending",
            rows: 10,
            cookie: clerk,
            query: "SELECT g.*, b.*, e.name FROM (SELECT id, due_at, number FROM engagement \
                    WHERE enterprise_id = $1 AND state = $2 ORDER BY due_at DESC, number DESC LIMIT $3 OFFSET $4) q \
                    JOIN engagement g ON g.id = q.id JOIN booking b ON b.engagement_id = g.id \
                    JOIN enterprise e ON e.id = g.enterprise_id ORDER BY q.due_at DESC, q.number DESC",
            values: vec![id(Kind::Enterprise, 1).into(), "pending".into()],
        },
    ]
}

async fn shown(router: &axum::Router, list: &List, page: u64, turn: usize) -> anyhow::Result<()> {
    // An address nobody has asked for is not on the shelf.
    let request =
        Request::get(format!("{}&page={page}&turn={turn}", list.path)).header(header::COOKIE, &list.cookie);
    let answer = router.clone().oneshot(request.body(Body::empty())?).await?;
    let status = answer.status();
    let body = to_bytes(answer.into_body(), 64 << 20).await?;
    anyhow::ensure!(status.is_success(), "{}: {status}", list.path);
    anyhow::ensure!(body.len() > 5_000, "{}: an empty page", list.path);
    Ok(())
}

async fn query(db: &DatabaseConnection, list: &List, page: u64) -> anyhow::Result<usize> {
    let mut values = list.values.clone();
    let offset = (page - 1) * list.rows;
    values.extend([Value::from(i64::try_from(list.rows)?), Value::from(i64::try_from(offset)?)]);
    let statement = Statement::from_sql_and_values(db.get_database_backend(), list.query, values);
    Ok(db.query_all_raw(statement).await?.len())
}
