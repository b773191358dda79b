//! The sheet of a new plan: eight figures, where each comes from, and their first answer below.

mod answer;
mod draft;
mod fields;
mod pick;

pub use draft::{place_id, take_place};
use egui::{Align2, Key, Popup, Rect, Ui, pos2, vec2};
use fields::Sheet;

use super::Out;
use crate::app::{Command, Screen, State};
use crate::look::{layout, text};
use crate::ui::theme;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::overlay::sheet_ui;
use crate::words::tr;

/// Height of the foot with the buttons.
const FOOT: f32 = 57.0;

/// Shows the sheet.
pub fn show_ui(ui: &mut Ui, state: &State, out: &mut Out) {
    let area = ui.max_rect();
    let kept = draft::kept(ui);
    let preview = state.preview.as_ref().filter(|preview| preview.plan == kept.1);
    let findings = preview.map_or(&[][..], |preview| &preview.results.findings);
    let idle = ui.memory(|memory| memory.focused().is_none());
    let ((entered, pressed), closed) = sheet_ui(ui, area, tr("new_plan.title"), |ui| {
        let inner = ui.max_rect();
        let mut sheet = Sheet::new(inner, &kept, findings);
        let entered = sheet.fields_ui(ui);
        let foot = Rect::from_min_max(pos2(inner.left(), inner.bottom() - FOOT), inner.max);
        let below = Rect::from_min_max(pos2(inner.left(), sheet.top), foot.right_top());
        answer::show_ui(ui, below, &kept.1, state.preview.as_ref(), out);
        let pressed = foot_ui(ui, foot, sheet.unread).or_else(|| sheet.map.then_some(Pressed::Map));
        let enter = ui.input(|input| input.key_pressed(Key::Enter));
        let meant = sheet.entered || (idle && !Popup::is_any_open(ui.ctx()));
        let by_key = enter && meant && !sheet.unread;
        (entered, if by_key { Some(Pressed::Create) } else { pressed })
    });
    let kept = if entered == kept.0 { kept } else { draft::keep(ui, entered) };
    match pressed {
        Some(Pressed::Create) => {
            out.commands.push(Command::Create(Box::new(kept.1.clone())));
            out.commands.push(Command::Go(Screen::Answer));
            draft::forget(ui);
        }
        Some(Pressed::Cancel) => close(ui, out),
        Some(Pressed::Map) => out.run(Command::ChoosePlace),
        None if closed => close(ui, out),
        None if state.preview.as_ref().is_none_or(|preview| preview.plan != kept.1) => {
            out.commands.push(Command::Preview(Some(Box::new(kept.1.clone()))));
        }
        None => {}
    }
}

fn close(ui: &Ui, out: &mut Out) {
    draft::forget(ui);
    out.commands.push(Command::CloseSheet);
}

/// What was pressed at the foot.
enum Pressed {
    Create,
    Cancel,
    Map,
}

fn foot_ui(ui: &mut Ui, rect: Rect, unread: bool) -> Option<Pressed> {
    let palette = theme::palette(ui);
    let across = rect.x_range().expand(23.0);
    ui.painter().hline(across, rect.top() + 0.5, theme::hairline(palette.stroke));
    let later = tr("new_plan.later");
    theme::place(ui, rect.left_center(), Align2::LEFT_CENTER, later, text::SMALL, palette.text2);
    let reason = unread.then(|| tr("new_plan.to_fix"));
    let create = Button::primary(tr("new_plan.create")).disabled(reason);
    let size = create.size(ui);
    let top = rect.center().y - layout::BUTTON_PRIMARY / 2.0;
    let place = Rect::from_min_size(pos2(rect.right() - size.x, top), size);
    let cancel = Button::new(tr("new_plan.cancel"));
    let width = cancel.size(ui).x;
    let beside = pos2(place.left() - 8.0 - width, top);
    let beside = Rect::from_min_size(beside, vec2(width, layout::BUTTON_PRIMARY));
    let cancelled = cancel.show_at(ui, beside).clicked();
    let created = create.show_at(ui, place).clicked();
    if created { Some(Pressed::Create) } else { cancelled.then_some(Pressed::Cancel) }
}
