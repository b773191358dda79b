//! What moving one MW at the meter from mining to AI costs in power, line by line.

use super::{Charges, Slice, Who};
use crate::engine::Run;
use crate::engine::inputs::Inputs;
use crate::format::Month;

/// Why a MW of AI costs more power than a MW of mining.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MovingKind {
    /// It runs in the dearest hours too: the mean price of all hours against that of the hours mining runs in.
    DearHours,
    /// What comes on energy from the grid.
    Adders,
    /// It pays the coincident peaks.
    Peaks,
    /// It pays the demand charge.
    Demand,
    /// It earns no flexibility credit.
    Credit,
}

/// One line of the cost of moving a MW.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MovingRow {
    /// Why.
    pub kind: MovingKind,
    /// Cost in the year, USD for one MW; below 0 where AI pays less.
    pub usd_per_mw: f64,
}

/// The cost of moving a MW in one calendar year.
#[derive(Clone, Debug, PartialEq)]
pub struct Moving {
    /// The year.
    pub year: i32,
    /// The batch that makes room, the least efficient that runs, by its place in the plan.
    pub batch: usize,
    /// Share of the hours that batch runs in.
    pub run_share: f64,
    /// Last month in which stopping at the peaks saves their charge; none where that is over.
    pub peaks_until: Option<Month>,
    /// Every line, those of no amount too.
    pub rows: Vec<MovingRow>,
}

impl Moving {
    /// Sum of the lines, USD a year for one MW.
    pub fn total_usd_per_mw(&self) -> f64 {
        self.rows.iter().map(|row| row.usd_per_mw).sum()
    }
}

/// Price of the hub and adders that slices pay over a year, USD/MWh, and their energy, MWh.
#[derive(Clone, Copy, Default)]
struct Paid {
    mwh: f64,
    full_mwh: f64,
    energy_usd: f64,
    adders_usd: f64,
}

impl Paid {
    fn add(&mut self, inputs: &Inputs<'_>, m: usize, slice: &Slice) {
        self.mwh += slice.taken.run_mwh;
        self.full_mwh += slice.width_mw * inputs.hours[m];
        self.energy_usd += slice.taken.energy_usd;
        self.adders_usd += slice.taken.bought_mwh * inputs.adder(m);
    }

    fn of(self, usd: f64) -> f64 {
        if self.mwh > 0.0 { usd / self.mwh } else { 0.0 }
    }
}

/// The cost of moving one MW of running load from mining to AI in a calendar year; none where nothing is mined.
///
/// Both are taken at the price they pay for each MWh they run with, over the hours of the year; AI as one more firm MW
/// bought from the grid. MODEL section 4.
pub fn moving(inputs: &Inputs<'_>, run: &Run, year: i32) -> Option<Moving> {
    let months: Vec<usize> =
        (0..inputs.months).filter(|m| inputs.month(*m).year() == year).collect();
    let stack = |m: usize| run.detail.power.stacks.of_month(m).iter();
    let runs = |slice: &&Slice| slice.taken.run_mwh > 0.0 && matches!(slice.who, Who::Batch(_));
    let lowest = |a: &Slice, b: &Slice| a.strike_usd_per_mwh.total_cmp(&b.strike_usd_per_mwh);
    let first = months.iter().find_map(|m| stack(*m).filter(runs).min_by(|a, b| lowest(a, b)))?;
    let Who::Batch(batch) = first.who else { return None };
    let (mut mining, mut rows) = (Paid::default(), [0.0; 5]);
    let (mut firm_usd, mut firm_adders_usd, mut hours) = (0.0, 0.0, 0.0);
    for m in months.iter().copied() {
        let slices = stack(m).filter(|slice| slice.who == first.who);
        slices.for_each(|slice| mining.add(inputs, m, slice));
        firm_usd += inputs.power_price[m] * inputs.hub_month(m).mean() * inputs.hours[m];
        firm_adders_usd += inputs.adder(m) * inputs.hours[m];
        hours += inputs.hours[m];
        let charges = Charges::of(inputs, m);
        rows[2] += (charges.peak_usd_per_kw - charges.mining_peak_usd_per_kw) * 1000.0;
        rows[3] += (charges.demand_usd_per_kw - charges.mining_demand_usd_per_kw) * 1000.0;
        let slices = stack(m).filter(|slice| slice.who == first.who);
        let (mwh, mw) = slices
            .fold((0.0, 0.0), |(mwh, mw), slice| (mwh + slice.taken.run_mwh, mw + slice.width_mw));
        if mw > 0.0 {
            rows[4] += charges.credit_usd_per_mw * mwh / (mw * inputs.hours[m]);
        }
    }
    rows[0] = firm_usd - mining.of(mining.energy_usd) * hours;
    rows[1] = firm_adders_usd - mining.of(mining.adders_usd) * hours;
    let kinds = [
        MovingKind::DearHours,
        MovingKind::Adders,
        MovingKind::Peaks,
        MovingKind::Demand,
        MovingKind::Credit,
    ];
    let until = inputs.plan.power.peak_saved_until;
    let saves = rows[2] > 0.0 && until.year() >= year;
    Some(Moving {
        year,
        batch,
        run_share: if mining.full_mwh > 0.0 { mining.mwh / mining.full_mwh } else { 0.0 },
        peaks_until: saves.then_some(until),
        rows: kinds
            .into_iter()
            .zip(rows)
            .map(|(kind, usd_per_mw)| MovingRow { kind, usd_per_mw })
            .collect(),
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::engine::run;
    use crate::plan::{CurvePoint, Network, testing};

    #[test]
    fn a_mw_moved_to_ai_pays_the_dear_hours_the_peaks_and_loses_its_credit() {
        let mut plan = testing::plan();
        let power = Arc::make_mut(&mut plan.power);
        *power = power.clone().at_hub("ercot_rt_2025");
        power.price_usd_per_mwh = 31.68;
        power.delivery_adder_usd_per_mwh = 10.0;
        power.peak_charge_usd_per_kw_year = 72.0;
        power.flexibility_credit_usd_per_mw_year = 14_000.0;
        // A strike of 60 at the hub, 70 at the meter.
        let curve = vec![CurvePoint { month: plan.start, value: 70.0 * 0.48 }];
        Arc::make_mut(&mut plan.market).network = Network::Hashprice { curve };
        let (inputs, run) = (Inputs::from_plan(&plan), run(&plan));
        let moving = moving(&inputs, &run, 2027).unwrap();
        assert!((moving.run_share - 0.92).abs() < 0.007, "{}", moving.run_share);
        let row = |kind| moving.rows.iter().find(|row| row.kind == kind).unwrap().usd_per_mw;
        // The mean of 31.68 against some 25.6 of the cheapest 92 %, over 8,760 hours.
        assert!((row(MovingKind::DearHours) / 8_760.0 - 6.1).abs() < 0.5, "{moving:?}");
        assert!(row(MovingKind::Adders).abs() < 1e-6);
        assert!((row(MovingKind::Peaks) - 72_000.0).abs() < 1e-6);
        assert!((row(MovingKind::Credit) - 14_000.0 * moving.run_share).abs() < 20.0);
        assert_eq!(moving.peaks_until, Some(Month::new(2027, 12)));
        let later = super::moving(&inputs, &run, 2028).unwrap();
        assert!(later.rows[2].usd_per_mw.abs() < 1e-6 && later.peaks_until.is_none());
        assert!(super::moving(&inputs, &run, 2050).is_none());
    }
}
