//! The stack of a site's load, month by month: firm AI at the bottom, what may stop above it in order of strike.

use std::sync::Arc;

use super::duration::Taken;
use super::supply::PowerYear;

/// Whose load a slice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// AI that is always served.
    FirmAi,
    /// AI that stops in dear hours.
    FlexibleAi,
    /// A batch of machines, by its place in the plan.
    Batch(usize),
}

/// A slice of the stack in one month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slice {
    /// Whose it is.
    pub who: Who,
    /// Its load while it runs, MW: capacity times uptime.
    pub width_mw: f64,
    /// Its capacity, MW.
    pub capacity_mw: f64,
    /// Price at the meter up to which it runs; infinite for firm load.
    pub strike_usd_per_mwh: f64,
    /// What it takes.
    pub taken: Taken,
}

/// The stacks of all months.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stacks {
    slices: Vec<Slice>,
    ends: Vec<usize>,
}

impl Stacks {
    /// Adds the stack of the next month.
    pub fn push(&mut self, slices: impl IntoIterator<Item = Slice>) {
        self.slices.extend(slices);
        self.ends.push(self.slices.len());
    }

    /// The stack of a month, from the bottom up; empty beyond the plan.
    pub fn of_month(&self, m: usize) -> &[Slice] {
        let from = m.checked_sub(1).map_or(0, |before| self.ends.get(before).copied().unwrap_or(0));
        self.ends.get(m).map_or(&[], |end| &self.slices[from..*end])
    }
}

/// Prices and loads of a run, from which its hours can be told.
#[derive(Clone, Debug, PartialEq)]
pub struct PowerDetail {
    /// The hours of the hub and of the contracts.
    pub year: Arc<PowerYear>,
    /// Level of prices in each month, USD/MWh.
    pub level_usd_per_mwh: Vec<f64>,
    /// What comes on energy from the grid in each month, USD/MWh.
    pub adder_usd_per_mwh: Vec<f64>,
    /// The load of each month from firm AI up, and what it took.
    pub stacks: Stacks,
}

impl Slice {
    /// Share of the hours of a month in which it runs.
    pub fn run_share(&self, hours: f64) -> f64 {
        if self.width_mw > 0.0 { self.taken.run_mwh / (self.width_mw * hours) } else { 0.0 }
    }

    /// Its highest hour, by capacity, MW.
    pub fn highest_capacity_mw(&self) -> f64 {
        if self.width_mw > 0.0 {
            self.capacity_mw * self.taken.highest_mw / self.width_mw
        } else {
            0.0
        }
    }
}
