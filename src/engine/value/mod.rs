//! What a run is worth: present value, return, payback, cover of debt, cost a unit, and netback by use.

mod break_even;
mod cost;
mod cover;
mod irr;

pub use break_even::{BreakEven, break_even};
pub use cost::UnitCosts;
pub use cover::Cover;
pub use irr::{Irr, period_roots};

use super::inputs::Inputs;
use super::ledger::{Ledger, LineId, Use};
use super::market::years_at;
use crate::format::Month;

/// Measures of value, of the project after tax and before debt unless said otherwise.
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
    /// Cash paid out to equity over cash paid in; none where nothing was paid in.
    pub multiple: Option<f64>,
    /// Net present value of equity's flows at the cost of equity.
    pub equity_npv_usd: f64,
    /// Internal rate of return of equity's flows.
    pub equity_irr: Irr,
    /// Cash paid in by equity.
    pub equity_paid_in_usd: f64,
    /// Present value of what is left at the horizon after tax.
    pub terminal_npv_usd: f64,
    /// Cover of debt service by year.
    pub cover: Cover,
    /// Costs of a bitcoin and of a GPU-hour.
    pub costs: UnitCosts,
    /// Deepest cumulative need of cash after tax and debt, as a positive figure.
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
    /// Whether more than one rate of return solves the cash flow of the project or of equity.
    pub const fn has_several_rates(&self) -> bool {
        self.irr.roots.len() > 1 || self.equity_irr.roots.len() > 1
    }

    /// Computes all measures of a ledger.
    pub fn of(inputs: &Inputs<'_>, ledger: &Ledger) -> Self {
        let cash = ledger.series(LineId::ProjectCashFlow);
        let discounted: Vec<f64> =
            cash.iter().zip(&inputs.discount).map(|(flow, factor)| flow * factor).collect();
        let cumulative = ledger.series(LineId::CumulativeAfterDebt);
        let deepest =
            cumulative.iter().enumerate().min_by(|a, b| a.1.total_cmp(b.1)).filter(|d| *d.1 < 0.0);
        let equity = ledger.series(LineId::EquityFlow);
        let (paid_in, paid_out) = (ledger.total(LineId::PaidIn), ledger.total(LineId::PaidOut));
        let worth = |line: LineId| {
            let flows = ledger.series(line).iter().zip(&inputs.discount);
            flows.map(|(flow, factor)| flow * factor).sum()
        };
        let ai_mw = ledger.series(LineId::AiMw).last().copied().unwrap_or(0.0);
        let grid_mw = inputs.plan.site.grid_mw;
        Self {
            npv_usd: npv_usd(inputs, ledger),
            irr: Irr::of_monthly(cash),
            payback_months: payback(cash),
            discounted_payback_months: payback(&discounted),
            equity_npv_usd: equity_npv_usd(inputs, equity),
            equity_irr: Irr::of_monthly(equity),
            equity_paid_in_usd: paid_in,
            terminal_npv_usd: worth(LineId::TerminalValue),
            cover: Cover::of(ledger),
            costs: UnitCosts::of(ledger),
            multiple: (paid_in > 0.0).then(|| paid_out / paid_in),
            funding_gap_usd: deepest.map_or(0.0, |(_, usd)| -usd),
            funding_gap_month: deepest.map(|(month, _)| ledger.start.plus(month as i32)),
            ai_mw,
            ai_share: if grid_mw > 0.0 { ai_mw / grid_mw } else { 0.0 },
            netback: [Use::Mining, Use::Colocation, Use::Gpu].map(|of| (of, netback(ledger, of))),
        }
    }
}

/// Net present value of equity's flows at the cost of equity, USD.
fn equity_npv_usd(inputs: &Inputs<'_>, flows: &[f64]) -> f64 {
    npv_at(flows, inputs.plan.finance.cost_of_equity)
}

/// Net present value of flows by month at a rate a year, each discounted from its month's end, USD.
pub fn npv_at(flows: &[f64], rate: f64) -> f64 {
    let flows = flows.iter().enumerate();
    flows.map(|(m, flow)| flow * (1.0 + rate).powf(-years_at(m))).sum()
}

/// Net present value of the project after tax and before debt, values at the horizon in, USD.
pub fn npv_usd(inputs: &Inputs<'_>, ledger: &Ledger) -> f64 {
    let cash = ledger.series(LineId::ProjectCashFlow);
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
        ColocationRevenue, ColocationUserCost, ColocationUserRevenue, GpuCapitalCharge, GpuEnergy,
        GpuOpex, GpuPowerCost, GpuRevenue, GpuUserCost, GpuUserRevenue, MarketplaceFees,
        MiningCapitalCharge, MiningEnergy, MiningOpex, MiningPowerCost, MiningRevenue,
        MiningUserCost, MiningUserRevenue, PoolFees,
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
    let (own_revenue, own_cost) = match of {
        Use::Mining => (MiningUserRevenue, MiningUserCost),
        Use::Colocation => (ColocationUserRevenue, ColocationUserCost),
        _ => (GpuUserRevenue, GpuUserCost),
    };
    let per_mwh = |line| ledger.total(line) / mwh;
    let gross = per_mwh(revenue) + per_mwh(own_revenue) - fees.map_or(0.0, per_mwh);
    let credit = if of == Use::Mining { per_mwh(LineId::FlexibilityCredit) } else { 0.0 };
    let opex = per_mwh(opex) + per_mwh(own_cost);
    let (capital_charge, power) = (per_mwh(charge), per_mwh(power) - credit);
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
