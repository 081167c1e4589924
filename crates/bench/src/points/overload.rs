//! (7) Four times what it can carry: whoever is turned away hears so at once, the memory stays as it is, and afterwards all
//! is as before.

use crate::fill::{self, Size};
use crate::load::{Ask, closed, open};
use crate::program::Program;
use crate::report::{Figure, Limit, Report};
use crate::timing::said;
use crate::{Line, progress};
use hall::testing::bench_at;
use std::path::Path;
use std::time::{Duration, Instant};

/// Connections that ask at once when its strength is measured.
const CONNECTIONS: usize = 32;
/// Requests that may be under way in a crowd: more than the hall has places.
const CROWD: usize = 900;
const TIMES: f64 = 4.0;

pub(crate) async fn measure(line: &Line, folder: &Path, report: &mut Report) -> anyhow::Result<()> {
    let data = folder.join("overload");
    std::fs::create_dir_all(&data)?;
    let url = format!("sqlite:{}", data.join("hall.db").display());
    fill::fill(&bench_at(&url).await, &url, Size::of(10_000)).await?;
    let program = Program::start(&data).await?;
    // Pages that cost most: no two are the same.
    let began = Instant::now();
    let fresh = move |number: u64| {
        format!(
            "/logistics?mode=sea&page={}&turn={}",
            number % 50 + 1,
            began.elapsed().as_nanos() as u64 + number
        )
    };
    let ask = Ask::new(program.at, fresh);
    let time = Duration::from_secs(line.seconds.max(2));
    closed(&ask, CONNECTIONS, time / 2, u64::MAX).await?;
    let carried = closed(&ask, CONNECTIONS, time, u64::MAX).await?;
    anyhow::ensure!(carried.bad == 0, "requests went wrong before the crowd came");
    let before = program.memory()?;
    let rate = carried.rate() * TIMES;
    let crowd = open(&ask, rate, CROWD, time * 2).await?;
    let during = program.memory()?;
    progress(&format!(
        "overload: carries {:.0}/s (p99 {}); of {rate:.0}/s asked {} were answered (p50 {}, p99 {}), {} told to come back, {} broke off",
        carried.rate(),
        said(carried.good.quantile(0.99)),
        crowd.good.len(),
        said(crowd.good.median()),
        said(crowd.good.quantile(0.99)),
        crowd.busy.len(),
        crowd.bad,
    ));
    report.add(Figure {
        point: 7,
        what: format!(
            "{TIMES} times {:.0} pages/s: ms until told to come back, p99 of {}",
            carried.rate(),
            crowd.busy.len()
        ),
        ours: said(crowd.busy.quantile(0.99)),
        bare: String::new(),
        ratio: crowd.busy.quantile(0.99).as_secs_f64() * 1e3,
        limit: Limit::Most(100.0),
    });
    let share = crowd.busy.len() as f64 / (crowd.busy.len() + crowd.good.len()).max(1) as f64;
    report.add(Figure {
        point: 7,
        what: "share of the crowd told to come back (three of four cannot be carried)".to_owned(),
        ours: format!("{:.0} %", share * 100.0),
        bare: String::new(),
        ratio: share,
        limit: Limit::Least(0.5),
    });
    report.add(Figure {
        point: 7,
        what: "requests that broke off".to_owned(),
        ours: crowd.bad.to_string(),
        bare: String::new(),
        ratio: crowd.bad as f64,
        limit: Limit::Most(0.0),
    });
    report.add(Figure {
        point: 7,
        what: "good answers/s in the crowd".to_owned(),
        ours: format!("{:.0}/s", crowd.rate()),
        bare: format!("{:.0}/s without", carried.rate()),
        ratio: crowd.rate() / carried.rate(),
        limit: Limit::None,
    });
    report.add(Figure {
        point: 7,
        what: "memory in the crowd".to_owned(),
        ours: format!("{during:.0} MB"),
        bare: format!("{before:.0} MB before"),
        ratio: during / before,
        limit: Limit::Most(1.5),
    });
    let ended = Instant::now();
    let again = loop {
        let again = closed(&ask, CONNECTIONS, Duration::from_secs(1), u64::MAX).await?;
        let itself = again.busy.len() == 0 && again.bad == 0 && again.rate() > carried.rate() * 0.8;
        if itself || ended.elapsed() > Duration::from_secs(20) {
            break ended.elapsed();
        }
    };
    report.add(Figure {
        point: 7,
        what: "seconds until it carries again what it carried".to_owned(),
        ours: said(again),
        bare: String::new(),
        ratio: again.as_secs_f64(),
        limit: Limit::Most(10.0),
    });
    Ok(())
}
