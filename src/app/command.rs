//! Commands: what menus, shortcuts, widgets and tests ask of the state.

use std::path::PathBuf;

use super::{
    CloseAnswer, FinancePage, Key, OpenPlan, Order, PlanKey, Recovery, Reply, Screen, Shortcut,
    State,
};
use crate::look::Theme;
use crate::plan::{Change, Owner, Plan, WhatIf};
use crate::store::WindowSetting;
use crate::words::Text;

/// Something the user does.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Opens the New-plan sheet.
    NewPlan,
    /// Opens a plan of the sheet as a tab.
    Create(Box<Plan>),
    /// Computes a plan that is not open, for the sheet's answer; none ends it.
    Preview(Option<Box<Plan>>),
    /// Computes plans that are not open, to compare with; results that are there are kept.
    CompareWith(Vec<Plan>),
    /// Opens the sheet to choose a place on, for the active plan or for the new one.
    ChoosePlace,
    /// Opens another form of the active plan as a tab, under its own name.
    OpenAs(Box<Plan>),
    /// Closes the sheet.
    CloseSheet,
    /// Opens a plan; without a path, asks for one.
    Open(Option<PathBuf>),
    /// Opens a plan that comes with the program, untitled.
    OpenTemplate(usize),
    /// Takes the user's own prices of a year from a file; without a path, asks for one.
    ImportPrices(Option<PathBuf>),
    /// Opens the search over commands, screens, plans and fields.
    Find,
    /// Opens the dialog that saves charts.
    ExportCharts,
    /// Opens the dialog that hands the active plan over.
    HandOver,
    /// Writes charts, tables and plans to a folder.
    Write(Box<Order>),
    /// Opens the reference of inputs and lines.
    Reference,
    /// Shows the first steps, or closes them for good.
    FirstSteps(bool),
    /// Saves the active plan.
    Save,
    /// Saves the plan under another name; without a path, asks for one.
    SaveAs(Option<PathBuf>),
    /// Closes the active plan.
    Close,
    /// Closes a tab.
    CloseTab(usize),
    /// Answers the question whether to save before closing.
    AnswerPrompt(CloseAnswer),
    /// Closes the window.
    Quit,
    /// Takes back the last step.
    Undo,
    /// Makes the step last undone again.
    Redo,
    /// Makes a change as one step.
    Edit(Change),
    /// Makes a change as one step of the given name.
    EditAs(Change, Text),
    /// Makes a change as one step of the given name, says what was done and offers to take it back.
    EditSaying {
        /// The change.
        change: Change,
        /// The step, as it stands after "Undo".
        step: Text,
        /// What was done.
        said: Text,
    },
    /// Makes a change within a gesture, such as the drag of a slider.
    Drag(Change),
    /// Makes the gesture one step.
    FinishDrag,
    /// Puts the plan back to what it was before the gesture.
    CancelDrag,
    /// Selects an item of a list.
    Select(Owner),
    /// Takes an item out of its list, and offers to take that back.
    DeleteItem(Owner),
    /// Adds a copy of an item and selects it.
    DuplicateItem(Owner),
    /// Shows a screen.
    Go(Screen),
    /// Shows a page of Finance.
    GoFinance(FinancePage),
    /// Shows another tab.
    SwitchPlan(usize),
    /// Opens a copy of the active plan as a tab.
    DuplicatePlan,
    /// Puts the best plan in place of the active one.
    ApplyBest,
    /// Puts the plan with so many AI MW in place of the active one.
    ApplyAi(f64),
    /// Opens the plan with so many AI MW as a tab.
    DuplicateWithAi(f64),
    /// Lays a what-if over the active plan, or takes it away.
    ToggleWhatIf(Box<WhatIf>),
    /// Takes every what-if from the active plan.
    ClearWhatIfs,
    /// Opens the active plan with its what-ifs as a tab.
    KeepAsPlan,
    /// Opens the sheet on a new what-if.
    NewWhatIf,
    /// Opens the sheet on a what-if, or shows it there changed.
    DraftWhatIf(Box<WhatIf>),
    /// Keeps a what-if in the active plan and lays it over.
    KeepWhatIf(Box<WhatIf>),
    /// Takes a what-if out of the active plan, by its id.
    DropWhatIf(String),
    /// Takes dark or light colours.
    SetTheme(Theme),
    /// Takes the other colours.
    ToggleTheme,
    /// Sets the scale of everything in the window.
    SetScale(f32),
    /// One step larger.
    ZoomIn,
    /// One step smaller.
    ZoomOut,
    /// Notes the window's size, for the next start.
    NoteWindow(WindowSetting),
    /// Takes a message away.
    Dismiss(u64),
    /// Answers the question a file asks.
    Reply(Reply),
    /// Shows the plans that a crash left.
    ShowRecovery,
    /// Decides on a plan that a crash left.
    Decide(u64, Recovery),
    /// Looks whether the files of open plans have changed.
    LookAtFiles,
}

