//! Power by the hour: prices of a year against strikes, and a week of supply and load.

use std::collections::BTreeMap;

use crate::engine::Run;
use crate::engine::power::{Who, hourly};
use crate::figure::parts::{Basis, add_source, named, series, text, texts};
use crate::figure::{
    At, Axis, Band, BandStyle, Figure, Guide, GuideStyle, Layer, Legend, LineStyle, Marker, Note,
    Region, RegionStyle, Role,
};
use crate::format::{number, percent};
use crate::plan::{Plan, PriceSource};
use crate::words::{Arg, tr};

/// Hours of a week.
const WEEK: usize = 7 * 24;

/// Shares of the hours at which the curve is drawn: close where it is steep.
fn shares() -> Vec<f64> {
    let steep = (0..100).map(|at| f64::from(at) * 0.0005);
    let flat = (0..180).map(|at| 0.05 + f64::from(at) * 0.005);
    let end = (0..=100).map(|at| 0.95 + f64::from(at) * 0.0005);
    steep.chain(flat).chain(end).collect()
}

/// A use of power over a year: what runs, how much of the time and at what price.
struct Use {
    who: Who,
    mw: f64,
    strike: f64,
    run_share: f64,
    paid: f64,
}

/// The slices of a calendar year put together, the dearest strike first.
fn uses(plan: &Plan, run: &Run, year: i32) -> Vec<Use> {
    struct Sums {
        who: Who,
        hours: f64,
        mw_hours: f64,
        width_hours: f64,
        strike_hours: f64,
        run_mwh: f64,
        usd: f64,
    }
    let mut sums: BTreeMap<usize, Sums> = BTreeMap::new();
    for (m, month) in plan.months().enumerate().filter(|(_, month)| month.year() == year) {
        let adder = run.detail.power.adder_usd_per_mwh[m];
        let hours = month.hours();
        for slice in run.detail.power.stacks.of_month(m) {
            let key = match slice.who {
                Who::FirmAi => 0,
                Who::FlexibleAi => 1,
                Who::Batch(at) => 2 + at,
            };
            if slice.width_mw <= 1e-9 {
                continue;
            }
            let of = sums.entry(key).or_insert(Sums {
                who: slice.who,
                hours: 0.0,
                mw_hours: 0.0,
                width_hours: 0.0,
                strike_hours: 0.0,
                run_mwh: 0.0,
                usd: 0.0,
            });
            of.hours += hours;
            of.mw_hours += slice.capacity_mw * hours;
            of.width_hours += slice.width_mw * hours;
            of.strike_hours += slice.strike_usd_per_mwh * slice.width_mw * hours;
            of.run_mwh += slice.taken.run_mwh;
            of.usd += slice.taken.energy_usd + slice.taken.bought_mwh * adder;
        }
    }
    let whole = sums.into_values().map(|of| Use {
        who: of.who,
        mw: of.mw_hours / of.hours,
        strike: of.strike_hours / of.width_hours,
        run_share: of.run_mwh / of.width_hours,
        paid: if of.run_mwh > 0.0 { of.usd / of.run_mwh } else { 0.0 },
    });
    let mut whole: Vec<Use> = whole.collect();
    whole.sort_by(|a, b| b.strike.total_cmp(&a.strike));
    whole
}

fn name_of(run: &Run, who: Who) -> String {
    match who {
        Who::FirmAi => tr("figure.firm_ai").to_owned(),
        Who::FlexibleAi => tr("figure.flexible_ai").to_owned(),
        Who::Batch(at) => run.detail.batches.get(at).map_or_else(String::new, |of| of.name.clone()),
    }
}

const fn role_of(who: Who) -> Role {
    match who {
        Who::FirmAi | Who::FlexibleAi => Role::Colo,
        Who::Batch(_) => Role::Mining,
    }
}

/// Prices at the meter of a calendar year's hours, dearest first.
fn prices(plan: &Plan, run: &Run, year: i32) -> Vec<f64> {
    let power = &run.detail.power;
    let months = plan.months().enumerate().filter(|(_, month)| month.year() == year);
    let mut prices: Vec<f64> = months
        .flat_map(|(m, month)| {
            let factors = power.year.hub.month(month.month()).factors.iter();
            let (level, adder) = (power.level_usd_per_mwh[m], power.adder_usd_per_mwh[m]);
            factors.map(move |factor| level * factor + adder)
        })
        .collect();
    prices.sort_by(|a, b| b.total_cmp(a));
    prices
}

