//! Contracts by the grid and the mix of the site's energy, at one price a month.
//!
//! With the price of all hours equal, a contract settles as a position: it earns its volume times the price at
//! the hub less its own. Load always sees the hub's price and the delivery adder.

use super::inputs::Inputs;
use super::ledger::{Ledger, LineId};
use crate::plan::Contract;

/// Price of a contract in a month of its run: escalated in yearly steps from its first month, USD/MWh.
pub fn contract_price(contract: &Contract, months_since_first: i32) -> f64 {
    let steps = months_since_first.max(0) / 12;
    contract.price_usd_per_mwh * (1.0 + contract.escalation_per_year).powi(steps)
}

/// Writes positions, the renewable share of energy and its carbon.
///
/// Contracts count at their technology's figures up to the month's load, the rest at the grid's.
pub fn write(inputs: &Inputs<'_>, ledger: &mut Ledger) {
    let plan = inputs.plan;
    for m in 0..inputs.months {
        let month = plan.start.plus(m as i32);
        let load: f64 = [LineId::MiningEnergy, LineId::ColocationEnergy, LineId::GpuEnergy]
            .iter()
            .map(|line| ledger.series(*line)[m])
            .sum();
        let (mut contracted, mut gain, mut renewable, mut carbon_kg) = (0.0, 0.0, 0.0, 0.0);
        for contract in &plan.power.contracts {
            if month < contract.from || month > contract.to {
                continue;
            }
            let energy = contract.mw * contract.capacity_factor * inputs.hours[m];
            let price = contract_price(contract, month.since(contract.from));
            gain += energy * (inputs.power_price[m] - price);
            contracted += energy;
            let of_grid = plan.site.grid_renewable_share;
            let technology = contract.technology;
            renewable += energy
                * match (technology.is_renewable(), technology.carbon_kg_per_mwh()) {
                    (true, _) => 1.0,
                    (false, None) => of_grid,
                    (false, Some(_)) => 0.0,
                };
            carbon_kg +=
                energy * technology.carbon_kg_per_mwh().unwrap_or(plan.site.grid_carbon_kg_per_mwh);
        }
        let counted = if contracted > load { load / contracted } else { 1.0 };
        let from_grid = (load - contracted).max(0.0);
        renewable = renewable * counted + from_grid * plan.site.grid_renewable_share;
        carbon_kg = carbon_kg * counted + from_grid * plan.site.grid_carbon_kg_per_mwh;
        ledger.leaf_mut(LineId::ContractEnergy)[m] = contracted;
        ledger.leaf_mut(LineId::PositionGain)[m] = gain;
        ledger.leaf_mut(LineId::RenewableEnergy)[m] = renewable;
        ledger.leaf_mut(LineId::Carbon)[m] = carbon_kg / 1000.0;
    }
    ledger.leaf_mut(LineId::PowerPrice).copy_from_slice(&inputs.power_price);
    ledger.leaf_mut(LineId::PowerAdder).copy_from_slice(&inputs.power_adder);
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::format::Month;
    use crate::plan::{Technology, testing};

    fn contract(price: f64) -> Contract {
        Contract {
            id: "w".to_owned(),
            name: "Wind".to_owned(),
            technology: Technology::Wind,
            mw: 10.0,
            capacity_factor: 0.5,
            price_usd_per_mwh: price,
            escalation_per_year: 0.02,
            from: Month::new(2027, 1),
            to: Month::new(2028, 12),
        }
    }

    #[test]
    fn a_position_earns_its_volume_at_the_difference_and_counts_as_renewable() {
        let mut plan = testing::plan();
        Arc::make_mut(&mut plan.power).contracts = vec![contract(25.0)];
        let inputs = Inputs::from_plan(&plan);
        let mut ledger = Ledger::new(&plan);
        ledger.leaf_mut(LineId::MiningEnergy).fill(10_000.0);
        write(&inputs, &mut ledger);
        // January: 10 MW x 0.5 x 744 h x (30 - 25) = 18,600; a year on at 25.5: 16,740.
        assert!((ledger.series(LineId::PositionGain)[0] - 18_600.0).abs() < 1e-6);
        assert!((ledger.series(LineId::PositionGain)[12] - 16_740.0).abs() < 1e-6);
        assert!(ledger.series(LineId::PositionGain)[24].abs() < 1e-12);
        // 3,720 MWh of wind and 6,280 MWh of a grid at 37.4 %; carbon 11 and 333 kg/MWh.
        let renewable = 3_720.0 + 6_280.0 * 0.374;
        assert!((ledger.series(LineId::RenewableEnergy)[0] - renewable).abs() < 1e-6);
        assert!(
            (ledger.series(LineId::Carbon)[0] - (3_720.0 * 11.0 + 6_280.0 * 333.0) / 1e3).abs()
                < 1e-6
        );
    }
}
