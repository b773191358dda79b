//! What a lease's space earns over time, expected: signed, renewed, void, let again.

use crate::engine::inputs::Inputs;
use crate::plan::{DefaultLoss, Lease};

/// Expected shares of a lease in each month of the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Occupancy {
    /// Probability of a signed term running, the renewal included.
    pub signed: Vec<f64>,
    /// The same times ramp: what load it brings.
    pub signed_load: Vec<f64>,
    /// The same times ramp and escalator: rent over the first year's rate.
    pub signed_rent: Vec<f64>,
    /// Probability of standing empty after expiry or default.
    pub void: Vec<f64>,
    /// Probability of being let again at market rent.
    pub market: Vec<f64>,
    /// Rent recovered at default, over the first year's rate for a month.
    pub recovery: Vec<f64>,
}

/// Occupancy of a lease.
///
/// `p` x one renewal of the same length, rent stepping on, then market rent; `(1 - p)` x `void_months` of nothing,
/// then market rent. A tenant that leaves early signs no more months: `void_months` of nothing from there, then
/// market rent. Where the plan counts default: a hazard a month of `1 - (1 - d)^(1/12)` times
/// `gpu_index^-theta` while a signed term runs, the recovery at default, then void and market rent.
pub fn occupancy(inputs: &Inputs<'_>, lease: &Lease) -> Occupancy {
    let zeros = || vec![0.0; inputs.months];
    let mut all = Occupancy {
        signed: zeros(),
        signed_load: zeros(),
        signed_rent: zeros(),
        void: zeros(),
        market: zeros(),
        recovery: zeros(),
    };
    let p = lease.renewal_probability.clamp(0.0, 1.0);
    let term = lease.term_months as i32;
    let void = lease.void_months as i32;
    let leaves = lease.leaves().map_or(i32::MAX, |month| month.since(lease.start).max(0));
    let mut add = |weight: f64, signed_months: i32, void_after: i32| {
        let (signed_months, void_after) =
            if leaves < signed_months { (leaves, void) } else { (signed_months, void_after) };
        branch(inputs, lease, weight, signed_months, void_after, &mut all);
    };
    if p > 0.0 {
        add(p, 2 * term, 0);
    }
    if p < 1.0 {
        add(1.0 - p, term, void);
    }
    all
}

/// Adds one branch of the tree: signed for `signed_months`, then `void_after` empty months, then the market.
fn branch(
    inputs: &Inputs<'_>,
    lease: &Lease,
    weight: f64,
    signed_months: i32,
    void_after: i32,
    all: &mut Occupancy,
) {
    let finance = &inputs.plan.finance;
    let first = lease.start.since(inputs.plan.start);
    let monthly = 1.0 - (1.0 - lease.default_per_year).powf(1.0 / 12.0);
    let counted = finance.default_loss == DefaultLoss::Expected;
    let rent = |since: i32| {
        if (0..signed_months).contains(&since) {
            lease.ramp(since) * lease.escalation(since)
        } else {
            0.0
        }
    };
    let mut survived = weight;
    // Defaults of each month of the plan, and those whose void is over.
    let mut defaults = vec![0.0; inputs.months];
    let (mut defaulted, mut let_again) = (0.0, 0.0);
    for m in 0..inputs.months {
        let since = m as i32 - first;
        if since < 0 {
            continue;
        }
        if since < signed_months {
            if counted {
                let index = inputs.markets.gpu_index[m].max(1e-9);
                let hazard = (monthly * index.powf(-finance.default_theta)).clamp(0.0, 1.0);
                defaults[m] = survived * hazard;
                survived -= defaults[m];
                let year: f64 = (since..since + 12).map(rent).sum();
                all.recovery[m] += defaults[m] * lease.recovery_share * year;
            }
            all.signed[m] += survived;
            all.signed_load[m] += survived * lease.ramp(since);
            all.signed_rent[m] += survived * rent(since);
        } else if since < signed_months + void_after {
            all.void[m] += survived;
        } else {
            all.market[m] += survived;
        }
        defaulted += defaults[m];
        if let Some(over) = m.checked_sub(lease.void_months as usize) {
            let_again += defaults[over];
        }
        all.void[m] += defaulted - let_again;
        all.market[m] += let_again;
    }
}

