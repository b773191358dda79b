//! The one input of the window: shows a value, takes typing, keys and drags, and hands back what is meant.
//!
//! At rest it shows the value; with the keyboard it holds a draft, read on every change.
//! Enter or leaving commits the draft, Esc drops it; a draft that cannot be read stays, marked, until it can.
//! A draft with two readings is not committed: Alt+1 and Alt+2 take one of them.

use egui::text::{CCursor, CCursorRange};
use egui::{Align2, Context, CursorIcon, Event, EventFilter, Frame, Id, Key, Modifiers, Rect};
use egui::{
    Response, Role, Sense, Shape, Stroke, StrokeKind, TextEdit, Ui, UiBuilder, WidgetInfo, vec2,
};

use crate::look::{Palette, TextStyle, layout, radius, text};
use crate::plan::Refused;
use crate::ui::theme;

/// Between the field's edge and its text.
const PADDING: f32 = 8.0;
/// Between value and unit.
const UNIT_GAP: f32 = 6.0;
/// Points of a drag that make one step.
const DRAG_STEP: f32 = 4.0;

/// What an input shows and how.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// Accessible name, and identity within its ui.
    pub name: &'a str,
    /// The value at rest.
    pub shown: &'a str,
    /// The text that typing starts from.
    pub typed: &'a str,
    /// The unit after the value.
    pub unit: &'a str,
    /// What to type, shown where nothing is.
    pub hint: &'a str,
    /// Figures or words.
    pub kind: Kind,
    /// Whether the value follows from another one: shown flat and light, still editable.
    pub derived: bool,
    /// Whether something is wrong with the value.
    pub wrong: bool,
    /// Whether several lines that are pasted are a table, to be handed back and not typed.
    pub table: bool,
}

/// What an input holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A figure, at the right; arrow keys and drags step it.
    Figure,
    /// Words, from the left.
    Words,
}

impl<'a> Entry<'a> {
    /// A figure with its unit.
    pub const fn figure(name: &'a str, shown: &'a str, unit: &'a str) -> Self {
        Self {
            name,
            shown,
            typed: shown,
            unit,
            hint: "",
            kind: Kind::Figure,
            derived: false,
            wrong: false,
            table: true,
        }
    }

    /// A line of words.
    pub const fn words(name: &'a str, shown: &'a str) -> Self {
        Self { kind: Kind::Words, table: false, ..Self::figure(name, shown, "") }
    }
}

/// What happened to an input.
#[derive(Debug)]
pub struct Output<T> {
    /// The input itself.
    pub response: Response,
    /// A new value.
    pub committed: Option<T>,
    /// Steps by arrow keys.
    pub steps: i32,
    /// Steps since a drag began, and whether it has ended.
    pub drag: Option<(i32, bool)>,
    /// How the draft is understood.
    pub reading: Option<String>,
    /// Why the draft is not, and what could be written instead.
    pub error: Option<Refused>,
    /// Several lines that were pasted: they are no value of one field.
    pub pasted: Option<String>,
}

/// What is being typed, and the value it was begun from.
#[derive(Clone, Debug, Default)]
struct Draft {
    text: String,
    /// The text that typing started from.
    begun: String,
    of: String,
    /// Whether digits of another script were typed: they are shown in Latin ones.
    foreign: bool,
    /// Whether the keyboard is in it.
    live: bool,
    /// How often drafts had been let go of when it was begun.
    epoch: u64,
}

impl Draft {
    /// Whether anything was typed.
    fn is_changed(&self) -> bool {
        self.text != self.begun
    }
}

