//! Answer: how many megawatts should go to AI, what that is worth, and what holds it back.

mod cards;
mod charts;
mod hero;
mod sentence;

use egui::{Ui, pos2, vec2};

use super::Out;
use crate::app::{OpenPlan, State};
use crate::engine::{Advice, Solution};
use crate::look::text;
use crate::plan::Severity;
use crate::ui::theme;
use crate::ui::widgets::card::{Card, Extent, columns, rows};
use crate::ui::widgets::list::link_ui;
use crate::words::{Arg, Text, say, tr};

/// Below this height of the page the cards hold two rows each.
const TALL: f32 = 700.0;

/// What the parts of the screen read.
struct Page<'a> {
    open: &'a OpenPlan,
    solution: &'a Solution,
    advice: &'a Advice,
    /// Whether the page is tall enough for three rows a card.
    tall: bool,
}

/// Shows the screen.
pub fn show_ui(ui: &mut Ui, state: &State, out: &mut Out) {
    let Some(open) = state.active() else { return };
    let results = &open.results;
    let (Some(solution), Some(advice)) = (&results.solution, &results.advice) else {
        return no_answer_ui(ui, open, out);
    };
    if results.errors().next().is_some() {
        return no_answer_ui(ui, open, out);
    }
    let page = ui.max_rect();
    let tall = page.height() >= TALL;
    let heights = if tall {
        [Extent::Fixed(132.0), Extent::Share(360.0), Extent::Share(248.0)]
    } else {
        [Extent::Fixed(112.0), Extent::Share(264.0), Extent::Share(184.0)]
    };
    let [a, b, c] = rows(page, &heights)[..] else { return };
    let page = Page { open, solution, advice, tall };
    sentence::show_ui(ui, a, &page, out);
    let [left, right] = columns(b, &[Extent::Share(1.0), Extent::Fixed(416.0)])[..] else { return };
    hero::show_ui(ui, left, &page, out);
    cards::show_ui(ui, right, &page, out);
    charts::show_ui(ui, c, &page, out);
}

/// Says why there is no answer, and leads to what has to be mended.
fn no_answer_ui(ui: &mut Ui, open: &OpenPlan, out: &mut Out) {
    let palette = theme::palette(ui);
    let errors: Vec<_> = open.results.errors().collect();
    if let Some(failure) = &open.results.failure {
        theme::label(ui, tr("answer.failed"), text::HEADLINE, palette.text);
        theme::label(ui, failure, text::LEAD, palette.error);
        return;
    }
    if errors.is_empty() {
        theme::label(ui, tr("answer.computing"), text::HEADLINE, palette.text2);
        return;
    }
    let count = Arg::Quantity(errors.len() as f64, 0, "unit.none");
    let key = if errors.len() == 1 { "answer.no_answer_one" } else { "answer.no_answer" };
    theme::label(ui, say(&Text::key(key).with("count", count)), text::HEADLINE, palette.text);
    ui.add_space(12.0);
    let mut rect = ui.available_rect_before_wrap();
    rect.set_height((44.0 + 34.0 * errors.len() as f32).min(rect.height()));
    Card::new(tr("answer.to_fix")).scrolls().show(ui, rect, |ui| {
        for finding in errors.iter().filter(|finding| finding.severity == Severity::Error) {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing = vec2(10.0, 6.0);
                let label = open.plan.info(&finding.field).map_or("", |info| tr(info.label));
                if link_ui(ui, label, text::BODY).clicked() {
                    out.go_to(ui.ctx(), &finding.field);
                }
                theme::label(ui, say(&finding.text), text::BODY, palette.text2);
            });
        }
    });
}

/// The middle of a row's height, for a text set by its left.
fn left_middle(rect: egui::Rect) -> egui::Pos2 {
    pos2(rect.left(), rect.center().y)
}
