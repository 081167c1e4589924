//! The table of providers: the approved content, which stays as it is while a change is under review.

use crate::kernel::words;
use sea_orm::entity::prelude::*;
use serde::Serialize;

/// An enterprise that became a provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "provider")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The enterprise; no two providers share one (S2:282, L-20).
    pub enterprise_id: Uuid,
    /// A [`Kind`]'s word.
    pub kind: String,
    /// 企业名称.
    pub name: String,
    /// 统一社会信用代码.
    pub uscc: String,
    /// 法定代表人.
    pub legal_representative: String,
    /// 联系人.
    pub contact_name: String,
    /// 联系电话.
    pub contact_phone: String,
    /// 详细地址.
    pub address: String,
    /// 公司介绍 (also called 服务商介绍, Q19).
    pub introduction: String,
    /// The logo's file.
    pub logo: Uuid,
    /// The licence's file (营业执照), which only officials and the enterprise see.
    pub licence: Uuid,
    /// The region that looks after it.
    pub region: String,
    /// A [`Standing`]'s word.
    pub state: String,
    /// When the present content was approved.
    pub approved_at: DateTimeUtc,
    /// When the enterprise became a provider.
    pub created_at: DateTimeUtc,
    /// Counted from 1; grows with every change.
    pub version: i32,
}

/// None that are followed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

words! {
    /// What an enterprise can become; exactly one of them (L-20).
    Kind {
        /// 物流机构 (C04).
        Logistics = "logistics",
        /// 园区/基地 (C06).
        Park = "park",
    }
}

words! {
    /// How a provider stands.
    Standing {
        /// 正常.
        Active = "active",
        /// 已停用 by an official: its products are not shown and its desk is closed.
        Suspended = "suspended",
    }
}

impl Model {
    /// How it stands. An unknown word counts as suspended: the safe side.
    #[must_use]
    pub fn standing(&self) -> Standing {
        Standing::of(&self.state).unwrap_or(Standing::Suspended)
    }

    /// Whether it may publish and be seen.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.standing() == Standing::Active
    }
}

/// What a provider that is a park or base adds to its row.
pub mod park {
    use crate::kernel::Outcome;
    use crate::provider::ParkKind;
    use sea_orm::entity::prelude::*;

    /// The approved details of one park.
    #[derive(Clone, Debug, PartialEq, serde::Serialize, DeriveEntityModel)]
    #[sea_orm(table_name = "park")]
    pub struct Model {
        /// The provider.
        #[sea_orm(primary_key, auto_increment = false)]
        pub provider_id: Uuid,
        /// A [`ParkKind`]'s word.
        pub park_kind: String,
        /// 园区/基地名称.
        pub park_name: String,
        /// 所在片区: the code of a region of the zone.
        pub district: String,
        /// 园区地址.
        pub site: String,
        /// 面积 in square metres.
        pub area: f64,
        /// JSON list of 主导产业 in the park's order.
        pub industries: String,
        /// 入驻政策; may be empty.
        pub policies: String,
        /// JSON list of the pictures' files in the park's order.
        pub pictures: String,
        /// Whether everybody may read the names of its tenants.
        pub shows_tenants: bool,
    }

    /// None that are followed.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl Related<super::Entity> for Entity {
        fn to() -> RelationDef {
            Self::belongs_to(super::Entity).from(Column::ProviderId).to(super::Column::Id).into()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Model {
        /// Whether it is a park or a base.
        ///
        /// # Errors
        /// `Broken` for a word this program does not know.
        pub fn park_kind(&self) -> Outcome<ParkKind> {
            ParkKind::kept(&self.park_kind)
        }

        /// The industries in the park's order.
        ///
        /// # Errors
        /// When the stored JSON cannot be read.
        pub fn industries(&self) -> Outcome<Vec<String>> {
            Ok(serde_json::from_str(&self.industries)?)
        }

        /// The pictures in the park's order.
        ///
        /// # Errors
        /// When the stored JSON cannot be read.
        pub fn pictures(&self) -> Outcome<Vec<Uuid>> {
            Ok(serde_json::from_str(&self.pictures)?)
        }
    }
}

/// Industries of approved parks, to filter by.
pub mod industry {
    use sea_orm::entity::prelude::*;

    /// One industry of one park.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "park_industry")]
    pub struct Model {
        /// The provider.
        #[sea_orm(primary_key, auto_increment = false)]
        pub provider_id: Uuid,
        /// The industry as written.
        #[sea_orm(primary_key, auto_increment = false)]
        pub industry: String,
    }

    /// None that are followed.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
