//! A wide table of money whose first column and heads stay in sight.

use egui::{Align2, CursorIcon, Painter, Pos2, Rect, Role, ScrollArea, Sense, Ui, Vec2};
use egui::{UiBuilder, WidgetInfo, pos2, vec2};

use crate::engine::LineId;
use crate::figure::formula;
use crate::format::number;
use crate::look::{Color, TextStyle, Weight, layout, text};
use crate::ui::theme;
use crate::ui::widgets::button::focus_ring;
use crate::ui::widgets::card::{PADDING, accesskit_rect};
use crate::ui::widgets::icons::{self, Icon};
use crate::ui::widgets::list::fitted;
use crate::words::tr;

/// Width of the first column.
const LABELS: f32 = 280.0;
/// Room of the signs that fold, before the labels.
const SIGNS: f32 = 16.0;
/// How far the parts of a part stand in.
const STEP: f32 = 12.0;
/// Room of the scroll bar.
const SCROLL_BAR: f32 = 12.0;
/// The least width of a column of figures, and the most.
const FIGURES: (f32, f32) = (64.0, 104.0);

/// What of the table shall be folded or unfolded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fold {
    /// The other way, the sum in this place of the statement.
    One(usize),
    /// Every sum is folded.
    All,
    /// No sum is folded.
    None,
}

/// A line of the table.
pub(super) struct GridRow {
    /// Its place in the statement.
    pub at: usize,
    /// The line of the ledger.
    pub line: LineId,
    /// What stands in the first column.
    pub label: &'static str,
    /// The sign with which the statement shows the line.
    pub sign: f64,
    /// A figure for each column, USD; what is not finite stays empty.
    pub usd: Vec<f64>,
    /// How many sums below it it is a part of.
    pub depth: u8,
    /// Whether it is set in bold.
    pub strong: bool,
    /// Whether its parts are shown; none where it has none.
    pub unfolded: Option<bool>,
    /// More about it.
    pub note: Option<&'static str>,
}

/// Reads a line in a column without a statement's sign, or in the column before where that is asked.
type Read<'a> = dyn Fn(LineId, usize, bool) -> Option<f64> + 'a;

/// The table.
pub(super) struct Grid {
    /// Lines from top to bottom.
    pub rows: Vec<GridRow>,
    /// Heads of the columns.
    pub heads: Vec<String>,
    /// How many of the first columns are a month each; the others hold several.
    pub months: usize,
    /// Decimals of the figures in millions.
    pub decimals: u8,
}

impl Grid {
    /// Shows the table in all of `ui`, scrolled as `of` was before; returns what was asked to fold.
    pub fn show(
        &self,
        ui: &mut Ui,
        of: impl std::hash::Hash + std::fmt::Debug,
        read: &Read<'_>,
    ) -> Option<Fold> {
        let rect = ui.available_rect_before_wrap();
        let row = layout::TABLE_ROW;
        let count = self.heads.len().max(1) as f32;
        // The scroll bar at the right keeps off the last column.
        let width = ((rect.width() - LABELS - SCROLL_BAR) / count).clamp(FIGURES.0, FIGURES.1);
        let content =
            vec2(LABELS + width * count + SCROLL_BAR, row * (self.rows.len() + 1) as f32 + 6.0);
        let card = ui.painter().clone();
        let across = rect.expand2(vec2(PADDING, 0.0));
        let bounds = accesskit_rect(across);
        let region = UiBuilder::new().max_rect(rect).accessibility_role(Role::TreeGrid);
        let mut region = ui.new_child(region.accessibility_label(tr("money.table")));
        ui.ctx().accesskit_node_builder(region.unique_id(), |node| node.set_bounds(bounds));
        let ui = &mut region;
        let area = ScrollArea::both().id_salt(("grid", of)).auto_shrink(false);
        let shown = area.show_viewport(ui, |ui, _| {
            let origin = ui.max_rect().min;
            ui.set_min_size(content);
            let frame = Frame { rect, origin, width, card: &card };
            self.cells_ui(ui, &frame, read);
            let one = self.labels_ui(ui, &frame);
            self.heads_ui(ui, &frame);
            self.corner_ui(ui, &frame).or(one)
        });
        shown.inner
    }

