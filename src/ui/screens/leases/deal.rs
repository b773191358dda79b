//! What a new lease starts from: the published average, a published deal, a fleet.

use super::super::picker::Row as PickRow;
use super::super::{Out, list_template as template};
use crate::catalog;
use crate::format::number;
use crate::plan::{Item, Note, Plan, capacity, template as items};
use crate::words::{Arg, Text, say, tr};

/// The published deals that name a rent, as rows: who, how much, at what rate.
pub fn deal_rows() -> Vec<PickRow> {
    published()
        .map(|deal| {
            let rent = deal.average_rent().unwrap_or(0.0);
            let name = format!("{}, {}", deal.operator, deal.tenant);
            let it_mw = deal.capacity_mw_it.unwrap_or(0.0);
            let years = deal.term_years.unwrap_or(0);
            let size = say(&Text::key("leases.deal")
                .with("mw", Arg::Quantity(it_mw, 0, "unit.mw_it"))
                .with("years", Arg::Quantity(f64::from(years), 0, "unit.years")));
            PickRow::new(name, number(rent, 0)).line(size)
        })
        .collect()
}

fn published() -> impl Iterator<Item = &'static catalog::DealRow> {
    catalog::deals().iter().filter(|deal| deal.rent_terms().is_some())
}

/// The MW IT a new lease starts with: what is free, at most `wanted`, and 1 where nothing is.
pub fn start_it_mw(plan: &Plan, wanted: f64) -> f64 {
    let free = (capacity::room_mw(plan) / plan.site.gross_per_it * 10.0).floor() / 10.0;
    if free > 0.0 { wanted.min(free) } else { 1.0 }
}

/// Adds an offer at the published average.
pub fn add_colocation(plan: &Plan, out: &mut Out) {
    let id = template::fresh_id(plan, tr("leases.colocation"));
    let mut lease = items::colocation_lease(&id, plan.start.plus(12));
    if let Some(terms) = lease.colocation_mut() {
        terms.it_mw = start_it_mw(plan, 10.0);
    }
    let name = lease.name.clone();
    template::add(out, Item::Lease(lease), &name, std::collections::BTreeMap::new());
}

/// Adds a reservation of GPUs of the fleet at `fleet`.
pub fn add_reserved(plan: &Plan, fleet: usize, out: &mut Out) {
    let Some(fleet) = plan.gpus.get(fleet) else { return };
    let id = template::fresh_id(plan, tr("leases.reserved"));
    let mut lease = items::reserved_lease(&id, fleet);
    lease.start = fleet.in_service.max(plan.start);
    lease.signing = lease.start;
    lease.term_months = fleet.ends().since(lease.start).clamp(1, 36) as u32;
    let name = lease.name.clone();
    template::add(out, Item::Lease(lease), &name, std::collections::BTreeMap::new());
}

/// Adds an offer on the terms of the published deal at `deal`.
pub fn add_deal(plan: &Plan, deal: usize, out: &mut Out) {
    let Some(row) = published().nth(deal) else { return };
    let id = template::fresh_id(plan, &row.operator);
    let Some((mut lease, mut notes)) = items::lease(row, &id, plan.start.plus(12)) else { return };
    let name = lease.name.clone();
    let mut said = Text::key("lists.added").with("item", Arg::Name(name.clone()));
    if let Some(terms) = lease.colocation_mut() {
        let (it_mw, published) = (start_it_mw(plan, terms.it_mw), terms.it_mw);
        if it_mw < published {
            // The deal's terms on what this site has left: the size is no longer the published one.
            terms.it_mw = it_mw;
            let scaled = |key| {
                Text::key(key)
                    .with("mw", Arg::Quantity(it_mw, 1, "unit.mw_it"))
                    .with("published", Arg::Quantity(published, 0, "unit.mw_it"))
            };
            said = scaled("leases.scaled").with("item", Arg::Name(name.clone()));
            let text = say(&scaled("leases.scaled_note"));
            let note =
                Note { source: String::new(), as_of: String::new(), assumption: false, text };
            notes.insert(format!("leases[{id}].it_mw"), note);
        }
    }
    template::add_saying(out, Item::Lease(lease), &name, notes, said);
}
