//! One of several: segments side by side, a list that drops down, chips, radio marks.

use egui::{Align2, CursorIcon, Popup, PopupCloseBehavior, Rect, Response, Role, Sense};
use egui::{Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::button::focus_ring;
use super::icons::{self, Icon};
use crate::look::{TextStyle, Weight, layout, radius, text};
use crate::ui::theme;

/// Space at both sides of a segment's word.
const SEGMENT_PADDING: f32 = 10.0;

/// Segments in the layout of `ui`, as wide as their words; returns the one that was chosen.
pub fn segments_ui(ui: &mut Ui, name: &str, options: &[&str], selected: usize) -> Option<usize> {
    let width = segments_width(ui, options);
    let (_, rect) = ui.allocate_space(vec2(width, layout::CHIP));
    segments_at(ui, rect, name, options, selected)
}

/// The width that segments of these words take.
pub fn segments_width(ui: &Ui, options: &[&str]) -> f32 {
    options.iter().map(|option| segment_width(ui, option)).sum()
}

fn segment_width(ui: &Ui, option: &str) -> f32 {
    let style = TextStyle { weight: Weight::SemiBold, ..text::SMALL };
    let galley = theme::galley(ui, option, style, theme::palette(ui).text);
    (galley.size().x + 2.0 * SEGMENT_PADDING).ceil()
}

/// Segments at a place, from its left.
pub fn segments_at(
    ui: &mut Ui,
    rect: Rect,
    name: &str,
    options: &[&str],
    selected: usize,
) -> Option<usize> {
    let palette = theme::palette(ui);
    let mut chosen = None;
    let mut left = rect.left();
    let whole = Rect::from_min_size(rect.min, vec2(segments_width(ui, options), rect.height()));
    let border = theme::hairline(palette.stroke2);
    ui.painter().rect(
        whole,
        radius::CONTROL,
        theme::color(palette.bg1),
        border,
        StrokeKind::Inside,
    );
    for (at, option) in options.iter().enumerate() {
        let width = segment_width(ui, option);
        let segment = Rect::from_min_size(pos2(left, rect.top()), vec2(width, rect.height()));
        left += width;
        let id = ui.make_persistent_id(("segment", name, at));
        let response = ui.interact(segment, id, Sense::click());
        let on = at == selected;
        response
            .widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), on, option));
        let hovered = response.hovered() && ui.is_enabled();
        if on || hovered {
            let fill = theme::color(if on { palette.bg3 } else { palette.bg2 });
            ui.painter().rect_filled(segment.shrink(1.0), radius::CONTROL - 1.0, fill);
        }
        if at > 0 {
            ui.painter().vline(segment.left(), segment.shrink(1.0).y_range(), border);
        }
        let weight = if on { Weight::SemiBold } else { Weight::Regular };
        let ink = if on { palette.text } else { palette.text2 };
        let galley = theme::galley(ui, *option, TextStyle { weight, ..text::SMALL }, ink);
        let place = Align2::CENTER_CENTER.anchor_size(segment.center(), galley.size());
        ui.painter().galley(place.min, galley, theme::color(ink));
        focus_ring(ui, &response);
        if response.on_hover_cursor(CursorIcon::PointingHand).clicked() && !on {
            chosen = Some(at);
        }
    }
    chosen
}

/// A field that opens a list; returns the option that was chosen.
pub fn combo_at(
    ui: &mut Ui,
    rect: Rect,
    name: &str,
    options: &[&str],
    selected: Option<usize>,
) -> Option<usize> {
    let shown = selected.and_then(|at| options.get(at)).copied().unwrap_or_default();
    combo_showing_at(ui, rect, name, (options, selected), (shown, false)).1
}

