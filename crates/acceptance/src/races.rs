//! 64 clients at once (safety A20), through the whole hall on several threads: exactly one succeeds, the others get an
//! answer that says why not, and rows and journal tell of one. A new race is a function that makes its clients and says
//! what is to be counted.

mod account;
mod broken;
mod market;
mod park;
mod review;

use crate::world::{Side, World};
use axum::http::StatusCode;
use hall::kernel::Role;
use std::future::Future;
use std::sync::Arc;
use tokio::sync::Barrier;
use tokio::task::JoinSet;
use web::testing::{Browser, Shown};

/// Clients of a race.
const CLIENTS: usize = 64;

/// Lets every client go at the same instant; the answers, in the order of the clients.
async fn at_once<T, F>(clients: impl IntoIterator<Item = F>) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let clients: Vec<F> = clients.into_iter().collect();
    let line = Arc::new(Barrier::new(clients.len()));
    let mut running = JoinSet::new();
    for (number, client) in clients.into_iter().enumerate() {
        let line = Arc::clone(&line);
        running.spawn(async move {
            line.wait().await;
            (number, client.await)
        });
    }
    let mut answers = Vec::new();
    while let Some(ended) = running.join_next().await {
        answers.push(ended.expect("a client does not panic"));
    }
    answers.sort_by_key(|(number, _)| *number);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

/// Sends one form by every browser at the same instant.
async fn all_post(browsers: Vec<Browser>, path: &str, fields: impl Fn(usize) -> Fields) -> Vec<Shown> {
    let clients = browsers.into_iter().enumerate().map(|(number, mut browser)| {
        let (path, fields) = (path.to_owned(), fields(number));
        async move {
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            browser.post(&path, &fields).await
        }
    });
    at_once(clients).await
}

/// A form of a client.
type Fields = Vec<(&'static str, String)>;

/// What the answers of a race must be.
struct Ends<'a> {
    /// Where a success leads.
    leads_to: &'a str,
    /// How many succeed.
    winners: usize,
    /// The status of everybody else.
    others: StatusCode,
    /// A word that page must say.
    says: &'a str,
}

impl Ends<'_> {
    /// The numbers of those who succeeded; what is wrong with the answers otherwise.
    fn judge(&self, answers: &[Shown]) -> Result<Vec<usize>, String> {
        let is_winner =
            |shown: &Shown| shown.status == StatusCode::SEE_OTHER && shown.leads_to() == Some(self.leads_to);
        let winners: Vec<usize> =
            answers.iter().enumerate().filter(|(_, shown)| is_winner(shown)).map(|(at, _)| at).collect();
        if winners.len() != self.winners {
            return Err(format!(
                "{} succeeded, not {}: {:?}",
                winners.len(),
                self.winners,
                statuses(answers)
            ));
        }
        let clear = |shown: &Shown| shown.status == self.others && shown.says(self.says);
        match answers.iter().find(|shown| !is_winner(shown) && !clear(shown)) {
            Some(odd) => Err(format!("no clear answer: {} {}", odd.status, odd.body)),
            None => Ok(winners),
        }
    }
}

fn statuses(answers: &[Shown]) -> std::collections::BTreeMap<u16, usize> {
    let mut found = std::collections::BTreeMap::new();
    for shown in answers {
        *found.entry(shown.status.as_u16()).or_default() += 1;
    }
    found
}

/// The same browser in so many hands, each with the form token of a page it has open.
async fn hands(mut browser: Browser, many: usize) -> Vec<Browser> {
    browser.get("/my").await;
    assert!(!browser.token().is_empty(), "a page with forms shows the token");
    vec![browser; many]
}

/// Officials of a region who act at once, each in four windows: one person has at most five sessions.
const OFFICIALS: usize = 16;

/// The browsers of so many people with one office.
async fn officials(world: &World, office: Role) -> Vec<Browser> {
    let mut browsers = Vec::new();
    for _ in 0..OFFICIALS {
        let account = world.bench.person("工作人员").await;
        world.bench.appointed(account, office, Side::A.region()).await;
        browsers.extend(hands(world.browser_of(account).await, CLIENTS / OFFICIALS).await);
    }
    browsers
}

impl World {
    /// Ends a race: the journal's chain holds, and these entries were written since `before`, in any order.
    async fn wrote(self, before: i64, expected: &[(&str, usize)]) {
        let mut found = std::collections::BTreeMap::<String, usize>::new();
        for action in self.journalled_since(before).await {
            *found.entry(action).or_default() += 1;
        }
        let expected = expected.iter().filter(|(_, many)| *many > 0);
        assert_eq!(found, expected.map(|(action, many)| ((*action).to_owned(), *many)).collect());
        let chain = hall::journal::verify(self.bench.desk.db(), &self.bench.desk.keys).await;
        assert_eq!(chain.expect("the journal is read").broken_at, None);
        self.done_with_messages("whoever won is told; what is told is proven elsewhere");
    }
}
