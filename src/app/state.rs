//! The state of the window, and the one way it changes.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::export::Scribe;
use super::ids::Ids;
use super::keeper::Keeper;
use super::message::time_of_day;
use super::{
    Answer, ClosePrompt, Command, Compute, Effect, FinancePage, Message, MessageKind, OpenPlan,
    PlanKey, Question, Recoverable, Screen, StepMark, Worker,
};
use crate::look::Theme;
use crate::plan::{Plan, WhatIf};
use crate::store::{self, Settings, ThemeSetting};
use crate::words::{self, Arg, Text};

/// The longest a frame waits for an answer it has just asked for: fast answers never flicker.
const LONGEST_WAIT: Duration = Duration::from_millis(4);

/// Messages that are remembered.
const MOST_TOLD: usize = 200;

/// The key of the plan that is computed without being open.
const PREVIEW: PlanKey = PlanKey(0);

/// What the state needs from outside.
pub struct Setup {
    /// What computes a plan.
    pub compute: Compute,
    /// Wakes the window when an answer is there.
    pub repaint: Arc<dyn Fn() + Send + Sync>,
    /// The folder of the settings; without one they last as long as the window.
    pub config: Option<PathBuf>,
    /// Where copies of unsaved plans and locks are kept; without, there are none.
    pub keep: Option<Keep>,
}

/// Where copies of unsaved plans and locks are kept.
pub struct Keep {
    /// The folder.
    pub folder: PathBuf,
    /// How long after a change a copy is written.
    pub after: Duration,
    /// Wakes the window when a copy cannot be written.
    pub repaint: Arc<dyn Fn() + Send + Sync>,
}

/// A sheet over the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// The eight fields of a new plan.
    NewPlan,
    /// Plans that a crash left.
    Recovery,
    /// Search over commands, screens, plans and fields.
    Find,
    /// A chart or all of them to files.
    Export,
    /// The active plan to a folder.
    HandOver,
    /// Every input and every line of the model.
    Reference,
    /// The places, for the active plan.
    Places,
    /// The places, for the plan of the sheet, which comes back after it.
    PlacesOfNewPlan,
    /// The settings of a what-if.
    WhatIf,
}

/// Everything the window shows.
#[derive(Debug)]
pub struct State {
    /// Open plans, in the order of the tabs.
    pub plans: Vec<OpenPlan>,
    /// The plan that is shown; none where none is open.
    pub active: Option<usize>,
    /// The screen that is shown.
    pub screen: Screen,
    /// The page of Finance that is shown there.
    pub finance_page: FinancePage,
    /// Theme, scale, window and recent plans.
    pub settings: Settings,
    /// Messages not dismissed, oldest first.
    pub messages: Vec<Message>,
    /// All messages, oldest first.
    pub told: Vec<Message>,
    /// Plans that a crash left, until they are decided.
    pub found: Vec<Recoverable>,
    /// The question whether to save before closing.
    pub prompt: Option<ClosePrompt>,
    /// The sheet over the window.
    pub sheet: Option<Sheet>,
    /// Whether the first steps are shown.
    pub first_steps: bool,
    /// The what-if of the sheet.
    pub draft: Option<WhatIf>,
    /// A plan that is computed without being open.
    pub preview: Option<OpenPlan>,
    /// Plans that are computed to be compared with, without being open.
    pub compared: Vec<OpenPlan>,
    pub(super) ids: Ids,
    /// The plan whose path was asked for last.
    pub(super) saving: Option<PlanKey>,
    pub(super) questions: Vec<Question>,
    pub(super) keeper: Option<Keeper>,
    pub(super) locks: Option<PathBuf>,
    config: Option<PathBuf>,
    pub(super) scribe: Scribe,
    pub(super) worker: Worker,
    pub(super) numbers: u64,
    pub(super) generation: u64,
    asked: Option<PlanKey>,
}