/// Total contract value, USD: `kW rate sum over the term of ramp and escalator`, power out.
pub fn total_contract_usd(kw_it: f64, rate_usd_per_kw_month: f64, lease: &Lease) -> f64 {
    let months = 0..lease.term_months as i32;
    let steps: f64 = months.map(|since| lease.ramp(since) * lease.escalation(since)).sum();
    kw_it * rate_usd_per_kw_month * steps
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::format::Month;
    use crate::plan::{Departure, testing};

    fn of(lease: &Lease, loss: DefaultLoss) -> Occupancy {
        let mut plan = testing::plan();
        Arc::make_mut(&mut plan.finance).default_loss = loss;
        occupancy(&Inputs::from_plan(&plan), lease)
    }

    #[test]
    fn after_expiry_one_branch_renews_and_the_other_stands_void() {
        let lease = Lease {
            term_months: 24,
            renewal_probability: 0.7,
            void_months: 6,
            escalator_per_year: 0.10,
            ..testing::colocation("a")
        };
        let path = of(&lease, DefaultLoss::Left);
        // Start is month 12, expiry 36, the void ends with 41, the renewal with 59.
        assert_eq!((path.signed[35], path.void[35], path.market[35]), (1.0, 0.0, 0.0));
        assert!((path.signed[36] - 0.7).abs() < 1e-12 && (path.void[36] - 0.3).abs() < 1e-12);
        assert!((path.market[42] - 0.3).abs() < 1e-12 && path.void[42].abs() < 1e-12);
        assert!((path.signed_rent[36] - 0.7 * 1.21).abs() < 1e-12);
        assert!((path.market[60] - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_tenant_that_leaves_stands_void_and_is_not_renewed() {
        let early = |month| Lease {
            departure: Departure::Early { month },
            term_months: 24,
            renewal_probability: 0.7,
            void_months: 6,
            ..testing::colocation("a")
        };
        // Start is month 12; gone with month 24, let again from month 30.
        let path = of(&early(Month::new(2029, 1)), DefaultLoss::Left);
        assert_eq!([23, 24, 40].map(|m| path.signed[m]), [1.0, 0.0, 0.0]);
        assert_eq!([23, 24, 29, 30].map(|m| path.void[m].round()), [0.0, 1.0, 1.0, 0.0]);
        assert!((path.market[30] - 1.0).abs() < 1e-12 && path.market[29].abs() < 1e-12);
        // In the renewal only those go who renewed: 0.7 with month 48; the others' void is over by then.
        let path = of(&early(Month::new(2031, 1)), DefaultLoss::Left);
        assert!((path.signed[47] - 0.7).abs() < 1e-12 && path.signed[48].abs() < 1e-12);
        assert!((path.void[48] - 0.7).abs() < 1e-12 && (path.market[54] - 1.0).abs() < 1e-12);
        // A tenant that never comes.
        let path = of(&early(Month::new(2027, 6)), DefaultLoss::Left);
        assert_eq!((path.signed[12], path.void[11]), (0.0, 0.0));
        assert!((path.void[12] - 1.0).abs() < 1e-12);
    }

    #[test]
    fn expected_default_moves_rent_to_recovery_void_and_market() {
        let lease = Lease {
            default_per_year: 1.0 - 0.9_f64.powi(12),
            recovery_share: 0.5,
            void_months: 2,
            ..testing::colocation("a")
        };
        let path = of(&lease, DefaultLoss::Expected);
        // A tenth defaults in the first month and recovers half of twelve months' rent.
        assert!((path.signed[12] - 0.9).abs() < 1e-12);
        assert!((path.recovery[12] - 0.1 * 0.5 * 12.0).abs() < 1e-12);
        assert!((path.void[13] - (0.1 + 0.09)).abs() < 1e-12);
        assert!((path.market[14] - 0.1).abs() < 1e-12);
        let whole = path.signed[40] + path.void[40] + path.market[40];
        assert!((whole - 1.0).abs() < 1e-12);
    }

    #[test]
    fn total_contract_value_counts_ramp_and_escalator() {
        let lease = Lease {
            term_months: 24,
            ramp_months: 2,
            escalator_per_year: 0.03,
            ..testing::colocation("a")
        };
        // 1 kW at 100: 50 + 11 x 100 + 12 x 103.
        assert!((total_contract_usd(1.0, 100.0, &lease) - 2_386.0).abs() < 1e-9);
    }
}