/// Prices of a calendar year's hours, dearest first, against the strike of each batch: above it, the batch is off.
pub fn price_duration(plan: &Plan, run: &Run, year: i32) -> Figure {
    let prices = prices(plan, run, year);
    let at = |share: f64| prices[((prices.len() as f64 * share) as usize).min(prices.len() - 1)];
    let args = [("year", Arg::Name(year.to_string()))];
    let mut figure = texts!("price_duration").figure(plan, Basis::Plain, &args);
    if prices.is_empty() {
        return figure;
    }
    let uses = uses(plan, run, year);
    let strikes = uses.iter().filter(|of| of.strike.is_finite()).map(|of| of.strike);
    let dearest = strikes.fold(at(0.04), f64::max);
    let top = (dearest * 1.35 / 20.0).ceil() * 20.0;
    let bottom = (at(0.995).min(0.0) / 20.0).floor() * 20.0;
    let curve: Vec<(f64, f64)> = shares().into_iter().map(|of| (of * 100.0, at(of))).collect();
    let mut layers = Vec::new();
    let (mut crosses, mut notes) = (Vec::new(), Vec::new());
    let mut next_note = 0.86;
    for (order, of) in uses.iter().enumerate() {
        let firm = !of.strike.is_finite();
        let off = prices.partition_point(|price| *price >= of.strike) as f64 / prices.len() as f64;
        if !firm {
            let first = order == usize::from(uses[0].who == Who::FirmAi);
            let style = if first { GuideStyle::Strike } else { GuideStyle::NextStrike };
            let label = String::new();
            let role = role_of(of.who);
            layers.push(Layer::Guide(Guide { at: At::Y(of.strike), style, role, label }));
            if off > 0.0 && off < 1.0 && crosses.len() < 2 {
                crosses.push((off * 100.0, of.strike, role));
            }
        }
        notes.push(note(run, of, (42.0, bottom + (top - bottom) * next_note)));
        next_note -= 0.17;
    }
    if let Some((x1, ..)) = crosses.get(1) {
        layers.insert(0, off_region(*x1, RegionStyle::NextOff));
    }
    if let Some((x1, ..)) = crosses.first() {
        layers.insert(0, off_region(*x1, RegionStyle::Off));
    }
    layers.extend(uses.iter().filter(|of| of.strike.is_finite()).map(|of| {
        let below = curve.iter().map(|(x, price)| (*x, price.min(of.strike), of.strike));
        Layer::Band(Band {
            key: "margin".to_owned(),
            name: tr("figure.series.margin").to_owned(),
            role: role_of(of.who),
            style: BandStyle::Tint,
            points: below.collect(),
            ..Band::default()
        })
    }));
    layers.push(Layer::Line(series("price_at_meter", Role::Power, curve), LineStyle::Normal));
    layers.extend(
        crosses.into_iter().map(|(x, y, role)| {
            Layer::Marker(Marker { x, y, drop: true, role, ..Marker::default() })
        }),
    );
    if prices[0] > top {
        let title = text("figure.dearest", &[("price", Arg::Quantity(prices[0], 0, ""))]);
        let at = (4.0, top - (top - bottom) * 0.03);
        notes.push(Note { title, at, ..Note::default() });
    }
    layers.extend(notes.into_iter().map(Layer::Note));
    let title = text("figure.share_of_hours", &args);
    figure.x = Axis { range: Some((0.0, 100.0)), ..Axis::linear(&title, "%") };
    figure.y = Axis { range: Some((bottom, top)), ..Axis::linear("", tr("unit.usd_per_mwh")) };
    figure.layers = layers;
    figure.legend = Legend::None;
    add_source(&mut figure, &hub_source(plan));
    figure
}

fn off_region(x1: f64, style: RegionStyle) -> Layer {
    Layer::Region(Region { x0: 0.0, x1, style, title: String::new(), text: String::new() })
}

fn note(run: &Run, of: &Use, at: (f64, f64)) -> Note {
    let mw = Arg::Quantity(of.mw, 1, "unit.mw");
    let title = text("figure.use_mw", &[("name", Arg::Name(name_of(run, of.who))), ("mw", mw)]);
    let detail = if of.strike.is_finite() {
        text("figure.use_strike", &[("strike", Arg::Quantity(of.strike, 0, "unit.usd_per_mwh"))])
    } else {
        tr("figure.use_firm").to_owned()
    };
    let args =
        [("share", Arg::Name(percent(of.run_share, 1))), ("paid", Arg::Name(number(of.paid, 1)))];
    let key = if of.run_share > 0.0 { "figure.use_runs" } else { "figure.use_off" };
    Note { title, detail, text: text(key, &args), at, role: Some(role_of(of.who)) }
}

/// Where the hours come from, for the source line.
fn hub_source(plan: &Plan) -> String {
    let power = &plan.power;
    let name = match power.source {
        PriceSource::Hub => crate::catalog::hub(&power.hub).map(|row| row.name.clone()),
        PriceSource::OwnYear => power.own_year.as_ref().map(|own| own.name.clone()),
        PriceSource::Tariff => None,
    };
    match name {
        Some(name) => text("figure.source.hub", &[("hub", Arg::Name(name))]),
        None => tr("figure.source.tariff").to_owned(),
    }
}

