//! The markets a plan stands in: Bitcoin with its history, GPU rental, colocation rent.

use crate::engine::{Inputs, LineId, Run, load};
use crate::figure::parts::{
    Basis, Texts, add_source, by_month, end, halving, halvings, months, months_above_zero,
    months_axis, named, series, text, texts,
};
use crate::figure::published::{self, HistoryMonth};
use crate::figure::{
    At, Axis, Figure, Guide, GuideStyle, Layer, Legend, LineStyle, Role, Series, month_x,
};
use crate::plan::{Build, GpuFleet, Plan};
use crate::words::{Arg, tr};

/// Hashprice by month, with the last years before the plan.
pub fn hashprice(plan: &Plan, run: &Run) -> Figure {
    let past = |row: &HistoryMonth| row.hashprice_usd_per_ph_day;
    bitcoin(plan, run, &texts!("hashprice"), LineId::Hashprice, past)
}

/// Expected price of a bitcoin by month, with the last years before the plan.
pub fn btc_price(plan: &Plan, run: &Run) -> Figure {
    let past = |row: &HistoryMonth| Some(row.price_usd);
    bitcoin(plan, run, &texts!("btc_price"), LineId::BtcPrice, past)
}

/// Hashrate of the network by month, with the last years before the plan.
pub fn network_hashrate(plan: &Plan, run: &Run) -> Figure {
    let past = |row: &HistoryMonth| Some(row.network_eh_s);
    bitcoin(plan, run, &texts!("network_hashrate"), LineId::NetworkHashrate, past)
}

fn bitcoin(
    plan: &Plan,
    run: &Run,
    texts: &Texts,
    line: LineId,
    past: fn(&HistoryMonth) -> Option<f64>,
) -> Figure {
    let history = published::history_before(plan.start);
    let first = history.first().map_or(plan.start, |row| row.month);
    let x = Axis::months(first, plan.end());
    let mut events: Vec<_> =
        published::past_halvings(&history).into_iter().map(|month| halving(&x, month)).collect();
    events.extend(halvings(&x, run));
    let mut layers = Vec::new();
    if !history.is_empty() {
        let points = history.iter().map(|row| (month_x(row.month), past(row).unwrap_or(f64::NAN)));
        let past = series("history", Role::Quiet, points.collect());
        layers.push(Layer::Line(past, LineStyle::Normal));
        layers.push(Layer::Guide(Guide {
            at: At::X(month_x(plan.start)),
            style: GuideStyle::Baseline,
            role: Role::Baseline,
            label: tr("figure.plan_starts").to_owned(),
        }));
    }
    let ahead = series("base_case", Role::Mining, by_month(run, line, 1.0));
    layers.push(Layer::Line(ahead, LineStyle::Mean));
    let mut figure = Figure {
        x,
        y: Axis::linear("", tr(line.line().unit.key())),
        layers,
        events,
        ..texts.figure(plan, Basis::Plain, &[])
    };
    if let Some(source) = published::history_source(&history) {
        add_source(&mut figure, &source);
    }
    figure
}

/// Rental rate of each fleet by month while in service, and of options as if ready at their earliest.
pub fn gpu_rates(plan: &Plan, run: &Run) -> Figure {
    let mut layers: Vec<Layer> = run
        .detail
        .fleets
        .iter()
        .map(|fleet| {
            let points = months_above_zero(plan.start, &fleet.rate_usd_per_gpu_hour);
            Layer::Line(named(&fleet.id, &fleet.name, Role::Gpu, points), LineStyle::Normal)
        })
        .collect();
    layers.extend(option_rates(plan).into_iter().map(|line| Layer::Line(line, LineStyle::Dashed)));
    Figure {
        x: months_axis(plan),
        y: Axis { decimals: Some(2), ..Axis::linear("", tr("unit.usd_per_gpu_hour")) },
        layers,
        legend: Legend::EndLabels { column: tr("figure.last").to_owned() },
        ..texts!("gpu_rates").figure(plan, Basis::Plain, &[])
    }
}

fn option_rates(plan: &Plan) -> Vec<Series> {
    let fleets: Vec<(&str, GpuFleet)> = plan
        .options
        .iter()
        .filter_map(|option| match &option.build {
            Build::GpuRental(fleet) => {
                let in_service = option.earliest.max(plan.start);
                Some((option.name.as_str(), GpuFleet { in_service, ..(**fleet).clone() }))
            }
            Build::Colocation(_) => None,
        })
        .collect();
    if fleets.is_empty() {
        return Vec::new();
    }
    let inputs = Inputs::from_plan(plan);
    let rate = |fleet: &GpuFleet, month: usize| {
        let at = plan.start.plus(month as i32);
        if at >= fleet.in_service && at < fleet.ends() {
            load::rental_rate(&inputs, fleet, month)
        } else {
            f64::NAN
        }
    };
    let line = |(name, fleet): (&str, GpuFleet)| {
        let rates = (0..plan.horizon_months as usize).map(|month| rate(&fleet, month));
        let name = text("figure.option", &[("name", Arg::Name(name.to_owned()))]);
        named(&name, &name, Role::Gpu, months(plan.start, rates))
    };
    fleets.into_iter().map(line).collect()
}