    /// The figures in sight, and the formula of the one pointed at.
    fn cells_ui(&self, ui: &mut Ui, frame: &Frame<'_>, read: &Read<'_>) {
        let palette = theme::palette(ui);
        let Frame { rect, origin, width, .. } = *frame;
        let room = Rect::from_min_max(rect.min + vec2(LABELS, layout::TABLE_ROW), rect.max);
        let sight = Rect::from_min_max(room.min, room.max - vec2(SCROLL_BAR - 1.0, 0.0));
        let painter = ui.painter().with_clip_rect(sight.intersect(ui.clip_rect()));
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
                paint_whole(ui, &painter, pos2(x, y), &written, style(row.strong), ink);
            }
        }
        let pointed = ui.ctx().pointer_hover_pos().filter(|pointer| room.contains(*pointer));
        let Some(pointer) = pointed else { return };
        let line = ((pointer.y - top) / layout::TABLE_ROW).floor().max(0.0) as usize;
        let column = ((pointer.x - left) / width).floor().max(0.0) as usize;
        let Some(row) = self.rows.get(line) else { return };
        let Some(usd) = row.usd.get(column).filter(|usd| usd.is_finite()) else { return };
        let id = ui.make_persistent_id(("cell", row.at, column));
        let corner = pos2(left + column as f32 * width, top + line as f32 * layout::TABLE_ROW);
        let cell = Rect::from_min_size(corner, vec2(width, layout::TABLE_ROW));
        let head = self.heads.get(column).map_or("", String::as_str);
        ui.interact(cell, id, Sense::hover()).on_hover_ui_at_pointer(|ui| {
            theme::label(ui, format!("{}, {head}", row.label), text::TITLE, palette.text);
            theme::label(ui, self.in_millions(*usd), text::BODY, palette.text);
            for words in self.how(row, column, read) {
                theme::label(ui, words, text::SMALL, palette.text2);
            }
            if let Some(note) = row.note {
                theme::label(ui, note, text::SMALL, palette.text3);
            }
        });
    }

    /// How the figure of a row in a column comes about: its formula, and the figures that it is worked out from
    /// where they give it.
    pub(super) fn how(&self, row: &GridRow, column: usize, read: &Read<'_>) -> Vec<String> {
        let formula = formula::say(row.line);
        let said = match &formula {
            Some(formula) if row.sign < 0.0 => format!("= −({formula})"),
            // The label and unit of the first line stand above.
            _ => {
                let explained = formula::explain(row.line);
                explained.split_once('\n').map_or("", |(_, formula)| formula).to_owned()
            }
        };
        let mut words = vec![said];
        if formula.is_none() {
            return words;
        }
        if column >= self.months && !formula::adds_up(row.line) {
            words.push(tr("money.by_month").to_owned());
            return words;
        }
        let read = |line, before| read(line, column, before);
        let operands = formula::operands(row.line, &read, &|usd| self.in_millions(usd));
        words.extend(operands.into_iter().map(|(label, value)| format!("{label}: {value}")));
        words
    }

    /// The first column, which moves up and down only; returns the sum that was clicked.
    fn labels_ui(&self, ui: &mut Ui, frame: &Frame<'_>) -> Option<Fold> {
        let palette = theme::palette(ui);
        let Frame { rect, origin, card, .. } = *frame;
        let room = Rect::from_min_max(rect.min + vec2(0.0, layout::TABLE_ROW), rect.max);
        let across = room.expand2(vec2(PADDING - 1.0, 0.0));
        let painter = card.with_clip_rect(across.intersect(card.clip_rect()));
        let top = origin.y + layout::TABLE_ROW;
        let in_sight = seen(room.y_range(), top, layout::TABLE_ROW, self.rows.len());
        let mut asked = None;
        for (at, row) in self.rows.iter().enumerate() {
            let y = top + at as f32 * layout::TABLE_ROW;
            let place = Rect::from_min_size(pos2(rect.left(), y), vec2(LABELS, layout::TABLE_ROW));
            if in_sight.contains(&at) {
                let indent = indent(row.depth);
                let said = fitted(row.label, style(row.strong), LABELS - 8.0 - indent);
                let is_sum = row.strong || row.unfolded.is_some();
                let ink = if is_sum { palette.text } else { palette.text2 };
                let from = place.left_center() + vec2(indent, 0.0);
                paint(ui, &painter, from, Align2::LEFT_CENTER, &said, row.strong, ink);
                let line = theme::hairline(palette.stroke);
                painter.hline(across.x_range(), place.bottom() - 0.5, line);
            }
            if self.label_ui(ui, row, place, room, &painter) {
                asked = Some(Fold::One(row.at));
            }
        }
        asked
    }

    /// What can be done with a line's label: its formula read, its parts folded; returns whether they shall be.
    ///
    /// A sum out of sight can still be reached by the keyboard.
    fn label_ui(
        &self,
        ui: &mut Ui,
        row: &GridRow,
        place: Rect,
        room: Rect,
        painter: &Painter,
    ) -> bool {
        let seen = place.intersect(room);
        let in_sight = seen.height() >= 2.0;
        if !in_sight && row.unfolded.is_none() {
            return false;
        }
        let id = ui.make_persistent_id(("line", row.at));
        let sense = if row.unfolded.is_some() { Sense::click() } else { Sense::hover() };
        let seen = if in_sight { seen } else { Rect::from_min_size(place.min, Vec2::ZERO) };
        let response = ui.interact(seen, id, sense);
        response.widget_info(|| WidgetInfo::labeled(Role::Row, ui.is_enabled(), self.said(row)));
        if let Some(unfolded) = row.unfolded {
            ui.ctx().accesskit_node_builder(id, |node| node.set_expanded(unfolded));
            let ink = theme::palette(ui);
            let ink = if response.hovered() { ink.text } else { ink.text3 };
            let sign = if unfolded { Icon::Down } else { Icon::Right };
            let center = place.left_center() + vec2(SIGNS / 2.0 - 3.0, 0.0);
            icons::paint(painter, center, 8.0, sign, theme::color(ink));
            if in_sight {
                focus_ring(ui, &response);
            }
            if response.gained_focus() {
                let above = vec2(0.0, layout::TABLE_ROW);
                ui.scroll_to_rect(Rect::from_min_max(place.min - above, place.max), None);
            }
        }
        let clicked = response.clicked();
        let response = if row.unfolded.is_some() {
            response.on_hover_cursor(CursorIcon::PointingHand)
        } else {
            response
        };
        response.on_hover_ui(|ui| {
            ui.label(formula::explain(row.line));
            if let Some(note) = row.note {
                ui.label(note);
            }
        });
        clicked
    }

    /// In the corner: all sums folded or unfolded at once.
    fn corner_ui(&self, ui: &mut Ui, frame: &Frame<'_>) -> Option<Fold> {
        if self.rows.iter().all(|row| row.unfolded.is_none()) {
            return None;
        }
        let mut asked = None;
        let mut left = frame.rect.left() + SIGNS;
        let middle = frame.rect.top() + layout::TABLE_ROW / 2.0;
        for (words, fold) in [("money.unfold_all", Fold::None), ("money.fold_all", Fold::All)] {
            let palette = theme::palette(ui);
            let words = tr(words);
            let galley = theme::galley(ui, words, text::CAPTION, palette.text2);
            let at = Align2::LEFT_CENTER.anchor_size(pos2(left, middle), galley.size());
            let id = ui.make_persistent_id(("fold", words));
            let response = ui.interact(at.expand2(vec2(4.0, 3.0)), id, Sense::click());
            response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), words));
            let ink = if response.hovered() { palette.text } else { palette.text2 };
            frame.card.galley_with_override_text_color(at.min, galley, theme::color(ink));
            focus_ring(ui, &response);
            left = at.right() + 16.0;
            if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
                asked = Some(fold);
            }
        }
        asked
    }

    /// The heads, which move sideways only.
    fn heads_ui(&self, ui: &Ui, frame: &Frame<'_>) {
        let palette = theme::palette(ui);
        let Frame { rect, origin, width, card } = *frame;
        let corner = rect.min + vec2(LABELS, 0.0);
        let room = Rect::from_min_size(corner, vec2(rect.width() - LABELS, layout::TABLE_ROW));
        let sight = Rect::from_min_max(room.min, room.max - vec2(SCROLL_BAR - 1.0, 0.0));
        let painter = card.with_clip_rect(sight.intersect(card.clip_rect()));
        let left = origin.x + LABELS;
        for at in seen(room.x_range(), left, width, self.heads.len()) {
            let Some(head) = self.heads.get(at) else { continue };
            let x = left + (at + 1) as f32 * width;
            let at = pos2(x, room.center().y);
            paint_whole(ui, &painter, at, head, text::CAPTION, palette.text3);
        }
        let across = rect.x_range().expand(PADDING - 1.0);
        card.hline(across, room.bottom() - 0.5, theme::hairline(palette.stroke));
    }

    /// A figure as the table writes it, with its unit.
    fn in_millions(&self, usd: f64) -> String {
        format!("{} {}", self.written(usd), tr("unit.m_usd"))
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
    origin: Pos2,
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

/// How far a label stands in.
fn indent(depth: u8) -> f32 {
    SIGNS + STEP * f32::from(depth.saturating_sub(1))
}

/// Whether a label is not cut.
#[cfg(test)]
pub(super) fn label_fits(label: &str, depth: u8, strong: bool) -> bool {
    fitted(label, style(strong), LABELS - 8.0 - indent(depth)) == label
}

fn style(strong: bool) -> TextStyle {
    let weight = if strong { Weight::SemiBold } else { Weight::Regular };
    TextStyle { weight, ..text::BODY }
}

fn paint(
    ui: &Ui,
    painter: &Painter,
    at: Pos2,
    align: Align2,
    words: &str,
    strong: bool,
    ink: Color,
) {
    let galley = theme::galley(ui, words, style(strong), ink);
    let place = align.anchor_size(at, galley.size());
    painter.galley(place.min, galley, theme::color(ink));
}

/// Paints what stands left of a place, or nothing where a part of it would be out of sight: half a figure reads as
/// another one.
fn paint_whole(ui: &Ui, painter: &Painter, at: Pos2, words: &str, style: TextStyle, ink: Color) {
    let galley = theme::galley(ui, words, style, ink);
    let place = Align2::RIGHT_CENTER.anchor_size(at, galley.size());
    if is_whole(place, painter.clip_rect()) {
        painter.galley(place.min, galley, theme::color(ink));
    }
}

/// Whether all of a text's width is in sight.
fn is_whole(place: Rect, sight: Rect) -> bool {
    place.left() >= sight.left() && place.right() <= sight.right()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_figure_is_not_painted() {
        let sight = Rect::from_x_y_ranges(280.0..=900.0, 0.0..=26.0);
        let figure = |left: f32| Rect::from_x_y_ranges(left..=left + 30.0, 0.0..=26.0);
        let seen = [279.0, 280.0, 870.0, 871.0].map(|left| is_whole(figure(left), sight));
        assert_eq!(seen, [false, true, true, false]);
    }

    #[test]
    fn only_what_is_in_sight_is_drawn() {
        let between = egui::Rangef::new(100.0, 300.0);
        // Scrolled by 150: steps of 70 from -50 on reach 100 in the third and 300 in the fifth.
        assert_eq!(seen(between, -50.0, 70.0, 120), 2..5);
        assert_eq!(seen(between, 100.0, 70.0, 2), 0..2);
        assert_eq!(seen(between, 400.0, 70.0, 2), 0..0);
    }
}
