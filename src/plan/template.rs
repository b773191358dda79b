//! New plans and new items: registry defaults, and rows of the catalogue copied with their origin.

mod place;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use place::{PlaceChange, at_place, filled_from, place, place_changes};

use super::fields::Kind;
use super::{
    Acquisition, AsicBatch, Build, BuildOption, ColocationTerms, Contract, ContractDelivery,
    ContractVolume, Departure, Displaced, Equilibrium, FORMAT_VERSION, FieldRef, Finance,
    FleetStatus, Funding, GpuFleet, Jurisdiction, Lease, LeaseStatus, LeaseTerms, Market, Network,
    Note, Origin, Owner, Plan, Power, PowerTerms, PriceSource, Pricing, Refresh, RefreshSetting,
    ReservedTerms, Shape, Shifts, Site, Technology, Value,
};
use crate::catalog::{self, AsicRow, DealRow, GpuRow, Provenance, Verified};
use crate::format::Month;

/// The eight figures a new plan starts from, and its ids.
#[derive(Clone, Debug, PartialEq)]
pub struct NewPlan {
    /// Id of the plan; items take it as suffix.
    pub id: String,
    /// Id of the place in the catalogue.
    pub place: String,
    /// Power of the grid connection, MW.
    pub grid_mw: f64,
    /// MW that may be turned over to AI.
    pub convertible_mw: f64,
    /// Price of power at the meter, adders included.
    pub power_price_usd_per_mwh: f64,
    /// Renewable share of energy: what the grid lacks is held as a wind contract at the hub's price.
    pub renewable_share: f64,
    /// Id of the machine in the catalogue.
    pub machine: String,
    /// Machines.
    pub units: f64,
    /// First month.
    pub start: Month,
    /// Length.
    pub horizon_months: u32,
    /// Effective annual discount rate.
    pub discount_rate: f64,
}

/// A plan from eight figures: everything else has its sourced default, and two options could be built.
pub fn new_plan(new: &NewPlan) -> Plan {
    let mut plan = empty_plan(&new.id, new.start, new.horizon_months);
    if let Some(row) = catalog::place(&new.place) {
        place(row, &mut plan);
    }
    plan.name = format!("{} {} MW", plan.site.place, crate::format::number(new.grid_mw, 0));
    let site = Arc::make_mut(&mut plan.site);
    (site.grid_mw, site.convertible_mw) = (new.grid_mw, new.convertible_mw);
    let power = Arc::make_mut(&mut plan.power);
    let price = (new.power_price_usd_per_mwh - power.delivery_adder_usd_per_mwh).max(0.0);
    if (price - power.price_usd_per_mwh).abs() > 1e-9 {
        power.price_usd_per_mwh = price;
        let at = FieldRef::new(Owner::Power, "price_usd_per_mwh").to_string();
        Arc::make_mut(&mut plan.notes).remove(&at);
    }
    let finance = Arc::make_mut(&mut plan.finance);
    (finance.discount_rate, finance.cost_of_equity) = (new.discount_rate, new.discount_rate);
    let home = new.place.starts_with("us-");
    finance.jurisdiction = if home { Jurisdiction::UnitedStates } else { Jurisdiction::Elsewhere };
    if let Some(row) = catalog::asic(&new.machine) {
        let (mut batch, notes) = asic(row, &item_id("machines", &new.id), new.start.plus(-1));
        batch.units = new.units;
        Arc::make_mut(&mut plan.asics).push(batch);
        Arc::make_mut(&mut plan.notes).extend(notes);
        let refresh = Arc::make_mut(&mut plan.refresh);
        refresh.j_per_th = row.j_per_th;
        if let Some(usd_per_th) = row.price_usd_per_th() {
            refresh.usd_per_th = usd_per_th;
        }
    }
    hedge(&mut plan, new);
    let earliest = new.start.plus(12);
    let colocation = colocation_option(&item_id("colo", &new.id), earliest, new.grid_mw);
    let rental = rental_option(&item_id("gpu", &new.id), earliest, new.grid_mw / 10.0);
    let hall = FieldRef::new(Owner::Option(colocation.id.clone()), "hall_capex_usd_per_kw");
    let text = "midway between published retrofits of mining halls, 3.6 to 10.1 M USD per MW IT";
    Arc::make_mut(&mut plan.notes).insert(hall.to_string(), assumption(text));
    plan.options = Arc::new([Some(colocation), rental].into_iter().flatten().collect());
    plan
}

