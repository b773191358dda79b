//! What one loan owes, and what an item of the company does to its cash.

use crate::engine::debt::DebtDetail;
use crate::engine::{LineId, Run};
use crate::figure::parts::{
    Basis, TO_MILLION, by_month, million, months, months_axis, series, texts,
};
use crate::figure::{Axis, Figure, Layer, Legend, LineStyle, Marker, MarkerKind, Role, month_x};
use crate::format::money_usd;
use crate::plan::Plan;
use crate::words::{Arg, tr};

/// What a loan owes at the end of each month.
pub fn loan(plan: &Plan, detail: &DebtDetail) -> Figure {
    let owed = months(plan.start, detail.balance_usd.iter().map(|usd| million(*usd)));
    let mut layers = Vec::new();
    if owed.iter().any(|(_, usd)| *usd > 1e-9) {
        layers.push(Layer::Area(series("debt", Role::Cost, owed)));
    }
    Figure {
        x: months_axis(plan),
        y: Axis::linear("", tr("unit.m_usd")),
        layers,
        legend: Legend::None,
        ..texts!("loan").figure(plan, Basis::Money, &[("name", Arg::Name(detail.name.clone()))])
    }
}

/// Cumulative cash after tax and debt with and without an item, each with its deepest need.
pub fn cash_with_item(plan: &Plan, with: &Run, without: &Run) -> Figure {
    let points = |run: &Run| by_month(run, LineId::CumulativeAfterDebt, TO_MILLION);
    let (line, baseline) = (points(with), points(without));
    let mut layers = Vec::new();
    if line.iter().chain(&baseline).any(|(_, usd)| usd.abs() > 1e-9) {
        layers.push(Layer::Line(series("with_item", Role::Accent, line), LineStyle::Normal));
        let baseline = series("without_item", Role::Baseline, baseline);
        layers.push(Layer::Line(baseline, LineStyle::Baseline));
        layers.extend([with, without].into_iter().filter_map(deepest));
    }
    let gap = |run: &Run| Arg::Name(money_usd(run.value.funding_gap_usd));
    let gaps = [("with", gap(with)), ("without", gap(without))];
    Figure {
        x: months_axis(plan),
        y: Axis { signed: true, ..Axis::linear("", tr("unit.m_usd")) },
        layers,
        ..texts!("cash_with_item").figure(plan, Basis::Money, &gaps)
    }
}

/// A dot where a run needs most cash.
fn deepest(run: &Run) -> Option<Layer> {
    let month = run.value.funding_gap_month?;
    Some(Layer::Marker(Marker {
        x: month_x(month),
        y: -million(run.value.funding_gap_usd),
        kind: MarkerKind::Dot,
        role: Role::Text,
        ..Marker::default()
    }))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::engine::run;
    use crate::figure::trial;
    use crate::plan::Debt;

    #[test]
    fn a_loan_is_drawn_as_it_is_owed_and_the_need_is_that_after_it() {
        let plan = trial::plan();
        let mut with = plan.clone();
        let debt = Debt::new("d", "Bank", &plan);
        with.debts = Arc::new(vec![debt]);
        let (with, without) = (run(&with), run(&Plan { debts: Arc::default(), ..plan.clone() }));
        let detail = &with.detail.debts[0];
        let figure = loan(&plan, detail);
        let most = detail.balance_usd.iter().copied().fold(0.0, f64::max) / 1e6;
        let drawn = figure.layers[0].series()[0].points.iter().map(|at| at.1).fold(0.0, f64::max);
        assert!(most > 0.0 && (drawn - most).abs() < 1e-9);
        assert_eq!(figure.title, "Balance of Bank");

        let figure = cash_with_item(&plan, &with, &without);
        let low = |at: usize| {
            let points = &figure.layers[at].series()[0].points;
            points.iter().map(|at| at.1).fold(0.0, f64::min)
        };
        assert!((low(0) + with.value.funding_gap_usd / 1e6).abs() < 1e-9);
        assert!((low(1) + without.value.funding_gap_usd / 1e6).abs() < 1e-9);
        let empty = loan(&plan, &DebtDetail { balance_usd: vec![0.0; 12], ..detail.clone() });
        assert!(empty.layers.is_empty() && !empty.empty.is_empty());
    }
}
