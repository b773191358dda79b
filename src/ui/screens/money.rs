//! Money: cash by year and cumulated, and every line of the cash flow.

use egui::{Id, Ui};

use super::money_grid::{Grid, GridRow};
use super::{Out, parts};
use crate::app::{OpenPlan, State};
use crate::engine::ledger::OverYear;
use crate::engine::{LineId, Run};
use crate::figure;
use crate::plan::Plan;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::card::{Card, Extent, columns, rows};
use crate::ui::widgets::choice::segments_ui;
use crate::words::tr;

/// Lines of the table in order, the sign they enter cash with, and whether they are sums.
const LINES: [(LineId, f64, bool); 24] = [
    (LineId::MiningRevenue, 1.0, false),
    (LineId::ColocationRevenue, 1.0, false),
    (LineId::GpuRevenue, 1.0, false),
    (LineId::PositionGain, 1.0, false),
    (LineId::Revenue, 1.0, true),
    (LineId::PowerCost, -1.0, false),
    (LineId::PoolFees, -1.0, false),
    (LineId::MarketplaceFees, -1.0, false),
    (LineId::MiningOpex, -1.0, false),
    (LineId::ColocationOpex, -1.0, false),
    (LineId::GpuOpex, -1.0, false),
    (LineId::SiteFixedCost, -1.0, false),
    (LineId::Sga, -1.0, false),
    (LineId::Ebitda, 1.0, true),
    (LineId::AsicCapex, -1.0, false),
    (LineId::RefreshCapex, -1.0, false),
    (LineId::MovingCost, -1.0, false),
    (LineId::GpuCapex, -1.0, false),
    (LineId::HallCapex, -1.0, false),
    (LineId::Disposals, 1.0, false),
    (LineId::TenantAdvances, 1.0, false),
    (LineId::AdvancesEarned, -1.0, false),
    (LineId::CashFlow, 1.0, true),
    (LineId::CumulativeCash, 1.0, true),
];

/// Shows the screen.
pub fn show_ui(ui: &mut Ui, state: &State, out: &mut Out) {
    let Some(open) = state.active() else { return };
    let page = ui.max_rect();
    let Some(solution) = parts::solution_ui(ui, page, open, out) else { return };
    let [charts, table] = rows(page, &[Extent::Share(0.6), Extent::Share(1.0)])[..] else { return };
    let [by_year, cumulative] = columns(charts, &[Extent::Share(1.0); 2])[..] else { return };
    let (plan, yours) = (open.seen(), tr("figure.plan.yours"));
    let (run, mining_only) = (&solution.plan, &solution.mining_only);
    out.chart_ui(ui, by_year, &figure::cash_flow_by_year(plan, run, yours));
    out.chart_ui(ui, cumulative, &figure::cumulative_cash(plan, run, mining_only, yours));
    table_ui(ui, table, open, run);
}

fn table_ui(ui: &mut Ui, rect: egui::Rect, open: &OpenPlan, run: &Run) {
    let id = Id::unique("money by months");
    let monthly: bool = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let grid = grid(open.seen(), run, monthly);
    let mut chosen = None;
    let card = Card::new(tr("money.table")).subtitle(tr("money.table_basis"));
    let header = |ui: &mut Ui| {
        if Button::small(tr("money.copy")).show(ui).clicked() {
            ui.ctx().copy_text(tsv(&grid));
        }
        let words = [tr("money.years"), tr("money.months")];
        chosen = segments_ui(ui, tr("money.by"), &words, usize::from(monthly));
    };
    card.show_with(ui, rect, header, |ui| grid.show(ui));
    if let Some(chosen) = chosen {
        ui.data_mut(|data| data.insert_temp(id, chosen == 1));
        ui.ctx().request_repaint();
    }
}

/// The table of a run by year or by month; lines that are 0 all the time are left out.
fn grid(plan: &Plan, run: &Run, monthly: bool) -> Grid {
    let ledger = &run.ledger;
    let mut heads: Vec<String> = if monthly {
        plan.months().map(|month| month.to_string()).collect()
    } else {
        ledger.by_year(LineId::CashFlow).into_iter().map(|(year, _)| year.to_string()).collect()
    };
    heads.push(tr("money.total").to_owned());
    let rows = LINES.into_iter().filter_map(|(line, sign, strong)| {
        let series = ledger.series(line);
        if !strong && series.iter().all(|value| value.abs() < 0.005) {
            return None;
        }
        let mut usd: Vec<f64> = if monthly {
            series.iter().map(|value| sign * value).collect()
        } else {
            ledger.by_year(line).into_iter().map(|(_, value)| sign * value).collect()
        };
        // A level has no total: its last figure is what it comes to.
        let is_level = line.line().over_year == OverYear::Last;
        usd.push(if is_level { f64::NAN } else { sign * ledger.total(line) });
        let formula = figure::formula::explain(line);
        Some(GridRow { key: line.line().key, label: tr(line.label()), usd, strong, formula })
    });
    Grid { rows: rows.collect(), heads, decimals: if monthly { 2 } else { 1 } }
}

/// The table as tab-separated text, in USD to the cent, costs negative.
fn tsv(grid: &Grid) -> String {
    let written = |usd: &f64| if usd.is_finite() { format!("{usd:.2}") } else { String::new() };
    let line = |row: &GridRow| {
        let figures = row.usd.iter().map(written);
        let cells = [row.label.to_owned(), tr("unit.usd").to_owned()].into_iter().chain(figures);
        cells.collect::<Vec<_>>().join("\t")
    };
    let heads = [tr("money.line"), tr("money.unit")].into_iter();
    let heads: Vec<&str> = heads.chain(grid.heads.iter().map(String::as_str)).collect();
    let mut lines = vec![heads.join("\t")];
    lines.extend(grid.rows.iter().map(line));
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::solve;
    use crate::plan::testing;

    #[test]
    fn the_lines_above_cash_flow_sum_to_it_in_every_column() {
        let plan = testing::plan();
        let run = solve(&plan).plan;
        for monthly in [false, true] {
            let grid = grid(&plan, &run, monthly);
            let cash = grid.rows.iter().find(|row| row.key == "cash_flow_usd").unwrap();
            for (column, flow) in cash.usd.iter().enumerate() {
                let parts = grid.rows.iter().filter(|row| !row.strong);
                let sum: f64 = parts.map(|row| row.usd[column]).sum();
                assert!((sum - flow).abs() < 0.01, "{}: {sum}, {flow}", grid.heads[column]);
            }
            let level = grid.rows.last().unwrap();
            assert!(level.usd.last().unwrap().is_nan(), "a level has no total");
        }
    }

    #[test]
    fn the_copied_table_has_a_line_a_row_and_a_cell_a_column() {
        let plan = testing::plan();
        let grid = grid(&plan, &solve(&plan).plan, false);
        let text = tsv(&grid);
        assert_eq!(text.lines().count(), grid.rows.len() + 1);
        assert!(text.lines().all(|line| line.split('\t').count() == grid.heads.len() + 2));
        assert!(text.starts_with("Line\tUnit\t2027\t"), "{text}");
    }
}
