//! Leases: signed and offered, each with its terms and what it does to the plan.

use egui::{Rect, Ui};

use super::Out;
use super::list_template::{self as template, fact_ui, group_ui, millions};
use super::picker::{self, Group, Row as PickRow};
use super::rent::{self, Entered};
use super::timeline::{Span, Timeline, timeline_ui};
use super::worth::{Worth, Worths};
use crate::app::{Command, OpenPlan, Screen, State};
use crate::catalog;
use crate::engine::LineId;
use crate::figure::{gpu_rates, lease_against_deals, lease_cash};
use crate::format::{Month, month_long, number, percent};
use crate::plan::{
    Change, ColocationTerms, Item, Lease, LeaseStatus, LeaseTerms, Owner, Plan, PowerTerms,
    ReservedTerms, capacity, template as items,
};
use crate::ui::theme;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::card::{self, Card};
use crate::ui::widgets::choice;
use crate::ui::widgets::form::{Form, Row};
use crate::ui::widgets::icons::Icon;
use crate::ui::widgets::list::ListRow;
use crate::words::{Arg, Text, say, tr};

/// Shows the screen.
pub fn show_ui(ui: &mut Ui, state: &State, out: &mut Out) {
    let Some(open) = state.active() else { return };
    let plan = &open.plan;
    let owners: Vec<Owner> = plan.leases.iter().map(|of| Owner::Lease(of.id.clone())).collect();
    let worths = Worths::cached(ui, "leases", plan, &owners);
    let selected = open.selected(Screen::Leases);
    let [list, form, effect] = template::columns(ui.max_rect());
    list_ui(ui, list, open, worths.as_deref(), out);
    let lease = selected.as_ref().and_then(|owner| plan.lease(owner.id()?));
    let (Some(lease), Some(owner)) = (lease, selected.as_ref()) else {
        Card::new("").show(ui, form.union(effect), |ui| {
            template::empty_ui(ui, tr("leases.none_selected"));
        });
        return;
    };
    template::form_card(ui, form, plan, owner, &lease.name, out, |ui, out| {
        form_ui(ui, open, lease, out);
    });
    let subtitle = tr("lists.basis");
    Card::new(tr("leases.effect")).subtitle(subtitle).scrolls().show(ui, effect, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        match worths.as_ref().and_then(|worths| worths.item(owner)) {
            Some(worth) => effect_ui(ui, plan, lease, worth, out),
            None => template::blocked_ui(ui, open, out),
        }
    });
}

fn list_ui(ui: &mut Ui, rect: Rect, open: &OpenPlan, worths: Option<&Worths>, out: &mut Out) {
    let plan = &open.plan;
    let mut added = None;
    let deals = deal_rows();
    let header = |ui: &mut Ui| {
        let button = Button::small(tr("leases.add")).icon(Icon::Plus).show(ui);
        let mut new = vec![PickRow::new(tr("leases.new_colocation"), tr("leases.new_rate"))];
        let fleets = plan.gpus.iter();
        new.extend(fleets.map(|fleet| {
            let name = Arg::Name(fleet.name.clone());
            let units = format!("{} {}", number(fleet.units, 0), tr("lists.gpus"));
            PickRow::new(say(&Text::key("leases.new_reserved").with("fleet", name)), units)
        }));
        let groups = [
            Group { title: String::new(), rows: new },
            Group { title: tr("leases.published").to_owned(), rows: deals.clone() },
        ];
        added = picker::show(&button, tr("leases.add"), 380.0, &groups);
    };
    let selected = open.selected(Screen::Leases);
    let mut from_deal = None;
    Card::new(tr("ui.nav.leases")).scrolls().show_with(ui, rect, header, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        if plan.leases.is_empty() {
            template::empty_ui(ui, tr("leases.empty"));
        } else {
            template::heads_ui(ui, tr("leases.head"), tr("lists.npv"));
        }
        for lease in plan.leases.iter() {
            item_ui(ui, lease, worths, selected.as_ref(), out);
        }
        if plan.leases.len() > 1 {
            sum_ui(ui, plan, worths);
        }
        card::divider_ui(ui, 8.0);
        card::section_ui(ui, tr("leases.start_from"), "");
        ui.add_space(4.0);
        let count = Arg::Quantity(deals.len() as f64, 0, "");
        let hint = say(&Text::key("leases.search").with("count", count));
        let search = picker::search_ui(ui, tr("leases.published"), &hint, false);
        let ink = theme::palette(ui).text3;
        theme::label(ui, tr("leases.deal_unit"), crate::look::text::CAPTION, ink);
        let groups = [Group { title: String::new(), rows: deals.clone() }];
        from_deal = picker::groups_ui(ui, &groups, &search).map(|(_, row)| row);
    });
    match added {
        Some((0, 0)) => add_colocation(plan, out),
        Some((0, fleet)) => add_reserved(plan, fleet - 1, out),
        Some((_, deal)) => add_deal(plan, deal, out),
        None => {}
    }
    if let Some(deal) = from_deal {
        add_deal(plan, deal, out);
    }
}

