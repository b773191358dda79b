//! The shell: fields, undo, tabs, files.

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable;
use wattsplit::app::{Command, Screen};
use wattsplit::plan::Value;

use crate::desk::{self, LARGE, active, click, enter, press, run, value};

const PRICE: &str = "power.price_usd_per_mwh";

#[test]
fn a_price_is_typed_undone_and_redone() {
    let mut harness = desk::example(LARGE);
    let before = value(&harness, PRICE);
    click(&mut harness, Role::Tab, "Site & power");
    enter(&mut harness, "Power price", "4*9.5");
    assert_eq!(value(&harness, PRICE), Value::Number(38.0));
    assert!(active(&harness).is_dirty());
    press(&mut harness, Key::Z, false);
    assert_eq!(value(&harness, PRICE), before);
    press(&mut harness, Key::Z, true);
    assert_eq!(value(&harness, PRICE), Value::Number(38.0));
    press(&mut harness, Key::Z, false);
    press(&mut harness, Key::Y, false);
    assert_eq!(value(&harness, PRICE), Value::Number(38.0));
}

#[test]
fn what_cannot_be_read_is_said_and_changes_nothing() {
    let mut harness = desk::example(LARGE);
    let before = value(&harness, PRICE);
    run(&mut harness, Command::Go(Screen::SitePower));
    enter(&mut harness, "Power price", "1,25");
    assert_eq!(value(&harness, PRICE), before);
    assert!(harness.query_by_label_contains("can be read as").is_some());
    enter(&mut harness, "Power price", "12.5");
    assert_eq!(value(&harness, PRICE), Value::Number(12.5));
    assert!(harness.query_by_label_contains("can be read as").is_none());
}

#[test]
fn escape_drops_what_was_typed() {
    let mut harness = desk::example(LARGE);
    let before = value(&harness, PRICE);
    run(&mut harness, Command::Go(Screen::SitePower));
    harness.get_by_role_and_label(Role::TextInput, "Power price").click();
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "Power price").type_text("99");
    harness.run();
    harness.key_press(Key::Escape);
    desk::settle(&mut harness);
    assert_eq!(value(&harness, PRICE), before);
    assert!(!active(&harness).is_dirty());
}

#[test]
fn arrow_keys_step_a_field() {
    let mut harness = desk::example(LARGE);
    run(&mut harness, Command::Go(Screen::SitePower));
    enter(&mut harness, "Power price", "40");
    harness.get_by_role_and_label(Role::TextInput, "Power price").click();
    harness.run();
    harness.key_press(Key::ArrowUp);
    desk::settle(&mut harness);
    assert_eq!(value(&harness, PRICE), Value::Number(41.0));
}

#[test]
fn a_shortcut_takes_along_what_is_being_typed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("typed.ron");
    let mut harness = desk::example(LARGE);
    run(&mut harness, Command::Go(Screen::SitePower));
    run(&mut harness, Command::SaveAs(Some(path.clone())));
    harness.get_by_role_and_label(Role::TextInput, "Power price").click();
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "Power price").type_text("37");
    harness.run();
    press(&mut harness, Key::S, false);
    assert!(!active(&harness).is_dirty());
    let saved = wattsplit::store::open(&path).unwrap();
    assert_eq!(saved.power.price_usd_per_mwh, 37.0);
}

#[test]
fn without_a_file_dialog_a_path_is_typed_and_the_plan_opens_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.ron");
    let mut harness = desk::example(LARGE);
    run(&mut harness, Command::Go(Screen::SitePower));
    enter(&mut harness, "Power price", "33");
    press(&mut harness, Key::S, false);
    type_path(&mut harness, &path);
    assert!(!active(&harness).is_dirty());
    let close = format!("Close {}", active(&harness).plan.name);
    click(&mut harness, Role::Button, &close);
    assert!(harness.state().state.plans.is_empty());
    press(&mut harness, Key::O, false);
    type_path(&mut harness, &path);
    assert_eq!(value(&harness, PRICE), Value::Number(33.0));
}

/// Waits for the path field, replaces what stands in it and commits.
fn type_path(
    harness: &mut egui_kittest::Harness<'static, wattsplit::ui::Window>,
    path: &std::path::Path,
) {
    for _ in 0..10_000 {
        if harness.query_by_role_and_label(Role::TextInput, "Path").is_some() {
            break;
        }
        std::thread::yield_now();
        harness.step();
    }
    harness.run();
    harness.key_press_modifiers(egui::Modifiers::COMMAND, Key::A);
    harness.run();
    let typed = path.display().to_string();
    harness.get_by_role_and_label(Role::TextInput, "Path").type_text(&typed);
    harness.run();
    harness.key_press(Key::Enter);
    desk::settle(harness);
}

#[test]
fn closing_a_changed_plan_asks_and_cancel_keeps_it() {
    let mut harness = desk::example(LARGE);
    run(&mut harness, Command::Go(Screen::SitePower));
    enter(&mut harness, "Power price", "33");
    press(&mut harness, Key::W, false);
    click(&mut harness, Role::Button, "Cancel");
    assert_eq!(harness.state().state.plans.len(), 1);
    press(&mut harness, Key::W, false);
    click(&mut harness, Role::Button, "Don't save");
    assert!(harness.state().state.plans.is_empty());
}

#[test]
fn a_second_plan_stands_in_its_own_tab() {
    let mut harness = desk::example(LARGE);
    press(&mut harness, Key::D, false);
    assert_eq!(harness.state().state.plans.len(), 2);
    assert_eq!(harness.state().state.active, Some(1));
    let first = harness.state().state.plans[0].plan.name.clone();
    click(&mut harness, Role::Tab, &first);
    assert_eq!(harness.state().state.active, Some(0));
}

#[test]
fn an_idle_window_asks_for_no_frame() {
    let mut harness = desk::example(LARGE);
    harness.step();
    harness.step();
    let output = harness.output();
    let root = output.viewport_output.get(&egui::ViewportId::ROOT).unwrap();
    assert_eq!(root.repaint_delay, std::time::Duration::MAX, "{:?}", harness.ctx.repaint_causes());
}