/// A field that opens a list and shows words of its own, marked where they are wrong; itself and what was chosen.
pub fn combo_showing_at(
    ui: &mut Ui,
    rect: Rect,
    name: &str,
    (options, selected): (&[&str], Option<usize>),
    (shown, wrong): (&str, bool),
) -> (Response, Option<usize>) {
    let palette = theme::palette(ui);
    let id = ui.make_persistent_id(("combo", name));
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::ComboBox, ui.is_enabled(), name);
        info.current_text_value = Some(shown.to_owned());
        info
    });
    let look = (response.has_focus(), response.hovered(), wrong, false);
    ui.painter().add(super::entry::border(palette, rect, look));
    let inner = Rect::from_min_max(rect.min + vec2(8.0, 0.0), rect.max - vec2(22.0, 0.0));
    let fits = super::list::fitted(shown, text::FIELD, inner.width());
    let is_cut = fits != shown;
    let galley = theme::galley(ui, fits, text::FIELD, palette.text);
    let at = Align2::LEFT_CENTER.anchor_size(inner.left_center(), galley.size()).min;
    let painter = ui.painter().with_clip_rect(inner.intersect(ui.clip_rect()));
    painter.galley(at, galley, theme::color(palette.text));
    let chevron = pos2(rect.right() - 13.0, rect.center().y);
    icons::paint(ui.painter(), chevron, 10.0, Icon::Down, theme::color(palette.text2));
    let mut response = response.on_hover_cursor(CursorIcon::PointingHand);
    if is_cut {
        response = response.on_hover_text(shown);
    }
    let chosen = Popup::menu(&response)
        .width(rect.width())
        .accessible_name(name)
        .close_behavior(PopupCloseBehavior::CloseOnClick)
        .show(|ui| {
            theme::menu_style(ui);
            egui::ScrollArea::vertical()
                .max_height(320.0)
                .show(ui, |ui| options_ui(ui, options, selected))
                .inner
        })
        .and_then(|shown| shown.inner);
    (response, chosen)
}

fn options_ui(ui: &mut Ui, options: &[&str], selected: Option<usize>) -> Option<usize> {
    let mut chosen = None;
    for (at, option) in options.iter().enumerate() {
        if ui.selectable_label(selected == Some(at), *option).clicked() {
            chosen = Some(at);
        }
    }
    chosen
}

/// A chip: a small word in a border that can be switched on.
pub fn chip_ui(ui: &mut Ui, word: &str, on: bool) -> Response {
    let palette = theme::palette(ui);
    let ink = if on { palette.text } else { palette.text2 };
    let galley = theme::galley(ui, word, text::SMALL, ink);
    let size = vec2(galley.size().x.ceil() + 20.0, layout::CHIP);
    let (_, rect) = ui.allocate_space(size);
    let response = ui.interact(rect, ui.make_persistent_id(("chip", word)), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, ui.is_enabled(), on, word));
    let fill = if on {
        palette.accent_bg
    } else if response.hovered() {
        palette.bg2
    } else {
        palette.bg1
    };
    let border = theme::hairline(if on { palette.accent } else { palette.stroke2 });
    ui.painter().rect(rect, radius::CONTROL, theme::color(fill), border, StrokeKind::Inside);
    focus_ring(ui, &response);
    let at = Align2::CENTER_CENTER.anchor_size(rect.center(), galley.size()).min;
    ui.painter().galley(at, galley, theme::color(ink));
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// A radio mark of 14 px before a field's label: this one is entered, the others follow.
pub fn radio_at(ui: &mut Ui, center: egui::Pos2, name: &str, on: bool) -> Response {
    let palette = theme::palette(ui);
    let rect = Rect::from_center_size(center, vec2(20.0, 20.0));
    let response = ui.interact(rect, ui.make_persistent_id(("radio", name)), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), on, name));
    let ink = theme::color(if on { palette.accent } else { palette.stroke2 });
    ui.painter().circle_stroke(center, 6.0, Stroke::new(1.5, ink));
    if on {
        ui.painter().circle_filled(center, 3.0, ink);
    }
    focus_ring(ui, &response);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// A box to tick with its word beside it; returns whether it was clicked.
pub fn check_ui(ui: &mut Ui, word: &str, on: bool) -> bool {
    let palette = theme::palette(ui);
    let galley = theme::galley(ui, word, text::BODY, palette.text2);
    let (_, rect) = ui.allocate_space(vec2(galley.size().x.ceil() + 22.0, layout::CARD_ROW));
    let response = ui.interact(rect, ui.make_persistent_id(("check", word)), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), on, word));
    let square = Rect::from_center_size(pos2(rect.left() + 7.0, rect.center().y), vec2(14.0, 14.0));
    let fill = theme::color(if on { palette.accent } else { palette.bg2 });
    let border = theme::hairline(if on { palette.accent } else { palette.stroke2 });
    ui.painter().rect(square, radius::SWATCH, fill, border, StrokeKind::Inside);
    if on {
        let ink = theme::color(palette.on_accent);
        icons::paint(ui.painter(), square.center(), 9.0, Icon::Check, ink);
    }
    let at = Align2::LEFT_CENTER.anchor_size(rect.left_center() + vec2(22.0, 0.0), galley.size());
    ui.painter().galley(at.min, galley, theme::color(palette.text2));
    focus_ring(ui, &response);
    response.on_hover_cursor(CursorIcon::PointingHand).clicked()
}
