//! Cash: by year with what makes it up, and cumulated to payback.

use crate::engine::{LineId, Run};
use crate::figure::parts::{
    Basis, TO_MILLION, by_month, by_year, halvings, in_use, million, months_axis, named, of_plan,
    series, text, texts, years_axis,
};
use crate::figure::{
    At, Axis, Figure, Fill, Guide, GuideStyle, Layer, Legend, LineStyle, Marker, MarkerKind, Note,
    Role, Series, month_x,
};
use crate::format::{Month, month_long, number, signed_money_usd};
use crate::plan::{DebtSize, Plan};
use crate::words::{Arg, tr};

/// What enters a year's cash beside EBITDA, capex, tax and values at the horizon, each line with its sign.
pub const SALES_AND_ADVANCES: [(LineId, f64); 7] = [
    (LineId::Disposals, 1.0),
    (LineId::TenantAdvances, 1.0),
    (LineId::AdvancesEarned, -1.0),
    (LineId::BtcSales, 1.0),
    (LineId::BtcKeptUsd, -1.0),
    (LineId::WorkingCapitalRise, -1.0),
    (LineId::SecurityPaid, -1.0),
];

/// Cash flow by year as a line over what makes it up; `label` says whose.
pub fn cash_flow_by_year(plan: &Plan, run: &Run, label: &str) -> Figure {
    let x = years_axis(plan);
    let of = |line, scale| by_year(run, line, scale);
    let sum = |lines: &[(LineId, f64)]| {
        let mut years = of(LineId::Disposals, 0.0);
        for (line, sign) in lines {
            for (year, more) in years.iter_mut().zip(of(*line, sign * TO_MILLION)) {
                year.1 += more.1;
            }
        }
        years
    };
    let bars = in_use([
        series("ebitda", Role::Colo, of(LineId::Ebitda, TO_MILLION)),
        Series { fill: Fill::Hollow, ..series("disposals", Role::Link, sum(&SALES_AND_ADVANCES)) },
        Series {
            fill: Fill::Hollow,
            ..series("terminal_value", Role::Gpu, of(LineId::TerminalValue, TO_MILLION))
        },
        series("capex", Role::Cost, of(LineId::Capex, -TO_MILLION)),
        Series {
            fill: Fill::Hollow,
            ..series("tax", Role::Cost, of(LineId::ProjectTax, -TO_MILLION))
        },
    ]);
    let line = series("cash_flow", Role::Text, of(LineId::ProjectCashFlow, TO_MILLION));
    let mut layers = Vec::new();
    if !bars.is_empty() {
        layers = vec![Layer::Bars(bars), Layer::Line(line, LineStyle::OverBars)];
    }
    Figure {
        events: halvings(&x, run),
        x,
        y: Axis { signed: true, ..Axis::linear("", tr("unit.m_usd")) },
        layers,
        legend: Legend::EndLabels { column: String::new() },
        ..texts!("cash_flow_by_year").figure(plan, Basis::Money, &of_plan(label))
    }
}

/// Cumulative cash by month with payback and deepest need, against mining only; `label` says whose.
pub fn cumulative_cash(plan: &Plan, run: &Run, mining_only: &Run, label: &str) -> Figure {
    let points = by_month(run, LineId::CumulativeCash, TO_MILLION);
    let baseline = by_month(mining_only, LineId::CumulativeCash, TO_MILLION);
    let mut layers = Vec::new();
    if points.iter().chain(&baseline).any(|(_, value)| value.abs() > 1e-9) {
        let shown = points.iter().chain(&baseline).map(|(_, value)| *value);
        let highest = shown.fold(0.0, f64::max);
        let area = named("plan", &capitalized(label), Role::Colo, points);
        let baseline = series("mining_only", Role::Baseline, baseline);
        layers.extend([Layer::Area(area), Layer::Line(baseline, LineStyle::Baseline)]);
        layers.extend(payback_marker(plan.start, run.value.payback_months));
        // Of the line that is drawn: the funding gap itself is after debt.
        let of_line = run.ledger.series(LineId::CumulativeCash).iter().copied().enumerate();
        let deepest = of_line.min_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, usd)| *usd < 0.0);
        if let Some((month, usd)) = deepest {
            let month = plan.start.plus(month as i32);
            layers.extend(deepest_need(month, usd, plan.start, highest));
        }
    }
    Figure {
        x: months_axis(plan),
        y: Axis { signed: true, ..Axis::linear("", tr("unit.m_usd")) },
        layers,
        ..texts!("cumulative_cash").figure(plan, Basis::Money, &of_plan(label))
    }
}

