//! The forms: a batch, a fleet, and what replaces machines.

use egui::Ui;

use super::super::Out;
use super::super::list_template::{self as template, group_ui};
use crate::app::OpenPlan;
use crate::look::text;
use crate::plan::{Acquisition, AsicBatch, Displaced, GpuFleet, Item, Owner, RefreshSetting};
use crate::ui::theme;
use crate::ui::widgets::form::{Form, Row};
use crate::words::{Arg, Text, say, tr};

/// The form of a batch, of a fleet, or of what replaces machines.
pub fn form_ui(ui: &mut Ui, open: &OpenPlan, owner: &Owner, item: Option<&Item>, out: &mut Out) {
    let mut form = Form::new(&open.plan, owner.clone(), &open.results.findings);
    match item {
        Some(Item::Asic(batch)) => batch_form(ui, &mut form, batch),
        Some(Item::Gpu(fleet)) => fleet_form(ui, &mut form, fleet),
        _ => refresh_form(ui, &mut form),
    }
    if owner.id().is_some() {
        group_ui(ui, tr("lists.note"), "", false);
        template::note_ui(ui, &open.plan, owner, tr("lists.note_hint"), out);
    }
    out.edit(form.edits);
}

fn rows(ui: &mut Ui, form: &mut Form<'_>, keys: &[&str]) {
    for key in keys {
        form.row(ui, key);
    }
}

fn batch_form(ui: &mut Ui, form: &mut Form<'_>, batch: &AsicBatch) {
    let site = &form.plan.site;
    let mw = batch.units * batch.mw_per_unit(site.pue_mining);
    let mw = format!("{} {}", template::tenth(mw), tr("machines.at_meter"));
    group_ui(ui, tr("machines.machine"), "", true);
    template::wide_row(ui, form, "name");
    form.row_with(ui, "units", Row { note: Some(&mw), ..Row::default() });
    rows(ui, form, &["th_per_s", "j_per_th", "price_usd"]);
    group_ui(ui, tr("machines.service"), "", false);
    form.row(ui, "in_service");
    let until = Arg::Month(batch.in_service.plus(batch.life_months as i32 - 1));
    let until = say(&Text::key("leases.until").with("month", until));
    form.row_with(ui, "life_months", Row { note: Some(&until), ..Row::default() });
    rows(ui, form, &["uptime", "resale_decline_per_year"]);
    group_ui(ui, tr("machines.clocking"), "", false);
    rows(ui, form, &["clock_th", "clock_j"]);
    group_ui(ui, tr("machines.when_ai"), "", false);
    form.row(ui, "displaced");
    if batch.displaced == Displaced::Move {
        form.row(ui, "move_usd_per_unit");
    }
}

fn refresh_form(ui: &mut Ui, form: &mut Form<'_>) {
    group_ui(ui, tr("machines.replacing"), "", true);
    form.row(ui, "setting");
    if form.plan.refresh.setting == RefreshSetting::Never {
        return;
    }
    group_ui(ui, tr("machines.sold_then"), "", false);
    rows(ui, form, &["quoted", "j_per_th", "usd_per_th", "price_decline_per_year"]);
    group_ui(ui, tr("machines.service"), "", false);
    rows(ui, form, &["uptime", "life_months", "resale_decline_per_year"]);
    ui.add_space(8.0);
    let ink = theme::palette(ui).text3;
    theme::label(ui, tr("machines.refresh_note"), text::CAPTION, ink);
}

fn fleet_form(ui: &mut Ui, form: &mut Form<'_>, fleet: &GpuFleet) {
    let gross = fleet.it_mw() * form.plan.site.gross_per_it;
    let gross = format!("{} {}", template::tenth(gross), tr("machines.gross"));
    group_ui(ui, tr("machines.fleet"), "", true);
    template::wide_row(ui, form, "name");
    form.row(ui, "status");
    form.row_with(ui, "units", Row { note: Some(&gross), ..Row::default() });
    form.row(ui, "kw_it");
    group_ui(ui, tr("machines.cost"), "", false);
    form.row(ui, "acquisition");
    match fleet.acquisition {
        Acquisition::Purchased => form.row(ui, "capex_usd_per_gpu"),
        Acquisition::Repurposed => form.row(ui, "repurpose_usd_per_gpu"),
    }
    rows(ui, form, &["opex_usd_per_kw_month", "resale_decline_per_year"]);
    group_ui(ui, tr("machines.rental"), "", false);
    rows(ui, form, &["rate_usd_per_gpu_hour", "utilisation", "availability"]);
    rows(ui, form, &["idle_power_share", "marketplace_fee"]);
    group_ui(ui, tr("machines.service"), "", false);
    form.row(ui, "in_service");
    let until = Arg::Month(fleet.ends().plus(-1));
    let until = say(&Text::key("leases.until").with("month", until));
    form.row_with(ui, "life_months", Row { note: Some(&until), ..Row::default() });
    form.row(ui, "offline_months");
}
