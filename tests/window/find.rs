//! Search, first steps and scale, by keys.

use egui::Key;
use egui::accesskit::{Role, Toggled};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable};
use wattsplit::app::{Command, Screen, Sheet};
use wattsplit::ui::Window;

use crate::desk::{self, LARGE, active, click, press, run};

fn search(harness: &mut Harness<'static, Window>, words: &str) {
    press(harness, Key::K, false);
    assert_eq!(harness.state().state.sheet, Some(Sheet::Find));
    harness.get_by_role_and_label(Role::TextInput, "Find").type_text(words);
    harness.run();
}

#[test]
fn a_field_is_found_by_its_words_and_has_the_keyboard() {
    let mut harness = desk::example(LARGE);
    search(&mut harness, "power price");
    harness.key_press(Key::Enter);
    desk::settle(&mut harness);
    let state = &harness.state().state;
    assert_eq!((state.sheet, state.screen), (None, Screen::SitePower));
    assert!(harness.get_by_role_and_label(Role::TextInput, "Power price").is_focused());
}

#[test]
fn a_field_of_an_item_is_found_by_its_address() {
    let mut harness = desk::example(LARGE);
    let lease = active(&harness).plan.leases.first().map(|lease| lease.id.clone()).unwrap();
    search(&mut harness, &format!("leases[{lease}].term_months"));
    harness.key_press(Key::Enter);
    desk::settle(&mut harness);
    assert_eq!(harness.state().state.screen, Screen::Leases);
    let selected = active(&harness).selected(Screen::Leases).unwrap();
    assert_eq!(selected.id(), Some(lease.as_str()));
}

#[test]
fn arrows_choose_and_escape_leaves_all_as_it_was() {
    let mut harness = desk::example(LARGE);
    let plan = active(&harness).plan.clone();
    press(&mut harness, Key::K, false);
    let chosen = |harness: &Harness<'static, Window>| -> Vec<String> {
        let nodes = harness.query_all_by_role(Role::ListBoxOption);
        let on =
            |node: &egui_kittest::Node<'_>| node.accesskit_node().toggled() == Some(Toggled::True);
        let chosen = nodes.filter(on).filter_map(|node| node.accesskit_node().label());
        chosen.collect()
    };
    assert_eq!(chosen(&harness), ["New plan…, File"]);
    for key in [Key::ArrowDown, Key::ArrowDown, Key::ArrowUp] {
        harness.key_press(key);
        harness.run();
    }
    assert_eq!(chosen(&harness), ["Open…, File"]);
    harness.key_press(Key::Escape);
    desk::settle(&mut harness);
    assert_eq!(harness.state().state.sheet, None);
    assert_eq!(active(&harness).plan, plan);
}

#[test]
fn a_command_is_found_and_done() {
    let mut harness = desk::example(LARGE);
    search(&mut harness, "duplicate plan");
    harness.key_press(Key::Enter);
    desk::settle(&mut harness);
    assert_eq!(harness.state().state.plans.len(), 2);
}

#[test]
fn the_first_steps_lead_and_are_closed_for_good() {
    let mut harness = desk::example(LARGE);
    run(&mut harness, Command::FirstSteps(true));
    click(&mut harness, Role::Button, "Change a figure: try the power price");
    assert_eq!(harness.state().state.screen, Screen::SitePower);
    assert!(harness.get_by_role_and_label(Role::TextInput, "Power price").is_focused());
    click(&mut harness, Role::Button, "Read the answer: how many MW to AI, and why");
    assert_eq!(harness.state().state.screen, Screen::Answer);
    click(&mut harness, Role::Button, "Close the first steps");
    let state = &harness.state().state;
    assert!(!state.first_steps && state.settings.first_steps_closed);
    assert!(harness.query_by_label("Close the first steps").is_none());
}

#[test]
fn the_scale_is_chosen_and_put_back() {
    let mut harness = desk::example(LARGE);
    run(&mut harness, Command::SetScale(1.25));
    assert_eq!(harness.ctx.zoom_factor(), 1.25);
    run(&mut harness, Command::ZoomIn);
    assert_eq!(harness.state().state.settings.scale, 1.35);
    press(&mut harness, Key::Num0, false);
    assert_eq!(harness.state().state.settings.scale, 1.0);
}

#[test]
fn the_reference_finds_an_input_by_its_key() {
    let mut harness = desk::example(LARGE);
    run(&mut harness, Command::Reference);
    harness.get_by_role_and_label(Role::TextInput, "Search, Reference").type_text("grid_mw");
    harness.run();
    assert!(harness.query_by_label("site.grid_mw").is_some());
    assert!(harness.query_by_label("finance.discount_rate").is_none());
}
