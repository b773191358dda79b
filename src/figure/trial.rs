//! A plan with something of everything, for tests of the builders.

use std::sync::Arc;

use crate::format::Month;
use crate::plan::{
    AsicBatch, Build, BuildOption, Contract, Debt, Equilibrium, FleetStatus, GpuFleet, Lease,
    LeaseStatus, LeaseTerms, Network, Plan, PowerTerms, PriceSource, ReservedTerms, Technology,
    template, testing,
};

/// A site of 100 MW, 62 of them convertible, with two batches, a fleet, three leases, two contracts and two
/// options, over ten years from 2027-01.
pub fn plan() -> Plan {
    let mut plan = testing::plan();
    "Texas 100 MW".clone_into(&mut plan.name);
    let site = Arc::make_mut(&mut plan.site);
    (site.grid_mw, site.convertible_mw) = (100.0, 62.0);
    site.mining_opex_usd_per_kw_month = 5.0;
    let power = Arc::make_mut(&mut plan.power);
    power.price_usd_per_mwh = 32.0;
    power.delivery_adder_usd_per_mwh = 10.0;
    power.escalation_per_year = 0.025;
    (power.source, power.hub) = (PriceSource::Hub, "flat".to_owned());
    power.contracts = vec![
        contract("Permian wind", Technology::Wind, (40.0, 0.46), 2036),
        contract("Concho solar", Technology::Solar, (20.0, 0.25), 2030),
    ];
    plan.asics = vec![
        batch("S21", 16_600.0, 200.0, 17.5, 3_000.0),
        batch("S19j Pro", 13_000.0, 100.0, 30.0, 250.0),
    ]
    .into();
    plan.gpus = vec![fleet()].into();
    plan.leases = vec![
        lease("Meridian, hall A", LeaseStatus::Signed, 8.0, 120),
        Lease { start: Month::new(2028, 7), ..offer() },
        reserved(),
    ]
    .into();
    plan.debts = vec![Debt { capex_share: 0.3, ..Debt::new("loan", "Loan", &plan) }].into();
    plan.options = vec![colocation_option(), gpu_option()].into();
    let market = Arc::make_mut(&mut plan.market);
    market.btc_price_usd = 64_648.0;
    market.network_eh_s = 912.5;
    market.network = Network::Equilibrium(Equilibrium::default());
    market.pool_fee = 0.01;
    market.gpu_rate_decline_per_year = 0.15;
    Arc::make_mut(&mut plan.finance).cost_escalation_per_year = 0.025;
    plan
}

fn contract(
    name: &str,
    technology: Technology,
    (mw, capacity_factor): (f64, f64),
    last_year: i32,
) -> Contract {
    Contract {
        name: name.to_owned(),
        technology,
        mw,
        capacity_factor,
        price_usd_per_mwh: 30.0,
        to: Month::new(last_year, 12),
        ..template::contract(&name.to_lowercase(), &testing::plan())
    }
}

fn batch(name: &str, units: f64, th_per_s: f64, j_per_th: f64, price_usd: f64) -> AsicBatch {
    let name = name.to_owned();
    let id = name.to_lowercase();
    AsicBatch { id, name, units, th_per_s, j_per_th, price_usd, ..testing::batch("") }
}

fn fleet() -> GpuFleet {
    GpuFleet {
        id: "h100".to_owned(),
        name: "H100".to_owned(),
        units: 1_000.0,
        kw_it: 1.275,
        rate_usd_per_gpu_hour: 2.2,
        idle_power_share: 0.3,
        ..testing::fleet("")
    }
}

fn lease(name: &str, status: LeaseStatus, it_mw: f64, term_months: u32) -> Lease {
    let mut lease = Lease {
        id: name.to_lowercase().replace([' ', ','], "-"),
        name: name.to_owned(),
        status,
        term_months,
        ramp_months: 3,
        escalator_per_year: 0.03,
        opex_usd_per_kw_month: 18.0,
        prepayment_usd: 4e6,
        void_months: 9,
        ..testing::colocation("")
    };
    if let Some(terms) = lease.colocation_mut() {
        terms.it_mw = it_mw;
        terms.rate_usd_per_kw_month = 140.0;
        terms.load_factor = 0.85;
        terms.hall_capex_usd_per_kw = 4_000.0;
        terms.power = PowerTerms::PassedThrough;
    }
    lease
}

fn offer() -> Lease {
    let mut offer = lease("Published average, hall B", LeaseStatus::Offer, 6.0, 84);
    if let Some(terms) = offer.colocation_mut() {
        terms.hall_ready = Month::new(2028, 7);
        terms.offline_months = 8;
        terms.rate_usd_per_kw_month = 121.0;
    }
    offer
}

fn reserved() -> Lease {
    Lease {
        id: "lumen".to_owned(),
        name: "Lumen, reserved H100".to_owned(),
        start: Month::new(2027, 7),
        signing: Month::new(2027, 7),
        term_months: 36,
        terms: LeaseTerms::Reserved(ReservedTerms {
            fleet: "h100".to_owned(),
            units: 400.0,
            rate_usd_per_gpu_hour: 2.0,
            take_or_pay: 1.0,
        }),
        ..testing::colocation("")
    }
}

fn colocation_option() -> BuildOption {
    BuildOption {
        id: "colocation".to_owned(),
        name: "AI colocation".to_owned(),
        earliest: Month::new(2028, 1),
        max_mw: 100.0,
        max_mw_per_year: 40.0,
        build: Build::Colocation(Box::new(lease("Option", LeaseStatus::Offer, 1.0, 180))),
    }
}

fn gpu_option() -> BuildOption {
    let fleet = GpuFleet { status: FleetStatus::Planned, rate_usd_per_gpu_hour: 2.5, ..fleet() };
    BuildOption {
        id: "gpu".to_owned(),
        name: "GPU rental".to_owned(),
        earliest: Month::new(2028, 6),
        max_mw: 10.0,
        max_mw_per_year: 5.0,
        build: Build::GpuRental(Box::new(fleet)),
    }
}

/// The same site with nothing on it.
pub fn bare() -> Plan {
    let mut bare = plan();
    bare.asics = Arc::default();
    bare.gpus = Arc::default();
    bare.leases = Arc::default();
    bare.options = Arc::default();
    Arc::make_mut(&mut bare.power).contracts = Vec::new();
    bare
}
