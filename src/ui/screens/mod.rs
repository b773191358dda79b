//! The screens of an open plan, one file each: they read the state and hand back what the user asks.

pub mod answer;
pub mod finance;
pub mod leases;
mod list_template;
pub mod machines;
pub mod market;
mod market_charts;
pub mod money;
mod money_grid;
pub mod new_plan;
mod new_plan_answer;
pub mod options;
mod parts;
mod picker;
mod rent;
pub mod revenue;
pub mod site_power;
pub mod start;
mod timeline;
mod worth;

use egui::{Rect, Ui};

use super::widgets::field::Edit;
use super::widgets::plot::{self, Ask};
use crate::app::{Command, Screen};
use crate::figure::Figure;
use crate::plan::{Change, Owner};

/// What a screen asks for in one frame.
#[derive(Debug, Default)]
pub struct Out {
    /// Commands, in order.
    pub commands: Vec<Command>,
    /// Charts to copy or export.
    pub charts: Vec<(Ask, Figure)>,
}

impl Out {
    /// Turns edits of a form into commands: drags while a gesture lasts, one step at its end.
    pub fn edit(&mut self, edits: impl IntoIterator<Item = Edit>) {
        for Edit { field, value, finished } in edits {
            let change = Change::Set(field, value);
            if finished {
                self.commands.push(Command::Drag(change));
                self.commands.push(Command::FinishDrag);
            } else {
                self.commands.push(Command::Drag(change));
            }
        }
    }

    /// Leads to where a section or item is edited.
    pub fn go_to(&mut self, owner: &Owner) {
        if owner.id().is_some_and(|id| !id.is_empty()) {
            self.commands.push(Command::Select(owner.clone()));
        }
        self.commands.push(Command::Go(Screen::of(owner)));
    }

    /// Shows a chart as a card and keeps what was asked of it.
    pub fn chart_ui(&mut self, ui: &mut Ui, rect: Rect, figure: &Figure) -> plot::Shown {
        let shown = plot::card_ui(ui, rect, figure);
        self.keep(&shown, figure);
        shown
    }

    /// Shows a chart within a card and keeps what was asked of it.
    pub fn plain_chart_ui(&mut self, ui: &mut Ui, rect: Rect, figure: &Figure) -> plot::Shown {
        let shown = plot::show(ui, rect, figure, false);
        self.keep(&shown, figure);
        shown
    }

    fn keep(&mut self, shown: &plot::Shown, figure: &Figure) {
        if let Some(ask) = shown.ask {
            self.charts.push((ask, figure.clone()));
        }
    }
}
