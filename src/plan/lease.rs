//! AI leases: colocation of the tenant's machines, or GPUs of a fleet reserved.

use serde::{Deserialize, Serialize};

use super::Unit;
use super::fields::{Field, FieldInfo, Fields, Kind, Value, choices, field};
use crate::format::Month;

choices! {
    /// How far a lease has come.
    pub enum LeaseStatus {
        /// Committed: every plan holds it.
        Signed = "signed",
        /// In your plan, and free to be left out.
        Offer = "offer",
    }
}

choices! {
    /// Who pays for the tenant's power.
    pub enum PowerTerms {
        /// Billed to the tenant at its charge plus a margin.
        PassedThrough = "passed_through",
        /// Paid out of the rent.
        Included = "included",
    }
}

/// When the tenant goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Departure {
    /// At expiry, or when a renewal of the lease ends.
    AtExpiry,
    /// Early: neither this month nor a later one of the lease is paid.
    Early {
        /// The first month without the tenant.
        month: Month,
    },
}

impl Departure {
    /// Keys of both, in the order of the form.
    pub const KEYS: &'static [&'static str] = &["at_expiry", "early"];

    /// Key of this one.
    pub const fn key(self) -> &'static str {
        match self {
            Self::AtExpiry => "at_expiry",
            Self::Early { .. } => "early",
        }
    }
}

/// A lease or an offer of one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lease {
    /// Permanent id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Tenant.
    pub tenant: String,
    /// Signed, or an offer.
    pub status: LeaseStatus,
    /// First month of rent.
    pub start: Month,
    /// Term in months.
    pub term_months: u32,
    /// Month k of n pays k/n of rent and takes k/n of load.
    pub ramp_months: u32,
    /// Rise of the rate on each anniversary of the start.
    pub escalator_per_year: f64,
    /// Availability promised.
    pub sla_availability: f64,
    /// Availability delivered.
    pub availability: f64,
    /// Share of rent credited per unit of availability missed: 50 is 5 % per 0.1 %.
    pub sla_credit: f64,
    /// Cost of running, USD per kW IT and month.
    pub opex_usd_per_kw_month: f64,
    /// Probability of one renewal on the same terms.
    pub renewal_probability: f64,
    /// Months without rent after expiry or default.
    pub void_months: u32,
    /// Probability of default a year.
    pub default_per_year: f64,
    /// Share of the next 12 months' rent recovered at default.
    pub recovery_share: f64,
    /// Rent paid in advance, at signing.
    pub prepayment_usd: f64,
    /// Month of signing.
    pub signing: Month,
    /// Largest share of a month's rent that earns back a prepayment or repaid funding.
    pub credit_share: f64,
    /// When the tenant goes.
    pub departure: Departure,
    /// What is let.
    pub terms: LeaseTerms,
}

/// What is let.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum LeaseTerms {
    /// Space and power for the tenant's machines.
    Colocation(ColocationTerms),
    /// GPUs of a fleet.
    Reserved(ReservedTerms),
}

/// Terms of a colocation lease, with the hall it needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColocationTerms {
    /// Contracted critical IT load.
    pub it_mw: f64,
    /// Rent in the first year.
    pub rate_usd_per_kw_month: f64,
    /// Who pays for the tenant's power.
    pub power: PowerTerms,
    /// Margin on power billed, as a share of its charge.
    pub power_margin: f64,
    /// Mean load over contracted IT load.
    pub load_factor: f64,
    /// Cost of the hall, USD per kW IT.
    pub hall_capex_usd_per_kw: f64,
    /// Share of the hall's cost saved by infrastructure that is there.
    pub reuse_share: f64,
    /// Part of the hall's cost paid before the plan's start.
    pub spent_usd: f64,
    /// First month the hall is ready.
    pub hall_ready: Month,
    /// Months before ready over which the hall is paid for.
    pub lead_months: u32,
    /// Months before ready in which mining stops on the MW.
    pub offline_months: u32,
    /// Share of the hall's cost the tenant pays.
    pub tenant_funding_share: f64,
    /// Whether that funding is credited back against rent.
    pub tenant_funding: Funding,
}

choices! {
    /// What becomes of a tenant's funding of the hall.
    pub enum Funding {
        /// The tenant's own: it reduces capex and enters no books.
        Kept = "kept",
        /// Credited back against rent, as a prepayment is.
        Repaid = "repaid",
    }
}

