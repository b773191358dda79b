//! Forms: rows of label, field and source note for the fields of one section or item.

use std::sync::Arc;

use egui::{Align2, Galley, Popup, PopupCloseBehavior, Pos2, Rect, Response, Role, Sense, Ui};
use egui::{WidgetInfo, pos2, vec2};

use super::button::{Button, focus_ring};
use super::field::{Edit, Manner, Shown, field_at};
use super::{choice, list, value};
use crate::look::{Color, TextStyle, layout, text};
use crate::plan::{FieldInfo, FieldRef, Finding, Owner, Plan, Severity, Value};
use crate::ui::actions::is_wanted;
use crate::ui::theme;
use crate::words::{say, tr};

/// Between the columns of a row.
const GAP: f32 = 10.0;
/// Between two fields that share a row.
const PAIR_GAP: f32 = 6.0;

/// A form over a plan; rows collect what the user did in [`Form::edits`].
pub struct Form<'a> {
    /// The plan whose fields are shown.
    pub plan: &'a Plan,
    /// The section or item.
    pub owner: Owner,
    /// The plan's findings; those of a field stand below it.
    pub findings: &'a [Finding],
    /// What was done, in order; empty in most frames.
    pub edits: Vec<Edit>,
    /// The radio that was chosen in this frame, by key of its field.
    pub chosen: Option<&'static str>,
}

/// How a row differs from what the registry says.
#[derive(Clone, Copy, Debug, Default)]
pub struct Row<'a> {
    /// A label of its own.
    pub label: Option<&'a str>,
    /// A note of its own in place of the source.
    pub note: Option<&'a str>,
    /// Whether a radio mark stands before the label, and whether it is on; the others are derived.
    pub radio: Option<bool>,
}

impl<'a> Form<'a> {
    /// A form for `owner`.
    pub const fn new(plan: &'a Plan, owner: Owner, findings: &'a [Finding]) -> Self {
        Self { plan, owner, findings, edits: Vec::new(), chosen: None }
    }

    /// A row for the field `key`; nothing where the variant in use has no such field.
    pub fn row(&mut self, ui: &mut Ui, key: &str) {
        self.rows_with(ui, &[key], Row::default());
    }

    /// A row for the field `key` that differs from the registry.
    pub fn row_with(&mut self, ui: &mut Ui, key: &str, row: Row<'_>) {
        self.rows_with(ui, &[key], row);
    }

