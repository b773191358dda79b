//! The value of an input at which a plan just pays.

use crate::engine::market::Markets;
use crate::engine::npv_in;
use crate::plan::fields::Kind;
use crate::plan::{FieldRef, Plan, Severity, Value, findings};

/// Where a break-even lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BreakEven {
    /// At this value; a count or month is the first beyond which the sign has turned.
    At(f64),
    /// Nowhere within the values the field may take beside the rest of the plan.
    Nowhere {
        /// Lowest value tried, and what is left over there, USD.
        low: (f64, f64),
        /// Highest value tried, and what is left over there, USD.
        high: (f64, f64),
    },
    /// The field does not move the net present value.
    Unmoved {
        /// What is left over, USD.
        left_usd: f64,
    },
}

/// Values tried on either side of the plan's own before the search gives up.
const TRIALS: i32 = 60;

/// The value of `field` nearest to the plan's own at which its net present value is zero; none for a field that is
/// no number.
///
/// From the plan's own value outwards by growing steps to the ends of the field's range, until what is left over
/// changes sign; then the step is halved until it is found. Where the plan would have error findings, the search
/// ends at the last value with which it has none.
pub fn break_even(plan: &Plan, field: &FieldRef) -> Option<BreakEven> {
    let info = plan.info(field)?;
    let (own, min, max, whole) = match (plan.get(field)?, info.kind) {
        (Value::Number(own), Kind::Number { min, max }) => (own, min, max, false),
        (Value::Count(own), Kind::Count { min, max }) => {
            (f64::from(own), f64::from(min), f64::from(max), true)
        }
        _ => return None,
    };
    let left = |at: f64| {
        let mut trial = plan.clone();
        trial.set(field, if whole { Value::Count(at as u32) } else { Value::Number(at) })?;
        let wrong = findings(&trial).iter().any(|found| found.severity == Severity::Error);
        (!wrong).then(|| npv_in(&trial, Markets::of(&trial))).filter(|usd| usd.is_finite())
    };
    let here = (own, left(own)?);
    if here.1 == 0.0 {
        return Some(BreakEven::At(own));
    }
    let unit = if whole { 1.0 } else { (own.abs() * 0.02).max((max - min) * 1e-9).max(1e-9) };
    let mut ends = [here, here];
    let mut done = [false; 2];
    for trial in 0..TRIALS {
        for (side, sign) in [(0, -1.0), (1, 1.0)] {
            if done[side] {
                continue;
            }
            let step = unit * 2.0_f64.powi(trial) * sign;
            let at = (own + if whole { step.round() } else { step }).clamp(min, max);
            let (at, usd) = if let Some(usd) = left(at) {
                done[side] = at <= min || at >= max;
                (at, usd)
            } else {
                done[side] = true;
                last_sound(ends[side], at, whole, &left)
            };
            if (usd < 0.0) != (ends[side].1 < 0.0) || usd == 0.0 {
                return Some(BreakEven::At(between(ends[side], (at, usd), whole, &left)));
            }
            ends[side] = (at, usd);
        }
    }
    let moved = ends.iter().any(|end| (end.1 - here.1).abs() > 0.005);
    Some(if moved {
        BreakEven::Nowhere { low: ends[0], high: ends[1] }
    } else {
        BreakEven::Unmoved { left_usd: here.1 }
    })
}

/// A value and what is left over there, USD.
type Point = (f64, f64);

/// The point halfway, to a whole value where `whole`; none where no value lies between.
fn middle(from: f64, to: f64, whole: bool) -> Option<f64> {
    let gap = (to - from).abs();
    let close = if whole { gap <= 1.0 } else { gap <= 1e-9 * to.abs().max(1e-6) };
    let middle = f64::midpoint(from, to);
    let at = if whole { middle.round() } else { middle };
    (!close && at != from && at != to).then_some(at)
}

/// The last value before `wrong` with which the plan has no error findings, by halving.
fn last_sound(
    mut sound: Point,
    mut wrong: f64,
    whole: bool,
    left: &dyn Fn(f64) -> Option<f64>,
) -> Point {
    while let Some(at) = middle(sound.0, wrong, whole) {
        match left(at) {
            Some(usd) => sound = (at, usd),
            None => wrong = at,
        }
    }
    sound
}

