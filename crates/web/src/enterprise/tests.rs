use crate::testing::{Browser, Shown, hall};
use axum::http::StatusCode;
use hall::kernel::{Actor, Role, Uuid};
use hall::testing::{Bench, REGION};

async fn clerk(bench: &Bench) -> (Browser, Uuid, Uuid) {
    bench.legal().await;
    let (account, enterprise) = (bench.person("甲木").await, bench.enterprise("海岬测试贸易公司").await);
    bench.represents(account, enterprise).await;
    let browser = Browser::with_session(&hall(&bench.desk), &bench.session(account).await);
    (browser, account, enterprise)
}

/// The version a form of the page carries.
fn version(page: &Shown, action: &str) -> String {
    let form = page.body.split(&format!("action=\"{action}\"")).nth(1).expect("the form");
    crate::testing::between(form, "name=\"version\" value=\"", "\"").expect("a version").to_owned()
}

#[tokio::test]
async fn b01_a_person_without_an_enterprise_sees_how_to_prove_one() {
    let bench = hall::testing::bench().await;
    bench.legal().await;
    let account = bench.person("甲木").await;
    let mut browser = Browser::with_session(&hall(&bench.desk), &bench.session(account).await);
    let page = browser.get("/my").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.says("账号信息") && page.says("还没有认证企业") && !page.says("企业银行账户"));
    assert!(page.says("《平台法律声明》有新版本"), "nothing was agreed to yet");
    browser.post("/legal/platform/agree", &[("next", "/my")]).await;
    assert!(!browser.get("/my").await.says("《平台法律声明》有新版本"));
    assert!(browser.get("/my/enterprises").await.says("还没有认证企业"));
    assert_eq!(browser.post("/my/bank", &[]).await.status, StatusCode::FORBIDDEN);
    assert!(browser.clone().in_english().get("/my?lang=en").await.says("No enterprise proven yet"));
}

#[tokio::test]
async fn b05_b06_the_blocks_are_saved_one_by_one_and_keep_what_was_typed() {
    let bench = hall::testing::bench().await;
    let (mut browser, ..) = clerk(&bench).await;
    let page = browser.get("/my").await;
    let seen = version(&page, "/my/account");
    let account = [("login_name", "a b"), ("name", "乙水"), ("email", "zhou@"), ("version", seen.as_str())];
    let again = browser.post("/my/account", &account).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.says("登录账号为 4 至 17 位字母或数字") && again.says("请填写正确的邮箱"));
    assert!(again.says("value=\"乙水\"") && again.says("value=\"zhou@\""), "what was typed stays");
    let account = [("login_name", "anchor88"), ("name", "乙水"), ("email", ""), ("version", seen.as_str())];
    assert_eq!(browser.post("/my/account", &account).await.leads_to(), Some("/my"));
    assert!(browser.get("/my").await.says("账号信息已保存"));
    assert_eq!(browser.post("/my/account", &account).await.status, StatusCode::CONFLICT, "another window");

    let seen = version(&browser.get("/my").await, "/my/enterprise");
    let typed = |name: &'static str| {
        [
            ("contact_name", name),
            ("contact_phone", "0000-7654321"),
            ("region", "990102"),
            ("legal_representative", "丙火"),
            ("address", "示例路 2 号"),
            ("version", seen.as_str()),
        ]
        .map(|(field, value)| (field.to_owned(), value.to_owned()))
    };
    fn borrowed(fields: &[(String, String)]) -> Vec<(&str, &str)> {
        fields.iter().map(|(field, value)| (field.as_str(), value.as_str())).collect()
    }
    let again = browser.post("/my/enterprise", &borrowed(&typed(""))).await;
    assert!(again.says("联系人姓名：请填写") && again.says("示例路 2 号"));
    assert_eq!(browser.post("/my/enterprise", &borrowed(&typed("丁土"))).await.leads_to(), Some("/my"));
    let page = browser.get("/my").await;
    assert!(page.says("企业信息已保存") && page.says("value=\"丁土\""));
}

#[tokio::test]
async fn b07_the_bank_account_is_shown_masked_and_never_sent_back() {
    let bench = hall::testing::bench().await;
    let (mut browser, ..) = clerk(&bench).await;
    let seen = version(&browser.get("/my").await, "/my/bank");
    let typed = |number| {
        [("holder", "海岬测试贸易公司"), ("number", number), ("bank", "示例银行"), ("version", &*seen)]
    };
    let again = browser.post("/my/bank", &typed("6222x")).await;
    assert!(again.says("账号为 8 至 32 位数字") && !again.body.contains("6222x"));
    assert_eq!(browser.post("/my/bank", &typed("6222000011112345")).await.leads_to(), Some("/my"));
    let page = browser.get("/my").await;
    assert!(page.says("已保存 **** 2345") && !page.body.contains("62220000"));
    assert!(browser.get("/my/messages").await.says("企业银行账户已变更"));
}

#[tokio::test]
async fn b04_a_mistake_is_reported_to_the_region() {
    let bench = hall::testing::bench().await;
    let (mut browser, ..) = clerk(&bench).await;
    let official = bench.official(Role::Reviewer, REGION).await;
    assert!(browser.get("/my/enterprise/mismatch?field=address").await.says("哪一项"));
    let again = browser.post("/my/enterprise/mismatch", &[("field", "address"), ("words", "")]).await;
    assert!(again.says("说明：请填写"));
    let sent = browser.post("/my/enterprise/mismatch", &[("field", "address"), ("words", "已迁址")]).await;
    assert_eq!(sent.leads_to(), Some("/my"));
    let Actor::Member(member) = official else { panic!("a member") };
    assert_eq!(hall::message::find::unread(bench.desk.db(), member.account).await.unwrap(), 1);
}

#[tokio::test]
async fn a06_one_chooses_for_whom_one_acts_and_leaving_asks_twice() {
    let bench = hall::testing::bench().await;
    let (mut browser, account, first) = clerk(&bench).await;
    let second = bench.enterprise("海岬二号贸易公司").await;
    bench.represents(account, second).await;
    let foreign = bench.enterprise("海岬三号贸易公司").await;
    assert!(browser.get("/my").await.says("请先选择现在为哪一家办事"));
    assert!(browser.get("/my/enterprises").await.says("海岬二号贸易公司"));
    let id = foreign.to_string();
    assert_eq!(browser.post("/my/enterprises/switch", &[("id", &id)]).await.status, StatusCode::NOT_FOUND);
    let id = second.to_string();
    let before = browser.cookie("__Host-hall_session").unwrap().to_owned();
    let chosen =
        browser.post("/my/enterprises/switch", &[("id", &id), ("next", "https://evil.example")]).await;
    assert_eq!(chosen.leads_to(), Some("/my"));
    assert_ne!(browser.cookie("__Host-hall_session").unwrap(), before, "a new token");
    let page = browser.get("/my").await;
    assert!(page.says("已切换企业") && page.says("海岬二号贸易公司"));
    browser.get("/my/enterprises").await;
    assert!(browser.post("/my/enterprises/leave", &[("id", &id)]).await.says("退出海岬二号贸易公司？"));
    let left = browser.post("/my/enterprises/leave", &[("id", &id), ("confirmed", "yes")]).await;
    assert_eq!(left.leads_to(), Some("/my/enterprises"));
    let seat = bench.resolved(browser.cookie("__Host-hall_session").unwrap()).await.unwrap().actor;
    assert_eq!(seat.member().unwrap().enterprise.as_ref().unwrap().id, first);
}
