//! What moves the answer: drivers to low and high, and where the answer would turn.

use std::sync::Arc;

use super::{Point, Search, base_of, sweep};
use crate::engine::market::Markets;
use crate::engine::npv_in;
use crate::plan::{Build, FieldRef, LeaseStatus, Owner, Plan, Unit};

/// A driver of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant names its driver")]
pub enum DriverId {
    ColocationRent,
    HallCapex,
    Hashprice,
    PowerPrice,
    GpuRent,
    DiscountRate,
}

/// What the best plan's gain over mining only does as a driver moves.
#[derive(Clone, Debug, PartialEq)]
pub struct Driver {
    /// Which.
    pub id: DriverId,
    /// Factors of low and high.
    pub factors: (f64, f64),
    /// Gain at the low input, USD.
    pub low_gain_usd: f64,
    /// Gain at the high input, USD.
    pub high_gain_usd: f64,
}

/// Where a driver turns the answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Threshold {
    /// Which driver.
    pub id: DriverId,
    /// Its figure now.
    pub now: f64,
    /// The figure at which building loses its gain.
    pub at: f64,
    /// The best AI MW just beyond it.
    pub best_mw_then: f64,
}

impl DriverId {
    /// All drivers with their low and high factors.
    const RANGES: [(Self, f64, f64); 6] = [
        (Self::ColocationRent, 0.8, 1.2),
        (Self::HallCapex, 0.8, 1.4),
        (Self::Hashprice, 0.7, 1.3),
        (Self::PowerPrice, 0.75, 1.25),
        (Self::GpuRent, 0.75, 1.25),
        (Self::DiscountRate, 0.8, 1.2),
    ];

    /// Key of the driver's text.
    pub const fn label(self) -> &'static str {
        match self {
            Self::ColocationRent => "driver.colocation_rent",
            Self::HallCapex => "driver.hall_capex",
            Self::Hashprice => "driver.hashprice",
            Self::PowerPrice => "driver.power_price",
            Self::GpuRent => "driver.gpu_rent",
            Self::DiscountRate => "driver.discount_rate",
        }
    }

    /// Unit of its figure.
    pub const fn unit(self) -> Unit {
        match self {
            Self::ColocationRent => Unit::UsdPerKwMonth,
            Self::HallCapex => Unit::UsdPerKw,
            Self::Hashprice => Unit::UsdPerPhDay,
            Self::PowerPrice => Unit::UsdPerMwh,
            Self::GpuRent => Unit::UsdPerGpuHour,
            Self::DiscountRate => Unit::SharePerYear,
        }
    }

    /// The field where it is set.
    pub fn field(self, plan: &Plan) -> FieldRef {
        let option = |colocation: bool| {
            let found = plan
                .options
                .iter()
                .find(|option| matches!(option.build, Build::Colocation(_)) == colocation);
            found.map(|option| Owner::Option(option.id.clone()))
        };
        match self {
            Self::ColocationRent => match option(true) {
                Some(owner) => FieldRef::new(owner, "rate_usd_per_kw_month"),
                None => FieldRef::new(Owner::Market, "colocation_rent_usd_per_kw_month"),
            },
            Self::HallCapex => {
                FieldRef::new(option(true).unwrap_or(Owner::Finance), "hall_capex_usd_per_kw")
            }
            Self::Hashprice => FieldRef::new(Owner::Market, "hashprice_factor"),
            Self::PowerPrice => FieldRef::new(Owner::Power, "price_usd_per_mwh"),
            Self::GpuRent => {
                FieldRef::new(option(false).unwrap_or(Owner::Market), "rate_usd_per_gpu_hour")
            }
            Self::DiscountRate => FieldRef::new(Owner::Finance, "discount_rate"),
        }
    }

    /// Its figure in a plan: the first option's, the mean over the first year for hashprice.
    fn now(self, plan: &Plan, markets: &Markets) -> Option<f64> {
        let first_lease = plan.options.iter().find_map(|option| match &option.build {
            Build::Colocation(lease) => lease.colocation(),
            Build::GpuRental(_) => None,
        });
        let first_fleet = plan.options.iter().find_map(|option| match &option.build {
            Build::GpuRental(fleet) => Some(fleet),
            Build::Colocation(_) => None,
        });
        match self {
            Self::ColocationRent => first_lease.map(|terms| terms.rate_usd_per_kw_month),
            Self::HallCapex => first_lease.map(|terms| terms.hall_capex_usd_per_kw),
            Self::Hashprice => {
                let year = &markets.hashprice[..12.min(markets.hashprice.len())];
                Some(year.iter().sum::<f64>() / year.len().max(1) as f64)
            }
            Self::PowerPrice => Some(plan.power.price_usd_per_mwh),
            Self::GpuRent => first_fleet.map(|fleet| fleet.rate_usd_per_gpu_hour),
            Self::DiscountRate => Some(plan.finance.discount_rate),
        }
    }

    /// The plan and its markets with the driver scaled; what is signed or ordered keeps its terms.
    fn scaled(self, plan: &Plan, markets: &Markets, factor: f64) -> (Plan, Markets) {
        let (mut plan, mut markets) = (plan.clone(), markets.clone());
        match self {
            Self::Hashprice => markets.hashprice.iter_mut().for_each(|usd| *usd *= factor),
            Self::PowerPrice => Arc::make_mut(&mut plan.power).price_usd_per_mwh *= factor,
            Self::DiscountRate => Arc::make_mut(&mut plan.finance).discount_rate *= factor,
            Self::ColocationRent => {
                markets.colocation_rent.iter_mut().for_each(|usd| *usd *= factor);
            }
            Self::GpuRent => markets.gpu_index.iter_mut().for_each(|index| *index *= factor),
            Self::HallCapex => {}
        }
        let scale = |lease: &mut crate::plan::Lease| {
            if let Some(terms) = lease.colocation_mut() {
                match self {
                    Self::ColocationRent => terms.rate_usd_per_kw_month *= factor,
                    Self::HallCapex => terms.hall_capex_usd_per_kw *= factor,
                    _ => {}
                }
            }
        };
        if matches!(self, Self::ColocationRent | Self::HallCapex) {
            for option in Arc::make_mut(&mut plan.options) {
                if let Build::Colocation(lease) = &mut option.build {
                    scale(lease);
                }
            }
            for lease in Arc::make_mut(&mut plan.leases) {
                if lease.status == LeaseStatus::Offer {
                    scale(lease);
                }
            }
        }
        (plan, markets)
    }
}

