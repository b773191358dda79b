//! Several plans, drawn over one another.

use crate::engine::{LineId, Run};
use crate::figure::parts::{Basis, TO_MILLION, Texts, by_month, named, texts};
use crate::figure::{Axis, Figure, Layer, Legend, LineStyle, Role};
use crate::plan::Plan;
use crate::words::tr;

/// A plan to draw: its name, itself and its run.
pub type Drawn<'a> = (&'a str, &'a Plan, &'a Run);

/// Colours of the plans after the first, each with its line in turn, so that no two of six look alike.
const LOOKS: [(Role, LineStyle); 6] = [
    (Role::Accent, LineStyle::Dashed),
    (Role::Cost, LineStyle::Normal),
    (Role::Power, LineStyle::Dashed),
    (Role::Accent, LineStyle::Normal),
    (Role::Cost, LineStyle::Dashed),
    (Role::Power, LineStyle::Normal),
];

/// Cumulative cash by month of plans; the first is `base`, which the others are held against.
pub fn cumulative_cash_by_plan(base: &Plan, plans: &[Drawn<'_>]) -> Figure {
    let axis = Axis { signed: true, ..Axis::linear("", tr("unit.m_usd")) };
    let texts = texts!("cumulative_cash_by_plan");
    overlaid(base, plans, &texts, Basis::Money, axis, (LineId::CumulativeCash, TO_MILLION))
}

/// Revenue by month of plans; the first is `base`, which the others are held against.
pub fn revenue_by_plan(base: &Plan, plans: &[Drawn<'_>]) -> Figure {
    let axis = Axis::linear("", tr("unit.m_usd"));
    let texts = texts!("revenue_by_plan");
    overlaid(base, plans, &texts, Basis::Money, axis, (LineId::Revenue, TO_MILLION))
}

/// AI megawatts by month of plans; the first is `base`, which the others are held against.
pub fn ai_mw_by_plan(base: &Plan, plans: &[Drawn<'_>]) -> Figure {
    let axis = Axis::linear("", tr("unit.mw"));
    overlaid(base, plans, &texts!("ai_mw_by_plan"), Basis::Plain, axis, (LineId::AiMw, 1.0))
}

/// A line of the ledger of each plan, over the months of all of them.
fn overlaid(
    base: &Plan,
    plans: &[Drawn<'_>],
    texts: &Texts,
    basis: Basis,
    y: Axis,
    (line, scale): (LineId, f64),
) -> Figure {
    let start = plans.iter().map(|(_, plan, _)| plan.start).min().unwrap_or(base.start);
    let end = plans.iter().map(|(_, plan, _)| plan.end()).max().unwrap_or(base.end());
    let lines = plans.iter().enumerate().map(|(at, (name, _, run))| {
        let (role, style) = match at.checked_sub(1).and_then(|at| LOOKS.get(at % LOOKS.len())) {
            None => (Role::Text, LineStyle::Mean),
            Some(look) => *look,
        };
        let points = by_month(run, line, scale);
        Layer::Line(named(&format!("plan_{at}"), name, role, points), style)
    });
    Figure {
        x: Axis::months(start, end),
        y,
        layers: lines.collect(),
        legend: Legend::EndLabels { column: String::new() },
        ..texts.figure(base, basis, &[])
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::engine::solve;
    use crate::figure::{month_x, trial};

    #[test]
    fn each_plan_is_drawn_over_its_own_months_and_told_apart_by_colour_and_line() {
        let one = trial::plan();
        let mut two = one.clone();
        (two.start, two.horizon_months) = (one.start.plus(-12), 60);
        let mut three = one.clone();
        Arc::make_mut(&mut three.power).price_usd_per_mwh *= 1.5;
        let [a, b, c] = [&one, &two, &three].map(|plan| solve(plan).plan);
        let plans = [("A", &one, &a), ("B", &two, &b), ("C", &three, &c)];
        let figures = [
            cumulative_cash_by_plan(&one, &plans),
            revenue_by_plan(&one, &plans),
            ai_mw_by_plan(&one, &plans),
        ];
        let lines = [LineId::CumulativeCash, LineId::Revenue, LineId::AiMw];
        for ((figure, line), scale) in figures.iter().zip(lines).zip([1e6, 1e6, 1.0]) {
            assert!(figure.id.ends_with("_by_plan") && !figure.subtitle.is_empty());
            let mut looks = Vec::new();
            for (layer, (name, plan, run)) in figure.layers.iter().zip(plans) {
                let Layer::Line(series, style) = layer else { panic!("no line") };
                assert_eq!(series.name, name);
                assert_eq!(series.points.len(), plan.horizon_months as usize);
                let (x, last) = series.points[series.points.len() - 1];
                assert!((x - month_x(plan.end().plus(-1))).abs() < 1e-9);
                let expect = run.ledger.series(line).last().unwrap() / scale;
                assert!((last - expect).abs() < 1e-9, "{}, {name}", figure.id);
                assert!(!looks.contains(&(series.role, *style)));
                looks.push((series.role, *style));
            }
            // The axis reaches from the first month of any to the last of any.
            let all = figure.x.clone();
            assert_eq!(all, Axis::months(two.start, one.end()));
        }
    }

    #[test]
    fn six_plans_beside_the_first_look_different() {
        for (at, look) in LOOKS.iter().enumerate() {
            assert!(!LOOKS[..at].contains(look));
        }
        assert!(cumulative_cash_by_plan(&trial::plan(), &[]).layers.is_empty());
    }
}
