//! The names of the series: above the plot, or at their ends.

use crate::figure::canvas::{CAPTION, Canvas, Font, shows, text_mark, text_rect, width};
use crate::figure::geometry::{hatch, point};
use crate::figure::labels::spread;
use crate::figure::range::Ranges;
use crate::figure::{
    Anchor, At, BandStyle, Figure, Fill, Frame, Guide, GuideStyle, Layer, Legend, LineStyle, Mark,
    Point, Rect, Region, RegionStyle, Role, Series, Stroke, ticks,
};
use crate::look::{Color, Weight, faded};

/// One name with its swatch.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub key: String,
    pub name: String,
    role: Role,
    swatch: Swatch,
    shown: bool,
    /// Last value, and the height at which its name would like to stand.
    end: Option<(f64, f64)>,
}

#[derive(Clone, Copy, Debug)]
enum Swatch {
    Box(Fill),
    Line(LineStyle),
    Band(BandStyle),
    Dot,
}

/// The column of names and values right of the plot.
#[derive(Clone, Debug, Default)]
pub(super) struct Ends {
    head: String,
    head_width: f32,
    rows: Vec<(Entry, String)>,
    name_width: f32,
    /// Width of the whole column, 0 where there is none.
    pub width: f32,
}

const SWATCH: f32 = 9.0;
const DASH: f32 = 14.0;

impl Ends {
    /// Where the head of the column begins, in a frame `frame_width` wide.
    pub fn head_left(&self, frame_width: f32) -> f32 {
        frame_width - 14.0 - self.head_width
    }
}

/// Where the names go: end labels stand beside upright bars and lines only.
pub(super) fn place(figure: &Figure) -> Legend {
    match &figure.legend {
        Legend::EndLabels { .. } if figure.lies() => Legend::Top,
        legend => legend.clone(),
    }
}

/// Whether the legend names `guide`, rather than words at its end.
pub(super) fn names(figure: &Figure, guide: &Guide) -> bool {
    let strike = matches!(guide.style, GuideStyle::Strike | GuideStyle::NextStrike);
    let level = matches!(guide.at, At::Y(_));
    match place(figure) {
        Legend::Top => level && strike,
        Legend::EndLabels { .. } => level,
        Legend::None => false,
    }
}

/// Whether the legend names `region`, rather than words within it.
pub(super) fn names_region(region: &Region) -> bool {
    matches!(region.style, RegionStyle::Off | RegionStyle::NextOff)
}

/// Every named series once.
pub(super) fn entries(figure: &Figure, frame: &Frame<'_>, ranges: Ranges) -> Vec<Entry> {
    let ends = matches!(place(figure), Legend::EndLabels { .. });
    let mut entries: Vec<Entry> = Vec::new();
    let mut add = |key: &str, name: &str, role, swatch, end| {
        if !name.is_empty() && !entries.iter().any(|entry| entry.key == key && entry.name == name) {
            let shown = shows(frame, key);
            let (key, name) = (key.to_owned(), name.to_owned());
            entries.push(Entry { key, name, role, swatch, shown, end });
        }
    };
    for layer in &figure.layers {
        match layer {
            Layer::Bars(series) => {
                let shown: Vec<_> =
                    series.iter().filter(|series| shows(frame, &series.key)).collect();
                let x = shown.iter().filter_map(|series| last(series, ranges.x)).map(|(x, _)| x);
                let x = x.fold(f64::NEG_INFINITY, f64::max);
                let (mut above, mut below) = (0.0, 0.0);
                for series in series {
                    let value = series.at(x).filter(|_| shows(frame, &series.key));
                    let end = value.map(|value| {
                        let base = if value < 0.0 { &mut below } else { &mut above };
                        let middle = if value == 0.0 { 0.0 } else { *base + value / 2.0 };
                        *base += value;
                        (value, middle)
                    });
                    add(&series.key, &series.name, series.role, Swatch::Box(series.fill), end);
                }
            }
            Layer::GroupedBars(series) => {
                for series in series {
                    let end = last(series, ranges.x).map(|(_, value)| (value, value));
                    add(&series.key, &series.name, series.role, Swatch::Box(series.fill), end);
                }
            }
            Layer::Line(series, style) => {
                let end = last(series, ranges.x).map(|(_, value)| (value, value));
                add(&series.key, &series.name, series.role, Swatch::Line(*style), end);
            }
            Layer::Area(series) => {
                let end = last(series, ranges.x).map(|(_, value)| (value, value));
                add(&series.key, &series.name, series.role, Swatch::Line(LineStyle::Normal), end);
            }
            Layer::Dots(series) => {
                add(&series.key, &series.name, series.role, Swatch::Dot, None);
            }
            Layer::Band(band) => {
                let row = band.runs().flatten().filter(|row| within(row.0, ranges.x)).last();
                match (&band.edges, row) {
                    (Some((lower, upper)), Some((_, low, high))) if ends => {
                        let swatch = Swatch::Band(band.style);
                        add(&band.key, upper, band.role, swatch, Some((*high, *high)));
                        add(&band.key, lower, band.role, swatch, Some((*low, *low)));
                    }
                    _ => add(&band.key, &band.name, band.role, Swatch::Band(band.style), None),
                }
            }
            Layer::Guide(guide) if names(figure, guide) => {
                let style = match guide.style {
                    GuideStyle::Baseline | GuideStyle::NextStrike => LineStyle::Baseline,
                    _ => LineStyle::Normal,
                };
                if let At::Y(y) = guide.at {
                    add("", &guide.label, guide.role, Swatch::Line(style), Some((y, y)));
                }
            }
            Layer::Region(region) if names_region(region) => {
                let swatch = Swatch::Box(Fill::Hatched);
                add("", &region.title, Role::Mining, swatch, None);
            }
            Layer::Guide(_) | Layer::Region(_) | Layer::Marker(_) | Layer::Note(_) => {}
        }
    }
    entries
}

