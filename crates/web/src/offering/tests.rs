use crate::testing::{Browser, between, hall};
use axum::http::{StatusCode, header};
use hall::kernel::{Role, Uuid};
use hall::provider::model as provider;
use hall::review::{self, Decision, Said, Subject};
use hall::testing::{Bench, REGION, png};

/// A hall with a logistics provider's clerk at the desk and a reviewer.
struct House {
    bench: Bench,
    clerk: Browser,
    visitor: Browser,
}

async fn house() -> House {
    let bench = hall::testing::bench().await;
    let (account, enterprise) = (bench.person("甲木").await, bench.enterprise("澜途示例物流有限公司").await);
    bench.represents(account, enterprise).await;
    let row = provider::Model {
        id: bench.id(),
        enterprise_id: enterprise,
        kind: "logistics".to_owned(),
        name: "澜途示例物流有限公司".to_owned(),
        uscc: String::new(),
        legal_representative: "甲某".to_owned(),
        contact_name: "乙某".to_owned(),
        contact_phone: "0000-1234567".to_owned(),
        address: "示例路 1 号".to_owned(),
        introduction: "从港口到门口".to_owned(),
        logo: bench.id(),
        licence: bench.id(),
        region: REGION.to_owned(),
        state: "active".to_owned(),
        approved_at: bench.now(),
        created_at: bench.now(),
        version: 1,
    };
    let work = bench.begin(&hall::Actor::Machine("test")).await.unwrap();
    work.add(row).await.unwrap();
    work.keep().await.unwrap();
    let router = hall(&bench.desk);
    let clerk = Browser::with_session(&router, &bench.session(account).await);
    House { visitor: Browser::new(&router), clerk, bench }
}

const FIELDS: [(&str, &str); 6] = [
    ("title", "狮城整柜"),
    ("summary", "每周两班，直达码头"),
    ("mode", "sea"),
    ("country", "SG"),
    ("city", "新加坡"),
    ("tags", "冷链，整柜、 直达"),
];

impl House {
    /// Opens the form and sends it; returns the product's id.
    async fn submits(&mut self) -> Uuid {
        let form = self.clerk.get("/desk/products/new").await;
        assert_eq!(form.status, StatusCode::OK, "{}", form.body);
        let id = between(&form.body, "name=\"id\" value=\"", "\"").unwrap().to_owned();
        let fields = [FIELDS.as_slice(), &[("id", &id)]].concat();
        let (cover, one, two) = (png(478, 320), png(40, 30), png(30, 40));
        let files: [(&str, &str, &[u8]); 3] =
            [("cover", "cover.png", &cover), ("new_picture", "1.png", &one), ("new_picture", "2.png", &two)];
        let sent = self.clerk.upload("/desk/products/new", &fields, &files).await;
        assert_eq!(sent.leads_to(), Some(format!("/desk/products/{id}").as_str()), "{}", sent.body);
        id.parse().unwrap()
    }

    async fn decides(&self, id: Uuid, decision: Decision) {
        let reviewer = self.bench.official(Role::Reviewer, REGION).await;
        let round = review::find::newest(self.bench.db(), Subject::Product, id).await.unwrap().unwrap();
        let work = self.bench.begin(&reviewer).await.unwrap();
        hall::decide::decide(&work, round.id, round.version, decision).await.unwrap();
        work.keep().await.unwrap();
    }

    async fn published(&mut self) -> Uuid {
        let id = self.submits().await;
        self.decides(id, Decision::Approve).await;
        id
    }

    /// What the form that turns something on a page carries.
    async fn version(&mut self, id: Uuid) -> String {
        let page = self.clerk.get(&format!("/desk/products/{id}")).await;
        between(&page.body, "name=\"version\" value=\"", "\"").unwrap().to_owned()
    }

    async fn seen(&mut self, id: Uuid) -> String {
        let page = self.clerk.get(&format!("/desk/products/{id}/edit")).await;
        between(&page.body, "name=\"seen\" value=\"", "\"").unwrap().to_owned()
    }
}

