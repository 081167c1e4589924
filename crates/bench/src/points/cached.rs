//! (1) Pages everybody reads, beside a body of the same size that never changes, served by the same loop.

use super::Filled;
use crate::hall_at::{Site, desk, pages, still};
use crate::load::{Answers, Ask, closed};
use crate::report::{Figure, Limit, Report};
use crate::timing::{ratio, said};
use crate::{Line, fill};
use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use std::time::Duration;
use tower::ServiceExt as _;

const CONNECTIONS: usize = 32;

pub(crate) async fn measure(line: &Line, filled: &Filled, report: &mut Report) -> anyhow::Result<()> {
    let router = pages(desk(&filled.bench))?;
    let product = format!("/logistics/{}", fill::id(fill::Kind::Product, 1));
    for (name, path) in [("list", "/logistics?mode=sea&country=SG".to_owned()), ("product", product)] {
        for packing in ["gzip", "identity"] {
            let asked = Request::get(&path).header(header::ACCEPT_ENCODING, packing);
            let answer = router.clone().oneshot(asked.body(Body::empty())?).await?;
            let (parts, body) = answer.into_parts();
            anyhow::ensure!(parts.status.is_success(), "{path}: {}", parts.status);
            let body = to_bytes(Body::new(body), 64 << 20).await?;
            let size = body.len();
            let (hall, other) = (Site::open(router.clone())?, Site::open(still(body, parts.headers))?);
            let at = |site: &Site| {
                let path = path.clone();
                let ask = Ask::new(site.at, move |_| path.clone()).with(header::ACCEPT_ENCODING, packing)?;
                // Whoever brings a flash gets a page of their own, made for them.
                if line.without_cache { ask.with(header::COOKIE, "hall_flash=booking-made") } else { Ok(ask) }
            };
            let (ours, bare) = (both(line, &at(&hall)?).await?, both(line, &at(&other)?).await?);
            // Again in the other order: a machine that grows slower is unfair to whoever comes last.
            let (bare2, ours2) = (both(line, &at(&other)?).await?, both(line, &at(&hall)?).await?);
            anyhow::ensure!(ours.bad + bare.bad + ours2.bad + bare2.bad == 0, "requests went wrong");
            let rate = |one: &Answers, two: &Answers| (one.rate() + two.rate()) / 2.0;
            let (fast, faster) = (rate(&ours, &ours2), rate(&bare, &bare2));
            report.add(Figure {
                point: 1,
                what: format!("cached {name} page, {packing}, {size} bytes, requests/s"),
                ours: format!("{fast:.0}/s"),
                bare: format!("{faster:.0}/s static"),
                ratio: fast / faster,
                limit: Limit::Least(0.6),
            });
            let p99 = |one: &Answers, two: &Answers| (one.good.quantile(0.99) + two.good.quantile(0.99)) / 2;
            let (late, later) = (p99(&ours, &ours2), p99(&bare, &bare2));
            report.add(Figure {
                point: 1,
                what: format!("cached {name} page, {packing}, p99"),
                ours: said(late),
                bare: said(later),
                ratio: ratio(late, later),
                limit: Limit::Most(2.0),
            });
        }
    }
    Ok(())
}

async fn both(line: &Line, ask: &Ask) -> anyhow::Result<Answers> {
    closed(ask, CONNECTIONS, Duration::from_millis(300), u64::MAX).await?;
    closed(ask, CONNECTIONS, Duration::from_secs(line.seconds), u64::MAX).await
}
