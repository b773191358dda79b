//! Machines: mining batches, what replaces them, and GPU fleets.

use egui::{Rect, Ui};

use super::Out;
use super::list_template::{self as template, fact_ui, group_ui, millions};
use super::picker::{self, Group, Row as PickRow};
use super::timeline::{Span, Timeline, timeline_ui};
use super::worth::{Worth, Worths};
use crate::app::{OpenPlan, Screen, State};
use crate::catalog;
use crate::engine::LineId;
use crate::figure::{gpu_rates, machines_mw};
use crate::format::{money_usd, number, percent};
use crate::look::text;
use crate::plan::{
    Acquisition, AsicBatch, Displaced, FleetStatus, GpuFleet, Item, Owner, PastedList, Plan,
    RefreshSetting, capacity, template as items,
};
use crate::ui::theme;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::card::Card;
use crate::ui::widgets::form::{Form, Row};
use crate::ui::widgets::icons::Icon;
use crate::ui::widgets::list::ListRow;
use crate::words::{Arg, Text, say, tr};

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

/// The plan and all rows of the screen.
type Listed<'a> = (&'a Plan, &'a [Owner]);

fn batch_row(
    ui: &mut Ui,
    (plan, shown): Listed<'_>,
    batch: &AsicBatch,
    (npv, selected): &(String, bool),
    out: &mut Out,
) {
    let palette = theme::palette(ui);
    let mw = batch.units * batch.mw_per_unit(plan.site.pue_mining);
    let size = say(&Text::key("machines.batch_size")
        .with("units", Arg::Quantity(batch.units, 0, ""))
        .with("mw", Arg::Quantity(mw, 1, "unit.mw")));
    let figures = say(&Text::key("machines.batch_figures")
        .with("efficiency", Arg::Quantity(batch.clocked_j_per_th(), 1, "unit.j_per_th"))
        .with("from", Arg::Name(batch.in_service.to_string())));
    let tag = if batch.in_service <= plan.start {
        (tr("machines.owned"), palette.text3)
    } else {
        (tr("machines.ordered"), palette.ok)
    };
    let row = ListRow {
        title: &batch.name,
        lines: [&size, &figures],
        figure: npv,
        tag: Some(tag),
        selected: *selected,
    };
    template::row_ui(ui, plan, shown, &Owner::Asic(batch.id.clone()), row, out);
}

fn refresh_row(
    ui: &mut Ui,
    (plan, shown): Listed<'_>,
    (npv, selected): &(String, bool),
    out: &mut Out,
) {
    let refresh = &plan.refresh;
    let setting = crate::ui::widgets::value::choice(refresh.setting.key());
    let line = if refresh.setting == RefreshSetting::Never {
        tr("machines.not_replaced").to_owned()
    } else {
        say(&Text::key("machines.replaced")
            .with("when", Arg::Name(setting.to_lowercase()))
            .with("efficiency", Arg::Quantity(refresh.j_per_th, 1, "unit.j_per_th")))
    };
    let row = ListRow {
        title: tr("machines.at_end"),
        lines: [&line, ""],
        figure: npv,
        tag: None,
        selected: *selected,
    };
    template::row_ui(ui, plan, shown, &Owner::Refresh, row, out);
}

fn fleet_row(
    ui: &mut Ui,
    (plan, shown): Listed<'_>,
    fleet: &GpuFleet,
    (npv, selected): &(String, bool),
    out: &mut Out,
) {
    let palette = theme::palette(ui);
    let mw = fleet.it_mw() * plan.site.gross_per_it;
    let size = say(&Text::key("machines.fleet_size")
        .with("units", Arg::Quantity(fleet.units, 0, ""))
        .with("mw", Arg::Quantity(mw, 1, "unit.mw")));
    let rate = say(&Text::key("machines.fleet_figures")
        .with("rate", Arg::Quantity(fleet.rate_usd_per_gpu_hour, 2, "unit.usd_per_gpu_hour"))
        .with("from", Arg::Name(fleet.in_service.to_string())));
    let tag = match fleet.status {
        FleetStatus::Ordered => (tr("machines.ordered"), palette.ok),
        FleetStatus::Planned => (tr("machines.planned"), palette.warn),
    };
    let row = ListRow {
        title: &fleet.name,
        lines: [&size, &rate],
        figure: npv,
        tag: Some(tag),
        selected: *selected,
    };
    template::row_ui(ui, plan, shown, &Owner::Gpu(fleet.id.clone()), row, out);
}

