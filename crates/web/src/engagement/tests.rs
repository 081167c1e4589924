use crate::testing::{Browser, Shown, between, hall};
use axum::Router;
use hall::kernel::Uuid;
use hall::testing::{Bench, bench};
use http::StatusCode;

/// A product, its provider's browser, and the browser of an enterprise that may book it.
struct Scene {
    bench: Bench,
    router: Router,
    product: Uuid,
    provider: Uuid,
    shipper: Browser,
    carrier: Browser,
}

async fn scene() -> Scene {
    let bench = bench().await;
    let router = hall(&bench.desk);
    let (shipper, _) = bench.clerk("海澜测试贸易有限公司").await;
    let (carrier, provider) = bench.logistics("海澜测试船务有限公司").await;
    let product = bench.product(provider, "海澜—新加坡快航").await;
    let mut browsers = Vec::new();
    for actor in [shipper, carrier] {
        let token = bench.session(actor.member().unwrap().account).await;
        browsers.push(Browser::with_session(&router, &token));
    }
    let carrier = browsers.pop().unwrap();
    let shipper = browsers.pop().unwrap();
    Scene { bench, router, product, provider, shipper, carrier }
}

impl Scene {
    fn form_path(&self) -> String {
        format!("/logistics/{}/book", self.product)
    }

    async fn open(&mut self) -> String {
        let path = self.form_path();
        let shown = self.shipper.get(&path).await;
        assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
        key(&shown)
    }

    async fn send(&mut self, key: &str, change: &[(&str, &str)]) -> Shown {
        let mut fields = vec![
            ("form_key", key),
            ("cargo", "日用陶瓷"),
            ("quantity", "2×40HQ"),
            ("weight_kg", "18000"),
            ("volume_m3", "130.5"),
            ("ready_on", "2026-03-10"),
            ("origin", "云桥片区 3 号仓"),
            ("remarks", "怕潮"),
            ("contact_name", "乙某"),
            ("contact_phone", "0000-1234567"),
        ];
        for (name, value) in change {
            fields.retain(|(field, _)| field != name);
            fields.push((name, value));
        }
        let path = self.form_path();
        self.shipper.post(&path, &fields).await
    }

