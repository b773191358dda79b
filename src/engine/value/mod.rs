//! What a run is worth: present value, return, payback, and netback by use.

mod irr;

pub use irr::{Irr, period_roots};

use super::inputs::Inputs;
use super::ledger::{Ledger, LineId, Use};
use crate::format::Month;

/// Measures of value, before tax and without terminal values.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// Net present value at the plan's start.
    pub npv_usd: f64,
    /// Internal rate of return.
    pub irr: Irr,
    /// Months until the cumulative cash flow stays above zero.
    pub payback_months: Option<f64>,
    /// The same of the discounted cash flow.
    pub discounted_payback_months: Option<f64>,
    /// Cash out of the project over cash into it; none where nothing was paid in.
    pub multiple: Option<f64>,
    /// Deepest cumulative need of cash, as a positive figure.
    pub funding_gap_usd: f64,
    /// The month of it.
    pub funding_gap_month: Option<Month>,
    /// AI gross MW in the plan's last month.
    pub ai_mw: f64,
    /// The same over the grid's MW.
    pub ai_share: f64,
    /// Netback by use; none for a use that never ran.
    pub netback: [(Use, Option<Netback>); 3],
}

/// What a MWh of energy earns in a use, on like terms, USD per MWh at the meter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Netback {
    /// Revenue, fees taken off.
    pub gross: f64,
    /// Charge of the capital in service: `capex r / (1 - (1 + r)^-life)` a year.
    pub capital_charge: f64,
    /// Running cost beside power.
    pub opex: f64,
    /// Power at its charge, less credits.
    pub power: f64,
    /// What is left over.
    pub left_over: f64,
}

impl Value {
    /// Computes all measures of a ledger.
    pub fn of(inputs: &Inputs<'_>, ledger: &Ledger) -> Self {
        let cash = ledger.series(LineId::CashFlow);
        let discounted: Vec<f64> =
            cash.iter().zip(&inputs.discount).map(|(flow, factor)| flow * factor).collect();
        let cumulative = ledger.series(LineId::CumulativeCash);
        let deepest =
            cumulative.iter().enumerate().min_by(|a, b| a.1.total_cmp(b.1)).filter(|d| *d.1 < 0.0);
        let (paid_in, paid_out) = cash.iter().fold((0.0, 0.0), |(into, out), flow| {
            if *flow < 0.0 { (into - flow, out) } else { (into, out + flow) }
        });
        let ai_mw = ledger.series(LineId::AiMw).last().copied().unwrap_or(0.0);
        let grid_mw = inputs.plan.site.grid_mw;
        Self {
            npv_usd: npv_usd(inputs, ledger),
            irr: Irr::of_monthly(cash),
            payback_months: payback(cash),
            discounted_payback_months: payback(&discounted),
            multiple: (paid_in > 0.0).then(|| paid_out / paid_in),
            funding_gap_usd: deepest.map_or(0.0, |(_, usd)| -usd),
            funding_gap_month: deepest.map(|(month, _)| ledger.start.plus(month as i32)),
            ai_mw,
            ai_share: if grid_mw > 0.0 { ai_mw / grid_mw } else { 0.0 },
            netback: [Use::Mining, Use::Colocation, Use::Gpu].map(|of| (of, netback(ledger, of))),
        }
    }
}

/// Net present value of a ledger's cash flow, USD.
pub fn npv_usd(inputs: &Inputs<'_>, ledger: &Ledger) -> f64 {
    let cash = ledger.series(LineId::CashFlow);
    cash.iter().zip(&inputs.discount).map(|(flow, factor)| flow * factor).sum()
}

/// Months until the cumulative flow crosses zero for the last time, straight line within the month.
///
/// None where it is never below zero, or ends there.
pub fn payback(flows: &[f64]) -> Option<f64> {
    let mut cumulative = 0.0;
    let mut crossed = None;
    for (month, flow) in flows.iter().enumerate() {
        let before = cumulative;
        cumulative += flow;
        if before < 0.0 && cumulative >= 0.0 {
            crossed = Some(month as f64 + -before / flow);
        }
        if cumulative < 0.0 {
            crossed = None;
        }
    }
    crossed
}

fn netback(ledger: &Ledger, of: Use) -> Option<Netback> {
    use LineId::{
        ColocationCapitalCharge, ColocationEnergy, ColocationOpex, ColocationPowerCost,
        ColocationRevenue, GpuCapitalCharge, GpuEnergy, GpuOpex, GpuPowerCost, GpuRevenue,
        MarketplaceFees, MiningCapitalCharge, MiningEnergy, MiningOpex, MiningPowerCost,
        MiningRevenue, PoolFees,
    };
    let (energy, revenue, fees, charge, opex, power) = match of {
        Use::Mining => (
            MiningEnergy,
            MiningRevenue,
            Some(PoolFees),
            MiningCapitalCharge,
            MiningOpex,
            MiningPowerCost,
        ),
        Use::Colocation => (
            ColocationEnergy,
            ColocationRevenue,
            None,
            ColocationCapitalCharge,
            ColocationOpex,
            ColocationPowerCost,
        ),
        Use::Gpu => {
            (GpuEnergy, GpuRevenue, Some(MarketplaceFees), GpuCapitalCharge, GpuOpex, GpuPowerCost)
        }
        Use::Market | Use::Site => return None,
    };
    let mwh = ledger.total(energy);
    if mwh <= 0.0 {
        return None;
    }
    let per_mwh = |line| ledger.total(line) / mwh;
    let gross = per_mwh(revenue) - fees.map_or(0.0, per_mwh);
    let credit = if of == Use::Mining { per_mwh(LineId::FlexibilityCredit) } else { 0.0 };
    let (capital_charge, opex, power) = (per_mwh(charge), per_mwh(opex), per_mwh(power) - credit);
    let left_over = gross - capital_charge - opex - power;
    Some(Netback { gross, capital_charge, opex, power, left_over })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn payback_is_the_last_crossing_within_its_month() {
        assert_eq!(payback(&[-100.0, 50.0, 100.0]), Some(2.5));
        assert_eq!(payback(&[-100.0, 150.0, -100.0, 100.0]), Some(3.5));
        assert_eq!(payback(&[-100.0, 50.0]), None);
        assert_eq!(payback(&[10.0, 10.0]), None);
        assert_eq!(payback(&[]), None);
    }
}
