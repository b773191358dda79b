//! Debt: loans drawn, their interest, repayment and what is prepaid at the horizon.

mod schedule;

pub use schedule::{Schedule, Terms};

use super::books::AssetClass;
use super::inputs::Inputs;
use super::lease::{Contracted, LeaseDetail};
use super::ledger::{Ledger, LineId};
use crate::plan::{Debt, DebtAssets, DebtSize, Lease};

/// One loan over the plan, for charts and tables.
#[derive(Clone, Debug, PartialEq)]
pub struct DebtDetail {
    /// The loan.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Drawn in the plan or owed at its start, USD.
    pub principal_usd: f64,
    /// Owed at the end of each month, USD.
    pub balance_usd: Vec<f64>,
    /// Interest and principal paid in each month, USD; what is prepaid at the horizon stands apart.
    pub service_usd: Vec<f64>,
    /// Cash flow of the lease it is sized to or sculpted on in each month, USD.
    pub lease_cash_usd: Vec<f64>,
}

/// Writes the lines of all loans, and the interest that is capitalised into the books.
pub fn write(inputs: &Inputs<'_>, leases: &[LeaseDetail], ledger: &mut Ledger) -> Vec<DebtDetail> {
    let first_asset = ledger.assets.assets().count();
    let debts =
        inputs.plan.debts.iter().map(|debt| of_debt(inputs, debt, leases, ledger)).collect();
    ledger.write_assets(first_asset);
    debts
}

fn of_debt(
    inputs: &Inputs<'_>,
    debt: &Debt,
    leases: &[LeaseDetail],
    ledger: &mut Ledger,
) -> DebtDetail {
    let months = inputs.months as i32;
    let sized_on = leases_of(inputs, debt);
    let since_start = |month: crate::format::Month| month.since(inputs.plan.start);
    let first_rent = sized_on.iter().map(|(_, lease)| since_start(lease.start)).min();
    let ready = since_start(debt.ready);
    // Tenor counts from the first rent where the loan is sized.
    let begins = match debt.size {
        DebtSize::Sized => first_rent.unwrap_or(ready),
        DebtSize::Fixed | DebtSize::ShareOfCapex => ready,
    };
    let sized = debt.size == DebtSize::Sized;
    let ends = begins + debt.tenor_months as i32;
    let lease_cash = if debt.is_sculpted() {
        lease_cash(inputs, &sized_on, leases, ledger, ends.max(months))
    } else {
        Vec::new()
    };
    let capex = capex_of(debt, &sized_on, leases, ledger);
    let terms = Terms {
        monthly_rate: debt.rate_per_year / 12.0,
        capitalise_until: if sized { ready.min(begins) } else { ready },
        begins,
        ends,
        interest_only_months: debt.interest_only_months as i32,
        sculpted: debt.is_sculpted(),
        dscr: debt.dscr,
    };
    let schedule = match debt.size {
        DebtSize::Fixed => Schedule::fixed(
            &terms,
            debt.principal_usd,
            since_start(debt.drawn),
            &lease_cash,
            months,
        ),
        DebtSize::ShareOfCapex => {
            let draws: Vec<f64> = capex.iter().map(|usd| usd * debt.capex_share).collect();
            Schedule::drawn(&terms, &draws, &lease_cash)
        }
        DebtSize::Sized => Schedule::sized(&terms, &capex, &lease_cash),
    };
    write_schedule(inputs, debt, &schedule, ready, ledger);
    let principal = schedule.opening_usd + schedule.drawn.iter().sum::<f64>();
    let mut in_plan = lease_cash;
    in_plan.resize(inputs.months, 0.0);
    DebtDetail {
        id: debt.id.clone(),
        name: debt.name.clone(),
        principal_usd: principal,
        service_usd: schedule.service(),
        balance_usd: schedule.balance,
        lease_cash_usd: in_plan,
    }
}