    /// One row for several fields side by side; the label is the first one's unless said.
    pub fn rows_with(&mut self, ui: &mut Ui, keys: &[&str], row: Row<'_>) {
        let found: Vec<_> = keys
            .iter()
            .filter_map(|key| {
                let field = FieldRef::new(self.owner.clone(), key);
                Some((self.plan.info(&field)?, self.plan.get(&field)?, field))
            })
            .collect();
        let Some((first, _, _)) = found.first() else { return };
        let label = row.label.unwrap_or_else(|| tr(first.label));
        let [label_width, field_width, _] = layout::FORM_COLUMNS;
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), layout::FORM_PITCH));
        self.label_ui(ui, rect, label_width, label, first.key, row.radio);
        let middle = rect.center().y;
        let left = rect.left() + label_width;
        let width = field_width.min(rect.right() - left);
        let each = (width + PAIR_GAP) / found.len() as f32 - PAIR_GAP;
        let mut below = Vec::new();
        let mut right = left + width;
        for (at, (info, of, field)) in found.iter().enumerate() {
            let x = left + at as f32 * (each + PAIR_GAP);
            let place = pos2(x, middle - layout::FORM_FIELD / 2.0);
            let place = Rect::from_min_size(place, vec2(each, layout::FORM_FIELD));
            let name = if at == 0 { label } else { tr(info.label) };
            let findings = self.findings_of(field);
            let derived = row.radio == Some(false);
            let manner = Manner { derived, wrong: !findings.is_empty() };
            let shown = field_at(ui, place, name, info, of, manner);
            if is_wanted(ui.ctx(), field) {
                ui.scroll_to_rect(rect, Some(egui::Align::Center));
                if let Some(response) = &shown.response {
                    response.request_focus();
                }
            }
            below.extend(messages(ui, &shown, findings));
            right = right.max(shown.right);
            self.take(field, shown);
        }
        let room = Rect::from_min_max(pos2(right + GAP, rect.top()), rect.max);
        self.notes_ui(ui, room, &found, row.note, first.label);
        for (words, ink) in below {
            message_ui(ui, left - rect.left(), &words, ink);
        }
    }

    /// The field `key` as a block at `rect`: its label, the field below, and the note or finding under it.
    pub fn cell_at(&mut self, ui: &mut Ui, rect: Rect, key: &str) {
        let field = FieldRef::new(self.owner.clone(), key);
        let (Some(info), Some(of)) = (self.plan.info(&field), self.plan.get(&field)) else {
            return;
        };
        let palette = theme::palette(ui);
        let label = tr(info.label);
        let said = list::fitted(label, text::SMALL, rect.width());
        let galley = theme::galley(ui, said, text::SMALL, palette.text2);
        ui.painter().galley(rect.min, galley, theme::color(palette.text2));
        let top = rect.top() + text::SMALL.line + 1.0;
        let at = pos2(rect.left(), top);
        let place = Rect::from_min_size(at, vec2(rect.width(), layout::FORM_FIELD));
        let findings = self.findings_of(&field);
        let manner = Manner { derived: false, wrong: !findings.is_empty() };
        let shown = field_at(ui, place, label, info, &of, manner);
        if let Some(response) = shown.response.as_ref().filter(|_| is_wanted(ui.ctx(), &field)) {
            response.request_focus();
        }
        let below = messages(ui, &shown, findings);
        self.take(&field, shown);
        let room = Rect::from_min_size(
            place.left_bottom() + vec2(0.0, 1.0),
            vec2(rect.width(), text::CAPTION.line),
        );
        if let Some((words, ink)) = below.first() {
            let said = list::fitted(words, text::CAPTION, room.width());
            theme::place(ui, room.left_center(), Align2::LEFT_CENTER, said, text::CAPTION, *ink)
                .on_hover_text(words);
        } else {
            self.notes_ui(ui, room, &[(info, of, field)], None, info.label);
        }
    }

    fn take(&mut self, field: &FieldRef, shown: Shown) {
        if let Some((value, finished)) = shown.edit {
            self.edits.push(Edit { field: field.clone(), value, finished });
        }
    }

    fn findings_of(&self, field: &FieldRef) -> Vec<(String, Severity)> {
        let of_field = self.findings.iter().filter(|finding| finding.field == *field);
        of_field.map(|finding| (say(&finding.text), finding.severity)).collect()
    }

    fn label_ui(
        &mut self,
        ui: &mut Ui,
        rect: Rect,
        width: f32,
        label: &str,
        key: &'static str,
        radio: Option<bool>,
    ) {
        let palette = theme::palette(ui);
        let mut at = rect.left_center();
        let mut style = text::BODY;
        let mut ink = palette.text2;
        if let Some(on) = radio {
            let center = at + vec2(7.0, 0.0);
            if choice::radio_at(ui, center, label, on).clicked() && !on {
                self.chosen = Some(key);
            }
            at.x += 22.0;
            if on {
                (style, ink) = (text::TITLE, palette.text);
            }
        }
        let room = width - (at.x - rect.left()) - 4.0;
        // A long label takes a smaller size, and two lines of the smallest at most.
        let fits =
            |style: &TextStyle| crate::look::text_width(label, style.size, style.weight) <= room;
        let style = [style, text::SMALL].into_iter().find(fits).unwrap_or(text::CAPTION);
        let ink = theme::color(ink);
        let font = theme::font(style);
        let galley = ui.fonts_mut(|fonts| fonts.layout(label.to_owned(), font, ink, room));
        let place = Align2::LEFT_CENTER.anchor_size(at, galley.size());
        ui.painter().galley(place.min, galley, ink);
    }

    /// What stands at the right of a row: where the value comes from.
    fn notes_ui(
        &mut self,
        ui: &mut Ui,
        room: Rect,
        found: &[(&'static FieldInfo, Value, FieldRef)],
        own: Option<&str>,
        label: &str,
    ) {
        let Some((info, of, field)) = found.first() else { return };
        if room.width() < 40.0 {
            return;
        }
        let note = self.plan.notes.get(&field.to_string());
        let words = own.map_or_else(|| source(info, of, note, room.width()), str::to_owned);
        if words.is_empty() {
            return;
        }
        let response = note_at(ui, room.left_center(), room.width(), &words, label);
        let popup = Popup::menu(&response)
            .width(280.0)
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside);
        let reset = popup.show(|ui| origin_ui(ui, info, of, note)).and_then(|shown| shown.inner);
        if let Some(value) = reset {
            self.edits.push(Edit { field: field.clone(), value, finished: true });
        }
    }
}

