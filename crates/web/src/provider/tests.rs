//! 完善服务商信息 in the browser, from both sides.

use crate::testing::{Browser, Shown, hall};
use ::hall::kernel::{Role, Uuid};
use ::hall::testing::{Bench, REGION, bench, png};
use axum::http::StatusCode;

const FIELDS: [(&str, &str); 8] = [
    ("kind", "logistics"),
    ("name", "海澜测试物流有限公司"),
    ("uscc", "91350100M000100Y43"),
    ("legal_representative", "甲某"),
    ("contact_name", "乙某"),
    ("address", "示例路 1 号"),
    ("contact_phone", "0000-1234567"),
    ("introduction", "我们运货。"),
];

struct Clerk {
    browser: Browser,
    account: Uuid,
    enterprise: Uuid,
}

async fn clerk(bench: &Bench) -> Clerk {
    let (account, enterprise) =
        (bench.person("办事员").await, bench.enterprise("海澜测试物流有限公司").await);
    bench.represents(account, enterprise).await;
    let browser = Browser::with_session(&hall(&bench.desk), &bench.session(account).await);
    Clerk { browser, account, enterprise }
}

async fn reviewer(bench: &Bench) -> Browser {
    let account = bench.person("审核员甲").await;
    bench.appointed(account, Role::Reviewer, REGION).await;
    Browser::with_session(&hall(&bench.desk), &bench.session(account).await)
}

