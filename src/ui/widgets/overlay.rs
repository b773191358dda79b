//! What lies over the page: a modal with its question, a sheet docked right, messages at the foot.

use egui::{Align2, Area, Context, Frame, Id, Layout, Margin, Modal, Order, Rect, Role, Sense};
use egui::{StrokeKind, Ui, UiBuilder, UiKind, WidgetInfo, pos2, vec2};

use super::button;
use super::icons::{self, Icon};
use crate::look::{Color, Theme, layout, radius, text};
use crate::ui::theme;
use crate::words::tr;

/// A question in the middle of the window over a flat scrim.
///
/// Returns what `body` returned, and whether Esc or a click beside it put it away.
pub fn modal_ui<R>(
    ctx: &Context,
    title: &str,
    width: f32,
    body: impl FnOnce(&mut Ui) -> R,
) -> (R, bool) {
    let id = Id::unique(("modal", title));
    let area = Modal::default_area(id).accessible_name(title);
    over_scrim_ui(ctx, id, area, Margin::symmetric(24, 20), |ui| {
        ui.set_width(width);
        theme::label(ui, title, text::FIGURE, theme::palette(ui).text);
        ui.add_space(8.0);
        body(ui)
    })
}

/// A search or the like at the top of the window over a flat scrim, without a head.
///
/// Returns what `body` returned, and whether Esc or a click beside it put it away.
pub fn top_ui<R>(
    ctx: &Context,
    name: &str,
    width: f32,
    body: impl FnOnce(&mut Ui) -> R,
) -> (R, bool) {
    let id = Id::unique(("top", name));
    let area =
        Modal::default_area(id).anchor(Align2::CENTER_TOP, vec2(0.0, 72.0)).accessible_name(name);
    over_scrim_ui(ctx, id, area, Margin::same(12), |ui| {
        ui.set_width(width);
        body(ui)
    })
}

/// What lies in `area` over a flat scrim; returns what `body` returned, and whether it was put away.
fn over_scrim_ui<R>(
    ctx: &Context,
    id: Id,
    area: Area,
    margin: Margin,
    body: impl FnOnce(&mut Ui) -> R,
) -> (R, bool) {
    let theme = if ctx.theme() == egui::Theme::Dark { Theme::Dark } else { Theme::Light };
    let palette = theme.palette();
    let frame = Frame::new()
        .fill(theme::color(palette.bg1))
        .stroke(theme::hairline(palette.stroke2))
        .corner_radius(radius::CARD)
        .inner_margin(margin);
    let modal = Modal::new(id).area(area).frame(frame).backdrop_color(theme::scrim(theme));
    let shown = modal.show(ctx, body);
    let away = shown.should_close();
    (shown.inner, away)
}

/// Buttons at the right end of a row, the first one rightmost.
pub fn buttons_ui<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let size = vec2(ui.available_width(), layout::BUTTON_PRIMARY);
    let right = Layout::right_to_left(egui::Align::Center);
    ui.allocate_ui_with_layout(size, right, add).inner
}

/// A sheet docked right in `area`, the rest under a scrim; returns what `body` returned and whether it was closed.
///
/// The caller shows what lies below with its ui disabled.
pub fn sheet_ui<R>(
    ui: &mut Ui,
    area: Rect,
    title: &str,
    body: impl FnOnce(&mut Ui) -> R,
) -> (R, bool) {
    sheet_of(ui, area, layout::SHEET_WIDTH, title, body)
}

/// As [`sheet_ui`], over all of `area` but a strip at its left that says what lies below.
pub fn wide_sheet_ui<R>(
    ui: &mut Ui,
    area: Rect,
    title: &str,
    body: impl FnOnce(&mut Ui) -> R,
) -> (R, bool) {
    sheet_of(ui, area, area.width() - 24.0, title, body)
}

