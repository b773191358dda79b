//! The model: a plan in, typed results out. Pure: no files, clocks, windows or unseeded randomness.
//!
//! [`solve`] runs a plan and its baseline, mining only; [`advise`] says how many megawatts should go to AI.

pub mod advice;
pub mod books;
pub mod debt;
mod inputs;
pub mod lease;
pub mod ledger;
pub mod load;
pub mod market;
pub mod power;
pub mod value;

pub use advice::{Advice, advise};
pub use inputs::Inputs;
pub use ledger::{LINES, Ledger, LineId};
pub use value::Value;

use std::sync::Arc;

use crate::plan::{Plan, capacity};
use books::UserLineDetail;
use debt::DebtDetail;
use lease::LeaseDetail;
use load::{BatchDetail, FleetDetail, Held};
use market::Markets;
use power::{Dispatcher, PowerDetail};

/// Results of a plan and of its baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct Solution {
    /// The plan.
    pub plan: Run,
    /// The plan without GPU fleets, leases and their capex.
    pub mining_only: Run,
}

/// Results of one run of the model.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Every line, month by month.
    pub ledger: Ledger,
    /// Measures of value.
    pub value: Value,
    /// Items one by one.
    pub detail: Detail,
}

impl Run {
    /// Whether anything is ever owed.
    pub fn owes(&self) -> bool {
        self.ledger.series(LineId::Debt).iter().any(|usd| *usd > 0.005)
    }
}

/// Items of a run one by one.
#[derive(Clone, Debug, PartialEq)]
pub struct Detail {
    /// Batches of machines.
    pub batches: Vec<BatchDetail>,
    /// GPU fleets.
    pub fleets: Vec<FleetDetail>,
    /// Leases.
    pub leases: Vec<LeaseDetail>,
    /// Prices and loads hour by hour.
    pub power: PowerDetail,
    /// The user's own lines.
    pub lines: Vec<UserLineDetail>,
    /// Loans.
    pub debts: Vec<DebtDetail>,
    /// Months in which the subsidy halves, counted from the plan's first.
    pub halvings: Vec<usize>,
}

/// Solves a plan without error findings, and its baseline in the same markets.
pub fn solve(plan: &Plan) -> Solution {
    let markets = Markets::of(plan);
    Solution {
        plan: run_in(plan, markets.clone()),
        mining_only: run_in(&plan.mining_only(), markets),
    }
}

/// Runs a plan alone.
pub fn run(plan: &Plan) -> Run {
    run_in(plan, Markets::of(plan))
}

/// Net present value of a plan in markets computed before: what a search asks of each candidate.
pub fn npv_in(plan: &Plan, markets: Markets) -> f64 {
    let inputs = Inputs::with_markets(plan, markets);
    value::npv_usd(&inputs, &write(&inputs).0)
}

/// Runs a plan in markets computed before.
pub fn run_in(plan: &Plan, markets: Markets) -> Run {
    let inputs = Inputs::with_markets(plan, markets);
    let (mut ledger, mut detail) = write(&inputs);
    detail.debts = debt::write(&inputs, &detail.leases, &mut ledger);
    ledger.derive_between(plan, LineId::OpeningDebt, LineId::GpuCapitalCharge);
    let value = Value::of(&inputs, &ledger);
    Run { ledger, value, detail }
}

/// Writes a plan's ledger down to the project's cash flow after tax: debt, equity and balance stand below it.
fn write(inputs: &Inputs<'_>) -> (Ledger, Detail) {
    let plan = inputs.plan;
    let mut ledger = Ledger::new(plan);
    write_markets(inputs, &mut ledger);
    let taken = capacity::taken_mw(plan);
    let mut leases = lease::write(inputs, &mut ledger);
    let by_leases: Vec<(&str, Vec<Held>)> = plan
        .gpus
        .iter()
        .map(|fleet| (fleet.id.as_str(), lease::held_units(inputs, &fleet.id)))
        .collect();
    let held = |fleet: &str, month: usize| {
        let of_fleet = by_leases.iter().find(|(id, _)| *id == fleet);
        of_fleet.map_or_else(Held::default, |(_, held)| held[month])
    };
    let fleets = load::write_gpus(inputs, &held, &mut ledger);
    let ai_load = power::ai_load_mw(inputs, &ledger);
    let mut dispatcher = Dispatcher::new(inputs);
    let (batches, stacks) =
        load::write_asics(inputs, &taken, &ai_load, &mut dispatcher, &mut ledger);
    for (m, mw) in taken.iter().enumerate() {
        let serving = ledger.series(LineId::ColocationMw)[m] + ledger.series(LineId::GpuMw)[m];
        ledger.leaf_mut(LineId::ConvertingMw)[m] = (mw - serving).max(0.0);
    }
    ledger.leaf_mut(LineId::GridMw).fill(plan.site.grid_mw);
    let site = &plan.site;
    for m in 0..inputs.months {
        ledger.leaf_mut(LineId::SiteFixedCost)[m] =
            site.fixed_cost_usd_per_year / 12.0 * inputs.cost[m];
        ledger.leaf_mut(LineId::Sga)[m] = plan.finance.sga_usd_per_year / 12.0 * inputs.cost[m];
    }
    books::write_works(inputs, &mut ledger);
    books::write_calendar(inputs, &mut ledger);
    power::write(inputs, &stacks, &mut dispatcher, &mut ledger);
    lease::bill_power(inputs, &mut leases, &mut ledger);
    // What a MWh costs each use has to be known for own lines and for contracts that run on.
    ledger.derive_between(plan, LineId::BtcPrice, LineId::Sga);
    let lines = books::write_user_lines(inputs, &mut ledger);
    books::write_terminal(inputs, &leases, &mut ledger);
    ledger.write_assets(0);
    ledger.derive_between(plan, LineId::MiningUserRevenue, LineId::CumulativeCash);
    let halvings = inputs.markets.halvings.clone();
    let power = PowerDetail {
        year: Arc::clone(&inputs.power),
        level_usd_per_mwh: inputs.power_price.clone(),
        adder_usd_per_mwh: (0..inputs.months).map(|m| inputs.adder(m)).collect(),
        stacks,
    };
    (ledger, Detail { batches, fleets, leases, power, lines, debts: Vec::new(), halvings })
}

fn write_markets(inputs: &Inputs<'_>, ledger: &mut Ledger) {
    let markets = &inputs.markets;
    let series = [
        (LineId::BtcPrice, &markets.btc_price_usd),
        (LineId::Subsidy, &markets.subsidy_btc),
        (LineId::Fees, &markets.fees_btc),
        (LineId::NetworkHashrate, &markets.network_eh_s),
        (LineId::Hashprice, &markets.hashprice),
        (LineId::GpuIndex, &markets.gpu_index),
        (LineId::ColocationMarketRent, &markets.colocation_rent),
    ];
    for (line, values) in series {
        ledger.leaf_mut(line).copy_from_slice(values);
    }
}
