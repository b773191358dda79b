//! The company: the plan's span, its rates and costs, tax, books, cash and the horizon.

use egui::{Rect, Ui};

use super::super::{Out, parts};
use crate::app::OpenPlan;
use crate::plan::{DefaultLoss, FieldRef, Owner};
use crate::ui::widgets::card::{Card, divider_ui, section_ui};
use crate::ui::widgets::field::field_slider_ui;
use crate::ui::widgets::form::{Form, Row};
use crate::words::{Arg, Text, say, tr};

/// Span and step of the discount rate's slider, percent a year.
const RATE_SLIDER: (f64, f64, f64) = (0.0, 25.0, 0.5);

/// Sections of the company's figures: title, what it says below, and its fields.
const SECTIONS: [(&str, &str, &[&str]); 4] = [
    (
        "finance.tax",
        "finance.tax_hint",
        &[
            "jurisdiction",
            "tax_rate",
            "bonus_share",
            "loss_use_share",
            "tax_losses_usd",
            "asic_tax_class",
            "gpu_tax_class",
            "hall_tax_class",
            "site_tax_class",
        ],
    ),
    (
        "finance.books",
        "finance.books_hint",
        &[
            "asic_book_life_months",
            "gpu_book_life_months",
            "hall_book_life_months",
            "site_book_life_months",
            "equipment_sales_tax",
        ],
    ),
    (
        "finance.cash",
        "finance.cash_hint",
        &[
            "hodl_share",
            "rental_collection_days",
            "other_collection_days",
            "payment_days",
            "security_usd",
            "minimum_cash_usd",
        ],
    ),
    (
        "finance.at_end",
        "finance.at_end_hint",
        &[
            "machines_at_end",
            "contracts_at_end",
            "halls_at_end",
            "hall_book_share",
            "hall_noi_multiple",
            "site_at_end",
            "site_book_share",
            "site_usd_per_mw",
        ],
    ),
];

/// The sections of tax, books, cash and the horizon.
fn sections_ui(ui: &mut Ui, form: &mut Form<'_>) {
    for (title, hint, keys) in SECTIONS {
        divider_ui(ui, 8.0);
        section_ui(ui, tr(title), "");
        for key in keys {
            form.row(ui, key);
        }
        ui.add_space(4.0);
        parts::remark_ui(ui, tr(hint));
    }
}

/// The form of the company.
pub fn form_ui(ui: &mut Ui, rect: Rect, open: &OpenPlan, out: &mut Out) {
    let (plan, findings) = (&open.plan, open.results.findings.as_slice());
    let mut of_plan = Form::new(plan, Owner::Plan, findings);
    let mut rates = Form::new(plan, Owner::Finance, findings);
    Card::new(tr("finance.title")).ruled().scrolls().show(ui, rect, |ui| {
        section_ui(ui, tr("finance.plan"), "");
        of_plan.row(ui, "name");
        of_plan.row(ui, "start");
        let last = Arg::Month(plan.end().plus(-1));
        let until = say(&Text::key("finance.horizon").with("month", last));
        let row = Row { note: Some(&until), ..Row::default() };
        of_plan.row_with(ui, "horizon_months", row);
        divider_ui(ui, 8.0);
        section_ui(ui, tr("finance.rates"), "");
        rates.row(ui, "discount_rate");
        let field = FieldRef::new(Owner::Finance, "discount_rate");
        if let (Some(info), Some(value)) = (plan.info(&field), plan.get(&field)) {
            rates.edits.extend(field_slider_ui(ui, &field, info, &value, RATE_SLIDER));
        }
        parts::remark_ui(ui, tr("finance.discount_hint"));
        ui.add_space(4.0);
        rates.row(ui, "cost_of_equity");
        rates.row(ui, "cost_escalation_per_year");
        rates.row(ui, "hall_capex_growth_per_year");
        divider_ui(ui, 8.0);
        section_ui(ui, tr("finance.costs"), "");
        rates.row(ui, "sga_usd_per_year");
        divider_ui(ui, 8.0);
        section_ui(ui, tr("finance.tenants"), "");
        rates.row_with(ui, "default_loss", Row { note: Some(""), ..Row::default() });
        if plan.finance.default_loss == DefaultLoss::Expected {
            rates.row(ui, "default_theta");
        }
        ui.add_space(4.0);
        parts::remark_ui(ui, tr("finance.default_hint"));
        sections_ui(ui, &mut rates);
    });
    out.edit(of_plan.edits);
    out.edit(rates.edits);
}