/// The zero between two points of different sign, by halving.
fn between(mut from: Point, mut to: Point, whole: bool, left: &dyn Fn(f64) -> Option<f64>) -> f64 {
    while let Some(at) = middle(from.0, to.0, whole).filter(|_| to.1 != 0.0) {
        let Some(usd) = left(at) else { break };
        if usd != 0.0 && (usd < 0.0) == (from.1 < 0.0) {
            from = (at, usd);
        } else {
            to = (at, usd);
        }
    }
    to.0
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::plan::testing;

    fn at(plan: &Plan, field: &str) -> BreakEven {
        break_even(plan, &field.parse().unwrap()).unwrap()
    }

    #[test]
    fn a_power_price_is_found_at_the_strike() {
        // 20 J/TH at 50 USD/PH/day: 50 / 0.48 = 104.17 USD/MWh, where the fleet stops and NPV stays at zero.
        let plan = testing::plan();
        let BreakEven::At(fixed) = at(&plan, "site.fixed_cost_usd_per_year") else { panic!() };
        // 1,000 PH/s x 50 USD x 365.25 days less 20 MW x 8,766 h x 30 USD, near 13 M a year.
        assert!((fixed / 13.0e6 - 1.0).abs() < 0.01, "{fixed}");
    }

    #[test]
    fn where_there_is_none_it_says_so() {
        let plan = testing::plan();
        assert!(matches!(at(&plan, "site.pue_ai"), BreakEven::Unmoved { .. }));
        let BreakEven::Nowhere { low, high } = at(&plan, "finance.discount_rate") else { panic!() };
        assert!(low.1 > 0.0 && high.1 > 0.0 && low.0 == 0.0 && high.0 == 1.0);
        assert_eq!(break_even(&plan, &"site.place".parse().unwrap()), None);
    }

    #[test]
    fn a_zero_between_the_last_step_and_the_first_wrong_value_is_found() {
        let field = "leases[a].it_mw".parse().unwrap();
        let base = Plan { leases: vec![testing::colocation("a")].into(), ..testing::plan() };
        let npv = |it_mw: f64, sga_usd_per_year: f64| {
            let mut plan = base.clone();
            plan.set(&field, Value::Number(it_mw)).unwrap();
            Arc::make_mut(&mut plan.finance).sga_usd_per_year = sga_usd_per_year;
            npv_in(&plan, Markets::of(&plan))
        };
        // Beyond what can be converted a lease is an error. SG&A takes just what 97 % of that brings.
        let most = base.site.convertible_mw / base.site.gross_per_it;
        let zero = 0.97 * most;
        let sga = 1e6 * npv(zero, 0.0) / (npv(zero, 0.0) - npv(zero, 1e6));
        let mut plan = base.clone();
        Arc::make_mut(&mut plan.finance).sga_usd_per_year = sga;
        // From 0.62 of the most, steps of 2 % doubled reach 0.62 + 0.62 x 0.32 = 0.82, then 1.02 of it.
        plan.set(&field, Value::Number(0.62 * most)).unwrap();
        let BreakEven::At(at) = break_even(&plan, &field).unwrap() else { panic!() };
        assert!((at / zero - 1.0).abs() < 1e-6, "{at} is not {zero}");
    }

    #[test]
    fn a_count_of_months_is_the_first_beyond_the_turn() {
        let mut plan = testing::plan();
        let batch = &mut Arc::make_mut(&mut plan.asics)[0];
        (batch.in_service, batch.price_usd) = (plan.start, 2_000.0);
        batch.resale_decline_per_year = 0.99;
        // 20 M USD at about 1.1 M a month: too short a life does not pay it back.
        let BreakEven::At(months) = at(&plan, "asics[s21].life_months") else { panic!() };
        let npv = |months: u32| {
            let mut plan = plan.clone();
            Arc::make_mut(&mut plan.asics)[0].life_months = months;
            npv_in(&plan, Markets::of(&plan))
        };
        assert!((npv(months as u32) < 0.0) != (npv(months as u32 + 1) < 0.0), "{months}");
    }
}
