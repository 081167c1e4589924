//! The tables: the header every kind of engagement shares, the details of bookings, the thread.

use super::{Snapshot, Stage, State};
use crate::enterprise::model::enterprise;
use crate::kernel::{Instant, Outcome};
use sea_orm::entity::prelude::*;

/// The header.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "engagement")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// 服务编号, such as `HL-20260304-0001`.
    pub number: String,
    /// `booking`, the only kind so far.
    pub kind: String,
    /// What was booked; the offering may be gone (Q8).
    pub offering_id: Uuid,
    /// Who is asked.
    pub provider_id: Uuid,
    /// Who asks.
    pub enterprise_id: Uuid,
    /// The person who asked for it.
    pub account_id: Uuid,
    /// A [`State`]'s word.
    pub state: String,
    /// The offering's title when it was booked.
    pub title: String,
    /// JSON of [`Snapshot`].
    pub snapshot: String,
    /// Made when the form was shown: a form sent twice makes one booking.
    pub form_key: String,
    /// Counted from 1; grows with every turn.
    pub version: i32,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// When it moved last.
    pub updated_at: DateTimeUtc,
    /// Until when an answer is promised.
    pub due_at: DateTimeUtc,
    /// When the first answer came.
    pub answered_at: Option<DateTimeUtc>,
    /// When the enterprise opened the newest answer (Q5).
    pub answer_seen_at: Option<DateTimeUtc>,
    /// When it was fulfilled or withdrawn.
    pub closed_at: Option<DateTimeUtc>,
    /// Which [`super::Side`] did that.
    pub closed_side: Option<String>,
    /// Why it was withdrawn, if the enterprise said so.
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

    /// What people see of it at `now`.
    ///
    /// # Errors
    /// As [`Model::state`].
    pub fn stage(&self, now: Instant) -> Outcome<Stage> {
        Ok(Stage::at(self.state()?, self.due_at, now))
    }

    /// What was offered when it was booked.
    ///
    /// # Errors
    /// When the stored JSON cannot be read.
    pub fn snapshot(&self) -> Outcome<Snapshot> {
        Ok(serde_json::from_str(&self.snapshot)?)
    }
}

/// What a booking adds to the header.
pub mod booking {
    use sea_orm::entity::prelude::*;

    /// The details of one booking.
    #[derive(Clone, Debug, PartialEq, serde::Serialize, DeriveEntityModel)]
    #[sea_orm(table_name = "booking")]
    pub struct Model {
        /// The engagement.
        #[sea_orm(primary_key, auto_increment = false)]
        pub engagement_id: Uuid,
        /// 货物名称.
        pub cargo: String,
        /// 数量, in the enterprise's own words; empty when weight and volume say it.
        pub quantity: String,
        /// Kilograms.
        pub weight_kg: Option<f64>,
        /// Cubic metres.
        pub volume_m3: Option<f64>,
        /// The ISO day on which the cargo is ready.
        pub ready_on: String,
        /// Where it is then.
        pub origin: String,
        /// 备注; may be empty.
        pub remarks: String,
        /// Whom to ask for.
        pub contact_name: String,
        /// How to reach them.
        pub contact_phone: String,
    }

    /// Ids are followed by finders, not by the mapper.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The thread between both sides.
pub mod post {
    use sea_orm::entity::prelude::*;

    /// Something one side said. It is never changed.
    #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, DeriveEntityModel)]
    #[sea_orm(table_name = "engagement_post")]
    pub struct Model {
        /// Id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The engagement.
        pub engagement_id: Uuid,
        /// A [`crate::engagement::Side`]'s word.
        pub side: String,
        /// The person who said it.
        pub account_id: Uuid,
        /// The name of the enterprise or provider they spoke for.
        pub author: String,
        /// What was said.
        pub body: String,
        /// Made when the form was shown: a form sent twice says it once.
        pub form_key: String,
        /// When.
        pub at: DateTimeUtc,
    }

    /// Ids are followed by finders, not by the mapper.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
