//! What the hall knows of a park and can fill in, so that nobody types what is written down already. A new fact is one word here and
//! one arm of [`count`].

use super::exact::Exact;
use super::state::Window;
use crate::kernel::{Instant, Outcome, Uuid, words};
use crate::news::model as news;
use crate::park;
use crate::park::settlement::model as settlement;
use crate::park::tenant::model as tenant;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

words! {
    /// A fact that can be counted.
    Fact {
        /// 园区面积 in square metres, as approved.
        Area = "area",
        /// 主导产业: how many the approved information names.
        Industries = "industries",
        /// 新入驻企业: applications that landed within the window.
        Landed = "landed",
        /// 在园企业: tenants of the register who are there now.
        Tenants = "tenants",
        /// 新闻资讯: news that became public within the window and that everybody can read now.
        News = "news",
    }
}

/// What the hall knows of a park for a window at `now`; facts that grow are counted within the window.
///
/// # Errors
/// When the database fails or the park is gone.
pub async fn count(
    db: &impl ConnectionTrait,
    fact: Fact,
    park: Uuid,
    window: &Window,
    now: Instant,
) -> Outcome<Exact> {
    let details = park::find::details(db, park).await?;
    Ok(match fact {
        // A land register has hundredths.
        Fact::Area => Exact::parse(&format!("{:.2}", details.area)).unwrap_or(Exact::ZERO),
        Fact::Industries => whole(details.industries()?.len() as u64),
        Fact::Landed => whole(
            settlement::Entity::find()
                .filter(settlement::Column::ParkId.eq(park))
                .filter(settlement::Column::State.eq("landed"))
                .filter(settlement::Column::DecidedAt.gte(window.opens))
                .filter(settlement::Column::DecidedAt.lt(window.due))
                .count(db)
                .await?,
        ),
        Fact::Tenants => whole(
            tenant::Entity::find()
                .filter(tenant::Column::ParkId.eq(park))
                .filter(tenant::Column::State.eq("present"))
                .count(db)
                .await?,
        ),
        Fact::News => whole(
            news::Entity::find()
                .filter(news::Column::ProviderId.eq(park))
                .filter(news::Column::PublicFrom.gte(window.opens))
                .filter(news::Column::PublicFrom.lt(window.due))
                // What is scheduled has not been read by anybody yet.
                .filter(news::Column::PublicFrom.lte(now))
                .filter(news::Column::TakenDownAt.is_null())
                .filter(news::Column::BlockedAt.is_null())
                .filter(news::Column::RemovedAt.is_null())
                .count(db)
                .await?,
        ),
    })
}

fn whole(count: u64) -> Exact {
    Exact::whole(i64::try_from(count).unwrap_or(i64::MAX))
}
