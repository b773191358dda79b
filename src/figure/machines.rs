//! Machines: the megawatts each batch fills.

use crate::engine::Run;
use crate::figure::parts::{Basis, gather, in_use, named, of_plan, texts, years_axis};
use crate::figure::uses::grid_guide;
use crate::figure::{Axis, Figure, Fill, Layer, Legend, Role, Series};
use crate::plan::Plan;
use crate::words::tr;

/// MW each batch fills at the end of each year, machines that replace it included; `label` says whose.
pub fn machines_mw(plan: &Plan, run: &Run, label: &str) -> Figure {
    let batches = run.detail.batches.iter().map(|batch| {
        let at_year_end = gather(plan, &batch.mw, |_, last| last);
        named(&batch.id, &batch.name, Role::Mining, at_year_end)
    });
    let mut bars = in_use(batches);
    for (at, series) in bars.iter_mut().enumerate() {
        // One colour for all of mining: neighbours are told apart by their fill.
        series.fill = if at % 2 == 0 { Fill::Solid } else { Fill::Hollow };
    }
    let bars: Vec<Series> = bars;
    let layers =
        if bars.is_empty() { Vec::new() } else { vec![Layer::Bars(bars), grid_guide(plan)] };
    Figure {
        x: years_axis(plan),
        y: Axis::linear("", tr("unit.mw")),
        layers,
        legend: Legend::EndLabels { column: String::new() },
        ..texts!("machines_mw").figure(plan, Basis::Plain, &of_plan(label))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{LineId, solve};
    use crate::figure::trial;

    #[test]
    fn batches_sum_to_minings_megawatts() {
        let plan = trial::plan();
        let run = solve(&plan).plan;
        let figure = machines_mw(&plan, &run, "your plan");
        for (year, mw) in run.ledger.by_year(LineId::MiningMw) {
            let bars = figure.layers[0].series().iter();
            let sum: f64 = bars.filter_map(|series| series.at(f64::from(year))).sum();
            assert!((sum - mw).abs() < 1e-9, "{year}: {sum}, {mw}");
        }
    }
}
