//! Compare: the same plan in several places.

mod places;
mod table;

use egui::Ui;

use super::Out;
use crate::app::State;

/// Shows the screen.
pub fn show_ui(ui: &mut Ui, state: &State, out: &mut Out) {
    let Some(open) = state.active() else { return };
    places::show_ui(ui, ui.max_rect(), state, open, out);
}
