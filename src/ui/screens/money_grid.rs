//! A wide table of money whose first column and heads stay in sight.

use egui::{Align2, Painter, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::format::{money_usd, number};
use crate::look::{Color, TextStyle, Weight, layout, text};
use crate::ui::theme;
use crate::ui::widgets::card::PADDING;
use crate::ui::widgets::list::fitted;

/// Width of the first column.
const LABELS: f32 = 184.0;
/// Width of a column of figures.
const FIGURES: f32 = 70.0;

/// A line of the table.
pub(super) struct GridRow {
    /// Stable key of the line.
    pub key: &'static str,
    /// What stands in the first column.
    pub label: &'static str,
    /// A figure for each column, USD; what is not finite stays empty.
    pub usd: Vec<f64>,
    /// Whether it is a sum.
    pub strong: bool,
    /// How it is computed.
    pub formula: String,
}

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
    pub fn show(&self, ui: &mut Ui) {
        let rect = ui.available_rect_before_wrap();
        let row = layout::TABLE_ROW;
        let figures = FIGURES * self.heads.len() as f32;
        let content = vec2(LABELS + figures, row * (self.rows.len() + 1) as f32 + 6.0);
        let area = ScrollArea::both().id_salt(("grid", self.heads.len())).auto_shrink(false);
        area.show_viewport(ui, |ui, _| {
            let origin = ui.max_rect().min;
            ui.set_min_size(content);
            self.cells_ui(ui, rect, origin);
            self.labels_ui(ui, rect, origin.y);
            self.heads_ui(ui, rect, origin.x);
        });
    }

    /// The figures in sight, and the formula of the one pointed at.
    fn cells_ui(&self, ui: &mut Ui, rect: Rect, origin: egui::Pos2) {
        let palette = theme::palette(ui);
        let room = Rect::from_min_max(rect.min + vec2(LABELS, layout::TABLE_ROW), rect.max);
        let painter = ui.painter().with_clip_rect(room.intersect(ui.clip_rect()));
        let within = |from: f32, to: f32, at: f32, step: f32, count: usize| {
            let first = ((from - at) / step).floor().max(0.0) as usize;
            let last = ((to - at) / step).ceil().max(0.0) as usize;
            first.min(count)..last.min(count)
        };
        let left = origin.x + LABELS;
        let top = origin.y + layout::TABLE_ROW;
        let columns = within(room.left(), room.right(), left, FIGURES, self.heads.len());
        let lines = within(room.top(), room.bottom(), top, layout::TABLE_ROW, self.rows.len());
        for at in lines {
            let Some(row) = self.rows.get(at) else { continue };
            let y = top + (at as f32 + 0.5) * layout::TABLE_ROW;
            for column in columns.clone() {
                let Some(usd) = row.usd.get(column).filter(|usd| usd.is_finite()) else { continue };
                let x = left + (column + 1) as f32 * FIGURES;
                let ink = if *usd < -0.005 && row.strong { palette.error } else { palette.text };
                let written = self.written(*usd);
                paint(ui, &painter, (x, y), Align2::RIGHT_CENTER, &written, row.strong, ink);
            }
        }
        let pointed = ui.ctx().pointer_hover_pos().filter(|pointer| room.contains(*pointer));
        let Some(pointer) = pointed.filter(|_| ui.ui_contains_pointer()) else { return };
        let line = ((pointer.y - top) / layout::TABLE_ROW).floor().max(0.0) as usize;
        let column = ((pointer.x - left) / FIGURES).floor().max(0.0) as usize;
        let Some(row) = self.rows.get(line) else { return };
        let Some(usd) = row.usd.get(column).filter(|usd| usd.is_finite()) else { return };
        let id = ui.make_persistent_id(("cell", row.key, column));
        let y = top + line as f32 * layout::TABLE_ROW;
        let x = left + column as f32 * FIGURES;
        let cell = Rect::from_min_size(pos2(x, y), vec2(FIGURES, layout::TABLE_ROW));
        let head = self.heads.get(column).map_or("", String::as_str);
        ui.interact(cell, id, Sense::hover()).on_hover_ui_at_pointer(|ui| {
            theme::label(ui, format!("{}, {head}", row.label), text::TITLE, palette.text);
            theme::label(ui, money_usd(*usd), text::BODY, palette.text);
            theme::label(ui, row.formula.as_str(), text::SMALL, palette.text2);
        });
    }

    /// The first column, which moves up and down only.
    fn labels_ui(&self, ui: &mut Ui, rect: Rect, top: f32) {
        let palette = theme::palette(ui);
        let room = Rect::from_min_max(
            rect.min + vec2(0.0, layout::TABLE_ROW),
            pos2(rect.right(), rect.bottom()),
        );
        let clip = room.expand2(vec2(PADDING - 1.0, 0.0));
        let painter =
            ui.painter().with_clip_rect(clip.intersect(ui.clip_rect().expand2(vec2(PADDING, 0.0))));
        for (at, row) in self.rows.iter().enumerate() {
            let y = top + (at + 1) as f32 * layout::TABLE_ROW;
            let place = Rect::from_min_size(pos2(rect.left(), y), vec2(LABELS, layout::TABLE_ROW));
            let middle = place.center().y;
            let said = fitted(row.label, style(row.strong), LABELS - 8.0);
            let ink = if row.strong { palette.text } else { palette.text2 };
            let at = (place.left(), middle);
            paint(ui, &painter, at, Align2::LEFT_CENTER, &said, row.strong, ink);
            let line = theme::hairline(palette.stroke);
            painter.hline(clip.x_range(), place.bottom() - 0.5, line);
            let seen = place.intersect(room);
            if seen.height() < 2.0 {
                continue;
            }
            let response =
                ui.interact(seen, ui.make_persistent_id(("line", row.key)), Sense::hover());
            let said = self.said(row);
            response.widget_info(|| WidgetInfo::labeled(Role::Row, ui.is_enabled(), &said));
            response.on_hover_text(row.formula.as_str());
        }
    }

    /// The heads, which move sideways only.
    fn heads_ui(&self, ui: &Ui, rect: Rect, left: f32) {
        let palette = theme::palette(ui);
        let room = Rect::from_min_size(
            rect.min + vec2(LABELS, 0.0),
            vec2(rect.width() - LABELS, layout::TABLE_ROW),
        );
        let painter = ui.painter().with_clip_rect(room.intersect(ui.clip_rect()));
        for (at, head) in self.heads.iter().enumerate() {
            let x = left + LABELS + (at + 1) as f32 * FIGURES;
            if x < room.left() || x - FIGURES > room.right() {
                continue;
            }
            let galley = theme::galley(ui, head.as_str(), text::CAPTION, palette.text3);
            let place = Align2::RIGHT_CENTER.anchor_size(pos2(x, room.center().y), galley.size());
            painter.galley(place.min, galley, theme::color(palette.text3));
        }
        let across = rect.x_range().expand(PADDING - 1.0);
        let painter = ui.painter().with_clip_rect(ui.clip_rect().expand2(vec2(PADDING, 0.0)));
        painter.hline(across, room.bottom() - 0.5, theme::hairline(palette.stroke));
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
