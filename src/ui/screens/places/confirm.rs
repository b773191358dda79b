//! The question before a place overwrites the user's own figures.

use egui::{Id, Ui, vec2};

use crate::catalog::{self, PlaceRow};
use crate::look::text;
use crate::plan::template::{PlaceChange, place_changes};
use crate::plan::{FieldRef, Plan};
use crate::ui::actions::said;
use crate::ui::screens::Out;
use crate::ui::theme;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::overlay::{buttons_ui, modal_ui};
use crate::ui::widgets::{choice, value};
use crate::words::tr;

/// The place that is asked about, and which of the user's own figures it may overwrite.
#[derive(Clone, Debug, Default)]
struct Question {
    place: String,
    ticked: Vec<FieldRef>,
}

fn question_id() -> Id {
    Id::unique("place to confirm")
}

fn question(ui: &Ui) -> Option<Question> {
    ui.data(|data| data.get_temp(question_id()))
}

/// Whether the question stands.
pub fn asks(ui: &Ui) -> bool {
    question(ui).is_some()
}

/// Puts the question for a place; nothing is ticked.
pub fn ask(ui: &Ui, row: &PlaceRow) {
    let question = Question { place: row.id.clone(), ticked: Vec::new() };
    ui.data_mut(|data| data.insert_temp(question_id(), question));
}

fn forget(ui: &Ui) {
    ui.data_mut(|data| data.remove::<Question>(question_id()));
}

/// What was pressed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pressed {
    Fill,
    Cancel,
}

/// Shows the question, where there is one.
pub fn show_ui(ui: &Ui, plan: &Plan, out: &mut Out) {
    let Some(mut question) = question(ui) else { return };
    let Some(row) = catalog::place(&question.place) else { return };
    let changes = place_changes(row, plan);
    let title = said("places.confirm", &[("place", &row.name)]);
    let (pressed, away) =
        modal_ui(ui.ctx(), &title, 520.0, |ui| body_ui(ui, plan, &changes, &mut question.ticked));
    match pressed {
        Some(Pressed::Fill) => {
            let ticked =
                |change: &PlaceChange| !change.yours || question.ticked.contains(&change.field);
            super::fill(row, plan, ticked, out);
            forget(ui);
        }
        Some(Pressed::Cancel) => forget(ui),
        None if away => forget(ui),
        None => {
            ui.data_mut(|data| data.insert_temp(question_id(), question));
        }
    }
}

fn body_ui(
    ui: &mut Ui,
    plan: &Plan,
    changes: &[PlaceChange],
    ticked: &mut Vec<FieldRef>,
) -> Option<Pressed> {
    let palette = theme::palette(ui);
    ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
    theme::label(ui, tr("places.confirm_text"), text::BODY, palette.text2);
    ui.add_space(6.0);
    for change in changes.iter().filter(|change| change.yours) {
        let on = ticked.contains(&change.field);
        if choice::check_ui(ui, &from_to(plan, change), on) {
            if on {
                ticked.retain(|field| *field != change.field);
            } else {
                ticked.push(change.field.clone());
            }
        }
        remark_ui(ui, change);
    }
    let others: Vec<&PlaceChange> =
        changes.iter().filter(|change| !change.yours && change.changes()).collect();
    if !others.is_empty() {
        ui.add_space(6.0);
        theme::label(ui, tr("places.confirm_others"), text::BODY, palette.text2);
    }
    for change in others {
        theme::label(ui, from_to(plan, change), text::BODY, palette.text);
        remark_ui(ui, change);
    }
    ui.add_space(12.0);
    let mut pressed = None;
    buttons_ui(ui, |ui| {
        if Button::primary(tr("places.fill")).show(ui).clicked() {
            pressed = Some(Pressed::Fill);
        }
        if Button::new(tr("places.cancel")).show(ui).clicked() {
            pressed = Some(Pressed::Cancel);
        }
    });
    pressed
}

/// A field with its value now and the place's.
pub fn from_to(plan: &Plan, change: &PlaceChange) -> String {
    let Some(info) = plan.info(&change.field) else { return String::new() };
    let (now, to) = (value::shown(info, &change.now), value::with_unit(info, &change.to));
    said("places.from_to", &[("field", tr(info.label)), ("now", &now), ("to", &to)])
}

/// Where the place's figure comes from.
pub fn remark_ui(ui: &mut Ui, change: &PlaceChange) {
    let palette = theme::palette(ui);
    let (words, ink) = if change.note.assumption {
        (tr("places.is_assumption"), palette.warn)
    } else {
        (tr("places.is_read"), palette.text3)
    };
    let args = [("known", words), ("date", &change.note.as_of), ("text", &change.note.text)];
    let key = if change.note.text.is_empty() { "places.remark" } else { "places.remark_with" };
    let words = said(key, &args);
    theme::label(ui, words, text::CAPTION, ink);
}
