//! Plans are held against one another, and what-ifs are laid over one by a click.

use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable};
use wattsplit::app::{Command, Screen};
use wattsplit::engine::solve;
use wattsplit::format::{money_usd, number, signed, signed_money_short};
use wattsplit::plan::{Change, Value, WhatIf, write};
use wattsplit::ui::Window;

use crate::desk::{self, LARGE, active, click, run, settle};

/// What the cells of the table say, to the cent.
fn cells(harness: &Harness<'static, Window>) -> Vec<String> {
    let nodes = harness.root().children_recursive();
    nodes
        .filter(|node| node.accesskit_node().role() == Role::Cell)
        .filter_map(|node| node.accesskit_node().label())
        .collect()
}

/// Every text on the screen.
fn texts(harness: &Harness<'static, Window>) -> Vec<String> {
    let nodes = harness.root().children_recursive();
    nodes
        .filter_map(|node| {
            let node = node.accesskit_node();
            node.value().or_else(|| node.label())
        })
        .collect()
}

fn cell(harness: &Harness<'static, Window>, head: &str) -> String {
    let all = cells(harness);
    let found = all.iter().find(|cell| cell.starts_with(head));
    found.unwrap_or_else(|| panic!("no {head}: {all:#?}")).clone()
}

#[test]
fn one_plan_alone_leads_to_a_second() {
    let mut harness = desk::example(LARGE);
    run(&mut harness, Command::Go(Screen::Compare));
    assert!(cell(&harness, "A  Texas 100 MW, NPV: ").ends_with("USD"));
    click(&mut harness, Role::Button, "Duplicate plan");
    assert_eq!(harness.state().state.plans.len(), 2);
    assert!(cell(&harness, "B  ").contains(", NPV: "));
}

#[test]
fn two_plans_stand_beside_one_another_to_the_cent_and_the_base_turns_the_sign() {
    let mut harness = desk::example(LARGE);
    run(&mut harness, Command::DuplicatePlan);
    let price = Change::Set("power.price_usd_per_mwh".parse().unwrap(), Value::Number(20.0));
    run(&mut harness, Command::Edit(price));
    run(&mut harness, Command::Go(Screen::Compare));
    let plans = harness.state().state.plans.iter().map(|open| open.plan.clone());
    let plans: Vec<_> = plans.collect();
    let [one, two] = [0, 1].map(|at| solve(&plans[at]).plan.value.npv_usd);
    assert!((two - one).abs() > 1e6);
    // The active plan is the base: the first is held against it.
    let name = &plans[1].name;
    let expect = format!(
        "A  Texas 100 MW, NPV: {} USD, {} USD against B  {name}",
        number(one, 2),
        signed(one - two, 2)
    );
    assert_eq!(cell(&harness, "A  Texas 100 MW, NPV:"), expect);
    assert_eq!(cell(&harness, &format!("B  {name}, NPV:")).matches("USD").count(), 1);
    // The input that differs, with its unit.
    let rows = harness.query_all_by_role(Role::Row);
    let rows: Vec<String> = rows.filter_map(|row| row.accesskit_node().label()).collect();
    assert!(rows.iter().any(|row| row.contains("20 USD/MWh")), "{rows:#?}");
    click(&mut harness, Role::RadioButton, "Hold against A  Texas 100 MW");
    let turned = cell(&harness, &format!("B  {name}, NPV:"));
    assert!(turned.contains(&format!("{} USD against A", signed(two - one, 2))), "{turned}");
    // A plan that is not ticked has no figures here.
    // Its tick stands before the mark of its line in the chart.
    let label = format!("B  {name}");
    let mut marks = harness.get_all_by_role_and_label(Role::CheckBox, &label);
    marks.next().unwrap().click();
    drop(marks);
    settle(&mut harness);
    assert!(!cells(&harness).iter().any(|cell| cell.starts_with("B  ")));
}

#[test]
fn a_what_if_is_laid_over_and_taken_away_by_a_click() {
    let mut harness = desk::example(LARGE);
    let plan = active(&harness).plan.clone();
    let before = write(&plan).unwrap();
    let half = WhatIf::find(&plan, "hashprice-half").unwrap();
    click(&mut harness, Role::Button, &half.name);
    let own = solve(&plan).plan.value.npv_usd;
    let with = solve(&plan.with_what_ifs([&half]).unwrap()).plan.value.npv_usd;
    let shown = active(&harness).results.solution.as_ref().unwrap().plan.value.npv_usd;
    assert!((shown - with).abs() < 0.01 && (with - own).abs() > 1e6);
    // The ribbon says so.
    let ribbon = format!("{} ({})", money_usd(with), signed_money_short(with - own));
    let said = texts(&harness);
    assert!(said.iter().any(|text| text.contains(&ribbon)), "{ribbon}: {said:#?}");
    // It is a row of its own among the plans, held against the plan without it.
    run(&mut harness, Command::Go(Screen::Compare));
    let row = cell(&harness, "B  ");
    assert!(row.contains(&format!("{} USD against A", signed(with - own, 2))), "{row}");
    click(&mut harness, Role::Button, "Clear");
    assert!(active(&harness).what_ifs().is_empty());
    assert_eq!(write(&active(&harness).plan).unwrap(), before);
}