/// Terms of GPUs reserved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReservedTerms {
    /// Id of the fleet.
    pub fleet: String,
    /// GPUs reserved.
    pub units: f64,
    /// Rate in the first year.
    pub rate_usd_per_gpu_hour: f64,
    /// Share of hours paid whether used or not.
    pub take_or_pay: f64,
}

impl Lease {
    /// The month after the signed term.
    pub const fn expires(&self) -> Month {
        self.start.plus(self.term_months as i32)
    }

    /// The first month without the tenant, where it goes early.
    pub const fn leaves(&self) -> Option<Month> {
        match self.departure {
            Departure::AtExpiry => None,
            Departure::Early { month } => Some(month),
        }
    }

    /// The month after the last of the first term: its expiry, or earlier where the tenant leaves.
    pub fn ends(&self) -> Month {
        let expires = self.expires();
        self.leaves().map_or(expires, |leaves| expires.min(leaves.max(self.start)))
    }

    /// The lease as it was signed: the tenant stays and pays to the end of its term.
    #[must_use]
    pub fn as_signed(&self) -> Self {
        Self { departure: Departure::AtExpiry, default_per_year: 0.0, ..self.clone() }
    }

    /// Colocation terms, none for reserved GPUs.
    pub const fn colocation(&self) -> Option<&ColocationTerms> {
        match &self.terms {
            LeaseTerms::Colocation(terms) => Some(terms),
            LeaseTerms::Reserved(_) => None,
        }
    }

    /// Colocation terms to change.
    pub const fn colocation_mut(&mut self) -> Option<&mut ColocationTerms> {
        match &mut self.terms {
            LeaseTerms::Colocation(terms) => Some(terms),
            LeaseTerms::Reserved(_) => None,
        }
    }

    /// Terms of reserved GPUs, none for colocation.
    pub const fn reserved(&self) -> Option<&ReservedTerms> {
        match &self.terms {
            LeaseTerms::Reserved(terms) => Some(terms),
            LeaseTerms::Colocation(_) => None,
        }
    }

    /// Terms of reserved GPUs to change.
    pub const fn reserved_mut(&mut self) -> Option<&mut ReservedTerms> {
        match &mut self.terms {
            LeaseTerms::Reserved(terms) => Some(terms),
            LeaseTerms::Colocation(_) => None,
        }
    }

    /// Part of the rent paid in the month `since_start` months after the start: the ramp.
    pub fn ramp(&self, since_start: i32) -> f64 {
        if self.ramp_months == 0 {
            return 1.0;
        }
        (f64::from(since_start + 1) / f64::from(self.ramp_months)).clamp(0.0, 1.0)
    }

    /// Factor of the escalator in the month `since_start` months after the start.
    pub fn escalation(&self, since_start: i32) -> f64 {
        (1.0 + self.escalator_per_year).powi(since_start.max(0) / 12)
    }
}

