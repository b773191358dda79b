//! The charts of power: prices against strikes, a week of hours, what is contracted and open, and what it costs.

use std::sync::Arc;

use egui::{Id, Rect, Ui, pos2, vec2};

use super::super::Out;
use crate::app::OpenPlan;
use crate::engine::Solution;
use crate::figure::{self, Figure};
use crate::look::{layout, text};
use crate::ui::theme;
use crate::ui::widgets::choice::{segments_at, segments_width};
use crate::ui::widgets::slider::slider_at;
use crate::words::{Arg, Text, say, tr};

/// Weeks of a year that can be chosen.
const WEEKS: usize = 52;

/// Which chart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Page {
    #[default]
    Hours,
    Week,
    Contracted,
    Open,
    Months,
    Cost,
}

const PAGES: [(Page, &str); 6] = [
    (Page::Hours, "power.page_hours"),
    (Page::Week, "power.page_week"),
    (Page::Contracted, "power.page_contracted"),
    (Page::Open, "power.page_open"),
    (Page::Months, "power.page_months"),
    (Page::Cost, "power.page_cost"),
];

/// The chart that was built last, and from what.
#[derive(Clone)]
struct Kept {
    solution: Arc<Solution>,
    page: Page,
    year: i32,
    week: usize,
    figure: Arc<Figure>,
}

/// Shows the chart that is chosen, of `year` where it is one of hours.
pub fn hours_ui(
    ui: &mut Ui,
    rect: Rect,
    open: &OpenPlan,
    solution: &Arc<Solution>,
    year: i32,
    out: &mut Out,
) {
    let id = Id::unique("power chart");
    let (page, week): (Page, usize) = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let figure = built(ui, open, solution, (page, year, week));
    let words = PAGES.map(|(_, key)| tr(key));
    out.chart_ui(ui, rect, &figure);
    let size = vec2(segments_width(ui, &words), layout::CHIP);
    let at = pos2(rect.right() - 16.0 - size.x, rect.top() + layout::CARD_TITLE_Y);
    let selected = PAGES.iter().position(|(of, _)| *of == page).unwrap_or_default();
    let place = Rect::from_min_size(at, size);
    let mut chosen = (page, week);
    if let Some(at) = segments_at(ui, place, tr("power.charts"), &words, selected) {
        chosen.0 = PAGES[at].0;
    }
    if page == Page::Week {
        let week_of = Text::key("power.week").with("week", Arg::Quantity((week + 1) as f64, 0, ""));
        let label = say(&week_of);
        // Beside the axis's title, which stands at the left.
        let (low, high) =
            (pos2(rect.right() - 316.0, rect.bottom() - 26.0), rect.max - vec2(16.0, 8.0));
        let row = Rect::from_min_max(low, high);
        let palette = theme::palette(ui);
        let at = row.left_center();
        theme::place(ui, at, egui::Align2::LEFT_CENTER, label.as_str(), text::SMALL, palette.text2);
        let track = Rect::from_min_max(pos2(row.left() + 64.0, row.top()), row.max);
        let range = (0.0, (WEEKS - 1) as f64);
        let name = tr("power.week_slider");
        if let Some(moved) = slider_at(ui, track, name, &label, week as f64, range, 1.0) {
            chosen.1 = moved.value as usize;
        }
    }
    if chosen != (page, week) {
        ui.data_mut(|data| data.insert_temp(id, chosen));
        ui.ctx().request_repaint();
    }
}

/// The chart, built once for each state of the plan and choice.
fn built(
    ui: &Ui,
    open: &OpenPlan,
    solution: &Arc<Solution>,
    (page, year, week): (Page, i32, usize),
) -> Arc<Figure> {
    let id = Id::unique("power chart built");
    let kept: Option<Kept> = ui.data(|data| data.get_temp(id));
    let same = |kept: &Kept| {
        Arc::ptr_eq(&kept.solution, solution)
            && (kept.page, kept.year, kept.week) == (page, year, week)
    };
    if let Some(kept) = kept.filter(same) {
        return kept.figure;
    }
    let (plan, run, yours) = (open.seen(), &solution.plan, tr("figure.plan.yours"));
    let figure = Arc::new(match page {
        Page::Hours => figure::price_duration(plan, run, year),
        Page::Week => figure::hours_of_week(plan, run, year, week),
        Page::Contracted => figure::contracted_and_open(plan, run, yours),
        Page::Open => figure::open_step(plan, run, yours),
        Page::Months => figure::strikes(plan, run),
        Page::Cost => figure::power_cost_by_use(plan, run, yours),
    });
    let solution = Arc::clone(solution);
    let kept = Kept { solution, page, year, week, figure: Arc::clone(&figure) };
    ui.data_mut(|data| data.insert_temp(id, kept));
    figure
}
