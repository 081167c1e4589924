//! A hall with people in it: the whole program in process, on a fixed clock and recording gateways, visited by browsers
//! that keep cookies and send forms as browsers do.

mod ask;
mod crawl;
mod deeds;
mod html;
mod marked;
mod marks;
mod parameters;
mod records;
mod roles;
mod scene;

pub use ask::{ask, cookie, forge, header, token, told};
pub use crawl::{addresses, crawl, one_in, pattern, table};
pub use deeds::picture;
pub use html::{shape, tags};
pub use marked::{Marked, Owner, Part, Viewer};
pub use parameters::{Parameter, filled, parameter};
pub use records::ALWAYS;
pub use roles::{Role, Side};
pub use scene::{Scene, Thing, Whose};

use hall::kernel::Uuid;
use hall::testing::{Bench, bench};
use std::sync::atomic::{AtomicBool, Ordering};
use web::testing::Browser;

/// The hall, the hands that move it, and what it says to itself.
pub struct World {
    /// Desk, clock and gateways.
    pub bench: Bench,
    router: axum::Router,
    looked_through: AtomicBool,
    everything: tokio::sync::OnceCell<String>,
}

impl World {
    /// An empty hall.
    pub async fn new() -> Self {
        let bench = bench().await;
        hall::account::legal::prepare(&bench.desk).await.expect("the texts of the law are there");
        Self::at(bench)
    }

    /// A hall as a frozen one was, whose own days are over by that.
    pub async fn copy(&self) -> Self {
        Self::at(self.bench.copy().await)
    }

    fn at(bench: Bench) -> Self {
        let router = web::testing::hall(&bench.desk);
        Self {
            bench,
            router,
            looked_through: AtomicBool::new(false),
            everything: tokio::sync::OnceCell::new(),
        }
    }

    /// A browser nobody has used yet.
    pub fn browser(&self) -> Browser {
        Browser::new(&self.router)
    }

    /// A browser in which `account` has just logged in.
    pub async fn browser_of(&self, account: Uuid) -> Browser {
        Browser::with_session(&self.router, &self.bench.session(account).await)
    }

    /// Ends every office of an account, as a second person would have confirmed.
    pub async fn dismiss(&self, account: Uuid) {
        use hall::account::model::appointment::{Column, Entity};
        use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
        let work = self.bench.desk.begin(&hall::Actor::Machine("test")).await.expect("a work");
        let ended = Entity::update_many()
            .col_expr(Column::EndedAt, sea_orm::sea_query::Expr::value(work.now()))
            .filter(Column::AccountId.eq(account));
        ended.exec(work.db()).await.expect("ended");
        work.keep().await.expect("kept");
    }

    /// Ends the test: nothing may be left in the outbox. What a test expects to be sent it sends and looks at before.
    pub async fn done(self) {
        let left = self.queued().await;
        self.looked_through.store(true, Ordering::Relaxed);
        assert!(left.is_empty(), "messages are left in the outbox: {left:?}");
    }

    /// Ends the test without looking through the outbox; `why` says what is expected there.
    pub fn done_with_messages(self, why: &str) {
        assert!(!why.is_empty());
        self.looked_through.store(true, Ordering::Relaxed);
    }
}

impl Drop for World {
    fn drop(&mut self) {
        // A test that failed already says why.
        assert!(
            std::thread::panicking() || self.looked_through.load(Ordering::Relaxed),
            "a test of the whole hall ends with `world.done().await`"
        );
    }
}