#[tokio::test]
async fn f01_f02_f14_an_approved_product_is_on_the_portal_in_both_languages() {
    let mut house = house().await;
    let empty = house.visitor.get("/logistics").await;
    assert!(empty.says("还没有物流产品") && empty.says("升级为物流服务商发布物流产品"));
    let id = house.published().await;
    for (path, words) in [
        ("/", "狮城整柜"),
        ("/logistics", "置顶的产品排在最前"),
        ("/logistics?mode=sea&country=SG&tag=%E5%86%B7%E9%93%BE", "狮城整柜"),
        ("/logistics?view=map", "能到那里的物流产品"),
        ("/search?q=singapore", "找到 1 个物流产品"),
        ("/search", "搜索"),
        ("/logistics?lang=en", "Singapore"),
        ("/?lang=en", "Featured logistics"),
        ("/logistics?mode=air", "Nothing fits"),
    ] {
        let page = house.visitor.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path} {}", page.body);
        assert!(page.says(words), "{path}: {}", page.body);
    }
    let page = house.visitor.get(&format!("/logistics/{id}?lang=zh-CN")).await;
    for words in ["每周两班，直达码头", "海运", "新加坡", "从港口到门口", "预约", "详情图 2&#x2f;2"]
    {
        assert!(page.says(words), "{words}");
    }
    assert!(house.clerk.get(&format!("/logistics/{id}")).await.says("这是贵企业发布的产品"));
    assert_eq!(house.visitor.get(&format!("/logistics/{}", Uuid::nil())).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn f23_f03_limits_are_shown_before_the_form() {
    let mut house = house().await;
    let form = house.clerk.get("/desk/products/new").await;
    for words in [
        "239×160 像素，不超过 200 KB",
        "宽 1200 像素，最多 10 张，每张不超过 1 MB",
        "不超过 30 字",
        "不超过 60 字",
    ] {
        assert!(form.says(words), "{words}");
    }
    assert!(form.body.find("填写前请准备") < form.body.find("data-draft="));
    assert!(house.clerk.clone().in_english().get("/desk/products/new?lang=en").await.says("Have this ready"));
}

#[tokio::test]
async fn f11_a_form_that_must_change_keeps_every_value_and_picture() {
    let mut house = house().await;
    let form = house.clerk.get("/desk/products/new").await;
    let id = between(&form.body, "name=\"id\" value=\"", "\"").unwrap().to_owned();
    let long = "名".repeat(31);
    let fields =
        [("id", id.as_str()), ("title", &long), ("summary", "介绍"), ("country", "SG"), ("tags", "甲，乙")];
    let (good, bad) = (png(478, 320), b"<html>".to_vec());
    let files: [(&str, &str, &[u8]); 3] =
        [("cover", "c.png", &good), ("new_picture", "1.png", &good), ("new_picture", "2.png", &bad)];
    let again = house.clerk.upload("/desk/products/new", &fields, &files).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in
        [&long, "有 4 处需要修改", "最多 30 字，现在是 31 字", "只接受 jpg、jpeg、png", "甲，乙", "1.png"]
    {
        assert!(again.says(words), "{words} {}", again.body);
    }
    let cover = between(&again.body, "name=\"cover_file\" value=\"", "\"").unwrap().to_owned();
    let picture = between(&again.body, "name=\"picture\" value=\"", "\"").unwrap().to_owned();
    let fields = [FIELDS.as_slice(), &[("id", &id), ("cover_file", &cover), ("picture", &picture)]].concat();
    let sent = house.clerk.upload("/desk/products/new", &fields, &[]).await;
    assert!(sent.leads_to().is_some(), "{}", sent.body);
    let twice = house.clerk.upload("/desk/products/new", &fields, &[]).await;
    assert_eq!(twice.leads_to(), sent.leads_to());
    assert!(house.clerk.get("/desk/products").await.says("共 1 条"));
}

#[tokio::test]
async fn f05_pictures_are_ordered_by_buttons_without_a_script() {
    let mut house = house().await;
    let id = house.submits().await;
    let path = format!("/desk/products/{id}/edit");
    let form = house.clerk.get(&path).await;
    let order = |body: &str| {
        body.split("name=\"picture\" value=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap().to_owned())
            .filter(|value| !value.starts_with('{'))
            .collect::<Vec<_>>()
    };
    let before = order(&form.body);
    assert_eq!(before.len(), 2);
    let up = format!("up:{}", before[1]);
    let cover = between(&form.body, "name=\"cover_file\" value=\"", "\"").unwrap().to_owned();
    let seen = house.seen(id).await;
    let kept =
        [("seen", seen.as_str()), ("cover_file", &cover), ("picture", &before[0]), ("picture", &before[1])];
    let fields = [FIELDS.as_slice(), &kept, &[("do", &up)]].concat();
    let turned = house.clerk.upload(&path, &fields, &[]).await;
    assert_eq!(turned.status, StatusCode::OK);
    assert_eq!(order(&turned.body), [before[1].clone(), before[0].clone()]);
    let many: Vec<Vec<u8>> = (0..9).map(|n| png(10 + n, 10)).collect();
    let files: Vec<(&str, &str, &[u8])> =
        many.iter().map(|bytes| ("new_picture", "n.png", bytes.as_slice())).collect();
    let eleven = house.clerk.upload(&path, &[FIELDS.as_slice(), &kept].concat(), &files).await;
    assert_eq!(eleven.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(eleven.says("详情图最多 10 张，现在是 11 张"));
    assert_eq!(order(&eleven.body).len(), 10);
}

#[tokio::test]
async fn f09_f10_the_picker_is_answered_in_the_readers_language() {
    let mut house = house().await;
    for (path, words) in [
        ("/gazetteer.json?q=sing", "\"name\":\"新加坡\""),
        ("/gazetteer.json?country=NL", "鹿特丹"),
        ("/gazetteer.json?lat=1.3&lon=103.8&lang=en", "\"name\":\"Singapore\""),
        ("/gazetteer.json?lat=999&lon=0", "[]"),
        ("/gazetteer.json", "[]"),
    ] {
        let found = house.visitor.get(path).await;
        assert_eq!(found.status, StatusCode::OK);
        assert!(found.body.contains(words), "{path}: {}", found.body);
    }
    assert_eq!(house.visitor.get("/gazetteer.json?lat=x").await.status, StatusCode::NOT_FOUND);
    let form = house.clerk.get("/desk/products/new").await;
    let id = between(&form.body, "name=\"id\" value=\"", "\"").unwrap().to_owned();
    let fields = [&FIELDS[..4], &[("city", "某某新港"), ("id", &id)]].concat();
    let cover = png(478, 320);
    let again = house.clerk.upload("/desk/products/new", &fields, &[("cover", "c.png", &cover)]).await;
    assert!(again.says("城市列表里没有“某某新港”") && again.says("附近的城市"));
}

#[tokio::test]
async fn a48_pictures_are_served_so_that_nothing_in_them_runs() {
    let mut house = house().await;
    let id = house.submits().await;
    let page = house.clerk.get(&format!("/desk/products/{id}")).await;
    let path = format!("/files/{}", between(&page.body, "src=\"/files/", "\"").unwrap());
    let own = house.clerk.get(&path).await;
    assert_eq!(
        (own.status, &own.headers[header::CACHE_CONTROL]),
        (StatusCode::OK, &"private, no-store".parse().unwrap())
    );
    let hidden = house.visitor.get(&path).await;
    let missing = house.visitor.get(&format!("/files/{}", Uuid::nil())).await;
    assert_eq!((hidden.status, &hidden.body), (StatusCode::NOT_FOUND, &missing.body));
    house.decides(id, Decision::Approve).await;
    let public = house.visitor.get(&path).await;
    assert_eq!(public.status, StatusCode::OK);
    assert!(public.headers[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
    assert_eq!(public.headers[header::CONTENT_TYPE], "image/jpeg");
    assert_eq!(public.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    assert!(public.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().contains("sandbox"));
}

#[tokio::test]
async fn f16_f17_switches_are_words_and_turn() {
    let mut house = house().await;
    let id = house.published().await;
    let list = house.clerk.get("/desk/products").await;
    assert!(list.says("status-ok\">上架") && list.says("status-bad\">未置顶"));
    let version = house.version(id).await;
    let off = house
        .clerk
        .post(
            &format!("/desk/products/{id}/shelf"),
            &[("version", &version), ("on", "0"), ("back", "/desk/products?shelf=off")],
        )
        .await;
    assert_eq!(off.leads_to(), Some("/desk/products?shelf=off"));
    assert!(house.visitor.get("/logistics").await.says("还没有物流产品"));
    let stale =
        house.clerk.post(&format!("/desk/products/{id}/pin"), &[("version", &version), ("on", "1")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let version = house.version(id).await;
    house
        .clerk
        .post(&format!("/desk/products/{id}/pin"), &[("version", &version), ("on", "1"), ("back", "//evil")])
        .await;
    assert!(house.clerk.get("/desk/products?shelf=off").await.says("status-ok\">已置顶"));
}

#[tokio::test]
async fn f12_f15_refused_corrected_and_changed_after_approval() {
    let mut house = house().await;
    let id = house.submits().await;
    assert!(house.clerk.get("/desk/products?standing=pending").await.says("待审核"));
    house.decides(id, Decision::Reject { reason: Said::words("请写明航线"), remarks: Vec::new() }).await;
    assert!(house.clerk.get("/desk").await.says("请写明航线"));
    let seen = house.seen(id).await;
    let form = house.clerk.get(&format!("/desk/products/{id}/edit")).await;
    assert!(form.says("请写明航线"));
    let cover = between(&form.body, "name=\"cover_file\" value=\"", "\"").unwrap().to_owned();
    let fields = [FIELDS.as_slice(), &[("seen", &seen), ("cover_file", &cover)]].concat();
    let path = format!("/desk/products/{id}/edit");
    assert!(house.clerk.upload(&path, &fields, &[]).await.leads_to().is_some());
    let stale = house.clerk.upload(&path, &fields, &[]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.says("审核状态或内容已有变化") && stale.says("每周两班，直达码头"));
    house.decides(id, Decision::Approve).await;
    let seen = house.seen(id).await;
    let fields = [&[("title", "狮城整柜改"), ("seen", &seen), ("cover_file", &cover)], &FIELDS[1..]].concat();
    house.clerk.upload(&path, &fields, &[]).await;
    let list = house.clerk.get("/desk/products").await;
    assert!(list.says("变更待审") && list.says("当前公开：狮城整柜"));
    assert!(!house.visitor.get("/logistics").await.says("狮城整柜改"));
    assert!(house.clerk.get(&format!("/desk/products/{id}/withdraw")).await.says("撤回"));
    let seen = house.seen(id).await;
    house
        .clerk
        .post(&format!("/desk/products/{id}/withdraw"), &[("seen", &seen), ("confirmed", "yes")])
        .await;
    let own = house.clerk.get(&format!("/desk/products/{id}")).await;
    assert!(own.says("第 3 轮 · 已撤回") && own.says("第 1 轮 · 已拒绝"));
}

#[tokio::test]
async fn f18_deleting_asks_twice() {
    let mut house = house().await;
    let id = house.published().await;
    let path = format!("/desk/products/{id}/delete");
    let first = house.clerk.get(&path).await;
    assert!(first.says("已有的预约保留当时的产品内容"));
    let version = between(&first.body, "name=\"version\" value=\"", "\"").unwrap().to_owned();
    let second = house.clerk.post(&path, &[("version", &version)]).await;
    assert!(second.status == StatusCode::OK && second.says("确定删除“狮城整柜”吗？"));
    assert!(house.visitor.get("/logistics").await.says("狮城整柜"));
    let done = house.clerk.post(&path, &[("version", &version), ("confirmed", "yes")]).await;
    assert_eq!(done.leads_to(), Some("/desk/products"));
    assert_eq!(house.visitor.get(&format!("/logistics/{id}")).await.status, StatusCode::NOT_FOUND);
    assert!(house.clerk.get("/desk/products").await.says("还没有物流产品"));
}

#[tokio::test]
async fn f03_the_list_is_exported_as_it_is_filtered_and_closed_to_others() {
    let mut house = house().await;
    house.submits().await;
    let file = house.clerk.get("/desk/products.xlsx?standing=pending").await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(file.bytes.starts_with(b"PK"));
    for path in ["/desk", "/desk/products", "/desk/products/new", "/desk/products.xlsx"] {
        assert_eq!(house.visitor.get(path).await.status, StatusCode::SEE_OTHER, "{path}");
    }
    let account = house.bench.person("乙水").await;
    let mut person = Browser::with_session(&hall(&house.bench.desk), &house.bench.session(account).await);
    assert_eq!(person.get("/desk/products").await.status, StatusCode::FORBIDDEN);
}
