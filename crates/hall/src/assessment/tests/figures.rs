//! How the parks stand, in figures.

use super::*;
use crate::assessment::find::{ParkCounts, ParksFilter, Timeliness, due_filings, parks};
use crate::park::settlement::{self, SettlementForm};
use crate::provider::ParkKind;

fn span(from: &str, until: &str) -> ParksFilter {
    ParksFilter {
        from: from.parse().unwrap(),
        until: until.parse().unwrap(),
        kind: None,
        district: String::new(),
        words: String::new(),
        park: None,
    }
}

impl Scene {
    async fn counted(&self, filter: &ParksFilter) -> (Vec<ParkCounts>, ParkCounts) {
        let desk = &self.bench.desk;
        let (parks, all) = parks(desk.db(), &desk.zone, &self.regions(), filter, desk.now()).await.unwrap();
        (parks.into_iter().map(|park| park.counts).collect(), all)
    }

    /// Somebody asks the first park for a place: the application.
    async fn asked(&self, firm: &str) -> Uuid {
        let (firm, _) = self.bench.clerk(firm).await;
        let work = self.bench.desk.begin(&firm).await.unwrap();
        let form = SettlementForm {
            business: "仓储".to_owned(),
            staff: "5".to_owned(),
            wanted_on: "2026-06-01".to_owned(),
            contact_name: "乙某".to_owned(),
            contact_phone: "0000-1234567".to_owned(),
            ..SettlementForm::default()
        };
        let park = self.one.member().unwrap().provider().unwrap().id;
        let asked = settlement::ask(&work, park, &self.bench.desk.id().to_string(), &form).await.unwrap();
        work.keep().await.unwrap();
        asked.id
    }
}

#[tokio::test]
async fn d01_e05_figures_count_what_happened_in_the_days_asked_for_and_what_is_now() {
    let scene = open().await;
    let landed = scene.asked("海澜甲贸易").await;
    let declined = scene.asked("海澜乙贸易").await;
    scene.asked("海澜丙贸易").await;
    let work = scene.bench.desk.begin(&scene.one).await.unwrap();
    settlement::land(&work, landed, 1).await.unwrap();
    settlement::decline(&work, declined, 1, "没有空仓").await.unwrap();
    work.keep().await.unwrap();
    scene.submit(&scene.one, "3").await.unwrap();

    let (each, all) = scene.counted(&span("2026-03-06", "2026-03-06")).await;
    let one = ParkCounts { waiting: 1, landed: 1, declined: 1, tenants: 1, ..ParkCounts::default() };
    assert_eq!((each, all), (vec![one, ParkCounts::default()], one), "nothing was due yet");
    let (_, before) = scene.counted(&span("2026-01-01", "2026-03-05")).await;
    assert_eq!(
        before,
        ParkCounts { waiting: 1, tenants: 1, ..ParkCounts::default() },
        "what is, is as it is now"
    );

    // The 10th ends at 16:00 UTC: the second before it nothing is due, then one filed and one did not.
    let whole = span("2026-03-01", "2026-03-31");
    scene.at("2026-03-10T15:59:59Z");
    assert_eq!(scene.counted(&whole).await.1.due(), 0);
    scene.at("2026-03-10T16:00:00Z");
    let (each, all) = scene.counted(&whole).await;
    assert_eq!((all.in_time, all.late, all.missing), (1, 0, 1));
    assert_eq!((each[0].in_time, each[1].missing), (1, 1));
    scene.submit(&scene.other, "5").await.unwrap();
    let (_, all) = scene.counted(&whole).await;
    assert_eq!((all.in_time, all.late, all.missing), (1, 1, 0));
    assert_eq!(scene.counted(&span("2026-03-11", "2026-03-31")).await.1.due(), 0, "due before these days");

    // The list behind each number has as many rows as the number says, for all parks and for one.
    let desk = &scene.bench.desk;
    let (both, _) = parks(desk.db(), &desk.zone, &scene.regions(), &whole, desk.now()).await.unwrap();
    for park in [None, Some(0), Some(1)] {
        let counts = park.map_or(all, |at: usize| both[at].counts);
        let filter = ParksFilter { park: park.map(|at| both[at].id), ..whole.clone() };
        for (timeliness, number) in [
            (Some(Timeliness::InTime), counts.in_time),
            (Some(Timeliness::Late), counts.late),
            (Some(Timeliness::Missing), counts.missing),
            (None, counts.due()),
        ] {
            let rows =
                due_filings(desk.db(), &desk.zone, &scene.regions(), &filter, timeliness, desk.now()).await;
            assert_eq!(rows.unwrap().len() as u64, number, "{park:?} {timeliness:?}");
        }
    }

    let bases = ParksFilter { kind: Some(ParkKind::Base), ..whole.clone() };
    let named = ParksFilter { words: "二号".to_owned(), ..whole.clone() };
    let elsewhere = Some(vec!["990102".to_owned()]);
    for (regions, filter, number) in [
        (scene.regions(), &bases, 0),
        (scene.regions(), &named, 1),
        (elsewhere, &whole, 0),
        (None, &whole, 2),
    ] {
        let (found, _) = parks(desk.db(), &desk.zone, &regions, filter, desk.now()).await.unwrap();
        assert_eq!(found.len(), number, "{regions:?} {filter:?}");
    }
}
