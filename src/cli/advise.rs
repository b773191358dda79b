//! `advise`: how many MW should go to AI, what that is worth and what limits it.

use super::json::{Object, print};
use super::table::{Align, Table};
use super::{Answer, Asked, Failure, PlanArgs, json, solve};
use crate::engine::Advice;
use crate::engine::advice::{Driver, Limit, Point, Threshold};
use crate::figure::{Answered, answered};
use crate::format::{number, percent, signed_money_usd, significant};
use crate::plan::{Finding, Plan};
use crate::words::{self, Arg, Text, tr};

pub(super) fn run(args: &PlanArgs, as_json: bool) -> Result<Answer, Failure> {
    let asked = super::load(args)?;
    let (advice, findings) = super::advised(&asked.plan)?;
    Ok(if as_json {
        print(&object(&asked, &advice, &findings)).into()
    } else {
        text(&asked, &advice).into()
    })
}

/// The answer in sentences, then the curve and what moves it.
pub(super) fn text(asked: &Asked, advice: &Advice) -> String {
    let answer = answer(&asked.plan, advice);
    let mut text = format!("{}{}\n\n{answer}", solve::title(asked), tr("cli.basis"));
    let mut part = |title: &str, table: &Table| {
        let table = table.to_string();
        if !table.is_empty() {
            text.extend(["\n", tr(title), "\n", &table]);
        }
    };
    part("cli.advise.curve", &curve(advice));
    part("cli.advise.thresholds", &thresholds(&advice.thresholds));
    part("cli.advise.drivers", &drivers(&advice.drivers));
    text
}

/// The answer's sentences, a line each.
pub(super) fn answer(plan: &Plan, advice: &Advice) -> String {
    let Answered { how_much, worth, limit } = answered(plan, advice);
    format!("{how_much}\n{worth}\n{limit}\n")
}

fn curve(advice: &Advice) -> Table {
    let mut table = Table::new(&[Align::Right, Align::Right, Align::Right, Align::Left]);
    let header = ["cli.advise.ai_mw", "cli.advise.npv", "cli.advise.gain"];
    table.row(&header.map(|key| tr(key).to_owned()));
    // At most a dozen steps, and the best in any case.
    let step = advice.curve.len().div_ceil(12).max(1);
    let last = advice.curve.len().saturating_sub(1);
    let mut points: Vec<&Point> = advice
        .curve
        .iter()
        .enumerate()
        .filter(|(place, point)| {
            (place % step == 0 || *place == last) && (point.ai_mw - advice.best.ai_mw).abs() > 1e-6
        })
        .map(|(_, point)| point)
        .collect();
    points.push(&advice.best);
    points.sort_by(|one, other| one.ai_mw.total_cmp(&other.ai_mw));
    for point in points {
        let is_best = std::ptr::eq(point, &raw const advice.best);
        let mark = if is_best { tr("cli.advise.best_mark") } else { "" };
        table.row(&[
            number(point.ai_mw, 1),
            number(point.npv_usd / 1e6, 1),
            number(point.gain_usd / 1e6, 1),
            mark.to_owned(),
        ]);
    }
    table
}

fn thresholds(thresholds: &[Threshold]) -> Table {
    let mut table = Table::new(&[Align::Left, Align::Left]);
    for Threshold { id, now, at, best_mw_then } in thresholds {
        let shown = |value: f64| {
            let unit = id.unit();
            format!("{} {}", significant(value * unit.shown_factor(), 3), tr(unit.key()))
        };
        let turns = Text::key(if at < now { "cli.advise.falls" } else { "cli.advise.rises" })
            .with("at", Arg::Name(shown(*at)))
            .with("now", Arg::Name(shown(*now)))
            .with("mw", Arg::Quantity(*best_mw_then, 0, "unit.mw"));
        table.row(&[tr(id.label()).to_owned(), words::say(&turns)]);
    }
    table
}

