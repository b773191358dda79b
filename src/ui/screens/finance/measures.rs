//! What the plan is worth by every measure, beside mining only and the best, and at other discount rates.

use egui::{Rect, Ui};

use super::super::{Out, parts};
use crate::app::OpenPlan;
use crate::engine::value::{self, Irr};
use crate::engine::{LineId, Run, Solution};
use crate::figure;
use crate::format::{
    MISSING, duration_years, money_usd, month_long, number, percent, signed_money_usd,
};
use crate::ui::theme;
use crate::ui::widgets::card::{Card, Extent, rows};
use crate::ui::widgets::table::{Cell, Column, Columns};
use crate::words::{Arg, Text, say, tr};

/// Discount rates of the table, beside the plan's own.
const RATES: [f64; 6] = [0.0, 0.05, 0.08, 0.10, 0.12, 0.15];

/// From this height of the page on there is room for a chart.
const TALL: f32 = 690.0;

/// Width of a column of figures.
const FIGURE: f32 = 132.0;

/// The three plans beside one another; the best is none until it is known.
type Three<'a> = [Option<&'a Run>; 3];

/// The measures, cumulative cash where there is room, and the table by discount rate.
pub fn results_ui(ui: &mut Ui, rect: Rect, open: &OpenPlan, out: &mut Out) {
    let Some(solution) = parts::solution_ui(ui, rect, open, out) else { return };
    let best = open.results.advice.as_deref().map(|advice| &advice.best_run);
    let three = [Some(&solution.plan), Some(&solution.mining_only), best];
    let measures = Extent::Fixed(if several(&three) { 334.0 } else { 310.0 });
    if rect.height() < TALL {
        let [above, below] = rows(rect, &[measures, Extent::Share(1.0)])[..] else { return };
        measures_ui(ui, above, &three);
        by_rate_ui(ui, below, open, &three);
        return;
    }
    let heights = [measures, Extent::Share(1.0), Extent::Fixed(238.0)];
    let [above, middle, below] = rows(rect, &heights)[..] else { return };
    measures_ui(ui, above, &three);
    let Solution { plan: run, mining_only } = solution;
    let chart = figure::cumulative_cash(open.seen(), run, mining_only, tr("figure.plan.yours"));
    out.chart_ui(ui, middle, &chart);
    by_rate_ui(ui, below, open, &three);
}

/// Whether a cash flow among them has more than one rate of return.
fn several(three: &Three<'_>) -> bool {
    three.iter().flatten().any(|run| run.value.has_several_rates())
}

fn heads() -> Vec<Column> {
    vec![
        Column::words(""),
        Column::figures(tr("finance.yours"), FIGURE),
        Column::figures(tr("finance.mining_only"), FIGURE),
        Column::figures(tr("finance.best"), FIGURE),
    ]
}

/// A row of the measures: its label's key, and how the figure of a run is written.
type Measure = (&'static str, fn(&Run, &Three<'_>) -> Cell);

const MEASURES: [Measure; 17] = [
    ("finance.npv", |run, _| Cell::strong(money_usd(run.value.npv_usd))),
    ("finance.at_horizon", |run, _| Cell::new(money_usd(run.value.terminal_npv_usd))),
    ("finance.gain", |run, three| {
        let baseline = three[1].map_or(f64::NAN, |baseline| baseline.value.npv_usd);
        Cell::new(signed_money_usd(run.value.npv_usd - baseline))
    }),
    ("finance.irr", |run, _| irr(run)),
    ("finance.payback", |run, _| time(run.value.payback_months)),
    ("finance.discounted_payback", |run, _| time(run.value.discounted_payback_months)),
    ("finance.multiple", |run, _| {
        let times = |multiple: f64| format!("{}\u{202f}×", number(multiple, 2));
        Cell::new(run.value.multiple.map_or_else(missing, times))
    }),
    ("finance.funding_gap", |run, _| Cell::new(money_usd(run.value.funding_gap_usd))),
    ("finance.funding_gap_month", |run, _| {
        Cell::new(run.value.funding_gap_month.map_or_else(missing, month_long))
    }),
    ("finance.paid_in", |run, _| Cell::new(money_usd(run.value.equity_paid_in_usd))),
    ("finance.equity_npv", |run, _| Cell::new(money_usd(run.value.equity_npv_usd))),
    ("finance.equity_irr", |run, _| rate_of(&run.value.equity_irr)),
    ("finance.dscr", |run, _| {
        let lowest = run.value.cover.lowest();
        Cell::new(
            lowest.map_or_else(missing, |(year, cover)| format!("{}, {year}", number(cover, 2))),
        )
    }),
    ("finance.cash_cost", |run, _| {
        Cell::new(run.value.costs.cash_usd_per_btc.map_or_else(missing, |usd| number(usd, 0)))
    }),
    ("finance.all_in_cost", |run, _| {
        Cell::new(run.value.costs.all_in_usd_per_btc.map_or_else(missing, |usd| number(usd, 0)))
    }),
    ("finance.gpu_hour_cost", |run, _| {
        Cell::new(run.value.costs.usd_per_gpu_hour.map_or_else(missing, |usd| number(usd, 2)))
    }),
    ("finance.ai", |run, _| {
        let text = Text::key("finance.ai_value")
            .with("mw", Arg::Quantity(run.value.ai_mw, 0, "unit.mw"))
            .with("share", Arg::Name(percent(run.value.ai_share, 0)));
        Cell::new(say(&text))
    }),
];

fn missing() -> String {
    MISSING.to_owned()
}

