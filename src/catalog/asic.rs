//! Mining machines.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{Provenance, table};

const CSV: &str = include_str!("../../assets/catalog/asics.csv");

/// A mining machine, as its maker or a seller states it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct AsicRow {
    /// The permanent id.
    pub id: String,
    /// Model and variant.
    pub model: String,
    /// The maker.
    pub maker: String,
    /// The year the model came to market.
    pub release_year: u16,
    /// Hashrate of one machine.
    pub th_per_s: f64,
    /// Power of one machine at the plug, in watts.
    pub power_w: f64,
    /// Efficiency.
    pub j_per_th: f64,
    /// Asking price of one machine; sellers differ up to three times.
    pub price_usd: Option<f64>,
    /// How the machine is cooled.
    pub cooling: Cooling,
    /// Where the figures come from.
    #[serde(flatten)]
    pub provenance: Provenance,
    /// What to know before using the figures; may be empty.
    pub note: String,
}

/// How a mining machine is cooled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cooling {
    /// Fans.
    Air,
    /// Water in closed plates.
    Hydro,
    /// A bath of dielectric fluid.
    Immersion,
}

static ROWS: LazyLock<Vec<AsicRow>> = LazyLock::new(|| table::rows("asics.csv", CSV));

/// All mining machines, by maker and age.
pub fn asics() -> &'static [AsicRow] {
    &ROWS
}

/// The mining machine of this id.
pub fn asic(id: &str) -> Option<&'static AsicRow> {
    asics().iter().find(|row| row.id == id)
}

impl AsicRow {
    /// Asking price per TH/s.
    pub fn price_usd_per_th(&self) -> Option<f64> {
        self.price_usd.map(|price| price / self.th_per_s)
    }
}

#[cfg(test)]
mod tests {
    use super::table::tests::{check, positive};
    use super::*;

    #[test]
    fn every_machine_is_read_and_its_three_figures_agree() {
        check(CSV, 53, |row: &AsicRow| (row.id.clone(), &row.provenance));
        for row in asics() {
            positive(
                &row.id,
                &[Some(row.th_per_s), Some(row.power_w), Some(row.j_per_th), row.price_usd],
            );
            let off = row.power_w / row.th_per_s / row.j_per_th - 1.0;
            assert!(off.abs() < 0.02, "{}: W / TH/s is {off:+.3} off J/TH", row.id);
            assert!((2009..=2026).contains(&row.release_year), "{}", row.id);
        }
    }

    #[test]
    fn machines_are_found_by_id() {
        let s21 = asic("antminer-s21-200t").unwrap();
        assert_eq!((s21.th_per_s, s21.power_w, s21.j_per_th), (200.0, 3500.0, 17.5));
        assert_eq!(s21.price_usd_per_th(), Some(16.0));
        assert_eq!(s21.cooling, Cooling::Air);
        assert_eq!(asic("antminer-s19-95t").unwrap().price_usd, None);
        assert!(asic("no such machine").is_none());
    }
}
