//! Rows of lists, cards and tables, and nouns that lead to their field.

use egui::{Align2, CursorIcon, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::button::focus_ring;
use super::card::PADDING;
use super::icons;
use crate::look::{Color, TextStyle, Weight, layout, text};
use crate::ui::theme;

/// A row of a list: a name, lines below it, a figure and a word at the right.
#[derive(Clone, Copy, Debug, Default)]
pub struct ListRow<'a> {
    /// The item's name, also the row's accessible name.
    pub title: &'a str,
    /// Up to two lines in a smaller size.
    pub lines: [&'a str; 2],
    /// The figure at the right of the name.
    pub figure: &'a str,
    /// The word at the right of the last line, with its colour.
    pub tag: Option<(&'a str, Color)>,
    /// Whether it is the one shown beside the list.
    pub selected: bool,
}

impl ListRow<'_> {
    /// Shows the row across the whole card.
    pub fn show(self, ui: &mut Ui) -> Response {
        let lines = self.lines.iter().filter(|line| !line.is_empty()).count();
        let [single, triple] = layout::LIST_ROW;
        let height = if lines == 0 { single } else { triple - (2 - lines) as f32 * 15.0 };
        let (_, inner) = ui.allocate_space(vec2(ui.available_width(), height));
        let rect = inner.expand2(vec2(PADDING - 1.0, 0.0));
        let response = row(ui, rect, self.title, self.selected);
        let palette = theme::palette(ui);
        let strong = TextStyle { weight: Weight::SemiBold, ..text::BODY };
        let head = if lines == 0 { inner.center().y } else { inner.top() + 15.0 };
        let width = inner.width();
        let figure = theme::galley(ui, self.figure, strong, palette.text);
        let room = width - figure.size().x - 12.0;
        let at = pos2(inner.right(), head);
        paint(ui, at, Align2::RIGHT_CENTER, self.figure, strong, palette.text, width);
        let at = pos2(inner.left(), head);
        paint(ui, at, Align2::LEFT_CENTER, self.title, strong, palette.text, room);
        self.lines_ui(ui, inner);
        response
    }

    /// The lines below the name; the word stands beside the last of them that leaves it room.
    fn lines_ui(&self, ui: &Ui, inner: Rect) {
        let lines: Vec<&str> = self.lines.into_iter().filter(|line| !line.is_empty()).collect();
        let (word, word_ink) = self.tag.unwrap_or_default();
        let style = text::SMALL;
        let width = |words: &str| crate::look::text_width(words, style.size, style.weight);
        let room = if word.is_empty() { inner.width() } else { inner.width() - width(word) - 8.0 };
        let last = lines.len().saturating_sub(1);
        let beside = lines.iter().rposition(|line| width(line) <= room).unwrap_or(last);
        for (at, line) in lines.iter().enumerate() {
            let y = inner.top() + 31.0 + at as f32 * 15.0;
            let left = pos2(inner.left(), y);
            let room = if at == beside { room } else { inner.width() };
            let ink = theme::palette(ui).text2;
            paint(ui, left, Align2::LEFT_CENTER, line, style, ink, room);
            if at == beside {
                let right = pos2(inner.right(), y);
                paint(ui, right, Align2::RIGHT_CENTER, word, style, word_ink, inner.width());
            }
        }
    }
}

/// A row that can be chosen: its ground, accent bar and line, with nothing on it yet.
pub fn row(ui: &mut Ui, rect: Rect, name: &str, selected: bool) -> Response {
    row_of(ui, rect, rect.top() as i32, name, selected)
}

/// As [`row`], under an id of its own that stays where the row moves.
pub fn row_of(
    ui: &mut Ui,
    rect: Rect,
    id: impl std::hash::Hash + std::fmt::Debug,
    name: &str,
    selected: bool,
) -> Response {
    let palette = theme::palette(ui);
    let id = ui.make_persistent_id(("row", name, id));
    let response = ui.interact(rect, id, Sense::click_and_drag());
    response
        .widget_info(|| WidgetInfo::selected(Role::ListBoxOption, ui.is_enabled(), selected, name));
    if selected || (response.hovered() && ui.is_enabled()) {
        ui.painter().rect_filled(rect, 0.0, theme::color(palette.bg2));
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, theme::hairline(palette.stroke));
    if selected {
        accent_bar(ui, rect);
    }
    focus_ring(ui, &response);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// The bar at the left edge of what is selected.
pub fn accent_bar(ui: &Ui, rect: Rect) {
    let bar = Rect::from_min_size(rect.min, vec2(layout::ACCENT_BAR, rect.height()));
    ui.painter().rect_filled(bar, 0.0, theme::color(theme::palette(ui).accent));
}

/// Paints a line of text within `room`; what is longer is cut in whole words and marked.
pub(super) fn paint(
    ui: &Ui,
    at: egui::Pos2,
    align: Align2,
    words: &str,
    style: TextStyle,
    ink: Color,
    room: f32,
) {
    let galley = theme::galley(ui, fitted(words, style, room), style, ink);
    let place = align.anchor_size(at, galley.size());
    ui.painter().galley(place.min, galley, theme::color(ink));
}

/// As much of `words` as fits in `room`, with an ellipsis where something is left out.
pub fn fitted(words: &str, style: TextStyle, room: f32) -> String {
    let width = |text: &str| crate::look::text_width(text, style.size, style.weight);
    if width(words) <= room {
        return words.to_owned();
    }
    let room = room - width("…");
    let mut end = 0;
    for (at, character) in words.char_indices() {
        let next = at + character.len_utf8();
        if words.get(..next).is_some_and(|part| width(part) > room) {
            break;
        }
        end = next;
    }
    format!("{}…", words.get(..end).unwrap_or_default().trim_end())
}

/// As much of words as fits in `room`, cut between two of them; nothing where not even the first two do.
pub fn fitted_words(words: &str, style: TextStyle, room: f32) -> String {
    let width = |text: &str| crate::look::text_width(text, style.size, style.weight);
    if width(words) <= room {
        return words.to_owned();
    }
    let cuts = words.match_indices(' ').map(|(at, _)| at).skip(1).collect::<Vec<_>>();
    let mut parts = cuts.into_iter().rev().filter_map(|at| {
        let part = words.get(..at)?.trim_end_matches([' ', ',', ';', ':']);
        Some(format!("{part}…"))
    });
    parts.find(|part| part.len() > '…'.len_utf8() && width(part) <= room).unwrap_or_default()
}

/// A row of a card: a label, and a figure with what explains it at the right.
pub fn fact_ui(ui: &mut Ui, label: &str, figure: &str, remark: &str) -> Response {
    let palette = theme::palette(ui);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), layout::TABLE_ROW));
    let strong = TextStyle { weight: Weight::SemiBold, ..text::SMALL };
    let third = rect.left() + rect.width() * 0.3;
    let (width, y) = (rect.width(), rect.center().y);
    paint(ui, rect.left_center(), Align2::LEFT_CENTER, label, text::SMALL, palette.text2, width);
    paint(ui, pos2(third, y), Align2::LEFT_CENTER, figure, strong, palette.text, width * 0.7);
    paint(ui, rect.right_center(), Align2::RIGHT_CENTER, remark, text::SMALL, palette.text3, width);
    let across = rect.x_range().expand(PADDING - 1.0);
    ui.painter().hline(across, rect.bottom() - 0.5, theme::hairline(palette.stroke));
    let id = ui.make_persistent_id(("fact", label));
    let response = ui.interact(rect, id, Sense::hover());
    let said = format!("{label} {figure} {remark}");
    response.widget_info(|| WidgetInfo::labeled(Role::Label, ui.is_enabled(), said.trim_end()));
    response
}

