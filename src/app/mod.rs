//! State, commands, history and jobs of the window, without a window.
//!
//! Every change goes through [`State::run`]: menus, shortcuts, widgets and tests give the same [`Command`]s,
//! and carry out the [`Effect`]s that come back.

mod close;
mod command;
mod compare;
mod edit;
mod export;
mod files;
#[cfg(test)]
mod files_tests;
mod history;
mod ids;
mod keeper;
mod message;
mod moved;
mod open_plan;
mod plans;
mod question;
mod recovery;
mod results;
mod run;
mod screen;
mod settings;
mod shortcut;
mod state;
#[cfg(test)]
mod tests;
mod what_if;
mod worker;

pub use close::{CloseAnswer, ClosePrompt};
pub use command::{Command, Effect, MENUS, Menu};
pub use export::{Content, Order};
pub use files::file_name;
pub use history::{History, Step};
pub use message::{Message, MessageKind, StepMark};
pub use open_plan::{OpenPlan, PlanKey};
pub use question::{Question, Reply};
pub use recovery::{Recoverable, Recovery};
pub use results::{Compute, Results, compute};
pub use screen::{FinancePage, Screen};
pub use shortcut::{Key, Shortcut};
pub use state::{Keep, Setup, Sheet, State};
pub use what_if::Over;
pub use worker::{Answer, Worker};
