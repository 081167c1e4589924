//! Puts the hall together from the settings.

use crate::settings::{self, Settings, Sms};
use anyhow::Context as _;
use gateways::mail::{Mail, MailOutbox, Smtp, SmtpSecurity, SmtpSettings};
use gateways::oidc::{Oidc, OidcSettings, UnifiedIdentity};
use gateways::sms::{Aliyun, AliyunSettings, SmsOutbox, Tencent, TencentSettings};
use gateways::store::{S3Settings, Store};
use gateways::wechat::{OfficialAccount, Wechat, WechatOpen, WechatSettings};
use hall::Desk;
use hall::kernel::{self, Keys, OsChance, Parts, SystemClock, Zone};
use std::sync::Arc;

/// The hall's desk.
///
/// # Errors
/// When a setting does not work or the database does not answer.
pub async fn desk(settings: &Settings) -> anyhow::Result<Desk> {
    let profile = std::fs::read_to_string(&settings.zone)
        .with_context(|| format!("cannot read the zone profile {}", settings.zone.display()))?;
    let zone = Zone::read(&profile).map_err(anyhow::Error::msg).context("in the zone profile")?;
    std::fs::create_dir_all(&settings.data).context("cannot make the data folder")?;
    let database = kernel::connect(&settings.database()).await?;
    let store = match &settings.s3 {
        Some(s3) => Store::s3(&S3Settings {
            endpoint: s3.endpoint.clone(),
            region: s3.region.clone(),
            bucket: s3.bucket.clone(),
            access_key: s3.access_key.clone(),
            secret_key: s3.secret_key.clone(),
            virtual_host: s3.virtual_host,
        })?,
        None => Store::local(&settings.data.join("files"))?,
    };
    Ok(Desk::new(Parts {
        database,
        clock: Arc::new(SystemClock),
        chance: Arc::new(OsChance),
        keys: Keys::new(settings.secret()?.as_bytes()),
        store,
        sms: sms(&settings.sms)?,
        wechat: wechat(settings)?,
        oidc: oidc(settings)?,
        mail: mail(settings, &zone)?,
        zone,
    }))
}

/// The SMS gateway of the settings.
///
/// # Errors
/// When its settings do not work.
pub fn sms(settings: &Sms) -> anyhow::Result<Arc<dyn gateways::sms::Sms>> {
    Ok(match settings.clone() {
        Sms::Aliyun { access_key_id, access_key_secret, sign_name, templates } => {
            let endpoint = "https://dysmsapi.aliyuncs.com/".to_owned();
            Arc::new(Aliyun::new(AliyunSettings {
                endpoint,
                access_key_id,
                access_key_secret,
                sign_name,
                templates,
            })?)
        }
        Sms::Tencent { secret_id, secret_key, sdk_app_id, sign_name, templates } => {
            let endpoint = "https://sms.tencentcloudapi.com/".to_owned();
            let region = "ap-guangzhou".to_owned();
            let settings =
                TencentSettings { endpoint, region, secret_id, secret_key, sdk_app_id, sign_name, templates };
            Arc::new(Tencent::new(settings)?)
        }
        Sms::Post { url } => Arc::new(SmsOutbox::new(&url)?),
    })
}

fn wechat(settings: &Settings) -> anyhow::Result<Option<Arc<dyn Wechat>>> {
    let Some(wechat) = settings.wechat.clone() else { return Ok(None) };
    let open = WechatOpen::new(WechatSettings {
        open_base: wechat.open_base,
        api_base: wechat.api_base,
        appid: wechat.appid,
        secret: wechat.secret,
        redirect: format!("{}/login/wechat/callback", settings.base_url),
        official: wechat.official.map(|account| OfficialAccount {
            appid: account.appid,
            secret: account.secret,
            templates: account.templates,
        }),
    })?;
    Ok(Some(Arc::new(open)))
}

fn oidc(settings: &Settings) -> anyhow::Result<Option<Arc<dyn UnifiedIdentity>>> {
    let Some(relying) = settings.relying() else { return Ok(None) };
    let oidc = Oidc::discover(OidcSettings {
        issuer: relying.issuer,
        client_id: relying.client_id,
        client_secret: relying.client_secret,
        redirect: format!("{}/login/identity/callback", settings.base_url),
        scopes: OidcSettings::usual_scopes(),
    })?;
    Ok(Some(Arc::new(oidc)))
}

fn mail(settings: &Settings, zone: &Zone) -> anyhow::Result<Option<Arc<dyn Mail>>> {
    Ok(match settings.mail.clone() {
        None => None,
        Some(settings::Mail::Post { url }) => Some(Arc::new(MailOutbox::new(&url)?)),
        Some(settings::Mail::Smtp { host, port, tls, user, password, from }) => {
            Some(Arc::new(Smtp::new(&SmtpSettings {
                host,
                port,
                security: if tls { SmtpSecurity::Tls } else { SmtpSecurity::StartTls },
                login: user.zip(password),
                from,
                from_name: zone.name_zh.clone(),
            })?))
        }
    })
}

/// The hall's pages.
///
/// # Errors
/// When the texts do not parse.
pub fn app(
    desk: Desk,
    settings: &Settings,
    rehearsal: Option<String>,
    reload: bool,
) -> anyhow::Result<web::App> {
    // Browsers apply `form-action` to redirects too: logging in leads to these places.
    let mut form_targets = Vec::new();
    form_targets.extend(settings.relying().map(|relying| relying.issuer));
    form_targets
        .extend(settings.wechat.as_ref().map(|wechat| wechat.open_base.trim_end_matches('/').to_owned()));
    let settings = web::Settings {
        base_url: settings.base_url.clone(),
        trusted_proxies: settings.trusted_proxies.clone(),
        form_targets,
        rehearsal,
        reload,
    };
    web::App::new(desk, settings).map_err(anyhow::Error::msg)
}
