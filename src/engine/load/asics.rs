//! Mining: which machines run on the power that AI leaves, what they earn and when they are replaced.

use super::{refresh, resale_share};
use crate::engine::books::AssetClass;
use crate::engine::inputs::{Inputs, capital_charge};
use crate::engine::ledger::{Ledger, LineId};
use crate::engine::power::{Dispatcher, Slice, Stacks, Taken, Who};
use crate::plan::{AsicBatch, Displaced, MachinesAtEnd};

/// One batch over the plan, for charts and tables; refreshed machines count with the batch they follow.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchDetail {
    /// The batch.
    pub id: String,
    /// Its name.
    pub name: String,
    /// MW filled in each month.
    pub mw: Vec<f64>,
    /// Power price at the meter at which it just pays, USD/MWh; 0 in months without machines.
    pub strike_usd_per_mwh: Vec<f64>,
    /// Share of the hours of each month in which they run, by MW.
    pub run_share: Vec<f64>,
    /// Machines AI's megawatts displaced.
    pub displaced_units: f64,
}

/// Machines of one batch and one generation.
struct Machines {
    batch: usize,
    units: f64,
    th_per_s: f64,
    j_per_th: f64,
    uptime: f64,
    from: i32,
    until: i32,
    price_usd: f64,
    resale_decline: f64,
    displaced: Displaced,
    move_usd: f64,
    refreshed: bool,
    filled_units: f64,
    /// Units AI's megawatts sent away so far.
    gone_units: f64,
    /// Place in the register of assets, once bought.
    asset: Option<usize>,
}

impl Machines {
    fn owned(inputs: &Inputs<'_>, index: usize, batch: &AsicBatch) -> Self {
        let from = batch.in_service.since(inputs.plan.start);
        Self {
            batch: index,
            units: batch.units,
            th_per_s: batch.th_per_s * batch.clock_th,
            j_per_th: batch.clocked_j_per_th(),
            uptime: batch.uptime,
            from,
            until: from + batch.life_months as i32,
            price_usd: batch.price_usd,
            resale_decline: batch.resale_decline_per_year,
            displaced: batch.displaced,
            move_usd: batch.move_usd_per_unit,
            refreshed: false,
            filled_units: 0.0,
            gone_units: 0.0,
            asset: None,
        }
    }

    /// The machines that fill the MW these filled in the month before, bought in `month`.
    fn successor(&self, inputs: &Inputs<'_>, month: usize) -> Self {
        let plan = inputs.plan;
        let sold = refresh::vintage(inputs, month);
        let filled_mw = self.filled_units * self.mw_per_unit(plan.site.pue_mining);
        let th_per_s = filled_mw * 1e6 / (sold.j_per_th * plan.site.pue_mining);
        Self {
            batch: self.batch,
            // One unit is 1 TH/s of the new machine.
            units: th_per_s,
            th_per_s: 1.0,
            j_per_th: sold.j_per_th,
            uptime: plan.refresh.uptime,
            from: month as i32,
            until: month as i32 + plan.refresh.life_months as i32,
            price_usd: sold.usd_per_th,
            resale_decline: plan.refresh.resale_decline_per_year,
            displaced: self.displaced,
            move_usd: 0.0,
            refreshed: true,
            filled_units: 0.0,
            gone_units: 0.0,
            asset: None,
        }
    }

    fn mw_per_unit(&self, pue: f64) -> f64 {
        self.th_per_s * self.j_per_th * pue / 1e6
    }

    /// Takes units off, for AI's megawatts, and returns what tax had not yet deducted of them.
    fn leave(&mut self, units: f64, month: i32, ledger: &mut Ledger) -> f64 {
        let basis = self.sell(units, month, ledger);
        self.gone_units += units;
        basis
    }

    /// Takes units off and out of the books, and returns what tax had not yet deducted of them.
    fn sell(&mut self, units: f64, month: i32, ledger: &mut Ledger) -> f64 {
        let share = units / self.units;
        self.units -= units;
        self.asset.map_or(0.0, |asset| ledger.assets.sell(asset, month, share))
    }