fn within(x: f64, range: (f64, f64)) -> bool {
    let slack = (range.1 - range.0).abs() * 1e-9;
    (range.0 - slack..=range.1 + slack).contains(&x)
}

fn last(series: &Series, range: (f64, f64)) -> Option<(f64, f64)> {
    series.runs().flatten().filter(|(x, _)| within(*x, range)).copied().last()
}

impl Entry {
    fn swatch_width(&self) -> f32 {
        match self.swatch {
            Swatch::Line(_) => DASH,
            Swatch::Band(_) => 13.0,
            Swatch::Box(_) | Swatch::Dot => SWATCH,
        }
    }

    /// Width of swatch and name.
    pub fn width(&self, font: Font) -> f32 {
        self.swatch_width() + 6.0 + width(&self.name, font)
    }
}

/// Draws `entry` from `x`, its text around `y`, the swatch in a column `column` wide.
fn draw(canvas: &mut Canvas<'_>, entry: &Entry, x: f32, y: f32, column: f32, name: &str) {
    let alpha = if entry.shown { 1.0 } else { 0.4 };
    let color = canvas.color(entry.role);
    let size = entry.swatch_width();
    let left = x + ((column - size) / 2.0).round();
    let rect = Rect { left, top: y - 4.5, right: left + size, bottom: y + 4.5 };
    swatch(canvas, entry.swatch, rect, color, alpha);
    let font = Font { color: faded(canvas.palette.text2, alpha), ..canvas.regular() };
    canvas.text(x + column + 6.0, y, Anchor::Start, font, name);
}

fn swatch(canvas: &mut Canvas<'_>, swatch: Swatch, rect: Rect, full: Color, alpha: f32) {
    let color = faded(full, alpha);
    let y = rect.top.midpoint(rect.bottom).floor() + 0.5;
    match swatch {
        Swatch::Box(fill) => {
            let stroke = (fill != Fill::Solid)
                .then_some(Stroke { color: faded(full, 0.9 * alpha), width: 1.0 });
            let solid = (fill == Fill::Solid).then_some(color);
            let box_rect = if stroke.is_some() { rect.grown(-0.5) } else { rect };
            canvas.over.push(Mark::Rect { rect: box_rect, radius: 2.0, fill: solid, stroke });
            if fill == Fill::Hatched {
                let segments = hatch(&rect.grown(-1.0).corners(), 4.0);
                let stroke = Stroke { color: faded(full, 0.7 * alpha), width: 1.0 };
                canvas.over.push(Mark::Segments { segments, stroke });
            }
        }
        Swatch::Band(style) => {
            let strength = if style == BandStyle::Inner { 0.42 } else { 0.28 };
            let fill = Some(faded(full, strength * alpha));
            canvas.over.push(Mark::Rect { rect, radius: 2.0, fill, stroke: None });
        }
        Swatch::Line(style) => {
            let (width, dash) = match style {
                LineStyle::Dashed => (2.0, Some([3.5, 2.5])),
                LineStyle::Baseline => (1.0, Some([4.0, 2.0])),
                _ => (2.0, None),
            };
            let y = if width > 1.0 { y.round() } else { y };
            let points = vec![point(rect.left, y), point(rect.right, y)];
            canvas.over.push(Mark::Polyline { points, stroke: Stroke { color, width }, dash });
        }
        Swatch::Dot => {
            let center = point(rect.left.midpoint(rect.right), y);
            canvas.over.push(Mark::Circle { center, radius: 3.5, fill: Some(color), stroke: None });
        }
    }
}

