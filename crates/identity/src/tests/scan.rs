//! 扫码登录 (B09).

use super::world::{Browser, World};
use axum::http::StatusCode;
use chrono::TimeDelta;

/// Shows a code: the path in it, which is nowhere in the page but in the picture, and the number beside it.
async fn shown(browser: &mut Browser, kind: &str, world: &World) -> (String, String) {
    let page = browser.get(&format!("/login/scan?kind={kind}")).await;
    let compare = page.text.split("scan-compare\">").nth(1).unwrap()[..2].to_owned();
    (read(&page.text, &world.identity.settings.issuer), compare)
}

/// Reads the QR code as a phone would.
fn read(page: &str, issuer: &str) -> String {
    let svg = &page[page.find("<svg xmlns").unwrap()..];
    let side: usize = svg.split("viewBox=\"0 0 ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
    let runs = svg.split("fill=\"#000\" d=\"").nth(1).unwrap().split('"').next().unwrap();
    let mut dark = vec![false; side * side];
    for run in runs.split('M').skip(1) {
        let (x, rest) = run.split_once(' ').unwrap();
        let (y, rest) = rest.split_once('h').unwrap();
        let (length, _) = rest.split_once('v').unwrap();
        let [x, y, length]: [usize; 3] = [x, y, length].map(|number| number.parse().unwrap());
        dark[y * side + x..][..length].fill(true);
    }
    let shade = |x: usize, y: usize| if dark[y / 8 * side + x / 8] { 0 } else { 255 };
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(side * 8, side * 8, shade);
    let address = picture.detect_grids()[0].decode().unwrap().1;
    address.strip_prefix(issuer).unwrap().to_owned()
}

#[tokio::test]
async fn b09_a_phone_that_is_logged_in_lets_the_computer_in() {
    let world = World::new().await;
    world.enterprise("haifan").await;
    let (mut computer, mut phone) = (world.browser(), world.browser());
    phone.login("legal", "haifan").await;
    let (path, compare) = shown(&mut computer, "legal", &world).await;
    computer.piece = true;
    computer.get("/login/scan/state?kind=legal").await.says("等待扫码");
    let asked = phone.get(&path).await;
    asked.says("允许登录？").says("法人登录").says(&format!("scan-compare\">{compare}"));
    computer.get("/login/scan/state?kind=legal").await.says("请在手机上确认");
    phone.post(&path, &[("do", "allow")]).await.says("已允许");
    computer
        .get("/login/scan/state?kind=legal")
        .await
        .says("手机已确认")
        .says("hx-post=\"/login/scan/done\"");
    let inside = computer.post("/login/scan/done", &[("kind", "legal")]).await;
    assert_eq!(inside.headers["hx-redirect"], "/centre");
    computer.piece = false;
    computer.get("/centre").await.says("海澜远帆贸易有限公司");
    // Once.
    assert_eq!(phone.get(&path).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn b09_scanning_works_without_scripts_and_leads_a_stranger_to_the_login_page() {
    let world = World::new().await;
    world.person("suxiaozhou").await;
    let (mut computer, mut phone) = (world.browser(), world.browser());
    let (path, _) = shown(&mut computer, "personal", &world).await;
    let early = computer.post("/login/scan/done", &[("kind", "personal")]).await;
    early.says("手机上还没有确认");
    let login = phone.get(&path).await;
    let fields = [
        ("kind", "personal"),
        ("next", path.as_str()),
        ("login", "suxiaozhou"),
        ("password", super::world::PASSWORD),
    ];
    phone.get(login.to()).await.says(&path);
    assert_eq!(phone.post("/login", &fields).await.to(), path);
    phone.get(&path).await;
    phone.post(&path, &[("do", "allow")]).await;
    assert_eq!(computer.post("/login/scan/done", &[("kind", "personal")]).await.to(), "/centre");
}

#[tokio::test]
async fn b09_refused_expired_and_stolen_codes_let_nobody_in() {
    let world = World::new().await;
    world.person("suxiaozhou").await;
    let (mut computer, mut phone) = (world.browser(), world.browser());
    phone.login("personal", "suxiaozhou").await;
    let (path, _) = shown(&mut computer, "personal", &world).await;
    phone.get(&path).await;
    phone.post(&path, &[("do", "refuse")]).await.says("已拒绝");
    computer.get("/login/scan/state").await.says("手机上拒绝了");
    computer.get("/login/scan?kind=personal").await;
    assert_eq!(computer.post("/login/scan/done", &[]).await.status, StatusCode::CONFLICT);
    // Another browser that knows the address cannot take the login.
    let (path, _) = shown(&mut computer, "personal", &world).await;
    phone.get(&path).await;
    phone.post(&path, &[("do", "allow")]).await;
    let mut thief = world.browser();
    thief.get("/login").await;
    assert_eq!(thief.post("/login/scan/done", &[]).await.status, StatusCode::CONFLICT);
    // After three minutes a code is dead.
    let (path, _) = shown(&mut computer, "personal", &world).await;
    world.pass(TimeDelta::seconds(181));
    assert_eq!(phone.get(&path).await.status, StatusCode::GONE);
    let last = computer.get("/login/scan/state").await;
    assert_eq!(last.status.as_u16(), 286);
    last.says("二维码已失效");
}

#[tokio::test]
async fn b09_the_wrong_kind_of_account_is_told_and_cannot_allow() {
    let world = World::new().await;
    world.person("suxiaozhou").await;
    let (mut computer, mut phone) = (world.browser(), world.browser());
    phone.login("personal", "suxiaozhou").await;
    let (path, _) = shown(&mut computer, "legal", &world).await;
    phone.get(&path).await.says("这部手机登录的是个人账号");
    phone.post(&path, &[("do", "allow")]).await.says("已拒绝");
    assert_eq!(computer.post("/login/scan/done", &[("kind", "legal")]).await.status, StatusCode::CONFLICT);
}
