//! Full statements of one plan against a second computation of them.
//!
//! `tests/check/statements.py` works them from the model's page alone; its table is compared here cell by cell.

use std::path::Path;
use std::sync::Arc;

use wattsplit::engine::{LINES, run};
use wattsplit::format::Month;
use wattsplit::plan::template::{self, NewPlan};
use wattsplit::plan::{
    AsicBatch, CurvePoint, Debt, DebtSize, Finance, Network, Plan, Power, RefreshSetting,
};

/// Machines bought and sold, a hall let beyond the horizon with a prepayment, a loan, bitcoin kept.
fn plan() -> Plan {
    let start = Month::new(2027, 4);
    let mut plan = template::new_plan(&NewPlan {
        id: "statements".to_owned(),
        place: "us-tx-ercot-west".to_owned(),
        grid_mw: 60.0,
        convertible_mw: 60.0,
        power_price_usd_per_mwh: 40.0,
        renewable_share: 0.3,
        machine: "antminer-s21-200t".to_owned(),
        units: 4_000.0,
        start,
        horizon_months: 48,
        discount_rate: 0.10,
    });
    plan.power = Arc::new(Power::tariff(40.0));
    let site = Arc::make_mut(&mut plan.site);
    (site.pue_mining, site.pue_ai) = (1.0, 1.25);
    (site.mining_opex_usd_per_kw_month, site.variable_opex_usd_per_mwh) = (5.0, 0.0);
    site.fixed_cost_usd_per_year = 0.0;
    let batch = &mut Arc::make_mut(&mut plan.asics)[0];
    *batch = AsicBatch {
        th_per_s: 200.0,
        j_per_th: 17.5,
        price_usd: 2_000.0,
        in_service: start,
        uptime: 1.0,
        life_months: 30,
        resale_decline_per_year: 0.30,
        ..batch.clone()
    };
    Arc::make_mut(&mut plan.refresh).setting = RefreshSetting::Never;
    let market = Arc::make_mut(&mut plan.market);
    market.network = Network::Hashprice { curve: vec![CurvePoint { month: start, value: 50.0 }] };
    (market.btc_price_usd, market.btc_price_growth_per_year) = (80_000.0, 0.10);
    market.pool_fee = 0.0;
    let mut lease = template::colocation_lease("lease", start.plus(12));
    lease.term_months = 60;
    (lease.ramp_months, lease.escalator_per_year) = (3, 0.03);
    (lease.opex_usd_per_kw_month, lease.sla_credit, lease.renewal_probability) = (0.0, 0.0, 0.0);
    (lease.prepayment_usd, lease.credit_share, lease.signing) = (3e6, 0.5, start);
    if let Some(terms) = lease.colocation_mut() {
        (terms.it_mw, terms.rate_usd_per_kw_month, terms.load_factor) = (5.0, 120.0, 0.85);
        (terms.hall_capex_usd_per_kw, terms.lead_months, terms.power_margin) = (8_000.0, 12, 0.0);
    }
    plan.leases = Arc::new(vec![lease]);
    plan.finance = Arc::new(Finance {
        discount_rate: 0.10,
        cost_of_equity: 0.12,
        sga_usd_per_year: 1.2e6,
        tax_rate: 0.21,
        bonus_share: 0.6,
        hodl_share: 0.25,
        minimum_cash_usd: 1e6,
        other_collection_days: 20.0,
        payment_days: 15.0,
        security_usd: 2e6,
        equipment_sales_tax: 0.05,
        ..Finance::assumed()
    });
    plan.debts = Arc::new(vec![Debt {
        size: DebtSize::Fixed,
        principal_usd: 20e6,
        drawn: start.plus(3),
        ready: start.plus(12),
        tenor_months: 60,
        interest_only_months: 6,
        ..Debt::new("loan", "Loan", &plan)
    }]);
    plan
}

#[test]
fn full_statements_are_those_of_the_second_computation() {
    let plan = plan();
    let ledger = run(&plan).ledger;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check/statements.csv");
    let mut reader = csv::Reader::from_path(path).unwrap();
    let heads: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert!(heads.len() > 20 && heads.iter().any(|head| head == "equity_usd"));
    let mut apart = Vec::new();
    let mut rows = 0;
    for (month, record) in reader.records().enumerate() {
        let record = record.unwrap();
        assert_eq!(&record[0], ledger.start.plus(month as i32).to_string());
        for (head, cell) in heads.iter().zip(record.iter()).skip(1) {
            let line = LINES.iter().find(|line| line.key == head).unwrap();
            let (ours, theirs) = (ledger.series(line.id)[month], cell.parse::<f64>().unwrap());
            if (ours - theirs).abs() > 0.01 {
                apart.push(format!("{} {head}: {ours:.2}, not {theirs}", &record[0]));
            }
        }
        rows += 1;
    }
    assert_eq!(rows, ledger.months);
    let first: Vec<_> = apart.iter().take(12).collect();
    assert!(apart.is_empty(), "{} apart: {first:#?}", apart.len());
}
