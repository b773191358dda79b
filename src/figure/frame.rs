//! What surrounds the plot: margins, grid, axis labels, title, legend above, source below.

use crate::figure::canvas::{CAPTION, Canvas, Font, SMALL, text_mark, text_rect, width};
use crate::figure::geometry::point;
use crate::figure::labels::{elide, wrap};
use crate::figure::legend::{self, Ends, Entry};
use crate::figure::range::Ranges;
use crate::figure::{
    Anchor, Axis, AxisKind, Figure, Frame, Layer, Legend, Map, Mark, Point, Rect, Scene, Stroke,
    tooltip,
};
use crate::look::Weight;

/// Distance of texts from the card's sides.
const PAD: f32 = 16.0;
/// Distance of axis labels from the card's left side.
const LEFT_PAD: f32 = 14.0;
/// Size of a title.
const TITLE: f32 = 13.0;

/// Margins and ticks, before anything is drawn.
pub(super) struct Plan {
    pub map: Map,
    x_ticks: Vec<(f64, String)>,
    y_ticks: Vec<(f64, String)>,
    head: Head,
    /// Lines of the source below the axis title, none where it stands beside it.
    source: Vec<String>,
    beside: bool,
    pub ends: Ends,
}

/// Title, subtitle and the legend above the plot, each at the middle of its text.
#[derive(Default)]
struct Head {
    title: String,
    subtitle: Option<(Point, String)>,
    legend: Vec<(Point, Entry)>,
    height: f32,
}

/// Works out margins and ticks for `figure` within `frame`.
pub(super) fn plan(figure: &Figure, frame: &Frame<'_>, ranges: Ranges) -> Plan {
    let names = legend::entries(figure, frame, ranges);
    let ends = legend::ends(figure, frame, ranges, names.clone(), frame.width * 0.45);
    let above = if legend::place(figure) == Legend::Top { names } else { Vec::new() };
    let head = head(figure, frame, above);
    let row_above = !figure.events.is_empty() || ends.width > 0.0;
    let top = head.height + if row_above { 22.0 } else { 14.0 };

    let font = caption(frame);
    let title_width = width(&figure.x.title, font);
    let source = if frame.footer_source { figure.source.as_str() } else { "" };
    let room = frame.width - 2.0 * PAD;
    let left_of_title = 46.0;
    let beside = title_width + width(source, font) + 24.0 + left_of_title <= room;
    let source =
        if beside { vec![source.to_owned()] } else { wrap(source, CAPTION, Weight::Regular, room) };
    let has_title = !figure.x.title.is_empty();
    let title_row = has_title || (beside && !source[0].is_empty());
    let rows_below = if beside { 0 } else { source.len() };
    let labels = if figure.lies() { 10.0 } else { 28.0 };
    let bottom = labels
        + if title_row { 18.0 } else { 0.0 }
        + rows_below as f32 * 15.0
        + f32::from(rows_below > 0) * 4.0;

    let height = (frame.height - top - bottom).max(8.0);
    let y_count = if figure.lies() { 0 } else { (height / 34.0).round().clamp(2.0, 8.0) as usize };
    let y_ticks = figure.y.ticks(sorted(ranges.y), y_count);
    let widest = y_ticks.iter().map(|(_, label)| width(label, label_font(figure, frame)));
    let widest = widest.fold(0.0, f32::max).min(frame.width * 0.4);
    let left = match figure.y.kind {
        AxisKind::Hidden => PAD,
        _ => (LEFT_PAD + widest + 8.0).max(40.0).ceil(),
    };
    let values =
        figure.lies() || figure.layers.iter().any(|layer| matches!(layer, Layer::GroupedBars(_)));
    let right = match (ends.width, figure.lies() && values) {
        (width, _) if width > 0.0 => width,
        (_, true) => 56.0,
        _ => 20.0,
    };
    let plot = Rect {
        left,
        top,
        right: (frame.width - right).floor().max(left + 8.0),
        bottom: top + height.floor(),
    };
    let map = Map { plot, x: ranges.x, y: ranges.y };
    let x_count = (plot.width() / 68.0).round().clamp(2.0, 10.0) as usize;
    // Lying bars carry their values, so that they need no scale.
    let x_ticks = if figure.lies() { Vec::new() } else { figure.x.ticks(ranges.x, x_count) };
    Plan { map, x_ticks, y_ticks, head, source, beside, ends }
}

