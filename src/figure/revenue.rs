//! What each use earns: by year, by month, and per MWh on like terms.

use crate::engine::ledger::Use;
use crate::engine::{LineId, Run};
use crate::figure::parts::{
    Basis, TO_MILLION, by_month, by_year, end, halvings, in_use, months_axis, of_plan, series,
    texts, years_axis,
};
use crate::figure::{Axis, Figure, Layer, Legend, LineStyle, Role, Series};
use crate::plan::Plan;
use crate::words::tr;

/// Parts of revenue, each by its key, in the order they are stacked; together they are all of it.
pub const REVENUE_PARTS: [(&str, Role, &[LineId]); 6] = [
    ("colocation", Role::Colo, &[LineId::ColocationRevenue]),
    ("gpu", Role::Gpu, &[LineId::GpuRevenue]),
    ("mining", Role::Mining, &[LineId::MiningRevenue]),
    ("contracts", Role::PowerSecond, &[LineId::PositionGain, LineId::ContractGain]),
    ("credit", Role::PowerThird, &[LineId::FlexibilityCredit]),
    ("own_lines", Role::Quiet, &[LineId::UserRevenue]),
];

/// The sum of several lines, point by point.
fn summed(lines: &[LineId], points: impl Fn(LineId) -> Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    let mut sums: Vec<(f64, f64)> = Vec::new();
    for line in lines {
        let more = points(*line);
        if sums.is_empty() {
            sums = more;
        } else {
            sums.iter_mut().zip(more).for_each(|(sum, (_, more))| sum.1 += more);
        }
    }
    sums
}

/// Revenue of each use by year, with the cost of power as a line; `label` says whose.
pub fn revenue_by_use(plan: &Plan, run: &Run, label: &str) -> Figure {
    let x = years_axis(plan);
    let bars = in_use(REVENUE_PARTS.map(|(key, role, lines)| {
        series(key, role, summed(lines, |line| by_year(run, line, TO_MILLION)))
    }));
    let power = series("power_cost", Role::Power, by_year(run, LineId::PowerCost, TO_MILLION));
    let mut layers = Vec::new();
    if !bars.is_empty() {
        layers = vec![Layer::Bars(bars), Layer::Line(power, LineStyle::OverBars)];
    }
    Figure {
        events: halvings(&x, run),
        x,
        y: Axis::linear("", tr("unit.m_usd")),
        layers,
        legend: Legend::EndLabels { column: String::new() },
        ..texts!("revenue_by_use").figure(plan, Basis::Money, &of_plan(label))
    }
}

/// Revenue of each use by month, with the cost of power; `label` says whose.
pub fn revenue_monthly_by_use(plan: &Plan, run: &Run, label: &str) -> Figure {
    let x = months_axis(plan);
    let power: (&str, Role, &[LineId]) = ("power_cost", Role::Power, &[LineId::PowerCost]);
    let lines = REVENUE_PARTS.into_iter().chain([power]);
    let lines = in_use(lines.map(|(key, role, lines)| {
        series(key, role, summed(lines, |line| by_month(run, line, TO_MILLION)))
    }));
    let mut events = halvings(&x, run);
    let lease = tr("figure.event.lease");
    let ends = plan.leases.iter();
    events.extend(ends.filter_map(|of| end(&x, plan, lease, of.ends())));
    Figure {
        events,
        x,
        y: Axis::linear("", tr("unit.m_usd")),
        layers: lines.into_iter().map(|line| Layer::Line(line, LineStyle::Normal)).collect(),
        legend: Legend::EndLabels { column: String::new() },
        ..texts!("revenue_monthly_by_use").figure(plan, Basis::Money, &of_plan(label))
    }
}

/// What a MWh earns in each use and where it goes, costs below zero; `label` says whose.
pub fn netback_by_use(plan: &Plan, run: &Run, label: &str) -> Figure {
    let slots = ["gross", "capital_charge", "opex", "power", "left_over"]
        .map(|slot| tr(&format!("figure.netback.{slot}")).to_owned());
    let uses = [
        (Use::Colocation, "colocation", Role::Colo),
        (Use::Gpu, "gpu", Role::Gpu),
        (Use::Mining, "mining", Role::Mining),
    ];
    let bars: Vec<Series> = uses
        .into_iter()
        .filter_map(|(of, key, role)| {
            let all = &run.value.netback;
            let netback = all.iter().find(|(line, _)| *line == of)?.1.as_ref()?;
            let values = [
                netback.gross,
                -netback.capital_charge,
                -netback.opex,
                -netback.power,
                netback.left_over,
            ];
            let points = values.into_iter().enumerate().map(|(slot, value)| (slot as f64, value));
            Some(series(key, role, points.collect()))
        })
        .collect();
    let layers = if bars.is_empty() { Vec::new() } else { vec![Layer::GroupedBars(bars)] };
    Figure {
        x: Axis::categories(slots.to_vec()),
        y: Axis { decimals: Some(0), signed: true, ..Axis::linear("", tr("unit.usd_per_mwh")) },
        layers,
        ..texts!("netback_by_use").figure(plan, Basis::Money, &of_plan(label))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::solve;
    use crate::figure::trial;

    #[test]
    fn the_parts_of_each_year_and_month_sum_to_revenue() {
        let mut plan = trial::plan();
        std::sync::Arc::make_mut(&mut plan.power).flexibility_credit_usd_per_mw_year = 14_000.0;
        let run = solve(&plan).plan;
        let figure = revenue_by_use(&plan, &run, "your plan");
        for (year, revenue) in run.ledger.by_year(LineId::Revenue) {
            let bars = figure.layers[0].series().iter();
            let sum: f64 = bars.filter_map(|series| series.at(f64::from(year))).sum();
            assert!((sum - revenue / 1e6).abs() < 1e-9, "{year}: {sum}, {revenue}");
        }
        let cost = run.ledger.by_year(LineId::PowerCost)[3];
        assert_eq!(figure.layers[1].series()[0].at(2030.0), Some(cost.1 * 1e-6));
        let monthly = revenue_monthly_by_use(&plan, &run, "your plan");
        let sum: f64 = monthly
            .layers
            .iter()
            .flat_map(Layer::series)
            .filter(|series| series.key != "power_cost")
            .flat_map(|series| &series.points)
            .map(|(_, value)| value)
            .sum();
        assert!((sum - run.ledger.total(LineId::Revenue) / 1e6).abs() < 1e-6);
        // The halving of April 2028 stands within its year: 2027.5 + 3.5 / 12.
        assert!((figure.events[0].x - (2027.5 + 3.5 / 12.0)).abs() < 1e-12);
    }

    #[test]
    fn what_is_left_of_a_mwh_is_the_sum_of_the_bars_before() {
        let plan = trial::plan();
        let run = solve(&plan).plan;
        let figure = netback_by_use(&plan, &run, "your plan");
        let bars = figure.layers[0].series();
        assert_eq!(bars.len(), 3);
        for series in bars {
            let values: Vec<f64> = series.points.iter().map(|(_, value)| *value).collect();
            let before: f64 = values[..4].iter().sum();
            assert!((before - values[4]).abs() < 1e-9, "{}: {values:?}", series.key);
            assert!(values[0] > 0.0 && values[3] < 0.0);
        }
    }
}
