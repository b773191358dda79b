//! The ranges of both axes: what is asked for, else what the data needs.

use crate::figure::canvas::shows;
use crate::figure::{At, Figure, Frame, Layer, Marker, Series, ticks};

/// What is shown along x and y; a reversed range counts downwards.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ranges {
    pub x: (f64, f64),
    pub y: (f64, f64),
}

/// Parts into which a value axis is cut before its range is rounded.
const PARTS: usize = 5;

/// The ranges of `figure`, none where it has no finite value at all.
pub(super) fn of(figure: &Figure, frame: &Frame<'_>) -> Option<Ranges> {
    let all = extent(figure.layers.iter().flat_map(indices))?;
    let asked = frame.x_range.filter(|_| !figure.lies()).filter(|range| sound(*range));
    let axis = figure.index_axis();
    let index = asked
        .or(axis.range)
        .filter(|range| sound(*range))
        .or_else(|| axis.natural_range())
        .unwrap_or_else(|| room_for(figure, all));
    let value = value_range(figure, frame, index);
    Some(if figure.lies() {
        Ranges { x: value, y: (index.1, index.0) }
    } else {
        Ranges { x: index, y: value }
    })
}

fn sound(range: (f64, f64)) -> bool {
    range.0.is_finite() && range.1.is_finite() && range.0 < range.1
}

/// The data's own range, with half a bar to spare on both sides and never empty.
fn room_for(figure: &Figure, (low, high): (f64, f64)) -> (f64, f64) {
    let bars = figure.layers.iter().find_map(|layer| match layer {
        Layer::Bars(series) | Layer::GroupedBars(series) => Some(slot(series) / 2.0),
        Layer::Dots(_) => Some((high - low) * 0.05),
        _ => None,
    });
    let spare = bars.unwrap_or(0.0);
    let spare = if high - low + spare > 0.0 { spare } else { 0.5 };
    (low - spare, high + spare)
}

/// Width of a slot of bars: the least distance between two of them.
pub(super) fn slot(series: &[Series]) -> f64 {
    let mut xs: Vec<f64> =
        series.iter().flat_map(Series::runs).flatten().map(|(x, _)| *x).collect();
    xs.sort_by(f64::total_cmp);
    let least = xs
        .windows(2)
        .map(|pair| pair[1] - pair[0])
        .filter(|gap| *gap > 1e-9)
        .fold(f64::INFINITY, f64::min);
    if least.is_finite() { least } else { 1.0 }
}

fn indices(layer: &Layer) -> Vec<f64> {
    match layer {
        Layer::Band(band) => band.runs().flatten().map(|(x, ..)| *x).collect(),
        Layer::Dots(series) => {
            series.points.iter().map(|(x, _)| *x).filter(|x| x.is_finite()).collect()
        }
        other => other.series().iter().flat_map(Series::runs).flatten().map(|(x, _)| *x).collect(),
    }
}

fn extent(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    values.filter(|value| value.is_finite()).fold(None, |range, value| {
        let (low, high) = range.unwrap_or((value, value));
        Some((low.min(value), high.max(value)))
    })
}

/// The range of values shown, rounded outwards to whole steps for bars and to half steps for lines.
fn value_range(figure: &Figure, frame: &Frame<'_>, index: (f64, f64)) -> (f64, f64) {
    if let Some(range) = figure.value_axis().range.filter(|range| sound(*range)) {
        return range;
    }
    let slack = (index.1 - index.0) * 1e-9;
    let within = |x: f64| (index.0 - slack..=index.1 + slack).contains(&x);
    let values = figure.layers.iter().flat_map(|layer| values(layer, frame, &within));
    let (low, high) = extent(values.chain([0.0])).unwrap_or((0.0, 1.0));
    if high - low <= 0.0 {
        return (0.0, 1.0);
    }
    let whole = figure.layers.iter().any(|layer| matches!(layer, Layer::Bars(_)));
    let step = ticks::step(high - low, PARTS) * if whole { 1.0 } else { 0.5 };
    let out = |value: f64, away: f64| (value / step + away * (1.0 - 1e-6)).trunc() * step;
    (if low < 0.0 { out(low, -1.0) } else { 0.0 }, if high > 0.0 { out(high, 1.0) } else { 0.0 })
}

fn values(layer: &Layer, frame: &Frame<'_>, within: &dyn Fn(f64) -> bool) -> Vec<f64> {
    let shown = |series: &Series| shows(frame, &series.key);
    match layer {
        Layer::Bars(series) => {
            let mut sums: std::collections::BTreeMap<u64, (f64, f64)> =
                std::collections::BTreeMap::new();
            for (x, value) in
                series.iter().filter(|series| shown(series)).flat_map(Series::runs).flatten()
            {
                if within(*x) {
                    let sum = sums.entry(x.to_bits()).or_default();
                    sum.0 += value.min(0.0);
                    sum.1 += value.max(0.0);
                }
            }
            sums.into_values().flat_map(|(low, high)| [low, high]).collect()
        }
        Layer::Band(band) if shows(frame, &band.key) => band
            .runs()
            .flatten()
            .filter(|(x, ..)| within(*x))
            .flat_map(|(_, low, high)| [*low, *high])
            .collect(),
        Layer::Marker(Marker { x, y, .. }) if within(*x) => vec![*y],
        Layer::Guide(guide) => match guide.at {
            At::Y(y) => vec![y],
            At::X(_) => Vec::new(),
        },
        Layer::Dots(_) => Vec::new(),
        other => other
            .series()
            .iter()
            .filter(|series| shown(series))
            .flat_map(Series::runs)
            .flatten()
            .filter(|(x, _)| within(*x))
            .map(|(_, value)| *value)
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::{Axis, LineStyle};

    fn series(key: &str, points: &[(f64, f64)]) -> Series {
        Series { key: key.to_owned(), points: points.to_vec(), ..Series::default() }
    }

    #[test]
    fn stacks_are_summed_and_rounded_outwards() {
        let figure = Figure {
            x: Axis::years(2027, 2028),
            layers: vec![Layer::Bars(vec![
                series("a", &[(2027.0, 60.0), (2028.0, 94.0)]),
                series("b", &[(2027.0, -15.0), (2028.0, 60.0)]),
            ])],
            ..Figure::default()
        };
        // 154 above and 15 below in fifths: steps of 40.
        let ranges = of(&figure, &Frame::default()).unwrap();
        assert_eq!((ranges.x, ranges.y), ((2026.5, 2028.5), (-40.0, 160.0)));
        let hidden = ["b".to_owned()];
        let frame = Frame { hidden: &hidden, ..Frame::default() };
        assert_eq!(of(&figure, &frame).unwrap().y, (0.0, 100.0));
    }

    #[test]
    fn a_figure_without_a_finite_value_has_no_range() {
        let line = series("a", &[(0.0, f64::NAN), (f64::INFINITY, 1.0)]);
        let figure =
            Figure { layers: vec![Layer::Line(line, LineStyle::Mean)], ..Figure::default() };
        assert!(of(&figure, &Frame::default()).is_none());
    }
}