/// A week of hours: load above zero, what supplies it below; `week` counts from the year's first month of the plan.
pub fn hours_of_week(plan: &Plan, run: &Run, year: i32, week: usize) -> Figure {
    let before = plan.months().take_while(|month| month.year() < year);
    let before: usize =
        before.map(|month| run.detail.power.year.hub.month(month.month()).hours()).sum();
    let (hours, first) = hours_from(plan, run, before + week * WEEK);
    let args = [("from", Arg::Name(first))];
    let mut figure = texts!("hours_of_week").figure(plan, Basis::Plain, &args);
    if hours.is_empty() {
        return figure;
    }
    let mut stacked =
        Stacked { hours: hours.len(), up: vec![0.0; hours.len()], layers: Vec::new() };
    let loads: Vec<BTreeMap<(u8, usize), f64>> =
        hours.iter().map(|(m, hour)| loads(run, *m, hour)).collect();
    let mut keys: Vec<(u8, usize)> = loads.iter().flat_map(|of| of.keys().copied()).collect();
    keys.sort_unstable();
    keys.dedup();
    for (kind, at) in keys {
        let who = [Who::FirmAi, Who::FlexibleAi, Who::Batch(at)][usize::from(kind)];
        let style = if at % 2 == 0 { BandStyle::Inner } else { BandStyle::Wide };
        let values: Vec<f64> =
            loads.iter().map(|of| of.get(&(kind, at)).copied().unwrap_or(0.0)).collect();
        stacked.add(
            &format!("load_{kind}_{at}"),
            &name_of(run, who),
            role_of(who),
            style,
            &values,
            1.0,
        );
    }
    let of = |pick: fn(&hourly::Hour) -> f64| -> Vec<f64> {
        hours.iter().map(|(_, hour)| pick(hour)).collect()
    };
    let surplus = of(|hour| hour.sold_mw + hour.spilled_mw);
    stacked.add(
        "surplus",
        tr("figure.series.surplus"),
        Role::Quiet,
        BandStyle::Wide,
        &surplus,
        1.0,
    );
    stacked.up = vec![0.0; hours.len()];
    let contracts = of(hourly::Hour::contracted_mw);
    stacked.add(
        "served",
        tr("figure.series.served"),
        Role::Power,
        BandStyle::Inner,
        &contracts,
        -1.0,
    );
    let bought = of(|hour| hour.bought_mw.iter().sum());
    stacked.add("bought", tr("figure.series.bought"), Role::Cost, BandStyle::Inner, &bought, -1.0);
    let held: Vec<f64> =
        hours.iter().map(|(m, hour)| positions(plan, run, *m, hour.hour)).collect();
    if held.iter().any(|mw| *mw > 0.0) {
        let points = steps(&held).into_iter().map(|(x, mw)| (x, -mw)).collect();
        let line = named("positions", tr("figure.series.positions"), Role::PowerSecond, points);
        stacked.layers.push(Layer::Line(line, LineStyle::Dashed));
    }
    figure.x = Axis { range: Some((0.0, 7.0)), ..Axis::linear(tr("figure.days"), "") };
    figure.y = Axis::linear("", tr("unit.mw"));
    figure.layers = stacked.layers;
    figure.legend = Legend::Top;
    add_source(&mut figure, &hub_source(plan));
    figure
}

/// Up to a week of hours of the plan from the `skip`-th on, each with its month, and the day they begin.
fn hours_from(plan: &Plan, run: &Run, skip: usize) -> (Vec<(usize, hourly::Hour)>, String) {
    let (mut before, mut found, mut first) = (0, Vec::new(), String::new());
    for (m, month) in plan.months().enumerate() {
        let count = run.detail.power.year.hub.month(month.month()).hours();
        if before + count > skip && found.len() < WEEK {
            let from = skip.saturating_sub(before);
            if found.is_empty() {
                first = format!("{month}-{:02}", from / 24 + 1);
            }
            let hours = hourly::hours(plan, &run.detail.power, m);
            let wanted = WEEK - found.len();
            found.extend(hours.into_iter().skip(from).take(wanted).map(|hour| (m, hour)));
        }
        before += count;
    }
    (found, first)
}

