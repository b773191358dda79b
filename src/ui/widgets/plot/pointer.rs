//! What the pointer does over a chart: reads, zooms, moves.

use egui::{Align2, PointerButton, PopupAnchor, Rect, Response, Ui, pos2, vec2};

use super::View;
use crate::figure::{self, AxisKind, Figure, Frame, Scene};
use crate::look::{TextStyle, Weight, text};
use crate::ui::theme;
use crate::ui::widgets::icons;

/// The least part of all of x that is shown.
const CLOSEST: f64 = 0.02;

/// The x under the pointer, where it is over the plot.
pub(super) fn hover(
    ui: &Ui,
    rect: Rect,
    response: &Response,
    figure: &Figure,
    view: &View,
) -> Option<f64> {
    let pointer = response.hover_pos()?;
    if egui::Popup::is_any_open(ui.ctx()) || !ui.is_enabled() {
        return None;
    }
    let scene = layout(ui, rect, figure, view);
    let at = figure::Point { x: pointer.x - rect.left(), y: pointer.y - rect.top() };
    if !scene.map.plot.contains(at) {
        return None;
    }
    Some(if figure.lies() { scene.map.px_to_y(at.y) } else { scene.map.px_to_x(at.x) })
}

/// The layout without a pointer over it.
fn layout(ui: &Ui, rect: Rect, figure: &Figure, view: &View) -> Scene {
    let frame = Frame {
        width: rect.width(),
        height: rect.height(),
        palette: theme::palette(ui),
        header: true,
        footer_source: false,
        x_range: view.x_range,
        hidden: &view.hidden,
        hover: None,
    };
    figure::scene(figure, &frame)
}

/// The values at `x` beside the pointer.
pub(super) fn tooltip(ui: &Ui, response: &Response, figure: &Figure, x: f64) {
    let Some(read) = figure::tooltip(figure, x) else { return };
    let id = response.id.with("tooltip");
    let anchor = PopupAnchor::Pointer;
    egui::Tooltip::always_open(ui.ctx().clone(), response.layer_id, id, anchor).gap(14.0).show(
        |ui| {
            let palette = theme::palette(ui);
            let strong = TextStyle { weight: Weight::SemiBold, ..text::SMALL };
            ui.spacing_mut().item_spacing = vec2(0.0, 2.0);
            theme::label(ui, read.title.as_str(), strong, palette.text);
            let width = |words: &str, style: TextStyle| {
                crate::look::text_width(words, style.size, style.weight).ceil()
            };
            let column = |of: fn(&figure::TooltipRow) -> &str, style| {
                read.rows.iter().map(|row| width(of(row), style)).fold(0.0, f32::max)
            };
            let names = column(|row| &row.name, text::SMALL);
            let values = column(|row| &row.value, strong);
            let differences =
                column(|row| row.difference.as_deref().unwrap_or_default(), text::SMALL);
            let gap = if differences > 0.0 { 12.0 } else { 0.0 };
            for row in &read.rows {
                let whole = 14.0 + names + 16.0 + values + gap + differences + 4.0;
                let (_, place) = ui.allocate_space(vec2(whole, text::SMALL.line));
                let ink = theme::color(row.role.color(theme::palette(ui)));
                let middle = place.center().y;
                icons::swatch(ui.painter(), pos2(place.left() + 4.0, middle), ink);
                let at = pos2(place.left() + 14.0, middle);
                theme::place(ui, at, Align2::LEFT_CENTER, &row.name, text::SMALL, palette.text2);
                let at = pos2(place.left() + 14.0 + names + 16.0 + values, middle);
                theme::place(ui, at, Align2::RIGHT_CENTER, &row.value, strong, palette.text);
                if let Some(difference) = &row.difference {
                    let at = pos2(place.right() - 4.0, middle);
                    let ink = palette.text3;
                    theme::place(ui, at, Align2::RIGHT_CENTER, difference, text::SMALL, ink);
                }
            }
        },
    );
}

/// Zooms and moves the part of x that is shown.
pub(super) fn zoom(
    ui: &Ui,
    rect: Rect,
    response: &Response,
    figure: &Figure,
    scene: &Scene,
    view: &mut View,
) {
    if figure.lies() || !matches!(figure.x.kind, AxisKind::Linear | AxisKind::Months { .. }) {
        return;
    }
    if response.double_clicked() {
        view.x_range = None;
        return;
    }
    let map = &scene.map;
    let factor = f64::from(ui.input(egui::InputState::zoom_delta));
    if let Some(pointer) = response.hover_pos()
        && (factor - 1.0).abs() > 1e-6
    {
        let all = layout(ui, rect, figure, &View { x_range: None, ..view.clone() }).map.x;
        let at = map.px_to_x(pointer.x - rect.left());
        view.x_range = zoomed(all, map.x, at, factor);
    }
    if view.x_range.is_some() && response.dragged_by(PointerButton::Primary) {
        let all = layout(ui, rect, figure, &View { x_range: None, ..view.clone() }).map.x;
        let by = map.px_to_x(0.0) - map.px_to_x(response.drag_delta().x);
        view.x_range = Some(moved(all, map.x, by));
    }
}

/// The range `factor` times closer around `at`; none where that is all.
fn zoomed(all: (f64, f64), shown: (f64, f64), at: f64, factor: f64) -> Option<(f64, f64)> {
    let least = (all.1 - all.0) * CLOSEST;
    let width = ((shown.1 - shown.0) / factor).max(least);
    if width >= all.1 - all.0 {
        return None;
    }
    let share = (at - shown.0) / (shown.1 - shown.0);
    let from = at - share * width;
    Some(moved(all, (from, from + width), 0.0))
}

/// The range moved by `by`, within all there is.
fn moved(all: (f64, f64), shown: (f64, f64), by: f64) -> (f64, f64) {
    let width = shown.1 - shown.0;
    let from = (shown.0 + by).clamp(all.0, (all.1 - width).max(all.0));
    (from, from + width)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zooming_keeps_the_point_under_the_pointer() {
        assert_eq!(zoomed((0.0, 100.0), (0.0, 100.0), 50.0, 2.0), Some((25.0, 75.0)));
        assert_eq!(zoomed((0.0, 100.0), (0.0, 100.0), 0.0, 4.0), Some((0.0, 25.0)));
        assert_eq!(zoomed((0.0, 100.0), (25.0, 75.0), 50.0, 0.4), None);
        assert_eq!(moved((0.0, 100.0), (80.0, 100.0), 15.0), (80.0, 100.0));
    }
}
