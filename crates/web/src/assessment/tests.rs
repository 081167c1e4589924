use crate::testing::{Browser, Shown, between, hall};
use hall::kernel::Role;
use hall::testing::{Bench, REGION, bench, png};
use http::StatusCode;

/// An assessor's browser and those of two parks, in the middle of nothing.
struct Scene {
    _bench: Bench,
    office: Browser,
    one: Browser,
    other: Browser,
}

async fn scene() -> Scene {
    let bench = bench().await;
    let router = hall(&bench.desk);
    let office = bench.official(Role::Assessor, REGION).await;
    let (one, _) = bench.park("海澜一号园").await;
    let (other, _) = bench.park("海澜二号园").await;
    let mut browsers = Vec::new();
    for actor in [office, one, other] {
        let token = bench.session(actor.member().unwrap().account).await;
        let mut browser = Browser::with_session(&router, &token);
        // A form token comes with a page.
        browser.get("/my/messages").await;
        browsers.push(browser);
    }
    let (other, one) = (browsers.pop().unwrap(), browsers.pop().unwrap());
    Scene { _bench: bench, office: browsers.pop().unwrap(), one, other }
}

async fn read(browser: &mut Browser, path: &str) -> Shown {
    let shown = browser.get(path).await;
    assert_eq!(shown.status, StatusCode::OK, "{path}: {}", shown.body);
    assert!(!shown.body.contains('⟦'), "{path}: a text is missing");
    shown
}

