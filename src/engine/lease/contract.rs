//! What a signed contract brings in cash, in the plan and beyond its end.

use super::{Occupancy, occupancy, sla_credit_share};
use crate::engine::inputs::Inputs;
use crate::engine::ledger::{Ledger, LineId};
use crate::engine::market::years_at;
use crate::plan::{Lease, LeaseTerms, PowerTerms};

/// Months of the plan's end over which the charge of power is averaged for what comes after.
const TRAILING: usize = 12;

/// A signed lease month by month, in the plan and after it.
///
/// After the plan power costs what it did in the plan's last year, escalated; opex goes on escalating. The share of
/// the lease that still stands is that of the last month.
pub struct Contracted<'a> {
    inputs: &'a Inputs<'a>,
    ledger: &'a Ledger,
    lease: &'a Lease,
    occupancy: Occupancy,
    first: i32,
}

impl<'a> Contracted<'a> {
    /// Of a lease, once the charge of power is known.
    pub fn of(inputs: &'a Inputs<'a>, ledger: &'a Ledger, lease: &'a Lease) -> Self {
        let first = lease.start.since(inputs.plan.start);
        Self { inputs, ledger, lease, occupancy: occupancy(inputs, lease), first }
    }

    /// The month after the signed term that runs in the plan's last month, and the share of the lease that is in it;
    /// none where no signed term runs beyond the plan.
    pub fn running(&self) -> Option<(i32, f64)> {
        let (months, term) = (self.inputs.months as i32, self.lease.term_months as i32);
        let share = self.occupancy.signed.last().copied().unwrap_or(0.0);
        let first_end = self.first + term;
        let end = if first_end >= months { first_end } else { first_end + term };
        let leaves = self.lease.leaves().map(|month| month.since(self.inputs.plan.start));
        let end = leaves.map_or(end, |leaves| end.min(leaves));
        (share > 0.0 && end > months).then_some((end, share))
    }

    /// Rent after service credits, USD.
    pub fn rent_usd(&self, month: i32) -> f64 {
        let since = month - self.first;
        let factor = Self::in_plan(month, &self.occupancy.signed_rent).unwrap_or_else(|| {
            self.standing() * self.lease.ramp(since) * self.lease.escalation(since)
        });
        let full = match &self.lease.terms {
            LeaseTerms::Colocation(terms) => terms.it_mw * 1000.0 * terms.rate_usd_per_kw_month,
            LeaseTerms::Reserved(terms) => {
                let used = self.fleet().map_or(0.0, |fleet| fleet.utilisation);
                terms.units
                    * terms.rate_usd_per_gpu_hour
                    * self.hours(month)
                    * terms.take_or_pay.max(used)
            }
        };
        full * factor * (1.0 - sla_credit_share(self.lease))
    }

    /// Cash of a month in the signed term, USD: rent and power billed, less opex and power.
    pub fn cash_usd(&self, month: i32) -> f64 {
        let since = month - self.first;
        let load = Self::in_plan(month, &self.occupancy.signed_load)
            .unwrap_or_else(|| self.standing() * self.lease.ramp(since));
        let held = Self::in_plan(month, &self.occupancy.signed).unwrap_or_else(|| self.standing());
        let (kw_it, opex_usd_per_kw, mwh, not_billed, energy, cost) = match &self.lease.terms {
            LeaseTerms::Colocation(terms) => {
                let mwh = terms.it_mw * load * terms.load_factor * self.hours(month);
                let not_billed = match terms.power {
                    PowerTerms::PassedThrough => -terms.power_margin,
                    PowerTerms::Included => 1.0,
                };
                let lines = (LineId::ColocationEnergy, LineId::ColocationPowerCost);
                let opex = self.lease.opex_usd_per_kw_month;
                (terms.it_mw * 1000.0, opex, mwh, not_billed, lines.0, lines.1)
            }
            LeaseTerms::Reserved(terms) => {
                let Some(fleet) = self.fleet() else { return 0.0 };
                let used = fleet.availability * fleet.utilisation;
                let power_share = used + (1.0 - used) * fleet.idle_power_share;
                let kw_it = terms.units * fleet.kw_it;
                let mwh = kw_it / 1000.0 * load * power_share * self.hours(month);
                let opex = self.lease.opex_usd_per_kw_month + fleet.opex_usd_per_kw_month;
                (kw_it, opex, mwh, 1.0, LineId::GpuEnergy, LineId::GpuPowerCost)
            }
        };
        let mwh = mwh * self.inputs.plan.site.pue_ai;
        let power = mwh * self.power_usd_per_mwh(month, energy, cost) * not_billed;
        self.rent_usd(month) - power - kw_it * held * opex_usd_per_kw * self.cost_factor(month)
    }

    /// Rent left after the plan's end less opex, power and what is credited of advances, at the discount rate, USD.
    pub fn remaining_usd(&self, end: i32, owed_usd: f64) -> f64 {
        let months = self.inputs.months as i32;
        let rate = self.inputs.plan.finance.discount_rate;
        let mut owed = owed_usd;
        let mut worth = 0.0;
        for month in months..end {
            let credit = f64::min(owed, self.lease.credit_share * self.rent_usd(month));
            owed -= credit;
            let discount = (1.0 + rate).powf(-f64::from(month - months + 1) / 12.0);
            worth += (self.cash_usd(month) - credit) * discount;
        }
        let discount = (1.0 + rate).powf(-f64::from(end - months + 1) / 12.0);
        worth - owed * discount
    }

    fn fleet(&self) -> Option<&crate::plan::GpuFleet> {
        self.lease.reserved().and_then(|terms| self.inputs.plan.gpu_fleet(&terms.fleet))
    }

    fn in_plan(month: i32, series: &[f64]) -> Option<f64> {
        usize::try_from(month).ok().and_then(|month| series.get(month)).copied()
    }

    fn standing(&self) -> f64 {
        self.occupancy.signed.last().copied().unwrap_or(0.0)
    }

    fn hours(&self, month: i32) -> f64 {
        self.inputs.plan.start.plus(month).hours()
    }

    fn cost_factor(&self, month: i32) -> f64 {
        let growth = self.inputs.plan.finance.cost_escalation_per_year;
        Self::in_plan(month, &self.inputs.cost)
            .unwrap_or_else(|| (1.0 + growth).powf(years_at(month.max(0) as usize)))
    }

    /// Charge of power in a month, USD/MWh.
    fn power_usd_per_mwh(&self, month: i32, energy: LineId, cost: LineId) -> f64 {
        let (energy, cost) = (self.ledger.series(energy), self.ledger.series(cost));
        let ratio = |usd: f64, mwh: f64| if mwh > 0.0 { usd / mwh } else { 0.0 };
        let charged = Self::in_plan(month, energy).zip(Self::in_plan(month, cost));
        if let Some((mwh, usd)) = charged.filter(|(mwh, _)| *mwh > 0.0) {
            return ratio(usd, mwh);
        }
        // Beyond the plan, or where no tenant draws power any more: from the last that was charged on.
        let known = energy.len().min((month.max(0) as usize).saturating_add(1));
        let last = energy[..known].iter().rposition(|mwh| *mwh > 0.0).map_or(0, |last| last + 1);
        let from = last.saturating_sub(TRAILING);
        let trailing = ratio(cost[from..last].iter().sum(), energy[from..last].iter().sum());
        let years = f64::from(month - last as i32 + 1) / 12.0;
        trailing * (1.0 + self.inputs.plan.power.escalation_per_year).powf(years)
    }
}
