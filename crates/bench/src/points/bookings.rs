//! (3) Durable bookings a second, beside the same rows inserted and committed without any of the hall's thoughts.

use super::Filled;
use crate::fill::{self, Kind, Size, id};
use crate::report::{Figure, Limit, Report};
use crate::{Line, hall_at, progress};
use anyhow::Context as _;
use hall::engagement::{self, BookingForm, book};
use hall::kernel::{Actor, Desk, Uuid};
use hall::testing::{Bench, bench_at};
use hall::{file, journal, message};
use sea_orm::{
    ConnectionTrait as _, DatabaseConnection, EntityTrait, IntoActiveModel, QueryFilter as _,
    QueryOrder as _, QueryTrait as _, SqliteTransactionMode, Statement, TransactionOptions,
    TransactionTrait as _,
};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Bookings each firm may make a day, and the firms that make them.
const EACH: u64 = engagement::PER_DAY;
const FIRMS: std::ops::RangeInclusive<u64> = 3..=200;

pub(crate) async fn measure(line: &Line, folder: &Path, report: &mut Report) -> anyhow::Result<()> {
    let url = format!("sqlite:{}", folder.join("bookings.db").display());
    on("SQLite, synchronous=FULL", &url, line, report).await?;
    match std::env::var("TRADEHALL_BENCH_POSTGRES_URL") {
        Ok(url) => on("PostgreSQL, synchronous_commit=on", &url, line, report).await?,
        Err(_) => {
            progress("bookings on PostgreSQL are NOT measured: tools/with-postgres --durable brings one")
        }
    }
    Ok(())
}

async fn on(name: &str, url: &str, line: &Line, report: &mut Report) -> anyhow::Result<()> {
    let bench = bench_at(url).await;
    fill::fill(&bench, url, Size { products: 1, rounds: 1, bookings: 1 }).await?;
    let account = bench.person("物流经办人").await;
    bench.represents(account, id(Kind::Enterprise, 2)).await;
    // Whoever is told is told by SMS too: a row of the outbox.
    bench.database.writer.execute_unprepared("UPDATE account SET by_sms = TRUE").await?;
    let filled = Filled { bench, rows: 1, folder: None };
    let hall = Hall { desk: hall_at::desk(&filled.bench), made: Arc::default() };
    hall.book().await?;
    let pattern = Pattern::of(&filled.bench).await?;
    let time = Duration::from_secs(line.seconds);
    for clients in [1_usize, 16] {
        // Bare first and last: a machine that grows slower is unfair to neither.
        let first = pattern.rate(&filled.bench, clients, time / 2).await?;
        let hall = hall.clone();
        let ours = rate(clients, time, move || {
            let hall = hall.clone();
            async move { hall.book().await }
        })
        .await?;
        let last = pattern.rate(&filled.bench, clients, time / 2).await?;
        let bare = (first + last) / 2.0;
        report.add(Figure {
            point: 3,
            what: format!("{name}: bookings/s, {clients} at once"),
            ours: format!("{ours:.0}/s"),
            bare: format!("{bare:.0}/s bare inserts"),
            ratio: ours / bare,
            limit: Limit::Least(0.3),
        });
    }
    Ok(())
}

/// So many clients do a thing again and again: times a second.
async fn rate<F>(
    clients: usize,
    time: Duration,
    turn: impl Fn() -> F + Clone + Send + 'static,
) -> anyhow::Result<f64>
where
    F: Future<Output = anyhow::Result<()>> + Send + 'static,
{
    let began = Instant::now();
    let mut workers = Vec::new();
    for _ in 0..clients {
        let turn = turn.clone();
        #[expect(clippy::disallowed_methods, reason = "a program of its own")]
        workers.push(tokio::spawn(async move {
            let mut turns = 0_u64;
            while began.elapsed() < time {
                turn().await?;
                turns += 1;
            }
            anyhow::Ok(turns)
        }));
    }
    let mut turns = 0;
    for worker in workers {
        turns += worker.await??;
    }
    Ok(turns as f64 / began.elapsed().as_secs_f64())
}

#[derive(Clone)]
struct Hall {
    desk: Desk,
    made: Arc<AtomicU64>,
}

