//! Lists: adding in three clicks, sorting, moving by key and drag, deleting with a way back.

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable};
use wattsplit::app::{Command, Screen};
use wattsplit::format::Month;
use wattsplit::plan::{Owner, Plan, WhatIf, write};
use wattsplit::ui::Window;

use crate::desk::{self, LARGE, active, click, press, run, settle};

fn on(screen: Screen) -> Harness<'static, Window> {
    let mut harness = desk::example(LARGE);
    run(&mut harness, Command::Go(screen));
    harness
}

fn plan<'a>(harness: &'a Harness<'static, Window>) -> &'a Plan {
    &active(harness).plan
}

fn says(harness: &Harness<'static, Window>, words: &str) -> bool {
    harness.query_all_by_label_contains(words).next().is_some()
}

fn lease_ids(harness: &Harness<'static, Window>) -> Vec<String> {
    plan(harness).leases.iter().map(|lease| lease.id.clone()).collect()
}

/// Clicks the first control of that role whose name begins so.
pub fn click_first(harness: &mut Harness<'static, Window>, role: Role, begins: &str) {
    let found = harness
        .get_all_by_role(role)
        .find(|node| node.accesskit_node().label().is_some_and(|label| label.starts_with(begins)));
    found.unwrap_or_else(|| panic!("no {role:?} “{begins}”")).click();
    settle(harness);
}

#[test]
fn a_catalogue_row_and_a_published_lease_each_enter_in_at_most_three_clicks() {
    // Machines: the navigation, the button, the row.
    let mut harness = desk::example(LARGE);
    let (machines, fleets) = (plan(&harness).asics.len(), plan(&harness).gpus.len());
    click(&mut harness, Role::Tab, "Machines");
    click(&mut harness, Role::Button, "Add machines…");
    click(&mut harness, Role::Button, "Antminer S21 (200T)");
    assert_eq!(plan(&harness).asics.len(), machines + 1);
    let added = plan(&harness).asics.last().unwrap();
    assert!(added.th_per_s == 200.0 && added.price_usd > 0.0 && added.origin.is_some());

    // A GPU row, from another screen: the navigation, the button, the row.
    run(&mut harness, Command::Go(Screen::Answer));
    click(&mut harness, Role::Tab, "Machines");
    click(&mut harness, Role::Button, "Add GPUs…");
    let gpu = wattsplit::catalog::gpus()[0].model.clone();
    click(&mut harness, Role::Button, &gpu);
    assert_eq!(plan(&harness).gpus.len(), fleets + 1);

    // A published lease: the navigation, the deal below the list.
    let leases = plan(&harness).leases.len();
    click(&mut harness, Role::Tab, "Leases");
    let deal = wattsplit::catalog::deals().iter().find(|deal| deal.rent_terms().is_some()).unwrap();
    let name = format!("{}, {}", deal.operator, deal.tenant);
    click_first(&mut harness, Role::Button, &name);
    assert_eq!(plan(&harness).leases.len(), leases + 1);
    assert!(says(&harness, "which is free here, of the") || says(&harness, "Added"));
}

#[test]
fn a_deal_that_does_not_fit_says_what_it_was_scaled_to() {
    let mut harness = on(Screen::Leases);
    let deals = wattsplit::catalog::deals().iter();
    let large = deals
        .filter(|deal| deal.rent_terms().is_some())
        .max_by(|a, b| a.capacity_mw_it.unwrap_or(0.0).total_cmp(&b.capacity_mw_it.unwrap_or(0.0)));
    let deal = large.unwrap();
    let name = format!("{}, {}", deal.operator, deal.tenant);
    // It may stand further down the list than is in sight.
    harness.get_by_role_and_label(Role::Button, &name).click_accesskit();
    settle(&mut harness);
    let lease = plan(&harness).leases.last().unwrap().clone();
    assert!(lease.colocation().unwrap().it_mw < deal.capacity_mw_it.unwrap());
    assert!(says(&harness, "which is free here, of the"));
    let note = plan(&harness).notes.get(&format!("leases[{}].it_mw", lease.id)).unwrap();
    assert!(note.text.contains("is free here"), "{}", note.text);
}

#[test]
fn what_is_deleted_comes_back_from_its_message() {
    let mut harness = on(Screen::Leases);
    let before = write(plan(&harness)).unwrap();
    let count = plan(&harness).leases.len();
    click(&mut harness, Role::Button, "Delete");
    assert_eq!(plan(&harness).leases.len(), count - 1);
    assert!(says(&harness, "Deleted "));
    click(&mut harness, Role::Button, "Undo");
    assert_eq!(write(plan(&harness)).unwrap(), before);
    assert!(!says(&harness, "Deleted "));
    // By any other way back too.
    click(&mut harness, Role::Button, "Delete");
    assert!(says(&harness, "Deleted "));
    press(&mut harness, Key::Z, false);
    assert_eq!(write(plan(&harness)).unwrap(), before);
    assert!(!says(&harness, "Deleted "));
}

#[test]
fn a_lease_shows_what_lies_over_it() {
    let mut harness = on(Screen::Leases);
    let lease = plan(&harness).leases[0].clone();
    run(&mut harness, Command::Select(Owner::Lease(lease.id.clone())));
    assert!(!says(&harness, "What if: ") && says(&harness, "rent to "));
    let leaving = WhatIf::leaving(&lease, Month::new(2029, 1));
    run(&mut harness, Command::ToggleWhatIf(Box::new(leaving)));
    assert!(says(&harness, "The form shows the plan itself"));
    let void = format!("Gone from Jan 2029. {} months empty, then market rent", lease.void_months);
    assert!(says(&harness, &void), "{void}");
    assert!(says(&harness, "rent until gone from Jan 2029"));
    assert!(!says(&harness, "rent to "));
}

