//! What was said since the window opened, listed from the status line.

use egui::{Align2, Popup, PopupCloseBehavior, Rect, Ui, pos2, vec2};

use super::status::part_ui;
use crate::app::{Message, MessageKind, State};
use crate::look::{Color, Palette, text};
use crate::ui::actions::said;
use crate::ui::theme;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::icons::{self, Icon};
use crate::words::tr;

const WIDTH: f32 = 480.0;

/// Shows how many messages there were; a click lists them, the newest first.
pub fn history_ui(ui: &mut Ui, state: &State) {
    let palette = theme::palette(ui);
    let told = &state.told;
    let words = match told.len() {
        0 => return,
        1 => tr("ui.history.one").to_owned(),
        count => said("ui.history.many", &[("count", &count.to_string())]),
    };
    let worst = told.iter().max_by_key(|message| message.kind);
    let (sign, ink) = worst.map_or((Icon::Check, palette.ok), |message| mark(message, palette));
    let response = part_ui(ui, "history", (sign, ink), &words);
    Popup::menu(&response)
        .width(WIDTH)
        .accessible_name(tr("ui.history.title"))
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            theme::menu_style(ui);
            ui.set_width(WIDTH);
            egui::ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
                for message in told.iter().rev() {
                    message_ui(ui, message);
                }
            });
            ui.add_space(4.0);
            if Button::small(tr("ui.history.copy")).show(ui).clicked() {
                let lines: Vec<_> =
                    told.iter().map(|one| format!("{} {}", one.at, one.text)).collect();
                ui.ctx().copy_text(lines.join("\n"));
            }
        });
}

/// The sign of a message and its colour.
pub fn mark(message: &Message, palette: &Palette) -> (Icon, Color) {
    match message.kind {
        MessageKind::Info => (Icon::Check, palette.ok),
        MessageKind::Warning => (Icon::Warning, palette.warn),
        MessageKind::Error => (Icon::Warning, palette.error),
    }
}

fn message_ui(ui: &mut Ui, message: &Message) {
    let palette = theme::palette(ui);
    let room = ui.available_width() - 84.0;
    let height = theme::text_height(ui, &message.text, text::SMALL, room) + 12.0;
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height));
    let (sign, ink) = mark(message, palette);
    let centre = pos2(rect.left() + 14.0, rect.top() + 14.0);
    icons::paint(ui.painter(), centre, 11.0, sign, theme::color(ink));
    let at = pos2(rect.left() + 28.0, rect.top() + 14.0);
    theme::place(ui, at, Align2::LEFT_CENTER, message.at.as_str(), text::SMALL, palette.text3);
    let place = Rect::from_min_max(rect.min + vec2(72.0, 6.0), rect.max);
    let mut words = ui.new_child(egui::UiBuilder::new().id_salt(message.id).max_rect(place));
    theme::label(&mut words, message.text.as_str(), text::SMALL, palette.text);
}
