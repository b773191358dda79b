//! Where a value comes from: the words beside a field, its mark, and the card with source, default and note.

use std::sync::Arc;

use egui::{Align2, Galley, Id, Key, Popup, PopupCloseBehavior, Pos2, Rect, Response, Role};
use egui::{Sense, SetOpenCommand, Ui, WidgetInfo, vec2};

use super::button::{Button, focus_ring};
use super::{choice, entry, list, value};
use crate::look::{Color, layout, text};
use crate::plan::{Basis, FieldInfo, FieldRef, Note, Value};
use crate::ui::actions::{Asked, ask, said};
use crate::ui::shell::paste::Target;
use crate::ui::theme;
use crate::words::tr;

/// Width of the card.
const WIDTH: f32 = 320.0;

/// A field with its value and what is noted on it.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    /// What the field is.
    pub info: &'a FieldInfo,
    /// Its value.
    pub of: &'a Value,
    /// Where it stands.
    pub field: &'a FieldRef,
    /// The note on it.
    pub note: Option<&'a Note>,
}

impl Origin<'_> {
    /// Where the value comes from, as short as the room asks.
    pub fn words(&self, room: f32) -> String {
        match self.basis() {
            Basis::Assumption => tr("ui.field.assumption").to_owned(),
            Basis::Yours => tr("ui.field.yours").to_owned(),
            Basis::Source(source) => brief(source, room),
        }
    }

    fn basis(&self) -> Basis<'_> {
        Basis::of(self.info, self.of, self.note)
    }

    /// A mark at `at`: full where the value is not the default, a ring where it is an assumption.
    pub fn mark(&self, ui: &Ui, at: Pos2) {
        let palette = theme::palette(ui);
        if self.info.is_changed(self.of) {
            ui.painter().circle_filled(at, 2.0, theme::color(palette.accent));
        } else if self.basis() == Basis::Assumption {
            ui.painter().circle_stroke(at, 2.0, theme::hairline(palette.text3));
        }
    }

    /// The words as a button at the left of `room`.
    pub fn button_at(&self, ui: &mut Ui, room: Rect, words: &str) -> Response {
        let palette = theme::palette(ui);
        let galley = note_galley(ui, words, room.width(), palette.text3);
        let rect = Align2::LEFT_CENTER.anchor_size(room.left_center(), galley.size());
        let id = ui.make_persistent_id(("note", self.info.label));
        let response = ui.interact(rect, id, Sense::click());
        let name = format!("{}: {words}", tr(self.info.label));
        response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &name));
        let ink = theme::color(if response.hovered() { palette.text } else { palette.text3 });
        ui.painter().galley_with_override_text_color(rect.min, galley, ink);
        focus_ring(ui, &response);
        response.on_hover_cursor(egui::CursorIcon::PointingHand)
    }

    /// Shows the card when the words are pressed, or the field is with the other button, or F1 within it; the
    /// default where the value is to be reset.
    pub fn card(
        &self,
        ui: &Ui,
        button: Option<&Response>,
        field: Option<&Response>,
    ) -> Option<Value> {
        let anchor = field.or(button)?;
        let pressed = |response: &Response| response.clicked();
        let opened = button.is_some_and(pressed)
            || field.is_some_and(|field| {
                let key = field.has_focus()
                    && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::F1));
                field.secondary_clicked() || key
            });
        let id = Id::unique(("origin", self.field.to_string()));
        let shown = Popup::from_response(anchor)
            .id(id)
            .open_memory(opened.then_some(SetOpenCommand::Toggle))
            .width(WIDTH)
            .accessible_name(said("ui.origin.title", &[("field", tr(self.info.label))]))
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .show(|ui| self.card_ui(ui, id.with("note")));
        shown.and_then(|shown| shown.inner)
    }

    fn card_ui(&self, ui: &mut Ui, draft: Id) -> Option<Value> {
        let palette = theme::palette(ui);
        ui.set_max_width(WIDTH);
        ui.spacing_mut().item_spacing.y = 6.0;
        theme::label(ui, tr(self.info.label), text::TITLE, palette.text);
        let source = said("ui.origin.usual", &[("source", self.info.source)]);
        theme::label(ui, source, text::SMALL, palette.text2);
        if self.info.kind == crate::plan::fields::Kind::Curve
            && Button::small(tr("paste.open")).show(ui).clicked()
        {
            ask(ui.ctx(), Asked::Paste(Target::Field(self.field.clone()), None));
            ui.close();
        }
        let default = self.info.default_value().and_then(|default| self.default_ui(ui, default));
        super::card::divider_ui(ui, 4.0);
        self.note_ui(ui, draft);
        if default.is_some() {
            ui.close();
        }
        default
    }

    fn default_ui(&self, ui: &mut Ui, default: Value) -> Option<Value> {
        let written = value::with_unit(self.info, &default);
        let line = said("ui.field.default", &[("value", &written)]);
        theme::label(ui, line, text::SMALL, theme::palette(ui).text3);
        if default == *self.of {
            return None;
        }
        Button::small(tr("ui.field.reset")).show(ui).clicked().then_some(default)
    }

    /// What the user notes on the value: source, date, whether it is an assumption, and words.
    fn note_ui(&self, ui: &mut Ui, id: Id) {
        let kept = self.note.cloned().unwrap_or_else(|| Note {
            source: String::new(),
            as_of: String::new(),
            assumption: false,
            text: String::new(),
        });
        let started = (kept.clone(), kept.clone());
        let held: Option<(Note, Note)> = ui.data(|data| data.get_temp(id));
        // A draft of a note that has changed since is none.
        let (_, mut draft) = held.filter(|(of, _)| *of == kept).unwrap_or(started);
        theme::label(ui, tr("ui.origin.note"), text::TITLE, theme::palette(ui).text);
        let lines = [
            ("ui.origin.source", "ui.origin.source_hint", &mut draft.source),
            ("ui.origin.as_of", "ui.origin.as_of_hint", &mut draft.as_of),
            ("ui.origin.text", "ui.origin.text_hint", &mut draft.text),
        ];
        for (label, hint, held) in lines {
            let size = vec2(ui.available_width(), layout::FORM_FIELD);
            let (_, rect) = ui.allocate_space(size);
            let left = rect.left() + 64.0;
            let ink = theme::palette(ui).text2;
            theme::place(ui, rect.left_center(), Align2::LEFT_CENTER, tr(label), text::SMALL, ink);
            let place = Rect::from_min_max(egui::pos2(left, rect.top()), rect.max);
            entry::line_at(ui, place, tr(label), held, tr(hint));
        }
        if choice::check_ui(ui, tr("ui.origin.assumption"), draft.assumption) {
            draft.assumption = !draft.assumption;
        }
        let changed = draft != kept;
        ui.data_mut(|data| data.insert_temp(id, (kept, draft.clone())));
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            let same = (!changed).then_some(tr("ui.origin.same"));
            if Button::small(tr("ui.origin.keep")).disabled(same).show(ui).clicked() {
                let empty = draft.source.trim().is_empty()
                    && draft.as_of.trim().is_empty()
                    && draft.text.trim().is_empty()
                    && !draft.assumption;
                ask(ui.ctx(), Asked::Note(self.field.clone(), (!empty).then_some(draft)));
                ui.close();
            }
            let noted = self.note.is_some();
            if noted && Button::small(tr("ui.origin.remove")).show(ui).clicked() {
                ask(ui.ctx(), Asked::Note(self.field.clone(), None));
                ui.close();
            }
        });
    }
}

