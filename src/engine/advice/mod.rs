//! How much to AI: options scaled from the committed MW to what can be reached, the model run at each step.
//!
//! This version searches one schedule: tranches of the options, the best per MW first. The value of deciding
//! later is not in it, nor is uncertainty: figures are of the base case.

mod driver;
mod limit;
mod schedule;
mod sweep;

use std::sync::atomic::{AtomicBool, Ordering};

pub use driver::{Driver, DriverId, Threshold};
pub use limit::Limit;
pub use sweep::Point;

use super::market::Markets;
use super::{Run, npv_in, run_in};
use crate::format::Month;
use crate::plan::{Plan, capacity};
use schedule::Schedule;

/// How a long computation is watched from outside.
#[derive(Debug, Default)]
pub struct Control {
    cancelled: AtomicBool,
}

impl Control {
    /// Asks the computation to end; it does so within one run of the model.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether the computation was asked to end.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

/// What the model says about a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Advice {
    /// Best schedule at each MW from the committed to the reachable.
    pub curve: Vec<Point>,
    /// The best schedule from the best point on with limits lifted; empty where nothing lies beyond them.
    pub lifted: Vec<Point>,
    /// The best point of the curve.
    pub best: Point,
    /// The plan as it stands.
    pub yours: Point,
    /// AI MW that are committed.
    pub committed_mw: f64,
    /// AI MW that can be reached within the limits.
    pub reachable_mw: f64,
    /// Calendar year in which the last of the best schedule's MW is ready; none where nothing is built.
    pub by_year: Option<i32>,
    /// Every limit, those that hold the best back first.
    pub limits: Vec<Limit>,
    /// What one more MW beyond the best would add where no limit stops it, USD; none at a limit.
    pub next_mw_usd: Option<f64>,
    /// What would change the advice.
    pub thresholds: Vec<Threshold>,
    /// What moves the best plan's gain most, largest first.
    pub drivers: Vec<Driver>,
    /// Your plan with the best schedule in place of its offers and planned fleets.
    pub best_plan: Plan,
    /// The best plan's results.
    pub best_run: Run,
    /// Net present value of mining only, which the gains are measured against.
    pub mining_only_npv_usd: f64,
    /// Offers and planned fleets in your plan.
    pub offers: usize,
    /// Whether the best schedule keeps them; where it does not, it stands in their place.
    pub keeps_offers: bool,
    /// What can be built upon, by the AI MW each begins with.
    bases: Vec<Base>,
}

/// A plan to build upon.
#[derive(Clone, Debug, PartialEq)]
struct Base {
    plan: Plan,
    keeps_offers: bool,
    schedule: Schedule,
    ai_mw: f64,
}

impl Advice {
    /// The limit that stops the best plan; none where none does.
    pub fn held_back_by(&self) -> Option<&Limit> {
        self.limits.first().filter(|limit| limit.binds)
    }

    /// Your plan with the best schedule of so many AI MW; its offers and planned fleets stay only where they are
    /// kept and fit.
    pub fn plan_at(&self, ai_mw: f64) -> Plan {
        self.base_at(ai_mw).map_or_else(
            || self.best_plan.clone(),
            |base| base.schedule.plan_with(&base.plan, (ai_mw - base.ai_mw).max(0.0)),
        )
    }

    /// The same schedule upon another plan of the same options, such as the one below what-ifs: what is built there
    /// has that plan's terms.
    pub fn plan_upon(&self, plan: &Plan, ai_mw: f64) -> Plan {
        self.base_at(ai_mw).map_or_else(
            || plan.clone(),
            |base| {
                let schedule = base.schedule.with_options(plan.options.clone());
                let extra_mw = (ai_mw - base.ai_mw).max(0.0);
                schedule.plan_with(&base_of(plan, base.keeps_offers), extra_mw)
            },
        )
    }

    fn base_at(&self, ai_mw: f64) -> Option<&Base> {
        let fits = |base: &&Base| base.ai_mw <= ai_mw + 1e-6;
        self.bases.iter().rev().find(fits).or(self.bases.first())
    }

