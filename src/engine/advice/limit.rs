//! What holds the best plan back, and what one more MW of it is worth.

use super::{Point, Search};
use crate::plan::{FieldRef, Owner, Plan, Value, capacity};

/// A limit of the search.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    /// The field that sets it.
    pub field: FieldRef,
    /// Name of the option it belongs to; empty for the site's.
    pub option: String,
    /// MW used by the best plan.
    pub used_mw: f64,
    /// MW there are.
    pub of_mw: f64,
    /// What one more MW is worth: the best with the limit raised by one, less the best, USD.
    pub one_more_usd: f64,
    /// Whether it is used up and raising it adds value.
    pub binds: bool,
}

/// All limits with what the best plan uses of them, the dearest first; none if cancelled.
pub fn all(plan: &Plan, search: &Search<'_>, best: &Point) -> Option<Vec<Limit>> {
    let committed = &search.committed;
    let most = |mw: Vec<f64>| mw.into_iter().fold(0.0, f64::max);
    let mut limits = vec![
        (
            FieldRef::new(Owner::Site, "convertible_mw"),
            String::new(),
            most(capacity::converted_mw(committed)) + best.extra_mw,
            plan.site.convertible_mw,
        ),
        (
            FieldRef::new(Owner::Site, "grid_mw"),
            String::new(),
            most(capacity::taken_mw(committed)) + best.extra_mw,
            plan.site.grid_mw,
        ),
    ];
    for (index, option) in plan.options.iter().enumerate() {
        let (built, in_a_year) = search.schedule.of_option(index, best.extra_mw);
        let owner = || Owner::Option(option.id.clone());
        let field = FieldRef::new(owner(), "max_mw");
        limits.push((field, option.name.clone(), built, option.max_mw));
        let field = FieldRef::new(owner(), "max_mw_per_year");
        limits.push((field, option.name.clone(), in_a_year, option.max_mw_per_year));
    }
    let mut priced = Vec::with_capacity(limits.len());
    for (field, option, used_mw, of_mw) in limits {
        if search.control.is_cancelled() {
            return None;
        }
        let used_up = used_mw >= of_mw - 1e-6;
        let one_more_usd = if used_up { one_more(search, best, &field, of_mw) } else { 0.0 };
        let binds = used_up && one_more_usd > 0.005;
        priced.push(Limit { field, option, used_mw, of_mw, one_more_usd, binds });
    }
    priced.sort_by(|a, b| b.one_more_usd.total_cmp(&a.one_more_usd));
    Some(priced)
}

/// What the best plan gains when a limit is one MW higher, solved again.
fn one_more(search: &Search<'_>, best: &Point, field: &FieldRef, of_mw: f64) -> f64 {
    let mut committed = search.committed.clone();
    if committed.set(field, Value::Number(of_mw + 1.0)).is_none() {
        return 0.0;
    }
    let raised = search.under(committed);
    let most = raised.reachable_extra_mw();
    let candidates = [best.extra_mw, (best.extra_mw + 1.0).min(most)];
    let reached = candidates.iter().map(|mw| raised.point(*mw).0.npv_usd);
    (reached.fold(f64::NEG_INFINITY, f64::max) - best.npv_usd).max(0.0)
}
