//! The state of the markets a plan starts from.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

use super::{Provenance, table};
use crate::format::Month;

const CSV: &str = include_str!("../../assets/catalog/market_start.csv");

/// A figure with its unit and origin.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Figure {
    /// The permanent id.
    pub id: String,
    /// The figure.
    pub value: f64,
    /// Its unit.
    pub unit: String,
    /// Where it comes from.
    #[serde(flatten)]
    pub provenance: Provenance,
    /// What to know before using it; may be empty.
    pub note: String,
}

impl Figure {
    /// The month the figure stands for.
    pub fn month(&self) -> Option<Month> {
        self.provenance.as_of.get(..7)?.parse().ok()
    }

    /// The day the figure stands for, where it is of a day.
    pub fn date(&self) -> Option<Date> {
        self.provenance.as_of.parse().ok()
    }
}

/// The start values of every market driver.
#[derive(Clone, Debug, PartialEq)]
pub struct MarketStart {
    /// Height of the last block of its day: the anchor of the halvings.
    pub block_height: Figure,
    /// Bitcoin price in USD at the close.
    pub price: Figure,
    /// Mean Bitcoin price of the month in USD.
    pub price_month_mean: Figure,
    /// Mining difficulty.
    pub difficulty: Figure,
    /// Network hashrate in EH/s that the difficulty stands for.
    pub network_hashrate: Figure,
    /// Fees in BTC per block, mean of the month.
    pub fees: Figure,
    /// Subsidy in BTC per block.
    pub subsidy: Figure,
    /// Mean hashprice of the month in USD/PH/day.
    pub hashprice: Figure,
    /// On-demand list rate of an H100 in USD/GPU-hour.
    pub h100_list: Figure,
    /// Reserved rate of an H100 in USD/GPU-hour.
    pub h100_reserved: Figure,
    /// On-demand list rate of an A100 with 80 GB in USD/GPU-hour.
    pub a100_list: Figure,
    /// On-demand list rate of a B200 in USD/GPU-hour.
    pub b200_list: Figure,
    /// On-demand list rate of an H200 in USD/GPU-hour.
    pub h200_list: Figure,
    /// Published colocation rent, the term average, in USD/kW-month.
    pub colocation_rent: Figure,
    /// Mean real-time price of the ERCOT hub average in USD/MWh.
    pub ercot_hub_mean: Figure,
}

static START: LazyLock<MarketStart> = LazyLock::new(|| {
    let rows: Vec<Figure> = table::rows("market_start.csv", CSV);
    let take = |id: &str| rows.iter().find(|row| row.id == id).cloned().unwrap_or_default();
    MarketStart {
        block_height: take("block_height"),
        price: take("price"),
        price_month_mean: take("price_month_mean"),
        difficulty: take("difficulty"),
        network_hashrate: take("network_hashrate"),
        fees: take("fees"),
        subsidy: take("subsidy"),
        hashprice: take("hashprice"),
        h100_list: take("h100_list"),
        h100_reserved: take("h100_reserved"),
        a100_list: take("a100_list"),
        b200_list: take("b200_list"),
        h200_list: take("h200_list"),
        colocation_rent: take("colocation_rent"),
        ercot_hub_mean: take("ercot_hub_mean"),
    }
});

/// The bundled start values.
pub fn market_start() -> &'static MarketStart {
    &START
}

impl MarketStart {
    /// All figures, in the order of the table.
    pub fn figures(&self) -> [&Figure; 15] {
        let Self {
            block_height,
            price,
            price_month_mean,
            difficulty,
            network_hashrate,
            fees,
            subsidy,
            hashprice,
            h100_list,
            h100_reserved,
            a100_list,
            b200_list,
            h200_list,
            colocation_rent,
            ercot_hub_mean,
        } = self;
        [
            block_height,
            price,
            price_month_mean,
            difficulty,
            network_hashrate,
            fees,
            subsidy,
            hashprice,
            h100_list,
            h100_reserved,
            a100_list,
            b200_list,
            h200_list,
            colocation_rent,
            ercot_hub_mean,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::super::lease_rents;
    use super::table::tests::{check, positive};
    use super::*;

    #[test]
    fn every_start_value_is_found_in_the_table() {
        check(CSV, 15, |row: &Figure| (row.id.clone(), &row.provenance));
        let rows: Vec<Figure> = table::rows("market_start.csv", CSV);
        assert!(market_start().figures().into_iter().eq(rows.iter()));
        for figure in market_start().figures() {
            positive(&figure.id, &[Some(figure.value)]);
            assert!(!figure.unit.is_empty() && figure.month().is_some(), "{}", figure.id);
        }
    }

    #[test]
    fn the_start_values_agree_with_each_other() {
        let start = market_start();
        let network = start.difficulty.value * 2_f64.powi(32) / 600.0 / 1e18;
        assert!((network - start.network_hashrate.value).abs() < 0.1, "{network}");
        let hashprice =
            0.144 * (start.subsidy.value + start.fees.value) * start.price.value / network;
        assert!((hashprice - 38.98).abs() < 0.01, "{hashprice}");
        let era = (start.block_height.value / 210_000.0) as i32;
        assert_eq!(50.0 / 2_f64.powi(era), start.subsidy.value);
        assert_eq!(start.block_height.date(), Date::new(2026, 8, 21).ok());
        assert_eq!(start.fees.month(), Some(Month::new(2026, 8)));
        assert_eq!(start.fees.date(), None);
        let rents = lease_rents();
        assert!((start.colocation_rent.value / rents.median_usd_per_kw_month - 1.0).abs() < 0.02);
    }
}
