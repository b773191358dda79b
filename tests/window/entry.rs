//! Entry: how typing is read, what has two readings, undo within a field, typing faster than frames.

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable};
use wattsplit::app::{Command, Screen};
use wattsplit::plan::Value;
use wattsplit::ui::Window;

use crate::desk::{self, LARGE, active, click, enter, press, run, settle, value};

const PRICE: &str = "power.price_usd_per_mwh";

fn power() -> Harness<'static, Window> {
    let mut harness = desk::example(LARGE);
    run(&mut harness, Command::Go(Screen::SitePower));
    harness
}

/// Puts the keyboard into a field and types, without leaving it.
fn type_into(harness: &mut Harness<'static, Window>, name: &str, typed: &str) {
    harness.get_by_role_and_label(Role::TextInput, name).click();
    settle(harness);
    harness.get_by_role_and_label(Role::TextInput, name).type_text(typed);
    harness.run();
}

fn says(harness: &Harness<'static, Window>, words: &str) -> bool {
    harness.query_all_by_label_contains(words).next().is_some()
}

#[test]
fn what_is_typed_is_read_back_or_refused_in_words() {
    for (typed, said, after) in [
        ("1 250,5", "= 1,250.5", Some(1250.5)),
        ("12.5k", "= 12,500", Some(12_500.0)),
        ("3%", "= 0.03", Some(0.03)),
        ("4*8760", "= 35,040", Some(35_040.0)),
        ("٤٢٫٥", "= 42.5", Some(42.5)),
        ("1.250", "= 1.25", Some(1.25)),
        ("1,250", "can be read as 1.25 or as 1250", None),
        ("-", "A number is missing after", None),
        ("1e999", "is too large a number", None),
        ("12\tMW", "is not understood", None),
    ] {
        let mut harness = power();
        let before = value(&harness, PRICE);
        type_into(&mut harness, "Power price", typed);
        assert!(says(&harness, said), "{typed} while typing");
        harness.key_press(Key::Tab);
        settle(&mut harness);
        let expected = after.map_or(before, Value::Number);
        assert_eq!(value(&harness, PRICE), expected, "{typed}");
        assert_eq!(says(&harness, said), after.is_none(), "{typed} after leaving");
    }
}

#[test]
fn one_of_two_readings_is_taken_by_click_or_by_key() {
    let mut harness = power();
    type_into(&mut harness, "Power price", "1,250");
    click(&mut harness, Role::Button, "Take 1250");
    assert_eq!(value(&harness, PRICE), Value::Number(1250.0));
    assert!(!says(&harness, "can be read as"));
    type_into(&mut harness, "Power price", "2,125");
    harness.key_press_modifiers(Modifiers::ALT, Key::Num1);
    harness.run();
    harness.key_press(Key::Enter);
    settle(&mut harness);
    assert_eq!(value(&harness, PRICE), Value::Number(2.125));
}

#[test]
fn a_value_that_is_only_looked_at_stays_to_the_last_digit() {
    let mut harness = power();
    enter(&mut harness, "Power price", "100/3");
    let Value::Number(third) = value(&harness, PRICE) else { panic!("no number") };
    assert!((third - 100.0 / 3.0).abs() < 1e-12);
    harness.get_by_role_and_label(Role::TextInput, "Power price").click();
    settle(&mut harness);
    harness.key_press(Key::Enter);
    settle(&mut harness);
    assert_eq!(value(&harness, PRICE), Value::Number(third));
}

#[test]
fn undo_takes_back_the_text_first_and_then_the_step() {
    let mut harness = power();
    let before = value(&harness, PRICE);
    enter(&mut harness, "Power price", "50");
    type_into(&mut harness, "Power price", "61");
    press(&mut harness, Key::Z, false);
    let shown = |harness: &Harness<'static, Window>| {
        let field = harness.get_by_role_and_label(Role::TextInput, "Power price");
        field.accesskit_node().value().unwrap_or_default()
    };
    assert_eq!((value(&harness, PRICE), shown(&harness).as_str()), (Value::Number(50.0), "50"));
    press(&mut harness, Key::Z, false);
    assert_eq!(value(&harness, PRICE), before);
    press(&mut harness, Key::Z, true);
    assert_eq!(value(&harness, PRICE), Value::Number(50.0));
    assert_eq!(shown(&harness), "50");
}

