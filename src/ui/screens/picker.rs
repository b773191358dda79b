//! A list to pick from, below the button that opens it: a search and rows in groups.

use egui::{
    Align2, CursorIcon, Frame, Id, Key, Margin, Popup, PopupCloseBehavior, Rect, Response, Role,
};
use egui::{ScrollArea, Sense, StrokeKind, TextEdit, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::look::{TextStyle, Weight, layout, radius, text};
use crate::ui::theme;
use crate::ui::widgets::button::focus_ring;
use crate::ui::widgets::icons::{self, Icon};
use crate::ui::widgets::list::fitted;
use crate::words::tr;

/// Rows under one head.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// The head; none where empty.
    pub title: String,
    /// What can be picked.
    pub rows: Vec<Row>,
}

/// Something to pick.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Its figures, at the right.
    pub detail: String,
    /// A second line; none where empty.
    pub line: String,
}

impl Row {
    /// A row of a name and its figures.
    pub fn new(name: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { name: name.into(), detail: detail.into(), line: String::new() }
    }

    /// The same row with a second line.
    #[must_use]
    pub fn line(mut self, line: impl Into<String>) -> Self {
        self.line = line.into();
        self
    }

    /// Whether the row is found by what is searched: every word in its name, figures or group.
    fn is_found(&self, group: &str, search: &str) -> bool {
        let text = format!("{} {} {} {group}", self.name, self.detail, self.line).to_lowercase();
        search.to_lowercase().split_whitespace().all(|word| text.contains(word))
    }
}

/// Shows the list below `button` while it is open; returns group and row that were picked.
pub fn show(button: &Response, name: &str, width: f32, groups: &[Group]) -> Option<(usize, usize)> {
    Popup::menu(button)
        .width(width)
        .accessible_name(name)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
            let count = groups.iter().map(|group| group.rows.len()).sum::<usize>();
            let search = if count > 12 { search_ui(ui, name, "", true) } else { String::new() };
            let picked = ScrollArea::vertical()
                .max_height(360.0)
                .auto_shrink([false, true])
                .show(ui, |ui| groups_ui(ui, groups, &search))
                .inner;
            // Enter takes the first that is found.
            let entered = !search.is_empty() && ui.input(|input| input.key_pressed(Key::Enter));
            let picked =
                picked.or_else(|| if entered { first_found(groups, &search) } else { None });
            if picked.is_some() {
                ui.close();
            }
            picked
        })
        .and_then(|shown| shown.inner)
}

/// A field to search with, as wide as `ui`; returns what is searched.
pub fn search_ui(ui: &mut Ui, name: &str, hint: &str, focus: bool) -> String {
    let palette = theme::palette(ui);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), layout::FORM_FIELD + 4.0));
    let rect = Rect::from_min_size(rect.min, vec2(rect.width(), layout::FORM_FIELD));
    let id = ui.make_persistent_id(("search", name));
    let mut searched: String = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let opened = focus && is_first(ui, id);
    if opened {
        searched.clear();
    }
    let focused = ui.memory(|memory| memory.has_focus(id.with("edit")));
    let border = theme::hairline(if focused { palette.accent } else { palette.stroke2 });
    let fill = theme::color(palette.bg2);
    ui.painter().rect(rect, radius::CONTROL, fill, border, StrokeKind::Inside);
    let sign = pos2(rect.left() + 13.0, rect.center().y);
    icons::paint(ui.painter(), sign, 10.0, Icon::Search, theme::color(palette.text3));
    let inner = Rect::from_min_max(rect.min + vec2(26.0, 0.0), rect.max - vec2(6.0, 0.0));
    let hint = if hint.is_empty() { tr("screens.search") } else { hint };
    let mut child = ui.new_child(UiBuilder::new().id_salt("searching").max_rect(inner));
    let edit = TextEdit::singleline(&mut searched)
        .id(id.with("edit"))
        .frame(Frame::NONE)
        .margin(Margin::ZERO)
        .font(theme::font(text::SMALL))
        .text_color(theme::color(palette.text))
        .hint_text(theme::rich(hint, text::SMALL, palette.text3))
        .desired_width(inner.width())
        .min_size(inner.size())
        .align(Align2::LEFT_CENTER);
    let response = child.add(edit).accessible_name(format!("{}, {name}", tr("screens.search")));
    if opened {
        response.request_focus();
    }
    ui.data_mut(|data| data.insert_temp(id, searched.clone()));
    searched
}

