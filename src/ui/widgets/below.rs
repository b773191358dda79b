//! What stands below a field: how typing is understood, why it is not, its readings to choose from, findings.

use egui::{Align2, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::button::focus_ring;
use super::entry;
use super::field::Shown;
use super::list::fitted;
use crate::look::{Color, text};
use crate::plan::Severity;
use crate::ui::theme;
use crate::words::tr;

/// Between two readings.
const GAP: f32 = 12.0;

/// A sentence below a field.
#[derive(Clone, Debug)]
pub struct Below {
    words: String,
    ink: Color,
    choices: Vec<String>,
}

/// The reading, error and findings of a field as it was shown.
pub fn of_field(ui: &Ui, shown: &Shown, findings: Vec<(String, Severity)>) -> Vec<Below> {
    let palette = theme::palette(ui);
    let plain = |words: String, ink| Below { words, ink, choices: Vec::new() };
    if let Some(refused) = &shown.error {
        let (words, choices) = (refused.words.clone(), refused.choices.clone());
        return vec![Below { words, ink: palette.error, choices }];
    }
    let mut below: Vec<Below> =
        shown.reading.iter().map(|reading| plain(reading.clone(), palette.link)).collect();
    below.extend(findings.into_iter().map(|(words, severity)| {
        plain(words, if severity == Severity::Error { palette.error } else { palette.warn })
    }));
    below
}

impl Below {
    /// Shows the sentence in small type, `inset` from the left, its readings below it; the text that was chosen.
    pub fn show(&self, ui: &mut Ui, inset: f32) -> Option<String> {
        let width = (ui.available_width() - inset).max(80.0);
        let (font, fill) = (theme::font(text::CAPTION), theme::color(self.ink));
        let galley = ui.fonts_mut(|fonts| fonts.layout(self.words.clone(), font, fill, width));
        let (id, rect) = ui.allocate_space(vec2(ui.available_width(), galley.size().y + 2.0));
        let response = ui.interact(rect, id, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &self.words));
        ui.painter().galley(rect.min + vec2(inset, 0.0), galley, fill);
        if self.choices.is_empty() {
            return None;
        }
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), text::CAPTION.line + 6.0));
        let room = Rect::from_min_max(rect.min + vec2(inset, 0.0), rect.max);
        choices_ui(ui, room, &self.choices)
    }

    /// Whether there are readings to choose from.
    pub const fn asks(&self) -> bool {
        !self.choices.is_empty()
    }

    /// The sentence without its readings.
    #[must_use]
    pub fn sentence(&self) -> Self {
        Self { words: self.words.clone(), ink: self.ink, choices: Vec::new() }
    }

    /// Shows the sentence on one line at `room`, or its readings where it has some; the text that was chosen.
    pub fn show_at(&self, ui: &mut Ui, room: Rect) -> Option<String> {
        let id = ui.make_persistent_id(("below", room.min.x as i32, room.min.y as i32));
        let response = ui.interact(room, id, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &self.words));
        response.on_hover_text(&self.words);
        if !self.choices.is_empty() {
            // There is no room for the sentence beside its readings: it is said on hover.
            return choices_ui(ui, room, &self.choices);
        }
        let said = fitted(&self.words, text::CAPTION, room.width());
        let galley = theme::galley(ui, said, text::CAPTION, self.ink);
        let place = Align2::LEFT_CENTER.anchor_size(room.left_center(), galley.size());
        ui.painter().galley(place.min, galley, theme::color(self.ink));
        None
    }
}

/// Readings side by side, each with the keys that take it while typing.
fn choices_ui(ui: &mut Ui, room: Rect, choices: &[String]) -> Option<String> {
    let palette = theme::palette(ui);
    let mut left = room.left();
    let mut chosen = None;
    for (at, choice) in choices.iter().enumerate() {
        let name = format!("{} {choice}", tr("ui.field.take"));
        let word = theme::galley(ui, name.as_str(), text::CAPTION, palette.link);
        let rect = Align2::LEFT_CENTER.anchor_size(pos2(left, room.center().y), word.size());
        let id = ui.make_persistent_id(("reading", room.min.x as i32, room.min.y as i32, at));
        let response = ui.interact(rect, id, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &name));
        let ink = theme::color(if response.hovered() { palette.text } else { palette.link });
        ui.painter().hline(rect.x_range(), rect.bottom(), theme::hairline(palette.link));
        ui.painter().galley_with_override_text_color(rect.min, word, ink);
        focus_ring(ui, &response);
        left = rect.right() + 4.0;
        let keys = format!("Alt+{}", at + 1);
        let keys = theme::galley(ui, keys, text::CAPTION, palette.text3);
        if left + keys.size().x <= room.right() {
            let place = Align2::LEFT_CENTER.anchor_size(pos2(left, room.center().y), keys.size());
            left = place.right();
            ui.painter().galley(place.min, keys, theme::color(palette.text3));
        }
        left += GAP;
        if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
            chosen = Some(choice.clone());
        }
    }
    chosen
}

/// Lets go of what was typed, where one of its readings was chosen instead.
pub fn settle(ui: &Ui, shown: &Shown) {
    if let Some(response) = &shown.response {
        entry::drop_draft(ui, response.id);
    }
}
