//! `solve`: what a plan is worth, year by year.

use super::json::{Json, Object, print};
use super::table::{Align, Table};
use super::{Answer, Asked, Failure, PlanArgs, break_even, json};
use crate::engine::ledger::Use;
use crate::engine::value::Netback;
use crate::engine::{LINES, Ledger, LineId, Solution};
use crate::format::{duration_years, money_usd, month_long, number, percent, signed_money_usd};
use crate::plan::{Finding, Unit};
use crate::words::{self, Arg, Text, tr};

/// Lines of the table by year.
const BY_YEAR: [LineId; 10] = [
    LineId::MiningMw,
    LineId::AiMw,
    LineId::MiningRevenue,
    LineId::AiRevenue,
    LineId::PowerCost,
    LineId::Ebitda,
    LineId::Capex,
    LineId::ProjectTax,
    LineId::ProjectCashFlow,
    LineId::CumulativeCash,
];

pub(super) fn run(
    args: &PlanArgs,
    as_json: bool,
    break_even: Option<&str>,
) -> Result<Answer, Failure> {
    let asked = super::load(args)?;
    let (solution, findings) = super::solved(&asked.plan)?;
    let found = break_even.map(|field| break_even::of(&asked.plan, field)).transpose()?;
    if as_json {
        let mut object = object(&asked, &solution, &findings);
        if let Some(found) = &found {
            object.put("break_even", found.object());
        }
        return Ok(print(&object).into());
    }
    let mut said = text(&asked, &solution);
    if let Some(found) = &found {
        said = format!("{said}\n{}\n", found.text());
    }
    Ok(said.into())
}

/// The plan's measures of value, then its years.
pub(super) fn text(asked: &Asked, solution: &Solution) -> String {
    format!("{}{}\n{}\n{}", title(asked), tr("cli.basis"), headline(solution), years(solution))
}

/// The plan's name and months, and what was laid over it.
pub(super) fn title(asked: &Asked) -> String {
    let Asked { plan, what_ifs } = asked;
    let last = plan.end().plus(-1);
    let name = format!("{}, {} … {}\n", plan.name, month_long(plan.start), month_long(last));
    if what_ifs.is_empty() {
        return name;
    }
    let laid_over = Text::key("cli.what_if").with("names", Arg::Name(what_ifs.join(" + ")));
    format!("{name}{}\n", words::say(&laid_over))
}

fn headline(solution: &Solution) -> Table {
    let (value, mining_only) = (&solution.plan.value, &solution.mining_only.value);
    let months = |months: Option<f64>| months.map_or_else(none, duration_years);
    let gap = match value.funding_gap_month {
        Some(month) => format!("{}, {}", money_usd(value.funding_gap_usd), month_long(month)),
        None => money_usd(value.funding_gap_usd),
    };
    let irr = value.irr.annual.map_or_else(none, |rate| {
        let more = value.irr.roots.len().saturating_sub(1);
        let other = if more > 0 { format!(" ({})", tr("cli.more_roots")) } else { String::new() };
        percent(rate, 1) + &other
    });
    let gain = value.npv_usd - mining_only.npv_usd;
    let ai = format!("{} MW, {}", number(value.ai_mw, 1), percent(value.ai_share, 0));
    let mut table = Table::new(&[Align::Left, Align::Left]);
    for (label, figure) in [
        ("measure.npv", money_usd(value.npv_usd)),
        ("measure.npv_mining_only", money_usd(mining_only.npv_usd)),
        ("measure.gain", signed_money_usd(gain)),
        ("measure.irr", irr),
        ("measure.payback", months(value.payback_months)),
        ("cli.discounted_payback", months(value.discounted_payback_months)),
        ("cli.multiple", value.multiple.map_or_else(none, |of| format!("{} ×", number(of, 2)))),
        ("measure.funding_gap", gap),
        ("measure.ai_power", ai),
    ] {
        table.row(&[tr(label).to_owned(), figure]);
    }
    table
}

fn none() -> String {
    tr("cli.none").to_owned()
}