fn drivers(drivers: &[Driver]) -> Table {
    let mut table = Table::new(&[Align::Left, Align::Left, Align::Left]);
    for driver in drivers {
        let case = |factor: f64, gain: f64| {
            let change = factor - 1.0;
            let sign = if change > 0.0 { "+" } else { "" };
            format!("{sign}{}: {}", percent(change, 0), signed_money_usd(gain))
        };
        let (low, high) = driver.factors;
        table.row(&[
            tr(driver.id.label()).to_owned(),
            case(low, driver.low_gain_usd),
            case(high, driver.high_gain_usd),
        ]);
    }
    table
}

/// Everything that was found, with stable names.
pub(super) fn object(asked: &Asked, advice: &Advice, findings: &[Finding]) -> Object {
    let plan = &asked.plan;
    let mut object = json::head(asked);
    object
        .put("best_ai_mw", advice.best.ai_mw)
        .put("best_npv_usd", advice.best.npv_usd)
        .put("by_year", advice.by_year)
        .put("your_ai_mw", advice.yours.ai_mw)
        .put("your_npv_usd", advice.yours.npv_usd)
        .put("mining_only_npv_usd", advice.mining_only_npv_usd)
        .put("gain_over_mining_only_usd", advice.best.gain_usd)
        .put("gain_over_your_plan_usd", advice.gain_over_yours_usd())
        .put("committed_ai_mw", advice.committed_mw)
        .put("reachable_ai_mw", advice.reachable_mw)
        .put("next_mw_usd", advice.next_mw_usd)
        .put("limit", advice.held_back_by().map(of_limit))
        .put("limits", advice.limits.iter().map(of_limit).collect::<Vec<_>>())
        .put("thresholds", advice.thresholds.iter().map(of_threshold(plan)).collect::<Vec<_>>())
        .put("drivers", advice.drivers.iter().map(of_driver(plan)).collect::<Vec<_>>())
        .put("curve", advice.curve.iter().map(of_point).collect::<Vec<_>>())
        .put("curve_with_limits_lifted", advice.lifted.iter().map(of_point).collect::<Vec<_>>())
        .put("findings", json::findings(findings));
    object
}

fn of_point(point: &Point) -> Object {
    let mut object = Object::default();
    object
        .put("ai_mw", point.ai_mw)
        .put("npv_usd", point.npv_usd)
        .put("gain_over_mining_only_usd", point.gain_usd);
    object
}

fn of_limit(limit: &Limit) -> Object {
    let mut object = Object::default();
    object
        .put("field", limit.field.to_string())
        .put("used_mw", limit.used_mw)
        .put("of_mw", limit.of_mw)
        .put("one_more_mw_usd", limit.one_more_usd);
    object
}

fn of_threshold(plan: &Plan) -> impl Fn(&Threshold) -> Object {
    move |threshold| {
        let mut object = Object::default();
        object
            .put("driver", name(threshold.id.label()))
            .put("field", threshold.id.field(plan).to_string())
            .put("unit", name(threshold.id.unit().key()))
            .put("now", threshold.now)
            .put("at", threshold.at)
            .put("factor", threshold.at / threshold.now)
            .put("best_ai_mw_then", threshold.best_mw_then);
        object
    }
}

fn of_driver(plan: &Plan) -> impl Fn(&Driver) -> Object {
    move |driver| {
        let mut object = Object::default();
        object
            .put("driver", name(driver.id.label()))
            .put("field", driver.id.field(plan).to_string())
            .put("low_factor", driver.factors.0)
            .put("high_factor", driver.factors.1)
            .put("low_gain_usd", driver.low_gain_usd)
            .put("high_gain_usd", driver.high_gain_usd);
        object
    }
}

/// The last part of a text's key: `driver.hall_capex` is `hall_capex`.
fn name(key: &'static str) -> &'static str {
    key.rsplit('.').next().unwrap_or(key)
}
