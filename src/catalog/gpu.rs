//! GPU models and measured changes of their rental.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{Provenance, table};
use crate::format::Month;

const CSV: &str = include_str!("../../assets/catalog/gpus.csv");
const DECLINES: &str = include_str!("../../assets/catalog/gpu_declines.csv");

/// A GPU model with its share of the server around it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct GpuRow {
    /// The permanent id.
    pub id: String,
    /// Model and form.
    pub model: String,
    /// The maker.
    pub maker: String,
    /// The year the model came to market.
    pub release_year: u16,
    /// Memory of one GPU.
    pub memory_gb: f64,
    /// Thermal design power of the GPU alone, in watts.
    pub tdp_w: f64,
    /// IT power per GPU, host and network included.
    pub kw_it: f64,
    /// Price of one GPU.
    pub purchase_usd: f64,
    /// Capex per GPU with server, network and storage; the hall is not in it.
    pub all_in_capex_usd: f64,
    /// Rental on a marketplace or spot; samples differ, so it may exceed the middle figure.
    pub rental_low_usd_per_gpu_hour: Option<f64>,
    /// Rental at a specialised cloud, the median.
    pub rental_mid_usd_per_gpu_hour: Option<f64>,
    /// Rental at a hyperscaler.
    pub rental_high_usd_per_gpu_hour: Option<f64>,
    /// On-demand list rate of the market start, where an index exists.
    pub list_usd_per_gpu_hour: Option<f64>,
    /// Reserved rate of the market start, where rate cards exist.
    pub reserved_usd_per_gpu_hour: Option<f64>,
    /// Where the figures come from.
    #[serde(flatten)]
    pub provenance: Provenance,
    /// What to know before using the figures; may be empty.
    pub note: String,
}

/// A measured change of a GPU's rental between two months.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct GpuDecline {
    /// The permanent id.
    pub id: String,
    /// The GPU.
    pub gpu: String,
    /// Whose rates: a provider, an index, a median.
    pub scope: String,
    /// The first month.
    pub from_month: Month,
    /// The rate in the first month.
    pub usd_per_gpu_hour_from: f64,
    /// The last month.
    pub to_month: Month,
    /// The rate in the last month.
    pub usd_per_gpu_hour_to: f64,
    /// Years between the two rates.
    pub years: f64,
    /// Change a year, compounded; below 0 for a decline.
    pub change_share_per_year: f64,
    /// Where the figures come from.
    #[serde(flatten)]
    pub provenance: Provenance,
    /// What to know before using the figures; may be empty.
    pub note: String,
}

static ROWS: LazyLock<Vec<GpuRow>> = LazyLock::new(|| table::rows("gpus.csv", CSV));
static DECLINE_ROWS: LazyLock<Vec<GpuDecline>> =
    LazyLock::new(|| table::rows("gpu_declines.csv", DECLINES));

/// All GPU models.
pub fn gpus() -> &'static [GpuRow] {
    &ROWS
}

/// The GPU model of this id.
pub fn gpu(id: &str) -> Option<&'static GpuRow> {
    gpus().iter().find(|row| row.id == id)
}

/// Measured changes of GPU rental, rises included.
pub fn gpu_declines() -> &'static [GpuDecline] {
    &DECLINE_ROWS
}

#[cfg(test)]
mod tests {
    use super::super::market_start;
    use super::table::tests::{check, positive};
    use super::*;

    #[test]
    fn every_gpu_is_read_with_its_server_above_its_own_power() {
        check(CSV, 22, |row: &GpuRow| (row.id.clone(), &row.provenance));
        for row in gpus() {
            let low = row.rental_low_usd_per_gpu_hour;
            let (mid, high) = (row.rental_mid_usd_per_gpu_hour, row.rental_high_usd_per_gpu_hour);
            positive(
                &row.id,
                &[Some(row.memory_gb), Some(row.tdp_w), Some(row.purchase_usd), low, mid, high],
            );
            assert!(row.kw_it > row.tdp_w / 1000.0 && row.kw_it < 3.0, "{}", row.id);
            assert!(row.all_in_capex_usd > row.purchase_usd, "{}", row.id);
            assert!(high >= mid || high.is_none(), "{}", row.id);
        }
        assert_eq!(
            gpu("h100-sxm").map(|row| (row.kw_it, row.all_in_capex_usd)),
            Some((1.275, 5e4))
        );
    }

    #[test]
    fn list_and_reserved_rates_are_those_of_the_market_start() {
        let start = market_start();
        let list = |id| gpu(id).unwrap().list_usd_per_gpu_hour.unwrap();
        assert_eq!(list("h100-sxm"), start.h100_list.value);
        assert_eq!(list("h200-sxm"), start.h200_list.value);
        assert_eq!(list("a100-80gb-sxm"), start.a100_list.value);
        assert_eq!(list("b200"), start.b200_list.value);
        let reserved = gpu("h100-sxm").unwrap().reserved_usd_per_gpu_hour;
        assert_eq!(reserved, Some(start.h100_reserved.value));
        assert_eq!(gpus().iter().filter(|row| row.list_usd_per_gpu_hour.is_some()).count(), 4);
    }

    #[test]
    fn each_decline_a_year_follows_from_its_two_rates() {
        check(DECLINES, 24, |row: &GpuDecline| (row.id.clone(), &row.provenance));
        for row in gpu_declines() {
            positive(&row.id, &[Some(row.usd_per_gpu_hour_from), Some(row.usd_per_gpu_hour_to)]);
            let months = f64::from(row.to_month.since(row.from_month));
            assert!((months / 12.0 - row.years).abs() < 0.1, "{}: {months} months", row.id);
            let change =
                (row.usd_per_gpu_hour_to / row.usd_per_gpu_hour_from).powf(1.0 / row.years) - 1.0;
            assert!((change - row.change_share_per_year).abs() < 0.01, "{}: {change}", row.id);
        }
    }
}
