//! Works on the site: paid over their lead, in the books from the month they are ready.

use super::AssetClass;
use crate::engine::inputs::Inputs;
use crate::engine::ledger::{Ledger, LineId};
use crate::format::Month;
use crate::plan::WorkFor;

/// What is paid in each month of something that costs `total_usd`, USD.
///
/// Even over `lead_months` before ready; what would fall before the plan counts as paid only as far as `spent_usd`
/// says, and the rest is spread over the months left before ready, at least one.
pub fn paid_over_lead(
    inputs: &Inputs<'_>,
    total_usd: f64,
    spent_usd: f64,
    ready: Month,
    lead_months: u32,
) -> Vec<f64> {
    let mut paid = vec![0.0; inputs.months];
    let rest = (total_usd - spent_usd).max(0.0);
    let ready = ready.since(inputs.plan.start);
    let first = (ready - lead_months as i32).max(0);
    let last = ready.max(first + 1);
    for month in first..last.min(inputs.months as i32) {
        paid[month as usize] = rest / f64::from(last - first);
    }
    paid
}

/// Enters something built into the books: what was spent before the plan, and what is paid in it.
pub fn enter(
    inputs: &Inputs<'_>,
    ledger: &mut Ledger,
    class: AssetClass,
    item: &str,
    ready: Month,
    usd: (f64, f64),
) {
    let (spent_usd, paid_usd) = usd;
    let from = ready.since(inputs.plan.start);
    if spent_usd > 0.0 {
        let asset = ledger.assets.buy(inputs.plan, class, item, from, spent_usd);
        ledger.assets.paid_before(asset);
    }
    if paid_usd > 0.0 {
        ledger.assets.buy(inputs.plan, class, item, from.max(0), paid_usd);
    }
}

/// Writes the capex of all works and enters them into the books.
pub fn write(inputs: &Inputs<'_>, ledger: &mut Ledger) {
    for work in inputs.plan.works.iter() {
        let (line, class) = match work.purpose {
            WorkFor::Site => (LineId::SiteWorksCapex, AssetClass::Site),
            WorkFor::Ai => (LineId::AiWorksCapex, AssetClass::AiWorks),
        };
        let paid =
            paid_over_lead(inputs, work.cost_usd, work.spent_usd, work.ready, work.lead_months);
        for (month, usd) in paid.iter().enumerate() {
            ledger.add(line, month as i32, *usd);
        }
        let usd = (work.spent_usd.min(work.cost_usd), paid.iter().sum());
        enter(inputs, ledger, class, &work.id, work.ready, usd);
    }
}