/// Rent of unsigned colocation by month, and the rate of each lease over its signed term.
pub fn colocation_rent(plan: &Plan, run: &Run) -> Figure {
    let x = months_axis(plan);
    let market = by_month(run, LineId::ColocationMarketRent, 1.0);
    let market = series("market_rent", Role::Baseline, market);
    let mut layers = vec![Layer::Line(market, LineStyle::Baseline)];
    for lease in plan.leases.iter() {
        let Some(terms) = lease.colocation() else { continue };
        let rate = |since: i32| {
            let signed = (0..lease.term_months as i32).contains(&since);
            if signed { terms.rate_usd_per_kw_month * lease.escalation(since) } else { f64::NAN }
        };
        let rates = plan.months().map(|month| rate(month.since(lease.start)));
        let line = named(&lease.id, &lease.name, Role::Colo, months(plan.start, rates));
        layers.push(Layer::Line(line, LineStyle::Step));
    }
    layers.push(Layer::Guide(Guide {
        at: At::Y(published::median_rent()),
        style: GuideStyle::Limit,
        role: Role::Quiet,
        label: tr("figure.published_median").to_owned(),
    }));
    let range = Some(levels(&layers, published::median_rent()));
    let let_space = plan.leases.iter().filter(|lease| lease.colocation().is_some());
    let mut figure = Figure {
        events: let_space.filter_map(|lease| end(&x, plan, &lease.name, lease.ends())).collect(),
        x,
        y: Axis { range, decimals: Some(0), ..Axis::linear("", tr("unit.usd_per_kw_month")) },
        layers,
        legend: Legend::EndLabels { column: tr("figure.last").to_owned() },
        ..texts!("colocation_rent").figure(plan, Basis::Plain, &[])
    };
    add_source(&mut figure, &published::deals_source());
    figure
}

/// A range in steps of 20 around all lines and one more value: rents lie far from zero.
fn levels(layers: &[Layer], more: f64) -> (f64, f64) {
    let points = layers.iter().flat_map(Layer::series).flat_map(|series| &series.points);
    let values = points.map(|(_, value)| *value).filter(|value| value.is_finite());
    let (low, high) =
        values.fold((more, more), |(low, high), value| (low.min(value), high.max(value)));
    (((low - 10.0) / 20.0).floor().max(0.0) * 20.0, ((high + 10.0) / 20.0).ceil() * 20.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::solve;
    use crate::figure::trial;
    use crate::format::Month;

    #[test]
    fn history_ends_before_the_plan_and_both_halvings_are_marked() {
        let plan = trial::plan();
        let run = solve(&plan).plan;
        let figure = hashprice(&plan, &run);
        let [past, ahead] = [0, 2].map(|layer: usize| &figure.layers[layer].series()[0]);
        assert_eq!(past.points.last().map(|(x, _)| *x), Some(month_x(Month::new(2026, 8))));
        assert_eq!(ahead.points.first().map(|(x, _)| *x), Some(month_x(plan.start)));
        let values: Vec<f64> = ahead.points.iter().map(|(_, value)| *value).collect();
        assert_eq!(values, run.ledger.series(LineId::Hashprice));
        let halvings: Vec<f64> = figure.events.iter().map(|event| event.x).collect();
        assert_eq!(halvings[..2], [Month::new(2024, 4), Month::new(2028, 4)].map(month_x));
        assert!(figure.source.contains("Aug 2026"), "{}", figure.source);
        let late = Plan { start: Month::new(2040, 1), ..plan };
        assert_eq!(btc_price(&late, &solve(&late).plan).layers.len(), 1);
    }

    #[test]
    fn fleets_have_a_rate_while_they_serve_and_options_from_their_earliest() {
        let plan = trial::plan();
        let run = solve(&plan).plan;
        let figure = gpu_rates(&plan, &run);
        let [fleet, option] = [0, 1].map(|layer: usize| &figure.layers[layer].series()[0]);
        assert_eq!(fleet.at(month_x(Month::new(2027, 6))), None);
        let rate = run.detail.fleets[0].rate_usd_per_gpu_hour[6];
        assert_eq!(fleet.at(month_x(Month::new(2027, 7))), Some(rate));
        assert_eq!(option.at(month_x(Month::new(2028, 5))), None);
        // 2.50 USD an hour, a month old, falling 15 % a year.
        let first = option.at(month_x(Month::new(2028, 6))).unwrap();
        assert!((first - 2.5 * 0.85_f64.powf(1.0 / 12.0)).abs() < 1e-12, "{first}");
    }

    #[test]
    fn a_lease_pays_its_rate_in_steps_until_its_term_ends() {
        let plan = trial::plan();
        let figure = colocation_rent(&plan, &solve(&plan).plan);
        let lease = &figure.layers[1].series()[0];
        let at = |year, month| lease.at(month_x(Month::new(year, month)));
        assert_eq!(
            [at(2027, 12), at(2028, 1), at(2029, 1)],
            [None, Some(140.0), Some(140.0 * 1.03)]
        );
        assert_eq!(figure.events.len(), 1, "the shorter of two halls' terms ends within the plan");
    }
}
