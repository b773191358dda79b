use std::sync::Arc;

use super::*;
use crate::engine::run;
use crate::format::Month;
use crate::plan::{Contract, ContractDelivery, Plan, Power, Shape, Technology, template, testing};

fn contract(price: f64, plan: &Plan) -> Contract {
    Contract {
        capacity_factor: 0.5,
        price_usd_per_mwh: price,
        escalation_per_year: 0.02,
        to: Month::new(2028, 12),
        ..template::contract("w", plan)
    }
}

fn with(change: impl FnOnce(&mut Power)) -> Plan {
    let mut plan = testing::plan();
    change(Arc::make_mut(&mut plan.power));
    plan
}

#[test]
fn a_position_earns_its_volume_at_the_difference_and_counts_as_renewable() {
    let plan = testing::plan();
    let plan = with(|power| {
        *power = Power { contracts: vec![contract(25.0, &plan)], ..power.clone().at_hub("flat") };
    });
    let ledger = run(&plan).ledger;
    // January: 10 MW x 0.5 x 744 h x (30 - 25) = 18,600; a year on at 25.5: 16,740.
    assert!((ledger.series(LineId::PositionGain)[0] - 18_600.0).abs() < 1e-6);
    assert!((ledger.series(LineId::PositionGain)[12] - 16_740.0).abs() < 1e-6);
    assert!(ledger.series(LineId::PositionGain)[24].abs() < 1e-12);
    // 3,720 MWh of wind and 11,160 MWh of a grid at 37.4 %; carbon 11 and 333 kg/MWh.
    let renewable = 3_720.0 + 11_160.0 * 0.374;
    assert!((ledger.series(LineId::RenewableEnergy)[0] - renewable).abs() < 1e-6);
    let carbon = (3_720.0 * 11.0 + 11_160.0 * 333.0) / 1e3;
    assert!((ledger.series(LineId::Carbon)[0] - carbon).abs() < 1e-6);
}

#[test]
fn a_contract_on_a_tariff_serves_load_delivered_and_its_surplus_is_sold() {
    // A block of 30 MW on a site of 20 MW that always runs: 20 served at 0.9 x 30 = 27, 10 sold at 27.
    let plan = with(|power| {
        power.delivery_adder_usd_per_mwh = 10.0;
        power.contracts = vec![Contract {
            mw: 30.0,
            capacity_factor: 1.0,
            technology: Technology::Nuclear,
            ..contract(20.0, &testing::plan())
        }];
    });
    let ledger = run(&plan).ledger;
    let at = |line: LineId| ledger.series(line)[0];
    assert!((at(LineId::MiningEnergyCost) - 20.0 * 744.0 * 27.0).abs() < 1e-6);
    assert!(at(LineId::MiningDeliveryCost).abs() < 1e-9);
    assert!((at(LineId::ContractGain) - 30.0 * 744.0 * (27.0 - 20.0)).abs() < 1e-6);
    assert!((at(LineId::SoldEnergy) - 7_440.0).abs() < 1e-6);
    // In all, 30 MW are paid for at 20 and 10 MW sold at 27.
    let paid = at(LineId::PowerCost) - at(LineId::ContractGain);
    assert!((paid - 744.0 * (30.0 * 20.0 - 10.0 * 27.0)).abs() < 1e-6);
    // Without resale the surplus is spilled, and what load is served costs nothing at the margin.
    let mut spilled = plan.clone();
    Arc::make_mut(&mut spilled.power).resale_share = 0.0;
    let ledger = run(&spilled).ledger;
    let at = |line: LineId| ledger.series(line)[0];
    assert!(
        (at(LineId::SpilledEnergy) - 7_440.0).abs() < 1e-6 && at(LineId::SoldEnergy).abs() < 1e-9
    );
    assert!((at(LineId::PowerCost) - at(LineId::ContractGain) - 744.0 * 30.0 * 20.0).abs() < 1e-6);
}

#[test]
fn a_grid_contract_at_the_hub_changes_nothing_to_the_cent() {
    let bare = with(|power| *power = power.clone().at_hub("ercot_rt_2025"));
    let mut held = bare.clone();
    Arc::make_mut(&mut held.power).contracts = vec![Contract {
        pricing: Pricing::HubPlusSpread,
        spread_usd_per_mwh: 0.0,
        volume: crate::plan::ContractVolume::AsProduced,
        shape: Shape::PermianWind,
        ..contract(99.0, &bare)
    }];
    let (bare, held) = (run(&bare), run(&held));
    let cash = |of: &crate::engine::Run| of.ledger.series(LineId::CashFlow).to_vec();
    assert_eq!(cash(&bare), cash(&held));
}

