//! Curves the user pastes: straight lines between months, the nearest value beyond the ends.

use crate::format::Month;
use crate::plan::CurvePoint;

/// Value of a curve in a month; none where it has no points.
///
/// Gaps are filled by straight line; beyond its ends the nearest value stands.
pub fn at(curve: &[CurvePoint], month: Month) -> Option<f64> {
    let (first, last) = (curve.first()?, curve.last()?);
    if month <= first.month {
        return Some(first.value);
    }
    if month >= last.month {
        return Some(last.value);
    }
    let after = curve.partition_point(|point| point.month <= month);
    let (from, to) = (curve[after - 1], curve[after]);
    let share = f64::from(month.since(from.month)) / f64::from(to.month.since(from.month));
    Some(from.value + (to.value - from.value) * share)
}
