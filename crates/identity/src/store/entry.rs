//! Tables of logging in: sessions, logins that websites asked for, codes, tokens, QR codes, signing keys.

/// A browser that is logged in.
pub mod session {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "session")]
    pub struct Model {
        /// Fingerprint of what the cookie holds.
        #[sea_orm(primary_key, auto_increment = false)]
        pub mark: String,
        /// Public name of the session, for the list in which it can be ended.
        pub id: Uuid,
        pub account_id: Uuid,
        /// `pwd`, `qr` or `new` (just registered).
        pub way: String,
        pub address: String,
        pub agent: String,
        pub created_at: DateTimeUtc,
        pub seen_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A login a website asked for and nobody has finished.
pub mod request {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "login_request")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Fingerprint of the browser it belongs to.
        pub visit: String,
        pub client: String,
        pub redirect: String,
        pub state: String,
        pub nonce: Option<String>,
        pub challenge: String,
        pub scope: String,
        /// `personal`, `legal` or nothing.
        pub wanted: Option<String>,
        /// The person must log in again after the request came, whatever session there is.
        pub anew: bool,
        pub created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// An authorization code.
pub mod code {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "code")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub mark: String,
        pub client: String,
        pub redirect: String,
        pub nonce: Option<String>,
        pub challenge: String,
        pub scope: String,
        pub account_id: Uuid,
        pub way: String,
        pub login_at: DateTimeUtc,
        pub created_at: DateTimeUtc,
        pub used_at: Option<DateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// An access token.
pub mod token {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "token")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub mark: String,
        /// The code it was given for: using that again ends the token.
        pub code: String,
        pub scope: String,
        pub account_id: Uuid,
        pub expires_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A QR code shown to somebody who wants to log in.
pub mod scan {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "scan")]
    pub struct Model {
        /// Fingerprint of what the QR code holds.
        #[sea_orm(primary_key, auto_increment = false)]
        pub mark: String,
        /// Fingerprint of the browser that shows it.
        pub visit: String,
        /// Two digits both screens show.
        pub compare: String,
        /// `personal` or `legal`.
        pub wanted: String,
        /// `shown`, `seen`, `allowed`, `refused` or `used`.
        pub state: String,
        pub account_id: Option<Uuid>,
        pub address: String,
        pub agent: String,
        pub created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A key id tokens are signed with.
pub mod signing_key {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "signing_key")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub kid: String,
        /// Modulus and exponent, base64url.
        pub n: String,
        pub e: String,
        /// PKCS #8, sealed, bound to the kid.
        pub sealed: String,
        pub created_at: DateTimeUtc,
        /// Since when it signs no more; it stays published for those who check old tokens.
        pub retired_at: Option<DateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
