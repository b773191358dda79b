//! Gain over mining only against AI MW; the best plan's handle can be dragged to preview another share.

use egui::{CursorIcon, Id, Rect, Sense, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::Page;
use super::charts;
use super::sentence::whole_mw;
use crate::look::{TextStyle, Weight, chart, text};
use crate::ui::screens::Out;
use crate::ui::theme;
use crate::ui::widgets::icons::{self, Icon};
use crate::words::{Arg, Text, say, tr};
use crate::{figure, format};

fn preview_id() -> Id {
    Id::unique("answer preview")
}

/// The AI MW the user has dragged to; none while the best is shown.
pub fn preview_mw(ui: &Ui, page: &Page<'_>) -> Option<f64> {
    let (key, mw): (crate::app::PlanKey, f64) = ui.data(|data| data.get_temp(preview_id()))?;
    let within = mw <= page.advice.reachable_mw + 1e-6 && mw >= page.advice.committed_mw - 1e-6;
    (key == page.open.key && within).then_some(mw)
}

/// The AI MW that the page speaks of: those previewed, else the best.
pub fn chosen_mw(ui: &Ui, page: &Page<'_>) -> f64 {
    preview_mw(ui, page).unwrap_or(page.advice.best.ai_mw)
}

/// Ends the preview.
pub fn forget(ui: &Ui) {
    ui.data_mut(|data| data.remove::<(crate::app::PlanKey, f64)>(preview_id()));
}

pub fn show_ui(ui: &mut Ui, rect: Rect, page: &Page<'_>, out: &mut Out) {
    let figure = figure::gain_by_mw(page.open.seen(), page.advice);
    let shown = out.chart_ui(ui, rect, &figure);
    let advice = page.advice;
    let (low, high) = (advice.committed_mw, advice.reachable_mw);
    if high - low < 0.5 {
        return;
    }
    let (x0, x1) = (shown.scene.map.x_to_px(low), shown.scene.map.x_to_px(high));
    let plot = shown.scene.plot_rect();
    let axis_y = rect.top() + plot.bottom;
    let (x0, x1) = (rect.left() + x0, rect.left() + x1);
    let mw = chosen_mw(ui, page);
    let at = |mw: f64| x0 + ((mw - low) / (high - low)) as f32 * (x1 - x0);
    handle_ui(ui, page, pos2(at(mw), axis_y), (x0, x1), (low, high), mw);
    let palette = theme::palette(ui);
    let place = pos2(rect.right() - 20.0, rect.bottom() - 14.0);
    let align = egui::Align2::RIGHT_CENTER;
    match preview_mw(ui, page) {
        Some(mw) => {
            // What the share under the handle is worth, from a run of its own.
            let run = charts::preview_run(ui, page, mw);
            let gain = run.1.value.npv_usd - page.advice.mining_only_npv_usd;
            let words = Text::key("answer.preview_gain")
                .with("mw", whole_mw(mw))
                .with("gain", Arg::Name(format::signed_money_usd(gain)));
            let strong = TextStyle { weight: Weight::SemiBold, ..text::CAPTION };
            theme::place(ui, place, align, say(&words), strong, palette.link);
        }
        None => {
            theme::place(ui, place, align, tr("answer.drag_hint"), text::CAPTION, palette.text3);
        }
    }
}

/// The handle on the axis, with its value, between chevrons.
fn handle_ui(
    ui: &mut Ui,
    page: &Page<'_>,
    foot: egui::Pos2,
    (x0, x1): (f32, f32),
    (low, high): (f64, f64),
    mw: f64,
) {
    let palette = theme::palette(ui);
    let [width, height] = chart::HANDLE;
    let centre = pos2(foot.x, foot.y + height / 2.0 + 2.0);
    let rect = Rect::from_center_size(centre, vec2(width, height));
    let id = ui.make_persistent_id("share handle");
    let response = ui.interact(rect.expand2(vec2(12.0, 2.0)), id, Sense::click_and_drag());
    let label = say(&Text::key("answer.mw").with("mw", whole_mw(mw)));
    response.widget_info(|| WidgetInfo::slider(ui.is_enabled(), mw, tr("answer.handle")));
    let mut target = mw;
    if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.dragged()) {
        let share = f64::from((pointer.x - x0) / (x1 - x0)).clamp(0.0, 1.0);
        let raw = low + share * (high - low);
        target = if share >= 1.0 { high } else { raw.round().clamp(low, high) };
    }
    if response.has_focus() {
        let keys = |key| ui.input(|input| input.key_pressed(key));
        let step = f64::from(i8::from(keys(egui::Key::ArrowRight)))
            - f64::from(i8::from(keys(egui::Key::ArrowLeft)));
        if step != 0.0 {
            target = (mw + step).clamp(low, high);
        }
        if keys(egui::Key::Escape) {
            forget(ui);
            return;
        }
    }
    if (target - mw).abs() > 1e-9 {
        ui.data_mut(|data| data.insert_temp(preview_id(), (page.open.key, target)));
        ui.ctx().request_repaint();
    }
    if response.double_clicked() {
        forget(ui);
    }
    let painter = ui.painter();
    painter.rect(
        rect,
        chart::HANDLE_RADIUS,
        theme::color(palette.accent),
        theme::hairline(palette.bg1),
        StrokeKind::Outside,
    );
    let strong = TextStyle { weight: Weight::SemiBold, ..text::CAPTION };
    let galley = theme::galley(ui, label, strong, palette.on_accent);
    let place = egui::Align2::CENTER_CENTER.anchor_size(centre, galley.size());
    ui.painter().galley(place.min, galley, theme::color(palette.on_accent));
    for (icon, side) in [(Icon::Left, -1.0), (Icon::Right, 1.0)] {
        let at = pos2(centre.x + side * (width / 2.0 + 8.0), centre.y);
        icons::paint(ui.painter(), at, 8.0, icon, theme::color(palette.text2));
    }
    response.on_hover_cursor(CursorIcon::ResizeHorizontal).on_hover_text(tr("answer.handle_hover"));
}