/// Shows an input at `rect`.
///
/// `read` turns a text into a value and how it was understood, or says in words why it cannot.
pub fn show<T>(
    ui: &mut Ui,
    rect: Rect,
    entry: &Entry<'_>,
    read: impl Fn(&str) -> Result<(T, String), Refused>,
) -> Output<T> {
    let id = ui.make_persistent_id(("entry", entry.name));
    let frame = ui.painter().add(Shape::Noop);
    let editing = ui.is_enabled()
        && ui.memory_mut(|memory| {
            memory.interested_in_focus(id, ui.layer_id());
            memory.has_focus(id)
        });
    let mut draft = draft_of(ui, id, entry);
    let inner = inner_rect(ui, rect, entry);
    let mut steps = 0;
    let mut pasted = None;
    let response = if editing {
        if entry.kind == Kind::Figure {
            steps = arrows(ui);
        }
        let mut held = begin(ui, id, entry, draft.take());
        let choices = read(&held.text).err().map_or_else(Vec::new, |refused| refused.choices);
        keys(ui, id, &mut held, &choices);
        if entry.table {
            pasted = several_lines(ui);
        }
        if entry.kind == Kind::Figure {
            held.foreign |= take_latin(ui);
        }
        let response = edit_ui(ui, inner, id, entry, &mut held.text).with_new_rect(rect);
        ui.data_mut(|data| {
            data.insert_temp(id, held.clone());
            data.insert_temp(typing(), (id, held.is_changed()));
        });
        draft = Some(held);
        response
    } else {
        rest_ui(ui, rect, inner, id, entry, draft.as_ref())
    };
    let mut committed = None;
    if response.lost_focus() {
        committed = leave(ui, id, draft.take(), &read);
        draft = draft_of(ui, id, entry);
    }
    let typed = draft.as_ref().filter(|draft| draft.is_changed());
    let (reading, error) = match typed.map(|draft| read(&draft.text)) {
        Some(Ok((_, shown))) => {
            // Digits of another script are always read back.
            let own = typed.filter(|draft| draft.foreign).map(|draft| format!("= {}", draft.text));
            (Some(shown).filter(|shown| !shown.is_empty()).or(own), None)
        }
        Some(Err(refused)) => (None, Some(refused)),
        None => (None, None),
    };
    let wrong = entry.wrong || (error.is_some() && !editing);
    let look = (response.has_focus(), response.hovered(), wrong, entry.derived);
    ui.painter().set(frame, border(theme::palette(ui), rect, look));
    let drag = drag(entry, &response);
    Output { response, committed, steps, drag, reading, error, pasted }
}

/// Whether the keyboard is in an input in which something was typed: undo is then that of the text.
pub fn is_changed(ctx: &Context) -> bool {
    let focused = ctx.memory(egui::Memory::focused);
    let typing: Option<(Id, bool)> = ctx.data(|data| data.get_temp(typing()));
    typing.is_some_and(|(id, changed)| focused == Some(id) && changed)
}

/// Whether the keyboard is in an input of this kind, whatever was typed.
pub fn is_editing(ctx: &Context) -> bool {
    let focused = ctx.memory(egui::Memory::focused);
    let typing: Option<(Id, bool)> = ctx.data(|data| data.get_temp(typing()));
    typing.is_some_and(|(id, _)| focused == Some(id))
}

/// Lets go of what was typed into the input `id`.
pub fn drop_draft(ui: &Ui, id: Id) {
    ui.data_mut(|data| data.remove::<Draft>(id));
}

/// Lets go of everything that was typed and could not be read: the values in use are shown again.
pub fn drop_drafts(ctx: &Context) {
    ctx.data_mut(|data| *data.get_temp_mut_or_default::<u64>(epoch()) += 1);
}

/// How often drafts were let go of.
fn dropped(ctx: &Context) -> u64 {
    ctx.data(|data| data.get_temp(epoch())).unwrap_or_default()
}

fn epoch() -> Id {
    Id::unique("drafts let go of")
}

fn typing() -> Id {
    Id::unique("typing")
}

/// Keys of the draft: undo brings back the text it started from, Alt and a digit take a reading.
fn keys(ui: &Ui, id: Id, held: &mut Draft, choices: &[String]) {
    let back =
        held.is_changed() && ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Z));
    let digits = [Key::Num1, Key::Num2];
    let chosen = digits.iter().zip(choices).find_map(|(key, choice)| {
        ui.input_mut(|input| input.consume_key(Modifiers::ALT, *key)).then_some(choice)
    });
    let text = if back { Some(&held.begun) } else { chosen };
    if let Some(text) = text.cloned() {
        // Some systems send the letter or digit as text as well.
        ui.input_mut(|input| input.events.retain(|event| !matches!(event, Event::Text(_))));
        held.text = text;
        select_all(ui, id, &held.text);
    }
}

/// Turns digits of other scripts into Latin ones before they are typed; whether there were any.
fn take_latin(ui: &Ui) -> bool {
    ui.input_mut(|input| {
        let mut any = false;
        for event in &mut input.events {
            if let Event::Text(text) | Event::Paste(text) = event
                && let Some(latin) = crate::format::in_latin_digits(text)
            {
                (*text, any) = (latin, true);
            }
        }
        any
    })
}

