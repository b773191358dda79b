//! Speed of the model on the built-in example over 240 months.

use std::hint::black_box;

use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use wattsplit::engine::{self, advice::Control, market::Markets, power::PowerYear};
use wattsplit::plan::{self, Contract, ContractDelivery, OwnYear, Plan, Power, PriceSource};

const EXAMPLE: &[u8] = include_bytes!("../saves/texas-100mw.ron");

fn example(horizon_months: u32) -> Option<Plan> {
    let plan = plan::read(EXAMPLE).ok()?;
    Some(Plan { horizon_months, ..plan })
}

fn model(criterion: &mut Criterion) {
    let (Some(ten_years), Some(twenty_years)) = (example(120), example(240)) else { return };
    criterion.bench_function("base case, 240 months", |bencher| {
        bencher.iter(|| engine::run(black_box(&twenty_years)));
    });
    criterion.bench_function("plan and mining only, 240 months", |bencher| {
        bencher.iter(|| engine::solve(black_box(&twenty_years)));
    });
    criterion.bench_function("advice, 120 months", |bencher| {
        bencher.iter(|| engine::advise(black_box(&ten_years), &Control::default()));
    });
    criterion.bench_function("findings", |bencher| {
        bencher.iter(|| plan::findings(black_box(&ten_years)));
    });
}

/// The example with so many contracts behind the meter and so many batches, over 240 months.
fn crowded(contracts: usize, batches: usize) -> Option<Plan> {
    let mut plan = example(240)?;
    let last = plan.end().plus(-1);
    let power = Arc::make_mut(&mut plan.power);
    let first = power.contracts.first()?.clone();
    let of = |at: usize| Contract {
        id: format!("c{at}"),
        delivery: ContractDelivery::BehindMeter,
        mw: 80.0 / contracts as f64,
        to: last.plus(-12 * at as i32),
        ..first.clone()
    };
    power.contracts = (0..contracts).map(of).collect();
    let batch = plan.asics.first()?.clone();
    let of = |at: usize| {
        let mut batch = batch.clone();
        batch.id = format!("b{at}");
        batch.units /= batches as f64;
        batch.j_per_th += at as f64 / 2.0;
        batch
    };
    plan.asics = (0..batches).map(of).collect::<Vec<_>>().into();
    Some(plan)
}

/// The example at a hub that nothing was built for: the user's own year.
fn own_year() -> Option<Power> {
    let prices: Vec<f64> =
        (0..8760).map(|hour| 30.0 + f64::from(hour * 7919 % 997) / 50.0).collect();
    let own_year = Some(Arc::new(OwnYear::new("bench", &prices)?));
    let power = (*example(120)?.power).clone();
    Some(Power { source: PriceSource::OwnYear, own_year, ..power })
}

fn power(criterion: &mut Criterion) {
    let (Some(own), Some(one), Some(many)) = (own_year(), crowded(1, 1), crowded(15, 10)) else {
        return;
    };
    criterion.bench_function("tables of a new hub", |bencher| {
        bencher.iter(|| PowerYear::of(black_box(&own)));
    });
    for (name, plan) in [("1 contract, 1 batch", one), ("15 contracts, 10 batches", many)] {
        let markets = Markets::of(&plan);
        criterion.bench_function(name, |bencher| {
            bencher.iter(|| engine::run_in(black_box(&plan), markets.clone()));
        });
    }
}

criterion_group!(benches, model, power);
criterion_main!(benches);
