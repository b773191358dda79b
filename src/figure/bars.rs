//! Bars, stacked and side by side, upright and lying.

use std::collections::BTreeMap;

use crate::figure::canvas::{CAPTION, Canvas, Font, SMALL, width};
use crate::figure::geometry::point;
use crate::figure::{Anchor, AxisKind, Fill, Layer, Mark, Rect, Series, Stroke, range, ticks};
use crate::look::{Color, Weight, chart};

/// Draws every layer of bars.
pub(super) fn bars(canvas: &mut Canvas<'_>) {
    let figure = canvas.figure;
    for layer in &figure.layers {
        match layer {
            Layer::Bars(series) => stacked(canvas, series),
            Layer::GroupedBars(series) => grouped(canvas, series),
            _ => {}
        }
    }
}

/// Where slots are, in px along the axis that holds them, and how wide.
fn slots(canvas: &Canvas<'_>, series: &[Series]) -> (Vec<f64>, f32) {
    let axis = canvas.figure.index_axis();
    let step = match axis.kind {
        AxisKind::Linear | AxisKind::Hidden => range::slot(series),
        _ => 1.0,
    };
    let map = &canvas.map;
    let px = if canvas.figure.lies() {
        map.y_to_px(step) - map.y_to_px(0.0)
    } else {
        map.x_to_px(step) - map.x_to_px(0.0)
    };
    let xs: BTreeMap<u64, f64> =
        series.iter().flat_map(Series::runs).flatten().map(|(x, _)| (x.to_bits(), *x)).collect();
    (xs.into_values().collect(), px.abs())
}

fn stacked(canvas: &mut Canvas<'_>, series: &[Series]) {
    let (xs, step) = slots(canvas, series);
    let shown = canvas.shown(series);
    let thick = (step * chart::BAR_SHARE).round().max(1.0);
    for x in xs {
        let (mut above, mut below) = (0.0, 0.0);
        for series in &shown {
            let Some(value) = series.at(x).filter(|value| *value != 0.0) else { continue };
            let base = if value < 0.0 { &mut below } else { &mut above };
            let from = *base;
            *base += value;
            let rect = bar(canvas, x, 0.0, thick, (from, *base));
            let rect = if from == 0.0 { rect } else { parted(canvas, rect, value > 0.0) };
            draw(canvas, rect, series);
        }
        if canvas.figure.lies() {
            value_label(canvas, x, 0.0, (above + below, above), SMALL);
        }
    }
}

fn grouped(canvas: &mut Canvas<'_>, series: &[Series]) {
    let (xs, step) = slots(canvas, series);
    let shown = canvas.shown(series);
    let thick = (step * chart::BAR_SHARE / shown.len().max(1) as f32).floor().max(1.0);
    for x in xs {
        // All bars first: a value is left out where it would lie over its neighbour.
        let mut values = Vec::with_capacity(shown.len());
        for (i, series) in shown.iter().enumerate() {
            let Some(value) = series.at(x) else { continue };
            let offset = (i as f32 - (shown.len() as f32 - 1.0) / 2.0) * thick;
            let rect = bar(canvas, x, offset, (thick - 1.0).max(1.0), (0.0, value));
            draw(canvas, rect, series);
            canvas.placer.take(rect);
            values.push((offset, value));
        }
        for (offset, value) in values {
            value_label(canvas, x, offset, (value, value), CAPTION);
        }
    }
}

/// The bar at slot `x`, `offset` px from its middle, between two values.
fn bar(canvas: &Canvas<'_>, x: f64, offset: f32, thick: f32, values: (f64, f64)) -> Rect {
    let map = &canvas.map;
    if canvas.figure.lies() {
        let top = (map.y_to_px(x) + offset - thick / 2.0).round();
        let from = point(map.x_to_px(values.0).round(), top);
        Rect::between(from, point(map.x_to_px(values.1).round(), top + thick))
    } else {
        let left = (map.x_to_px(x) + offset - thick / 2.0).round();
        let from = point(left, map.y_to_px(values.0).round());
        Rect::between(from, point(left + thick, map.y_to_px(values.1).round()))
    }
}

/// The same bar one pixel shorter at its foot, where it is thick enough to bear it.
fn parted(canvas: &Canvas<'_>, mut rect: Rect, up: bool) -> Rect {
    match (canvas.figure.lies(), up) {
        (false, true) if rect.height() > 2.0 => rect.bottom -= 1.0,
        (false, false) if rect.height() > 2.0 => rect.top += 1.0,
        (true, true) if rect.width() > 2.0 => rect.left += 1.0,
        (true, false) if rect.width() > 2.0 => rect.right -= 1.0,
        _ => {}
    }
    rect
}

fn draw(canvas: &mut Canvas<'_>, rect: Rect, series: &Series) {
    let Some(rect) = rect.within(&canvas.map.plot) else { return };
    let color: Color = canvas.color(series.role);
    if series.fill == Fill::Solid || rect.height() < 2.0 || rect.width() < 2.0 {
        canvas.fill(rect, color);
        return;
    }
    let inner = rect.grown(-0.5);
    if series.fill == Fill::Hatched {
        canvas.hatch(&inner.corners(), chart::HATCH_SEGMENT, color);
    }
    let stroke = Some(Stroke { color, width: 1.0 });
    canvas.marks.push(Mark::Rect { rect: inner, radius: 0.0, fill: None, stroke });
}

/// The value of a bar beside its end, where there is room for it.
fn value_label(canvas: &mut Canvas<'_>, x: f64, offset: f32, (value, end): (f64, f64), size: f32) {
    let axis = canvas.figure.value_axis();
    let text = ticks::value(value, axis.decimals, axis.signed);
    let font = Font { size, weight: Weight::SemiBold, color: canvas.palette.text };
    let size = width(&text, font);
    let map = canvas.map;
    let (at, middle) = if canvas.figure.lies() {
        let edge = map.x_to_px(end.max(0.0)).round();
        (edge + 8.0, map.y_to_px(x) + offset)
    } else {
        let edge = map.y_to_px(end);
        (map.x_to_px(x) + offset - size / 2.0, edge + if end < 0.0 { 9.0 } else { -9.0 })
    };
    let room = Rect { left: at, top: middle - 6.0, right: at + size, bottom: middle + 6.0 };
    let bounds = map.plot.grown(1.0);
    let bounds = Rect { right: canvas.frame.width - 4.0, top: bounds.top - 14.0, ..bounds };
    if bounds.holds(&room) && canvas.placer.is_free(&room) {
        canvas.placer.take(room);
        canvas.text(at, middle, Anchor::Start, font, &text);
    }
}
