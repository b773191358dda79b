//! Places: power price, carbon, climate and tax.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{Provenance, table};

const CSV: &str = include_str!("../../assets/catalog/places.csv");

/// A place a site may stand, with planning figures for its grid.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct PlaceRow {
    /// The permanent id.
    pub id: String,
    /// State, province, price zone or country.
    pub name: String,
    /// The country.
    pub country: String,
    /// The part of the world.
    pub region: String,
    /// The grid region's code; may be empty.
    pub grid_region: String,
    /// Latitude in degrees, north positive.
    #[serde(rename = "latitude_deg")]
    pub latitude: f64,
    /// Longitude in degrees, east positive.
    #[serde(rename = "longitude_deg")]
    pub longitude: f64,
    /// Industrial power price.
    pub power_price_usd_per_mwh: f64,
    /// What the power price stands for.
    pub power_price_basis: String,
    /// Carbon intensity of the grid in CO2e.
    pub carbon_kg_per_mwh: f64,
    /// Whether the intensity is direct or over the life cycle.
    pub carbon_basis: CarbonBasis,
    /// How the intensity was worked out.
    pub carbon_method: String,
    /// Renewable share of generation.
    pub renewable_share: f64,
    /// Renewable and nuclear share of generation.
    pub zero_carbon_share: f64,
    /// Mean temperature of the year.
    #[serde(rename = "mean_temperature_c")]
    pub mean_temp_c: f64,
    /// Capacity factor of new wind, as a share.
    #[serde(rename = "wind_cf_share")]
    pub wind_cf: f64,
    /// Capacity factor of new solar, as a share.
    #[serde(rename = "solar_cf_share")]
    pub solar_cf: f64,
    /// Corporate income tax, national and local, as a share.
    #[serde(rename = "corporate_tax_share")]
    pub corporate_tax_rate: f64,
    /// Where the figures come from.
    #[serde(flatten)]
    pub provenance: Provenance,
    /// What was read in a named source: words of `price`, `wholesale`, `carbon`, `shares`, `tax`,
    /// `temperature` and `solar`, with spaces between; the other figures are planning values.
    pub verified_fields: String,
    /// What to know before using the figures; may be empty.
    pub note: String,
}

/// What a carbon intensity counts; the two differ by some 30 to 60 kg/MWh on the same grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CarbonBasis {
    /// What leaves the stacks.
    Direct,
    /// Building the plants and winning the fuel too.
    Lifecycle,
}

static ROWS: LazyLock<Vec<PlaceRow>> = LazyLock::new(|| table::rows("places.csv", CSV));

/// All places.
pub fn places() -> &'static [PlaceRow] {
    &ROWS
}

/// The place of this id.
pub fn place(id: &str) -> Option<&'static PlaceRow> {
    places().iter().find(|row| row.id == id)
}

impl PlaceRow {
    /// Whether this word of [`Self::verified_fields`] was read in a named source.
    pub fn is_verified(&self, field: &str) -> bool {
        self.verified_fields.split(' ').any(|word| word == field)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Verified;
    use super::table::tests::{check, positive, share};
    use super::*;

    #[test]
    fn every_place_is_read_and_lies_on_the_globe() {
        check(CSV, 98, |row: &PlaceRow| (row.id.clone(), &row.provenance));
        for row in places() {
            assert!(row.latitude.abs() <= 90.0 && row.longitude.abs() <= 180.0, "{}", row.id);
            positive(&row.id, &[Some(row.power_price_usd_per_mwh), Some(row.carbon_kg_per_mwh)]);
            let (renewable, clean) = (row.renewable_share, row.zero_carbon_share);
            share(&row.id, &[Some(renewable), Some(clean), Some(row.corporate_tax_rate)]);
            share(&row.id, &[Some(row.wind_cf), Some(row.solar_cf)]);
            assert!(renewable <= clean + 1e-9, "{}: {renewable} above {clean}", row.id);
            assert!((-30.0..=40.0).contains(&row.mean_temp_c), "{}", row.id);
        }
        let texas = place("us-tx").unwrap();
        assert_eq!(
            (texas.country.as_str(), texas.carbon_basis),
            ("United States", CarbonBasis::Direct)
        );
        assert!(place("atlantis").is_none());
    }

    #[test]
    fn a_place_is_verified_only_with_price_and_carbon_read() {
        let words = ["price", "wholesale", "carbon", "shares", "tax", "temperature", "solar"];
        for row in places() {
            let read = |field| row.is_verified(field);
            assert!(
                row.verified_fields.split_terminator(' ').all(|w| words.contains(&w)),
                "{}",
                row.id
            );
            let expected = match row.provenance.verified {
                Verified::Yes => (read("price") || read("wholesale")) && read("carbon"),
                Verified::Partly => !row.verified_fields.is_empty(),
                Verified::No => row.verified_fields.is_empty(),
            };
            assert!(expected, "{}: {:?} {}", row.id, row.provenance.verified, row.verified_fields);
        }
    }
}
