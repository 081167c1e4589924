//! The tables: the register, what was imported into it, and what each import changed.

use crate::kernel::words;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// An enterprise in a park.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "tenant")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The provider that is the park.
    pub park_id: Uuid,
    /// 企业名称.
    pub name: String,
    /// 统一社会信用代码; once in a park.
    pub uscc: String,
    /// 业务类型.
    pub business: String,
    /// 联系人.
    pub contact_name: String,
    /// 联系电话.
    pub contact_phone: String,
    /// 入驻时间, an ISO day.
    pub entered_on: String,
    /// A [`State`]'s word.
    pub state: String,
    /// 备注; may be empty.
    pub remarks: String,
    /// A [`Source`]'s word.
    pub source: String,
    /// The application that landed, if it came from one.
    pub settlement_id: Option<Uuid>,
    /// The import that added it, if one did.
    pub import_id: Option<Uuid>,
    /// When it came into the register.
    pub created_at: DateTimeUtc,
    /// When it changed last.
    pub updated_at: DateTimeUtc,
    /// Counted from 1; grows with every change.
    pub version: i32,
}

/// Ids are followed by finders, not by the mapper.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

words! {
    /// 状态 of a tenant.
    State {
        /// 在园.
        Present = "present",
        /// 已迁出.
        Left = "left",
    }
}

words! {
    /// How a tenant came into the register.
    Source {
        /// An application landed.
        Settlement = "settlement",
        /// From a workbook.
        Import = "import",
        /// Typed by the park.
        Hand = "hand",
    }
}

/// What was imported.
pub mod import {
    use sea_orm::entity::prelude::*;

    /// One import.
    #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, DeriveEntityModel)]
    #[sea_orm(table_name = "tenant_import")]
    pub struct Model {
        /// Id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The park.
        pub park_id: Uuid,
        /// Who imported.
        pub account_id: Uuid,
        /// The name the file had.
        pub file_name: String,
        /// SHA-256 of what the rows say: the same content is recognised whatever the file's name.
        pub digest: String,
        /// Rows that were new.
        pub added: i32,
        /// Rows that changed a tenant.
        pub changed: i32,
        /// Rows that said what was known.
        pub unchanged: i32,
        /// When.
        pub at: DateTimeUtc,
        /// When it was undone, if it was.
        pub undone_at: Option<DateTimeUtc>,
    }

    /// Ids are followed by finders, not by the mapper.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What an import changed, row by row: what undoing it needs.
pub mod change {
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "tenant_change")]
    pub struct Model {
        /// The import.
        #[sea_orm(primary_key, auto_increment = false)]
        pub import_id: Uuid,
        /// The tenant.
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        /// JSON of the [`super::Model`] before; none where the import added it.
        pub before: Option<String>,
        /// The version the import made of it.
        pub version: i32,
        /// The name the import gave it.
        pub name: String,
    }

    /// Ids are followed by finders, not by the mapper.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What was sent in and waits to be confirmed.
pub mod draft {
    use sea_orm::entity::prelude::*;

    /// One file.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "tenant_draft")]
    pub struct Model {
        /// Id; the import it becomes keeps it.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The park.
        pub park_id: Uuid,
        /// Who sent it.
        pub account_id: Uuid,
        /// The name the file had.
        pub file_name: String,
        /// Its bytes in base64.
        pub content: String,
        /// When.
        pub at: DateTimeUtc,
    }

    /// Ids are followed by finders, not by the mapper.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
