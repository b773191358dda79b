//! New plans and items are sound, and say where their figures come from.

use super::*;
use crate::plan::{findings, read, write};

fn new() -> NewPlan {
    NewPlan {
        id: "a1b2".to_owned(),
        place: "us-tx-ercot-west".to_owned(),
        grid_mw: 100.0,
        convertible_mw: 62.0,
        power_price_usd_per_mwh: 41.7,
        renewable_share: 0.65,
        machine: "antminer-s21-200t".to_owned(),
        units: 16_600.0,
        start: Month::new(2027, 1),
        horizon_months: 120,
        discount_rate: 0.10,
    }
}

#[test]
fn eight_figures_make_a_sound_plan_that_saves() {
    let plan = new_plan(&new());
    assert_eq!(findings(&plan), []);
    assert_eq!(plan.options.len(), 2);
    assert!((plan.power.price_usd_per_mwh - 31.7).abs() < 1e-9);
    assert_eq!(read(write(&plan).unwrap().as_bytes()).unwrap(), plan);
    for key in plan.notes.keys() {
        assert!(plan.get(&key.parse().unwrap()).is_some(), "{key}");
    }
}

#[test]
fn every_catalogue_row_becomes_an_item_with_its_origin() {
    for row in catalog::asics() {
        let (batch, notes) = asic(row, "a", Month::new(2027, 1));
        assert_eq!(batch.origin.map(|origin| origin.id), Some(row.id.clone()));
        assert_eq!((batch.uptime, notes.len()), (0.96, 3));
    }
    for row in catalog::gpus() {
        assert!(gpu(row, "a", Month::new(2027, 1)).0.kw_it > 0.0, "{}", row.id);
    }
    let leases = catalog::deals().iter().filter_map(|row| lease(row, "a", Month::new(2028, 1)));
    assert_eq!(leases.count(), 20);
}