impl Clerk {
    async fn saves(&mut self, changed: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Shown {
        let mut fields: Vec<(&str, &str)> = FIELDS.to_vec();
        for (name, value) in changed {
            fields.retain(|(there, _)| there != name);
            fields.push((name, value));
        }
        self.browser.get("/my/provider").await;
        self.browser.upload("/my/provider", &fields, files).await
    }

    async fn applies(&mut self) -> Shown {
        let (licence, logo) = (png(478, 320), png(370, 148));
        self.saves(&[], &[("licence", "执照.png", &licence), ("logo", "logo.png", &logo)]).await
    }

    async fn round(&self, bench: &Bench) -> Uuid {
        let subject = ::hall::review::Subject::Provider;
        let newest = ::hall::review::find::newest(bench.desk.db(), subject, self.enterprise).await;
        newest.unwrap().unwrap().id
    }
}

#[tokio::test]
async fn c01_c02_f23_the_form_says_what_to_prepare_and_that_one_kind_may_be_chosen() {
    let bench = bench().await;
    let mut clerk = clerk(&bench).await;
    let page = clerk.browser.get("/my/provider").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    for words in
        ["仅可升级为一种服务商，请谨慎选择", "不超过 2M", "185×74", "300 字以内", "第 2 个工作日", "未申请"]
    {
        assert!(page.says(words), "{words}");
    }
    // What the hall knows is filled in; both kinds can be chosen.
    assert!(page.says("value=\"海澜测试物流有限公司\"") && page.says("value=\"logistics\""));
    assert!(page.says("value=\"park\"") && page.says("主导产业"));
    let mut visitor = Browser::new(&hall(&bench.desk));
    assert_eq!(visitor.get("/my/provider").await.leads_to(), Some("/login?next=%2Fmy%2Fprovider"));
}

#[tokio::test]
async fn c04_every_missing_field_is_named_and_every_value_kept() {
    let bench = bench().await;
    let mut clerk = clerk(&bench).await;
    let empty =
        [("kind", ""), ("name", ""), ("uscc", ""), ("legal_representative", ""), ("contact_name", "")];
    let page = clerk.saves(&[&empty[..], &[("address", ""), ("contact_phone", "")]].concat(), &[]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in [
        "有 9 处需要修改",
        "请选择服务商类型",
        "请输入企业名称",
        "请输入统一社会信用代码",
        "请上传营业执照",
        "请输入法定代表人",
        "请输入联系人",
        "请输入详细地址",
        "请输入联系电话",
        "请输入logo",
    ] {
        assert!(page.says(words), "{words}");
    }
    assert!(page.says("我们运货。"), "what was typed is still there");
}

#[tokio::test]
async fn c05_a_picture_taken_in_is_not_asked_for_again_when_another_field_is_wrong() {
    let bench = bench().await;
    let mut clerk = clerk(&bench).await;
    let (licence, logo) = (png(478, 320), png(370, 148));
    let page = clerk
        .saves(&[("address", "")], &[("licence", "a.png", &licence), ("logo", "b.png", b"no picture")])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("有 2 处需要修改") && page.says("请输入详细地址") && !page.says("请输入logo"));
    let kept =
        crate::testing::between(&page.body, "name=\"licence_file\" value=\"", "\"").unwrap().to_owned();
    let page = clerk.saves(&[("licence_file", &kept)], &[("logo", "b.png", &logo)]).await;
    assert_eq!(page.leads_to(), Some("/my/provider"), "{}", page.body);
}

#[tokio::test]
async fn c07_c08_c09_submitted_refused_with_remarks_corrected_approved_and_straight_to_the_desk() {
    let bench = bench().await;
    let (mut clerk, mut official) = (clerk(&bench).await, reviewer(&bench).await);
    assert_eq!(clerk.applies().await.leads_to(), Some("/my/provider"));
    let page = clerk.browser.get("/my/provider").await;
    assert!(
        page.says("已提交审核")
            && page.says("待审核")
            && page.says("还剩 2 个工作日")
            && page.says("2026-03-06")
    );
    assert!(page.says("/my/provider/edit") && page.says("撤回"));
    let queue = official.get("/office/reviews").await;
    assert!(
        queue.says("海澜测试物流有限公司") && queue.says("服务商升级与变更") && queue.says("还剩 2 个工作日")
    );

    let path = format!("/office/reviews/{}", clerk.round(&bench).await);
    let page = official.get(&path).await;
    assert!(page.says("首次提交") && page.says("最多 300 字") && page.says("图片模糊，无法辨认"));
    let silent = official.post(&path, &[("seen", "1"), ("do", "reject")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.says("拒绝必须说明原因"));
    let words = [("seen", "1"), ("do", "approve"), ("words-remark-logo", "太小")];
    let both = official.post(&path, &words).await;
    assert_eq!(both.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", both.body);
    assert!(both.says("value=\"太小\"") && both.says("就不能直接通过"), "{}", both.body);
    let refusal = [
        ("seen", "1"),
        ("do", "reject"),
        ("phrase-reason", "phrase-unclear"),
        ("words-reason", "请补充"),
        ("phrase-remark-logo", "phrase-picture-unreadable"),
        ("words-remark-introduction", "请写明线路"),
    ];
    assert_eq!(official.post(&path, &refusal).await.leads_to(), Some("/office/reviews"));

    let page = clerk.browser.get("/my/provider").await;
    for words in ["已拒绝", "内容表述不清", "请补充", "图片模糊，无法辨认", "请写明线路", "第 1 轮"]
    {
        assert!(page.says(words), "{words}");
    }
    assert!(!page.says("审核员甲"), "applicants do not see who decided");
    let page = clerk.browser.get("/my/provider").await;
    let file = |slot: &str| {
        let mark = format!("name=\"{slot}_file\" value=\"");
        crate::testing::between(&page.body, &mark, "\"").unwrap().to_owned()
    };
    let (licence, logo) = (file("licence"), file("logo"));
    let again = [("introduction", "海运到新加坡。"), ("licence_file", &*licence), ("logo_file", &*logo)];
    assert_eq!(clerk.saves(&again, &[]).await.leads_to(), Some("/my/provider"));
    let path = format!("/office/reviews/{}", clerk.round(&bench).await);
    let page = official.get(&path).await;
    assert!(page.says("与上一轮提交相比") && page.says("1 处变化") && page.says("上一轮意见"));
    assert!(page.says("<del>我们运货。</del>") && page.says("<ins>海运到新加坡。</ins>"));
    assert_eq!(
        official.post(&path, &[("seen", "1"), ("do", "approve")]).await.leads_to(),
        Some("/office/reviews")
    );

    // Q16: the very session that applied is a provider's now.
    let page = clerk.browser.get("/my/provider").await;
    assert!(page.says("已通过") && page.says("<a class=\"case-desk\" href=\"/desk\">立即前往后台</a>"));
    let decided = official.get("/office/decided").await;
    assert!(decided.says("已通过") && decided.says("已拒绝") && decided.says("内容表述不清"));
}

#[tokio::test]
async fn f12_q6_n08_a_decision_on_an_old_version_shows_the_difference() {
    let bench = bench().await;
    let (mut clerk, mut official) = (clerk(&bench).await, reviewer(&bench).await);
    clerk.applies().await;
    let path = format!("/office/reviews/{}", clerk.round(&bench).await);
    assert!(official.get(&path).await.says("第 1 版"));
    let page = clerk.browser.get("/my/provider/edit").await;
    let file = |slot: &str| {
        let mark = format!("name=\"{slot}_file\" value=\"");
        crate::testing::between(&page.body, &mark, "\"").unwrap().to_owned()
    };
    let (licence, logo) = (file("licence"), file("logo"));
    let change = [("introduction", "海运。"), ("licence_file", &*licence), ("logo_file", &*logo)];
    clerk.saves(&change, &[]).await;
    let stale = official.post(&path, &[("seen", "1"), ("do", "approve")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.says("您看的是第 1 版，企业已改为第 2 版"));
    assert!(stale.says("<del>我们运货。</del>") && stale.says("<ins>海运。</ins>") && !stale.says("乙某"));
    // A colleague decides on the newest; then the first one hears who did.
    let mut colleague = reviewer(&bench).await;
    colleague.get(&path).await;
    assert_eq!(
        colleague.post(&path, &[("seen", "2"), ("do", "approve")]).await.leads_to(),
        Some("/office/reviews")
    );
    let over = official.post(&path, &[("seen", "2"), ("do", "approve")]).await;
    assert_eq!(over.status, StatusCode::CONFLICT);
    assert!(over.says("已经审核过了") && over.says("审核员甲于"));
}

#[tokio::test]
async fn n08_another_region_sees_nothing_and_officials_need_the_office() {
    let bench = bench().await;
    let mut clerk = clerk(&bench).await;
    clerk.applies().await;
    let round = clerk.round(&bench).await;
    let account = bench.person("审核员乙").await;
    bench.appointed(account, Role::Reviewer, "990102").await;
    let mut elsewhere = Browser::with_session(&hall(&bench.desk), &bench.session(account).await);
    assert!(!elsewhere.get("/office/reviews").await.says("海澜测试物流有限公司"));
    assert!(!elsewhere.get("/office/enterprises").await.says("海澜测试物流有限公司"));
    let (foreign, missing) = (format!("/office/reviews/{round}"), format!("/office/reviews/{}", Uuid::nil()));
    assert_eq!(elsewhere.get(&foreign).await.body, elsewhere.get(&missing).await.body);
    assert_eq!(elsewhere.get(&foreign).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        elsewhere.post(&foreign, &[("do", "approve"), ("seen", "1")]).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(clerk.browser.get(&foreign).await.status, StatusCode::FORBIDDEN);
    assert_eq!(clerk.browser.get("/office").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn n08_registers_show_the_history_and_suspend_with_a_reason() {
    let bench = bench().await;
    let (mut clerk, mut official) = (clerk(&bench).await, reviewer(&bench).await);
    clerk.applies().await;
    let path = format!("/office/reviews/{}", clerk.round(&bench).await);
    official.get(&path).await;
    official.post(&path, &[("seen", "1"), ("do", "approve")]).await;
    let provider =
        ::hall::provider::find::of_enterprise(bench.desk.db(), clerk.enterprise).await.unwrap().unwrap();
    assert!(
        official
            .get("/office/providers?words=%E6%B5%8B%E8%AF%95&kind=logistics")
            .await
            .says("海澜测试物流有限公司")
    );
    assert!(official.get("/office/providers?standing=suspended").await.says("没有符合条件的服务商"));
    let path = format!("/office/providers/{}", provider.id);
    let page = official.get(&path).await;
    assert!(page.says("成为服务商") && page.says("审核员甲") && page.says("第 1 轮"));
    let suspend = format!("{path}/suspend");
    let silent = official.post(&suspend, &[("reason", " ")]).await;
    assert!(silent.status == StatusCode::UNPROCESSABLE_ENTITY && silent.says("请填写"));
    assert_eq!(official.post(&suspend, &[("reason", "证照过期")]).await.leads_to(), Some(&*path));
    assert!(official.get(&path).await.says("证照过期"));
    let page = clerk.browser.get("/my/provider").await;
    assert!(page.says("已停用") && !page.says("立即前往后台"));
    official.get(&path).await;
    official.post(&format!("{path}/reactivate"), &[("reason", "已更新")]).await;
    assert!(clerk.browser.get("/my/provider").await.says("立即前往后台"));
    let page = official.get(&format!("/office/enterprises/{}", clerk.enterprise)).await;
    assert!(
        page.says("提交审核") && page.says("审核通过") && page.says("停用服务商") && page.says("恢复服务商")
    );
    let _ = clerk.account;
}

#[tokio::test]
async fn c08_the_office_counts_what_waits_what_is_due_and_what_is_late() {
    let bench = bench().await;
    let (mut clerk, mut official) = (clerk(&bench).await, reviewer(&bench).await);
    clerk.applies().await;
    assert!(official.get("/office").await.says("<strong class=\"stat-number\">1</strong>"));
    bench.clock.pass(chrono::TimeDelta::days(2));
    let mut official = reviewer(&bench).await;
    assert!(official.get("/office/reviews?due=today").await.says("今天到期 ·"));
    bench.clock.pass(chrono::TimeDelta::days(3));
    let mut official = reviewer(&bench).await;
    let late = official.get("/office/reviews?late=1").await;
    assert!(late.says("已超时 1 个工作日"), "{}", late.body);
    let mut english = official.clone().in_english();
    let page = english.get("/office/reviews?late=1&lang=en").await;
    assert!(page.says("1 working day late"));
}

#[tokio::test]
async fn n08_a_withdrawn_submission_can_be_sent_again() {
    let bench = bench().await;
    let (mut clerk, mut official) = (clerk(&bench).await, reviewer(&bench).await);
    clerk.applies().await;
    let path = format!("/office/reviews/{}", clerk.round(&bench).await);
    official.get(&path).await;
    assert_eq!(clerk.browser.post("/my/provider/withdraw", &[]).await.leads_to(), Some("/my/provider"));
    let page = clerk.browser.get("/my/provider").await;
    assert!(page.says("已撤回") && page.says("保存后自动提交审核"));
    let late = official.post(&path, &[("seen", "1"), ("do", "approve")]).await;
    assert!(late.status == StatusCode::CONFLICT && late.says("企业于"));
    let again = clerk.browser.post("/my/provider/withdraw", &[]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
}