/// Holds a wind contract at the hub's price that brings the renewable share up to what was asked.
fn hedge(plan: &mut Plan, new: &NewPlan) {
    let (of_grid, capacity_factor) = (plan.site.grid_renewable_share, 0.38);
    if new.renewable_share <= of_grid || of_grid >= 1.0 {
        return;
    }
    let contract = Contract {
        id: item_id("wind", &new.id),
        mw: new.grid_mw * (new.renewable_share - of_grid) / (1.0 - of_grid) / capacity_factor,
        capacity_factor,
        escalation_per_year: plan.power.escalation_per_year,
        ..contract("", plan)
    };
    let at = FieldRef::new(Owner::Contract(contract.id.clone()), "mw").to_string();
    let text = "sized to the renewable share asked for, at the hub's price";
    Arc::make_mut(&mut plan.notes).insert(at, assumption(text));
    let power = Arc::make_mut(&mut plan.power);
    if power.source == PriceSource::Tariff {
        // On a tariff it would serve load: without a measured hub it is held at a flat one.
        *power = power.clone().at_hub(catalog::FLAT_HUB);
    }
    power.contracts.push(contract);
}

fn item_id(slug: &str, suffix: &str) -> String {
    format!("{slug}-{suffix}")
}

fn assumption(text: &str) -> Note {
    Note { source: String::new(), as_of: String::new(), assumption: true, text: text.to_owned() }
}

fn note_of(provenance: &Provenance) -> Note {
    Note {
        source: provenance.source.clone(),
        as_of: provenance.as_of.clone(),
        assumption: provenance.verified == Verified::No,
        text: String::new(),
    }
}

type Notes = BTreeMap<String, Note>;

fn notes_for(owner: &Owner, keys: &[&str], provenance: &Provenance) -> Notes {
    let at = |key: &&str| (FieldRef::new(owner.clone(), key).to_string(), note_of(provenance));
    keys.iter().map(at).collect()
}

/// An empty plan with every default of the registry and the catalogue's market start.
pub fn empty_plan(id: &str, start: Month, horizon_months: u32) -> Plan {
    let market_start = catalog::market_start();
    let mut plan = Plan {
        format_version: FORMAT_VERSION,
        app_version: env!("CARGO_PKG_VERSION").to_owned(),
        headline: None,
        id: id.to_owned(),
        lineage: id.to_owned(),
        name: "New plan".to_owned(),
        start,
        horizon_months,
        site: Arc::new(Site {
            place: String::new(),
            place_id: String::new(),
            grid_mw: 0.0,
            convertible_mw: 0.0,
            gross_per_it: 1.0,
            pue_mining: 1.0,
            pue_ai: 1.0,
            grid_carbon_kg_per_mwh: 0.0,
            grid_renewable_share: 0.0,
            mining_opex_usd_per_kw_month: 0.0,
            variable_opex_usd_per_mwh: 0.0,
            fixed_cost_usd_per_year: 0.0,
        }),
        power: Arc::new(Power {
            credit_from: start,
            credit_to: start.plus(horizon_months as i32 - 1),
            ..Power::tariff(market_start.ercot_hub_mean.value)
        }),
        asics: Arc::default(),
        refresh: Arc::new(Refresh {
            setting: RefreshSetting::WhenItPays,
            j_per_th: 1.0,
            usd_per_th: 0.0,
            quoted: start,
            price_decline_per_year: 0.0,
            uptime: 1.0,
            life_months: 60,
            resale_decline_per_year: 0.0,
        }),
        gpus: Arc::default(),
        leases: Arc::default(),
        options: Arc::default(),
        market: Arc::new(empty_market(start)),
        finance: Arc::new(Finance::assumed()),
        works: Arc::default(),
        debts: Arc::default(),
        lines: Arc::default(),
        notes: Arc::default(),
        what_ifs: Arc::default(),
    };
    for owner in [Owner::Site, Owner::Power, Owner::Refresh, Owner::Market, Owner::Finance] {
        set_defaults(&mut plan, &owner);
    }
    plan
}

fn empty_market(start: Month) -> Market {
    Market {
        btc_price_usd: 0.0,
        btc_price_growth_per_year: 0.0,
        btc_annual_prices: Vec::new(),
        btc_price_curve: Vec::new(),
        fees_btc_per_block: 0.0,
        fees_log_mean: 0.0,
        fees_phi: 0.0,
        fees_sigma: 0.0,
        network_eh_s: 0.0,
        network: Network::Equilibrium(Equilibrium::default()),
        anchor_height: 0,
        anchor_month: Month::new(2026, 8),
        anchor_day: 1,
        blocks_per_day: 0.0,
        pool_fee: 0.0,
        gpu_rate_decline_per_year: 0.0,
        gpu_index_curve: Vec::new(),
        colocation_rent_usd_per_kw_month: 0.0,
        colocation_growth_per_year: 0.0,
        shifts: Shifts::none(start),
    }
}