/// Load of an hour by whose it is; refreshed machines with the batch they follow.
fn loads(run: &Run, m: usize, hour: &hourly::Hour) -> BTreeMap<(u8, usize), f64> {
    let mut loads = BTreeMap::new();
    for (at, slice) in run.detail.power.stacks.of_month(m).iter().enumerate() {
        let key = match slice.who {
            Who::FirmAi => (0, 0),
            Who::FlexibleAi => (1, 0),
            Who::Batch(batch) => (2, batch),
        };
        let mw = hour.served_mw[at] + hour.bought_mw[at];
        if slice.width_mw > 1e-9 {
            *loads.entry(key).or_insert(0.0) += mw;
        }
    }
    loads
}

/// Output of contracts that settle at the hub, MW.
fn positions(plan: &Plan, run: &Run, m: usize, hour: usize) -> f64 {
    let month = plan.start.plus(m as i32);
    let contracts = plan.power.contracts.iter().zip(&run.detail.power.year.contracts);
    let held = contracts.filter(|(of, _)| of.runs_in(month) && !plan.power.serves_load(of));
    held.map(|(_, supply)| supply.mw(hour)).sum()
}

/// Corners of a line that holds each hour's value, over days.
fn steps(values: &[f64]) -> Vec<(f64, f64)> {
    let day = |hour: usize| hour as f64 / 24.0;
    let corners = values.iter().enumerate();
    corners.flat_map(|(hour, value)| [(day(hour), *value), (day(hour + 1), *value)]).collect()
}

/// Bands laid one on another.
struct Stacked {
    hours: usize,
    up: Vec<f64>,
    layers: Vec<Layer>,
}

impl Stacked {
    fn add(
        &mut self,
        key: &str,
        name: &str,
        role: Role,
        style: BandStyle,
        values: &[f64],
        sign: f64,
    ) {
        if values.iter().all(|value| *value <= 1e-9) {
            return;
        }
        let mut points = Vec::with_capacity(2 * self.hours);
        for (hour, value) in values.iter().enumerate() {
            let (from, to) = (self.up[hour] * sign, (self.up[hour] + value) * sign);
            let (low, high) = (from.min(to), from.max(to));
            points.extend([hour, hour + 1].map(|at| (at as f64 / 24.0, low, high)));
            self.up[hour] += value;
        }
        let (key, name) = (key.to_owned(), name.to_owned());
        self.layers.push(Layer::Band(Band { key, name, role, style, points, ..Band::default() }));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::engine::{LineId, solve};
    use crate::figure::trial;

    fn at_hub() -> Plan {
        let mut plan = trial::plan();
        Arc::make_mut(&mut plan.power).hub = "ercot_rt_2025".to_owned();
        plan
    }

    #[test]
    fn the_curve_falls_and_a_batch_is_off_where_it_lies_above_its_strike() {
        let plan = at_hub();
        let run = solve(&plan).plan;
        let figure = price_duration(&plan, &run, 2027);
        let curve = figure.layers.iter().find_map(|layer| match layer {
            Layer::Line(series, _) => Some(series.points.clone()),
            _ => None,
        });
        let curve = curve.unwrap();
        assert!(curve.windows(2).all(|pair| pair[0].1 >= pair[1].1));
        // The year's mean at the meter: 32 and 10, both growing 2.5 % a year.
        let all = prices(&plan, &run, 2027);
        let mean = all.iter().sum::<f64>() / all.len() as f64;
        assert!((mean - 42.0 * 1.0134).abs() < 0.15, "{mean}");
        let cross = figure.layers.iter().find_map(|layer| match layer {
            Layer::Marker(marker) => Some((marker.x, marker.y)),
            _ => None,
        });
        let (x, strike) = cross.unwrap();
        let off = all.iter().filter(|price| **price >= strike).count() as f64 / all.len() as f64;
        assert!((x - off * 100.0).abs() < 1e-9);
        assert!(price_duration(&plan, &run, 1999).layers.is_empty());
    }

    #[test]
    fn a_week_s_load_and_supply_are_equally_high_in_every_hour() {
        let mut plan = at_hub();
        Arc::make_mut(&mut plan.power).contracts[0].delivery =
            crate::plan::ContractDelivery::BehindMeter;
        let run = solve(&plan).plan;
        let figure = hours_of_week(&plan, &run, 2027, 30);
        assert!(figure.subtitle.contains("2027-07-30"), "{}", figure.subtitle);
        let mut sums = vec![(0.0, 0.0); 2 * WEEK];
        for layer in &figure.layers {
            let Layer::Band(band) = layer else { continue };
            for (sum, (_, low, high)) in sums.iter_mut().zip(&band.points) {
                if *high > 1e-12 { sum.0 += high - low } else { sum.1 += high - low }
            }
        }
        assert!(sums.iter().all(|(up, down)| (up - down).abs() < 1e-9 && *up > 1.0), "{sums:?}");
        assert!(hours_of_week(&plan, &run, 2027, 10_000).layers.is_empty());
        assert!(run.ledger.total(LineId::ServingEnergy) > 0.0);
    }
}
