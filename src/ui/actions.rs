//! What the user did in a frame, to be done when it is drawn.

use egui::{Context, Id};

use super::shell::paste::Target;
use super::widgets::field::Edit;
use super::widgets::plot::{self, Ask, Shown, View};
use crate::app::{Command, FinancePage, Screen};
use crate::figure::Figure;
use crate::plan::{Change, FieldRef, Note, Owner};
use crate::words::{Arg, Text, say};

/// What a widget within a form asks of the window, beyond the edits the form hands back.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    /// Sets or takes away the note on a field.
    Note(FieldRef, Option<Note>),
    /// Opens the sheet that reads a table, with what was pasted.
    Paste(Target, Option<String>),
    /// Says that several lines are no value of what has this name.
    OneValue(String, String),
    /// Says that so many lines of a table are on the clipboard.
    Copied(usize),
}

/// Keeps what is asked until the frame is drawn.
pub fn ask(ctx: &Context, asked: Asked) {
    ctx.data_mut(|data| data.get_temp_mut_or_default::<Vec<Asked>>(asked_id()).push(asked));
}

/// Takes what was asked in this frame.
pub(super) fn take_asked(ctx: &Context) -> Vec<Asked> {
    ctx.data_mut(|data| data.remove_temp(asked_id())).unwrap_or_default()
}

fn asked_id() -> Id {
    Id::unique("asked")
}

/// What the user did in a frame.
#[derive(Debug, Default)]
pub struct Actions {
    /// Commands, in order.
    pub commands: Vec<Command>,
    /// What was asked of charts.
    pub charts: Vec<(Ask, Figure, View)>,
}

impl Actions {
    /// Adds a command.
    pub fn run(&mut self, command: Command) {
        self.commands.push(command);
    }

    /// Adds edits of fields; those of one gesture become one step.
    pub fn edit(&mut self, edits: impl IntoIterator<Item = Edit>) {
        for Edit { field, value, finished } in edits {
            self.commands.push(Command::Drag(Change::Set(field, value)));
            if finished {
                self.commands.push(Command::FinishDrag);
            }
        }
    }

    /// Adds what was asked of a chart, as it is shown.
    pub fn chart(&mut self, shown: &Shown, figure: &Figure) {
        if let Some(ask) = shown.ask {
            let view = plot::view(&shown.response.ctx, figure.id);
            self.charts.push((ask, figure.clone(), view));
        }
    }

    /// Leads to a field: its screen, its item, the keyboard in it.
    pub fn go_to(&mut self, ctx: &Context, field: &FieldRef) {
        self.run(place_of(&field.owner));
        if field.owner.id().is_some() {
            self.run(Command::Select(field.owner.clone()));
        }
        want_field(ctx, field);
    }
}

/// The command that shows where a section or item is edited.
pub(super) fn place_of(owner: &Owner) -> Command {
    match FinancePage::of(owner) {
        Some(page) => Command::GoFinance(page),
        None => Command::Go(Screen::of(owner)),
    }
}

/// Notes that the keyboard shall go to a field as soon as it is shown.
fn want_field(ctx: &Context, field: &FieldRef) {
    ctx.data_mut(|data| data.insert_temp(wanted(), Some(field.to_string())));
}

/// Whether the keyboard shall go to this field; answered once.
pub(super) fn is_wanted(ctx: &Context, field: &FieldRef) -> bool {
    ctx.data_mut(|data| {
        let is_wanted =
            data.get_temp::<Option<String>>(wanted()).flatten() == Some(field.to_string());
        if is_wanted {
            data.remove::<Option<String>>(wanted());
        }
        is_wanted
    })
}

fn wanted() -> Id {
    Id::unique("wanted field")
}

/// Says a text whose places are filled with words.
pub fn said(key: &'static str, places: &[(&'static str, &str)]) -> String {
    let text = places.iter().fold(Text::key(key), |text, (place, words)| {
        text.with(place, Arg::Name((*words).to_owned()))
    });
    say(&text)
}
