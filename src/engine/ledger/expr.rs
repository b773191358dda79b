//! Expressions of derived lines, evaluated for every month.

use super::LineId;

/// A formula over lines of the same month, the line's own past, and inputs.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// A line in the same month.
    Line(LineId),
    /// An input of the plan by its field's address.
    Input(&'static str),
    /// A fixed number.
    Number(f64),
    /// The line's own value in the month before, 0 in the first; a term of a sum.
    Prev(LineId),
    /// The sum of all terms.
    Sum(Vec<Self>),
    /// The negative of a term.
    Neg(Box<Self>),
    /// The product of two factors.
    Mul(Box<Self>, Box<Self>),
}

impl Expr {
    /// The product of two lines.
    pub fn product(a: LineId, b: LineId) -> Self {
        Self::Mul(Box::new(Self::Line(a)), Box::new(Self::Line(b)))
    }

    /// The sum of `plus` less the sum of `minus`.
    pub fn sum(plus: &[LineId], minus: &[LineId]) -> Self {
        let added = plus.iter().map(|line| Self::Line(*line));
        let taken = minus.iter().map(|line| Self::Neg(Box::new(Self::Line(*line))));
        Self::Sum(added.chain(taken).collect())
    }

    /// The same formula with every input replaced by its number.
    #[must_use]
    pub fn with_inputs(&self, inputs: &dyn Fn(&str) -> f64) -> Self {
        match self {
            Self::Input(key) => Self::Number(inputs(key)),
            Self::Sum(terms) => {
                Self::Sum(terms.iter().map(|term| term.with_inputs(inputs)).collect())
            }
            Self::Neg(term) => Self::Neg(Box::new(term.with_inputs(inputs))),
            Self::Mul(a, b) => {
                Self::Mul(Box::new(a.with_inputs(inputs)), Box::new(b.with_inputs(inputs)))
            }
            Self::Line(_) | Self::Prev(_) | Self::Number(_) => self.clone(),
        }
    }

    /// Adds `weight` times the formula to every month of `sums`, over the series of the lines above; inputs count
    /// as 0, and the line's own past is left to the caller.
    pub fn add_to(&self, sums: &mut [f64], weight: f64, series: &[Vec<f64>]) {
        match self {
            Self::Line(line) => {
                let values = series[*line as usize].iter();
                sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += weight * value);
            }
            Self::Number(value) => sums.iter_mut().for_each(|sum| *sum += weight * value),
            Self::Input(_) | Self::Prev(_) => {}
            Self::Sum(terms) => terms.iter().for_each(|term| term.add_to(sums, weight, series)),
            Self::Neg(term) => term.add_to(sums, -weight, series),
            Self::Mul(a, b) => {
                let (mut left, mut right) = (vec![0.0; sums.len()], vec![0.0; sums.len()]);
                a.add_to(&mut left, 1.0, series);
                b.add_to(&mut right, 1.0, series);
                let products = left.iter().zip(&right).map(|(a, b)| a * b);
                sums.iter_mut().zip(products).for_each(|(sum, product)| *sum += weight * product);
            }
        }
    }

    /// Whether the line's own month before is a term of the formula.
    pub fn has_past(&self) -> bool {
        match self {
            Self::Prev(_) => true,
            Self::Sum(terms) => terms.iter().any(Self::has_past),
            Self::Line(_) | Self::Input(_) | Self::Number(_) | Self::Neg(_) | Self::Mul(..) => {
                false
            }
        }
    }

    /// Lines of the same month the formula uses.
    pub fn lines(&self) -> Vec<LineId> {
        match self {
            Self::Line(line) => vec![*line],
            Self::Input(_) | Self::Number(_) | Self::Prev(_) => Vec::new(),
            Self::Sum(terms) => terms.iter().flat_map(Self::lines).collect(),
            Self::Neg(term) => term.lines(),
            Self::Mul(a, b) => [a.lines(), b.lines()].concat(),
        }
    }

    /// Inputs of the plan the formula uses.
    pub fn inputs(&self) -> Vec<&'static str> {
        match self {
            Self::Input(key) => vec![key],
            Self::Line(_) | Self::Number(_) | Self::Prev(_) => Vec::new(),
            Self::Sum(terms) => terms.iter().flat_map(Self::inputs).collect(),
            Self::Neg(term) => term.inputs(),
            Self::Mul(a, b) => [a.inputs(), b.inputs()].concat(),
        }
    }
}
