//! Every input at its ends: each figure stays a number, on screen and in JSON alike.

use wattsplit::engine::{LINES, Run, Solution, solve};
use wattsplit::plan::fields::{Kind, Value};
use wattsplit::plan::{Change, FieldRef, Plan, Severity, findings, read};

use crate::books::random_plan;
use crate::plans::saves;

/// The values at the ends of a field's range, or each of its choices.
fn ends(kind: Kind) -> Vec<Value> {
    match kind {
        Kind::Number { min, max } => vec![Value::Number(min), Value::Number(max)],
        Kind::Count { min, max } => vec![Value::Count(min), Value::Count(max)],
        Kind::Choice(keys) => keys.iter().map(|key| Value::Choice(key)).collect(),
        Kind::Month | Kind::Text | Kind::Curve => Vec::new(),
    }
}

/// The plan with one field set; none where that is refused or findings stand in the way.
fn with(plan: &Plan, field: &FieldRef, value: Value) -> Option<Plan> {
    let mut plan = plan.clone();
    plan.apply(Change::Set(field.clone(), value)).ok()?;
    let is_sound = findings(&plan).iter().all(|finding| finding.severity != Severity::Error);
    is_sound.then_some(plan)
}

/// The figures of a run that are no numbers, by name.
fn not_finite(run: &Run) -> Vec<String> {
    let mut wrong = Vec::new();
    for line in LINES.iter() {
        let series = run.ledger.series(line.id);
        if let Some(month) = series.iter().position(|value| !value.is_finite()) {
            wrong.push(format!("{} in month {month}", line.key));
        }
    }
    let value = &run.value;
    let whole = [value.npv_usd, value.funding_gap_usd, value.equity_npv_usd, value.ai_share];
    let may_miss = [
        value.irr.annual,
        value.equity_irr.annual,
        value.payback_months,
        value.discounted_payback_months,
        value.multiple,
        value.cover.lowest().map(|(_, cover)| cover),
        value.costs.cash_usd_per_btc,
        value.costs.all_in_usd_per_btc,
        value.costs.usd_per_gpu_hour,
    ];
    let rates = value.irr.roots.iter().chain(&value.equity_irr.roots).copied();
    let netback = value.netback.iter().filter_map(|(_, figures)| figures.as_ref());
    let netback =
        netback.flat_map(|of| [of.gross, of.capital_charge, of.opex, of.power, of.left_over]);
    let all = whole.into_iter().chain(may_miss.into_iter().flatten()).chain(rates).chain(netback);
    let all = all.enumerate().filter(|(_, figure)| !figure.is_finite());
    wrong.extend(all.map(|(at, figure)| format!("figure {at} of the headline: {figure}")));
    wrong
}

#[test]
fn every_input_at_its_ends_leaves_every_figure_a_number() {
    let (mut tried, mut wrong) = (0, Vec::new());
    let saved = saves().into_iter().map(|(name, bytes)| (name, read(&bytes).unwrap()));
    // With tax, loans, works, own lines and values at the horizon.
    let drawn = (0..6).map(|seed| (format!("plan {seed}"), random_plan(seed)));
    for (name, plan) in saved.chain(drawn) {
        for owner in plan.owners() {
            for (info, _) in plan.fields_of(&owner) {
                let field = FieldRef::new(owner.clone(), info.key);
                for value in ends(info.kind) {
                    let context = format!("{name}, {field} = {value:?}");
                    let Some(plan) = with(&plan, &field, value) else { continue };
                    let Solution { plan: run, mining_only } = solve(&plan);
                    let found = [&run, &mining_only].map(not_finite).concat();
                    wrong.extend(found.first().map(|first| format!("{context}: {first}")));
                    tried += 1;
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(tried > 1_000, "only {tried} plans were sound");
}
