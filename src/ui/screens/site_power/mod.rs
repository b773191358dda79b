//! Site & power: the place, what power costs there, and the contracts held against it.

mod contracts;
mod costs;
mod hours;
mod place;
mod prices;

use contracts::contracts_ui;
use costs::costs_ui;
use egui::{Rect, Ui, vec2};
use hours::hours_ui;
use place::place_ui;

use super::{Out, list_template as template};
use crate::app::State;
use crate::engine::{LineId, Run};
use crate::ui::widgets::card::{Card, Extent, columns, rows};
use crate::words::tr;

/// Below this height of the page everything stands closer.
const TALL: f32 = 700.0;

/// Between cells of fields.
const GAP: f32 = 12.0;

/// Shows the screen.
pub fn show_ui(ui: &mut Ui, state: &State, out: &mut Out) {
    let Some(open) = state.active() else { return };
    let page = ui.max_rect();
    let top = if page.height() >= TALL { 352.0 } else { 332.0 };
    let [above, below] = rows(page, &[Extent::Fixed(top), Extent::Share(1.0)])[..] else { return };
    let halves = [Extent::Share(1.0), Extent::Share(1.0)];
    let [left, right] = columns(above, &halves)[..] else { return };
    place_ui(ui, left, open, out);
    contracts_ui(ui, right, open, out);
    let solution = open.results.solution.as_ref();
    let blocked = open.results.errors().next().is_some();
    let Some(solution) = solution.filter(|_| !blocked) else {
        Card::new(tr("power.costs")).show(ui, below, |ui| template::blocked_ui(ui, open, out));
        return;
    };
    let parts = [Extent::Share(1.86), Extent::Share(1.0)];
    let [chart, costs] = columns(below, &parts)[..] else { return };
    ui.scope(|ui| {
        if template::is_old(open) {
            ui.set_opacity(0.5);
        }
        let year = costs_ui(ui, costs, open.seen(), solution);
        hours_ui(ui, chart, open, solution, year, out);
    });
}

/// Where the next cell of a block stands.
struct Grid {
    area: Rect,
    width: f32,
    pitch: f32,
    at: usize,
}

impl Grid {
    const COLUMNS: usize = 4;

    fn new(area: Rect, lines: usize) -> Self {
        let gaps = GAP * (Self::COLUMNS - 1) as f32;
        let width = (area.width() - gaps) / Self::COLUMNS as f32;
        let pitch = (area.height() / lines as f32).clamp(56.0, 74.0);
        Self { area, width, pitch, at: 0 }
    }

    fn next(&mut self) -> Rect {
        let (row, column) = (self.at / Self::COLUMNS, self.at % Self::COLUMNS);
        self.at += 1;
        let offset = vec2(column as f32 * (self.width + GAP), row as f32 * self.pitch);
        Rect::from_min_size(self.area.min + offset, vec2(self.width, self.pitch))
    }
}

fn of_year(run: &Run, line: LineId, year: i32) -> f64 {
    run.ledger.by_year(line).into_iter().find(|(of, _)| *of == year).map_or(0.0, |(_, sum)| sum)
}
