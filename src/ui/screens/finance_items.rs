//! Tax, books, cash and the horizon, and the works, loans and own lines of a plan.

use std::collections::BTreeMap;

use egui::Ui;

use super::Out;
use super::list_template as template;
use super::parts;
use crate::app::{Command, OpenPlan};
use crate::plan::{Debt, Item, Owner, Plan, UserLine, Work};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::card::{divider_ui, section_ui};
use crate::ui::widgets::form::Form;
use crate::ui::widgets::icons::Icon;
use crate::words::tr;

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
pub fn sections_ui(ui: &mut Ui, form: &mut Form<'_>) {
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

/// A list of items, each with its whole form.
struct List {
    title: &'static str,
    add: &'static str,
    hint: &'static str,
    owners: Vec<Owner>,
    item: fn(&Plan) -> (Item, String),
}

/// The works, loans and own lines of a plan.
pub fn lists_ui(ui: &mut Ui, open: &OpenPlan, out: &mut Out) {
    let plan = &open.plan;
    let lists = [
        List {
            title: "finance.debts",
            add: "finance.add_debt",
            hint: "finance.debts_hint",
            owners: plan.debts.iter().map(|of| Owner::Debt(of.id.clone())).collect(),
            item: |plan| {
                let name = tr("finance.new_debt").to_owned();
                let id = template::fresh_id(plan, &name);
                (Item::Debt(Debt::new(&id, &name, plan)), name)
            },
        },
        List {
            title: "finance.works",
            add: "finance.add_work",
            hint: "finance.works_hint",
            owners: plan.works.iter().map(|of| Owner::Work(of.id.clone())).collect(),
            item: |plan| {
                let name = tr("finance.new_work").to_owned();
                let id = template::fresh_id(plan, &name);
                (Item::Work(Work::new(&id, &name, plan)), name)
            },
        },
        List {
            title: "finance.lines",
            add: "finance.add_line",
            hint: "finance.lines_hint",
            owners: plan.lines.iter().map(|of| Owner::Line(of.id.clone())).collect(),
            item: |plan| {
                let name = tr("finance.new_line").to_owned();
                let id = template::fresh_id(plan, &name);
                (Item::Line(UserLine::new(&id, &name, plan)), name)
            },
        },
    ];
    for list in lists {
        list_ui(ui, open, &list, out);
    }
}

fn list_ui(ui: &mut Ui, open: &OpenPlan, list: &List, out: &mut Out) {
    divider_ui(ui, 8.0);
    section_ui(ui, tr(list.title), "");
    parts::remark_ui(ui, tr(list.hint));
    for owner in &list.owners {
        ui.add_space(6.0);
        ui.push_id(owner.to_string(), |ui| {
            let mut form = Form::new(&open.plan, owner.clone(), open.results.findings.as_slice());
            for (info, _) in open.plan.fields_of(owner) {
                form.row(ui, info.key);
            }
            if Button::small(tr("finance.remove")).show(ui).clicked() {
                out.commands.push(Command::DeleteItem(owner.clone()));
            }
            out.edit(form.edits);
        });
    }
    ui.add_space(6.0);
    if Button::small(tr(list.add)).icon(Icon::Plus).show(ui).clicked() {
        let (item, name) = (list.item)(&open.plan);
        template::add(out, item, &name, BTreeMap::new());
    }
}
