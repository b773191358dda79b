//! The headline of a plan measure by measure: what plans are held against one another by.

use crate::engine::{Advice, Solution};
use crate::format::{duration_years, money_usd, number, percent, signed, signed_money_usd};
use crate::words::tr;

/// A figure of the headline.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// Stable name, with its unit.
    pub name: &'static str,
    /// Key of its label.
    pub label: &'static str,
    /// How it is written.
    pub kind: MeasureKind,
    /// Whether more of it is better; none where it is neither.
    pub more_is_better: Option<bool>,
    get: fn(&Solution, Option<&Advice>) -> Option<f64>,
}

/// How a measure is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeasureKind {
    /// USD.
    Money,
    /// A share, in percent.
    Share,
    /// Months, in years.
    Months,
    /// Megawatts.
    Mw,
}

/// The measures in the order in which they are read.
pub const MEASURES: [Measure; 10] = [
    measure("npv_usd", "measure.npv", MeasureKind::Money, Some(true), |of, _| {
        Some(of.plan.value.npv_usd)
    }),
    measure(
        "npv_mining_only_usd",
        "measure.npv_mining_only",
        MeasureKind::Money,
        Some(true),
        |of, _| Some(of.mining_only.value.npv_usd),
    ),
    measure(
        "gain_over_mining_only_usd",
        "measure.gain",
        MeasureKind::Money,
        Some(true),
        |of, _| Some(of.plan.value.npv_usd - of.mining_only.value.npv_usd),
    ),
    measure("irr", "measure.irr", MeasureKind::Share, Some(true), |of, _| of.plan.value.irr.annual),
    measure("payback_months", "measure.payback", MeasureKind::Months, Some(false), |of, _| {
        of.plan.value.payback_months
    }),
    measure("funding_gap_usd", "measure.funding_gap", MeasureKind::Money, Some(false), |of, _| {
        Some(of.plan.value.funding_gap_usd)
    }),
    measure("ai_mw", "measure.ai_power", MeasureKind::Mw, None, |of, _| Some(of.plan.value.ai_mw)),
    measure("ai_share", "measure.ai_share", MeasureKind::Share, None, |of, _| {
        Some(of.plan.value.ai_share)
    }),
    measure("best_ai_mw", "measure.best_ai", MeasureKind::Mw, None, |_, advice| {
        Some(advice?.best.ai_mw)
    }),
    measure("best_npv_usd", "measure.best_npv", MeasureKind::Money, Some(true), |_, advice| {
        Some(advice?.best.npv_usd)
    }),
];

const fn measure(
    name: &'static str,
    label: &'static str,
    kind: MeasureKind,
    more_is_better: Option<bool>,
    get: fn(&Solution, Option<&Advice>) -> Option<f64>,
) -> Measure {
    Measure { name, label, kind, more_is_better, get }
}

impl Measure {
    /// The figure of a plan; none where the plan has none, or advice is needed and absent.
    pub fn of(&self, solution: &Solution, advice: Option<&Advice>) -> Option<f64> {
        (self.get)(solution, advice)
    }
}

impl MeasureKind {
    /// A figure with its unit.
    pub fn shown(self, value: f64) -> String {
        match self {
            Self::Money => money_usd(value),
            Self::Share => percent(value, 1),
            Self::Months => duration_years(value),
            Self::Mw => format!("{} {}", number(value, 1), tr("unit.mw")),
        }
    }

    /// A difference of two figures with its sign and unit.
    pub fn difference(self, more: f64) -> String {
        let sign = if more < 0.0 { "−" } else { "+" };
        match self {
            Self::Money => signed_money_usd(more),
            Self::Share => {
                format!("{sign}{} {}", number(more.abs() * 100.0, 1), tr("measure.points"))
            }
            Self::Months => format!("{sign}{}", duration_years(more.abs())),
            Self::Mw => format!("{sign}{} {}", number(more.abs(), 1), tr("unit.mw")),
        }
    }

    /// A figure in the unit of a column's head: M USD, %, years, MW.
    pub fn in_column(self, value: f64) -> String {
        number(value * self.column_factor(), 1)
    }

    /// A difference in the unit of a column's head, with its sign.
    pub fn difference_in_column(self, more: f64) -> String {
        signed(more * self.column_factor(), 1)
    }

    /// A figure with its unit, money to the cent.
    pub fn exact(self, value: f64) -> String {
        match self {
            Self::Money => format!("{} {}", number(value, 2), tr("unit.usd")),
            other => other.shown(value),
        }
    }

    /// A difference with its sign and unit, money to the cent.
    pub fn exact_difference(self, more: f64) -> String {
        match self {
            Self::Money => format!("{} {}", signed(more, 2), tr("unit.usd")),
            other => other.difference(more),
        }
    }

    const fn column_factor(self) -> f64 {
        match self {
            Self::Money => 1e-6,
            Self::Share => 100.0,
            Self::Months => 1.0 / 12.0,
            Self::Mw => 1.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::advice::Control;
    use crate::engine::{advise, solve};
    use crate::figure::trial;

    #[test]
    fn measures_are_the_engines_and_those_of_the_best_wait_for_advice() {
        let plan = trial::plan();
        let (solution, advice) = (solve(&plan), advise(&plan, &Control::default()).unwrap());
        let of = |name: &str, advice| {
            let measure = MEASURES.iter().find(|measure| measure.name == name).unwrap();
            measure.of(&solution, advice)
        };
        let value = &solution.plan.value;
        assert_eq!(of("npv_usd", None), Some(value.npv_usd));
        let gain = value.npv_usd - solution.mining_only.value.npv_usd;
        assert_eq!(of("gain_over_mining_only_usd", None), Some(gain));
        assert_eq!(of("payback_months", None), value.payback_months);
        assert_eq!(of("best_ai_mw", None), None);
        assert_eq!(of("best_npv_usd", Some(&advice)), Some(advice.best.npv_usd));
    }

    #[test]
    fn figures_are_written_short_in_columns_and_money_to_the_cent_on_demand() {
        // 96.04 M USD, −12.36 M USD, 27.4 % and 54 months, by hand.
        assert_eq!(MeasureKind::Money.in_column(96.04e6), "96.0");
        assert_eq!(MeasureKind::Money.difference_in_column(-12.36e6), "−12.4");
        assert_eq!(MeasureKind::Share.in_column(0.274), "27.4");
        assert_eq!(MeasureKind::Months.in_column(54.0), "4.5");
        assert_eq!(MeasureKind::Money.exact(1_234.5), "1,234.50 USD");
        assert_eq!(MeasureKind::Money.exact_difference(1_234.5), "+1,234.50 USD");
        assert_eq!(MeasureKind::Share.difference(-0.01), "−1.0 points");
    }
}
