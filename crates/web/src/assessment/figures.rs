//! 园区统计: how the parks of an official's regions stand, with the lists behind the figures, and the same as a workbook.

use crate::page::{Answer, Page, day};
use axum::extract::Query;
use chrono::{Days, NaiveDate};
use hall::Refusal;
use hall::assessment::find::{self, ParkCounts, ParkFigures, ParksFilter, Timeliness};
use hall::kernel::{Action, DEPARTMENT, Paging, Whose};
use hall::provider::ParkKind;
use minijinja::context;
use minijinja::value::Serde;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sheets::{Cell, Column, Kind, Table, XLSX};

/// The span that is counted unless another is asked for: days before today.
const SPAN: u64 = 365;

/// The filter as it stands in the address; what cannot be read narrows nothing.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    kind: String,
    district: String,
    from: String,
    until: String,
    park: String,
    how: String,
    page: String,
    size: String,
}

impl Asked {
    fn filter(&self, today: NaiveDate) -> ParksFilter {
        let until = day(&self.until).unwrap_or(today);
        let from = day(&self.from).or_else(|| until.checked_sub_days(Days::new(SPAN)));
        ParksFilter {
            from: from.unwrap_or(until).min(until),
            until,
            kind: ParkKind::of(&self.kind),
            district: self.district.trim().to_owned(),
            park: None,
            words: self.q.chars().take(60).collect::<String>().trim().to_owned(),
        }
    }
}

async fn found(page: &Page, filter: &ParksFilter) -> Result<(Vec<ParkFigures>, ParkCounts), Refusal> {
    let desk = page.desk();
    let regions = page.member()?.regions_of_any(&DEPARTMENT);
    find::parks(desk.db(), &desk.zone, &regions, filter, desk.now()).await
}

/// The page of all rows that is asked for.
fn page_of<T>(asked: &Asked, all: Vec<T>) -> hall::kernel::Page<T> {
    let paging = Paging::of(asked.page.parse().ok(), asked.size.parse().ok());
    let total = all.len() as u64;
    paging.page(all.into_iter().skip(paging.offset() as usize).take(paging.size as usize).collect(), total)
}

pub(super) async fn list(page: Page, Query(asked): Query<Asked>) -> Answer {
    let filter = asked.filter(page.desk().zone.day(page.desk().now()));
    let (parks, all) = found(&page, &filter).await?;
    let context = context! {
        where => "office",
        list => Serde(page_of(&asked, parks)),
        all => Serde(all),
        due => all.due(),
        from => filter.from.to_string(),
        until => filter.until.to_string(),
        zone_time => page.desk().zone.timezone.name(),
        narrowed => filter.kind.is_some() || !filter.district.is_empty() || !filter.words.is_empty(),
        kinds => ParkKind::ALL.map(ParkKind::word),
        asked => Serde(&asked),
    };
    page.show("assessment/parks.html", context).await
}

/// The filings behind the figures: what was due in the span, and how it came.
pub(super) async fn filings(page: Page, Query(asked): Query<Asked>) -> Answer {
    let (desk, member) = (page.desk(), page.member()?);
    let filter = ParksFilter { park: asked.park.parse().ok(), ..asked.filter(desk.zone.day(desk.now())) };
    let timeliness = Timeliness::of(&asked.how);
    let regions = member.regions_of_any(&DEPARTMENT);
    let found = find::due_filings(desk.db(), &desk.zone, &regions, &filter, timeliness, desk.now()).await?;
    // A park without such filings is still the one that is asked for.
    let park = hall::park::find::name(desk.db(), filter.park).await?;
    let context = context! {
        where => "office",
        menu_at => "/office/parks",
        list => Serde(page_of(&asked, found)),
        from => filter.from.to_string(),
        until => filter.until.to_string(),
        park,
        kinds => ParkKind::ALL.map(ParkKind::word),
        ways => Serde(Timeliness::ALL),
        judges => desk.may(page.actor(), Action::Assess, &Whose::Nobody).is_ok(),
        asked => Serde(&asked),
    };
    page.show("assessment/due.html", context).await
}

/// Exactly the parks that were found.
pub(super) async fn workbook(page: Page, Query(asked): Query<Asked>) -> Answer {
    let now = page.desk().now();
    let filter = asked.filter(page.desk().zone.day(now));
    let (parks, _) = found(&page, &filter).await?;
    let text = |key: &str| page.text(key, &Value::Null);
    let words = ["figures-park", "figures-kind", "figures-district"].map(|key| (key, Kind::Text));
    let counts = [
        "figures-waiting",
        "figures-landed",
        "figures-declined",
        "figures-tenants",
        "figures-news",
        "figures-in_time",
        "figures-late",
        "figures-missing",
    ];
    let numbers = counts.map(|key| (key, Kind::Number));
    let columns = words.into_iter().chain(numbers).map(|(key, kind)| Column::new(text(key), kind)).collect();
    let zh = page.locale().tag() == "zh-CN";
    let place = |code: &str| {
        let region = page.desk().zone.regions.iter().find(|region| region.code == code);
        region.map_or(code, |region| if zh { &region.name_zh } else { &region.name_en }).to_owned()
    };
    let rows = parks.into_iter().map(|park| {
        let ParkCounts { waiting, landed, declined, tenants, news, in_time, late, missing } = park.counts;
        let words = [park.name, text(&format!("park-kind-{}", park.kind)), place(&park.district)];
        let numbers = [waiting, landed, declined, tenants, news, in_time, late, missing];
        let numbers = numbers.map(|n| Cell::Number(n as f64));
        words.into_iter().map(Cell::from).chain(numbers).collect::<Vec<_>>()
    });
    let title = format!("{} {}–{}", text("menu-office-parks"), filter.from, filter.until);
    let table = Table { title: text("menu-office-parks"), columns, rows };
    let bytes = table.to_xlsx(now.naive_utc()).map_err(|error| Refusal::Broken(error.to_string()))?;
    Ok(page.download(&format!("{title}.xlsx"), XLSX, bytes))
}
