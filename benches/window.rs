//! Work of a frame of the window: the statements of a full plan over 240 months, month by month.
//!
//! A frame is all that the program does for it before the graphics: the window's own work, and its shapes made into
//! triangles.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use wattsplit::app::{Command, OpenPlan, Screen, Setup, State, compute};
use wattsplit::store;
use wattsplit::ui::{Dialogs, Window, theme};

#[path = "../tests/window/full_plan.rs"]
mod full_plan;

/// What is measured: the size of the window, the months of the plan and the statements.
///
/// The last draws more cells, and reads more of them, than 240 columns by 80 rows.
const MEASURED: [([f32; 2], u32, &[&str]); 3] = [
    ([1600.0, 1000.0], 240, &STATEMENTS),
    ([3840.0, 2160.0], 240, &["By use"]),
    ([7680.0, 4320.0], 360, &["By use"]),
];
/// All statements.
const STATEMENTS: [&str; 5] = ["Income", "By use", "Cash flow", "Balance", "Tax and debt"];
/// Frames after which results must be there.
const MOST_FRAMES: usize = 20_000;

/// The window with the statements of a plan of so many months by month, all sums unfolded.
fn window(size: [f32; 2], months: u32) -> Option<Harness<'static, Window>> {
    let folder = tempfile::tempdir().ok()?;
    let path = folder.path().join("full.ron");
    store::save(&full_plan::fill(store::example().ok()?, months), &path).ok()?;
    let repaint: Arc<dyn Fn() + Send + Sync> = Arc::new(|| {});
    let mut state = State::new(Setup { compute, repaint, config: None, keep: None }).ok()?;
    drop(state.run(Command::Open(Some(path))));
    drop(state.run(Command::Go(Screen::Money)));
    let window = Window::new(state, Dialogs::new(|_| None));
    let mut harness = Harness::builder()
        .with_size(size)
        .with_max_steps(20)
        .with_context_setup(theme::install)
        .build_ui_state(|ui, window: &mut Window| window.show(ui), window);
    for _ in 0..MOST_FRAMES {
        if harness.state().state.plans.iter().all(OpenPlan::is_current) {
            break;
        }
        harness.step();
        std::thread::yield_now();
    }
    harness.run();
    press(&mut harness, Role::RadioButton, "Months");
    for statement in STATEMENTS {
        press(&mut harness, Role::RadioButton, statement);
        press(&mut harness, Role::Button, "Unfold all");
    }
    Some(harness)
}

fn press(harness: &mut Harness<'static, Window>, role: Role, name: &str) {
    harness.get_by_role_and_label(role, name).click();
    harness.run();
}

/// One frame of a window that nobody touches: what it draws, as triangles.
fn frame(harness: &mut Harness<'static, Window>, [width, height]: [f32; 2]) -> usize {
    let ctx = harness.ctx.clone();
    let screen = egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(width, height));
    let input = egui::RawInput { screen_rect: Some(screen), ..egui::RawInput::default() };
    let output = ctx.run_ui(input, |ui| harness.state_mut().show(ui));
    ctx.tessellate(output.shapes, output.pixels_per_point).len()
}

fn statements(criterion: &mut Criterion) {
    for (size, months, statements) in MEASURED {
        let Some(mut harness) = window(size, months) else { return };
        for statement in statements {
            press(&mut harness, Role::RadioButton, statement);
            let [width, height] = size;
            let of = format!("{statement}, {months} months, {width} x {height}");
            for read_aloud in [false, true] {
                // Names and figures for those who hear them are made when something listens.
                if read_aloud {
                    harness.ctx.enable_accesskit();
                } else {
                    harness.ctx.disable_accesskit();
                }
                let name = if read_aloud { format!("{of}, read aloud") } else { of.clone() };
                criterion.bench_function(&name, |bencher| {
                    bencher.iter(|| black_box(frame(&mut harness, size)));
                });
            }
        }
    }
}

criterion_group!(benches, statements);
criterion_main!(benches);
