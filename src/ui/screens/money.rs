//! Money: cash by year and cumulated, what is owed, and the statements line by line.

use egui::{Id, Rect, Ui};

use super::money_grid::{Grid, GridRow};
use super::{Out, parts};
use crate::app::{OpenPlan, State};
use crate::engine::ledger::{OverYear, Statement};
use crate::engine::{Ledger, LineId, Run};
use crate::figure;
use crate::plan::Plan;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::card::{Card, Extent, columns, rows};
use crate::ui::widgets::choice::segments_ui;
use crate::words::tr;

/// Shows the screen.
pub fn show_ui(ui: &mut Ui, state: &State, out: &mut Out) {
    let Some(open) = state.active() else { return };
    let page = ui.max_rect();
    let Some(solution) = parts::solution_ui(ui, page, open, out) else { return };
    let [charts, table] = rows(page, &[Extent::Share(0.6), Extent::Share(1.0)])[..] else { return };
    let (plan, yours) = (open.seen(), tr("figure.plan.yours"));
    let (run, mining_only) = (&solution.plan, &solution.mining_only);
    let owes = run.ledger.series(LineId::Debt).iter().any(|usd| *usd > 0.005);
    let places = columns(charts, &[Extent::Share(1.0); 3][..if owes { 3 } else { 2 }]);
    out.chart_ui(ui, places[0], &figure::cash_flow_by_year(plan, run, yours));
    out.chart_ui(ui, places[1], &figure::cumulative_cash(plan, run, mining_only, yours));
    if let Some(place) = places.get(2) {
        out.chart_ui(ui, *place, &figure::debt(plan, run, yours));
    }
    table_ui(ui, table, open, run);
}

/// What the table shows: the statement, and whether by month.
#[derive(Clone, Copy, Debug, Default)]
struct Shown {
    statement: usize,
    monthly: bool,
}

fn table_ui(ui: &mut Ui, rect: Rect, open: &OpenPlan, run: &Run) {
    let id = Id::unique("money statements");
    let shown: Shown = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let statement = Statement::ALL[shown.statement.min(Statement::ALL.len() - 1)];
    let grid = grid(open.seen(), run, statement, shown.monthly);
    let mut chosen = shown;
    let card = Card::new(tr("money.table")).subtitle(tr("money.table_basis"));
    let header = |ui: &mut Ui| {
        if Button::small(tr("money.copy")).show(ui).clicked() {
            ui.ctx().copy_text(tsv(&grid));
        }
        let words = [tr("money.years"), tr("money.months")];
        if let Some(at) = segments_ui(ui, tr("money.by"), &words, usize::from(shown.monthly)) {
            chosen.monthly = at == 1;
        }
        let words = Statement::ALL.map(|statement| tr(statement.label()));
        if let Some(at) = segments_ui(ui, tr("money.statement"), &words, shown.statement) {
            chosen.statement = at;
        }
    };
    let read = |line, column| figure_of(&run.ledger, line, column, shown.monthly);
    card.show_with(ui, rect, header, |ui| grid.show(ui, &read));
    if (chosen.statement, chosen.monthly) != (shown.statement, shown.monthly) {
        ui.data_mut(|data| data.insert_temp(id, chosen));
        ui.ctx().request_repaint();
    }
}

/// A line in a column, without a statement's sign; none for the total of a level.
fn figure_of(ledger: &Ledger, line: LineId, column: usize, monthly: bool) -> Option<f64> {
    if monthly {
        return match ledger.series(line).get(column) {
            Some(value) => Some(*value),
            None => total(ledger, line),
        };
    }
    match ledger.by_year(line).get(column) {
        Some((_, value)) => Some(*value),
        None => total(ledger, line),
    }
}

/// A level has no total: its last figure is what it comes to.
fn total(ledger: &Ledger, line: LineId) -> Option<f64> {
    (line.line().over_year == OverYear::Sum).then(|| ledger.total(line))
}

/// A statement by year or by month; lines that are 0 all the time are left out.
fn grid(plan: &Plan, run: &Run, statement: Statement, monthly: bool) -> Grid {
    let ledger = &run.ledger;
    let mut heads: Vec<String> = if monthly {
        plan.months().map(|month| month.to_string()).collect()
    } else {
        ledger.by_year(LineId::CashFlow).into_iter().map(|(year, _)| year.to_string()).collect()
    };
    heads.push(tr("money.total").to_owned());
    let rows = statement.rows().iter().filter_map(|row| {
        let series = ledger.series(row.line);
        if !row.is_sum && series.iter().all(|value| value.abs() < 0.005) {
            return None;
        }
        let mut usd: Vec<f64> = if monthly {
            series.iter().map(|value| row.sign * value).collect()
        } else {
            ledger.by_year(row.line).into_iter().map(|(_, value)| row.sign * value).collect()
        };
        usd.push(total(ledger, row.line).map_or(f64::NAN, |value| row.sign * value));
        let label = tr(row.line.label());
        Some(GridRow { line: row.line, label, usd, strong: row.is_sum })
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
    fn a_level_has_no_total_and_a_flow_has_its_sum() {
        let plan = testing::plan();
        let run = solve(&plan).plan;
        for monthly in [false, true] {
            let grid = grid(&plan, &run, Statement::CashFlow, monthly);
            let row = |line: LineId| grid.rows.iter().find(|row| row.line == line).unwrap();
            let cash = row(LineId::CashFlow);
            let (total, parts) = cash.usd.split_last().unwrap();
            assert!((parts.iter().sum::<f64>() - total).abs() < 0.01);
            assert!(row(LineId::CumulativeCash).usd.last().unwrap().is_nan());
            for (column, usd) in parts.iter().enumerate() {
                let read = figure_of(&run.ledger, LineId::CashFlow, column, monthly);
                assert_eq!(read, Some(*usd));
            }
        }
    }

    #[test]
    fn the_copied_table_has_a_line_a_row_and_a_cell_a_column() {
        let plan = testing::plan();
        let grid = grid(&plan, &solve(&plan).plan, Statement::Income, false);
        let text = tsv(&grid);
        assert_eq!(text.lines().count(), grid.rows.len() + 1);
        assert!(text.lines().all(|line| line.split('\t').count() == grid.heads.len() + 2));
        assert!(text.starts_with("Line\tUnit\t2027\t"), "{text}");
    }
}
