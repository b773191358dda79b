//! Opens the window, or says why it cannot be.

use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::{App, CreationContext, Frame, NativeOptions, Renderer};
use egui::{Ui, ViewportBuilder, ViewportCommand};

use super::shell::dialogs::Dialogs;
use super::{Window, theme};
use crate::app::{self, Command, Keep, Setup, State};
use crate::look::layout;
use crate::store::{self, Settings, WindowSetting};

/// Size of the window at the first start.
const FIRST_SIZE: [f32; 2] = [1440.0, 900.0];
/// The smallest window in which every screen has its room.
const LEAST_SIZE: [f32; 2] = [1080.0, 640.0];

/// How long after a change a copy of an unsaved plan is written.
const AUTOSAVE_AFTER: Duration = Duration::from_secs(3);

/// A window that could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is no display to open it on.
    #[error("no display answers where DISPLAY or WAYLAND_DISPLAY points")]
    NoDisplay,
    /// The system or its graphics refuse it.
    #[error("the window cannot be opened: {0}")]
    Refused(String),
    /// A library that it needs is missing or broken.
    #[error("the window stopped: {0}")]
    Stopped(String),
}

/// Opens the window with the plans at `paths` and returns when it is closed.
///
/// Without a plan the first start shows the example, a later one the recent plans.
///
/// # Errors
/// Where there is no display, or the system refuses.
pub fn open(paths: Vec<PathBuf>) -> Result<(), OpenError> {
    let opened = Instant::now();
    let config = store::config_folder();
    let settings = config.as_deref().map(store::load_settings).map(|loaded| loaded.settings);
    let options = options(&settings.unwrap_or_default());
    let create = move |creation: &CreationContext<'_>| {
        theme::install(&creation.egui_ctx);
        let ctx = creation.egui_ctx.clone();
        let repaint: Arc<dyn Fn() + Send + Sync> = Arc::new(move || ctx.request_repaint());
        let keep = store::state_folder().map(|folder| Keep {
            folder,
            after: AUTOSAVE_AFTER,
            repaint: Arc::clone(&repaint),
        });
        let mut state = State::new(Setup { compute: app::compute, repaint, config, keep })?;
        begin(&mut state, paths);
        let window = Window::new(state, Dialogs::default());
        let app: Box<dyn App> = Box::new(Desk { window, opened, frames: 0 });
        Ok(app)
    };
    let run = || eframe::run_native("wattsplit", options, Box::new(create));
    match panic::catch_unwind(AssertUnwindSafe(run)) {
        Ok(Ok(())) => Ok(()),
        Ok(Err(eframe::Error::WinitEventLoop(error))) => {
            tracing::info!("No display: {error}");
            Err(OpenError::NoDisplay)
        }
        Ok(Err(error)) => Err(OpenError::Refused(error.to_string())),
        Err(payload) => {
            let said = payload.downcast_ref::<String>().map(String::as_str);
            let said = said.or_else(|| payload.downcast_ref::<&str>().copied());
            Err(OpenError::Stopped(said.unwrap_or("no reason was given").to_owned()))
        }
    }
}

/// Opens the given plans, or at the first start the example.
fn begin(state: &mut State, paths: Vec<PathBuf>) {
    let first = paths.is_empty() && state.settings.recent.is_empty();
    let given = paths.into_iter().map(|path| Command::Open(Some(path)));
    let example = first.then_some(Command::OpenTemplate(0));
    let steps = (first && !state.settings.first_steps_closed).then_some(Command::FirstSteps(true));
    for command in given.chain(example).chain(steps) {
        // Opening asks nothing of the window.
        drop(state.run(command));
    }
}

fn options(settings: &Settings) -> NativeOptions {
    let mut viewport = ViewportBuilder::default()
        .with_title("Wattsplit")
        .with_app_id("wattsplit")
        .with_inner_size(FIRST_SIZE)
        .with_min_inner_size(LEAST_SIZE)
        .with_drag_and_drop(true);
    if let Some(WindowSetting { width, height, maximized }) = settings.window {
        viewport = viewport.with_inner_size([width, height]).with_maximized(maximized);
    }
    NativeOptions {
        viewport,
        renderer: Renderer::Glow,
        persist_window: false,
        ..NativeOptions::default()
    }
}

/// The window as eframe runs it.
struct Desk {
    window: Window,
    /// When the program was asked to open it.
    opened: Instant,
    frames: u64,
}

impl App for Desk {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut Frame) {
        let began = Instant::now();
        self.note_size(ui);
        self.window.show(ui);
        self.frames += 1;
        let (frame, since, work) = (self.frames, self.opened.elapsed(), began.elapsed());
        tracing::debug!(target: "wattsplit::frames", frame, ?since, ?work);
        if self.window.closes() {
            ui.ctx().send_viewport_cmd(ViewportCommand::Close);
        }
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}

impl Desk {
    /// Remembers the size of the window, as the system has it.
    fn note_size(&mut self, ui: &Ui) {
        let scale = ui.ctx().zoom_factor();
        let (rect, maximized) = ui.input(|input| {
            let viewport = input.viewport();
            (viewport.inner_rect, viewport.maximized.unwrap_or_default())
        });
        let Some(rect) = rect else { return };
        let size = rect.size() * scale;
        if size.x < layout::SHEET_WIDTH {
            return;
        }
        let noted = WindowSetting { width: size.x, height: size.y, maximized };
        if self.window.state.settings.window != Some(noted) {
            drop(self.window.state.run(Command::NoteWindow(noted)));
        }
    }
}