/// Gain of building `extra_mw` over a base, with a driver scaled.
fn gain(
    plan: &Plan,
    search: &Search<'_>,
    id: DriverId,
    factor: f64,
    extra_mw: f64,
    over: Over,
) -> f64 {
    let (plan, markets) = id.scaled(plan, &search.markets, factor);
    let committed = base_of(&plan, search.keeps_offers);
    let schedule = search.schedule.with_options(plan.options.clone());
    let best = npv_in(&schedule.plan_with(&committed, extra_mw), markets.clone());
    let base = match over {
        Over::MiningOnly => plan.mining_only(),
        Over::Committed => committed,
    };
    best - npv_in(&base, markets)
}

#[derive(Clone, Copy)]
enum Over {
    MiningOnly,
    Committed,
}

/// Drivers of the best plan's gain over mining only, the widest first; none if cancelled.
pub fn drivers(plan: &Plan, search: &Search<'_>, best: &Point) -> Option<Vec<Driver>> {
    let mut drivers = Vec::new();
    for (id, low, high) in DriverId::RANGES {
        if search.control.is_cancelled() {
            return None;
        }
        let gain = |factor| gain(plan, search, id, factor, best.extra_mw, Over::MiningOnly);
        let (low_gain_usd, high_gain_usd) = (gain(low), gain(high));
        if (low_gain_usd - high_gain_usd).abs() > 0.005 {
            drivers.push(Driver { id, factors: (low, high), low_gain_usd, high_gain_usd });
        }
    }
    let width = |driver: &Driver| (driver.high_gain_usd - driver.low_gain_usd).abs();
    drivers.sort_by(|a, b| width(b).total_cmp(&width(a)));
    Some(drivers)
}

/// Smallest and largest factor searched for a turn.
const FACTORS: (f64, f64) = (0.1, 10.0);

/// Where a driver turns the gain of building to a loss, or of not building to a gain; none if cancelled.
pub fn thresholds(plan: &Plan, search: &Search<'_>, best: &Point) -> Option<Vec<Threshold>> {
    let reachable = search.reachable_extra_mw();
    if reachable <= 0.0 {
        return Some(Vec::new());
    }
    // Where nothing is built, ask what would make the first MW pay.
    let extra_mw = if best.extra_mw > 0.0 { best.extra_mw } else { reachable.min(1.0) };
    let mut found = Vec::new();
    for (id, ..) in DriverId::RANGES {
        let Some(now) = id.now(plan, &search.markets) else { continue };
        let worth =
            |log_factor: f64| gain(plan, search, id, log_factor.exp(), extra_mw, Over::Committed);
        let Some(factor) = turn(search, &worth) else { continue };
        if search.control.is_cancelled() {
            return None;
        }
        let beyond = if factor > 1.0 { factor * 1.02 } else { factor / 1.02 };
        let best_mw_then = best_mw(plan, search, id, beyond)?;
        // A turn that only trades one use of the same MW for another does not change how many there are.
        if (best_mw_then - best.ai_mw).abs() < 0.5 {
            continue;
        }
        found.push(Threshold { id, now, at: now * factor, best_mw_then });
    }
    // The nearest turn, in proportion, first.
    let distance = |of: &Threshold| (of.at / of.now).ln().abs();
    found.sort_by(|a, b| distance(a).total_cmp(&distance(b)));
    Some(found)
}

/// The factor nearest 1 at which `worth` (of the factor's log) changes sign, to a thousandth.
fn turn(search: &Search<'_>, worth: &dyn Fn(f64) -> f64) -> Option<f64> {
    let now = worth(0.0) > 0.0;
    let mut nearest: Option<f64> = None;
    for end in [FACTORS.0.ln(), FACTORS.1.ln()] {
        if (worth(end) > 0.0) == now {
            continue;
        }
        let (mut same, mut turned) = (0.0, end);
        while (turned - same).abs() > 0.001 && !search.control.is_cancelled() {
            let middle = f64::midpoint(same, turned);
            if (worth(middle) > 0.0) == now {
                same = middle;
            } else {
                turned = middle;
            }
        }
        if nearest.is_none_or(|factor| turned.abs() < factor.abs()) {
            nearest = Some(turned);
        }
    }
    nearest.map(f64::exp)
}

/// The best AI MW with a driver scaled.
fn best_mw(plan: &Plan, search: &Search<'_>, id: DriverId, factor: f64) -> Option<f64> {
    let (plan, markets) = id.scaled(plan, &search.markets, factor);
    let scaled = Search::of(&plan, search.keeps_offers, markets, search.control);
    let curve = sweep::coarse(&scaled)?;
    curve
        .into_iter()
        .reduce(|a, b| if b.npv_usd > a.npv_usd + 0.005 { b } else { a })
        .map(|p| p.ai_mw)
}