impl Hall {
    async fn book(&self) -> anyhow::Result<()> {
        let number = self.made.fetch_add(1, Ordering::Relaxed) / EACH;
        let firm = FIRMS.start() + number;
        anyhow::ensure!(firm <= *FIRMS.end(), "no firm may book any more today: measure for a shorter time");
        let actor: Actor =
            hall::testing::enterprise(id(Kind::Account, firm), id(Kind::Enterprise, firm), "990101");
        let form = BookingForm {
            cargo: "日用陶瓷".to_owned(),
            quantity: "2×40HQ".to_owned(),
            weight_kg: "18000".to_owned(),
            volume_m3: "130.5".to_owned(),
            ready_on: "2026-03-10".to_owned(),
            origin: "云桥片区 3 号仓".to_owned(),
            remarks: String::new(),
            contact_name: "乙某".to_owned(),
            contact_phone: "0000-1234567".to_owned(),
        };
        let key = self.desk.id().to_string();
        let work = self.desk.begin(&actor).await?;
        book(&work, id(Kind::Product, 1), &key, &form).await?;
        Ok(work.keep().await?)
    }
}

/// The rows one booking writes, to be written again under other ids.
#[derive(Clone)]
struct Pattern {
    engagement: engagement::model::Model,
    booking: engagement::model::booking::Model,
    held: file::model::file_use::Model,
    journal: journal::model::Model,
    message: message::model::Model,
    dispatch: message::dispatch::Model,
    made: Arc<AtomicU64>,
}

impl Pattern {
    async fn of(bench: &Bench) -> anyhow::Result<Self> {
        let db = bench.db();
        let missing = "a booking wrote no such row";
        let engagement = engagement::model::Entity::find().order_by_desc(engagement::model::Column::Number);
        let engagement =
            engagement.filter(sea_orm::ColumnTrait::ne(&engagement::model::Column::Number, "BN-100000001"));
        let engagement = engagement.one(db).await?.context(missing)?;
        let booking = engagement::model::booking::Entity::find_by_id(engagement.id).one(db).await?;
        Ok(Self {
            booking: booking.context(missing)?,
            held: file::model::file_use::Entity::find().one(db).await?.context(missing)?,
            journal: journal::model::Entity::find()
                .order_by_desc(journal::model::Column::Seq)
                .one(db)
                .await?
                .context(missing)?,
            message: message::model::Entity::find().one(db).await?.context(missing)?,
            dispatch: message::dispatch::Entity::find().one(db).await?.context(missing)?,
            engagement,
            made: Arc::default(),
        })
    }

    /// The statements of one more booking.
    fn statements(&self, backend: sea_orm::DbBackend) -> Vec<Statement> {
        let number = self.made.fetch_add(1, Ordering::Relaxed);
        // Ids grow with time, as the hall's do.
        let fresh = |kind: u128| Uuid::from_u128((0x0199_0000 << 96) | (u128::from(number) << 64) | kind);
        let engagement = engagement::model::Model {
            id: fresh(1),
            number: format!("BARE-{number:08}"),
            form_key: fresh(2).to_string(),
            account_id: fresh(3),
            // Not of a firm that will book: its day has so many bookings.
            enterprise_id: id(Kind::Enterprise, 1),
            ..self.engagement.clone()
        };
        let booking = engagement::model::booking::Model { engagement_id: fresh(1), ..self.booking.clone() };
        let held = file::model::file_use::Model { subject_id: fresh(1), ..self.held.clone() };
        let journal = journal::model::Model {
            // Beyond what the hall writes: its chain goes on undisturbed.
            seq: -1_000_000_000 + i64::try_from(number).unwrap_or_default(),
            hash: format!("{number:064}"),
            ..self.journal.clone()
        };
        let message = message::model::Model { id: fresh(4), ..self.message.clone() };
        let dispatch =
            message::dispatch::Model { id: fresh(5), message_id: Some(fresh(4)), ..self.dispatch.clone() };
        vec![
            Statement::from_string(
                backend,
                "INSERT INTO counter (name, value) VALUES ('bare', 1) ON CONFLICT (name) DO UPDATE SET value = counter.value + 1",
            ),
            insert(backend, engagement),
            insert(backend, booking),
            insert(backend, held),
            insert(backend, journal),
            insert(backend, message),
            insert(backend, dispatch),
        ]
    }

    async fn rate(&self, bench: &Bench, clients: usize, time: Duration) -> anyhow::Result<f64> {
        let writer = bench.database.writer.clone();
        let pattern = self.clone();
        let turn = move || {
            let (writer, pattern) = (writer.clone(), pattern.clone());
            async move { commit(&writer, pattern.statements(writer.get_database_backend())).await }
        };
        rate(clients, time, turn).await
    }
}

fn insert<M, A>(backend: sea_orm::DbBackend, row: M) -> Statement
where
    M: IntoActiveModel<A>,
    A: sea_orm::ActiveModelTrait,
{
    A::Entity::insert(row.into_active_model().reset_all()).build(backend)
}

async fn commit(writer: &DatabaseConnection, statements: Vec<Statement>) -> anyhow::Result<()> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let transaction = writer.begin_with_options(options).await?;
    for statement in statements {
        transaction.execute_raw(statement).await?;
    }
    Ok(transaction.commit().await?)
}