impl State {
    /// A state without plans, with the settings of the user.
    ///
    /// # Errors
    /// Where the system gives no thread to compute on.
    pub fn new(setup: Setup) -> io::Result<Self> {
        let Setup { compute, repaint, config, keep } = setup;
        let scribe = Scribe::new(Arc::clone(&repaint));
        let loaded = config.as_deref().map(store::load_settings);
        let (settings, warning) =
            loaded.map_or_else(Default::default, |loaded| (loaded.settings, loaded.warning));
        let mut state = Self {
            plans: Vec::new(),
            active: None,
            screen: Screen::default(),
            finance_page: FinancePage::default(),
            settings,
            messages: Vec::new(),
            told: Vec::new(),
            found: Vec::new(),
            prompt: None,
            sheet: None,
            first_steps: false,
            draft: None,
            preview: None,
            compared: Vec::new(),
            ids: Ids::from_clock(),
            saving: None,
            questions: Vec::new(),
            keeper: None,
            locks: None,
            config,
            scribe,
            worker: Worker::start(compute, repaint)?,
            numbers: 0,
            generation: 0,
            asked: None,
        };
        if let Some(warning) = warning {
            state.tell(MessageKind::Warning, warning);
        }
        if let Some(keep) = keep {
            state.start_keeping(keep);
        }
        Ok(state)
    }

    /// The plan that is shown.
    pub fn active(&self) -> Option<&OpenPlan> {
        self.plans.get(self.active?)
    }

    /// The theme of the settings.
    pub const fn theme(&self) -> Theme {
        match self.settings.theme {
            ThemeSetting::Dark => Theme::Dark,
            ThemeSetting::Light => Theme::Light,
        }
    }

    /// A new permanent id for something named `name`.
    pub fn new_id(&mut self, name: &str) -> String {
        self.ids.next(name)
    }

    /// Does what the user asks; gives back what only the window can do.
    ///
    /// Any command but a drag finishes the gesture under way.
    pub fn run(&mut self, command: Command) -> Vec<Effect> {
        let effects = self.run_one(command);
        self.keep_copies();
        effects
    }

