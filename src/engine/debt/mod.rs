//! Debt: loans drawn, their interest, repayment and what is prepaid at the horizon.

mod schedule;
mod sizing;

pub use schedule::{Schedule, Terms};

use sizing::{Free, LeaseCash};

use super::books::AssetClass;
use super::inputs::Inputs;
use super::lease::LeaseDetail;
use super::ledger::{Ledger, LineId};
use super::value::Cover;
use crate::format::Month;
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
    /// First month in which interest is paid; before it interest is added to the balance.
    pub interest_paid_from: Month,
    /// First month of the tenor.
    pub begins: Month,
    /// The month after its last.
    pub ends: Month,
    /// Expected cash flow of the lease it is sized to or sculpted on in each month of the signed term, USD; less what
    /// sized loans before it take of it.
    pub lease_cash_usd: Vec<f64>,
    /// Cover of its service by that cash flow, of the months with service.
    pub own_cover: Cover,
}

/// Writes the lines of all loans, and the interest that is capitalised into the books.
pub fn write(inputs: &Inputs<'_>, leases: &[LeaseDetail], ledger: &mut Ledger) -> Vec<DebtDetail> {
    let first_asset = ledger.assets.assets().count();
    let mut free = Free::all(inputs, leases);
    let debts = inputs.plan.debts.iter();
    let debts = debts.map(|debt| of_debt(inputs, debt, leases, &mut free, ledger)).collect();
    ledger.write_assets(first_asset);
    debts
}

fn of_debt(
    inputs: &Inputs<'_>,
    debt: &Debt,
    leases: &[LeaseDetail],
    free: &mut Free,
    ledger: &mut Ledger,
) -> DebtDetail {
    let months = inputs.months as i32;
    let since_start = |month: Month| month.since(inputs.plan.start);
    let sized = debt.size == DebtSize::Sized;
    let carrying: Vec<(usize, &Lease)> =
        inputs.plan.leases.iter().enumerate().filter(|(_, lease)| debt.stands_on(lease)).collect();
    let ready = since_start(debt.ready);
    let begins = since_start(debt.begins(inputs.plan));
    let ends = begins + debt.tenor_months as i32;
    let cash = if debt.is_sculpted() {
        let taken = if sized { Some(&*free) } else { None };
        LeaseCash::of(inputs, &carrying, leases, taken, ledger, ends.max(months))
    } else {
        LeaseCash::default()
    };
    let capex = if sized { free.capex(&carrying, inputs.months) } else { capex_of(debt, ledger) };
    let mut terms = Terms {
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
            &cash.signed,
            months,
        ),
        DebtSize::ShareOfCapex => {
            let draws: Vec<f64> = capex.iter().map(|usd| usd * debt.capex_share).collect();
            Schedule::drawn(&terms, &draws, &cash.signed)
        }
        DebtSize::Sized => {
            terms = terms.after(&capex);
            let schedule = Schedule::sized(&terms, &capex, &cash.signed);
            free.take(&carrying, &terms, &schedule, &capex, &cash.signed);
            schedule
        }
    };
    // Interest capitalised into halls follows the first of them, once the last of it is added.
    let last_added = schedule.capitalised.iter().rposition(|usd| *usd > 0.0);
    let halls = carrying.iter().filter_map(|(_, lease)| lease.colocation());
    let first_hall = halls.map(|terms| since_start(terms.hall_ready)).min();
    let deducted_from = match first_hall.filter(|_| sized) {
        Some(hall) => hall.max(last_added.map_or(0, |month| month as i32)),
        None => ready,
    };
    write_schedule(inputs, debt, &schedule, deducted_from, ledger);
    detail_of(inputs, debt, &terms, schedule, cash.expected)
}

fn detail_of(
    inputs: &Inputs<'_>,
    debt: &Debt,
    terms: &Terms,
    schedule: Schedule,
    mut lease_cash_usd: Vec<f64>,
) -> DebtDetail {
    let start = inputs.plan.start;
    let service_usd = schedule.service();
    lease_cash_usd.resize(inputs.months, 0.0);
    let served = lease_cash_usd.iter().zip(&service_usd).enumerate();
    let served = served.filter(|(_, (_, service))| debt.is_sculpted() && **service > 0.005);
    let own_cover = Cover::of_months(
        served.map(|(m, (cash, service))| (start.plus(m as i32).year(), *cash, *service)),
    );
    DebtDetail {
        id: debt.id.clone(),
        name: debt.name.clone(),
        principal_usd: schedule.opening_usd + schedule.drawn.iter().sum::<f64>(),
        interest_paid_from: start.plus(terms.capitalise_until),
        begins: start.plus(terms.begins),
        ends: start.plus(terms.ends),
        own_cover,
        service_usd,
        balance_usd: schedule.balance,
        lease_cash_usd,
    }
}

fn write_schedule(
    inputs: &Inputs<'_>,
    debt: &Debt,
    schedule: &Schedule,
    deducted_from: i32,
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
        let asset =
            ledger.assets.buy(plan, AssetClass::Interest, &debt.id, deducted_from, capitalised);
        // Where halls are realised at the horizon, what was capitalised in them is deducted then.
        if plan.finance.halls_at_end != crate::plan::HallsAtEnd::NotCounted {
            ledger.assets.end(asset);
        }
    }
}

/// Capex that a share is lent of, by month, USD.
fn capex_of(debt: &Debt, ledger: &Ledger) -> Vec<f64> {
    let sum = |lines: &[LineId]| -> Vec<f64> {
        let month = |m: usize| lines.iter().map(|line| ledger.series(*line)[m]).sum();
        (0..ledger.months).map(month).collect()
    };
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
