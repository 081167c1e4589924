//! The world the tests live in.

use crate::{Client, Identity, Link, Parts, Settings, demo};
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use chrono::{DateTime, TimeDelta, Utc};
use frame::assets::Assets;
use gateways::sms::RecordedSms;
use rand::{RngCore as _, SeedableRng as _};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use tower::ServiceExt as _;

/// A password every demo account of the tests has.
pub const PASSWORD: &str = "Blau7!see";

/// A provider with its clock, phone and database.
pub struct World {
    pub identity: Identity,
    pub sms: RecordedSms,
    clock: Arc<Mutex<DateTime<Utc>>>,
    _folder: tempfile::TempDir,
}

pub fn clients(back: &str) -> Vec<Client> {
    vec![Client {
        id: "hall".into(),
        secret: "a client secret of the hall".into(),
        redirect_uris: vec![format!("{back}/login/identity/back")],
        post_logout_uris: vec![format!("{back}/left")],
        name: ("外贸服务大厅".into(), "Trade service hall".into()),
    }]
}

impl World {
    pub async fn new() -> Self {
        Self::at("http://127.0.0.1:4455", clients("http://127.0.0.1:4466")).await
    }

    pub async fn at(issuer: &str, clients: Vec<Client>) -> Self {
        let _ = tracing_subscriber::fmt().with_max_level(tracing::Level::ERROR).with_test_writer().try_init();
        let folder = tempfile::tempdir().unwrap();
        let database = database(folder.path()).await;
        let settings = Settings {
            issuer: issuer.into(),
            database,
            secret: "a secret of the tests that is long enough".into(),
            clients,
            site_name_zh: "海澜统一身份认证".into(),
            site_name_en: "Hailan unified identity".into(),
            links: vec![Link {
                zh: "外贸服务大厅".into(),
                en: "Trade hall".into(),
                address: "https://hall.example/".into(),
            }],
            reload_templates: false,
        };
        let clock = Arc::new(Mutex::new("2026-03-02T02:00:00Z".parse::<DateTime<Utc>>().unwrap()));
        let dice = Mutex::new(rand::rngs::StdRng::seed_from_u64(7));
        let sms = RecordedSms::default();
        let parts = Parts {
            now: {
                let clock = Arc::clone(&clock);
                Arc::new(move || *clock.lock().unwrap())
            },
            fill: Arc::new(move |bytes| dice.lock().unwrap().fill_bytes(bytes)),
            sms: Arc::new(sms.clone()),
            assets: Arc::new(Assets::new([("hall.css".to_owned(), b"body{}".as_slice().into())])),
        };
        let identity = Identity::open(settings, parts).await.unwrap();
        identity.store.migrate().await.unwrap();
        Self { identity, sms, clock, _folder: folder }
    }

    pub fn pass(&self, span: TimeDelta) {
        *self.clock.lock().unwrap() += span;
    }

    pub fn now(&self) -> DateTime<Utc> {
        *self.clock.lock().unwrap()
    }

    pub fn browser(&self) -> Browser {
        Browser {
            identity: self.identity.clone(),
            cookies: BTreeMap::new(),
            piece: false,
            csrf: String::new(),
        }
    }

    /// A natural person's account.
    pub async fn person(&self, login: &str) -> uuid::Uuid {
        demo::person(&self.identity, &account(login, 2)).await.unwrap()
    }

    /// A legal person's account, verified.
    pub async fn enterprise(&self, login: &str) -> uuid::Uuid {
        let enterprise = demo::Enterprise {
            name: "海澜远帆贸易有限公司".into(),
            uscc: "91460200MA5DT7GH60".into(),
            representative: "林远帆".into(),
            seat: "海澜自由贸易试验区潮生路 8 号".into(),
            region: Some("460200".into()),
            licences: vec![
                demo::Licence {
                    name: "营业执照".into(),
                    number: "91460200MA5DT7GH60".into(),
                    authority: "海澜市场监督管理局".into(),
                    valid_from: "2019-05-06".into(),
                    valid_until: None,
                },
                demo::Licence {
                    name: "道路运输经营许可证".into(),
                    number: "琼交运管许可 460200000001".into(),
                    authority: "海澜交通运输局".into(),
                    valid_from: "2022-03-20".into(),
                    valid_until: Some("2026-03-20".into()),
                },
            ],
        };
        demo::legal_person(&self.identity, &account(login, 3), &enterprise).await.unwrap()
    }

