//! Formulas of ledger lines in words, for hovers and reference.

use crate::engine::LineId;
use crate::engine::ledger::{Expr, OverYear};
use crate::format::number;
use crate::plan::Unit;
use crate::words::{Arg, Text, has, lower_first, say as say_text, tr};

/// The formula of a derived line in words; none for a line that the model computes itself.
pub fn say(line: LineId) -> Option<String> {
    line.line().formula.as_ref().map(said)
}

/// What a line is: its label and unit, and below them its formula or what the model computes it from.
pub fn explain(line: LineId) -> String {
    let row = line.line();
    let label = tr(row.label);
    let unit = tr(row.unit.key());
    let head = if unit.is_empty() { label.to_owned() } else { format!("{label}, {unit}") };
    let below = say(line).map_or_else(
        || {
            let what = Arg::Name(tr(&format!("what.{}", row.key)).to_owned());
            say_text(&Text::key("figure.formula.computed").with("what", what))
        },
        |formula| say_text(&Text::key("figure.formula.is").with("formula", Arg::Name(formula))),
    );
    format!("{head}\n{below}")
}

/// A line that a formula uses, with its figure and unit.
pub type Operand = (String, String);

/// What a line is worked out from in a month, each with its figure and unit; `usd` writes those in dollars.
///
/// `read` gives a line in the month, or in the one before where it is asked to; what it has no figure for is left
/// out.
pub fn operands(
    line: LineId,
    read: &dyn Fn(LineId, bool) -> Option<f64>,
    usd: &dyn Fn(f64) -> String,
) -> Vec<Operand> {
    let Some(formula) = &line.line().formula else { return Vec::new() };
    let (mut now, mut past) = (formula.lines(), formula.past());
    now.dedup();
    past.dedup();
    let written = |used: LineId, before: bool| {
        let value = read(used, before)?;
        let unit = used.line().unit;
        let written = if unit == Unit::Usd {
            usd(value)
        } else {
            let shown = number(value * unit.shown_factor(), 2);
            format!("{shown} {}", tr(unit.key())).trim_end().to_owned()
        };
        let label = tr(used.label());
        let label = if before {
            let name = Arg::Name(label.to_owned());
            say_text(&Text::key("figure.formula.month_before").with("name", name))
        } else {
            label.to_owned()
        };
        Some((label, written))
    };
    let past = past.into_iter().filter_map(|used| written(used, true));
    past.chain(now.into_iter().filter_map(|used| written(used, false))).collect()
}

/// Whether the formula of a line holds for the sums of several months as it does for each: sums and differences
/// of lines that are summed over time, as it is itself.
pub fn adds_up(line: LineId) -> bool {
    let is_summed = |line: LineId| line.line().over_year == OverYear::Sum;
    let is_part = |term: &Expr| match term {
        Expr::Line(line) => is_summed(*line),
        Expr::Neg(term) => matches!(**term, Expr::Line(line) if is_summed(line)),
        _ => false,
    };
    match &line.line().formula {
        Some(Expr::Sum(terms)) => is_summed(line) && terms.iter().all(is_part),
        _ => false,
    }
}

fn said(formula: &Expr) -> String {
    match formula {
        Expr::Line(line) => lower_first(tr(line.label())),
        Expr::Input(key) => lower_first(&input_label(key)),
        Expr::Number(value) => number(*value, 2),
        Expr::Prev(line) => {
            let name = Arg::Name(lower_first(tr(line.label())));
            say_text(&Text::key("figure.formula.month_before").with("name", name))
        }
        Expr::Sum(terms) => {
            let mut sum = String::new();
            for term in terms {
                let (sign, term) = match term {
                    Expr::Neg(inner) => ("− ", grouped(inner)),
                    _ => ("+ ", said(term)),
                };
                match (sum.is_empty(), sign) {
                    (true, "+ ") => {}
                    (true, _) => sum.push_str(sign),
                    (false, _) => {
                        sum.push(' ');
                        sum.push_str(sign);
                    }
                }
                sum.push_str(&term);
            }
            sum
        }
        Expr::Neg(term) => format!("− {}", grouped(term)),
        Expr::Mul(a, b) => format!("{} × {}", grouped(a), grouped(b)),
        Expr::Div(a, b) => format!("{} ÷ {}", grouped(a), grouped(b)),
        Expr::Min(a, b) => two("figure.formula.smaller", a, b),
        Expr::Max(a, b) => two("figure.formula.larger", a, b),
        Expr::If(condition, then, other) => condition_said(condition, then, other),
        Expr::OfYear(line) => {
            let name = Arg::Name(lower_first(tr(line.label())));
            say_text(&Text::key("figure.formula.of_year").with("name", name))
        }
    }
}

/// Two terms of which one is taken.
fn two(key: &'static str, a: &Expr, b: &Expr) -> String {
    let (a, b) = (Arg::Name(said(a)), Arg::Name(said(b)));
    say_text(&Text::key(key).with("a", a).with("b", b))
}

