//! The tables: an application with its present round, and the rounds that are over.

use super::{Asking, State};
use crate::enterprise::model::enterprise;
use crate::kernel::Outcome;
use sea_orm::entity::prelude::*;

/// An application as it stands in its present round.
#[derive(Clone, Debug, PartialEq, serde::Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "settlement")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// 服务编号, such as `HL-R-20260304-0001`; the same in every round.
    pub number: String,
    /// Counted from 1.
    pub round: i32,
    /// The provider that is the park.
    pub park_id: Uuid,
    /// Who asks.
    pub enterprise_id: Uuid,
    /// The person who asked in this round.
    pub account_id: Uuid,
    /// A [`State`]'s word.
    pub state: String,
    /// The park's name when this round was asked for.
    pub park_name: String,
    /// 经营内容.
    pub business: String,
    /// 人员规模.
    pub staff: i32,
    /// 计划投资, in ten thousand yuan.
    pub investment: Option<f64>,
    /// 需求面积, in square metres.
    pub area: Option<f64>,
    /// 期望入驻日期, an ISO day.
    pub wanted_on: String,
    /// 备注; may be empty.
    pub remarks: String,
    /// 申请人/联系人姓名 (S0:278).
    pub contact_name: String,
    /// 联系电话.
    pub contact_phone: String,
    /// Made when the form was shown: a form sent twice asks once.
    pub form_key: String,
    /// Counted from 1; grows with every turn.
    pub version: i32,
    /// When the first round was asked for.
    pub created_at: DateTimeUtc,
    /// When the present round was asked for.
    pub asked_at: DateTimeUtc,
    /// When it moved last.
    pub updated_at: DateTimeUtc,
    /// Until when the present round is promised an answer.
    pub due_at: DateTimeUtc,
    /// When the park decided.
    pub decided_at: Option<DateTimeUtc>,
    /// Who did.
    pub decided_by: Option<Uuid>,
    /// 原因说明 of a refusal (E06).
    pub reason: Option<String>,
    /// When both sides were told that nobody answered in time.
    pub reminded_at: Option<DateTimeUtc>,
}

/// Ids are followed by finders, not by the mapper.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl Related<enterprise::Entity> for Entity {
    fn to() -> RelationDef {
        Self::belongs_to(enterprise::Entity).from(Column::EnterpriseId).to(enterprise::Column::Id).into()
    }
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// In which state it is.
    ///
    /// # Errors
    /// `Broken` for a word this program does not know.
    pub fn state(&self) -> Outcome<State> {
        State::kept(&self.state)
    }

    /// What is asked for in the present round.
    #[must_use]
    pub fn asking(&self) -> Asking {
        Asking {
            business: self.business.clone(),
            staff: self.staff,
            investment: self.investment,
            area: self.area,
            wanted_on: self.wanted_on.clone(),
            remarks: self.remarks.clone(),
            contact_name: self.contact_name.clone(),
            contact_phone: self.contact_phone.clone(),
        }
    }
}

/// Rounds that are over.
pub mod round {
    use sea_orm::entity::prelude::*;

    /// One of them. Never changed.
    #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, DeriveEntityModel)]
    #[sea_orm(table_name = "settlement_round")]
    pub struct Model {
        /// The application.
        #[sea_orm(primary_key, auto_increment = false)]
        pub settlement_id: Uuid,
        /// Counted from 1.
        #[sea_orm(primary_key, auto_increment = false)]
        pub round: i32,
        /// How it ended: `declined` or `withdrawn`.
        pub state: String,
        /// JSON of [`super::Asking`].
        pub asked: String,
        /// When it was asked for.
        pub asked_at: DateTimeUtc,
        /// When it ended.
        pub ended_at: DateTimeUtc,
        /// Why it was declined.
        pub reason: Option<String>,
    }

    /// Ids are followed by finders, not by the mapper.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
