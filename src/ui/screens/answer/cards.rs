//! What holds the best plan back, what would change it, and what moves it most.

use egui::{Align2, Rect, StrokeKind, Ui, pos2, vec2};

use super::Page;
use super::sentence::{limit_name, whole_mw};
use crate::engine::advice::{Driver, Threshold};
use crate::format;
use crate::look::{TextStyle, Weight, layout, radius, text};
use crate::plan::{FieldRef, Unit};
use crate::ui::screens::Out;
use crate::ui::theme;
use crate::ui::widgets::card::{Card, Extent, rows};
use crate::ui::widgets::list;
use crate::words::{Arg, Text, say, tr};

pub fn show_ui(ui: &mut Ui, rect: Rect, page: &Page<'_>, out: &mut Out) {
    let [held, change, moves] = rows(rect, &[Extent::Share(1.0); 3])[..] else { return };
    Card::new(tr("answer.holds_back")).subtitle(tr("answer.holds_back_unit")).show(
        ui,
        held,
        |ui| limits_ui(ui, page, out),
    );
    Card::new(tr("answer.changes"))
        .subtitle(tr("answer.changes_unit"))
        .show(ui, change, |ui| thresholds_ui(ui, page, out));
    Card::new(tr("answer.moves"))
        .subtitle(tr("answer.moves_unit"))
        .show(ui, moves, |ui| drivers_ui(ui, page, out));
}

/// Height of a row where a card holds two.
const LOW_ROW: f32 = 20.0;

/// The rows a card holds, from the ones worth saying, and their height.
fn fitting(ui: &Ui) -> (usize, f32) {
    // A pixel less than a row of a table, so that the last stands off the card's edge.
    let row = layout::CARD_ROW - 1.0;
    match ui.available_height() {
        room if room >= 3.0 * row => (3, row),
        room if room >= 2.0 * LOW_ROW => (2, LOW_ROW),
        _ => (1, LOW_ROW),
    }
}

const STRONG: TextStyle = TextStyle { weight: Weight::SemiBold, ..text::SMALL };

/// A row of a card that leads to its field.
fn row_ui(ui: &mut Ui, name: &str, height: f32, field: &FieldRef, out: &mut Out) -> Rect {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height));
    if list::row(ui, rect.expand2(vec2(8.0, 0.0)), name, false).clicked() {
        out.go_to(ui.ctx(), field);
    }
    rect
}

fn put(ui: &mut Ui, at: egui::Pos2, align: Align2, words: &str, style: TextStyle, quiet: u8) {
    let palette = theme::palette(ui);
    let ink = [palette.text, palette.text2, palette.text3][quiet as usize];
    theme::place(ui, at, align, words, style, ink);
}

fn limits_ui(ui: &mut Ui, page: &Page<'_>, out: &mut Out) {
    let (most, height) = fitting(ui);
    let limits: Vec<_> =
        page.advice.limits.iter().filter(|limit| limit.of_mw > 0.0).take(most).collect();
    if limits.is_empty() {
        return list::fact_ui(ui, tr("answer.nothing_holds"), "", "").surrender_focus();
    }
    for limit in limits {
        let name = limit_name(page, limit);
        let rect = row_ui(ui, &format!("{name}, limit"), height, &limit.field, out);
        let palette = theme::palette(ui);
        let (y, right) = (rect.center().y, rect.right());
        let style = if limit.binds { STRONG } else { text::SMALL };
        let shown = list::fitted(&name, style, 160.0);
        put(
            ui,
            super::left_middle(rect),
            Align2::LEFT_CENTER,
            &shown,
            style,
            u8::from(!limit.binds),
        );
        let track = Rect::from_min_size(pos2(rect.left() + 168.0, y - 1.5), vec2(60.0, 3.0));
        ui.painter().rect_filled(track, radius::SWATCH, theme::color(palette.bg3));
        let used = (limit.used_mw / limit.of_mw).clamp(0.0, 1.0) as f32;
        let filled = Rect::from_min_size(track.min, vec2(track.width() * used, 3.0));
        ui.painter().rect_filled(filled, radius::SWATCH, theme::color(palette.text2));
        let text_of = Text::key("answer.used_of")
            .with("used", whole_mw(limit.used_mw))
            .with("of", whole_mw(limit.of_mw));
        put(ui, pos2(right - 62.0, y), Align2::RIGHT_CENTER, &say(&text_of), text::SMALL, 1);
        let worth = if limit.one_more_usd > 0.005 {
            format::signed_money_short(limit.one_more_usd)
        } else {
            "0".to_owned()
        };
        put(ui, pos2(right, y), Align2::RIGHT_CENTER, &worth, style, u8::from(!limit.binds));
    }
}

