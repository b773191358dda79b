//! Schedules: options cut into tranches by plan year, the best per MW first.

use std::sync::Arc;

use crate::engine::market::{Markets, years_at};
use crate::engine::npv_in;
use crate::plan::{Build, BuildOption, FleetStatus, LeaseStatus, Plan};

/// Part of an option that becomes ready in the first month of one plan year.
#[derive(Clone, Debug, PartialEq)]
struct Tranche {
    option: usize,
    year: i32,
    gain_usd_per_mw: f64,
}

/// Tranches of all options in the order they are built.
#[derive(Clone, Debug, PartialEq)]
pub struct Schedule {
    options: Arc<Vec<BuildOption>>,
    tranches: Vec<Tranche>,
}

impl Schedule {
    /// Tranches of a plan's options, ranked by what one MW of each adds to the committed plan.
    ///
    /// A tranche is ready in month 12 y of the plan: not before the option's earliest month, and its lead fits.
    pub fn ranked(committed: &Plan, markets: &Markets) -> Self {
        let base = npv_in(committed, markets.clone());
        let mut tranches = Vec::new();
        for (option, build) in committed.options.iter().enumerate() {
            for year in years(build, committed) {
                let plan = with_tranche(committed, build, year, 1.0);
                let gain_usd_per_mw = npv_in(&plan, markets.clone()) - base;
                tranches.push(Tranche { option, year, gain_usd_per_mw });
            }
        }
        tranches.sort_by(|a, b| b.gain_usd_per_mw.total_cmp(&a.gain_usd_per_mw));
        Self { options: committed.options.clone(), tranches }
    }

    /// What one MW of each tranche adds to the committed plan: index of the option, plan year, USD.
    pub fn gains_usd_per_mw(&self) -> impl Iterator<Item = (usize, i32, f64)> {
        self.tranches.iter().map(|of| (of.option, of.year, of.gain_usd_per_mw))
    }

    /// The same order under other limits of the options.
    #[must_use]
    pub fn with_options(&self, options: Arc<Vec<BuildOption>>) -> Self {
        Self { options, tranches: self.tranches.clone() }
    }

    /// MW of each tranche when `mw` are built in all.
    fn fill(&self, mw: f64) -> Vec<(&Tranche, f64)> {
        let mut left = mw;
        let mut of_option = vec![0.0; self.options.len()];
        let mut filled = Vec::new();
        for tranche in &self.tranches {
            let option = &self.options[tranche.option];
            let room = (option.max_mw - of_option[tranche.option]).max(0.0);
            let take = left.min(option.max_mw_per_year).min(room);
            if take > 1e-9 {
                of_option[tranche.option] += take;
                left -= take;
                filled.push((tranche, take));
            }
        }
        filled
    }

    /// Most MW that all tranches hold.
    pub fn capacity_mw(&self) -> f64 {
        self.fill(f64::INFINITY).iter().map(|(_, mw)| mw).sum()
    }

    /// MW of an option, in all and in its fullest year, when `mw` are built.
    pub fn of_option(&self, option: usize, mw: f64) -> (f64, f64) {
        let filled = self.fill(mw);
        let own = filled.iter().filter(|(tranche, _)| tranche.option == option).map(|(_, mw)| *mw);
        own.fold((0.0, 0.0), |(sum, most), mw| (sum + mw, f64::max(most, mw)))
    }

    /// Months from the plan's start to the last tranche's first month.
    pub fn last_ready(&self, mw: f64) -> Option<i32> {
        self.fill(mw).iter().map(|(tranche, _)| tranche.year * 12).max()
    }

    /// The committed plan with `mw` of options built.
    pub fn plan_with(&self, committed: &Plan, mw: f64) -> Plan {
        self.fill(mw).into_iter().fold(committed.clone(), |plan, (tranche, mw)| {
            with_tranche(&plan, &self.options[tranche.option], tranche.year, mw)
        })
    }
}

/// Plan years in whose first month an option can be ready.
fn years(option: &BuildOption, plan: &Plan) -> impl Iterator<Item = i32> + use<> {
    let lead = match &option.build {
        Build::Colocation(lease) => {
            lease.colocation().map_or(0, |terms| terms.lead_months.max(terms.offline_months))
        }
        Build::GpuRental(fleet) => fleet.offline_months,
    } as i32;
    let earliest = option.earliest.since(plan.start);
    let horizon = plan.horizon_months as i32;
    (0..horizon.div_euclid(12)).filter(move |year| year * 12 >= earliest.max(lead))
}

/// The plan with `mw` gross of an option ready in the first month of plan year `year`.
///
/// What is built has that year's figures: hall capex and unsigned rent have grown, GPUs are of the generation
/// then sold.
fn with_tranche(plan: &Plan, option: &BuildOption, year: i32, mw: f64) -> Plan {
    let mut plan = plan.clone();
    let ready = plan.start.plus(year * 12);
    let it_mw = mw / plan.site.gross_per_it;
    let id = format!("{}-{}", option.id, ready.year());
    let name = format!("{}, {}", option.name, ready.year());
    match &option.build {
        Build::Colocation(template) => {
            let mut lease = (**template).clone();
            (lease.id, lease.name) = (id, name);
            (lease.start, lease.signing, lease.status) = (ready, ready, LeaseStatus::Offer);
            // The market's rent of the month it is ready: month m takes its curves at (m + 1) / 12.
            let years = years_at(year as usize * 12);
            let market = &plan.market;
            let rent = (1.0 + market.colocation_growth_per_year).powf(years)
                * market.shifts.colocation_rent().at(ready);
            let hall = (1.0 + plan.finance.hall_capex_growth_per_year).powi(year);
            if let Some(terms) = lease.colocation_mut() {
                (terms.it_mw, terms.hall_ready, terms.spent_usd) = (it_mw, ready, 0.0);
                terms.rate_usd_per_kw_month *= rent;
                terms.hall_capex_usd_per_kw *= hall;
            }
            Arc::make_mut(&mut plan.leases).push(lease);
        }
        Build::GpuRental(template) => {
            let mut fleet = (**template).clone();
            (fleet.id, fleet.name) = (id, name);
            (fleet.in_service, fleet.status) = (ready, FleetStatus::Planned);
            fleet.units = if fleet.kw_it > 0.0 { it_mw * 1000.0 / fleet.kw_it } else { 0.0 };
            Arc::make_mut(&mut plan.gpus).push(fleet);
        }
    }
    plan
}
