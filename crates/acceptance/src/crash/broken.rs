//! The proof that the proof can fail: what is lost, doubled, halved or falsified behind the program's back is found.

use super::acts::Act;
use super::check::{self, Before};
use super::people::People;
use super::place::{On, Place, close};
use super::records::Records;
use hall::testing::{Bench, tamper};
use sea_orm::ConnectionTrait as _;
use std::path::Path;
use std::sync::Arc;

/// A hall in which everybody did everything once, and which is not running.
struct Done {
    place: Arc<Place>,
    people: Arc<People>,
    before: Before,
}

impl Done {
    async fn new() -> Self {
        let place = Arc::new(Place::new(On::Sqlite).await);
        let people = Arc::new(People::new(&place).await);
        let bench = place.bench().await;
        let before = Before::of(&Records::of(&bench).await);
        close(bench).await;
        Self { place, people, before }
    }

    async fn everybody_acts(&self) {
        let mut program = self.place.start().await;
        self.people.everybody_acts_once().await;
        program.kill();
    }

    async fn wrong(&self) -> Vec<String> {
        let bench = self.place.bench().await;
        let found = check::look(&bench, &self.people.diary().begun(), &self.before).await;
        close(bench).await;
        found.wrong
    }

    /// Falsifies the hall, looks, and puts it back.
    async fn found_after(&self, falsify: impl AsyncFnOnce(&Bench)) -> String {
        let (data, kept) = (self.place.data(), self.place.beside("kept"));
        copy(&data, &kept);
        let bench = self.place.bench().await;
        falsify(&bench).await;
        close(bench).await;
        let wrong = self.wrong().await.join("; ");
        std::fs::remove_dir_all(&data).expect("removed");
        std::fs::rename(&kept, &data).expect("put back");
        wrong
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder is read") {
        let (path, name) = entry.map(|entry| (entry.path(), entry.file_name())).expect("an entry");
        if path.is_dir() {
            copy(&path, &to.join(name));
        } else {
            std::fs::copy(&path, to.join(name)).expect("a file is copied");
        }
    }
}

async fn changes(bench: &Bench, statement: &str) {
    let done = bench.database.writer.execute_unprepared(statement).await.expect("the database does it");
    assert!(done.rows_affected() > 0, "{statement}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "starts the built program; `make crash`"]
async fn what_is_lost_or_falsified_behind_the_programs_back_is_found() {
    let done = Done::new().await;
    let (data, earlier) = (done.place.data(), done.place.beside("earlier"));
    copy(&data, &earlier);
    done.everybody_acts().await;
    assert_eq!(done.wrong().await, Vec::<String>::new());

    for (statement, finding) in [
        ("DELETE FROM message WHERE kind = 'booking-made'", "not once or not whole: Book"),
        ("DELETE FROM dispatch WHERE kind = 'review-submitted'", "not once or not whole: Apply"),
        ("DELETE FROM engagement_post WHERE side = 'provider'", "lost: Reply"),
        ("DELETE FROM file_use WHERE subject_kind = 'product'", "not once or not whole: Submit"),
        ("DELETE FROM tenant_change WHERE name LIKE '%-0'", "not once or not whole: Import"),
        ("DELETE FROM tenant WHERE name LIKE '%-1'", "not once or not whole: Import"),
        ("DELETE FROM filing_round", "lost: File"),
        ("DELETE FROM message WHERE kind = 'filing-submitted'", "not once or not whole: File"),
        ("UPDATE filing SET round = 2 WHERE round = 1", "of round 2 has"),
        ("UPDATE challenge SET used_at = NULL", "not once or not whole: Login"),
        ("UPDATE engagement SET number = replace(number, '-0001', '-0002')", "have gaps or twins"),
        (
            "UPDATE review_round SET state = 'pending', decided_at = NULL, decided_by = NULL, reason = NULL",
            "lost: Decide",
        ),
    ] {
        let found = done.found_after(async |bench| changes(bench, statement).await).await;
        assert!(found.contains(finding), "{statement}: {found}");
    }
    let found = done.found_after(async |bench| assert!(tamper(&bench.desk, 3).await)).await;
    assert!(found.contains("chain breaks at 3"), "{found}");
    let files = data.join("files");
    let found = done.found_after(async |_| std::fs::remove_dir_all(&files).expect("removed")).await;
    assert!(found.contains("its bytes are gone"), "{found}");

    // An answer of success to what was never done.
    let forged = Act::Book { key: "never sent".to_owned() };
    let number = done.people.diary().intends(&forged);
    done.people.diary().acknowledged(number);
    assert_eq!(done.wrong().await, [format!("lost: {forged:?}")]);

    // Commits that were acknowledged and not kept: the disk holds what it held before them.
    std::fs::remove_dir_all(&data).expect("removed");
    std::fs::rename(&earlier, &data).expect("put back");
    let lost = done.wrong().await.iter().filter(|line| line.starts_with("lost: ")).count();
    assert_eq!(lost, done.people.diary().begun().len(), "everything is lost, and found to be");
}