fn sorted(range: (f64, f64)) -> (f64, f64) {
    (range.0.min(range.1), range.0.max(range.1))
}

fn caption(frame: &Frame<'_>) -> Font {
    Font { size: CAPTION, weight: Weight::Regular, color: frame.palette.text3 }
}

/// Names beside lying bars are read as text, not as a scale.
fn label_font(figure: &Figure, frame: &Frame<'_>) -> Font {
    if figure.lies() {
        Font { size: SMALL, weight: Weight::Regular, color: frame.palette.text2 }
    } else {
        caption(frame)
    }
}

fn title_font(frame: &Frame<'_>) -> Font {
    Font { size: TITLE, weight: Weight::SemiBold, color: frame.palette.text }
}

fn subtitle_font(frame: &Frame<'_>) -> Font {
    Font { size: SMALL, ..caption(frame) }
}

/// Lays title, subtitle and legend into as few rows as they need.
fn head(figure: &Figure, frame: &Frame<'_>, entries: Vec<Entry>) -> Head {
    let (left, right) = (PAD, frame.width - PAD);
    let font = caption(frame);
    let legend_width: f32 =
        entries.iter().map(|entry| entry.width(font) + 14.0).sum::<f32>() - 14.0;
    if !frame.header {
        if entries.is_empty() {
            return Head::default();
        }
        let (legend, rows) = flow(entries, font, (left, right), 14.0, legend_width);
        return Head { legend, height: 22.0 + (rows - 1) as f32 * 18.0, ..Head::default() };
    }
    let title = elide(&figure.title, TITLE, Weight::SemiBold, right - left);
    let after_title = left + width(&title, title_font(frame)) + 10.0;
    let subtitle_width = width(&figure.subtitle, subtitle_font(frame));
    let mut y = 21.0;
    let (subtitle_x, after) = if figure.subtitle.is_empty() {
        (None, after_title)
    } else if after_title + subtitle_width <= right {
        (Some(point(after_title, y)), after_title + subtitle_width + 16.0)
    } else {
        y += 19.0;
        (Some(point(left, y)), after_title)
    };
    let room = right - left;
    let subtitle = subtitle_x.map(|at| (at, elide(&figure.subtitle, SMALL, Weight::Regular, room)));
    let mut legend = Vec::new();
    if !entries.is_empty() {
        if after + legend_width <= right {
            legend = flow(entries, font, (left, right), 21.0, legend_width).0;
        } else {
            y += 19.0;
            let rows;
            (legend, rows) = flow(entries, font, (left, right), y, f32::INFINITY);
            y += (rows - 1) as f32 * 18.0;
        }
    }
    Head { title, subtitle, legend, height: y + 15.0 }
}

/// Legend entries in rows from height `y`: one row at the right where `total` fits, else from the left.
fn flow(
    entries: Vec<Entry>,
    font: Font,
    (left, right): (f32, f32),
    y: f32,
    total: f32,
) -> (Vec<(Point, Entry)>, usize) {
    let start = if total <= right - left { right - total } else { left };
    let (mut x, mut row) = (start, 0_u16);
    let mut placed = Vec::new();
    for entry in entries {
        let size = entry.width(font);
        if x > left && x + size > right + 0.5 {
            (x, row) = (left, row + 1);
        }
        placed.push((point(x, y + f32::from(row) * 18.0), entry));
        x += size + 14.0;
    }
    (placed, usize::from(row) + 1)
}

