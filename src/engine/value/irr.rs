//! Internal rates of return: all of them.

/// Internal rate of return of a cash flow.
#[derive(Clone, Debug, PartialEq)]
pub struct Irr {
    /// The effective annual rate nearest 0; none where no rate makes the flow worth nothing.
    pub annual: Option<f64>,
    /// All effective annual rates, in order. More than one is a warning to the reader.
    pub roots: Vec<f64>,
}

/// Bounds of the rate a period: -99.99 % and 1e6 %.
const LOWEST: f64 = -0.9999;
const HIGHEST: f64 = 1e4;
/// Steps of the search grid over `ln(1 + rate)` where the flow changes sign more than once.
const STEPS: usize = 2_000;

impl Irr {
    /// Rates of monthly flows, as effective annual rates `(1 + monthly)^12 - 1`.
    pub fn of_monthly(flows: &[f64]) -> Self {
        let mut roots: Vec<f64> =
            period_roots(flows).into_iter().map(|root| (12.0 * root.ln_1p()).exp_m1()).collect();
        roots.retain(|root| root.is_finite());
        let annual = roots.iter().copied().min_by(|a, b| a.abs().total_cmp(&b.abs()));
        Self { annual, roots }
    }
}

/// All rates a period, between -99.99 % and 1e6 %, at which `sum flow_t (1 + rate)^-t` is zero.
///
/// One change of sign (Descartes) has one root and is bisected at once; more are bracketed on a grid over
/// `ln(1 + rate)`. Sums are scaled so that 360 periods neither over- nor underflow.
pub fn period_roots(flows: &[f64]) -> Vec<f64> {
    let scale = flows.iter().fold(0.0_f64, |scale, flow| scale.max(flow.abs()));
    if scale <= 0.0 || !scale.is_finite() {
        return Vec::new();
    }
    let flows: Vec<f64> = flows.iter().map(|flow| flow / scale).collect();
    let signs: Vec<bool> =
        flows.iter().filter(|flow| flow.abs() > 1e-15).map(|flow| *flow > 0.0).collect();
    let changes = signs.windows(2).filter(|pair| pair[0] != pair[1]).count();
    if changes == 0 {
        return Vec::new();
    }
    let (low, high) = ((1.0 + LOWEST).ln(), (1.0 + HIGHEST).ln());
    let steps = if changes == 1 { 1 } else { STEPS };
    let at = |step: usize| low + (high - low) * step as f64 / steps as f64;
    let mut roots = Vec::new();
    let mut left = (at(0), worth(&flows, at(0)));
    for step in 1..=steps {
        let right = (at(step), worth(&flows, at(step)));
        if left.1 == 0.0 {
            roots.push(left.0);
        } else if right.1 != 0.0 && (left.1 < 0.0) != (right.1 < 0.0) {
            roots.push(bisect(&flows, left, right));
        }
        left = right;
    }
    roots.into_iter().map(f64::exp_m1).collect()
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
    fn flows_of_one_sign_have_none_and_long_or_huge_ones_are_finite() {
        check(&[10.0, 10.0], &[]);
        check(&[], &[]);
        check(&[0.0; 12], &[]);
        let mut long = vec![-1e12];
        long.extend([1e10; 359]);
        let irr = Irr::of_monthly(&long);
        assert!(irr.annual.is_some_and(|rate| (0.12..0.13).contains(&rate)), "{irr:?}");
    }
}
