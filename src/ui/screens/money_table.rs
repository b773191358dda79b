//! The statements: which is shown, by year or month, with which sums folded.

use std::collections::BTreeSet;

use egui::{Id, Rect, Ui};

use super::money_grid::{Fold, Grid, GridRow};
use crate::engine::ledger::{OverYear, Statement, StatementRow};
use crate::engine::{Ledger, LineId, Run};
use crate::plan::Plan;
use crate::ui::actions::{Asked, ask};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::card::Card;
use crate::ui::widgets::choice::segments_ui;
use crate::words::tr;

/// What is less than half a cent is nothing.
const NOTHING_USD: f64 = 0.005;

/// What the table shows: the statement, whether by month, and the rows of each whose parts are hidden.
#[derive(Clone, Debug, PartialEq)]
struct Shown {
    statement: usize,
    monthly: bool,
    folded: [BTreeSet<usize>; Statement::ALL.len()],
}

impl Default for Shown {
    fn default() -> Self {
        let folded = Statement::ALL.map(|statement| {
            let rows = statement.rows().iter().enumerate();
            rows.filter(|(_, row)| row.folded).map(|(at, _)| at).collect()
        });
        Self { statement: 0, monthly: false, folded }
    }
}

impl Shown {
    fn fold(&mut self, fold: Fold) {
        let statement = Statement::ALL[self.statement];
        let folded = &mut self.folded[self.statement];
        match fold {
            Fold::One(row) => {
                if !folded.remove(&row) {
                    folded.insert(row);
                }
            }
            Fold::All => {
                let rows = 0..statement.rows().len();
                folded.extend(rows.filter(|row| !statement.parts(*row).is_empty()));
            }
            Fold::None => folded.clear(),
        }
    }
}

/// What the statements stand on.
fn basis(plan: &Plan) -> &'static str {
    if plan.finance.is_taxed() { "money.table_basis" } else { "money.table_untaxed" }
}

