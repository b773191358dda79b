//! Lines, bands, areas and strips of dots.

use crate::figure::canvas::Canvas;
use crate::figure::geometry::{clip_polyline, point};
use crate::figure::{
    AxisKind, Band, BandStyle, Layer, LineStyle, Mark, Point, Role, Series, Stroke,
};
use crate::look::{Color, chart, faded};

/// A large area of loss is hatched more quietly than a bar.
const LOSS: chart::Hatch = chart::Hatch { step: 6.0, line_alpha: 0.55, fill_alpha: 0.18 };

/// Draws bands and areas.
pub(super) fn areas(canvas: &mut Canvas<'_>) {
    let figure = canvas.figure;
    for layer in &figure.layers {
        match layer {
            Layer::Band(shape) if canvas.shows(&shape.key) => band(canvas, shape),
            Layer::Area(series) if canvas.shows(&series.key) => area(canvas, series),
            _ => {}
        }
    }
}

fn band(canvas: &mut Canvas<'_>, band: &Band) {
    let color = canvas.color(band.role);
    let (alpha, edge) = match band.style {
        BandStyle::Wide => (chart::ALPHA_BAND_WIDE, Some(None)),
        BandStyle::Inner => (chart::ALPHA_BAND_NARROW, None),
        BandStyle::Beyond => (chart::ALPHA_BAND_BEYOND, Some(Some([3.0, 3.0]))),
        BandStyle::Tint => (0.14, None),
    };
    for run in band.runs() {
        fill(canvas, run, faded(color, alpha));
        for upper in [false, true] {
            let path: Vec<Point> = run
                .iter()
                .map(|(x, low, high)| canvas.map.at(*x, if upper { *high } else { *low }))
                .collect();
            if let Some(dash) = edge {
                let stroke = Stroke { color: faded(color, chart::ALPHA_BAND_EDGE), width: 1.0 };
                draw(canvas, &path, stroke, dash);
            }
        }
    }
}

fn area(canvas: &mut Canvas<'_>, series: &Series) {
    let gain = faded(canvas.color(series.role), chart::ALPHA_BAND_WIDE);
    let loss = canvas.color(Role::Loss);
    for run in series.runs() {
        let above: Vec<_> = run.iter().map(|(x, y)| (*x, 0.0, *y)).collect();
        fill(canvas, &above, gain);
        let below: Vec<_> = run.iter().map(|(x, y)| (*x, *y, 0.0)).collect();
        for (top, bottom) in fill(canvas, &below, faded(loss, LOSS.fill_alpha)) {
            for (top, bottom) in top.windows(2).zip(bottom.windows(2)) {
                let outline = [top[0], top[1], bottom[1], bottom[0]];
                canvas.hatch(&outline, LOSS, loss);
            }
        }
    }
}

/// Fills the area where the upper line is above the lower one and returns its outlines in px.
fn fill(
    canvas: &mut Canvas<'_>,
    rows: &[(f64, f64, f64)],
    color: Color,
) -> Vec<(Vec<Point>, Vec<Point>)> {
    let map = canvas.map;
    let strips = strips(rows, map.x, map.y);
    let outlines: Vec<(Vec<Point>, Vec<Point>)> = strips
        .into_iter()
        .map(|strip| {
            let side = |upper: bool| {
                let at = |(x, low, high): &(f64, f64, f64)| {
                    let at = map.at(*x, if upper { *high } else { *low });
                    point(
                        at.x.clamp(map.plot.left, map.plot.right),
                        at.y.clamp(map.plot.top, map.plot.bottom),
                    )
                };
                strip.iter().map(at).collect::<Vec<Point>>()
            };
            (side(true), side(false))
        })
        .collect();
    for (top, bottom) in &outlines {
        canvas.marks.push(Mark::Strip { top: top.clone(), bottom: bottom.clone(), fill: color });
    }
    outlines
}

/// The stretches of `rows` with some height within both ranges.
///
/// Rows are added where a line meets the other one or an edge of the plot, so that clamping bends no line.
fn strips(
    rows: &[(f64, f64, f64)],
    x_range: (f64, f64),
    y_range: (f64, f64),
) -> Vec<Vec<(f64, f64, f64)>> {
    let (bottom, top) = (y_range.0.min(y_range.1), y_range.0.max(y_range.1));
    let clamp = |(x, low, high): (f64, f64, f64)| {
        let low = low.clamp(bottom, top);
        (x, low, high.clamp(bottom, top).max(low))
    };
    let mut strips: Vec<Vec<(f64, f64, f64)>> = Vec::new();
    let mut open = false;
    for pair in rows.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let mix = |share: f64| {
            let part = |from: f64, to: f64| from + (to - from) * share;
            (part(a.0, b.0), part(a.1, b.1), part(a.2, b.2))
        };
        let meets = |from: f64, to: f64| from / (from - to);
        let mut cuts = vec![0.0, 1.0];
        cuts.extend([x_range.0, x_range.1].map(|x| meets(a.0 - x, b.0 - x)));
        cuts.push(meets(a.2 - a.1, b.2 - b.1));
        for y in [bottom, top] {
            cuts.extend([meets(a.1 - y, b.1 - y), meets(a.2 - y, b.2 - y)]);
        }
        cuts.retain(|share| (0.0..=1.0).contains(share));
        cuts.sort_by(f64::total_cmp);
        cuts.dedup();
        for ends in cuts.windows(2) {
            let (from, middle, to) = (mix(ends[0]), mix(ends[0].midpoint(ends[1])), mix(ends[1]));
            let inside = (x_range.0..=x_range.1).contains(&middle.0);
            let (_, low, high) = clamp(middle);
            if !inside || high <= low {
                open = false;
                continue;
            }
            match strips.last_mut() {
                Some(strip) if open => strip.push(clamp(to)),
                _ => strips.push(vec![clamp(from), clamp(to)]),
            }
            open = true;
        }
        open &= cuts.len() > 1;
    }
    strips
}

