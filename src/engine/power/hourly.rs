//! Dispatch hour by hour: what the lookup has to equal, and what a week of hours shows.

use super::duration::{Prices, Taken};
use super::stack::PowerDetail;
use crate::plan::Plan;

/// One hour of the site.
#[derive(Clone, Debug, PartialEq)]
pub struct Hour {
    /// Hour of the typical year, from 0 on 1 January.
    pub hour: usize,
    /// Price at the hub or in the tariff, USD/MWh.
    pub price_usd_per_mwh: f64,
    /// Output of each contract that serves load, MW, in the order of the plan; 0 for the others.
    pub contracts_mw: Vec<f64>,
    /// Load of each slice of the stack that contracts serve, MW.
    pub served_mw: Vec<f64>,
    /// Load of each slice that is bought, MW.
    pub bought_mw: Vec<f64>,
    /// Surplus sold, MW.
    pub sold_mw: f64,
    /// Surplus spilled, MW.
    pub spilled_mw: f64,
}

impl Hour {
    /// Load that runs, MW.
    pub fn load_mw(&self) -> f64 {
        self.served_mw.iter().chain(&self.bought_mw).sum()
    }

    /// Energy of contracts that serve load, MW.
    pub fn contracted_mw(&self) -> f64 {
        self.contracts_mw.iter().sum()
    }
}

/// The hours of month `m` of a plan's run in the order of the clock, its stack of slices dispatched in each.
pub fn hours(plan: &Plan, run: &PowerDetail, m: usize) -> Vec<Hour> {
    let (power, month) = (&plan.power, plan.start.plus(m as i32));
    let at = prices(plan, run, m);
    let stack = run.stacks.of_month(m);
    let mut of_month: Vec<usize> =
        run.year.hub.month(month.month()).order.iter().map(|hour| usize::from(*hour)).collect();
    of_month.sort_unstable();
    let hour = |hour: usize| {
        let factor = run.year.hub.factors[hour];
        let contracts = power.contracts.iter().zip(&run.year.contracts);
        let contracts_mw: Vec<f64> = contracts
            .map(|(contract, supply)| {
                let serves = contract.runs_in(month) && power.serves_load(contract);
                if serves { supply.mw(hour) } else { 0.0 }
            })
            .collect();
        let output: f64 = contracts_mw.iter().sum();
        let (mut bottom, mut served_mw, mut bought_mw) = (0.0, Vec::new(), Vec::new());
        for slice in stack {
            let part = (output - bottom).clamp(0.0, slice.width_mw);
            let runs = |price: f64| slice.strike_usd_per_mwh > price;
            served_mw.push(if runs(at.served(factor)) { part } else { 0.0 });
            bought_mw.push(if runs(at.bought(factor)) { slice.width_mw - part } else { 0.0 });
            bottom += slice.width_mw;
        }
        let left = output - served_mw.iter().sum::<f64>();
        let price_usd_per_mwh = at.level * factor;
        let sells = at.resale_share > 0.0 && price_usd_per_mwh > 0.0;
        let (sold_mw, spilled_mw) = if sells { (left, 0.0) } else { (0.0, left) };
        Hour { hour, price_usd_per_mwh, contracts_mw, served_mw, bought_mw, sold_mw, spilled_mw }
    };
    of_month.into_iter().map(hour).collect()
}

fn prices(plan: &Plan, run: &PowerDetail, m: usize) -> Prices {
    Prices {
        level: run.level_usd_per_mwh[m],
        adder: run.adder_usd_per_mwh[m],
        resale_share: plan.power.resale_share,
    }
}

/// What each slice of month `m` takes, summed hour by hour.
pub fn taken(plan: &Plan, run: &PowerDetail, m: usize) -> Vec<Taken> {
    let hours = hours(plan, run, m);
    let at = prices(plan, run, m);
    let scale = plan.start.plus(m as i32).hours() / hours.len() as f64;
    let of_slice = |slice: usize| {
        let mut sums = Taken::default();
        for hour in &hours {
            let (served, bought) = (hour.served_mw[slice], hour.bought_mw[slice]);
            let resale = at.resale_share * hour.price_usd_per_mwh.max(0.0);
            sums.run_mwh += (served + bought) * scale;
            sums.served_mwh += served * scale;
            sums.served_free_mwh += if hour.price_usd_per_mwh > 0.0 { 0.0 } else { served * scale };
            sums.bought_mwh += bought * scale;
            sums.energy_usd += (served * resale + bought * hour.price_usd_per_mwh) * scale;
            sums.highest_mw = sums.highest_mw.max(served + bought);
        }
        sums
    };
    (0..run.stacks.of_month(m).len()).map(of_slice).collect()
}
