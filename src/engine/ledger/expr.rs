//! Expressions of derived lines, evaluated for every month.

use super::LineId;

/// A formula over lines of the same month or the month before, and inputs.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// A line in the same month.
    Line(LineId),
    /// An input of the plan by its field's address.
    Input(&'static str),
    /// A fixed number.
    Number(f64),
    /// A line in the month before, 0 in the first.
    Prev(LineId),
    /// A line's sum over the months of its calendar year.
    OfYear(LineId),
    /// The sum of all terms.
    Sum(Vec<Self>),
    /// The negative of a term.
    Neg(Box<Self>),
    /// The product of two factors.
    Mul(Box<Self>, Box<Self>),
    /// The quotient of two terms, 0 where the divisor is 0.
    Div(Box<Self>, Box<Self>),
    /// The smaller of two terms.
    Min(Box<Self>, Box<Self>),
    /// The larger of two terms.
    Max(Box<Self>, Box<Self>),
    /// The second term where the first is above 0, the third elsewhere.
    If(Box<Self>, Box<Self>, Box<Self>),
}

/// What a formula reads: the series of all lines, the plan's inputs, and the calendar year of each month.
pub struct Columns<'a> {
    /// Lines in the order of the registry.
    pub series: &'a [Vec<f64>],
    /// Calendar year of each month.
    pub years: &'a [i32],
}

impl Expr {
    /// The product of two lines.
    pub fn product(a: LineId, b: LineId) -> Self {
        Self::times(Self::Line(a), Self::Line(b))
    }

    /// The sum of `plus` less the sum of `minus`.
    pub fn sum(plus: &[LineId], minus: &[LineId]) -> Self {
        let added = plus.iter().map(|line| Self::Line(*line));
        let taken = minus.iter().map(|line| Self::Neg(Box::new(Self::Line(*line))));
        Self::Sum(added.chain(taken).collect())
    }

    /// What a line stood at in the month before, plus the sum of `plus`, less the sum of `minus`.
    pub fn roll(of: LineId, plus: &[LineId], minus: &[LineId]) -> Self {
        let added = plus.iter().map(|line| Self::Line(*line));
        let taken = minus.iter().map(|line| Self::Neg(Box::new(Self::Line(*line))));
        Self::Sum(std::iter::once(Self::Prev(of)).chain(added).chain(taken).collect())
    }

    /// How much a line rose since the month before.
    pub fn rise(of: LineId) -> Self {
        Self::Sum(vec![Self::Line(of), Self::Neg(Box::new(Self::Prev(of)))])
    }

    /// `a × b`.
    pub fn times(a: Self, b: Self) -> Self {
        Self::Mul(Box::new(a), Box::new(b))
    }

    /// The smaller of two.
    pub fn min(a: Self, b: Self) -> Self {
        Self::Min(Box::new(a), Box::new(b))
    }

    /// The larger of two.
    pub fn max(a: Self, b: Self) -> Self {
        Self::Max(Box::new(a), Box::new(b))
    }

    /// `then` where a line is above 0, `other` elsewhere.
    pub fn where_set(line: LineId, then: Self, other: Self) -> Self {
        Self::If(Box::new(Self::Line(line)), Box::new(then), Box::new(other))
    }

    /// Parts of the formula, none for a line, an input or a number.
    pub fn parts(&self) -> Vec<&Self> {
        match self {
            Self::Line(_) | Self::Input(_) | Self::Number(_) | Self::Prev(_) | Self::OfYear(_) => {
                Vec::new()
            }
            Self::Sum(terms) => terms.iter().collect(),
            Self::Neg(term) => vec![term],
            Self::Mul(a, b) | Self::Div(a, b) | Self::Min(a, b) | Self::Max(a, b) => vec![a, b],
            Self::If(condition, then, other) => vec![condition, then, other],
        }
    }

    /// The same formula with every input replaced by its number.
    #[must_use]
    pub fn with_inputs(&self, inputs: &dyn Fn(&str) -> f64) -> Self {
        let of = |term: &Self| Box::new(term.with_inputs(inputs));
        match self {
            Self::Input(key) => Self::Number(inputs(key)),
            Self::Sum(terms) => {
                Self::Sum(terms.iter().map(|term| term.with_inputs(inputs)).collect())
            }
            Self::Neg(term) => Self::Neg(of(term)),
            Self::Mul(a, b) => Self::Mul(of(a), of(b)),
            Self::Div(a, b) => Self::Div(of(a), of(b)),
            Self::Min(a, b) => Self::Min(of(a), of(b)),
            Self::Max(a, b) => Self::Max(of(a), of(b)),
            Self::If(condition, then, other) => Self::If(of(condition), of(then), of(other)),
            Self::Line(_) | Self::Prev(_) | Self::OfYear(_) | Self::Number(_) => self.clone(),
        }
    }

