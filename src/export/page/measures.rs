//! The measures of your plan, of the best and of mining only, side by side.

use super::sheet::{Ink, ROW, Scale, Sheet};
use crate::engine::value::Irr;
use crate::engine::{Run, Value};
use crate::figure::{Anchor, ChartContext, MeasureKind};
use crate::format::{MISSING, money_short, month_long, number, signed};
use crate::words::tr;

/// A measure.
struct Row {
    label: &'static str,
    of: Of,
}

/// How a measure is read off a plan.
enum Of {
    /// Money, in the unit of all money of the table.
    Money(fn(&Value) -> f64),
    /// Money over that of mining only.
    Gain,
    /// Ready words, and the key of their unit.
    Words(&'static str, fn(&Value) -> String),
}

/// A run and the head of its column.
struct Column<'a> {
    head: &'static str,
    value: &'a Value,
}

/// Width of a column of figures, and of the widest figure in it.
const COLUMN: f32 = 40.0;
const WIDEST: f32 = COLUMN - 2.5;

/// Draws the table; returns where it ends.
pub(super) fn draw(
    sheet: &mut Sheet,
    (left, right): (f32, f32),
    top: f32,
    context: &ChartContext<'_>,
) -> f32 {
    let (columns, rows) = (columns(context), rows(context));
    let table = Table { scale: scale(&columns, &rows), mining_only: &context.solution.mining_only };
    let mut middle = sheet.head((left, right), top, tr("page.measures"), "") + ROW / 2.0;
    let ends: Vec<f32> =
        (0..columns.len()).rev().map(|behind| right - behind as f32 * COLUMN).collect();
    for (column, end) in columns.iter().zip(&ends) {
        let head = tr(column.head);
        sheet.text((*end, top + 6.0), Anchor::End, Ink::CAPTION, head, COLUMN - 2.0);
    }
    let room = right - left - columns.len() as f32 * COLUMN;
    for row in rows {
        let used = sheet.text((left, middle), Anchor::Start, Ink::LABEL, tr(row.label), room);
        let (at, unit) = ((left + used + 3.0, middle), tr(table.unit(&row.of)));
        sheet.text(at, Anchor::Start, Ink::CAPTION, unit, (room - used - 3.0).max(0.0));
        for (place, (column, end)) in columns.iter().zip(&ends).enumerate() {
            let ink = if place == 0 { Ink::STRONG } else { Ink::FIGURE };
            let figure = table.figure(&row.of, column.value);
            sheet.text((*end, middle), Anchor::End, ink, &figure, WIDEST);
        }
        middle += ROW;
    }
    if columns.iter().any(|column| column.value.has_several_rates()) {
        let remark = tr("page.irr_of");
        sheet.text((left, middle), Anchor::Start, Ink::CAPTION, remark, right - left);
        middle += ROW;
    }
    middle - ROW / 2.0
}

/// What a figure of the table depends on.
struct Table<'a> {
    scale: Scale,
    mining_only: &'a Run,
}

impl Table<'_> {
    fn unit(&self, of: &Of) -> &'static str {
        match of {
            Of::Money(_) | Of::Gain => self.scale.unit,
            Of::Words(unit, _) => unit,
        }
    }

    fn figure(&self, of: &Of, value: &Value) -> String {
        let scale = 1.0 / self.scale.usd;
        match of {
            Of::Money(usd) => number(usd(value) * scale, 1),
            Of::Gain => signed((value.npv_usd - self.mining_only.value.npv_usd) * scale, 1),
            Of::Words(_, words) => words(value),
        }
    }
}

