//! Tables: rows of 26, figures at the right of their column, the heads quiet.

use egui::{Align2, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::button::focus_ring;
use super::card::PADDING;
use super::icons::{self, Icon};
use super::list::{fitted, row, row_of};
use crate::look::{Color, TextStyle, Weight, layout, text};
use crate::ui::theme;

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// What stands over it.
    pub head: String,
    /// Its width; columns without one share what is left.
    pub width: Option<f32>,
    /// Whether it holds words, from the left; figures stand at the right.
    pub words: bool,
}

impl Column {
    /// A column of words that takes a share of what is left.
    pub fn words(head: impl Into<String>) -> Self {
        Self { head: head.into(), width: None, words: true }
    }

    /// A column of figures.
    pub fn figures(head: impl Into<String>, width: f32) -> Self {
        Self { head: head.into(), width: Some(width), words: false }
    }
}

/// One cell.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// What stands in it.
    pub text: String,
    /// Its colour; sums and names in `text`, the rest in `text2` where none.
    pub ink: Option<Color>,
    /// Whether it is a sum or a name.
    pub strong: bool,
    /// What hovering it says: the formula.
    pub hover: String,
}

impl Cell {
    /// A plain cell.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A sum or a name.
    pub fn strong(text: impl Into<String>) -> Self {
        Self { strong: true, ..Self::new(text) }
    }

    /// The same cell in a colour.
    #[must_use]
    pub fn ink(mut self, ink: Color) -> Self {
        self.ink = Some(ink);
        self
    }

    /// The same cell, saying more when hovered.
    #[must_use]
    pub fn hover(mut self, words: impl Into<String>) -> Self {
        self.hover = words.into();
        self
    }
}

/// Where the columns of a table stand.
#[derive(Clone, Debug)]
pub struct Columns {
    columns: Vec<Column>,
    ranges: Vec<(f32, f32)>,
}

impl Columns {
    /// The columns laid out over the width of `ui`, at least as wide as they need.
    pub fn new(ui: &Ui, columns: Vec<Column>) -> Self {
        let gap = 12.0;
        let gaps = gap * columns.len().saturating_sub(1) as f32;
        let fixed: f32 = columns.iter().filter_map(|column| column.width).sum();
        let sharing = columns.iter().filter(|column| column.width.is_none()).count().max(1) as f32;
        let share = ((ui.available_width() - fixed - gaps) / sharing).max(60.0);
        let mut at = 0.0;
        let ranges = columns
            .iter()
            .map(|column| {
                let from = at;
                let to = from + column.width.unwrap_or(share);
                at = to + gap;
                (from, to)
            })
            .collect();
        Self { columns, ranges }
    }

    /// The width of the whole table.
    pub fn width(&self) -> f32 {
        self.ranges.last().map_or(0.0, |(_, to)| *to)
    }

    /// The heads, over a line.
    pub fn head_ui(&self, ui: &mut Ui) {
        let palette = theme::palette(ui);
        let (_, rect) = ui.allocate_space(vec2(self.width(), layout::TABLE_ROW));
        for (column, range) in self.columns.iter().zip(&self.ranges) {
            let ink = palette.text3;
            place(ui, rect, *range, column.words, &column.head, text::CAPTION, ink);
        }
        line(ui, rect);
    }

