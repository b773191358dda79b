//! The screens of a plan, at the left.

use egui::{Align2, CursorIcon, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::app::{Command, OpenPlan, Screen, State};
use crate::look::{TextStyle, Weight, layout, radius, text};
use crate::ui::actions::Actions;
use crate::ui::theme;
use crate::ui::widgets::button::focus_ring;
use crate::ui::widgets::list::accent_bar;
use crate::words::tr;

/// The screens by group; the first group has no head.
const GROUPS: [(&str, &[Screen]); 4] = [
    ("", &[Screen::Answer]),
    (
        "ui.nav.plan",
        &[
            Screen::SitePower,
            Screen::Machines,
            Screen::Leases,
            Screen::Options,
            Screen::Market,
            Screen::Finance,
        ],
    ),
    ("ui.nav.results", &[Screen::Revenue, Screen::Money]),
    ("ui.nav.decide", &[Screen::Compare]),
];

/// Shows the navigation.
pub fn navigation_ui(ui: &mut Ui, state: &State, open: &OpenPlan, actions: &mut Actions) {
    let side = ui.max_rect();
    let palette = theme::palette(ui);
    ui.painter().rect_filled(side, 0.0, theme::color(palette.bg1));
    ui.painter().vline(side.right() - 0.5, side.y_range(), theme::hairline(palette.stroke));
    let mut top = side.top() + 16.0;
    for (head, screens) in GROUPS {
        if !head.is_empty() {
            top += layout::GROUP_GAP;
            let at = pos2(side.left() + 16.0, top + layout::GROUP_HEAD / 2.0);
            theme::place(ui, at, Align2::LEFT_CENTER, tr(head), text::CAPTION, palette.text3);
            top += layout::GROUP_HEAD;
        }
        for screen in screens {
            let rect = Rect::from_min_max(
                pos2(side.left() + 8.0, top),
                pos2(side.right() - 8.0, top + layout::NAVIGATION_ROW),
            );
            let count = count(open, *screen);
            if row_ui(ui, rect, *screen, count, state.screen == *screen) {
                actions.run(Command::Go(*screen));
            }
            top = rect.bottom();
        }
    }
}

/// How many items a screen lists.
fn count(open: &OpenPlan, screen: Screen) -> Option<usize> {
    let plan = &open.plan;
    match screen {
        Screen::Machines => Some(plan.asics.len() + plan.gpus.len()),
        Screen::Leases => Some(plan.leases.len()),
        Screen::Options => Some(plan.options.len()),
        _ => None,
    }
}

fn row_ui(ui: &mut Ui, rect: Rect, screen: Screen, count: Option<usize>, active: bool) -> bool {
    let palette = theme::palette(ui);
    let name = tr(screen.label());
    let response = ui.interact(rect, ui.make_persistent_id(("screen", name)), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Tab, ui.is_enabled(), active, name));
    if active || (response.hovered() && ui.is_enabled()) {
        ui.painter().rect_filled(rect, radius::CONTROL, theme::color(palette.bg2));
    }
    if active {
        accent_bar(ui, rect);
    }
    let weight = if active { Weight::SemiBold } else { Weight::Regular };
    let ink = if active { palette.text } else { palette.text2 };
    let galley = theme::galley(ui, name, TextStyle { weight, ..text::BODY }, ink);
    let at = Align2::LEFT_CENTER.anchor_size(rect.left_center() + vec2(8.0, 0.0), galley.size());
    ui.painter().galley(at.min, galley, theme::color(ink));
    if let Some(count) = count.filter(|count| *count > 0) {
        let galley = theme::galley(ui, count.to_string(), text::CAPTION, palette.text3);
        let at = rect.right_center() - vec2(8.0, 0.0);
        let at = Align2::RIGHT_CENTER.anchor_size(at, galley.size()).min;
        ui.painter().galley(at, galley, theme::color(palette.text3));
    }
    focus_ring(ui, &response);
    response.on_hover_cursor(CursorIcon::PointingHand).clicked()
}
