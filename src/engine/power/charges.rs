//! Charges and credits beside energy: demand, coincident peak, flexibility.

use crate::engine::inputs::Inputs;
use crate::plan::{AfterPeaks, MiningAtPeaks, MiningSupply};

/// Charges of one month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Charges {
    /// Demand charge of firm load, USD per kW of its highest hour.
    pub demand_usd_per_kw: f64,
    /// The same of mining: none where it can be interrupted.
    pub mining_demand_usd_per_kw: f64,
    /// Coincident peak charge of AI, USD per kW: a twelfth of the year's.
    pub peak_usd_per_kw: f64,
    /// The same of mining: none while it stops at the peaks and that saves the charge.
    pub mining_peak_usd_per_kw: f64,
    /// Credit for mining load that can be interrupted, USD per mean MW running.
    pub credit_usd_per_mw: f64,
}

impl Charges {
    /// The charges of a month; charges escalate, the credit does not. RULINGS 7, 12, 15.
    pub fn of(inputs: &Inputs<'_>, m: usize) -> Self {
        let (power, month, cost) = (&inputs.plan.power, inputs.month(m), inputs.cost[m]);
        let interruptible = power.mining_supply == MiningSupply::Interruptible;
        let demand = power.demand_charge_usd_per_kw_month * cost;
        let saving = month <= power.peak_saved_until;
        let ended = !saving && power.after_peaks == AfterPeaks::SchemeEnds;
        let peak = if ended { 0.0 } else { power.peak_charge_usd_per_kw_year / 12.0 * cost };
        let saves = saving && power.mining_at_peaks == MiningAtPeaks::Stops;
        let credited = interruptible && power.credit_from <= month && month <= power.credit_to;
        let credit = power.flexibility_credit_usd_per_mw_year / 12.0;
        Self {
            demand_usd_per_kw: demand,
            mining_demand_usd_per_kw: if interruptible { 0.0 } else { demand },
            peak_usd_per_kw: peak,
            mining_peak_usd_per_kw: if saves { 0.0 } else { peak },
            credit_usd_per_mw: if credited { credit } else { 0.0 },
        }
    }

    /// What a MW of mining that runs in some hour of the month is charged, less its credit, USD; `running` is the
    /// mean share of the MW that runs.
    pub fn of_mining_mw(self, running: f64) -> f64 {
        if running <= 0.0 {
            return 0.0;
        }
        (self.mining_demand_usd_per_kw + self.mining_peak_usd_per_kw) * 1000.0
            - self.credit_usd_per_mw * running
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::format::Month;
    use crate::plan::{Plan, testing};

    fn charged(change: impl FnOnce(&mut crate::plan::Power)) -> Plan {
        let mut plan = testing::plan();
        let power = Arc::make_mut(&mut plan.power);
        power.demand_charge_usd_per_kw_month = 10.0;
        power.peak_charge_usd_per_kw_year = 72.0;
        power.flexibility_credit_usd_per_mw_year = 12_000.0;
        power.credit_to = Month::new(2027, 6);
        change(power);
        plan
    }

    fn of(plan: &Plan, m: usize) -> Charges {
        Charges::of(&Inputs::from_plan(plan), m)
    }

    #[test]
    fn mining_that_stops_pays_neither_demand_nor_peaks_until_the_scheme_changes() {
        let plan = charged(|_| {});
        let (before, after) = (of(&plan, 11), of(&plan, 12));
        assert_eq!((before.demand_usd_per_kw, before.mining_demand_usd_per_kw), (10.0, 0.0));
        assert_eq!((before.peak_usd_per_kw, before.mining_peak_usd_per_kw), (6.0, 0.0));
        assert_eq!((after.peak_usd_per_kw, after.mining_peak_usd_per_kw), (6.0, 6.0));
        assert_eq!((of(&plan, 5).credit_usd_per_mw, of(&plan, 6).credit_usd_per_mw), (1000.0, 0.0));
        let ends = charged(|power| power.after_peaks = AfterPeaks::SchemeEnds);
        assert_eq!((of(&ends, 11).peak_usd_per_kw, of(&ends, 12).peak_usd_per_kw), (6.0, 0.0));
    }

    #[test]
    fn firm_mining_pays_as_ai_does_and_earns_no_credit() {
        let plan = charged(|power| {
            power.mining_supply = MiningSupply::Firm;
            power.mining_at_peaks = MiningAtPeaks::Runs;
        });
        let charges = of(&plan, 0);
        assert_eq!(charges.mining_demand_usd_per_kw, 10.0);
        assert_eq!(charges.mining_peak_usd_per_kw, 6.0);
        assert_eq!(charges.credit_usd_per_mw, 0.0);
        assert_eq!((charges.of_mining_mw(0.5), charges.of_mining_mw(0.0)), (16_000.0, 0.0));
    }
}