fn item_ui(
    ui: &mut Ui,
    lease: &Lease,
    worths: Option<&Worths>,
    selected: Option<&Owner>,
    out: &mut Out,
) {
    let palette = theme::palette(ui);
    let owner = Owner::Lease(lease.id.clone());
    let kind = match &lease.terms {
        LeaseTerms::Colocation(terms) => {
            format!("{}, {} {}", tr("leases.colocation"), number(terms.it_mw, 1), tr("unit.mw_it"))
        }
        LeaseTerms::Reserved(terms) => {
            format!("{}, {} {}", tr("leases.reserved"), number(terms.units, 0), tr("lists.gpus"))
        }
    };
    let runs = say(&Text::key("leases.runs")
        .with("from", Arg::Name(lease.start.to_string()))
        .with("term", Arg::Name(term_words(lease.term_months))));
    let npv = worths.and_then(|worths| worths.item(&owner));
    let npv = npv.map_or_else(String::new, |worth| millions(worth.npv_usd()));
    let tag = match lease.status {
        LeaseStatus::Signed => (tr("leases.signed"), palette.ok),
        LeaseStatus::Offer => (tr("leases.offer"), palette.warn),
    };
    let row = ListRow {
        title: &lease.name,
        lines: [&kind, &runs],
        figure: &npv,
        tag: Some(tag),
        selected: selected == Some(&owner),
    };
    template::row_ui(ui, &owner, row, out);
}

fn sum_ui(ui: &mut Ui, plan: &Plan, worths: Option<&Worths>) {
    let all = worths.and_then(Worths::all);
    let figure = all.map_or_else(String::new, |worth| millions(worth.npv_usd()));
    let used = capacity::converted_mw(plan).into_iter().fold(0.0, f64::max);
    let words = say(&Text::key("leases.used")
        .with("used", Arg::Quantity(used, 1, ""))
        .with("of", Arg::Quantity(plan.site.convertible_mw, 0, "")));
    template::sum_ui(ui, tr("leases.all"), &figure, &words);
}

/// A number of months as said: whole years where they are.
pub(super) fn term_words(months: u32) -> String {
    let (count, key) = if months >= 12 && months.is_multiple_of(12) {
        (months / 12, "unit.years")
    } else {
        (months, "unit.months")
    };
    if months == 12 {
        return tr("lists.one_year").to_owned();
    }
    format!("{count} {}", tr(key))
}

/// The published deals that name a rent, as rows: who, how much, at what rate.
fn deal_rows() -> Vec<PickRow> {
    published()
        .map(|deal| {
            let rent = deal.average_rent().unwrap_or(0.0);
            let name = format!("{}, {}", deal.operator, deal.tenant);
            let it_mw = deal.capacity_mw_it.unwrap_or(0.0);
            let years = deal.term_years.unwrap_or(0);
            let size = say(&Text::key("leases.deal")
                .with("mw", Arg::Quantity(it_mw, 0, "unit.mw_it"))
                .with("years", Arg::Quantity(f64::from(years), 0, "unit.years"))
                .with("rate", Arg::Quantity(rent, 0, "")));
            PickRow::new(name, size)
        })
        .collect()
}

fn published() -> impl Iterator<Item = &'static catalog::DealRow> {
    catalog::deals().iter().filter(|deal| deal.rent_terms().is_some())
}

