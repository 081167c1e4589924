//! Files of tenants from outside (E07, safety A43, A44): every file the reader is tried with, and the same small register in the
//! shapes of different programs, sent through the form of a park. Each gets exactly the answer that was agreed: imported, or
//! refused with a reason in words. All of them together take little memory.

pub mod shapes;

use crate::golden;
use crate::world::World;
use axum::http::StatusCode;
use hall::kernel::Uuid;
use hall::park::tenant::find::{self, Filter, Scope};
use shapes::NAMES;
use std::fs;
use std::path::{Path, PathBuf};
use web::testing::{Browser, between};

/// What the whole hall may take while it reads them, in kilobytes.
const MOST_MEMORY: u64 = 256 * 1024;
/// Names the folder in which the process that is measured finds the files, each under its number.
const FOLDER: &str = "IMPORTS_PROOF_FILES";

/// A file and its name.
struct Sent {
    what: &'static str,
    /// Whether it is a register, and not merely some file.
    good: bool,
    bytes: Box<dyn Fn() -> Vec<u8>>,
}

/// The reader's files, and the registers.
fn all() -> Vec<Sent> {
    let readers = sheets::testing::all().into_iter();
    let readers = readers.map(|case| Sent { what: case.what, good: false, bytes: case.file });
    let registers = shapes::all().into_iter();
    readers.chain(registers.map(|(what, bytes)| Sent { what, good: true, bytes })).collect()
}

/// A hall with a park in it, and who keeps its register.
struct House {
    world: World,
    park: Uuid,
    keeper: Browser,
}

impl House {
    async fn open() -> Self {
        let world = World::new().await;
        let (account, enterprise) =
            (world.bench.person("甲木").await, world.bench.enterprise("东港示例园区运营").await);
        world.bench.represents(account, enterprise).await;
        let park = world.bench.runs_a_park(enterprise).await;
        let keeper = world.browser_of(account).await;
        Self { world, park, keeper }
    }

    /// The register: names and days, in order.
    async fn register(&self) -> Vec<String> {
        let (db, scope, all) = (self.world.bench.desk.db(), Scope::Park(self.park), Filter::default());
        let rows = find::batch(db, &scope, &all, None, 100);
        let mut names: Vec<String> = rows
            .await
            .expect("rows")
            .into_iter()
            .map(|row| format!("{} {}", row.name, row.entered_on))
            .collect();
        names.sort();
        names
    }

    /// Sends a file, and confirms what it would do if that can be confirmed: the answer as one line.
    async fn takes(&mut self, bytes: &[u8]) -> String {
        self.keeper.get("/desk/tenants/import").await;
        let sent = self.keeper.upload("/desk/tenants/import", &[], &[("file", "名单.xlsx", bytes)]).await;
        let Some(there) = sent.leads_to().map(str::to_owned) else {
            let list = between(&sent.body, "id=\"errors\"", "</ul>").unwrap_or_default();
            return format!(
                "{} {}",
                sent.status.as_u16(),
                words(list.split_once("<ul>").unwrap_or_default().1)
            );
        };
        let page = self.keeper.get(&there).await;
        let Some(seal) = between(&page.body, "name=\"seal\" value=\"", "\"").map(str::to_owned) else {
            let table = between(&page.body, "<tbody>", "</tbody>").unwrap_or_default();
            return format!("{} not to be confirmed {}", page.status.as_u16(), words(table));
        };
        let done = self.keeper.post(&there, &[("seal", &seal)]).await;
        let register = self.register().await.join(", ");
        let undone = self.keeper.post(&format!("{there}/undo"), &[("confirmed", "yes")]).await;
        assert_eq!(undone.status, StatusCode::SEE_OTHER, "an import that nothing followed is undone");
        format!("{} imported {register}", done.status.as_u16())
    }
}

/// The words of a piece of a page.
fn words(html: &str) -> String {
    let mut text = String::new();
    for piece in html.split('<') {
        let shown = piece.split_once('>').map_or(piece, |(_, shown)| shown).trim();
        if !shown.is_empty() {
            text.push_str(shown);
            text.push(' ');
        }
    }
    text.trim_end().replace("&#x2f;", "/")
}

