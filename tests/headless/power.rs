//! Power on random sites: the lookup is the loop, hours balance, and what flexibility is worth.

use std::sync::Arc;

use proptest::prelude::*;
use wattsplit::engine::power::{Slice, Taken, hourly};
use wattsplit::engine::{self, Inputs, LineId};
use wattsplit::plan::{
    Contract, ContractDelivery, ContractVolume, CurvePoint, Network, Plan, PriceSource, Pricing,
    Shape, template,
};

use super::plans::saves;

/// A site with its contracts, prices and batches.
#[derive(Clone, Debug)]
struct Site {
    hub: &'static str,
    price: f64,
    adder: f64,
    resale: f64,
    hashprice: f64,
    flexible: f64,
    carbon: f64,
    demand: f64,
    contracts: Vec<(bool, usize, f64, f64, f64, i32)>,
    batches: Vec<(f64, f64, f64)>,
}

fn site() -> impl Strategy<Value = Site> {
    let hubs = [
        "",
        "flat",
        "ercot_rt_2025",
        "ercot_rt_2024",
        "ercot_da_2025",
        "se1_2020",
        "se1_2022",
        "se1_2023",
    ];
    let prices = (0..hubs.len(), 5.0..90.0, 0.0..25.0, 0.0..1.0, 15.0..80.0);
    let charges = (prop_oneof![Just(0.0), 0.0..1.0], prop_oneof![Just(0.0), 0.0..60.0], 0.0..15.0);
    let contract = (any::<bool>(), 0..Shape::ALL.len(), 0.0..120.0, 0.05..0.9, -20.0..80.0, 0..40);
    let contracts = prop::collection::vec(contract, 0..5);
    let batches = prop::collection::vec((0.0..60.0, 12.0..38.0, 0.8..1.0), 1..6);
    (prices, charges, contracts, batches).prop_map(move |(prices, charges, contracts, batches)| {
        let (hub, price, adder, resale, hashprice) = prices;
        let (flexible, carbon, demand) = charges;
        let hub = hubs[hub];
        Site { hub, price, adder, resale, hashprice, flexible, carbon, demand, contracts, batches }
    })
}

fn plan(site: &Site) -> Plan {
    let (_, bytes) = saves().into_iter().find(|(name, _)| name == "texas-100mw").unwrap();
    let mut plan = wattsplit::plan::read(&bytes).unwrap();
    plan.horizon_months = 26;
    let start = plan.start;
    let none = template_plan();
    let power = Arc::make_mut(&mut plan.power);
    power.source = if site.hub.is_empty() { PriceSource::Tariff } else { PriceSource::Hub };
    site.hub.clone_into(&mut power.hub);
    power.price_usd_per_mwh = site.price;
    power.delivery_adder_usd_per_mwh = site.adder;
    power.resale_share = site.resale;
    power.flexible_ai_share = site.flexible;
    power.flexible_ai_strike_usd_per_mwh = 60.0;
    power.carbon_price_usd_per_t = site.carbon;
    power.demand_charge_usd_per_kw_month = site.demand;
    power.flexibility_credit_usd_per_mw_year = 10_000.0;
    power.peak_charge_usd_per_kw_year = 70.0;
    power.contracts = (site.contracts.iter().enumerate())
        .map(|(at, (behind, shape, mw, capacity_factor, price, from))| Contract {
            delivery: if *behind { ContractDelivery::BehindMeter } else { ContractDelivery::Grid },
            volume: if at % 2 == 0 { ContractVolume::AsProduced } else { ContractVolume::Block },
            shape: Shape::ALL[*shape],
            mw: *mw,
            capacity_factor: *capacity_factor,
            pricing: if at % 3 == 2 { Pricing::HubPlusSpread } else { Pricing::Fixed },
            price_usd_per_mwh: price.max(0.0),
            spread_usd_per_mwh: *price / 4.0,
            from: start.plus(*from - 20),
            to: start.plus(*from),
            ..template::contract(&format!("c{at}"), &none)
        })
        .collect();
    let first = plan.asics[0].clone();
    plan.asics = (site.batches.iter().enumerate())
        .map(|(at, (mw, j_per_th, uptime))| {
            let mut batch = first.clone();
            batch.id = format!("b{at}");
            (batch.j_per_th, batch.uptime, batch.th_per_s) = (*j_per_th, *uptime, 100.0);
            (batch.clock_j, batch.clock_th) = (1.0, 1.0);
            batch.units = mw * 1e6 / (j_per_th * 100.0);
            batch
        })
        .collect::<Vec<_>>()
        .into();
    Arc::make_mut(&mut plan.market).network =
        Network::Hashprice { curve: vec![CurvePoint { month: start, value: site.hashprice }] };
    plan
}

