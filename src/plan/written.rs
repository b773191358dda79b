//! Values of fields as texts: how they are shown, alone and with their unit.

use super::{CurvePoint, FieldInfo, Unit, Value};
use crate::format::{number, percent};
use crate::words::tr;

/// The most decimals a figure is shown with.
const MOST_DECIMALS: u8 = 6;

/// What a value reads at rest.
pub fn shown(info: &FieldInfo, value: &Value) -> String {
    match value {
        Value::Number(value) => figure(value * info.unit.shown_factor()),
        Value::Count(count) => number(f64::from(*count), 0),
        Value::Choice(key) => choice(key),
        Value::Month(month) => month.to_string(),
        Value::Text(text) => text.clone(),
        Value::Curve(points) => match points.as_slice() {
            [] => tr("ui.field.curve_empty").to_owned(),
            [only] => curve_point(info.unit, only),
            points => {
                let count = points.len().to_string();
                tr("ui.field.curve_points").replace("{count}", &count)
            }
        },
    }
}

/// A value with its unit, for a sentence.
pub fn with_unit(info: &FieldInfo, value: &Value) -> String {
    let written = shown(info, value);
    match (value, tr(info.unit.key())) {
        (Value::Number(share), "%") => percent(*share, decimals(share * 100.0)),
        (Value::Number(_) | Value::Count(_), unit) if !unit.is_empty() => {
            format!("{written} {unit}")
        }
        _ => written,
    }
}

/// The text of a choice.
pub fn choice(key: &str) -> String {
    tr(&format!("choice.{key}")).to_owned()
}

/// A figure with as many decimals as it has, six at most.
pub fn figure(value: f64) -> String {
    number(value, decimals(value))
}

/// A point of a curve: its month and value.
pub fn curve_point(unit: Unit, point: &CurvePoint) -> String {
    format!("{} {}", point.month, figure(point.value * unit.shown_factor()))
}

fn decimals(value: f64) -> u8 {
    let fits = |decimals: &u8| {
        let scaled = value * 10_f64.powi(i32::from(*decimals));
        (scaled - scaled.round()).abs() <= 1e-9 * scaled.abs().max(1.0)
    };
    (0..MOST_DECIMALS).find(fits).unwrap_or(MOST_DECIMALS)
}
