//! The base case of the example against a second computation of it.
//!
//! `tests/check/texas.py` works the example from the model's page alone, without this program's code; its two tables
//! are compared here cell by cell.

use std::path::Path;

use wattsplit::engine::{LineId, Solution, solve};

use super::plans::save;

/// Columns of `texas.csv` and the lines they repeat.
const COLUMNS: [(&str, LineId); 24] = [
    ("hashprice_usd_per_ph_day", LineId::Hashprice),
    ("network_eh_s", LineId::NetworkHashrate),
    ("mining_mw", LineId::MiningMw),
    ("mined_ph_days", LineId::MinedPhDays),
    ("mining_revenue_usd", LineId::MiningRevenue),
    ("pool_fee_usd", LineId::PoolFees),
    ("rent_usd", LineId::ColocationRent),
    ("power_billed_usd", LineId::PowerBilled),
    ("gpu_rental_usd", LineId::GpuRental),
    ("gpu_reserved_usd", LineId::GpuReserved),
    ("mining_mwh", LineId::MiningEnergy),
    ("colocation_mwh", LineId::ColocationEnergy),
    ("gpu_mwh", LineId::GpuEnergy),
    ("mining_power_usd", LineId::MiningPowerCost),
    ("colocation_power_usd", LineId::ColocationPowerCost),
    ("gpu_power_usd", LineId::GpuPowerCost),
    ("flexibility_credit_usd", LineId::FlexibilityCredit),
    ("position_gain_usd", LineId::PositionGain),
    ("mining_opex_usd", LineId::MiningOpex),
    ("colocation_opex_usd", LineId::ColocationOpex),
    ("gpu_opex_usd", LineId::GpuOpex),
    ("capex_usd", LineId::Capex),
    ("sales_usd", LineId::Disposals),
    ("cash_flow_usd", LineId::CashFlow),
];

const WRITE_AGAIN: &str = "if the example changed, run python3 tests/check/texas.py";

fn table(name: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check").join(name);
    let mut reader = csv::Reader::from_path(path).unwrap();
    let cells = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect();
    let heading = cells(reader.headers().unwrap());
    (heading, reader.records().map(|record| cells(&record.unwrap())).collect())
}

/// Whether two figures agree to a billionth, or to a cent where they are USD.
fn agree(name: &str, ours: f64, theirs: f64) -> bool {
    let cent = if name.ends_with("_usd") { 0.01 } else { 0.0 };
    (ours - theirs).abs() <= f64::max(1e-9 * theirs.abs(), cent)
}

fn example() -> Solution {
    solve(&save("texas-100mw"))
}

#[test]
fn every_month_of_the_example_is_that_of_the_second_computation() {
    let ledger = example().plan.ledger;
    let (heading, rows) = table("texas.csv");
    let names = COLUMNS.iter().map(|(name, _)| *name);
    assert_eq!(heading, ["month"].into_iter().chain(names).collect::<Vec<_>>());
    assert_eq!(rows.len(), ledger.months);
    let mut apart = Vec::new();
    for (m, row) in rows.iter().enumerate() {
        assert_eq!(row[0], ledger.start.plus(m as i32).to_string());
        for ((name, line), cell) in COLUMNS.iter().zip(&row[1..]) {
            let (ours, theirs) = (ledger.series(*line)[m], cell.parse().unwrap());
            if !agree(name, ours, theirs) {
                apart.push(format!("{} {name}: {ours}, not {theirs}", row[0]));
            }
        }
    }
    assert!(apart.is_empty(), "{}\n{WRITE_AGAIN}", apart.join("\n"));
}

#[test]
fn the_example_s_value_is_that_of_the_second_computation() {
    let Solution { plan, mining_only } = example();
    let (_, rows) = table("texas_value.csv");
    let ours = [
        ("npv_usd", plan.value.npv_usd),
        ("irr", plan.value.irr.annual.unwrap()),
        ("irr_roots", plan.value.irr.roots.len() as f64),
        ("payback_months", plan.value.payback_months.unwrap()),
        ("mining_only_npv_usd", mining_only.value.npv_usd),
    ];
    assert_eq!(rows.len(), ours.len());
    for ((name, figure), row) in ours.iter().zip(&rows) {
        assert_eq!(row[0], *name);
        assert!(agree(name, *figure, row[1].parse().unwrap()), "{name}: {figure}; {WRITE_AGAIN}");
    }
}
