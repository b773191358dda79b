//! A field of the registry as an input, by its kind; it hands back edits and changes no plan.

use egui::{Rect, Response, Ui, vec2};

use super::entry::{self, Entry};
use super::{choice, slider, value};
use crate::plan::fields::Kind;
use crate::plan::{FieldInfo, FieldRef, Reference, Refused, Value};
use crate::words::{Arg, Text, say, tr};

/// The most choices that stand side by side.
const MOST_SEGMENTS: usize = 3;

/// What a user did to a field.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// Which field.
    pub field: FieldRef,
    /// Its new value, in the unit it is stored in.
    pub value: Value,
    /// Whether the gesture has ended; while it lasts, edits of one field follow one another.
    pub finished: bool,
}

/// An input after it was shown.
#[derive(Debug, Default)]
pub struct Shown {
    /// The new value, and whether the gesture has ended.
    pub edit: Option<(Value, bool)>,
    /// How what is typed is understood.
    pub reading: Option<String>,
    /// Why what is typed is not, and what could be written instead.
    pub error: Option<Refused>,
    /// Several lines that were pasted.
    pub pasted: Option<String>,
    /// The input itself; none for segments, which are several.
    pub response: Option<Response>,
    /// Where it ends; segments may be wider than the field.
    pub right: f32,
}

/// How a field is to be shown.
#[derive(Clone, Copy, Debug, Default)]
pub struct Manner {
    /// The value follows from another one.
    pub derived: bool,
    /// A finding names the field.
    pub wrong: bool,
    /// The unit stands below and not beside the figure.
    pub unit_below: bool,
}

/// Shows the value of a field at `rect` under the accessible name `name`.
pub fn field_at(
    ui: &mut Ui,
    rect: Rect,
    name: &str,
    info: &FieldInfo,
    of: &Value,
    manner: Manner,
) -> Shown {
    match info.kind {
        Kind::Choice(keys) => choice_at(ui, rect, name, keys, of),
        Kind::Text | Kind::Curve => {
            let (shown, typed) = (value::shown(info, of), value::typed(info, of));
            let hint = if info.kind == Kind::Curve { tr("ui.field.curve_form") } else { "" };
            let table = info.kind == Kind::Curve;
            let entry = Entry { typed: &typed, hint, table, ..Entry::words(name, &shown) };
            entry_at(ui, rect, info, of, &Entry { wrong: manner.wrong, ..entry })
        }
        Kind::Number { .. } | Kind::Count { .. } | Kind::Month => {
            let (shown, typed) = (value::shown(info, of), value::typed(info, of));
            let Manner { derived, wrong, unit_below } = manner;
            let is_bare = unit_below || info.kind == Kind::Month;
            let unit = if is_bare { "" } else { tr(info.unit.key()) };
            let entry =
                Entry { derived, wrong, typed: &typed, ..Entry::figure(name, &shown, unit) };
            entry_at(ui, rect, info, of, &entry)
        }
    }
}

fn entry_at(ui: &mut Ui, rect: Rect, info: &FieldInfo, of: &Value, entry: &Entry<'_>) -> Shown {
    let output = entry::show(ui, rect, entry, |text| value::read(info, text));
    let id = output.response.id.with("drag");
    if output.response.drag_started() {
        ui.data_mut(|data| data.insert_temp(id, Some(of.clone())));
    }
    let typed = output.committed.filter(|value| value != of).map(|value| (value, true));
    let keyed = if output.steps == 0 { None } else { value::stepped(info, of, output.steps) };
    let dragged = output.drag.and_then(|(steps, finished)| {
        let start: Option<Value> = ui.data(|data| data.get_temp(id)).flatten();
        Some((value::stepped(info, &start?, steps)?, finished))
    });
    Shown {
        edit: typed.or_else(|| keyed.map(|value| (value, true))).or(dragged),
        reading: output.reading,
        error: output.error,
        pasted: output.pasted,
        response: Some(output.response),
        right: rect.right(),
    }
}

fn choice_at(ui: &mut Ui, rect: Rect, name: &str, keys: &[&'static str], of: &Value) -> Shown {
    let words: Vec<String> = keys.iter().map(|key| value::choice(key)).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let selected = keys.iter().position(|key| matches!(of, Value::Choice(of) if of == key));
    let width = choice::segments_width(ui, &words);
    // Segments may be wider than the field, but not than the room it stands in.
    let room = (rect.width() + 24.0).min((ui.max_rect().right() - rect.left()).max(rect.width()));
    let listed = keys.len() > MOST_SEGMENTS || width > room;
    let right = if listed { rect.right() } else { rect.right().max(rect.left() + width) };
    let chosen = if listed {
        choice::combo_at(ui, rect, name, &words, selected)
    } else {
        let middle =
            rect.shrink2(vec2(0.0, ((rect.height() - crate::look::layout::CHIP) / 2.0).max(0.0)));
        choice::segments_at(ui, middle, name, &words, selected.unwrap_or(usize::MAX))
    };
    let key = chosen.and_then(|at| keys.get(at));
    Shown { edit: key.map(|key| (Value::Choice(key), true)), right, ..Shown::default() }
}

/// A field that names an item: the item's name, and a list of those it can name.
///
/// An id that is none of them stays until another is chosen, and is shown as what it is.
pub fn reference_at(
    ui: &mut Ui,
    rect: Rect,
    name: &str,
    reference: &Reference,
    of: &Value,
    manner: Manner,
) -> Shown {
    let Value::Text(of) = of else { return Shown::default() };
    let empty = reference.empty.map(|key| (String::new(), tr(key).to_owned()));
    let items: Vec<(String, String)> =
        empty.into_iter().chain(reference.items.iter().cloned()).collect();
    let names: Vec<&str> = items.iter().map(|(_, name)| name.as_str()).collect();
    let selected = items.iter().position(|(id, _)| id == of);
    let missing = say(&Text::key("reference.missing").with("id", Arg::Name(of.clone())));
    let shown = selected.and_then(|at| names.get(at)).copied().unwrap_or(&missing);
    let wrong = manner.wrong || selected.is_none();
    let (response, chosen) =
        choice::combo_showing_at(ui, rect, name, (&names, selected), (shown, wrong));
    let chosen = chosen.filter(|at| Some(*at) != selected).and_then(|at| items.get(at));
    Shown {
        edit: chosen.map(|(id, _)| (Value::Text(id.clone()), true)),
        response: Some(response),
        right: rect.right(),
        ..Shown::default()
    }
}

/// A slider over a number field from `low` to `high` in the unit it is shown in, as wide as `ui`.
pub fn field_slider_ui(
    ui: &mut Ui,
    field: &FieldRef,
    info: &FieldInfo,
    of: &Value,
    (low, high, step): (f64, f64, f64),
) -> Option<Edit> {
    let factor = info.unit.shown_factor();
    let now = match of {
        Value::Number(value) => value * factor,
        Value::Count(count) => f64::from(*count),
        _ => return None,
    };
    let said = value::with_unit(info, of);
    let moved = slider::slider_ui(ui, tr(info.label), &said, now, (low, high), step)?;
    let value = match of {
        Value::Count(_) => Value::Count(moved.value.round().max(0.0) as u32),
        _ => Value::Number(moved.value / factor),
    };
    Some(Edit { field: field.clone(), value, finished: moved.finished })
}
