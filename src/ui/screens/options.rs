//! Options: what could be built, its limits and terms, and what a megawatt of it is worth.

use std::sync::Arc;

use egui::{Id, Rect, Ui};

use super::Out;
use super::list_template::{self as template, fact_ui, group_ui};
use super::picker::{self, Group, Row as PickRow};
use crate::app::{OpenPlan, Screen, State};
use crate::catalog;
use crate::engine::Advice;
use crate::engine::advice::{OptionWorth, option_worths};
use crate::figure::{colocation_rent, gpu_rates};
use crate::format::{number, signed};
use crate::look::text;
use crate::plan::{Build, BuildOption, Item, Owner, Plan, capacity, template as items};
use crate::ui::theme;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::card::{self, Card};
use crate::ui::widgets::form::Form;
use crate::ui::widgets::icons::Icon;
use crate::ui::widgets::list::ListRow;
use crate::ui::widgets::table::{Cell, Column, Columns};
use crate::words::{Arg, Text, say, tr};

/// Shows the screen.
pub fn show_ui(ui: &mut Ui, state: &State, out: &mut Out) {
    let Some(open) = state.active() else { return };
    let plan = &open.plan;
    let worths = worths(ui, open);
    let selected = open.selected(Screen::Options);
    let [list, form, effect] = template::columns(ui.max_rect());
    list_ui(ui, list, open, &worths, out);
    let option =
        plan.options.iter().find(|of| selected.as_ref().and_then(Owner::id) == Some(&of.id));
    let (Some(option), Some(owner)) = (option, selected.as_ref()) else {
        Card::new("").show(ui, form.union(effect), |ui| {
            template::empty_ui(ui, tr("options.none_selected"));
        });
        return;
    };
    template::form_card(ui, form, plan, owner, &option.name, out, |ui, out| {
        form_ui(ui, open, owner, option, out);
    });
    let subtitle = tr("lists.basis");
    Card::new(tr("options.effect")).subtitle(subtitle).scrolls().show(ui, effect, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        match (&open.results.advice, open.results.errors().next()) {
            (Some(advice), None) => effect_ui(ui, open, option, advice, &worths, out),
            _ => template::blocked_ui(ui, open, out),
        }
    });
}

/// What options are worth, computed once for each state of the plan; nothing while findings stand in the way.
fn worths(ui: &Ui, open: &OpenPlan) -> Arc<Vec<OptionWorth>> {
    type Kept = Arc<(Plan, Arc<Vec<OptionWorth>>)>;
    let id = Id::unique("option worths");
    let kept: Option<Kept> = ui.data(|data| data.get_temp(id));
    if let Some(kept) = kept.filter(|kept| kept.0 == *open.seen()) {
        return Arc::clone(&kept.1);
    }
    let findings = crate::plan::findings(open.seen());
    if findings.iter().any(|finding| finding.severity == crate::plan::Severity::Error) {
        return Arc::default();
    }
    let fresh = Arc::new(option_worths(open.seen()));
    let kept: Kept = Arc::new((open.seen().clone(), Arc::clone(&fresh)));
    ui.data_mut(|data| data.insert_temp(id, kept));
    fresh
}

fn best_of<'a>(worths: &'a [OptionWorth], option: &BuildOption) -> Option<&'a OptionWorth> {
    let own = worths.iter().filter(|worth| worth.option == option.id);
    own.max_by(|a, b| a.gain_usd_per_mw.total_cmp(&b.gain_usd_per_mw))
}

