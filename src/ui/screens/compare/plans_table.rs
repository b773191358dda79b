//! The headline of each plan in two lines: its figures, and what they are over those of the base.

use egui::{Align2, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::entries::{Entry, View};
use crate::figure::{MEASURES, Measure};
use crate::format::MISSING;
use crate::look::{Color, TextStyle, Weight, layout, text};
use crate::ui::actions::said;
use crate::ui::theme;
use crate::ui::widgets::card::{PADDING, scroll_ui};
use crate::ui::widgets::choice::{check_ui, radio_at};
use crate::ui::widgets::list::fitted;
use crate::words::tr;

/// Height of a plan's two lines.
const ROW: f32 = 42.0;
/// Between two columns.
const GAP: f32 = 10.0;
/// Where the name begins: after the mark of the base.
const NAME: f32 = 26.0;
/// Names of the measures in the table, each with the width of its column.
const COLUMNS: [(&str, f32); 9] = [
    ("npv_usd", 70.0),
    ("gain_over_mining_only_usd", 72.0),
    ("irr", 52.0),
    ("ai_share", 68.0),
    ("ai_mw", 52.0),
    ("payback_months", 84.0),
    ("funding_gap_usd", 74.0),
    ("best_ai_mw", 72.0),
    ("best_npv_usd", 74.0),
];

/// The height of the card with so many plans.
pub fn height(plans: usize) -> f32 {
    layout::CARD_HEADER + 4.0 + layout::TABLE_ROW + ROW * plans as f32 + 10.0
}

fn measures() -> impl Iterator<Item = (&'static Measure, f32)> {
    COLUMNS.iter().filter_map(|(name, width)| {
        Some((MEASURES.iter().find(|measure| measure.name == *name)?, *width))
    })
}

/// From left to right edge of each column of figures, the last at the right edge of the row.
fn places(right: f32) -> Vec<(f32, f32)> {
    let widths: Vec<f32> = measures().map(|(_, width)| width).collect();
    let all: f32 = widths.iter().map(|width| width + GAP).sum();
    let mut left = right - all + GAP;
    let place = widths.into_iter().map(|width| {
        let place = (left, left + width);
        left += width + GAP;
        place
    });
    place.collect()
}

/// Shows the table in all of `ui`, and takes what is ticked and which is the base into `view`.
pub fn show_ui(ui: &mut Ui, entries: &[Entry<'_>], base: usize, view: &mut View) {
    let palette = theme::palette(ui);
    let (_, head) = ui.allocate_space(vec2(ui.available_width(), layout::TABLE_ROW));
    let columns = places(head.right());
    let caption = |ui: &mut Ui, x: f32, align: Align2, words: &str| {
        theme::place(ui, pos2(x, head.center().y), align, words, text::CAPTION, palette.text3)
    };
    let name = head.left() + NAME;
    let _ = caption(ui, name, Align2::LEFT_CENTER, tr("plans.name"));
    for ((measure, _), (_, right)) in measures().zip(&columns) {
        let words = tr(&format!("{}_head", measure.label));
        let head = caption(ui, *right, Align2::RIGHT_CENTER, words);
        head.on_hover_text(tr(&format!("{}_how", measure.label)));
    }
    let across = head.x_range().expand(PADDING - 1.0);
    ui.painter().hline(across, head.bottom() - 0.5, theme::hairline(palette.stroke));
    let Some(first) = entries.get(base) else { return };
    scroll_ui(ui, tr("plans.title"), |ui| {
        for (at, entry) in entries.iter().enumerate() {
            let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
            let compared = at == base || view.is_ticked(at, entry);
            let room = columns.first().map_or(200.0, |(left, _)| left - name - GAP);
            let room = Rect::from_min_size(pos2(name, rect.top()), vec2(room, ROW));
            name_ui(ui, room, at, (entry, first), entries.len() > 1, view);
            if compared {
                for ((measure, _), (left, right)) in measures().zip(&columns) {
                    let cell = Rect::from_x_y_ranges(*left..=*right, rect.y_range());
                    cell_ui(ui, cell, measure, entry, first);
                }
            }
            ui.painter().hline(across, rect.bottom() - 0.5, theme::hairline(palette.stroke));
        }
    });
}

/// The mark of the base, the tick and the name, and below it what the plan is here.
fn name_ui(
    ui: &mut Ui,
    room: Rect,
    at: usize,
    (entry, base): (&Entry<'_>, &Entry<'_>),
    several: bool,
    view: &mut View,
) {
    let palette = theme::palette(ui);
    let is_base = entry.id == base.id;
    let title = entry.title();
    let style = text::BODY;
    let words = fitted(&title, style, room.width() - 22.0);
    let upper = Rect::from_min_size(room.min + vec2(0.0, 2.0), vec2(room.width(), ROW / 2.0));
    let mut inner = ui.new_child(UiBuilder::new().id_salt(entry.id).max_rect(upper));
    let ticked = is_base || view.is_ticked(at, entry);
    if several {
        let mark = pos2(room.left() - NAME + 7.0, upper.center().y);
        let name = said("plans.hold", &[("plan", &title)]);
        let pinned = radio_at(ui, mark, &name, is_base).on_hover_text(name);
        if pinned.clicked() && !is_base {
            view.base = Some(entry.id);
        }
        if is_base {
            let at = pos2(room.left() + 22.0, upper.center().y);
            let strong = TextStyle { weight: Weight::SemiBold, ..style };
            let words = fitted(&title, strong, room.width() - 22.0);
            theme::place(ui, at, Align2::LEFT_CENTER, words, strong, palette.text)
                .on_hover_text(&title);
        } else if inner.push_id("tick", |ui| check_ui(ui, &words, ticked)).inner {
            view.turn(entry.id);
        }
    } else {
        theme::label(&mut inner, words, style, palette.text).on_hover_text(&title);
    }
    let below = match entry.of.results.errors().count() {
        1 => tr("plans.fix_one").to_owned(),
        count if count > 1 => said("plans.fix", &[("count", &count.to_string())]),
        _ if !several => return,
        _ if is_base => tr("plans.base").to_owned(),
        _ if ticked => said("plans.to", &[("plan", &base.title())]),
        _ => tr("plans.off").to_owned(),
    };
    let at = pos2(room.left() + 22.0, room.top() + 30.0);
    let below = fitted(&below, text::CAPTION, room.width() - 22.0);
    theme::place(ui, at, Align2::LEFT_CENTER, below, text::CAPTION, palette.text3);
}

/// A figure and what it is over the base's, on hovering to the cent.
fn cell_ui(ui: &mut Ui, cell: Rect, measure: &Measure, entry: &Entry<'_>, base: &Entry<'_>) {
    let palette = theme::palette(ui);
    let figure = |of: &Entry<'_>| measure.of(of.solution()?, of.advice());
    let (value, than) = (figure(entry), figure(base));
    let more = value.zip(than).map(|(value, than)| value - than);
    let more = more.filter(|_| entry.id != base.id);
    let waits = !entry.of.is_current();
    let missing = if waits { "…" } else { MISSING };
    let words = value.map_or_else(|| missing.to_owned(), |value| measure.kind.in_column(value));
    if waits && entry.of.waits().is_some_and(|waits| waits.as_millis() > 150) {
        ui.ctx().request_repaint_after(std::time::Duration::from_millis(150));
    }
    let line = |ui: &mut Ui, y: f32, words: String, style: TextStyle, ink: Color| {
        let at = pos2(cell.right(), cell.top() + y);
        let galley = theme::galley(ui, fitted(&words, style, cell.width()), style, ink);
        let place = Align2::RIGHT_CENTER.anchor_size(at, galley.size());
        ui.painter().galley(place.min, galley, theme::color(ink));
    };
    let strong = TextStyle { weight: Weight::SemiBold, ..text::BODY };
    line(ui, 13.0, words, strong, palette.text);
    if let Some(more) = more {
        let written = measure.kind.difference_in_column(more);
        let ink = ink_of(measure, &written, more)
            .map_or(palette.text2, |better| if better { palette.ok } else { palette.error });
        line(ui, 30.0, written, text::SMALL, ink);
    }
    let label = tr(measure.label);
    let exact = value.map_or_else(|| missing.to_owned(), |value| measure.kind.exact(value));
    let mut said = format!("{}, {label}: {exact}", entry.title());
    if let Some(more) = more {
        said = format!("{said}, {}", measure.kind.exact_difference(more));
        said = format!("{said} {}", self::said("plans.to", &[("plan", &base.title())]));
    }
    let id = ui.make_persistent_id((entry.id, measure.name));
    let response = ui.interact(cell, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Cell, ui.is_enabled(), &said));
    response.on_hover_text(format!("{said}\n{}", tr(&format!("{}_how", measure.label))));
}

/// Whether a difference is for the better; none where it is neither or rounds to nothing.
fn ink_of(measure: &Measure, written: &str, more: f64) -> Option<bool> {
    let differs = written.starts_with(['+', '−']);
    measure.more_is_better.filter(|_| differs).map(|better| better == (more > 0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_measures_that_have_a_head_and_stand_beside_one_another() {
        assert_eq!(measures().count(), COLUMNS.len());
        let places = places(1_000.0);
        assert!(places.windows(2).all(|pair| pair[0].1 + GAP == pair[1].0));
        assert_eq!(places.last().unwrap().1, 1_000.0);
        for (measure, _) in measures() {
            assert!(!tr(&format!("{}_head", measure.label)).contains('_'));
        }
    }

    #[test]
    fn less_of_a_gap_is_better_and_what_rounds_to_nothing_is_neither() {
        let of = |name| MEASURES.iter().find(|measure| measure.name == name).unwrap();
        assert_eq!(ink_of(of("npv_usd"), "+1.0", 1e6), Some(true));
        assert_eq!(ink_of(of("funding_gap_usd"), "+1.0", 1e6), Some(false));
        assert_eq!(ink_of(of("payback_months"), "−1.0", -12.0), Some(true));
        assert_eq!(ink_of(of("ai_mw"), "+1.0", 1.0), None);
        assert_eq!(ink_of(of("npv_usd"), "0.0", 10.0), None);
    }
}
