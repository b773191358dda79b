//! Debt service cover by calendar year.

use crate::engine::ledger::{Ledger, LineId};

/// Cash available for debt service over debt service, from the year of the first repayment on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cover {
    /// Year and cover, in order; years without debt service are left out.
    pub by_year: Vec<(i32, f64)>,
}

impl Cover {
    /// Of a ledger: `CFADS / (interest + principal)` of each year.
    pub fn of(ledger: &Ledger) -> Self {
        let repaid = ledger.by_year(LineId::DebtRepaid);
        let service = ledger.by_year(LineId::DebtService);
        let cash = ledger.by_year(LineId::Cfads);
        let first = repaid.iter().position(|(_, usd)| *usd > 0.005).unwrap_or(repaid.len());
        let years = service.iter().zip(&cash).skip(first);
        let by_year = years
            .filter(|((_, service), _)| *service > 0.005)
            .map(|((year, service), (_, cash))| (*year, cash / service))
            .collect();
        Self { by_year }
    }

    /// The lowest cover and its year; none without debt.
    pub fn lowest(&self) -> Option<(i32, f64)> {
        self.by_year.iter().copied().min_by(|a, b| a.1.total_cmp(&b.1))
    }
}