/// What the window has to do after a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Ask for a plan to open, then give `Open` with its path.
    AskOpenPath,
    /// Ask for a file of prices, then give `ImportPrices` with its path.
    AskPricesPath,
    /// Ask where to save, then give `SaveAs` with the path.
    AskSavePath {
        /// The plan that will be saved there.
        plan: PlanKey,
        /// A file name to begin with.
        suggestion: String,
    },
    /// Close without asking.
    CloseWindow,
}

/// A menu of the window.
#[derive(Debug)]
pub struct Menu {
    /// Key of its name.
    pub label: &'static str,
    /// Its commands; none is a line between groups.
    pub commands: &'static [Option<Command>],
}

/// The menus, in order.
pub const MENUS: &[Menu] = &[
    Menu {
        label: "ui.menu.file",
        commands: &[
            Some(Command::NewPlan),
            Some(Command::Open(None)),
            None,
            Some(Command::Save),
            Some(Command::SaveAs(None)),
            None,
            Some(Command::ShowRecovery),
            None,
            Some(Command::ExportCharts),
            Some(Command::HandOver),
            None,
            Some(Command::Close),
            Some(Command::Quit),
        ],
    },
    Menu {
        label: "ui.menu.edit",
        commands: &[Some(Command::Undo), Some(Command::Redo), None, Some(Command::Find)],
    },
    Menu {
        label: "ui.menu.view",
        commands: &[
            Some(Command::Go(Screen::Answer)),
            Some(Command::Go(Screen::SitePower)),
            Some(Command::Go(Screen::Machines)),
            Some(Command::Go(Screen::Leases)),
            Some(Command::Go(Screen::Options)),
            Some(Command::Go(Screen::Market)),
            Some(Command::Go(Screen::Finance)),
            Some(Command::Go(Screen::Revenue)),
            Some(Command::Go(Screen::Money)),
            Some(Command::Go(Screen::Compare)),
            None,
            Some(Command::ToggleTheme),
            None,
            Some(Command::SetScale(1.0)),
            Some(Command::SetScale(1.25)),
            Some(Command::SetScale(1.5)),
            Some(Command::SetScale(2.0)),
            Some(Command::ZoomIn),
            Some(Command::ZoomOut),
        ],
    },
    Menu {
        label: "ui.menu.plan",
        commands: &[
            Some(Command::DuplicatePlan),
            None,
            Some(Command::ApplyBest),
            None,
            Some(Command::NewWhatIf),
            Some(Command::KeepAsPlan),
            Some(Command::ClearWhatIfs),
        ],
    },
    Menu {
        label: "ui.menu.help",
        commands: &[
            Some(Command::FirstSteps(true)),
            Some(Command::OpenTemplate(0)),
            None,
            Some(Command::Reference),
        ],
    },
];

