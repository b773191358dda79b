//! What an export will look like, drawn from the very layout that is written.

use egui::{Rect, StrokeKind, Ui, vec2};

use crate::export::{self, Style};
use crate::figure::Figure;
use crate::look::{radius, text};
use crate::ui::theme;
use crate::ui::widgets::plot;
use crate::words::tr;

/// Lines of a table that are shown.
const MOST_LINES: usize = 14;

/// Shows the picture within `room`, as large as fits.
pub(super) fn picture_ui(ui: &mut Ui, room: Rect, figure: &Figure, style: &Style) {
    ground(ui, room);
    let inner = room.shrink(12.0);
    let scale = (inner.width() / style.width).min(inner.height() / style.height);
    if !scale.is_finite() || scale <= 0.0 {
        return;
    }
    let place = Rect::from_center_size(inner.center(), vec2(style.width, style.height) * scale);
    let scene = export::layout(figure, style).scaled(style.zoom * scale);
    ui.painter().rect_filled(place, radius::PLOT, theme::color(style.palette.bg1));
    plot::drawing(ui, place, &scene);
}

/// Shows the first lines of the table within `room`.
pub(super) fn table_ui(ui: &mut Ui, room: Rect, figure: &Figure) {
    ground(ui, room);
    let palette = theme::palette(ui);
    let written = export::csv(figure).unwrap_or_default();
    let written = String::from_utf8_lossy(&written);
    let painter = ui.painter().with_clip_rect(room.shrink(1.0));
    let mut at = room.min + vec2(12.0, 12.0);
    for line in written.lines().take(MOST_LINES) {
        let fitted = crate::ui::widgets::list::fitted(line, text::SMALL, room.width() - 24.0);
        let galley = theme::galley(ui, fitted, text::SMALL, palette.text2);
        painter.galley(at, galley, theme::color(palette.text2));
        at.y += 18.0;
    }
}

/// Says why there is no picture.
pub(super) fn nothing_ui(ui: &mut Ui, room: Rect, why: &str) {
    ground(ui, room);
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(room.shrink(16.0)));
    theme::label(&mut child, why, text::SMALL, theme::palette(ui).error);
}

fn ground(ui: &mut Ui, room: Rect) {
    let palette = theme::palette(ui);
    let (fill, border) = (theme::color(palette.bg0), theme::hairline(palette.stroke));
    ui.painter().rect(room, radius::CONTROL, fill, border, StrokeKind::Inside);
    let response = ui.interact(room, ui.make_persistent_id("preview"), egui::Sense::hover());
    let name = tr("ui.export.preview");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, name));
}