/// Draws a legend entry above the plot at `at`, its middle.
pub(super) fn draw_top(canvas: &mut Canvas<'_>, entry: &Entry, at: Point) {
    let font = canvas.regular();
    draw(canvas, entry, at.x, at.y, entry.swatch_width(), &entry.name);
    let rect = text_rect(at.x, at.y, Anchor::Start, entry.width(font), CAPTION).grown(2.0);
    if !entry.key.is_empty() {
        canvas.legend.push((entry.key.clone(), rect));
    }
}

/// The column of end labels that `entries` make, at most `most` wide.
pub(super) fn ends(
    figure: &Figure,
    frame: &Frame<'_>,
    ranges: Ranges,
    entries: Vec<Entry>,
    most: f32,
) -> Ends {
    let Legend::EndLabels { column } = place(figure) else { return Ends::default() };
    let axis = &figure.y;
    let palette = frame.palette;
    let name_font = Font { size: CAPTION, weight: Weight::Regular, color: palette.text2 };
    let value_font = Font { weight: Weight::SemiBold, ..name_font };
    let size = entries.iter().filter_map(|e| e.end).map(|end| end.0.abs()).fold(0.0, f64::max);
    let decimals = axis.decimals.unwrap_or_else(|| ticks::decimals_of_size(size));
    let rows: Vec<(Entry, String)> = entries
        .into_iter()
        .filter(|entry| entry.end.is_some() || !entry.shown)
        .map(|entry| {
            let value = entry.end.filter(|_| entry.shown).map(|end| end.0);
            let value = value.map(|value| ticks::number(value, decimals, axis.signed));
            (entry, value.unwrap_or_default())
        })
        .collect();
    if rows.is_empty() {
        return Ends::default();
    }
    let cut = frame.x_range.is_some() && frame.x_range != figure.x.range;
    let head = if column.is_empty() || cut {
        let lasts = figure.layers.iter().flat_map(Layer::series);
        let x = lasts.filter_map(|series| last(series, ranges.x)).map(|(x, _)| x);
        figure.x.name_of(x.fold(f64::NEG_INFINITY, f64::max))
    } else {
        column
    };
    let widest = |widths: Vec<f32>| widths.into_iter().fold(0.0, f32::max);
    let value_width = widest(rows.iter().map(|(_, value)| width(value, value_font)).collect());
    let names = widest(rows.iter().map(|(entry, _)| width(&entry.name, name_font)).collect());
    let fixed = 10.0 + DASH + 6.0 + 10.0 + value_width + 14.0;
    let name_width = names.min((most - fixed).max(20.0));
    let head_width = width(&head, name_font);
    Ends { head, head_width, rows, name_width, width: (fixed + name_width).max(head_width + 26.0) }
}

/// Draws the column of end labels, pushed apart.
pub(super) fn end_labels(canvas: &mut Canvas<'_>, ends: &Ends) {
    let plot = canvas.map.plot;
    let right = canvas.frame.width - 14.0;
    let most = (plot.height() / 13.0).floor().max(0.0) as usize + 1;
    let mut rows: Vec<&(Entry, String)> = ends.rows.iter().collect();
    if rows.len() > most {
        rows.sort_by(|a, b| size_of(&b.0).total_cmp(&size_of(&a.0)));
        rows.truncate(most);
    }
    let wanted: Vec<f32> = rows
        .iter()
        .map(|(entry, _)| entry.end.map_or(plot.bottom, |end| canvas.map.y_to_px(end.1)))
        .collect();
    let gap = (plot.height() / rows.len().max(1) as f32).clamp(13.0, 17.0);
    let places = spread(&wanted, gap, plot.top, plot.bottom);
    let font = canvas.regular();
    let bold = Font { weight: Weight::SemiBold, color: canvas.palette.text, ..font };
    for ((entry, value), y) in rows.into_iter().zip(places) {
        let y = y.round();
        let name =
            crate::figure::labels::elide(&entry.name, CAPTION, Weight::Regular, ends.name_width);
        draw(canvas, entry, plot.right + 10.0, y, DASH, &name);
        canvas.over.push(text_mark(point(right, y), Anchor::End, bold, value));
        if !entry.key.is_empty() {
            let rect = Rect {
                left: plot.right + 8.0,
                top: y - 6.5,
                right: canvas.frame.width - 8.0,
                bottom: y + 6.5,
            };
            canvas.legend.push((entry.key.clone(), rect));
        }
    }
    if !ends.rows.is_empty() {
        canvas.text(right, plot.top - 14.0, Anchor::End, font, &ends.head);
    }
}

fn size_of(entry: &Entry) -> f64 {
    entry.end.map_or(0.0, |end| end.0.abs())
}
