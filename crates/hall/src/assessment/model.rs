//! The tables. Days are ISO text, instants come from them in the zone's time; what is JSON is read in `read.rs`.

/// What is assessed.
pub mod assessment {
    use sea_orm::entity::prelude::*;

    /// One assessment (考核评估项目).
    #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, DeriveEntityModel)]
    #[sea_orm(table_name = "assessment")]
    pub struct Model {
        /// Id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// A region's code, or `*`: whose parks are assessed, and whose officials do it.
        pub region: String,
        /// 考核评估项目名称.
        pub name: String,
        /// A [`crate::assessment::Target`]'s word.
        pub target: String,
        /// A [`crate::assessment::Rhythm`]'s word.
        pub rhythm: String,
        /// How many windows.
        pub periods: i32,
        /// The first window's first day.
        pub opens_on: String,
        /// Its last day.
        pub due_on: String,
        /// The last day on which it takes a late filing.
        pub lock_on: String,
        /// JSON of the form.
        pub form: String,
        /// A [`crate::assessment::State`]'s word.
        pub state: String,
        /// Who made it.
        pub created_by: Uuid,
        /// When.
        pub created_at: DateTimeUtc,
        /// When it changed last.
        pub updated_at: DateTimeUtc,
        /// When parks were told of it.
        pub announced_at: Option<DateTimeUtc>,
        /// Counted from 1; grows with every change.
        pub version: i32,
    }

    /// Ids are followed by finders, not by the mapper.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Windows.
pub mod period {
    use sea_orm::entity::prelude::*;

    /// One window of an assessment.
    #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, DeriveEntityModel)]
    #[sea_orm(table_name = "assessment_period")]
    pub struct Model {
        /// Id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The assessment.
        pub assessment_id: Uuid,
        /// Which of its windows, from 1.
        pub ordinal: i32,
        /// `2026Q1`; empty for a task that is done once.
        pub quarter: String,
        /// The first day.
        pub opens_on: String,
        /// The last day.
        pub due_on: String,
        /// The last day on which it takes a late filing.
        pub lock_on: String,
        /// When it opens.
        pub opens_at: DateTimeUtc,
        /// The first instant that is late.
        pub due_at: DateTimeUtc,
        /// The first instant at which nothing is taken.
        pub lock_at: DateTimeUtc,
        /// Counted from 1; grows when it is extended.
        pub version: i32,
        /// When parks were told that it is open.
        pub opened_told_at: Option<DateTimeUtc>,
        /// When parks were told that it is due soon.
        pub soon_told_at: Option<DateTimeUtc>,
        /// When parks were told that it is overdue.
        pub overdue_told_at: Option<DateTimeUtc>,
    }

    /// Ids are followed by finders, not by the mapper.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What each park files.
pub mod filing {
    use sea_orm::entity::prelude::*;

    /// One park's filing for one window.
    #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, DeriveEntityModel)]
    #[sea_orm(table_name = "filing")]
    pub struct Model {
        /// Id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The window.
        pub period_id: Uuid,
        /// The park.
        pub provider_id: Uuid,
        /// The enterprise that runs it.
        pub enterprise_id: Uuid,
        /// The park's name when it was listed.
        pub park_name: String,
        /// `park` or `base`.
        pub park_kind: String,
        /// A [`crate::assessment::FilingState`]'s word.
        pub state: String,
        /// The newest submission; 0 before the first.
        pub round: i32,
        /// Grows with every submission and decision.
        pub version: i32,
        /// JSON of the answers as last saved.
        pub draft: String,
        /// Grows with every saving.
        pub draft_version: i32,
        /// JSON of the points officials gave, by indicator.
        pub awards: String,
        /// When it was listed.
        pub created_at: DateTimeUtc,
        /// When it moved last.
        pub updated_at: DateTimeUtc,
    }

    /// Ids are followed by finders, not by the mapper.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Submissions.
pub mod round {
    use sea_orm::entity::prelude::*;

    /// One submission; it is never changed, only decided on.
    #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, DeriveEntityModel)]
    #[sea_orm(table_name = "filing_round")]
    pub struct Model {
        /// Id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The filing.
        pub filing_id: Uuid,
        /// Counted from 1.
        pub round: i32,
        /// 回执编号.
        pub number: String,
        /// JSON of the answers.
        pub answers: String,
        /// SHA-256 of the answers.
        pub digest: String,
        /// Whether it came after the due day.
        pub late: bool,
        /// Who sent it.
        pub submitted_by: Uuid,
        /// When.
        pub submitted_at: DateTimeUtc,
        /// A [`crate::assessment::RoundState`]'s word.
        pub state: String,
        /// JSON of why it was returned.
        pub reason: Option<String>,
        /// JSON of what is wrong with single indicators.
        pub remarks: String,
        /// Who decided.
        pub decided_by: Option<Uuid>,
        /// When.
        pub decided_at: Option<DateTimeUtc>,
    }

    /// Ids are followed by finders, not by the mapper.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Published rankings.
pub mod ranking {
    use sea_orm::entity::prelude::*;

    /// One version of a ranking; it is never changed.
    #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, DeriveEntityModel)]
    #[sea_orm(table_name = "ranking")]
    pub struct Model {
        /// Id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The window.
        pub period_id: Uuid,
        /// Counted from 1.
        pub version: i32,
        /// JSON of every score with every step.
        pub snapshot: String,
        /// SHA-256 of the snapshot.
        pub digest: String,
        /// JSON of what changed since the version before, and why.
        pub changes: String,
        /// Who published it.
        pub published_by: Uuid,
        /// When.
        pub published_at: DateTimeUtc,
        /// The first instant at which no objection is taken.
        pub objections_until: DateTimeUtc,
    }

    /// Ids are followed by finders, not by the mapper.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Objections.
pub mod objection {
    use sea_orm::entity::prelude::*;

    /// One objection (异议).
    #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, DeriveEntityModel)]
    #[sea_orm(table_name = "objection")]
    pub struct Model {
        /// Id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// 异议编号.
        pub number: String,
        /// The version it was made to.
        pub ranking_id: Uuid,
        /// The window.
        pub period_id: Uuid,
        /// The park's filing.
        pub filing_id: Uuid,
        /// The park.
        pub provider_id: Uuid,
        /// The enterprise that runs it.
        pub enterprise_id: Uuid,
        /// 异议原因.
        pub reason: String,
        /// JSON list of the files that came with it.
        pub files: String,
        /// A [`crate::assessment::ObjectionState`]'s word.
        pub state: String,
        /// What the department answered.
        pub answer: Option<String>,
        /// Who made it.
        pub made_by: Uuid,
        /// When.
        pub made_at: DateTimeUtc,
        /// Until when an answer is promised.
        pub due_at: DateTimeUtc,
        /// Who answered.
        pub decided_by: Option<Uuid>,
        /// When it was answered or withdrawn.
        pub closed_at: Option<DateTimeUtc>,
        /// When officials were told that the promise is broken.
        pub alarmed_at: Option<DateTimeUtc>,
    }

    /// Ids are followed by finders, not by the mapper.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
