//! The register through its pages: forms, import, export, what everybody sees.

use crate::testing::{Browser, Shown, between, hall};
use axum::http::StatusCode;
use hall::enterprise::uscc::invented;
use hall::kernel::Uuid;
use hall::park::tenant::find::{self, Filter, Scope};
use hall::park::tenant::model::Model;
use hall::testing::Bench;
use sheets::{Limits, Value};

struct House {
    bench: Bench,
    park: Uuid,
    keeper: Browser,
    visitor: Browser,
}

async fn house() -> House {
    let bench = hall::testing::bench().await;
    let (account, enterprise) = (bench.person("甲木").await, bench.enterprise("东港示例园区运营").await);
    bench.represents(account, enterprise).await;
    let park = bench.runs_a_park(enterprise).await;
    let router = hall(&bench.desk);
    let keeper = Browser::with_session(&router, &bench.session(account).await);
    House { park, keeper, visitor: Browser::new(&router), bench }
}

fn code(n: u64) -> String {
    invented("990101", n).to_string()
}

fn csv(rows: &[String]) -> Vec<u8> {
    let head = "电话,公司名称,统一社会信用代码,联系人,入驻日期,业务类型\n";
    format!("{head}{}\n", rows.join("\n")).into_bytes()
}

fn row(n: u64, name: &str) -> String {
    format!("0000-1234567,{name},{},某甲,2026-03-01,仓储", code(n))
}

impl House {
    async fn all(&self) -> Vec<Model> {
        let scope = Scope::Park(self.park);
        find::batch(self.bench.db(), &scope, &Filter::default(), None, 100_000).await.unwrap()
    }

    async fn sends(&mut self, name: &str, bytes: &[u8]) -> Shown {
        self.keeper.get("/desk/tenants/import").await;
        self.keeper.upload("/desk/tenants/import", &[], &[("file", name, bytes)]).await
    }

    /// Sends a file that can be read: the address of what it would do, and that page.
    async fn plans(&mut self, bytes: &[u8]) -> (String, Shown) {
        let sent = self.sends("名单.csv", bytes).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let there = sent.leads_to().unwrap().to_owned();
        let page = self.keeper.get(&there).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        (there, page)
    }

    async fn confirms(&mut self, there: &str, page: &Shown) -> Shown {
        let seal = between(&page.body, "name=\"seal\" value=\"", "\"").unwrap().to_owned();
        self.keeper.post(there, &[("seal", &seal)]).await
    }
}

/// The texts of a workbook, row by row.
fn read(bytes: &[u8]) -> Vec<Vec<String>> {
    let reading = sheets::read(bytes, Limits::default()).unwrap();
    let text = |value: &Value| match value {
        Value::Text(text) => text.clone(),
        Value::Date(day) => day.to_string(),
        other => format!("{other:?}"),
    };
    let rows = reading.rows().unwrap().map(Result::unwrap);
    rows.map(|row| row.cells.iter().map(|cell| text(&cell.value)).collect()).collect()
}

#[tokio::test]
async fn e07_a_file_is_looked_at_mended_imported_recognised_and_undone() {
    let mut house = house().await;
    let wrong = csv(&[row(1, "纸船"), format!("请打,,{},某甲,2026-02-30,仓储", code(2)), row(1, "又是")]);
    let (there, page) = house.plans(&wrong).await;
    for said in ["A3", "B3", "E3", "C2", "C4", "请填写", "没有这一天", "与第 4 行", "下载标注了问题的文件"]
    {
        assert!(page.says(said), "{said}: {}", page.body);
    }
    assert!(!page.body.contains("name=\"seal\""));
    let marked = house.keeper.get(&format!("{there}/annotated.xlsx")).await;
    let marked = read(&marked.bytes);
    assert_eq!(marked[0][0], "问题说明");
    assert!(marked[2][0].contains("企业名称：请填写"), "{marked:?}");
    assert!(house.all().await.is_empty());

    let good = csv(&[row(1, "纸船"), row(2, "石桥")]);
    let (there, page) = house.plans(&good).await;
    let done = house.confirms(&there, &page).await;
    assert_eq!(done.leads_to(), Some(there.as_str()), "{}", done.body);
    assert!(house.keeper.get(&there).await.says("企业导入成功"));
    assert_eq!(house.all().await.len(), 2);
    // A second press is told so, and does nothing.
    let again = house.confirms(&there, &page).await;
    assert_eq!(again.leads_to(), Some(there.as_str()));
    assert!(house.keeper.get(&there).await.says("没有重复导入"));

    let (_, page) = house.plans(&csv(&[row(2, "石桥"), row(1, "纸船")])).await;
    assert!(page.says("这份文件已于"));
    assert!(page.says("没有需要导入的内容"));

    // An edit in between: the plan that was seen is old.
    let (other, page) = house.plans(&csv(&[row(1, "改名")])).await;
    let first = house.all().await.into_iter().find(|row| row.uscc == code(1)).unwrap();
    let fields = [
        ("name", "纸船"),
        ("uscc", first.uscc.as_str()),
        ("contact_name", "某乙"),
        ("contact_phone", "0000-1234567"),
        ("entered_on", "2026-03-01"),
        ("business", "冷链"),
        ("state", "present"),
        ("seen", "1"),
    ];
    let edit = format!("/desk/tenants/{}/edit", first.id);
    assert_eq!(house.keeper.post(&edit, &fields).await.status, StatusCode::SEE_OTHER);
    let stale = house.confirms(&other, &page).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.says("您查看之后名册有变动") && stale.says("冷链"));
    // The same form again over the newer row: what was typed stays.
    let stale = house.keeper.post(&edit, &fields).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.says("某乙"));

    let refused = house.keeper.post(&format!("{there}/undo"), &[("confirmed", "yes")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.says("不能撤销了") && refused.says("纸船") && refused.says("之后又修改过"));
}