    /// The code last sent.
    pub fn code(&self) -> String {
        let sent = self.sms.sent();
        sent.last().unwrap().text.params[0].1.clone()
    }

    /// What the picture shows a browser.
    pub async fn word(&self, browser: &Browser) -> String {
        use sea_orm::EntityTrait as _;
        let visit = self.identity.keys.mark("visit", &browser.cookies["identity_visit"]);
        let found = crate::store::trace::captcha::Entity::find_by_id(visit)
            .one(self.identity.store.write())
            .await
            .unwrap();
        found.unwrap().word
    }
}

fn account(login: &str, level: i32) -> demo::Account {
    demo::Account {
        login: login.into(),
        password: PASSWORD.into(),
        name: "苏晓舟".into(),
        phone: "+8613900000001".into(),
        address: "潮生路 8 号".into(),
        level,
        number: "460200200002290017".into(),
        valid_from: "2020-01-01".into(),
    }
}

/// An own file, or an own schema of the PostgreSQL server the settings name.
async fn database(folder: &std::path::Path) -> String {
    let Ok(server) = std::env::var("TRADEHALL_TEST_POSTGRES_URL") else {
        return format!("sqlite:{}", folder.join("identity.db").display());
    };
    use sea_orm::ConnectionTrait as _;
    static NUMBER: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let schema = format!("identity_{}_{number}", std::process::id());
    let admin = sea_orm::Database::connect(&server).await.unwrap();
    admin.execute_unprepared(&format!("DROP SCHEMA IF EXISTS {schema} CASCADE")).await.unwrap();
    admin.execute_unprepared(&format!("CREATE SCHEMA {schema}")).await.unwrap();
    admin.close().await.unwrap();
    let joint = if server.contains('?') { '&' } else { '?' };
    format!("{server}{joint}options=-c%20search_path%3D{schema}")
}

/// A browser: keeps cookies, sends the form token of the page it saw last.
#[derive(Clone)]
pub struct Browser {
    identity: Identity,
    pub cookies: BTreeMap<String, String>,
    /// Asks as htmx does.
    pub piece: bool,
    pub csrf: String,
}

/// An answer.
pub struct Seen {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
    pub bytes: Vec<u8>,
}

impl Seen {
    pub fn to(&self) -> &str {
        self.headers.get(header::LOCATION).map(|to| to.to_str().unwrap()).unwrap_or_default()
    }

    /// A parameter of the address it leads to.
    pub fn given(&self, name: &str) -> String {
        let url = url::Url::parse(self.to()).unwrap();
        url.query_pairs()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
            .unwrap_or_default()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap()
    }

    #[track_caller]
    pub fn says(&self, words: &str) -> &Self {
        assert!(self.text.contains(words), "{} without {words:?}: {} {}", self.status, self.to(), self.text);
        self
    }
}

impl Browser {
    pub async fn get(&mut self, path: &str) -> Seen {
        self.ask(Method::GET, path, None, &[]).await
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let (token, origin) = (self.csrf.clone(), self.identity.settings.issuer.clone());
        let mut all = vec![("_csrf", token.as_str())];
        all.extend_from_slice(fields);
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(all).finish();
        self.ask(Method::POST, path, Some(body), &[("origin", &origin)]).await
    }

    pub async fn ask(
        &mut self,
        method: Method,
        path: &str,
        body: Option<String>,
        headers: &[(&str, &str)],
    ) -> Seen {
        let mut request = Request::builder().method(method).uri(path);
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        if self.piece {
            request = request.header("hx-request", "true");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if body.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        let request = request.body(Body::from(body.unwrap_or_default())).unwrap();
        let response = self.identity.router().oneshot(request).await.unwrap();
        let (head, body) = response.into_parts();
        for cookie in head.headers.get_all(header::SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.into(), value.into());
            }
        }
        let bytes = axum::body::to_bytes(body, 10_000_000).await.unwrap().to_vec();
        let text = String::from_utf8_lossy(&bytes).replace("&#x2f;", "/");
        if let Some(token) = text.split("name=\"csrf\" content=\"").nth(1) {
            self.csrf = token.split('"').next().unwrap().to_owned();
        }
        Seen { status: head.status, headers: head.headers, text, bytes }
    }

    /// Logs in with the tests' password.
    pub async fn login(&mut self, kind: &str, login: &str) -> Seen {
        self.get(&format!("/login?kind={kind}")).await;
        self.post("/login", &[("kind", kind), ("login", login), ("password", PASSWORD)]).await
    }
}