/// Shows the card of the statements.
pub(super) fn show_ui(ui: &mut Ui, rect: Rect, plan: &Plan, run: &Run) {
    let id = Id::unique("money statements");
    let shown: Shown = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let statement = Statement::ALL[shown.statement];
    let grid = grid(plan, run, statement, shown.monthly, &shown.folded[shown.statement]);
    let mut chosen = shown.clone();
    let basis = basis(plan);
    let header = |ui: &mut Ui| {
        let copy = Button::small(tr("money.copy")).show(ui);
        if copy.on_hover_text(tr("money.copy_hover")).clicked() {
            ui.ctx().copy_text(tsv(&grid));
            ask(ui.ctx(), Asked::Copied(grid.rows.len()));
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
    let read = |line, column: usize, before: bool| {
        if before {
            // Before the plan's first month everything that rolls on stood at 0.
            return match column.checked_sub(1) {
                Some(column) => figure_of(&run.ledger, line, column, shown.monthly),
                None => Some(0.0),
            };
        }
        figure_of(&run.ledger, line, column, shown.monthly)
    };
    let fold = Card::new(tr("money.table"))
        .subtitle(tr(basis))
        .show_with(ui, rect, header, |ui| grid.show(ui, (shown.statement, shown.monthly), &read));
    if let Some(fold) = fold {
        chosen.fold(fold);
    }
    if chosen != shown {
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

/// A statement by year or by month, without the parts of `folded` rows.
///
/// Lines that are 0 all the time are left out, but for the sums that every plan has.
fn grid(
    plan: &Plan,
    run: &Run,
    statement: Statement,
    monthly: bool,
    folded: &BTreeSet<usize>,
) -> Grid {
    let ledger = &run.ledger;
    let mut heads: Vec<String> = if monthly {
        plan.months().map(|month| month.to_string()).collect()
    } else {
        ledger.by_year(LineId::CashFlow).into_iter().map(|(year, _)| year.to_string()).collect()
    };
    if statement.has_totals() {
        heads.push(tr("money.total").to_owned());
    }
    let rows = statement.rows();
    let used: Vec<bool> = rows.iter().map(|row| row.always || moves(ledger, row.line)).collect();
    let any =
        |parts: std::ops::Range<usize>| used.get(parts).is_some_and(|part| part.contains(&true));
    let hidden: BTreeSet<usize> = folded.iter().flat_map(|row| statement.parts(*row)).collect();
    let shown = |(at, row): (usize, &StatementRow)| {
        let parts = any(statement.parts(at));
        if hidden.contains(&at) || !(used[at] || parts) {
            return None;
        }
        let mut usd: Vec<f64> = if monthly {
            ledger.series(row.line).iter().map(|value| row.sign * value).collect()
        } else {
            ledger.by_year(row.line).into_iter().map(|(_, value)| row.sign * value).collect()
        };
        if statement.has_totals() {
            usd.push(total(ledger, row.line).map_or(f64::NAN, |value| row.sign * value));
        }
        Some(GridRow {
            at,
            line: row.line,
            label: tr(row.line.label()),
            sign: row.sign,
            usd,
            depth: row.depth,
            strong: row.is_sum() && row.depth == 0,
            unfolded: parts.then(|| !folded.contains(&at)),
            note: row.note.map(tr),
        })
    };
    let rows = rows.iter().enumerate().filter_map(shown).collect();
    let months = if monthly { ledger.months } else { 0 };
    Grid { rows, heads, months, decimals: if monthly { 2 } else { 1 } }
}

fn moves(ledger: &Ledger, line: LineId) -> bool {
    ledger.series(line).iter().any(|value| value.abs() >= NOTHING_USD)
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
    use crate::figure::trial;
    use crate::plan::testing;
    use crate::ui::screens::money_grid::label_fits;

    #[test]
    fn a_rate_of_0_is_no_tax_in_any_country() {
        let mut plan = testing::plan();
        let finance = std::sync::Arc::make_mut(&mut plan.finance);
        finance.jurisdiction = crate::plan::Jurisdiction::UnitedStates;
        finance.tax_rate = 0.0;
        assert_eq!(basis(&plan), "money.table_untaxed");
        std::sync::Arc::make_mut(&mut plan.finance).tax_rate = 0.21;
        assert_eq!(basis(&plan), "money.table_basis");
    }

    fn default_of(statement: Statement) -> BTreeSet<usize> {
        let at = Statement::ALL.iter().position(|of| *of == statement).unwrap();
        Shown::default().folded[at].clone()
    }

    #[test]
    fn a_level_has_no_total_and_a_flow_has_its_sum() {
        let plan = testing::plan();
        let run = solve(&plan).plan;
        for monthly in [false, true] {
            let grid = grid(&plan, &run, Statement::CashFlow, monthly, &BTreeSet::new());
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
    fn a_year_shows_its_parts_only_where_they_add_up() {
        let plan = trial::plan();
        let run = solve(&plan).plan;
        let of = |monthly, line: LineId| {
            let grid = grid(&plan, &run, Statement::CashFlow, monthly, &BTreeSet::new());
            let row = grid.rows.iter().find(|row| row.line == line).unwrap();
            let read = |line, column: usize, before: bool| {
                figure_of(&run.ledger, line, column.checked_sub(usize::from(before))?, monthly)
            };
            grid.how(row, 1, &read)
        };
        let asked = of(false, LineId::PaidIn);
        assert!(asked[0].starts_with("= −(the larger of"), "{asked:?}");
        assert_eq!(asked[1..], [tr("money.by_month").to_owned()]);
        let asked = of(true, LineId::PaidIn);
        assert!(asked[1].starts_with("Cash of the month before: "), "{asked:?}");
        let flow = of(false, LineId::EquityFlow);
        assert_eq!(flow.len(), 3);
        assert!(flow[1..].iter().all(|part| part.ends_with(" M USD")), "{flow:?}");
    }

    #[test]
    fn a_balance_has_cash_and_no_total() {
        let plan = testing::plan();
        let run = solve(&plan).plan;
        let grid = grid(&plan, &run, Statement::Balance, false, &BTreeSet::new());
        assert_eq!(grid.heads.last().map(String::as_str), Some("2036"));
        let cash = grid.rows.iter().find(|row| row.line == LineId::Cash).unwrap();
        assert_eq!(cash.usd, vec![0.0; 10]);
        assert!(cash.note.is_some_and(|note| note.contains("minimum")));
    }

    #[test]
    fn folding_hides_parts_and_moves_no_figure() {
        let plan = trial::plan();
        let run = solve(&plan).plan;
        for statement in Statement::ALL {
            let at = Statement::ALL.iter().position(|of| *of == statement).unwrap();
            let of = |folded: &BTreeSet<usize>| grid(&plan, &run, statement, false, folded);
            let whole = of(&BTreeSet::new());
            let mut shown = Shown { statement: at, ..Shown::default() };
            shown.fold(Fold::All);
            let folded = of(&shown.folded[at]);
            assert!(folded.rows.len() < whole.rows.len(), "{statement:?}");
            assert!(folded.rows.iter().all(|row| row.depth == 0), "{statement:?}");
            for row in &folded.rows {
                let same = whole.rows.iter().find(|of| of.at == row.at).unwrap();
                assert_eq!(format!("{:?}", row.usd), format!("{:?}", same.usd));
                assert_ne!(row.unfolded, Some(true));
            }
            assert_eq!(tsv(&folded).lines().count(), folded.rows.len() + 1);
            let first = folded.rows.iter().find(|row| row.unfolded.is_some()).unwrap().at;
            shown.fold(Fold::One(first));
            assert!(of(&shown.folded[at]).rows.len() > folded.rows.len());
            shown.fold(Fold::One(first));
            assert_eq!(of(&shown.folded[at]).rows.len(), folded.rows.len());
            shown.fold(Fold::None);
            assert_eq!(of(&shown.folded[at]).rows.len(), whole.rows.len());
        }
    }

    #[test]
    fn uses_that_are_not_in_the_plan_are_left_out() {
        let plan = testing::plan();
        let run = solve(&plan).plan;
        let grid = grid(&plan, &run, Statement::ByUse, false, &default_of(Statement::ByUse));
        let has = |line: LineId| grid.rows.iter().any(|row| row.line == line);
        assert!(has(LineId::MiningMargin) && has(LineId::Ebitda) && has(LineId::OperatingResult));
        assert!(!has(LineId::ColocationMargin) && !has(LineId::GpuMargin));
        assert!(!has(LineId::ColocationResult) && !has(LineId::GpuResult));
    }

    #[test]
    fn the_copied_table_has_a_line_a_row_and_a_cell_a_column() {
        let plan = testing::plan();
        let run = solve(&plan).plan;
        let folded = default_of(Statement::Income);
        let grid = grid(&plan, &run, Statement::Income, false, &folded);
        let text = tsv(&grid);
        assert_eq!(text.lines().count(), grid.rows.len() + 1);
        assert!(text.lines().all(|line| line.split('\t').count() == grid.heads.len() + 2));
        assert!(text.starts_with("Line\tUnit\t2027\t"), "{text}");
    }

    #[test]
    fn no_label_is_cut() {
        for row in Statement::ALL.iter().flat_map(|statement| statement.rows()) {
            let label = tr(row.line.label());
            assert!(label_fits(label, row.depth, row.is_sum() && row.depth == 0), "{label}");
        }
    }
}
