//! The plan year by year; a long one in steps of several years, so that it fits the page.

use super::sheet::{Ink, MARGIN, RIGHT, ROW, ROW_LINE, Scale, Sheet};
use crate::engine::ledger::OverYear;
use crate::engine::{Ledger, LineId, Run};
use crate::figure::{Anchor, REVENUE_PARTS, SALES_AND_ADVANCES};
use crate::format::number;
use crate::words::{Arg, Text, say, tr};

/// A row of the table.
pub(super) struct Row {
    /// What it is.
    pub label: String,
    /// A figure for each column, in its unit; the last is the total, none for a level.
    pub figures: Vec<Option<f64>>,
    /// Whether it is a sum of rows above.
    pub strong: bool,
    /// Whether it is money.
    pub money: bool,
}

/// The table.
pub(super) struct Years {
    /// Two lines of head for each column but the total.
    pub heads: Vec<(String, String)>,
    /// The rows.
    pub rows: Vec<Row>,
    /// The unit of money, and its decimals.
    money: (Scale, u8),
    /// The years that share a column, and the first of them; none where each has its own.
    joined: Option<(usize, i32)>,
}

/// The most columns before the total.
const MOST: usize = 12;
/// Years of a long plan that stand alone.
const ALONE: usize = 6;
/// Room of the labels.
const LABELS: f32 = 114.0;
/// Height of the heads above the first row.
const HEADS: f32 = 19.0;
/// Between two figures of a row.
const APART: f32 = 3.0;
/// From one row to the next: the table is dense.
const PITCH: f32 = ROW - 0.6;

/// Lines of the ledger with their signs.
type Lines = Vec<(LineId, f64)>;

impl Years {
    /// The years of a run.
    pub fn of(run: &Run) -> Self {
        let ledger = &run.ledger;
        let years: Vec<i32> = ledger.by_year(LineId::Ebitda).iter().map(|of| of.0).collect();
        let steps = steps(years.len());
        let heads = steps.iter().map(|step| {
            let [first, .., last] = years[step.clone()] else {
                return (years[step.start].to_string(), String::new());
            };
            let to = Text::key("page.to_year").with("year", Arg::Name(last.to_string()));
            (first.to_string(), say(&to))
        });
        let heads = heads.collect();
        let rows = lines(run).into_iter().map(|(label, lines, strong)| {
            let money = lines.iter().all(|(line, _)| line.line().unit == crate::plan::Unit::Usd);
            Row { label, figures: figures(ledger, &lines, &steps), strong, money }
        });
        let nothing = |row: &Row| row.figures.iter().flatten().all(|figure| figure.abs() < 0.005);
        let rows: Vec<Row> = rows.filter(|row| row.strong || !nothing(row)).collect();
        let money = money_unit(&rows, steps.len());
        let joined = steps.iter().find(|step| step.len() > 1);
        let joined = joined.map(|step| (step.len(), years[step.start]));
        Self { heads, rows, money, joined }
    }

    /// Its height on the page.
    pub fn height(&self) -> f32 {
        HEADS + 4.0 + self.rows.len() as f32 * PITCH
    }

    /// A row's figures as they are written.
    pub fn written(&self, row: &Row) -> Vec<String> {
        let (scale, decimals) = self.money;
        let figure = |figure: &Option<f64>| match figure {
            Some(value) if row.money => number(value / scale.usd, decimals),
            Some(value) => number(*value, 1),
            None => String::new(),
        };
        row.figures.iter().map(figure).collect()
    }

    /// Whose the years are, and how many share a column.
    fn subtitle(&self) -> String {
        let whose = tr("figure.plan.yours");
        let Some((count, from)) = self.joined else { return whose.to_owned() };
        let joined = Text::key("page.joined")
            .with("year", Arg::Name(from.to_string()))
            .with("count", Arg::Quantity(count as f64, 0, ""));
        format!("{whose}, {}", say(&joined))
    }

