use super::*;
use crate::kernel::{Actor, Role};
use crate::testing::bench;

fn draft(seen: i32) -> Draft {
    let text = |words: &str| words.to_owned();
    Draft {
        title_zh: text("声明"),
        body_zh: text("新"),
        title_en: text("Notice"),
        body_en: text("New"),
        seen,
    }
}

#[tokio::test]
async fn a03_a_new_version_is_asked_for_again_and_the_old_ones_stay() {
    let hall = bench().await;
    prepare(&hall.desk).await.unwrap();
    prepare(&hall.desk).await.unwrap();
    let actor = hall.acting(hall.person("甲").await).await;
    let account = actor.member().unwrap().account;
    assert_eq!(due(hall.desk.db(), account).await.unwrap(), Some(1));
    for _ in 0..2 {
        let work = hall.desk.begin(&actor).await.unwrap();
        agree_now(&work).await.unwrap();
        work.keep().await.unwrap();
    }
    assert_eq!(due(hall.desk.db(), account).await.unwrap(), None);
    assert_eq!(agreed(hall.desk.db(), account).await.unwrap().len(), 1, "once per version");

    let keeper = hall.official(Role::SystemAdmin, "*").await;
    let work = hall.desk.begin(&keeper).await.unwrap();
    assert_eq!(publish(&work, PLATFORM, draft(1)).await.unwrap(), 2);
    assert!(matches!(publish(&work, PLATFORM, draft(1)).await, Err(Refusal::Stale { now: 2 })));
    assert!(matches!(publish(&work, "other", draft(1)).await, Err(Refusal::NotFound)));
    work.keep().await.unwrap();
    assert_eq!(due(hall.desk.db(), account).await.unwrap(), Some(2));
    assert_eq!(version(hall.desk.db(), PLATFORM, 1).await.unwrap().title_zh, "平台法律声明");
    assert_eq!(versions(hall.desk.db(), PLATFORM).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a03_only_the_system_administrator_publishes() {
    let hall = bench().await;
    prepare(&hall.desk).await.unwrap();
    for actor in
        [hall.visitor(), hall.acting(hall.person("甲").await).await, hall.official(Role::Reviewer, "*").await]
    {
        let work = hall.desk.begin(&actor).await.unwrap();
        let refused = publish(&work, PLATFORM, draft(1)).await.unwrap_err();
        assert!(matches!(refused, Refusal::LoginFirst | Refusal::NotAllowed("needs-office")), "{refused:?}");
    }
    let work = hall.desk.begin(&Actor::Machine("test")).await.unwrap();
    assert!(matches!(
        publish(&work, PLATFORM, Draft { body_zh: String::new(), ..draft(1) }).await,
        Err(Refusal::Invalid(_))
    ));
}

#[tokio::test]
async fn a03_every_text_comes_with_the_program_and_consents_are_counted_by_version() {
    let hall = bench().await;
    prepare(&hall.desk).await.unwrap();
    for slug in DOCUMENTS {
        let text = current(hall.desk.db(), slug).await.unwrap();
        let headings = |body: &str| blocks(body).iter().filter(|(kind, _)| *kind == "heading").count();
        assert_eq!(headings(&text.body_zh), headings(&text.body_en), "{slug}");
        assert!(headings(&text.body_zh) >= 5, "{slug}");
    }
    let keeper = hall.official(Role::SystemAdmin, "*").await;
    for name in ["甲", "乙"] {
        let actor = hall.acting(hall.person(name).await).await;
        let work = hall.desk.begin(&actor).await.unwrap();
        agree_now(&work).await.unwrap();
        work.keep().await.unwrap();
    }
    assert_eq!(consents(&hall.desk, &keeper, PLATFORM).await.unwrap(), [(1, 2)]);
    assert!(consents(&hall.desk, &hall.visitor(), PLATFORM).await.is_err());
}
