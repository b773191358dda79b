//! The look in egui's words: fonts, styles and colours of both themes, and texts in their sizes.
//!
//! Colours come from [`crate::look`] alone; nothing else of the window makes one.

mod fonts;
mod pace;
mod style;
mod text;

use egui::{Color32, Stroke, Ui};

use crate::look::{Color, Palette, Theme, layout};

pub use fonts::{family, font};
pub use text::{Line, galley, label, place, rich, text_height};

/// Gives `ctx` the fonts, both styles and the pace of its input; called once, before the first frame.
pub fn install(ctx: &egui::Context) {
    ctx.set_fonts(fonts::definitions());
    ctx.add_plugin(pace::Pace::default());
    for (of, theme) in [(egui::Theme::Dark, Theme::Dark), (egui::Theme::Light, Theme::Light)] {
        ctx.set_style_of(of, style::style(theme));
    }
    ctx.options_mut(|options| {
        // The zoom belongs to the settings, and Ctrl with plus and minus to the commands.
        options.zoom_with_keyboard = false;
        options.fallback_theme = egui::Theme::Dark;
    });
}

/// Shows `ctx` in `theme`.
pub fn set(ctx: &egui::Context, theme: Theme) {
    let wanted = match theme {
        Theme::Dark => egui::ThemePreference::Dark,
        Theme::Light => egui::ThemePreference::Light,
    };
    if ctx.options(|options| options.theme_preference) != wanted {
        ctx.set_theme(wanted);
    }
}

/// The theme that `ui` is shown in.
pub fn theme(ui: &Ui) -> Theme {
    if ui.visuals().dark_mode { Theme::Dark } else { Theme::Light }
}

/// The palette that `ui` is shown in.
pub fn palette(ui: &Ui) -> &'static Palette {
    theme(ui).palette()
}

/// A colour of the palette as egui takes it.
pub fn color(color: Color) -> Color32 {
    let [red, green, blue, alpha] = color;
    Color32::from_rgba_unmultiplied(red, green, blue, alpha)
}

/// A border or hairline in a colour of the palette.
pub fn hairline(of: Color) -> Stroke {
    Stroke::new(layout::STROKE, color(of))
}

/// Makes `ui` the inside of a menu: rows without borders.
pub fn menu_style(ui: &mut Ui) {
    style::menu(ui.style_mut());
}

/// The flat shade over what a modal or sheet covers.
pub fn scrim(theme: Theme) -> Color32 {
    let [dark, light] = layout::SCRIM_ALPHA;
    let alpha = if theme == Theme::Dark { dark } else { light };
    color(crate::look::faded([0, 0, 0, 255], alpha))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_keep_their_channels_and_opacity() {
        assert_eq!(color([0x4C, 0x9A, 0xF5, 255]).to_array(), [0x4C, 0x9A, 0xF5, 255]);
        assert_eq!(scrim(Theme::Dark).to_array(), [0, 0, 0, 128]);
        assert_eq!(scrim(Theme::Light).to_array(), [0, 0, 0, 41]);
    }

    #[test]
    fn both_styles_are_of_their_theme() {
        let ctx = egui::Context::default();
        install(&ctx);
        for (of, theme) in [(egui::Theme::Dark, Theme::Dark), (egui::Theme::Light, Theme::Light)] {
            let style = ctx.style_of(of);
            assert_eq!(style.visuals.panel_fill, color(theme.palette().bg0));
            assert_eq!(style.visuals.dark_mode, theme == Theme::Dark);
        }
    }
}
