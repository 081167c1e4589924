//! 园区统计: how the parks of some regions stand, park by park and in all (E05, D01): who asks for a place and who landed, who is
//! there, what they tell, and how they file. What happens is counted in a span of days; what is, as it is now.

use super::Regions;
use super::due::{Timeliness, due};
use crate::kernel::{Instant, Outcome, Uuid, Zone};
use crate::news::model as news;
use crate::park::find::{Watched, in_regions};
use crate::park::settlement::{State as Asked, model as settlement};
use crate::park::tenant::{State as Stay, model as tenant};
use crate::provider::ParkKind;
use crate::provider::model::park;
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde::Serialize;
use std::collections::BTreeMap;

/// Which parks are counted, and from when to when; empty fields do not narrow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParksFilter {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
    /// 园区 or 基地.
    pub kind: Option<ParkKind>,
    /// 所在片区.
    pub district: String,
    /// Words in its name or its operator's.
    pub words: String,
    /// This park alone.
    pub park: Option<Uuid>,
}

impl ParksFilter {
    /// The first instant of the span, and the first after it.
    pub(super) fn instants(&self, zone: &Zone) -> (Instant, Instant) {
        (zone.begins(self.from), zone.ends(self.until))
    }
}

/// What is counted of a park, or of several.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ParkCounts {
    /// Applications that wait now.
    pub waiting: u64,
    /// Applications that landed in the span.
    pub landed: u64,
    /// Applications that were declined in the span.
    pub declined: u64,
    /// Tenants that are there now.
    pub tenants: u64,
    /// News that came out in the span and is not taken down.
    pub news: u64,
    /// Filings due in the span that came in time.
    pub in_time: u64,
    /// Those that came late.
    pub late: u64,
    /// Those that did not come.
    pub missing: u64,
}

/// One park.
#[derive(Debug, Clone, Serialize)]
pub struct ParkFigures {
    /// The provider that is the park.
    pub id: Uuid,
    /// 园区/基地名称.
    pub name: String,
    /// 园区 or 基地.
    pub kind: String,
    /// 所在片区.
    pub district: String,
    /// Whether it is not suspended.
    pub is_active: bool,
    /// What is counted of it.
    pub counts: ParkCounts,
}

impl ParkCounts {
    /// Filings that were due in the span.
    #[must_use]
    pub const fn due(&self) -> u64 {
        self.in_time + self.late + self.missing
    }

    fn add(&mut self, other: &Self) {
        self.waiting += other.waiting;
        self.landed += other.landed;
        self.declined += other.declined;
        self.tenants += other.tenants;
        self.news += other.news;
        self.in_time += other.in_time;
        self.late += other.late;
        self.missing += other.missing;
    }
}

/// The parks of these regions by name, and the sum of them.
///
/// # Errors
/// When the database fails.
pub async fn parks(
    db: &impl ConnectionTrait,
    zone: &Zone,
    regions: &Regions,
    filter: &ParksFilter,
    now: Instant,
) -> Outcome<(Vec<ParkFigures>, ParkCounts)> {
    let rows = watched(db, regions, filter).await?;
    let mut shown: Vec<ParkFigures> = rows.into_iter().map(ParkFigures::from).collect();
    let ids: Vec<Uuid> = shown.iter().map(|park| park.id).collect();
    let counted = counted(db, &ids, filter.instants(zone), now).await?;
    let mut all = ParkCounts::default();
    for park in &mut shown {
        park.counts = counted.get(&park.id).copied().unwrap_or_default();
        all.add(&park.counts);
    }
    Ok((shown, all))
}

/// The parks a filter leaves, by name, and whether each is active.
pub(super) async fn watched(
    db: &impl ConnectionTrait,
    regions: &Regions,
    filter: &ParksFilter,
) -> Outcome<Vec<(park::Model, bool)>> {
    let ParksFilter { kind, district, words, .. } = filter.clone();
    let mut rows = in_regions(db, regions, &Watched { kind, district, words }).await?;
    rows.retain(|(park, _)| filter.park.is_none_or(|one| one == park.provider_id));
    Ok(rows)
}

impl From<(park::Model, bool)> for ParkFigures {
    fn from((park, is_active): (park::Model, bool)) -> Self {
        Self {
            id: park.provider_id,
            name: park.park_name,
            kind: park.park_kind,
            district: park.district,
            is_active,
            counts: ParkCounts::default(),
        }
    }
}

async fn counted(
    db: &impl ConnectionTrait,
    parks: &[Uuid],
    (from, until): (Instant, Instant),
    now: Instant,
) -> Outcome<BTreeMap<Uuid, ParkCounts>> {
    let mut counts: BTreeMap<Uuid, ParkCounts> = BTreeMap::new();
    let decided = settlement::Column::DecidedAt;
    let within = || Condition::all().add(decided.gte(from)).add(decided.lt(until));
    for (state, when) in
        [(Asked::Pending, None), (Asked::Landed, Some(within())), (Asked::Declined, Some(within()))]
    {
        let mut rows = settlement::Entity::find()
            .filter(settlement::Column::State.eq(state.word()))
            .filter(settlement::Column::ParkId.is_in(parks.iter().copied()));
        if let Some(when) = when {
            rows = rows.filter(when);
        }
        for (park, number) in by_park(db, rows, settlement::Column::ParkId).await? {
            let count = counts.entry(park).or_default();
            match state {
                Asked::Pending => count.waiting = number,
                Asked::Landed => count.landed = number,
                _ => count.declined = number,
            }
        }
    }
    let stay = tenant::Entity::find()
        .filter(tenant::Column::State.eq(Stay::Present.word()))
        .filter(tenant::Column::ParkId.is_in(parks.iter().copied()));
    for (park, number) in by_park(db, stay, tenant::Column::ParkId).await? {
        counts.entry(park).or_default().tenants = number;
    }
    let told = news::Entity::find()
        .filter(news::Column::ProviderId.is_in(parks.iter().copied()))
        .filter(news::Column::RemovedAt.is_null())
        .filter(news::Column::BlockedAt.is_null())
        .filter(news::Column::TakenDownAt.is_null())
        .filter(news::Column::PublicFrom.gte(from))
        .filter(news::Column::PublicFrom.lt(until))
        .filter(news::Column::PublicFrom.lte(now));
    for (park, number) in by_park(db, told, news::Column::ProviderId).await? {
        counts.entry(park).or_default().news = number;
    }
    for (_, filing, round) in due(db, parks, (from, until), now).await? {
        let count = counts.entry(filing.provider_id).or_default();
        match Timeliness::of_round(round.as_ref()) {
            Timeliness::InTime => count.in_time += 1,
            Timeliness::Late => count.late += 1,
            Timeliness::Missing => count.missing += 1,
        }
    }
    Ok(counts)
}

/// How many rows each park has.
async fn by_park<E: EntityTrait>(
    db: &impl ConnectionTrait,
    rows: sea_orm::Select<E>,
    park: E::Column,
) -> Outcome<Vec<(Uuid, u64)>> {
    let counted = rows
        .select_only()
        .column(park)
        .column_as(park.count(), "rows")
        .group_by(park)
        .into_tuple::<(Uuid, i64)>()
        .all(db)
        .await?;
    Ok(counted.into_iter().map(|(park, rows)| (park, rows.unsigned_abs())).collect())
}
