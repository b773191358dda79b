//! Compare: plans beside one another, and the same plan in several places.

mod alone;
mod entries;
mod inputs;
mod places;
mod plans;
mod plans_table;
mod table;

use egui::{Id, Ui};

use super::Out;
use crate::app::State;
use crate::ui::widgets::choice;
use crate::words::tr;

/// Shows the screen.
pub fn show_ui(ui: &mut Ui, state: &State, out: &mut Out) {
    let Some(open) = state.active() else { return };
    let page = ui.max_rect();
    if shows_places(ui) {
        places::show_ui(ui, page, state, open, out);
    } else {
        plans::show_ui(ui, page, state, open, out);
    }
}

fn tab_id() -> Id {
    Id::unique("compare: places rather than plans")
}

fn shows_places(ui: &Ui) -> bool {
    ui.data(|data| data.get_temp(tab_id())).unwrap_or_default()
}

/// The choice between plans and places, in the header of the upper card.
fn tabs_ui(ui: &mut Ui) {
    let words = [tr("plans.title"), tr("compare.places")];
    let at = usize::from(shows_places(ui));
    if let Some(chosen) = choice::segments_ui(ui, tr("ui.nav.compare"), &words, at) {
        ui.data_mut(|data| data.insert_temp(tab_id(), chosen == 1));
        ui.ctx().request_repaint();
    }
}
