//! The screens, one file each: they read the state, draw, and tell what the user did.

pub mod answer;
pub mod finance;
pub mod leases;
pub mod machines;
pub mod market;
pub mod money;
pub mod new_plan;
pub mod options;
pub mod revenue;
pub mod site_power;
pub mod start;

use egui::{Ui, UiBuilder};

use super::Actions;
use crate::app::{Screen, State};
use crate::look::space;

/// Shows the screen of the state within the page's padding.
pub fn page_ui(ui: &mut Ui, state: &State, actions: &mut Actions) {
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
    };
    show(&mut page, state, actions);
}
