//! The first steps: three things to try, in a strip above the page until it is closed.

use egui::{Align2, CursorIcon, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::app::{Command, Screen, State};
use crate::look::{Color, TextStyle, Weight, layout, text};
use crate::plan::{FieldRef, Owner};
use crate::ui::actions::Actions;
use crate::ui::theme;
use crate::ui::widgets::button::{focus_ring, icon_at};
use crate::ui::widgets::icons::Icon;
use crate::words::tr;

/// Height of the strip.
pub const HEIGHT: f32 = 36.0;

/// Between the steps.
const GAP: f32 = 20.0;

const STEPS: [&str; 3] = ["ui.first.answer", "ui.first.change", "ui.first.own"];

/// Shows the strip.
pub fn first_steps_ui(ui: &mut Ui, state: &State, actions: &mut Actions) {
    let bar = ui.max_rect();
    let palette = theme::palette(ui);
    ui.painter().rect_filled(bar, 0.0, theme::color(palette.accent_bg));
    ui.painter().hline(bar.x_range(), bar.bottom() - 0.5, theme::hairline(palette.stroke));
    let at = bar.left_center() + vec2(16.0, 0.0);
    let title = tr("ui.first.title");
    theme::place(ui, at, Align2::LEFT_CENTER, title, text::TITLE, palette.text);
    let mut left = bar.left() + layout::NAVIGATION_WIDTH + 16.0;
    for (step, words) in STEPS.into_iter().enumerate() {
        let response = step_ui(ui, pos2(left, bar.center().y), step, tr(words));
        left = response.rect.right() + GAP;
        if response.clicked() {
            match step {
                0 => actions.run(Command::Go(Screen::Answer)),
                1 => {
                    let price = FieldRef::new(Owner::Power, "price_usd_per_mwh");
                    actions.go_to(ui.ctx(), &price);
                }
                _ => actions.run(Command::NewPlan),
            }
        }
    }
    let cross = pos2(bar.right() - 26.0, bar.center().y);
    let cross = Rect::from_center_size(cross, vec2(20.0, 20.0));
    if state.first_steps && icon_at(ui, cross, Icon::Close, tr("ui.first.close")).clicked() {
        actions.run(Command::FirstSteps(false));
    }
}

/// A numbered step that leads where it is taken.
fn step_ui(ui: &mut Ui, left: egui::Pos2, step: usize, words: &str) -> Response {
    let palette = theme::palette(ui);
    let galley = theme::galley(ui, words, text::BODY, palette.link);
    let size = vec2(26.0 + galley.size().x, layout::CHIP);
    let rect = Rect::from_min_size(pos2(left.x, left.y - size.y / 2.0), size);
    let response = ui.interact(rect, ui.make_persistent_id(("step", step)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), words));
    let paint = |at, align: Align2, words: &str, style: TextStyle, ink: Color| {
        let galley = theme::galley(ui, words, style, ink);
        let place = align.anchor_size(at, galley.size());
        ui.painter().galley(place.min, galley, theme::color(ink));
    };
    let dot = pos2(rect.left() + 9.0, rect.center().y);
    let circle = Rect::from_center_size(dot, vec2(18.0, 18.0));
    ui.painter().rect_filled(circle, 9.0, theme::color(palette.accent));
    let strong = TextStyle { weight: Weight::SemiBold, ..text::CAPTION };
    paint(dot, Align2::CENTER_CENTER, &(step + 1).to_string(), strong, palette.on_accent);
    let at = pos2(rect.left() + 26.0, rect.center().y);
    paint(at, Align2::LEFT_CENTER, words, text::BODY, palette.link);
    if response.hovered() {
        let y = rect.bottom() - 2.5;
        let under = at.x..=at.x + galley.size().x;
        ui.painter().hline(under, y, theme::hairline(palette.link));
    }
    focus_ring(ui, &response);
    response.on_hover_cursor(CursorIcon::PointingHand)
}
