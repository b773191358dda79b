//! Hut 8's way: a new fleet on top, no Bitcoin machine redirected.

use wattsplit::engine::{LineId, solve};

use super::plans::{save, thousands};

#[test]
fn no_bitcoin_machine_stops_for_the_gpus() {
    let solution = solve(&save("hut8-new-fleet"));
    for line in [LineId::MiningMw, LineId::MinedPhDays, LineId::AsicSales] {
        let both = (solution.plan.ledger.series(line), solution.mining_only.ledger.series(line));
        assert_eq!(both.0, both.1, "{line:?}");
    }
    assert!(solution.plan.ledger.series(LineId::MiningMw)[0] > 220.0);
}

/// 1,000 H100 at 1.275 kW IT and 1.43 MW gross a MW IT: 1.82 of 225 MW.
#[test]
fn one_percent_of_the_power_brings_an_eighth_of_the_revenue() {
    let plan = save("hut8-new-fleet");
    let solution = solve(&plan);
    let of = |line| {
        let years = solution.plan.ledger.by_year(line);
        years.iter().find(|(year, _)| *year == 2025).unwrap().1
    };
    let power_share = of(LineId::GpuMw) / plan.site.grid_mw;
    assert!((power_share - 1.82325 / 225.0).abs() < 1e-9, "{power_share}");
    let revenue_share = of(LineId::GpuRevenue) / of(LineId::Revenue);
    assert_eq!((revenue_share * 100.0).round(), 13.0);
    assert_eq!((of(LineId::GpuRevenue) / 1e5).round(), 143.0);
    let adds = solution.plan.value.npv_usd - solution.mining_only.value.npv_usd;
    assert_eq!((adds / 1e5).round(), -4.0, "{}", thousands(adds));
    assert_eq!(solution.plan.ledger.total(LineId::GpuCapex), 40e6);
    let said = &plan.notes["plan.name"].text;
    for part in ["0.8 % of the power", "13 % of 2025's revenue", "14.3 M USD", "0.4 M USD"] {
        assert!(said.contains(part), "{part}");
    }
}
