//! Shapes: when a solar or wind plant produces, over the 8760 hours of a year.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{Provenance, table, year};

const CSV: &str = include_str!("../../assets/catalog/shapes.csv");
const HOURS: &str = include_str!("../../assets/power/shapes.csv");
const MODELLED: &str = include_str!("../../assets/power/modelled_solar.csv");
const DAYS: [usize; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// A plant's output at a place.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct ShapeRow {
    /// The permanent id.
    pub id: String,
    /// The place.
    pub name: String,
    /// Solar or wind.
    pub technology: String,
    /// Mean output over capacity, as simulated.
    #[serde(rename = "mean_share")]
    pub mean: f64,
    /// Where it comes from.
    #[serde(flatten)]
    pub provenance: Provenance,
    /// Under what terms.
    pub licence: String,
    /// How it was worked out.
    pub note: String,
}

static ROWS: LazyLock<Vec<ShapeRow>> = LazyLock::new(|| table::rows("shapes.csv", CSV));
static COLUMNS: LazyLock<Vec<year::Column>> = LazyLock::new(|| {
    let mut columns = year::columns("shapes.csv", HOURS);
    let modelled = year::columns("modelled_solar.csv", MODELLED);
    columns
        .extend(modelled.into_iter().map(|of| year::Column { values: unfolded(&of.values), ..of }));
    columns
});

/// The hours of a year from the mean day of each month.
fn unfolded(of_month: &[f64]) -> Vec<f64> {
    let days = of_month.chunks(24).zip(DAYS);
    days.flat_map(|(day, count)| std::iter::repeat_n(day, count).flatten().copied()).collect()
}

/// All shapes.
pub fn shapes() -> &'static [ShapeRow] {
    &ROWS
}

/// The shape of this id.
pub fn shape(id: &str) -> Option<&'static ShapeRow> {
    shapes().iter().find(|row| row.id == id)
}

impl ShapeRow {
    /// Output over capacity in each of 8760 hours from 1 January.
    pub fn hours(&self) -> &'static [f64] {
        COLUMNS.iter().find(|column| column.id == self.id).map_or(&[], |column| &column.values)
    }
}

#[cfg(test)]
mod tests {
    use super::table::tests::{check, share};
    use super::*;

    #[test]
    fn every_shape_has_8760_hours_and_the_mean_it_names() {
        check(CSV, 19, |row: &ShapeRow| (row.id.clone(), &row.provenance));
        for row in shapes() {
            let hours = row.hours();
            assert_eq!(hours.len(), 8760, "{}", row.id);
            assert!(hours.iter().all(|share| (0.0..=1.0).contains(share)), "{}", row.id);
            share(&row.id, &[Some(row.mean)]);
            let mean = hours.iter().sum::<f64>() / 8760.0;
            assert!((mean - row.mean).abs() < 2e-3, "{}: {mean} and {}", row.id, row.mean);
        }
        // The sun is down at midnight, on the Permian basin in January at 7 too.
        let solar = shape("permian_solar").unwrap().hours();
        assert!(solar[0].abs() < 1e-9 && solar[7].abs() < 1e-9 && solar[12] > 0.3);
    }
}