/// Debt by month, against the cash that serves it and what it takes by year; `label` says whose.
pub fn debt(plan: &Plan, run: &Run, label: &str) -> Figure {
    let owed = by_month(run, LineId::Debt, TO_MILLION);
    let mut layers = Vec::new();
    let most = owed.iter().map(|of| of.1).fold(0.0, f64::max);
    if most > 1e-9 {
        layers.push(Layer::Area(series("debt", Role::Cost, owed)));
        if let Some((year, cover)) = run.value.cover.lowest() {
            let words =
                [("cover", Arg::Quantity(cover, 2, "")), ("year", Arg::Name(year.to_string()))];
            layers.push(Layer::Note(Note {
                title: text("figure.note.lowest_cover", &words),
                detail: tr("figure.note.cover_of").to_owned(),
                at: (month_x(plan.start) + 2.0, most),
                ..Note::default()
            }));
        }
    }
    Figure {
        x: months_axis(plan),
        y: Axis::linear("", tr("unit.m_usd")),
        layers,
        ..texts!("debt").figure(plan, Basis::Money, &of_plan(label))
    }
}

/// Cover of debt service by year, against what loans are sized to and the cover at which cash just suffices; `label`
/// says whose.
pub fn debt_cover(plan: &Plan, run: &Run, label: &str) -> Figure {
    let cover = &run.value.cover.by_year;
    let points: Vec<_> = cover.iter().map(|(year, cover)| (f64::from(*year), *cover)).collect();
    let mut layers = Vec::new();
    if !points.is_empty() {
        layers.push(Layer::GroupedBars(vec![series("cover", Role::Colo, points)]));
        let guide = |at: f64, role: Role, label: String| {
            Layer::Guide(Guide { at: At::Y(at), style: GuideStyle::Baseline, role, label })
        };
        layers.push(guide(1.0, Role::Cost, tr("figure.guide.covered").to_owned()));
        for target in sized_to(plan) {
            let words = [("target", Arg::Quantity(target, 2, "unit.times"))];
            layers.push(guide(target, Role::Accent, text("figure.guide.target", &words)));
        }
    }
    let mut figure = Figure {
        x: years_axis(plan),
        y: Axis { decimals: Some(2), ..Axis::linear("", tr("unit.times")) },
        layers,
        legend: Legend::None,
        ..texts!("debt_cover").figure(plan, Basis::Money, &of_plan(label))
    };
    if let Some(targets) = sized_to_in_words(plan) {
        let words = [("subtitle", Arg::Name(figure.subtitle)), ("targets", Arg::Name(targets))];
        figure.subtitle = text("figure.debt_cover.sized", &words);
    }
    figure
}

/// The covers that loans are sized to, as they are read; none where no loan is.
pub fn sized_to_in_words(plan: &Plan) -> Option<String> {
    let targets: Vec<String> = sized_to(plan).into_iter().map(|of| number(of, 2)).collect();
    (!targets.is_empty()).then(|| targets.join(", "))
}

/// The covers that loans are sized to, each once, from the lowest.
fn sized_to(plan: &Plan) -> Vec<f64> {
    let sized = plan.debts.iter().filter(|debt| debt.size == DebtSize::Sized);
    let mut targets: Vec<f64> = sized.map(|debt| debt.dscr).collect();
    targets.sort_by(f64::total_cmp);
    targets.dedup();
    targets
}

/// A dot at the deepest cumulative need, and its words at the top left, where a line that pays back is not yet.
fn deepest_need(month: Month, usd: f64, start: Month, highest: f64) -> [Layer; 2] {
    let dot = Marker {
        x: month_x(month),
        y: million(usd),
        kind: MarkerKind::Dot,
        role: Role::Text,
        ..Marker::default()
    };
    let note = Note {
        title: signed_money_usd(usd),
        detail: text("figure.note.gap", &[("month", Arg::Month(month))]),
        at: (month_x(start) + 2.0, highest),
        ..Note::default()
    };
    [Layer::Marker(dot), Layer::Note(note)]
}