/// What is wrong with an answer, whatever was agreed.
fn wrong(good: bool, answer: &str, left: &[String]) -> Option<&'static str> {
    let (status, said) = answer.split_once(' ').unwrap_or_default();
    match (good, status) {
        _ if !left.is_empty() => Some("something is left in the register"),
        (true, "303") if said == format!("imported {}", NAMES.join(", ")) => None,
        (true, _) => Some("a register that is in order is not imported as it is"),
        // The body is larger than the form takes.
        (false, "413") => None,
        (false, "422") if !said.is_empty() => None,
        (false, _) => Some("it is not refused in words"),
    }
}

/// A field of `/proc/self/status`, in kilobytes. Elsewhere than on Linux nobody counts.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}

/// Sends every file of the folder; the test below makes them and measures this.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "the proof below runs it in a process of its own"]
async fn files_of_one_process() {
    let folder = PathBuf::from(std::env::var_os(FOLDER).expect("a folder of files"));
    let mut house = House::open().await;
    let (mut lines, mut broken) = (String::new(), Vec::new());
    for (at, file) in all().iter().enumerate() {
        let bytes = fs::read(folder.join(at.to_string())).expect("a file");
        let answer = house.takes(&bytes).await;
        broken.extend(
            wrong(file.good, &answer, &house.register().await)
                .map(|why| format!("{}: {why}: {answer}", file.what)),
        );
        lines.push_str(&format!("{}: {answer}\n", file.what));
    }
    house.world.done().await;
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    fs::write(folder.join("answers"), lines).expect("written");
    eprintln!("peak {}", peak());
}

#[expect(clippy::disallowed_methods, reason = "a process of its own has a peak of its own")]
fn child(folder: &Path) -> String {
    let child = std::process::Command::new(std::env::current_exe().expect("this program"))
        .args(["imports::files_of_one_process", "--exact", "--ignored", "--nocapture"])
        .env(FOLDER, folder)
        .output()
        .expect("a process");
    let said = String::from_utf8_lossy(&child.stderr).into_owned();
    assert!(child.status.success(), "{said}");
    said
}

#[test]
fn e07_a43_a44_every_file_gets_its_answer_from_the_form_within_bounded_memory() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = all();
    for (at, file) in files.iter().enumerate() {
        fs::write(folder.path().join(at.to_string()), (file.bytes)()).expect("a file");
    }
    let said = child(folder.path());
    let peak = said.lines().find_map(|line| line.strip_prefix("peak ")).expect("a peak");
    let peak: u64 = peak.parse().expect("a number");
    let good = files.iter().filter(|file| file.good).count();
    eprintln!("imports: {} files, {good} of them registers, peak of the whole hall {peak} kB", files.len());
    let answers = fs::read_to_string(folder.path().join("answers")).expect("answers");
    golden::keep("crates/acceptance/golden/imports.txt", &answers);
    assert!(files.len() >= 60 && good >= 15, "only {} files, {good} registers", files.len());
    assert!(peak < MOST_MEMORY, "{peak} kB");
}

/// The deliberately broken case: a register with one wrong day is not taken for one that is in order.
#[tokio::test]
async fn e07_a_register_that_is_not_imported_is_noticed() {
    let mut house = House::open().await;
    let answer = house.takes(&shapes::text("2026-02-30").into_bytes()).await;
    assert!(answer.starts_with("200 not to be confirmed ") && answer.contains("没有这一天"), "{answer}");
    assert!(wrong(true, &answer, &[]).is_some() && wrong(false, &answer, &[]).is_some());
    let answer = house.takes(&shapes::text("2026-03-01").into_bytes()).await;
    assert_eq!(wrong(true, &answer, &house.register().await), None, "{answer}");
    assert!(wrong(true, &answer, &["石桥示例 2026-03-01".to_owned()]).is_some());
    assert!(wrong(false, "500 ", &[]).is_some());
    house.world.done().await;
}
