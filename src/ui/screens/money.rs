//! Money: cash by year and cumulated, and every line of the cash flow.

use egui::{Id, Ui};

use super::money_grid::{Grid, GridRow};
use super::{Out, parts};
use crate::app::{OpenPlan, State};
use crate::engine::ledger::OverYear;
use crate::engine::{LineId, Run};
use crate::figure;
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
    let (plan, yours) = (&open.plan, tr("figure.plan.yours"));
    let (run, mining_only) = (&solution.plan, &solution.mining_only);
    out.chart_ui(ui, by_year, &figure::cash_flow_by_year(plan, run, yours));
    out.chart_ui(ui, cumulative, &figure::cumulative_cash(plan, run, mining_only, yours));
    table_ui(ui, table, open, run);
}

fn table_ui(ui: &mut Ui, rect: egui::Rect, open: &OpenPlan, run: &Run) {
    let id = Id::unique("money by months");
    let monthly: bool = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let grid = grid(open, run, monthly);
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
fn grid(open: &OpenPlan, run: &Run, monthly: bool) -> Grid {
    let ledger = &run.ledger;
    let mut heads: Vec<String> = if monthly {
        open.plan.months().map(|month| month.to_string()).collect()
    } else {
        ledger.by_year(LineId::CashFlow).into_iter().map(|(year, _)| year.to_string()).collect()
    };
    heads.truncate(if monthly { ledger.months } else { heads.len() });
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

/// The table as tab-separated text, in whole USD and cents, costs negative.
fn tsv(grid: &Grid) -> String {
    let mut text =
        format!("{}\t{}\t{}\n", tr("money.line"), tr("money.unit"), grid.heads.join("\t"));
    for row in &grid.rows {
        let written =
            |value: &f64| if value.is_finite() { format!("{value:.2}") } else { String::new() };
        let figures: Vec<String> = row.usd.iter().map(written).collect();
        text.push_str(&format!("{}\tUSD\t{}\n", row.label, figures.join("\t")));
    }
    text
}