/// Gross MW that could still be turned over to AI.
pub(super) fn free_mw(plan: &Plan) -> f64 {
    let most = |mw: Vec<f64>| mw.into_iter().fold(0.0, f64::max);
    let convertible = plan.site.convertible_mw - most(capacity::converted_mw(plan));
    let grid = plan.site.grid_mw - most(capacity::taken_mw(plan));
    convertible.min(grid).max(0.0)
}

/// The MW IT a new lease starts with: what is free, at most `wanted`, and 1 where nothing is.
fn start_it_mw(plan: &Plan, wanted: f64) -> f64 {
    let free = (free_mw(plan) / plan.site.gross_per_it * 10.0).floor() / 10.0;
    if free > 0.0 { wanted.min(free) } else { 1.0 }
}

fn add_colocation(plan: &Plan, out: &mut Out) {
    let id = template::fresh_id(plan, tr("leases.colocation"));
    let mut lease = items::colocation_lease(&id, plan.start.plus(12));
    if let Some(terms) = lease.colocation_mut() {
        terms.it_mw = start_it_mw(plan, 10.0);
    }
    let name = lease.name.clone();
    template::add(out, Item::Lease(lease), &name, std::collections::BTreeMap::new());
}

fn add_reserved(plan: &Plan, fleet: usize, out: &mut Out) {
    let Some(fleet) = plan.gpus.get(fleet) else { return };
    let id = template::fresh_id(plan, tr("leases.reserved"));
    let mut lease = items::reserved_lease(&id, fleet);
    lease.start = fleet.in_service.max(plan.start);
    lease.signing = lease.start;
    lease.term_months = fleet.ends().since(lease.start).clamp(1, 36) as u32;
    let name = lease.name.clone();
    template::add(out, Item::Lease(lease), &name, std::collections::BTreeMap::new());
}

fn add_deal(plan: &Plan, deal: usize, out: &mut Out) {
    let Some(row) = published().nth(deal) else { return };
    let id = template::fresh_id(plan, &row.operator);
    let Some((mut lease, mut notes)) = items::lease(row, &id, plan.start.plus(12)) else { return };
    if let Some(terms) = lease.colocation_mut() {
        let it_mw = start_it_mw(plan, terms.it_mw);
        if it_mw < terms.it_mw {
            // The deal's terms on what this site has left: the size is no longer the published one.
            terms.it_mw = it_mw;
            notes.remove(&format!("leases[{id}].it_mw"));
        }
    }
    let name = lease.name.clone();
    template::add(out, Item::Lease(lease), &name, notes);
}

fn form_ui(ui: &mut Ui, open: &OpenPlan, lease: &Lease, out: &mut Out) {
    let plan = &open.plan;
    let mut form = Form::new(plan, Owner::Lease(lease.id.clone()), &open.results.findings);
    group_ui(ui, tr("leases.terms"), "", true);
    form.row(ui, "name");
    kind_ui(ui, plan, lease, out);
    form.row(ui, "status");
    let entered = match &lease.terms {
        LeaseTerms::Colocation(terms) => colocation_form(ui, &mut form, lease, terms),
        LeaseTerms::Reserved(terms) => reserved_form(ui, &mut form, lease, terms),
    };
    group_ui(ui, tr("lists.note"), "", false);
    let owner = Owner::Lease(lease.id.clone());
    template::note_ui(ui, plan, &owner, &source_words(plan, lease), out);
    let mut edits = form.edits;
    rent::hold(plan, lease, entered, &mut edits);
    out.edit(edits);
}

/// Where the lease's rate comes from, as the note's hint.
fn source_words(plan: &Plan, lease: &Lease) -> String {
    let field = format!("leases[{}].rate_usd_per_kw_month", lease.id);
    match plan.notes.get(&field) {
        Some(note) if !note.source.is_empty() => format!("{} {}", note.source, note.as_of),
        Some(note) if !note.text.is_empty() => note.text.clone(),
        _ => tr("lists.note_hint").to_owned(),
    }
}

fn timing_rows(ui: &mut Ui, form: &mut Form<'_>, lease: &Lease) {
    form.row(ui, "start");
    let until = Arg::Month(lease.expires().plus(-1));
    let term = say(&Text::key("leases.until").with("month", until));
    form.row_with(ui, "term_months", Row { note: Some(&term), ..Row::default() });
    let ramp = if lease.ramp_months > 0 {
        let months = Arg::Quantity(f64::from(lease.ramp_months), 0, "");
        say(&Text::key("leases.ramp").with("months", months))
    } else {
        tr("leases.no_ramp").to_owned()
    };
    form.row_with(ui, "ramp_months", Row { note: Some(&ramp), ..Row::default() });
}