#[test]
fn charges_fall_on_firm_load_and_the_credit_on_what_runs() {
    let lease = testing::colocation("a");
    let plan = with(|power| {
        power.demand_charge_usd_per_kw_month = 10.0;
        power.peak_charge_usd_per_kw_year = 72.0;
        power.flexibility_credit_usd_per_mw_year = 12_000.0;
        power.carbon_price_usd_per_t = 20.0;
    });
    let plan = Plan { leases: vec![lease].into(), ..plan };
    let ledger = run(&plan).ledger;
    let at = |line: LineId, m: usize| ledger.series(line)[m];
    // 10 MW IT x 1.25: 12,500 kW at 10 and at 6 a month.
    assert!((at(LineId::ColocationDemandCharge, 12) - 125_000.0).abs() < 1e-6);
    assert!((at(LineId::ColocationPeakCharge, 12) - 75_000.0).abs() < 1e-6);
    // 333 kg/MWh at 20 USD/t: 6.66 USD/MWh.
    assert!((at(LineId::MiningCarbonCost, 0) - 20.0 * 744.0 * 6.66).abs() < 1e-6);
    // 20 MW of mining run all of January: 1,000 USD a month each; from 2028 they pay the peaks.
    assert!((at(LineId::FlexibilityCredit, 0) - 20_000.0).abs() < 1e-6);
    assert!(at(LineId::MiningPeakCharge, 11).abs() < 1e-9);
    assert!((at(LineId::MiningPeakCharge, 12) - at(LineId::MiningMw, 12) * 6_000.0).abs() < 1e-6);
    // The tenant is billed all of it.
    let cost = at(LineId::ColocationPowerCost, 12);
    assert!((at(LineId::PowerBilled, 12) - cost).abs() < 1e-6);
    assert!((cost - (12.5 * 744.0 * 36.66 + 200_000.0)).abs() < 1e-6);
}

#[test]
fn at_a_hub_a_batch_runs_below_its_strike_and_firm_load_pays_the_mean() {
    let mut plan = with(|power| {
        *power = Power { price_usd_per_mwh: 31.68, ..power.clone().at_hub("ercot_rt_2025") };
    });
    // 60 USD/MWh: hashprice / (0.024 x 20 J/TH).
    Arc::make_mut(&mut plan.market).network = crate::plan::Network::Hashprice {
        curve: vec![crate::plan::CurvePoint { month: plan.start, value: 60.0 * 0.48 }],
    };
    let ledger = run(&plan).ledger;
    let year = |line: LineId| ledger.series(line)[..12].iter().sum::<f64>();
    let share = year(LineId::MiningEnergy) / (20.0 * 8760.0);
    let paid = year(LineId::MiningEnergyCost) / year(LineId::MiningEnergy);
    assert!((share - 0.92).abs() < 0.007, "{share}");
    assert!((paid - 25.8).abs() < 0.6, "{paid}");
}

#[test]
fn ai_that_may_stop_runs_less_and_pays_less() {
    let lease = testing::colocation("a");
    let firm = with(|power| *power = power.clone().at_hub("ercot_rt_2025"));
    let firm = Plan { leases: vec![lease].into(), ..firm };
    let mut flexible = firm.clone();
    let power = Arc::make_mut(&mut flexible.power);
    (power.flexible_ai_share, power.flexible_ai_strike_usd_per_mwh) = (0.25, 60.0);
    let year = |plan: &Plan, line| run(plan).ledger.series(line)[12..24].iter().sum::<f64>();
    let all = year(&firm, LineId::ColocationEnergy);
    let less = year(&flexible, LineId::ColocationEnergy);
    // A quarter of the load stops in some 8 % of the hours.
    assert!((less / all - 0.98).abs() < 0.005, "{}", less / all);
    assert_eq!(year(&firm, LineId::ColocationRent), year(&flexible, LineId::ColocationRent));
    let price = |plan: &Plan| {
        year(plan, LineId::ColocationEnergyCost) / year(plan, LineId::ColocationEnergy)
    };
    assert!(price(&flexible) < price(&firm));
}

#[test]
fn behind_the_meter_the_month_s_energy_balances() {
    let plan = with(|power| {
        *power = power.clone().at_hub("ercot_rt_2025");
        power.delivery_adder_usd_per_mwh = 5.0;
        power.contracts = vec![Contract {
            delivery: ContractDelivery::BehindMeter,
            volume: crate::plan::ContractVolume::AsProduced,
            shape: Shape::PermianSolar,
            technology: Technology::Solar,
            mw: 60.0,
            capacity_factor: 0.29,
            ..contract(28.0, &testing::plan())
        }];
    });
    let ledger = run(&plan).ledger;
    for m in 0..24 {
        let at = |line: LineId| ledger.series(line)[m];
        let (into, out) = (
            at(LineId::ServingEnergy) + at(LineId::BoughtEnergy),
            at(LineId::Energy) + at(LineId::SoldEnergy) + at(LineId::SpilledEnergy),
        );
        assert!((into - out).abs() < 1e-6, "{m}: {into} and {out}");
        assert!(at(LineId::SoldEnergy) > 0.0);
    }
}
