use crate::testing::{Browser, between, hall};
use axum::http::{StatusCode, header};
use chrono::{TimeDelta, Timelike};
use hall::kernel::{Role, Uuid};
use hall::news::markup;
use hall::review::{self, Decision, Said, Subject};
use hall::testing::{Bench, REGION, png};

/// A hall with a park's clerk at the desk and a reviewer.
struct House {
    bench: Bench,
    park: Uuid,
    clerk: Browser,
    visitor: Browser,
    reviewer: Browser,
}

async fn house() -> House {
    let bench = hall::testing::bench().await;
    let (account, enterprise) = (bench.person("甲木").await, bench.enterprise("东港示例园区").await);
    bench.represents(account, enterprise).await;
    let park = bench.runs_a_park(enterprise).await;
    let official = bench.person("审核员").await;
    bench.appointed(official, Role::Reviewer, REGION).await;
    let router = hall(&bench.desk);
    let clerk = Browser::with_session(&router, &bench.session(account).await);
    let reviewer = Browser::with_session(&router, &bench.session(official).await);
    House { visitor: Browser::new(&router), clerk, reviewer, park, bench }
}

const TEXTS: [(&str, &str); 2] = [("title", "首批企业入驻"), ("summary", "十家企业签约")];

impl House {
    /// Opens the form and sends it as somebody without the editor does; returns the item's id.
    async fn submits(&mut self, more: &[(&str, &str)]) -> Uuid {
        let form = self.clerk.get("/desk/news/new").await;
        assert!(form.says("发布新闻"), "{}", form.body);
        let id = between(&form.body, "name=\"id\" value=\"", "\"").unwrap().to_owned();
        let fields =
            [TEXTS.as_slice(), &[("id", &id), ("body", "第一段\n\n<b>第二段</b>"), ("html", "")], more]
                .concat();
        let (cover, picture) = (png(640, 360), png(40, 30));
        let files: [(&str, &str, &[u8]); 2] =
            [("cover", "cover.png", &cover), ("new_picture", "1.png", &picture)];
        let sent = self.clerk.upload("/desk/news/new", &fields, &files).await;
        assert_eq!(sent.leads_to(), Some(format!("/desk/news/{id}").as_str()), "{}", sent.body);
        id.parse().unwrap()
    }

    async fn decides(&self, id: Uuid, decision: Decision) {
        let reviewer = self.bench.official(Role::Reviewer, REGION).await;
        let round = review::find::newest(self.bench.db(), Subject::News, id).await.unwrap().unwrap();
        let work = self.bench.begin(&reviewer).await.unwrap();
        hall::decide::decide(&work, round.id, round.version, decision).await.unwrap();
        work.keep().await.unwrap();
    }

    async fn published(&mut self) -> Uuid {
        let id = self.submits(&[]).await;
        self.decides(id, Decision::Approve).await;
        id
    }

    /// What the forms of a page carry.
    async fn carried(&mut self, path: &str, name: &str) -> String {
        let page = self.clerk.get(path).await;
        between(&page.body, &format!("name=\"{name}\" value=\""), "\"").expect(&page.body).to_owned()
    }

    /// Sends a change with a body as the editor does.
    async fn changes(&mut self, id: Uuid, title: &str, html: &str) -> crate::testing::Shown {
        let path = format!("/desk/news/{id}/edit");
        let (seen, cover) = (self.carried(&path, "seen").await, self.carried(&path, "cover_file").await);
        let fields =
            [("title", title), ("summary", "改"), ("seen", &seen), ("cover_file", &cover), ("html", html)];
        self.clerk.upload(&path, &fields, &[]).await
    }
}

