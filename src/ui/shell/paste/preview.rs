//! What was read of a table: remarks, every line and cell, and the line of a curve.

use egui::{Align2, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::read::PastedTable;
use crate::look::{TextStyle, Weight, layout, text};
use crate::plan::{CurvePoint, PastedLine};
use crate::ui::theme;
use crate::ui::widgets::card::accesskit_rect;
use crate::ui::widgets::list::fitted;

/// Height of the curve's line.
const LINE: f32 = 56.0;
/// Room of a line's number.
const NUMBER: f32 = 32.0;
/// The most remarks that stand above the lines.
const MOST_REMARKS: usize = 4;

/// Shows what was read at `rect`.
pub fn preview_ui(ui: &mut Ui, rect: Rect, table: &PastedTable) {
    let palette = theme::palette(ui);
    let mut lines = rect;
    for remark in table.remarks.iter().take(MOST_REMARKS) {
        let (font, ink) = (theme::font(text::CAPTION), theme::color(palette.warn));
        let galley = ui.fonts_mut(|fonts| fonts.layout(remark.clone(), font, ink, rect.width()));
        let at = lines.min;
        lines.min.y += galley.size().y + 4.0;
        let place = Rect::from_min_size(at, galley.size());
        let id = ui.make_persistent_id(("remark", remark));
        let response = ui.interact(place, id, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, remark));
        ui.painter().galley(at, galley, ink);
    }
    if !table.points.is_empty() {
        lines.max.y -= LINE + 8.0;
        let lower = Rect::from_min_max(pos2(rect.left(), rect.bottom() - LINE), rect.max);
        curve_ui(ui, lower, &table.points);
    }
    lines_ui(ui, lines, &table.lines);
}

/// What was read of each line, and why the others were skipped.
fn lines_ui(ui: &mut Ui, rect: Rect, lines: &[PastedLine]) {
    let region = UiBuilder::new().id_salt("read").max_rect(rect);
    let mut child = ui.new_child(region.accessibility_role(Role::ScrollView));
    let bounds = accesskit_rect(rect);
    ui.ctx().accesskit_node_builder(child.unique_id(), |node| node.set_bounds(bounds));
    child.shrink_clip_rect(rect);
    child.spacing_mut().item_spacing.y = 0.0;
    let area = ScrollArea::vertical().max_height(rect.height()).auto_shrink(false);
    area.show_rows(&mut child, layout::CARD_ROW, lines.len(), |ui, rows| {
        for line in lines.get(rows).unwrap_or_default() {
            line_ui(ui, line);
        }
    });
}

fn line_ui(ui: &mut Ui, line: &PastedLine) {
    let palette = theme::palette(ui);
    let (_, row) = ui.allocate_space(vec2(ui.available_width(), layout::CARD_ROW));
    let (left, right) = (row.left_center(), row.right_center() - vec2(12.0, 0.0));
    let mut at = left + vec2(NUMBER, 0.0);
    if line.is_cell {
        at.x += 12.0;
    } else {
        let number = line.number.to_string();
        theme::place(ui, left, Align2::LEFT_CENTER, number, text::CAPTION, palette.text3);
    }
    let width =
        |words: &str, style: TextStyle| crate::look::text_width(words, style.size, style.weight);
    let strong = TextStyle { weight: Weight::SemiBold, ..text::SMALL };
    let (figure, style, ink) = match &line.read {
        Ok(figure) => (figure, text::SMALL, palette.text),
        Err(why) => (why, text::CAPTION, palette.warn),
    };
    if line.target.is_empty() {
        let said = fitted(figure, style, right.x - at.x);
        place_with(ui, at, Align2::LEFT_CENTER, &said, figure, style, ink);
        return;
    }
    let is_item = line.read.as_ref().is_ok_and(String::is_empty);
    let (head, head_ink) =
        if is_item { (strong, palette.text) } else { (text::SMALL, palette.text2) };
    let target = fitted(&line.target, head, (right.x - at.x) * if is_item { 1.0 } else { 0.45 });
    let target_width = width(&target, head);
    theme::place(ui, at, Align2::LEFT_CENTER, target, head, head_ink);
    if !figure.is_empty() {
        let room = right.x - at.x - target_width - 12.0;
        let said = fitted(figure, style, room);
        place_with(ui, right, Align2::RIGHT_CENTER, &said, figure, style, ink);
    }
}

/// A text that may have been shortened, whole on hover.
fn place_with(
    ui: &mut Ui,
    at: egui::Pos2,
    align: Align2,
    said: &str,
    whole: &str,
    style: TextStyle,
    ink: crate::look::Color,
) {
    let response = theme::place(ui, at, align, said, style, ink);
    if said != whole {
        response.on_hover_text(whole);
    }
}

/// The points of a curve, joined.
fn curve_ui(ui: &Ui, rect: Rect, points: &[CurvePoint]) {
    let palette = theme::palette(ui);
    let border = theme::hairline(palette.stroke);
    ui.painter().rect(rect, 0.0, theme::color(palette.bg0), border, egui::StrokeKind::Inside);
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return };
    let least = points.iter().map(|point| point.value).fold(f64::MAX, f64::min);
    let most = points.iter().map(|point| point.value).fold(f64::MIN, f64::max);
    let (months, span) = (last.month.since(first.month).max(1), most - least);
    let inner = rect.shrink(8.0);
    let places = points.iter().map(|point| {
        let x = f64::from(point.month.since(first.month)) / f64::from(months);
        // A flat curve runs through the middle.
        let y = if span > 0.0 { (point.value - least) / span } else { 0.5 };
        pos2(inner.left() + inner.width() * x as f32, inner.bottom() - inner.height() * y as f32)
    });
    let places: Vec<_> = places.collect();
    let ink = theme::color(palette.mining);
    if let [only] = places.as_slice() {
        ui.painter().circle_filled(*only, 2.0, ink);
        return;
    }
    ui.painter().line(places, egui::Stroke::new(1.5, ink));
}
