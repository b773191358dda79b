//! A wide table of money whose first column and heads stay in sight.

use egui::{Align2, Painter, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::engine::LineId;
use crate::figure::formula;
use crate::format::{money_usd, number};
use crate::look::{Color, TextStyle, Weight, layout, text};
use crate::ui::theme;
use crate::ui::widgets::card::PADDING;
use crate::ui::widgets::list::fitted;

/// Width of the first column.
const LABELS: f32 = 232.0;
/// Room of the scroll bar.
const SCROLL_BAR: f32 = 12.0;
/// The least width of a column of figures, and the most.
const FIGURES: (f32, f32) = (70.0, 104.0);

/// A line of the table.
pub(super) struct GridRow {
    /// The line of the ledger.
    pub line: LineId,
    /// What stands in the first column.
    pub label: &'static str,
    /// A figure for each column, USD; what is not finite stays empty.
    pub usd: Vec<f64>,
    /// Whether it is a sum.
    pub strong: bool,
}

/// Reads a line in a column, without a statement's sign.
type Read<'a> = dyn Fn(LineId, usize) -> Option<f64> + 'a;

/// The table.
pub(super) struct Grid {
    /// Lines from top to bottom.
    pub rows: Vec<GridRow>,
    /// Heads of the columns.
    pub heads: Vec<String>,
    /// Decimals of the figures in millions.
    pub decimals: u8,
}

impl Grid {
    /// Shows the table in all of `ui`.
    pub fn show(&self, ui: &mut Ui, read: &Read<'_>) {
        let rect = ui.available_rect_before_wrap();
        let row = layout::TABLE_ROW;
        let count = self.heads.len().max(1) as f32;
        // The scroll bar at the right keeps off the last column.
        let width = ((rect.width() - LABELS - SCROLL_BAR) / count).clamp(FIGURES.0, FIGURES.1);
        let content =
            vec2(LABELS + width * count + SCROLL_BAR, row * (self.rows.len() + 1) as f32 + 6.0);
        let card = ui.painter().clone();
        let area = ScrollArea::both().id_salt(("grid", self.heads.len())).auto_shrink(false);
        area.show_viewport(ui, |ui, _| {
            let origin = ui.max_rect().min;
            ui.set_min_size(content);
            let frame = Frame { rect, origin, width, card: &card };
            self.cells_ui(ui, &frame, read);
            self.labels_ui(ui, &frame);
            self.heads_ui(ui, &frame);
        });
    }

    /// The figures in sight, and the formula of the one pointed at.
    fn cells_ui(&self, ui: &mut Ui, frame: &Frame<'_>, read: &Read<'_>) {
        let palette = theme::palette(ui);
        let Frame { rect, origin, width, .. } = *frame;
        let room = Rect::from_min_max(rect.min + vec2(LABELS, layout::TABLE_ROW), rect.max);
        let painter = ui.painter().with_clip_rect(room.intersect(ui.clip_rect()));
        let left = origin.x + LABELS;
        let top = origin.y + layout::TABLE_ROW;
        let columns = seen(room.x_range(), left, width, self.heads.len());
        for at in seen(room.y_range(), top, layout::TABLE_ROW, self.rows.len()) {
            let Some(row) = self.rows.get(at) else { continue };
            let y = top + (at as f32 + 0.5) * layout::TABLE_ROW;
            for column in columns.clone() {
                let Some(usd) = row.usd.get(column).filter(|usd| usd.is_finite()) else { continue };
                let x = left + (column + 1) as f32 * width;
                let ink = if *usd < -0.005 && row.strong {
                    palette.error
                } else if usd.abs() < 0.005 {
                    palette.text3
                } else {
                    palette.text
                };
                let written = self.written(*usd);
                paint(ui, &painter, (x, y), Align2::RIGHT_CENTER, &written, row.strong, ink);
            }
        }
        let pointed = ui.ctx().pointer_hover_pos().filter(|pointer| room.contains(*pointer));
        let Some(pointer) = pointed else { return };
        let line = ((pointer.y - top) / layout::TABLE_ROW).floor().max(0.0) as usize;
        let column = ((pointer.x - left) / width).floor().max(0.0) as usize;
        let Some(row) = self.rows.get(line) else { return };
        let Some(usd) = row.usd.get(column).filter(|usd| usd.is_finite()) else { return };
        let id = ui.make_persistent_id(("cell", row.line, column));
        let corner = pos2(left + column as f32 * width, top + line as f32 * layout::TABLE_ROW);
        let cell = Rect::from_min_size(corner, vec2(width, layout::TABLE_ROW));
        let head = self.heads.get(column).map_or("", String::as_str);
        ui.interact(cell, id, Sense::hover()).on_hover_ui_at_pointer(|ui| {
            theme::label(ui, format!("{}, {head}", row.label), text::TITLE, palette.text);
            theme::label(ui, money_usd(*usd), text::BODY, palette.text);
            // The label and unit of the first line stand above.
            let explained = formula::explain(row.line);
            let said = explained.split_once('\n').map_or("", |(_, formula)| formula);
            theme::label(ui, said, text::SMALL, palette.text2);
            for (label, value) in formula::operands(row.line, &|line| read(line, column)) {
                let words = format!("{label}: {value}");
                theme::label(ui, words, text::SMALL, palette.text2);
            }
        });
    }

    /// The first column, which moves up and down only.
    fn labels_ui(&self, ui: &mut Ui, frame: &Frame<'_>) {
        let palette = theme::palette(ui);
        let Frame { rect, origin, card, .. } = *frame;
        let room = Rect::from_min_max(rect.min + vec2(0.0, layout::TABLE_ROW), rect.max);
        let across = room.expand2(vec2(PADDING - 1.0, 0.0));
        let painter = card.with_clip_rect(across.intersect(card.clip_rect()));
        for (at, row) in self.rows.iter().enumerate() {
            let y = origin.y + (at + 1) as f32 * layout::TABLE_ROW;
            let place = Rect::from_min_size(pos2(rect.left(), y), vec2(LABELS, layout::TABLE_ROW));
            let said = fitted(row.label, style(row.strong), LABELS - 8.0);
            let ink = if row.strong { palette.text } else { palette.text2 };
            let at = (place.left(), place.center().y);
            paint(ui, &painter, at, Align2::LEFT_CENTER, &said, row.strong, ink);
            let line = theme::hairline(palette.stroke);
            painter.hline(across.x_range(), place.bottom() - 0.5, line);
            let seen = place.intersect(room);
            if seen.height() < 2.0 {
                continue;
            }
            let id = ui.make_persistent_id(("line", row.line));
            let response = ui.interact(seen, id, Sense::hover());
            let said = self.said(row);
            response.widget_info(|| WidgetInfo::labeled(Role::Row, ui.is_enabled(), &said));
            response.on_hover_ui(|ui| drop(ui.label(formula::explain(row.line))));
        }
    }

    /// The heads, which move sideways only.
    fn heads_ui(&self, ui: &Ui, frame: &Frame<'_>) {
        let palette = theme::palette(ui);
        let Frame { rect, origin, width, card } = *frame;
        let corner = rect.min + vec2(LABELS, 0.0);
        let room = Rect::from_min_size(corner, vec2(rect.width() - LABELS, layout::TABLE_ROW));
        let painter = card.with_clip_rect(room.intersect(card.clip_rect()));
        let left = origin.x + LABELS;
        for at in seen(room.x_range(), left, width, self.heads.len()) {
            let Some(head) = self.heads.get(at) else { continue };
            let x = left + (at + 1) as f32 * width;
            let galley = theme::galley(ui, head.as_str(), text::CAPTION, palette.text3);
            let place = Align2::RIGHT_CENTER.anchor_size(pos2(x, room.center().y), galley.size());
            painter.galley(place.min, galley, theme::color(palette.text3));
        }
        let across = rect.x_range().expand(PADDING - 1.0);
        card.hline(across, room.bottom() - 0.5, theme::hairline(palette.stroke));
    }

    fn written(&self, usd: f64) -> String {
        number(usd / 1e6, self.decimals)
    }

    /// A line as it is read aloud.
    fn said(&self, row: &GridRow) -> String {
        let figures = self.heads.iter().zip(&row.usd).filter(|(_, usd)| usd.is_finite());
        let figures =
            figures.take(40).map(|(head, usd)| format!(", {head} {}", self.written(*usd)));
        figures.fold(row.label.to_owned(), |said, figure| said + &figure)
    }
}

/// Where the table stands and how far it is scrolled.
#[derive(Clone, Copy)]
struct Frame<'a> {
    /// Its place on the screen.
    rect: Rect,
    /// Where its top left corner would be, were all of it shown.
    origin: egui::Pos2,
    /// Width of a column of figures.
    width: f32,
    /// Paints over the whole card.
    card: &'a Painter,
}

