//! The window: draws the state and does what the user asks.

use std::path::Path;

use egui::{Context, Event, Rect, Ui, UiBuilder, ViewportCommand, pos2};

use super::actions::{Actions, Asked, take_asked};
use super::screens;
use super::shell::dialogs::{Dialogs, Purpose};
use super::shell::export::{Answer, ExportDialog, HandOverDialog};
use super::shell::find::Finder;
use super::shell::paste::{PasteSheet, Target};
use super::shell::{self, first_steps, navigation, status, strip, tabs};
use super::theme;
use crate::app::{Command, Effect, FinancePage, MessageKind, PlanKey, Screen, Sheet, State};
use crate::figure::Figure;
use crate::look::layout;
use crate::plan::Change;
use crate::store;
use crate::ui::widgets::entry::drop_drafts;
use crate::ui::widgets::plot::{Ask, View};

/// What lies over the window and belongs to a sheet of the state.
#[derive(Default)]
enum Overlay {
    #[default]
    Nothing,
    Export(Box<ExportDialog>),
    HandOver(Box<HandOverDialog>),
    Find(Box<Finder>),
}

/// The window over a state.
pub struct Window {
    /// What it shows.
    pub state: State,
    dialogs: Dialogs,
    overlay: Overlay,
    paste: Option<PasteSheet>,
    /// Commands that wait until the field under the keyboard has given its value.
    late: Vec<Command>,
    /// Whether the window may close without asking.
    closes: bool,
    title: String,
    /// The plan and page that were shown last.
    page: Option<(PlanKey, Screen, FinancePage)>,
}

impl Window {
    /// A window over `state` that asks for files through `dialogs`.
    pub const fn new(state: State, dialogs: Dialogs) -> Self {
        Self {
            state,
            dialogs,
            overlay: Overlay::Nothing,
            paste: None,
            late: Vec::new(),
            closes: false,
            title: String::new(),
            page: None,
        }
    }

    /// Whether the window has closed.
    pub const fn closes(&self) -> bool {
        self.closes
    }

    /// Draws a frame and does what the user did in it.
    pub fn show(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        self.prepare(&ctx);
        self.leave_page(&ctx);
        let mut actions = Actions::default();
        self.late.extend(shell::keys::commands(&ctx, &self.state));
        self.frame_ui(ui, &mut actions);
        self.over_ui(&ctx, &mut actions);
        self.finish(&ctx, actions);
    }

