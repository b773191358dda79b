//! A slider: a track, a round thumb, arrow keys.

use egui::{CursorIcon, Id, Key, Modifiers, Rect, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::look::{layout, radius};
use crate::ui::theme;

/// Radius of the thumb.
const THUMB: f32 = 6.0;

/// A new value of a slider.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moved {
    /// The value.
    pub value: f64,
    /// Whether the gesture has ended: released, or a key.
    pub finished: bool,
}

/// A slider from `range.0` to `range.1` in steps of `step`, as wide as `ui`; `said` is the value in words.
pub fn slider_ui(
    ui: &mut Ui,
    name: &str,
    said: &str,
    value: f64,
    range: (f64, f64),
    step: f64,
) -> Option<Moved> {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 20.0));
    slider_at(ui, rect, name, said, value, range, step)
}

/// As [`slider_ui`], at a place.
pub fn slider_at(
    ui: &mut Ui,
    rect: Rect,
    name: &str,
    said: &str,
    value: f64,
    (low, high): (f64, f64),
    step: f64,
) -> Option<Moved> {
    let id: Id = ui.make_persistent_id(("slider", name));
    let response = ui.interact(rect, id, Sense::click_and_drag());
    response.widget_info(|| {
        let mut info = WidgetInfo::slider(ui.is_enabled(), value, name);
        info.current_text_value = Some(said.to_owned());
        info
    });
    let track = rect.shrink2(vec2(THUMB, 0.0));
    let span = (high - low).max(f64::MIN_POSITIVE);
    let snap = |value: f64| {
        let snapped = if step > 0.0 { (value / step).round() * step } else { value };
        snapped.clamp(low, high.max(low))
    };
    let mut moved = None;
    if let Some(pointer) = response.interact_pointer_pos()
        && (response.dragged() || response.clicked())
    {
        let share = f64::from((pointer.x - track.left()) / track.width()).clamp(0.0, 1.0);
        moved = Some(Moved { value: snap(low + share * span), finished: response.clicked() });
    }
    if response.drag_stopped() {
        moved = Some(Moved { value, finished: true });
    }
    if response.has_focus() {
        let steps = keys(ui, id);
        if steps != 0 {
            let step = if step > 0.0 { step } else { span / 100.0 };
            moved = Some(Moved { value: snap(value + f64::from(steps) * step), finished: true });
        }
    }
    let shown = moved.map_or(value, |moved| moved.value);
    let share = ((shown - low) / span).clamp(0.0, 1.0) as f32;
    paint(ui, track, share, response.has_focus(), response.hovered() || response.dragged());
    response.on_hover_and_drag_cursor(CursorIcon::ResizeHorizontal);
    moved.filter(|moved| moved.finished || moved.value != value)
}

fn keys(ui: &Ui, id: Id) -> i32 {
    // Left and right move the thumb and not the focus.
    let filter = egui::EventFilter { horizontal_arrows: true, ..egui::EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    ui.input_mut(|input| {
        let mut count = |key| input.count_and_consume_key(Modifiers::NONE, key) as i32;
        count(Key::ArrowRight) + count(Key::ArrowUp) - count(Key::ArrowLeft) - count(Key::ArrowDown)
    })
}

fn paint(ui: &Ui, track: Rect, share: f32, focused: bool, hovered: bool) {
    let palette = theme::palette(ui);
    let x = track.left() + share * track.width();
    let y = track.center().y;
    let rail = Rect::from_center_size(track.center(), vec2(track.width() + 2.0 * THUMB, 4.0));
    ui.painter().rect_filled(rail, radius::SWATCH, theme::color(palette.bg3));
    let accent = theme::color(if hovered { palette.accent_hover } else { palette.accent });
    let filled = Rect::from_min_max(rail.min, pos2(x, rail.bottom()));
    ui.painter().rect_filled(filled, radius::SWATCH, accent);
    let ring = Stroke::new(layout::ACCENT_BAR, theme::color(palette.bg1));
    ui.painter().circle(pos2(x, y), THUMB, accent, ring);
    if focused {
        let ring = Stroke::new(layout::ACCENT_BAR, theme::color(palette.accent));
        ui.painter().circle_stroke(pos2(x, y), THUMB + 3.0, ring);
    }
}
