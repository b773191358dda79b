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
    /// A line in the month before, 0 in the first.
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

    /// Value in a month, over series in the order of the registry; inputs count as 0.
    pub fn at(&self, month: usize, series: &[Vec<f64>]) -> f64 {
        match self {
            Self::Line(line) => series[*line as usize][month],
            Self::Input(_) => 0.0,
            Self::Number(value) => *value,
            Self::Prev(line) => {
                month.checked_sub(1).map_or(0.0, |before| series[*line as usize][before])
            }
            Self::Sum(terms) => terms.iter().map(|term| term.at(month, series)).sum(),
            Self::Neg(term) => -term.at(month, series),
            Self::Mul(a, b) => a.at(month, series) * b.at(month, series),
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