fn write_schedule(
    inputs: &Inputs<'_>,
    debt: &Debt,
    schedule: &Schedule,
    ready: i32,
    ledger: &mut Ledger,
) {
    ledger.add(LineId::OpeningDebt, 0, schedule.opening_usd);
    let lines = [
        (LineId::DebtDrawn, &schedule.drawn),
        (LineId::DebtInterest, &schedule.interest),
        (LineId::InterestCapitalised, &schedule.capitalised),
        (LineId::DebtRepaid, &schedule.repaid),
        (LineId::DebtPrepaid, &schedule.prepaid),
    ];
    for (line, series) in lines {
        for (month, usd) in series.iter().enumerate() {
            ledger.add(line, month as i32, *usd);
        }
    }
    let drawn: f64 = schedule.drawn.iter().sum();
    if let Some(first) = schedule.drawn.iter().position(|usd| *usd > 0.0) {
        ledger.add(LineId::DebtFees, first as i32, drawn * debt.fee_share);
    }
    let capitalised: f64 = schedule.capitalised.iter().sum();
    if capitalised > 0.0 {
        let plan = inputs.plan;
        let asset = ledger.assets.buy(plan, AssetClass::Interest, &debt.id, ready, capitalised);
        // Where halls are realised at the horizon, what was capitalised in them is deducted then.
        if plan.finance.halls_at_end != crate::plan::HallsAtEnd::NotCounted {
            ledger.assets.end(asset);
        }
    }
}

/// Leases whose cash flow carries a loan, with their place: the one it names, or all signed and offered colocation.
fn leases_of<'a>(inputs: &'a Inputs<'_>, debt: &Debt) -> Vec<(usize, &'a Lease)> {
    let leases = inputs.plan.leases.iter().enumerate();
    leases
        .filter(|(_, lease)| {
            if debt.lease.is_empty() {
                lease.colocation().is_some()
            } else {
                lease.id == debt.lease
            }
        })
        .collect()
}

/// Cash flow of leases in their signed term before tax, by month from the plan's first to `until`, USD.
///
/// Rent and power billed, less opex, power and what tenants' advances are credited.
fn lease_cash(
    inputs: &Inputs<'_>,
    leases: &[(usize, &Lease)],
    details: &[LeaseDetail],
    ledger: &Ledger,
    until: i32,
) -> Vec<f64> {
    let mut cash = vec![0.0; until.max(0) as usize];
    for (at, lease) in leases {
        let contract = Contracted::of(inputs, ledger, lease);
        let expires = lease.ends().since(inputs.plan.start);
        let first = lease.start.since(inputs.plan.start).max(0);
        let mut owed = details[*at].owed_usd.last().copied().unwrap_or(0.0);
        for month in first..expires.min(until) {
            let credited = details[*at].credited_usd.get(month as usize).copied();
            let credited = credited.unwrap_or_else(|| {
                let credit = f64::min(owed, lease.credit_share * contract.rent_usd(month));
                owed -= credit;
                credit
            });
            cash[month as usize] += contract.cash_usd(month) - credited;
        }
    }
    cash
}

/// Capex a loan pays for, by month, USD.
fn capex_of(
    debt: &Debt,
    leases: &[(usize, &Lease)],
    details: &[LeaseDetail],
    ledger: &Ledger,
) -> Vec<f64> {
    let sum = |lines: &[LineId]| -> Vec<f64> {
        let month = |m: usize| lines.iter().map(|line| ledger.series(*line)[m]).sum();
        (0..ledger.months).map(month).collect()
    };
    if debt.size == DebtSize::Sized {
        let month = |m: usize| leases.iter().map(|(at, _)| details[*at].hall_usd[m]).sum();
        return (0..ledger.months).map(month).collect();
    }
    match debt.assets {
        DebtAssets::All => sum(&[
            LineId::AsicCapex,
            LineId::RefreshCapex,
            LineId::AsicSalesTax,
            LineId::GpuCapex,
            LineId::GpuSalesTax,
            LineId::HallCapex,
            LineId::AiWorksCapex,
            LineId::SiteWorksCapex,
        ]),
        DebtAssets::Machines => {
            sum(&[LineId::AsicCapex, LineId::RefreshCapex, LineId::AsicSalesTax])
        }
        DebtAssets::Gpus => sum(&[LineId::GpuCapex, LineId::GpuSalesTax]),
        DebtAssets::Halls => sum(&[LineId::HallCapex, LineId::AiWorksCapex]),
        DebtAssets::Site => sum(&[LineId::SiteWorksCapex]),
    }
}