fn totals_ui(ui: &mut Ui, plan: &Plan) {
    let mining: f64 =
        plan.asics.iter().map(|of| of.units * of.mw_per_unit(plan.site.pue_mining)).sum();
    let gpus: f64 = plan.gpus.iter().map(|of| of.it_mw() * plan.site.gross_per_it).sum();
    let words = say(&Text::key("machines.totals")
        .with("mining", Arg::Quantity(mining, 1, "unit.mw"))
        .with("gpus", Arg::Quantity(gpus, 1, "unit.mw"))
        .with("grid", Arg::Quantity(plan.site.grid_mw, 0, "unit.mw")));
    ui.add_space(10.0);
    theme::label(ui, words, text::CAPTION, theme::palette(ui).text3);
}

/// Makers of the catalogue in its order.
fn makers() -> Vec<&'static str> {
    let mut makers: Vec<&str> = Vec::new();
    for row in catalog::asics() {
        if !makers.contains(&row.maker.as_str()) {
            makers.push(&row.maker);
        }
    }
    makers
}

fn of_maker(maker: &str) -> impl Iterator<Item = &'static catalog::AsicRow> {
    catalog::asics().iter().filter(move |row| row.maker == maker)
}

/// What can be added: machines of each maker, the newest first, then GPUs.
fn catalogue() -> Vec<Group> {
    let asics = makers().into_iter().map(|maker| Group {
        title: maker.to_owned(),
        rows: of_maker(maker)
            .map(|row| {
                let price = row.price_usd.map_or_else(
                    || tr("machines.no_price").to_owned(),
                    |usd| format!("{} {}", number(usd, 0), tr("unit.usd")),
                );
                let figures = format!(
                    "{} {} · {} {} · {price}",
                    number(row.th_per_s, 0),
                    tr("unit.th_per_s"),
                    number(row.j_per_th, 1),
                    tr("unit.j_per_th"),
                );
                PickRow::new(row.model.clone(), figures)
            })
            .collect(),
    });
    let gpus = catalog::gpus().iter().map(|row| {
        let list = row.list_usd_per_gpu_hour.or(row.rental_mid_usd_per_gpu_hour);
        let rate = list.map_or_else(
            || tr("machines.no_price").to_owned(),
            |rate| format!("{} {}", number(rate, 2), tr("unit.usd_per_gpu_hour")),
        );
        let capex = format!("{} {}", number(row.all_in_capex_usd, 0), tr("unit.usd"));
        PickRow::new(row.model.clone(), format!("{capex} · {rate}"))
    });
    let gpus = Group { title: tr("machines.gpus").to_owned(), rows: gpus.collect() };
    asics.chain([gpus]).collect()
}

fn add(plan: &Plan, group: usize, row: usize, out: &mut Out) {
    let makers = makers();
    if let Some(maker) = makers.get(group) {
        let Some(row) = of_maker(maker).nth(row) else { return };
        let id = template::fresh_id(plan, &row.model);
        let (batch, notes) = items::asic(row, &id, plan.start);
        template::add(out, Item::Asic(batch), &row.model, notes);
    } else if let Some(row) = catalog::gpus().get(row) {
        let id = template::fresh_id(plan, &row.model);
        let (mut fleet, notes) = items::gpu(row, &id, plan.start.plus(12));
        let free = capacity::room_mw(plan) / plan.site.gross_per_it * 1000.0 / fleet.kw_it;
        let usual = fleet.units;
        if free >= 1.0 {
            fleet.units = fleet.units.min(free.floor());
        }
        let key = if fleet.units < usual { "machines.scaled" } else { "lists.added" };
        let said = Text::key(key)
            .with("item", Arg::Name(row.model.clone()))
            .with("units", Arg::Quantity(fleet.units, 0, ""));
        template::add_saying(out, Item::Gpu(fleet), &row.model, notes, said);
    }
}

