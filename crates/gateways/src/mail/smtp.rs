//! The real mail: a relay that speaks SMTP, over TLS by rustls with ring.

use std::time::{Duration, SystemTime};

use async_trait::async_trait;
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::AsyncSmtpTransport;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, AsyncTransport, Tokio1Executor};

use super::{Letter, Mail, check};
use crate::{GatewayError, Moment, Receipt};

/// How the line to the relay is kept private.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmtpSecurity {
    /// TLS from the first byte, usually port 465.
    Tls,
    /// TLS after STARTTLS, usually port 587; without it nothing is sent.
    StartTls,
    /// None; only to a relay on this machine.
    PlainLoopback,
}

/// Which relay and who we are there.
#[derive(Clone)]
pub struct SmtpSettings {
    /// Host name or address of the relay.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the line is kept private.
    pub security: SmtpSecurity,
    /// User name and password, if the relay wants them; never sent without TLS.
    pub login: Option<(String, String)>,
    /// Address that letters come from.
    pub from: String,
    /// Name that letters come from.
    pub from_name: String,
}

/// Sends through a relay.
pub struct Smtp {
    from: Mailbox,
    transport: AsyncSmtpTransport<Tokio1Executor>,
}

impl Smtp {
    /// From settings; nothing is sent yet.
    ///
    /// # Errors
    /// `Refused` with code `address` for a sender that is no address, with code `settings` for a plain line to another machine,
    /// for a password on a plain line, or for a host name that TLS cannot check.
    pub fn new(settings: &SmtpSettings) -> Result<Self, GatewayError> {
        check(&Letter {
            to: settings.from.clone(),
            subject: settings.from_name.clone(),
            text: String::new(),
        })?;
        let address: Address = settings
            .from
            .parse()
            .map_err(|_| GatewayError::refused("address", "the sender is no address"))?;
        let hello = ClientId::Domain(address.domain().to_owned());
        let tls = match settings.security {
            SmtpSecurity::Tls => Tls::Wrapper(tls(&settings.host)?),
            SmtpSecurity::StartTls => Tls::Required(tls(&settings.host)?),
            SmtpSecurity::PlainLoopback => {
                let here = matches!(settings.host.as_str(), "127.0.0.1" | "::1" | "localhost");
                if !here || settings.login.is_some() {
                    return Err(GatewayError::refused(
                        "settings",
                        "without TLS only to this machine, without password",
                    ));
                }
                Tls::None
            }
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(settings.host.as_str())
            .port(settings.port)
            .tls(tls)
            .hello_name(hello)
            .timeout(Some(Duration::from_secs(20)));
        if let Some((user, password)) = &settings.login {
            builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
        }
        Ok(Self { from: Mailbox::new(Some(settings.from_name.clone()), address), transport: builder.build() })
    }
}

/// Mozilla's certificate authorities and those of this machine, so that a region's own authority is known.
fn tls(host: &str) -> Result<TlsParameters, GatewayError> {
    let mut builder = TlsParameters::builder(host.to_owned());
    for authority in rustls_native_certs::load_native_certs().certs {
        if let Ok(authority) = Certificate::from_der(authority.to_vec()) {
            builder = builder.add_root_certificate(authority);
        }
    }
    builder.build_rustls().map_err(|error| GatewayError::refused("settings", error.to_string()))
}

fn wrong(error: &lettre::transport::smtp::Error) -> GatewayError {
    match error.status() {
        // 4yz: the relay asks for another try later (RFC 5321, 4.2.1), for example for greylisting.
        Some(_) if error.is_transient() => GatewayError::refused("smtp-later", error.to_string()),
        Some(status) => GatewayError::refused(status.to_string(), error.to_string()),
        None if error.is_response() => GatewayError::nonsense(error.to_string()),
        None => GatewayError::unreachable(error.to_string()),
    }
}

#[async_trait]
impl Mail for Smtp {
    fn name(&self) -> &'static str {
        "smtp"
    }

    async fn send(&self, letter: &Letter, moment: &Moment) -> Result<Receipt, GatewayError> {
        check(letter)?;
        let to: Address =
            letter.to.parse().map_err(|_| GatewayError::refused("address", "not an address"))?;
        let id = format!("<{}@{}>", moment.nonce_hex(), self.from.email.domain());
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(letter.subject.as_str())
            .date(SystemTime::from(moment.now))
            .message_id(Some(id.clone()))
            .header(ContentType::TEXT_PLAIN)
            .body(letter.text.clone())
            .map_err(|error| GatewayError::refused("letter", error.to_string()))?;
        self.transport.send(message).await.map_err(|error| wrong(&error))?;
        Ok(Receipt { reference: id })
    }

    async fn health(&self) -> Result<(), GatewayError> {
        match self.transport.test_connection().await {
            Ok(true) => Ok(()),
            Ok(false) => Err(GatewayError::unreachable("the relay does not answer NOOP")),
            Err(error) => Err(wrong(&error)),
        }
    }
}

#[cfg(test)]
#[path = "smtp_test.rs"]
mod tests;
