//! Power: its price against what machines can bear, what is contracted, and its carbon.

use crate::engine::power::{OpenYear, open_years};
use crate::engine::{LineId, Run};
use crate::figure::parts::{
    Basis, add_source, by_year, end, gather, halvings, in_use, million, months, months_above_zero,
    months_axis, named, of_plan, series, text, texts, years_axis,
};
use crate::figure::{Axis, Figure, Fill, Layer, Legend, LineStyle, Role, Series};
use crate::format::{number, percent};
use crate::plan::{Contract, Plan, Technology};
use crate::words::{Arg, tr};

/// Price of power at the meter by month against the strike of each batch: below it, the batch pays.
pub fn strikes(plan: &Plan, run: &Run) -> Figure {
    let x = months_axis(plan);
    let price = run.ledger.series(LineId::PowerPrice).iter();
    let adder = run.ledger.series(LineId::PowerAdder);
    let price = price.zip(adder).map(|(price, adder)| price + adder);
    let batches = run.detail.batches.iter().map(|batch| {
        let points = months_above_zero(plan.start, &batch.strike_usd_per_mwh);
        let name = text("figure.strike", &[("name", Arg::Name(batch.name.clone()))]);
        named(&batch.id, &name, Role::Mining, points)
    });
    let mut layers: Vec<Layer> = batches
        .enumerate()
        .map(|(at, line)| {
            let style = if at == 0 { LineStyle::Normal } else { LineStyle::Dashed };
            Layer::Line(line, style)
        })
        .collect();
    let price = series("price_at_meter", Role::Power, months(plan.start, price));
    layers.push(Layer::Line(price, LineStyle::Mean));
    Figure {
        events: halvings(&x, run),
        x,
        y: Axis { decimals: Some(0), ..Axis::linear("", tr("unit.usd_per_mwh")) },
        layers,
        legend: Legend::EndLabels { column: tr("figure.last").to_owned() },
        ..texts!("strikes").figure(plan, Basis::Plain, &[])
    }
}

/// Mean MW of each year that contracts cover, by technology, and what is open, against the load.
pub fn contracted_and_open(plan: &Plan, run: &Run, label: &str) -> Figure {
    let x = years_axis(plan);
    let hours: Vec<f64> = plan.months().map(crate::format::Month::hours).collect();
    let of_year = gather(plan, &hours, |sum, more| sum + more);
    let mean_mw = |mwh: &[f64]| {
        let years = gather(plan, mwh, |sum, more| sum + more).into_iter().zip(&of_year);
        years.map(|((year, mwh), (_, hours))| (year, mwh / hours)).collect::<Vec<_>>()
    };
    let contracts = &plan.power.contracts;
    let supplied = Technology::ALL.map(|technology| {
        let of = |contract: &&Contract| contract.technology == technology;
        let of_month = |(m, month)| energy_mwh(plan, run, &of, m, month);
        let energy: Vec<f64> = plan.months().enumerate().map(of_month).collect();
        series(technology.key(), Role::Power, mean_mw(&energy))
    });
    let load = run.ledger.series(LineId::Energy);
    let contracted = run.ledger.series(LineId::ContractEnergy);
    let open: Vec<f64> =
        load.iter().zip(contracted).map(|(load, held)| (load - held).max(0.0)).collect();
    let open = Series { fill: Fill::Hatched, ..series("open", Role::Cost, mean_mw(&open)) };
    let mut bars = in_use(supplied);
    for (at, series) in bars.iter_mut().enumerate() {
        series.role = [Role::Power, Role::PowerSecond, Role::PowerThird][at % 3];
        series.fill = if at < 3 { Fill::Solid } else { Fill::Hollow };
    }
    bars.extend(in_use([open]));
    let mut layers = Vec::new();
    if !bars.is_empty() {
        let load = series("load", Role::Text, mean_mw(load));
        layers = vec![Layer::Bars(bars), Layer::Line(load, LineStyle::OverBars)];
    }
    let ends = contracts.iter();
    Figure {
        events: ends.filter_map(|of| end(&x, plan, &of.name, of.to.plus(1))).collect(),
        x,
        y: Axis::linear("", tr("unit.mw")),
        layers,
        legend: Legend::EndLabels { column: String::new() },
        ..texts!("contracted_and_open").figure(plan, Basis::Plain, &of_plan(label))
    }
}