fn sheet_of<R>(
    ui: &mut Ui,
    area: Rect,
    width: f32,
    title: &str,
    body: impl FnOnce(&mut Ui) -> R,
) -> (R, bool) {
    let palette = theme::palette(ui);
    let left = (area.right() - width).max(area.left());
    let covered = Rect::from_min_max(area.min, pos2(left, area.bottom()));
    let sheet = Rect::from_min_max(pos2(left, area.top()), area.max);
    ui.painter().rect_filled(covered, 0.0, theme::scrim(theme::theme(ui)));
    // The scrim takes every click meant for what lies below it.
    ui.interact(covered, ui.make_persistent_id("scrim"), Sense::click_and_drag());
    ui.painter().rect_filled(sheet, 0.0, theme::color(palette.bg1));
    ui.painter().vline(left + 0.5, sheet.y_range(), theme::hairline(palette.stroke));
    let mut inner = ui.new_child(
        UiBuilder::new()
            .id_salt(("sheet", title))
            .max_rect(sheet.shrink2(vec2(24.0, 0.0)))
            .accessibility_role(Role::Dialog)
            .accessibility_label(title),
    );
    inner.shrink_clip_rect(sheet);
    let head = pos2(sheet.left() + 24.0, sheet.top() + 35.0);
    theme::place(&mut inner, head, Align2::LEFT_CENTER, title, text::FIGURE, palette.text);
    let cross = Rect::from_center_size(pos2(sheet.right() - 29.0, head.y), vec2(20.0, 20.0));
    let closed = button::icon_at(&mut inner, cross, Icon::Close, tr("ui.close")).clicked();
    inner.add_space(51.0);
    let result = body(&mut inner);
    let escaped = !ui.memory(|memory| memory.focused().is_some())
        && !egui::Popup::is_any_open(ui.ctx())
        && ui.input(|input| input.key_pressed(egui::Key::Escape));
    (result, closed || escaped)
}

/// A message at the foot of the window.
#[derive(Clone, Copy, Debug)]
pub struct Toast<'a> {
    /// What is said.
    pub words: &'a str,
    /// The sign before it and its colour.
    pub mark: (Icon, Color),
    /// A button beside it.
    pub action: Option<&'a str>,
}

/// What was pressed on a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pressed {
    /// The cross.
    Close,
    /// The button.
    Action,
}

/// Shows messages above the status line, the newest lowest; returns what was pressed on which.
pub fn toasts_ui(ctx: &Context, toasts: &[Toast<'_>]) -> Option<(usize, Pressed)> {
    if toasts.is_empty() {
        return None;
    }
    let offset = vec2(-16.0, -(layout::STATUS_HEIGHT + 16.0));
    Area::new(Id::unique("toasts"))
        .kind(UiKind::GenericArea)
        .order(Order::Foreground)
        .anchor(Align2::RIGHT_BOTTOM, offset)
        .role(Role::Alert)
        .accessible_name(tr("ui.messages"))
        .show(ctx, |ui| {
            ui.set_width(400.0);
            ui.spacing_mut().item_spacing.y = 8.0;
            let mut pressed = None;
            for (at, toast) in toasts.iter().enumerate() {
                let answer = ui.push_id(at, |ui| toast_ui(ui, toast)).inner;
                pressed = pressed.or(answer.map(|answer| (at, answer)));
            }
            pressed
        })
        .inner
}

fn toast_ui(ui: &mut Ui, toast: &Toast<'_>) -> Option<Pressed> {
    let palette = theme::palette(ui);
    let action = toast.action.map(|word| (word, button::Button::small(word).size(ui).x + 8.0));
    let room = 400.0 - 40.0 - 32.0 - action.map_or(0.0, |(_, width)| width);
    let height = theme::text_height(ui, toast.words, text::SMALL, room);
    let (id, rect) = ui.allocate_space(vec2(400.0, height.max(layout::BUTTON_SMALL) + 16.0));
    let border = theme::hairline(palette.stroke2);
    ui.painter().rect(rect, radius::CARD, theme::color(palette.bg1), border, StrokeKind::Inside);
    let (sign, ink) = toast.mark;
    let mark = pos2(rect.left() + 20.0, rect.center().y);
    icons::paint(ui.painter(), mark, 12.0, sign, theme::color(ink));
    let font = theme::font(text::SMALL);
    let fill = theme::color(palette.text);
    let galley = ui.fonts_mut(|fonts| fonts.layout(toast.words.to_owned(), font, fill, room));
    let at = pos2(rect.left() + 40.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, fill);
    let response = ui.interact(rect, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, toast.words));
    let cross =
        Rect::from_center_size(pos2(rect.right() - 18.0, rect.center().y), vec2(20.0, 20.0));
    let mut pressed =
        button::icon_at(ui, cross, Icon::Close, tr("ui.close")).clicked().then_some(Pressed::Close);
    if let Some((word, width)) = action {
        let left = cross.left() - width;
        let place = pos2(left, rect.center().y - layout::BUTTON_SMALL / 2.0);
        let place = Rect::from_min_size(place, vec2(width - 8.0, layout::BUTTON_SMALL));
        if button::Button::small(word).show_at(ui, place).clicked() {
            pressed = Some(Pressed::Action);
        }
    }
    pressed
}
