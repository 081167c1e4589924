//! The one error of everything here, mapped to an answer in one place ([`crate::front`]).

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// There is no such page or thing, or it belongs to somebody else: 404.
    #[error("not found")]
    NotFound,
    /// The request was not made by a page of this site in this browser: 403.
    #[error("not from here")]
    NotFromHere,
    /// One must log in first; afterwards the browser returns to this path: 303 to the login page.
    #[error("login first")]
    LoginFirst(String),
    /// The login of a website cannot begin, and we cannot tell that website: 400. The key of the text that says why.
    #[error("bad request: {0}")]
    Bad(&'static str),
    /// The form could not be read: 413, 415 or 400.
    #[error("unreadable form")]
    Unreadable(frame::submission::Unreadable),
    /// What was begun ran out or was finished elsewhere: 410.
    #[error("gone")]
    Gone,
    /// Something of ours failed: 500 with a reference number. The text is for the log only.
    #[error("broken: {0}")]
    Broken(String),
}

/// What operations return.
pub type Outcome<T> = Result<T, Problem>;

impl From<sea_orm::DbErr> for Problem {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Broken(format!("database: {error}"))
    }
}

impl From<storage::Error> for Problem {
    fn from(error: storage::Error) -> Self {
        Self::Broken(error.to_string())
    }
}

impl From<minijinja::Error> for Problem {
    fn from(error: minijinja::Error) -> Self {
        Self::Broken(format!("template: {error:#}"))
    }
}

impl From<serde_json::Error> for Problem {
    fn from(error: serde_json::Error) -> Self {
        Self::Broken(format!("json: {error}"))
    }
}

impl From<frame::submission::Unreadable> for Problem {
    fn from(unreadable: frame::submission::Unreadable) -> Self {
        Self::Unreadable(unreadable)
    }
}