#[tokio::test]
async fn e02_news_written_without_a_script_are_reviewed_and_read_by_everybody() {
    let mut house = house().await;
    let id = house.submits(&[]).await;
    let own = house.clerk.get(&format!("/desk/news/{id}")).await;
    assert!(
        own.says("待审核")
            && own.says("<p>第一段</p><p>&lt;b&gt;第二段&lt;/b&gt;</p><figure><img src=\"/files/")
    );
    assert_eq!(house.visitor.get(&format!("/news/{id}")).await.status, StatusCode::NOT_FOUND);
    assert!(house.visitor.get("/news").await.says("还没有新闻"));
    let round = review::find::newest(house.bench.db(), Subject::News, id).await.unwrap().unwrap();
    let page = house.reviewer.get(&format!("/office/reviews/{}", round.id)).await;
    assert!(
        page.says("园区新闻") && page.says("<p>第一段</p>") && page.says("审核通过后立即发布"),
        "{}",
        page.body
    );
    house.decides(id, Decision::Approve).await;
    let page = house.visitor.get(&format!("/news/{id}")).await;
    assert!(
        page.says("首批企业入驻")
            && page.says("<p>第一段</p>")
            && page.says(&format!("/parks/{}", house.park))
    );
    let picture = between(&page.body, "<img src=\"", "\"").unwrap().to_owned();
    assert_eq!(house.visitor.get(&picture).await.status, StatusCode::OK, "everybody sees its pictures");
    for path in ["/news", "/", "/news?q=签约", &format!("/news?park={}", house.park)] {
        assert!(house.visitor.get(path).await.says("首批企业入驻"), "{path}");
    }
    // The clock stands at 2026-03-04.
    let narrowed = [
        "/news?q=没有",
        &format!("/news?park={}", house.bench.id()),
        "/news?from=2026-03-05",
        "/news?until=2026-03-03",
    ];
    for path in narrowed {
        assert!(house.visitor.get(path).await.says("没有符合条件的新闻"), "{path}");
    }
    assert!(house.reviewer.get("/office/news").await.says("已发布"));
}

#[tokio::test]
async fn e02_d01_the_offices_count_of_news_leads_to_what_it_counts() {
    let mut house = house().await;
    house.published().await;
    // The clock stands at 2026-03-04.
    let before = house.reviewer.get("/office/parks?until=2026-03-03").await;
    assert!(!before.says("href=\"/news?"), "{}", before.body);
    let page = house.reviewer.get("/office/parks?from=2026-03-04&until=2026-03-05").await;
    let (path, rest) = page.body.split_once("href=\"/news?").expect(&page.body).1.split_once("\">").unwrap();
    assert!(
        rest.starts_with("1<") && path.ends_with("from=2026-03-04&amp;until=2026-03-05"),
        "{path} {rest}"
    );
    let listed = house.visitor.get(&format!("/news?{}", path.replace("&amp;", "&"))).await;
    assert!(listed.says("首批企业入驻"), "{}", listed.body);
}

#[tokio::test]
async fn e02_a_form_that_must_be_corrected_keeps_what_was_typed_and_its_pictures() {
    let mut house = house().await;
    house.clerk.get("/desk/news/new").await;
    let (id, picture) = (house.bench.id().to_string(), png(40, 30));
    let fields =
        [("id", id.as_str()), ("title", "标题"), ("body", "一段"), ("html", ""), ("publish_at", "明天")];
    let files: [(&str, &str, &[u8]); 2] =
        [("cover", "a.png", b"no picture"), ("new_picture", "1.png", &picture)];
    let again = house.clerk.upload("/desk/news/new", &fields, &files).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["摘要", "请填写正确的时间", "value=\"标题\"", "一段\n\n&#x2f;files&#x2f;"] {
        assert!(again.says(words), "{words}: {}", again.body);
    }
    // What was broken comes back once.
    assert_eq!(again.body.matches("cover-error").count(), 2, "one sentence for the cover");
    // The picture's line stays a picture.
    let text = between(&again.body, "rows=\"14\"", "</textarea>").unwrap();
    let text = text.split_once('>').unwrap().1.trim().replace("&#x2f;", "/");
    let cover = png(640, 360);
    let fields = [("id", id.as_str()), ("title", "标题"), ("summary", "摘要"), ("body", &text), ("html", "")];
    let sent = house.clerk.upload("/desk/news/new", &fields, &[("cover", "a.png", &cover)]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let own = house.clerk.get(&format!("/desk/news/{id}")).await;
    assert!(own.says("<p>一段</p><figure><img src=\"/files/"), "{}", own.body);
}

#[tokio::test]
async fn e02_the_editors_html_is_cleaned_and_comes_back_to_the_form() {
    let mut house = house().await;
    let id = house.published().await;
    let html = "<h2>新</h2><p onclick=\"x()\">文<script>x()</script></p><ul><li><p>项</p></li></ul>";
    let sent = house.changes(id, "新题", html).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let form = house.clerk.get(&format!("/desk/news/{id}/edit")).await;
    assert!(form.says("&lt;h2&gt;新&lt;&#x2f;h2&gt;&lt;p&gt;文&lt;&#x2f;p&gt;&lt;ul&gt;"), "{}", form.body);
    assert!(form.says("新\n\n文\n\n- 项</textarea>"), "the plain text beside it");
    assert!(
        house.visitor.get(&format!("/news/{id}")).await.says("第一段"),
        "the approved version stays (E03)"
    );
    let own = house.clerk.get(&format!("/desk/news/{id}")).await;
    assert!(own.says("变更待审") && own.says("当前公开的标题"));
    let round = review::find::newest(house.bench.db(), Subject::News, id).await.unwrap().unwrap();
    let page = house.reviewer.get(&format!("/office/reviews/{}", round.id)).await;
    assert!(
        page.says("proposal-bodies changed")
            && page.says("<p>第一段</p>")
            && page.says("<h2>新</h2><p>文</p>")
    );
    house.decides(id, Decision::Reject { reason: Said::words("请说明来源"), remarks: Vec::new() }).await;
    assert!(house.clerk.get(&format!("/desk/news/{id}")).await.says("请说明来源"));
    let list = house.clerk.get("/desk/news?standing=change_rejected").await;
    assert!(list.says("新题") && list.says("请说明来源") && list.says("当前公开：首批企业入驻"));
    // Two windows.
    let stale = [("title", "另一窗"), ("summary", "改"), ("seen", "1.1.pending"), ("html", "<p>x</p>")];
    let page = house.clerk.upload(&format!("/desk/news/{id}/edit"), &stale, &[]).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.says("另一窗") && page.says("&lt;p&gt;x&lt;"), "what was typed stays");
}

