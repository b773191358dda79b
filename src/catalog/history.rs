//! Bitcoin by month, and published hashprice points.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{Provenance, table};
use crate::format::Month;

const CSV: &str = include_str!("../../assets/catalog/history.csv");
const POINTS: &str = include_str!("../../assets/catalog/hashprice_points.csv");

/// One month of Bitcoin; the month is its id.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct HistoryMonth {
    /// The month.
    pub month: Month,
    /// Mean of the daily closes.
    pub price_usd: f64,
    /// Mean difficulty, weighted by time.
    pub difficulty: f64,
    /// Network hashrate that the difficulty stands for.
    #[serde(rename = "network_eh_per_s")]
    pub network_eh_s: f64,
    /// Mean fees of a block; none before 2011-03.
    pub fees_btc_per_block: Option<f64>,
    /// Mean subsidy of a block; between two eras' values in the month of a halving.
    pub subsidy_btc: f64,
    /// Blocks found; none before 2011-03.
    pub blocks: Option<f64>,
    /// Mean over the days of revenue per PH/s and day; none before 2011-03.
    pub hashprice_usd_per_ph_day: Option<f64>,
    /// Days counted; fewer than the month's own in the last month.
    pub days: u32,
    /// Where the figures come from.
    #[serde(flatten)]
    pub provenance: Provenance,
}

/// A hashprice somebody published, to lay beside the history.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct HashpricePoint {
    /// The permanent id.
    pub id: String,
    /// Year, month or day the point stands for.
    pub date: String,
    /// Which figure it is: on the day, an average, a low, a forward.
    pub metric: String,
    /// The hashprice.
    pub usd_per_ph_day: f64,
    /// Where the figure comes from.
    #[serde(flatten)]
    pub provenance: Provenance,
    /// What to know before using the figure; may be empty.
    pub note: String,
}

static ROWS: LazyLock<Vec<HistoryMonth>> = LazyLock::new(|| table::rows("history.csv", CSV));
static POINT_ROWS: LazyLock<Vec<HashpricePoint>> =
    LazyLock::new(|| table::rows("hashprice_points.csv", POINTS));

/// Bitcoin by month from 2011-01, without gaps.
pub fn history() -> &'static [HistoryMonth] {
    &ROWS
}

/// Published hashprice points, by date.
pub fn hashprice_points() -> &'static [HashpricePoint] {
    &POINT_ROWS
}

#[cfg(test)]
mod tests {
    use super::table::tests::{check, positive};
    use super::*;

    #[test]
    fn the_months_run_without_gaps_from_2011_to_2026_08() {
        check(CSV, 188, |row: &HistoryMonth| (row.month.to_string(), &row.provenance));
        for (index, row) in history().iter().enumerate() {
            assert_eq!(row.month, Month::new(2011, 1).plus(index as i32));
            let (fees, hashprice) = (row.fees_btc_per_block, row.hashprice_usd_per_ph_day);
            let whole = row.month == Month::new(2026, 8) && row.days == 21;
            assert!(whole || row.days == row.month.days(), "{}: {} days", row.month, row.days);
            positive(
                &row.month.to_string(),
                &[Some(row.price_usd), Some(row.difficulty), Some(row.subsidy_btc)],
            );
            positive(&row.month.to_string(), &[fees, row.blocks, hashprice]);
            assert_eq!(fees.is_some(), row.month >= Month::new(2011, 3));
            assert_eq!(
                (row.blocks.is_some(), hashprice.is_some()),
                (fees.is_some(), fees.is_some())
            );
            let network = row.difficulty * 2_f64.powi(32) / 600.0 / 1e18;
            assert!((network / row.network_eh_s - 1.0).abs() < 1e-4, "{}: {network}", row.month);
        }
    }

    /// hashprice = 0.144 * (subsidy + fees) * price / network_EH, network = difficulty * 2^32 / 600 / 1e18.
    #[test]
    fn hashprice_by_the_formula_meets_the_published_months() {
        let mut off: Vec<(f64, Month)> = Vec::new();
        for row in history().iter().filter(|row| row.month >= Month::new(2014, 10)) {
            let network_eh = row.difficulty * 2_f64.powi(32) / 600.0 / 1e18;
            let block_btc = row.subsidy_btc + row.fees_btc_per_block.unwrap();
            let hashprice = 0.144 * block_btc * row.price_usd / network_eh;
            off.push(((hashprice / row.hashprice_usd_per_ph_day.unwrap() - 1.0).abs(), row.month));
        }
        assert_eq!(off.len(), 143);
        let (worst, month) = off.iter().copied().max_by(|a, b| a.0.total_cmp(&b.0)).unwrap();
        let close = off.iter().filter(|(off, _)| *off <= 0.01).count();
        assert!(worst <= 0.05, "worst month {month}: {worst:.4} off");
        assert!(
            close * 10 >= off.len() * 9,
            "{close} of {} months within 1 %, worst {month}: {worst:.4}",
            off.len()
        );
    }

    #[test]
    fn published_points_are_read_and_those_of_a_day_lie_near_their_month() {
        check(POINTS, 18, |row: &HashpricePoint| (row.id.clone(), &row.provenance));
        let mut met = 0;
        for point in hashprice_points().iter().filter(|point| point.metric == "hashprice") {
            let month: Month = point.date[..7].parse().unwrap();
            let row = history().iter().find(|row| row.month == month).unwrap();
            let off = point.usd_per_ph_day / row.hashprice_usd_per_ph_day.unwrap() - 1.0;
            assert!(off.abs() < 0.2, "{}: {off:+.3} off the month's mean", point.id);
            met += 1;
        }
        assert_eq!(met, 9);
    }
}
