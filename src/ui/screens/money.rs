//! Money: cash by year and cumulated, what is owed and what covers it, and the statements line by line.

use egui::{Id, Rect, Ui};

use super::{Out, money_table, parts};
use crate::app::State;
use crate::engine::Run;
use crate::figure;
use crate::plan::Plan;
use crate::ui::actions::said;
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
    let owes = run.owes();
    let places = columns(charts, &[Extent::Share(1.0); 3][..if owes { 3 } else { 2 }]);
    out.chart_ui(ui, places[0], &figure::cash_flow_by_year(plan, run, yours));
    out.chart_ui(ui, places[1], &figure::cumulative_cash(plan, run, mining_only, yours));
    if let Some(place) = places.get(2) {
        debt_ui(ui, *place, plan, run, out);
    }
    money_table::show_ui(ui, table, plan, run);
}

/// What covers the service of debt, or what is owed.
fn debt_ui(ui: &mut Ui, rect: Rect, plan: &Plan, run: &Run, out: &mut Out) {
    let id = Id::unique("money debt page");
    let owed: bool = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let header = |ui: &mut Ui| {
        let pages = [tr("money.cover"), tr("money.owed")];
        if let Some(at) = segments_ui(ui, tr("money.debt"), &pages, usize::from(owed)) {
            ui.data_mut(|data| data.insert_temp(id, at == 1));
            ui.ctx().request_repaint();
        }
    };
    let builder = if owed { figure::debt } else { figure::debt_cover };
    let figure = builder(plan, run, tr("figure.plan.yours"));
    let words = match figure::sized_to_in_words(plan) {
        _ if owed => tr("money.owed_unit").to_owned(),
        None => tr("money.cover_unit").to_owned(),
        Some(targets) => said("money.cover_target", &[("targets", &targets)]),
    };
    Card::new(tr("money.debt")).subtitle(&words).show_with(ui, rect, header, |ui| {
        let room = ui.available_rect_before_wrap();
        out.plain_chart_ui(ui, room, &figure);
    });
}