/// Takes a paste of several lines out of the input's events.
fn several_lines(ui: &Ui) -> Option<String> {
    let has_lines = |text: &str| text.lines().filter(|line| !line.trim().is_empty()).count() > 1;
    ui.input_mut(|input| {
        let at = input
            .events
            .iter()
            .position(|event| matches!(event, Event::Paste(text) if has_lines(text)))?;
        match input.events.remove(at) {
            Event::Paste(text) => Some(text),
            _ => None,
        }
    })
}

/// A line of text that is live: every key changes `held`, as a search or a path does.
pub fn line_at(ui: &mut Ui, rect: Rect, name: &str, held: &mut String, hint: &str) -> Response {
    let id = ui.make_persistent_id(("line", name));
    let frame = ui.painter().add(Shape::Noop);
    let entry = Entry { hint, ..Entry::words(name, "") };
    let inner = rect.shrink2(vec2(PADDING, 0.0));
    let response = edit_ui(ui, inner, id, &entry, held).with_new_rect(rect);
    let look = (response.has_focus(), response.hovered(), false, false);
    ui.painter().set(frame, border(theme::palette(ui), rect, look));
    response
}

/// The draft in hand, unless the value has changed under it or drafts were let go of.
fn draft_of(ui: &Ui, id: Id, entry: &Entry<'_>) -> Option<Draft> {
    let epoch = dropped(ui.ctx());
    let held = ui.data(|data| data.get_temp::<Draft>(id));
    held.filter(|draft| draft.of == entry.shown && draft.epoch == epoch)
}

/// Ends the typing: the value, or none where it was dropped, left as it was or cannot be read.
fn leave<T>(
    ui: &Ui,
    id: Id,
    draft: Option<Draft>,
    read: &impl Fn(&str) -> Result<(T, String), Refused>,
) -> Option<T> {
    let draft = draft?;
    if !draft.is_changed() {
        // What is shown is rounded: leaving a value as it was must not write that.
        drop_draft(ui, id);
        return None;
    }
    let dropped = ui.input(|input| input.key_pressed(Key::Escape));
    match read(&draft.text) {
        Err(_) if !dropped => {
            ui.data_mut(|data| data.insert_temp(id, Draft { live: false, ..draft }));
            None
        }
        read => {
            ui.data_mut(|data| data.remove::<Draft>(id));
            read.ok().filter(|_| !dropped).map(|(value, _)| value)
        }
    }
}

/// The draft under the keyboard; at its begin the whole of it is selected.
fn begin(ui: &Ui, id: Id, entry: &Entry<'_>, draft: Option<Draft>) -> Draft {
    let mut draft = draft.unwrap_or_else(|| Draft {
        text: entry.typed.to_owned(),
        begun: entry.typed.to_owned(),
        of: entry.shown.to_owned(),
        foreign: false,
        live: false,
        epoch: dropped(ui.ctx()),
    });
    if !draft.live {
        select_all(ui, id, &draft.text);
        draft.live = true;
    }
    draft
}

fn select_all(ui: &Ui, id: Id, text: &str) {
    let mut state = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
    let end = CCursor::new(text.chars().count());
    state.cursor.set_char_range(Some(CCursorRange::two(CCursor::new(0), end)));
    TextEdit::store_state(ui.ctx(), id, state);
}

fn arrows(ui: &Ui) -> i32 {
    ui.input_mut(|input| {
        let mut steps = 0;
        for (key, step) in [(Key::ArrowUp, 1), (Key::ArrowDown, -1)] {
            let fine = input.count_and_consume_key(Modifiers::NONE, key) as i32;
            let coarse = input.count_and_consume_key(Modifiers::SHIFT, key) as i32;
            steps += step * (fine + 10 * coarse);
        }
        steps
    })
}

fn drag(entry: &Entry<'_>, response: &Response) -> Option<(i32, bool)> {
    if entry.kind == Kind::Words || !(response.dragged() || response.drag_stopped()) {
        return None;
    }
    let moved = response.total_drag_delta().unwrap_or_default();
    Some((((moved.x - moved.y) / DRAG_STEP).round() as i32, response.drag_stopped()))
}