/// Sets every field of an owner to its registry default, where it has one.
fn set_defaults(plan: &mut Plan, owner: &Owner) {
    for (info, _) in plan.fields_of(owner) {
        let Some(default) = info.default else { continue };
        let value = match info.kind {
            Kind::Count { .. } => Value::Count(default as u32),
            _ => Value::Number(default),
        };
        // The field was read a line above, so setting it cannot fail.
        let _set = plan.set(&FieldRef::new(owner.clone(), info.key), value);
    }
}

/// A plan that holds one item with all its defaults set, to take the item from.
fn with_defaults(item: super::Item) -> Plan {
    let owner = item.owner();
    let mut plan = empty_plan("template", Month::new(2027, 1), 12);
    if plan.apply(super::Change::Add(Box::new(item))).is_ok() {
        set_defaults(&mut plan, &owner);
    }
    plan
}

/// A batch of a machine of the catalogue, in service from a month, with where its figures come from.
pub fn asic(row: &AsicRow, id: &str, in_service: Month) -> (AsicBatch, Notes) {
    let batch = AsicBatch {
        id: id.to_owned(),
        name: row.model.clone(),
        origin: Some(Origin { id: row.id.clone(), as_of: row.provenance.as_of.clone() }),
        units: 1_000.0,
        th_per_s: row.th_per_s,
        j_per_th: row.j_per_th,
        price_usd: row.price_usd.unwrap_or(0.0),
        in_service,
        uptime: 1.0,
        life_months: 60,
        resale_decline_per_year: 0.0,
        clock_th: 1.0,
        clock_j: 1.0,
        displaced: Displaced::Sell,
        move_usd_per_unit: 0.0,
    };
    let plan = with_defaults(super::Item::Asic(batch.clone()));
    let owner = Owner::Asic(id.to_owned());
    let notes = notes_for(&owner, &["th_per_s", "j_per_th", "price_usd"], &row.provenance);
    (plan.asics.first().cloned().unwrap_or(batch), notes)
}

/// Discount of an on-demand rate to list: a planning assumption.
const ON_DEMAND_DISCOUNT: f64 = 0.20;

/// A fleet of a GPU of the catalogue, planned for a month, with where its figures come from.
pub fn gpu(row: &GpuRow, id: &str, in_service: Month) -> (GpuFleet, Notes) {
    let list = row.list_usd_per_gpu_hour.or(row.rental_mid_usd_per_gpu_hour).unwrap_or(0.0);
    let fleet = GpuFleet {
        id: id.to_owned(),
        name: row.model.clone(),
        origin: Some(Origin { id: row.id.clone(), as_of: row.provenance.as_of.clone() }),
        status: FleetStatus::Planned,
        units: 1_000.0,
        kw_it: row.kw_it,
        in_service,
        acquisition: Acquisition::Purchased,
        capex_usd_per_gpu: row.all_in_capex_usd,
        repurpose_usd_per_gpu: 0.0,
        rate_usd_per_gpu_hour: list * (1.0 - ON_DEMAND_DISCOUNT),
        utilisation: 1.0,
        availability: 1.0,
        idle_power_share: 0.0,
        marketplace_fee: 0.0,
        opex_usd_per_kw_month: 0.0,
        life_months: 60,
        resale_decline_per_year: 0.0,
        offline_months: 0,
    };
    let plan = with_defaults(super::Item::Gpu(fleet.clone()));
    let owner = Owner::Gpu(id.to_owned());
    let keys = ["kw_it", "capex_usd_per_gpu", "rate_usd_per_gpu_hour"];
    let notes = notes_for(&owner, &keys, &row.provenance);
    (plan.gpus.first().cloned().unwrap_or(fleet), notes)
}

/// A colocation offer at the published average, from a month.
pub fn colocation_lease(id: &str, start: Month) -> Lease {
    let lease = Lease {
        id: id.to_owned(),
        name: "Published average".to_owned(),
        tenant: "Unnamed".to_owned(),
        status: LeaseStatus::Offer,
        start,
        term_months: 180,
        ramp_months: 6,
        escalator_per_year: 0.0,
        sla_availability: 1.0,
        availability: 1.0,
        sla_credit: 0.0,
        opex_usd_per_kw_month: 0.0,
        renewal_probability: 0.0,
        void_months: 0,
        default_per_year: 0.0,
        recovery_share: 0.0,
        prepayment_usd: 0.0,
        signing: start,
        credit_share: 0.0,
        departure: Departure::AtExpiry,
        terms: LeaseTerms::Colocation(ColocationTerms {
            it_mw: 1.0,
            rate_usd_per_kw_month: 0.0,
            power: PowerTerms::PassedThrough,
            power_margin: 0.0,
            load_factor: 1.0,
            hall_capex_usd_per_kw: 0.0,
            reuse_share: 0.0,
            spent_usd: 0.0,
            hall_ready: start,
            lead_months: 1,
            offline_months: 0,
            tenant_funding_share: 0.0,
            tenant_funding: Funding::Kept,
        }),
    };
    let plan = with_defaults(super::Item::Lease(lease.clone()));
    let mut filled = plan.leases.first().cloned().unwrap_or(lease);
    filled.ramp_months = 6;
    filled
}

