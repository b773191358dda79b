//! What the window asks and says of files: crashes, changes on the disk, locks, paths, messages.

use std::fs;
use std::path::Path;

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use wattsplit::app::{Command, Question, Reply, Screen};
use wattsplit::plan::Value;
use wattsplit::store;
use wattsplit::ui::Window;

use crate::desk::{self, LARGE, active, click, enter, keeping, press, run, type_path, value};

const GRID: &str = "site.grid_mw";

/// Leaves two plans in the folder of copies as a crash does: one of a file, one never saved.
pub fn leave_plans(folder: &Path) {
    let path = folder.join("a plan of ours.ron");
    store::save(&store::example().unwrap(), &path).unwrap();
    let mut state = keeping(folder);
    assert!(state.run(Command::Open(Some(path))).is_empty());
    let change = wattsplit::plan::Change::Set(GRID.parse().unwrap(), Value::Number(111.0));
    assert!(state.run(Command::Edit(change)).is_empty());
    assert!(state.run(Command::DuplicatePlan).is_empty());
    // The window ends without a question: what is not saved stays.
    drop(state);
}

type Ask = fn(&mut Harness<'static, Window>, &Path);

/// Brings each question about.
pub const QUESTIONS: [(&str, Ask); 4] =
    [("Unreadable", unreadable), ("Held", held), ("Changed", changed), ("Replace", replace)];

fn unreadable(harness: &mut Harness<'static, Window>, folder: &Path) {
    let path = folder.join("broken.ron");
    for _ in 0..2 {
        store::save(&store::example().unwrap(), &path).unwrap();
    }
    store::write_atomically(&path, b"(format_version: 1, half").unwrap();
    run(harness, Command::Open(Some(path)));
}

fn held(harness: &mut Harness<'static, Window>, folder: &Path) {
    let path = folder.join("held.ron");
    store::save(&store::example().unwrap(), &path).unwrap();
    let _lock = store::lock(&folder.join("locks"), &path).unwrap();
    run(harness, Command::Open(Some(path)));
}

fn changed(harness: &mut Harness<'static, Window>, folder: &Path) {
    let path = folder.join("changed.ron");
    let mut plan = store::example().unwrap();
    store::save(&plan, &path).unwrap();
    run(harness, Command::Open(Some(path.clone())));
    "Theirs".clone_into(&mut plan.name);
    store::save(&plan, &path).unwrap();
    run(harness, Command::LookAtFiles);
}

fn replace(harness: &mut Harness<'static, Window>, folder: &Path) {
    store::write_atomically(&folder.join("other.ron"), b"x").unwrap();
    run(harness, Command::SaveAs(Some(folder.join("other"))));
}

#[test]
fn after_a_crash_the_window_offers_the_work_and_ignoring_it_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    leave_plans(folder.path());
    let mut harness = desk::window(keeping(folder.path()), LARGE);
    assert_eq!(harness.get_all_by_role_and_label(Role::Button, "Recover").count(), 2);
    click(&mut harness, Role::Button, "Decide later");
    assert!(harness.query_by_role_and_label(Role::Button, "Recover").is_none());
    // Start and the status line lead back to it.
    click(&mut harness, Role::Button, "2 plans to recover");
    click(&mut harness, Role::Button, "Decide later");
    click(&mut harness, Role::Button, "Review…");
    harness.get_all_by_role_and_label(Role::Button, "Discard").next_back().unwrap().click();
    desk::settle(&mut harness);
    assert_eq!(harness.state().state.found.len(), 2, "the second press does it");
    click(&mut harness, Role::Button, "Discard for good");
    assert_eq!(harness.state().state.found.len(), 1);
    click(&mut harness, Role::Button, "Recover");
    assert!(active(&harness).is_dirty() && harness.state().state.found.is_empty());
    assert_eq!(value(&harness, GRID), Value::Number(111.0));
}

#[test]
fn a_changed_file_is_asked_about_when_the_window_has_the_focus_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = desk::window(keeping(folder.path()), LARGE);
    let path = folder.path().join("plan.ron");
    store::save(&store::example().unwrap(), &path).unwrap();
    run(&mut harness, Command::Open(Some(path.clone())));
    let mut theirs = store::example().unwrap();
    "Theirs".clone_into(&mut theirs.name);
    store::save(&theirs, &path).unwrap();
    harness.event(egui::Event::WindowFocused(true));
    desk::settle(&mut harness);
    assert!(matches!(harness.state().state.question(), Some(Question::Changed { .. })));
    // The keys are the question's.
    press(&mut harness, Key::S, false);
    assert_eq!(store::open(&path).unwrap().name, "Theirs");
    click(&mut harness, Role::Button, "Reload");
    assert_eq!(active(&harness).plan.name, "Theirs");
    assert!(harness.state().state.question().is_none());
}

