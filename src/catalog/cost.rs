//! Published costs of building and converting sites, and of making power.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{Provenance, table};

const CSV: &str = include_str!("../../assets/catalog/conversion_costs.csv");
const TECHNOLOGIES: &str = include_str!("../../assets/catalog/technologies.csv");

/// A published cost, ratio, time or price around building, converting and running a site.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct ConversionCost {
    /// The permanent id.
    pub id: String,
    /// The group: mining build, AI build, conversion, PUE, opex, lead time, resale and so on.
    pub topic: String,
    /// What the figure is of.
    pub item: String,
    /// The lower figure, or the earlier one where the unit names two dates.
    pub low: Option<f64>,
    /// The upper figure, or the later one where the unit names two dates.
    pub high: f64,
    /// The unit of both figures.
    pub unit: String,
    /// Where the figures come from.
    #[serde(flatten)]
    pub provenance: Provenance,
    /// What to know before using the figures; may be empty.
    pub note: String,
}

/// A way to make or buy power.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Technology {
    /// The permanent id.
    pub id: String,
    /// What it is.
    pub name: String,
    /// Cost or price of energy, low.
    pub usd_per_mwh_low: f64,
    /// Cost or price of energy, middle.
    pub usd_per_mwh_mid: f64,
    /// Cost or price of energy, high.
    pub usd_per_mwh_high: f64,
    /// Capex, low; none where power is bought.
    pub capex_usd_per_kw_low: Option<f64>,
    /// Capex, high; none where power is bought.
    pub capex_usd_per_kw_high: Option<f64>,
    /// Capacity factor as a share, low; none where it has no meaning.
    pub cf_share_low: Option<f64>,
    /// Capacity factor as a share, typical; none where it has no meaning.
    pub cf_share_typical: Option<f64>,
    /// Capacity factor as a share, high; none where it has no meaning.
    pub cf_share_high: Option<f64>,
    /// Carbon over the life cycle in CO2e, or the grid's for spot power.
    pub carbon_kg_per_mwh: Option<f64>,
    /// Carbon, low.
    pub carbon_kg_per_mwh_low: Option<f64>,
    /// Carbon, high.
    pub carbon_kg_per_mwh_high: Option<f64>,
    /// Whether it delivers at will: yes, mostly, partly, no, or shifts.
    pub firmness: String,
    /// Where the figures come from; capex, capacity factors and carbon are planning values throughout.
    #[serde(flatten)]
    pub provenance: Provenance,
    /// What to know before using the figures; may be empty.
    pub note: String,
}

static ROWS: LazyLock<Vec<ConversionCost>> =
    LazyLock::new(|| table::rows("conversion_costs.csv", CSV));
static TECHNOLOGY_ROWS: LazyLock<Vec<Technology>> =
    LazyLock::new(|| table::rows("technologies.csv", TECHNOLOGIES));

/// Published costs of building, converting and running sites.
pub fn conversion_costs() -> &'static [ConversionCost] {
    &ROWS
}

/// Ways to make or buy power.
pub fn technologies() -> &'static [Technology] {
    &TECHNOLOGY_ROWS
}

/// The way to make power of this id.
pub fn technology(id: &str) -> Option<&'static Technology> {
    technologies().iter().find(|row| row.id == id)
}

#[cfg(test)]
mod tests {
    use super::table::tests::{check, positive, share};
    use super::*;

    #[test]
    fn every_cost_is_read_and_positive_unless_it_is_a_change() {
        check(CSV, 67, |row: &ConversionCost| (row.id.clone(), &row.provenance));
        for row in conversion_costs() {
            assert!(!row.unit.is_empty() && !row.topic.is_empty(), "{}", row.id);
            if !row.unit.starts_with("percent") {
                positive(&row.id, &[row.low, Some(row.high)]);
            }
            let dated = row.unit.contains("->");
            assert!(dated || row.low.is_none_or(|low| low <= row.high), "{}", row.id);
        }
        let riot = conversion_costs().iter().find(|row| row.id == "conversion-riot-rockdale");
        assert_eq!(riot.map(|row| (row.low, row.high)), Some((Some(3.6e6), 3.6e6)));
    }

    #[test]
    fn every_technology_is_read_with_its_ranges_in_order() {
        check(TECHNOLOGIES, 21, |row: &Technology| (row.id.clone(), &row.provenance));
        for row in technologies() {
            let cost = [row.usd_per_mwh_low, row.usd_per_mwh_mid, row.usd_per_mwh_high];
            assert!(cost[0] > 0.0 && cost.is_sorted(), "{}: {cost:?}", row.id);
            let factors = [row.cf_share_low, row.cf_share_typical, row.cf_share_high];
            share(&row.id, &factors);
            assert!(factors.is_sorted(), "{}: {factors:?}", row.id);
            assert!(row.capex_usd_per_kw_low <= row.capex_usd_per_kw_high, "{}", row.id);
            positive(&row.id, &[row.capex_usd_per_kw_low, row.carbon_kg_per_mwh]);
            let around =
                [row.carbon_kg_per_mwh_low, row.carbon_kg_per_mwh, row.carbon_kg_per_mwh_high];
            assert!(around[0].is_none() || around.is_sorted(), "{}: {around:?}", row.id);
        }
        assert_eq!(technology("solar_utility").map(|row| row.usd_per_mwh_mid), Some(58.0));
    }
}
