//! Tables that are pasted: each line read, or skipped with its cause.

mod column;
mod curve;
mod head;
mod rows;

pub use column::read_column;
pub use curve::read_curve;
pub use rows::{PastedList, read_rows};

use super::fields::Kind;
use super::{FieldInfo, Unit, Value};
use crate::format::{NARROW_SPACE, exact, number};
use crate::words::{Arg, Text, say, tr};

/// A line of what was pasted, or a cell of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastedLine {
    /// The number of the line, from 1.
    pub number: usize,
    /// Whether it is a cell of the line before.
    pub is_cell: bool,
    /// What it is for: a month, an item or a field; empty where it is skipped.
    pub target: String,
    /// What was read, or why nothing was.
    pub read: Result<String, String>,
}

/// What was read of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Pasted<T> {
    /// What the lines come to.
    pub values: Vec<T>,
    /// All lines, in order.
    pub lines: Vec<PastedLine>,
    /// What holds of the table as a whole, as sentences.
    pub remarks: Vec<String>,
    /// Whether figures have two readings until the decimal sign is known.
    pub asks_sign: bool,
}

impl<T> Pasted<T> {
    const fn new() -> Self {
        Self { values: Vec::new(), lines: Vec::new(), remarks: Vec::new(), asks_sign: false }
    }

    fn take(&mut self, number: usize, target: String, figure: String) {
        self.lines.push(PastedLine { number, is_cell: false, target, read: Ok(figure) });
    }

    fn skip(&mut self, number: usize, why: impl Into<String>) {
        let (is_cell, target) = (false, String::new());
        self.lines.push(PastedLine { number, is_cell, target, read: Err(why.into()) });
    }
}

/// A cell as it is read: without quotes, and without the dollar before a figure.
fn plain_cell<'a>(info: &FieldInfo, cell: &'a str) -> &'a str {
    let cell = cell.trim().trim_matches('"').trim();
    if matches!(info.kind, Kind::Text | Kind::Choice(_)) {
        return cell;
    }
    cell.trim_start_matches('$').trim_start()
}

/// Whether a cell says that there is no figure.
fn is_missing(cell: &str) -> bool {
    const WORDS: [&str; 9] = ["", "-", "–", "—", "n/a", "#n/a", "na", "null", "nan"];
    WORDS.contains(&cell.trim().trim_matches('"').to_lowercase().as_str())
}

/// A value with its unit, as the preview says it.
fn figure(info: &FieldInfo, value: &Value) -> String {
    let unit = tr(info.unit.key());
    match value {
        Value::Number(value) => {
            let shown = exact(value * info.unit.shown_factor());
            with_unit(info.unit, shown, unit)
        }
        Value::Count(count) => with_unit(info.unit, number(f64::from(*count), 0), unit),
        Value::Choice(key) => tr(&format!("choice.{key}")).to_owned(),
        Value::Month(month) => month.to_string(),
        Value::Text(text) => text.clone(),
        Value::Curve(points) => points.len().to_string(),
    }
}

fn with_unit(of: Unit, shown: String, unit: &str) -> String {
    match of {
        Unit::Share | Unit::SharePerYear => format!("{shown}{NARROW_SPACE}{unit}"),
        _ if unit.is_empty() => shown,
        _ => format!("{shown} {unit}"),
    }
}

/// Why a value is none the field takes, where it lies outside its bounds.
fn outside(info: &FieldInfo, value: &Value) -> Option<String> {
    let (min, max) = match (info.kind, value) {
        (Kind::Number { min, max }, Value::Number(value)) if !(min..=max).contains(value) => {
            (Value::Number(min), Value::Number(max))
        }
        (Kind::Count { min, max }, Value::Count(count)) if !(min..=max).contains(count) => {
            (Value::Count(min), Value::Count(max))
        }
        _ => return None,
    };
    let said = |value: &Value| Arg::Name(figure(info, value));
    let text = Text::key("paste.outside").with("figure", said(value));
    Some(say(&text.with("min", said(&min)).with("max", said(&max))))
}