#[test]
fn each_question_is_answered_with_a_click() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = desk::window(keeping(folder.path()), LARGE);
    unreadable(&mut harness, folder.path());
    click(&mut harness, Role::Button, "Open its .bak copy");
    assert!(active(&harness).is_dirty());
    let lock = store::lock(&folder.path().join("locks"), &folder.path().join("held.ron")).unwrap();
    store::save(&store::example().unwrap(), &folder.path().join("held.ron")).unwrap();
    run(&mut harness, Command::Open(Some(folder.path().join("held.ron"))));
    click(&mut harness, Role::Button, "Open a copy");
    assert!(active(&harness).path.is_none() && !active(&harness).is_dirty());
    drop(lock);
    changed(&mut harness, folder.path());
    click(&mut harness, Role::Button, "Keep mine");
    let path = folder.path().join("changed.ron");
    assert_ne!(store::open(&path).unwrap().name, "Theirs");
    assert_eq!(store::open(&store::backup_path(&path)).unwrap().name, "Theirs");
    replace(&mut harness, folder.path());
    click(&mut harness, Role::Button, "Replace");
    assert!(store::open(&folder.path().join("other.ron")).is_ok());
    assert_eq!(Reply::Cancel.label(), "command.prompt_cancel");
}

#[test]
fn a_path_that_cannot_be_is_refused_in_words_and_a_file_is_replaced_only_when_asked_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = desk::example(LARGE);
    run(&mut harness, Command::Go(Screen::SitePower));
    enter(&mut harness, "Power price", "33");
    press(&mut harness, Key::S, false);
    let other = folder.path().join("other.ron");
    fs::copy("saves/hive-hybrid.ron", &other).unwrap();
    let before = fs::read(&other).unwrap();
    for (path, words) in [
        (folder.path().join("no/such/plan"), "There is no such folder"),
        (other.join("plan"), "What should be the folder is a file"),
        (folder.path().join(""), "This is a folder"),
        (folder.path().join("other"), "A file of this name is there"),
    ] {
        type_path(&mut harness, &path);
        assert!(harness.query_by_label_contains(words).is_some(), "{words}");
        assert!(active(&harness).is_dirty());
    }
    assert_eq!(fs::read(&other).unwrap(), before);
    click(&mut harness, Role::Button, "Replace");
    assert!(!active(&harness).is_dirty());
    assert_eq!(fs::read(store::backup_path(&other)).unwrap(), before);
    press(&mut harness, Key::O, false);
    type_path(&mut harness, &folder.path().join("none.ron"));
    assert!(harness.query_by_label_contains("There is no such file").is_some());
    click(&mut harness, Role::Button, "Cancel");
}

#[test]
fn messages_put_away_are_listed_with_their_time_and_findings_lead_to_their_field() {
    let mut harness = desk::example(LARGE);
    run(&mut harness, Command::Open(Some("/no/such/plan.ron".into())));
    let said = active_message(&harness);
    click(&mut harness, Role::Button, "Close");
    assert!(harness.query_by_label(&said).is_none());
    click(&mut harness, Role::Button, "1 message");
    assert!(harness.query_by_label(&said).is_some());
    harness.key_press(Key::Escape);
    desk::settle(&mut harness);
    run(&mut harness, Command::Go(Screen::SitePower));
    enter(&mut harness, "Power price", "-5");
    run(&mut harness, Command::Go(Screen::Money));
    let count = active(&harness).results.findings.len();
    let list = if count == 1 { "1 finding".to_owned() } else { format!("{count} findings") };
    click(&mut harness, Role::Button, &list);
    let finding = active(&harness).results.errors().next().unwrap().clone();
    click(&mut harness, Role::Button, &wattsplit::words::say(&finding.text));
    assert_eq!(harness.state().state.screen, Screen::SitePower);
    assert!(harness.get_by_role_and_label(Role::TextInput, "Power price").is_focused());
}

fn active_message(harness: &Harness<'static, Window>) -> String {
    harness.state().state.told.last().unwrap().text.clone()
}