    /// What the best plan adds to yours, USD.
    pub fn gain_over_yours_usd(&self) -> f64 {
        self.best.npv_usd - self.yours.npv_usd
    }
}

/// What one MW of an option is worth where it becomes ready in a month.
#[derive(Clone, Debug, PartialEq)]
pub struct OptionWorth {
    /// Id of the option.
    pub option: String,
    /// First month in service.
    pub ready: Month,
    /// What the MW adds to the NPV of the committed plan, USD.
    pub gain_usd_per_mw: f64,
}

/// What one MW of each option adds to the committed plan in each year it can be ready, in order of month.
pub fn option_worths(plan: &Plan) -> Vec<OptionWorth> {
    let schedule = Schedule::ranked(&plan.committed(), &Markets::of(plan));
    let worths = schedule.gains_usd_per_mw().filter_map(|(option, year, gain_usd_per_mw)| {
        let option = plan.options.get(option)?.id.clone();
        Some(OptionWorth { option, ready: plan.start.plus(year * 12), gain_usd_per_mw })
    });
    let mut worths: Vec<OptionWorth> = worths.collect();
    worths.sort_by_key(|worth| worth.ready);
    worths
}

/// Everything a search reads.
struct Search<'a> {
    /// What is built upon: what is committed, or the whole plan where its offers are kept.
    committed: Plan,
    keeps_offers: bool,
    schedule: Schedule,
    markets: Markets,
    mining_only_npv_usd: f64,
    control: &'a Control,
}

impl Search<'_> {
    fn of<'a>(
        plan: &Plan,
        keeps_offers: bool,
        markets: Markets,
        control: &'a Control,
    ) -> Search<'a> {
        let committed = base_of(plan, keeps_offers);
        let mining_only_npv_usd = npv_in(&plan.mining_only(), markets.clone());
        let schedule = Schedule::ranked(&committed, &markets);
        Search { committed, keeps_offers, schedule, markets, mining_only_npv_usd, control }
    }

    /// The same search under other limits: upon `committed`, with its options in the order found before.
    fn under(&self, committed: Plan) -> Self {
        Self {
            keeps_offers: self.keeps_offers,
            schedule: self.schedule.with_options(committed.options.clone()),
            committed,
            markets: self.markets.clone(),
            mining_only_npv_usd: self.mining_only_npv_usd,
            control: self.control,
        }
    }

    fn point(&self, extra_mw: f64) -> (Point, Plan) {
        let plan = self.schedule.plan_with(&self.committed, extra_mw);
        let npv_usd = npv_in(&plan, self.markets.clone());
        let gain_usd = npv_usd - self.mining_only_npv_usd;
        (Point { ai_mw: capacity::peak_ai_mw(&plan), extra_mw, npv_usd, gain_usd }, plan)
    }

    fn base(&self) -> Base {
        Base {
            plan: self.committed.clone(),
            keeps_offers: self.keeps_offers,
            schedule: self.schedule.clone(),
            ai_mw: capacity::peak_ai_mw(&self.committed),
        }
    }

    fn reachable_extra_mw(&self) -> f64 {
        let room = capacity::room_mw(&self.committed);
        self.schedule.capacity_mw().min(room).max(0.0)
    }
}

/// The plan to build upon: what is committed, or with the offers and planned fleets.
fn base_of(plan: &Plan, keeps_offers: bool) -> Plan {
    if keeps_offers { plan.clone() } else { plan.committed() }
}

