//! Serves the provider's pages while one works on them: `cargo run -p identity --example serve`, then
//! <http://127.0.0.1:4455/>. Templates are read anew at each request, codes are written to the log, the database is
//! thrown away. `npm run build` in `assets/` makes the styles. Nobody runs a zone with this.

use async_trait::async_trait;
use frame::assets::Assets;
use gateways::sms::{Sms, SmsText};
use gateways::{GatewayError, Moment, Receipt};
use identity::{Client, Identity, Link, Parts, Settings, demo};
use std::sync::Arc;

const ADDRESS: &str = "127.0.0.1:4455";

/// Writes messages to the log.
struct Log;

#[async_trait]
impl Sms for Log {
    fn name(&self) -> &'static str {
        "log"
    }

    async fn send(&self, to: &str, text: &SmsText, _moment: &Moment) -> Result<Receipt, GatewayError> {
        tracing::info!(to, text = text.text, "a text message");
        Ok(Receipt { reference: String::new() })
    }

    async fn health(&self) -> Result<(), GatewayError> {
        Ok(())
    }
}

#[tokio::main]
#[expect(
    clippy::disallowed_methods,
    reason = "an example is a program: it has the machine's clock and chance"
)]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    tracing_subscriber::fmt().init();
    let folder = tempfile::tempdir()?;
    let dist = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/dist");
    let files = std::fs::read_dir(dist)?.filter_map(|entry| {
        let entry = entry.ok()?;
        let bytes = std::fs::read(entry.path()).ok()?;
        Some((entry.file_name().into_string().ok()?, bytes.into()))
    });
    let settings = Settings {
        issuer: format!("http://{ADDRESS}"),
        database: format!("sqlite:{}", folder.path().join("identity.db").display()),
        secret: "only for looking at pages, never for a zone".into(),
        clients: vec![Client {
            id: "hall".into(),
            secret: "only for looking at pages".into(),
            redirect_uris: vec!["http://127.0.0.1:4466/back".into()],
            post_logout_uris: vec!["http://127.0.0.1:4466/".into()],
            name: ("海澜外贸服务大厅".into(), "Hailan trade service hall".into()),
        }],
        site_name_zh: "海澜统一身份认证".into(),
        site_name_en: "Hailan unified identity".into(),
        links: vec![Link {
            zh: "国家政务服务平台".into(),
            en: "National government service platform".into(),
            address: "https://www.gjzwfw.gov.cn/".into(),
        }],
        reload_templates: true,
    };
    let parts = Parts {
        now: Arc::new(chrono::Utc::now),
        fill: Arc::new(|bytes| rand::RngCore::fill_bytes(&mut rand::rng(), bytes)),
        sms: Arc::new(Log),
        assets: Arc::new(Assets::new(files)),
    };
    let identity = Identity::open(settings, parts).await?;
    identity.migrate().await?;
    people(&identity).await?;
    tracing::info!("http://{ADDRESS}/ — haifan (法人) and suxiaozhou (个人), password Blau7!see");
    let listener = tokio::net::TcpListener::bind(ADDRESS).await?;
    let router = identity.router().into_make_service_with_connect_info::<std::net::SocketAddr>();
    Ok(axum::serve(listener, router).await?)
}

async fn people(identity: &Identity) -> identity::Outcome<()> {
    let account = |login: &str, level| demo::Account {
        login: login.into(),
        password: "Blau7!see".into(),
        name: "苏晓舟".into(),
        phone: "+8613900000001".into(),
        address: "海澜自由贸易试验区潮生路 8 号".into(),
        level,
        number: "460200200002290011".into(),
        valid_from: "2020-01-01".into(),
    };
    let licence = |name: &str, number: &str, authority: &str, until: Option<&str>| demo::Licence {
        name: name.into(),
        number: number.into(),
        authority: authority.into(),
        valid_from: "2019-05-06".into(),
        valid_until: until.map(str::to_owned),
    };
    let enterprise = demo::Enterprise {
        name: "海澜远帆贸易有限公司".into(),
        uscc: "91460200MA5DT7GH60".into(),
        representative: "林远帆".into(),
        seat: "海澜自由贸易试验区潮生路 8 号".into(),
        region: None,
        licences: vec![
            licence("营业执照", "91460200MA5DT7GH60", "海澜市场监督管理局", None),
            licence("道路运输经营许可证", "460200000001", "海澜交通运输局", Some("2026-05-05")),
        ],
    };
    demo::person(identity, &account("suxiaozhou", 2)).await?;
    demo::legal_person(identity, &account("haifan", 3), &enterprise).await?;
    Ok(())
}
