//! The ledger: every line of the model, month by month.
//!
//! Kernels write leaf series; derived lines are expressions over them ([`LINES`]), evaluated here once.

mod expr;
mod lines;
mod statements;

pub use expr::{Columns, Expr};
pub use lines::{LINES, Line, LineId, OverYear, Use};
pub use statements::{RowKind, Statement, StatementRow};

use std::sync::LazyLock;

use super::books::Register;
use crate::format::Month;
use crate::plan::{FieldRef, Plan, Value};

/// All lines of one run.
#[derive(Clone, Debug, PartialEq)]
pub struct Ledger {
    /// First month.
    pub start: Month,
    /// Number of months.
    pub months: usize,
    /// Every purchase behind the books.
    pub assets: Register,
    series: Vec<Vec<f64>>,
}

impl Ledger {
    /// A ledger of zeros.
    pub fn new(plan: &Plan) -> Self {
        let months = plan.horizon_months as usize;
        let series = vec![vec![0.0; months]; LINES.len()];
        Self { start: plan.start, months, assets: Register::default(), series }
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

    /// Writes depreciation and disposals of the assets from place `first` of the register on.
    pub fn write_assets(&mut self, first: usize) {
        let assets = std::mem::take(&mut self.assets);
        assets.write(first, self);
        self.assets = assets;
    }

    /// Evaluates every derived line from the leaves, in the order of the registry.
    pub fn derive(&mut self, plan: &Plan) {
        self.derive_from(plan, 0, LINES.len());
    }

    /// Evaluates the derived lines of a part of the registry, both ends included.
    pub fn derive_between(&mut self, plan: &Plan, first: LineId, last: LineId) {
        self.derive_from(plan, first as usize, last as usize + 1);
    }

    fn derive_from(&mut self, plan: &Plan, first: usize, end: usize) {
        let inputs = |key: &str| {
            let value = key.parse::<FieldRef>().ok().and_then(|field| plan.get(&field));
            if let Some(Value::Number(value)) = value { value } else { 0.0 }
        };
        let years: Vec<i32> = (0..self.months).map(|m| self.start.plus(m as i32).year()).collect();
        for block in BLOCKS.iter().filter(|block| block.first >= first && block.first < end) {
            let formulas = (block.first..=block.last).filter_map(|index| {
                let formula = LINES[index].formula.as_ref()?;
                let formula = if formula.inputs().is_empty() {
                    formula.clone()
                } else {
                    formula.with_inputs(&inputs)
                };
                Some((index, formula))
            });
            if block.kind == BlockKind::ByMonth {
                let formulas: Vec<(usize, Expr)> = formulas.collect();
                for month in 0..self.months {
                    for (index, formula) in &formulas {
                        let columns = Columns { series: &self.series, years: &years };
                        self.series[*index][month] = formula.at(month, &columns);
                    }
                }
            } else {
                for (index, formula) in formulas {
                    let mut own = std::mem::take(&mut self.series[index]);
                    own.fill(0.0);
                    // The line's own column is away meanwhile: its past counts as nothing, and is added up after.
                    formula.add_to(&mut own, 1.0, &Columns { series: &self.series, years: &years });
                    if block.kind == BlockKind::AddedUp {
                        for month in 1..own.len() {
                            own[month] += own[month - 1];
                        }
                    }
                    self.series[index] = own;
                }
            }
        }
    }
}

/// Neighbouring lines of the registry that are evaluated together.
struct Block {
    first: usize,
    last: usize,
    kind: BlockKind,
}

/// How a block is evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BlockKind {
    /// Column by column.
    Columns,
    /// One line that adds to its own past: its column, added up.
    AddedUp,
    /// Month by month, as lines build on each other's past.
    ByMonth,
}

/// The registry in blocks: a line that builds on the past of a line at or below its own reaches down to it.
static BLOCKS: LazyLock<Vec<Block>> = LazyLock::new(|| {
    let mut blocks: Vec<Block> = Vec::new();
    let mut index = 0;
    while index < LINES.len() {
        let reach = |at: usize| {
            let past = LINES[at].formula.iter().flat_map(Expr::past);
            past.map(|line| line as usize).filter(|line| *line >= at).max()
        };
        let mut last = reach(index).unwrap_or(index);
        let mut at = index;
        while at <= last {
            last = last.max(reach(at).unwrap_or(last));
            at += 1;
        }
        let kind = match reach(index) {
            None => BlockKind::Columns,
            Some(_) if last == index && adds_up(index) => BlockKind::AddedUp,
            Some(_) => BlockKind::ByMonth,
        };
        blocks.push(Block { first: index, last, kind });
        index = last + 1;
    }
    blocks
});

/// Whether a line is a sum of which one term is its own past.
fn adds_up(index: usize) -> bool {
    let own = |line: &LineId| *line as usize == index;
    let Some(Expr::Sum(terms)) = &LINES[index].formula else { return false };
    let whole = terms.iter().filter(|term| matches!(term, Expr::Prev(line) if own(line))).count();
    whole == 1 && terms.iter().flat_map(Expr::past).filter(own).count() == 1
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
