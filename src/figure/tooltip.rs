//! What the pointer reads off a figure.

use crate::figure::{AxisKind, Figure, Layer, LineStyle, Role, Series, ticks};

/// The values at one x.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tooltip {
    /// The x itself: a year, a month, a number with its unit.
    pub title: String,
    /// One row for each series that has a value there, as stacked: the top first.
    pub rows: Vec<TooltipRow>,
}

/// One series at one x.
#[derive(Clone, Debug, PartialEq)]
pub struct TooltipRow {
    /// Colour of the swatch.
    pub role: Role,
    /// Name of the series.
    pub name: String,
    /// Value with unit.
    pub value: String,
    /// Difference to the figure's baseline, where it has one.
    pub difference: Option<String>,
}

/// The values at `x`, none where no series has one.
pub fn tooltip(figure: &Figure, x: f64) -> Option<Tooltip> {
    if !x.is_finite() {
        return None;
    }
    let index = figure.index_axis();
    let at = index.snap(x);
    let baseline = figure.layers.iter().find_map(|layer| match layer {
        Layer::Line(series, LineStyle::Baseline) => read(figure, series, at, false),
        _ => None,
    });
    let axis = figure.value_axis();
    let mut rows = Vec::new();
    for layer in &figure.layers {
        match layer {
            Layer::Bars(series) | Layer::GroupedBars(series) => {
                rows.extend(series.iter().rev().filter_map(|series| {
                    let value = axis.value(series.at(at)?);
                    Some(row(series.role, &series.name, value, None))
                }));
            }
            Layer::Line(series, style) => {
                if let Some(value) = read(figure, series, at, *style == LineStyle::Step) {
                    let difference = baseline
                        .filter(|_| *style != LineStyle::Baseline)
                        .map(|base| ticks::value(value - base, axis.decimals, true));
                    rows.push(row(series.role, &series.name, axis.value(value), difference));
                }
            }
            Layer::Area(series) => {
                if let Some(value) = read(figure, series, at, false) {
                    rows.push(row(series.role, &series.name, axis.value(value), None));
                }
            }
            Layer::Band(band) => {
                let edge = |upper: bool| Series {
                    points: band
                        .points
                        .iter()
                        .map(|(x, low, high)| (*x, if upper { *high } else { *low }))
                        .collect(),
                    ..Series::default()
                };
                let ends =
                    (read(figure, &edge(false), at, false), read(figure, &edge(true), at, false));
                if let (Some(low), Some(high)) = ends {
                    let low = ticks::value(low, axis.decimals, axis.signed);
                    let value = format!("{low} … {}", axis.value(high));
                    rows.push(row(band.role, &band.name, value, None));
                }
            }
            Layer::Region(_)
            | Layer::Marker(_)
            | Layer::Guide(_)
            | Layer::Note(_)
            | Layer::Dots(_) => {}
        }
    }
    (!rows.is_empty()).then(|| Tooltip { title: index.name_of(at), rows })
}

fn row(role: Role, name: &str, value: String, difference: Option<String>) -> TooltipRow {
    TooltipRow { role, name: name.to_owned(), value, difference }
}

/// The value at `x`: the point itself, or between two points where the axis is continuous.
pub(super) fn read(figure: &Figure, series: &Series, x: f64, step: bool) -> Option<f64> {
    let slots =
        matches!(figure.index_axis().kind, AxisKind::Years { .. } | AxisKind::Categories(_));
    if let Some(value) = series.at(x) {
        return Some(value);
    }
    if slots {
        return None;
    }
    series.runs().flat_map(|run| run.windows(2)).find_map(|pair| match pair {
        [(x0, y0), (x1, y1)] if *x0 <= x && x <= *x1 && x1 > x0 => {
            Some(if step { *y0 } else { y0 + (y1 - y0) * (x - x0) / (x1 - x0) })
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::Axis;

    #[test]
    fn values_are_read_between_points_and_against_the_baseline() {
        let line = |name: &str, points: &[(f64, f64)], style| {
            let series = Series {
                name: name.to_owned(),
                points: points.to_vec(),
                role: Role::Link,
                ..Series::default()
            };
            Layer::Line(series, style)
        };
        let figure = Figure {
            x: Axis::linear("", "MW"),
            y: Axis::linear("", "M USD"),
            layers: vec![
                line("plan", &[(0.0, 100.0), (10.0, 200.0), (20.0, f64::NAN)], LineStyle::Mean),
                line("mining only", &[(0.0, 90.0), (20.0, 90.0)], LineStyle::Baseline),
            ],
            ..Figure::default()
        };
        let tip = tooltip(&figure, 5.0).unwrap();
        assert_eq!(tip.title, "5.0 MW");
        assert_eq!(tip.rows[0].value, "150 M USD");
        assert_eq!(tip.rows[0].difference.as_deref(), Some("+60"));
        assert_eq!(tip.rows[1].difference, None);
        assert_eq!(tooltip(&figure, 15.0).unwrap().rows.len(), 1, "a gap has no value");
        assert_eq!(tooltip(&figure, f64::NAN), None);
        assert_eq!(tooltip(&figure, 50.0), None);
    }
}
