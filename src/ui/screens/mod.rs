//! The screens, one file each: they read the state, draw, and tell what the user did.

pub mod answer;
pub mod compare;
pub mod finance;
pub mod leases;
mod list_template;
pub mod machines;
pub mod market;
mod market_charts;
pub mod money;
mod money_grid;
mod money_table;
pub mod new_plan;
pub mod options;
mod parts;
pub(super) mod picker;
pub mod places;
pub mod reference;
pub mod revenue;
pub mod site_power;
pub mod start;
mod timeline;
pub mod what_if;
mod worth;

use egui::{Rect, Ui, UiBuilder};

use super::widgets::plot;
use crate::app::{Command, Screen, State};
use crate::figure::Figure;
use crate::look::space;
use crate::plan::Owner;

/// What a screen asks for in one frame.
pub use super::Actions as Out;

impl Out {
    /// Leads to where a section or item is edited.
    pub fn go_to_owner(&mut self, owner: &Owner) {
        self.run(super::actions::place_of(owner));
        if owner.id().is_some_and(|id| !id.is_empty()) {
            self.run(Command::Select(owner.clone()));
        }
    }

    /// Shows a chart as a card and keeps what was asked of it.
    pub fn chart_ui(&mut self, ui: &mut Ui, rect: Rect, figure: &Figure) -> plot::Shown {
        let shown = plot::card_ui(ui, rect, figure);
        self.chart(&shown, figure);
        shown
    }

    /// Shows a chart within a card and keeps what was asked of it.
    pub fn plain_chart_ui(&mut self, ui: &mut Ui, rect: Rect, figure: &Figure) -> plot::Shown {
        let shown = plot::show(ui, rect, figure, false);
        self.chart(&shown, figure);
        shown
    }
}

/// Shows the screen of the state within the page's padding.
pub fn page_ui(ui: &mut Ui, state: &State, actions: &mut Out) {
    let inner = ui.max_rect().shrink(space::PAGE);
    let mut page = ui.new_child(UiBuilder::new().id_salt("inner").max_rect(inner));
    let show = match state.screen {
        Screen::Answer => answer::show_ui,
        Screen::SitePower => site_power::show_ui,
        Screen::Machines => machines::show_ui,
        Screen::Leases => leases::show_ui,
        Screen::Options => options::show_ui,
        Screen::Market => market::show_ui,
        Screen::Finance => finance::show_ui,
        Screen::Revenue => revenue::show_ui,
        Screen::Money => money::show_ui,
        Screen::Compare => compare::show_ui,
    };
    show(&mut page, state, actions);
}
