//! The races can be lost: a switch whose guard looks outside the work is reported.

use super::{CLIENTS, Ends, at_once};
use crate::world::{Role, Scene, Thing, Whose};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use hall::kernel::Actor;
use hall::offering::model;
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _, Set};
use std::sync::Arc;
use tokio::sync::Barrier;
use web::testing::Shown;

fn shown(status: StatusCode) -> Shown {
    let mut headers = HeaderMap::new();
    if status == StatusCode::SEE_OTHER {
        headers.insert(header::LOCATION, HeaderValue::from_static("/done"));
    }
    Shown { status, headers, body: String::new(), bytes: Vec::new() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn safety_a20_a_guard_that_looks_before_the_work_is_reported() {
    let scene = Scene::new().await;
    let product = scene.id(Thing::Offering, Whose::Own, Role::Logistics).await;
    let desk = scene.world.bench.desk.clone();
    // In earnest the version is compared inside the work. Here everybody looks first and acts afterwards.
    let all_have_looked = Arc::new(Barrier::new(CLIENTS));
    let clients = (0..CLIENTS).map(|_| {
        let (desk, all_have_looked) = (desk.clone(), Arc::clone(&all_have_looked));
        async move {
            let row = model::Entity::find_by_id(product).one(desk.db()).await.expect("a database");
            let row = row.expect("the product");
            all_have_looked.wait().await;
            if row.version != 1 {
                return shown(StatusCode::CONFLICT);
            }
            let work = desk.begin(&Actor::Machine("test")).await.expect("a work");
            let mut row = row.into_active_model();
            row.version = Set(2);
            row.update(work.db()).await.expect("changed");
            work.keep().await.expect("kept");
            shown(StatusCode::SEE_OTHER)
        }
    });
    let answers = at_once(clients).await;
    let ends = Ends { leads_to: "/done", winners: 1, others: StatusCode::CONFLICT, says: "" };
    let reported = ends.judge(&answers).expect_err("64 successes are no single one");
    assert!(reported.starts_with("64 succeeded, not 1"), "{reported}");
    scene.world.done_with_messages("nobody is told");
}
