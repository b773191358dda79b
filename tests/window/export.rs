//! Charts and plans to files, as a user does it.

use std::fs;
use std::path::Path;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use wattsplit::app::{Command, MessageKind};
use wattsplit::store;
use wattsplit::ui::Window;

use crate::desk::{self, LARGE, active, click, press, run};

fn type_into(harness: &mut Harness<'static, Window>, name: &str, typed: &str) {
    harness.get_by_role_and_label(Role::TextInput, name).focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, name).type_text(typed);
    harness.run();
}

/// Clicks the button that writes, and goes on until all is written.
fn write(harness: &mut Harness<'static, Window>, button: &str) {
    click(harness, Role::Button, button);
    while harness.state().state.is_writing() {
        std::thread::yield_now();
        harness.step();
    }
    harness.run();
}

fn endings(folder: &Path, ending: &str) -> usize {
    let files = fs::read_dir(folder).unwrap().map(Result::unwrap);
    files.filter(|file| file.path().extension().is_some_and(|of| of == ending)).count()
}

#[test]
fn a_plan_is_handed_over_as_a_folder_that_says_what_it_holds() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("for the bank");
    let mut harness = desk::example(LARGE);
    press(&mut harness, Key::E, false);
    // Drawn pages take long without optimization; the tables and the plan do not.
    click(&mut harness, Role::Button, "PDF");
    type_into(&mut harness, "Folder", &to.display().to_string());
    let charts = harness.state().state.charts().len();
    // The text that says what is what, the plan, its page and the ledger beside the figures of each chart.
    write(&mut harness, &format!("Write {} files", charts + 4));
    assert_eq!(endings(&to, "pdf"), 1);
    assert_eq!(endings(&to, "csv"), charts + 1);
    let readme = fs::read_to_string(to.join("README.txt")).unwrap();
    assert!(readme.contains(&active(&harness).plan.name), "{readme}");
    let mut files = fs::read_dir(&to).unwrap().map(|file| file.unwrap().path());
    let plan = files.find(|path| path.extension().is_some_and(|of| of == "ron"));
    let plan = plan.unwrap();
    let opened = store::open(&plan).unwrap();
    assert_eq!(opened.site, active(&harness).plan.site);
    assert!(opened.headline.is_some(), "the receiver sees at once whether figures moved");
    let last = harness.state().state.messages.last().unwrap();
    assert_eq!(last.kind, MessageKind::Info);
    assert!(last.text.ends_with(&to.display().to_string()), "{}", last.text);
    let remembered = harness.state().state.settings.export_folder.clone();
    assert_eq!(remembered.as_deref(), Some(folder.path()));
}

#[test]
fn all_charts_are_written_and_replaced_only_when_told_to() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().display().to_string();
    let mut harness = desk::example(LARGE);
    run(&mut harness, Command::ExportCharts);
    click(&mut harness, Role::RadioButton, "CSV");
    type_into(&mut harness, "Folder", &to);
    write(&mut harness, "Export");
    let charts = harness.state().state.charts();
    assert_eq!(endings(folder.path(), "csv"), charts.len());
    let first = folder.path().join(format!("{}.csv", charts[0].name));
    let before = fs::read(&first).unwrap();
    store::write_atomically(&first, b"mine").unwrap();

    run(&mut harness, Command::ExportCharts);
    click(&mut harness, Role::RadioButton, "CSV");
    type_into(&mut harness, "Folder", &to);
    click(&mut harness, Role::Button, "Export");
    assert!(!harness.state().state.is_writing());
    assert!(harness.query_by_label_contains("There already").is_some());
    assert_eq!(fs::read(&first).unwrap(), b"mine");
    write(&mut harness, "Replace");
    assert_eq!(fs::read(&first).unwrap(), before);
}

#[test]
fn a_folder_that_cannot_be_made_is_said_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let occupied = folder.path().join("file");
    store::write_atomically(&occupied, b"x").unwrap();
    let mut harness = desk::example(LARGE);
    run(&mut harness, Command::ExportCharts);
    click(&mut harness, Role::RadioButton, "CSV");
    type_into(&mut harness, "Folder", &occupied.join("charts").display().to_string());
    write(&mut harness, "Export");
    let last = harness.state().state.messages.last().unwrap();
    assert_eq!(last.kind, MessageKind::Error, "{}", last.text);
    assert_eq!(fs::read(&occupied).unwrap(), b"x");
}
