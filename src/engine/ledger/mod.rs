//! The ledger: every line of the model, month by month.
//!
//! Kernels write leaf series; derived lines are expressions over them ([`LINES`]), evaluated here once.

mod expr;
mod lines;

pub use expr::Expr;
pub use lines::{LINES, Line, LineId, OverYear, Use};

use crate::format::Month;
use crate::plan::{FieldRef, Plan, Value};

/// All lines of one run.
#[derive(Clone, Debug, PartialEq)]
pub struct Ledger {
    /// First month.
    pub start: Month,
    /// Number of months.
    pub months: usize,
    series: Vec<Vec<f64>>,
}

impl Ledger {
    /// A ledger of zeros.
    pub fn new(plan: &Plan) -> Self {
        let months = plan.horizon_months as usize;
        Self { start: plan.start, months, series: vec![vec![0.0; months]; LINES.len()] }
    }

    /// A line, one figure a month.
    pub fn series(&self, line: LineId) -> &[f64] {
        &self.series[line as usize]
    }

    /// A leaf line to write.
    pub fn leaf_mut(&mut self, line: LineId) -> &mut [f64] {
        &mut self.series[line as usize]
    }

    /// Adds to a leaf line in one month; months outside the plan are left out.
    pub fn add(&mut self, line: LineId, month: i32, amount: f64) {
        let at = usize::try_from(month).ok();
        if let Some(value) = at.and_then(|at| self.series[line as usize].get_mut(at)) {
            *value += amount;
        }
    }

    /// Sum of a line over the plan.
    pub fn total(&self, line: LineId) -> f64 {
        self.series(line).iter().sum()
    }

    /// A line by calendar year: flows summed, levels as of the year's last month, prices averaged.
    pub fn by_year(&self, line: LineId) -> Vec<(i32, f64)> {
        let mut years: Vec<(i32, f64, u32)> = Vec::new();
        for (m, value) in self.series(line).iter().enumerate() {
            let year = self.start.plus(m as i32).year();
            match years.last_mut().filter(|(of, ..)| *of == year) {
                Some((_, sum, count)) => {
                    *sum =
                        if line.line().over_year == OverYear::Last { *value } else { *sum + value };
                    *count += 1;
                }
                None => years.push((year, *value, 1)),
            }
        }
        let mean = line.line().over_year == OverYear::Mean;
        let value = |sum: f64, count: u32| if mean { sum / f64::from(count) } else { sum };
        years.into_iter().map(|(year, sum, count)| (year, value(sum, count))).collect()
    }

    /// Evaluates every derived line from the leaves, in the order of the registry.
    pub fn derive(&mut self, plan: &Plan) {
        let inputs = |key: &str| {
            let value = key.parse::<FieldRef>().ok().and_then(|field| plan.get(&field));
            if let Some(Value::Number(value)) = value { value } else { 0.0 }
        };
        for (index, line) in LINES.iter().enumerate() {
            let Some(formula) = &line.formula else { continue };
            let formula = formula.with_inputs(&inputs);
            let (above, own) = self.series.split_at_mut(index);
            let Some(own) = own.first_mut() else { continue };
            own.fill(0.0);
            formula.add_to(own, 1.0, above);
            if formula.has_past() {
                // The line's own past: each month builds on the one before.
                for month in 1..own.len() {
                    own[month] += own[month - 1];
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::testing;

    #[test]
    fn every_formula_uses_only_lines_above_its_own_or_its_own_past() {
        for (index, line) in LINES.iter().enumerate() {
            let Some(formula) = &line.formula else { continue };
            for used in formula.lines() {
                assert!((used as usize) < index, "{} uses {}", line.key, used.line().key);
            }
        }
    }

    #[test]
    fn derived_lines_follow_their_formulas_and_years_their_kind() {
        let plan = testing::plan();
        let mut ledger = Ledger::new(&plan);
        ledger.leaf_mut(LineId::MinedPhDays).fill(10.0);
        ledger.leaf_mut(LineId::Hashprice).fill(50.0);
        ledger.leaf_mut(LineId::MiningMw).fill(20.0);
        ledger.add(LineId::AsicCapex, 1, 700.0);
        ledger.add(LineId::AsicCapex, -1, 9.0);
        ledger.derive(&plan);
        assert_eq!(ledger.series(LineId::MiningRevenue)[3], 500.0);
        assert_eq!(ledger.series(LineId::CumulativeCash)[1], 300.0);
        assert_eq!(ledger.by_year(LineId::MiningRevenue)[0], (2027, 6000.0));
        assert_eq!(ledger.by_year(LineId::MiningMw)[9], (2036, 20.0));
        assert_eq!(ledger.by_year(LineId::Hashprice)[0], (2027, 50.0));
    }
}