#[tokio::test]
async fn e02_the_editors_pictures_are_stored_through_the_gate() {
    let mut house = house().await;
    house.clerk.get("/desk/news/new").await;
    let picture = png(60, 40);
    let sent = house.clerk.upload("/desk/news/pictures", &[], &[("picture", "a.png", &picture)]).await;
    assert_eq!(
        (sent.status, sent.headers[header::CONTENT_TYPE].to_str().unwrap()),
        (StatusCode::OK, "application/json")
    );
    let path = between(&sent.body, "{\"path\":\"", "\"}").unwrap().to_owned();
    assert_eq!(house.clerk.get(&path).await.status, StatusCode::OK);
    assert_eq!(house.visitor.get(&path).await.status, StatusCode::NOT_FOUND, "not before it is published");
    for files in [&[("picture", "a.png", b"<html>".as_slice())] as &[_], &[]] {
        let refused = house.clerk.upload("/desk/news/pictures", &[], files).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.says("{\"errors\":[\""), "{}", refused.body);
    }
    assert_eq!(markup::pictures(&markup::figure(path[7..].parse().unwrap(), "")).len(), 1);
}

#[tokio::test]
async fn e02_a_kept_page_shows_a_scheduled_item_from_its_moment() {
    let mut house = house().await;
    house.visitor.get("/news").await;
    let moment =
        (house.bench.now() + TimeDelta::hours(2)).with_second(0).unwrap().with_nanosecond(0).unwrap();
    let at = moment.with_timezone(&house.bench.zone.timezone).format("%Y-%m-%dT%H:%M").to_string();
    let id = house.submits(&[("publish_at", &at)]).await;
    house.decides(id, Decision::Approve).await;
    assert!(house.clerk.get(&format!("/desk/news/{id}")).await.says("待发布"));
    let one = format!("/news/{id}");
    house.bench.clock.pass(moment - house.bench.now() - TimeDelta::milliseconds(1));
    for path in ["/", "/news"] {
        assert!(!house.visitor.get(path).await.says("首批企业入驻"), "{path}");
        let kept = house.visitor.get(path).await;
        assert!(kept.headers.contains_key(header::ETAG) && !kept.says("首批企业入驻"), "{path}");
    }
    assert_eq!(house.visitor.get(&one).await.status, StatusCode::NOT_FOUND);
    house.bench.clock.pass(TimeDelta::milliseconds(1));
    for path in ["/", "/news", &one] {
        assert!(
            house.visitor.get(path).await.says("首批企业入驻"),
            "{path}: nobody wrote anything, but its moment has come"
        );
    }
}

