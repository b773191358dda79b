//! Values of fields as texts: how they are shown, what typing starts from, and how a text is read back.

pub use crate::plan::written::{choice, figure, shown, with_unit};

use crate::plan::fields::Kind;
use crate::plan::written::curve_point;
use crate::plan::{FieldInfo, Refused, Value, read_value};

/// The text that typing a value starts from.
pub fn typed(info: &FieldInfo, value: &Value) -> String {
    match value {
        Value::Curve(points) => {
            let points: Vec<_> = points.iter().map(|point| curve_point(info.unit, point)).collect();
            points.join("; ")
        }
        // Thousands are not parted: a comma would have two readings.
        Value::Number(_) | Value::Count(_) => shown(info, value).replace(',', ""),
        other => shown(info, other),
    }
}

/// Reads a text as a value of the field, and how it was understood.
///
/// # Errors
/// In words, where the text is not such a value, or has two readings.
pub fn read(info: &FieldInfo, text: &str) -> Result<(Value, String), Refused> {
    read_value(info, text)
}

/// The value some steps on from `from`, within the field's bounds; the size of a step follows the value's.
pub fn stepped(info: &FieldInfo, from: &Value, steps: i32) -> Option<Value> {
    match (from, info.kind) {
        (Value::Number(value), Kind::Number { min, max }) => {
            let factor = info.unit.shown_factor();
            let step = step(value * factor);
            let next = ((value * factor / step).round() + f64::from(steps)) * step / factor;
            Some(Value::Number(next.clamp(min, max.max(min))))
        }
        (Value::Count(count), Kind::Count { min, max }) => {
            let next = i64::from(*count) + i64::from(steps);
            let next = next.clamp(i64::from(min), i64::from(max.max(min)));
            u32::try_from(next).ok().map(Value::Count)
        }
        (Value::Month(month), Kind::Month) => Some(Value::Month(month.plus(steps))),
        _ => None,
    }
}

/// The step of a shown figure: one in twenty to one in two hundred of it.
fn step(shown: f64) -> f64 {
    if shown == 0.0 {
        return 1.0;
    }
    10_f64.powf((shown.abs() / 2.0).log10().floor() - 1.0).max(1e-6)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Month;
    use crate::plan::Unit;

    fn info(kind: Kind, unit: Unit) -> FieldInfo {
        FieldInfo { key: "test", label: "test", unit, kind, default: None, source: "" }
    }

    #[test]
    fn figures_show_the_decimals_they_have() {
        for (value, written) in [
            (121.0, "121"),
            (5.6, "5.6"),
            (0.1 + 0.2, "0.3"),
            (1250.25, "1,250.25"),
            (1.0 / 3.0, "0.333333"),
        ] {
            assert_eq!(figure(value), written);
        }
    }

    #[test]
    fn shares_are_typed_and_shown_in_percent() {
        let share = info(Kind::Number { min: 0.0, max: 1.0 }, Unit::Share);
        assert_eq!(shown(&share, &Value::Number(0.274)), "27.4");
        assert_eq!(with_unit(&share, &Value::Number(0.274)), "27.4\u{202f}%");
        let Ok((Value::Number(value), _)) = read(&share, "27.4 %") else { panic!("not read") };
        assert!((value - 0.274).abs() < 1e-12);
        assert_eq!(read(&share, "50/2").map(|(_, said)| said), Ok("= 25\u{202f}%".to_owned()));
        let Err(refused) = read(&share, "1,25") else { panic!("1,25 was read") };
        assert_eq!(refused.choices, ["1.25", "125"]);
    }

    #[test]
    fn whole_numbers_stay_whole() {
        let count = info(Kind::Count { min: 1, max: 360 }, Unit::Months);
        assert_eq!(read(&count, "10*12").map(|(value, _)| value), Ok(Value::Count(120)));
        assert!(read(&count, "1.5").is_err() && read(&count, "-1").is_err());
        assert_eq!(stepped(&count, &Value::Count(1), -5), Some(Value::Count(1)));
    }

    #[test]
    fn steps_follow_the_size_of_the_value() {
        let price = info(Kind::Number { min: 0.0, max: 1_000.0 }, Unit::UsdPerMwh);
        for (from, to) in [(42.0, 43.0), (5.2, 5.3), (121.0, 122.0), (250.0, 260.0), (0.0, 1.0)] {
            let Some(Value::Number(next)) = stepped(&price, &Value::Number(from), 1) else {
                panic!("no step from {from}")
            };
            assert!((next - to).abs() < 1e-9, "{from}: {next}");
        }
        assert_eq!(typed(&price, &Value::Number(-1250.5)), "−1250.5");
        let month = info(Kind::Month, Unit::Month);
        let next = stepped(&month, &Value::Month(Month::new(2027, 12)), 1);
        assert_eq!(next, Some(Value::Month(Month::new(2028, 1))));
    }

    #[test]
    fn a_curve_is_typed_as_months_and_values() {
        let curve = info(Kind::Curve, Unit::UsdPerPhDay);
        let Ok((value, _)) = read(&curve, "2028-01 45; 2027-01 50") else { panic!("not read") };
        assert_eq!(typed(&curve, &value), "2027-01 50; 2028-01 45");
        assert!(read(&curve, "2027-01 50; 2027-01 45").is_err());
        assert!(read(&curve, "50").is_err());
        assert_eq!(read(&curve, ""), Ok((Value::Curve(Vec::new()), String::new())));
    }
}
