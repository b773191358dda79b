//! The sheet of a what-if: its name, the fields it sets and their values.

use egui::{Align2, Rect, ScrollArea, Ui, Vec2, pos2, vec2};

use super::Out;
use super::picker::{self, Group, Row};
use crate::app::{Command, OpenPlan, State};
use crate::look::{layout, text};
use crate::plan::{FieldRef, Given, Owner, Plan, Setting, Value, WhatIf};
use crate::ui::theme;
use crate::ui::widgets::button::{Button, icon_at};
use crate::ui::widgets::entry;
use crate::ui::widgets::field::{Manner, field_at};
use crate::ui::widgets::icons::Icon;
use crate::ui::widgets::list::fitted;
use crate::ui::widgets::overlay::sheet_ui;
use crate::ui::widgets::value;
use crate::words::tr;

/// Width of a setting's label.
const LABEL: f32 = 280.0;
/// Height of a setting's row.
const ROW: f32 = 32.0;
/// Height of the foot with the buttons.
const FOOT: f32 = 57.0;

/// Shows the sheet.
pub fn show_ui(ui: &mut Ui, state: &State, out: &mut Out) {
    let (Some(open), Some(draft)) = (state.active(), &state.draft) else { return };
    let mut new = draft.clone();
    let area = ui.max_rect();
    let (pressed, closed) = sheet_ui(ui, area, tr("what_if.sheet"), |ui| {
        let inner = ui.max_rect();
        let palette = theme::palette(ui);
        let top = inner.top() + 60.0;
        let name = Rect::from_min_size(pos2(inner.left(), top), vec2(inner.width(), ROW));
        let at = name.left_center();
        theme::place(
            ui,
            at,
            Align2::LEFT_CENTER,
            tr("what_if.its_name"),
            text::BODY,
            palette.text2,
        );
        let field = Rect::from_min_max(
            pos2(name.left() + 92.0, name.top() + 3.0),
            name.max - vec2(0.0, 3.0),
        );
        entry::line_at(ui, field, tr("what_if.its_name"), &mut new.name, "");
        let foot = Rect::from_min_max(pos2(inner.left(), inner.bottom() - FOOT), inner.max);
        let body = Rect::from_min_max(pos2(inner.left(), name.bottom() + 12.0), foot.right_top());
        let mut body_ui = ui.new_child(egui::UiBuilder::new().id_salt("settings").max_rect(body));
        ScrollArea::vertical().id_salt("settings").show(&mut body_ui, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            settings_ui(ui, &open.plan, &mut new);
        });
        new = new.clone().renamed(draft, &open.plan);
        foot_ui(ui, foot, open, &new)
    });
    match pressed {
        Some(commands) => commands.into_iter().for_each(|command| out.run(command)),
        None if closed => out.run(Command::CloseSheet),
        None if new != *draft => out.run(Command::DraftWhatIf(Box::new(new))),
        None => {}
    }
}

/// A field's name with that of its item or section.
pub fn field_name(plan: &Plan, field: &FieldRef) -> String {
    let label = plan.info(field).map_or(field.key.as_str(), |info| tr(info.label));
    format!("{}: {label}", owner_name(plan, &field.owner))
}

/// The name of an item or section.
pub fn owner_name(plan: &Plan, owner: &Owner) -> String {
    let named = plan.get(&FieldRef::new(owner.clone(), "name"));
    match (owner.id(), named) {
        (Some(_), Some(Value::Text(name))) => name,
        (Some(id), _) => id.to_owned(),
        (None, _) => tr(&format!("owner.{owner}")).to_owned(),
    }
}