fn years(solution: &Solution) -> Table {
    let ledger = &solution.plan.ledger;
    let mut columns = vec![Align::Left];
    columns.resize(BY_YEAR.len() + 1, Align::Right);
    let mut table = Table::new(&columns);
    let lines = BY_YEAR.map(LineId::line);
    let mut labels = vec![tr("cli.year").to_owned()];
    labels.extend(lines.iter().map(|line| tr(line.label).to_owned()));
    table.row(&labels);
    let mut units = vec![String::new()];
    units.extend(lines.iter().map(|line| unit(line.unit)));
    table.row(&units);
    let by_line = BY_YEAR.map(|line| ledger.by_year(line));
    for (row, (year, _)) in by_line[0].iter().enumerate() {
        let mut cells = vec![year.to_string()];
        cells.extend(by_line.iter().zip(&lines).map(|(values, line)| {
            let scale = if line.unit == Unit::Usd { 1e6 } else { 1.0 };
            number(values[row].1 / scale, 1)
        }));
        table.row(&cells);
    }
    table
}

fn unit(unit: Unit) -> String {
    tr(if unit == Unit::Usd { "unit.m_usd" } else { unit.key() }).to_owned()
}

/// Everything that was computed, with stable names.
pub(super) fn object(asked: &Asked, solution: &Solution, findings: &[Finding]) -> Object {
    let (value, mining_only) = (&solution.plan.value, &solution.mining_only.value);
    let mut headline = Object::default();
    headline
        .put("npv_usd", value.npv_usd)
        .put("npv_mining_only_usd", mining_only.npv_usd)
        .put("gain_over_mining_only_usd", value.npv_usd - mining_only.npv_usd)
        .put("irr", value.irr.annual)
        .put("irr_roots", value.irr.roots.clone())
        .put("payback_months", value.payback_months)
        .put("discounted_payback_months", value.discounted_payback_months)
        .put("multiple", value.multiple)
        .put("equity_npv_usd", value.equity_npv_usd)
        .put("equity_irr", value.equity_irr.annual)
        .put("equity_irr_roots", value.equity_irr.roots.clone())
        .put("equity_paid_in_usd", value.equity_paid_in_usd)
        .put("terminal_npv_usd", value.terminal_npv_usd)
        .put("lowest_dscr", value.cover.lowest().map(|(_, cover)| cover))
        .put("lowest_dscr_year", value.cover.lowest().map(|(year, _)| year))
        .put("cash_usd_per_btc", value.costs.cash_usd_per_btc)
        .put("all_in_usd_per_btc", value.costs.all_in_usd_per_btc)
        .put("usd_per_gpu_hour", value.costs.usd_per_gpu_hour)
        .put("funding_gap_usd", value.funding_gap_usd)
        .put("funding_gap_month", value.funding_gap_month.map(|month| month.to_string()))
        .put("ai_mw", value.ai_mw)
        .put("ai_share", value.ai_share);
    let mut netback = Object::default();
    for (of, figures) in &value.netback {
        netback.put(use_name(*of), figures.as_ref().map(of_netback));
    }
    let mut object = json::head(asked);
    object
        .put("headline", headline)
        .put("netback", netback)
        .put("findings", json::findings(findings))
        .put("months", months(&solution.plan.ledger));
    object
}

const fn use_name(of: Use) -> &'static str {
    match of {
        Use::Market => "market",
        Use::Site => "site",
        Use::Mining => "mining",
        Use::Colocation => "colocation",
        Use::Gpu => "gpu",
    }
}

fn of_netback(netback: &Netback) -> Object {
    let mut object = Object::default();
    object
        .put("gross_usd_per_mwh", netback.gross)
        .put("capital_charge_usd_per_mwh", netback.capital_charge)
        .put("opex_usd_per_mwh", netback.opex)
        .put("power_usd_per_mwh", netback.power)
        .put("left_over_usd_per_mwh", netback.left_over);
    object
}

/// Every line of the ledger by month; their keys carry their units.
fn months(ledger: &Ledger) -> Json {
    let month = |index: usize| {
        let mut object = Object::default();
        object.put("month", ledger.start.plus(index as i32).to_string());
        for line in LINES.iter() {
            object.put(line.key, ledger.series(line.id)[index]);
        }
        object
    };
    (0..ledger.months).map(month).collect::<Vec<_>>().into()
}
