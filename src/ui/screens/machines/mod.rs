//! Machines: mining batches, what replaces them, and GPU fleets.

mod catalogue;
mod effect;
mod form;
mod rows;

use catalogue::{add, catalogue};
use effect::{batch_effect, fleet_effect, refresh_effect};
use egui::{Rect, Ui};
use form::form_ui;
use rows::{batch_row, fleet_row, refresh_row, totals_ui};

use super::Out;
use super::list_template::{self as template, millions};
use super::picker;
use super::worth::Worths;
use crate::app::{OpenPlan, Screen, State};
use crate::plan::{Item, Owner, PastedList};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::card::Card;
use crate::ui::widgets::icons::Icon;
use crate::words::tr;

/// Shows the screen.
pub fn show_ui(ui: &mut Ui, state: &State, out: &mut Out) {
    let Some(open) = state.active() else { return };
    let plan = &open.plan;
    let batches = plan.asics.iter().map(|batch| Owner::Asic(batch.id.clone()));
    let fleets = plan.gpus.iter().map(|fleet| Owner::Gpu(fleet.id.clone()));
    let owners: Vec<Owner> = batches.chain([Owner::Refresh]).chain(fleets).collect();
    let worths = Worths::cached(ui, "machines", open.seen(), &owners);
    let owner = open.selected(Screen::Machines).unwrap_or(Owner::Refresh);
    let [list, form, effect] = template::columns(ui.max_rect());
    list_ui(ui, list, open, (&owners, &owner), worths.as_deref(), out);
    let item = plan.item(&owner);
    let name = match &item {
        Some(Item::Asic(batch)) => batch.name.as_str(),
        Some(Item::Gpu(fleet)) => fleet.name.as_str(),
        _ => tr("machines.at_end"),
    };
    template::form_card(ui, form, plan, &owner, name, out, |ui, out| {
        form_ui(ui, open, &owner, item.as_ref(), out);
    });
    let title = match &item {
        Some(Item::Asic(_)) => tr("machines.effect_batch"),
        Some(_) => tr("machines.effect_fleet"),
        None => tr("machines.effect_refresh"),
    };
    Card::new(title).subtitle(tr("lists.basis")).scrolls().show(ui, effect, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let worth = worths.as_ref().and_then(|worths| worths.item(&owner));
        let Some(worth) = worth else { return template::blocked_ui(ui, open, out) };
        template::value_bars_ui(ui, worth.without.value.npv_usd, worth.with.value.npv_usd);
        template::rule_ui(ui);
        match &item {
            Some(Item::Asic(batch)) => batch_effect(ui, plan, batch, worth, out),
            Some(Item::Gpu(fleet)) => fleet_effect(ui, plan, fleet, worth, out),
            _ => refresh_effect(ui, plan, worth, out),
        }
    });
}

fn list_ui(
    ui: &mut Ui,
    rect: Rect,
    open: &OpenPlan,
    (shown, selected): (&[Owner], &Owner),
    worths: Option<&Worths>,
    out: &mut Out,
) {
    let plan = &open.plan;
    let (mut added, mut gpu) = (None, None);
    let groups = catalogue();
    let header = |ui: &mut Ui| {
        let button = Button::small(tr("machines.add")).icon(Icon::Plus).show(ui);
        added = picker::show(&button, tr("machines.add"), 440.0, &groups);
    };
    let worth = |owner: &Owner| Some(worths?.item(owner)?.npv_usd());
    let npv = |owner: &Owner| worth(owner).map_or_else(String::new, millions);
    let of_kind = |wanted: fn(&Owner) -> bool| -> Vec<Owner> {
        shown.iter().filter(|owner| wanted(owner)).cloned().collect()
    };
    let batches = of_kind(|owner| matches!(owner, Owner::Asic(_)));
    let fleets = of_kind(|owner| matches!(owner, Owner::Gpu(_)));
    Card::new(tr("ui.nav.machines")).scrolls().show_with(ui, rect, header, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let heads = [tr("machines.mining"), tr("lists.npv")];
        template::sort_heads_ui(ui, heads, plan, &batches, worth, out);
        if plan.asics.is_empty() {
            template::empty_ui(ui, tr("machines.no_batches"));
        }
        for batch in plan.asics.iter() {
            let owner = Owner::Asic(batch.id.clone());
            let row = (npv(&owner), *selected == owner);
            batch_row(ui, (plan, shown), batch, &row, out);
        }
        let row = (npv(&Owner::Refresh), *selected == Owner::Refresh);
        refresh_row(ui, (plan, shown), &row, out);
        ui.add_space(8.0);
        template::paste_rows_ui(ui, PastedList::Asics);
        ui.add_space(14.0);
        let heads = [tr("machines.gpus"), tr("lists.npv")];
        template::sort_heads_ui(ui, heads, plan, &fleets, worth, out);
        if plan.gpus.is_empty() {
            template::empty_ui(ui, tr("machines.no_fleets"));
        }
        for fleet in plan.gpus.iter() {
            let owner = Owner::Gpu(fleet.id.clone());
            let row = (npv(&owner), *selected == owner);
            fleet_row(ui, (plan, shown), fleet, &row, out);
        }
        ui.add_space(8.0);
        let button = ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            let button = Button::small(tr("machines.add_gpus")).icon(Icon::Plus).show(ui);
            template::paste_rows_ui(ui, PastedList::Gpus);
            button
        });
        let button = button.inner;
        let gpus = groups.last().cloned().unwrap_or_default();
        let picked = picker::show(&button, tr("machines.add_gpus"), 440.0, &[gpus]);
        gpu = picked.map(|(_, row)| (groups.len() - 1, row));
        totals_ui(ui, plan);
    });
    if let Some((group, row)) = added.or(gpu) {
        add(plan, group, row, out);
    }
}
