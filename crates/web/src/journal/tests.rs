use crate::testing::{Browser, between, hall};
use axum::http::{StatusCode, header};
use frame::Locale;
use hall::journal::{Entry, find};
use hall::kernel::{Actor, Role};
use hall::testing::Bench;
use serde_json::json;

async fn auditor(bench: &Bench) -> Browser {
    let account = bench.person("审计甲").await;
    bench.appointed(account, Role::AuditAdmin, "*").await;
    let session = bench.session(account).await;
    Browser::with_session(&hall(&bench.desk), &session)
}

async fn written(bench: &Bench) {
    let firm = bench.enterprise("澜海示例货运有限公司").await;
    bench.enterprise("澜海示例仓储有限公司").await;
    let work = bench.desk.begin(&Actor::Machine("test")).await.unwrap();
    let before = json!({ "title": "旧名称", "tags": ["甲"] });
    let after = json!({ "title": "<b>新名称</b>", "tags": ["甲", "乙"] });
    work.journal(Entry::new("product.changed", "product", "p-1").of(firm).changes(&before, &after))
        .await
        .unwrap();
    work.journal(Entry::new("product.shelved", "product", "p-1").of(firm).change("on_shelf", true, false))
        .await
        .unwrap();
    work.journal(Entry::new("product.changed", "product", "p-2")).await.unwrap();
    work.keep().await.unwrap();
}

async fn own(bench: &Bench) -> Vec<String> {
    let query = find::Query { subject_kind: Some("journal".to_owned()), ..find::Query::default() };
    let rows = find::all(bench.desk.db(), &query, 100).await.unwrap();
    rows.into_iter().map(|row| row.action).collect()
}

#[tokio::test]
async fn n07_the_journal_is_searched_by_object_enterprise_actor_and_day() {
    let bench = hall::testing::bench().await;
    written(&bench).await;
    let mut browser = auditor(&bench).await;
    for (query, says, silent) in [
        ("kind=product&id=p-1", "上架或下架", "p-2"),
        ("enterprise=货运", "p-1", "p-2"),
        ("action=product.shelved", "p-1", "p-2"),
        ("actor=test&from=2026-03-04&to=2026-03-04", "p-2", "没有符合条件"),
        ("from=2026-03-05", "没有符合条件", "p-1"),
        ("actor=%25", "没有符合条件", "p-1"),
    ] {
        let page = browser.get(&format!("/office/journal?{query}")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.says(says), "{query}: {}", page.body);
        let shown = between(&page.body, "<div class=\"table-card\">", "</main>").unwrap_or(&page.body);
        let rows = between(shown, "<tbody>", "</tbody>").unwrap_or_default();
        assert!(!rows.contains(silent), "{query}");
    }
    let several = browser.get("/office/journal?enterprise=澜海").await;
    assert_eq!(several.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(several.says("货运") && several.says("仓储"));
    for query in ["from=yesterday", "enterprise=没有这家"] {
        assert_eq!(
            browser.get(&format!("/office/journal?{query}")).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
    }
    assert_eq!(own(&bench).await.len(), 6, "one entry for every list seen, none for what was refused");
}

#[tokio::test]
async fn n07_an_entry_shows_before_and_after_and_the_history_of_its_object() {
    let bench = hall::testing::bench().await;
    written(&bench).await;
    let mut browser = auditor(&bench).await;
    let list = browser.get("/office/journal?kind=product&id=p-1&action=product.changed").await;
    let seq = between(&list.body, "href=\"/office/journal/", "\"").unwrap().to_owned();
    let page = browser.get(&format!("/office/journal/{seq}")).await;
    assert!(page.says("<del>旧名称</del>") && page.says("&lt;b&gt;新名称"), "{}", page.body);
    assert!(page.says("上架或下架") && page.says("澜海示例货运有限公司"));
    assert_eq!(browser.get("/office/journal/999999").await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get("/office/journal/x").await.status, StatusCode::NOT_FOUND);
    assert_eq!(own(&bench).await, ["journal.read", "journal.opened"]);
}

#[tokio::test]
async fn n07_an_export_holds_exactly_the_filtered_rows() {
    let bench = hall::testing::bench().await;
    written(&bench).await;
    let mut browser = auditor(&bench).await;
    browser.get("/office/journal").await;
    let csv =
        browser.post("/office/journal/export", &[("kind", "product"), ("id", "p-1"), ("form", "csv")]).await;
    assert_eq!(csv.status, StatusCode::OK);
    assert_eq!(csv.headers[header::CONTENT_TYPE], sheets::CSV);
    assert_eq!(csv.body.matches("p-1").count(), 2, "{}", csv.body);
    assert!(!csv.body.contains("p-2") && csv.body.contains("旧名称"));
    let book = browser.post("/office/journal/export", &[("kind", "product"), ("form", "xlsx")]).await;
    assert_eq!(book.headers[header::CONTENT_TYPE], sheets::XLSX);
    assert!(book.bytes.starts_with(b"PK"));
    let wrong = browser.post("/office/journal/export", &[("from", "x"), ("form", "csv")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let chain = browser.post("/office/journal/verify", &[]).await;
    assert!(chain.says("日志完整"));
    let all = ["journal.read", "journal.exported", "journal.exported", "journal.verified"];
    assert_eq!(own(&bench).await, all);
}

#[tokio::test]
async fn n07_nobody_but_audit_administrators_reads_the_journal() {
    let bench = hall::testing::bench().await;
    written(&bench).await;
    for role in [Role::SystemAdmin, Role::SecurityAdmin, Role::Reviewer] {
        let account = bench.person("工作人员").await;
        bench.appointed(account, role, "*").await;
        let mut browser = Browser::with_session(&hall(&bench.desk), &bench.session(account).await);
        browser.get("/my/messages").await;
        for path in ["/office/journal", "/office/journal/1"] {
            assert_eq!(browser.get(path).await.status, StatusCode::FORBIDDEN, "{role:?}");
        }
        for path in ["/office/journal/export", "/office/journal/verify"] {
            assert_eq!(browser.post(path, &[]).await.status, StatusCode::FORBIDDEN, "{role:?}");
        }
    }
    assert!(own(&bench).await.is_empty());
}

/// Reads the hall's sources: whoever adds an entry adds its words.
#[test]
fn n07_every_action_and_object_of_the_journal_has_words() {
    fn sources(folder: &std::path::Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("tests.rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push(text.split("#[cfg(test)]").next().unwrap().to_owned());
            }
        }
    }
    let mut texts = Vec::new();
    sources(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../hall/src")), &mut texts);
    let locales = crate::embedded::locales().unwrap();
    let mut seen = 0;
    for text in &texts {
        for call in text.split("Entry::new(").skip(1) {
            let mut strings = call.split('"').skip(1).step_by(2);
            let first_is_text = call.trim_start().starts_with('"');
            let (Some(action), Some(kind)) = (strings.next().filter(|_| first_is_text), strings.next())
            else {
                continue;
            };
            for key in
                [format!("journal-action-{}", action.replace('.', "-")), format!("journal-kind-{kind}")]
            {
                // The second argument may be a constant; then the next text is no kind.
                if key.starts_with("journal-kind-") && !call.contains(&format!("\"{action}\", \"{kind}\"")) {
                    continue;
                }
                for locale in Locale::ALL {
                    assert!(locales.has(locale, &key), "{key} in {}", locale.tag());
                }
            }
            seen += 1;
        }
    }
    assert!(seen > 20, "the sources were read");
}
