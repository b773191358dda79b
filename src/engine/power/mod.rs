//! Power: prices hour by hour, contracts, who pays what, and the mix of the site's energy.
//!
//! A month is dispatched by lookup ([`Dispatcher`]); [`hourly`] does the same hour by hour.

mod charges;
mod duration;
pub mod hourly;
mod hub;
mod moving;
mod open;
mod stack;
mod supply;

pub use charges::Charges;
pub use duration::{Dispatcher, Taken, from_grid};
pub use hub::{HubMonth, HubYear};
pub use moving::{Moving, MovingKind, MovingRow, moving};
pub use open::{CarbonYear, OpenYear, carbon_years, open_years};
pub use stack::{PowerDetail, Slice, Stacks, Who};
pub use supply::{PowerYear, Supply, SupplyMonth};

use super::inputs::Inputs;
use super::ledger::{Ledger, LineId};
use crate::plan::{Contract, Pricing, Technology};

/// Price or spread of a contract in a month of its run: escalated in yearly steps from its first month, USD/MWh.
pub fn contract_price(contract: &Contract, months_since_first: i32) -> f64 {
    let steps = months_since_first.max(0) / 12;
    let first = match contract.pricing {
        Pricing::Fixed => contract.price_usd_per_mwh,
        Pricing::HubPlusSpread => contract.spread_usd_per_mwh,
    };
    first * (1.0 + contract.escalation_per_year).powi(steps)
}

/// Lines of one use of power.
#[derive(Clone, Copy, Debug)]
pub struct UseLines {
    /// What it takes from the meter.
    pub energy: LineId,
    /// Its energy at the marginal price.
    pub energy_cost: LineId,
    /// Delivery adder on what it buys.
    pub delivery: LineId,
    /// Carbon price on what it buys.
    pub carbon: LineId,
    /// Demand charge.
    pub demand: LineId,
    /// Coincident peak charge.
    pub peak: LineId,
}

/// Lines of mining.
pub const MINING: UseLines = UseLines {
    energy: LineId::MiningEnergy,
    energy_cost: LineId::MiningEnergyCost,
    delivery: LineId::MiningDeliveryCost,
    carbon: LineId::MiningCarbonCost,
    demand: LineId::MiningDemandCharge,
    peak: LineId::MiningPeakCharge,
};

/// Lines of colocation and of GPUs.
pub const AI: [UseLines; 2] = [
    UseLines {
        energy: LineId::ColocationEnergy,
        energy_cost: LineId::ColocationEnergyCost,
        delivery: LineId::ColocationDeliveryCost,
        carbon: LineId::ColocationCarbonCost,
        demand: LineId::ColocationDemandCharge,
        peak: LineId::ColocationPeakCharge,
    },
    UseLines {
        energy: LineId::GpuEnergy,
        energy_cost: LineId::GpuEnergyCost,
        delivery: LineId::GpuDeliveryCost,
        carbon: LineId::GpuCarbonCost,
        demand: LineId::GpuDemandCharge,
        peak: LineId::GpuPeakCharge,
    },
];

/// Mean load of AI in each month if it always runs, MW.
pub fn ai_load_mw(inputs: &Inputs<'_>, ledger: &Ledger) -> Vec<f64> {
    let energy = |line: UseLines| ledger.series(line.energy);
    let months = energy(AI[0]).iter().zip(energy(AI[1])).zip(&inputs.hours);
    months.map(|((colocation, gpu), hours)| (colocation + gpu) / hours).collect()
}

