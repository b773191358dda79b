//! The screen “finance”.

use egui::Ui;

use crate::app::State;
use crate::plan::Owner;
use crate::ui::Actions;
use crate::ui::widgets::card::Card;
use crate::ui::widgets::form::Form;
use crate::words::tr;

/// Shows the screen.
pub fn show_ui(ui: &mut Ui, state: &State, actions: &mut Actions) {
    let Some(open) = state.active() else { return };
    let page = ui.max_rect();
    Card::new(tr("ui.nav.finance")).ruled().scrolls().show(ui, page, |ui| {
        let mut form = Form::new(&open.plan, Owner::Finance, &open.results.findings);
        for (info, _) in open.plan.fields_of(&Owner::Finance) {
            form.row(ui, info.key);
        }
        actions.edit(form.edits);
    });
}
