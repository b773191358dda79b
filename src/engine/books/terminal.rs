//! What is left at the horizon is worth: GPUs, halls, contracts and the site; machines value themselves.

use super::AssetClass;
use crate::engine::inputs::Inputs;
use crate::engine::lease::{Contracted, LeaseDetail};
use crate::engine::ledger::{Ledger, LineId};
use crate::engine::load::resale_share;
use crate::plan::{
    Acquisition, ContractsAtEnd, GpuFleet, HallsAtEnd, Lease, MachinesAtEnd, SiteAtEnd,
};

/// Months of operating income that a multiple is taken of.
const TRAILING: usize = 12;

/// A signed term that runs on after the plan.
struct Running {
    lease: usize,
    /// The month after its last, counted from the plan's first.
    end: i32,
    /// Share of the lease that is in it.
    share: f64,
}

/// Writes the values at the horizon and realises the assets they are of.
///
/// A hall whose contract is valued counts only what it is worth at the end of that term, and GPUs likewise.
pub fn write(inputs: &Inputs<'_>, leases: &[LeaseDetail], ledger: &mut Ledger) {
    let finance = &inputs.plan.finance;
    let last = inputs.months as i32 - 1;
    let mut running = Vec::new();
    if finance.contracts_at_end == ContractsAtEnd::RemainingRent {
        for (at, lease) in inputs.plan.leases.iter().enumerate() {
            let contract = Contracted::of(inputs, ledger, lease);
            let Some((end, share)) = contract.running() else { continue };
            let owed = leases[at].owed_usd.last().copied().unwrap_or(0.0);
            let worth = contract.remaining_usd(end, owed);
            ledger.add(LineId::TerminalContracts, last, worth);
            ledger.add(LineId::AdvancesPassedOn, last, owed);
            running.push(Running { lease: at, end, share });
        }
    }
    // What tenants paid ahead, and no valued contract passes on, is repaid: else it were kept for nothing.
    for (at, lease) in leases.iter().enumerate() {
        if running.iter().all(|of| of.lease != at) {
            ledger.add(LineId::AdvancesEarned, last, lease.owed_usd.last().copied().unwrap_or(0.0));
        }
    }
    if finance.machines_at_end == MachinesAtEnd::Resale {
        for fleet in inputs.plan.gpus.iter() {
            gpus(inputs, fleet, &running, ledger);
        }
    }
    if finance.halls_at_end != HallsAtEnd::NotCounted {
        for (at, lease) in inputs.plan.leases.iter().enumerate() {
            let of = running.iter().find(|running| running.lease == at);
            hall(inputs, lease, &leases[at], of, ledger);
        }
        for work in inputs.plan.works.iter() {
            for asset in ledger.assets.of_item(AssetClass::AiWorks, &work.id) {
                let book = book_at_end(ledger, asset);
                if finance.halls_at_end == HallsAtEnd::ShareOfBook {
                    ledger.add(LineId::TerminalHalls, last, finance.hall_book_share * book);
                }
                ledger.assets.end(asset);
            }
        }
    }
    site(inputs, ledger);
}

fn book_at_end(ledger: &Ledger, asset: usize) -> f64 {
    ledger.assets.get(asset).map_or(0.0, |asset| asset.book_at_end_usd(ledger.months))
}

/// Discount factor from the horizon to the end of a term.
fn discount(inputs: &Inputs<'_>, end: i32) -> f64 {
    let rate = inputs.plan.finance.discount_rate;
    (1.0 + rate).powf(-f64::from(end - inputs.months as i32) / 12.0)
}

/// GPUs at resale; those a valued contract holds at resale at the end of its term.
fn gpus(inputs: &Inputs<'_>, fleet: &GpuFleet, running: &[Running], ledger: &mut Ledger) {
    let plan = inputs.plan;
    let months = inputs.months as i32;
    let serves = fleet.in_service.since(plan.start);
    if serves >= months || fleet.ends().since(plan.start) < months {
        return;
    }
    for asset in ledger.assets.of_item(AssetClass::Gpu, &fleet.id) {
        ledger.assets.end(asset);
    }
    if fleet.acquisition == Acquisition::Repurposed {
        return;
    }
    let resale = |month: i32| {
        fleet.capex_usd_per_gpu * resale_share(fleet.resale_decline_per_year, month - serves.max(0))
    };
    let mut units = fleet.units;
    let mut worth = 0.0;
    for of in running {
        let terms = plan.leases[of.lease].reserved().filter(|terms| terms.fleet == fleet.id);
        let Some(terms) = terms else { continue };
        let held = terms.units * of.share;
        units -= held;
        worth += held * resale(of.end) * discount(inputs, of.end);
    }
    ledger.add(LineId::TerminalGpus, months - 1, worth + units.max(0.0) * resale(months));
}

/// A hall at a share of book or a multiple of a year's income; with its contract valued, at a share of book at the
/// end of the term.
fn hall(
    inputs: &Inputs<'_>,
    lease: &Lease,
    detail: &LeaseDetail,
    running: Option<&Running>,
    ledger: &mut Ledger,
) {
    if lease.colocation().is_none() {
        return;
    }
    let finance = &inputs.plan.finance;
    let months = inputs.months as i32;
    let assets = ledger.assets.of_item(AssetClass::Hall, &lease.id);
    let book = |ledger: &Ledger, month: i32| -> f64 {
        let of = assets.iter().filter_map(|asset| ledger.assets.get(*asset));
        of.map(|asset| asset.book_usd(month)).sum()
    };
    let free = match finance.halls_at_end {
        HallsAtEnd::NoiMultiple => {
            let from = inputs.months.saturating_sub(TRAILING);
            let income: f64 = detail.operating_usd[from..].iter().sum();
            finance.hall_noi_multiple * income.max(0.0)
        }
        _ => finance.hall_book_share * book(ledger, months),
    };
    let (share, let_out) = running.map_or((0.0, 0.0), |of| {
        let worth = finance.hall_book_share * book(ledger, of.end) * discount(inputs, of.end);
        (of.share, worth)
    });
    let worth = share * let_out + (1.0 - share) * free;
    ledger.add(LineId::TerminalHalls, months - 1, worth);
    for asset in assets {
        ledger.assets.end(asset);
    }
}

fn site(inputs: &Inputs<'_>, ledger: &mut Ledger) {
    let (plan, finance) = (inputs.plan, &inputs.plan.finance);
    let sites: Vec<usize> = plan
        .works
        .iter()
        .flat_map(|work| ledger.assets.of_item(AssetClass::Site, &work.id))
        .collect();
    let worth = match finance.site_at_end {
        SiteAtEnd::NotCounted => return,
        SiteAtEnd::ShareOfBook => {
            let book: f64 = sites.iter().map(|asset| book_at_end(ledger, *asset)).sum();
            finance.site_book_share * book
        }
        SiteAtEnd::PerGridMw => finance.site_usd_per_mw * plan.site.grid_mw,
    };
    ledger.add(LineId::TerminalSite, inputs.months as i32 - 1, worth);
    for asset in sites {
        ledger.assets.end(asset);
    }
}
