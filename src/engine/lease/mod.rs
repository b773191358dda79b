//! AI leases: rent, power, halls and tenants' advances.

mod advance;
mod contract;
mod path;

pub use contract::Contracted;
pub use path::{Occupancy, occupancy, total_contract_usd};

use advance::Funded;

use super::books::{AssetClass, enter_built, paid_over_lead};
use super::inputs::{Inputs, capital_charge};
use super::ledger::{Ledger, LineId};
use super::load::{Held, rental_rate};
use crate::plan::{
    ColocationTerms, Funding, Lease, LeaseTerms, PowerTerms, ReservedTerms, capacity,
};

/// One lease over the plan, for charts and tables.
#[derive(Clone, Debug, PartialEq)]
pub struct LeaseDetail {
    /// The lease.
    pub id: String,
    /// Its name.
    pub name: String,
    /// MW gross in service in each month; 0 for reserved GPUs, whose fleet has them.
    pub mw: Vec<f64>,
    /// Rent in each month, USD, signed and let again.
    pub rent_usd: Vec<f64>,
    /// Energy in each month if all of it always runs, MWh; 0 for reserved GPUs.
    pub energy_mwh: Vec<f64>,
    /// Cash in each month, USD: rent, opex, power not billed, hall and advances.
    pub cash_usd: Vec<f64>,
    /// Paid for its hall in each month after what the tenant pays, USD.
    pub hall_usd: Vec<f64>,
    /// Operating income in each month, USD: rent and power billed less credits, opex and power.
    pub operating_usd: Vec<f64>,
    /// Advances credited against rent or repaid in each month, USD.
    pub credited_usd: Vec<f64>,
    /// Advances owed at the end of each month, USD.
    pub owed_usd: Vec<f64>,
    /// Advances credited in each month if the tenant stays and pays to the end of its term, USD.
    pub signed_credited_usd: Vec<f64>,
    /// Advances owed at the end of the plan if the tenant stays and pays to the end of its term, USD.
    pub signed_owed_usd: f64,
}

/// Writes the lines of all leases.
pub fn write(inputs: &Inputs<'_>, ledger: &mut Ledger) -> Vec<LeaseDetail> {
    let leases = inputs.plan.leases.iter();
    leases
        .map(|lease| match &lease.terms {
            LeaseTerms::Colocation(terms) => colocation(inputs, lease, terms, ledger),
            LeaseTerms::Reserved(terms) => reserved(inputs, lease, terms, ledger),
        })
        .collect()
}

/// Units of a fleet that leases hold in each month, expected: reserved ones ramp up their load, those in a void
/// draw no power.
pub fn held_units(inputs: &Inputs<'_>, fleet: &str) -> Vec<Held> {
    let mut held = vec![Held::default(); inputs.months];
    for lease in inputs.plan.leases.iter() {
        let Some(terms) = lease.reserved().filter(|terms| terms.fleet == fleet) else { continue };
        let Occupancy { signed, signed_load, void, .. } = occupancy(inputs, lease);
        for m in 0..inputs.months {
            held[m].units += terms.units * (signed[m] + void[m]);
            held[m].powered += terms.units * signed_load[m];
        }
    }
    held
}

fn empty_detail(inputs: &Inputs<'_>, lease: &Lease) -> LeaseDetail {
    let months = || vec![0.0; inputs.months];
    LeaseDetail {
        id: lease.id.clone(),
        name: lease.name.clone(),
        mw: months(),
        rent_usd: months(),
        energy_mwh: months(),
        cash_usd: months(),
        hall_usd: months(),
        operating_usd: months(),
        credited_usd: months(),
        owed_usd: months(),
        signed_credited_usd: months(),
        signed_owed_usd: 0.0,
    }
}

/// Share of rent credited to the tenant: `credit * max(0, promised - delivered)`.
fn sla_credit_share(lease: &Lease) -> f64 {
    (lease.sla_credit * (lease.sla_availability - lease.availability).max(0.0)).min(1.0)
}

