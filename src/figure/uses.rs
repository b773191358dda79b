//! Who uses the site's megawatts: by year, by month, and as a thumbnail.

use std::collections::BTreeMap;

use crate::engine::{LineId, Run};
use crate::figure::parts::{
    Basis, by_month, by_year, halvings, in_use, months_axis, of_plan, series, texts, years_axis,
};
use crate::figure::{
    At, Axis, AxisKind, Figure, Fill, Guide, GuideStyle, Layer, Legend, LineStyle, Role, Series,
};
use crate::plan::Plan;
use crate::words::tr;

/// Uses in the order they are stacked, so that the share of AI is read off the axis.
const STACK: [(&str, Role, Fill, LineId); 4] = [
    ("colocation", Role::Colo, Fill::Solid, LineId::ColocationMw),
    ("gpu", Role::Gpu, Fill::Solid, LineId::GpuMw),
    ("converting", Role::Cost, Fill::Hatched, LineId::ConvertingMw),
    ("mining", Role::Mining, Fill::Solid, LineId::MiningMw),
];

/// The least share of a year's hours that is told apart as off.
const LEAST_OFF: f64 = 0.005;

fn stack(run: &Run) -> Vec<Series> {
    let mut stack: Vec<Series> = STACK
        .map(|(key, role, fill, line)| Series {
            fill,
            ..series(key, role, by_year(run, line, 1.0))
        })
        .into();
    let off = off_by_year(run);
    let mining = stack.last_mut().map(|mining| {
        let whole = mining.points.clone();
        for (year, mw) in &mut mining.points {
            *mw *= 1.0 - off.get(&(*year as i32)).copied().unwrap_or(0.0);
        }
        whole
    });
    let standing = mining.into_iter().flatten();
    let standing = standing
        .map(|(year, mw)| (year, mw * off.get(&(year as i32)).copied().unwrap_or(0.0)))
        .collect();
    let standing = series("mining_off", Role::Mining, standing);
    stack.push(Series { fill: Fill::Hatched, ..standing });
    in_use(stack)
}

/// Share of each year's hours, by MW, in which mining machines stand installed but off: power is dearer then than
/// what they bear. Years in which that hardly is are left out.
fn off_by_year(run: &Run) -> BTreeMap<i32, f64> {
    let mut hours: BTreeMap<i32, (f64, f64)> = BTreeMap::new();
    for batch in &run.detail.batches {
        for (m, (mw, share)) in batch.mw.iter().zip(&batch.run_share).enumerate() {
            let month = run.ledger.start.plus(m as i32);
            let (off, all) = hours.entry(month.year()).or_default();
            *off += mw * (1.0 - share) * month.hours();
            *all += mw * month.hours();
        }
    }
    let shares = hours.into_iter().map(|(year, (off, all))| (year, off / all));
    shares.filter(|(_, share)| *share >= LEAST_OFF).collect()
}

pub(super) fn grid_guide(plan: &Plan) -> Layer {
    Layer::Guide(Guide {
        at: At::Y(plan.site.grid_mw),
        style: GuideStyle::Baseline,
        role: Role::Baseline,
        label: tr("figure.grid").to_owned(),
    })
}

/// MW of each use at the end of each year, mining by the share of the year's hours it runs; `label` says whose, such as "best plan".
pub fn power_by_use(plan: &Plan, run: &Run, label: &str) -> Figure {
    let stack = stack(run);
    Figure {
        x: years_axis(plan),
        y: Axis::linear("", tr("unit.mw")),
        layers: vec![Layer::Bars(stack), grid_guide(plan)],
        legend: Legend::EndLabels { column: String::new() },
        ..texts!("power_by_use").figure(plan, Basis::Plain, &of_plan(label))
    }
}

/// MW of each use in each month, with those that stand empty.
pub fn capacity(plan: &Plan, run: &Run, label: &str) -> Figure {
    let x = months_axis(plan);
    let empty = ("empty", Role::Quiet, Fill::Solid, LineId::EmptyMw);
    let lines = STACK.into_iter().chain([empty]);
    let lines = lines.map(|(key, role, _, line)| series(key, role, by_month(run, line, 1.0)));
    let mut layers: Vec<Layer> =
        in_use(lines).into_iter().map(|line| Layer::Line(line, LineStyle::Step)).collect();
    layers.push(grid_guide(plan));
    Figure {
        events: halvings(&x, run),
        x,
        y: Axis::linear("", tr("unit.mw")),
        layers,
        legend: Legend::EndLabels { column: String::new() },
        ..texts!("capacity").figure(plan, Basis::Plain, &of_plan(label))
    }
}

