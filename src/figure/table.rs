//! The data of a figure as a table, for files and the clipboard.

use std::collections::BTreeMap;

use crate::figure::{AxisKind, Figure, Layer};

/// A figure's data: one row for each x, one column for each series.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Name and unit of each column.
    pub columns: Vec<(String, String)>,
    /// Cells by row, as many as there are columns.
    pub rows: Vec<Vec<Cell>>,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// No value here.
    #[default]
    Empty,
    /// A number in the column's unit.
    Number(f64),
    /// A name, a year or a month.
    Text(String),
}

/// One column before its values are laid into rows.
struct Column {
    name: String,
    unit: String,
    points: Vec<(f64, f64)>,
}

impl Figure {
    /// The data of every series, in rows by x.
    pub fn table(&self) -> Table {
        let columns = columns(self);
        let xs: BTreeMap<i128, f64> = columns
            .iter()
            .flat_map(|column| &column.points)
            .map(|(x, _)| (order(*x), *x))
            .collect();
        let row_of: BTreeMap<i128, usize> =
            xs.keys().enumerate().map(|(row, key)| (*key, row)).collect();
        let axis = self.index_axis();
        let mut rows: Vec<Vec<Cell>> = xs
            .values()
            .map(|x| {
                let first = match &axis.kind {
                    AxisKind::Linear | AxisKind::Hidden => Cell::Number(*x),
                    _ => Cell::Text(axis.name_of(*x)),
                };
                let mut row = vec![first];
                row.resize(columns.len() + 1, Cell::Empty);
                row
            })
            .collect();
        for (place, column) in columns.iter().enumerate() {
            for (x, value) in &column.points {
                let cell = row_of
                    .get(&order(*x))
                    .and_then(|row| rows.get_mut(*row))
                    .and_then(|row| row.get_mut(place + 1));
                if let Some(cell) = cell {
                    *cell = Cell::Number(*value);
                }
            }
        }
        let mut heads = vec![(index_name(self), axis.unit.clone())];
        heads.extend(columns.into_iter().map(|column| (column.name, column.unit)));
        Table { columns: heads, rows }
    }
}

/// A key that sorts as the number does, equal up to a billionth.
fn order(x: f64) -> i128 {
    (x * 1e9).round() as i128
}

fn index_name(figure: &Figure) -> String {
    let axis = figure.index_axis();
    if !axis.title.is_empty() {
        return axis.title.clone();
    }
    match axis.kind {
        AxisKind::Years { .. } => "year",
        AxisKind::Months { .. } => "month",
        AxisKind::Categories(_) => "name",
        AxisKind::Linear | AxisKind::Hidden => "x",
    }
    .to_owned()
}

fn columns(figure: &Figure) -> Vec<Column> {
    let unit = &figure.value_axis().unit;
    let mut columns = Vec::new();
    for layer in &figure.layers {
        match layer {
            Layer::Band(band) => {
                let (lower, upper) = band.edges.clone().unwrap_or_else(|| {
                    (format!("{}, lower", band.name), format!("{}, upper", band.name))
                });
                let rows = || band.runs().flatten();
                let low = rows().map(|(x, low, _)| (*x, *low)).collect();
                let high = rows().map(|(x, _, high)| (*x, *high)).collect();
                columns.push(Column { name: lower, unit: unit.clone(), points: low });
                columns.push(Column { name: upper, unit: unit.clone(), points: high });
            }
            Layer::Dots(series) => {
                let mut counts: BTreeMap<i128, (f64, f64)> = BTreeMap::new();
                for (x, _) in series.points.iter().filter(|(x, _)| x.is_finite()) {
                    counts.entry(order(*x)).or_insert((*x, 0.0)).1 += 1.0;
                }
                columns.push(Column {
                    name: series.name.clone(),
                    unit: String::new(),
                    points: counts.into_values().collect(),
                });
            }
            other => columns.extend(other.series().iter().map(|series| Column {
                name: series.name.clone(),
                unit: unit.clone(),
                points: series.runs().flatten().copied().collect(),
            })),
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::{Axis, Band, LineStyle, Series};

    #[test]
    fn rows_join_series_by_x_and_leave_gaps_empty() {
        let series = |name: &str, points: &[(f64, f64)]| Series {
            name: name.to_owned(),
            points: points.to_vec(),
            ..Series::default()
        };
        let figure = Figure {
            x: Axis::years(2027, 2028),
            y: Axis::linear("", "MW"),
            layers: vec![
                Layer::Bars(vec![
                    series("Mining", &[(2027.0, 80.0), (2028.0, f64::NAN)]),
                    series("Colocation", &[(2027.0, 20.0), (2028.0, 62.0)]),
                ]),
                Layer::Line(series("Grid", &[(2028.0, 100.0)]), LineStyle::Normal),
                Layer::Band(Band {
                    name: "range".to_owned(),
                    points: vec![(2027.0, 1.0, 2.0)],
                    ..Band::default()
                }),
            ],
            ..Figure::default()
        };
        let table = figure.table();
        let heads: Vec<_> = table.columns.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(heads, ["year", "Mining", "Colocation", "Grid", "range, lower", "range, upper"]);
        let number = Cell::Number;
        assert_eq!(
            table.rows,
            [
                vec![
                    Cell::Text("2027".to_owned()),
                    number(80.0),
                    number(20.0),
                    Cell::Empty,
                    number(1.0),
                    number(2.0)
                ],
                vec![
                    Cell::Text("2028".to_owned()),
                    Cell::Empty,
                    number(62.0),
                    number(100.0),
                    Cell::Empty,
                    Cell::Empty
                ],
            ]
        );
    }
}
