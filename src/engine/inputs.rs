//! What every kernel reads: markets and factors of each month, computed once.

use std::sync::Arc;

use super::market::{Markets, Progress, years_at};
use super::power::{HubMonth, PowerYear};
use crate::format::Month;
use crate::plan::Plan;

/// Arrays over the months of a plan, in base units.
#[derive(Clone, Debug)]
pub struct Inputs<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Number of months.
    pub months: usize,
    /// Days of each month.
    pub days: Vec<f64>,
    /// Hours of each month.
    pub hours: Vec<f64>,
    /// Discount factor of each month's end: `(1 + r)^(-(m + 1) / 12)`.
    pub discount: Vec<f64>,
    /// Cost factor of each month: `(1 + escalation)^((m + 1) / 12)`.
    pub cost: Vec<f64>,
    /// Level of prices at the hub or in the tariff, which the hours' factors scale, USD/MWh.
    pub power_price: Vec<f64>,
    /// Delivery adder, USD/MWh.
    pub power_adder: Vec<f64>,
    /// Price of the grid's carbon, an adder too, USD/MWh.
    pub carbon_adder: Vec<f64>,
    /// The hours of the hub and of the contracts.
    pub power: Arc<PowerYear>,
    /// Base-case drivers.
    pub markets: Markets,
    /// Efficiency progress of new machines.
    pub progress: Progress,
}

impl<'a> Inputs<'a> {
    /// Computes all arrays of a plan.
    pub fn from_plan(plan: &'a Plan) -> Self {
        Self::with_markets(plan, Markets::of(plan))
    }

    /// The same with markets computed before, for a plan in the same view of them.
    pub fn with_markets(plan: &'a Plan, markets: Markets) -> Self {
        let finance = &plan.finance;
        let months = plan.horizon_months as usize;
        let grow = |rate: f64| -> Vec<f64> {
            // A power each month would dominate; the month's factor is multiplied up instead.
            let step = (1.0 + rate).powf(years_at(0));
            let mut factor = 1.0;
            (0..months)
                .map(|_| {
                    factor *= step;
                    factor
                })
                .collect()
        };
        let cost = grow(finance.cost_escalation_per_year);
        let power = grow(plan.power.escalation_per_year);
        let mut power_price: Vec<f64> =
            power.iter().map(|f| plan.power.price_usd_per_mwh * f).collect();
        plan.market.shifts.power_price().apply(plan.start, &mut power_price);
        let adder = plan.power.delivery_adder_usd_per_mwh;
        let carbon = plan.power.carbon_price_usd_per_t * plan.site.grid_carbon_kg_per_mwh / 1000.0;
        Self {
            plan,
            months,
            days: plan.months().map(|month| f64::from(month.days())).collect(),
            hours: plan.months().map(Month::hours).collect(),
            discount: grow(finance.discount_rate).iter().map(|factor| 1.0 / factor).collect(),
            power_price,
            power_adder: cost.iter().map(|factor| adder * factor).collect(),
            carbon_adder: cost.iter().map(|factor| carbon * factor).collect(),
            power: markets.power.fitting(&plan.power),
            cost,
            markets,
            progress: Progress::of(&plan.market),
        }
    }

    /// What comes on energy from the grid: delivery and carbon, USD/MWh.
    pub fn adder(&self, month: usize) -> f64 {
        self.power_adder[month] + self.carbon_adder[month]
    }

    /// The calendar month of a month of the plan.
    pub const fn month(&self, month: usize) -> Month {
        self.plan.start.plus(month as i32)
    }

    /// The hours of a month of the plan.
    pub fn hub_month(&self, month: usize) -> &HubMonth {
        self.power.hub.month(self.month(month).month())
    }
}

/// Level payment that pays a principal back over `periods`: `principal r / (1 - (1 + r)^-periods)`.
///
/// `rate` is of one period; at 0 the principal is spread evenly.
pub fn level_payment(principal_usd: f64, periods: f64, rate: f64) -> f64 {
    if periods <= 0.0 {
        return 0.0;
    }
    let even = rate.abs() < 1e-12;
    principal_usd * if even { 1.0 / periods } else { rate / (1.0 - (1.0 + rate).powf(-periods)) }
}

/// Monthly charge of capital of a kind: a twelfth of its level payment a year over life, `rate` yearly.
pub fn capital_charge(capex_usd: f64, life_months: f64, rate: f64) -> f64 {
    level_payment(capex_usd, life_months / 12.0, rate) / 12.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::testing;

    #[test]
    fn flows_fall_at_the_end_of_their_month() {
        let plan = testing::plan();
        let inputs = Inputs::from_plan(&plan);
        assert!((inputs.discount[11] - 1.0 / 1.1).abs() < 1e-12);
        assert!((inputs.discount[0] - 1.1_f64.powf(-1.0 / 12.0)).abs() < 1e-15);
    }

    #[test]
    fn power_is_dearer_from_the_month_of_its_factor_and_delivery_is_not() {
        let mut plan = testing::plan();
        std::sync::Arc::make_mut(&mut plan.power).delivery_adder_usd_per_mwh = 10.0;
        let shifts = &mut std::sync::Arc::make_mut(&mut plan.market).shifts;
        shifts.power_price_factor = 1.5;
        shifts.power_price_factor_from = crate::format::Month::new(2027, 3);
        let inputs = Inputs::from_plan(&plan);
        assert_eq!([1, 2].map(|m| inputs.power_price[m] + inputs.adder(m)), [40.0, 55.0]);
    }

    #[test]
    fn a_level_payment_meets_the_check_value() {
        // 15,000 at 8 % / 12 over 60 months.
        assert!((level_payment(15_000.0, 60.0, 0.08 / 12.0) - 304.145_914_326_2).abs() < 1e-9);
    }

    #[test]
    fn a_capital_charge_pays_its_capex_back_over_life() {
        // 1,000 at 10 % over 5 years: 263.797 a year.
        assert!((capital_charge(1_000.0, 60.0, 0.10) * 12.0 - 263.797_48).abs() < 1e-4);
        assert!((capital_charge(1_200.0, 12.0, 0.0) - 100.0).abs() < 1e-12);
    }
}