/// A term that stands under a condition.
fn condition_said(condition: &Expr, then: &Expr, other: &Expr) -> String {
    let name = |of: &Expr| Arg::Name(said(of));
    let key = match (condition, then, other) {
        (Expr::Line(LineId::YearEnd), _, Expr::Number(0.0)) => "figure.formula.at_year_end",
        (Expr::Line(LineId::Final), _, Expr::Number(0.0)) => "figure.formula.in_last_month",
        (Expr::Line(LineId::Final), Expr::Number(0.0), _) => "figure.formula.before_last_month",
        (Expr::Prev(LineId::YearEnd), Expr::Number(0.0), _) => "figure.formula.within_year",
        _ => "figure.formula.if",
    };
    let text = Text::key(key).with("condition", name(condition));
    say_text(&text.with("then", name(then)).with("other", name(other)))
}

/// A factor or what is taken away, in brackets where it is a sum.
fn grouped(formula: &Expr) -> String {
    match formula {
        Expr::Sum(terms) if terms.len() > 1 => format!("({})", said(formula)),
        _ => said(formula),
    }
}

/// The label of an input's field; its key in words where it has none.
fn input_label(key: &str) -> String {
    let label = format!("field.{key}");
    if has(&label) {
        return tr(&label).to_owned();
    }
    key.rsplit('.').next().unwrap_or(key).replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::LINES;

    #[test]
    fn formulas_are_said_with_the_labels_of_what_they_use() {
        for (line, words) in [
            (LineId::MiningRevenue, "hashrate run × hashprice"),
            (LineId::PoolFees, "mining revenue × pool fee"),
            (
                LineId::GpuMargin,
                "GPU revenue + own revenue, GPUs − GPU power cost − marketplace fees − GPU opex − own cost, GPUs",
            ),
            (
                LineId::ProjectTax,
                "at the end of a tax year: tax rate × the larger of 0.00 and taxable income of the year so far, without debt − losses used, without debt",
            ),
            (LineId::WorkingCapitalRise, "working capital − working capital of the month before"),
            (LineId::TaxAccrued, "tax paid of the calendar year ÷ months of the year in the plan"),
            (
                LineId::CumulativeCash,
                "cumulative cash of the month before + cash flow after tax, before debt",
            ),
            (
                LineId::CashFlow,
                "EBITDA + disposals + tenant advances + sale of kept bitcoin − capex − advances earned back − bitcoin kept, at the month's price − rise of working capital − security paid",
            ),
        ] {
            assert_eq!(say(line).as_deref(), Some(words));
        }
        assert_eq!(say(LineId::MiningOpex), None);
    }

    #[test]
    fn only_sums_of_summed_lines_add_up_over_a_year() {
        for (line, holds) in [
            (LineId::Ebitda, true),
            (LineId::CashAfterDebt, true),
            (LineId::EquityFlow, true),
            // The larger of 0 and a level; a level that rolls on; a price times an amount; a rise of a level.
            (LineId::PaidIn, false),
            (LineId::TaxBasis, false),
            (LineId::MiningRevenue, false),
            (LineId::WorkingCapitalRise, false),
            (LineId::MiningOpex, false),
        ] {
            assert_eq!(adds_up(line), holds, "{}", line.line().key);
        }
    }

    #[test]
    fn operands_of_a_month_name_the_month_before() {
        let read = |line: LineId, before: bool| Some(f64::from(line as u16) + f64::from(before));
        let said = operands(LineId::Cash, &read, &|usd| number(usd, 0));
        let of = |line: LineId, before: bool| number(f64::from(line as u16) + f64::from(before), 0);
        let labels: Vec<&str> = said.iter().map(|(label, _)| label.as_str()).collect();
        assert_eq!(labels[0], "Cash of the month before");
        assert_eq!(said[0].1, of(LineId::Cash, true));
        assert_eq!(
            said[1],
            (tr(LineId::CashAfterDebt.label()).to_owned(), of(LineId::CashAfterDebt, false))
        );
        assert_eq!(said.len(), 4);
    }

    #[test]
    fn sums_within_products_stand_in_brackets() {
        let sum = Expr::sum(&[LineId::Subsidy, LineId::Fees], &[]);
        let price = Expr::Line(LineId::BtcPrice);
        let product = Expr::Mul(Box::new(sum.clone()), Box::new(price.clone()));
        assert_eq!(said(&product), "(subsidy + fees) × bitcoin price");
        let taken = Expr::Sum(vec![Expr::Neg(Box::new(sum)), Expr::Number(2.0)]);
        assert_eq!(said(&taken), "− (subsidy + fees) + 2.00");
        assert_eq!(said(&Expr::Neg(Box::new(price))), "− bitcoin price");
    }

    #[test]
    fn every_line_is_explained() {
        for line in LINES.iter() {
            let explained = explain(line.id);
            assert!(!explained.contains(['‹', '{']), "{}: {explained}", line.key);
            assert!(explained.lines().count() == 2, "{}: {explained}", line.key);
        }
        assert_eq!(explain(LineId::Ebitda), "EBITDA, USD\n= revenue − operating cost");
        assert!(explain(LineId::MiningOpex).contains("computed by the model"));
    }

    #[test]
    fn abbreviations_keep_their_capitals() {
        for (text, lowered) in
            [("Power cost", "power cost"), ("GPU opex", "GPU opex"), ("SG&A", "SG&A"), ("", "")]
        {
            assert_eq!(lower_first(text), lowered);
        }
    }
}