/// Energy that contracts of a kind supply in a month, MWh.
fn energy_mwh(
    plan: &Plan,
    run: &Run,
    of: &dyn Fn(&&Contract) -> bool,
    m: usize,
    month: crate::format::Month,
) -> f64 {
    let year = &run.detail.power.year;
    let calendar = (month.month() - 1) as usize;
    let scale = month.hours() / year.hub.month(month.month()).hours() as f64;
    let contracts = plan.power.contracts.iter().zip(&year.contracts);
    let running = contracts.filter(|(contract, _)| contract.runs_in(plan.start.plus(m as i32)));
    let of_kind = running.filter(|(contract, _)| of(contract));
    of_kind.map(|(_, supply)| supply.months[calendar].mwh * scale).sum()
}

/// What power not under contract would cost more in each year at the plan's factor on the hub; `label` says whose.
pub fn open_step(plan: &Plan, run: &Run, label: &str) -> Figure {
    let years = open_years(plan, run);
    let points = |pick: fn(&OpenYear) -> f64| -> Vec<(f64, f64)> {
        years.iter().map(|of| (f64::from(of.year), million(pick(of)))).collect()
    };
    let step =
        Series { fill: Fill::Hatched, ..series("open_step", Role::Cost, points(|of| of.step_usd)) };
    let bars = in_use([series("open_cost", Role::Power, points(|of| of.open_usd)), step]);
    let [of_plan] = of_plan(label);
    let factor = Arg::Name(number(plan.power.open_price_factor, 2));
    Figure {
        x: years_axis(plan),
        y: Axis::linear("", tr("unit.m_usd")),
        layers: if bars.is_empty() { Vec::new() } else { vec![Layer::Bars(bars)] },
        legend: Legend::EndLabels { column: String::new() },
        ..texts!("open_step").figure(plan, Basis::Money, &[of_plan, ("factor", factor)])
    }
}

/// What each use pays for power by year, charges and carbon with it; `label` says whose.
pub fn power_cost_by_use(plan: &Plan, run: &Run, label: &str) -> Figure {
    let uses = [
        ("mining", Role::Mining, LineId::MiningPowerCost),
        ("colocation", Role::Colo, LineId::ColocationPowerCost),
        ("gpu", Role::Gpu, LineId::GpuPowerCost),
    ];
    let bars = in_use(uses.map(|(key, role, line)| series(key, role, by_year(run, line, 1e-6))));
    Figure {
        x: years_axis(plan),
        y: Axis::linear("", tr("unit.m_usd")),
        layers: if bars.is_empty() { Vec::new() } else { vec![Layer::Bars(bars)] },
        legend: Legend::EndLabels { column: String::new() },
        ..texts!("power_cost_by_use").figure(plan, Basis::Money, &of_plan(label))
    }
}