fn form_ui(ui: &mut Ui, open: &OpenPlan, owner: &Owner, item: Option<&Item>, out: &mut Out) {
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

fn batch_effect(ui: &mut Ui, plan: &Plan, batch: &AsicBatch, worth: Worth<'_>, out: &mut Out) {
    let per_unit = batch.mw_per_unit(plan.site.pue_mining);
    let mw = batch.units * per_unit;
    let share = if plan.site.grid_mw > 0.0 { mw / plan.site.grid_mw } else { 0.0 };
    let of_grid = say(&Text::key("machines.of_grid")
        .with("share", Arg::Name(percent(share, 0)))
        .with("grid", Arg::Quantity(plan.site.grid_mw, 0, "unit.mw")));
    let figure = format!("{} {}", template::tenth(mw), tr("unit.mw"));
    fact_ui(ui, tr("lists.power"), &figure, &of_grid);
    let hashrate = batch.units * batch.th_per_s * batch.clock_th / 1000.0;
    let hashrate = format!("{} {}", number(hashrate, 0), tr("unit.ph_per_s"));
    let each = format!("{} {}", number(per_unit * 1000.0, 2), tr("machines.kw_each"));
    fact_ui(ui, tr("machines.hashrate"), &hashrate, &each);
    let details = &worth.with.detail.batches;
    let detail = details.iter().find(|detail| detail.id == batch.id);
    if let Some(detail) = detail {
        strike_fact(ui, worth, &detail.strike_usd_per_mwh);
        let displaced = format!("{} {}", number(detail.displaced_units, 0), tr("machines.units"));
        let remark =
            say(&Text::key("machines.of_units").with("units", Arg::Quantity(batch.units, 0, "")));
        fact_ui(ui, tr("machines.displaced"), &displaced, &remark);
    }
    template::capex_ui(ui, &worth);
    let mined = worth.total(LineId::MiningRevenue);
    let power = say(&Text::key("machines.less_power")
        .with("usd", Arg::Name(money_usd(worth.total(LineId::MiningPowerCost)))));
    fact_ui(ui, tr("machines.revenue"), &money_usd(mined), &power);
    let served = Span::new(
        batch.in_service,
        batch.in_service.plus(batch.life_months as i32),
        tr("machines.in_service"),
    );
    let last = detail.and_then(|detail| detail.mw.iter().rposition(|mw| *mw > 1e-6));
    let ends = batch.in_service.plus(batch.life_months as i32);
    let after = last
        .map(|last| plan.start.plus(last as i32 + 1))
        .filter(|last| *last > ends)
        .map_or_else(Span::default, |last| Span::new(ends, last, tr("machines.successors")));
    let palette = theme::palette(ui);
    timeline_ui(
        ui,
        &Timeline {
            build: Span::default(),
            off: None,
            ramp: None,
            serves: served,
            ink: palette.mining,
            after,
            start: plan.start,
            horizon: plan.end(),
        },
    );
    let figure = machines_mw(plan, worth.with, tr("lists.your_plan"));
    template::chart_ui(ui, &figure, (220.0, 0.0), out);
}

/// What the machines bear in their first month, against what power costs then.
fn strike_fact(ui: &mut Ui, worth: Worth<'_>, strikes: &[f64]) {
    let Some(at) = strikes.iter().position(|strike| *strike > 0.0) else { return };
    let ledger = &worth.with.ledger;
    let price = ledger.series(LineId::PowerPrice)[at] + ledger.series(LineId::PowerAdder)[at];
    let strike = strikes.get(at).copied().unwrap_or(0.0);
    let figure = format!("{} {}", number(strike, 1), tr("unit.usd_per_mwh"));
    let key = if strike >= price { "machines.runs" } else { "machines.stays_off" };
    let remark = say(&Text::key(key)
        .with("price", Arg::Quantity(price, 1, ""))
        .with("month", Arg::Month(ledger.start.plus(at as i32))));
    fact_ui(ui, tr("machines.strike"), &figure, &remark);
}

fn refresh_effect(ui: &mut Ui, plan: &Plan, worth: Worth<'_>, out: &mut Out) {
    let paid = worth.total(LineId::RefreshCapex);
    let when = worth.span(LineId::RefreshCapex).map_or_else(
        || tr("machines.never_paid").to_owned(),
        |(first, _)| say(&Text::key("machines.first_in").with("month", Arg::Month(first))),
    );
    fact_ui(ui, tr("lists.capex"), &money_usd(paid), &when);
    let mined = worth.total(LineId::MiningRevenue);
    let remark = tr("machines.over_none");
    fact_ui(ui, tr("machines.revenue"), &crate::format::signed_money_usd(mined), remark);
    let margin = worth.total(LineId::MiningMargin);
    fact_ui(ui, tr("machines.margin"), &crate::format::signed_money_usd(margin), remark);
    let figure = machines_mw(plan, worth.with, tr("lists.your_plan"));
    template::chart_ui(ui, &figure, (260.0, 0.0), out);
}

fn fleet_effect(ui: &mut Ui, plan: &Plan, fleet: &GpuFleet, worth: Worth<'_>, out: &mut Out) {
    let claim = capacity::of_fleet(fleet, plan);
    let mw = format!("{} {}", template::tenth(claim.gross_mw), tr("lists.mw_gross"));
    fact_ui(ui, tr("lists.power"), &mw, &template::used_words(plan, claim.serves));
    template::displaced_ui(ui, plan, &worth, (claim.from, claim.serves));
    template::capex_ui(ui, &worth);
    template::mining_off_ui(ui, &worth, claim.gross_mw, (claim.from, claim.serves));
    let earned = worth.total(LineId::GpuRevenue);
    let reserved = worth.total(LineId::GpuReserved);
    let remark = if reserved > 0.0 {
        say(&Text::key("machines.of_it_reserved").with("usd", Arg::Name(money_usd(reserved))))
    } else {
        tr("machines.all_rental").to_owned()
    };
    fact_ui(ui, tr("machines.revenue"), &money_usd(earned), &remark);
    let on_fleet =
        |lease: &&crate::plan::Lease| lease.reserved().is_some_and(|terms| terms.fleet == fleet.id);
    let leases: Vec<&str> =
        plan.leases.iter().filter(on_fleet).map(|lease| lease.name.as_str()).collect();
    if !leases.is_empty() {
        fact_ui(ui, tr("machines.leases_on_it"), &leases.join("; "), tr("machines.leases_go"));
    }
    let cash = worth.added(LineId::ProjectCashFlow);
    let from = fleet.in_service.max(plan.start);
    template::pays_back_ui(ui, plan, &cash, from, "machines.after_service");
    let stops = fleet.in_service.plus(-(fleet.offline_months as i32));
    let off = (fleet.offline_months > 0).then_some((stops, fleet.in_service));
    let months = Arg::Quantity(f64::from(fleet.offline_months), 0, "unit.months");
    let words = say(&Text::key("machines.off").with("months", months));
    let until = Arg::Month(fleet.ends().plus(-1));
    let served = say(&Text::key("machines.serves_to").with("month", until));
    let palette = theme::palette(ui);
    timeline_ui(
        ui,
        &Timeline {
            build: Span { months: None, words: if off.is_some() { words } else { String::new() } },
            off,
            ramp: None,
            serves: Span::new(fleet.in_service, fleet.ends(), served),
            ink: palette.gpu,
            after: Span::default(),
            start: plan.start,
            horizon: plan.end(),
        },
    );
    template::chart_ui(ui, &gpu_rates(plan, worth.with), (200.0, 0.0), out);
}
