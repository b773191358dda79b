//! Charts and plans out of the window: to the clipboard, and to files through dialogs.

mod chart;
mod folder;
mod hand_over;
mod preview;

pub use chart::ExportDialog;
pub use hand_over::HandOverDialog;

use egui::{ColorImage, Context, Rect, Ui, vec2};

use crate::app::Order;
use crate::export::{self, Colors, ExportError, SHARPNESS, Size, Style};
use crate::figure::Figure;
use crate::look::{Theme, layout, text};
use crate::ui::theme;
use crate::ui::widgets::choice;
use crate::ui::widgets::plot::View;
use crate::words::tr;

/// What came of a dialog.
#[derive(Debug)]
pub enum Answer {
    /// It was put away.
    Close,
    /// Something is to be written.
    Write(Order),
}

/// Width of the labels of a dialog.
const LABEL: f32 = 92.0;

/// A label, and the room right of it.
fn row_ui(ui: &mut Ui, label: &str) -> Rect {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), layout::SHEET_FIELD));
    let ink = theme::palette(ui).text2;
    let at = rect.left_center();
    theme::place(ui, at, egui::Align2::LEFT_CENTER, label, text::BODY, ink);
    Rect::from_min_max(rect.min + vec2(LABEL, 0.0), rect.max)
}

/// A label and segments beside it; returns the one that was chosen.
fn segments_ui(ui: &mut Ui, label: &str, options: &[&str], selected: usize) -> Option<usize> {
    let room = row_ui(ui, label);
    let middle = room.shrink2(vec2(0.0, (room.height() - layout::CHIP) / 2.0));
    choice::segments_at(ui, middle, label, options, selected)
}

/// The colours as segments.
fn colors_ui(ui: &mut Ui, colors: &mut Colors) {
    let names = ["ui.export.dark", "ui.export.light", "ui.export.print"].map(tr);
    let at = Colors::ALL.iter().position(|of| of == colors).unwrap_or_default();
    if let Some(chosen) = segments_ui(ui, tr("ui.export.colours"), &names, at) {
        *colors = Colors::ALL[chosen];
    }
}

/// The colours of a window's theme.
const fn colors_of(theme: Theme) -> Colors {
    match theme {
        Theme::Dark => Colors::Dark,
        Theme::Light => Colors::Light,
    }
}

/// The style of a picture as it is shown in the window.
fn as_shown(theme: Theme, view: View) -> Style {
    let View { hidden, x_range } = view;
    Style { x_range, hidden, ..Style::new(Size::Page, theme.palette()) }
}

/// Puts the picture of a chart on the clipboard, as it is shown; says so.
pub fn copy_image(
    ctx: &Context,
    figure: &Figure,
    theme: Theme,
    view: View,
) -> Result<String, ExportError> {
    let pixels = export::rgba(figure, &as_shown(theme, view), SHARPNESS)?;
    let size = [pixels.width, pixels.height];
    ctx.copy_image(ColorImage::from_rgba_unmultiplied(size, &pixels.bytes));
    Ok(tr("ui.plot.copied_image").to_owned())
}

/// Puts the figures of a chart on the clipboard; says so.
pub fn copy_data(ctx: &Context, figure: &Figure) -> Result<String, ExportError> {
    let table = export::csv(figure)?;
    ctx.copy_text(String::from_utf8_lossy(&table).into_owned());
    Ok(tr("ui.plot.copied_data").to_owned())
}
