//! Plans side by side: what each is worth against one of them, the inputs that differ, and a chart of all.

use std::sync::Arc;

use egui::{Id, Rect, Ui, pos2, vec2};

use super::super::{Out, parts};
use super::entries::{Entry, View};
use super::{alone, inputs, plans_table};
use crate::app::{OpenPlan, State};
use crate::figure::{Drawn, ai_mw_by_plan, cumulative_cash_by_plan, revenue_by_plan};
use crate::look::{layout, text};
use crate::ui::theme;
use crate::ui::widgets::card::{Card, Extent, columns, rows};
use crate::ui::widgets::choice::{segments_at, segments_width};
use crate::words::tr;

/// Shows the tab.
pub fn show_ui(ui: &mut Ui, page: Rect, state: &State, open: &OpenPlan, out: &mut Out) {
    let id = Id::unique("compared plans");
    let kept: Arc<View> = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let mut view = (*kept).clone();
    let entries = Entry::all(state);
    let base = view.base_of(&entries, open.key);
    let tall = plans_table::height(entries.len());
    let tall = if entries.len() > 1 { tall.min(page.height() * 0.5) } else { tall };
    let [above, below] = rows(page, &[Extent::Fixed(tall), Extent::Share(1.0)])[..] else { return };
    let header = |ui: &mut Ui| {
        super::tabs_ui(ui);
        alone::add_ui(ui, state, out);
    };
    let card = Card::new(tr("plans.title")).subtitle(tr("plans.basis"));
    card.show_with(ui, above, header, |ui| plans_table::show_ui(ui, &entries, base, &mut view));
    if entries.len() < 2 {
        alone::show_ui(ui, below, out);
    } else if let Some(first) = entries.get(base) {
        let others = entries
            .iter()
            .enumerate()
            .filter(|(at, entry)| *at != base && view.is_ticked(*at, entry));
        let others: Vec<&Entry<'_>> = others.map(|(_, entry)| entry).collect();
        let halves = [Extent::Share(1.0), Extent::Share(1.15)];
        let [left, right] = columns(below, &halves)[..] else { return };
        inputs::show_ui(ui, left, first, &others);
        chart_ui(ui, right, first, &others, &mut view, out);
    }
    if view != *kept {
        ui.data_mut(|data| data.insert_temp(id, Arc::new(view)));
        ui.ctx().request_repaint();
    }
}

fn chart_ui(
    ui: &mut Ui,
    rect: Rect,
    base: &Entry<'_>,
    others: &[&Entry<'_>],
    view: &mut View,
    out: &mut Out,
) {
    let solved: Vec<_> = std::iter::once(base)
        .chain(others.iter().copied())
        .filter_map(|entry| Some((entry.label(), entry.plan, entry.solution()?)))
        .collect();
    let lines: Vec<Drawn<'_>> = solved
        .iter()
        .map(|(name, plan, solution)| (name.as_str(), *plan, &solution.plan))
        .collect();
    if lines.is_empty() {
        Card::new("").show(ui, rect, |ui| {
            theme::label(ui, tr("parts.computing"), text::BODY, theme::palette(ui).text3);
        });
        return;
    }
    let figure = match view.chart {
        0 => cumulative_cash_by_plan(base.plan, &lines),
        1 => revenue_by_plan(base.plan, &lines),
        _ => ai_mw_by_plan(base.plan, &lines),
    };
    ui.scope(|ui| {
        parts::dim_old(ui, base.of);
        out.chart_ui(ui, rect, &figure);
    });
    let words = [tr("plans.cash"), tr("plans.revenue"), tr("plans.ai")];
    let size = vec2(segments_width(ui, &words), layout::CHIP);
    let at = pos2(rect.right() - 16.0 - size.x, rect.top() + layout::CARD_TITLE_Y);
    let place = Rect::from_min_size(at, size);
    if let Some(chosen) = segments_at(ui, place, tr("plans.by"), &words, view.chart) {
        view.chart = chosen;
    }
}
