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
use hall::kernel::{Desk, Paging, Role, Uuid};
use hall::offering::Mode;
use hall::offering::find::public;
use hall::{engagement, enterprise, review};
use sea_orm::{ConnectionTrait as _, DatabaseConnection, Statement, Value};
use std::time::Duration;
use tower::ServiceExt as _;

/// Turns of each page and of each query, in turns.
const TURNS: usize = 60;
/// The deep page.
const DEEP: u64 = 500;

/// What a size showed.
pub(crate) struct Size {
    rows: u64,
    times: Vec<(String, u8, Duration)>,
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
                let rows = async {
                    let rows = review::find::queue(db, &scope, &query, now, paging).await?;
                    let firms: Vec<Uuid> = rows.iter().map(|row| row.enterprise_id).collect();
                    enterprise::register::names(db, &firms).await?;
                    Ok(rows.len())
                };
                tokio::try_join!(review::find::queued(db, &scope, &query, now), rows)?.1
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

pub(crate) async fn measure(filled: &Filled, report: &mut Report) -> anyhow::Result<Size> {
    let bench = &filled.bench;
    let desk = desk(bench);
    let router = pages(desk.clone())?;
    let (official, clerk) = (bench.person("审核人员").await, bench.person("业务经办").await);
    bench.appointed(official, Role::Reviewer, "990101").await;
    bench.represents(clerk, id(Kind::Enterprise, 1)).await;
    let session = async |account| format!("hall_session={}", bench.session(account).await);
    let lists = [
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
            cookie: session(official).await,
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
            cookie: session(clerk).await,
            query: "SELECT g.*, b.*, e.name FROM (SELECT id, due_at, number FROM engagement \
                    WHERE enterprise_id = $1 AND state = $2 ORDER BY due_at DESC, number DESC LIMIT $3 OFFSET $4) q \
                    JOIN engagement g ON g.id = q.id JOIN booking b ON b.engagement_id = g.id \
                    JOIN enterprise e ON e.id = g.enterprise_id ORDER BY q.due_at DESC, q.number DESC",
            values: vec![id(Kind::Enterprise, 1).into(), "pending".into()],
        },
    ];
    let mut size = Size { rows: filled.rows, times: Vec::new() };
    for list in &lists {
        for page in [1, DEEP] {
            let (mut ours, mut bare, mut found) = (Times::default(), Times::default(), 0);
            let mut finder = Times::default();
            for turn in 0..TURNS {
                ours.push(time(shown(&router, list, page, turn)).await?);
                finder.push(time(list.finder.find(&desk, page)).await?);
                bare.push(
                    time(async {
                        found = query(bench.db(), list, page).await?;
                        anyhow::Ok(())
                    })
                    .await?,
                );
            }
            anyhow::ensure!(found as u64 == list.rows, "{}, page {page}: {found} rows", list.name);
            let what = format!("{}, page {page}", list.name);
            for (part, times, limit) in
                [("rows and total", finder, Limit::Most(3.0)), ("the whole page", ours, Limit::None)]
            {
                let what = format!("{what}: {part}");
                report.add(Figure {
                    point: list.point,
                    what: format!("{} rows, {what}", filled.rows),
                    ours: said(times.median()),
                    bare: said(bare.median()),
                    ratio: ratio(times.median(), bare.median()),
                    limit,
                });
                size.times.push((what, list.point, times.median()));
            }
        }
    }
    Ok(size)
}

/// How the largest stands beside the smallest.
pub(crate) fn growth(sizes: &[Size], report: &mut Report) {
    let [first, .., last] = sizes else { return };
    for ((what, point, small), (_, _, large)) in first.times.iter().zip(&last.times) {
        report.add(Figure {
            point: *point,
            what: format!("{what}: {} rows beside {}", last.rows, first.rows),
            ours: said(*large),
            bare: said(*small),
            ratio: ratio(*large, *small),
            limit: Limit::Most(1.5),
        });
    }
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
