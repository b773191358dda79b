//! Internal rates of return: all of them.

/// Internal rate of return of a cash flow.
#[derive(Clone, Debug, PartialEq)]
pub struct Irr {
    /// The effective annual rate nearest 0 at which worth turns from gain to loss as the rate rises.
    ///
    /// None where there is no such rate. At one where it turns the other way the flow is that of a loan taken, money
    /// first and payment later: its rate says nothing of what was paid in.
    pub annual: Option<f64>,
    /// All effective annual rates that make the flow worth nothing, in order; more than one is a warning to the reader.
    pub roots: Vec<f64>,
}

/// Bounds of the rate a period: -99.99 % and 1e6 %.
const LOWEST: f64 = -0.9999;
const HIGHEST: f64 = 1e4;
/// Steps of the search grid over `ln(1 + rate)` where the flow changes sign more than once.
const STEPS: usize = 2_000;

impl Irr {
    /// Rates of monthly flows, as effective annual rates `(1 + monthly)^12 - 1` up to a million percent a year.
    pub fn of_monthly(flows: &[f64]) -> Self {
        let annual = |root: f64| (12.0 * root.ln_1p()).exp_m1();
        let mut roots = period_roots(flows);
        // Beyond a million percent a year a root says nothing of the project: a few dollars came first.
        roots.retain(|root| annual(*root) <= HIGHEST);
        let near = |root: &f64| root.ln_1p().abs();
        let earned = roots.iter().copied().filter(|root| falls(flows, *root));
        let nearest = earned.min_by(|a, b| near(a).total_cmp(&near(b)));
        Self { annual: nearest.map(annual), roots: roots.into_iter().map(annual).collect() }
    }
}

/// Whether worth falls as the rate rises past a root: `sum t flow_t (1 + rate)^-t` is above 0 there.
fn falls(flows: &[f64], root: f64) -> bool {
    let scale = flows.iter().fold(0.0_f64, |scale, flow| scale.max(flow.abs()));
    let weighed: Vec<f64> =
        flows.iter().enumerate().map(|(t, flow)| t as f64 * (flow / scale)).collect();
    worth(&weighed, root.ln_1p()) > 0.0
}

/// All rates a period, between -99.99 % and 1e6 %, at which `sum flow_t (1 + rate)^-t` is zero.
///
/// One change of sign (Descartes) has one root and is bisected at once; more are bracketed on a grid over
/// `ln(1 + rate)`, where a step over which the worth turns back towards zero is searched for the two roots it may
/// hide. Sums are scaled so that 360 periods neither over- nor underflow.
pub fn period_roots(flows: &[f64]) -> Vec<f64> {
    let scale = flows.iter().fold(0.0_f64, |scale, flow| scale.max(flow.abs()));
    if scale <= 0.0 || flows.iter().any(|flow| !flow.is_finite()) {
        return Vec::new();
    }
    let flows: Vec<f64> = flows.iter().map(|flow| told(flow / scale)).collect();
    let flows = trimmed(&flows);
    let signs: Vec<bool> =
        flows.iter().filter(|flow| **flow != 0.0).map(|flow| *flow > 0.0).collect();
    let changes = signs.windows(2).filter(|pair| pair[0] != pair[1]).count();
    if changes == 0 {
        return Vec::new();
    }
    let (low, high) = ((1.0 + LOWEST).ln(), (1.0 + HIGHEST).ln());
    let steps = if changes == 1 { 1 } else { STEPS };
    let at = |step: usize| low + (high - low) * step as f64 / steps as f64;
    let grid = points(flows, &(0..=steps).map(at).collect::<Vec<f64>>());
    let mut points = Vec::with_capacity(grid.len());
    for (step, here) in grid.iter().enumerate() {
        points.push(*here);
        let (before, after) = (step.checked_sub(1).map(|before| grid[before]), grid.get(step + 1));
        if let (Some(before), Some(after)) = (before, after)
            && nearest_zero(before, *here, *after)
            && let Some(beyond) = beyond_zero(flows, before, *after)
        {
            points.push(beyond);
        }
    }
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut roots = Vec::new();
    for pair in points.windows(2) {
        let (left, right) = (pair[0], pair[1]);
        if left.1 == 0.0 {
            roots.push(left.0);
        } else if right.1 != 0.0 && (left.1 < 0.0) != (right.1 < 0.0) {
            roots.push(bisect(flows, left, right));
        }
    }
    roots.into_iter().map(f64::exp_m1).collect()
}