    /// The heads as buttons, over a line; `sorted` is the column the rows are sorted by and whether the largest
    /// stands first. Returns the column that was pressed.
    pub fn sort_ui(&self, ui: &mut Ui, sorted: (usize, bool)) -> Option<usize> {
        let palette = theme::palette(ui);
        let (_, rect) = ui.allocate_space(vec2(self.width(), layout::TABLE_ROW));
        let mut pressed = None;
        for (at, (column, (from, to))) in self.columns.iter().zip(&self.ranges).enumerate() {
            let left = pos2(rect.left() + from, rect.top());
            let head = Rect::from_min_max(left, pos2(rect.left() + to, rect.bottom()));
            let id = ui.make_persistent_id(("sort", at));
            let response = ui.interact(head, id, Sense::click());
            let on = at == sorted.0;
            response.widget_info(|| {
                WidgetInfo::selected(Role::ColumnHeader, ui.is_enabled(), on, &column.head)
            });
            let ink = if on || response.hovered() { palette.text } else { palette.text3 };
            // The sign stands on the side where the words do not begin.
            let room = if on { 12.0 } else { 0.0 };
            let (range, sign) = if column.words {
                let width =
                    crate::look::text_width(&column.head, text::CAPTION.size, text::CAPTION.weight);
                ((*from, *to - room), from + width + 9.0)
            } else {
                ((*from, *to - room), to - 5.0)
            };
            place(ui, rect, range, column.words, &column.head, text::CAPTION, ink);
            if on {
                let icon = if sorted.1 { Icon::Down } else { Icon::Up };
                let center = pos2(rect.left() + sign, rect.center().y);
                icons::paint(ui.painter(), center, 8.0, icon, theme::color(palette.text2));
            }
            focus_ring(ui, &response);
            if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
                pressed = Some(at);
            }
        }
        line(ui, rect);
        pressed
    }

    /// A row that can be chosen, under an id of its own that stays where the row moves.
    pub fn choice_ui(
        &self,
        ui: &mut Ui,
        id: &str,
        name: &str,
        selected: bool,
        cells: &[Cell],
    ) -> Response {
        let (_, rect) = ui.allocate_space(vec2(self.width(), layout::TABLE_ROW));
        let across = rect.expand2(vec2(PADDING - 1.0, 0.0));
        let response = row_of(ui, across, id, name, selected);
        self.cells_ui(ui, rect, response, cells)
    }

    /// A row; it can be chosen where `selected` says whether it is.
    pub fn row_ui(
        &self,
        ui: &mut Ui,
        name: &str,
        selected: Option<bool>,
        cells: &[Cell],
    ) -> Response {
        let (id, rect) = ui.allocate_space(vec2(self.width(), layout::TABLE_ROW));
        let across = rect.expand2(vec2(PADDING - 1.0, 0.0));
        let response = if let Some(selected) = selected {
            row(ui, across, name, selected)
        } else {
            line(ui, rect);
            let response = ui.interact(across, id, Sense::hover());
            let words: Vec<&str> = cells.iter().map(|cell| cell.text.as_str()).collect();
            let said = words.join(" ");
            response.widget_info(|| WidgetInfo::labeled(Role::Row, ui.is_enabled(), &said));
            response
        };
        self.cells_ui(ui, rect, response, cells)
    }

    fn cells_ui(&self, ui: &Ui, rect: Rect, response: Response, cells: &[Cell]) -> Response {
        let palette = theme::palette(ui);
        for ((column, range), cell) in self.columns.iter().zip(&self.ranges).zip(cells) {
            let weight = if cell.strong { Weight::SemiBold } else { Weight::Regular };
            let style = TextStyle { weight, ..text::BODY };
            let usual = if cell.strong || !column.words { palette.text } else { palette.text2 };
            let ink = cell.ink.unwrap_or(usual);
            place(ui, rect, *range, column.words, &cell.text, style, ink);
        }
        let pointed = response.hover_pos().and_then(|pointer| {
            let at = pointer.x - rect.left();
            let within = |(from, to): &(f32, f32)| (*from..*to).contains(&at);
            cells.get(self.ranges.iter().position(within)?)
        });
        match pointed.filter(|cell| !cell.hover.is_empty()) {
            Some(cell) => response.on_hover_text_at_pointer(cell.hover.as_str()),
            None => response,
        }
    }
}

fn line(ui: &Ui, rect: Rect) {
    let across = rect.x_range().expand(PADDING - 1.0);
    ui.painter().hline(across, rect.bottom() - 0.5, theme::hairline(theme::palette(ui).stroke));
}

fn place(
    ui: &Ui,
    rect: Rect,
    (from, to): (f32, f32),
    words: bool,
    said: &str,
    style: TextStyle,
    ink: Color,
) {
    let y = rect.center().y;
    let (at, align) = if words {
        (pos2(rect.left() + from, y), Align2::LEFT_CENTER)
    } else {
        (pos2(rect.left() + to, y), Align2::RIGHT_CENTER)
    };
    let galley = theme::galley(ui, fitted(said, style, to - from), style, ink);
    let place = align.anchor_size(at, galley.size());
    ui.painter().galley(place.min, galley, theme::color(ink));
}