/// The steps from `start` on that are seen between two places, out of `count`.
fn seen(between: egui::Rangef, start: f32, step: f32, count: usize) -> std::ops::Range<usize> {
    let first = ((between.min - start) / step).floor().max(0.0) as usize;
    let last = ((between.max - start) / step).ceil().max(0.0) as usize;
    first.min(count)..last.min(count)
}

fn style(strong: bool) -> TextStyle {
    let weight = if strong { Weight::SemiBold } else { Weight::Regular };
    TextStyle { weight, ..text::BODY }
}

fn paint(
    ui: &Ui,
    painter: &Painter,
    (x, y): (f32, f32),
    align: Align2,
    words: &str,
    strong: bool,
    ink: Color,
) {
    let galley = theme::galley(ui, words, style(strong), ink);
    let place = align.anchor_size(pos2(x, y), galley.size());
    painter.galley(place.min, galley, theme::color(ink));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_in_sight_is_drawn() {
        let between = egui::Rangef::new(100.0, 300.0);
        // Scrolled by 150: steps of 70 from -50 on reach 100 in the third and 300 in the fifth.
        assert_eq!(seen(between, -50.0, 70.0, 120), 2..5);
        assert_eq!(seen(between, 100.0, 70.0, 2), 0..2);
        assert_eq!(seen(between, 400.0, 70.0, 2), 0..0);
    }
}