    /// Draws the table from the height `top` on.
    pub fn draw(&self, sheet: &mut Sheet, top: f32) {
        let unit = Arg::Name(tr(self.money.0.unit).to_owned());
        let title = say(&Text::key("page.years").with("unit", unit));
        let column = width(self.heads.len());
        let ends: Vec<f32> =
            (0..=self.heads.len()).rev().map(|behind| RIGHT - behind as f32 * column).collect();
        let used = sheet.text((MARGIN, top + 6.0), Anchor::Start, Ink::TITLE, &title, LABELS);
        let x = MARGIN + used + 5.0;
        // The first columns have one line of head, so that their upper one is free.
        let single = self.heads.iter().take_while(|(_, to)| to.is_empty()).count();
        let room = ends[single.min(ends.len() - 1)] - column - x;
        sheet.text((x, top + 6.0), Anchor::Start, Ink::CAPTION, &self.subtitle(), room);
        let total = (tr("money.total").to_owned(), String::new());
        for ((first, second), end) in self.heads.iter().chain([&total]).zip(&ends) {
            let upper = if second.is_empty() { top + 14.2 } else { top + 6.0 };
            sheet.text((*end, upper), Anchor::End, Ink::CAPTION, first, column - APART);
            sheet.text((*end, top + 14.2), Anchor::End, Ink::CAPTION, second, column - APART);
        }
        sheet.rule(MARGIN, RIGHT, top + HEADS, ROW_LINE);
        let mut middle = top + HEADS + 2.0 + PITCH / 2.0;
        for row in &self.rows {
            let (label, figure) =
                if row.strong { (Ink::STRONG, Ink::STRONG) } else { (Ink::LABEL, Ink::FIGURE) };
            let (label, figure) = (small(label), small(figure));
            sheet.text((MARGIN, middle), Anchor::Start, label, &row.label, LABELS - 2.0);
            for (written, end) in self.written(row).iter().zip(&ends) {
                sheet.text((*end, middle), Anchor::End, figure, written, column - APART);
            }
            if row.strong {
                let y = middle + PITCH / 2.0 - 0.2;
                sheet.rule(MARGIN, RIGHT, y, ROW_LINE);
            }
            middle += PITCH;
        }
    }
}

/// The size of a dense table.
const fn small(ink: Ink) -> Ink {
    Ink { size: Ink::CAPTION.size, ..ink }
}

/// The width of a column where `count` stand before the total.
fn width(count: usize) -> f32 {
    ((RIGHT - MARGIN - LABELS) / (count + 1) as f32).min(46.0)
}

/// Which years each column holds: one each, or from the seventh on several, as few as fit.
fn steps(years: usize) -> Vec<std::ops::Range<usize>> {
    if years <= MOST {
        return (0..years).map(|at| at..at + 1).collect();
    }
    let each = (years - ALONE).div_ceil(MOST - ALONE);
    let alone = (0..ALONE).map(|at| at..at + 1);
    let joined = (ALONE..years).step_by(each).map(|at| at..(at + each).min(years));
    alone.chain(joined).collect()
}

/// Lines in each column and in all: flows summed, levels as of the last year.
fn figures(
    ledger: &Ledger,
    lines: &[(LineId, f64)],
    steps: &[std::ops::Range<usize>],
) -> Vec<Option<f64>> {
    let flows = lines.iter().all(|(line, _)| line.line().over_year == OverYear::Sum);
    let years: Vec<Vec<f64>> = lines
        .iter()
        .map(|(line, sign)| ledger.by_year(*line).iter().map(|of| sign * of.1).collect())
        .collect();
    let column = |step: &std::ops::Range<usize>| {
        let of_line = |years: &Vec<f64>| match &years[step.clone()] {
            all if flows => all.iter().sum(),
            all => all.last().copied().unwrap_or_default(),
        };
        Some(years.iter().map(of_line).sum::<f64>())
    };
    let total = lines.iter().map(|(line, sign)| sign * ledger.total(*line)).sum::<f64>();
    steps.iter().map(column).chain([flows.then_some(total)]).collect()
}

/// The rows in the order of a statement: label, lines, and whether it is a sum.
fn lines(run: &Run) -> Vec<(String, Lines, bool)> {
    use LineId as L;
    let label = |key: &str| tr(key).to_owned();
    let line = |id: L, sign: f64, sum: bool| (label(id.line().label), vec![(id, sign)], sum);
    let mut rows = vec![
        (label("page.ai_mw"), vec![(L::AiMw, 1.0)], false),
        (label("page.mining_mw"), vec![(L::MiningMw, 1.0)], false),
    ];
    for (key, _, of) in REVENUE_PARTS {
        let lines = of.iter().map(|line| (*line, 1.0)).collect();
        rows.push((label(&format!("figure.series.{key}")), lines, false));
    }
    rows.extend([
        line(L::Revenue, 1.0, true),
        line(L::PowerCost, -1.0, false),
        (label("page.other_costs"), OTHER_COSTS.map(|line| (line, -1.0)).to_vec(), false),
        line(L::Ebitda, 1.0, true),
        line(L::Capex, -1.0, false),
        (label("page.sales_and_advances"), SALES_AND_ADVANCES.to_vec(), false),
        (label("figure.series.tax"), vec![(L::ProjectTax, -1.0)], false),
        line(L::TerminalValue, 1.0, false),
        line(L::ProjectCashFlow, 1.0, true),
        line(L::CumulativeCash, 1.0, false),
    ]);
    if run.owes() {
        rows.extend([
            line(L::FinancingFlow, 1.0, false),
            (label("page.tax_saved"), TAX_SAVED.to_vec(), false),
            line(L::CashAfterDebt, 1.0, true),
            (label("page.debt"), vec![(L::Debt, 1.0)], false),
        ]);
    }
    rows
}

