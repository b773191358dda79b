//! Forms: rows of label, field and source note for the fields of one section or item.

use egui::{Align2, Rect, Response, Ui, pos2, vec2};

use super::below::{self, Below};
use super::field::{Edit, Manner, Shown, field_at, reference_at};
use super::origin::Origin;
use super::{choice, entry, list, value};
use crate::look::{TextStyle, layout, text};
use crate::plan::fields::Kind;
use crate::plan::{FieldInfo, FieldRef, Finding, Owner, Plan, Severity, Value};
use crate::ui::actions::{Asked, ask, is_wanted};
use crate::ui::shell::paste::Target;
use crate::ui::theme;
use crate::words::{say, tr};

/// Between the columns of a row.
const GAP: f32 = 10.0;
/// Between two fields that share a row.
const PAIR_GAP: f32 = 6.0;
/// From a field back to the mark of its origin.
const MARK: f32 = 7.0;

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
    /// Whether the field takes the room of its note as well.
    pub wide: bool,
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
        let room = rect.right() - left;
        let width = if row.wide { room } else { field_width.min(room) };
        let each = (width + PAIR_GAP) / found.len() as f32 - PAIR_GAP;
        let (mut below, mut inputs): (Vec<(usize, Below)>, Vec<Shown>) = Default::default();
        let mut right = left + width;
        for (at, (info, of, field)) in found.iter().enumerate() {
            let x = left + at as f32 * (each + PAIR_GAP);
            let place = pos2(x, middle - layout::FORM_FIELD / 2.0);
            let place = Rect::from_min_size(place, vec2(each, layout::FORM_FIELD));
            let name = if at == 0 { label } else { tr(info.label) };
            let findings = self.findings_of(field);
            let derived = row.radio == Some(false);
            let manner = Manner { derived, wrong: !findings.is_empty(), ..Manner::default() };
            let shown = match self.plan.reference(field) {
                Some(items) => reference_at(ui, place, name, &items, of, manner),
                None => field_at(ui, place, name, info, of, manner),
            };
            if is_wanted(ui.ctx(), field) {
                ui.scroll_to_rect(rect, Some(egui::Align::Center));
                if let Some(response) = &shown.response {
                    response.request_focus();
                }
            }
            below.extend(below::of_field(ui, &shown, findings).into_iter().map(|said| (at, said)));
            right = right.max(shown.right);
            self.take(ui, field, &shown);
            inputs.push(shown);
        }
        let room = Rect::from_min_max(pos2(right + GAP, rect.top()), rect.max);
        for (at, (info, of, field)) in found.iter().enumerate() {
            let origin = Origin { info, of, field, note: self.plan.notes.get(&field.to_string()) };
            if at == 0 {
                origin.mark(ui, pos2(left - MARK, middle));
            }
            let room = (at == 0).then_some(room);
            self.origin_ui(ui, &origin, room, row.note, inputs.get(at));
        }
        for (at, said) in below {
            let chosen = said.show(ui, left - rect.left());
            if let (Some(text), Some(of), Some(shown)) = (chosen, found.get(at), inputs.get(at)) {
                self.choose(ui, of, shown, &text);
            }
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
        let width = |words: &str, style: TextStyle| {
            crate::look::text_width(words, style.size, style.weight)
        };
        let is_long = width(label, text::SMALL) > rect.width();
        let style = if is_long { text::CAPTION } else { text::SMALL };
        let said = list::fitted(label, style, rect.width());
        let galley = theme::galley(ui, said, style, palette.text2);
        ui.painter().galley(rect.min, galley, theme::color(palette.text2));
        let top = rect.top() + text::SMALL.line + 1.0;
        let at = pos2(rect.left(), top);
        let place = Rect::from_min_size(at, vec2(rect.width(), layout::FORM_FIELD));
        let findings = self.findings_of(&field);
        let unit_below = !has_room_for_unit(info, &of, place.width());
        let manner = Manner { wrong: !findings.is_empty(), unit_below, ..Manner::default() };
        let shown = field_at(ui, place, label, info, &of, manner);
        if let Some(response) = shown.response.as_ref().filter(|_| is_wanted(ui.ctx(), &field)) {
            response.request_focus();
        }
        let below = below::of_field(ui, &shown, findings);
        self.take(ui, &field, &shown);
        let room = Rect::from_min_size(
            place.left_bottom() + vec2(0.0, 1.0),
            vec2(rect.width(), text::CAPTION.line),
        );
        let origin =
            Origin { info, of: &of, field: &field, note: self.plan.notes.get(&field.to_string()) };
        if let Some(said) = below.first() {
            self.origin_ui(ui, &origin, None, None, Some(&shown));
            if let Some(text) = said.show_at(ui, room) {
                self.choose(ui, &(info, of, field), &shown, &text);
            }
        } else {
            // A unit that has no room beside its figure stands below it.
            let words = unit_below.then(|| {
                let unit = tr(info.unit.key());
                let left = room.width() - width(unit, text::CAPTION) - 14.0;
                let whole = format!("{unit} · {}", origin.words(left));
                if width(&whole, text::CAPTION) <= room.width() { whole } else { unit.to_owned() }
            });
            self.origin_ui(ui, &origin, Some(room), words.as_deref(), Some(&shown));
        }
    }

    /// Takes what was done to an input.
    fn take(&mut self, ui: &Ui, field: &FieldRef, shown: &Shown) {
        if let Some((value, finished)) = shown.edit.clone() {
            self.edits.push(Edit { field: field.clone(), value, finished });
        }
        if let Some(text) = &shown.pasted {
            ask(ui.ctx(), Asked::Paste(Target::Field(field.clone()), Some(text.clone())));
        }
    }

    /// Takes one of the readings of what was typed.
    fn choose(
        &mut self,
        ui: &Ui,
        (info, _, field): &(&'static FieldInfo, Value, FieldRef),
        shown: &Shown,
        text: &str,
    ) {
        if let Ok((value, _)) = value::read(info, text) {
            below::settle(ui, shown);
            self.edits.push(Edit { field: field.clone(), value, finished: true });
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

    /// What stands at the right of a row: where the value comes from; its card holds default and note.
    fn origin_ui(
        &mut self,
        ui: &mut Ui,
        origin: &Origin<'_>,
        room: Option<Rect>,
        own: Option<&str>,
        shown: Option<&Shown>,
    ) {
        let room = room.filter(|room| room.width() >= 40.0);
        let button = room.and_then(|room| {
            let words = own.map_or_else(|| origin.words(room.width()), str::to_owned);
            (!words.is_empty()).then(|| origin.button_at(ui, room, &words))
        });
        let input: Option<&Response> = shown.and_then(|shown| shown.response.as_ref());
        if let Some(value) = origin.card(ui, button.as_ref(), input) {
            self.edits.push(Edit { field: origin.field.clone(), value, finished: true });
        }
    }
}

/// Whether a field of that width has room for its figure and its unit.
fn has_room_for_unit(info: &FieldInfo, of: &Value, width: f32) -> bool {
    let unit = match info.kind {
        Kind::Number { .. } | Kind::Count { .. } => tr(info.unit.key()),
        _ => "",
    };
    unit.is_empty() || entry::width_of(&value::shown(info, of), unit) <= width
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::testing;

    #[test]
    fn a_unit_gives_way_to_its_figure() {
        let mut plan = testing::plan();
        let field = FieldRef::new(Owner::Power, "flexibility_credit_usd_per_mw_year");
        plan.set(&field, Value::Number(14_000.0)).unwrap();
        let (info, of) = (plan.info(&field).unwrap(), plan.get(&field).unwrap());
        // A cell of the page at 1440, and one at 1280.
        assert!(has_room_for_unit(info, &of, 160.0) && !has_room_for_unit(info, &of, 114.0));
        let name = FieldRef::new(Owner::Plan, "name");
        let (info, of) = (plan.info(&name).unwrap(), plan.get(&name).unwrap());
        assert!(has_room_for_unit(info, &of, 10.0));
    }
}
