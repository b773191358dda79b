//! The first answer of a plan that is not open yet: a sentence and two small charts.

use egui::{Align2, Rect, StrokeKind, Ui, pos2, vec2};

use super::super::{Out, parts};
use crate::app::OpenPlan;
use crate::engine::Advice;
use crate::figure::{self, Figure, Fill, Layer, Legend, MarkerKind};
use crate::format::money_usd;
use crate::look::{TextStyle, Weight, radius, space, text};
use crate::plan::Plan;
use crate::ui::theme::{self, Line};
use crate::ui::widgets::card::{Extent, columns};
use crate::words::{Arg, Text, say, tr};

/// From the answer's edge to its charts, and their foot to the answer's.
const HEAD: f32 = 84.0;
const MARGIN: f32 = 14.0;
/// Between words of different weight.
const GAP: f32 = 4.0;

/// Shows the answer in `rect`, on the page's ground; `inner` text stands 24 from the sheet's edges.
pub fn show_ui(ui: &mut Ui, rect: Rect, plan: &Plan, preview: Option<&OpenPlan>, out: &mut Out) {
    let palette = theme::palette(ui);
    let ground = rect.expand2(vec2(23.0, 0.0));
    ui.painter().rect_filled(ground, 0.0, theme::color(palette.bg0));
    ui.painter().hline(ground.x_range(), rect.top() + 0.5, theme::hairline(palette.stroke));
    let at = |y: f32| pos2(rect.left(), rect.top() + y);
    let basis = tr("new_plan.first_answer");
    theme::place(ui, at(19.0), Align2::LEFT_CENTER, basis, text::CAPTION, palette.text3);
    let results = preview.map(|preview| &preview.results);
    let advice = results.and_then(|results| results.advice.as_deref());
    let error = results.and_then(|results| results.errors().next());
    let Some(advice) = advice.filter(|_| error.is_none()) else {
        let (key, ink) = match error {
            Some(_) => ("new_plan.to_fix", palette.text),
            None => ("new_plan.computing", palette.text3),
        };
        theme::place(ui, at(41.0), Align2::LEFT_CENTER, tr(key), text::FIGURE, ink);
        let why = error.map(|finding| say(&finding.text)).unwrap_or_default();
        theme::place(ui, at(65.0), Align2::LEFT_CENTER, why, text::BODY, palette.error);
        return;
    };
    ui.scope(|ui| {
        if let Some(preview) = preview {
            parts::dim_old(ui, preview);
        }
        sentence(ui, plan, advice).place(ui, at(41.0), Align2::LEFT_CENTER);
        worth(ui, plan, advice).place(ui, at(65.0), Align2::LEFT_CENTER);
        let charts = Rect::from_min_max(at(HEAD), rect.max - vec2(0.0, MARGIN));
        if charts.height() > 60.0 {
            charts_ui(ui, charts, plan, advice, out);
        }
    });
}

/// How many megawatts should go to AI.
fn sentence(ui: &Ui, plan: &Plan, advice: &Advice) -> Line {
    let palette = theme::palette(ui);
    let grid = Arg::Quantity(plan.site.grid_mw, 0, "unit.mw");
    let said = |key| say(&Text::key(key).with("grid", grid.clone()));
    if advice.best.ai_mw < 0.5 {
        let all = said("new_plan.all_mining");
        return Line::new().text(&all, text::FIGURE, palette.text);
    }
    let best = format!("{} {}", crate::format::number(advice.best.ai_mw, 0), tr("unit.mw"));
    let mut of = said("new_plan.of_to_ai");
    if let Some(year) = advice.by_year {
        let year = Arg::Name(year.to_string());
        of = format!("{of} {}", say(&Text::key("new_plan.by").with("year", year)));
    }
    Line::new()
        .text(tr("new_plan.give"), text::FIGURE, palette.text)
        .after(GAP, &best, text::FIGURE, palette.link)
        .after(GAP, &of, text::FIGURE, palette.text)
}

/// What that is worth, and what holds it back.
fn worth(ui: &Ui, plan: &Plan, advice: &Advice) -> Line {
    let palette = theme::palette(ui);
    if advice.best.ai_mw < 0.5 {
        return Line::new().text(tr("new_plan.less"), text::BODY, palette.text2);
    }
    let gain = money_usd(advice.best.gain_usd);
    let line = Line::new().weighed(&gain, text::BODY, Weight::SemiBold, palette.text);
    let mut rest = tr("new_plan.more").to_owned();
    if let Some(limit) = advice.held_back_by() {
        let label = plan.info(&limit.field).map_or("", |info| tr(info.label));
        let name = if limit.option.is_empty() {
            label.to_owned()
        } else {
            format!("{} ({})", limit.option, label.to_lowercase())
        };
        let held = say(&Text::key("new_plan.held_back").with("limit", Arg::Name(name)));
        rest = format!("{rest}, {held}");
    }
    line.after(GAP, &rest, text::BODY, palette.text2)
}

