//! Factors on the base-case drivers of the markets, each from a month on: what a what-if sets.

use serde::{Deserialize, Serialize};

use crate::format::Month;

/// Factors on the base-case drivers, each with the first month it acts in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shifts {
    /// Factor on the expected price of Bitcoin; the network follows it.
    pub btc_price_factor: f64,
    /// First month of that factor.
    pub btc_price_factor_from: Month,
    /// Factor on fees; the network follows them.
    pub fees_factor: f64,
    /// First month of that factor.
    pub fees_factor_from: Month,
    /// Factor on the hashprice that machines are paid; the network's hashrate stays as it is.
    pub hashprice_factor: f64,
    /// First month of that factor.
    pub hashprice_factor_from: Month,
    /// Factor on GPU rental that is not reserved.
    pub gpu_rent_factor: f64,
    /// First month of that factor.
    pub gpu_rent_factor_from: Month,
    /// Factor on the rent of colocation not yet signed, options included.
    pub colocation_rent_factor: f64,
    /// First month of that factor.
    pub colocation_rent_factor_from: Month,
    /// Factor on the price of energy at the hub or in the tariff; contracts and delivery keep theirs.
    pub power_price_factor: f64,
    /// First month of that factor.
    pub power_price_factor_from: Month,
}

/// A factor that acts from a month on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shift {
    /// The factor.
    pub factor: f64,
    /// Its first month.
    pub from: Month,
}

impl Shift {
    /// The factor in a month: 1 before its first.
    pub fn at(self, month: Month) -> f64 {
        if month >= self.from { self.factor } else { 1.0 }
    }

    /// Multiplies the months of a series that begins in `start`.
    pub fn apply(self, start: Month, series: &mut [f64]) {
        // Figures that nothing moves keep their bits.
        if self.factor.to_bits() == 1.0_f64.to_bits() {
            return;
        }
        let first = usize::try_from(self.from.since(start)).unwrap_or(0);
        series.iter_mut().skip(first).for_each(|value| *value *= self.factor);
    }
}

impl Shifts {
    /// No driver moved: every factor 1, from `start` on.
    pub const fn none(start: Month) -> Self {
        Self {
            btc_price_factor: 1.0,
            btc_price_factor_from: start,
            fees_factor: 1.0,
            fees_factor_from: start,
            hashprice_factor: 1.0,
            hashprice_factor_from: start,
            gpu_rent_factor: 1.0,
            gpu_rent_factor_from: start,
            colocation_rent_factor: 1.0,
            colocation_rent_factor_from: start,
            power_price_factor: 1.0,
            power_price_factor_from: start,
        }
    }

    /// The shift of Bitcoin's price.
    pub const fn btc_price(&self) -> Shift {
        Shift { factor: self.btc_price_factor, from: self.btc_price_factor_from }
    }

    /// The shift of fees.
    pub const fn fees(&self) -> Shift {
        Shift { factor: self.fees_factor, from: self.fees_factor_from }
    }

    /// The shift of hashprice.
    pub const fn hashprice(&self) -> Shift {
        Shift { factor: self.hashprice_factor, from: self.hashprice_factor_from }
    }

    /// The shift of GPU rental.
    pub const fn gpu_rent(&self) -> Shift {
        Shift { factor: self.gpu_rent_factor, from: self.gpu_rent_factor_from }
    }

    /// The shift of colocation rent.
    pub const fn colocation_rent(&self) -> Shift {
        Shift { factor: self.colocation_rent_factor, from: self.colocation_rent_factor_from }
    }

    /// The shift of the price of power.
    pub const fn power_price(&self) -> Shift {
        Shift { factor: self.power_price_factor, from: self.power_price_factor_from }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_factor_acts_from_its_month_on() {
        let start = Month::new(2027, 1);
        let shift = Shift { factor: 0.5, from: Month::new(2027, 3) };
        let mut series = [10.0; 4];
        shift.apply(start, &mut series);
        assert_eq!(series, [10.0, 10.0, 5.0, 5.0]);
        assert_eq!([2, 3].map(|month| shift.at(Month::new(2027, month))), [1.0, 0.5]);
        let earlier = Shift { factor: 2.0, from: Month::new(2020, 1) };
        earlier.apply(start, &mut series);
        assert_eq!(series, [20.0, 20.0, 10.0, 10.0]);
    }
}
