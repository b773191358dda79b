//! Dispatch of a month by lookup in its price-duration curve.
//!
//! A slice of load covers `[A, A + w]` MW of the stack on the site, firm load at the bottom. Its part served by
//! contracts in hour `h` is `u = clip(G_h - A, 0, w)`, at the price of resale; the rest `w - u` is bought at
//! `price_h + adder`. It takes either where its strike lies above that price. With the month's hours in order of
//! price both are prefixes, of which `u = (G - A)+ - (G - A - w)+` gives the sums. MODEL section 4, RULINGS 10, 11.

use std::collections::HashMap;
use std::rc::Rc;

use super::hub::HubMonth;
use crate::engine::inputs::Inputs;

/// Prefix tables kept at once: a few megabytes.
const KEPT: usize = 512;

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

/// Looks months up; keeps the tables that months share.
pub struct Dispatcher<'a> {
    inputs: &'a Inputs<'a>,
    sets: Vec<Set>,
    /// By set of contracts, calendar month and the bottom of the stack they are counted above.
    above: HashMap<(usize, i32, u64), Rc<Above>>,
}

/// Contracts that serve load together.
struct Set {
    contracts: Vec<usize>,
    months: [Option<Rc<Vec<f64>>>; 12],
}

/// Prefix sums of `(G - bottom)+` over a month's hours, cheapest first.
struct Above {
    mwh: Vec<f64>,
    priced: Vec<f64>,
}

impl<'a> Dispatcher<'a> {
    /// A dispatcher of a plan's months.
    pub fn new(inputs: &'a Inputs<'a>) -> Self {
        Self { inputs, sets: Vec::new(), above: HashMap::new() }
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
        let output = self.output(m);
        let Some(output) = output.filter(|output| output.iter().any(|mw| *mw > bottom_mw)) else {
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
        let lower = self.above(m, &output, bottom_mw);
        let upper = self.above(m, &output, bottom_mw + width_mw);
        let mwh = |hours: usize| lower.mwh[hours] - upper.mwh[hours];
        let priced = |hours: usize| lower.priced[hours] - upper.priced[hours];
        let free = month.free.min(served_hours);
        let (served, unbought) = (mwh(served_hours), mwh(bought_hours));
        let bought = width_mw * bought_hours as f64 - unbought;
        let bought_usd = at.level * (width_mw * month.sums[bought_hours] - priced(bought_hours));
        let served_usd = at.resale_share * at.level * (priced(served_hours) - priced(free));
        let highest_mw = highest(&output, bottom_mw, width_mw, served_hours, bought_hours);
        Taken {
            run_mwh: (served + bought) * scale,
            served_mwh: served * scale,
            served_free_mwh: mwh(free) * scale,
            bought_mwh: bought * scale,
            energy_usd: (served_usd + bought_usd) * scale,
            highest_mw,
        }
    }

    /// Output of the contracts that serve load in month `m`, by hour in order of price; none where there is none.
    pub fn output(&mut self, m: usize) -> Option<Rc<Vec<f64>>> {
        let set = self.set(m)?;
        let inputs = self.inputs;
        let calendar = inputs.month(m).month();
        let Set { contracts, months } = &mut self.sets[set];
        let output = months[calendar as usize - 1].get_or_insert_with(|| {
            let supplies = || contracts.iter().map(|at| &inputs.power.contracts[*at]);
            let hours = inputs.hub_month(m).order.iter().map(|hour| usize::from(*hour));
            Rc::new(hours.map(|hour| supplies().map(|of| of.mw(hour)).sum()).collect())
        });
        Some(Rc::clone(output))
    }

    fn set(&mut self, m: usize) -> Option<usize> {
        let (power, month) = (&self.inputs.plan.power, self.inputs.month(m));
        let serves = |at: &usize| {
            let contract = &power.contracts[*at];
            contract.runs_in(month) && power.serves_load(contract)
        };
        let active: Vec<usize> = (0..power.contracts.len()).filter(serves).collect();
        if active.is_empty() {
            return None;
        }
        let known = self.sets.iter().position(|set| set.contracts == active);
        Some(known.unwrap_or_else(|| {
            self.sets.push(Set { contracts: active, months: Default::default() });
            self.sets.len() - 1
        }))
    }

    fn above(&mut self, m: usize, output: &[f64], bottom_mw: f64) -> Rc<Above> {
        let key =
            (self.set(m).unwrap_or_default(), self.inputs.month(m).month(), bottom_mw.to_bits());
        if let Some(known) = self.above.get(&key) {
            return Rc::clone(known);
        }
        if self.above.len() >= KEPT {
            self.above.clear();
        }
        let table = Rc::new(Above::of(self.inputs.hub_month(m), output, bottom_mw));
        self.above.insert(key, Rc::clone(&table));
        table
    }
}

impl Above {
    fn of(month: &HubMonth, output: &[f64], bottom_mw: f64) -> Self {
        let (mut mwh, mut priced) = (vec![0.0], vec![0.0]);
        mwh.reserve(output.len());
        priced.reserve(output.len());
        let (mut sum, mut sum_priced) = (0.0, 0.0);
        for (mw, factor) in output.iter().zip(&month.factors) {
            let over = (mw - bottom_mw).max(0.0);
            sum += over;
            sum_priced += over * factor;
            mwh.push(sum);
            priced.push(sum_priced);
        }
        Self { mwh, priced }
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
