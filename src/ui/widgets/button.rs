//! Buttons: primary, normal, small, and bare signs.

use egui::{Color32, CursorIcon, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2};
use egui::{WidgetInfo, pos2, vec2};

use super::icons::{self, Icon};
use crate::look::{Palette, TextStyle, Weight, layout, radius, text};
use crate::ui::theme;

/// How much a button weighs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// The one thing to do here: filled with the accent, 32 high.
    Primary,
    /// Any other, 28 high.
    #[default]
    Normal,
    /// In a card's header or a row, 24 high.
    Small,
}

/// A button with a word on it.
#[derive(Clone, Copy, Debug)]
pub struct Button<'a> {
    text: &'a str,
    kind: Kind,
    icon: Option<Icon>,
    width: Option<f32>,
    disabled: Option<&'a str>,
}

impl<'a> Button<'a> {
    /// A normal button; the text is also its accessible name.
    pub const fn new(text: &'a str) -> Self {
        Self { text, kind: Kind::Normal, icon: None, width: None, disabled: None }
    }

    /// The primary button of a block.
    pub const fn primary(text: &'a str) -> Self {
        Self { kind: Kind::Primary, ..Self::new(text) }
    }

    /// A small button.
    pub const fn small(text: &'a str) -> Self {
        Self { kind: Kind::Small, ..Self::new(text) }
    }

    /// A sign before the text.
    #[must_use]
    pub const fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// A fixed width.
    #[must_use]
    pub const fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    /// Cannot be pressed now, and why; the reason shows on hover.
    #[must_use]
    pub const fn disabled(mut self, reason: Option<&'a str>) -> Self {
        self.disabled = reason;
        self
    }

    fn style(self) -> TextStyle {
        match self.kind {
            Kind::Small => TextStyle { weight: Weight::Medium, ..text::BODY },
            Kind::Primary | Kind::Normal => text::TITLE,
        }
    }

    /// Width and height the button takes.
    pub fn size(self, ui: &Ui) -> Vec2 {
        let height = match self.kind {
            Kind::Primary => layout::BUTTON_PRIMARY,
            Kind::Normal => layout::BUTTON,
            Kind::Small => layout::BUTTON_SMALL,
        };
        let padding = if self.kind == Kind::Small { 10.0 } else { 14.0 };
        let icon = if self.icon.is_some() { 18.0 } else { 0.0 };
        let galley = theme::galley(ui, self.text, self.style(), theme::palette(ui).text);
        vec2(self.width.unwrap_or(galley.size().x.ceil() + icon + 2.0 * padding), height)
    }

    /// Shows the button in the layout of `ui`.
    pub fn show(self, ui: &mut Ui) -> Response {
        let (_, rect) = ui.allocate_space(self.size(ui));
        self.show_at(ui, rect)
    }

    /// Shows the button at a place.
    pub fn show_at(self, ui: &mut Ui, rect: Rect) -> Response {
        let id = ui.make_persistent_id(("button", self.text));
        let enabled = self.disabled.is_none() && ui.is_enabled();
        let sense = if enabled { Sense::click() } else { Sense::hover() };
        let response = ui.interact(rect, id, sense);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, self.text));
        self.paint(ui, &response, enabled);
        match self.disabled {
            Some(reason) => response.on_hover_text(reason),
            None => response.on_hover_cursor(CursorIcon::PointingHand),
        }
    }

    fn paint(self, ui: &Ui, response: &Response, enabled: bool) {
        let palette = theme::palette(ui);
        let rect = response.rect;
        let (fill, border, ink) = self.colors(palette, response, enabled);
        let painter = ui.painter();
        painter.rect(rect, radius::CONTROL, fill, border, StrokeKind::Inside);
        focus_ring(ui, response);
        let galley = theme::galley(ui, self.text, self.style(), palette.text);
        let icon = if self.icon.is_some() { 18.0 } else { 0.0 };
        let left = rect.center().x - galley.size().x.midpoint(icon);
        if let Some(sign) = self.icon {
            icons::paint(painter, pos2(left + 5.0, rect.center().y), 10.0, sign, ink);
        }
        let at = pos2(left + icon, rect.center().y - galley.size().y / 2.0);
        painter.galley_with_override_text_color(at, galley, ink);
    }

    fn colors(
        self,
        palette: &Palette,
        response: &Response,
        enabled: bool,
    ) -> (Color32, Stroke, Color32) {
        let held = response.is_pointer_button_down_on();
        if !enabled {
            let ink = theme::color(palette.text3);
            return (theme::color(palette.bg2), theme::hairline(palette.stroke), ink);
        }
        if self.kind == Kind::Primary {
            let fill = if held {
                palette.accent_press
            } else if response.hovered() {
                palette.accent_hover
            } else {
                palette.accent
            };
            return (theme::color(fill), Stroke::NONE, theme::color(palette.on_accent));
        }
        let fill = if held || response.hovered() { palette.bg3 } else { palette.bg2 };
        (theme::color(fill), theme::hairline(palette.stroke2), theme::color(palette.text))
    }
}

/// A bare sign of 20 px that can be pressed; `name` is its accessible name and hover text.
pub fn icon_ui(ui: &mut Ui, icon: Icon, name: &str) -> Response {
    let (_, rect) = ui.allocate_space(Vec2::splat(20.0));
    icon_at(ui, rect, icon, name)
}

/// As [`icon_ui`], at a place.
pub fn icon_at(ui: &mut Ui, rect: Rect, icon: Icon, name: &str) -> Response {
    let id = ui.make_persistent_id(("icon", name));
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    let palette = theme::palette(ui);
    let mut ink = palette.text2;
    if response.hovered() && ui.is_enabled() {
        ui.painter().rect_filled(rect, radius::CONTROL, theme::color(palette.bg3));
        ink = palette.text;
    }
    focus_ring(ui, &response);
    icons::paint(ui.painter(), rect.center(), 9.0, icon, theme::color(ink));
    response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(name)
}

/// The accent border of a control that has the keyboard.
pub fn focus_ring(ui: &Ui, response: &Response) {
    if response.has_focus() {
        let stroke = Stroke::new(layout::ACCENT_BAR, theme::color(theme::palette(ui).accent));
        ui.painter().rect_stroke(response.rect, radius::CONTROL, stroke, StrokeKind::Inside);
    }
}