/// A noun in a sentence that leads to its field: the word itself over a dashed line.
pub fn link_ui(ui: &mut Ui, noun: &str, style: TextStyle) -> Response {
    let palette = theme::palette(ui);
    let galley = theme::galley(ui, noun, style, palette.text);
    let (_, rect) = ui.allocate_space(galley.size());
    let response = ui.interact(rect, ui.make_persistent_id(("link", noun)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, ui.is_enabled(), noun));
    let ink = theme::color(if response.hovered() { palette.link } else { palette.text });
    let under = pos2(rect.left(), rect.bottom() - style.size * 0.06);
    icons::dashed(ui.painter(), under, rect.width(), theme::color(palette.text3));
    ui.painter().galley_with_override_text_color(rect.min, galley, ink);
    focus_ring(ui, &response);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_where_its_room_ends() {
        // Each digit is 0.6 em wide, 7.8 at 13.
        assert_eq!(fitted("12345", text::BODY, 39.1), "12345");
        assert!(fitted("1234567890", text::BODY, 39.1).starts_with("12"));
        assert_eq!(fitted_words("12 34, 567", text::BODY, 50.0), "12 34…");
        assert_eq!(fitted_words("12 34, 567", text::BODY, 79.0), "12 34, 567");
        assert_eq!(fitted_words("1234567 890", text::BODY, 39.1), "");
        let cut = fitted("1234567890", text::BODY, 39.1);
        assert!(cut.ends_with('…') && cut.chars().count() < 6, "{cut}");
    }
}