/// Writes what each use pays for power and what contracts gain, given the dispatched stacks.
///
/// AI's energy is on its lines as if it always ran; where a flexible share stops, it is cut here.
pub fn write(
    inputs: &Inputs<'_>,
    stacks: &Stacks,
    dispatcher: &mut Dispatcher<'_>,
    ledger: &mut Ledger,
) {
    for m in 0..inputs.months {
        let stack = stacks.of_month(m);
        let charges = Charges::of(inputs, m);
        let (mining, ai): (Vec<&Slice>, Vec<&Slice>) =
            stack.iter().partition(|slice| matches!(slice.who, Who::Batch(_)));
        let mining = Sums::of(&mining);
        write_use(inputs, m, MINING, &mining, 1.0, ledger);
        let kw = mining.highest_mw * 1000.0;
        ledger.leaf_mut(MINING.demand)[m] = kw * charges.mining_demand_usd_per_kw;
        ledger.leaf_mut(MINING.peak)[m] = kw * charges.mining_peak_usd_per_kw;
        ledger.leaf_mut(LineId::FlexibilityCredit)[m] =
            mining.taken.run_mwh / inputs.hours[m] * charges.credit_usd_per_mw;
        write_ai(inputs, m, &Sums::of(&ai), charges, ledger);
        write_contracts(inputs, m, stack, dispatcher, ledger);
        write_mix(inputs, m, ledger);
        ledger.leaf_mut(LineId::PowerPrice)[m] = inputs.power_price[m] * inputs.hub_month(m).mean();
        ledger.leaf_mut(LineId::PowerAdder)[m] = inputs.adder(m);
    }
}

/// What slices of one use take together.
#[derive(Default)]
struct Sums {
    taken: Taken,
    highest_mw: f64,
}

impl Sums {
    fn of(slices: &[&Slice]) -> Self {
        let mut sums = Self::default();
        for slice in slices {
            let Taken { run_mwh, served_mwh, served_free_mwh, bought_mwh, energy_usd, .. } =
                slice.taken;
            sums.taken.run_mwh += run_mwh;
            sums.taken.served_mwh += served_mwh;
            sums.taken.served_free_mwh += served_free_mwh;
            sums.taken.bought_mwh += bought_mwh;
            sums.taken.energy_usd += energy_usd;
            sums.highest_mw += slice.highest_capacity_mw();
        }
        sums
    }
}

fn write_use(
    inputs: &Inputs<'_>,
    m: usize,
    lines: UseLines,
    sums: &Sums,
    share: f64,
    ledger: &mut Ledger,
) {
    let taken = &sums.taken;
    ledger.leaf_mut(lines.energy)[m] = taken.run_mwh * share;
    ledger.leaf_mut(lines.energy_cost)[m] = taken.energy_usd * share;
    ledger.leaf_mut(lines.delivery)[m] = taken.bought_mwh * inputs.power_adder[m] * share;
    ledger.leaf_mut(lines.carbon)[m] = taken.bought_mwh * inputs.carbon_adder[m] * share;
}

/// AI's uses share its slices by their load.
fn write_ai(inputs: &Inputs<'_>, m: usize, sums: &Sums, charges: Charges, ledger: &mut Ledger) {
    let loads = AI.each_ref().map(|lines| ledger.series(lines.energy)[m]);
    let load: f64 = loads.iter().sum();
    for (lines, of_use) in AI.into_iter().zip(loads) {
        let share = if load > 0.0 { of_use / load } else { 0.0 };
        write_use(inputs, m, lines, sums, share, ledger);
        let kw = sums.highest_mw * share * 1000.0;
        ledger.leaf_mut(lines.demand)[m] = kw * charges.demand_usd_per_kw;
        ledger.leaf_mut(lines.peak)[m] = kw * charges.peak_usd_per_kw;
    }
}