fn time(months: Option<f64>) -> Cell {
    Cell::new(months.map_or_else(missing, duration_years))
}

fn irr(run: &Run) -> Cell {
    rate_of(&run.value.irr)
}

/// The rate nearest 0, flagged where there are more.
fn rate_of(irr: &Irr) -> Cell {
    let Some(annual) = irr.annual else {
        return Cell::new(MISSING).hover(tr("finance.irr_none"));
    };
    if irr.roots.len() < 2 {
        return Cell::new(percent(annual, 1));
    }
    let count = Arg::Quantity(irr.roots.len() as f64, 0, "");
    let said = Text::key("finance.irr_of")
        .with("rate", Arg::Name(percent(annual, 1)))
        .with("count", count);
    let rates: Vec<String> = irr.roots.iter().map(|root| percent(*root, 1)).collect();
    let hover = Text::key("finance.irr_roots").with("rates", Arg::Name(rates.join(", ")));
    Cell::new(say(&said)).hover(say(&hover))
}

fn measures_ui(ui: &mut Ui, rect: Rect, three: &Three<'_>) {
    let palette = theme::palette(ui);
    let card = Card::new(tr("finance.measures")).subtitle(tr("finance.basis"));
    card.scrolls().show(ui, rect, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let table = Columns::new(ui, heads());
        table.head_ui(ui);
        for (key, write) in MEASURES {
            let mut cells = vec![Cell::new(tr(key)).hover(tr(&format!("{key}_hover")))];
            cells.extend(three.iter().map(|run| match run {
                Some(run) => {
                    let cell = write(run, three);
                    if flags(key, run) { cell.ink(palette.warn) } else { cell }
                }
                None => Cell::new(tr("finance.computing")),
            }));
            table.row_ui(ui, tr(key), None, &cells);
        }
        if several(three) {
            ui.add_space(8.0);
            theme::label(ui, tr("finance.irr_flag"), crate::look::text::SMALL, palette.warn);
        }
    });
}

/// Whether a row says one of several rates of return.
fn flags(key: &str, run: &Run) -> bool {
    let irr = match key {
        "finance.irr" => &run.value.irr,
        "finance.equity_irr" => &run.value.equity_irr,
        _ => return false,
    };
    irr.roots.len() > 1
}

/// Net present value of a run's cash flow at another rate.
fn npv_at(run: &Run, rate: f64) -> f64 {
    value::npv_at(run.ledger.series(LineId::ProjectCashFlow), rate)
}

fn by_rate_ui(ui: &mut Ui, rect: Rect, open: &OpenPlan, three: &Three<'_>) {
    let own = open.seen().finance.discount_rate;
    let mut rates = RATES.to_vec();
    if rates.iter().all(|rate| (rate - own).abs() > 1e-9) {
        rates.push(own);
        rates.sort_by(f64::total_cmp);
    }
    let card = Card::new(tr("finance.by_rate")).subtitle(tr("finance.by_rate_basis"));
    card.scrolls().show(ui, rect, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let table = Columns::new(ui, heads());
        table.head_ui(ui);
        for rate in rates {
            let is_own = (rate - own).abs() < 1e-9;
            let decimals = u8::from((rate * 100.0).fract().abs() > 1e-9);
            let mut label = percent(rate, decimals);
            if is_own {
                label = format!("{label} {}", tr("finance.now"));
            }
            let cell = |text: String| if is_own { Cell::strong(text) } else { Cell::new(text) };
            let mut cells = vec![cell(label.clone())];
            cells.extend(three.iter().map(|run| match run {
                Some(run) => cell(money_usd(npv_at(run, rate))),
                None => Cell::new(tr("finance.computing")),
            }));
            table.row_ui(ui, &label, None, &cells);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::solve;
    use crate::plan::testing;

    #[test]
    fn at_the_plans_own_rate_the_table_repeats_its_net_present_value() {
        let plan = testing::plan();
        let run = solve(&plan).plan;
        let own = npv_at(&run, plan.finance.discount_rate);
        assert!((own - run.value.npv_usd).abs() < 1e-6 * run.value.npv_usd.abs().max(1.0));
        let total: f64 = run.ledger.series(LineId::ProjectCashFlow).iter().sum();
        assert!((npv_at(&run, 0.0) - total).abs() < 1e-6 * total.abs().max(1.0));
    }

    #[test]
    fn several_rates_of_return_are_flagged_with_all_of_them() {
        let mut run = solve(&testing::plan()).plan;
        run.value.irr = crate::engine::value::Irr { annual: Some(0.1), roots: vec![0.1, 0.4] };
        let cell = irr(&run);
        assert_eq!(cell.text, "10.0\u{202f}%, 1 of 2");
        assert!(cell.hover.contains("10.0\u{202f}%, 40.0\u{202f}%"));
        run.value.irr = crate::engine::value::Irr { annual: None, roots: Vec::new() };
        assert_eq!(irr(&run).text, "–");
    }

    #[test]
    fn several_rates_of_equity_alone_are_flagged_in_their_row() {
        let mut run = solve(&testing::plan()).plan;
        run.value.irr = Irr { annual: Some(0.1), roots: vec![0.1] };
        run.value.equity_irr = run.value.irr.clone();
        assert!(!several(&[Some(&run), None, None]));
        run.value.equity_irr.roots.push(0.4);
        assert!(several(&[None, Some(&run), None]));
        assert!(flags("finance.equity_irr", &run) && !flags("finance.irr", &run));
    }
}