/// The readings, errors and findings that stand below a field.
fn messages(ui: &Ui, shown: &Shown, findings: Vec<(String, Severity)>) -> Vec<(String, Color)> {
    let palette = theme::palette(ui);
    let mut below = Vec::new();
    if let Some(reading) = &shown.reading {
        below.push((reading.clone(), palette.link));
    }
    if let Some(error) = &shown.error {
        below.push((error.clone(), palette.error));
        return below;
    }
    below.extend(findings.into_iter().map(|(words, severity)| {
        let ink = if severity == Severity::Error { palette.error } else { palette.warn };
        (words, ink)
    }));
    below
}

/// A sentence in small type below a field, `inset` from the row's left.
fn message_ui(ui: &mut Ui, inset: f32, words: &str, ink: Color) {
    let width = (ui.available_width() - inset).max(80.0);
    let (font, fill) = (theme::font(text::CAPTION), theme::color(ink));
    let galley = ui.fonts_mut(|fonts| fonts.layout(words.to_owned(), font, fill, width));
    let (id, rect) = ui.allocate_space(vec2(ui.available_width(), galley.size().y + 2.0));
    let response = ui.interact(rect, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    ui.painter().galley(rect.min + vec2(inset, 0.0), galley, fill);
}

/// Where a value comes from, as short as the room asks.
fn source(info: &FieldInfo, of: &Value, note: Option<&crate::plan::Note>, room: f32) -> String {
    if let Some(note) = note {
        return if note.assumption {
            tr("ui.field.assumption").to_owned()
        } else if note.source.is_empty() {
            tr("ui.field.yours").to_owned()
        } else {
            brief(&note.source, room)
        };
    }
    match default_of(info) {
        Some(default) if default != *of => tr("ui.field.yours").to_owned(),
        _ if info.is_assumption() => tr("ui.field.assumption").to_owned(),
        _ => brief(info.source, room),
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

/// The registry's default as a value of the field.
pub fn default_of(info: &FieldInfo) -> Option<Value> {
    let default = info.default?;
    Some(match info.kind {
        crate::plan::fields::Kind::Count { .. } => Value::Count(default.round().max(0.0) as u32),
        _ => Value::Number(default),
    })
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

fn note_at(ui: &mut Ui, at: Pos2, room: f32, words: &str, label: &str) -> Response {
    let palette = theme::palette(ui);
    let galley = note_galley(ui, words, room, palette.text3);
    let rect = Align2::LEFT_CENTER.anchor_size(at, galley.size());
    let id = ui.make_persistent_id(("note", label));
    let response = ui.interact(rect, id, Sense::click());
    let name = format!("{}: {words}", tr(label));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &name));
    let ink = theme::color(if response.hovered() { palette.text } else { palette.text3 });
    ui.painter().galley_with_override_text_color(rect.min, galley, ink);
    focus_ring(ui, &response);
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// The whole of where a value comes from, with the way back to the default.
fn origin_ui(
    ui: &mut Ui,
    info: &FieldInfo,
    of: &Value,
    note: Option<&crate::plan::Note>,
) -> Option<Value> {
    let palette = theme::palette(ui);
    ui.set_max_width(280.0);
    ui.spacing_mut().item_spacing.y = 6.0;
    theme::label(ui, tr(info.label), text::TITLE, palette.text);
    if let Some(note) = note {
        for line in [&note.source, &note.as_of, &note.text] {
            if !line.is_empty() {
                theme::label(ui, line.as_str(), text::SMALL, palette.text2);
            }
        }
    }
    theme::label(ui, info.source, text::SMALL, palette.text2);
    let default = default_of(info)?;
    let written = value::with_unit(info, &default);
    let line = tr("ui.field.default").replace("{value}", &written);
    theme::label(ui, line, text::SMALL, palette.text3);
    if default == *of {
        return None;
    }
    let pressed = Button::small(tr("ui.field.reset")).show(ui).clicked();
    if pressed {
        ui.close();
    }
    pressed.then_some(default)
}