/// Gains of contracts, and what becomes of the energy of those that serve load.
///
/// By the grid at a hub a contract earns `G_h (price_h - its price)`; one that serves load is worth resale in every
/// hour, `G_h (share max(price_h, 0) - its price)`, for load it serves is charged that. RULINGS 11, 16.
fn write_contracts(
    inputs: &Inputs<'_>,
    m: usize,
    stack: &[Slice],
    dispatcher: &mut Dispatcher<'_>,
    ledger: &mut Ledger,
) {
    let (power, month) = (&inputs.plan.power, inputs.month(m));
    let level = inputs.power_price[m];
    let scale = inputs.hours[m] / inputs.hub_month(m).hours() as f64;
    let (mut position, mut direct, mut contracted) = (0.0, 0.0, 0.0);
    for (contract, supply) in power.contracts.iter().zip(&inputs.power.contracts) {
        if !contract.runs_in(month) {
            continue;
        }
        let sums = supply.months[(month.month() - 1) as usize];
        let at_hub = level * sums.priced;
        let own = contract_price(contract, month.since(contract.from)) * sums.mwh;
        let serves = power.serves_load(contract);
        let worth =
            if serves { power.resale_share * level * sums.priced_above_zero } else { at_hub };
        let gain = match (contract.pricing, serves) {
            (Pricing::Fixed, _) => worth - own,
            // At the hub itself the price of the hour cancels exactly.
            (Pricing::HubPlusSpread, false) => -own,
            (Pricing::HubPlusSpread, true) => worth - at_hub - own,
        };
        contracted += sums.mwh * scale;
        if serves {
            direct += gain * scale;
        } else {
            position += gain * scale;
        }
    }
    ledger.leaf_mut(LineId::ContractEnergy)[m] = contracted;
    ledger.leaf_mut(LineId::PositionGain)[m] = position;
    ledger.leaf_mut(LineId::ContractGain)[m] = direct;
    let (mut output, mut free) = (0.0, 0.0);
    if let Some(hours) = dispatcher.output(m) {
        let none_for_it = if power.resale_share > 0.0 && level > 0.0 {
            inputs.hub_month(m).free
        } else {
            hours.mw.len()
        };
        output = hours.mw.iter().sum::<f64>() * scale;
        free = hours.mw[..none_for_it].iter().sum::<f64>() * scale;
    }
    let all: Vec<&Slice> = stack.iter().collect();
    let taken = Sums::of(&all).taken;
    let spills_all = power.resale_share <= 0.0 || level <= 0.0;
    let served_free = if spills_all { taken.served_mwh } else { taken.served_free_mwh };
    ledger.leaf_mut(LineId::BoughtEnergy)[m] = taken.bought_mwh;
    ledger.leaf_mut(LineId::ServingEnergy)[m] = output;
    ledger.leaf_mut(LineId::SpilledEnergy)[m] = free - served_free;
    ledger.leaf_mut(LineId::SoldEnergy)[m] = (output - free) - (taken.served_mwh - served_free);
}

/// Renewable share and carbon: contracts at their technology's figures up to the month's load, behind the meter
/// first, the rest at the grid's. RULINGS 17.
fn write_mix(inputs: &Inputs<'_>, m: usize, ledger: &mut Ledger) {
    let (plan, month) = (inputs.plan, inputs.month(m));
    let load: f64 = [MINING, AI[0], AI[1]].iter().map(|of| ledger.series(of.energy)[m]).sum();
    let scale = inputs.hours[m] / inputs.hub_month(m).hours() as f64;
    let (mut left, mut renewable, mut carbon_kg) = (load, 0.0, 0.0);
    for serving in [true, false] {
        let contracts = plan.power.contracts.iter().zip(&inputs.power.contracts);
        let of_kind: Vec<(Technology, f64)> = contracts
            .filter(|(of, _)| of.runs_in(month) && plan.power.serves_load(of) == serving)
            .map(|(of, supply)| {
                (of.technology, supply.months[(month.month() - 1) as usize].mwh * scale)
            })
            .collect();
        let supplied: f64 = of_kind.iter().map(|(_, mwh)| mwh).sum();
        let counted = if supplied > left { left / supplied } else { 1.0 };
        for (technology, mwh) in of_kind {
            let (share, kg) = mix_of(inputs, technology);
            renewable += mwh * counted * share;
            carbon_kg += mwh * counted * kg;
        }
        left = (left - supplied).max(0.0);
    }
    renewable += left * plan.site.grid_renewable_share;
    carbon_kg += left * plan.site.grid_carbon_kg_per_mwh;
    ledger.leaf_mut(LineId::RenewableEnergy)[m] = renewable;
    ledger.leaf_mut(LineId::Carbon)[m] = carbon_kg / 1000.0;
}

/// Renewable share and carbon of a technology, kg CO2e/MWh.
fn mix_of(inputs: &Inputs<'_>, technology: Technology) -> (f64, f64) {
    let site = &inputs.plan.site;
    match technology.carbon_kg_per_mwh() {
        None => (site.grid_renewable_share, site.grid_carbon_kg_per_mwh),
        Some(kg) => (if technology.is_renewable() { 1.0 } else { 0.0 }, kg),
    }
}

#[cfg(test)]
mod tests;
