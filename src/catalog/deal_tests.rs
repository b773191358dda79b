//! The published leases against the rent formula and against themselves.

use super::table::tests::{check, positive, share};
use super::*;

#[test]
fn every_deal_is_read_with_a_reason_beside_its_label() {
    check(CSV, 40, |row: &DealRow| (row.id.clone(), &row.provenance));
    for row in deals() {
        positive(&row.id, &[row.capacity_mw_it, row.gross_mw, row.total_usd, row.annual_usd]);
        positive(&row.id, &[row.capex_usd, row.implied_usd_per_kw_month]);
        share(&row.id, &[row.escalator_share_per_year]);
        assert!(row.check == Check::Check || !row.why.is_empty(), "{} says no reason", row.id);
        let rented = row.average_rent().is_some();
        assert_eq!(row.rate_basis.is_some(), rented, "{}", row.id);
        assert_eq!(row.check != Check::None, rented, "{}", row.id);
        assert!(row.date.parse::<jiff::civil::Date>().is_ok(), "{}: {}", row.id, row.date);
        assert!(row.gross_mw.is_none_or(|gross| row.capacity_mw_it.is_none_or(|it| it < gross)));
        let first = row.first_year_usd_per_kw_month.is_some();
        assert_eq!(row.rate_basis == Some(RateBasis::FirstYear), first, "{}", row.id);
    }
}

/// Twenty leases have a total, a term and MW: their averages run from 102 to 188 with 151 in the middle.
#[test]
fn twenty_leases_have_an_average_rent() {
    let rents = lease_rents();
    assert_eq!(rents.count, 20);
    assert_eq!((rents.min_usd_per_kw_month, rents.max_usd_per_kw_month), (101.9, 188.5));
    assert!((rents.median_usd_per_kw_month - 151.5).abs() < 1e-9, "{rents:?}");
}

#[test]
fn an_average_rent_is_the_total_over_mw_and_months() {
    for row in deals().iter().filter(|row| row.implied_usd_per_kw_month.is_some()) {
        let months = f64::from(row.term_years.unwrap()) * 12.0;
        let rate = row.total_usd.unwrap() / (row.capacity_mw_it.unwrap() * 1000.0) / months;
        let off = rate / row.implied_usd_per_kw_month.unwrap() - 1.0;
        assert!(off.abs() < 0.001, "{}: {rate:.1} is {off:+.4} off", row.id);
    }
}

/// Every row with a first-year rate, check or not, must make its total within 2 %.
#[test]
fn first_year_rates_make_their_totals() {
    let mut met = Vec::new();
    for row in deals() {
        let made = row.total_from_first_year_usd();
        assert!(row.check != Check::Check || made.is_some(), "{} cannot be checked", row.id);
        let Some(made) = made else { continue };
        let off = made / row.total_usd.unwrap() - 1.0;
        assert!(off.abs() <= 0.02, "{}: {made:.0} is {off:+.4} off its total", row.id);
        met.push(row.id.as_str());
    }
    assert_eq!(met, ["terawulf-core42-2024", "galaxy-helios-phase-1-2025"]);
}

/// 60,000 kW x 125 x 12 x 11.46388 = 1,031.7 M; 133,000 kW x 150 x 12 x 18.59891 = 4,452.6 M.
#[test]
fn the_rent_formula_meets_the_sums_by_hand() {
    let total = |id| deal(id).unwrap().total_from_first_year_usd().unwrap();
    assert!((total("terawulf-core42-2024") - 1_031_749_130.0).abs() < 1e3);
    assert!((total("galaxy-helios-phase-1-2025") - 4_452_580_000.0).abs() < 1e5);
    assert!((escalator_sum(15, 0.03) - 18.598_914).abs() < 1e-6);
    assert_eq!(escalator_sum(12, 0.0), 12.0);
}

#[test]
fn a_picked_rent_averages_to_the_published_one() {
    for row in deals() {
        let Some(rent) = row.rent_terms() else { continue };
        let years = row.term_years.unwrap();
        let average = rent.first_year_usd_per_kw_month
            * escalator_sum(years, rent.escalator_share_per_year)
            / f64::from(years);
        let off = average / row.average_rent().unwrap() - 1.0;
        assert!(off.abs() < 0.02, "{}: {average:.1} is {off:+.4} off", row.id);
    }
    let river_bend = deal("hut8-river-bend-2025").unwrap().rent_terms().unwrap();
    assert!((river_bend.first_year_usd_per_kw_month - 127.99).abs() < 0.01, "{river_bend:?}");
    assert_eq!(deal("iren-microsoft-2025").unwrap().rent_terms(), None);
}
