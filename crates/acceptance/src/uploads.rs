//! The upload gate from outside (safety A39–A48): a corpus made here, sent through the real forms to every slot. What is hostile
//! leaves nothing behind, what is good is kept, and neither takes more memory than a picture needs.

mod draw;
mod good;
mod hostile;
mod wire;

use crate::world::{Role, Scene, Thing, Whose, token};
use hall::file::Slot;
use hostile::Sent;
use std::collections::BTreeSet;
use web::testing::Browser;

/// The form and the field that fill a slot.
const fn form(slot: Slot) -> (&'static str, &'static str) {
    match slot {
        Slot::Licence => ("/my/provider", "licence"),
        Slot::Park => ("/my/provider", "new_picture"),
        // Under the park's own filing, as evidence of its first indicator.
        Slot::Paper => ("/desk/assessments", "i1_new"),
        Slot::Logo => ("/my/provider", "logo"),
        Slot::Cover => ("/desk/products/new", "cover"),
        Slot::Detail => ("/desk/products/new", "new_picture"),
        Slot::News => ("/desk/news/new", "cover"),
        Slot::NewsBody => ("/desk/news/new", "new_picture"),
    }
}

/// Who may fill a slot.
const fn who(slot: Slot) -> Role {
    match slot {
        Slot::News | Slot::NewsBody | Slot::Paper => Role::Park,
        _ => Role::Logistics,
    }
}

/// What an upload could leave behind: rows of files, and bytes in the store.
async fn kept(scene: &Scene) -> (Vec<String>, usize) {
    let rows = scene.world.records().await.remove("file").unwrap_or_default();
    let bytes = scene.world.bench.desk.store.list("").await.expect("the store answers").len();
    (rows, bytes)
}