fn colocation_form(
    ui: &mut Ui,
    form: &mut Form<'_>,
    lease: &Lease,
    terms: &ColocationTerms,
) -> Entered {
    let site = &form.plan.site;
    let gross = terms.it_mw * site.gross_per_it;
    let gross = say(&Text::key("leases.gross")
        .with("factor", Arg::Quantity(site.gross_per_it, 2, ""))
        .with("gross", Arg::Quantity(gross, 1, "unit.mw")));
    form.row_with(ui, "it_mw", Row { note: Some(&gross), ..Row::default() });
    timing_rows(ui, form, lease);
    form.row(ui, "tenant");
    group_ui(ui, tr("leases.rent"), tr("leases.enter_one"), false);
    let entered = rent::rent_ui(ui, form, lease);
    let anniversaries = Row { note: Some(tr("leases.anniversaries")), ..Row::default() };
    form.row_with(ui, "escalator_per_year", anniversaries);
    form.row(ui, "power");
    if terms.power == PowerTerms::PassedThrough {
        form.row(ui, "power_margin");
    }
    form.row(ui, "load_factor");
    risk_rows(ui, form, lease);
    group_ui(ui, tr("leases.build"), "", false);
    for key in ["hall_capex_usd_per_kw", "reuse_share", "tenant_funding_share"] {
        form.row(ui, key);
    }
    if terms.tenant_funding_share > 0.0 {
        form.row(ui, "tenant_funding");
    }
    for key in ["hall_ready", "lead_months", "offline_months", "opex_usd_per_kw_month"] {
        form.row(ui, key);
    }
    form.row(ui, "spent_usd");
    advance_rows(ui, form, lease, terms.tenant_funding_share > 0.0);
    entered
}

fn reserved_form(
    ui: &mut Ui,
    form: &mut Form<'_>,
    lease: &Lease,
    terms: &ReservedTerms,
) -> Entered {
    fleet_ui(ui, form, terms);
    let held = form.plan.gpu_fleet(&terms.fleet).map_or(0.0, |fleet| fleet.units);
    let of = say(&Text::key("leases.of_units").with("units", Arg::Quantity(held, 0, "")));
    form.row_with(ui, "units", Row { note: Some(&of), ..Row::default() });
    timing_rows(ui, form, lease);
    form.row(ui, "tenant");
    group_ui(ui, tr("leases.rent"), tr("leases.enter_one"), false);
    let entered = rent::rent_ui(ui, form, lease);
    let anniversaries = Row { note: Some(tr("leases.anniversaries")), ..Row::default() };
    form.row_with(ui, "escalator_per_year", anniversaries);
    form.row(ui, "take_or_pay");
    risk_rows(ui, form, lease);
    advance_rows(ui, form, lease, false);
    entered
}

fn risk_rows(ui: &mut Ui, form: &mut Form<'_>, lease: &Lease) {
    group_ui(ui, tr("leases.risk"), "", false);
    form.row(ui, "renewal_probability");
    form.row(ui, "void_months");
    form.row(ui, "default_per_year");
    form.row(ui, "recovery_share");
    form.row(ui, "sla_availability");
    form.row(ui, "availability");
    // A credit per unit of availability is read easier per tenth of a percent.
    let credit = Arg::Quantity(lease.sla_credit * 0.1, 1, "unit.percent");
    let credit = say(&Text::key("leases.credit").with("share", credit));
    form.row_with(ui, "sla_credit", Row { note: Some(&credit), ..Row::default() });
}

fn advance_rows(ui: &mut Ui, form: &mut Form<'_>, lease: &Lease, funded: bool) {
    group_ui(ui, tr("leases.advance"), "", false);
    form.row(ui, "prepayment_usd");
    if lease.prepayment_usd > 0.0 {
        form.row(ui, "signing");
    }
    if lease.prepayment_usd > 0.0 || funded {
        form.row(ui, "credit_share");
    }
}