/// Sends a form and follows where it leads.
async fn sent(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> String {
    let shown = browser.post(path, fields).await;
    assert_eq!(shown.status, StatusCode::SEE_OTHER, "{path}: {}", shown.body);
    let there = shown.leads_to().unwrap().to_owned();
    read(browser, &there).await;
    there
}

const HEAD: [(&str, &str); 8] = [
    ("name", "园区季度考核"),
    ("region", REGION),
    ("target", "both"),
    ("rhythm", "quarterly"),
    ("periods", "2"),
    ("opens_on", "2026-03-04"),
    ("due_on", "2026-03-10"),
    ("lock_on", "2026-03-12"),
];

const COMPANIES: [(&str, &str); 8] = [
    ("seen", "1"),
    ("name", "新入驻企业数"),
    ("kind", "whole"),
    ("unit", "家"),
    ("rule", "linear"),
    ("detail", "2"),
    ("most", "20"),
    ("weight", "0.3"),
];

impl Scene {
    /// An announced assessment: its address, and its first window's.
    async fn announced(&mut self) -> (String, String) {
        let there = sent(&mut self.office, "/office/assessments/new", &HEAD).await;
        let indicator = format!("{there}/indicator");
        let form = [&COMPANIES[..], &[("papers", "welcome"), ("do", "save")]].concat();
        sent(&mut self.office, &indicator, &form).await;
        let manual = [
            ("seen", "2"),
            ("name", "服务创新"),
            ("kind", "text"),
            ("rule", "manual"),
            ("most", "10"),
            ("weight", "1"),
            ("papers", "none"),
        ];
        sent(&mut self.office, &indicator, &manual).await;
        let asked = self.office.post(&format!("{there}/announce"), &[("seen", "3")]).await;
        assert!(asked.status == StatusCode::OK && asked.says("发布这个考核项目？"), "{}", asked.body);
        let yes = [("seen", "3"), ("confirmed", "yes")];
        sent(&mut self.office, &format!("{there}/announce"), &yes).await;
        let shown = read(&mut self.office, &there).await;
        let period = between(&shown.body, "/office/periods/", "\"").unwrap();
        (there, format!("/office/periods/{period}"))
    }

    /// The address of a park's first filing.
    async fn filing(browser: &mut Browser) -> String {
        let list = read(browser, "/desk/assessments").await;
        format!("/desk/assessments/{}", between(&list.body, "/desk/assessments/", "\"").unwrap())
    }

    async fn files(browser: &mut Browser, companies: &str) -> (String, Shown) {
        let there = Self::filing(browser).await;
        let page = read(browser, &there).await;
        let seen = between(&page.body, "name=\"seen\" value=\"", "\"").unwrap().to_owned();
        let fields = [("seen", seen.as_str()), ("i1", companies), ("i2", "一站式窗口"), ("do", "submit")];
        let picture = png(40, 30);
        let shown = browser.upload(&there, &fields, &[("i1_new", "台账.png", &picture)]).await;
        (there, shown)
    }

    async fn passes(&mut self, there: &str) {
        let filing = there.replace("/desk/assessments/", "/office/filings/");
        let page = read(&mut self.office, &filing).await;
        let seen = between(&page.body, "name=\"seen\" value=\"", "\"").unwrap().to_owned();
        let form = [("seen", seen.as_str()), ("points-i2", "5"), ("reason-i2", "材料齐全"), ("do", "pass")];
        sent(&mut self.office, &filing, &form).await;
    }
}

#[tokio::test]
async fn d01_d03_d06_d09_an_assessment_goes_from_its_definition_to_a_corrected_ranking() {
    let mut scene = scene().await;
    let (there, period) = scene.announced().await;
    let shown = read(&mut scene.office, &there).await;
    assert!(shown.says("2026年第1季度") && shown.says("2026年第2季度"));
    let list = read(&mut scene.one, "/desk/assessments").await;
    assert!(
        list.says("待填报") && list.says("未到填报时间") && list.says("2026-06-04 开放"),
        "{}",
        list.body
    );

    let (filing, wrong) = Scene::files(&mut scene.one, "十二").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.says("请填写数字") && wrong.says("台账.png"), "{}", wrong.body);
    let (_, filed) = Scene::files(&mut scene.one, "12").await;
    assert_eq!(filed.status, StatusCode::SEE_OTHER, "{}", filed.body);
    let receipt = read(&mut scene.one, &format!("{filing}/receipt")).await;
    assert!(receipt.says("HL-KH-20260304-0001") && receipt.says("台账.png"));

    // The department opens the evidence, returns, and passes what was mended.
    let judging = filing.replace("/desk/assessments/", "/office/filings/");
    let page = read(&mut scene.office, &judging).await;
    assert!(
        page.says("12 × 2 分 = 24") && page.says("封顶 20") && page.says("20 × 权重 0.3 = 6"),
        "{}",
        page.body
    );
    let file = format!("/files/{}", between(&page.body, "/files/", "\"").unwrap());
    assert_eq!(scene.office.get(&file).await.status, StatusCode::OK);
    assert_eq!(scene.other.get(&file).await.status, StatusCode::NOT_FOUND);
    let back = [("seen", "2"), ("reason", "请核对"), ("remark-i1", "少一家"), ("do", "return")];
    sent(&mut scene.office, &judging, &back).await;
    let list = read(&mut scene.one, "/desk/assessments").await;
    assert!(list.says("未通过") && list.says("请核对"));
    assert!(read(&mut scene.one, &filing).await.says("少一家"));
    let (_, again) = Scene::files(&mut scene.one, "5").await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    let stale = [("seen", "2"), ("points-i2", "5"), ("reason-i2", "好"), ("do", "pass")];
    let stale = scene.office.post(&judging, &stale).await;
    assert!(stale.status == StatusCode::CONFLICT && stale.says("内容已有变化"), "{}", stale.body);
    scene.passes(&filing).await;
    assert!(read(&mut scene.one, &filing).await.says("合计 8"));
    let (theirs, _) = Scene::files(&mut scene.other, "6").await;
    scene.passes(&theirs).await;

    // Published, objected to, corrected.
    let page = read(&mut scene.office, &period).await;
    let digest = between(&page.body, "name=\"digest\" value=\"", "\"").unwrap().to_owned();
    let publish = format!("{period}/publish");
    let asked = scene.office.post(&publish, &[("digest", &digest), ("days", "3")]).await;
    assert!(asked.says("公布这份排名？"), "{}", asked.body);
    sent(&mut scene.office, &publish, &[("digest", &digest), ("days", "3"), ("confirmed", "yes")]).await;
    let rows = read(&mut scene.one, "/desk/ranking").await;
    assert!(rows.says("2/2") && rows.says("1/2") && rows.says("海澜二号园") && rows.says("提出异议"));
    assert!(read(&mut scene.one, "/desk/ranking?quarter=once").await.says("没有符合条件的排名"));
    let ranking = format!("/desk/ranking/{}", between(&rows.body, "/desk/ranking/", "\"").unwrap());
    let empty = scene.one.upload(&format!("{ranking}/object"), &[("reason", " ")], &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let pdf: &[u8] = b"%PDF-1.4\nsample\n%%EOF\n";
    let reason = [("reason", "漏记两家")];
    let made =
        scene.one.upload(&format!("{ranking}/object"), &reason, &[("new_paper", "依据.pdf", pdf)]).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let own = read(&mut scene.one, &ranking).await;
    assert!(own.says("待处理") && own.says("依据.pdf") && own.says("撤回异议"));
    let file = format!("/files/{}", between(&own.body, "/files/", "\"").unwrap());
    let saved = scene.office.get(&file).await;
    assert_eq!(saved.bytes, pdf);
    let disposition = saved.headers[http::header::CONTENT_DISPOSITION].to_str().unwrap().to_owned();
    assert!(disposition.starts_with("attachment"), "{disposition}");
    let queue = read(&mut scene.office, "/office/objections").await;
    let objection =
        format!("/office/objections/{}", between(&queue.body, "/office/objections/", "\"").unwrap());
    read(&mut scene.office, &objection).await;
    let mixed = [("answer", "不属实"), ("points-i1", "14"), ("do", "decline")];
    assert_eq!(scene.office.post(&objection, &mixed).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    sent(&mut scene.office, &objection, &[("answer", "属实"), ("points-i1", "14"), ("do", "accept")]).await;
    let rows = read(&mut scene.other, "/desk/ranking").await;
    let newest = format!("/desk/ranking/{}", between(&rows.body, "/desk/ranking/", "\"").unwrap());
    assert_ne!(newest, ranking);
    let shown = read(&mut scene.other, &newest).await;
    assert!(shown.says("第 2 版") && shown.says("10 → 14") && shown.says("属实"), "{}", shown.body);
    let file = scene.other.get(&format!("{newest}/download")).await;
    assert!(file.status == StatusCode::OK && file.bytes.starts_with(b"PK"));
    let checked = crate::recompute(&file.bytes).unwrap();
    assert_eq!((checked.version, checked.parks, checked.differences.as_slice()), (2, 2, &[][..]));
    assert!(shown.says(&checked.digest));
    assert!(crate::recompute(b"a,b\n1,2\n").is_err());
    let office = newest.replace("/desk/ranking/", "/office/rankings/");
    assert!(read(&mut scene.office, &office).await.says("第 2 版"));
}

#[tokio::test]
async fn d01_every_page_reads_in_english_and_a_wrong_form_says_what_is_wrong() {
    let mut scene = scene().await;
    let empty = scene.office.post("/office/assessments/new", &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let (there, period) = scene.announced().await;
    let edit = scene.office.get(&format!("{there}/edit")).await;
    assert!(edit.status == StatusCode::CONFLICT && edit.says("项目已经发布"), "{}", edit.body);
    let filing = Scene::filing(&mut scene.one).await;
    let mut office = scene.office.clone().in_english();
    let mut park = scene.one.clone().in_english();
    for path in ["/office/assessments", "/office/objections", "/office/assessments/new", &there, &period] {
        read(&mut office, path).await;
    }
    for path in ["/desk/assessments", "/desk/ranking", &filing] {
        read(&mut park, path).await;
    }
    let fresh = sent(&mut scene.office, "/office/assessments/new", &HEAD).await;
    let form = [&COMPANIES[..], &[("papers", "welcome"), ("detail", "0"), ("do", "save")]].concat();
    let form: Vec<(&str, &str)> = form.into_iter().filter(|pair| *pair != ("detail", "2")).collect();
    let wrong = scene.office.post(&format!("{fresh}/indicator"), &form).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.says("请填写大于 0 的数字"), "{}", wrong.body);
    let extend = [("seen", "1"), ("due_on", "2026-03-09"), ("lock_on", "2026-03-12"), ("reason", "")];
    let sooner = scene.office.post(&format!("{period}/extend"), &extend).await;
    assert!(sooner.status == StatusCode::UNPROCESSABLE_ENTITY && sooner.says("只能延后"), "{}", sooner.body);
    sent(&mut scene.office, &format!("{period}/nudge"), &[("confirmed", "yes")]).await;
    let messages = read(&mut scene.one, "/my/messages").await;
    assert!(messages.says("请尽快填报考核"));
}

#[tokio::test]
async fn d03_what_a_colleague_saved_is_not_overwritten_unseen() {
    let mut scene = scene().await;
    scene.announced().await;
    let filing = Scene::filing(&mut scene.one).await;
    let saved = scene.one.upload(&filing, &[("seen", "1"), ("i1", "3"), ("do", "save")], &[]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let late = scene.one.upload(&filing, &[("seen", "1"), ("i1", "4"), ("do", "save")], &[]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.says("同事刚保存过") && late.says("value=\"4\""), "{}", late.body);
    let foreign = scene.other.get(&filing).await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn d04_a_filled_template_comes_into_the_form_whole_or_not_at_all() {
    let mut scene = scene().await;
    scene.announced().await;
    let filing = Scene::filing(&mut scene.one).await;
    let template = scene.one.get(&format!("{filing}/template")).await;
    assert!(template.status == StatusCode::OK && template.bytes.starts_with(b"PK"));
    let mut send = async |sheet: &str| {
        let fill = format!("{filing}/fill");
        scene.one.upload(&fill, &[("seen", "1")], &[("sheet", "模板.csv", sheet.as_bytes())]).await
    };
    for (sheet, why) in [
        ("新入驻企业数,服务创新\n一打,好\n", "A2（新入驻企业数（家））：请填写数字"),
        ("新入驻企业数,服务创新\n1.5,好\n", "请填写整数"),
        ("新入驻企业数,服务创新\n1,好\n2,好\n", "只能填写一行"),
        ("新入驻企业数,别的\n1,好\n", "没有找到模板的标题行"),
        ("新入驻企业数,服务创新\n", "还没有填写内容"),
    ] {
        let wrong = send(sheet).await;
        assert!(
            wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.says(why),
            "{sheet}: {}",
            wrong.body
        );
    }
    // Headings of the page in the other language are known too.
    let english = send("新入驻企业数 (家),服务创新\n6,一站式窗口\n").await;
    assert_eq!(english.status, StatusCode::SEE_OTHER, "{}", english.body);
    let mut send = async |sheet: &str| {
        let fill = format!("{filing}/fill");
        scene.one.upload(&fill, &[("seen", "2")], &[("sheet", "模板.csv", sheet.as_bytes())]).await
    };
    let taken = send("新入驻企业数,服务创新\n7,一站式窗口\n").await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
    let form = read(&mut scene.one, &filing).await;
    assert!(form.says("value=\"7\"") && form.says("一站式窗口"));
    // What was saved stands in the next template, which can be sent back as it is.
    let template = scene.one.get(&format!("{filing}/template")).await;
    let sheet = [("sheet", "模板.xlsx", template.bytes.as_slice())];
    let taken = scene.one.upload(&format!("{filing}/fill"), &[("seen", "3")], &sheet).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
    let form = read(&mut scene.one, &filing).await;
    assert!(form.says("value=\"7\"") && form.says("一站式窗口"));
}

#[tokio::test]
async fn d04_the_template_comes_with_what_the_hall_knows_filled_in() {
    let mut scene = scene().await;
    let there = sent(&mut scene.office, "/office/assessments/new", &HEAD).await;
    let known = [("papers", "none"), ("fact", "industries"), ("do", "save")];
    sent(&mut scene.office, &format!("{there}/indicator"), &[&COMPANIES[..], &known].concat()).await;
    let yes = [("seen", "2"), ("confirmed", "yes")];
    sent(&mut scene.office, &format!("{there}/announce"), &yes).await;
    let filing = Scene::filing(&mut scene.one).await;
    let form = read(&mut scene.one, &filing).await;
    let known = between(&form.body, "name=\"i1\" value=\"", "\"").unwrap().to_owned();
    assert!(known.parse::<u32>().unwrap() > 0);
    let template = scene.one.get(&format!("{filing}/template")).await;
    let sheet = [("sheet", "模板.xlsx", template.bytes.as_slice())];
    let taken = scene.one.upload(&format!("{filing}/fill"), &[("seen", "1")], &sheet).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
    // Somebody may be right and the hall wrong: what a park saved stands above what the hall knows.
    let saved = scene.one.upload(&filing, &[("seen", "2"), ("i1", "99"), ("do", "save")], &[]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let template = scene.one.get(&format!("{filing}/template")).await;
    let reading = sheets::read(&template.bytes, sheets::Limits::default()).unwrap();
    let rows: Vec<_> = reading.rows().unwrap().collect();
    assert_eq!(rows[1].as_ref().unwrap().at(1).unwrap().value, sheets::Value::Number(99.0));
}

#[tokio::test]
async fn d01_e05_figures_lead_to_the_lists_they_count_and_leave_as_a_workbook() {
    let mut scene = scene().await;
    let page = read(&mut scene.office, "/office/parks?until=2026-03-31").await;
    for words in ["海澜一号园", "海澜二号园", "统计口径", "2025-03-31"] {
        assert!(page.says(words), "{words}: {}", page.body);
    }
    // Whoever assesses looks at the registers behind the figures, too.
    for path in ["/office/settlements", "/office/tenants"] {
        read(&mut scene.office, path).await;
    }
    let none = read(&mut scene.office, "/office/parks?q=nothing-like-this").await;
    assert!(none.says("没有符合条件"), "{}", none.body);
    let book = scene.office.get("/office/parks.xlsx?q=%E4%BA%8C%E5%8F%B7").await;
    assert_eq!(book.status, StatusCode::OK);
    let reading = sheets::read(&book.bytes, sheets::Limits::default()).unwrap();
    let rows: Vec<_> = reading.rows().unwrap().map(|row| format!("{:?}", row.unwrap())).collect();
    let text = rows.join("\n");
    assert!(text.contains("海澜二号园") && !text.contains("海澜一号园"), "{text}");
    assert_eq!(scene.one.get("/office/parks").await.status, StatusCode::FORBIDDEN);
}
