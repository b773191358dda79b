//! Which MW of the site AI takes, month by month: read by the findings and by the engine alike.

use super::{GpuFleet, Lease, Plan};
use crate::format::Month;

/// Gross MW of the site that one lease or fleet takes, over months counted from the plan's start.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// MW gross at the meter.
    pub gross_mw: f64,
    /// First month in which mining has stopped on the MW; may be before the plan.
    pub from: i32,
    /// First month in service.
    pub serves: i32,
    /// The month after the last in which the MW are taken.
    pub until: i32,
}

impl Claim {
    /// MW taken in a month, whether in service or in conversion.
    pub fn taken_mw(&self, month: i32) -> f64 {
        if (self.from..self.until).contains(&month) { self.gross_mw } else { 0.0 }
    }

    /// MW in service in a month.
    pub fn serving_mw(&self, month: i32) -> f64 {
        if (self.serves..self.until).contains(&month) { self.gross_mw } else { 0.0 }
    }
}

/// The claim of a colocation lease: taken from conversion to the horizon, as space is let again; none for
/// reserved GPUs, whose fleet takes the MW.
pub fn of_lease(lease: &Lease, plan: &Plan) -> Option<Claim> {
    let terms = lease.colocation()?;
    let months_to = |month: Month| month.since(plan.start);
    Some(Claim {
        gross_mw: terms.it_mw * plan.site.gross_per_it,
        from: months_to(terms.hall_ready.min(lease.start)) - terms.offline_months as i32,
        serves: months_to(lease.start),
        until: plan.horizon_months as i32,
    })
}

/// The claim of a GPU fleet: taken from conversion to the end of its life.
pub fn of_fleet(fleet: &GpuFleet, plan: &Plan) -> Claim {
    let serves = fleet.in_service.since(plan.start);
    Claim {
        gross_mw: fleet.it_mw() * plan.site.gross_per_it,
        from: serves - fleet.offline_months as i32,
        serves,
        until: fleet.ends().since(plan.start).min(plan.horizon_months as i32),
    }
}

/// Claims of all fleets and leases of a plan.
pub fn claims(plan: &Plan) -> Vec<Claim> {
    let fleets = plan.gpus.iter().map(|fleet| of_fleet(fleet, plan));
    fleets.chain(plan.leases.iter().filter_map(|lease| of_lease(lease, plan))).collect()
}

/// The largest AI MW in service and its first month, over the plan.
pub fn peak_ai_mw(plan: &Plan) -> f64 {
    let claims = claims(plan);
    (0..plan.horizon_months as i32)
        .map(|month| claims.iter().map(|claim| claim.serving_mw(month)).sum())
        .fold(0.0, f64::max)
}

/// MW taken by AI in each month of the plan.
pub fn taken_mw(plan: &Plan) -> Vec<f64> {
    let claims = claims(plan);
    let months = 0..plan.horizon_months as i32;
    months.map(|month| claims.iter().map(|claim| claim.taken_mw(month)).sum()).collect()
}

/// MW that could still be turned over to AI in every month: under the grid's and the convertible MW alike.
pub fn room_mw(plan: &Plan) -> f64 {
    let most = |mw: Vec<f64>| mw.into_iter().fold(0.0, f64::max);
    let grid = plan.site.grid_mw - most(taken_mw(plan));
    let convertible = plan.site.convertible_mw - most(converted_mw(plan));
    grid.min(convertible).max(0.0)
}

/// MW ever converted up to each month, whether still in use or not.
pub fn converted_mw(plan: &Plan) -> Vec<f64> {
    let claims = claims(plan);
    let ever = |month: i32| {
        claims
            .iter()
            .filter(|claim| claim.from <= month && claim.until > claim.from.max(0))
            .map(|claim| claim.gross_mw)
            .sum()
    };
    (0..plan.horizon_months as i32).map(ever).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::plan::testing;

    #[test]
    fn a_lease_takes_its_gross_mw_from_conversion_to_the_horizon() {
        let plan = Plan { leases: Arc::new(vec![testing::colocation("a")]), ..testing::plan() };
        let taken = taken_mw(&plan);
        // Ready 2028-01 is month 12; mining stops six months before: 10 MW IT x 1.4.
        assert_eq!((taken[5], taken[6], taken[119]), (0.0, 14.0, 14.0));
        assert_eq!(peak_ai_mw(&plan), 14.0);
    }

    #[test]
    fn a_fleet_gives_its_mw_back_but_stays_converted() {
        let plan = Plan { gpus: Arc::new(vec![testing::fleet("a")]), ..testing::plan() };
        let (taken, converted) = (taken_mw(&plan), converted_mw(&plan));
        assert_eq!((taken[5], taken[6], taken[65], taken[66]), (0.0, 1.4, 1.4, 0.0));
        assert_eq!((converted[5], converted[119]), (0.0, 1.4));
    }
}
