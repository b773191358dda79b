//! The styles of both themes for egui's own widgets: menus, tooltips, scroll bars, text fields.

use egui::style::{ScrollStyle, Selection, WidgetVisuals, Widgets};
use egui::{CornerRadius, Margin, Shadow, Stroke, Style, TextStyle, Vec2, Visuals, vec2};

use super::{color, font, hairline};
use crate::look::{self, Color, Palette, Theme, radius};

/// The style of a theme.
pub(super) fn style(theme: Theme) -> Style {
    let mut style = Style { visuals: visuals(theme), ..Style::default() };
    style.text_styles = [
        (TextStyle::Heading, font(look::text::FIGURE)),
        (TextStyle::Body, font(look::text::BODY)),
        (TextStyle::Button, font(look::text::BODY)),
        (TextStyle::Small, font(look::text::CAPTION)),
        (TextStyle::Monospace, egui::FontId::monospace(look::text::SMALL.size)),
    ]
    .into();
    style.animation_time = 0.0;
    style.scroll_animation = egui::style::ScrollAnimation::none();
    style.explanation_tooltips = false;
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.3;
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(8.0, 4.0);
    spacing.button_padding = vec2(8.0, 3.0);
    spacing.interact_size = vec2(24.0, look::layout::FORM_FIELD);
    spacing.menu_margin = Margin::same(4);
    spacing.window_margin = Margin::same(8);
    spacing.tooltip_width = 320.0;
    spacing.scroll = ScrollStyle { bar_width: 8.0, floating_width: 4.0, ..ScrollStyle::floating() };
    style
}

fn visuals(theme: Theme) -> Visuals {
    let palette = theme.palette();
    let mut visuals = match theme {
        Theme::Dark => Visuals::dark(),
        Theme::Light => Visuals::light(),
    };
    visuals.widgets = widgets(palette);
    visuals.override_text_color = None;
    visuals.weak_text_color = Some(color(palette.text3));
    visuals.selection = Selection {
        bg_fill: color(palette.accent_bg),
        stroke: Stroke::new(look::layout::STROKE, color(palette.text)),
    };
    visuals.hyperlink_color = color(palette.link);
    visuals.faint_bg_color = color(palette.bg2);
    visuals.extreme_bg_color = color(palette.bg2);
    visuals.text_edit_bg_color = Some(color(palette.bg2));
    visuals.code_bg_color = color(palette.bg2);
    visuals.warn_fg_color = color(palette.warn);
    visuals.error_fg_color = color(palette.error);
    visuals.panel_fill = color(palette.bg0);
    visuals.window_fill = color(palette.bg1);
    visuals.window_stroke = hairline(palette.stroke2);
    visuals.window_corner_radius = CornerRadius::same(radius::CARD as u8);
    visuals.menu_corner_radius = CornerRadius::same(radius::CONTROL as u8);
    visuals.window_shadow = Shadow::NONE;
    visuals.popup_shadow = Shadow::NONE;
    // A blinking cursor would draw an idle window twice a second.
    visuals.text_cursor.blink = false;
    visuals.text_cursor.stroke = Stroke::new(1.0, color(palette.text));
    visuals
}

fn widgets(palette: &Palette) -> Widgets {
    let of = |fill: Color, border: Color, text: Color| WidgetVisuals {
        bg_fill: color(fill),
        weak_bg_fill: color(fill),
        bg_stroke: hairline(border),
        corner_radius: CornerRadius::same(radius::CONTROL as u8),
        fg_stroke: hairline(text),
        expansion: 0.0,
    };
    Widgets {
        noninteractive: of(palette.bg1, palette.stroke, palette.text2),
        inactive: of(palette.bg2, palette.stroke2, palette.text),
        hovered: of(palette.bg3, palette.stroke2, palette.text),
        active: of(palette.bg3, palette.accent, palette.text),
        open: of(palette.bg3, palette.stroke2, palette.text),
    }
}

/// Menus without frames around their items, for the content of a popup.
pub(super) fn menu(style: &mut Style) {
    style.spacing.item_spacing = Vec2::ZERO;
    style.spacing.button_padding = vec2(10.0, 4.0);
    for state in [
        &mut style.visuals.widgets.inactive,
        &mut style.visuals.widgets.hovered,
        &mut style.visuals.widgets.active,
        &mut style.visuals.widgets.open,
    ] {
        state.bg_stroke = Stroke::NONE;
    }
    style.visuals.widgets.inactive.weak_bg_fill = egui::Color32::TRANSPARENT;
}
