//! Accounts: how somebody is recognised (SMS code, password, WeChat, unified identity), the sessions they hold, what
//! they agreed to, and which offices they were given. A proof of one's phone is what everything else hangs on.
//! Nothing here knows an enterprise: for whom somebody acts is put together in [`crate::actor`], and coming in with the
//! unified identity, which may bring an enterprise along, in [`crate::entrance`].

pub mod appoint;
mod arrival;
pub mod binding;
mod browser;
pub mod captcha;
pub mod code;
pub mod directory;
pub mod find;
pub(crate) mod handshake;
pub mod invitation;
pub mod legal;
pub mod login;
pub mod model;
pub mod password;
pub mod phone;
pub mod profile;
pub(crate) mod register;
pub mod session;
mod suspicion;
pub mod sweep;
mod tell;
pub mod wechat;

pub use arrival::Arrival;
pub use browser::{Browser, name_of};
pub use find::{holders, recipients};
pub use handshake::Aim;
pub use tell::tell_officials;