    /// Books, and returns the id.
    async fn booked(&mut self) -> String {
        let key = self.open().await;
        let sent = self.send(&key, &[]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        sent.leads_to().unwrap().strip_prefix("/my/bookings/").unwrap().to_owned()
    }
}

/// The key of the form on a page.
fn key(shown: &Shown) -> String {
    between(&shown.body, "name=\"form_key\" id=\"form_key\" value=\"", "\"")
        .expect("a form with a key")
        .to_owned()
}

#[tokio::test]
async fn f19_the_form_knows_the_contact_shows_the_product_and_what_happens_next() {
    let mut scene = scene().await;
    let path = scene.form_path();
    let shown = scene.shipper.get(&path).await;
    for words in [
        "预约物流产品",
        "海澜—新加坡快航",
        "海澜测试船务有限公司",
        "value=\"乙某\"",
        "value=\"0000-1234567\"",
        "承诺 1 个工作日内回复",
        "min=\"2026-03-04\" max=\"2027-03-04\"",
        "data-count",
    ] {
        assert!(shown.says(words), "{words}: {}", shown.body);
    }
    let english = scene.shipper.get(&format!("{path}?lang=en")).await;
    assert!(english.says("within one working day") && english.says("Singapore"), "{}", english.body);
}

#[tokio::test]
async fn f19_visitors_log_in_and_come_back_and_persons_are_told_what_is_missing() {
    let scene = scene().await;
    let path = scene.form_path();
    let visitor = Browser::new(&scene.router).get(&path).await;
    assert_eq!(visitor.status, StatusCode::SEE_OTHER);
    let next: String = url::form_urlencoded::byte_serialize(path.as_bytes()).collect();
    assert_eq!(visitor.leads_to().unwrap(), format!("/login?next={next}"));
    let person = scene.bench.person("没有企业的人").await;
    let token = scene.bench.session(person).await;
    let person = Browser::with_session(&scene.router, &token).get(&path).await;
    assert_eq!(person.status, StatusCode::FORBIDDEN);
    assert!(person.says("请先认证企业身份") && person.says("href=\"/my\""));
    let mut carrier = scene.carrier.clone();
    let own = carrier.get(&path).await;
    assert_eq!(own.status, StatusCode::FORBIDDEN);
    assert!(own.says("不能预约本企业发布的产品"));
    for odd in [scene.bench.desk.id().to_string(), "no-id".to_owned()] {
        let missing = scene.shipper.clone().get(&format!("/logistics/{odd}/book")).await;
        assert_eq!(missing.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn f19_what_breaks_rules_comes_back_with_every_value_and_every_reason() {
    let mut scene = scene().await;
    let key = scene.open().await;
    let sent = scene
        .send(
            &key,
            &[("cargo", ""), ("ready_on", "2026-03-03"), ("weight_kg", "-1"), ("remarks", "<b>怕潮</b>")],
        )
        .await;
    assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in [
        "有 3 处需要修改",
        "日期不能早于今天",
        "请填写大于 0 的数字",
        "2×40HQ",
        "&lt;b&gt;怕潮",
        "href=\"#cargo\"",
    ] {
        assert!(sent.says(words), "{words}: {}", sent.body);
    }
    assert_eq!(self::key(&sent), key, "the same form, so that it still counts once");
    let expired = scene.send("", &[]).await;
    assert_eq!(expired.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(expired.says("页面已过期"));
    assert_eq!(scene.send(&self::key(&expired), &[]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn f19_a_second_press_leads_to_the_same_booking() {
    let mut scene = scene().await;
    let key = scene.open().await;
    let first = scene.send(&key, &[]).await;
    let second = scene.send(&key, &[]).await;
    assert_eq!(second.status, StatusCode::SEE_OTHER);
    assert_eq!(first.leads_to(), second.leads_to());
    let page = scene.shipper.get(second.leads_to().unwrap()).await;
    assert!(page.says("没有重复提交") && page.says("HL-20260304-0001") && page.says("待回复"));
    assert!(scene.shipper.get("/my/bookings").await.says("共 1 条"));
}

#[tokio::test]
async fn f20_f22_the_provider_answers_and_both_see_it() {
    let mut scene = scene().await;
    let empty = scene.carrier.get("/desk/bookings").await;
    assert!(empty.says("还没有收到预约"));
    let id = scene.booked().await;
    let list = scene.carrier.get("/desk/bookings").await;
    for words in [
        "待回复",
        "海澜测试贸易有限公司",
        "data-pane",
        "<span class=\"count\">1</span>",
        "2026-03-05 23:59 前回复",
    ] {
        assert!(list.says(words), "{words}: {}", list.body);
    }
    let path = format!("/desk/bookings/{id}");
    let page = scene.carrier.get(&path).await;
    assert!(page.says("怕潮") && page.says("0000-1234567") && page.says("130.5 立方米"), "{}", page.body);
    let form_key = key(&page);
    let refused =
        scene.carrier.post(&format!("{path}/reply"), &[("text", ""), ("form_key", &form_key)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("请填写"));
    let fields = [
        ("text", "可以订舱\n请联系 0000-7654321"),
        ("form_key", form_key.as_str()),
        ("back", "/desk/bookings?stage=pending"),
    ];
    let sent = scene.carrier.post(&format!("{path}/reply"), &fields).await;
    assert_eq!(sent.leads_to(), Some("/desk/bookings?stage=pending"));
    let elsewhere = [
        ("text", "再说一句"),
        ("form_key", "4c7cbd0c-2c34-4ad8-8a44-5d0a4b0f6a10"),
        ("back", "//evil.example/"),
    ];
    let sent = scene.carrier.post(&format!("{path}/reply"), &elsewhere).await;
    assert_eq!(sent.leads_to(), Some("/desk/bookings"));
    assert!(scene.carrier.get("/desk/bookings").await.says("查看回复"));
    let mine = scene.shipper.get("/my/bookings").await;
    assert!(mine.says("新回复") && mine.says("已回复"), "{}", mine.body);
    let mine = scene.shipper.get(&format!("/my/bookings/{id}")).await;
    assert!(
        mine.says("<p class=\"typed\">可以订舱\n请联系 0000-7654321</p>") && mine.says("再说一句"),
        "{}",
        mine.body
    );
    assert!(!scene.shipper.get("/my/bookings").await.says("新回复"));
    assert!(scene.carrier.get("/desk/bookings").await.says("已查看"));
    // A question back, and the end.
    let ask = [("text", "周几截关？"), ("form_key", &*key(&mine))];
    assert_eq!(
        scene.shipper.post(&format!("/my/bookings/{id}/ask"), &ask).await.status,
        StatusCode::SEE_OTHER
    );
    assert!(scene.carrier.get(&path).await.says("周几截关"));
    let ask = scene.carrier.post(&format!("{path}/fulfil"), &[]).await;
    assert_eq!(ask.status, StatusCode::OK);
    assert!(ask.says("这次预约已经完成？") && ask.says("name=\"confirmed\" value=\"yes\""));
    scene.carrier.post(&format!("{path}/fulfil"), &[("confirmed", "yes")]).await;
    assert!(scene.shipper.get(&format!("/my/bookings/{id}")).await.says("由服务商操作"));
    let late = scene
        .shipper
        .post(
            &format!("/my/bookings/{id}/ask"),
            &[("text", "还在吗"), ("form_key", "4c7cbd0c-2c34-4ad8-8a44-5d0a4b0f6a11")],
        )
        .await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.says("预约已完成"));
}

#[tokio::test]
async fn f22_withdrawing_asks_first_and_only_before_the_answer() {
    let mut scene = scene().await;
    let id = scene.booked().await;
    let path = format!("/my/bookings/{id}/withdraw");
    let asked = scene.shipper.post(&path, &[("reason", "船期不合适")]).await;
    assert_eq!(asked.status, StatusCode::OK);
    assert!(asked.says("取消这次预约？") && asked.says("value=\"船期不合适\""));
    let long = "因".repeat(101);
    let refused = scene.shipper.post(&path, &[("reason", &long), ("confirmed", "yes")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = scene.shipper.post(&path, &[("reason", "船期不合适"), ("confirmed", "yes")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let page = scene.shipper.get(&format!("/my/bookings/{id}")).await;
    assert!(page.says("已取消") && page.says("船期不合适") && page.says("由预约企业操作"));
    assert!(!page.says("action=\"/my/bookings"), "nothing is offered any more");
    let again = scene.shipper.post(&path, &[("confirmed", "yes")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn f19_somebody_elses_booking_is_like_a_missing_one_and_officials_see_their_region() {
    let mut scene = scene().await;
    let id = scene.booked().await;
    let (other, _) = scene.bench.logistics("另一家测试船务").await;
    let token = scene.bench.session(other.member().unwrap().account).await;
    let mut other = Browser::with_session(&scene.router, &token);
    let missing = scene.bench.desk.id().to_string();
    for place in ["/my/bookings", "/desk/bookings"] {
        let foreign = other.get(&format!("{place}/{id}")).await;
        let missing = other.get(&format!("{place}/{missing}")).await;
        assert_eq!((foreign.status, &foreign.bytes), (StatusCode::NOT_FOUND, &missing.bytes));
    }
    for (region, status) in [("990101", StatusCode::OK), ("990102", StatusCode::NOT_FOUND)] {
        let official = scene.bench.official(hall::kernel::Role::Reviewer, region).await;
        let token = scene.bench.session(official.member().unwrap().account).await;
        let mut official = Browser::with_session(&scene.router, &token);
        let page = official.get(&format!("/office/bookings/{id}")).await;
        assert_eq!(page.status, status);
        assert!(!page.says("0000-1234567"), "contacts do not concern officials");
        assert_eq!(official.get("/office/bookings").await.says("HL-20260304-0001"), status == StatusCode::OK);
    }
}

#[tokio::test]
async fn f19_lists_are_narrowed_in_the_address_and_exported_as_narrowed() {
    let mut scene = scene().await;
    for _ in 0..11 {
        scene.booked().await;
    }
    let first = scene.carrier.get("/desk/bookings").await;
    assert!(first.says("共 11 条") && first.says("HL-20260304-0011") && !first.says("HL-20260304-0001<"));
    assert!(scene.carrier.get("/desk/bookings?page=2").await.says("HL-20260304-0001<"));
    assert!(scene.carrier.get("/desk/bookings?q=0007&stage=pending&page=x").await.says("共 1 条"));
    assert!(scene.carrier.get("/desk/bookings?stage=answered").await.says("没有符合条件的预约"));
    let book = scene.carrier.get("/desk/bookings.xlsx?q=0007").await;
    assert_eq!(book.status, StatusCode::OK);
    assert!(book.bytes.starts_with(b"PK"));
    let name = book.headers.get("content-disposition").unwrap().to_str().unwrap();
    assert!(name.contains("2026-03-04.xlsx"), "{name}");
    scene.bench.suspend(scene.provider, true).await;
    assert_eq!(scene.carrier.get("/desk/bookings.xlsx").await.status, StatusCode::FORBIDDEN);
}