fn colocation(
    inputs: &Inputs<'_>,
    lease: &Lease,
    terms: &ColocationTerms,
    ledger: &mut Ledger,
) -> LeaseDetail {
    let plan = inputs.plan;
    let kw_it = terms.it_mw * 1000.0;
    let Occupancy { signed, signed_rent, signed_load, market, recovery, .. } =
        occupancy(inputs, lease);
    let claim = capacity::of_lease(lease, plan);
    let gross_mw = claim.as_ref().map_or(0.0, |claim| claim.gross_mw);
    let mut detail = empty_detail(inputs, lease);
    let first = lease.start.since(plan.start);
    let hall_total = kw_it * terms.hall_capex_usd_per_kw * (1.0 - terms.reuse_share);
    let hall =
        paid_over_lead(inputs, hall_total, terms.spent_usd, terms.hall_ready, terms.lead_months);
    let repaid = terms.tenant_funding == Funding::Repaid;
    let funded: Vec<f64> = hall.iter().map(|usd| usd * terms.tenant_funding_share).collect();
    let kept = if repaid { 0.0 } else { terms.tenant_funding_share };
    let rate = plan.finance.discount_rate;
    let life = f64::from(plan.finance.hall_book_life_months);
    let charge = capital_charge(hall_total * (1.0 - kept), life, rate);
    let own = 1.0 - kept;
    let usd = (terms.spent_usd.min(hall_total) * own, hall.iter().sum::<f64>() * own);
    enter_built(inputs, ledger, AssetClass::Hall, &lease.id, terms.hall_ready, usd);
    let mut signed_usd = vec![0.0; inputs.months];
    for m in 0..inputs.months {
        let month = m as i32;
        let paid = hall[m] - if repaid { 0.0 } else { funded[m] };
        ledger.add(LineId::HallCapex, month, paid);
        detail.hall_usd[m] = paid;
        detail.cash_usd[m] -= paid;
        if month < first {
            continue;
        }
        signed_usd[m] = kw_it * terms.rate_usd_per_kw_month * signed_rent[m];
        let rent = signed_usd[m] + kw_it * inputs.markets.colocation_rent[m] * market[m];
        let credit = rent * sla_credit_share(lease);
        let recovered = kw_it * terms.rate_usd_per_kw_month * recovery[m];
        let load = signed_load[m] + market[m];
        let energy = terms.it_mw * load * terms.load_factor * plan.site.pue_ai * inputs.hours[m];
        let opex = kw_it * lease.opex_usd_per_kw_month * inputs.cost[m];
        ledger.add(LineId::ColocationRent, month, rent);
        ledger.add(LineId::SlaCredits, month, credit);
        ledger.add(LineId::LeaseRecovery, month, recovered);
        ledger.add(LineId::ColocationEnergy, month, energy);
        ledger.add(LineId::ColocationOpex, month, opex);
        ledger.add(LineId::ColocationMw, month, gross_mw);
        ledger.add(LineId::ColocationCapitalCharge, month, charge);
        detail.mw[m] = gross_mw;
        detail.rent_usd[m] = rent;
        detail.energy_mwh[m] = energy;
        detail.operating_usd[m] = rent - credit + recovered - opex;
        detail.cash_usd[m] += detail.operating_usd[m];
    }
    let funded = if repaid {
        let before_usd = terms.spent_usd.min(hall_total) * terms.tenant_funding_share;
        Funded { before_usd, usd: funded }
    } else {
        Funded::none(inputs)
    };
    let advances = advance::of(inputs, lease, funded.clone(), &signed, &signed_usd);
    write_advances(&advances, ledger, &mut detail);
    let month_usd = vec![kw_it * terms.rate_usd_per_kw_month; inputs.months];
    credit_as_signed(inputs, lease, funded, &month_usd, &mut detail);
    detail
}

/// Enters what is credited of advances if the tenant stays and pays; `month_usd` is rent before ramp and escalator.
fn credit_as_signed(
    inputs: &Inputs<'_>,
    lease: &Lease,
    funded: Funded,
    month_usd: &[f64],
    detail: &mut LeaseDetail,
) {
    let signed = lease.as_signed();
    if signed == *lease {
        detail.signed_credited_usd.clone_from(&detail.credited_usd);
        detail.signed_owed_usd = detail.owed_usd.last().copied().unwrap_or(0.0);
        return;
    }
    let path = occupancy(inputs, &signed);
    let rent: Vec<f64> =
        month_usd.iter().zip(&path.signed_rent).map(|(usd, of)| usd * of).collect();
    let advances = advance::of(inputs, &signed, funded, &path.signed, &rent);
    detail.signed_owed_usd = advances.owed.last().copied().unwrap_or(0.0);
    detail.signed_credited_usd = advances.earned;
}

