//! Dispatch of a month by lookup in its price-duration curve.
//!
//! A slice of load covers `[A, A + w]` MW of the stack on the site, firm load at the bottom. Its part served by
//! contracts in hour `h` is `u = clip(G_h - A, 0, w)`, at the price of resale; the rest `w - u` is bought at
//! `price_h + adder`. It takes either where its strike lies above that price. With the month's hours in order of
//! price both are the first so many of them, and the month's own sums give what no contract serves, or all of it.
//! MODEL section 4, RULINGS 10, 11.

use std::rc::Rc;

use super::hub::HubMonth;
use crate::engine::inputs::Inputs;

/// What a slice takes in a month.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Taken {
    /// Energy it runs with, MWh.
    pub run_mwh: f64,
    /// Of it from contracts that serve load, MWh.
    pub served_mwh: f64,
    /// Of that, in hours in which surplus would be spilled: the price at or below 0.
    pub served_free_mwh: f64,
    /// Of it bought from the grid, MWh.
    pub bought_mwh: f64,
    /// Price of resale of what is served and price of the hours of what is bought, adders left out, USD.
    pub energy_usd: f64,
    /// Its highest hour, MW.
    pub highest_mw: f64,
}

/// Looks months up; keeps what contracts that serve load together supply.
pub struct Dispatcher<'a> {
    inputs: &'a Inputs<'a>,
    sets: Vec<Set>,
}

/// Contracts that serve load together.
struct Set {
    contracts: Vec<usize>,
    months: [Option<Rc<Output>>; 12],
}

/// What contracts supply in a month's hours.
pub struct Output {
    /// MW of each hour, cheapest first.
    pub mw: Vec<f64>,
    least_mw: f64,
    most_mw: f64,
}

impl<'a> Dispatcher<'a> {
    /// A dispatcher of a plan's months.
    pub fn new(inputs: &'a Inputs<'a>) -> Self {
        Self { inputs, sets: Vec::new() }
    }

    /// What the slice `[bottom, bottom + width]` takes in month `m` at a strike; firm load has no end of one.
    pub fn slice(&mut self, m: usize, bottom_mw: f64, width_mw: f64, strike: f64) -> Taken {
        if width_mw <= 0.0 {
            return Taken::default();
        }
        let inputs = self.inputs;
        let month = inputs.hub_month(m);
        let at = Prices::of(inputs, m);
        let scale = inputs.hours[m] / month.hours() as f64;
        let bought_hours = month.factors.partition_point(|factor| strike > at.bought(*factor));
        let output = self.output(m).filter(|output| output.most_mw > bottom_mw);
        let Some(output) = output else {
            let run = width_mw * bought_hours as f64 * scale;
            let energy_usd = at.level * width_mw * month.sums[bought_hours] * scale;
            let highest_mw = if bought_hours > 0 { width_mw } else { 0.0 };
            return Taken {
                run_mwh: run,
                bought_mwh: run,
                energy_usd,
                highest_mw,
                ..Taken::default()
            };
        };
        let served_hours = month.factors.partition_point(|factor| strike > at.served(*factor));
        let free = month.free.min(served_hours);
        let part = Part { output: &output, month, bottom_mw, width_mw };
        let [in_free, in_served, in_unbought] = part.sums([free, served_hours, bought_hours]);
        let (served, unbought) = (in_served.mwh, in_unbought.mwh);
        let bought = width_mw * bought_hours as f64 - unbought;
        let bought_usd = at.level * (width_mw * month.sums[bought_hours] - in_unbought.priced);
        let served_usd = at.resale_share * at.level * (in_served.priced - in_free.priced);
        let highest_mw = highest(&output.mw, bottom_mw, width_mw, served_hours, bought_hours);
        Taken {
            run_mwh: (served + bought) * scale,
            served_mwh: served * scale,
            served_free_mwh: in_free.mwh * scale,
            bought_mwh: bought * scale,
            energy_usd: (served_usd + bought_usd) * scale,
            highest_mw,
        }
    }

    /// Output of the contracts that serve load in month `m`; none where there is none.
    pub fn output(&mut self, m: usize) -> Option<Rc<Output>> {
        let set = self.set(m)?;
        let inputs = self.inputs;
        let calendar = (inputs.month(m).month() - 1) as usize;
        let Set { contracts, months } = &mut self.sets[set];
        let output = months[calendar].get_or_insert_with(|| {
            let mut mw = vec![0.0; inputs.hub_month(m).hours()];
            for supply in contracts.iter().map(|at| &inputs.power.contracts[*at]) {
                supply.add_to(calendar, &mut mw);
            }
            let least_mw = mw.iter().copied().fold(f64::INFINITY, f64::min);
            let most_mw = mw.iter().copied().fold(0.0, f64::max);
            Rc::new(Output { mw, least_mw, most_mw })
        });
        Some(Rc::clone(output))
    }