fn list_ui(ui: &mut Ui, rect: Rect, open: &OpenPlan, worths: &[OptionWorth], out: &mut Out) {
    let plan = &open.plan;
    let mut added = None;
    let header = |ui: &mut Ui| {
        let button = Button::small(tr("options.add")).icon(Icon::Plus).show(ui);
        added = picker::show(&button, tr("options.add"), 400.0, &choices());
    };
    let selected = open.selected(Screen::Options);
    let owners: Vec<Owner> = plan.options.iter().map(|of| Owner::Option(of.id.clone())).collect();
    Card::new(tr("ui.nav.options")).scrolls().show_with(ui, rect, header, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        if plan.options.is_empty() {
            template::empty_ui(ui, tr("options.empty"));
        } else {
            let heads = [tr("options.head"), tr("options.npv_per_mw")];
            let worth = |owner: &Owner| {
                let option = plan.options.iter().find(|of| owner.id() == Some(&of.id))?;
                Some(best_of(worths, option)?.gain_usd_per_mw)
            };
            template::sort_heads_ui(ui, heads, plan, &owners, worth, out);
        }
        for option in plan.options.iter() {
            item_ui(ui, (open, &owners), option, worths, selected.as_ref(), out);
        }
        ui.add_space(10.0);
        let ink = theme::palette(ui).text3;
        theme::label(ui, tr("options.about"), text::CAPTION, ink);
    });
    match added {
        Some((0, _)) => {
            let id = template::fresh_id(plan, tr("leases.colocation"));
            let option = items::colocation_option(&id, plan.start.plus(12), plan.site.grid_mw);
            let name = option.name.clone();
            template::add(out, Item::Option(option), &name, std::collections::BTreeMap::new());
        }
        Some((_, row)) => add_rental(plan, row, out),
        None => {}
    }
}

fn item_ui(
    ui: &mut Ui,
    (open, owners): (&OpenPlan, &[Owner]),
    option: &BuildOption,
    worths: &[OptionWorth],
    selected: Option<&Owner>,
    out: &mut Out,
) {
    let palette = theme::palette(ui);
    let owner = Owner::Option(option.id.clone());
    let rate = match &option.build {
        Build::Colocation(lease) => {
            let rate = lease.colocation().map_or(0.0, |terms| terms.rate_usd_per_kw_month);
            format!("{} {}", number(rate, 0), tr("unit.usd_per_kw_month"))
        }
        Build::GpuRental(fleet) => {
            let rate = number(fleet.rate_usd_per_gpu_hour, 2);
            format!("{rate} {}", tr("unit.usd_per_gpu_hour"))
        }
    };
    let rate = say(&Text::key("options.rate")
        .with("rate", Arg::Name(rate))
        .with("from", Arg::Name(option.earliest.to_string())));
    let limits =
        say(&Text::key("options.limits").with("mw", Arg::Quantity(option.max_mw, 0, "unit.mw")));
    let best = best_of(worths, option);
    let figure = best.map_or_else(String::new, |best| per_mw(best.gain_usd_per_mw));
    let built = open
        .results
        .advice
        .as_ref()
        .map_or(0.0, |advice| built_by(advice, option).iter().map(|(_, mw)| mw).sum::<f64>());
    let words = say(&Text::key("options.built").with("mw", Arg::Quantity(built, 0, "unit.mw")));
    let tag = if built > 0.05 {
        (words.as_str(), palette.ok)
    } else {
        (tr("options.not_built"), palette.text3)
    };
    let row = ListRow {
        title: &option.name,
        lines: [&rate, &limits],
        figure: &figure,
        tag: Some(tag),
        selected: selected == Some(&owner),
    };
    template::row_ui(ui, &open.plan, owners, &owner, row, out);
}

fn per_mw(usd: f64) -> String {
    signed(usd / 1e6, 2)
}

/// MW gross that the best plan builds of an option, by year.
fn built_by(advice: &Advice, option: &BuildOption) -> Vec<(i32, f64)> {
    let plan = &advice.best_plan;
    let own = |id: &str, year: i32| id == format!("{}-{year}", option.id);
    let leases = plan.leases.iter().filter(|lease| own(&lease.id, lease.start.year()));
    let leases = leases
        .filter_map(|lease| Some((lease.start.year(), capacity::of_lease(lease, plan)?.gross_mw)));
    let fleets = plan.gpus.iter().filter(|fleet| own(&fleet.id, fleet.in_service.year()));
    let fleets =
        fleets.map(|fleet| (fleet.in_service.year(), capacity::of_fleet(fleet, plan).gross_mw));
    leases.chain(fleets).collect()
}

/// GPUs of the catalogue that are rented out.
fn rentable() -> impl Iterator<Item = &'static catalog::GpuRow> {
    let rate = |row: &&catalog::GpuRow| {
        row.list_usd_per_gpu_hour.or(row.rental_mid_usd_per_gpu_hour).is_some()
    };
    catalog::gpus().iter().filter(rate)
}

