//! Revenue: what each use earns over time, the megawatts it takes, and what a MWh makes in it.

use egui::{Id, Rect, Ui, pos2, vec2};

use super::{Out, parts};
use crate::app::{Command, OpenPlan, Screen, State};
use crate::engine::ledger::Use;
use crate::engine::value::Netback;
use crate::engine::{LineId, Run};
use crate::figure;
use crate::format::number;
use crate::look::{layout, text};
use crate::ui::theme;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::card::{Card, Extent, columns, rows};
use crate::ui::widgets::choice::{segments_at, segments_width};
use crate::ui::widgets::table::{Cell, Column, Columns};
use crate::words::{Arg, Text, say, tr};

/// Height of the netback's row: its table and the sentence below.
const NETBACK: f32 = 300.0;

/// Shows the screen.
pub fn show_ui(ui: &mut Ui, state: &State, out: &mut Out) {
    let Some(open) = state.active() else { return };
    let page = ui.max_rect();
    let Some(solution) = parts::solution_ui(ui, page, open, out) else { return };
    let heights = [Extent::Share(1.0), Extent::Fixed(NETBACK.min(page.height() * 0.47))];
    let [above, below] = rows(page, &heights)[..] else { return };
    let halves = [Extent::Share(1.0), Extent::Share(1.0)];
    let [revenue, capacity] = columns(above, &halves)[..] else { return };
    let [table, chart] = columns(below, &halves)[..] else { return };
    revenue_ui(ui, revenue, open, &solution.plan, out);
    let yours = tr("figure.plan.yours");
    out.chart_ui(ui, capacity, &figure::capacity(open.seen(), &solution.plan, yours));
    netback_ui(ui, table, &solution.plan, out);
    out.chart_ui(ui, chart, &figure::netback_by_use(open.seen(), &solution.plan, yours));
}

/// The chart of revenue, by year or by month.
fn revenue_ui(ui: &mut Ui, rect: Rect, open: &OpenPlan, run: &Run, out: &mut Out) {
    let id = Id::unique("revenue by months");
    let monthly: bool = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let build = if monthly { figure::revenue_monthly_by_use } else { figure::revenue_by_use };
    out.chart_ui(ui, rect, &build(open.seen(), run, tr("figure.plan.yours")));
    let words = [tr("revenue.years"), tr("revenue.months")];
    let size = vec2(segments_width(ui, &words), layout::CHIP);
    let at = pos2(rect.right() - 16.0 - size.x, rect.top() + layout::CARD_TITLE_Y);
    let place = Rect::from_min_size(at, size);
    if let Some(chosen) = segments_at(ui, place, tr("revenue.by"), &words, usize::from(monthly)) {
        ui.data_mut(|data| data.insert_temp(id, chosen == 1));
        ui.ctx().request_repaint();
    }
}

/// A row of the table: the key of its label, the sign it enters what is left over with, and its figure.
type Part = (&'static str, f64, fn(&Netback) -> f64);

/// Rows of the table.
const PARTS: [Part; 5] = [
    ("revenue.gross", 1.0, |netback| netback.gross),
    ("revenue.capital_charge", -1.0, |netback| netback.capital_charge),
    ("revenue.opex", -1.0, |netback| netback.opex),
    ("revenue.power", -1.0, |netback| netback.power),
    ("revenue.left_over", 1.0, |netback| netback.left_over),
];

/// The uses that ever ran, with their name's key and energy.
fn uses(run: &Run) -> Vec<(&'static str, LineId, Netback)> {
    let named = |of: Use| match of {
        Use::Mining => Some(("revenue.mining", LineId::MiningEnergy)),
        Use::Colocation => Some(("revenue.colocation", LineId::ColocationEnergy)),
        Use::Gpu => Some(("revenue.gpu", LineId::GpuEnergy)),
        Use::Market | Use::Site => None,
    };
    let all = run.value.netback.iter();
    all.filter_map(|(of, netback)| {
        let (name, energy) = named(*of)?;
        Some((name, energy, (*netback)?))
    })
    .collect()
}

fn netback_ui(ui: &mut Ui, rect: Rect, run: &Run, out: &mut Out) {
    let palette = theme::palette(ui);
    let card = Card::new(tr("revenue.netback")).subtitle(tr("revenue.netback_basis"));
    card.scrolls().show(ui, rect, |ui| {
        let uses = uses(run);
        if uses.is_empty() {
            theme::label(ui, tr("revenue.none"), text::BODY, palette.text2);
            ui.add_space(8.0);
            if Button::new(tr("revenue.add_machines")).show(ui).clicked() {
                out.commands.push(Command::Go(Screen::Machines));
            }
            return;
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut heads = vec![Column::words("")];
        heads.extend(uses.iter().map(|(name, ..)| Column::figures(tr(name), 108.0)));
        let table = Columns::new(ui, heads);
        table.head_ui(ui);
        for (key, sign, part) in PARTS {
            let total = key == "revenue.left_over";
            let mut cells = vec![cell(tr(key).to_owned(), total)];
            cells.extend(uses.iter().map(|(.., netback)| {
                let value = sign * part(netback);
                let cell = cell(number(value, 1), total);
                if total && value < 0.0 { cell.ink(palette.error) } else { cell }
            }));
            let hover = tr(&format!("{key}_hover"));
            let cells: Vec<Cell> = cells.into_iter().map(|cell| cell.hover(hover)).collect();
            table.row_ui(ui, tr(key), None, &cells);
        }
        let mut cells = vec![cell(tr("revenue.energy").to_owned(), false)];
        cells.extend(uses.iter().map(|(_, energy, _)| {
            let twh = Arg::Name(crate::format::significant(run.ledger.total(*energy) / 1e6, 3));
            Cell::new(say(&Text::key("revenue.twh").with("energy", twh))).ink(palette.text2)
        }));
        let hover = tr("revenue.energy_hover");
        let cells: Vec<Cell> = cells.into_iter().map(|cell| cell.hover(hover)).collect();
        table.row_ui(ui, tr("revenue.energy"), None, &cells);
        ui.add_space(8.0);
        parts::remark_ui(ui, tr("revenue.like_terms"));
    });
}

fn cell(text: String, total: bool) -> Cell {
    if total { Cell::strong(text) } else { Cell::new(text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::solve;
    use crate::plan::testing;

    #[test]
    fn the_rows_of_the_table_sum_to_what_is_left_over() {
        let run = solve(&testing::plan()).plan;
        let uses = uses(&run);
        assert!(!uses.is_empty());
        for (name, _, netback) in uses {
            let sum: f64 = PARTS[..4].iter().map(|(_, sign, part)| sign * part(&netback)).sum();
            assert!((sum - netback.left_over).abs() < 1e-9, "{name}: {netback:?}");
        }
    }
}