fn template_plan() -> Plan {
    let (_, bytes) = saves().into_iter().next().unwrap();
    wattsplit::plan::read(&bytes).unwrap()
}

fn close(a: f64, b: f64, scale: f64) -> bool {
    (a - b).abs() <= 1e-9 * scale.max(1.0)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_lookup_equals_the_loop_and_every_hour_balances(site in site()) {
        let plan = plan(&site);
        let inputs = Inputs::from_plan(&plan);
        let run = engine::run(&plan);
        for m in [0, 1, 6, 7, 13, 14, 21, 25] {
            let stack = run.detail.power.stacks.of_month(m);
            let loaded: f64 = stack.iter().map(|slice| slice.width_mw).sum::<f64>() * inputs.hours[m];
            let dearest = inputs.power_price[m] * 200.0 + 1.0;
            for (slice, by_loop) in stack.iter().zip(hourly::taken(&plan, &run.detail.power, m)) {
                let Taken { run_mwh, served_mwh, served_free_mwh, bought_mwh, energy_usd, highest_mw } = slice.taken;
                let pairs = [
                    (run_mwh, by_loop.run_mwh),
                    (served_mwh, by_loop.served_mwh),
                    (served_free_mwh, by_loop.served_free_mwh),
                    (bought_mwh, by_loop.bought_mwh),
                    (highest_mw, by_loop.highest_mw),
                ];
                for (by_lookup, by_loop) in pairs {
                    prop_assert!(close(by_lookup, by_loop, loaded), "{m} {:?}: {by_lookup} and {by_loop}", slice.who);
                }
                prop_assert!(close(energy_usd, by_loop.energy_usd, loaded * dearest));
            }
            let (mut sold, mut spilled) = (0.0, 0.0);
            let hours = hourly::hours(&plan, &run.detail.power, m);
            let scale = inputs.hours[m] / hours.len() as f64;
            for hour in hours {
                let bought: f64 = hour.bought_mw.iter().sum();
                let (into, out) = (hour.contracted_mw() + bought, hour.load_mw() + hour.sold_mw + hour.spilled_mw);
                prop_assert!((into - out).abs() < 1e-9, "hour {}: {into} and {out}", hour.hour);
                prop_assert!(hour.sold_mw > -1e-9 && hour.spilled_mw > -1e-9);
                sold += hour.sold_mw * scale;
                spilled += hour.spilled_mw * scale;
            }
            let at = |line: LineId| run.ledger.series(line)[m];
            prop_assert!((at(LineId::SoldEnergy) - sold).abs() < 1e-6, "{} and {sold}", at(LineId::SoldEnergy));
            prop_assert!((at(LineId::SpilledEnergy) - spilled).abs() < 1e-6);
        }
    }

    #[test]
    fn a_month_pays_for_what_it_takes_and_cold_and_warm_give_equal_bits(site in site()) {
        let plan = plan(&site);
        let run = engine::run(&plan);
        prop_assert_eq!(&run, &engine::run(&plan));
        let inputs = Inputs::from_plan(&plan);
        for m in 0..inputs.months {
            let at = |line: LineId| run.ledger.series(line)[m];
            // Cash for power: hours bought at their price and adders, contracts at theirs, less what is sold.
            let hours = hourly::hours(&plan, &run.detail.power, m);
            let scale = inputs.hours[m] / hours.len() as f64;
            let adder = at(LineId::PowerAdder);
            let mut paid = 0.0;
            for hour in &hours {
                let bought: f64 = hour.bought_mw.iter().sum();
                paid += bought * (hour.price_usd_per_mwh + adder) * scale;
                paid -= hour.sold_mw * plan.power.resale_share * hour.price_usd_per_mwh.max(0.0) * scale;
                for (at, contract) in plan.power.contracts.iter().enumerate() {
                    let (runs, month) = (contract.runs_in(inputs.month(m)), inputs.month(m).since(contract.from));
                    let own = engine::power::contract_price(contract, month);
                    let floats = contract.pricing == Pricing::HubPlusSpread;
                    let price = own + if floats { hour.price_usd_per_mwh } else { 0.0 };
                    let mw = inputs.power.contracts[at].mw(hour.hour);
                    if runs && plan.power.serves_load(contract) {
                        paid += mw * price * scale;
                    } else if runs {
                        paid -= mw * (hour.price_usd_per_mwh - price) * scale;
                    }
                }
            }
            let energy = [
                LineId::MiningEnergyCost, LineId::ColocationEnergyCost, LineId::GpuEnergyCost,
                LineId::MiningDeliveryCost, LineId::ColocationDeliveryCost, LineId::GpuDeliveryCost,
                LineId::MiningCarbonCost, LineId::ColocationCarbonCost, LineId::GpuCarbonCost,
            ];
            let booked = energy.map(at).iter().sum::<f64>() - at(LineId::PositionGain) - at(LineId::ContractGain);
            prop_assert!((booked - paid).abs() < 1e-6 * paid.abs().max(1e4), "{m}: {booked} and {paid}");
        }
    }

    #[test]
    fn a_lower_strike_never_raises_the_average_price_paid(site in site(), low in -10.0..150.0, more in 0.0..100.0) {
        let site = Site { contracts: Vec::new(), ..site };
        let plan = plan(&site);
        let inputs = Inputs::from_plan(&plan);
        for m in 0..12 {
            let (share_low, paid_low) = engine::power::from_grid(&inputs, m, low);
            let (share_high, paid_high) = engine::power::from_grid(&inputs, m, low + more);
            prop_assert!(share_low <= share_high);
            if share_low > 0.0 {
                prop_assert!(paid_low / share_low <= paid_high / share_high + 1e-9);
            }
        }
    }

    #[test]
    fn a_firm_mw_made_flexible_never_lowers_the_margin(site in site(), width in 1.0..20.0, strike in 0.0..200.0) {
        // A MW whose use is worth its strike: firm it runs at a loss in the hours above.
        let plan = plan(&site);
        let inputs = Inputs::from_plan(&plan);
        let mut dispatcher = engine::power::Dispatcher::new(&inputs);
        for m in 0..12 {
            let mut margin = |at: f64| {
                let Taken { run_mwh, bought_mwh, energy_usd, .. } = dispatcher.slice(m, 5.0, width, at);
                run_mwh * strike - energy_usd - bought_mwh * inputs.adder(m)
            };
            prop_assert!(margin(strike) >= margin(f64::INFINITY) - 1e-6);
        }
    }
}

#[test]
fn stacks_hold_the_whole_load_of_each_month() {
    let run = engine::run(&template_plan());
    for m in 0..run.ledger.months {
        let taken: f64 =
            run.detail.power.stacks.of_month(m).iter().map(|of: &Slice| of.taken.run_mwh).sum();
        assert!((taken - run.ledger.series(LineId::Energy)[m]).abs() < 1e-6, "{m}");
    }
    assert!(run.detail.power.stacks.of_month(run.ledger.months).is_empty());
}