/// The kind of lease; another kind makes a new item of the same name in its place.
fn kind_ui(ui: &mut Ui, plan: &Plan, lease: &Lease, out: &mut Out) {
    let is_reserved = lease.reserved().is_some();
    let (rect, note) = template::plain_row(ui, tr("leases.kind"));
    let mut options = vec![tr("leases.colocation")];
    if is_reserved || !plan.gpus.is_empty() {
        options.push(tr("leases.reserved"));
    } else {
        template::plain_note(ui, note, tr("leases.needs_fleet"));
    }
    let middle = rect.shrink2(egui::vec2(0.0, 1.0));
    let chosen =
        choice::segments_at(ui, middle, tr("leases.kind"), &options, usize::from(is_reserved));
    let changed = match chosen {
        Some(0) => {
            let mut changed = items::colocation_lease(&lease.id, lease.start);
            if let Some(terms) = changed.colocation_mut() {
                terms.it_mw = start_it_mw(plan, 10.0);
            }
            changed
        }
        Some(_) => match plan.gpus.first() {
            Some(fleet) => items::reserved_lease(&lease.id, fleet),
            None => return,
        },
        None => return,
    };
    let changed = Lease {
        name: lease.name.clone(),
        tenant: lease.tenant.clone(),
        status: lease.status,
        ..changed
    };
    let owner = Owner::Lease(lease.id.clone());
    let at = plan.leases.iter().position(|other| other.id == lease.id).unwrap_or(0);
    let change = Change::All(vec![
        Change::Remove(owner.clone()),
        Change::Add(Box::new(Item::Lease(changed))),
        Change::Move(owner, at),
    ]);
    let step = Text::key("step.set").with("field", Arg::Field("leases.kind"));
    out.commands.push(Command::EditAs(change, step));
}

/// The fleet whose GPUs are reserved, by its name.
fn fleet_ui(ui: &mut Ui, form: &mut Form<'_>, terms: &ReservedTerms) {
    let plan = form.plan;
    let names: Vec<&str> = plan.gpus.iter().map(|fleet| fleet.name.as_str()).collect();
    let selected = plan.gpus.iter().position(|fleet| fleet.id == terms.fleet);
    let label = tr("field.lease.fleet");
    let (rect, _) = template::plain_row(ui, label);
    if let Some(at) = choice::combo_at(ui, rect, label, &names, selected)
        && let Some(fleet) = plan.gpus.get(at)
    {
        let field = crate::plan::FieldRef::new(form.owner.clone(), "fleet");
        let value = crate::plan::Value::Text(fleet.id.clone());
        let edit = crate::ui::widgets::field::Edit { field, value, finished: true };
        form.edits.push(edit);
    }
}

fn effect_ui(ui: &mut Ui, plan: &Plan, lease: &Lease, worth: Worth<'_>, out: &mut Out) {
    let (without, with) = (worth.without.value.npv_usd, worth.with.value.npv_usd);
    template::value_bars_ui(ui, without, with);
    template::rule_ui(ui);
    match &lease.terms {
        LeaseTerms::Colocation(_) => colocation_facts(ui, plan, lease, worth),
        LeaseTerms::Reserved(terms) => reserved_facts(ui, plan, lease, terms, worth),
    }
    let paid_back = worth.paid_back();
    let after = paid_back.map_or_else(String::new, |month| {
        let years = f64::from(month.since(lease.start)) / 12.0;
        say(&Text::key("leases.after_rent").with("years", Arg::Quantity(years, 1, "unit.years")))
    });
    let paid_back = paid_back.map_or_else(|| tr("lists.not_in_plan").to_owned(), month_long);
    fact_ui(ui, tr("lists.pays_back"), &paid_back, &after);
    timeline_ui(ui, &timeline(plan, lease, theme::palette(ui)));
    let details = &worth.with.detail.leases;
    if let Some(detail) = details.iter().find(|detail| detail.id == lease.id) {
        template::chart_ui(ui, &lease_cash(plan, detail), 196.0, out);
    }
    if lease.colocation().is_some() {
        template::chart_ui(ui, &lease_against_deals(plan, lease), 96.0, out);
    } else {
        template::chart_ui(ui, &gpu_rates(plan, worth.with), 196.0, out);
    }
}