#[test]
fn a_word_that_cannot_be_read_goes_with_undo_and_with_the_page() {
    let mut harness = power();
    let shown = |harness: &Harness<'static, Window>| {
        let field = harness.get_by_role_and_label(Role::TextInput, "Power price");
        field.accesskit_node().value().unwrap_or_default()
    };
    enter(&mut harness, "Grid power", "90");
    let before = shown(&harness);
    let refuse = |harness: &mut Harness<'static, Window>| {
        type_into(harness, "Power price", "-");
        harness.key_press(Key::Tab);
        settle(harness);
        assert_eq!(shown(harness), "-");
        assert!(says(harness, "A number is missing after"));
    };
    refuse(&mut harness);
    press(&mut harness, Key::Z, false);
    assert_eq!(shown(&harness), before);
    assert!(!says(&harness, "A number is missing after"));
    refuse(&mut harness);
    run(&mut harness, Command::Go(Screen::Leases));
    run(&mut harness, Command::Go(Screen::SitePower));
    assert_eq!(shown(&harness), before);
    assert!(!says(&harness, "A number is missing after"));
}

#[test]
fn digits_typed_before_tab_stay_in_their_field_however_slow_the_frame() {
    let mut harness = power();
    harness.get_by_role_and_label(Role::TextInput, "Grid power").click();
    settle(&mut harness);
    let next = value(&harness, "site.convertible_mw");
    let key = |key| Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    let text = |text: &str| Event::Text(text.to_owned());
    let burst = [text("1"), text("3"), text("7"), key(Key::Tab), text("8"), key(Key::Enter)];
    harness.input_mut().events.extend(burst);
    settle(&mut harness);
    assert_eq!(value(&harness, "site.grid_mw"), Value::Number(137.0));
    let changed = [value(&harness, "site.convertible_mw"), next];
    assert!(changed[0] == Value::Number(8.0) || changed[0] == changed[1], "{changed:?}");
    assert_ne!(changed[0], Value::Number(1378.0));
}

#[test]
fn a_field_says_where_it_comes_from_keeps_a_note_and_goes_back_to_its_default() {
    let mut harness = power();
    let field = "power.escalation_per_year";
    let name = "Price escalation";
    let before = value(&harness, field);
    enter(&mut harness, name, "9");
    assert_ne!(value(&harness, field), before);
    harness.get_by_role_and_label(Role::TextInput, name).click();
    settle(&mut harness);
    harness.key_press(Key::F1);
    settle(&mut harness);
    harness.get_by_role_and_label(Role::TextInput, "Source").click();
    settle(&mut harness);
    harness.get_by_role_and_label(Role::TextInput, "Source").type_text("utility letter");
    harness.run();
    click(&mut harness, Role::CheckBox, "An assumption, not measured");
    click(&mut harness, Role::Button, "Keep note");
    let note = active(&harness).plan.notes.get(field).cloned().unwrap();
    assert_eq!((note.source.as_str(), note.assumption), ("utility letter", true));
    harness.get_by_role_and_label(Role::TextInput, name).click_secondary();
    settle(&mut harness);
    click(&mut harness, Role::Button, "Reset");
    assert_eq!(value(&harness, field), before);
    press(&mut harness, Key::Z, false);
    press(&mut harness, Key::Z, false);
    assert!(!active(&harness).plan.notes.contains_key(field));
}

#[test]
fn every_control_that_takes_the_keyboard_has_a_name() {
    let mut harness = desk::example(LARGE);
    for screen in Screen::ALL {
        run(&mut harness, Command::Go(screen));
        let unnamed: Vec<_> = harness
            .root()
            .children_recursive()
            .filter(|node| {
                let node = node.accesskit_node();
                let role = matches!(
                    node.role(),
                    Role::TextInput
                        | Role::MultilineTextInput
                        | Role::Button
                        | Role::ComboBox
                        | Role::RadioButton
                        | Role::CheckBox
                        | Role::Slider
                        | Role::Link
                        | Role::Tab
                        | Role::ListBoxOption
                );
                role && node.label().is_none_or(|label| label.trim().is_empty())
            })
            .map(|node| format!("{:?} at {:?}", node.accesskit_node().role(), node.rect()))
            .collect();
        assert!(unnamed.is_empty(), "{screen:?}: {unnamed:?}");
    }
}