fn choices() -> Vec<Group> {
    let gpus = rentable().map(|row| {
        let rate = row.list_usd_per_gpu_hour.or(row.rental_mid_usd_per_gpu_hour).unwrap_or(0.0);
        let rate = format!("{} {}", number(rate, 2), tr("unit.usd_per_gpu_hour"));
        let capex = format!("{} {}", number(row.all_in_capex_usd, 0), tr("unit.usd"));
        PickRow::new(row.model.clone(), format!("{capex} · {rate}"))
    });
    let gpus: Vec<PickRow> = gpus.collect();
    vec![
        Group {
            title: tr("options.colocation").to_owned(),
            rows: vec![PickRow::new(tr("leases.new_colocation"), tr("leases.new_rate"))],
        },
        Group { title: tr("options.rental").to_owned(), rows: gpus },
    ]
}

fn add_rental(plan: &Plan, row: usize, out: &mut Out) {
    let Some(row) = rentable().nth(row) else { return };
    let name = say(&Text::key("options.rental_of").with("gpu", Arg::Name(row.model.clone())));
    let id = template::fresh_id(plan, &name);
    let earliest = plan.start.plus(12);
    let (fleet, _) = items::gpu(row, "template", earliest);
    let option = BuildOption {
        id,
        name: name.clone(),
        earliest,
        max_mw: plan.site.grid_mw / 10.0,
        max_mw_per_year: plan.site.grid_mw / 10.0,
        build: Build::GpuRental(Box::new(fleet)),
    };
    template::add(out, Item::Option(option), &name, std::collections::BTreeMap::new());
}

fn form_ui(ui: &mut Ui, open: &OpenPlan, owner: &Owner, option: &BuildOption, out: &mut Out) {
    let mut form = Form::new(&open.plan, owner.clone(), &open.results.findings);
    group_ui(ui, tr("options.limit"), "", true);
    template::wide_row(ui, &mut form, "name");
    for key in ["earliest", "max_mw", "max_mw_per_year"] {
        form.row(ui, key);
    }
    let remark = tr("options.at_start");
    let groups: &[(&str, &[&str])] = match &option.build {
        Build::Colocation(_) => &[
            (
                "leases.rent",
                &["rate_usd_per_kw_month", "escalator_per_year", "term_months", "ramp_months"],
            ),
            ("leases.power", &["power", "power_margin", "load_factor"]),
            (
                "leases.build",
                &[
                    "hall_capex_usd_per_kw",
                    "reuse_share",
                    "tenant_funding_share",
                    "tenant_funding",
                    "lead_months",
                    "offline_months",
                    "opex_usd_per_kw_month",
                ],
            ),
            (
                "leases.risk",
                &[
                    "renewal_probability",
                    "void_months",
                    "default_per_year",
                    "recovery_share",
                    "sla_availability",
                    "availability",
                    "sla_credit",
                ],
            ),
            ("leases.advance", &["prepayment_usd", "credit_share"]),
        ],
        Build::GpuRental(_) => &[
            (
                "machines.rental",
                &[
                    "rate_usd_per_gpu_hour",
                    "utilisation",
                    "availability",
                    "idle_power_share",
                    "marketplace_fee",
                ],
            ),
            (
                "machines.cost",
                &[
                    "acquisition",
                    "capex_usd_per_gpu",
                    "repurpose_usd_per_gpu",
                    "opex_usd_per_kw_month",
                    "resale_decline_per_year",
                ],
            ),
            ("machines.service", &["kw_it", "life_months", "offline_months"]),
        ],
    };
    for (at, (title, keys)) in groups.iter().enumerate() {
        group_ui(ui, tr(title), if at == 0 { remark } else { "" }, false);
        for key in *keys {
            form.row(ui, key);
        }
    }
    group_ui(ui, tr("lists.note"), "", false);
    template::note_ui(ui, &open.plan, owner, tr("lists.note_hint"), out);
    out.edit(form.edits);
}

