//! The terms of a lease.

use egui::Ui;

use super::super::Out;
use super::super::list_template::{self as template, group_ui};
use super::deal::start_it_mw;
use super::rent::{self, Entered};
use crate::app::{Command, OpenPlan};
use crate::plan::{
    Change, ColocationTerms, FieldRef, Item, Lease, LeaseTerms, Owner, Plan, PowerTerms,
    ReservedTerms, template as items,
};
use crate::ui::widgets::choice;
use crate::ui::widgets::form::{Form, Row};
use crate::words::{Arg, Text, say, tr};

/// The form of a lease.
pub fn form_ui(ui: &mut Ui, open: &OpenPlan, lease: &Lease, out: &mut Out) {
    let plan = &open.plan;
    let mut form = Form::new(plan, Owner::Lease(lease.id.clone()), &open.results.findings);
    template::laid_over_ui(ui, open, &form.owner);
    group_ui(ui, tr("leases.terms"), "", true);
    template::wide_row(ui, &mut form, "name");
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
    let gross = format!("{} {}", template::tenth(gross), tr("lists.mw_gross"));
    let gross = say(&Text::key("leases.gross")
        .with("factor", Arg::Quantity(site.gross_per_it, 2, ""))
        .with("gross", Arg::Name(gross)));
    form.row_with(ui, "it_mw", Row { note: Some(&gross), ..Row::default() });
    let entered = rent_rows(ui, form, lease);
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

/// When the lease runs, who holds it and what it pays.
fn rent_rows(ui: &mut Ui, form: &mut Form<'_>, lease: &Lease) -> Entered {
    timing_rows(ui, form, lease);
    template::wide_row(ui, form, "tenant");
    group_ui(ui, tr("leases.rent"), tr("leases.enter_one"), false);
    let entered = rent::rent_ui(ui, form, lease);
    let anniversaries = Row { note: Some(tr("leases.anniversaries")), ..Row::default() };
    form.row_with(ui, "escalator_per_year", anniversaries);
    entered
}

fn reserved_form(
    ui: &mut Ui,
    form: &mut Form<'_>,
    lease: &Lease,
    terms: &ReservedTerms,
) -> Entered {
    form.row(ui, "fleet");
    let held = form.plan.gpu_fleet(&terms.fleet).map_or(0.0, |fleet| fleet.units);
    let of = say(&Text::key("leases.of_units").with("units", Arg::Quantity(held, 0, "")));
    form.row_with(ui, "units", Row { note: Some(&of), ..Row::default() });
    let entered = rent_rows(ui, form, lease);
    form.row(ui, "take_or_pay");
    risk_rows(ui, form, lease);
    advance_rows(ui, form, lease, false);
    entered
}

fn risk_rows(ui: &mut Ui, form: &mut Form<'_>, lease: &Lease) {
    group_ui(ui, tr("leases.risk"), "", false);
    form.row(ui, "departure");
    form.row(ui, "leaves");
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
    let Some(chosen) = chosen else { return };
    let Some(changed) = of_kind(plan, lease, chosen == 1) else { return };
    let owner = Owner::Lease(lease.id.clone());
    let at = plan.leases.iter().position(|other| other.id == lease.id).unwrap_or(0);
    let mut with = plan.clone();
    let mut changes = vec![
        Change::Remove(owner.clone()),
        Change::Add(Box::new(Item::Lease(changed))),
        Change::Move(owner, at),
    ];
    if with.apply(Change::All(changes.clone())).is_err() {
        return;
    }
    // Notes on what both kinds share go along.
    let prefix = format!("leases[{}].", lease.id);
    changes.extend(plan.notes.iter().filter(|(field, _)| field.starts_with(&prefix)).filter_map(
        |(field, note)| {
            let field: FieldRef = field.parse().ok()?;
            with.get(&field)?;
            Some(Change::Note(field, Some(note.clone())))
        },
    ));
    let step = Text::key("step.set").with("field", Arg::Field("leases.kind"));
    let said = Text::key("leases.changed_kind").with("item", Arg::Name(lease.name.clone()));
    out.commands.push(Command::EditSaying { change: Change::All(changes), step, said });
}

/// The lease as one of the other kind: what both kinds share is kept, the other terms start from defaults.
fn of_kind(plan: &Plan, lease: &Lease, reserved: bool) -> Option<Lease> {
    let other = if reserved {
        items::reserved_lease(&lease.id, plan.gpus.first()?)
    } else {
        let mut other = items::colocation_lease(&lease.id, lease.start);
        if let Some(terms) = other.colocation_mut() {
            terms.it_mw = start_it_mw(plan, 10.0);
        }
        other
    };
    let Lease { terms, opex_usd_per_kw_month, .. } = other;
    // Running cost is the hall's in one kind and the fleet's in the other.
    Some(Lease { opex_usd_per_kw_month, terms, ..lease.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::testing;

    #[test]
    fn another_kind_of_lease_keeps_what_both_share() {
        let mut plan = testing::plan();
        plan.gpus = vec![testing::fleet("f")].into();
        let mut lease = testing::colocation("a");
        (lease.term_months, lease.escalator_per_year, lease.ramp_months) = (84, 0.025, 4);
        let there = of_kind(&plan, &lease, true).unwrap();
        assert_eq!(there.reserved().map(|terms| terms.fleet.as_str()), Some("f"));
        let back = of_kind(&plan, &there, false).unwrap();
        for other in [&there, &back] {
            assert_eq!((&other.name, &other.tenant), (&lease.name, &lease.tenant));
            assert_eq!((other.start, other.signing), (lease.start, lease.signing));
            assert_eq!((other.term_months, other.ramp_months), (84, 4));
            assert_eq!(other.escalator_per_year, 0.025);
        }
        assert_eq!(back.colocation().map(|terms| terms.hall_ready), Some(lease.start));
        plan.gpus = Vec::new().into();
        assert_eq!(of_kind(&plan, &lease, true), None);
    }
}
