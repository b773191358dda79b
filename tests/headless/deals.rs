//! Published leases against the model's contract value.

use wattsplit::catalog::{Check, DealKind, DealRow, RateBasis, deal, deals};
use wattsplit::engine::lease::total_contract_usd;
use wattsplit::plan::Lease;

use super::plans::save;

/// The engine's contract value of a deal at a rate and escalator.
fn contract_usd(row: &DealRow, rate_usd_per_kw_month: f64, escalator_per_year: f64) -> f64 {
    let terms = save("terawulf-core42").leases[0].clone();
    let term_months = row.term_years.unwrap() * 12;
    let lease = Lease { term_months, escalator_per_year, ramp_months: 0, ..terms };
    total_contract_usd(row.capacity_mw_it.unwrap() * 1000.0, rate_usd_per_kw_month, &lease)
}

/// The plan's own contract value of its first lease.
fn first_lease_usd(name: &str) -> f64 {
    let plan = save(name);
    let lease = &plan.leases[0];
    let terms = lease.colocation().unwrap();
    total_contract_usd(terms.it_mw * 1000.0, terms.rate_usd_per_kw_month, lease)
}

fn off(made: f64, published: f64) -> f64 {
    (made / published - 1.0).abs()
}

#[test]
fn leases_with_total_and_first_year_rate_are_reproduced_or_say_why_not() {
    let mut reproduced = Vec::new();
    for row in deals().iter().filter(|row| row.kind == DealKind::Lease) {
        assert!(row.check == Check::Check || !row.why.is_empty(), "{} gives no reason", row.id);
        let rented = row.average_rent().is_some();
        let labelled = matches!(row.check, Check::Check | Check::Derived);
        assert_eq!(rented, labelled, "{} has a rate and no label, or a label and no rate", row.id);
        let known = row.rate_basis == Some(RateBasis::FirstYear);
        assert!(known || row.check != Check::Check, "{} has no first-year rate", row.id);
        if known {
            let rate = row.first_year_usd_per_kw_month.unwrap();
            let made = contract_usd(row, rate, row.escalator_share_per_year.unwrap());
            let off = off(made, row.total_usd.unwrap());
            assert!(off <= 0.02, "{}: {made:.0} is {off:.4} off its total", row.id);
            reproduced.push(row.id.as_str());
        }
    }
    assert_eq!(reproduced, ["terawulf-core42-2024", "galaxy-helios-phase-1-2025"]);
}

#[test]
fn every_derived_rate_makes_its_total_again() {
    let derived = deals().iter().filter(|row| row.check == Check::Derived);
    let mut count = 0;
    for row in derived {
        let made = contract_usd(row, row.average_rent().unwrap(), 0.0);
        assert!(off(made, row.total_usd.unwrap()) <= 0.001, "{}: {made:.0}", row.id);
        count += 1;
    }
    assert_eq!(count, 20);
}

/// 200,000 kW x 121.5 x 144 months = 3,499.2 M USD; 291.6 M a year against 290 M published.
#[test]
fn core_scientific_s_lease_makes_its_published_total() {
    let made = first_lease_usd("core-scientific-coreweave");
    assert!((made - 3_499_200_000.0).abs() < 1.0, "{made}");
    let row = deal("core-scientific-coreweave-200mw-2024").unwrap();
    assert!(off(made, row.total_usd.unwrap()) < 0.001);
    assert!(off(made / 12.0, row.annual_usd.unwrap()) < 0.01);
}

/// 60,000 kW x 125 x 12 x 11.46388, the sum of ten years at 3 %; twelve months' rent in advance are 90 M.
#[test]
fn terawulf_s_lease_makes_its_computed_total_and_prepayment() {
    let made = first_lease_usd("terawulf-core42");
    assert!((made - 1_031_749_130.0).abs() < 1e3, "{made}");
    let row = deal("terawulf-core42-2024").unwrap();
    assert!(off(made, row.total_usd.unwrap()) < 0.002);
    let plan = save("terawulf-core42");
    let terms = plan.leases[0].colocation().unwrap();
    assert_eq!(Some(plan.leases[0].prepayment_usd), row.annual_usd);
    assert_eq!(Some(terms.hall_capex_usd_per_kw * terms.it_mw * 1000.0), row.capex_usd);
}