/// Carbon of the site's energy by year, the renewable share over the plan beside it; `label` says whose.
pub fn carbon_by_year(plan: &Plan, run: &Run, label: &str) -> Figure {
    let bars = in_use([series("carbon", Role::Cost, by_year(run, LineId::Carbon, 1e-3))]);
    let energy = run.ledger.total(LineId::Energy);
    let share = if energy > 0.0 { run.ledger.total(LineId::RenewableEnergy) / energy } else { 0.0 };
    let [of_plan] = of_plan(label);
    let args = [of_plan, ("share", Arg::Name(percent(share, 0)))];
    let mut figure = Figure {
        x: years_axis(plan),
        y: Axis::linear("", tr("figure.kt_co2e")),
        layers: if bars.is_empty() { Vec::new() } else { vec![Layer::Bars(bars)] },
        legend: Legend::None,
        ..texts!("carbon_by_year").figure(plan, Basis::Plain, &args)
    };
    add_source(&mut figure, tr("figure.source.carbon"));
    figure
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::solve;
    use crate::figure::{month_x, trial};
    use crate::format::Month;

    #[test]
    fn contracts_of_a_year_are_the_ledgers_and_open_is_the_rest() {
        let plan = trial::plan();
        let run = solve(&plan).plan;
        let figure = contracted_and_open(&plan, &run, "your plan");
        let bars = figure.layers[0].series();
        let keys: Vec<&str> = bars.iter().map(|series| series.key.as_str()).collect();
        assert_eq!(keys, ["wind", "solar", "open"]);
        let (contracted, load) =
            (run.ledger.series(LineId::ContractEnergy), run.ledger.series(LineId::Energy));
        for (year, hours) in [(2027, 8_760.0), (2028, 8_784.0), (2036, 8_784.0)] {
            let months = (year - 2027) as usize * 12..(year - 2026) as usize * 12;
            let held: f64 = contracted[months.clone()].iter().sum();
            let at = |series: &Series| series.at(f64::from(year)).unwrap();
            assert!((at(&bars[0]) + at(&bars[1]) - held / hours).abs() < 1e-9, "{year}");
            let covered = |month: usize| load[month].max(contracted[month]);
            let whole: f64 = months.map(covered).sum();
            let sum: f64 = bars.iter().map(at).sum();
            assert!((sum - whole / hours).abs() < 1e-9, "{year}: {sum} of {}", whole / hours);
        }
        // 40 MW of wind at 46 %, all year; solar of 20 MW at 25 % until the end of 2030.
        assert!((bars[0].at(2027.0).unwrap() - 18.4).abs() < 1e-9);
        assert_eq!(bars[1].at(2031.0), Some(0.0));
        assert!(figure.events.iter().any(|event| event.label.contains("Concho solar")));
    }

    #[test]
    fn strikes_stand_in_months_with_machines_beside_the_price_at_the_meter() {
        let plan = trial::plan();
        let run = solve(&plan).plan;
        let figure = strikes(&plan, &run);
        let price = figure.layers.last().unwrap().series()[0].at(month_x(Month::new(2027, 1)));
        // 32 USD/MWh growing 2.5 % a year for one month, and an adder of 10 growing alike.
        assert!((price.unwrap() - 42.0 * 1.025_f64.powf(1.0 / 12.0)).abs() < 1e-9, "{price:?}");
        let strike = figure.layers[0].series()[0].at(month_x(Month::new(2027, 1)));
        assert_eq!(strike, Some(run.detail.batches[0].strike_usd_per_mwh[0]));
    }

    #[test]
    fn open_power_costs_a_quarter_more_and_uses_pay_the_whole_power_cost() {
        let plan = trial::plan();
        let run = solve(&plan).plan;
        let figure = open_step(&plan, &run, "your plan");
        let [cost, step] = figure.layers[0].series() else { panic!("two series") };
        let pairs = cost.points.iter().zip(&step.points);
        assert!(pairs.into_iter().all(|((_, cost), (_, step))| (cost * 0.25 - step).abs() < 1e-9));
        let paid = power_cost_by_use(&plan, &run, "your plan");
        let sum: f64 =
            paid.layers[0].series().iter().flat_map(|of| &of.points).map(|(_, value)| value).sum();
        assert!((sum - run.ledger.total(LineId::PowerCost) / 1e6).abs() < 1e-6);
    }

    #[test]
    fn carbon_is_the_ledgers_in_kilotonnes() {
        let plan = trial::plan();
        let run = solve(&plan).plan;
        let figure = carbon_by_year(&plan, &run, "your plan");
        let sum: f64 = figure.layers[0].series()[0].points.iter().map(|(_, value)| value).sum();
        assert!((sum - run.ledger.total(LineId::Carbon) / 1e3).abs() < 1e-6);
    }
}
