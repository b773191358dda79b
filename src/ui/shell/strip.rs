//! The strip “Your plan”: the figures that stay in sight on every screen.

use egui::{Align2, Ui, pos2};

use crate::app::OpenPlan;
use crate::engine::Solution;
use crate::format::{MISSING, duration_years, money_usd, month_long, percent, signed_money_short};
use crate::look::{Color, Palette, TextStyle, Weight, layout, text};
use crate::plan::Plan;
use crate::ui::actions::{Actions, said};
use crate::ui::theme::{self, Line};
use crate::ui::widgets::list::{fitted, link_ui};
use crate::words::tr;

/// Between a divider and its tile's text, and after it.
const GAP: f32 = 13.0;

/// The room of the ribbon that says what lies over the plan.
const RIBBON: f32 = 430.0;

/// One tile.
struct Tile {
    caption: String,
    value: String,
    remark: Option<(String, Color)>,
    hover: &'static str,
}

/// Shows the strip.
pub fn strip_ui(ui: &mut Ui, open: &OpenPlan, actions: &mut Actions) {
    let bar = ui.max_rect();
    let palette = theme::palette(ui);
    ui.painter().rect_filled(bar, 0.0, theme::color(palette.bg1));
    let line = theme::hairline(palette.stroke);
    ui.painter().hline(bar.x_range(), bar.bottom() - 0.5, line);
    let [caption_y, value_y] = layout::STRIP_TEXT_Y.map(|y| bar.top() + y);
    let at = pos2(bar.left() + 16.0, caption_y);
    let caption = tr("ui.strip.your_plan");
    theme::place(ui, at, Align2::LEFT_TOP, caption, text::CAPTION, palette.text3);
    let at = pos2(bar.left() + 16.0, value_y + 1.0);
    let style = TextStyle { weight: Weight::SemiBold, ..text::LEAD };
    let room = layout::NAVIGATION_WIDTH - 28.0;
    let name = theme::place(
        ui,
        at,
        Align2::LEFT_TOP,
        fitted(&open.plan.name, style, room),
        style,
        palette.text,
    );
    name.on_hover_text(open.plan.name.as_str());
    let errors = open.results.errors().count();
    if errors > 0 {
        findings_ui(ui, errors, open, actions);
        if !open.what_ifs().is_empty() {
            super::what_if::what_if_ui(ui, open, bar.right() - RIBBON, actions);
        }
        return;
    }
    if open.waits().is_some_and(|waits| waits >= super::DIM_AFTER) {
        ui.set_opacity(0.5);
    }
    let mut left = bar.left() + layout::STRIP_TILES_X;
    divider(ui, bar.left() + layout::NAVIGATION_WIDTH - 1.0);
    // The ribbon takes its room; the last tiles give way to it where there is not enough.
    let ribbon = if open.what_ifs().is_empty() { 0.0 } else { RIBBON };
    for tile in tiles(open.seen(), open.results.solution.as_deref(), palette) {
        if left + tile_width(ui, &tile) + 2.0 * GAP > bar.right() - ribbon {
            break;
        }
        left = tile_ui(ui, &tile, left);
    }
    ui.set_opacity(1.0);
    let left = if ribbon > 0.0 { left.max(bar.right() - RIBBON) } else { left };
    super::what_if::what_if_ui(ui, open, left, actions);
}

/// Says what stands in the way of figures.
fn findings_ui(ui: &mut Ui, errors: usize, open: &OpenPlan, actions: &mut Actions) {
    let bar = ui.max_rect();
    let left = bar.left() + layout::STRIP_TILES_X;
    divider(ui, bar.left() + layout::NAVIGATION_WIDTH - 1.0);
    let palette = theme::palette(ui);
    let words = if errors == 1 {
        tr("ui.strip.one_to_fix").to_owned()
    } else {
        said("ui.strip.to_fix", &[("count", &errors.to_string())])
    };
    let at = pos2(left, bar.top() + layout::STRIP_TEXT_Y[0]);
    let caption = tr("ui.strip.no_answer");
    theme::place(ui, at, Align2::LEFT_TOP, caption, text::CAPTION, palette.text3);
    let place = pos2(left, bar.top() + layout::STRIP_TEXT_Y[1]);
    let rect = egui::Rect::from_min_max(place, bar.max);
    let mut row = ui.new_child(egui::UiBuilder::new().id_salt("findings").max_rect(rect));
    let clicked = link_ui(&mut row, &words, text::FIGURE).clicked();
    if clicked && let Some(first) = open.results.errors().next() {
        actions.go_to(ui.ctx(), &first.field);
    }
}