    /// Adds `weight` times the formula to every month of `sums`; inputs count as 0.
    pub fn add_to(&self, sums: &mut [f64], weight: f64, columns: &Columns<'_>) {
        let of = |term: &Self| {
            let mut values = vec![0.0; sums.len()];
            term.add_to(&mut values, 1.0, columns);
            values
        };
        let values: Vec<f64> = match self {
            Self::Line(line) => {
                let values = columns.series[*line as usize].iter();
                sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += weight * value);
                return;
            }
            Self::Prev(line) => {
                let values = columns.series[*line as usize].iter();
                sums.iter_mut().skip(1).zip(values).for_each(|(sum, value)| *sum += weight * value);
                return;
            }
            Self::Number(value) => {
                for sum in sums.iter_mut() {
                    *sum += weight * value;
                }
                return;
            }
            Self::Input(_) => return,
            Self::Sum(terms) => {
                for term in terms {
                    term.add_to(sums, weight, columns);
                }
                return;
            }
            Self::Neg(term) => {
                term.add_to(sums, -weight, columns);
                return;
            }
            Self::OfYear(line) => of_year(&columns.series[*line as usize], columns.years),
            Self::Mul(a, b) => zip(&of(a), &of(b), |a, b| a * b),
            Self::Div(a, b) => zip(&of(a), &of(b), ratio),
            Self::Min(a, b) => zip(&of(a), &of(b), f64::min),
            Self::Max(a, b) => zip(&of(a), &of(b), f64::max),
            Self::If(condition, then, other) => {
                let (condition, then, other) = (of(condition), of(then), of(other));
                let chosen = condition.iter().zip(then.iter().zip(&other));
                chosen.map(|(is, (then, other))| if *is > 0.0 { *then } else { *other }).collect()
            }
        };
        sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += weight * value);
    }

    /// The formula in one month; inputs count as 0.
    pub fn at(&self, month: usize, columns: &Columns<'_>) -> f64 {
        let of = |term: &Self| term.at(month, columns);
        match self {
            Self::Line(line) => columns.series[*line as usize][month],
            Self::Prev(line) => {
                month.checked_sub(1).map_or(0.0, |before| columns.series[*line as usize][before])
            }
            Self::OfYear(line) => {
                let year = columns.years[month];
                let months = columns.series[*line as usize].iter().zip(columns.years);
                months.filter(|(_, of)| **of == year).map(|(value, _)| value).sum()
            }
            Self::Number(value) => *value,
            Self::Input(_) => 0.0,
            Self::Sum(terms) => terms.iter().map(of).sum(),
            Self::Neg(term) => -of(term),
            Self::Mul(a, b) => of(a) * of(b),
            Self::Div(a, b) => ratio(of(a), of(b)),
            Self::Min(a, b) => of(a).min(of(b)),
            Self::Max(a, b) => of(a).max(of(b)),
            Self::If(condition, then, other) => {
                if of(condition) > 0.0 {
                    of(then)
                } else {
                    of(other)
                }
            }
        }
    }

    /// Lines of the same month or year that the formula uses.
    pub fn lines(&self) -> Vec<LineId> {
        match self {
            Self::Line(line) | Self::OfYear(line) => vec![*line],
            _ => self.parts().into_iter().flat_map(Self::lines).collect(),
        }
    }

    /// Lines whose month before the formula uses.
    pub fn past(&self) -> Vec<LineId> {
        match self {
            Self::Prev(line) => vec![*line],
            _ => self.parts().into_iter().flat_map(Self::past).collect(),
        }
    }

    /// Inputs of the plan the formula uses.
    pub fn inputs(&self) -> Vec<&'static str> {
        match self {
            Self::Input(key) => vec![key],
            _ => self.parts().into_iter().flat_map(Self::inputs).collect(),
        }
    }
}

fn ratio(a: f64, b: f64) -> f64 {
    if b == 0.0 { 0.0 } else { a / b }
}

fn zip(a: &[f64], b: &[f64], with: impl Fn(f64, f64) -> f64) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| with(*a, *b)).collect()
}

/// The sum of a series over each calendar year, in every month of it.
fn of_year(series: &[f64], years: &[i32]) -> Vec<f64> {
    let mut sums: Vec<f64> = Vec::with_capacity(series.len());
    for year in years.chunk_by(|a, b| a == b) {
        let from = sums.len();
        let sum = series[from..from + year.len()].iter().sum();
        sums.resize(from + year.len(), sum);
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use LineId::{Ebitda, Revenue};

    #[test]
    fn columns_and_single_months_give_the_same() {
        let mut series = vec![vec![0.0; 4]; super::super::LINES.len()];
        series[Revenue as usize] = vec![1.0, -2.0, 3.0, 4.0];
        let columns = Columns { series: &series, years: &[2027, 2027, 2028, 2028] };
        let line = || Expr::Line(Revenue);
        let cases = [
            (Expr::Prev(Revenue), [0.0, 1.0, -2.0, 3.0]),
            (Expr::OfYear(Revenue), [-1.0, -1.0, 7.0, 7.0]),
            (Expr::min(line(), Expr::Number(2.0)), [1.0, -2.0, 2.0, 2.0]),
            (Expr::max(line(), Expr::Number(2.0)), [2.0, 2.0, 3.0, 4.0]),
            (
                Expr::Div(Box::new(Expr::Number(6.0)), Box::new(Expr::Line(Ebitda))),
                [0.0, 0.0, 0.0, 0.0],
            ),
            (
                Expr::where_set(Revenue, Expr::Number(1.0), Expr::rise(Revenue)),
                [1.0, -3.0, 1.0, 1.0],
            ),
            (Expr::times(line(), line()), [1.0, 4.0, 9.0, 16.0]),
        ];
        for (formula, expect) in cases {
            let mut sums = vec![0.0; 4];
            formula.add_to(&mut sums, 1.0, &columns);
            assert_eq!(sums, expect, "{formula:?}");
            assert_eq!([0, 1, 2, 3].map(|month| formula.at(month, &columns)), expect);
        }
    }
}