/// The years of a plan at a glance: power by use without axes and names.
pub fn thumbnail(plan: &Plan, run: &Run) -> Figure {
    let hidden = || Axis { kind: AxisKind::Hidden, ..Axis::default() };
    let grid_mw = plan.site.grid_mw;
    Figure {
        x: hidden(),
        y: Axis { range: (grid_mw > 0.0).then_some((0.0, grid_mw)), ..hidden() },
        layers: vec![Layer::Bars(stack(run))],
        legend: Legend::None,
        ..texts!("thumbnail").figure(plan, Basis::Plain, &[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::solve;
    use crate::figure::trial;

    #[test]
    fn megawatts_of_each_year_are_the_ledgers_and_fill_no_more_than_the_grid() {
        let plan = trial::plan();
        let run = solve(&plan).plan;
        let figure = power_by_use(&plan, &run, "your plan");
        for (year, grid) in run.ledger.by_year(LineId::GridMw) {
            let shown: f64 = figure.layers[0]
                .series()
                .iter()
                .filter_map(|series| series.at(f64::from(year)))
                .sum();
            let empty = run.ledger.by_year(LineId::EmptyMw);
            let empty = empty.iter().find(|(of, _)| *of == year).unwrap().1;
            assert!((shown - (grid - empty)).abs() < 1e-9, "{year}: {shown} of {grid}");
        }
        let keys: Vec<_> = figure.layers[0].series().iter().map(|s| s.key.as_str()).collect();
        assert_eq!(keys, ["colocation", "gpu", "converting", "mining", "mining_off"]);
        // At the end of 2027 both halls are in conversion: 8 and 6 MW IT x 1.4.
        let converting = figure.layers[0].series()[2].at(2027.0).unwrap();
        assert!((converting - 19.6).abs() < 1e-9, "{converting}");
    }

    #[test]
    fn mining_that_stands_off_is_told_apart_and_takes_nothing_from_the_sum() {
        let mut plan = trial::plan();
        let power = std::sync::Arc::make_mut(&mut plan.power);
        *power = power.clone().at_hub("ercot_rt_2025");
        let run = solve(&plan).plan;
        let figure = power_by_use(&plan, &run, "your plan");
        let of = |key: &str, year: i32| {
            let series = figure.layers[0].series().iter().find(|series| series.key == key);
            series.and_then(|series| series.at(f64::from(year))).unwrap_or(0.0)
        };
        let year = plan.start.year();
        let mw = run.ledger.by_year(LineId::MiningMw)[0].1;
        assert!((of("mining", year) + of("mining_off", year) - mw).abs() < 1e-9);
        let months = plan.months().take_while(|month| month.year() == year).enumerate();
        let (mut off, mut all) = (0.0, 0.0);
        for (m, month) in months {
            for batch in &run.detail.batches {
                off += batch.mw[m] * (1.0 - batch.run_share[m]) * month.hours();
                all += batch.mw[m] * month.hours();
            }
        }
        assert!(off / all > LEAST_OFF && (of("mining_off", year) / mw - off / all).abs() < 1e-9);
    }

    #[test]
    fn each_month_adds_up_to_the_grid() {
        let plan = trial::plan();
        let run = solve(&plan).plan;
        let figure = capacity(&plan, &run, "your plan");
        for month in plan.months() {
            let at = crate::figure::month_x(month);
            let lines = figure.layers.iter().flat_map(Layer::series);
            let sum: f64 = lines.filter_map(|series| series.at(at)).sum();
            assert!((sum - 100.0).abs() < 1e-6, "{month}: {sum}");
        }
    }

    #[test]
    fn years_the_plan_does_not_fill_are_named() {
        let plan = trial::plan();
        assert_eq!(power_by_use(&plan, &solve(&plan).plan, "").x.title, "");
        let plan = Plan { start: crate::format::Month::new(2027, 7), ..plan };
        let title = power_by_use(&plan, &solve(&plan).plan, "").x.title;
        assert_eq!(title, "year, from Jul 2027 to Jun 2037");
    }
}
