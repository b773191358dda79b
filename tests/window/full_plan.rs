//! The example with debt, tax, works and own lines of every use, so that hardly a line of a statement is 0.

use std::sync::Arc;

use wattsplit::plan::{
    ContractsAtEnd, Debt, DebtSize, HallsAtEnd, Jurisdiction, LineKind, LineUse, MachinesAtEnd,
    Plan, SiteAtEnd, UserLine, Work, WorkFor,
};

/// Makes a plan of so many months full.
pub fn fill(mut plan: Plan, months: u32) -> Plan {
    plan.horizon_months = months;
    let start = plan.start;
    let work = |id: &str, purpose: WorkFor| Work {
        purpose,
        cost_usd: 1.2e7,
        spent_usd: 2e6,
        ..Work::new(id, id, &plan)
    };
    let works = vec![work("Substation", WorkFor::Site), work("Fibre", WorkFor::Ai)];
    let mut lines = Vec::new();
    for of in [LineUse::Site, LineUse::Mining, LineUse::Colocation, LineUse::Gpu] {
        for kind in [LineKind::Revenue, LineKind::Cost] {
            let id = format!("own-{of:?}-{kind:?}").to_lowercase();
            let usd_per_month = if kind == LineKind::Revenue { 4e4 } else { 3e4 };
            lines.push(UserLine { of, kind, usd_per_month, ..UserLine::new(&id, &id, &plan) });
        }
    }
    let capex = Debt { capex_share: 0.4, ..Debt::new("equipment", "Equipment loan", &plan) };
    let sized = Debt { size: DebtSize::Sized, ..Debt::new("halls", "Hall loan", &plan) };
    (plan.works, plan.lines) = (works.into(), lines.into());
    plan.debts = Arc::new(vec![capex, sized]);
    let finance = Arc::make_mut(&mut plan.finance);
    finance.jurisdiction = Jurisdiction::UnitedStates;
    (finance.tax_rate, finance.tax_losses_usd) = (0.21, 5e6);
    (finance.hodl_share, finance.minimum_cash_usd) = (0.2, 2e6);
    (finance.other_collection_days, finance.payment_days) = (30.0, 20.0);
    (finance.security_usd, finance.equipment_sales_tax) = (3e6, 0.05);
    finance.sga_usd_per_year = 2e6;
    finance.machines_at_end = MachinesAtEnd::Resale;
    finance.halls_at_end = HallsAtEnd::ShareOfBook;
    finance.contracts_at_end = ContractsAtEnd::RemainingRent;
    finance.site_at_end = SiteAtEnd::PerGridMw;
    finance.site_usd_per_mw = 2e5;
    for lease in Arc::make_mut(&mut plan.leases) {
        lease.signing = lease.signing.max(start);
        lease.prepayment_usd = 2e6;
        lease.credit_share = 0.5;
    }
    plan
}
