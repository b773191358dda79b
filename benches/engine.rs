//! Speed of the model on the built-in example over 240 months.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use wattsplit::engine::{self, advice::Control};
use wattsplit::plan::{self, Plan};

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

criterion_group!(benches, model);
criterion_main!(benches);