async fn send(scene: &Scene, browser: &mut Browser, slot: Slot, file: &Sent) -> web::testing::Shown {
    let (path, field) = form(slot);
    let filing = scene.id(Thing::Filing, Whose::Own, Role::Park).await;
    let path = if slot == Slot::Paper { format!("{path}/{filing}") } else { path.to_owned() };
    let path = path.as_str();
    // A form with nothing but a picture: it comes back for the rest, and keeps the picture for then.
    let fields = [("kind", "logistics"), ("id", &scene.world.bench.desk.id().to_string())];
    browser.upload(path, &fields, &[(field, &file.name, &file.bytes)]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a39_a40_a41_a46_a47_nothing_hostile_is_kept_in_any_slot() {
    let (count, wrong) = hostile_sent().await;
    let corpus = hostile::all().len();
    eprintln!("uploads: {corpus} hostile files, {count} sent, {} accepted", wrong.len());
    assert!(corpus >= 200, "only {corpus} hostile files");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a39_a46_a_good_picture_in_a_bad_request_is_not_kept() {
    let scene = Scene::new().await;
    let mut browser = scene.browser(Role::Logistics).await;
    let token = token(&mut browser).await;
    let mut before = kept(&scene).await;
    let (mut statuses, mut wrong) = (Vec::new(), Vec::new());
    for request in wire::all(&token) {
        let what = request.what;
        let answer = wire::send(&mut browser, request).await;
        statuses.push(format!("{what}: {}", answer.status.as_u16()));
        let now = kept(&scene).await;
        if !answer.status.is_client_error() || now != before {
            wrong.push(format!("{what}: {}, {} more kept", answer.status, now.1 - before.1));
        }
        before = now;
    }
    scene.world.done_with_messages("nothing should have been sent");
    eprintln!("uploads: {} bad requests: {}", statuses.len(), statuses.join(", "));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The deliberately broken case: a good picture among the hostile files is reported as kept.
#[tokio::test(flavor = "multi_thread")]
async fn a39_a_file_that_is_kept_is_noticed() {
    let (_, wrong) = sent_to_every_slot(good::all().into_iter().take(1).collect()).await;
    assert_eq!(wrong.iter().filter(|line| line.ends_with("was kept")).count(), Slot::ALL.len(), "{wrong:?}");
    assert_eq!(
        wrong.iter().filter(|line| line.ends_with("in the store")).count(),
        Slot::ALL.len(),
        "{wrong:?}"
    );
}

async fn hostile_sent() -> (usize, Vec<String>) {
    sent_to_every_slot(hostile::all()).await
}

/// Sends files to every slot, which keeps none: how many, and what was wrong.
async fn sent_to_every_slot(files: Vec<Sent>) -> (usize, Vec<String>) {
    let scene = Scene::new().await;
    let (mut count, mut wrong) = (0, Vec::new());
    for slot in Slot::ALL {
        let mut browser = scene.browser(who(slot)).await;
        token(&mut browser).await;
        let before = kept(&scene).await;
        for file in &files {
            let answer = send(&scene, &mut browser, slot, file).await;
            count += 1;
            if !matches!(answer.status.as_u16(), 400 | 422) {
                wrong.push(format!("{slot:?}: {} as {:?} got {}", file.what, file.name, answer.status));
            }
            if scene.world.ids("file").await.len() != before.0.len() {
                wrong.push(format!("{slot:?}: {} as {:?} was kept", file.what, file.name));
                break;
            }
        }
        if kept(&scene).await != before {
            wrong.push(format!("{slot:?}: something is left in the store"));
        }
    }
    scene.world.done_with_messages("nothing should have been sent");
    (count, wrong)
}

#[tokio::test(flavor = "multi_thread")]
async fn a42_c05_f04_f05_nothing_good_is_refused_in_any_slot() {
    let scene = Scene::new().await;
    let (corpus, mut wrong, mut stored) = (good::all(), Vec::new(), BTreeSet::new());
    let mut browsers = Vec::new();
    for slot in Slot::ALL {
        let mut browser = scene.browser(who(slot)).await;
        token(&mut browser).await;
        browsers.push(browser);
    }
    for (at, file) in corpus.iter().enumerate() {
        // Each picture to two slots, so that every slot sees half of them.
        for turn in [at % Slot::ALL.len(), (at + 1) % Slot::ALL.len()] {
            let (slot, browser) = (Slot::ALL[turn], &mut browsers[turn]);
            let before: BTreeSet<String> = kept(&scene).await.0.into_iter().collect();
            let answer = send(&scene, browser, slot, file).await;
            let now: BTreeSet<String> = kept(&scene).await.0.into_iter().collect();
            if now.len() != before.len() + 1 {
                wrong.push(format!("{slot:?}: {} as {:?} got {}", file.what, file.name, answer.status));
            }
            stored.extend(now.difference(&before).cloned());
        }
    }
    scene.world.done_with_messages("nothing should have been sent");
    eprintln!("uploads: {} good files, {} kept, {} refused", corpus.len(), stored.len(), wrong.len());
    assert!(corpus.len() >= 100, "only {} good files", corpus.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A field of `/proc/self/status`, in kilobytes.
fn memory(field: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(field))?;
    line.trim_start_matches(':').trim().trim_end_matches(" kB").parse().ok()
}

/// Says by how much the hostile files raise the peak of this process.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "the proof below runs it in a process of its own"]
async fn memory_of_one_process() {
    let scene = Scene::new().await;
    scene.world.done_with_messages("nothing was sent");
    let before = memory("VmHWM");
    let (_, wrong) = hostile_sent().await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    eprintln!("peak {:?} {:?}", before, memory("VmHWM"));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a process of its own has a peak of its own")]
fn a40_a46_hostile_files_take_no_more_memory_than_a_page() {
    let child = std::process::Command::new(std::env::current_exe().expect("this program"))
        .args(["uploads::memory_of_one_process", "--exact", "--ignored", "--nocapture"])
        .output()
        .expect("a process");
    let said = String::from_utf8_lossy(&child.stderr).into_owned();
    assert!(child.status.success(), "{said}");
    let numbers: Vec<u64> = said
        .lines()
        .filter_map(|line| line.strip_prefix("peak "))
        .flat_map(|line| line.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()))
        .collect();
    // Elsewhere than on Linux nobody counts.
    let [before, after] = numbers[..] else { return };
    eprintln!("uploads: hostile files grew the peak from {before} to {after} kB");
    assert!(after < before + 64 * 1024, "from {before} to {after} kB");
}
