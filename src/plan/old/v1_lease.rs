//! Leases and what builds them, as format version 1 wrote them: no tenant left early.

use serde::Deserialize;

use crate::format::Month;
use crate::plan::{self, Departure, GpuFleet, LeaseStatus, LeaseTerms};

/// A lease or an offer of one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::plan) struct Lease {
    id: String,
    name: String,
    tenant: String,
    status: LeaseStatus,
    start: Month,
    term_months: u32,
    ramp_months: u32,
    escalator_per_year: f64,
    sla_availability: f64,
    availability: f64,
    sla_credit: f64,
    opex_usd_per_kw_month: f64,
    renewal_probability: f64,
    void_months: u32,
    default_per_year: f64,
    recovery_share: f64,
    prepayment_usd: f64,
    signing: Month,
    credit_share: f64,
    terms: LeaseTerms,
}

/// A way of turning megawatts over to AI.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::plan) struct BuildOption {
    id: String,
    name: String,
    earliest: Month,
    max_mw: f64,
    max_mw_per_year: f64,
    build: Build,
}

/// What an option builds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
enum Build {
    /// A hall let as colocation.
    Colocation(Box<Lease>),
    /// GPUs rented out.
    GpuRental(Box<GpuFleet>),
}

impl From<Lease> for plan::Lease {
    fn from(old: Lease) -> Self {
        let Lease {
            id,
            name,
            tenant,
            status,
            start,
            term_months,
            ramp_months,
            escalator_per_year,
            sla_availability,
            availability,
            sla_credit,
            opex_usd_per_kw_month,
            renewal_probability,
            void_months,
            default_per_year,
            recovery_share,
            prepayment_usd,
            signing,
            credit_share,
            terms,
        } = old;
        Self {
            id,
            name,
            tenant,
            status,
            start,
            term_months,
            ramp_months,
            escalator_per_year,
            sla_availability,
            availability,
            sla_credit,
            opex_usd_per_kw_month,
            renewal_probability,
            void_months,
            default_per_year,
            recovery_share,
            prepayment_usd,
            signing,
            credit_share,
            departure: Departure::AtExpiry,
            terms,
        }
    }
}

impl From<BuildOption> for plan::BuildOption {
    fn from(old: BuildOption) -> Self {
        let BuildOption { id, name, earliest, max_mw, max_mw_per_year, build } = old;
        let build = match build {
            Build::Colocation(lease) => plan::Build::Colocation(Box::new((*lease).into())),
            Build::GpuRental(fleet) => plan::Build::GpuRental(fleet),
        };
        Self { id, name, earliest, max_mw, max_mw_per_year, build }
    }
}