/// The room of the value, its unit painted beside.
/// The width of an input that shows a figure and its unit whole.
pub fn width_of(shown: &str, unit: &str) -> f32 {
    let width =
        |words: &str, style: TextStyle| crate::look::text_width(words, style.size, style.weight);
    2.0 * PADDING + width(shown, text::FIELD) + UNIT_GAP + width(unit, text::CAPTION)
}

fn inner_rect(ui: &mut Ui, rect: Rect, entry: &Entry<'_>) -> Rect {
    let mut inner = rect.shrink2(vec2(PADDING, 0.0));
    if !entry.unit.is_empty() {
        let ink = theme::palette(ui).text3;
        let unit = theme::galley(ui, entry.unit, text::CAPTION, ink);
        let size = unit.size();
        // Half a point lower, so that the small unit stands on the line of its figure.
        let at = egui::pos2(inner.right() - size.x, inner.center().y - size.y / 2.0 + 0.5);
        ui.painter().galley(at, unit, theme::color(ink));
        inner.max.x -= size.x + UNIT_GAP;
    }
    inner
}

fn style(entry: &Entry<'_>) -> TextStyle {
    if entry.derived { text::BODY } else { text::FIELD }
}

fn edit_ui(ui: &mut Ui, inner: Rect, id: Id, entry: &Entry<'_>, held: &mut String) -> Response {
    let palette = theme::palette(ui);
    let align = match entry.kind {
        Kind::Words => Align2::LEFT_CENTER,
        Kind::Figure => Align2::RIGHT_CENTER,
    };
    let mut child = ui.new_child(UiBuilder::new().id_salt(("typing", id)).max_rect(inner));
    let edit = TextEdit::singleline(held)
        .id(id)
        .frame(Frame::NONE)
        .font(theme::font(style(entry)))
        .text_color(theme::color(palette.text))
        .hint_text(theme::rich(entry.hint, text::BODY, palette.text3))
        .event_filter(EventFilter { horizontal_arrows: true, ..EventFilter::default() })
        .desired_width(inner.width())
        .min_size(inner.size())
        .align(align)
        .clip_text(true);
    let response = child.add(edit);
    response.accessible_name(entry.name)
}

fn rest_ui(
    ui: &mut Ui,
    rect: Rect,
    inner: Rect,
    id: Id,
    entry: &Entry<'_>,
    draft: Option<&Draft>,
) -> Response {
    let palette = theme::palette(ui);
    let sense = if entry.kind == Kind::Figure { Sense::click_and_drag() } else { Sense::click() };
    let response = ui.interact(rect, id, sense);
    let value = draft.map_or(entry.shown, |draft| draft.text.as_str());
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::TextInput, ui.is_enabled(), entry.name);
        info.current_text_value = Some(value.to_owned());
        info
    });
    if response.clicked() {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    let (said, ink) = if value.is_empty() {
        (entry.hint, palette.text3)
    } else {
        (value, if entry.derived { palette.text2 } else { palette.text })
    };
    let galley = theme::galley(ui, said, style(entry), ink);
    let fits = galley.size().x <= inner.width();
    // Words that are too long show their beginning, figures too: the first digits weigh most.
    let align =
        if entry.kind == Kind::Words || !fits { Align2::LEFT_CENTER } else { Align2::RIGHT_CENTER };
    let at = align.anchor_size(align.pos_in_rect(&inner), galley.size()).min;
    ui.painter().with_clip_rect(inner.intersect(ui.clip_rect())).galley(
        at,
        galley,
        theme::color(ink),
    );
    let cursor = if response.dragged() { CursorIcon::ResizeHorizontal } else { CursorIcon::Text };
    response.on_hover_and_drag_cursor(cursor)
}

/// Fill and border of a field by its focus, hover, wrongness and being derived.
pub(super) fn border(
    palette: &Palette,
    rect: Rect,
    (focused, hovered, wrong, derived): (bool, bool, bool, bool),
) -> Shape {
    let fill = if derived { palette.bg1 } else { palette.bg2 };
    let stroke = if focused {
        Stroke::new(layout::ACCENT_BAR, theme::color(palette.accent))
    } else if wrong {
        theme::hairline(palette.error)
    } else if hovered {
        theme::hairline(palette.text3)
    } else {
        theme::hairline(if derived { palette.stroke } else { palette.stroke2 })
    };
    Shape::Rect(egui::epaint::RectShape::new(
        rect,
        radius::CONTROL,
        theme::color(fill),
        stroke,
        StrokeKind::Inside,
    ))
}
