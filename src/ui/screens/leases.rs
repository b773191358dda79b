//! The screen “leases”.

use egui::Ui;

use crate::app::{Command, Screen, State};
use crate::plan::{FieldRef, Value};
use crate::ui::Actions;
use crate::ui::widgets::card::{Card, Extent, columns};
use crate::ui::widgets::form::Form;
use crate::ui::widgets::list::ListRow;
use crate::words::tr;

/// Shows the screen.
pub fn show_ui(ui: &mut Ui, state: &State, actions: &mut Actions) {
    let Some(open) = state.active() else { return };
    let screen = Screen::Leases;
    let selected = open.selected(screen);
    let extents = [Extent::Fixed(280.0), Extent::Fixed(440.0), Extent::Share(1.0)];
    let cards = columns(ui.max_rect(), &extents);
    let [list, form, effect] = cards.as_slice() else { return };
    Card::new(tr("ui.nav.leases")).ruled().scrolls().show(ui, *list, |ui| {
        for owner in open.plan.owners() {
            if owner.id().is_none() || Screen::of(&owner) != screen {
                continue;
            }
            let name = match open.plan.get(&FieldRef::new(owner.clone(), "name")) {
                Some(Value::Text(name)) => name,
                _ => owner.to_string(),
            };
            let chosen = selected.as_ref() == Some(&owner);
            if (ListRow { title: &name, selected: chosen, ..ListRow::default() }).show(ui).clicked()
            {
                actions.run(Command::Select(owner));
            }
        }
    });
    let Some(owner) = selected else { return };
    Card::new(tr("ui.nav.leases")).ruled().scrolls().show(ui, *form, |ui| {
        let mut form = Form::new(&open.plan, owner.clone(), &open.results.findings);
        for (info, _) in open.plan.fields_of(&owner) {
            form.row(ui, info.key);
        }
        actions.edit(form.edits);
    });
    Card::new(tr("ui.nav.leases")).ruled().scrolls().show(ui, *effect, |_| {});
}