/// The smallest unit in which all money fits its columns, M USD as a rule.
fn scale(columns: &[Column<'_>], rows: &[Row]) -> Scale {
    let of = |row: &Row| match row.of {
        Of::Money(usd) => Some(usd),
        Of::Gain | Of::Words(..) => None,
    };
    let figures =
        rows.iter().filter_map(of).flat_map(|usd| columns.iter().map(move |c| usd(c.value)));
    let largest = figures.fold(0.0_f64, |most, usd| most.max(usd.abs()));
    // A gain is twice the largest at most, and has a sign.
    let fits = |scale: &Scale| fits(&signed(2.0 * largest / scale.usd, 1));
    Scale::ALL.into_iter().find(fits).unwrap_or(Scale::LARGEST)
}

fn columns<'a>(context: &ChartContext<'a>) -> Vec<Column<'a>> {
    let ChartContext { solution, advice, .. } = *context;
    let of = |head, run: &'a Run| Column { head, value: &run.value };
    let mut columns = vec![of("page.yours", &solution.plan)];
    columns.extend(advice.map(|advice| of("page.best", &advice.best_run)));
    columns.push(of("page.mining_only", &solution.mining_only));
    columns
}

/// The measures; those of debt only where there is some.
fn rows(context: &ChartContext<'_>) -> Vec<Row> {
    let money = |label, usd| Row { label, of: Of::Money(usd) };
    let words = |label, unit, of| Row { label, of: Of::Words(unit, of) };
    let mut rows = vec![
        money("page.npv", |of| of.npv_usd),
        money("page.terminal", |of| of.terminal_npv_usd),
        Row { label: "measure.gain", of: Of::Gain },
        words("measure.irr", "unit.percent", |of| rate(&of.irr)),
        words("measure.payback", "unit.years", |of| {
            said(of.payback_months, |months| MeasureKind::Months.in_column(months))
        }),
        money("measure.funding_gap", |of| of.funding_gap_usd),
        words("page.gap_month", "unit.none", |of| said(of.funding_gap_month, month_long)),
        words("cli.multiple", "unit.times", |of| said(of.multiple, |times| short(times, 2))),
        words("measure.ai_power", "unit.mw", |of| MeasureKind::Mw.in_column(of.ai_mw)),
        words("measure.ai_share", "unit.percent", |of| MeasureKind::Share.in_column(of.ai_share)),
    ];
    if owes(context) {
        rows.extend([
            words("page.dscr", "unit.times", |of| said(of.cover.lowest(), |of| short(of.1, 2))),
            words("page.dscr_year", "unit.none", |of| {
                said(of.cover.lowest(), |of| of.0.to_string())
            }),
            money("page.equity_npv", |of| of.equity_npv_usd),
            words("page.equity_irr", "unit.percent", |of| rate(&of.equity_irr)),
        ]);
    }
    rows.extend([
        words("page.cash_per_btc", "unit.usd", |of| usd(of.costs.cash_usd_per_btc, 0)),
        words("page.all_in_per_btc", "unit.usd", |of| usd(of.costs.all_in_usd_per_btc, 0)),
        words("page.per_gpu_hour", "unit.usd", |of| usd(of.costs.usd_per_gpu_hour, 2)),
    ]);
    rows
}

/// Whether any of the plans has debt.
fn owes(context: &ChartContext<'_>) -> bool {
    let best = context.advice.map(|advice| &advice.best_run);
    let runs = [Some(&context.solution.plan), best, Some(&context.solution.mining_only)];
    runs.into_iter().flatten().any(Run::owes)
}

fn usd(usd: Option<f64>, decimals: u8) -> String {
    usd.map_or_else(|| MISSING.to_owned(), |usd| short(usd, decimals))
}

fn said<T>(value: Option<T>, say: impl Fn(T) -> String) -> String {
    value.map_or_else(|| tr("cli.none").to_owned(), say)
}

/// A rate of return in percent, marked where others solve the cash flow too.
fn rate(irr: &Irr) -> String {
    let mark = if several(irr) { "*" } else { "" };
    said(irr.annual, |rate| {
        let exact = MeasureKind::Share.in_column(rate) + mark;
        if fits(&exact) { exact } else { number(rate * 100.0, 0) + mark }
    })
}

/// Whether more rates than the one that is said solve the cash flow.
const fn several(irr: &Irr) -> bool {
    irr.roots.len() > 1
}

/// A figure with its decimals where it fits its column, else in thousands, millions or more.
fn short(value: f64, decimals: u8) -> String {
    let exact = number(value, decimals);
    if fits(&exact) { exact } else { money_short(value) }
}

fn fits(figure: &str) -> bool {
    Ink::STRONG.width(figure) <= WIDEST
}