/// Bills tenants for their part of colocation's power, charges and all, once it is known.
///
/// Passed through, a tenant pays its charge and a margin on it. RULINGS 17.
pub fn bill_power(inputs: &Inputs<'_>, details: &mut [LeaseDetail], ledger: &mut Ledger) {
    let load: Vec<f64> = (0..inputs.months)
        .map(|m| details.iter().map(|detail| detail.energy_mwh[m]).sum())
        .collect();
    for (lease, detail) in inputs.plan.leases.iter().zip(details) {
        let Some(terms) = lease.colocation() else { continue };
        let billed_share = match terms.power {
            PowerTerms::PassedThrough => 1.0 + terms.power_margin,
            PowerTerms::Included => 0.0,
        };
        for (m, load) in load.iter().enumerate().filter(|(_, load)| **load > 0.0) {
            let charge = POWER_CHARGES.iter().map(|line| ledger.series(*line)[m]).sum::<f64>()
                * (detail.energy_mwh[m] / load);
            ledger.add(LineId::PowerBilled, m as i32, charge * billed_share);
            detail.operating_usd[m] += charge * billed_share - charge;
            detail.cash_usd[m] += charge * billed_share - charge;
        }
    }
}

/// What colocation is charged for power.
const POWER_CHARGES: [LineId; 5] = [
    LineId::ColocationEnergyCost,
    LineId::ColocationDeliveryCost,
    LineId::ColocationCarbonCost,
    LineId::ColocationDemandCharge,
    LineId::ColocationPeakCharge,
];

fn write_advances(advances: &advance::Advances, ledger: &mut Ledger, detail: &mut LeaseDetail) {
    ledger.add(LineId::OpeningAdvances, 0, advances.opening_usd);
    detail.credited_usd.clone_from(&advances.earned);
    detail.owed_usd.clone_from(&advances.owed);
    for (m, kept) in advances.kept.iter().enumerate() {
        ledger.add(LineId::AdvancesKept, m as i32, *kept);
    }
    for (m, (received, earned)) in advances.received.iter().zip(&advances.earned).enumerate() {
        ledger.add(LineId::TenantAdvances, m as i32, *received);
        ledger.add(LineId::AdvancesEarned, m as i32, *earned);
        detail.cash_usd[m] += received - earned;
    }
}

