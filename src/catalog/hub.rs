//! Hubs: markets whose hours have each their price, as typical years made from measured statistics.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{Provenance, table, year};

const CSV: &str = include_str!("../../assets/catalog/hubs.csv");
const YEARS: &str = include_str!("../../assets/power/hub_years.csv");

/// The hub at which all hours have one price.
pub const FLAT_HUB: &str = "flat";

/// A hub and its typical year.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct HubRow {
    /// The permanent id.
    pub id: String,
    /// Market, series and period.
    pub name: String,
    /// The market.
    pub market: String,
    /// Currency and unit of the mean.
    pub currency: String,
    /// Mean price of the period measured; none where there is no measurement.
    pub mean_per_mwh: Option<f64>,
    /// What was measured: prices of an hour or of 15 minutes.
    pub interval: String,
    /// Ids of places whose hub this is, with spaces between.
    pub places: String,
    /// Where the statistics come from.
    #[serde(flatten)]
    pub provenance: Provenance,
    /// What may be done with them.
    pub licence: String,
    /// What to know before using the year; may be empty.
    pub note: String,
}

static ROWS: LazyLock<Vec<HubRow>> = LazyLock::new(|| table::rows("hubs.csv", CSV));
static MADE: LazyLock<Vec<year::Column>> = LazyLock::new(|| year::columns("hub_years.csv", YEARS));

/// All hubs.
pub fn hubs() -> &'static [HubRow] {
    &ROWS
}

/// The hub of this id.
pub fn hub(id: &str) -> Option<&'static HubRow> {
    hubs().iter().find(|row| row.id == id)
}

/// The hub of a place of the catalogue; none where it has no measured one.
pub fn hub_of_place(place: &str) -> Option<&'static HubRow> {
    hubs().iter().find(|row| row.places.split(' ').any(|id| id == place))
}

impl HubRow {
    /// The typical year: 8760 factors with mean 1, from 1 January; empty for the flat hub.
    pub fn factors(&self) -> &'static [f64] {
        MADE.iter().find(|column| column.id == self.id).map_or(&[], |column| &column.values)
    }
}

#[cfg(test)]
mod tests {
    use super::super::place;
    use super::table::tests::{check, positive};
    use super::*;

    #[test]
    fn every_hub_has_its_year_with_mean_one_and_places_that_are_there() {
        check(CSV, 10, |row: &HubRow| (row.id.clone(), &row.provenance));
        for row in hubs() {
            positive(&row.id, &[row.mean_per_mwh]);
            let factors = row.factors();
            if row.id == FLAT_HUB {
                assert!(factors.is_empty());
                continue;
            }
            assert_eq!(factors.len(), 8760, "{}", row.id);
            let mean = factors.iter().sum::<f64>() / 8760.0;
            assert!((mean - 1.0).abs() < 1e-9, "{}: {mean}", row.id);
            for id in row.places.split_terminator(' ') {
                assert!(place(id).is_some(), "{id}");
            }
        }
        assert_eq!(hub_of_place("us-tx-ercot-west").unwrap().id, "ercot_rt_2025");
        assert!(hub_of_place("ca-qc").is_none());
    }
}