impl Fields for Lease {
    const FIELDS: &'static [Field<Self>] = &[
        field!(Self, "lease", text name: "yours"),
        field!(Self, "lease", text tenant: "yours"),
        field!(Self, "lease", choice status: LeaseStatus, "yours"),
        field!(Self, "lease", number it_mw in (colocation, colocation_mut): MwIt, 0.0, 10_000.0, None, "yours"),
        field!(Self, "lease", text fleet in (reserved, reserved_mut): "yours"),
        field!(Self, "lease", number units in (reserved, reserved_mut): Units, 0.0, 10_000_000.0, None, "yours"),
        field!(Self, "lease", month start: "yours"),
        field!(Self, "lease", count term_months: Months, 1, 600, None, "yours"),
        field!(Self, "lease", count ramp_months: Months, 0, 120, Some(0.0), "yours"),
        field!(Self, "lease", number rate_usd_per_kw_month in (colocation, colocation_mut): UsdPerKwMonth, 0.0, 2_000.0, Some(121.0), "first year; equal over 15 years at 3 % to the published average of 150, 20 deals 2024 to 2026"),
        field!(Self, "lease", number rate_usd_per_gpu_hour in (reserved, reserved_mut): UsdPerGpuHour, 0.0, 100.0, Some(2.24), "H100 reserved, September 2026"),
        field!(Self, "lease", number take_or_pay in (reserved, reserved_mut): Share, 0.0, 1.0, Some(1.0), "yours"),
        field!(Self, "lease", number escalator_per_year: SharePerYear, -0.1, 0.2, Some(0.03), "Hut 8, Galaxy and TeraWulf leases 2024 to 2026"),
        field!(Self, "lease", choice power in (colocation, colocation_mut): PowerTerms, "yours"),
        field!(Self, "lease", number power_margin in (colocation, colocation_mut): Share, 0.0, 1.0, Some(0.0), "yours"),
        field!(Self, "lease", number load_factor in (colocation, colocation_mut): Share, 0.0, 1.0, Some(0.85), "assumption"),
        field!(Self, "lease", number opex_usd_per_kw_month: UsdPerKwMonth, 0.0, 500.0, Some(17.9), "Cipher Barber Lake, SEC 8-K November 2025"),
        field!(Self, "lease", number sla_availability: Share, 0.9, 1.0, Some(0.9999), "assumption, Tier III and above"),
        field!(Self, "lease", number availability: Share, 0.0, 1.0, Some(0.9999), "assumption"),
        field!(Self, "lease", number sla_credit: Ratio, 0.0, 1_000.0, Some(50.0), "assumption, 5 % of rent per 0.1 %"),
        departure_choice(),
        departure_month(),
        field!(Self, "lease", number renewal_probability: Share, 0.0, 1.0, Some(0.7), "assumption"),
        field!(Self, "lease", count void_months: Months, 0, 120, Some(9.0), "assumption"),
        field!(Self, "lease", number default_per_year: SharePerYear, 0.0, 1.0, Some(0.015), "assumption"),
        field!(Self, "lease", number recovery_share: Share, 0.0, 1.0, Some(0.3), "assumption"),
        field!(Self, "lease", number prepayment_usd: Usd, 0.0, 1e11, Some(0.0), "yours"),
        field!(Self, "lease", month signing: "yours"),
        field!(Self, "lease", number credit_share: Share, 0.0, 1.0, Some(0.5), "Core Scientific and CoreWeave: up to half of monthly fees"),
        field!(Self, "lease", number hall_capex_usd_per_kw in (colocation, colocation_mut): UsdPerKw, 0.0, 100_000.0, Some(10_000.0), "Cipher Barber Lake 9 to 11 M USD per MW IT, September 2025"),
        field!(Self, "lease", number reuse_share in (colocation, colocation_mut): Share, 0.0, 1.0, Some(0.0), "10 to 20 % of mining infrastructure, September 2024"),
        field!(Self, "lease", number spent_usd in (colocation, colocation_mut): Usd, 0.0, 1e12, Some(0.0), "yours"),
        field!(Self, "lease", month hall_ready in (colocation, colocation_mut): "yours"),
        field!(Self, "lease", count lead_months in (colocation, colocation_mut): Months, 1, 120, Some(12.0), "published deals 8 to 20 months"),
        field!(Self, "lease", count offline_months in (colocation, colocation_mut): Months, 0, 120, Some(6.0), "assumption"),
        field!(Self, "lease", number tenant_funding_share in (colocation, colocation_mut): Share, 0.0, 1.0, Some(0.0), "yours"),
        field!(Self, "lease", choice tenant_funding in (colocation, colocation_mut): Funding, "yours"),
    ];
}

const fn departure_choice() -> Field<Lease> {
    Field {
        info: FieldInfo {
            key: "departure",
            label: "field.lease.departure",
            unit: Unit::None,
            kind: Kind::Choice(Departure::KEYS),
            default: None,
            source: "at expiry",
        },
        get: |of| Some(Value::Choice(of.departure.key())),
        set: |of, value| {
            let Value::Choice(key) = value else { return None };
            if key == of.departure.key() {
                return Some(());
            }
            of.departure = match key {
                "at_expiry" => Departure::AtExpiry,
                "early" => Departure::Early { month: of.expires() },
                _ => return None,
            };
            Some(())
        },
    }
}

const fn departure_month() -> Field<Lease> {
    Field {
        info: FieldInfo {
            key: "leaves",
            label: "field.lease.leaves",
            unit: Unit::Month,
            kind: Kind::Month,
            default: None,
            source: "yours",
        },
        get: |of| of.leaves().map(Value::Month),
        set: |of, value| match (&mut of.departure, value) {
            (Departure::Early { month }, Value::Month(value)) => {
                *month = value;
                Some(())
            }
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::testing;

    #[test]
    fn the_ramp_reaches_one_in_its_last_month_and_the_escalator_steps_on_anniversaries() {
        let lease = Lease { ramp_months: 4, escalator_per_year: 0.03, ..testing::colocation("a") };
        assert_eq!([0, 1, 3, 9].map(|month| lease.ramp(month)), [0.25, 0.5, 1.0, 1.0]);
        assert_eq!((lease.escalation(11), lease.escalation(12)), (1.0, 1.03));
    }
}