    /// Enters the machines into the register of assets.
    fn enter(&mut self, inputs: &Inputs<'_>, batch: &str, ledger: &mut Ledger) {
        let plan = inputs.plan;
        let cost = self.units * self.price_usd * (1.0 + plan.finance.equipment_sales_tax);
        self.asset = Some(ledger.assets.buy(plan, AssetClass::Asic, batch, self.from, cost));
    }

    fn in_service(&self, month: i32) -> bool {
        self.units > 0.0 && (self.from..self.until).contains(&month)
    }

    /// Resale of one machine: from its price at the later of in service and the plan's start.
    fn resale_usd(&self, month: i32) -> f64 {
        self.price_usd * resale_share(self.resale_decline, month - self.from.max(0))
    }
}

/// Strike price, USD/MWh: `hashprice (1 - pool_fee) / (0.024 J/TH pue) - variable_opex`. MODEL section 2.
pub fn strike_usd_per_mwh(
    hashprice: f64,
    pool_fee: f64,
    j_per_th: f64,
    pue_mining: f64,
    variable_opex: f64,
) -> f64 {
    hashprice * (1.0 - pool_fee) / (0.024 * j_per_th * pue_mining) - variable_opex
}

/// Writes mining's lines, given the MW that AI takes in each month and its mean load, and stacks the load.
///
/// Machines stack on the power AI leaves in order of efficiency; those displaced follow their setting.
pub fn write(
    inputs: &Inputs<'_>,
    taken_mw: &[f64],
    ai_load_mw: &[f64],
    dispatcher: &mut Dispatcher<'_>,
    ledger: &mut Ledger,
) -> (Vec<BatchDetail>, Stacks) {
    let plan = inputs.plan;
    let mut details: Vec<BatchDetail> = plan
        .asics
        .iter()
        .map(|batch| BatchDetail {
            id: batch.id.clone(),
            name: batch.name.clone(),
            mw: vec![0.0; inputs.months],
            strike_usd_per_mwh: vec![0.0; inputs.months],
            run_share: vec![0.0; inputs.months],
            displaced_units: 0.0,
        })
        .collect();
    let mut machines: Vec<Machines> = plan
        .asics
        .iter()
        .enumerate()
        .map(|(index, batch)| Machines::owned(inputs, index, batch))
        .filter(|machines| machines.until > 0)
        .collect();
    sort(&mut machines);
    let mut stacks = Stacks::default();
    let batch_id = |of: &Machines| plan.asics[of.batch].id.as_str();
    for of in machines.iter_mut().filter(|of| of.from < 0) {
        of.enter(inputs, batch_id(of), ledger);
    }
    for (m, taken) in taken_mw.iter().enumerate().take(inputs.months) {
        let month = m as i32;
        let successors = end_of_life(inputs, &mut machines, month, ledger);
        if !successors.is_empty() {
            machines.extend(successors);
            sort(&mut machines);
        }
        for bought in machines.iter_mut().filter(|of| of.from == month && of.units > 0.0) {
            let line = if bought.refreshed { LineId::RefreshCapex } else { LineId::AsicCapex };
            ledger.add(line, month, bought.units * bought.price_usd);
            bought.enter(inputs, batch_id(bought), ledger);
        }
        fill(inputs, &mut machines, m, *taken, ledger, &mut details);
        let stack = dispatched(inputs, &machines, m, ai_load_mw[m], dispatcher);
        run(inputs, &machines, &stack, m, ledger, &mut details);
        stacks.push(stack);
        machines.retain(|of| of.units > 0.0);
    }
    at_the_horizon(inputs, &machines, ledger);
    (details, stacks)
}

/// Values what is left at the horizon at resale, where the plan counts it.
fn at_the_horizon(inputs: &Inputs<'_>, machines: &[Machines], ledger: &mut Ledger) {
    if inputs.plan.finance.machines_at_end == MachinesAtEnd::NotCounted {
        return;
    }
    let end = inputs.months as i32;
    for of in machines {
        let Some(asset) = of.asset else { continue };
        ledger.add(LineId::TerminalMachines, end - 1, of.units * of.resale_usd(end));
        ledger.assets.end(asset);
    }
}

