//! Places: one enters a plan, several are compared.

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use wattsplit::app::{Command, Screen};
use wattsplit::plan::Value;
use wattsplit::ui::Window;

use crate::desk::{self, LARGE, active, click, press, run, value};

const PRICE: &str = "power.price_usd_per_mwh";
const CARBON: &str = "site.grid_carbon_kg_per_mwh";

/// The button of the place card, which carries the place's name.
fn open_places(harness: &mut Harness<'static, Window>) {
    let place = active(harness).plan.site.place.clone();
    click(harness, Role::Button, &place);
    assert!(harness.query_by_role_and_label(Role::Dialog, "Choose a place").is_some());
}

#[test]
fn a_place_enters_a_plan_in_three_clicks_and_leaves_typed_figures_alone() {
    let mut harness = desk::example(LARGE);
    run(&mut harness, Command::Go(Screen::SitePower));
    let before = active(&harness).plan.clone();
    // One: the place. Two: another one in the list. Three: the answer to what becomes of one's own price.
    open_places(&mut harness);
    click(&mut harness, Role::ListBoxOption, "Norway NO4 (Nordland / Mo i Rana)");
    click(&mut harness, Role::Button, "Fill in");
    assert_eq!(active(&harness).plan.site.place_id, "no-no4");
    assert_eq!(value(&harness, PRICE), Value::Number(before.power.price_usd_per_mwh));
    let row = wattsplit::catalog::place("no-no4").unwrap();
    assert_eq!(value(&harness, CARBON), Value::Number(row.carbon_kg_per_mwh));
    let note = &active(&harness).plan.notes[CARBON];
    assert_eq!((&note.source, &note.as_of), (&row.provenance.source, &row.provenance.as_of));
    // One step, undone as one.
    press(&mut harness, Key::Z, false);
    assert_eq!(active(&harness).plan, before);
}

#[test]
fn a_typed_figure_is_taken_where_it_is_ticked() {
    let mut harness = desk::example(LARGE);
    run(&mut harness, Command::Go(Screen::SitePower));
    open_places(&mut harness);
    click(&mut harness, Role::ListBoxOption, "Norway NO4 (Nordland / Mo i Rana)");
    let ticks = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
        node.role() == Role::CheckBox && node.label().is_some_and(|l| l.starts_with("Power price"))
    };
    harness.get_by(ticks).click();
    desk::settle(&mut harness);
    click(&mut harness, Role::Button, "Fill in");
    // 35 USD/MWh at the meter less 10 of delivery.
    assert_eq!(value(&harness, PRICE), Value::Number(25.0));
}

#[test]
fn a_place_is_found_by_its_name_and_taken_with_enter() {
    let mut harness = desk::example(LARGE);
    run(&mut harness, Command::Go(Screen::SitePower));
    open_places(&mut harness);
    harness.get_by_role_and_label(Role::TextInput, "Search, Places").type_text("ercot dallas");
    harness.run();
    assert!(harness.query_by_role_and_label(Role::ListBoxOption, "Alabama").is_none());
    harness.key_press(Key::Enter);
    desk::settle(&mut harness);
    click(&mut harness, Role::Button, "Fill in");
    assert_eq!(active(&harness).plan.site.place_id, "us-tx-ercot-north");
}

#[test]
fn the_map_leads_back_to_the_new_plan_with_the_place() {
    let mut harness = desk::empty(LARGE);
    run(&mut harness, Command::NewPlan);
    click(&mut harness, Role::Button, "Map of 98 places");
    click(&mut harness, Role::ListBoxOption, "Norway NO4 (Nordland / Mo i Rana)");
    assert!(harness.query_by_role_and_label(Role::Dialog, "New plan").is_some());
    click(&mut harness, Role::Button, "Create plan");
    assert_eq!(active(&harness).plan.site.place_id, "no-no4");
    assert_eq!(value(&harness, PRICE), Value::Number(25.0));
}

#[test]
fn places_are_compared_and_one_opens_as_a_plan() {
    let mut harness = desk::example(LARGE);
    run(&mut harness, Command::Go(Screen::Compare));
    click(&mut harness, Role::RadioButton, "Places");
    let state = &harness.state().state;
    assert!(state.compared.len() >= 2, "some are suggested");
    for open in &state.compared {
        assert!(open.results.solution.is_some() && open.results.advice.is_some());
    }
    // A tick more is a row more.
    click(&mut harness, Role::CheckBox, "Alabama, 71");
    click(&mut harness, Role::ListBoxOption, "Alabama");
    click(&mut harness, Role::Button, "Open as plan");
    assert_eq!(active(&harness).plan.name, "Texas 100 MW in Alabama");
    assert_eq!(active(&harness).plan.site.place_id, "us-al");
    assert_eq!(harness.state().state.plans.len(), 2);
    // What was compared is what opens: the same figures to the cent.
    let state = &harness.state().state;
    let opened = active(&harness).results.solution.as_ref().unwrap().plan.value.npv_usd;
    let compared = state.compared.iter().find(|open| open.plan.site.place_id == "us-al").unwrap();
    let there = compared.results.solution.as_ref().unwrap().plan.value.npv_usd;
    assert_eq!(opened, there);
}

#[test]
fn a_place_is_chosen_by_the_button_beside_its_facts_too() {
    let mut harness = desk::example(LARGE);
    run(&mut harness, Command::Go(Screen::SitePower));
    open_places(&mut harness);
    harness.get_by_role_and_label(Role::ListBoxOption, "Norway NO4 (Nordland / Mo i Rana)").hover();
    harness.run();
    click(&mut harness, Role::Button, "Choose");
    click(&mut harness, Role::Button, "Fill in");
    assert_eq!(active(&harness).plan.site.place_id, "no-no4");
}
