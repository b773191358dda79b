//! HIVE's way: which share of its GPUs, at which utilisation and rate, earns 100 M USD in 2025.

use std::sync::Arc;

use wattsplit::catalog::{GpuRow, gpu};
use wattsplit::engine::{LineId, run};
use wattsplit::plan::{Plan, findings};

use super::plans::save;

const OWNED: f64 = 38_000.0;
const TARGET_USD: f64 = 100e6;

type Rate = fn(&GpuRow) -> Option<f64>;
const MIDDLE: Rate = |row| row.rental_mid_usd_per_gpu_hour;
const HIGHEST: Rate = |row| row.rental_high_usd_per_gpu_hour;

/// The plan with a share of all GPUs repurposed, a quarter of them each model.
fn with(share: f64, utilisation: f64, rate: Rate) -> Plan {
    let mut plan = save("hive-hybrid");
    let fleets = Arc::make_mut(&mut plan.gpus);
    let models = fleets.len() as f64;
    for fleet in fleets.iter_mut() {
        let row = gpu(&fleet.origin.as_ref().unwrap().id).unwrap();
        fleet.units = OWNED / models * share;
        fleet.utilisation = utilisation;
        fleet.rate_usd_per_gpu_hour = rate(row).unwrap();
    }
    plan
}

fn revenue_of_2025_usd(plan: &Plan) -> f64 {
    let years = run(plan).ledger.by_year(LineId::GpuRevenue);
    years.iter().find(|(year, _)| *year == 2025).unwrap().1
}

/// The smallest share in steps of a tenth that reaches the target, in percent.
fn share_that_reaches(utilisation: f64, rate: Rate) -> Option<u32> {
    (1..=10).map(|tenths| tenths * 10).find(|percent| {
        let plan = with(f64::from(*percent) / 100.0, utilisation, rate);
        revenue_of_2025_usd(&plan) >= TARGET_USD
    })
}

#[test]
fn the_plan_repurposes_a_little_over_a_tenth() {
    let plan = save("hive-hybrid");
    let units: f64 = plan.gpus.iter().map(|fleet| fleet.units).sum();
    assert!((0.10..0.11).contains(&(units / OWNED)), "{units}");
    assert_eq!(findings(&with(1.0, 1.0, HIGHEST)), [], "all of them fit the site");
}

/// 9,500 GPUs of each model, every hour they run: 9,500 x 1.21 USD x 8,760 h x 0.98, falling 15 % a year
/// over ages 13 to 24 months, whose mean factor is 0.778.
#[test]
fn at_the_middle_rates_no_share_reaches_100_million() {
    for utilisation in [0.5, 0.7, 0.9, 1.0] {
        assert_eq!(share_that_reaches(utilisation, MIDDLE), None);
    }
    let most = revenue_of_2025_usd(&with(1.0, 1.0, MIDDLE));
    let ages = (13..=24).map(|age| 0.85_f64.powf(f64::from(age) / 12.0));
    let by_hand = 9_500.0 * 1.21 * 8_760.0 * 0.98 * (ages.sum::<f64>() / 12.0);
    assert!((most / by_hand - 1.0).abs() < 0.002, "{most} by the model, {by_hand} by hand");
    assert_eq!((most / 1e6).round(), 77.0);
}

#[test]
fn at_the_highest_published_rates_most_of_the_gpus_reach_it() {
    let shares = [0.5, 0.6, 0.7, 0.8, 0.9, 1.0].map(|used| share_that_reaches(used, HIGHEST));
    assert_eq!(shares, [None, None, Some(90), Some(80), Some(70), Some(70)]);
    let all = revenue_of_2025_usd(&with(1.0, 1.0, HIGHEST));
    assert_eq!((TARGET_USD / all * 100.0).round(), 63.0);
}

#[test]
fn a_tenth_of_them_would_need_more_than_an_h100_ever_listed_at() {
    let plan = save("hive-hybrid");
    let models = plan.gpus.len() as f64;
    let mean = plan.gpus.iter().map(|fleet| fleet.rate_usd_per_gpu_hour).sum::<f64>() / models;
    let needed = mean * TARGET_USD / revenue_of_2025_usd(&plan);
    let listed = wattsplit::catalog::gpu_declines().iter();
    let h100 = listed.filter(|row| row.gpu == "H100" && row.scope.contains("cross-provider index"));
    let most =
        h100.map(|row| row.usd_per_gpu_hour_from.max(row.usd_per_gpu_hour_to)).fold(0.0, f64::max);
    assert_eq!((needed * 10.0).round(), 53.0);
    assert!(most > 4.8 && needed > most, "{needed} against {most}");
}

#[test]
fn the_finding_stands_in_the_plan() {
    let plan = save("hive-hybrid");
    let said = &plan.notes["plan.name"].text;
    for part in [
        "77 M",
        "63 %",
        "70 % at a utilisation of 90 %",
        "90 % at a utilisation of 70 %",
        "5.3 USD",
    ] {
        assert!(said.contains(part), "{part}");
    }
    let own = run(&plan).ledger.by_year(LineId::GpuRevenue)[0];
    assert_eq!((own.0, (own.1 / 1e5).round()), (2024, 67.0));
    assert!(said.contains("6.7 M for 2024"));
}