/// An offer of GPUs of a fleet, reserved for three years.
pub fn reserved_lease(id: &str, fleet: &GpuFleet) -> Lease {
    let lease = Lease {
        name: format!("Reserved, {}", fleet.name),
        start: fleet.in_service,
        signing: fleet.in_service,
        term_months: fleet.life_months.min(36),
        terms: LeaseTerms::Reserved(ReservedTerms {
            fleet: fleet.id.clone(),
            units: (fleet.units / 2.0).floor(),
            rate_usd_per_gpu_hour: 0.0,
            take_or_pay: 1.0,
        }),
        ..colocation_lease(id, fleet.in_service)
    };
    let plan = with_defaults(super::Item::Lease(lease.clone()));
    let mut filled = plan.leases.first().cloned().unwrap_or(lease);
    // Running cost of the units is the fleet's.
    (filled.ramp_months, filled.opex_usd_per_kw_month) = (0, 0.0);
    filled
}

/// An offer on the terms of a published deal, with where its figures come from.
pub fn lease(row: &DealRow, id: &str, start: Month) -> Option<(Lease, Notes)> {
    let rent = row.rent_terms()?;
    let mut lease = colocation_lease(id, start);
    lease.name = format!("{}, {}", row.operator, row.tenant);
    lease.tenant.clone_from(&row.tenant);
    lease.escalator_per_year = rent.escalator_share_per_year;
    if let Some(years) = row.term_years {
        lease.term_months = years * 12;
    }
    if let Some(terms) = lease.colocation_mut() {
        terms.rate_usd_per_kw_month = rent.first_year_usd_per_kw_month;
        if let Some(it_mw) = row.capacity_mw_it {
            terms.it_mw = it_mw;
            if let Some(capex) = row.capex_usd.filter(|_| it_mw > 0.0) {
                terms.hall_capex_usd_per_kw = capex / (it_mw * 1000.0);
            }
        }
    }
    let keys = ["rate_usd_per_kw_month", "it_mw", "term_months", "escalator_per_year"];
    let mut notes = notes_for(&Owner::Lease(id.to_owned()), &keys, &row.provenance);
    if row.capex_usd.is_some() {
        notes.extend(notes_for(
            &Owner::Lease(id.to_owned()),
            &["hall_capex_usd_per_kw"],
            &row.provenance,
        ));
    }
    Some((lease, notes))
}

/// A contract of 10 MW of wind over the plan, at the plan's own price of power.
pub fn contract(id: &str, plan: &Plan) -> Contract {
    Contract {
        id: id.to_owned(),
        name: "Wind".to_owned(),
        technology: Technology::Wind,
        delivery: ContractDelivery::Grid,
        volume: ContractVolume::Block,
        shape: Shape::PermianWind,
        mw: 10.0,
        capacity_factor: 0.38,
        pricing: Pricing::Fixed,
        price_usd_per_mwh: plan.power.price_usd_per_mwh,
        spread_usd_per_mwh: 0.0,
        escalation_per_year: 0.0,
        from: plan.start,
        to: plan.end().plus(-1),
    }
}

/// Cost of turning a mining hall over to AI, USD per kW IT: midway between the published retrofits, Riot
/// Rockdale's 3,600 of January 2026 and Bitfarms Moses Lake's 7,100 per gross kW of November 2025.
const RETROFIT_USD_PER_KW_IT: f64 = 6_900.0;

/// The option of building AI colocation in mining halls at the published average rent.
pub fn colocation_option(id: &str, earliest: Month, max_mw: f64) -> BuildOption {
    let mut template = colocation_lease("template", earliest);
    if let Some(terms) = template.colocation_mut() {
        terms.hall_capex_usd_per_kw = RETROFIT_USD_PER_KW_IT;
    }
    BuildOption {
        id: id.to_owned(),
        name: "AI colocation".to_owned(),
        earliest,
        max_mw,
        max_mw_per_year: max_mw,
        build: Build::Colocation(Box::new(template)),
    }
}

/// The option of renting out H100s; none if the catalogue has no such row.
pub fn rental_option(id: &str, earliest: Month, max_mw: f64) -> Option<BuildOption> {
    let (template, _) = gpu(catalog::gpu("h100-sxm")?, "template", earliest);
    Some(BuildOption {
        id: id.to_owned(),
        name: "GPU rental, H100".to_owned(),
        earliest,
        max_mw,
        max_mw_per_year: max_mw,
        build: Build::GpuRental(Box::new(template)),
    })
}

#[cfg(test)]
#[path = "template_tests.rs"]
mod tests;
