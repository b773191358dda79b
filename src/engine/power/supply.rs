//! What contracts supply, hour by hour, and what it is worth at the hub.

use std::sync::Arc;

use super::hub::HubYear;
use crate::catalog;
use crate::plan::{Contract, ContractVolume, OwnYear, Power, PriceSource, Shape};

/// Everything of a plan's power that does not depend on the level of prices: computed once and shared by all runs.
#[derive(Clone, Debug, PartialEq)]
pub struct PowerYear {
    /// The hours of the hub.
    pub hub: Arc<HubYear>,
    /// Each contract's year, in the order of the plan.
    pub contracts: Vec<Supply>,
    made_for: (PriceSource, String, Option<Arc<OwnYear>>),
}

/// What a contract supplies over a typical year.
#[derive(Clone, Debug, PartialEq)]
pub struct Supply {
    /// Output of each hour, MW; empty where it is the same in all.
    pub hourly_mw: Vec<f64>,
    /// Mean output, MW.
    pub mean_mw: f64,
    /// January to December.
    pub months: Vec<SupplyMonth>,
    /// Output of each month's hours in order of price, MW; empty where it is the same in all.
    by_price: Vec<Vec<f64>>,
    made_for: (ContractVolume, Shape, f64, f64),
}

/// Sums over the hours of a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SupplyMonth {
    /// Of output, MWh.
    pub mwh: f64,
    /// Of output x factor.
    pub priced: f64,
    /// Of output x factor in hours above 0.
    pub priced_above_zero: f64,
}

impl PowerYear {
    /// Builds the year of a plan's power.
    pub fn of(power: &Power) -> Arc<Self> {
        let hub = HubYear::of(power);
        let contracts = power.contracts.iter().map(|of| Supply::of(of, &hub)).collect();
        Arc::new(Self { hub, contracts, made_for: Self::key(power) })
    }

    fn key(power: &Power) -> (PriceSource, String, Option<Arc<OwnYear>>) {
        let own = power.own_year.as_ref().filter(|_| power.source == PriceSource::OwnYear);
        (power.source, power.hub.clone(), own.cloned())
    }

    fn is_of(&self, power: &Power) -> bool {
        let (source, hub, own) = &self.made_for;
        let same_own = match (own, power.own_year.as_ref()) {
            // Copies of a plan share their year; a comparison of prices is left to the rare other case.
            (Some(own), Some(other)) => Arc::ptr_eq(own, other) || own == other,
            (None, _) => power.source != PriceSource::OwnYear || power.own_year.is_none(),
            (Some(_), None) => false,
        };
        *source == power.source && *hub == power.hub && same_own
    }

    /// This year, or another where it was built for other power.
    #[must_use]
    pub fn fitting(self: &Arc<Self>, power: &Power) -> Arc<Self> {
        if !self.is_of(power) {
            return Self::of(power);
        }
        let pairs = || self.contracts.iter().zip(&power.contracts);
        let same = self.contracts.len() == power.contracts.len()
            && pairs().all(|(supply, of)| supply.made_for == Supply::key(of));
        if same {
            return Arc::clone(self);
        }
        let contracts = power.contracts.iter().map(|of| Supply::of(of, &self.hub)).collect();
        Arc::new(Self { hub: Arc::clone(&self.hub), contracts, made_for: self.made_for.clone() })
    }
}

impl Supply {
    fn key(contract: &Contract) -> (ContractVolume, Shape, f64, f64) {
        (contract.volume, contract.shape, contract.mw, contract.capacity_factor)
    }

    fn of(contract: &Contract, hub: &HubYear) -> Self {
        let mean_mw = contract.mean_mw();
        let shape = catalog::shape(contract.shape.key()).map(catalog::ShapeRow::hours);
        let hourly_mw: Vec<f64> =
            match shape.filter(|_| contract.volume == ContractVolume::AsProduced) {
                Some(shape) => {
                    let hours = scaled(shape, contract.capacity_factor);
                    hours.into_iter().map(|share| share * contract.mw).collect()
                }
                None => Vec::new(),
            };
        let months = hub.months.iter().map(|month| {
            let mut sums = SupplyMonth { mwh: 0.0, priced: 0.0, priced_above_zero: 0.0 };
            for (hour, factor) in month.order.iter().zip(&month.factors) {
                let mw = hourly_mw.get(usize::from(*hour)).copied().unwrap_or(mean_mw);
                sums.mwh += mw;
                sums.priced += mw * factor;
                sums.priced_above_zero += mw * factor.max(0.0);
            }
            sums
        });
        let months = months.collect();
        let of_month = |month: &super::HubMonth| {
            let hours = month.order.iter().map(|hour| hourly_mw[usize::from(*hour)]);
            hours.collect()
        };
        let produced = hub.months.iter().filter(|_| !hourly_mw.is_empty());
        let by_price = produced.map(of_month).collect();
        Self { mean_mw, months, by_price, made_for: Self::key(contract), hourly_mw }
    }

