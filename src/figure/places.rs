//! The same plan in several places, drawn over one another.

use crate::engine::{LineId, Run};
use crate::figure::parts::{Basis, TO_MILLION, by_month, months_axis, named, texts};
use crate::figure::{Axis, Figure, Layer, Legend, LineStyle, Role};
use crate::plan::Plan;
use crate::words::tr;

/// Colours of the places that are neither the plan's nor worth most.
const OTHERS: [Role; 5] = [Role::Quiet, Role::Gpu, Role::Power, Role::Mining, Role::Colo];

/// Cumulative cash by month of a plan and of the same plan in other places, each with its name.
///
/// The first is the plan as it stands; of the others the one worth most is the advice, the rest each have a colour
/// of their own, or a dash where there are more of them.
pub fn cumulative_cash_by_place(plan: &Plan, places: &[(&str, &Run)]) -> Figure {
    let worth = |at: &usize| places.get(*at).map_or(f64::MIN, |(_, run)| run.value.npv_usd);
    let best = (1..places.len()).max_by(|a, b| worth(a).total_cmp(&worth(b)));
    let rank = |at: usize| (1..at).filter(|other| Some(*other) != best).count();
    let lines = places.iter().enumerate().map(|(at, (name, run))| {
        let (role, style) = match at {
            0 => (Role::Text, LineStyle::Mean),
            at if Some(at) == best => (Role::Accent, LineStyle::Normal),
            at => {
                let style =
                    if rank(at) < OTHERS.len() { LineStyle::Normal } else { LineStyle::Dashed };
                (OTHERS[rank(at) % OTHERS.len()], style)
            }
        };
        let points = by_month(run, LineId::CumulativeCash, TO_MILLION);
        Layer::Line(named(&format!("place_{at}"), name, role, points), style)
    });
    Figure {
        x: months_axis(plan),
        y: Axis { signed: true, ..Axis::linear("", tr("unit.m_usd")) },
        layers: lines.collect(),
        legend: Legend::EndLabels { column: String::new() },
        ..texts!("cumulative_cash_by_place").figure(plan, Basis::Money, &[])
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::engine::solve;
    use crate::figure::trial;

    #[test]
    fn no_two_places_look_alike() {
        let plan = trial::plan();
        let run = solve(&plan).plan;
        let figure = cumulative_cash_by_place(&plan, &[("a", &run); 12]);
        let looks = figure.layers.iter().map(|layer| match layer {
            Layer::Line(series, style) => format!("{:?} {style:?}", series.role),
            other => panic!("{other:?}"),
        });
        let looks: std::collections::BTreeSet<String> = looks.collect();
        assert_eq!(looks.len(), 12, "{looks:?}");
    }

    #[test]
    fn each_line_ends_at_its_own_total_and_the_best_of_the_others_is_told_apart() {
        let plan = trial::plan();
        let mut cheap = plan.clone();
        Arc::make_mut(&mut cheap.power).price_usd_per_mwh *= 0.5;
        let mut dear = plan.clone();
        Arc::make_mut(&mut dear.power).price_usd_per_mwh *= 1.5;
        let [here, cheap, dear] = [&plan, &cheap, &dear].map(|plan| solve(plan).plan);
        let places = [("here", &here), ("dear", &dear), ("cheap", &cheap)];
        let figure = cumulative_cash_by_place(&plan, &places);
        let roles: Vec<Role> = figure.layers.iter().map(|layer| layer.series()[0].role).collect();
        assert_eq!(roles, [Role::Text, Role::Quiet, Role::Accent]);
        for (layer, (name, run)) in figure.layers.iter().zip(places) {
            let series = &layer.series()[0];
            let total = run.ledger.total(LineId::CashFlow) / 1e6;
            assert_eq!(series.name, name);
            assert!((series.points.last().unwrap().1 - total).abs() < 1e-6, "{name}");
        }
    }
}