/// Draws lines and the upper edges of areas.
pub(super) fn lines(canvas: &mut Canvas<'_>) {
    let figure = canvas.figure;
    for layer in &figure.layers {
        match layer {
            Layer::Line(series, style) if canvas.shows(&series.key) => line(canvas, series, *style),
            Layer::Area(series) if canvas.shows(&series.key) => {
                line(canvas, series, LineStyle::Normal);
            }
            _ => {}
        }
    }
}

fn line(canvas: &mut Canvas<'_>, series: &Series, style: LineStyle) {
    let color = canvas.color(series.role);
    let (width, dash) = match style {
        LineStyle::Mean => (chart::LINE_SUBJECT, None),
        LineStyle::Dashed => (chart::LINE_SERIES, Some(chart::DASH_BASELINE)),
        LineStyle::Baseline => (chart::LINE_BASELINE_OUTLINE, Some(chart::DASH_BASELINE)),
        LineStyle::Normal | LineStyle::OverBars | LineStyle::Step => (chart::LINE_SERIES, None),
    };
    for run in series.runs() {
        let points = if style == LineStyle::Step { stairs(canvas, run) } else { run.to_vec() };
        let path: Vec<Point> = points.iter().map(|(x, y)| canvas.map.at(*x, *y)).collect();
        if style == LineStyle::OverBars {
            draw(
                canvas,
                &path,
                Stroke { color: canvas.palette.bg1, width: chart::LINE_CASING },
                None,
            );
        }
        draw(canvas, &path, Stroke { color, width }, dash);
        if style == LineStyle::OverBars || path.len() == 1 {
            let fill = if path.len() == 1 { color } else { canvas.palette.bg1 };
            for center in path.into_iter().filter(|at| canvas.map.plot.contains(*at)) {
                let stroke = Some(Stroke { color, width: 1.5 });
                canvas.marks.push(Mark::Circle {
                    center,
                    radius: chart::LINE_DOT,
                    fill: Some(fill),
                    stroke,
                });
            }
        }
    }
}

/// The corners of a line that holds each value until the next.
fn stairs(canvas: &Canvas<'_>, run: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let (before, after) = match canvas.figure.x.kind {
        AxisKind::Years { .. } | AxisKind::Categories(_) => (0.5, 0.5),
        AxisKind::Months { .. } => (0.0, 1.0),
        AxisKind::Linear | AxisKind::Hidden => (0.0, 0.0),
    };
    let nexts = run.iter().skip(1).map(|(x, _)| x - before);
    let ends = nexts.chain(run.last().map(|(x, _)| x + after));
    run.iter().zip(ends).flat_map(|((x, y), end)| [(x - before, *y), (end, *y)]).collect()
}

fn draw(canvas: &mut Canvas<'_>, path: &[Point], stroke: Stroke, dash: Option<[f32; 2]>) {
    for points in clip_polyline(&canvas.map.plot, path) {
        canvas.placer.avoid(&points);
        canvas.marks.push(Mark::Polyline { points, stroke, dash });
    }
}

/// Draws strips of dots, each on the lowest level where it touches no other.
pub(super) fn dots(canvas: &mut Canvas<'_>) {
    const RADIUS: f32 = 3.5;
    const PITCH: f32 = 8.0;
    let figure = canvas.figure;
    for layer in &figure.layers {
        let Layer::Dots(series) = layer else { continue };
        if !canvas.shows(&series.key) {
            continue;
        }
        let plot = canvas.map.plot;
        let mut xs: Vec<f32> = series
            .points
            .iter()
            .filter(|(x, _)| x.is_finite())
            .map(|(x, _)| canvas.map.x_to_px(*x))
            .filter(|x| (plot.left..=plot.right).contains(x))
            .collect();
        xs.sort_by(f32::total_cmp);
        let mut levels: Vec<f32> = Vec::new();
        let most = ((plot.height() - RADIUS - 5.0) / PITCH).floor().max(0.0) as usize;
        for x in xs {
            let free = levels.iter().position(|last| x - last >= PITCH).unwrap_or(levels.len());
            let level = free.min(most);
            match levels.get_mut(level) {
                Some(last) => *last = x,
                None => levels.push(x),
            }
            let center = point(x, plot.bottom - 5.0 - RADIUS - PITCH * level as f32);
            let fill = Some(canvas.color(series.role));
            canvas.marks.push(Mark::Circle { center, radius: RADIUS, fill, stroke: None });
            canvas.placer.take(crate::figure::Rect::between(center, center).grown(RADIUS));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strips_end_where_the_lines_cross_and_at_the_edges() {
        // The upper line falls from 4 to −4 over x 0 to 8 and meets zero at 4; the top edge is 2, met at x 2.
        let rows = [(0.0, 0.0, 4.0), (8.0, 0.0, -4.0)];
        let found = strips(&rows, (1.0, 10.0), (-10.0, 2.0));
        assert_eq!(found, [vec![(1.0, 0.0, 2.0), (2.0, 0.0, 2.0), (4.0, 0.0, 0.0)]]);
        assert!(strips(&rows, (5.0, 10.0), (-10.0, 2.0)).is_empty());
    }
}