/// Draws the grid lines at the values.
pub(super) fn grid(canvas: &mut Canvas<'_>, plan: &Plan) {
    let (plot, color) = (canvas.map.plot, canvas.palette.stroke);
    if !canvas.figure.lies() {
        for (at, _) in &plan.y_ticks {
            let y = canvas.map.y_to_px(*at);
            canvas.hairline(point(plot.left, y), point(plot.right, y), color);
        }
    }
}

/// Draws the line at zero, or at the plot's foot where zero is not shown.
pub(super) fn base_line(canvas: &mut Canvas<'_>) {
    let (map, color) = (canvas.map, canvas.palette.stroke2);
    let plot = map.plot;
    if canvas.figure.lies() {
        let x = map.x_to_px(0.0).clamp(plot.left, plot.right);
        canvas.hairline(point(x, plot.top), point(x, plot.bottom), color);
    } else {
        let zero = (map.y.0..=map.y.1).contains(&0.0) && canvas.figure.y.kind != AxisKind::Hidden;
        let y = if zero { map.y_to_px(0.0) } else { plot.bottom };
        let ends = [point(plot.left, y), point(plot.right, y)];
        canvas.placer.avoid(&ends);
        canvas.hairline(ends[0], ends[1], color);
    }
}

/// Draws labels of both axes, as many as stand apart.
pub(super) fn axis_labels(canvas: &mut Canvas<'_>, plan: &Plan) {
    let (map, plot) = (canvas.map, canvas.map.plot);
    let font = label_font(canvas.figure, canvas.frame);
    let every = stride(plan.y_ticks.len(), |i, j| {
        (map.y_to_px(plan.y_ticks[i].0) - map.y_to_px(plan.y_ticks[j].0)).abs() >= 14.0
    });
    for (at, label) in plan.y_ticks.iter().step_by(every) {
        let y = map.y_to_px(*at).round();
        let label = elide(label, font.size, font.weight, plot.left - 12.0);
        canvas.text(plot.left - 8.0, y, Anchor::End, font, &label);
    }

    let font = canvas.regular();
    let places: Vec<Rect> = plan
        .x_ticks
        .iter()
        .map(|(at, label)| {
            let size = width(label, font);
            let middle = map.x_to_px(*at);
            let low = 4.0 + size / 2.0;
            let middle = middle.clamp(low, (canvas.frame.width - low).max(low));
            text_rect(middle, plot.bottom + 14.0, Anchor::Middle, size, CAPTION)
        })
        .collect();
    let every = stride(places.len(), |i, j| places[j].left - places[i].right >= 8.0);
    let mut ticks = Vec::new();
    for ((at, label), place) in plan.x_ticks.iter().zip(&places).step_by(every) {
        canvas.text(place.left, plot.bottom + 14.0, Anchor::Start, font, label);
        let x = map.x_to_px(*at).floor() + 0.5;
        ticks.push([point(x, plot.bottom), point(x, plot.bottom + 4.0)]);
    }
    if !matches!(
        canvas.figure.x,
        Axis { kind: AxisKind::Years { .. } | AxisKind::Categories(_), .. }
    ) && !ticks.is_empty()
    {
        let stroke = Stroke { color: canvas.palette.stroke2, width: 1.0 };
        canvas.marks.push(Mark::Segments { segments: ticks, stroke });
    }
}

/// The least stride at which neighbours among `count` labels stand `apart`, or a little more if it meets the last.
fn stride(count: usize, apart: impl Fn(usize, usize) -> bool) -> usize {
    let least = [1, 2, 3, 4, 5, 10, 20, 25, 50, 100]
        .into_iter()
        .find(|every| (*every..count).step_by(*every).all(|j| apart(j - every, j)))
        .unwrap_or(count.max(1));
    let meets_last = |every: &usize| (count.max(1) - 1).is_multiple_of(*every);
    (least..=least + 1).find(meets_last).unwrap_or(least)
}