fn sort(machines: &mut [Machines]) {
    machines.sort_by(|a, b| a.j_per_th.total_cmp(&b.j_per_th).then(a.batch.cmp(&b.batch)));
}

/// Sells what reaches the end of its life and returns what replaces it.
fn end_of_life(
    inputs: &Inputs<'_>,
    machines: &mut [Machines],
    month: i32,
    ledger: &mut Ledger,
) -> Vec<Machines> {
    let mut successors = Vec::new();
    for ended in machines.iter_mut().filter(|of| of.until == month && of.units > 0.0) {
        ledger.add(LineId::AsicSales, month, ended.units * ended.resale_usd(month));
        let filled = if month > 0 { ended.filled_units } else { 0.0 };
        if filled > 0.0 && refresh::happens(inputs, month as usize) {
            successors.push(ended.successor(inputs, month as usize));
        }
        ended.sell(ended.units, month, ledger);
    }
    successors
}

/// Fills the power AI leaves, most efficient first, and lets the displaced go.
///
/// Displaced are those that would run without AI, had none gone before; machines for which the site has no power
/// anyway stay idle.
fn fill(
    inputs: &Inputs<'_>,
    machines: &mut [Machines],
    m: usize,
    taken_mw: f64,
    ledger: &mut Ledger,
    details: &mut [BatchDetail],
) {
    let (site, month) = (&inputs.plan.site, m as i32);
    let mut left_with_ai = (site.grid_mw - taken_mw).max(0.0);
    let mut left_without_ai = site.grid_mw;
    for of in machines.iter_mut() {
        if !of.in_service(month) {
            of.filled_units = 0.0;
            continue;
        }
        let mw_per_unit = of.mw_per_unit(site.pue_mining);
        let fits = |units: f64, left: f64| {
            if mw_per_unit > 0.0 { units.min(left / mw_per_unit) } else { 0.0 }
        };
        let filled = fits(of.units, left_with_ai);
        let without_ai = fits(of.units + of.gone_units, left_without_ai);
        left_with_ai -= filled * mw_per_unit;
        left_without_ai -= without_ai * mw_per_unit;
        of.filled_units = filled;
        let displaced = (without_ai - filled - of.gone_units).max(0.0);
        if displaced <= of.units * 1e-12 {
            continue;
        }
        match of.displaced {
            Displaced::Sell => {
                ledger.add(LineId::AsicSales, month, displaced * of.resale_usd(month));
                of.leave(displaced, month, ledger);
                details[of.batch].displaced_units += displaced;
            }
            Displaced::Move => {
                ledger.add(LineId::MovingCost, month, displaced * of.move_usd * inputs.cost[m]);
                // They go to another site at what tax has not yet deducted: neither gain nor loss.
                let basis = of.leave(displaced, month, ledger);
                ledger.add(LineId::AsicTransfers, month, basis);
                details[of.batch].displaced_units += displaced;
            }
            Displaced::Idle => {}
        }
    }
}

/// The load of a month from firm AI up, each slice dispatched: flexible AI stands where its strike puts it.
fn dispatched(
    inputs: &Inputs<'_>,
    machines: &[Machines],
    m: usize,
    ai_load_mw: f64,
    dispatcher: &mut Dispatcher<'_>,
) -> Vec<Slice> {
    let (plan, site) = (inputs.plan, &inputs.plan.site);
    let slice = |who, width_mw: f64, capacity_mw, strike_usd_per_mwh| Slice {
        who,
        width_mw,
        capacity_mw,
        strike_usd_per_mwh,
        taken: Taken::default(),
    };
    let flexible_mw = ai_load_mw * plan.power.flexible_ai_share;
    let firm_mw = ai_load_mw - flexible_mw;
    let variable_opex = site.variable_opex_usd_per_mwh * inputs.cost[m];
    let mut stack = vec![slice(Who::FirmAi, firm_mw, firm_mw, f64::INFINITY)];
    for of in machines.iter().filter(|of| of.in_service(m as i32)) {
        let mw = (of.filled_units * of.mw_per_unit(site.pue_mining)).max(0.0);
        let strike = strike_usd_per_mwh(
            inputs.markets.hashprice[m],
            plan.market.pool_fee,
            of.j_per_th,
            site.pue_mining,
            variable_opex,
        );
        stack.push(slice(Who::Batch(of.batch), mw * of.uptime, mw, strike));
    }
    if flexible_mw > 0.0 {
        let strike = plan.power.flexible_ai_strike_usd_per_mwh;
        let at = stack.partition_point(|of| of.strike_usd_per_mwh >= strike);
        stack.insert(at, slice(Who::FlexibleAi, flexible_mw, flexible_mw, strike));
    }
    let mut bottom_mw = 0.0;
    for of in &mut stack {
        of.taken = dispatcher.slice(m, bottom_mw, of.width_mw, of.strike_usd_per_mwh);
        bottom_mw += of.width_mw;
    }
    stack
}