    /// Brings theme, scale and results up to date.
    fn prepare(&mut self, ctx: &Context) {
        self.state.poll();
        theme::set(ctx, self.state.theme());
        let scale = self.state.settings.scale;
        if (ctx.zoom_factor() - scale).abs() > 1e-3 {
            ctx.set_zoom_factor(scale);
        }
        if ctx.input(|input| input.viewport().close_requested()) && !self.closes {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.late.push(Command::Quit);
        }
        let dropped = ctx.input(|input| input.raw.dropped_files.clone());
        let paths = dropped.into_iter().map(|file| file.path().to_owned());
        self.late.extend(paths.map(|path| Command::Open(Some(path))));
        let is_back = |event: &Event| matches!(event, Event::WindowFocused(true));
        if ctx.input(|input| input.events.iter().any(is_back)) {
            self.late.push(Command::LookAtFiles);
        }
        let title = shell::title(&self.state);
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    /// Lets go of what could not be read where another page is shown than before.
    fn leave_page(&mut self, ctx: &Context) {
        let Self { state, page, .. } = self;
        let shown = state.active().map(|open| (open.key, state.screen, state.finance_page));
        if shown != *page {
            *page = shown;
            drop_drafts(ctx);
        }
    }

    fn frame_ui(&self, ui: &mut Ui, actions: &mut Actions) {
        let whole = ui.max_rect();
        let palette = theme::palette(ui);
        ui.painter().rect_filled(whole, 0.0, theme::color(palette.bg0));
        let state = &self.state;
        let below = |top: f32, height: f32| {
            Rect::from_min_max(pos2(whole.left(), top), pos2(whole.right(), top + height))
        };
        let menu = below(whole.top(), layout::MENU_HEIGHT);
        let foot = below(whole.bottom() - layout::STATUS_HEIGHT, layout::STATUS_HEIGHT);
        let body = Rect::from_min_max(menu.left_bottom(), foot.right_top());
        part(ui, "menu", menu, |ui| {
            shell::menu::menu_ui(ui, state, actions);
            tabs::tabs_ui(ui, state, actions);
        });
        part(ui, "status", foot, |ui| status::status_ui(ui, state, actions));
        let sheet = state.sheet;
        part(ui, "body", body, |ui| {
            if matches!(sheet, Some(Sheet::NewPlan | Sheet::Reference)) {
                ui.disable();
                // The scrim is shade enough.
                ui.set_opacity(1.0);
            }
            self.body_ui(ui, body, actions);
        });
        let over: Option<fn(&mut Ui, &State, &mut Actions)> = match sheet {
            Some(Sheet::NewPlan) => Some(screens::new_plan::show_ui),
            Some(Sheet::Places | Sheet::PlacesOfNewPlan) => Some(screens::places::show_ui),
            Some(Sheet::WhatIf) => Some(screens::what_if::show_ui),
            Some(Sheet::Reference) => {
                Some(|ui, _, actions| screens::reference::show_ui(ui, actions))
            }
            Some(Sheet::Find | Sheet::Export | Sheet::HandOver | Sheet::Recovery) | None => None,
        };
        if let Some(show) = over {
            part(ui, "sheet", body, |ui| show(ui, state, actions));
        }
        shell::drop_ui(ui, body);
    }

    fn body_ui(&self, ui: &mut Ui, body: Rect, actions: &mut Actions) {
        let state = &self.state;
        let Some(open) = state.active() else {
            screens::start::show_ui(ui, state, actions);
            return;
        };
        let strip = Rect::from_min_size(body.min, egui::vec2(body.width(), layout::STRIP_HEIGHT));
        part(ui, "strip", strip, |ui| strip::strip_ui(ui, open, actions));
        let mut below = Rect::from_min_max(strip.left_bottom(), body.max);
        if state.first_steps {
            let height = egui::vec2(below.width(), first_steps::HEIGHT);
            let bar = Rect::from_min_size(below.min, height);
            part(ui, "first steps", bar, |ui| {
                first_steps::first_steps_ui(ui, state, actions);
            });
            below.min.y = bar.bottom();
        }
        let width = layout::NAVIGATION_WIDTH;
        let side = Rect::from_min_max(below.min, pos2(below.left() + width, below.bottom()));
        part(ui, "navigation", side, |ui| navigation::navigation_ui(ui, state, open, actions));
        let page = Rect::from_min_max(side.right_top(), below.max);
        part(ui, ("page", open.key, state.screen), page, |ui| {
            screens::page_ui(ui, state, actions);
        });
    }

    /// What lies over the page: messages and questions.
    fn over_ui(&mut self, ctx: &Context, actions: &mut Actions) {
        shell::messages_ui(ctx, &self.state, actions);
        if self.state.question().is_some() {
            shell::question::question_ui(ctx, &self.state, actions);
        } else if self.state.sheet == Some(Sheet::Recovery) {
            shell::recovery::recovery_ui(ctx, &self.state, actions);
        } else {
            shell::prompt::prompt_ui(ctx, &self.state, actions);
        }
        self.sheet_ui(ctx, actions);
        self.paste_ui(ctx, actions);
        if let Some((purpose, path)) = self.dialogs.show_ui(ctx) {
            self.picked(&purpose, &path);
        }
    }

    /// The dialogs over the page, each while its sheet is the one of the state.
    fn sheet_ui(&mut self, ctx: &Context, actions: &mut Actions) {
        let Self { state, overlay, dialogs, .. } = self;
        match (state.sheet, &*overlay) {
            (Some(Sheet::Export), Overlay::Export(_))
            | (Some(Sheet::HandOver), Overlay::HandOver(_))
            | (Some(Sheet::Find), Overlay::Find(_)) => {}
            (Some(Sheet::Export), _) => {
                *overlay = Overlay::Export(Box::new(ExportDialog::new(state, None)));
            }
            (Some(Sheet::HandOver), _) => {
                *overlay = Overlay::HandOver(Box::new(HandOverDialog::new(state)));
            }
            (Some(Sheet::Find), _) => *overlay = Overlay::Find(Box::new(Finder::new(state))),
            _ => *overlay = Overlay::Nothing,
        }
        let answer = match overlay {
            Overlay::Nothing => None,
            Overlay::Export(dialog) => dialog.show_ui(ctx, dialogs),
            Overlay::HandOver(dialog) => dialog.show_ui(ctx, dialogs),
            Overlay::Find(finder) => finder.show_ui(ctx, actions).then_some(Answer::Close),
        };
        match answer {
            None => {}
            Some(Answer::Close) => actions.commands.insert(0, Command::CloseSheet),
            Some(Answer::Write(order)) => actions.run(Command::Write(Box::new(order))),
        }
    }

    fn finish(&mut self, ctx: &Context, actions: Actions) {
        let Actions { mut commands, charts } = actions;
        for asked in take_asked(ctx) {
            // What is told here is seen in the next frame, whether or not the pointer moves.
            ctx.request_repaint();
            match asked {
                Asked::Note(field, note) => {
                    commands.push(Command::Edit(Change::Note(field, note)));
                }
                Asked::Paste(target, text) => self.paste(target, text),
                Asked::OneValue(name, text) => {
                    let lines = text.lines().filter(|line| !line.trim().is_empty());
                    let lines = lines.count().to_string();
                    let places = [("lines", lines.as_str()), ("field", name.as_str())];
                    self.state.tell(MessageKind::Warning, super::said("ui.paste.one", &places));
                }
                Asked::Copied(lines) => {
                    let places = [("lines", lines.to_string())];
                    let places = places.each_ref().map(|(place, words)| (*place, words.as_str()));
                    self.state.tell(MessageKind::Info, super::said("ui.copied", &places));
                }
            }
        }
        for (ask, figure, view) in charts {
            self.chart(ctx, ask, figure, view);
        }
        let late = std::mem::take(&mut self.late);
        if commands.is_empty() && late.is_empty() {
            self.wait(ctx);
            return;
        }
        for command in commands {
            self.run(ctx, command);
        }
        for command in late {
            if command.enabled(&self.state) {
                self.run(ctx, command);
            }
        }
        ctx.request_repaint();
    }

    /// Draws once more when results that are still missing are to be dimmed; else the worker wakes the window.
    fn wait(&self, ctx: &Context) {
        let waits = self.state.active().and_then(crate::app::OpenPlan::waits);
        if let Some(left) = waits.and_then(|waits| shell::DIM_AFTER.checked_sub(waits)) {
            ctx.request_repaint_after(left);
        }
    }

    fn run(&mut self, ctx: &Context, command: Command) {
        if matches!(command, Command::Undo | Command::Redo) {
            drop_drafts(ctx);
        }
        for effect in self.state.run(command) {
            self.carry_out(ctx, effect);
        }
    }

    fn carry_out(&mut self, ctx: &Context, effect: Effect) {
        match effect {
            Effect::AskOpenPath => self.dialogs.ask(ctx, Purpose::Open),
            Effect::AskPricesPath => self.dialogs.ask(ctx, Purpose::Prices),
            Effect::AskSavePath { plan, suggestion } => {
                let open = self.state.plans.iter().find(|open| open.key == plan);
                let own = open.and_then(|open| open.path.clone());
                self.dialogs.ask(ctx, Purpose::Save { suggestion, own });
            }
            Effect::CloseWindow => {
                self.closes = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
        }
    }

    fn picked(&mut self, purpose: &Purpose, path: &Path) {
        match purpose {
            Purpose::Open => self.late.push(Command::Open(Some(path.to_owned()))),
            Purpose::Prices => self.late.push(Command::ImportPrices(Some(path.to_owned()))),
            Purpose::Save { .. } => self.late.push(Command::SaveAs(Some(path.to_owned()))),
            Purpose::Folder { .. } => match &mut self.overlay {
                Overlay::Export(dialog) => dialog.take_folder(path),
                Overlay::HandOver(dialog) => dialog.take_folder(path),
                Overlay::Find(_) | Overlay::Nothing => {}
            },
            Purpose::Table => {
                let read = store::read_table(path).map_err(|error| error.to_string());
                if let Some(paste) = &mut self.paste {
                    paste.take_file(read);
                }
            }
        }
    }

    /// Opens the sheet for a table.
    fn paste(&mut self, target: Target, text: Option<String>) {
        if let Some(open) = self.state.active() {
            self.paste = Some(PasteSheet::new(&open.plan, target, text));
        }
    }

    /// Shows the sheet for a table, if there is one.
    fn paste_ui(&mut self, ctx: &Context, actions: &mut Actions) {
        let Some(paste) = &mut self.paste else { return };
        let outcome = paste.show_ui(ctx, &self.state);
        actions.commands.extend(outcome.commands);
        if outcome.imports {
            self.dialogs.ask(ctx, Purpose::Table);
        } else if outcome.done {
            self.paste = None;
        }
    }

    fn chart(&mut self, ctx: &Context, ask: Ask, figure: Figure, view: View) {
        let done = match ask {
            Ask::CopyImage => shell::export::copy_image(ctx, &figure, self.state.theme(), view),
            Ask::CopyData => shell::export::copy_data(ctx, &figure),
            Ask::Export => {
                let dialog = ExportDialog::new(&self.state, Some((figure, view)));
                self.overlay = Overlay::Export(Box::new(dialog));
                self.run(ctx, Command::ExportCharts);
                return;
            }
        };
        match done {
            Ok(words) => self.state.tell(MessageKind::Info, words),
            Err(error) => self.state.tell(MessageKind::Error, error.to_string()),
        }
        ctx.request_repaint();
    }
}

/// A part of the window at its place.
fn part(ui: &mut Ui, name: impl egui::AsIdSalt, rect: Rect, add: impl FnOnce(&mut Ui)) {
    let mut part = ui.new_child(UiBuilder::new().id_salt(name).max_rect(rect));
    part.shrink_clip_rect(rect);
    add(&mut part);
}
