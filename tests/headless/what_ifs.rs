//! What-ifs say the same whichever way they are asked for.

use std::process::Command;
use std::sync::Arc;

use wattsplit::engine::solve;
use wattsplit::plan::{Departure, Plan, WhatIf, read, write};

use crate::plans::saves;

/// The plan with a built-in what-if entered by hand.
fn by_hand(plan: &Plan, id: &str) -> Plan {
    let mut plan = plan.clone();
    let market = Arc::make_mut(&mut plan.market);
    match id {
        "hashprice-half" => market.shifts.hashprice_factor = 0.5,
        "power-up-50" => market.shifts.power_price_factor = 1.5,
        "gpu-rent-down-35" => market.gpu_rate_decline_per_year = 0.35,
        leaves => {
            let lease = leaves.strip_prefix("tenant-leaves[").unwrap().strip_suffix(']').unwrap();
            let leases = Arc::make_mut(&mut plan.leases);
            let lease = leases.iter_mut().find(|other| other.id == lease).unwrap();
            // Two years into rent within the plan, as long as the term runs.
            let month = lease.start.max(plan.start).plus(24).min(lease.expires().plus(-1));
            lease.departure = Departure::Early { month };
        }
    }
    plan
}

#[test]
fn every_built_in_what_if_of_every_plan_is_the_same_field_set_by_hand_to_the_cent() {
    for (name, bytes) in saves() {
        let plan = read(&bytes).unwrap();
        let all = WhatIf::built_in(&plan);
        assert_eq!(all.len(), 3 + plan.leases.len());
        for what_if in all {
            let with = solve(&plan.with_what_ifs([&what_if]).unwrap());
            let by_hand = solve(&by_hand(&plan, &what_if.id));
            for (one, other) in [(with.plan, by_hand.plan), (with.mining_only, by_hand.mining_only)]
            {
                let apart = (one.value.npv_usd - other.value.npv_usd).abs();
                assert!(apart < 0.01, "{name}, {}: {apart}", what_if.id);
            }
        }
        assert_eq!(write(&plan).unwrap().as_bytes(), bytes, "{name}");
    }
}

#[test]
fn the_program_says_the_same_as_the_library() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("saves");
    for (name, bytes) in saves() {
        let plan = read(&bytes).unwrap();
        let what_if = WhatIf::find(&plan, "hashprice-half").unwrap();
        let expect = solve(&plan.with_what_ifs([&what_if]).unwrap()).plan.value.npv_usd;
        let said = Command::new(env!("CARGO_BIN_EXE_wattsplit"))
            .arg("solve")
            .arg(folder.join(format!("{name}.ron")))
            .args(["--json", "--what-if", "hashprice-half"])
            .output()
            .unwrap();
        let json: serde_json::Value = serde_json::from_slice(&said.stdout).unwrap();
        let npv = json["headline"]["npv_usd"].as_f64().unwrap();
        assert!((npv - expect).abs() < 0.01, "{name}: {npv}, {expect}");
    }
}
