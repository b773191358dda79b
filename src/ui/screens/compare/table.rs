//! Plans side by side in figures, sorted by any of them.

use std::cmp::Ordering;

use egui::{Id, Ui};

use crate::app::OpenPlan;
use crate::engine::LineId;
use crate::format::{number, percent, signed};
use crate::plan::Plan;
use crate::ui::theme;
use crate::ui::widgets::card::scroll_ui;
use crate::ui::widgets::table::{Cell, Column, Columns};
use crate::words::tr;

/// Figures of a row, in the order of the columns after the name.
const FIGURES: usize = 8;

/// Heads of the figures, how wide each is, and how it is worked out.
const HEADS: [(&str, f32, &str); FIGURES] = [
    ("compare.price", 64.0, "compare.price_how"),
    ("compare.carbon", 58.0, "compare.carbon_how"),
    ("compare.renewable", 70.0, "compare.carbon_how"),
    ("compare.npv", 82.0, "compare.npv_how"),
    ("compare.gain", 84.0, "compare.gain_how"),
    ("compare.best", 86.0, "compare.best_how"),
    ("compare.payback", 92.0, "compare.payback_how"),
    ("compare.tonnes", 88.0, "compare.tonnes_how"),
];

/// A plan and what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its id; empty for the plan as it stands.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether some of its figures are assumptions.
    pub assumed: bool,
    /// Whether results are on their way.
    pub waits: bool,
    figures: [Option<f64>; FIGURES],
}

impl Row {
    /// The row of a plan, its results as far as they are there.
    pub fn new(
        id: &str,
        name: String,
        plan: &Plan,
        results: Option<&OpenPlan>,
        assumed: bool,
    ) -> Self {
        let waits = results.is_none_or(|open| !open.is_current());
        let solution = results.and_then(|open| open.results.solution.as_deref());
        let advice = results.and_then(|open| open.results.advice.as_deref());
        let npv = solution.map(|solution| solution.plan.value.npv_usd);
        let figures = [
            Some(plan.power.price_usd_per_mwh + plan.power.delivery_adder_usd_per_mwh),
            Some(plan.site.grid_carbon_kg_per_mwh),
            Some(plan.site.grid_renewable_share),
            npv,
            solution
                .map(|solution| solution.plan.value.npv_usd - solution.mining_only.value.npv_usd),
            advice.map(|advice| advice.best.ai_mw),
            solution.and_then(|solution| solution.plan.value.payback_months),
            solution.map(|solution| {
                let years = f64::from(plan.horizon_months) / 12.0;
                solution.plan.ledger.total(LineId::Carbon) / years
            }),
        ];
        Self { id: id.to_owned(), name, assumed, waits, figures }
    }

    fn cells(&self) -> Vec<Cell> {
        let name = if self.assumed { format!("{} *", self.name) } else { self.name.clone() };
        let hover = if self.assumed { tr("compare.assumed") } else { "" };
        let mut cells = vec![Cell::strong(name).hover(hover)];
        for (at, (figure, (_, _, how))) in self.figures.iter().zip(HEADS).enumerate() {
            let text = match figure {
                Some(value) => written(at, *value),
                None if self.waits => "…".to_owned(),
                None => crate::format::MISSING.to_owned(),
            };
            cells.push(Cell::new(text).hover(tr(how)));
        }
        cells
    }
}

fn written(at: usize, value: f64) -> String {
    match at {
        0 | 5 => number(value, 1),
        1 | 7 => number(value, 0),
        2 => percent(value, 0),
        3 | 4 => signed(value / 1e6, 1),
        _ => number(value / 12.0, 1),
    }
}

/// Rows in the order of a column: the name is 0; what is not known comes last.
fn sorted(rows: &[Row], (column, descending): (usize, bool)) -> Vec<&Row> {
    let mut all: Vec<&Row> = rows.iter().collect();
    let figure =
        |row: &Row| column.checked_sub(1).and_then(|at| row.figures.get(at).copied()).flatten();
    all.sort_by(|a, b| {
        let turned = |order: Ordering| if descending { order.reverse() } else { order };
        match (column, figure(a), figure(b)) {
            (0, ..) => turned(a.name.cmp(&b.name)),
            (_, Some(a), Some(b)) => turned(a.total_cmp(&b)),
            (_, a, b) => b.is_some().cmp(&a.is_some()),
        }
    });
    all
}

/// Shows the rows in all of `ui`; returns the id of the row that was chosen.
pub fn table_ui(ui: &mut Ui, rows: &[Row], selected: &str) -> Option<String> {
    let id = Id::unique("compared in order");
    // The gain says most: the largest first.
    let mut order: (usize, bool) = ui.data(|data| data.get_temp(id)).unwrap_or((4, true));
    let mut heads = vec![Column::words(tr("compare.place"))];
    heads.extend(HEADS.map(|(head, width, _)| Column::figures(tr(head), width)));
    let columns = Columns::new(ui, heads);
    if let Some(column) = columns.sort_ui(ui, order) {
        let turned = order.0 == column && order.1;
        order = (column, !turned && (order.0 == column || (4..=6).contains(&column)));
        ui.data_mut(|data| data.insert_temp(id, order));
    }
    let mut chosen = None;
    let palette = theme::palette(ui);
    scroll_ui(ui, tr("compare.places"), |ui| {
        for row in sorted(rows, order) {
            let mut cells = row.cells();
            if row.assumed
                && let Some(first) = cells.first_mut()
            {
                first.ink = Some(palette.warn);
            }
            let response = columns.choice_ui(ui, &row.id, &row.name, row.id == selected, &cells);
            if response.clicked() {
                chosen = Some(row.id.clone());
            }
        }
    });
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::testing;

    fn row(name: &str, gain: Option<f64>) -> Row {
        let mut row = Row::new(name, name.to_owned(), &testing::plan(), None, false);
        row.figures[3] = gain;
        row
    }

    #[test]
    fn rows_stand_in_the_order_of_any_figure_and_the_unknown_last() {
        let rows = [row("b", Some(2.0)), row("c", None), row("a", Some(3.0))];
        let names =
            |order| sorted(&rows, order).iter().map(|row| row.name.as_str()).collect::<String>();
        assert_eq!(names((4, false)), "bac");
        assert_eq!(names((4, true)), "abc");
        assert_eq!(names((0, false)), "abc");
        assert_eq!(names((0, true)), "cba");
    }

    #[test]
    fn figures_are_those_of_the_plan_and_of_its_runs() {
        let plan = testing::plan();
        let row = Row::new("", "here".to_owned(), &plan, None, false);
        let price = plan.power.price_usd_per_mwh + plan.power.delivery_adder_usd_per_mwh;
        assert_eq!(row.figures[0], Some(price));
        assert_eq!(row.figures[3], None);
        assert_eq!(row.cells()[4].text, "…");
        for (at, value, said) in
            [(0, 41.7, "41.7"), (2, 0.374, "37\u{202f}%"), (4, 96.04e6, "+96.0"), (6, 54.0, "4.5")]
        {
            assert_eq!(written(at, value), said);
        }
    }
}
