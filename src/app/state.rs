//! The state of the window, its results as they come, and what it tells.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::export::Scribe;
use super::ids::Ids;
use super::keeper::Keeper;
use super::message::time_of_day;
use super::{
    Answer, ClosePrompt, Compute, FinancePage, Message, MessageKind, OpenPlan, PlanKey, Question,
    Recoverable, Screen, StepMark, Worker,
};
use crate::plan::{Plan, WhatIf};
use crate::store::{self, Settings};
use crate::words;

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
    pub(super) config: Option<PathBuf>,
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

    /// A new permanent id for something named `name`.
    pub fn new_id(&mut self, name: &str) -> String {
        self.ids.next(name)
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

    pub(super) fn show_preview(&mut self, plan: Option<Plan>) {
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

    pub(super) fn close_sheet(&mut self) {
        self.sheet = None;
        self.preview = None;
        self.draft = None;
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
