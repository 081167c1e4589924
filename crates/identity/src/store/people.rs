//! Tables of who there is: accounts, what a natural or legal person declared, licences.

/// An account, of either kind.
pub mod account {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "account")]
    pub struct Model {
        /// The subject in tokens.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// `natural` or `legal`.
        pub kind: String,
        /// 用户名 as typed.
        pub login: String,
        /// 用户名 in lower case: unique.
        pub login_key: String,
        pub password: String,
        /// The person: 姓名, or 联系人 of a legal person.
        pub name: String,
        /// E.164.
        pub phone: String,
        /// 联系地址.
        pub address: String,
        /// 实名认证等级, 1 to 4.
        pub level: i32,
        /// Version of the user agreement that was accepted.
        pub terms: String,
        pub created_at: DateTimeUtc,
        pub password_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What a natural person declared.
pub mod person {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "person")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub account_id: Uuid,
        pub nationality: String,
        pub document: String,
        /// Sealed, bound to the account.
        pub number: String,
        pub valid_from: String,
        pub valid_until: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What a legal person declared (B11).
pub mod enterprise {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "enterprise")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub account_id: Uuid,
        /// `enterprise`, `society` or `institution`.
        pub kind: String,
        pub name: String,
        pub uscc: String,
        pub representative: String,
        pub nationality: String,
        pub document: String,
        /// Sealed, bound to the account.
        pub number: String,
        pub valid_from: String,
        pub valid_until: Option<String>,
        pub address: String,
        pub region: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A licence in the centre (B14).
pub mod licence {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "licence")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub account_id: Uuid,
        /// 证件类型名称.
        pub name: String,
        /// 证件编号, sealed, bound to the licence.
        pub number: String,
        /// 持照颁证机构; empty when nobody but the holder vouches for it.
        pub authority: String,
        /// 持证人主体.
        pub holder: String,
        pub valid_from: Option<String>,
        pub valid_until: Option<String>,
        pub created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