#[tokio::test]
async fn e07_a_file_that_cannot_be_read_says_why_and_nothing_is_written() {
    let mut house = house().await;
    let zip = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
    let long = format!("{}\n", "x".repeat(110_000));
    let many: Vec<String> = (0..20_001).map(|n| row(n, "多")).collect();
    for (name, bytes, said) in [
        ("空.xlsx", Vec::new(), "文件是空的"),
        ("旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".repeat(100), ".xls"),
        ("网页.xls", b"<html><table><tr><td>1</td></tr></table></html>".to_vec(), "网页"),
        ("包.xlsx", zip, "压缩包"),
        ("图.xlsx", hall::testing::png(8, 8), "这不是表格文件"),
        ("无表头.csv", "甲,乙\n丙,丁\n".as_bytes().to_vec(), "没有找到表头"),
        ("缺列.csv", "企业名称,统一社会信用代码\n甲,1\n".as_bytes().to_vec(), "缺少“联系人”"),
        (
            "重列.csv",
            "企业名称,公司名称,统一社会信用代码,联系人,电话,入驻时间,业务类型\n".as_bytes().to_vec(),
            "不止一次：A1 B1",
        ),
        ("空表.csv", csv(&[]), "表头下面没有数据"),
        ("太长.csv", csv(&[long]), "A2 的文字太长"),
        ("太多.csv", csv(&many), "超过 20000 行"),
    ] {
        let sent = house.sends(name, &bytes).await;
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        let shown = sent.body.replace("20,000", "20000");
        assert!(
            sent.says("") && shown.contains(said),
            "{name} does not say {said}: {}",
            between(&sent.body, "id=\"errors\"", "</ul>").unwrap_or(&sent.body)
        );
    }
    let none = house.keeper.upload("/desk/tenants/import", &[], &[]).await;
    assert!(none.status == StatusCode::UNPROCESSABLE_ENTITY && none.says("请选择要导入的文件"));
    let large = vec![b'x'; hall::park::tenant::import::BYTES + (1 << 20)];
    assert_eq!(house.sends("大.csv", &large).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(house.all().await.is_empty());
}

#[tokio::test]
async fn e08_e09_the_template_and_every_export_can_be_sent_in_again() {
    let mut house = house().await;
    let template = house.keeper.get("/desk/tenants/template.xlsx").await;
    let sent = house.sends("模板.xlsx", &template.bytes).await;
    assert!(sent.says("表头下面没有数据"), "the example does not count: {}", sent.body);
    let mut rows: Vec<String> = (1..=3).map(|n| row(n, &format!("示例{n}"))).collect();
    rows[0] = rows[0].replace("示例1", "\"=HYPERLINK(\"\"x\"\")\"");
    let (there, page) = house.plans(&csv(&rows)).await;
    house.confirms(&there, &page).await;
    let export = house.keeper.get("/desk/tenants.xlsx").await;
    let table = read(&export.bytes);
    assert_eq!(
        table[0],
        ["企业名称", "统一社会信用代码", "联系人", "电话", "入驻时间", "业务类型", "状态", "备注"]
    );
    assert_eq!(table[1][..2], ["=HYPERLINK(\"x\")".to_owned(), code(1)]);
    let filtered = house.keeper.get(&format!("/desk/tenants.xlsx?q={}", code(2))).await;
    assert_eq!(read(&filtered.bytes).len(), 2);
    let sent = house.sends("导出.xlsx", &export.bytes).await;
    let page = house.keeper.get(sent.leads_to().unwrap()).await;
    assert!(page.says("没有需要导入的内容"), "{}", page.body);
    // English headings and words mean the same.
    let mut english = house.keeper.clone().in_english();
    let export = english.get("/desk/tenants.xlsx").await;
    let sent = house.sends("export.xlsx", &export.bytes).await;
    let page = house.keeper.get(sent.leads_to().unwrap()).await;
    assert!(page.says("没有需要导入的内容"), "{}", page.body);
}

#[tokio::test]
async fn e10_by_hand_with_two_questions_before_a_tenant_is_deleted() {
    let mut house = house().await;
    let uscc = code(1);
    let fields = [
        ("name", "纸船示例"),
        ("uscc", uscc.as_str()),
        ("contact_name", "某甲"),
        ("contact_phone", "0000-1234567"),
        ("entered_on", "2026-03-01"),
        ("business", "仓储"),
        ("state", "present"),
    ];
    // A page with a form, as everybody opens one before.
    house.keeper.get("/desk/tenants/new").await;
    assert_eq!(house.keeper.post("/desk/tenants/new", &[("name", "纸船")]).await.status, 422);
    assert_eq!(house.keeper.post("/desk/tenants/new", &fields).await.status, StatusCode::SEE_OTHER);
    let twice = house.keeper.post("/desk/tenants/new", &fields).await;
    assert!(twice.status == 422 && twice.says("“纸船示例”已使用这个代码"));
    let id = house.all().await[0].id;
    let list = house.keeper.get("/desk/tenants").await;
    assert!(list.says("纸船示例") && list.says("0000-1234567"));
    let delete = format!("/desk/tenants/{id}/delete");
    assert!(house.keeper.get(&delete).await.says("标记为已迁出"));
    assert!(house.keeper.post(&delete, &[("seen", "1")]).await.says("删除后不能恢复"));
    assert_eq!(house.all().await.len(), 1);
    let left = house.keeper.post(&format!("/desk/tenants/{id}/leave"), &[("seen", "1")]).await;
    assert_eq!(left.status, StatusCode::SEE_OTHER);
    let old = house.keeper.post(&delete, &[("seen", "1"), ("confirmed", "yes")]).await;
    assert!(old.status == StatusCode::CONFLICT && old.says("请看清现在的内容"));
    house.keeper.post(&delete, &[("seen", "2"), ("confirmed", "yes")]).await;
    assert!(house.all().await.is_empty());
}

#[tokio::test]
async fn d02_the_names_are_on_the_public_page_while_the_park_shows_them() {
    let mut house = house().await;
    let (there, page) = house.plans(&csv(&[row(1, "纸船示例")])).await;
    house.confirms(&there, &page).await;
    let public = format!("/parks/{}", house.park);
    assert!(!house.visitor.get(&public).await.says("纸船示例"));
    house.keeper.post("/desk/tenants/publish", &[("shown", "yes")]).await;
    let shown = house.visitor.get(&public).await;
    assert!(shown.says("纸船示例") && !shown.body.contains("某甲"));
    house.keeper.post("/desk/tenants/publish", &[("shown", "no")]).await;
    assert!(!house.visitor.get(&public).await.says("纸船示例"));
}

/// Says how long a file of ten thousand rows (`TENANTS`) takes from the form to the register and back, and what memory the hall
/// had at most.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measurement"]
async fn e07_e09_ten_thousand_rows() {
    let mut house = house().await;
    let many: u64 = std::env::var("TENANTS").map_or(10_000, |many| many.parse().unwrap());
    let rows: Vec<String> = (0..many).map(|n| row(n, &format!("示例{n}"))).collect();
    let bytes = csv(&rows);
    let began = std::time::Instant::now();
    let sent = house.sends("一万.csv", &bytes).await;
    let there = sent.leads_to().unwrap().to_owned();
    let staged = began.elapsed();
    let page = house.keeper.get(&there).await;
    let planned = began.elapsed();
    house.confirms(&there, &page).await;
    let done = began.elapsed();
    assert_eq!(house.all().await.len() as u64, many);
    let began = std::time::Instant::now();
    let export = house.keeper.get("/desk/tenants.xlsx").await;
    eprintln!(
        "{many} rows: sent {staged:?}, looked at {:?}, imported {:?}, exported {:?} ({} bytes)",
        planned - staged,
        done - planned,
        began.elapsed(),
        export.bytes.len()
    );
    let began = std::time::Instant::now();
    house.keeper.post(&format!("{there}/undo"), &[("confirmed", "yes")]).await;
    eprintln!("undone {:?}", began.elapsed());
    assert!(house.all().await.is_empty());
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    eprintln!("{}", status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default());
}