/// What lies between revenue and EBITDA beside power.
const OTHER_COSTS: [LineId; 8] = [
    LineId::PoolFees,
    LineId::MarketplaceFees,
    LineId::MiningOpex,
    LineId::ColocationOpex,
    LineId::GpuOpex,
    LineId::SiteFixedCost,
    LineId::Sga,
    LineId::UserCost,
];

/// Tax as if there were no debt less what is paid.
const TAX_SAVED: [(LineId, f64); 4] = [
    (LineId::ProjectTax, 1.0),
    (LineId::ProjectTerminalTax, 1.0),
    (LineId::TaxPaid, -1.0),
    (LineId::TerminalTax, -1.0),
];

/// The unit in which all money fits its columns, with as many decimals as do.
fn money_unit(rows: &[Row], columns: usize) -> (Scale, u8) {
    let figures = rows.iter().filter(|row| row.money).flat_map(|row| row.figures.iter());
    let largest = figures.flatten().fold(0.0_f64, |most, usd| most.max(usd.abs()));
    let room = width(columns) - APART;
    let decimals = if largest < 10e6 { 2 } else { 1 };
    let mut ways = Scale::ALL.into_iter().flat_map(|scale| [(scale, decimals), (scale, 0)]);
    let fits = |(scale, decimals): &(Scale, u8)| {
        small(Ink::STRONG).width(&number(-largest / scale.usd, *decimals)) <= room
    };
    ways.find(fits).unwrap_or((Scale::LARGEST, 0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::solve;
    use crate::figure::trial;
    use crate::plan::Plan;

    #[test]
    fn long_plans_join_their_later_years() {
        let counts = |years| steps(years).iter().map(ExactSizeIterator::len).collect::<Vec<_>>();
        assert_eq!(counts(1), [1]);
        assert_eq!(counts(12), [1; 12]);
        assert_eq!(counts(13), [1, 1, 1, 1, 1, 1, 2, 2, 2, 1]);
        assert_eq!(counts(31), [1, 1, 1, 1, 1, 1, 5, 5, 5, 5, 5]);
        assert!((1..100).all(|years| {
            let counts = counts(years);
            counts.len() <= MOST && counts.iter().sum::<usize>() == years
        }));
    }

    #[test]
    fn each_column_adds_up_to_its_sums_and_all_to_the_ledger() {
        for months in [120, 360] {
            let plan = Plan { horizon_months: months, ..trial::plan() };
            let run = solve(&plan).plan;
            let table = Years::of(&run);
            let row = |label: &str| {
                let of = table.rows.iter().position(|row| row.label == label);
                of.unwrap_or_else(|| panic!("no row {label}"))
            };
            let level = |key: &str| tr(key).to_owned();
            let sums = ["line.revenue_usd", "line.ebitda_usd", "line.project_cash_flow_usd"];
            let after_debt = "line.cash_after_debt_usd";
            let [revenue, ebitda, cash] = sums.map(|key| row(tr(key)));
            let first = row(&level("page.mining_mw")) + 1;
            let levels = [row(tr("line.cumulative_cash_usd"))];
            for column in 0..=table.heads.len() {
                let figure = |at: usize| table.rows[at].figures[column].unwrap_or_default();
                let adds = |from: usize, to: usize, carried: f64| {
                    let sum: f64 = (from..to).filter(|at| !levels.contains(at)).map(figure).sum();
                    let gap = (carried + sum - figure(to)).abs();
                    assert!(gap < 0.01, "{months}, {column}, {}: {gap}", table.rows[to].label);
                };
                adds(first, revenue, 0.0);
                adds(revenue + 1, ebitda, figure(revenue));
                adds(ebitda + 1, cash, figure(ebitda));
                adds(cash + 1, row(tr(after_debt)), figure(cash));
            }
            let total = table.rows[cash].figures.last().copied().flatten();
            assert_eq!(total, Some(run.ledger.total(LineId::ProjectCashFlow)));
            let end = table.rows[levels[0]].figures[table.heads.len() - 1];
            assert_eq!(end, run.ledger.series(LineId::CumulativeCash).last().copied());
        }
    }
}