/// Where a cumulative line crosses zero for the last time, with the month.
///
/// Each month's point is its end, so that a crossing within month m lies between the points m - 1 and m.
pub(super) fn payback_marker(start: Month, payback_months: Option<f64>) -> Option<Layer> {
    let months = payback_months?;
    let month = start.plus(months.floor() as i32);
    Some(Layer::Marker(Marker {
        x: month_x(start) + months - 1.0,
        y: 0.0,
        kind: MarkerKind::Hollow,
        role: Role::Accent,
        label: text("figure.marker.payback", &[("month", Arg::Name(month_long(month)))]),
        ..Marker::default()
    }))
}

fn capitalized(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::solve;
    use crate::figure::trial;
    use crate::plan::Debt;

    #[test]
    fn the_bars_of_a_year_sum_to_its_cash_flow() {
        let plan = trial::plan();
        let run = solve(&plan).plan;
        let figure = cash_flow_by_year(&plan, &run, "your plan");
        for (year, cash) in run.ledger.by_year(LineId::ProjectCashFlow) {
            let bars = figure.layers[0].series().iter();
            let sum: f64 = bars.filter_map(|series| series.at(f64::from(year))).sum();
            assert!((sum - cash / 1e6).abs() < 1e-9, "{year}: {sum}, {cash}");
        }
        let capex = figure.layers[0].series().iter().find(|series| series.key == "capex").unwrap();
        assert!(capex.points.iter().all(|(_, value)| *value <= 0.0));
    }

    #[test]
    fn payback_stands_where_the_line_crosses_zero() {
        let plan = trial::plan();
        let solution = solve(&plan);
        let figure = cumulative_cash(&plan, &solution.plan, &solution.mining_only, "your plan");
        let Some(Layer::Marker(marker)) =
            figure.layers.iter().find(|layer| matches!(layer, Layer::Marker(_)))
        else {
            panic!("no payback: {:?}", solution.plan.value);
        };
        let value =
            crate::figure::tooltip::read(&figure, &figure.layers[0].series()[0], marker.x, false);
        assert!(value.unwrap().abs() < 1e-6, "{value:?} at {marker:?}");
        let last = figure.layers[0].series()[0].points.last().unwrap().1;
        let total = solution.plan.ledger.total(LineId::ProjectCashFlow) / 1e6;
        assert!((last - total).abs() < 1e-6);
    }

    #[test]
    fn cover_stands_by_year_against_what_loans_are_sized_to() {
        let mut plan = trial::plan();
        let debts = std::sync::Arc::make_mut(&mut plan.debts);
        debts.push(Debt { size: DebtSize::Sized, dscr: 1.3, ..debts[0].clone() });
        debts.push(Debt { size: DebtSize::Sized, dscr: 1.3, ..debts[0].clone() });
        let run = solve(&plan).plan;
        let figure = debt_cover(&plan, &run, "your plan");
        let ledger = &run.ledger;
        let bars = &figure.layers[0].series()[0];
        assert!(bars.points.len() > 3);
        for (year, cover) in &bars.points {
            let of = |line: LineId| {
                let years = ledger.by_year(line);
                years.iter().find(|(of, _)| f64::from(*of) == *year).unwrap().1
            };
            let expected = of(LineId::Cfads) / of(LineId::DebtService);
            assert!((cover - expected).abs() < 1e-9, "{year}: {cover}");
        }
        let guides: Vec<f64> = figure
            .layers
            .iter()
            .filter_map(|layer| match layer {
                Layer::Guide(Guide { at: At::Y(at), .. }) => Some(*at),
                _ => None,
            })
            .collect();
        assert_eq!(guides, [1.0, 1.3]);
        plan.debts = std::sync::Arc::default();
        assert_eq!(debt_cover(&plan, &solve(&plan).plan, "your plan").layers, []);
    }

    #[test]
    fn a_label_opens_with_a_capital() {
        assert_eq!(capitalized("your plan"), "Your plan");
        assert_eq!(capitalized(""), "");
    }
}
