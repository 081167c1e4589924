//! Where a drill's hall stands.

use crate::house::House;
use crate::settings::{Provider, Settings, Sms};
use hall::testing::{Bare, bare_postgres};
use std::net::SocketAddr;
use std::path::PathBuf;

/// The secret of every drill, and of the fixtures.
pub const SECRET: &str = "0123456789abcdef0123456789abcdef0123456789";

/// Which database a hall stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Embedded.
    Sqlite,
    /// A server's.
    Postgres,
}

impl Engine {
    /// Those that the tests have: PostgreSQL where a server was named.
    pub fn all() -> Vec<Self> {
        let server = std::env::var_os("TRADEHALL_TEST_POSTGRES_URL").is_some();
        if server { vec![Self::Sqlite, Self::Postgres] } else { vec![Self::Sqlite] }
    }
}

/// An empty place for a hall and its identity provider; gone when dropped.
pub struct Place {
    folder: tempfile::TempDir,
    hall: Option<Bare>,
    identity: Option<Bare>,
}

impl Place {
    /// One on `engine`.
    pub async fn on(engine: Engine) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        if engine == Engine::Sqlite {
            return Self { folder, hall: None, identity: None };
        }
        Self { folder, hall: bare_postgres().await, identity: bare_postgres().await }
    }

    /// The hall's file or address.
    pub fn hall(&self) -> String {
        self.settings(SECRET).database()
    }

    /// The identity provider's.
    pub fn identity(&self) -> String {
        let settings = self.settings(SECRET);
        settings.identity_provider.expect("there is one").database(&settings.data)
    }

    /// A file in its folder.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The hall, as its operator would open it.
    pub async fn open(&self) -> anyhow::Result<House> {
        House::of(self.settings(SECRET)).await
    }

    /// The settings of a hall here.
    pub fn settings(&self, secret: &str) -> Settings {
        let here = SocketAddr::from(([127, 0, 0, 1], 0));
        let url = |bare: &Option<Bare>| bare.as_ref().map(|bare| bare.url.clone());
        Settings {
            listen: here,
            base_url: web::testing::HERE.to_owned(),
            data: self.folder.path().to_owned(),
            database_url: url(&self.hall),
            secret: Some(secret.to_owned()),
            zone: PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../zones/default.toml")),
            trusted_proxies: Vec::new(),
            connections: 10,
            sms: Sms::Post { url: "http://localhost:9/sms".to_owned() },
            wechat: None,
            identity: None,
            identity_provider: Some(Provider {
                listen: here,
                base_url: "http://localhost:2".to_owned(),
                database_url: url(&self.identity),
            }),
            mail: None,
            s3: None,
        }
    }
}