fn thresholds_ui(ui: &mut Ui, page: &Page<'_>, out: &mut Out) {
    let (most, height) = fitting(ui);
    let thresholds: Vec<_> = page.advice.thresholds.iter().take(most).collect();
    if thresholds.is_empty() {
        return list::fact_ui(ui, tr("answer.nothing_changes"), "", "").surrender_focus();
    }
    for Threshold { id, now, at, best_mw_then } in thresholds {
        let field = id.field(&page.open.plan);
        let name = tr(id.label());
        let row = format!("{name}, turn");
        let rect = row_ui(ui, &row, height, &field, out);
        let (y, right) = (rect.center().y, rect.right());
        put(ui, super::left_middle(rect), Align2::LEFT_CENTER, name, text::SMALL, 1);
        let key = if at < now { "answer.under" } else { "answer.over" };
        let turn = Text::key(key).with("figure", quantity(*at, id.unit()));
        let left = pos2(rect.left() + 106.0, y);
        put(ui, left, Align2::LEFT_CENTER, &say(&turn), text::SMALL, 0);
        let Arg::Quantity(now, decimals, _) = quantity(*now, id.unit()) else { continue };
        let now =
            say(&Text::key("answer.now").with("figure", Arg::Quantity(now, decimals, "unit.none")));
        put(ui, pos2(right - 56.0, y), Align2::RIGHT_CENTER, &now, text::SMALL, 2);
        let then = say(&Text::key("answer.mw").with("mw", whole_mw(*best_mw_then)));
        put(ui, pos2(right, y), Align2::RIGHT_CENTER, &then, STRONG, 0);
    }
}

/// A driver's figure with as many decimals as it needs; capex by MW.
fn quantity(value: f64, unit: Unit) -> Arg {
    let (value, unit_key) = match unit {
        Unit::UsdPerKw => (value / 1000.0, "unit.m_usd_per_mw_it"),
        _ => (value * unit.shown_factor(), unit.key()),
    };
    let decimals = if value < 10.0 { 2 } else { u8::from(value < 100.0) };
    Arg::Quantity(value, decimals, unit_key)
}

fn drivers_ui(ui: &mut Ui, page: &Page<'_>, out: &mut Out) {
    let (most, height) = fitting(ui);
    let drivers: Vec<&Driver> = page.advice.drivers.iter().take(most).collect();
    if drivers.is_empty() {
        return list::fact_ui(ui, tr("answer.nothing_moves"), "", "").surrender_focus();
    }
    let base = page.advice.best.gain_usd;
    let widest = drivers
        .iter()
        .flat_map(|driver| [driver.low_gain_usd - base, driver.high_gain_usd - base])
        .fold(1.0_f64, |widest, change| widest.max(change.abs()));
    for driver in drivers {
        let field = driver.id.field(&page.open.plan);
        let name = tr(driver.id.label());
        let row = format!("{name}, effect");
        let rect = row_ui(ui, &row, height, &field, out);
        let palette = theme::palette(ui);
        let (y, right) = (rect.center().y, rect.right());
        put(ui, super::left_middle(rect), Align2::LEFT_CENTER, name, text::SMALL, 1);
        put(
            ui,
            pos2(rect.left() + 106.0, y),
            Align2::LEFT_CENTER,
            &range(driver.factors),
            text::CAPTION,
            2,
        );
        let (low, high) = (driver.low_gain_usd - base, driver.high_gain_usd - base);
        let low_words = format::signed_money_short(low);
        put(ui, pos2(right - 156.0, y), Align2::RIGHT_CENTER, &low_words, text::SMALL, 0);
        let (middle, half) = (right - 100.0, 46.0);
        for (change, filled) in [(low, false), (high, true)] {
            let end = middle + (change / widest) as f32 * half;
            let bar = Rect::from_x_y_ranges(middle.min(end)..=middle.max(end), y - 4.0..=y + 4.0);
            let fill = if filled { palette.text2 } else { palette.bg1 };
            let border = theme::hairline(palette.text2);
            ui.painter().rect(bar, radius::PLOT, theme::color(fill), border, StrokeKind::Inside);
        }
        let high_words = format::signed_money_short(high);
        put(ui, pos2(right, y), Align2::RIGHT_CENTER, &high_words, text::SMALL, 0);
    }
}

/// The range of a driver in percent: `±20 %`, or `−20 to +40 %`.
fn range((low, high): (f64, f64)) -> String {
    let (low, high) = ((low - 1.0) * 100.0, (high - 1.0) * 100.0);
    let key = if (low + high).abs() < 1e-6 { "answer.range_even" } else { "answer.range" };
    let part = |value: f64| Arg::Name(format::signed(value, 0));
    say(&Text::key(key)
        .with("by", Arg::Quantity(high, 0, "unit.percent"))
        .with("low", part(low))
        .with("high", part(high)))
}
