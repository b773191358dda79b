//! The hours of a hub: factors of a typical year, by month in order of price.

use std::sync::{Arc, LazyLock, OnceLock};

use crate::catalog;
use crate::plan::{HOURS_OF_YEAR, Power, PriceSource};

const DAYS: [usize; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// A typical year: 8760 hourly factors with mean 1, and each month's hours in order of price.
#[derive(Clone, Debug, PartialEq)]
pub struct HubYear {
    /// Price of each hour over the year's mean, from 1 January.
    pub factors: Vec<f64>,
    /// January to December.
    pub months: Vec<HubMonth>,
}

/// The hours of a month, cheapest first.
#[derive(Clone, Debug, PartialEq)]
pub struct HubMonth {
    /// Hour of the year each stands at.
    pub order: Vec<u16>,
    /// Their factors, rising.
    pub factors: Vec<f64>,
    /// Sum of the factors of the first `k` of them, for `k` from 0.
    pub sums: Vec<f64>,
    /// How many are not above 0.
    pub free: usize,
}

/// A hub of the catalogue and its year once it was asked for.
type Slot = (&'static str, OnceLock<Arc<HubYear>>);

impl HubYear {
    fn of_factors(factors: Vec<f64>) -> Self {
        let mut first = 0;
        let months = DAYS.iter().map(|days| {
            let hours = first..first + days * 24;
            first = hours.end;
            HubMonth::of(hours, &factors)
        });
        let months = months.collect();
        Self { factors, months }
    }

    /// The year a plan's power takes its hours from; one price for all hours on a tariff or an unknown hub.
    ///
    /// The catalogue's years are built once and shared.
    pub fn of(power: &Power) -> Arc<Self> {
        match (power.source, &power.own_year) {
            (PriceSource::Hub, _) => Self::of_hub(&power.hub),
            (PriceSource::OwnYear, Some(own)) => {
                let mean = own.mean_usd_per_mwh();
                let factors = own.usd_per_mwh.iter().map(|price| price / mean).collect();
                Arc::new(Self::of_factors(factors))
            }
            _ => Self::of_hub(catalog::FLAT_HUB),
        }
    }

    /// The typical year of a hub of the catalogue.
    pub fn of_hub(id: &str) -> Arc<Self> {
        static BUILT: LazyLock<Vec<Slot>> = LazyLock::new(|| {
            catalog::hubs().iter().map(|row| (row.id.as_str(), OnceLock::new())).collect()
        });
        static FLAT: LazyLock<Arc<HubYear>> =
            LazyLock::new(|| Arc::new(HubYear::of_factors(vec![1.0; HOURS_OF_YEAR])));
        let made = catalog::hub(id).map(catalog::HubRow::factors).unwrap_or_default();
        let slot = BUILT.iter().find(|(of, _)| *of == id && made.len() == HOURS_OF_YEAR);
        let built =
            slot.map(|(_, slot)| slot.get_or_init(|| Arc::new(Self::of_factors(made.to_vec()))));
        Arc::clone(built.unwrap_or(&FLAT))
    }

    /// The hours of a calendar month, 1 to 12.
    pub fn month(&self, month: i32) -> &HubMonth {
        &self.months[(month - 1).rem_euclid(12) as usize]
    }
}

impl HubMonth {
    fn of(hours: std::ops::Range<usize>, factors: &[f64]) -> Self {
        let mut order: Vec<u16> = hours.map(|hour| hour as u16).collect();
        order.sort_by(|a, b| {
            factors[usize::from(*a)].total_cmp(&factors[usize::from(*b)]).then(a.cmp(b))
        });
        let factors: Vec<f64> = order.iter().map(|hour| factors[usize::from(*hour)]).collect();
        let mut sums = Vec::with_capacity(factors.len() + 1);
        let mut sum = 0.0;
        sums.push(sum);
        for factor in &factors {
            sum += factor;
            sums.push(sum);
        }
        let free = factors.partition_point(|factor| *factor <= 0.0);
        Self { order, factors, sums, free }
    }

    /// Number of hours, of a February without a 29th.
    pub fn hours(&self) -> usize {
        self.order.len()
    }

    /// Mean of the factors.
    pub fn mean(&self) -> f64 {
        self.sums[self.hours()] / self.hours() as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_hold_their_hours_in_order_of_price_and_sums_of_the_first() {
        let year = HubYear::of_hub("ercot_rt_2025");
        let hours: Vec<usize> = year.months.iter().map(HubMonth::hours).collect();
        assert_eq!(hours.iter().sum::<usize>(), 8760);
        assert_eq!((hours[0], hours[1]), (744, 672));
        let may = year.month(5);
        assert!(may.factors.windows(2).all(|pair| pair[0] <= pair[1]));
        let by_hand: f64 = may.factors[..100].iter().sum();
        assert!((may.sums[100] - by_hand).abs() < 1e-12);
        assert!(may.factors[..may.free].iter().all(|factor| *factor <= 0.0));
        assert!(may.factors[may.free] > 0.0);
    }

    #[test]
    fn a_tariff_and_an_unknown_hub_have_one_price() {
        for power in [Power::tariff(30.0), Power::tariff(30.0).at_hub("atlantis")] {
            let year = HubYear::of(&power);
            assert!(year.factors.iter().all(|factor| *factor == 1.0));
        }
    }
}