fn settings_ui(ui: &mut Ui, plan: &Plan, new: &mut WhatIf) {
    let palette = theme::palette(ui);
    theme::label(ui, tr("what_if.about"), text::SMALL, palette.text3);
    let mut with = plan.clone();
    let mut removed = None;
    for (at, setting) in new.settings.iter_mut().enumerate() {
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
        let name = field_name(&with, &setting.field);
        let said = fitted(&name, text::BODY, LABEL - 8.0);
        let place = rect.left_center();
        theme::place(ui, place, Align2::LEFT_CENTER, said, text::BODY, palette.text2)
            .on_hover_text(format!("{name} ({})", setting.field));
        let place = pos2(rect.left() + LABEL, rect.center().y - layout::FORM_FIELD / 2.0);
        let place = Rect::from_min_size(place, vec2(layout::FORM_COLUMNS[1], layout::FORM_FIELD));
        let now =
            with.info(&setting.field).and_then(|info| Some((info, setting.value.value(info)?)));
        if let Some((info, value)) = now {
            let shown = field_at(ui, place, &name, info, &value, Manner::default());
            let value = shown.edit.map_or(value, |(value, _)| value);
            if let Some(error) = shown.error {
                theme::label(ui, error.words, text::SMALL, palette.error);
            }
            setting.value = Given::from(value.clone());
            with.set(&setting.field, value);
        } else {
            let at = place.left_center();
            let gone = tr("what_if.gone");
            theme::place(ui, at, Align2::LEFT_CENTER, gone, text::SMALL, palette.error);
        }
        let cross =
            Rect::from_center_size(pos2(rect.right() - 14.0, rect.center().y), Vec2::splat(20.0));
        let remove = format!("{}: {name}", tr("what_if.remove"));
        if icon_at(ui, cross, Icon::Close, &remove).clicked() {
            removed = Some(at);
        }
    }
    if let Some(at) = removed {
        new.settings.remove(at);
    }
    ui.add_space(4.0);
    let (groups, fields) = all_fields(&with, new);
    let add = Button::new(tr("what_if.add")).icon(Icon::Plus).show(ui);
    if let Some((group, row)) = picker::show(&add, tr("what_if.add"), 440.0, &groups)
        && let Some((field, value)) = fields.get(group).and_then(|rows| rows.get(row))
    {
        new.settings.push(Setting { field: field.clone(), value: Given::from(value.clone()) });
    }
}

/// A field and the value it has.
type Held = (FieldRef, Value);

/// Every field that is not yet set, by section and item.
fn all_fields(plan: &Plan, new: &WhatIf) -> (Vec<Group>, Vec<Vec<Held>>) {
    let groups = plan.owners().into_iter().map(|owner| {
        let fields = plan.fields_of(&owner).into_iter().filter_map(|(info, value)| {
            let field = FieldRef::new(owner.clone(), info.key);
            let is_set = new.settings.iter().any(|setting| setting.field == field);
            let row = Row::new(tr(info.label), value::with_unit(info, &value));
            (!is_set).then_some((row, (field, value)))
        });
        let (rows, held) = fields.unzip();
        (Group { title: owner_name(plan, &owner), rows }, held)
    });
    groups.filter(|(group, _)| !group.rows.is_empty()).unzip()
}

fn foot_ui(ui: &mut Ui, rect: Rect, open: &OpenPlan, new: &WhatIf) -> Option<Vec<Command>> {
    let palette = theme::palette(ui);
    let across = rect.x_range().expand(23.0);
    ui.painter().hline(across, rect.top() + 0.5, theme::hairline(palette.stroke));
    let reason = if new.settings.is_empty() {
        Some(tr("what_if.empty"))
    } else if new.name.trim().is_empty() {
        Some(tr("what_if.nameless"))
    } else {
        None
    };
    let is_own = open.plan.what_ifs.iter().any(|what_if| what_if.id == new.id);
    let top = rect.center().y - layout::BUTTON_PRIMARY / 2.0;
    let mut right = rect.right();
    let mut button = |button: Button<'_>| {
        let width = button.size(ui).x;
        let place =
            Rect::from_min_size(pos2(right - width, top), vec2(width, layout::BUTTON_PRIMARY));
        right -= width + 8.0;
        button.show_at(ui, place).clicked()
    };
    let keep = button(Button::primary(tr("what_if.keep")).disabled(reason));
    let lay = !is_own && button(Button::new(tr("what_if.lay_over")).disabled(reason));
    let cancel = button(Button::new(tr("what_if.cancel")));
    let delete = is_own && button(Button::new(tr("what_if.delete")));
    if keep {
        Some(vec![Command::KeepWhatIf(Box::new(new.clone()))])
    } else if lay {
        Some(vec![Command::CloseSheet, Command::ToggleWhatIf(Box::new(new.clone()))])
    } else if delete {
        Some(vec![Command::DropWhatIf(new.id.clone())])
    } else {
        cancel.then(|| vec![Command::CloseSheet])
    }
}
