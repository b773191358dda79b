//! The screen “Site & power”.

use egui::Ui;

use crate::app::State;
use crate::plan::Owner;
use crate::ui::Actions;
use crate::ui::widgets::card::{Card, Extent, columns};
use crate::ui::widgets::form::Form;
use crate::words::tr;

/// Shows the screen.
pub fn show_ui(ui: &mut Ui, state: &State, actions: &mut Actions) {
    let Some(open) = state.active() else { return };
    let cards = columns(ui.max_rect(), &[Extent::Share(1.0), Extent::Share(1.0)]);
    for (rect, (title, owner)) in
        cards.into_iter().zip([("ui.site.title", Owner::Site), ("ui.power.title", Owner::Power)])
    {
        Card::new(tr(title)).ruled().scrolls().show(ui, rect, |ui| {
            let mut form = Form::new(&open.plan, owner.clone(), &open.results.findings);
            for (info, _) in open.plan.fields_of(&owner) {
                form.row(ui, info.key);
            }
            actions.edit(form.edits);
        });
    }
}