/// `ln(1 + rate)` and the worth there.
type Point = (f64, f64);

fn point(flows: &[f64], log_rate: f64) -> Point {
    (log_rate, worth(flows, log_rate))
}

/// Whether the middle one of three points of one sign is nearest to zero.
fn nearest_zero(before: Point, here: Point, after: Point) -> bool {
    let sign = here.1.signum();
    here.1 != 0.0 && before.1 * sign > here.1 * sign && after.1 * sign >= here.1 * sign
}

/// A point between two of one sign at which the worth has the other, found by golden section; none where it turns
/// back before zero.
fn beyond_zero(flows: &[f64], left: Point, right: Point) -> Option<Point> {
    const GOLDEN: f64 = 0.618_033_988_749_894_9;
    let sign = left.1.signum();
    let (mut low, mut high) = (left.0, right.0);
    for _ in 0..80 {
        let reach = GOLDEN * (high - low);
        let (a, b) = (point(flows, high - reach), point(flows, low + reach));
        if let Some(found) = [a, b].into_iter().find(|of| of.1 * sign < 0.0) {
            return Some(found);
        }
        if a.1 * sign < b.1 * sign {
            high = b.0;
        } else {
            low = a.0;
        }
    }
    None
}

/// A flow as a share of the largest; one that is lost in the largest's last digit is none.
fn told(share: f64) -> f64 {
    if share.abs() > 1e-15 { share } else { 0.0 }
}

/// The flows without nothing at their ends: roots stay where they are.
fn trimmed(flows: &[f64]) -> &[f64] {
    let first = flows.iter().position(|flow| *flow != 0.0).unwrap_or(0);
    let last = flows.iter().rposition(|flow| *flow != 0.0).map_or(0, |last| last + 1);
    &flows[first..last.max(first)]
}

/// Rates worked out side by side: their sums do not wait for one another.
const LANES: usize = 8;
/// Flows discounted by more than `exp(-92)`, 1e-40 of the first, no longer tell in the sum.
const FARTHEST: f64 = 92.0;

/// The worth at many `ln(1 + rate)` in rising order.
fn points(flows: &[f64], log_rates: &[f64]) -> Vec<Point> {
    let (below, above) = log_rates.split_at(log_rates.partition_point(|rate| *rate < 0.0));
    let reversed: Vec<f64> = flows.iter().rev().copied().collect();
    let sides = [(&reversed[..], below), (flows, above)];
    let worths = sides.into_iter().flat_map(|(flows, rates)| {
        rates.chunks(LANES).flat_map(|rates| worths(flows, rates).into_iter().zip(rates))
    });
    worths.map(|(worth, rate)| (*rate, worth)).collect()
}

/// The worth at up to eight rates of one sign, the flow nearest to full weight first.
fn worths(flows: &[f64], log_rates: &[f64]) -> [f64; LANES] {
    let mut factors = [0.0; LANES];
    let mut nearest = f64::INFINITY;
    for (factor, rate) in factors.iter_mut().zip(log_rates) {
        *factor = (-rate.abs()).exp();
        nearest = nearest.min(rate.abs());
    }
    let told = ((FARTHEST / nearest).min(flows.len() as f64) as usize + 1).min(flows.len());
    let mut sums = [0.0; LANES];
    for flow in flows[..told].iter().rev() {
        for (sum, factor) in sums.iter_mut().zip(factors) {
            *sum = *sum * factor + flow;
        }
    }
    sums
}