#[test]
fn a_list_is_sorted_as_one_step() {
    let mut harness = on(Screen::Leases);
    click(&mut harness, Role::Button, "Duplicate");
    let before = lease_ids(&harness);
    let depth = active(&harness).history.depth();
    click(&mut harness, Role::Button, "Sort: Lease");
    click(&mut harness, Role::Button, "By name");
    let mut names: Vec<_> = plan(&harness).leases.iter().map(|of| of.name.to_lowercase()).collect();
    let shown = names.clone();
    names.sort();
    let turned: Vec<_> = names.iter().rev().cloned().collect();
    assert!(shown == names || shown == turned, "{shown:?}");
    assert_ne!(lease_ids(&harness), before);
    assert_eq!(active(&harness).history.depth(), depth + 1);
    press(&mut harness, Key::Z, false);
    assert_eq!(lease_ids(&harness), before);
}

#[test]
fn keys_move_the_selection_and_the_item() {
    let mut harness = on(Screen::Leases);
    click(&mut harness, Role::Button, "Duplicate");
    let before = lease_ids(&harness);
    let first = plan(&harness).leases[0].name.clone();
    let selected = |harness: &Harness<'static, Window>| {
        active(harness).selected(Screen::Leases).and_then(|owner| owner.id().map(str::to_owned))
    };
    click_first(&mut harness, Role::ListBoxOption, first.get(..8).unwrap_or(&first));
    assert_eq!(selected(&harness).as_ref(), before.first());
    harness.key_press(Key::ArrowDown);
    settle(&mut harness);
    assert_eq!(selected(&harness).as_ref(), before.get(1));
    harness.key_press_modifiers(Modifiers::ALT, Key::ArrowUp);
    settle(&mut harness);
    let after = lease_ids(&harness);
    assert_eq!((&after[0], &after[1]), (&before[1], &before[0]));
    // The row keeps the keyboard where it went.
    harness.key_press_modifiers(Modifiers::ALT, Key::ArrowDown);
    settle(&mut harness);
    assert_eq!(lease_ids(&harness), before);
    harness.key_press(Key::Delete);
    settle(&mut harness);
    assert_eq!(lease_ids(&harness).len(), before.len() - 1);
    press(&mut harness, Key::Z, false);
    assert_eq!(lease_ids(&harness), before);
}

#[test]
fn a_row_is_dragged_to_another_place() {
    let mut harness = on(Screen::Leases);
    click(&mut harness, Role::Button, "Duplicate");
    let before = lease_ids(&harness);
    let rows: Vec<egui::Rect> =
        harness.get_all_by_role(Role::ListBoxOption).map(|node| node.rect()).collect();
    let (from, to) = (rows[0].center(), rows[1].center() + egui::vec2(0.0, 12.0));
    harness.event(Event::PointerMoved(from));
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    harness.event(button(from, true));
    harness.run();
    for step in 1..=4 {
        harness.event(Event::PointerMoved(from.lerp(to, step as f32 / 4.0)));
        harness.run();
    }
    harness.event(button(to, false));
    settle(&mut harness);
    let after = lease_ids(&harness);
    assert_eq!((&after[0], &after[1]), (&before[1], &before[0]));
    press(&mut harness, Key::Z, false);
    assert_eq!(lease_ids(&harness), before);
}

#[test]
fn another_kind_of_lease_keeps_start_term_and_tenant() {
    let mut harness = on(Screen::Leases);
    let before = plan(&harness).leases[0].clone();
    if plan(&harness).gpus.is_empty() {
        run(&mut harness, Command::Go(Screen::Machines));
        click(&mut harness, Role::Button, "Add GPUs…");
        let gpu = wattsplit::catalog::gpus()[0].model.clone();
        click(&mut harness, Role::Button, &gpu);
        run(&mut harness, Command::Go(Screen::Leases));
    }
    let other = if before.reserved().is_some() { "Colocation" } else { "Reserved GPUs" };
    click(&mut harness, Role::RadioButton, other);
    let after = plan(&harness).leases.iter().find(|of| of.id == before.id).unwrap().clone();
    assert_ne!(after.reserved().is_some(), before.reserved().is_some());
    assert_eq!((after.start, after.term_months), (before.start, before.term_months));
    assert_eq!((&after.tenant, &after.name), (&before.tenant, &before.name));
    assert!(says(&harness, "are kept; the other terms start from defaults"));
    click(&mut harness, Role::Button, "Undo");
    assert_eq!(plan(&harness).leases[0], before);
}

#[test]
fn contracts_are_sorted_by_the_heads_of_their_table() {
    let mut harness = on(Screen::SitePower);
    let prices = |harness: &Harness<'static, Window>| -> Vec<f64> {
        plan(harness).power.contracts.iter().map(|of| of.price_usd_per_mwh).collect()
    };
    let before = prices(&harness);
    assert!(before.len() > 1);
    // The largest first; once more turns it around.
    click(&mut harness, Role::ColumnHeader, "USD/MWh");
    let mut expected = before.clone();
    expected.sort_by(|a, b| b.total_cmp(a));
    if before == expected {
        expected.reverse();
    }
    assert_eq!(prices(&harness), expected);
    click(&mut harness, Role::ColumnHeader, "USD/MWh");
    expected.reverse();
    assert_eq!(prices(&harness), expected);
}
