//! The place, and what holds for the whole site.

use egui::{Align2, Rect, Ui, pos2};

use super::super::Out;
use super::super::list_template::list_text;
use super::Grid;
use super::prices::prices_ui;
use crate::app::{Command, OpenPlan};
use crate::catalog;
use crate::format::number;
use crate::look::{TextStyle, Weight, layout, text};
use crate::plan::{Finding, Owner, Plan};
use crate::ui::theme;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::card::Card;
use crate::ui::widgets::choice::segments_ui;
use crate::ui::widgets::form::Form;
use crate::ui::widgets::icons::Icon;
use crate::ui::widgets::list::fitted;
use crate::words::{Arg, Text, say, tr};

/// The card of the place.
pub fn place_ui(ui: &mut Ui, rect: Rect, open: &OpenPlan, out: &mut Out) {
    let plan = &open.plan;
    let mut asked = false;
    let id = egui::Id::unique("power place page");
    let prices: bool = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let header = |ui: &mut Ui| {
        let pages = [tr("power.place"), tr("power.prices")];
        if let Some(at) = segments_ui(ui, tr("power.page"), &pages, usize::from(prices)) {
            ui.data_mut(|data| data.insert_temp(id, at == 1));
            ui.ctx().request_repaint();
        }
        if prices {
            return;
        }
        let name = if plan.site.place.is_empty() { tr("power.choose") } else { &plan.site.place };
        let name = fitted(name, text::BODY, rect.width() - 250.0);
        asked = Button::small(&name).icon(Icon::Search).show(ui).clicked();
    };
    let count = Arg::Quantity(catalog::places().len() as f64, 0, "");
    let subtitle = say(&Text::key("power.places").with("count", count));
    Card::new(tr("power.place")).subtitle(&subtitle).show_with(ui, rect, header, |ui| {
        if prices { prices_ui(ui, open, out) } else { fields_ui(ui, open, out) }
    });
    if asked {
        out.run(Command::ChoosePlace);
    }
}

fn fields_ui(ui: &mut Ui, open: &OpenPlan, out: &mut Out) {
    let (plan, findings): (&Plan, &[Finding]) = (&open.plan, &open.results.findings);
    let mut grid = Grid::new(ui.available_rect_before_wrap(), 4);
    let mut site = Form::new(plan, Owner::Site, findings);
    let mut power = Form::new(plan, Owner::Power, findings);
    for key in ["grid_mw", "convertible_mw"] {
        site.cell_at(ui, grid.next(), key);
    }
    for key in ["price_usd_per_mwh", "delivery_adder_usd_per_mwh", "escalation_per_year"] {
        power.cell_at(ui, grid.next(), key);
    }
    let keys = [
        "gross_per_it",
        "pue_mining",
        "pue_ai",
        "grid_carbon_kg_per_mwh",
        "grid_renewable_share",
        "mining_opex_usd_per_kw_month",
        "variable_opex_usd_per_mwh",
        "fixed_cost_usd_per_year",
    ];
    for key in keys {
        site.cell_at(ui, grid.next(), key);
    }
    out.edit(site.edits);
    out.edit(power.edits);
    let Some(row) = catalog::place(&plan.site.place_id) else { return };
    let source = format!("{} {}", row.provenance.source, row.provenance.as_of);
    let facts = [
        ("power.published", row.power_price_usd_per_mwh, 1, "unit.usd_per_mwh", "price"),
        ("power.zero_carbon", row.zero_carbon_share * 100.0, 0, "unit.percent", "shares"),
        ("power.temperature", row.mean_temp_c, 1, "power.celsius", "temperature"),
    ];
    for (label, value, decimals, unit, word) in facts {
        let known = if row.is_verified(word) { "ui.field.sourced" } else { "ui.field.assumption" };
        let figure = number(value, decimals);
        place_fact_ui(ui, grid.next(), tr(label), (&figure, tr(unit)), (tr(known), &source));
    }
}

/// A figure of the place that is known and not entered.
fn place_fact_ui(
    ui: &mut Ui,
    rect: Rect,
    label: &str,
    (figure, unit): (&str, &str),
    (known, source): (&str, &str),
) {
    let palette = theme::palette(ui);
    let line = |size: TextStyle, top: f32| pos2(rect.left(), rect.top() + top + size.line / 2.0);
    let label = fitted(label, text::SMALL, rect.width());
    theme::place(
        ui,
        line(text::SMALL, 0.0),
        Align2::LEFT_CENTER,
        label,
        text::SMALL,
        palette.text2,
    );
    let strong = TextStyle { weight: Weight::SemiBold, ..text::BODY };
    let middle = pos2(rect.left(), rect.top() + text::SMALL.line + 1.0 + layout::FORM_FIELD / 2.0);
    let at = list_text(ui, middle, Align2::LEFT_CENTER, figure, strong, palette.text);
    let beside = pos2(at.right() + 6.0, middle.y + 0.5);
    list_text(ui, beside, Align2::LEFT_CENTER, unit, text::CAPTION, palette.text3);
    let below = line(text::CAPTION, text::SMALL.line + layout::FORM_FIELD + 2.0);
    theme::place(ui, below, Align2::LEFT_CENTER, known, text::CAPTION, palette.text3)
        .on_hover_text(source);
}
