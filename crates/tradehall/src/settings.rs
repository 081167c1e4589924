//! What the operator says: one TOML file, with secrets taken from the environment where that is wished.

use anyhow::{Context as _, bail};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

/// The settings file (`docs/operating.md` explains each line).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Where the hall listens.
    #[serde(default = "listen")]
    pub listen: SocketAddr,
    /// How browsers reach it, such as `https://hall.example`.
    pub base_url: String,
    /// Folder for the embedded database and local files.
    pub data: PathBuf,
    /// `postgres://…`, or nothing for the embedded SQLite in `data`.
    #[serde(default)]
    pub database_url: Option<String>,
    /// At least 32 bytes that nobody else knows; `TRADEHALL_SECRET` wins.
    #[serde(default)]
    pub secret: Option<String>,
    /// The zone profile.
    pub zone: PathBuf,
    /// Proxies whose `X-Forwarded-For` is believed.
    #[serde(default)]
    pub trusted_proxies: Vec<IpAddr>,
    /// Most connections at once.
    #[serde(default = "connections")]
    pub connections: usize,
    /// The SMS gateway.
    pub sms: Sms,
    /// WeChat, where the zone uses it.
    #[serde(default)]
    pub wechat: Option<Wechat>,
    /// The unified identity provider, where the zone has one.
    #[serde(default)]
    pub identity: Option<Relying>,
    /// Tradehall's own identity provider, for a region that has none.
    #[serde(default)]
    pub identity_provider: Option<Provider>,
    /// Mail.
    #[serde(default)]
    pub mail: Option<Mail>,
    /// Where files are kept, if not in `data`.
    #[serde(default)]
    pub s3: Option<S3>,
}

fn listen() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 8080))
}

fn connections() -> usize {
    4_000
}

/// An SMS gateway.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, tag = "kind", rename_all = "snake_case")]
pub enum Sms {
    /// Aliyun.
    Aliyun {
        /// AccessKey id.
        access_key_id: String,
        /// AccessKey secret.
        access_key_secret: String,
        /// Registered signature.
        sign_name: String,
        /// Our template names and their registered codes.
        templates: BTreeMap<String, String>,
    },
    /// Tencent Cloud.
    Tencent {
        /// SecretId.
        secret_id: String,
        /// SecretKey.
        secret_key: String,
        /// SdkAppId.
        sdk_app_id: String,
        /// Registered signature.
        sign_name: String,
        /// Our template names and their registered numbers.
        templates: BTreeMap<String, String>,
    },
    /// A program of the operator's own that takes `POST {to, text}`.
    Post {
        /// Its address.
        url: String,
    },
}

/// WeChat's open platform.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wechat {
    /// AppID of the website application.
    pub appid: String,
    /// AppSecret of the website application.
    pub secret: String,
    /// Where people scan.
    #[serde(default = "wechat_open")]
    pub open_base: String,
    /// Where programs ask.
    #[serde(default = "wechat_api")]
    pub api_base: String,
    /// The official account that sends notices, if there is one.
    #[serde(default)]
    pub official: Option<Official>,
}

/// A WeChat official account.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Official {
    /// Its AppID.
    pub appid: String,
    /// Its AppSecret.
    pub secret: String,
    /// Kinds of messages and the ids of the templates registered for them.
    pub templates: BTreeMap<String, String>,
}

fn wechat_open() -> String {
    "https://open.weixin.qq.com/".to_owned()
}

fn wechat_api() -> String {
    "https://api.weixin.qq.com/".to_owned()
}

/// How the hall is known at an identity provider.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relying {
    /// The provider, exactly as it writes itself.
    pub issuer: String,
    /// Our client id there.
    pub client_id: String,
    /// Our client secret there.
    pub client_secret: String,
}

/// Tradehall's own identity provider.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// Where it listens.
    pub listen: SocketAddr,
    /// How browsers reach it; the issuer.
    pub base_url: String,
    /// `postgres://…`, or nothing for an embedded SQLite in `data`.
    #[serde(default)]
    pub database_url: Option<String>,
}

impl Provider {
    /// Its database's address.
    #[must_use]
    pub fn database(&self, data: &Path) -> String {
        self.database_url.clone().unwrap_or_else(|| format!("sqlite:{}", data.join("identity.db").display()))
    }
}

/// A mail gateway.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, tag = "kind", rename_all = "snake_case")]
pub enum Mail {
    /// A mail relay.
    Smtp {
        /// Its name.
        host: String,
        /// Its port.
        port: u16,
        /// `true` for TLS from the first byte, `false` for STARTTLS.
        tls: bool,
        /// User name, if it wants one.
        #[serde(default)]
        user: Option<String>,
        /// Password, if it wants one.
        #[serde(default)]
        password: Option<String>,
        /// The address letters come from.
        from: String,
    },
    /// A program of the operator's own that takes `POST {to, subject, text}`.
    Post {
        /// Its address.
        url: String,
    },
}

/// An object store.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct S3 {
    /// Address of the service.
    pub endpoint: String,
    /// Its region.
    pub region: String,
    /// The bucket.
    pub bucket: String,
    /// Access key.
    pub access_key: String,
    /// Its secret.
    pub secret_key: String,
    /// Whether the bucket's name goes before the host.
    #[serde(default)]
    pub virtual_host: bool,
}

impl Settings {
    /// Reads a settings file.
    ///
    /// # Errors
    /// When it cannot be read, has a line it should not have, or holds no usable secret.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let text =
            std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        let mut settings: Self = toml::from_str(&text).with_context(|| format!("in {}", path.display()))?;
        if let Ok(secret) = std::env::var("TRADEHALL_SECRET") {
            settings.secret = Some(secret);
        }
        if let Ok(url) = std::env::var("TRADEHALL_DATABASE_URL") {
            settings.database_url = Some(url);
        }
        settings.check()?;
        Ok(settings)
    }

    /// The secret everything kept is keyed with.
    ///
    /// # Errors
    /// When it is missing, short, or looks like an example.
    pub fn secret(&self) -> anyhow::Result<&str> {
        let Some(secret) = self.secret.as_deref() else {
            bail!("no secret: set TRADEHALL_SECRET or `secret` in the settings to 32 random bytes or more");
        };
        let example = ["change", "secret", "example", "password"]
            .iter()
            .any(|word| secret.to_lowercase().contains(word));
        if secret.len() < 32 || example {
            bail!("the secret is shorter than 32 bytes or an example; make one with `openssl rand -hex 32`");
        }
        Ok(secret)
    }

    fn check(&self) -> anyhow::Result<()> {
        self.secret()?;
        if self.base_url.ends_with('/') {
            bail!("base_url has no slash at its end");
        }
        if !self.base_url.starts_with("https://") && !self.base_url.starts_with("http://localhost") {
            bail!("base_url begins with https://; only a hall on this machine may do without");
        }
        Ok(())
    }

    /// How the hall is known at its identity provider; where it runs its own and says nothing, that is arranged here.
    #[must_use]
    pub fn relying(&self) -> Option<Relying> {
        let own = || {
            let provider = self.identity_provider.as_ref()?;
            let keys = hall::kernel::Keys::new(self.secret().ok()?.as_bytes());
            Some(Relying {
                issuer: provider.base_url.clone(),
                client_id: "hall".to_owned(),
                client_secret: keys.fingerprint("relying", b"hall"),
            })
        };
        self.identity.clone().or_else(own)
    }

    /// The database's address.
    #[must_use]
    pub fn database(&self) -> String {
        self.database_url.clone().unwrap_or_else(|| format!("sqlite:{}", self.data.join("hall.db").display()))
    }
}
