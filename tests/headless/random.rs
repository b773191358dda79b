//! Random plans: what must hold whatever the figures are.

use std::sync::Arc;

use proptest::prelude::*;
use wattsplit::engine::{self, LINES, LineId, advice::Control};
use wattsplit::format::Month;
use wattsplit::plan::template::{self, NewPlan};
use wattsplit::plan::{Build, GpuFleet, Lease, Plan, Severity, findings};

/// What a case draws.
#[derive(Clone, Debug)]
struct Case {
    grid_mw: f64,
    convertible: f64,
    machines: f64,
    leased: f64,
    rented: f64,
    start: i32,
    term: u32,
    renewal: f64,
    price: f64,
    horizon: u32,
    rent: f64,
}

fn case() -> impl Strategy<Value = Case> {
    let sizes = (10.0..300.0, 0.0..1.0, 0.0..1.3, 0.0..0.9, 0.0..1.0);
    let terms = (0..60, 12_u32..200, 0.0..1.0, 10.0..90.0, 24_u32..180, 20.0..250.0);
    (sizes, terms).prop_map(|(sizes, terms)| {
        let (grid_mw, convertible, machines, leased, rented) = sizes;
        let (start, term, renewal, price, horizon, rent) = terms;
        Case {
            grid_mw,
            convertible,
            machines,
            leased,
            rented,
            start,
            term,
            renewal,
            price,
            horizon,
            rent,
        }
    })
}

/// A plan that keeps within its limits: a lease and a fleet share what is convertible.
fn plan(case: &Case) -> Plan {
    let start = Month::new(2027, 1);
    let mut plan = template::new_plan(&NewPlan {
        id: "random".to_owned(),
        place: "us-tx-ercot-west".to_owned(),
        grid_mw: case.grid_mw,
        convertible_mw: case.grid_mw * case.convertible,
        power_price_usd_per_mwh: case.price,
        renewable_share: 0.5,
        machine: "antminer-s21-200t".to_owned(),
        units: case.grid_mw * case.machines * 272.0,
        start,
        horizon_months: case.horizon,
        discount_rate: 0.10,
    });
    let convertible = plan.site.convertible_mw;
    let it_mw = |gross: f64| gross / plan.site.gross_per_it;
    let leased = convertible * case.leased;
    let rented = (convertible - leased) * case.rented;
    let mut lease: Lease = template::colocation_lease("lease", start.plus(case.start));
    lease.term_months = case.term;
    lease.renewal_probability = case.renewal;
    if let Some(terms) = lease.colocation_mut() {
        terms.it_mw = it_mw(leased);
        terms.rate_usd_per_kw_month = case.rent;
    }
    let option = plan.options.iter().find_map(|option| match &option.build {
        Build::GpuRental(fleet) => Some((**fleet).clone()),
        Build::Colocation(_) => None,
    });
    let fleet = option.map(|fleet| GpuFleet {
        id: "fleet".to_owned(),
        units: it_mw(rented) * 1000.0 / fleet.kw_it,
        in_service: start.plus(case.start / 2),
        ..fleet
    });
    plan.leases = Arc::new(vec![lease]);
    plan.gpus = Arc::new(fleet.into_iter().collect());
    plan
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn uses_never_hold_more_than_the_site_and_their_lines_add_up(case in case()) {
        let plan = plan(&case);
        let errors: Vec<_> =
            findings(&plan).into_iter().filter(|found| found.severity == Severity::Error).collect();
        prop_assert!(errors.is_empty(), "{errors:?}");
        let solution = engine::solve(&plan);
        for run in [&solution.plan, &solution.mining_only] {
            let ledger = &run.ledger;
            for line in LINES.iter() {
                prop_assert!(ledger.series(line.id).iter().all(|value| value.is_finite()), "{}", line.key);
            }
            let at = |line: LineId, month: usize| ledger.series(line)[month];
            for month in 0..ledger.months {
                let used = at(LineId::MiningMw, month)
                    + at(LineId::ColocationMw, month)
                    + at(LineId::GpuMw, month)
                    + at(LineId::ConvertingMw, month);
                prop_assert!(used <= case.grid_mw + 1e-6, "{used} MW in month {month}");
                let revenue = at(LineId::MiningRevenue, month)
                    + at(LineId::ColocationRevenue, month)
                    + at(LineId::GpuRevenue, month)
                    + at(LineId::FlexibilityCredit, month)
                    + at(LineId::ContractGain, month)
                    + at(LineId::PositionGain, month);
                prop_assert!((revenue - at(LineId::Revenue, month)).abs() < 0.01);
                let energy = at(LineId::MiningEnergy, month)
                    + at(LineId::ColocationEnergy, month)
                    + at(LineId::GpuEnergy, month);
                prop_assert!((energy - at(LineId::Energy, month)).abs() < 1e-6);
                prop_assert!(at(LineId::RenewableEnergy, month) <= energy * (1.0 + 1e-9) + 1e-9);
            }
            let years: f64 = ledger.by_year(LineId::CashFlow).iter().map(|(_, usd)| usd).sum();
            prop_assert!((years - ledger.total(LineId::CashFlow)).abs() < 0.01);
        }
    }

    #[test]
    fn the_best_is_the_best_of_its_curve_and_within_its_limits(case in case()) {
        let mut plan = plan(&case);
        // The lease and the fleet stand as offers: the search is free to leave them out.
        plan.horizon_months = plan.horizon_months.min(96);
        let advice = engine::advise(&plan, &Control::default());
        let advice = advice.ok_or_else(|| TestCaseError::fail("cancelled"))?;
        for point in &advice.curve {
            prop_assert!(point.npv_usd <= advice.best.npv_usd + 0.01);
        }
        prop_assert!(advice.best.ai_mw <= plan.site.convertible_mw.min(case.grid_mw) + 1e-6);
        let empty = advice.best_run.ledger.series(LineId::EmptyMw);
        prop_assert!(empty.iter().all(|mw| *mw > -1e-6));
        prop_assert!(findings(&advice.best_plan).iter().all(|found| found.severity != Severity::Error));
    }
}
