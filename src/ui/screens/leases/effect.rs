//! What a lease does to the plan.

use egui::Ui;

use super::super::Out;
use super::super::list_template::{self as template, fact_ui};
use super::super::timeline::{Span, Timeline, timeline_ui};
use super::super::worth::Worth;
use crate::engine::LineId;
use crate::figure::{gpu_rates, lease_against_deals, lease_cash};
use crate::format::{Month, month_long, number, percent};
use crate::plan::{ColocationTerms, Lease, LeaseTerms, Plan, ReservedTerms, capacity};
use crate::ui::theme;
use crate::words::{Arg, Text, say, tr};

/// The body of the effect card.
pub fn effect_ui(ui: &mut Ui, plan: &Plan, lease: &Lease, worth: Worth<'_>, out: &mut Out) {
    let (without, with) = (worth.without.value.npv_usd, worth.with.value.npv_usd);
    template::value_bars_ui(ui, without, with);
    template::rule_ui(ui);
    gone_ui(ui, plan, lease);
    match &lease.terms {
        LeaseTerms::Colocation(_) => colocation_facts(ui, plan, lease, worth),
        LeaseTerms::Reserved(terms) => reserved_facts(ui, plan, lease, terms, worth),
    }
    let loans = plan.debts.iter().filter(|debt| debt.is_sculpted() && debt.lease == lease.id);
    let loans: Vec<&str> = loans.map(|debt| debt.name.as_str()).collect();
    if !loans.is_empty() {
        fact_ui(ui, tr("leases.loans_on_it"), &loans.join("; "), tr("leases.loans_go"));
    }
    let details = &worth.with.detail.leases;
    let detail = details.iter().find(|detail| detail.id == lease.id);
    // As in the chart of the lease's cash: what mining loses beside is in the NPV.
    if let Some(detail) = detail {
        let after = "leases.after_rent";
        template::pays_back_ui(ui, plan, &detail.cash_usd, lease.start, after);
    }
    timeline_ui(ui, &timeline(plan, lease, theme::palette(ui)));
    let is_colocation = lease.colocation().is_some();
    let below = if is_colocation { 146.0 } else { 200.0 };
    if let Some(detail) = detail {
        template::chart_ui(ui, &lease_cash(plan, detail), (150.0, below), out);
    }
    if is_colocation {
        template::chart_ui(ui, &lease_against_deals(plan, lease), (96.0, 0.0), out);
    } else {
        template::chart_ui(ui, &gpu_rates(plan, worth.with), (150.0, 0.0), out);
    }
}

fn colocation_facts(ui: &mut Ui, plan: &Plan, lease: &Lease, worth: Worth<'_>) {
    let Some(claim) = capacity::of_lease(lease, plan) else { return };
    let mw = format!("{} {}", template::tenth(claim.gross_mw), tr("lists.mw_gross"));
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
    let rent = if is_cut_short(lease) {
        say(&Text::key("leases.gone_from").with("month", Arg::Month(lease.ends())))
    } else {
        say(&Text::key("leases.rent_to").with("month", Arg::Month(lease.expires().plus(-1))))
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
        serves: Span::new(lease.start, lease.ends(), rent),
        ink: if lease.colocation().is_some() { palette.colo } else { palette.gpu },
        after: after(plan, lease),
        start: plan.start,
        horizon: plan.end(),
    }
}

/// Whether the tenant goes before the first term is over.
fn is_cut_short(lease: &Lease) -> bool {
    lease.ends() < lease.expires()
}

/// What may follow the first term: its renewal, or the market once the tenant is gone and the space stood empty.
fn after(plan: &Plan, lease: &Lease) -> Span {
    if is_cut_short(lease) {
        let again = lease.ends().plus(lease.void_months as i32);
        let words = tr("leases.let_at_market");
        return if again < plan.end() {
            Span::new(again, plan.end(), words)
        } else {
            Span::default()
        };
    }
    if lease.renewal_probability <= 0.0 {
        return Span::default();
    }
    let renewal = Arg::Name(percent(lease.renewal_probability, 0));
    let renewal = say(&Text::key("leases.renewal").with("share", renewal));
    let expires = lease.expires();
    let renewed = expires.plus(lease.term_months as i32);
    let renewed = lease.leaves().map_or(renewed, |leaves| leaves.min(renewed));
    if renewed <= expires {
        return Span::default();
    }
    Span::new(expires, renewed.min(plan.end().max(expires).plus(36)), renewal)
}

/// When the tenant goes within the plan, and what the space earns from there; nothing where it does not.
fn gone_ui(ui: &mut Ui, plan: &Plan, lease: &Lease) {
    let renewed = lease.expires().plus(lease.term_months as i32);
    let Some(leaves) = lease.leaves().map(|leaves| leaves.max(lease.start)) else { return };
    if leaves >= plan.end() || leaves >= renewed {
        return;
    }
    let remark = if lease.void_months == 0 {
        tr("leases.let_at_once").to_owned()
    } else if leaves.plus(lease.void_months as i32) >= plan.end() {
        tr("leases.stays_empty").to_owned()
    } else {
        let void = Arg::Quantity(f64::from(lease.void_months), 0, "unit.months");
        say(&Text::key("leases.let_again").with("void", void))
    };
    fact_ui(ui, tr("leases.gone"), &month_long(leaves), &remark);
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
