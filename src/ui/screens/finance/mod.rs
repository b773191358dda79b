//! Finance: the company with what it is worth, its loans, works on the site, and own lines.

mod company;
mod items;
mod lines;
mod loans;
mod measures;
mod works;

use egui::{Align2, Rect, Ui, pos2, vec2};

use super::Out;
use crate::app::{Command, FinancePage, OpenPlan, State};
use crate::look::{layout, text};
use crate::ui::theme;
use crate::ui::widgets::card::{Extent, columns, rows};
use crate::ui::widgets::choice;
use crate::ui::widgets::list::fitted;
use crate::words::tr;

/// Between the pages' names and the sentence beside them.
const BESIDE: f32 = 14.0;

/// Shows the screen.
pub fn show_ui(ui: &mut Ui, state: &State, out: &mut Out) {
    let Some(open) = state.active() else { return };
    let heights = [Extent::Fixed(layout::CHIP), Extent::Share(1.0)];
    let [head, page] = rows(ui.max_rect(), &heights)[..] else { return };
    pages_ui(ui, head, state.finance_page, out);
    match state.finance_page {
        FinancePage::Company => company_ui(ui, page, open, out),
        FinancePage::Loans => items::show_ui(ui, page, open, &loans::LIST, out),
        FinancePage::Works => items::show_ui(ui, page, open, &works::LIST, out),
        FinancePage::Lines => items::show_ui(ui, page, open, &lines::LIST, out),
    }
}

/// The choice of the page, and what the page holds.
fn pages_ui(ui: &mut Ui, rect: Rect, page: FinancePage, out: &mut Out) {
    let words = FinancePage::ALL.map(|page| tr(page.label()));
    let at = FinancePage::ALL.iter().position(|other| *other == page).unwrap_or(0);
    let size = vec2(choice::segments_width(ui, &words), rect.height());
    let place = Rect::from_min_size(rect.min, size);
    let chosen = choice::segments_at(ui, place, tr("ui.nav.finance"), &words, at);
    if let Some(page) = chosen.and_then(|at| FinancePage::ALL.get(at)) {
        out.run(Command::GoFinance(*page));
    }
    let hint = match page {
        FinancePage::Company => "finance.company_hint",
        FinancePage::Loans => "finance.debts_hint",
        FinancePage::Works => "finance.works_hint",
        FinancePage::Lines => "finance.lines_hint",
    };
    let at = pos2(place.right() + BESIDE, rect.center().y);
    let said = fitted(tr(hint), text::SMALL, rect.right() - at.x);
    let ink = theme::palette(ui).text3;
    theme::place(ui, at, Align2::LEFT_CENTER, said, text::SMALL, ink);
}

fn company_ui(ui: &mut Ui, page: Rect, open: &OpenPlan, out: &mut Out) {
    let places = columns(page, &[Extent::Fixed(440.0), Extent::Share(1.0)]);
    let [left, right] = *places.as_slice() else { return };
    company::form_ui(ui, left, open, out);
    ui.scope(|ui| measures::results_ui(ui, right, open, out));
}
