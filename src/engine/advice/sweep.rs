//! The value of each number of AI MW.

use std::sync::Arc;

use super::Search;
use crate::plan::Plan;

/// The best schedule at one number of AI MW.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// AI MW gross at the meter, the most in any month.
    pub ai_mw: f64,
    /// Of these, MW beyond the committed.
    pub extra_mw: f64,
    /// Net present value, USD.
    pub npv_usd: f64,
    /// The same over mining only, USD.
    pub gain_usd: f64,
}

/// Most points of a curve.
const MOST_POINTS: f64 = 48.0;

/// Points from the committed MW to the reachable; none if cancelled.
pub fn curve(search: &Search<'_>) -> Option<Vec<Point>> {
    points(search, 0.0, search.reachable_extra_mw(), MOST_POINTS)
}

/// Whole steps of at least 1 MW from one number of MW to another, both ends included.
fn points(search: &Search<'_>, from_mw: f64, to_mw: f64, most: f64) -> Option<Vec<Point>> {
    let step = ((to_mw - from_mw) / most).ceil().max(1.0);
    let mut at = from_mw;
    let mut points = Vec::new();
    loop {
        if search.control.is_cancelled() {
            return None;
        }
        points.push(search.point(at).0);
        if at >= to_mw - 1e-9 {
            return Some(points);
        }
        at = if at + step > to_mw - 1e-6 { to_mw } else { at + step };
    }
}

/// The best point of a curve, to the MW; ties go to the fewer.
pub fn best(search: &Search<'_>, curve: &[Point]) -> Option<Point> {
    let better = |best: Point, point: Point| {
        if point.npv_usd > best.npv_usd + 0.005 { point } else { best }
    };
    let best = curve.iter().copied().reduce(better)?;
    let at = curve.iter().position(|point| *point == best)?;
    let from = curve[at.saturating_sub(1)].extra_mw;
    let to = curve[(at + 1).min(curve.len() - 1)].extra_mw;
    if to - from <= 2.0 {
        return Some(best);
    }
    let fine = points(search, from, to, f64::INFINITY)?;
    fine.into_iter().reduce(better).map(|fine| better(best, fine))
}

/// Points beyond the best with the limits on MW lifted, all but the grid's; none if cancelled.
///
/// What can be built in a year stays as it is, so that the curve goes on where the best stands.
pub fn lifted(plan: &Plan, search: &Search<'_>, best: &Point) -> Option<Vec<Point>> {
    let grid_mw = plan.site.grid_mw;
    let mut committed = search.committed.clone();
    Arc::make_mut(&mut committed.site).convertible_mw = grid_mw;
    for option in Arc::make_mut(&mut committed.options) {
        option.max_mw = grid_mw;
    }
    let lifted = search.under(committed);
    let to = lifted.reachable_extra_mw();
    if to <= search.reachable_extra_mw() + 0.5 {
        return Some(Vec::new());
    }
    points(&lifted, best.extra_mw, to, 12.0)
}

/// A few points from the committed MW to the reachable; none if cancelled.
pub fn coarse(search: &Search<'_>) -> Option<Vec<Point>> {
    points(search, 0.0, search.reachable_extra_mw(), 8.0)
}
