//! The calendar that tax and the last month go by.

use crate::engine::inputs::Inputs;
use crate::engine::ledger::{Ledger, LineId};
use crate::format::Month;

/// Writes days, ends of tax years, the last month and the tax rate.
pub fn write(inputs: &Inputs<'_>, ledger: &mut Ledger) {
    let plan = inputs.plan;
    ledger.leaf_mut(LineId::Days).copy_from_slice(&inputs.days);
    ledger.leaf_mut(LineId::TaxRate).fill(plan.finance.effective_tax_rate());
    let years: Vec<i32> = plan.months().map(Month::year).collect();
    for (m, year) in years.iter().enumerate() {
        let ends = years.get(m + 1) != Some(year);
        let months = years.iter().filter(|of| *of == year).count();
        ledger.leaf_mut(LineId::YearEnd)[m] = f64::from(u8::from(ends));
        ledger.leaf_mut(LineId::MonthsInYear)[m] = months as f64;
        ledger.leaf_mut(LineId::Final)[m] = f64::from(u8::from(m + 1 == years.len()));
    }
    let losses = if plan.finance.is_taxed() { plan.finance.tax_losses_usd } else { 0.0 };
    ledger.add(LineId::OpeningLosses, 0, losses);
}
