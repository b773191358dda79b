//! Depreciation for tax: straight line, or MACRS with half a year in the first, with a bonus.

use crate::format::Month;
use crate::plan::{Finance, Jurisdiction, TaxClass};

/// First month from whose purchases on the bonus applies: 19 January 2025 was the last day before it.
const BONUS_FROM: Month = Month::new(2025, 1);

/// Yearly shares of MACRS with the half-year convention, IRS Publication 946, table A-1; none for another class.
pub const fn macrs_shares(class: TaxClass) -> Option<&'static [f64]> {
    const FIVE: [f64; 6] = [0.2, 0.32, 0.192, 0.1152, 0.1152, 0.0576];
    const SEVEN: [f64; 8] = [0.1429, 0.2449, 0.1749, 0.1249, 0.0893, 0.0892, 0.0893, 0.0446];
    const FIFTEEN: [f64; 16] = [
        0.05, 0.095, 0.0855, 0.077, 0.0693, 0.0623, 0.059, 0.059, 0.0591, 0.059, 0.0591, 0.059,
        0.0591, 0.059, 0.0591, 0.0295,
    ];
    match class {
        TaxClass::Macrs5 => Some(&FIVE),
        TaxClass::Macrs7 => Some(&SEVEN),
        TaxClass::Macrs15 => Some(&FIFTEEN),
        TaxClass::Automatic | TaxClass::StraightLine => None,
    }
}

/// How one asset is deducted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TaxRule {
    /// Yearly shares by calendar year in service; none for straight line.
    yearly: Option<&'static [f64]>,
    /// Share deducted in the first year before anything else.
    bonus: f64,
    /// Months of straight line.
    life_months: f64,
    /// Months in service in the first calendar year.
    first_year_months: f64,
}

impl TaxRule {
    /// The rule of an asset in service from a month.
    ///
    /// `accelerated` is its class in the United States. Bought before 2025-01-20 or elsewhere: no bonus, and straight
    /// line over book life unless a class is entered.
    pub fn of(
        finance: &Finance,
        entered: TaxClass,
        accelerated: TaxClass,
        life_months: u32,
        in_service: Month,
    ) -> Self {
        let home = finance.jurisdiction == Jurisdiction::UnitedStates;
        let recent = home && in_service >= BONUS_FROM;
        let class = match entered {
            TaxClass::Automatic if recent => accelerated,
            TaxClass::Automatic => TaxClass::StraightLine,
            entered => entered,
        };
        let yearly = macrs_shares(class);
        let bonus = if recent && yearly.is_some() { finance.bonus_share } else { 0.0 };
        Self {
            yearly,
            bonus,
            life_months: f64::from(life_months.max(1)),
            first_year_months: f64::from(13 - in_service.month()),
        }
    }

    /// Share of cost deducted in the first `months` months in service.
    ///
    /// A year's charge is spread over its remaining months in service.
    pub fn charged_share(&self, months: i32) -> f64 {
        if months <= 0 {
            return 0.0;
        }
        let months = f64::from(months);
        let Some(yearly) = self.yearly else { return (months / self.life_months).min(1.0) };
        let mut left = months;
        let mut span = self.first_year_months;
        let mut charged = 0.0;
        for share in yearly {
            charged += share * (left / span).min(1.0);
            left -= span;
            span = 12.0;
            if left <= 0.0 {
                break;
            }
        }
        let at_once = self.bonus * (months / self.first_year_months).min(1.0);
        at_once + (1.0 - self.bonus) * charged
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finance() -> Finance {
        Finance { bonus_share: 0.0, ..Finance::assumed() }
    }

    fn rule(finance: &Finance, entered: TaxClass, from: Month) -> TaxRule {
        TaxRule::of(finance, entered, TaxClass::Macrs5, 48, from)
    }

    #[test]
    fn tables_add_up_to_one() {
        for class in [TaxClass::Macrs5, TaxClass::Macrs7, TaxClass::Macrs15] {
            let shares = macrs_shares(class).unwrap();
            assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-12, "{class:?}");
        }
        assert_eq!(macrs_shares(TaxClass::Macrs5).unwrap()[1], 0.32);
        assert_eq!(macrs_shares(TaxClass::Macrs7).unwrap()[7], 0.0446);
        assert_eq!(macrs_shares(TaxClass::Macrs15).unwrap()[15], 0.0295);
    }

    #[test]
    fn a_year_s_charge_is_spread_over_its_months_in_service() {
        // In service in October: a fifth over three months, then 32 % over twelve.
        let of = rule(&finance(), TaxClass::Automatic, Month::new(2027, 10));
        assert!((of.charged_share(1) - 0.2 / 3.0).abs() < 1e-12);
        assert!((of.charged_share(3) - 0.2).abs() < 1e-12);
        assert!((of.charged_share(9) - 0.36).abs() < 1e-12);
        assert!((of.charged_share(15) - 0.52).abs() < 1e-12);
        assert!((of.charged_share(63) - 1.0).abs() < 1e-12 && of.charged_share(0) == 0.0);
    }

    #[test]
    fn the_bonus_comes_first_and_only_where_it_applies() {
        let with = Finance { bonus_share: 0.6, ..finance() };
        let of = rule(&with, TaxClass::Automatic, Month::new(2027, 1));
        assert!((of.charged_share(12) - (0.6 + 0.4 * 0.2)).abs() < 1e-12);
        // Bought before: straight line over four years of books, or the class entered without a bonus.
        let before = rule(&with, TaxClass::Automatic, Month::new(2024, 12));
        assert!((before.charged_share(12) - 0.25).abs() < 1e-12);
        let entered = rule(&with, TaxClass::Macrs5, Month::new(2024, 12));
        assert!((entered.charged_share(1) - 0.2).abs() < 1e-12);
        let abroad = Finance { jurisdiction: Jurisdiction::Elsewhere, ..with };
        let of = rule(&abroad, TaxClass::Automatic, Month::new(2027, 1));
        assert!((of.charged_share(24) - 0.5).abs() < 1e-12);
    }
}
