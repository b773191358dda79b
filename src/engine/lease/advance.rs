//! What tenants pay ahead: prepayments and funding to be repaid, earned back against rent.

use crate::engine::inputs::Inputs;
use crate::plan::{Lease, LeaseTerms};

/// Flows of a tenant's advances in each month, USD.
#[derive(Clone, Debug, PartialEq)]
pub struct Advances {
    /// Received.
    pub received: Vec<f64>,
    /// Credited against rent, or repaid.
    pub earned: Vec<f64>,
    /// Kept of tenants that defaulted.
    pub kept: Vec<f64>,
    /// Owed when the plan starts.
    pub opening_usd: f64,
    /// Owed at the end of each month.
    pub owed: Vec<f64>,
}

/// Funding of a hall that the tenant is credited back, USD.
#[derive(Clone, Debug, PartialEq)]
pub struct Funded {
    /// Received before the plan's start.
    pub before_usd: f64,
    /// Received in each month.
    pub usd: Vec<f64>,
}

impl Funded {
    /// No funding.
    pub fn none(inputs: &Inputs<'_>) -> Self {
        Self { before_usd: 0.0, usd: vec![0.0; inputs.months] }
    }
}

/// The advances of a lease: a liability earned back at up to `credit_share` of each month's signed rent; what
/// is left at expiry, or when the tenant leaves, is repaid in the month after.
///
/// What was received before the plan's start is sunk, but what of it was not yet earned is still credited.
/// `signed` is the expected share of the lease that has not defaulted, `signed_usd` its rent: where the base case
/// counts defaults, what a defaulted tenant has left is kept.
pub fn of(
    inputs: &Inputs<'_>,
    lease: &Lease,
    funded: Funded,
    signed: &[f64],
    signed_usd: &[f64],
) -> Advances {
    let start = inputs.plan.start;
    let (signing, first) = (lease.signing.since(start), lease.start.since(start));
    let expires = lease.ends().since(start);
    let mut received = funded.usd;
    let mut earned = vec![0.0; inputs.months];
    let mut balance = funded.before_usd;
    if let Ok(signing) = usize::try_from(signing) {
        if let Some(month) = received.get_mut(signing) {
            *month += lease.prepayment_usd;
        }
    } else {
        balance += lease.prepayment_usd;
    }
    for month in first..0 {
        balance -= f64::min(balance, lease.credit_share * rent_before(lease, month - first));
    }
    if expires < 0 {
        balance = 0.0;
    }
    let opening_usd = balance;
    let (mut kept, mut owed) = (vec![0.0; inputs.months], vec![0.0; inputs.months]);
    let mut survived = 1.0;
    for m in 0..inputs.months {
        balance += received[m];
        let month = m as i32;
        let mut credit = balance;
        if month < expires {
            credit = 0.0;
            if signed[m] > 0.0 {
                survived = signed[m];
                credit = f64::min(balance, lease.credit_share * signed_usd[m] / survived);
            }
        }
        earned[m] = credit * survived;
        balance -= credit;
        let before = if m > 0 { owed[m - 1] } else { opening_usd };
        owed[m] = balance * survived;
        kept[m] = before + received[m] - earned[m] - owed[m];
    }
    Advances { received, earned, kept, opening_usd, owed }
}

/// Signed rent of a month before the plan's start, USD; reserved GPUs are counted at 730 hours a month.
fn rent_before(lease: &Lease, since_start: i32) -> f64 {
    let full = match &lease.terms {
        LeaseTerms::Colocation(terms) => terms.it_mw * 1000.0 * terms.rate_usd_per_kw_month,
        LeaseTerms::Reserved(terms) => {
            terms.units * 730.0 * terms.rate_usd_per_gpu_hour * terms.take_or_pay
        }
    };
    full * lease.ramp(since_start) * lease.escalation(since_start)
}
