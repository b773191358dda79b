//! What is under contract and what is open, by year, and what the open part costs if prices step up.

use crate::engine::{LineId, Run};
use crate::plan::Plan;

/// A calendar year's position.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OpenYear {
    /// The year.
    pub year: i32,
    /// Hours of it in the plan.
    pub hours: f64,
    /// Load, MWh.
    pub load_mwh: f64,
    /// Of it covered by contracts, month by month, MWh.
    pub contracted_mwh: f64,
    /// Of it open, MWh.
    pub open_mwh: f64,
    /// Cost of the open part at the hub, USD.
    pub open_usd: f64,
    /// What it would cost more if prices stood at the plan's factor, USD.
    pub step_usd: f64,
}

/// The position of every year: contracts cover a month's load up to its whole, the rest is open at its mean price.
pub fn open_years(plan: &Plan, run: &Run) -> Vec<OpenYear> {
    let mut years: Vec<OpenYear> = Vec::new();
    let factor = plan.power.open_price_factor;
    for (m, month) in plan.months().enumerate() {
        let year = month.year();
        let at = |line: LineId| run.ledger.series(line)[m];
        let load = at(LineId::Energy);
        let contracted = at(LineId::ContractEnergy).min(load);
        let open = load - contracted;
        let usd = open * at(LineId::PowerPrice);
        if years.last().is_none_or(|last| last.year != year) {
            years.push(OpenYear {
                year,
                hours: 0.0,
                load_mwh: 0.0,
                contracted_mwh: 0.0,
                open_mwh: 0.0,
                open_usd: 0.0,
                step_usd: 0.0,
            });
        }
        let Some(last) = years.last_mut() else { continue };
        last.hours += month.hours();
        last.load_mwh += load;
        last.contracted_mwh += contracted;
        last.open_mwh += open;
        last.open_usd += usd;
        last.step_usd += usd * (factor - 1.0);
    }
    years
}

/// Carbon of a calendar year, by what it was used for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CarbonYear {
    /// The year.
    pub year: i32,
    /// Of all load, t CO2e.
    pub tonnes: f64,
    /// Renewable share of the energy.
    pub renewable_share: f64,
    /// Mean of the energy, kg CO2e/MWh.
    pub kg_per_mwh: f64,
    /// Mining's by coin, kg CO2e/BTC; none where nothing is mined.
    pub kg_per_btc: Option<f64>,
    /// GPU fleets' by hour rented, kg CO2e; none where none is.
    pub kg_per_gpu_hour: Option<f64>,
}

/// Carbon of every year: uses share the site's mix by their energy.
pub fn carbon_years(run: &Run) -> Vec<CarbonYear> {
    let by_year = |line| run.ledger.by_year(line).into_iter().map(|(_, sum)| sum);
    let over = |of: f64, by: f64| (by > 0.0).then(|| of / by);
    let energy = run.ledger.by_year(LineId::Energy).into_iter();
    energy
        .zip(by_year(LineId::Carbon))
        .zip(by_year(LineId::RenewableEnergy))
        .zip(by_year(LineId::MiningEnergy).zip(by_year(LineId::MinedBtc)))
        .zip(by_year(LineId::GpuEnergy).zip(by_year(LineId::GpuHours)))
        .map(|(((((year, mwh), tonnes), renewable), (mining, btc)), (gpu, gpu_hours))| {
            let kg_per_mwh = over(tonnes * 1000.0, mwh).unwrap_or(0.0);
            CarbonYear {
                year,
                tonnes,
                renewable_share: over(renewable, mwh).unwrap_or(0.0),
                kg_per_mwh,
                kg_per_btc: over(mining * kg_per_mwh, btc),
                kg_per_gpu_hour: over(gpu * kg_per_mwh, gpu_hours),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::engine::run;
    use crate::plan::{template, testing};

    #[test]
    fn the_open_part_is_priced_at_the_hub_and_its_step_beside_it() {
        let mut plan = testing::plan();
        let mut contract = template::contract("w", &plan);
        contract.capacity_factor = 0.5;
        contract.to = plan.start.plus(11);
        let power = Arc::make_mut(&mut plan.power);
        *power = power.clone().at_hub("flat");
        power.contracts = vec![contract];
        let run = run(&plan);
        let years = open_years(&plan, &run);
        // 5 of 20 MW under contract in 2027, none in 2028; 30 USD/MWh, a quarter more if prices step up.
        assert!((years[0].open_mwh - 15.0 * 8_760.0).abs() < 1e-6);
        assert!((years[0].contracted_mwh + years[0].open_mwh - years[0].load_mwh).abs() < 1e-6);
        assert!((years[1].open_mwh - 20.0 * 8_784.0).abs() < 1e-6);
        assert!((years[1].step_usd - 20.0 * 8_784.0 * 7.5).abs() < 1e-3);
        assert_eq!(years[1].hours, 8_784.0);
    }

    #[test]
    fn carbon_is_told_by_mwh_coin_and_gpu_hour() {
        let mut plan = testing::plan();
        plan.gpus = vec![testing::fleet("a")].into();
        let run = run(&plan);
        let years = carbon_years(&run);
        // All from a grid of 333 kg/MWh, 37.4 % renewable.
        assert!((years[1].kg_per_mwh - 333.0).abs() < 1e-9);
        assert!((years[1].renewable_share - 0.374).abs() < 1e-12);
        // A GPU of 1 kW at PUE 1.25 while it is rented: 1.25 kWh at 333 g.
        assert!((years[1].kg_per_gpu_hour.unwrap() - 0.41625).abs() < 1e-9);
        let btc = run.ledger.by_year(LineId::MinedBtc)[1].1;
        let mining = run.ledger.by_year(LineId::MiningEnergy)[1].1;
        assert!((years[1].kg_per_btc.unwrap() - mining * 333.0 / btc).abs() < 1e-6);
        assert_eq!(years[6].kg_per_gpu_hour, None);
    }
}
