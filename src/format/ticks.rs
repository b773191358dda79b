//! Round values along an axis.

use super::number::number;

/// The round steps within a power of ten.
const STEPS: [f64; 5] = [1.0, 2.0, 2.5, 5.0, 10.0];

/// The round values from `min` to `max`, at most `count` + 1 of them.
///
/// The step is 1, 2, 2.5 or 5 times a power of ten.
/// A range of one value gives that value, a range that is not finite gives none.
pub fn ticks(min: f64, max: f64, count: usize) -> Vec<f64> {
    if !(max - min).is_finite() {
        return Vec::new();
    }
    if min == max {
        return vec![min];
    }
    let (min, max) = (min.min(max), min.max(max));
    let (mantissa, exponent) = step(min, max, count);
    let size = scaled(mantissa, exponent);
    let first = (min / size - 1e-9).ceil();
    let last = (max / size + 1e-9).floor();
    (0..=count)
        .map(|place| first + place as f64)
        .take_while(|tick| *tick <= last)
        .map(|tick| scaled(tick * mantissa, exponent))
        .collect()
}

/// The step of [`ticks`] over the same range.
pub fn tick_step(min: f64, max: f64, count: usize) -> f64 {
    if min == max || !(max - min).is_finite() {
        return 1.0;
    }
    let (mantissa, exponent) = step(min.min(max), min.max(max), count);
    scaled(mantissa, exponent)
}

/// Writes a tick with the decimals its step needs: `2.5` stands beside `5.0`.
pub fn tick_label(value: f64, step: f64) -> String {
    let whole = |decimals: u8| {
        let scaled = step.abs() * 10_f64.powi(i32::from(decimals));
        (scaled - scaled.round()).abs() < 1e-6 && scaled >= 0.5
    };
    number(value, (0..=9).find(|decimals| whole(*decimals)).unwrap_or(0))
}

/// The smallest round step that makes no more than `count` intervals, as mantissa and power of ten.
fn step(min: f64, max: f64, count: usize) -> (f64, i32) {
    let least = (max - min) / count.max(1) as f64;
    let exponent = least.log10().floor() as i32;
    let needed = scaled(least, -exponent) * (1.0 - 1e-9);
    (STEPS.into_iter().find(|step| *step >= needed).unwrap_or(10.0), exponent)
}

/// `mantissa` times a power of ten; divides by the negative ones, so that 3 tenths are 0.3.
fn scaled(mantissa: f64, exponent: i32) -> f64 {
    if exponent < 0 { mantissa / 10_f64.powi(-exponent) } else { mantissa * 10_f64.powi(exponent) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ticks_are_round_and_inside() {
        assert_eq!(ticks(0.0, 100.0, 4), [0.0, 25.0, 50.0, 75.0, 100.0]);
        assert_eq!(
            ticks(-230.0, 520.0, 8),
            [-200.0, -100.0, 0.0, 100.0, 200.0, 300.0, 400.0, 500.0]
        );
        assert_eq!(ticks(0.0, 0.5, 5), [0.0, 0.1, 0.2, 0.3, 0.4, 0.5]);
        assert_eq!(ticks(0.0, 160.0, 4), [0.0, 50.0, 100.0, 150.0]);
        assert_eq!(ticks(3.0, 3.0, 5), [3.0]);
        assert_eq!(ticks(10.0, 0.0, 2), [0.0, 5.0, 10.0]);
        assert!(ticks(0.0, f64::NAN, 5).is_empty());
        assert_eq!(tick_step(0.0, 100.0, 4), 25.0);
    }

    #[test]
    fn labels_have_the_decimals_of_their_step() {
        assert_eq!(tick_label(5.0, 2.5), "5.0");
        assert_eq!(tick_label(-100.0, 100.0), "−100");
        assert_eq!(tick_label(0.3, 0.1), "0.3");
        assert_eq!(tick_label(0.05, 0.025), "0.050");
        assert_eq!(tick_label(2000.0, 500.0), "2,000");
    }

    proptest! {
        #[test]
        fn ticks_ascend_within_the_range(min in -1e9..1e9_f64, span in 1e-6..1e9_f64, count in 2_usize..12) {
            let max = min + span;
            let found = ticks(min, max, count);
            prop_assert!(found.len() <= count + 1);
            prop_assert!(found.windows(2).all(|pair| pair[0] < pair[1]));
            let slack = tick_step(min, max, count) * 1e-6 + min.abs() * 1e-12;
            prop_assert!(found.iter().all(|tick| *tick >= min - slack && *tick <= max + slack));
        }
    }
}
