//! One lease: its cash over time, and its rent among the published deals.

use crate::engine::lease::LeaseDetail;
use crate::engine::value::payback;
use crate::figure::money::payback_marker;
use crate::figure::parts::{
    Basis, add_source, end, million, months, months_axis, named, series, text, texts,
};
use crate::figure::{
    At, Axis, AxisKind, Event, Figure, Guide, GuideStyle, Layer, Legend, Role, published,
};
use crate::format::number;
use crate::plan::{Lease, Plan};
use crate::words::{Arg, tr};

/// Cumulative cash of one lease by month, with the month it has paid back and the ends of its term.
pub fn lease_cash(plan: &Plan, detail: &LeaseDetail) -> Figure {
    let x = months_axis(plan);
    let cumulative = detail.cash_usd.iter().scan(0.0, |sum, usd| {
        *sum += usd;
        Some(million(*sum))
    });
    let points = months(plan.start, cumulative);
    let mut layers = Vec::new();
    if points.iter().any(|(_, value)| value.abs() > 1e-9) {
        let name = tr("figure.series.lease_cash");
        layers.push(Layer::Area(named("lease_cash", name, Role::Colo, points)));
        layers.extend(payback_marker(plan.start, payback(&detail.cash_usd)));
    }
    let mut events = Vec::new();
    if let Some(lease) = plan.lease(&detail.id) {
        if (plan.start..plan.end()).contains(&lease.start) {
            let label = tr("figure.event.rent_starts").to_owned();
            events.push(Event { x: x.x_of_month(lease.start), label });
        }
        events.extend(end(&x, plan, tr("figure.event.term"), lease.ends()));
    }
    Figure {
        x,
        y: Axis { signed: true, ..Axis::linear("", tr("unit.m_usd")) },
        layers,
        legend: Legend::None,
        events,
        ..texts!("lease_cash").figure(
            plan,
            Basis::Money,
            &[("name", Arg::Name(detail.name.clone()))],
        )
    }
}

/// The lease's average rent over its term among those of the published deals.
pub fn lease_against_deals(plan: &Plan, lease: &Lease) -> Figure {
    let rents = published::rents();
    let count = Arg::Quantity(rents.len() as f64, 0, "");
    let mut figure = texts!("lease_against_deals").figure(plan, Basis::Plain, &[("count", count)]);
    add_source(&mut figure, &published::deals_source());
    figure.legend = Legend::None;
    figure.x = Axis::linear("", tr("unit.usd_per_kw_month"));
    figure.y = Axis { kind: AxisKind::Hidden, ..Axis::default() };
    let Some(average) = term_average(lease) else { return figure };
    let all = rents.iter().copied().chain([average]);
    let (low, high) =
        all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
    figure.x.range =
        Some((((low - 5.0) / 10.0).floor() * 10.0, ((high + 5.0) / 10.0).ceil() * 10.0));
    let dots = rents.into_iter().map(|rent| (rent, 0.0)).collect();
    figure.layers = vec![
        Layer::Dots(series("deals", Role::Quiet, dots)),
        Layer::Guide(Guide {
            at: At::X(average),
            style: GuideStyle::Subject,
            role: Role::Accent,
            label: text("figure.this_lease", &[("rent", Arg::Name(number(average, 0)))]),
        }),
    ];
    figure
}

/// Plain mean of the monthly rates over the term, ramp left out; none for reserved GPUs.
fn term_average(lease: &Lease) -> Option<f64> {
    let terms = lease.colocation()?;
    let months = 0..lease.term_months as i32;
    let steps: f64 = months.map(|since| lease.escalation(since)).sum();
    (lease.term_months > 0)
        .then(|| terms.rate_usd_per_kw_month * steps / f64::from(lease.term_months))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::solve;
    use crate::figure::trial;

    #[test]
    fn a_leases_cash_ends_at_its_sum_and_its_term_is_marked() {
        let plan = trial::plan();
        let run = solve(&plan).plan;
        let detail = &run.detail.leases[0];
        let figure = lease_cash(&plan, detail);
        let last = figure.layers[0].series()[0].points.last().unwrap().1;
        let sum: f64 = detail.cash_usd.iter().sum();
        assert!((last - sum / 1e6).abs() < 1e-9);
        assert_eq!(figure.title, "Cash from Meridian, hall A");
        assert_eq!(figure.events.len(), 1, "rent starts within the plan, its term ends after");
        assert!(figure.layers.iter().any(|layer| matches!(layer, Layer::Marker(_))));
    }

    #[test]
    fn a_lease_stands_at_the_mean_of_its_monthly_rates() {
        let plan = trial::plan();
        // 100 in the first year, 110 in the second: 105.
        let lease = Lease {
            term_months: 24,
            escalator_per_year: 0.1,
            ramp_months: 6,
            ..crate::plan::testing::colocation("a")
        };
        assert!((term_average(&lease).unwrap() - 105.0).abs() < 1e-9);
        let figure = lease_against_deals(&plan, &lease);
        assert_eq!(figure.title, "Against 20 published deals");
        assert_eq!(figure.layers[0].series()[0].points.len(), 20);
        let reserved = plan.leases.iter().find(|lease| lease.reserved().is_some()).unwrap();
        assert!(lease_against_deals(&plan, reserved).layers.is_empty());
    }
}
