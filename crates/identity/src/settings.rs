//! What the provider is told when it starts.

/// A website that may send people here to log in (a *relying party*).
#[derive(Clone)]
pub struct Client {
    /// Its `client_id`.
    pub id: String,
    /// Its `client_secret`; compared in constant time.
    pub secret: String,
    /// Full addresses it may receive codes at; compared byte by byte.
    pub redirect_uris: Vec<String>,
    /// Full addresses it may send people to after logging out; compared byte by byte.
    pub post_logout_uris: Vec<String>,
    /// What people read on the login page: `(中文, English)`.
    pub name: (String, String),
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client").field("id", &self.id).finish_non_exhaustive()
    }
}

/// A link to a site of the same family, shown in the footer (B15, X02).
#[derive(Debug, Clone)]
pub struct Link {
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
    /// Where it leads.
    pub address: String,
}

/// What the provider is told when it starts.
#[derive(Clone)]
pub struct Settings {
    /// The provider's own address without a slash at its end, such as `https://id.example`; the issuer in tokens.
    pub issuer: String,
    /// `sqlite:/path/to/identity.db` or `postgres://…`: a database of its own.
    pub database: String,
    /// The secret everything kept is keyed with; at least 32 bytes.
    pub secret: String,
    /// The websites that may ask.
    pub clients: Vec<Client>,
    /// Name of the site in Chinese, such as 海澜统一身份认证.
    pub site_name_zh: String,
    /// Name of the site in English.
    pub site_name_en: String,
    /// Links to sites of the same family; may be empty.
    pub links: Vec<Link>,
    /// Read templates anew at each page, for whoever is working on them.
    pub reload_templates: bool,
}

impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Settings")
            .field("issuer", &self.issuer)
            .field("clients", &self.clients)
            .finish_non_exhaustive()
    }
}

impl Settings {
    /// Whether people reach the site by https.
    #[must_use]
    pub fn secure(&self) -> bool {
        self.issuer.starts_with("https://")
    }

    /// The origin its pages have, as browsers name it.
    pub(crate) fn origin(&self) -> String {
        origin(&self.issuer).unwrap_or_default()
    }

    /// The client of this id.
    #[must_use]
    pub fn client(&self, id: &str) -> Option<&Client> {
        self.clients.iter().find(|client| client.id == id)
    }

    /// Origins that a login may lead to: browsers apply `form-action` to redirects as well.
    pub(crate) fn targets(&self) -> Vec<String> {
        let addresses = self
            .clients
            .iter()
            .flat_map(|client| client.redirect_uris.iter().chain(&client.post_logout_uris));
        let mut origins: Vec<String> = addresses.filter_map(|address| origin(address)).collect();
        origins.sort();
        origins.dedup();
        origins
    }

    /// Refuses settings nobody should run with.
    pub(crate) fn check(&self) -> Result<(), String> {
        if self.secret.len() < 32 {
            return Err("the secret of the identity provider needs at least 32 bytes".into());
        }
        gateways::http::address(&self.issuer)
            .map_err(|_| "the issuer must be https, or http on this machine".to_owned())?;
        if self.issuer.ends_with('/') || self.issuer.contains(['?', '#']) {
            return Err("the issuer ends without a slash and has no query".into());
        }
        for client in &self.clients {
            if client.secret.len() < 16 {
                return Err(format!("the secret of client {} is too short", client.id));
            }
            for address in client.redirect_uris.iter().chain(&client.post_logout_uris) {
                let fine = gateways::http::address(address).is_ok() && !address.contains('#');
                if !fine {
                    return Err(format!(
                        "client {}: {address} is no address codes may be sent to",
                        client.id
                    ));
                }
            }
        }
        Ok(())
    }
}

fn origin(address: &str) -> Option<String> {
    Some(url::Url::parse(address).ok()?.origin().ascii_serialization())
}