/// Says how many MW of a plan without error findings should go to AI; none if it was cancelled.
///
/// The search is made twice, without the plan's offers and planned fleets and with them; the better one stands, so
/// that the best is never worth less than the plan.
pub fn advise(plan: &Plan, control: &Control) -> Option<Advice> {
    let markets = Markets::of(plan);
    let mut search = Search::of(plan, false, markets.clone(), control);
    let mut curve = sweep::curve(&search)?;
    let mut best = sweep::best(&search, &curve)?;
    let committed_mw = capacity::peak_ai_mw(&search.committed);
    let mut bases = vec![search.base()];
    let offers = plan.gpus.len() + plan.leases.len()
        - search.committed.gpus.len()
        - search.committed.leases.len();
    if offers > 0 {
        let with_offers = Search::of(plan, true, markets, control);
        let points = sweep::curve(&with_offers)?;
        let best_with = sweep::best(&with_offers, &points)?;
        if best_with.npv_usd > best.npv_usd + 0.005 {
            bases.push(with_offers.base());
            let first_mw = points.first().map_or(0.0, |point| point.ai_mw);
            curve.retain(|point| point.ai_mw < first_mw - 0.05);
            curve.extend(points);
            (search, best) = (with_offers, best_with);
        }
    }
    let (best, best_plan) = search.point(best.extra_mw);
    let best_run = run_in(&best_plan, search.markets.clone());
    let yours_npv_usd = npv_in(plan, search.markets.clone());
    let yours = Point {
        ai_mw: capacity::peak_ai_mw(plan),
        extra_mw: capacity::peak_ai_mw(plan) - committed_mw,
        npv_usd: yours_npv_usd,
        gain_usd: yours_npv_usd - search.mining_only_npv_usd,
    };
    let reachable = search.reachable_extra_mw();
    let at_limit = best.extra_mw >= reachable - 1e-6;
    let next_mw_usd = (!at_limit)
        .then(|| search.point((best.extra_mw + 1.0).min(reachable)).0.npv_usd - best.npv_usd);
    let limits = limit::all(plan, &search, &best)?;
    let thresholds = driver::thresholds(plan, &search, &best)?;
    let drivers = driver::drivers(plan, &search, &best)?;
    let lifted = sweep::lifted(plan, &search, &best)?;
    let ready = search.schedule.last_ready(best.extra_mw);
    Some(Advice {
        reachable_mw: curve.last().map_or(committed_mw, |point| point.ai_mw),
        curve,
        lifted,
        best,
        yours,
        committed_mw,
        by_year: ready.map(|month| plan.start.plus(month).year()),
        limits,
        next_mw_usd,
        thresholds,
        drivers,
        best_plan,
        best_run,
        mining_only_npv_usd: search.mining_only_npv_usd,
        offers,
        keeps_offers: search.keeps_offers,
        bases,
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::engine::{run, solve};
    use crate::plan::{Build, BuildOption, Lease, testing};

    /// A 20 MW site that could let all its power as colocation from 2028-01.
    fn open_site() -> Plan {
        let mut plan = testing::plan();
        Arc::make_mut(&mut plan.site).gross_per_it = 1.25;
        let mut template = testing::colocation("template");
        if let Some(terms) = template.colocation_mut() {
            terms.rate_usd_per_kw_month = 200.0;
        }
        plan.options = vec![BuildOption {
            id: "colo".to_owned(),
            name: "AI colocation".to_owned(),
            earliest: Month::new(2028, 1),
            max_mw: 100.0,
            max_mw_per_year: 100.0,
            build: Build::Colocation(Box::new(template)),
        }]
        .into();
        plan
    }

    #[test]
    fn both_ends_of_the_sweep_are_the_single_use_plans_to_the_cent() {
        let plan = open_site();
        let advice = advise(&plan, &Control::default()).unwrap();
        let first = advice.curve.first().unwrap();
        let last = advice.curve.last().unwrap();
        let mining_only = solve(&plan).mining_only.value.npv_usd;
        assert!((first.npv_usd - mining_only).abs() < 0.01 && first.ai_mw.abs() < 1e-9);
        // All 20 MW, entered as a lease by hand: 16 MW IT at 200 rising 3 % a year from the plan's start.
        let mut lease = Lease { id: "all".to_owned(), ..testing::colocation("all") };
        lease.signing = lease.start;
        if let Some(terms) = lease.colocation_mut() {
            terms.it_mw = 16.0;
            terms.rate_usd_per_kw_month = 200.0 * 1.03_f64.powf(13.0 / 12.0);
        }
        let single = Plan { leases: vec![lease].into(), ..plan.clone() };
        let by_hand = run(&single);
        assert!((last.ai_mw - 20.0).abs() < 1e-9);
        assert!((last.npv_usd - by_hand.value.npv_usd).abs() < 0.01, "{last:?}");
        let mining = by_hand.ledger.series(crate::engine::LineId::MiningMw);
        assert!(mining[12..].iter().all(|mw| mw.abs() < 1e-9));
    }

    #[test]
    fn an_option_is_worth_what_the_sweeps_first_mw_adds() {
        let plan = open_site();
        let worths = option_worths(&plan);
        // Nine plan years from 2028 on, the best of them first in the sweep.
        assert_eq!(worths.len(), 9);
        assert_eq!((worths[0].option.as_str(), worths[0].ready), ("colo", Month::new(2028, 1)));
        let best = worths.iter().map(|of| of.gain_usd_per_mw).fold(f64::MIN, f64::max);
        let advice = advise(&plan, &Control::default()).unwrap();
        let first = &advice.curve[1];
        let per_mw = first.gain_usd / first.ai_mw;
        assert!((per_mw - best).abs() < 1e-6 * best.abs(), "{per_mw} {best}");
    }

    #[test]
    fn no_months_hold_more_than_the_site() {
        let advice = advise(&open_site(), &Control::default()).unwrap();
        let ledger = &advice.best_run.ledger;
        let empty = ledger.series(crate::engine::LineId::EmptyMw);
        assert!(empty.iter().all(|mw| *mw > -1e-9));
    }

    #[test]
    fn the_limit_that_stops_is_named_and_priced_by_a_solve_with_one_more() {
        let mut plan = open_site();
        Arc::make_mut(&mut plan.site).convertible_mw = 8.0;
        let advice = advise(&plan, &Control::default()).unwrap();
        assert!((advice.best.ai_mw - 8.0).abs() < 1e-6);
        let limit = advice.held_back_by().unwrap();
        assert_eq!(limit.field.to_string(), "site.convertible_mw");
        Arc::make_mut(&mut plan.site).convertible_mw = 9.0;
        let more = advise(&plan, &Control::default()).unwrap();
        assert!((more.best.npv_usd - advice.best.npv_usd - limit.one_more_usd).abs() < 0.01);
        assert!(advice.lifted.last().unwrap().ai_mw > 19.9);
    }

    #[test]
    fn where_ai_loses_nothing_is_built_and_no_limit_is_blamed() {
        let mut plan = open_site();
        if let Build::Colocation(lease) = &mut Arc::make_mut(&mut plan.options)[0].build {
            lease.colocation_mut().unwrap().rate_usd_per_kw_month = 10.0;
        }
        let advice = advise(&plan, &Control::default()).unwrap();
        assert!(advice.best.extra_mw.abs() < 1e-9 && advice.held_back_by().is_none());
        assert!(advice.next_mw_usd.unwrap() < 0.0);
    }

    #[test]
    fn the_best_is_never_worth_less_than_the_plan_and_keeps_an_offer_that_pays() {
        let mut plan = open_site();
        let mut offer = testing::colocation("offer");
        offer.status = crate::plan::LeaseStatus::Offer;
        if let Some(terms) = offer.colocation_mut() {
            (terms.it_mw, terms.rate_usd_per_kw_month) = (4.0, 900.0);
        }
        plan.leases = vec![offer.clone()].into();
        let advice = advise(&plan, &Control::default()).unwrap();
        assert!(advice.keeps_offers && advice.offers == 1);
        assert!(advice.best.npv_usd >= advice.yours.npv_usd);
        assert!(advice.best_plan.lease("offer").is_some());
        assert_eq!(advice.plan_at(advice.best.ai_mw), advice.best_plan);
        assert_eq!(advice.plan_upon(&plan, advice.best.ai_mw), advice.best_plan);
        // An offer below the option's rent is left out, and the schedule stands in its place.
        if let Some(terms) = offer.colocation_mut() {
            terms.rate_usd_per_kw_month = 20.0;
        }
        plan.leases = vec![offer].into();
        let advice = advise(&plan, &Control::default()).unwrap();
        assert!(!advice.keeps_offers && advice.best_plan.lease("offer").is_none());
        assert!(advice.best.npv_usd >= advice.yours.npv_usd);
    }

    #[test]
    fn a_cancelled_search_gives_nothing() {
        let control = Control::default();
        control.cancel();
        assert_eq!(advise(&open_site(), &control), None);
    }
}
