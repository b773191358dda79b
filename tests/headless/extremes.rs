//! Every input at its ends: each figure stays a number, on screen and in JSON alike.

use wattsplit::engine::{LINES, Run, Solution, solve};
use wattsplit::plan::fields::{Kind, Value};
use wattsplit::plan::{Change, FieldRef, Plan, Severity, findings, read};

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

fn is_finite(run: &Run, context: &str) {
    for line in LINES.iter() {
        let series = run.ledger.series(line.id);
        let wrong = series.iter().position(|value| !value.is_finite());
        assert_eq!(wrong, None, "{context}: {}", line.key);
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
    for (at, figure) in all.enumerate() {
        assert!(figure.is_finite(), "{context}: figure {at} of the headline is {figure}");
    }
}

#[test]
fn every_input_at_its_ends_leaves_every_figure_a_number() {
    let mut tried = 0;
    for (name, bytes) in saves() {
        let plan = read(&bytes).unwrap();
        for owner in plan.owners() {
            for (info, _) in plan.fields_of(&owner) {
                let field = FieldRef::new(owner.clone(), info.key);
                for value in ends(info.kind) {
                    let context = format!("{name}, {field} = {value:?}");
                    let Some(plan) = with(&plan, &field, value) else { continue };
                    let Solution { plan: run, mining_only } = solve(&plan);
                    is_finite(&run, &context);
                    is_finite(&mining_only, &context);
                    tried += 1;
                }
            }
        }
    }
    assert!(tried > 1_000, "only {tried} plans were sound");
}