impl Command {
    /// Key of the command's text, as it stands in a menu or on a button.
    pub const fn label(&self) -> &'static str {
        match self {
            Self::NewPlan => "command.new_plan",
            Self::Create(_) => "command.create",
            Self::Preview(_) => "command.preview",
            Self::CompareWith(_) => "command.compare_with",
            Self::ChoosePlace => "command.choose_place",
            Self::OpenAs(_) => "command.open_as",
            Self::CloseSheet => "command.close_sheet",
            Self::Open(None) => "command.open",
            Self::Open(Some(_)) => "command.open_this",
            Self::OpenTemplate(_) => "command.open_example",
            Self::Find => "command.find",
            Self::ExportCharts => "command.export_charts",
            Self::HandOver => "command.hand_over",
            Self::Write(_) => "command.write",
            Self::Reference => "command.reference",
            Self::FirstSteps(_) => "command.first_steps",
            Self::Save => "command.save",
            Self::ImportPrices(_) => "command.import_prices",
            Self::SaveAs(_) => "command.save_as",
            Self::Close | Self::CloseTab(_) => "command.close",
            Self::AnswerPrompt(CloseAnswer::Save) => "command.prompt_save",
            Self::AnswerPrompt(CloseAnswer::Discard) => "command.prompt_discard",
            Self::AnswerPrompt(CloseAnswer::Cancel) => "command.prompt_cancel",
            Self::Quit => "command.quit",
            Self::Undo => "command.undo",
            Self::Redo => "command.redo",
            Self::Edit(_)
            | Self::EditAs(..)
            | Self::EditSaying { .. }
            | Self::Drag(_)
            | Self::FinishDrag => "command.edit",
            Self::CancelDrag => "command.cancel_drag",
            Self::Select(_) => "command.select",
            Self::DuplicateItem(_) => "command.duplicate_item",
            Self::DeleteItem(_) => "command.delete_item",
            Self::Go(screen) => screen.label(),
            Self::GoFinance(page) => page.label(),
            Self::SwitchPlan(_) => "command.switch_plan",
            Self::DuplicatePlan => "command.duplicate_plan",
            Self::ApplyBest => "command.apply_best",
            Self::ApplyAi(_) => "command.apply_ai",
            Self::DuplicateWithAi(_) => "command.duplicate_with_ai",
            Self::ToggleWhatIf(_) => "command.toggle_what_if",
            Self::ClearWhatIfs => "command.clear_what_ifs",
            Self::KeepAsPlan => "command.keep_as_plan",
            Self::NewWhatIf => "command.new_what_if",
            Self::DraftWhatIf(_) => "command.draft_what_if",
            Self::KeepWhatIf(_) => "command.keep_what_if",
            Self::DropWhatIf(_) => "command.drop_what_if",
            Self::SetTheme(_) | Self::ToggleTheme => "command.theme",
            Self::SetScale(_) => "command.scale",
            Self::ZoomIn => "command.zoom_in",
            Self::ZoomOut => "command.zoom_out",
            Self::NoteWindow(_) => "command.note_window",
            Self::Dismiss(_) => "command.dismiss",
            Self::Reply(reply) => reply.label(),
            Self::ShowRecovery => "command.show_recovery",
            Self::Decide(_, decision) => decision.label(),
            Self::LookAtFiles => "command.look_at_files",
        }
    }

    /// The keys that give the command.
    pub fn shortcut(&self) -> Option<Shortcut> {
        Some(match self {
            Self::NewPlan => Shortcut::ctrl(Key::N),
            Self::Open(None) => Shortcut::ctrl(Key::O),
            Self::Find => Shortcut::ctrl(Key::K),
            Self::HandOver => Shortcut::ctrl(Key::E),
            Self::SetScale(1.0) => Shortcut::ctrl(Key::Digit(0)),
            Self::Save => Shortcut::ctrl(Key::S),
            Self::SaveAs(None) => Shortcut::ctrl_shift(Key::S),
            Self::Close => Shortcut::ctrl(Key::W),
            Self::Quit => Shortcut::ctrl(Key::Q),
            Self::Undo => Shortcut::ctrl(Key::Z),
            Self::Redo => Shortcut::ctrl_shift(Key::Z),
            Self::DuplicatePlan => Shortcut::ctrl(Key::D),
            Self::ToggleTheme => Shortcut::ctrl_shift(Key::T),
            Self::ZoomIn => Shortcut::ctrl(Key::Plus),
            Self::ZoomOut => Shortcut::ctrl(Key::Minus),
            Self::Go(screen) => {
                let place = Screen::ALL.iter().position(|other| other == screen)?;
                // The digit after the ninth's sets the scale back.
                let digit = u8::try_from(place).ok().filter(|place| *place < 9)?;
                Shortcut::ctrl(Key::Digit(digit + 1))
            }
            _ => return None,
        })
    }

    /// Whether the command would do something now.
    pub fn enabled(&self, state: &State) -> bool {
        let active = state.active();
        match self {
            Self::Save => active.is_some_and(|open| open.is_dirty() || open.path.is_none()),
            Self::Undo => active.is_some_and(|open| open.history.undo_step().is_some()),
            Self::Redo => active.is_some_and(|open| open.history.redo_step().is_some()),
            Self::ApplyBest => active.is_some_and(can_apply_best),
            Self::ApplyAi(_) | Self::DuplicateWithAi(_) => {
                active.is_some_and(|open| open.is_current() && open.results.advice.is_some())
            }
            Self::ChoosePlace => active.is_some() || state.sheet.is_some(),
            Self::ClearWhatIfs | Self::KeepAsPlan => {
                active.is_some_and(|open| !open.what_ifs().is_empty())
            }
            Self::DropWhatIf(id) => {
                active.is_some_and(|open| open.plan.what_ifs.iter().any(|of| of.id == *id))
            }
            Self::SaveAs(_)
            | Self::OpenAs(_)
            | Self::ToggleWhatIf(_)
            | Self::NewWhatIf
            | Self::DraftWhatIf(_)
            | Self::KeepWhatIf(_)
            | Self::Close
            | Self::DuplicatePlan
            | Self::ImportPrices(_)
            | Self::Edit(_)
            | Self::EditAs(..)
            | Self::EditSaying { .. }
            | Self::Drag(_)
            | Self::FinishDrag
            | Self::CancelDrag
            | Self::Select(_)
            | Self::Go(_)
            | Self::GoFinance(_) => active.is_some(),
            Self::DuplicateItem(owner) | Self::DeleteItem(owner) => {
                active.is_some_and(|open| open.plan.item(owner).is_some())
            }
            Self::ExportCharts | Self::HandOver => active.is_some_and(has_results),
            Self::Write(_) => !state.is_writing(),
            Self::FirstSteps(true) => active.is_some() && !state.first_steps,
            Self::CloseTab(index) | Self::SwitchPlan(index) => *index < state.plans.len(),
            Self::AnswerPrompt(_) => state.prompt.is_some(),
            Self::CloseSheet => state.sheet.is_some(),
            Self::Reply(_) => state.question().is_some(),
            Self::ShowRecovery => !state.found.is_empty(),
            Self::Decide(id, _) => state.found.iter().any(|found| found.id == *id),
            Self::NewPlan
            | Self::Create(_)
            | Self::Preview(_)
            | Self::CompareWith(_)
            | Self::Open(_)
            | Self::OpenTemplate(_)
            | Self::Quit
            | Self::Find
            | Self::Reference
            | Self::FirstSteps(false)
            | Self::SetTheme(_)
            | Self::ToggleTheme
            | Self::SetScale(_)
            | Self::ZoomIn
            | Self::ZoomOut
            | Self::NoteWindow(_)
            | Self::LookAtFiles
            | Self::Dismiss(_) => true,
        }
    }
}

/// Whether there are charts of the plan as it stands.
fn has_results(open: &OpenPlan) -> bool {
    open.is_current() && open.results.solution.is_some()
}

/// Whether the best plan is known for the plan as it stands and is another one.
fn can_apply_best(open: &OpenPlan) -> bool {
    open.best_plan().is_some_and(|best| best != open.plan)
}