/// Draws the line under the pointer and the points it meets.
pub(super) fn hover(canvas: &mut Canvas<'_>) {
    let Some(x) = canvas.frame.hover.filter(|x| x.is_finite()) else { return };
    let figure = canvas.figure;
    let (at, map) = (figure.index_axis().snap(x), canvas.map);
    if figure.lies() || !(map.x.0..=map.x.1).contains(&at) {
        return;
    }
    let px = map.x_to_px(at);
    let color = canvas.palette.text3;
    canvas.hairline(point(px, map.plot.top), point(px, map.plot.bottom), color);
    for layer in &figure.layers {
        let (Layer::Line(series, _) | Layer::Area(series)) = layer else { continue };
        let step = matches!(layer, Layer::Line(_, crate::figure::LineStyle::Step));
        let value = tooltip::read(figure, series, at, step).filter(|_| canvas.shows(&series.key));
        let center = value.map(|value| map.at(at, value));
        if let Some(center) = center.filter(|center| map.plot.contains(*center)) {
            let stroke = Some(Stroke { color: canvas.palette.bg1, width: 1.5 });
            let fill = Some(canvas.color(series.role));
            canvas.marks.push(Mark::Circle { center, radius: 4.0, fill, stroke });
        }
    }
}

/// Draws title, subtitle, legend, axis title and source.
pub(super) fn head_and_foot(canvas: &mut Canvas<'_>, plan: &Plan) {
    let Plan { head, source, beside, .. } = plan;
    draw_head(canvas, head);
    for (at, entry) in &head.legend {
        legend::draw_top(canvas, entry, *at);
    }
    let (plot, font) = (canvas.map.plot, canvas.regular());
    let title_y = plot.bottom + if canvas.figure.lies() { 15.0 } else { 33.0 };
    canvas.text(plot.left, title_y, Anchor::Start, font, &canvas.figure.x.title.clone());
    if *beside {
        let line = source.first().cloned().unwrap_or_default();
        canvas.text(canvas.frame.width - PAD, title_y, Anchor::End, font, &line);
    } else {
        let above = canvas.frame.height - 10.0 - source.len() as f32 * 15.0;
        for (i, line) in source.iter().enumerate() {
            canvas.text(PAD, above + (i as f32 + 0.5) * 15.0, Anchor::Start, font, line);
        }
    }
    canvas.over.retain(|mark| !matches!(mark, Mark::Text { text, .. } if text.is_empty()));
}

fn draw_head(canvas: &mut Canvas<'_>, head: &Head) {
    let (title, subtitle) = (title_font(canvas.frame), subtitle_font(canvas.frame));
    canvas.text(PAD, 21.0, Anchor::Start, title, &head.title);
    if let Some((at, text)) = &head.subtitle {
        canvas.text(at.x, at.y, Anchor::Start, subtitle, text);
    }
}

/// The scene of a figure without a value: its title and a sentence.
pub(super) fn empty(figure: &Figure, frame: &Frame<'_>) -> Scene {
    let head = head(figure, frame, Vec::new());
    let mut marks = Vec::new();
    if frame.header {
        marks.push(text_mark(point(PAD, 21.0), Anchor::Start, title_font(frame), &head.title));
        if let Some((at, text)) = &head.subtitle {
            marks.push(text_mark(*at, Anchor::Start, subtitle_font(frame), text));
        }
    }
    let sentence = if figure.empty.is_empty() { "Nothing to show yet" } else { &figure.empty };
    let font = Font { color: frame.palette.text2, ..subtitle_font(frame) };
    let lines = wrap(sentence, SMALL, Weight::Regular, (frame.width - 2.0 * PAD).min(420.0));
    let middle = head.height.midpoint(frame.height);
    for (i, line) in lines.iter().enumerate() {
        let y = middle + (i as f32 - (lines.len() as f32 - 1.0) / 2.0) * 17.0;
        let at = point((frame.width / 2.0).round(), y.round());
        marks.push(text_mark(at, Anchor::Middle, font, line));
    }
    let plot = Rect { left: 0.0, top: head.height, right: frame.width, bottom: frame.height };
    let map = Map { plot, x: (0.0, 1.0), y: (0.0, 1.0) };
    Scene { width: frame.width, height: frame.height, marks, legend: Vec::new(), map }
}
