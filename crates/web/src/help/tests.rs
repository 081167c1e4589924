use super::{Files, ROLES, text};
use crate::testing::{Browser, hall};
use axum::http::{StatusCode, header};
use frame::Locale;

#[tokio::test]
async fn a22_every_role_has_a_manual_in_both_languages_with_its_revisions() {
    let bench = hall::testing::bench().await;
    let router = hall(&bench.desk);
    let (mut zh, mut en) = (Browser::new(&router), Browser::new(&router).in_english());
    assert!(zh.get("/help").await.says("/help/enterprise"));
    for (role, _) in ROLES {
        let path = format!("/help/{role}");
        for (browser, revisions) in [(&mut zh, "修订记录"), (&mut en, "Revisions")] {
            let page = browser.get(&path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            assert!(page.says(revisions) && page.says("<h2 id=\"s1\">"), "{path}");
        }
        // What is told to one is told to the other: as many sections, pictures and steps.
        let count = |locale| {
            let text = text(locale, role).unwrap();
            let lines = |start: &str| text.lines().filter(|line| line.starts_with(start)).count();
            (lines("## "), lines("### "), lines("!["))
        };
        assert_eq!(count(Locale::Zh), count(Locale::En), "{role}");
    }
    assert_eq!(zh.get("/help/nobody").await.status, StatusCode::NOT_FOUND);
}

#[test]
fn a22_every_picture_of_a_manual_is_in_the_list_the_journeys_take_them_from() {
    let list = include_str!("../../../../docs/help/pictures/README.md");
    for (role, _) in ROLES {
        for locale in Locale::ALL {
            let text = text(locale, role).unwrap();
            for line in text.lines().filter(|line| line.starts_with("![")) {
                let name = crate::testing::between(line, "](", ")").unwrap();
                assert!(list.contains(&format!("`{name}`")), "{role}: {name}");
            }
        }
    }
}

#[tokio::test]
async fn a22_pictures_are_served_as_pictures_and_nothing_else_is() {
    let bench = hall::testing::bench().await;
    let mut browser = Browser::new(&hall(&bench.desk));
    for path in ["/help/pictures/none.png", "/help/pictures/..%2Fen%2Fvisitor.md", "/help/pictures/README.md"]
    {
        assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    if let Some(name) = Files::iter().find_map(|name| {
        name.strip_prefix("pictures/").filter(|name| name.ends_with(".png")).map(str::to_owned)
    }) {
        let picture = browser.get(&format!("/help/pictures/{name}")).await;
        assert_eq!(picture.headers[header::CONTENT_TYPE], "image/png");
    }
}
