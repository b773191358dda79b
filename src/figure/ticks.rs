//! Round steps and the numbers written at them.

use crate::format;

/// The round step that cuts `span` into about `count` parts.
pub(crate) fn step(span: f64, count: usize) -> f64 {
    let raw = span.abs() / count.max(1) as f64;
    if !(raw.is_finite() && raw > 0.0) {
        return 1.0;
    }
    let decade = 10_f64.powf(raw.log10().floor());
    [1.0, 2.0, 2.5, 4.0, 5.0, 10.0]
        .into_iter()
        .map(|part| part * decade)
        .find(|step| *step >= raw * (1.0 - 1e-9))
        .unwrap_or(10.0 * decade)
}

/// The step for ticks within `range`: about `count` parts, rather one less or more if both ends then bear a tick.
pub(crate) fn step_within(range: (f64, f64), count: usize) -> f64 {
    let even = |end: f64, step: f64| ((end / step).round() - end / step).abs() < 1e-6;
    [count, count.saturating_sub(1), count + 1]
        .into_iter()
        .filter(|count| *count >= 2)
        .map(|count| step(range.1 - range.0, count))
        .find(|step| even(range.0, *step) && even(range.1, *step))
        .unwrap_or_else(|| step(range.1 - range.0, count))
}

/// Multiples of `step` within `range`.
pub(crate) fn between(range: (f64, f64), step: f64) -> impl Iterator<Item = f64> {
    let slack = 1e-6;
    let first = (range.0 / step - slack).ceil();
    let last = (range.1 / step + slack).floor();
    let count =
        if (last - first).is_finite() { (last - first + 1.0).clamp(0.0, 200.0) } else { 0.0 };
    (0..count as usize).map(move |i| {
        let at = (first + i as f64) * step;
        if at == 0.0 { 0.0 } else { at }
    })
}

/// Decimals that tell multiples of `step` apart.
pub(crate) fn decimals_of_step(step: f64) -> u8 {
    (0..6_u8)
        .find(|decimals| {
            let scaled = step * 10_f64.powi(i32::from(*decimals));
            (scaled - scaled.round()).abs() < 1e-6 * scaled.abs().max(1e-6)
        })
        .unwrap_or(6)
}

/// Decimals that give a value of this size three figures at most.
pub(crate) fn decimals_of_size(size: f64) -> u8 {
    match size.abs() {
        size if size >= 19.95 => 0,
        size if size >= 1.995 => 1,
        0.0 => 0,
        _ => 2,
    }
}

/// `value` with a true minus, groups of three, and a plus where `signed`.
pub(crate) fn number(value: f64, decimals: u8, signed: bool) -> String {
    if signed { format::signed(value, decimals) } else { format::number(value, decimals) }
}

/// `value` with the decimals asked for, or those of its size.
pub(crate) fn value(value: f64, decimals: Option<u8>, signed: bool) -> String {
    number(value, decimals.unwrap_or_else(|| decimals_of_size(value)), signed)
}

/// `number` before `unit`, with the narrow space that a percent sign takes.
pub(crate) fn with_unit(number: &str, unit: &str) -> String {
    match unit {
        "" => number.to_owned(),
        unit if unit.starts_with('%') => format!("{number}{}{unit}", format::NARROW_SPACE),
        unit => format!("{number} {unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round() {
        for (span, count, wanted) in
            [(154.0, 4, 40.0), (100.0, 4, 25.0), (100.0, 5, 20.0), (0.7, 4, 0.2), (6.0, 5, 2.0)]
        {
            assert!((step(span, count) - wanted).abs() < 1e-9, "{span} by {count}");
        }
        assert_eq!(step(f64::NAN, 4), 1.0);
        // Three parts of 100 would be steps of 40, which miss the top; two parts are steps of 50.
        assert_eq!(step_within((0.0, 100.0), 3), 50.0);
        assert_eq!(step_within((-240.0, 540.0), 8), 100.0);
        assert_eq!(between((-0.1, 0.25), 0.1).count(), 4);
        assert_eq!(
            (decimals_of_step(0.25), decimals_of_step(40.0), decimals_of_step(2.5)),
            (2, 0, 1)
        );
    }

    #[test]
    fn numbers_are_grouped_and_signed() {
        assert_eq!(number(-1_234_567.0, 0, false), "\u{2212}1,234,567");
        assert_eq!(number(0.25, 2, true), "+0.25");
        assert_eq!(number(-0.04, 1, true), "0.0");
        assert_eq!(number(999.6, 0, false), "1,000");
        assert_eq!(with_unit("27.4", "%"), "27.4\u{202F}%");
        assert_eq!(value(4.56, None, false), "4.6");
    }
}
