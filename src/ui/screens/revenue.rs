//! The screen “revenue”.

use egui::Ui;

use crate::app::State;
use crate::ui::Actions;
use crate::ui::widgets::card::Card;
use crate::words::tr;

/// Shows the screen.
pub fn show_ui(ui: &mut Ui, _state: &State, _actions: &mut Actions) {
    let page = ui.max_rect();
    Card::new(tr("ui.nav.revenue")).show(ui, page, |_| {});
}