/// Whether the search was not shown in the frame before: it has just opened.
fn is_first(ui: &Ui, id: Id) -> bool {
    let now = ui.ctx().cumulative_frame_nr();
    let before: Option<u64> = ui.data(|data| data.get_temp(id.with("frame")));
    ui.data_mut(|data| data.insert_temp(id.with("frame"), now));
    before.is_none_or(|before| before + 1 < now)
}

/// The first row that is found.
fn first_found(groups: &[Group], search: &str) -> Option<(usize, usize)> {
    groups.iter().enumerate().find_map(|(at, group)| {
        let row = group.rows.iter().position(|row| row.is_found(&group.title, search))?;
        Some((at, row))
    })
}

/// Rows of all groups that are found, under their heads.
pub fn groups_ui(ui: &mut Ui, groups: &[Group], search: &str) -> Option<(usize, usize)> {
    let palette = theme::palette(ui);
    let mut picked = None;
    let mut shown = 0;
    for (at, group) in groups.iter().enumerate() {
        let found: Vec<(usize, &Row)> = group
            .rows
            .iter()
            .enumerate()
            .filter(|(_, row)| row.is_found(&group.title, search))
            .collect();
        if found.is_empty() {
            continue;
        }
        if !group.title.is_empty() {
            head_ui(ui, &group.title);
        }
        for (row_at, row) in found {
            shown += 1;
            if row_ui(ui, &group.title, row).clicked() {
                picked = Some((at, row_at));
            }
        }
    }
    if shown == 0 {
        theme::label(ui, tr("screens.nothing_found"), text::SMALL, palette.text3);
    }
    picked
}

fn head_ui(ui: &mut Ui, title: &str) {
    let palette = theme::palette(ui);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), layout::CARD_ROW));
    let style = TextStyle { weight: Weight::SemiBold, ..text::CAPTION };
    let at = pos2(rect.left() + 6.0, rect.center().y + 2.0);
    theme::place(ui, at, Align2::LEFT_CENTER, title, style, palette.text3);
}

fn row_ui(ui: &mut Ui, group: &str, row: &Row) -> Response {
    let palette = theme::palette(ui);
    let height = if row.line.is_empty() { layout::CARD_ROW } else { 40.0 };
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height));
    let id = ui.make_persistent_id(("pick", group, &row.name, &row.detail, &row.line));
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &row.name));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    if response.hovered() {
        ui.painter().rect_filled(rect, radius::CONTROL, theme::color(palette.bg2));
    }
    focus_ring(ui, &response);
    let inner = rect.shrink2(vec2(if row.line.is_empty() { 6.0 } else { 0.0 }, 0.0));
    let paint = |at, align: Align2, words: &str, style: TextStyle, ink| {
        let galley = theme::galley(ui, words, style, ink);
        let place = align.anchor_size(at, galley.size());
        ui.painter().galley(place.min, galley, theme::color(ink));
        place.width()
    };
    if row.line.is_empty() {
        let detail = (text::CAPTION, palette.text3);
        let right = inner.right_center();
        let used = paint(right, Align2::RIGHT_CENTER, &row.detail, detail.0, detail.1);
        let name = fitted(&row.name, text::SMALL, inner.width() - used - 12.0);
        paint(inner.left_center(), Align2::LEFT_CENTER, &name, text::SMALL, palette.text);
    } else {
        let strong = TextStyle { weight: Weight::SemiBold, ..text::BODY };
        let right = inner.right_center();
        let used = paint(right, Align2::RIGHT_CENTER, &row.detail, strong, palette.text);
        let name = fitted(&row.name, text::BODY, inner.width() - used - 12.0);
        let at = inner.left_top() + vec2(0.0, 12.0);
        paint(at, Align2::LEFT_CENTER, &name, text::BODY, palette.text2);
        let at = inner.left_top() + vec2(0.0, 28.0);
        paint(at, Align2::LEFT_CENTER, &row.line, text::CAPTION, palette.text3);
        let line = theme::hairline(palette.stroke);
        let across = rect.x_range().expand(15.0);
        ui.painter().hline(across, rect.bottom() - 0.5, line);
    }
    response.on_hover_cursor(CursorIcon::PointingHand)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_a_search_must_be_found() {
        let row = Row::new("Antminer S21 (200T)", "17.5 J/TH");
        for (search, found) in
            [("", true), ("s21", true), ("17.5 bitmain", true), ("s21 microbt", false)]
        {
            assert_eq!(row.is_found("Bitmain", search), found, "{search}");
        }
    }
}
