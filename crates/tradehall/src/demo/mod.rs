//! `tradehall demo`: a believable zone on this machine, with everybody outside it played.

mod greeting;
mod zone;

use crate::house::House;
use crate::serve::introduce;
use crate::settings::{Mail, Official, Provider, Settings, Sms, Wechat};
use crate::{jobs, parts, provider, server};
use anyhow::Context as _;
use frame::assets::Assets;
use hall::kernel::{Keys, OsChance, SystemClock};
use rehearsal::Stage;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// How the demo is started.
#[derive(Debug, clap::Args)]
pub struct Demo {
    /// Port of the hall; 0 for any.
    #[arg(long, default_value_t = 8080, env = "TRADEHALL_DEMO_PORT")]
    port: u16,
    /// Port of the identity provider; 0 for any.
    #[arg(long, default_value_t = 8081)]
    identity_port: u16,
    /// Port of the rehearsal pages; 0 for any.
    #[arg(long, default_value_t = 8082)]
    rehearsal_port: u16,
    /// Where the demo keeps its data.
    #[arg(long, default_value = "var/demo")]
    data: PathBuf,
    /// A PostgreSQL database for the hall's rows, new or of an earlier demo; without it they stay in the data folder.
    #[arg(long, env = "TRADEHALL_DATABASE_URL", hide_env_values = true)]
    database_url: Option<String>,
    /// The zone profile.
    #[arg(long, default_value = "zones/default.toml")]
    zone: PathBuf,
    /// Begin anew: forget what an earlier demo kept in the data folder.
    #[arg(long)]
    fresh: bool,
    /// Begin with a hall nobody has been to, not with the invented zone.
    #[arg(long)]
    empty: bool,
    /// Read templates and texts from disk at each request.
    #[arg(long)]
    reload: bool,
}

/// The application WeChat knows in the demo.
const APPID: &str = "wx-demo";

/// Connections each of the three sites takes at once.
const CONNECTIONS: usize = 1_000;

/// Runs the demo until it is interrupted.
///
/// # Errors
/// When a port is taken, the data folder cannot be used or holds a hall in earnest.
pub async fn run(demo: Demo) -> anyhow::Result<()> {
    if demo.fresh && demo.data.exists() {
        std::fs::remove_dir_all(&demo.data).context("cannot remove the earlier demo")?;
    }
    std::fs::create_dir_all(&demo.data).context("cannot make the data folder")?;
    let (hall, identity) = (listen(demo.port).await?, listen(demo.identity_port).await?);
    let rehearsal = listen(demo.rehearsal_port).await?;
    let places =
        Places { hall: address(&hall)?, identity: address(&identity)?, rehearsal: address(&rehearsal)? };
    let settings = settings(&demo, hall.local_addr()?, identity.local_addr()?, &places)?;
    let secret = settings.wechat.as_ref().map(|wechat| wechat.secret.clone()).unwrap_or_default();
    let house = House::of(settings).await?;
    house.migrate().await?;
    let provider = house.identity.as_ref().context("the demo has an identity provider of its own")?;
    zone::open(&house.desk, provider, &places.identity, demo.empty).await?;
    hall::system::prepare(&house.desk).await?;
    let stage = stage(&places, secret, demo.reload)?;
    let app = parts::app(house.desk.clone(), &house.settings, Some(places.rehearsal.clone()), demo.reload)?;
    let wording = web::Wording(app.templates.locales().clone());
    let identity_routes = stage.trouble(provider::routes(provider, Vec::new()));
    let (stopping, stop) = watch::channel(false);
    greeting::greet(&places);
    let limits = server::Limits::of(CONNECTIONS);
    tokio::join!(
        server::serve(hall, web::router(app), introduce, limits, stop.clone()),
        server::serve(identity, identity_routes, introduce, limits, stop.clone()),
        server::serve(rehearsal, stage.router(), |_, _| {}, limits, stop.clone()),
        jobs::run(house.desk.clone(), house.identity.clone(), wording, stop),
        server::until_told(stopping),
    );
    Ok(())
}

/// Where the three sites are.
pub struct Places {
    /// The hall.
    pub hall: String,
    /// The identity provider.
    pub identity: String,
    /// The rehearsal desk.
    pub rehearsal: String,
}

fn settings(
    demo: &Demo,
    hall: SocketAddr,
    identity: SocketAddr,
    places: &Places,
) -> anyhow::Result<Settings> {
    let secret = secret(&demo.data)?;
    let played = Keys::new(secret.as_bytes()).fingerprint("rehearsal", b"wechat");
    Ok(Settings {
        listen: hall,
        base_url: places.hall.clone(),
        data: demo.data.clone(),
        database_url: demo.database_url.clone(),
        secret: Some(secret),
        zone: demo.zone.clone(),
        trusted_proxies: Vec::new(),
        connections: CONNECTIONS,
        sms: Sms::Post { url: format!("{}/sms", places.rehearsal) },
        wechat: Some(Wechat {
            appid: APPID.to_owned(),
            secret: played.clone(),
            open_base: format!("{}/", places.rehearsal),
            api_base: format!("{}/", places.rehearsal),
            official: Some(Official { appid: APPID.to_owned(), secret: played, templates: templates() }),
        }),
        identity: None,
        identity_provider: Some(Provider {
            listen: identity,
            base_url: places.identity.clone(),
            database_url: None,
        }),
        mail: Some(Mail::Post { url: format!("{}/mail", places.rehearsal) }),
        s3: None,
    })
}

/// A template of the played official account for every kind of message.
fn templates() -> BTreeMap<String, String> {
    let files = web::embedded::locale_files().filter(|(name, _)| name.starts_with("zh-CN/"));
    let texts = files.map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned());
    let keys = texts.flat_map(|text| frame::locales::keys(&text));
    keys.filter_map(|key| Some(key.strip_prefix("message-")?.strip_suffix("-title")?.to_owned()))
        .map(|kind| (kind.clone(), format!("demo-{kind}")))
        .collect()
}

fn stage(places: &Places, secret: String, reload: bool) -> anyhow::Result<Stage> {
    let settings = rehearsal::Settings {
        address: places.rehearsal.clone(),
        hall: places.hall.clone(),
        identity: Some(places.identity.clone()),
        appid: APPID.to_owned(),
        secret,
        logins: rehearsal::zone::logins(),
        reload,
    };
    let given = rehearsal::Parts {
        clock: Arc::new(SystemClock),
        chance: Arc::new(OsChance),
        assets: Arc::new(Assets::new(web::embedded::assets())),
    };
    Stage::new(settings, given).map_err(anyhow::Error::msg)
}

async fn listen(port: u16) -> anyhow::Result<TcpListener> {
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    TcpListener::bind(address)
        .await
        .with_context(|| format!("port {port} is taken; choose another, or 0 for any"))
}

fn address(listener: &TcpListener) -> anyhow::Result<String> {
    Ok(format!("http://localhost:{}", listener.local_addr()?.port()))
}

/// A secret of this demo's own, made once.
fn secret(data: &Path) -> anyhow::Result<String> {
    use hall::kernel::Chance as _;
    let path = data.join("secret");
    if let Ok(secret) = std::fs::read_to_string(&path) {
        return Ok(secret);
    }
    let mut bytes = [0; 32];
    OsChance.fill(&mut bytes);
    let secret = hex::encode(bytes);
    std::fs::write(&path, &secret).context("cannot keep the demo's secret")?;
    Ok(secret)
}