    fn set(&mut self, m: usize) -> Option<usize> {
        let (power, month) = (&self.inputs.plan.power, self.inputs.month(m));
        let serves = |at: &usize| {
            let contract = &power.contracts[*at];
            contract.runs_in(month) && power.serves_load(contract)
        };
        let active = || (0..power.contracts.len()).filter(serves);
        active().next()?;
        let known = self.sets.iter().position(|set| active().eq(set.contracts.iter().copied()));
        Some(known.unwrap_or_else(|| {
            let contracts = active().collect();
            self.sets.push(Set { contracts, months: Default::default() });
            self.sets.len() - 1
        }))
    }
}

/// The part of a slice that contracts serve.
struct Part<'a> {
    output: &'a Output,
    month: &'a HubMonth,
    bottom_mw: f64,
    width_mw: f64,
}

/// Sums over the first hours of a month: of `u` and of `u x factor`.
#[derive(Clone, Copy, Default)]
struct Sum {
    mwh: f64,
    priced: f64,
}

/// Hours summed side by side.
const LANES: usize = 8;

impl Part<'_> {
    /// Sums over the first `ends` hours, `ends` in any order.
    fn sums(&self, ends: [usize; 3]) -> [Sum; 3] {
        let mut order = [0, 1, 2];
        order.sort_by_key(|at| ends[*at]);
        let (mut from, mut sum, mut sums) = (0, Sum::default(), [Sum::default(); 3]);
        for at in order {
            let more = self.between(from, ends[at]);
            sum = Sum { mwh: sum.mwh + more.mwh, priced: sum.priced + more.priced };
            sums[at] = sum;
            from = ends[at];
        }
        sums
    }

    fn between(&self, from: usize, to: usize) -> Sum {
        let Self { output, month, bottom_mw, width_mw } = *self;
        if output.least_mw >= bottom_mw + width_mw {
            // Served whole in every hour: the month's own sums give it.
            let priced = width_mw * (month.sums[to] - month.sums[from]);
            return Sum { mwh: width_mw * (to - from) as f64, priced };
        }
        let (hours, factors) = (&output.mw[from..to], &month.factors[from..to]);
        let (mut mwh, mut priced) = ([0.0; LANES], [0.0; LANES]);
        let part = |mw: f64| (mw - bottom_mw).max(0.0).min(width_mw);
        let (whole, whole_factors) = (hours.chunks_exact(LANES), factors.chunks_exact(LANES));
        let (rest, rest_factors) = (whole.remainder(), whole_factors.remainder());
        for (hours, factors) in whole.zip(whole_factors) {
            for lane in 0..LANES {
                let served = part(hours[lane]);
                mwh[lane] += served;
                priced[lane] += served * factors[lane];
            }
        }
        let mut sum = Sum { mwh: mwh.iter().sum(), priced: priced.iter().sum() };
        for (mw, factor) in rest.iter().zip(rest_factors) {
            sum.mwh += part(*mw);
            sum.priced += part(*mw) * factor;
        }
        sum
    }
}

/// The highest hour of a slice: `u` where it is served plus `w - u` where it is bought.
fn highest(output: &[f64], bottom: f64, width: f64, served: usize, bought: usize) -> f64 {
    if served.min(bought) > 0 {
        return width;
    }
    let part = |mw: &f64| (mw - bottom).clamp(0.0, width);
    let of_served = output[..served].iter().map(part).fold(0.0, f64::max);
    output[..bought].iter().map(|mw| width - part(mw)).fold(of_served, f64::max)
}

/// The two marginal prices of a month's hours, USD/MWh.
#[derive(Clone, Copy, Debug)]
pub(super) struct Prices {
    pub(super) level: f64,
    pub(super) adder: f64,
    pub(super) resale_share: f64,
}

impl Prices {
    pub(super) fn of(inputs: &Inputs<'_>, m: usize) -> Self {
        Self {
            level: inputs.power_price[m],
            adder: inputs.adder(m),
            resale_share: inputs.plan.power.resale_share,
        }
    }

    /// Of energy bought: `price + adder`.
    pub(super) fn bought(self, factor: f64) -> f64 {
        self.level * factor + self.adder
    }

    /// Of energy a contract serves: what its resale would bring, `share x max(price, 0)`.
    pub(super) fn served(self, factor: f64) -> f64 {
        self.resale_share * (self.level * factor).max(0.0)
    }
}

/// Share of a month's hours in which one more MW from the grid pays at a strike, and the mean over all hours of
/// what it pays the hub, USD/MWh.
pub fn from_grid(inputs: &Inputs<'_>, m: usize, strike: f64) -> (f64, f64) {
    let (month, at) = (inputs.hub_month(m), Prices::of(inputs, m));
    let hours = month.factors.partition_point(|factor| strike > at.bought(*factor));
    let all = month.hours() as f64;
    (hours as f64 / all, at.level * month.sums[hours] / all)
}
