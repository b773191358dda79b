//! Axes: what lies along them, their range, their ticks and labels.

use crate::figure::ticks;
use crate::format::Month;

/// What lies along one side of the plot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Axis {
    /// Numbers, years, months or names.
    pub kind: AxisKind,
    /// What the axis measures, drawn below the plot for x and into tables for both.
    pub title: String,
    /// Unit of the values, for tooltips and tables.
    pub unit: String,
    /// The range shown; where none, what the data needs.
    pub range: Option<(f64, f64)>,
    /// Values are differences: a gain carries its plus.
    pub signed: bool,
    /// Decimals of values in labels and tooltips; where none, by size.
    pub decimals: Option<u8>,
}

/// Kind of an axis, and what a coordinate along it means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum AxisKind {
    /// A number is its own coordinate.
    #[default]
    Linear,
    /// Civil years from the first to the last, one slot each; the coordinate of a slot's centre is the year.
    Years {
        /// The first year.
        first: i32,
        /// The last year.
        last: i32,
    },
    /// Months from the first up to, not including, the end; the coordinate of a month's start is [`month_x`].
    Months {
        /// The first month.
        first: Month,
        /// The month after the last.
        end: Month,
    },
    /// Names, one slot each; the coordinate of a slot's centre is its position from zero.
    Categories(Vec<String>),
    /// No scale is drawn: a strip of dots.
    Hidden,
}

/// The coordinate of the start of `month` on an axis of months.
pub fn month_x(month: Month) -> f64 {
    f64::from(month.since(Month::new(0, 1)))
}

impl Axis {
    /// An axis of numbers in `unit`.
    pub fn linear(title: impl Into<String>, unit: impl Into<String>) -> Self {
        Self { title: title.into(), unit: unit.into(), ..Self::default() }
    }

    /// An axis of civil years, both ends included.
    pub fn years(first: i32, last: i32) -> Self {
        Self { kind: AxisKind::Years { first, last }, ..Self::default() }
    }

    /// An axis of months, from `first` up to, not including, `end`.
    pub fn months(first: Month, end: Month) -> Self {
        Self { kind: AxisKind::Months { first, end }, ..Self::default() }
    }

    /// An axis of names.
    pub fn categories(names: Vec<String>) -> Self {
        Self { kind: AxisKind::Categories(names), ..Self::default() }
    }

    /// The coordinate at which something within `month` stands.
    pub fn x_of_month(&self, month: Month) -> f64 {
        match self.kind {
            AxisKind::Years { .. } => {
                f64::from(month.year()) + (f64::from(month.month()) - 0.5) / 12.0 - 0.5
            }
            _ => month_x(month),
        }
    }

    /// The range its kind asks for, none where the data decides.
    pub fn natural_range(&self) -> Option<(f64, f64)> {
        match &self.kind {
            AxisKind::Linear | AxisKind::Hidden => None,
            AxisKind::Years { first, last } => {
                Some((f64::from(*first) - 0.5, f64::from(*last.max(first)) + 0.5))
            }
            AxisKind::Months { first, end } => {
                Some((month_x(*first), month_x(*end).max(month_x(*first) + 1.0)))
            }
            AxisKind::Categories(names) => Some((-0.5, names.len().max(1) as f64 - 0.5)),
        }
    }

    /// Ticks within `range`, about `count` of them where numbers, each with its label.
    pub(crate) fn ticks(&self, range: (f64, f64), count: usize) -> Vec<(f64, String)> {
        match &self.kind {
            AxisKind::Linear => {
                let step = ticks::step_within(range, count);
                let decimals = ticks::decimals_of_step(step);
                ticks::between(range, step)
                    .map(|at| (at, ticks::number(at, decimals, self.signed)))
                    .collect()
            }
            AxisKind::Years { first, last } => (*first..=*last)
                .map(|year| (f64::from(year), year.to_string()))
                .filter(|(at, _)| (range.0..=range.1).contains(at))
                .collect(),
            AxisKind::Months { first, end } => (first.year()..=end.year())
                .map(|year| (month_x(Month::new(year, 1)), year.to_string()))
                .filter(|(at, _)| (range.0..=range.1).contains(at))
                .collect(),
            AxisKind::Categories(names) => names
                .iter()
                .enumerate()
                .map(|(at, name)| (at as f64, name.clone()))
                .filter(|(at, _)| (range.0..=range.1).contains(at))
                .collect(),
            AxisKind::Hidden => Vec::new(),
        }
    }

    /// The nearest place the axis knows to `x`: a slot or a month; itself where numbers.
    pub(crate) fn snap(&self, x: f64) -> f64 {
        match &self.kind {
            AxisKind::Linear | AxisKind::Hidden => x,
            AxisKind::Years { .. } | AxisKind::Categories(_) => x.round(),
            AxisKind::Months { .. } => x.floor(),
        }
    }

    /// What stands at `x`, in words.
    pub(crate) fn name_of(&self, x: f64) -> String {
        match &self.kind {
            AxisKind::Linear | AxisKind::Hidden => self.value(x),
            AxisKind::Years { .. } => (x.round() as i32).to_string(),
            AxisKind::Months { .. } => Month::new(0, 1).plus(x.round() as i32).to_string(),
            AxisKind::Categories(names) => {
                names.get(x.round().max(0.0) as usize).cloned().unwrap_or_default()
            }
        }
    }

    /// `value` with its unit.
    pub(crate) fn value(&self, value: f64) -> String {
        ticks::with_unit(&ticks::value(value, self.decimals, self.signed), &self.unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_stand_within_their_year() {
        let years = Axis::years(2027, 2036);
        // April is the fourth month: its middle is 3.5 / 12 into the year, whose centre is 2028.
        assert!((years.x_of_month(Month::new(2028, 4)) - (2027.5 + 3.5 / 12.0)).abs() < 1e-12);
        assert_eq!(years.natural_range(), Some((2026.5, 2036.5)));
        assert_eq!(years.name_of(2028.3), "2028");
    }

    #[test]
    fn months_are_labelled_by_year() {
        let axis = Axis::months(Month::new(2027, 6), Month::new(2030, 1));
        let range = axis.natural_range().unwrap();
        let labels: Vec<_> = axis.ticks(range, 5).into_iter().map(|(_, label)| label).collect();
        assert_eq!(labels, ["2028", "2029", "2030"]);
        assert_eq!(axis.name_of(axis.snap(month_x(Month::new(2028, 3)) + 0.7)), "2028-03");
    }
}