#[tokio::test]
async fn e03_taking_down_and_deleting_ask_as_often_as_they_should() {
    let mut house = house().await;
    let id = house.published().await;
    let show = format!("/desk/news/{id}/show");
    let version = house.carried(&format!("/desk/news/{id}"), "version").await;
    let sent = house
        .clerk
        .post(&show, &[("version", &version), ("on", "0"), ("back", "/desk/news?showing=public")])
        .await;
    assert_eq!(sent.leads_to(), Some("/desk/news?showing=public"));
    assert_eq!(house.visitor.get(&format!("/news/{id}")).await.status, StatusCode::NOT_FOUND);
    assert!(house.clerk.get("/desk/news?showing=down").await.says("重新发布"));
    let stale = house.clerk.post(&show, &[("version", &version), ("on", "1")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let version = house.carried(&format!("/desk/news/{id}"), "version").await;
    let sent =
        house.clerk.post(&show, &[("version", &version), ("on", "1"), ("back", "//evil.example")]).await;
    assert_eq!(sent.leads_to(), Some(format!("/desk/news/{id}").as_str()));
    let delete = format!("/desk/news/{id}/delete");
    assert!(house.clerk.get(&delete).await.says("删除“首批企业入驻”？"));
    let version = house.carried(&delete, "version").await;
    let second = house.clerk.post(&delete, &[("version", &version)]).await;
    assert!(second.says("确定删除“首批企业入驻”吗？") && second.says("name=\"confirmed\" value=\"yes\""));
    assert_eq!(house.visitor.get(&format!("/news/{id}")).await.status, StatusCode::OK, "not deleted yet");
    let gone = house.clerk.post(&delete, &[("version", &version), ("confirmed", "yes")]).await;
    assert_eq!(gone.leads_to(), Some("/desk/news"));
    assert_eq!(house.visitor.get(&format!("/news/{id}")).await.status, StatusCode::NOT_FOUND);
    assert!(house.visitor.get("/news").await.says("还没有新闻"));
    let dossier = house.reviewer.get(&format!("/office/news/{id}")).await;
    assert!(dossier.says("园区已删除") && dossier.says("删除新闻"), "{}", dossier.body);
}

#[tokio::test]
async fn e02_an_official_blocks_with_a_reason_the_park_reads() {
    let mut house = house().await;
    let id = house.published().await;
    let page = house.reviewer.get(&format!("/office/news/{id}")).await;
    assert!(page.says("下架这条新闻") && page.says("<p>第一段</p>"), "{}", page.body);
    let block = format!("/office/news/{id}/block");
    let again = house.reviewer.post(&block, &[("reason", " ")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = house.reviewer.post(&block, &[("reason", "内容不实")]).await;
    assert_eq!(done.leads_to(), Some(format!("/office/news/{id}").as_str()));
    assert_eq!(house.visitor.get(&format!("/news/{id}")).await.status, StatusCode::NOT_FOUND);
    let own = house.clerk.get(&format!("/desk/news/{id}")).await;
    assert!(
        own.says("平台下架") && own.says("内容不实") && !own.says("/show\""),
        "the park cannot put it back"
    );
    let sent = house.clerk.post(&format!("/desk/news/{id}/show"), &[("version", "3"), ("on", "1")]).await;
    assert_eq!(sent.status, StatusCode::CONFLICT);
    house.reviewer.post(&format!("/office/news/{id}/unblock"), &[("reason", "已更正")]).await;
    assert_eq!(house.visitor.get(&format!("/news/{id}")).await.status, StatusCode::OK);
    let inbox = house.clerk.get("/my/messages").await;
    assert!(inbox.says("新闻已下架") && inbox.says("新闻已恢复") && inbox.says("新闻已通过审核"));
}

#[tokio::test]
async fn e02_every_page_of_news_is_complete_in_english() {
    let mut house = house().await;
    let id = house.published().await;
    let round = review::find::newest(house.bench.db(), Subject::News, id).await.unwrap().unwrap();
    let mut clerk = house.clerk.clone().in_english();
    for path in [
        "",
        "/new",
        &format!("/{id}"),
        &format!("/{id}/edit"),
        &format!("/{id}/delete"),
        &format!("/{id}/withdraw"),
    ] {
        let page = clerk.get(&format!("/desk/news{path}?lang=en")).await;
        assert!(page.status == StatusCode::OK && page.says("Publish news"), "{path}: {}", page.body);
    }
    for path in ["/news", &format!("/news/{id}"), "/"] {
        assert!(house.visitor.get(&format!("{path}?lang=en")).await.says("News"), "{path}");
    }
    for path in
        ["/office/news".to_owned(), format!("/office/news/{id}"), format!("/office/reviews/{}", round.id)]
    {
        assert!(house.reviewer.get(&format!("{path}?lang=en")).await.says("News"), "{path}");
    }
}
