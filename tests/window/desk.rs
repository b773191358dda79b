//! A window on the test bench.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use wattsplit::app::{Command, Keep, OpenPlan, Setup, State, compute};
use wattsplit::look::Theme;
use wattsplit::plan::{FieldRef, Value};
use wattsplit::ui::{Dialogs, Window, theme};

/// Steps after which results must be there.
const MOST_STEPS: usize = 20_000;

/// The size of the window, in points and in pixels for each.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    pub points: [f32; 2],
    pub scale: f32,
}

pub const LARGE: Size = Size { points: [1440.0, 900.0], scale: 1.0 };

/// A window with the example open.
pub fn example(size: Size) -> Harness<'static, Window> {
    let mut state = state();
    assert!(state.run(Command::OpenTemplate(0)).is_empty());
    window(state, size)
}

/// A window without a plan.
pub fn empty(size: Size) -> Harness<'static, Window> {
    window(state(), size)
}

fn state() -> State {
    State::new(Setup { compute, repaint: Arc::new(|| {}), config: None, keep: None }).unwrap()
}

/// A state that keeps copies and locks in a folder, at once.
pub fn keeping(folder: &Path) -> State {
    let repaint: Arc<dyn Fn() + Send + Sync> = Arc::new(|| {});
    let keep =
        Keep { folder: folder.to_owned(), after: Duration::ZERO, repaint: Arc::clone(&repaint) };
    State::new(Setup { compute, repaint, config: None, keep: Some(keep) }).unwrap()
}

/// A window over a state.
pub fn window(state: State, size: Size) -> Harness<'static, Window> {
    // There is no file dialog here: the window asks for a path instead.
    let window = Window::new(state, Dialogs::new(|_| None));
    let mut harness = Harness::builder()
        .with_size(size.points)
        .with_pixels_per_point(size.scale)
        .with_max_steps(20)
        .with_context_setup(theme::install)
        .build_ui_state(|ui, window: &mut Window| window.show(ui), window);
    settle(&mut harness);
    harness
}

/// Goes on until the results are there and nothing moves.
pub fn settle(harness: &mut Harness<'static, Window>) {
    harness.run();
    for _ in 0..MOST_STEPS {
        let state = &harness.state().state;
        let below = state.plans.iter().filter_map(OpenPlan::underlying);
        let mut shown =
            state.plans.iter().chain(below).chain(&state.preview).chain(&state.compared);
        if shown.all(OpenPlan::is_current) {
            harness.run();
            return;
        }
        std::thread::yield_now();
        harness.step();
    }
    panic!("no results after {MOST_STEPS} frames");
}

/// Does a command as a menu would, and settles.
pub fn run(harness: &mut Harness<'static, Window>, command: Command) {
    assert!(harness.state_mut().state.run(command).is_empty());
    settle(harness);
}

pub fn set_theme(harness: &mut Harness<'static, Window>, theme: Theme) {
    run(harness, Command::SetTheme(theme));
}

/// Clicks what is called so.
pub fn click(harness: &mut Harness<'static, Window>, role: Role, name: &str) {
    harness.get_by_role_and_label(role, name).click();
    settle(harness);
}

/// Types into a field and commits.
pub fn enter(harness: &mut Harness<'static, Window>, name: &str, typed: &str) {
    harness.get_by_role_and_label(Role::TextInput, name).click();
    settle(harness);
    harness.get_by_role_and_label(Role::TextInput, name).type_text(typed);
    harness.run();
    harness.key_press(Key::Enter);
    settle(harness);
}

/// Presses a key with Ctrl, and Shift where `shift`.
pub fn press(harness: &mut Harness<'static, Window>, key: Key, shift: bool) {
    let modifiers = Modifiers { shift, ..Modifiers::COMMAND };
    harness.key_press_modifiers(modifiers, key);
    settle(harness);
}

pub fn active<'a>(harness: &'a Harness<'static, Window>) -> &'a OpenPlan {
    harness.state().state.active().unwrap()
}

/// A field of the active plan.
pub fn value(harness: &Harness<'static, Window>, field: &str) -> Value {
    let field: FieldRef = field.parse().unwrap();
    active(harness).plan.get(&field).unwrap()
}

/// Waits for the path field, replaces what stands in it and commits.
pub fn type_path(harness: &mut Harness<'static, Window>, path: &Path) {
    for _ in 0..10_000 {
        if harness.query_by_role_and_label(Role::TextInput, "Path").is_some() {
            break;
        }
        std::thread::yield_now();
        harness.step();
    }
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    let typed = path.display().to_string();
    harness.get_by_role_and_label(Role::TextInput, "Path").type_text(&typed);
    harness.run();
    harness.key_press(Key::Enter);
    settle(harness);
}
