//! The window: theme, widgets, shell and screens over the state of [`crate::app`].
//!
//! A frame reads the state, draws, and collects what the user did in [`Actions`]; only then is it done.

mod actions;
mod run;
pub mod screens;
mod shell;
pub mod theme;
pub mod widgets;
mod window;

pub use actions::{Actions, said};
pub use run::{OpenError, open};
pub use shell::dialogs::{AskPath, Dialogs, Purpose};
pub use window::Window;