/// The first clause of a source where it fits, else the word that there is one.
fn brief(source: &str, room: f32) -> String {
    let clause = source.split([',', ';', '(']).next().unwrap_or_default().trim();
    if crate::look::text_width(clause, text::CAPTION.size, text::CAPTION.weight) <= room {
        clause.to_owned()
    } else {
        tr("ui.field.sourced").to_owned()
    }
}

/// A note in small type, in two lines where it does not fit in one.
pub fn note_galley(ui: &Ui, words: &str, room: f32, ink: Color) -> Arc<Galley> {
    let style = text::CAPTION;
    if crate::look::text_width(words, style.size, style.weight) <= room {
        return theme::galley(ui, words, style, ink);
    }
    // The longest beginning that stands in two lines.
    let lines = |words: &str| {
        let (font, ink) = (theme::font(style), theme::color(ink));
        ui.fonts_mut(|fonts| fonts.layout(words.to_owned(), font, ink, room))
    };
    let mut kept = words.to_owned();
    let mut galley = lines(&kept);
    while galley.rows.len() > 2 {
        let Some((before, _)) = kept.trim_end_matches('…').trim_end().rsplit_once(' ') else {
            return theme::galley(ui, list::fitted(words, style, room), style, ink);
        };
        kept = format!("{before}…");
        galley = lines(&kept);
    }
    galley
}
