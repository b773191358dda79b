//! Search over commands, screens, plans and fields, all by keys.

mod entries;

use egui::{Align2, CursorIcon, pos2, vec2};
use egui::{Context, EventFilter, Key, Modifiers, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo};

use crate::app::State;
use crate::look::{TextStyle, Weight, layout, radius, text};
use crate::ui::actions::Actions;
use crate::ui::theme;
use crate::ui::widgets::entry;
use crate::ui::widgets::list::fitted;
use crate::ui::widgets::overlay;
use crate::words::tr;
use entries::{Entry, Target};

/// Width of the search.
const WIDTH: f32 = 640.0;
/// Height of a row.
const ROW: f32 = 30.0;
/// Rows that are seen at once.
const SEEN: f32 = 12.0;
/// Rows that Page up and Page down go.
const PAGE: usize = 10;

/// The search while it is open.
pub struct Finder {
    query: String,
    entries: Vec<Entry>,
    found: Vec<usize>,
    at: usize,
    fresh: bool,
    /// Whether the selected row shall be brought into sight.
    moved: bool,
}

impl Finder {
    /// A search over what is there now.
    pub fn new(state: &State) -> Self {
        let entries = entries::entries(state);
        let found = entries::found(&entries, "");
        Self { query: String::new(), entries, found, at: 0, fresh: true, moved: false }
    }

    /// Shows the search; returns whether it is done.
    pub fn show_ui(&mut self, ctx: &Context, actions: &mut Actions) -> bool {
        let entered = self.keys(ctx);
        let (clicked, away) = overlay::top_ui(ctx, tr("ui.find.title"), WIDTH, |ui| {
            self.line_ui(ui);
            ui.add_space(8.0);
            self.rows_ui(ui)
        });
        let chosen = clicked.or_else(|| entered.then_some(self.at));
        if let Some(entry) = chosen.and_then(|at| self.entries.get(*self.found.get(at)?)) {
            match &entry.target {
                Target::Run(command) => actions.run(command.clone()),
                Target::Field(field) => actions.go_to(ctx, field),
            }
            return true;
        }
        away
    }

    /// Moves the selection; returns whether Enter was pressed.
    fn keys(&mut self, ctx: &Context) -> bool {
        let last = self.found.len().saturating_sub(1);
        let before = self.at;
        let entered = ctx.input_mut(|input| {
            let mut pressed = |key| input.count_and_consume_key(Modifiers::NONE, key);
            let down = pressed(Key::ArrowDown) + PAGE * pressed(Key::PageDown);
            let up = pressed(Key::ArrowUp) + PAGE * pressed(Key::PageUp);
            self.at = (self.at + down).min(last).saturating_sub(up);
            pressed(Key::Enter) > 0
        });
        self.moved |= self.at != before;
        entered
    }

    fn line_ui(&mut self, ui: &mut Ui) {
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), layout::BUTTON_PRIMARY));
        let hint = tr("ui.find.hint");
        let line = entry::line_at(ui, rect, tr("ui.find.title"), &mut self.query, hint);
        if self.fresh || !line.has_focus() {
            line.request_focus();
            self.fresh = false;
        }
        // The arrows are the list's.
        let filter = EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            tab: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(line.id, filter));
        if line.changed() {
            self.found = entries::found(&self.entries, &self.query);
            self.at = 0;
            self.moved = true;
        }
    }

    /// Shows what is found; returns the row that was clicked.
    fn rows_ui(&mut self, ui: &mut Ui) -> Option<usize> {
        let palette = theme::palette(ui);
        if self.found.is_empty() {
            theme::label(ui, tr("ui.find.nothing"), text::BODY, palette.text2);
            return None;
        }
        let moved = std::mem::take(&mut self.moved);
        let mut clicked = None;
        ScrollArea::vertical().max_height(SEEN * ROW).auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (at, found) in self.found.iter().enumerate() {
                let Some(entry) = self.entries.get(*found) else { continue };
                let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
                if at == self.at && moved {
                    ui.scroll_to_rect(rect, None);
                }
                if ui.is_rect_visible(rect) && row_ui(ui, rect, at, entry, at == self.at) {
                    clicked = Some(at);
                }
            }
        });
        clicked
    }
}

fn row_ui(ui: &mut Ui, rect: Rect, at: usize, entry: &Entry, selected: bool) -> bool {
    let palette = theme::palette(ui);
    let response = ui.interact(rect, ui.make_persistent_id(("found", at)), Sense::click());
    let name = format!("{}, {}", entry.title, entry.of);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, selected, &name));
    if selected || response.hovered() {
        let fill = if selected { palette.accent_bg } else { palette.bg2 };
        ui.painter().rect_filled(rect, radius::CONTROL, theme::color(fill));
    }
    // The scroll bar stands at the right.
    let inner = Rect::from_min_max(rect.min + vec2(8.0, 0.0), rect.max - vec2(16.0, 0.0));
    let paint = |at, align: Align2, words: &str, style: TextStyle, ink| {
        let galley = theme::galley(ui, words, style, ink);
        let place = align.anchor_size(at, galley.size());
        ui.painter().galley(place.min, galley, theme::color(ink));
        place.width()
    };
    let strong = TextStyle { weight: Weight::Medium, ..text::BODY };
    let half = inner.width() / 2.0 - 12.0;
    let figure = fitted(&entry.figure, text::SMALL, half * 0.6);
    let right = inner.right_center();
    let used = paint(right, Align2::RIGHT_CENTER, &figure, text::SMALL, palette.text2);
    let title = fitted(&entry.title, strong, half);
    let width = paint(inner.left_center(), Align2::LEFT_CENTER, &title, strong, palette.text);
    let room = inner.width() - width - used - 24.0;
    let of = fitted(&entry.of, text::CAPTION, room);
    let place = pos2(inner.left() + width + 10.0, inner.center().y + 0.5);
    paint(place, Align2::LEFT_CENTER, &of, text::CAPTION, palette.text3);
    response.on_hover_cursor(CursorIcon::PointingHand).clicked()
}
