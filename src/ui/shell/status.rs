//! The line at the foot: saved or not, how long the last run took, what to recover, messages, findings, currency,
//! scale.

use egui::{Align, Align2, Layout, Popup, PopupCloseBehavior, Rect, Response, Role, Sense, Ui};
use egui::{CursorIcon, UiBuilder, WidgetInfo, pos2, vec2};

use crate::app::{Command, OpenPlan, State};
use crate::format::number;
use crate::look::{Color, text};
use crate::plan::{Finding, Severity};
use crate::ui::actions::{Actions, said};
use crate::ui::theme;
use crate::ui::widgets::button::focus_ring;
use crate::ui::widgets::icons::{self, Icon};
use crate::words::{say, tr};

/// Shows the status line.
pub fn status_ui(ui: &mut Ui, state: &State, actions: &mut Actions) {
    let bar = ui.max_rect();
    let palette = theme::palette(ui);
    ui.painter().hline(bar.x_range(), bar.top() + 0.5, theme::hairline(palette.stroke));
    let at = bar.left_center() + vec2(16.0, 0.0);
    let first = state.active().map_or(tr("ui.status.none"), saved);
    let shown = theme::place(ui, at, Align2::LEFT_CENTER, first, text::CAPTION, palette.text2);
    let at = pos2(shown.rect.right() + 24.0, bar.center().y);
    let second = state.active().map_or_else(version, computed);
    theme::place(ui, at, Align2::LEFT_CENTER, second, text::CAPTION, palette.text3);
    let right = Layout::right_to_left(Align::Center);
    let place = bar.shrink2(vec2(16.0, 0.0));
    let mut row = ui.new_child(UiBuilder::new().id_salt("right").max_rect(place).layout(right));
    row.spacing_mut().item_spacing.x = 24.0;
    let scale = format!("{}\u{202f}%", number(f64::from(state.settings.scale) * 100.0, 0));
    for words in [scale.as_str(), tr("ui.status.currency")] {
        row.label(theme::rich(words, text::CAPTION, palette.text2));
    }
    if let Some(open) = state.active() {
        findings_ui(&mut row, open, actions);
    }
    super::history::history_ui(&mut row, state);
    if !state.found.is_empty() {
        let words = super::recovery::count(state);
        let mark = (Icon::Warning, palette.warn);
        if part_ui(&mut row, "recovery", mark, &words).clicked() {
            actions.run(Command::ShowRecovery);
        }
    }
}

fn saved(open: &OpenPlan) -> &'static str {
    match (open.is_dirty(), open.path.is_some()) {
        (true, _) => tr("ui.status.edited"),
        (false, true) => tr("ui.status.saved"),
        (false, false) => tr("ui.status.untitled"),
    }
}

fn computed(open: &OpenPlan) -> String {
    if let Some(failure) = &open.results.failure {
        return failure.clone();
    }
    if open.waits().is_some_and(|waits| waits >= super::DIM_AFTER) {
        return tr("ui.status.computing").to_owned();
    }
    let millis = open.results.took.as_secs_f64() * 1000.0;
    said("ui.status.computed", &[("time", &number(millis, u8::from(millis < 9.95)))])
}

fn version() -> String {
    format!("Wattsplit {}", env!("CARGO_PKG_VERSION"))
}

/// How many findings there are; a click lists them.
fn findings_ui(ui: &mut Ui, open: &OpenPlan, actions: &mut Actions) {
    let palette = theme::palette(ui);
    let findings = &open.results.findings;
    let errors = open.results.errors().count();
    let words = match findings.len() {
        0 => tr("ui.status.no_findings").to_owned(),
        1 => tr("ui.status.one_finding").to_owned(),
        count => said("ui.status.findings", &[("count", &count.to_string())]),
    };
    let (sign, ink) = match (findings.is_empty(), errors) {
        (true, _) => (Icon::Check, palette.ok),
        (false, 0) => (Icon::Warning, palette.warn),
        _ => (Icon::Warning, palette.error),
    };
    let response = part_ui(ui, "findings", (sign, ink), &words);
    Popup::menu(&response)
        .width(420.0)
        .accessible_name(words)
        .close_behavior(PopupCloseBehavior::CloseOnClick)
        .show(|ui| {
            theme::menu_style(ui);
            ui.set_width(420.0);
            if findings.is_empty() {
                theme::label(ui, tr("ui.status.no_findings_text"), text::SMALL, palette.text2);
            }
            egui::ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
                for (at, finding) in findings.iter().enumerate() {
                    if ui.push_id(at, |ui| finding_ui(ui, finding)).inner {
                        actions.go_to(ui.ctx(), &finding.field);
                    }
                }
            });
        });
}

/// A part of the line that can be pressed: a sign and words.
pub fn part_ui(ui: &mut Ui, name: &str, (sign, ink): (Icon, Color), words: &str) -> Response {
    let palette = theme::palette(ui);
    let galley = theme::galley(ui, words, text::CAPTION, palette.text2);
    let (_, rect) = ui.allocate_space(vec2(galley.size().x + 18.0, 20.0));
    let response = ui.interact(rect, ui.make_persistent_id(name), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), words));
    let mark = pos2(rect.left() + 6.0, rect.center().y);
    icons::paint(ui.painter(), mark, 10.0, sign, theme::color(ink));
    let at = Align2::LEFT_CENTER.anchor_size(rect.left_center() + vec2(18.0, 0.0), galley.size());
    ui.painter().galley(at.min, galley, theme::color(palette.text2));
    focus_ring(ui, &response);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

fn finding_ui(ui: &mut Ui, finding: &Finding) -> bool {
    let palette = theme::palette(ui);
    let words = say(&finding.text);
    let room = ui.available_width() - 36.0;
    let height = theme::text_height(ui, &words, text::SMALL, room) + 12.0;
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height));
    let response = ui.interact(rect, ui.make_persistent_id("finding"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &words));
    if response.hovered() {
        ui.painter().rect_filled(rect, 4.0, theme::color(palette.bg2));
    }
    let ink = if finding.severity == Severity::Error { palette.error } else { palette.warn };
    let mark = pos2(rect.left() + 14.0, rect.top() + 14.0);
    icons::paint(ui.painter(), mark, 11.0, Icon::Warning, theme::color(ink));
    let (font, fill) = (theme::font(text::SMALL), theme::color(palette.text));
    let galley = ui.fonts_mut(|fonts| fonts.layout(words, font, fill, room));
    let place = Rect::from_min_size(rect.min + vec2(28.0, 6.0), galley.size());
    ui.painter().galley(place.min, galley, fill);
    focus_ring(ui, &response);
    response.on_hover_cursor(CursorIcon::PointingHand).clicked()
}
