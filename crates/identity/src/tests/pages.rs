//! Texts and templates are complete (A21, B15).

use super::world::World;
use std::collections::BTreeSet;

fn keys(language: &str) -> BTreeSet<String> {
    let files = crate::view::locale_files();
    let own = files.iter().filter(|(name, _)| name.starts_with(language));
    own.flat_map(|(_, text)| frame::locales::keys(text)).collect()
}

#[test]
fn b15_both_languages_say_the_same_things() {
    let (zh, en) = (keys("zh-CN/"), keys("en/"));
    assert!(zh.len() > 300, "{}", zh.len());
    assert_eq!(zh.difference(&en).collect::<Vec<_>>(), Vec::<&String>::new());
    assert_eq!(en.difference(&zh).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[tokio::test]
async fn b15_every_page_is_made_in_both_languages_without_a_missing_text() {
    let world = World::new().await;
    world.enterprise("haifan").await;
    let mut browser = world.browser();
    let mut member = world.browser();
    member.login("legal", "haifan").await;
    browser.get("/register").await;
    browser.post("/register/start", &[("kind", "legal")]).await;
    for language in ["zh-CN", "en"] {
        for path in crate::routes::paths().into_iter().filter(|path| !path.contains(['{', '.'])) {
            for somebody in [&mut browser, &mut member] {
                let seen = somebody.get(&format!("{path}?lang={language}")).await;
                assert!(!seen.status.is_server_error(), "{path}: {}", seen.text);
                assert!(!seen.text.contains('⟦'), "{path} {language}: {}", seen.text);
                if seen.text.contains("<html") {
                    seen.says(&format!("<html lang=\"{language}\""));
                    for inline in [" style=", "<style", "onclick=", "<script>"] {
                        assert!(!seen.text.contains(inline), "{path} has {inline}");
                    }
                }
            }
        }
    }
}

#[tokio::test]
async fn b15_large_text_high_contrast_and_language_are_kept() {
    let world = World::new().await;
    let mut browser = world.browser();
    browser.get("/accessibility?text=large&contrast=high&lang=en").await;
    let page = browser.get("/help").await;
    page.says("<html lang=\"en\" data-text=\"large\" data-contrast=\"high\">")
        .says("Getting started")
        .says("not connected");
    browser.get("/?text=normal&contrast=normal&lang=zh-CN").await.says("<html lang=\"zh-CN\">");
    // What nobody offers is not kept.
    browser.get("/?lang=%22%3E%3Cscript%3E&text=huge").await.says("<html lang=\"zh-CN\">");
}
