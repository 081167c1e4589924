//! What files promise, on either database.

use super::{Slot, UNUSED_DAYS, find, hold, model, open, owned, publish, release, store, tidy, verify};
use crate::kernel::{Actor, Desk, Refusal, Role, Uuid};
use crate::testing::{Bench, bench, enterprise, logistics, official, person, png, visitor};
use sea_orm::EntityTrait;

const HARBOUR: &str = "990101";

fn provider(bench: &Bench) -> (Actor, Uuid) {
    let id = bench.id();
    (logistics(bench.id(), id, HARBOUR, bench.id()), id)
}

async fn set_public(desk: &Desk, file: Uuid, public: bool) {
    let work = desk.begin(&Actor::Machine("test")).await.unwrap();
    publish(&work, &[file], public).await.unwrap();
    work.keep().await.unwrap();
}

fn keys(refusal: Refusal) -> Vec<(String, &'static str)> {
    match refusal {
        Refusal::Invalid(errors) => errors.into_iter().map(|error| (error.field, error.key)).collect(),
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn f04_f05_c05_pictures_are_stored_at_their_slots_size() {
    let bench = bench().await;
    let (actor, _) = provider(&bench);
    for (slot, from, to) in [
        (Slot::Cover, (900, 900), (478, 320)),
        (Slot::Cover, (240, 161), (239, 160)),
        (Slot::Logo, (400, 300), (370, 148)),
        (Slot::Detail, (3_000, 2_000), (1_200, 800)),
        (Slot::Detail, (700, 300), (700, 300)),
        (Slot::Licence, (2_400, 1_800), (2_000, 1_500)),
    ] {
        let id = store(&bench, &actor, slot, "手机 照片.PNG", png(from.0, from.1)).await.unwrap();
        let (file, bytes) = open(&bench, &actor, id).await.unwrap();
        assert_eq!((file.width, file.height), to, "{slot:?}");
        assert_eq!(file.bytes as usize, bytes.len());
        assert!(bytes.len() <= slot.policy().max_bytes);
        assert_eq!(file.original_name, "手机 照片.PNG");
    }
    assert!(verify(&bench).await.unwrap().holds());
}

#[tokio::test]
async fn a41_what_only_pretends_to_be_a_picture_leaves_nothing_behind() {
    let bench = bench().await;
    let (actor, _) = provider(&bench);
    for (name, bytes, key) in [
        ("a.png", b"<html><script>x()</script></html>".to_vec(), "picture-kind"),
        ("a.png.html", png(300, 200), "picture-kind"),
        ("a.html.png", png(300, 200), "picture-name"),
        ("a.jpg", png(300, 200), "picture-mismatch"),
        ("a.png", Vec::new(), "picture-empty"),
        ("a.png", vec![0; 21 * 1024 * 1024], "picture-too-large-bytes"),
    ] {
        let refusal = store(&bench, &actor, Slot::Cover, name, bytes).await.unwrap_err();
        assert_eq!(keys(refusal), [("cover".to_owned(), key)], "{name}");
    }
    assert_eq!(model::Entity::find().all(bench.db()).await.unwrap(), []);
    assert_eq!(bench.store.list("").await.unwrap(), []);
}

#[tokio::test]
async fn f04_only_a_logistics_provider_uploads_covers() {
    let bench = bench().await;
    let enterprise = enterprise(bench.id(), bench.id(), HARBOUR);
    assert!(matches!(
        store(&bench, &visitor(), Slot::Cover, "a.png", png(9, 9)).await,
        Err(Refusal::LoginFirst)
    ));
    let person = person(bench.id());
    assert!(matches!(
        store(&bench, &person, Slot::Logo, "a.png", png(9, 9)).await,
        Err(Refusal::NotAllowed("needs-enterprise"))
    ));
    let refused = store(&bench, &enterprise, Slot::Cover, "a.png", png(9, 9)).await;
    assert!(matches!(refused, Err(Refusal::NotAllowed("needs-logistics-provider"))));
    assert!(store(&bench, &enterprise, Slot::Logo, "a.png", png(400, 200)).await.is_ok());
}

#[tokio::test]
async fn a48_a_file_is_seen_by_its_owner_its_reviewers_and_once_published_by_all() {
    let bench = bench().await;
    let (actor, id) = provider(&bench);
    let file = store(&bench, &actor, Slot::Cover, "a.png", png(478, 320)).await.unwrap();
    let colleague = enterprise(bench.id(), id, HARBOUR);
    let (stranger, _) = provider(&bench);
    let here = official(bench.id(), Role::Reviewer, HARBOUR);
    let everywhere = official(bench.id(), Role::Reviewer, "*");
    let elsewhere = official(bench.id(), Role::Reviewer, "990102");
    let system = official(bench.id(), Role::SystemAdmin, "*");
    for who in [&actor, &colleague, &here, &everywhere] {
        assert!(find(&bench, who, file).await.is_ok());
    }
    for who in [&visitor(), &stranger, &elsewhere, &system] {
        assert!(matches!(find(&bench, who, file).await, Err(Refusal::NotFound)));
        assert!(matches!(open(&bench, who, bench.id()).await, Err(Refusal::NotFound)));
    }
    set_public(&bench, file, true).await;
    assert!(open(&bench, &visitor(), file).await.is_ok());
    set_public(&bench, file, false).await;
    assert!(find(&bench, &visitor(), file).await.is_err());
}

#[tokio::test]
async fn f05_a_form_can_use_only_its_own_files_of_the_right_slot_in_its_order() {
    let bench = bench().await;
    let (actor, id) = provider(&bench);
    let first = store(&bench, &actor, Slot::Detail, "1.png", png(30, 20)).await.unwrap();
    let second = store(&bench, &actor, Slot::Detail, "2.png", png(30, 20)).await.unwrap();
    let cover = store(&bench, &actor, Slot::Cover, "3.png", png(30, 20)).await.unwrap();
    let (other, _) = provider(&bench);
    let foreign = store(&bench, &other, Slot::Detail, "4.png", png(30, 20)).await.unwrap();
    let asked = [second, cover, foreign, first, bench.id()];
    let found = owned(bench.db(), id, Slot::Detail, &asked).await.unwrap();
    assert_eq!(found.iter().map(|file| file.id).collect::<Vec<_>>(), [second, first]);
}

#[tokio::test]
async fn a45_unused_files_go_after_seven_days_and_used_ones_stay() {
    let bench = bench().await;
    let (actor, _) = provider(&bench);
    let used = store(&bench, &actor, Slot::Cover, "used.png", png(30, 20)).await.unwrap();
    let unused = store(&bench, &actor, Slot::Cover, "unused.png", png(30, 20)).await.unwrap();
    let product = bench.id();
    let work = bench.begin(&actor).await.unwrap();
    hold(&work, "product", product, &[used, used]).await.unwrap();
    work.keep().await.unwrap();
    // Bytes whose row a crash prevented.
    bench.store.put(&gateways::store::Key::of(bench.id()), vec![1].into()).await.unwrap();
    assert_eq!(tidy(&bench).await.unwrap(), (0, 0));
    assert_eq!(verify(&bench).await.unwrap().loose, 1);
    bench.clock.pass(chrono::TimeDelta::days(UNUSED_DAYS) + chrono::TimeDelta::seconds(1));
    assert_eq!(tidy(&bench).await.unwrap(), (1, 1));
    assert!(find(&bench, &actor, unused).await.is_err());
    assert!(open(&bench, &actor, used).await.is_ok());
    let work = bench.begin(&actor).await.unwrap();
    release(&work, "product", product).await.unwrap();
    work.keep().await.unwrap();
    assert_eq!(tidy(&bench).await.unwrap(), (1, 1));
    assert_eq!(bench.store.list("").await.unwrap().len(), 1, "a backup that runs meanwhile still finds them");
    assert_eq!(tidy(&bench).await.unwrap(), (0, 1));
    assert_eq!(bench.store.list("").await.unwrap(), []);
}

#[tokio::test]
async fn a45_an_enterprise_has_a_quota_and_gets_room_back_once() {
    let bench = bench().await;
    let (actor, id) = provider(&bench);
    let file = store(&bench, &actor, Slot::Cover, "a.png", png(30, 20)).await.unwrap();
    let work = bench.begin(&actor).await.unwrap();
    let one = model::Entity::find_by_id(file).one(work.db()).await.unwrap().unwrap();
    let rows = (1..super::QUOTA_FILES).map(|_| {
        let id = bench.id();
        let row = model::Model { id, key: id.to_string(), ..one.clone() };
        sea_orm::IntoActiveModel::into_active_model(row)
    });
    for chunk in rows.collect::<Vec<model::ActiveModel>>().chunks(400) {
        model::Entity::insert_many(chunk.to_vec()).exec_without_returning(work.db()).await.unwrap();
    }
    work.keep().await.unwrap();
    let refusal = store(&bench, &actor, Slot::Cover, "a.png", png(30, 20)).await.unwrap_err();
    assert_eq!(keys(refusal), [("cover".to_owned(), "file-quota")]);
    let neighbour = logistics(bench.id(), bench.id(), HARBOUR, bench.id());
    assert!(store(&bench, &neighbour, Slot::Cover, "a.png", png(30, 20)).await.is_ok());
    let work = bench.begin(&actor).await.unwrap();
    model::Entity::delete_by_id(file).exec(work.db()).await.unwrap();
    work.keep().await.unwrap();
    assert!(store(&bench, &actor, Slot::Cover, "a.png", png(30, 20)).await.is_ok());
    assert!(store(&bench, &actor, Slot::Cover, "a.png", png(30, 20)).await.is_err());
    let _ = id;
}

#[tokio::test]
async fn a_store_that_is_away_is_said_and_leaves_no_row() {
    let bench = bench().await;
    let (actor, _) = provider(&bench);
    let kept = store(&bench, &actor, Slot::Cover, "a.png", png(30, 20)).await.unwrap();
    bench.store.faults.always(gateways::Fault::Unreachable);
    let refused = store(&bench, &actor, Slot::Cover, "b.png", png(30, 20)).await;
    assert!(matches!(refused, Err(Refusal::Unavailable("file-store-away"))));
    assert!(matches!(open(&bench, &actor, kept).await, Err(Refusal::Unavailable("file-store-away"))));
    assert_eq!(model::Entity::find().all(bench.db()).await.unwrap().len(), 1);
}

#[tokio::test]
async fn verify_finds_what_is_missing_and_what_changed() {
    let bench = bench().await;
    let (actor, _) = provider(&bench);
    let gone = store(&bench, &actor, Slot::Cover, "a.png", png(30, 20)).await.unwrap();
    let other = store(&bench, &actor, Slot::Cover, "b.png", png(30, 20)).await.unwrap();
    bench.store.delete(&gateways::store::Key::of(gone)).await.unwrap();
    bench.store.put(&gateways::store::Key::of(other), vec![1, 2, 3].into()).await.unwrap();
    let before = bench.database.generation().await.unwrap();
    let report = verify(&bench).await.unwrap();
    assert_eq!((report.files, report.missing, report.changed), (2, vec![gone], vec![other]));
    assert!(matches!(open(&bench, &actor, gone).await, Err(Refusal::Broken(_))));
    // On a server others commit too; here nobody but this test does.
    if bench.database.is_sqlite() {
        assert_eq!(bench.database.generation().await.unwrap(), before, "looking changed something");
    }
}
