//! Debt service cover by calendar year.

use crate::engine::ledger::{Ledger, LineId};

/// Cash available for debt service over debt service, of the months from the first repayment on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cover {
    /// Year and cover, in order; years without debt service are left out.
    pub by_year: Vec<(i32, f64)>,
}

impl Cover {
    /// Of a ledger: `CFADS / (interest + principal)` of each calendar year's months from the first repayment on.
    ///
    /// The year of the first repayment counts only its months from there, so that cash of months without service
    /// covers none.
    pub fn of(ledger: &Ledger) -> Self {
        let repaid = ledger.series(LineId::DebtRepaid);
        let first = repaid.iter().position(|usd| *usd > 0.005).unwrap_or(repaid.len());
        let flows = ledger.series(LineId::Cfads).iter().zip(ledger.series(LineId::DebtService));
        let months = flows.enumerate().skip(first);
        Self::of_months(
            months
                .map(|(m, (cash, service))| (ledger.start.plus(m as i32).year(), *cash, *service)),
        )
    }

    /// Of months in order, each with its year, cash and service; a year without service has no cover.
    pub fn of_months(months: impl Iterator<Item = (i32, f64, f64)>) -> Self {
        let mut years: Vec<(i32, f64, f64)> = Vec::new();
        for (year, cash, service) in months {
            match years.last_mut().filter(|(of, ..)| *of == year) {
                Some((_, had, paid)) => (*had, *paid) = (*had + cash, *paid + service),
                None => years.push((year, cash, service)),
            }
        }
        let served = years.into_iter().filter(|(.., paid)| *paid > 0.005);
        Self { by_year: served.map(|(year, had, paid)| (year, had / paid)).collect() }
    }

    /// The lowest cover and its year; none without debt.
    pub fn lowest(&self) -> Option<(i32, f64)> {
        self.by_year.iter().copied().min_by(|a, b| a.1.total_cmp(&b.1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::testing;

    #[test]
    fn the_year_of_the_first_repayment_counts_its_months_from_there() {
        let mut ledger = Ledger::new(&testing::plan());
        // 1 M a month in all; interest alone of 0.1 M to October, then 0.4 M with principal in November and December
        // of 2027 and all of 2028.
        for month in 0..24 {
            ledger.add(LineId::Cfads, month, 1e6);
            let repaid = if month < 10 { 0.0 } else { 3e5 };
            ledger.add(LineId::DebtRepaid, month, repaid);
            ledger.add(LineId::DebtService, month, 1e5 + repaid);
        }
        let cover = Cover::of(&ledger);
        // 2 M over 0.8 M, not 12 M over 1.8 M.
        assert_eq!(cover.by_year, [(2027, 2.5), (2028, 2.5)]);
        assert_eq!(cover.lowest(), Some((2027, 2.5)));
    }
}