fn tiles(plan: &Plan, solution: Option<&Solution>, palette: &Palette) -> Vec<Tile> {
    let value = solution.map(|solution| &solution.plan.value);
    let missing = || MISSING.to_owned();
    let gain = solution
        .map(|solution| solution.plan.value.npv_usd - solution.mining_only.value.npv_usd)
        .map(|gain| {
            let over = said("ui.strip.over_mining", &[("gain", &signed_money_short(gain))]);
            (over, if gain < 0.0 { palette.error } else { palette.ok })
        });
    let gap_month = value
        .and_then(|value| value.funding_gap_month)
        .map(|month| (month_long(month), Color::default()));
    // Where several rates solve a cash flow, none of them alone is its return.
    let roots = value.map_or(0, |value| value.irr.roots.len());
    let of_roots = (roots > 1)
        .then(|| (said("ui.strip.irr_of", &[("count", &roots.to_string())]), palette.warn));
    let last_year = plan.end().plus(-1).year().to_string();
    vec![
        Tile {
            caption: tr("ui.strip.npv").to_owned(),
            value: value.map_or_else(missing, |value| money_usd(value.npv_usd)),
            remark: gain,
            hover: tr("ui.strip.npv_hover"),
        },
        Tile {
            caption: tr("ui.strip.irr").to_owned(),
            value: value
                .and_then(|value| value.irr.annual)
                .map_or_else(missing, |rate| percent(rate, 1)),
            remark: of_roots,
            hover: tr("ui.strip.irr_hover"),
        },
        Tile {
            caption: said("ui.strip.ai_share", &[("year", &last_year)]),
            value: value.map_or_else(missing, |value| percent(value.ai_share, 0)),
            remark: None,
            hover: tr("ui.strip.ai_share_hover"),
        },
        Tile {
            caption: tr("ui.strip.payback").to_owned(),
            value: value
                .and_then(|value| value.payback_months)
                .map_or_else(missing, duration_years),
            remark: None,
            hover: tr("ui.strip.payback_hover"),
        },
        Tile {
            caption: tr("ui.strip.funding_gap").to_owned(),
            value: value.map_or_else(missing, |value| money_usd(value.funding_gap_usd)),
            remark: gap_month,
            hover: tr("ui.strip.funding_gap_hover"),
        },
    ]
}

/// The line of a tile below its caption.
fn tile_line(tile: &Tile, palette: &Palette) -> Line {
    let line = Line::new().text(&tile.value, text::FIGURE, palette.text);
    match &tile.remark {
        Some((words, ink)) => {
            let ink = if *ink == Color::default() { palette.text2 } else { *ink };
            line.after(8.0, words, text::SMALL, ink)
        }
        None => line,
    }
}

fn tile_width(ui: &Ui, tile: &Tile) -> f32 {
    let palette = theme::palette(ui);
    let caption = theme::galley(ui, tile.caption.as_str(), text::CAPTION, palette.text3);
    caption.size().x.max(tile_line(tile, palette).galley(ui).size().x)
}

fn tile_ui(ui: &mut Ui, tile: &Tile, left: f32) -> f32 {
    let palette = theme::palette(ui);
    let top = ui.max_rect().top();
    let [caption_y, value_y] = layout::STRIP_TEXT_Y.map(|y| top + y);
    let at = pos2(left, caption_y);
    let caption = tile.caption.as_str();
    let head = theme::place(ui, at, Align2::LEFT_TOP, caption, text::CAPTION, palette.text3);
    let value = tile_line(tile, palette).place(ui, pos2(left, value_y), Align2::LEFT_TOP);
    let right = head.rect.right().max(value.rect.right());
    let whole = head.union(value);
    whole.on_hover_text(tile.hover);
    divider(ui, right + GAP);
    (right + 2.0 * GAP).ceil()
}

fn divider(ui: &Ui, x: f32) {
    let bar = ui.max_rect();
    let range = egui::Rangef::new(bar.top() + 8.0, bar.top() + 44.0);
    ui.painter().vline(x.floor() + 0.5, range, theme::hairline(theme::palette(ui).stroke));
}
