//! The open plans as tabs, the active one over its page.

use egui::{Align2, CursorIcon, Rect, Role, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::app::{Command, OpenPlan, State};
use crate::look::{TextStyle, Weight, layout, text};
use crate::ui::actions::{Actions, said};
use crate::ui::theme;
use crate::ui::widgets::button::{focus_ring, icon_at};
use crate::ui::widgets::icons::{self, Icon};
use crate::ui::widgets::list::fitted;
use crate::words::tr;

/// Left of a tab's name, and between name, dot and cross.
const PADDING: f32 = 12.0;
/// The room of dot and cross after the name.
const MARKS: f32 = 40.0;
/// The narrowest tab.
const NARROWEST: f32 = 72.0;
/// The room of the plus after the last tab.
const PLUS: f32 = 28.0;

/// Shows the tabs from where the page begins.
pub fn tabs_ui(ui: &mut Ui, state: &State, actions: &mut Actions) {
    let bar = ui.max_rect();
    let palette = theme::palette(ui);
    let line = theme::hairline(palette.stroke);
    ui.painter().hline(bar.x_range(), bar.bottom() - 0.5, line);
    let mut left = layout::STRIP_TILES_X;
    let room = bar.right() - left - PLUS - 16.0;
    let most = (room / state.plans.len().max(1) as f32).max(NARROWEST);
    if state.plans.is_empty() {
        let rect = Rect::from_min_size(pos2(left, bar.top()), vec2(76.0, bar.height()));
        ground(ui, rect, true);
        let strong = TextStyle { weight: Weight::SemiBold, ..text::SMALL };
        let at = rect.left_center() + vec2(PADDING, 0.0);
        theme::place(ui, at, Align2::LEFT_CENTER, tr("ui.nav.start"), strong, palette.text);
        left = rect.right();
    }
    for (at, open) in state.plans.iter().enumerate() {
        let natural = name_width(&open.plan.name) + PADDING + MARKS;
        let size = vec2(natural.min(most), bar.height());
        let rect = Rect::from_min_size(pos2(left, bar.top()), size);
        ui.push_id(open.key, |ui| tab_ui(ui, rect, at, open, state.active == Some(at), actions));
        left = rect.right();
    }
    let plus = Rect::from_center_size(pos2(left + PLUS / 2.0, bar.center().y), Vec2::splat(20.0));
    if icon_at(ui, plus, Icon::Plus, tr("ui.tabs.new")).clicked() {
        actions.run(Command::NewPlan);
    }
}

fn name_width(name: &str) -> f32 {
    crate::look::text_width(name, text::SMALL.size, Weight::SemiBold).ceil()
}

fn tab_ui(
    ui: &mut Ui,
    rect: Rect,
    at: usize,
    open: &OpenPlan,
    active: bool,
    actions: &mut Actions,
) {
    let palette = theme::palette(ui);
    let name = open.plan.name.as_str();
    let response = ui.interact(rect, ui.make_persistent_id("tab"), Sense::click());
    let dirty = open.is_dirty();
    response.widget_info(|| {
        let said =
            if dirty { format!("{name}, {}", tr("ui.tabs.edited")) } else { name.to_owned() };
        WidgetInfo::selected(Role::Tab, ui.is_enabled(), active, said)
    });
    ground(ui, rect, active);
    let weight = if active { Weight::SemiBold } else { Weight::Regular };
    let ink = if active || response.hovered() { palette.text } else { palette.text2 };
    let style = TextStyle { weight, ..text::SMALL };
    let room = rect.width() - PADDING - MARKS;
    let galley = theme::galley(ui, fitted(name, style, room + 1.0), style, ink);
    let place = rect.left_center() + vec2(PADDING, 0.0);
    let place = Align2::LEFT_CENTER.anchor_size(place, galley.size()).min;
    ui.painter().galley(place, galley, theme::color(ink));
    if dirty {
        let center = pos2(rect.right() - 28.0, rect.center().y);
        icons::dot(ui.painter(), center, layout::EDITED_DOT, theme::color(palette.text2));
    }
    focus_ring(ui, &response);
    let middle = response.middle_clicked();
    if response.on_hover_cursor(CursorIcon::PointingHand).clicked() && !active {
        actions.run(Command::SwitchPlan(at));
    }
    let cross =
        Rect::from_center_size(pos2(rect.right() - 14.0, rect.center().y), Vec2::splat(18.0));
    let close = said("ui.tabs.close", &[("plan", name)]);
    if icon_at(ui, cross, Icon::Close, &close).clicked() || middle {
        actions.run(Command::CloseTab(at));
    }
}

/// The ground of a tab: raised with an accent on top where it is the active one.
fn ground(ui: &Ui, rect: Rect, active: bool) {
    let palette = theme::palette(ui);
    let line = theme::hairline(palette.stroke);
    if active {
        ui.painter().rect_filled(rect, 0.0, theme::color(palette.bg1));
        let top = Rect::from_min_size(rect.min, vec2(rect.width(), layout::ACCENT_BAR));
        ui.painter().rect_filled(top, 0.0, theme::color(palette.accent));
        ui.painter().vline(rect.left() + 0.5, rect.y_range(), line);
    }
    ui.painter().vline(rect.right() - 0.5, rect.y_range(), line);
}