fn reserved(
    inputs: &Inputs<'_>,
    lease: &Lease,
    terms: &ReservedTerms,
    ledger: &mut Ledger,
) -> LeaseDetail {
    let plan = inputs.plan;
    let mut detail = empty_detail(inputs, lease);
    let Some(fleet) = plan.gpu_fleet(&terms.fleet) else { return detail };
    let Occupancy { signed, signed_rent, signed_load, void, market, recovery } =
        occupancy(inputs, lease);
    let claim = capacity::of_fleet(fleet, plan);
    let mut signed_usd = vec![0.0; inputs.months];
    let mut full_usd = vec![0.0; inputs.months];
    for m in claim.serves.max(0)..claim.until {
        let at = m as usize;
        let paid_hours = inputs.hours[at] * terms.take_or_pay.max(fleet.utilisation);
        let month_usd = terms.units * paid_hours * terms.rate_usd_per_gpu_hour;
        full_usd[at] = month_usd;
        signed_usd[at] = month_usd * signed_rent[at];
        let credit = signed_usd[at] * sla_credit_share(lease);
        let recovered = month_usd * recovery[at];
        let earned = signed_usd[at] - credit + recovered;
        // The tenant's own running cost, beside the fleet's, while the lease holds the units.
        let held_kw = terms.units * fleet.kw_it * (signed[at] + void[at]);
        let opex = held_kw * lease.opex_usd_per_kw_month * inputs.cost[at];
        ledger.add(LineId::GpuReserved, m, earned);
        ledger.add(LineId::ReservedHours, m, terms.units * signed_load[at] * paid_hours);
        ledger.add(LineId::GpuOpex, m, opex);
        // Let again, the units rent at the fleet's own rate; that revenue is the fleet's.
        let again = terms.units
            * market[at]
            * inputs.hours[at]
            * fleet.availability
            * fleet.utilisation
            * rental_rate(inputs, fleet, at);
        detail.rent_usd[at] = signed_usd[at] + again;
        detail.cash_usd[at] = earned + again * (1.0 - fleet.marketplace_fee) - opex;
    }
    let advances = advance::of(inputs, lease, Funded::none(inputs), &signed, &signed_usd);
    write_advances(&advances, ledger, &mut detail);
    credit_as_signed(inputs, lease, Funded::none(inputs), &full_usd, &mut detail);
    detail
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::plan::{ContractsAtEnd, DefaultLoss, Plan, testing};

    fn written(change: impl FnOnce(&mut Lease)) -> (Ledger, Vec<LeaseDetail>) {
        let mut lease = testing::colocation("a");
        change(&mut lease);
        let plan = Plan { leases: Arc::new(vec![lease]), ..testing::plan() };
        let run = crate::engine::run(&plan);
        (run.ledger, run.detail.leases)
    }

    #[test]
    fn rent_power_and_opex_of_a_month_worked_by_hand() {
        let (ledger, _) = written(|lease| {
            lease.opex_usd_per_kw_month = 18.0;
            if let Some(terms) = lease.colocation_mut() {
                terms.load_factor = 0.85;
                terms.power_margin = 0.1;
            }
        });
        // 10,000 kW at 100; 10 MW x 0.85 x 1.25 x 744 h at 30 USD/MWh; 10,000 kW at 18.
        assert!((ledger.series(LineId::ColocationRent)[12] - 1e6).abs() < 1e-6);
        assert!((ledger.series(LineId::ColocationEnergy)[12] - 7_905.0).abs() < 1e-9);
        assert!((ledger.series(LineId::PowerBilled)[12] - 7_905.0 * 33.0).abs() < 1e-6);
        assert!((ledger.series(LineId::ColocationOpex)[12] - 180_000.0).abs() < 1e-6);
        assert!(ledger.series(LineId::ColocationRent)[11].abs() < 1e-12);
    }

    #[test]
    fn a_hall_is_paid_over_its_lead_and_what_is_left_before_ready() {
        let (ledger, _) = written(|_| {});
        let paid = ledger.series(LineId::HallCapex);
        assert!((paid[0] - 50e6 / 12.0).abs() < 1e-6 && (paid[11] - 50e6 / 12.0).abs() < 1e-6);
        let (ledger, _) = written(|lease| {
            if let Some(terms) = lease.colocation_mut() {
                terms.lead_months = 24;
                terms.spent_usd = 14e6;
                terms.tenant_funding_share = 0.5;
            }
        });
        // 36 M left over the 12 months before ready, half of it the tenant's.
        assert!((ledger.series(LineId::HallCapex)[3] - 1.5e6).abs() < 1e-6);
        assert!((ledger.total(LineId::HallCapex) - 18e6).abs() < 1e-6);
    }

    #[test]
    fn a_prepayment_is_earned_back_at_half_the_rent_and_the_rest_is_repaid() {
        let (ledger, detail) = written(|lease| lease.prepayment_usd = 12e6);
        let (received, earned) =
            (ledger.series(LineId::TenantAdvances), ledger.series(LineId::AdvancesEarned));
        // 12 M at signing in month 0; 0.5 M of each month's 1 M earns it back in 24 months.
        assert_eq!((received[0], received[12]), (12e6, 0.0));
        assert_eq!((earned[11], earned[12], earned[35], earned[36]), (0.0, 5e5, 5e5, 0.0));
        assert!((detail[0].cash_usd[12] - 5e5).abs() < 1e-6);
        let (ledger, _) = written(|lease| {
            lease.prepayment_usd = 100e6;
            lease.term_months = 24;
        });
        // 12 M earned in 24 months, 88 M repaid in the month after.
        assert!((ledger.series(LineId::AdvancesEarned)[36] - 88e6).abs() < 1e-3);
    }

    #[test]
    fn what_is_left_of_a_prepayment_at_the_horizon_is_repaid_or_passed_on() {
        for contracts_at_end in [ContractsAtEnd::NotCounted, ContractsAtEnd::RemainingRent] {
            let lease = Lease { prepayment_usd: 900e6, ..testing::colocation("a") };
            let mut plan = Plan { leases: Arc::new(vec![lease]), ..testing::plan() };
            plan.horizon_months = 24;
            Arc::make_mut(&mut plan.finance).contracts_at_end = contracts_at_end;
            let ledger = crate::engine::run(&plan).ledger;
            // 0.5 M of each of twelve months' rent is earned, 894 M are left.
            let (repaid, passed_on) = match contracts_at_end {
                ContractsAtEnd::NotCounted => (894e6, 0.0),
                ContractsAtEnd::RemainingRent => (0.0, 894e6),
            };
            assert!((ledger.total(LineId::AdvancesEarned) - 6e6 - repaid).abs() < 1e-3);
            assert!((ledger.total(LineId::AdvancesPassedOn) - passed_on).abs() < 1e-3);
            assert!(ledger.series(LineId::AdvancesOwed)[23].abs() < 1e-3);
        }
    }

    #[test]
    fn funding_received_before_the_plan_is_still_credited() {
        let (ledger, _) = written(|lease| {
            if let Some(terms) = lease.colocation_mut() {
                terms.lead_months = 24;
                terms.spent_usd = 20e6;
                terms.tenant_funding_share = 0.5;
                terms.tenant_funding = Funding::Repaid;
            }
        });
        // Half of 50 M is the tenant's: 10 M before the plan, 15 M in it, all earned back at 0.5 M a month.
        assert!((ledger.total(LineId::TenantAdvances) - 15e6).abs() < 1e-3);
        assert!((ledger.total(LineId::AdvancesEarned) - 25e6).abs() < 1e-3);
        let earned = ledger.series(LineId::AdvancesEarned);
        assert!((earned[61] - 5e5).abs() < 1e-3 && earned[62].abs() < 1e-3);
    }

    #[test]
    fn what_a_tenant_in_default_has_left_is_kept() {
        let mut lease = testing::colocation("a");
        lease.prepayment_usd = 100e6;
        lease.term_months = 2;
        lease.default_per_year = 1.0 - 0.9_f64.powi(12);
        let mut plan = Plan { leases: vec![lease].into(), ..testing::plan() };
        Arc::make_mut(&mut plan.finance).default_loss = DefaultLoss::Expected;
        let inputs = Inputs::from_plan(&plan);
        let mut ledger = Ledger::new(&plan);
        write(&inputs, &mut ledger);
        // 0.9 and 0.81 of the tenants stay: 0.5 M of 1 M rent each, then 99 M for the 0.81 left.
        let earned = ledger.series(LineId::AdvancesEarned);
        assert!((earned[12] - 0.45e6).abs() < 1e-3 && (earned[13] - 0.405e6).abs() < 1e-3);
        assert!((earned[14] - 80.19e6).abs() < 1e-2);
    }

    #[test]
    fn reserved_units_cost_their_own_opex_and_draw_no_power_in_a_void() {
        let fleet = testing::fleet("f");
        let lease = Lease {
            start: fleet.in_service,
            term_months: 12,
            ramp_months: 2,
            void_months: 3,
            renewal_probability: 0.0,
            opex_usd_per_kw_month: 10.0,
            terms: LeaseTerms::Reserved(ReservedTerms {
                fleet: "f".to_owned(),
                units: 600.0,
                rate_usd_per_gpu_hour: 2.0,
                take_or_pay: 1.0,
            }),
            ..testing::colocation("r")
        };
        let plan = Plan { gpus: vec![fleet].into(), leases: vec![lease].into(), ..testing::plan() };
        let inputs = Inputs::from_plan(&plan);
        let mut ledger = Ledger::new(&plan);
        let detail = write(&inputs, &mut ledger);
        // 600 kW at 10 in the term and the void, none once the units are rented out by the hour.
        let opex = ledger.series(LineId::GpuOpex);
        assert_eq!([6, 17, 18, 20, 21].map(|m| opex[m]), [6e3, 6e3, 6e3, 6e3, 0.0]);
        assert!((detail[0].cash_usd[7] - (600.0 * 744.0 * 2.0 - 6e3)).abs() < 1e-6);
        let held = held_units(&inputs, "f");
        let at = |m: usize| (held[m].units, held[m].powered);
        assert_eq!(
            [6, 7, 17, 18, 20, 21].map(at),
            [
                (600.0, 300.0),
                (600.0, 600.0),
                (600.0, 600.0),
                (600.0, 0.0),
                (600.0, 0.0),
                (0.0, 0.0),
            ]
        );
    }

    #[test]
    fn service_missed_is_credited() {
        let (ledger, _) = written(|lease| lease.availability = 0.9979);
        // 0.2 points missed at 5 % per 0.1: 10 % of rent.
        assert!((ledger.series(LineId::SlaCredits)[12] - 1e5).abs() < 1e-3);
    }
}
