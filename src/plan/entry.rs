//! Texts read as values of fields: what a user types or pastes.

use std::fmt;

use super::fields::Kind;
use super::{CurvePoint, FieldInfo, Unit, Value};
use crate::format::{self, DecimalSign, read_month};
use crate::words::tr;

/// A text that is no value of its field, or has several readings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refused {
    /// Why, as a sentence.
    pub words: String,
    /// What to write instead, one text for each reading; empty where there is no choice.
    pub choices: Vec<String>,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}

impl From<&str> for Refused {
    fn from(words: &str) -> Self {
        Self { words: words.to_owned(), choices: Vec::new() }
    }
}

impl From<String> for Refused {
    fn from(words: String) -> Self {
        Self { words, choices: Vec::new() }
    }
}

impl From<format::ReadError> for Refused {
    fn from(error: format::ReadError) -> Self {
        Self { words: error.to_string(), choices: error.choices().to_vec() }
    }
}

/// Reads a text as a value of the field, and how it was understood.
///
/// # Errors
/// In words, where the text is not such a value, or has two readings.
pub fn read_value(info: &FieldInfo, text: &str) -> Result<(Value, String), Refused> {
    read_value_with(info, text, DecimalSign::Asked)
}

/// Reads as [`read_value`] does, where the sign that starts the decimals is known.
///
/// # Errors
/// In words, where the text is not such a value.
pub fn read_value_with(
    info: &FieldInfo,
    text: &str,
    sign: DecimalSign,
) -> Result<(Value, String), Refused> {
    let factor = info.unit.shown_factor();
    match info.kind {
        Kind::Number { .. } => {
            let reading = number(info.unit, text, sign)?;
            Ok((Value::Number(reading.value / factor), reading.shown))
        }
        Kind::Count { .. } => {
            let reading = number(info.unit, text, sign)?;
            let whole = reading.value.round();
            let fits = (0.0..=f64::from(u32::MAX)).contains(&whole);
            if (reading.value - whole).abs() > 1e-9 || !fits {
                return Err(tr("ui.field.whole").into());
            }
            Ok((Value::Count(whole as u32), reading.shown))
        }
        Kind::Month => {
            let (month, shown) = read_month(text).map_err(|error| format!("{error}."))?;
            Ok((Value::Month(month), shown))
        }
        Kind::Choice(keys) => {
            let is_meant = |key: &&&str| {
                let said = tr(&format!("choice.{key}"));
                [said, key].iter().any(|word| word.eq_ignore_ascii_case(text.trim()))
            };
            let found = keys.iter().find(is_meant);
            found.map_or_else(
                || Err(tr("ui.field.choice").into()),
                |key| Ok((Value::Choice(key), String::new())),
            )
        }
        Kind::Text => Ok((Value::Text(text.trim().to_owned()), String::new())),
        Kind::Curve => Ok((Value::Curve(curve(info.unit, text, sign)?), String::new())),
    }
}

fn number(unit: Unit, text: &str, sign: DecimalSign) -> Result<format::Reading, Refused> {
    let is_percent = matches!(unit, Unit::Share | Unit::SharePerYear);
    Ok(format::read_with(text, is_percent, sign)?)
}

/// Reads `2027-01 50; 2028-01 45`.
fn curve(unit: Unit, text: &str, sign: DecimalSign) -> Result<Vec<CurvePoint>, Refused> {
    let mut points = Vec::new();
    for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let (month, value) = part.split_once(' ').ok_or_else(|| tr("ui.field.curve_form"))?;
        let (month, _) = read_month(month).map_err(|error| format!("{error}."))?;
        // A choice would stand for the whole curve: only its words are kept.
        let reading = number(unit, value, sign).map_err(|refused| refused.words)?;
        points.push(CurvePoint { month, value: reading.value / unit.shown_factor() });
    }
    points.sort_by_key(|point| point.month);
    if points.windows(2).any(|pair| matches!(pair, [a, b] if a.month == b.month)) {
        return Err(tr("ui.field.curve_twice").into());
    }
    Ok(points)
}