/// Sign-true worth of the flows at `ln(1 + rate)`: the sum, scaled by the largest discount factor.
fn worth(flows: &[f64], log_rate: f64) -> f64 {
    let factor = (-log_rate.abs()).exp();
    if log_rate >= 0.0 {
        flows.iter().rev().fold(0.0, |sum, flow| sum * factor + flow)
    } else {
        flows.iter().fold(0.0, |sum, flow| sum * factor + flow)
    }
}

/// The root between two points of different sign, to the last bit that matters.
fn bisect(flows: &[f64], mut left: (f64, f64), mut right: (f64, f64)) -> f64 {
    for _ in 0..200 {
        let middle = f64::midpoint(left.0, right.0);
        if middle <= left.0 || middle >= right.0 {
            break;
        }
        let value = worth(flows, middle);
        if value == 0.0 {
            return middle;
        }
        if (value < 0.0) == (left.1 < 0.0) {
            left = (middle, value);
        } else {
            right = (middle, value);
        }
    }
    f64::midpoint(left.0, right.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(flows: &[f64], expect: &[f64]) {
        let roots = period_roots(flows);
        assert_eq!(roots.len(), expect.len(), "{roots:?}");
        for (root, expect) in roots.iter().zip(expect) {
            assert!((root - expect).abs() < 1e-9, "{root} is not {expect}");
        }
    }

    #[test]
    fn roots_meet_the_check_values_of_the_model_page() {
        check(&[-100.0, 10.0, 10.0, 100.0], &[0.068_860_179_124_84]);
        check(&[-200.0, 0.0, 10.0, -10.0, 300.0], &[0.107_781_412_416_9]);
        check(&[-123.0, 12.0, 15.0, 50.0, 200.0], &[0.260_952_337_008_5]);
        let mut lost = vec![-10_000.0];
        lost.extend([327.246_25; 16]);
        check(&lost, &[-0.067_654_113]);
    }

    #[test]
    fn two_roots_are_both_found() {
        let flows = [-1_678.87, 771.96, 1_814.05, 3_520.30, 3_552.95, 3_584.99, 4_789.91, -1.0];
        check(&flows, &[-0.999_791_260, 1.004_269_849]);
    }

    #[test]
    fn two_roots_nearer_than_a_step_are_both_found() {
        // (x - 1.005)(x - 1.009): monthly 0.5 and 0.9 %, 6.2 and 11.4 % a year.
        check(&[1.0, -2.014, 1.014_045], &[0.005, 0.009]);
        check(&[-1.0, 2.014, -1.014_045], &[0.005, 0.009]);
        // Beside a third: (x - 1.005)(x - 1.009)(x - 1.5).
        check(&[1.0, -3.514, 4.035_045, -1.521_067_5], &[0.005, 0.009, 0.5]);
        // (x - 1.01)^2 + 0.0001 has none.
        check(&[1.0, -2.02, 1.0202], &[]);
    }

    #[test]
    fn flows_of_one_sign_or_none_have_no_rate() {
        for flows in
            [&[][..], &[0.0; 12], &[10.0, 10.0], &[-10.0, -10.0], &[-5.0], &[f64::NAN, 1.0]]
        {
            check(flows, &[]);
            assert_eq!(Irr::of_monthly(flows), Irr { annual: None, roots: Vec::new() });
        }
        check(&[f64::NEG_INFINITY, 1.0], &[]);
    }

    /// 1 paid, then `payment` in each of `months`, all times `scale`.
    fn level(months: usize, payment: f64, scale: f64) -> Vec<f64> {
        let mut flows = vec![-scale];
        flows.extend(std::iter::repeat_n(payment * scale, months));
        flows
    }

    #[test]
    fn a_level_flow_of_360_months_has_its_rate_whatever_the_amounts() {
        // A payment a month of r / (1 - (1 + r)^-360) repays 1 at r a month; at r below 0 it gives less than 1 back.
        for rate in [-0.05, -0.002, 0.0001, 0.005, 0.03, 0.5, 5.0] {
            let payment = rate / -f64::exp_m1(-360.0 * f64::ln_1p(rate));
            for scale in [1e-300, 1e-9, 0.01, 1.0, 1e9, 1e15, 1e300] {
                let roots = period_roots(&level(360, payment, scale));
                assert_eq!(roots.len(), 1, "{rate} at {scale}: {roots:?}");
                assert!((roots[0] - rate).abs() < 1e-9, "{rate} at {scale}: {roots:?}");
            }
        }
        // Nothing gained in 360 months: 0 exactly.
        check(&level(360, 1.0 / 360.0, 1e6), &[0.0]);
    }

    #[test]
    fn a_negative_rate_a_late_one_and_amounts_far_apart_are_found() {
        // Half of it comes back after 360 months: 0.5^(1/360) - 1 a month, 0.5^(12/360) - 1 = -2.284 % a year.
        let mut half = vec![0.0; 361];
        (half[0], half[360]) = (-1e9, 5e8);
        check(&half, &[0.5_f64.powf(1.0 / 360.0) - 1.0]);
        let annual = Irr::of_monthly(&half).annual.unwrap();
        assert!((annual + 0.022_840_031).abs() < 1e-8, "{annual}");
        // A cent paid and a thousand million back after 240 months: 1e11^(1/240) - 1 a month.
        let mut far = vec![0.0; 241];
        (far[0], far[240]) = (-0.01, 1e9);
        check(&far, &[1e11_f64.powf(1.0 / 240.0) - 1.0]);
        // What is lost in the last digit of the largest flow does not make a root of its own.
        check(&[1e-9, 0.0, -1e9, 1.1e9], &[0.1]);
        check(&[-1e9, 1.1e9, 0.0, -1e-9], &[0.1]);
    }

    #[test]
    fn several_rates_of_many_months_are_all_found_and_the_nearest_to_nothing_is_named() {
        // -(x - 1.01)(x - 1.02)(x - 0.99) with months of nothing after it: 0.99^12, 1.01^12 and 1.02^12 - 1 a year.
        let mut flows = vec![0.0; 360];
        (flows[0], flows[1], flows[2], flows[3]) = (-1.0, 3.02, -3.039_9, 1.019_898);
        check(&flows, &[-0.01, 0.01, 0.02]);
        let irr = Irr::of_monthly(&flows);
        assert_eq!(irr.roots.len(), 3);
        // Below 0.99 the worth is a gain, between 0.99 and 1.01 a loss, then a gain again and beyond 1.02 a loss: of the
        // two rates at which it turns to a loss 0.99 is nearer to 1.
        let nearest = 0.99_f64.powi(12) - 1.0;
        assert!((irr.annual.unwrap() - nearest).abs() < 1e-8, "{irr:?}");
    }

    #[test]
    fn the_rate_named_is_one_that_is_earned_not_one_that_is_owed() {
        // The check values' project, which pays 1 at its end: -99.98 % a period is nearer to 0 than 100.4 %, and is not
        // earned.
        let flows = [-1_678.87, 771.96, 1_814.05, 3_520.30, 3_552.95, 3_584.99, 4_789.91, -1.0];
        let irr = Irr::of_monthly(&flows);
        assert_eq!(irr.roots.len(), 2);
        assert!((irr.annual.unwrap() / (2.004_269_849_f64.powi(12) - 1.0) - 1.0).abs() < 1e-6);
        // Mining that is paid for, and a tax at the end: money comes before it goes.
        let mut flows = vec![1.0; 24];
        flows.push(-30.0);
        let irr = Irr::of_monthly(&flows);
        assert_eq!((irr.annual, irr.roots.len()), (None, 1), "{irr:?}");
    }
}