/// Writes what the filled machines earn and cost in a month, beside power.
fn run(
    inputs: &Inputs<'_>,
    machines: &[Machines],
    stack: &[Slice],
    m: usize,
    ledger: &mut Ledger,
    details: &mut [BatchDetail],
) {
    let (plan, month) = (inputs.plan, m as i32);
    let site = &plan.site;
    let hashprice = inputs.markets.hashprice[m];
    let variable_opex = site.variable_opex_usd_per_mwh * inputs.cost[m];
    let slices = stack.iter().filter(|slice| matches!(slice.who, Who::Batch(_)));
    for (of, slice) in machines.iter().filter(|of| of.in_service(month)).zip(slices) {
        let mw = slice.capacity_mw;
        let run_share = slice.run_share(inputs.hours[m]);
        let detail = &mut details[of.batch];
        if detail.mw[m] + mw > 0.0 {
            detail.run_share[m] =
                (detail.run_share[m] * detail.mw[m] + run_share * mw) / (detail.mw[m] + mw);
        }
        detail.mw[m] += mw;
        detail.strike_usd_per_mwh[m] = detail.strike_usd_per_mwh[m].max(slice.strike_usd_per_mwh);
        let ph = of.filled_units * of.th_per_s / 1000.0;
        let runs = of.uptime * run_share;
        let ph_days = ph * runs * inputs.days[m];
        let btc_price = inputs.markets.btc_price_usd[m];
        let btc = if btc_price > 0.0 { ph_days * hashprice / btc_price } else { 0.0 };
        let opex = mw * 1000.0 * site.mining_opex_usd_per_kw_month * inputs.cost[m]
            + slice.taken.run_mwh * variable_opex;
        let life = f64::from(of.until - of.from);
        let capex = of.units * of.price_usd * (1.0 + plan.finance.equipment_sales_tax);
        if of.refreshed {
            ledger.add(LineId::SustainingCapex, month, capex / life);
        }
        let charge = capital_charge(capex, life, plan.finance.discount_rate);
        ledger.add(LineId::MiningMw, month, mw);
        ledger.add(LineId::FleetHashrate, month, ph * runs);
        ledger.add(LineId::MinedPhDays, month, ph_days);
        ledger.add(LineId::MinedBtc, month, btc);
        ledger.add(LineId::MiningOpex, month, opex);
        ledger.add(LineId::MiningCapitalCharge, month, charge);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::plan::{Plan, RefreshSetting, testing};

    fn written(inputs: &Inputs<'_>, taken: &[f64], ledger: &mut Ledger) -> Vec<BatchDetail> {
        let mut dispatcher = Dispatcher::new(inputs);
        let idle = vec![0.0; inputs.months];
        let (detail, stacks) = write(inputs, taken, &idle, &mut dispatcher, ledger);
        crate::engine::power::write(inputs, &stacks, &mut dispatcher, ledger);
        detail
    }

    fn mined(plan: &Plan, taken: f64) -> (Ledger, Vec<BatchDetail>) {
        let inputs = Inputs::from_plan(plan);
        let mut ledger = Ledger::new(plan);
        let detail = written(&inputs, &vec![taken; inputs.months], &mut ledger);
        (ledger, detail)
    }

    #[test]
    fn strikes_meet_the_check_values() {
        assert!((strike_usd_per_mwh(50.0, 0.0, 29.5, 1.0, 0.0) - 70.62).abs() < 5e-3);
        assert!((strike_usd_per_mwh(50.0, 0.0, 17.5, 1.0, 0.0) - 119.05).abs() < 5e-3);
    }

    #[test]
    fn a_month_of_mining_worked_by_hand() {
        let (ledger, _) = mined(&testing::plan(), 0.0);
        // 10,000 x 100 TH/s = 1,000 PH/s for 31 days; 20 MW x 744 h.
        assert!((ledger.series(LineId::MinedPhDays)[0] - 31_000.0).abs() < 1e-6);
        assert!((ledger.series(LineId::MiningEnergy)[0] - 14_880.0).abs() < 1e-6);
    }

    #[test]
    fn the_least_efficient_go_first_and_are_sold_once() {
        let mut plan = testing::plan();
        let old = AsicBatch { j_per_th: 30.0, units: 2_000.0, ..testing::batch("old") };
        plan.asics = vec![old, AsicBatch { units: 7_000.0, ..testing::batch("new") }].into();
        // 6 MW of old, 14 MW of new; AI takes 8: all the old and 2 MW, 1,000 machines, of the new.
        let (ledger, detail) = mined(&plan, 8.0);
        assert!((detail[0].mw[0]).abs() < 1e-9 && (detail[1].mw[0] - 12.0).abs() < 1e-9);
        assert!((detail[0].displaced_units - 2_000.0).abs() < 1e-6);
        assert!((detail[1].displaced_units - 1_000.0).abs() < 1e-6);
        assert!((ledger.total(LineId::AsicSales) - 3_000.0 * 1_000.0).abs() < 1e-3);
    }

    #[test]
    fn machines_beyond_the_grid_are_not_sold_for_ai() {
        let mut plan = testing::plan();
        // 12,000 machines of 2 kW on 20 MW: 2,000 have no power. AI takes 4 MW, 2,000 machines' worth.
        plan.asics = vec![AsicBatch { units: 12_000.0, ..testing::batch("a") }].into();
        let (ledger, detail) = mined(&plan, 4.0);
        assert!((detail[0].displaced_units - 2_000.0).abs() < 1e-6);
        assert!((ledger.total(LineId::AsicSales) - 2_000.0 * 1_000.0).abs() < 1e-3);
        assert!(ledger.series(LineId::MiningMw).iter().all(|mw| (mw - 16.0).abs() < 1e-9));
    }

    #[test]
    fn idle_machines_come_back_when_the_power_does() {
        let mut plan = testing::plan();
        Arc::make_mut(&mut plan.asics)[0].displaced = Displaced::Idle;
        let inputs = Inputs::from_plan(&plan);
        let mut ledger = Ledger::new(&plan);
        let mut taken = vec![5.0; inputs.months];
        taken[60..].fill(0.0);
        written(&inputs, &taken, &mut ledger);
        assert_eq!(ledger.series(LineId::MiningMw)[59], 15.0);
        assert_eq!(ledger.series(LineId::MiningMw)[60], 20.0);
        assert!(ledger.total(LineId::AsicSales).abs() < 1e-12);
    }

    #[test]
    fn at_the_end_of_life_machines_are_sold_and_their_mw_filled_again() {
        let mut plan = testing::plan();
        Arc::make_mut(&mut plan.asics)[0].life_months = 60;
        Arc::make_mut(&mut plan.refresh).setting = RefreshSetting::Always;
        let (ledger, _) = mined(&plan, 0.0);
        // In service 2026-01, so life ends in month 48; resale falls from the plan's start: 0.7^4.
        let sales = ledger.series(LineId::AsicSales);
        assert!((sales[48] - 10_000.0 * 1_000.0 * 0.7_f64.powi(4)).abs() < 1e-3);
        assert!((ledger.series(LineId::MiningMw)[48] - 20.0).abs() < 1e-9);
        // And again 60 months later.
        let refreshes = ledger.series(LineId::RefreshCapex).iter().filter(|usd| **usd > 0.0);
        assert_eq!(refreshes.count(), 2);
        assert!(ledger.series(LineId::RefreshCapex)[108] > 0.0);
    }
}