fn charts_ui(ui: &mut Ui, rect: Rect, plan: &Plan, advice: &Advice, out: &mut Out) {
    let halves = columns(rect, &[Extent::Share(1.0), Extent::Share(1.0)]);
    let [left, right] = halves[..] else { return };
    let gain = small("new_plan_gain", figure::gain_by_mw(plan, advice));
    let power = figure::power_by_use(plan, &advice.best_run, tr("figure.plan.best"));
    let power = small("new_plan_power", power);
    let body = card_ui(ui, left, tr("new_plan.gain"));
    let at = pos2(left.left() + 12.0, left.top() + 33.0);
    let ink = theme::palette(ui).text3;
    theme::place(ui, at, Align2::LEFT_CENTER, tr("new_plan.gain_of"), text::CAPTION, ink);
    out.plain_chart_ui(ui, body, &gain);
    let body = card_ui(ui, right, tr("new_plan.power"));
    legend_ui(ui, pos2(right.left() + 12.0, right.top() + 33.0), right.right() - 8.0, &power);
    out.plain_chart_ui(ui, body, &power);
}

/// The ground of a small chart with its title; returns the room of the plot.
fn card_ui(ui: &mut Ui, rect: Rect, title: &str) -> Rect {
    let palette = theme::palette(ui);
    let (fill, border) = (theme::color(palette.bg1), theme::hairline(palette.stroke));
    ui.painter().rect(rect, radius::CARD, fill, border, StrokeKind::Inside);
    let at = pos2(rect.left() + 12.0, rect.top() + 15.0);
    theme::place(ui, at, Align2::LEFT_CENTER, title, text::SMALL, palette.text2);
    Rect::from_min_max(pos2(rect.left() + 2.0, rect.top() + 36.0), rect.max - vec2(2.0, 2.0))
}

/// The names of a chart's bars with their colours, as many as fit up to `right`.
fn legend_ui(ui: &mut Ui, mut at: egui::Pos2, right: f32, figure: &Figure) {
    let palette = theme::palette(ui);
    let bars = figure.layers.iter().flat_map(Layer::series);
    for series in bars.filter(|series| series.fill == Fill::Solid) {
        let style = TextStyle { weight: Weight::Regular, ..text::CAPTION };
        let width = crate::look::text_width(&series.name, style.size, style.weight);
        if at.x + 12.0 + width > right {
            break;
        }
        let swatch = Rect::from_min_size(at + vec2(0.0, -4.0), vec2(8.0, 8.0));
        let ink = theme::color(series.role.color(theme::palette(ui)));
        ui.painter().rect_filled(swatch, radius::SWATCH, ink);
        let words = pos2(at.x + 12.0, at.y);
        let name = series.name.as_str();
        theme::place(ui, words, Align2::LEFT_CENTER, name, style, palette.text2);
        at.x += 12.0 + width + space::GAP;
    }
}

/// A figure for a card too small for words within the plot.
fn small(id: &'static str, figure: Figure) -> Figure {
    let mut layers = figure.layers;
    layers.retain(|layer| match layer {
        Layer::Marker(marker) => marker.kind == MarkerKind::Solid,
        Layer::Note(_) => false,
        _ => true,
    });
    for layer in &mut layers {
        match layer {
            Layer::Marker(marker) => {
                marker.label.clear();
                marker.value_label.clear();
            }
            Layer::Region(region) => {
                region.title.clear();
                region.text.clear();
            }
            Layer::Guide(guide) => guide.label.clear(),
            _ => {}
        }
    }
    Figure { id, layers, legend: Legend::None, events: Vec::new(), ..figure }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::{Marker, Region};

    #[test]
    fn a_small_chart_keeps_the_best_and_loses_its_words() {
        let marker =
            |kind| Layer::Marker(Marker { kind, label: "Best".to_owned(), ..Marker::default() });
        let region = Region { title: "Signed".to_owned(), ..Region::default() };
        let layers =
            vec![marker(MarkerKind::Solid), marker(MarkerKind::Hollow), Layer::Region(region)];
        let small = small("small", Figure { layers, ..Figure::default() });
        assert_eq!((small.id, small.layers.len()), ("small", 2));
        let Layer::Marker(best) = &small.layers[0] else { panic!("{:?}", small.layers) };
        assert!(best.label.is_empty());
    }
}