fn colocation_facts(ui: &mut Ui, plan: &Plan, lease: &Lease, worth: Worth<'_>) {
    let Some(claim) = capacity::of_lease(lease, plan) else { return };
    let mw = format!("{} {}", number(claim.gross_mw, 1), tr("lists.mw_gross"));
    fact_ui(ui, tr("lists.power"), &mw, &template::used_words(plan, claim.serves));
    template::displaced_ui(ui, plan, &worth, (claim.from, claim.serves));
    template::capex_ui(ui, &worth);
    template::mining_off_ui(ui, &worth, claim.gross_mw, (claim.from, claim.serves));
}

fn reserved_facts(
    ui: &mut Ui,
    plan: &Plan,
    lease: &Lease,
    terms: &ReservedTerms,
    worth: Worth<'_>,
) {
    let held = plan.gpu_fleet(&terms.fleet).map_or(0.0, |fleet| fleet.units);
    let units = say(&Text::key("leases.units_of")
        .with("units", Arg::Quantity(terms.units, 0, ""))
        .with("of", Arg::Quantity(held, 0, "")));
    fact_ui(ui, tr("lists.gpus_title"), &units, tr("leases.power_of_fleet"));
    let fleets = &worth.with.detail.fleets;
    let at = usize::try_from(lease.start.since(plan.start)).unwrap_or(0);
    let rental = fleets
        .iter()
        .find(|fleet| fleet.id == terms.fleet)
        .and_then(|fleet| fleet.rate_usd_per_gpu_hour.get(at).copied());
    let unit = tr("unit.usd_per_gpu_hour");
    let rate = format!("{} {unit}", number(terms.rate_usd_per_gpu_hour, 2));
    let against = rental.map_or_else(String::new, |rental| {
        say(&Text::key("leases.rental_then").with("rate", Arg::Quantity(rental, 2, "")))
    });
    fact_ui(ui, tr("field.lease.rate_usd_per_gpu_hour"), &rate, &against);
    let paid = format!("{} {}", percent(terms.take_or_pay, 0), tr("leases.of_hours"));
    fact_ui(ui, tr("field.lease.take_or_pay"), &paid, "");
    let revenue = worth.total(LineId::GpuRevenue);
    let revenue = crate::format::signed_money_usd(revenue);
    fact_ui(ui, tr("leases.more_revenue"), &revenue, tr("leases.than_rental"));
}

fn timeline(plan: &Plan, lease: &Lease, palette: &crate::look::Palette) -> Timeline {
    let until = Arg::Month(lease.expires().plus(-1));
    let rent = say(&Text::key("leases.rent_to").with("month", until));
    let renewal = Arg::Name(percent(lease.renewal_probability, 0));
    let renewal = say(&Text::key("leases.renewal").with("share", renewal));
    let renewed = lease.expires().plus(lease.term_months as i32);
    let after = if lease.renewal_probability > 0.0 {
        Span::new(lease.expires(), renewed.min(plan.end().max(lease.expires()).plus(36)), renewal)
    } else {
        Span::default()
    };
    let ramp =
        (lease.ramp_months > 0).then(|| (lease.start, lease.start.plus(lease.ramp_months as i32)));
    let (build, off) = match &lease.terms {
        LeaseTerms::Colocation(terms) => build_spans(lease.start, terms),
        LeaseTerms::Reserved(_) => (Span::default(), None),
    };
    Timeline {
        build,
        off,
        ramp,
        serves: Span::new(lease.start, lease.expires(), rent),
        ink: if lease.colocation().is_some() { palette.colo } else { palette.gpu },
        after,
        start: plan.start,
        horizon: plan.end(),
    }
}

/// Months in which the hall is built, and those of them in which mining is off.
fn build_spans(start: Month, terms: &ColocationTerms) -> (Span, Option<(Month, Month)>) {
    let ready = terms.hall_ready;
    let stops = ready.min(start).plus(-(terms.offline_months as i32));
    let words = say(&Text::key("leases.built")
        .with("lead", Arg::Quantity(f64::from(terms.lead_months), 0, "unit.months"))
        .with("off", Arg::Quantity(f64::from(terms.offline_months), 0, "")));
    let off = (terms.offline_months > 0).then_some((stops, ready.max(start)));
    (Span::new(ready.plus(-(terms.lead_months as i32)), ready, words), off)
}