    /// Adds the output of a calendar month, 0 to 11, to its hours in order of price.
    pub fn add_to(&self, calendar: usize, mw: &mut [f64]) {
        match self.by_price.get(calendar) {
            Some(hours) => mw.iter_mut().zip(hours).for_each(|(sum, hour)| *sum += hour),
            None => mw.iter_mut().for_each(|sum| *sum += self.mean_mw),
        }
    }

    /// Output in an hour of the year, MW.
    pub fn mw(&self, hour: usize) -> f64 {
        self.hourly_mw.get(hour).copied().unwrap_or(self.mean_mw)
    }
}

/// A shape scaled to a capacity factor: `min(k s, 1)` with the one `k` that gives the mean.
///
/// Hours are capped at 1 and `k` raised again until the mean holds, as far as hours that produce allow.
pub fn scaled(shape: &[f64], capacity_factor: f64) -> Vec<f64> {
    let mut hours = shape.to_vec();
    let target = capacity_factor.clamp(0.0, 1.0) * hours.len() as f64;
    for _ in 0..100 {
        let (full, open) = hours.iter().fold((0.0, 0.0), |(full, open), hour| {
            if *hour >= 1.0 { (full + 1.0, open) } else { (full, open + hour) }
        });
        if open <= 0.0 || (full + open - target).abs() <= 1e-12 * target.max(1.0) {
            break;
        }
        // Scaled down, hours at the cap fall with the rest.
        let factor =
            if target < full + open { target / (full + open) } else { (target - full) / open };
        let falls = factor < 1.0;
        for hour in hours.iter_mut().filter(|hour| falls || **hour < 1.0) {
            *hour = (*hour * factor).min(1.0);
        }
    }
    hours
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::template;

    #[test]
    fn a_shape_meets_its_capacity_factor_with_hours_capped_at_one() {
        // 0.2, 0.4, 0.8 to a mean of 0.6: x 1.2857 caps the last, 0.8 left over 0.6 x 1.3333: 0.2667, 0.5333, 1.
        let hours = scaled(&[0.2, 0.4, 0.8], 0.6);
        assert!(
            (hours[0] - 0.8 / 3.0).abs() < 1e-12 && (hours[2] - 1.0).abs() < 1e-12,
            "{hours:?}"
        );
        assert!((hours.iter().sum::<f64>() - 1.8).abs() < 1e-12);
        let wind = catalog::shape("permian_wind").unwrap().hours();
        for target in [0.2, 0.46, 0.7] {
            let hours = scaled(wind, target);
            assert!((hours.iter().sum::<f64>() / 8760.0 - target).abs() < 1e-9, "{target}");
            assert!(hours.iter().all(|hour| *hour <= 1.0));
        }
    }

    #[test]
    fn another_plan_s_power_gets_its_own_year_and_the_same_shares_it() {
        let plan = crate::plan::testing::plan();
        let mut power = (*plan.power).clone().at_hub("ercot_rt_2025");
        power.contracts = vec![template::contract("a", &plan)];
        let year = PowerYear::of(&power);
        let dearer = Power { price_usd_per_mwh: 50.0, ..power.clone() };
        assert!(Arc::ptr_eq(&year, &year.fitting(&dearer)));
        power.contracts[0].mw = 20.0;
        assert!((year.fitting(&power).contracts[0].mean_mw - 7.6).abs() < 1e-12);
        let bare = Power { contracts: Vec::new(), ..power };
        assert!(year.fitting(&bare).contracts.is_empty());
        assert_eq!(year.fitting(&bare), PowerYear::of(&bare));
    }
}