    fn run_one(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::Drag(change) => self.drag(change),
            Command::CancelDrag => self.cancel_gesture(),
            Command::CompareWith(plans) => self.compare_with(plans),
            // It comes from the system while a gesture may be under way.
            Command::NoteWindow(window) => self.settings.window = Some(window),
            other => {
                self.finish_gesture();
                return self.run_whole(other);
            }
        }
        Vec::new()
    }

    fn run_whole(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::Open(None) => return vec![Effect::AskOpenPath],
            Command::ImportPrices(None) => return vec![Effect::AskPricesPath],
            Command::ImportPrices(Some(path)) => self.import_prices(&path),
            Command::Save => return self.save_active(None),
            Command::SaveAs(None) => return self.ask_save_path(),
            Command::SaveAs(Some(path)) => return self.save_as(path),
            Command::AnswerPrompt(answer) => return self.answer_prompt(answer),
            Command::Reply(reply) => return self.reply(reply),
            Command::Quit => {
                self.keep_settings();
                return self.quit();
            }
            Command::Open(Some(path)) => self.open(&path),
            Command::OpenTemplate(index) => self.open_template(index),
            Command::NewPlan => self.sheet = Some(Sheet::NewPlan),
            Command::Find => self.sheet = Some(Sheet::Find),
            Command::ExportCharts => self.sheet = Some(Sheet::Export),
            Command::HandOver => self.sheet = Some(Sheet::HandOver),
            Command::Reference => self.sheet = Some(Sheet::Reference),
            Command::FirstSteps(shown) => self.show_first_steps(shown),
            Command::Write(order) => {
                self.sheet = None;
                self.write(*order);
            }
            Command::ChoosePlace => {
                self.sheet = Some(match self.sheet {
                    Some(Sheet::NewPlan) => Sheet::PlacesOfNewPlan,
                    _ => Sheet::Places,
                });
            }
            Command::CloseSheet if self.sheet == Some(Sheet::PlacesOfNewPlan) => {
                self.sheet = Some(Sheet::NewPlan);
            }
            Command::CloseSheet => self.close_sheet(),
            Command::ShowRecovery => self.sheet = Some(Sheet::Recovery),
            Command::Decide(id, decision) => self.decide(id, decision),
            Command::LookAtFiles => self.look_at_files(),
            Command::Create(plan) => {
                self.close_sheet();
                let id = self.ids.next(&plan.name);
                self.add(Plan { lineage: id.clone(), id, ..*plan });
            }
            Command::Preview(plan) => self.show_preview(plan.map(|plan| *plan)),
            Command::Close => self.active.into_iter().for_each(|index| self.close_tab(index)),
            Command::CloseTab(index) => self.close_tab(index),
            Command::SwitchPlan(index) if index < self.plans.len() => self.active = Some(index),
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
            Command::Edit(change) => self.edit(change, None),
            Command::EditAs(change, name) => self.edit(change, Some(name)),
            Command::EditSaying { change, step, said } => self.edit_saying(change, step, &said),
            Command::DeleteItem(owner) => self.delete_item(owner),
            Command::Select(owner) => self.select(owner),
            Command::DuplicateItem(owner) => self.duplicate_item(&owner),
            Command::Go(screen) => self.screen = screen,
            Command::GoFinance(page) => {
                (self.screen, self.finance_page) = (Screen::Finance, page);
            }
            Command::DuplicatePlan => self.duplicate_plan(),
            Command::ApplyBest => self.apply_best(),
            Command::ApplyAi(mw) => self.apply_ai(mw),
            Command::DuplicateWithAi(mw) => {
                if let Some(plan) = self.plan_with_ai(mw) {
                    self.open_copy(plan);
                }
            }
            Command::OpenAs(plan) => self.open_as(*plan),
            Command::ToggleWhatIf(what_if) => self.toggle_what_if(*what_if),
            Command::ClearWhatIfs => self.clear_what_ifs(),
            Command::KeepAsPlan => self.keep_as_plan(),
            Command::NewWhatIf => {
                let new = self.new_what_if();
                self.draft_what_if(new);
            }
            Command::DraftWhatIf(what_if) => self.draft_what_if(*what_if),
            Command::KeepWhatIf(what_if) => {
                self.close_sheet();
                self.keep_what_if(*what_if);
            }
            Command::DropWhatIf(id) => {
                self.close_sheet();
                self.drop_what_if(&id);
            }
            Command::SetTheme(theme) => self.set_theme(theme),
            Command::ToggleTheme => self.set_theme(match self.theme() {
                Theme::Dark => Theme::Light,
                Theme::Light => Theme::Dark,
            }),
            Command::SetScale(scale) => self.set_scale(scale),
            Command::ZoomIn => self.set_scale(self.settings.scale + 0.1),
            Command::ZoomOut => self.set_scale(self.settings.scale - 0.1),
            Command::Dismiss(id) => self.messages.retain(|message| message.id != id),
            Command::SwitchPlan(_)
            | Command::FinishDrag
            | Command::Drag(_)
            | Command::CancelDrag
            | Command::CompareWith(_)
            | Command::NoteWindow(_) => {}
        }
        Vec::new()
    }

    /// Takes the answers that are there; in a frame that asked, waits a moment for its own.
    ///
    /// Returns whether anything came.
    pub fn poll(&mut self) -> bool {
        self.hear_keeper();
        let mut came = self.poll_writing();
        if let Some(key) = self.asked.take() {
            let until = Instant::now() + LONGEST_WAIT;
            while let Some(answer) =
                self.worker.wait(until.saturating_duration_since(Instant::now()))
            {
                let own = answer.key == key && answer.generation == self.generation;
                self.take(answer);
                came = true;
                if own {
                    break;
                }
            }
        }
        while let Some(answer) = self.worker.poll() {
            self.take(answer);
            came = true;
        }
        came
    }

    fn take(&mut self, answer: Answer) {
        let Answer { key, generation, results } = answer;
        let mut all = self.plans.iter_mut().chain(&mut self.preview).chain(&mut self.compared);
        let Some(open) = all.find(|open| open.key == key) else {
            let mut bases = self.plans.iter_mut().filter_map(|open| open.over.as_mut());
            if let Some(over) = bases.find(|over| over.base.key == key) {
                over.base.take(generation, results);
            }
            return;
        };
        let is_awaited =
            open.earlier.as_ref().is_some_and(|earlier| earlier.awaits(generation, &results));
        let earlier = if is_awaited { open.earlier.take() } else { None };
        let moved = earlier.and_then(|earlier| earlier.compared(&open.plan.name, &results));
        open.take(generation, results);
        if let Some(text) = moved {
            self.tell(MessageKind::Warning, words::say(&text));
        }
    }

    pub(super) fn active_mut(&mut self) -> Option<&mut OpenPlan> {
        self.plans.get_mut(self.active?)
    }

    pub(super) fn active_plan(&self) -> Option<&Plan> {
        self.active().map(|open| &open.plan)
    }

    pub(super) fn index_of(&self, key: PlanKey) -> Option<usize> {
        self.plans.iter().position(|open| open.key == key)
    }

    /// Opens a plan as the last tab and shows it.
    pub(super) fn add(&mut self, plan: Plan) -> &mut OpenPlan {
        let number = self.new_number();
        self.plans.push(OpenPlan::new(PlanKey(number), plan));
        let index = self.plans.len() - 1;
        self.active = Some(index);
        self.ask_active();
        &mut self.plans[index]
    }

    /// Asks for new results of the active plan.
    pub(super) fn ask_active(&mut self) {
        self.renew_over();
        self.generation += 1;
        let generation = self.generation;
        let Some(open) = self.active_mut() else { return };
        open.wait_for(generation);
        let (key, plan) = (open.key, open.seen().clone());
        self.worker.ask(key, generation, plan);
        self.asked = Some(key);
        self.ask_base(generation);
    }

    fn show_preview(&mut self, plan: Option<Plan>) {
        let Some(plan) = plan else {
            self.preview = None;
            return;
        };
        let preview = self.preview.get_or_insert_with(|| OpenPlan::new(PREVIEW, plan.clone()));
        if preview.asked > 0 && preview.plan == plan {
            return;
        }
        self.generation += 1;
        preview.plan = plan.clone();
        preview.wait_for(self.generation);
        self.worker.ask(PREVIEW, self.generation, plan);
        self.asked = Some(PREVIEW);
    }

    fn close_sheet(&mut self) {
        self.sheet = None;
        self.preview = None;
        self.draft = None;
    }

    /// Opens a copy of the active plan: its items keep their ids, so that the two can be compared.
    fn duplicate_plan(&mut self) {
        if let Some(plan) = self.active_plan().cloned() {
            self.open_copy(plan);
        }
    }

    fn open_copy(&mut self, mut plan: Plan) {
        plan.name = words::say(&Text::key("app.copy_of").with("name", Arg::Name(plan.name)));
        self.open_as(plan);
    }

    /// Opens another form of the active plan: its items keep their ids, so that the two can be compared.
    fn open_as(&mut self, mut plan: Plan) {
        plan.id = self.ids.next(&plan.name);
        plan.headline = None;
        self.add(plan);
    }

    fn apply_best(&mut self) {
        if Command::ApplyBest.enabled(self)
            && let Some(best) = self.active().and_then(OpenPlan::best_plan)
        {
            self.replace(best, Text::key("step.best"));
        }
    }

    /// The active plan with the schedule of so many AI MW in place of its offers.
    fn plan_with_ai(&self, mw: f64) -> Option<Plan> {
        self.active()?.plan_with_ai(mw)
    }

    fn apply_ai(&mut self, mw: f64) {
        if let Some(plan) = self.plan_with_ai(mw) {
            let mw_of = Arg::Quantity(mw, 0, "unit.mw");
            self.replace(plan, Text::key("step.apply_ai").with("mw", mw_of));
        }
    }

    /// Shows the first steps; once closed, they come back only when asked for.
    fn show_first_steps(&mut self, shown: bool) {
        self.first_steps = shown;
        if !shown {
            self.settings.first_steps_closed = true;
            self.keep_settings();
        }
    }

    fn set_theme(&mut self, theme: Theme) {
        self.settings.theme = match theme {
            Theme::Dark => ThemeSetting::Dark,
            Theme::Light => ThemeSetting::Light,
        };
        self.keep_settings();
    }

    fn set_scale(&mut self, scale: f32) {
        // In twentieths, so that steps up and down meet again.
        self.settings.scale = ((scale * 20.0).round() / 20.0).clamp(1.0, 2.0);
        self.keep_settings();
    }

    /// Saves the settings, or says why they cannot be.
    pub(super) fn keep_settings(&mut self) {
        if let Some(folder) = &self.config
            && let Err(error) = store::save_settings(&self.settings, folder)
        {
            self.tell(MessageKind::Warning, error.to_string());
        }
    }

    /// Whether undo would take back the step that a message is about.
    pub fn takes_back(&self, message: &Message) -> bool {
        let newest =
            self.active().map(|open| (open.key, open.history.depth(), open.history.redo_step()));
        match (message.step, newest) {
            (Some(mark), Some((plan, depth, None))) => mark == StepMark { plan, depth },
            _ => false,
        }
    }

    pub(super) fn error(&mut self, text: String) {
        self.tell(MessageKind::Error, text);
    }

    /// Adds a message; one that says the same as the last is not repeated.
    pub fn tell(&mut self, kind: MessageKind, text: String) {
        if self.messages.last().is_some_and(|last| last.kind == kind && last.text == text) {
            return;
        }
        let id = self.new_number();
        let message = Message { id, kind, at: time_of_day(), text, step: None };
        self.told.push(message.clone());
        let over = self.told.len().saturating_sub(MOST_TOLD);
        self.told.drain(..over);
        self.messages.push(message);
    }

    pub(super) const fn new_number(&mut self) -> u64 {
        self.numbers += 1;
        self.numbers
    }
}