fn effect_ui(
    ui: &mut Ui,
    open: &OpenPlan,
    option: &BuildOption,
    advice: &Advice,
    worths: &[OptionWorth],
    out: &mut Out,
) {
    let plan = &open.plan;
    let built = built_by(advice, option);
    let total: f64 = built.iter().map(|(_, mw)| mw).sum();
    template::rule_ui(ui);
    if let Some(best) = best_of(worths, option) {
        let figure = format!("{} {}", per_mw(best.gain_usd_per_mw), tr("unit.m_usd"));
        let when =
            say(&Text::key("options.first_mw")
                .with("year", Arg::Name(best.ready.year().to_string())));
        fact_ui(ui, tr("options.per_mw"), &figure, &when);
    } else {
        fact_ui(ui, tr("options.per_mw"), tr("lists.none"), tr("options.never_ready"));
    }
    let figure = format!("{} {}", number(total, 1), tr("unit.mw"));
    let of =
        say(&Text::key("options.of_most").with("mw", Arg::Quantity(option.max_mw, 1, "unit.mw")));
    fact_ui(ui, tr("options.best_builds"), &figure, &of);
    let capex = capex_per_mw(plan, option);
    let figure = format!("{} {}", number(capex / 1e6, 2), tr("unit.m_usd"));
    fact_ui(ui, tr("options.capex_per_mw"), &figure, tr("options.of_gross"));
    ui.add_space(8.0);
    table_ui(ui, option, worths, &built);
    ui.add_space(8.0);
    let Some(solution) = &open.results.solution else { return };
    let figure = match &option.build {
        Build::Colocation(_) => colocation_rent(plan, &solution.plan),
        Build::GpuRental(_) => gpu_rates(plan, &solution.plan),
    };
    template::chart_ui(ui, &figure, (210.0, 0.0), out);
}

/// Capex of a gross MW of an option at the plan's start, before tenant funding, USD.
fn capex_per_mw(plan: &Plan, option: &BuildOption) -> f64 {
    let kw_it = 1000.0 / plan.site.gross_per_it;
    match &option.build {
        Build::Colocation(lease) => lease
            .colocation()
            .map_or(0.0, |terms| kw_it * terms.hall_capex_usd_per_kw * (1.0 - terms.reuse_share)),
        Build::GpuRental(fleet) if fleet.kw_it > 0.0 => {
            kw_it / fleet.kw_it * fleet.paid_usd_per_gpu()
        }
        Build::GpuRental(_) => 0.0,
    }
}

fn table_ui(ui: &mut Ui, option: &BuildOption, worths: &[OptionWorth], built: &[(i32, f64)]) {
    card::section_ui(ui, tr("options.by_year"), "");
    let columns = Columns::new(
        ui,
        vec![
            Column::words(tr("options.ready")),
            Column::figures(tr("options.npv_per_mw"), 120.0),
            Column::figures(tr("options.best_mw"), 120.0),
        ],
    );
    columns.head_ui(ui);
    let palette = theme::palette(ui);
    for worth in worths.iter().filter(|worth| worth.option == option.id) {
        let year = worth.ready.year();
        let mw: f64 = built.iter().filter(|(of, _)| *of == year).map(|(_, mw)| mw).sum();
        let mw = if mw > 0.05 {
            Cell::strong(number(mw, 1))
        } else {
            Cell::new("–").ink(palette.text3)
        };
        let ink = if worth.gain_usd_per_mw < 0.0 { palette.error } else { palette.text };
        let cells = [
            Cell::new(worth.ready.to_string()),
            Cell::new(per_mw(worth.gain_usd_per_mw)).ink(ink).hover(tr("options.per_mw_how")),
            mw,
        ];
        columns.row_ui(ui, &year.to_string(), None, &cells);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::testing;

    #[test]
    fn capex_of_a_gross_mw_follows_the_it_within_it() {
        let mut plan = testing::plan();
        let template = testing::colocation("template");
        plan.options = vec![BuildOption {
            id: "colo".to_owned(),
            name: "Colocation".to_owned(),
            earliest: plan.start,
            max_mw: 10.0,
            max_mw_per_year: 10.0,
            build: Build::Colocation(Box::new(template)),
        }]
        .into();
        // 1,000 kW / 1.4 at 5,000 USD.
        let per_mw = capex_per_mw(&plan, &plan.options[0]);
        assert!((per_mw - 5e6 / 1.4).abs() < 1e-6);
    }
}
