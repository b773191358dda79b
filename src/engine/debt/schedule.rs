//! The schedule of one loan, by month.

use crate::engine::inputs::level_payment;

/// Terms of a loan in months counted from the plan's first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Terms {
    /// Interest a month.
    pub monthly_rate: f64,
    /// Before this month interest is added to the balance.
    pub capitalise_until: i32,
    /// First month of the tenor.
    pub begins: i32,
    /// The month after its last.
    pub ends: i32,
    /// Months of the tenor in which interest alone is paid.
    pub interest_only_months: i32,
    /// Whether payments follow the lease's cash flow.
    pub sculpted: bool,
    /// Cover ratio a sized loan is held to.
    pub dscr: f64,
}

/// Flows of a loan in each month of the plan, USD.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schedule {
    /// Owed when the plan starts.
    pub opening_usd: f64,
    /// Drawn.
    pub drawn: Vec<f64>,
    /// Interest of the month.
    pub interest: Vec<f64>,
    /// Part of it that is added to the balance.
    pub capitalised: Vec<f64>,
    /// Principal paid back; below zero where sculpted payments stay under interest.
    pub repaid: Vec<f64>,
    /// Principal prepaid at the horizon.
    pub prepaid: Vec<f64>,
    /// Owed at the end of each month.
    pub balance: Vec<f64>,
}

impl Terms {
    /// The terms of a loan whose tenor begins once the last capex is drawn.
    #[must_use]
    pub fn after(&self, capex: &[f64]) -> Self {
        let last = capex.iter().rposition(|usd| *usd > 0.0).map_or(0, |month| month as i32 + 1);
        Self { begins: self.begins.max(last), ..*self }
    }

    /// Interest, the part of it that is capitalised, and principal of a month, on what is owed at its beginning.
    fn payment(&self, month: i32, owed_usd: f64, lease_cash: &[f64]) -> (f64, f64, f64) {
        let interest = owed_usd * self.monthly_rate;
        if month < self.capitalise_until {
            return (interest, interest, 0.0);
        }
        let repaying = month >= self.begins + self.interest_only_months;
        let principal = if !repaying {
            0.0
        } else if month >= self.ends - 1 {
            owed_usd
        } else {
            self.service(month, owed_usd, lease_cash) - interest
        };
        (interest, 0.0, principal)
    }

    /// Interest and principal of a month of repayment: level, or in proportion to what the lease still brings.
    fn service(&self, month: i32, owed_usd: f64, lease_cash: &[f64]) -> f64 {
        if self.sculpted {
            let worth = self.worth_of(month, lease_cash);
            if worth > 0.0 {
                return owed_usd * at(lease_cash, month).max(0.0) / worth;
            }
        }
        level_payment(owed_usd, f64::from(self.ends - month), self.monthly_rate)
    }

    /// What the lease's cash flow from a month to the end of the tenor is worth at the loan's rate at the end of the
    /// month before, USD.
    fn worth_of(&self, month: i32, lease_cash: &[f64]) -> f64 {
        let factor = 1.0 / (1.0 + self.monthly_rate);
        (month..self.ends)
            .rev()
            .fold(0.0, |worth, at_month| (worth + at(lease_cash, at_month).max(0.0)) * factor)
    }
}

fn at(series: &[f64], month: i32) -> f64 {
    usize::try_from(month).ok().and_then(|month| series.get(month)).copied().unwrap_or(0.0)
}

impl Schedule {
    /// A loan of fixed size drawn in one month; drawn before the plan, it runs up to its start first, in level
    /// payments.
    pub fn fixed(
        terms: &Terms,
        principal_usd: f64,
        drawn: i32,
        lease_cash: &[f64],
        months: i32,
    ) -> Self {
        let mut draws = vec![0.0; months.max(0) as usize];
        if drawn >= 0 {
            if let Some(month) = draws.get_mut(drawn as usize) {
                *month = principal_usd;
            }
            return Self::run(terms, 0.0, &draws, lease_cash);
        }
        let mut owed = principal_usd;
        // What a lease brought before the plan is not known: payments are level up to its start.
        let before = Terms { sculpted: false, ..*terms };
        for month in drawn + 1..0 {
            let (_, capitalised, principal) = before.payment(month, owed, lease_cash);
            owed += capitalised - principal;
            if month >= terms.ends - 1 {
                owed = 0.0;
            }
        }
        Self::run(terms, owed, &draws, lease_cash)
    }

    /// A loan drawn month by month; nothing is drawn that could not be paid back within the tenor.
    pub fn drawn(terms: &Terms, draws: &[f64], lease_cash: &[f64]) -> Self {
        let in_time = |(month, usd): (usize, &f64)| {
            if (month as i32) < terms.ends - 1 { *usd } else { 0.0 }
        };
        let draws: Vec<f64> = draws.iter().enumerate().map(in_time).collect();
        Self::run(terms, 0.0, &draws, lease_cash)
    }

    /// A loan of what a lease's cash flow carries at the cover ratio, drawn with the capex and at most as much.
    ///
    /// Debt at the beginning of repayment is the present value of `cash / dscr` over its months, at the loan's rate.
    pub fn sized(terms: &Terms, capex: &[f64], lease_cash: &[f64]) -> Self {
        let repaid_from = terms.begins + terms.interest_only_months;
        if repaid_from >= terms.ends {
            return Self::run(terms, 0.0, &vec![0.0; capex.len()], lease_cash);
        }
        let carried = terms.worth_of(repaid_from, lease_cash) / terms.dscr;
        // What a dollar of each month's capex has grown to when repayment begins.
        let grown = |(month, usd): (usize, &f64)| {
            let months = (terms.capitalise_until.min(terms.begins) - 1 - month as i32).max(0);
            usd * (1.0 + terms.monthly_rate).powi(months)
        };
        let needed: f64 = capex.iter().enumerate().map(grown).sum();
        let share = if needed > 0.0 { (carried / needed).clamp(0.0, 1.0) } else { 0.0 };
        let draws: Vec<f64> = capex.iter().map(|usd| usd * share).collect();
        Self::run(terms, 0.0, &draws, lease_cash)
    }

    fn run(terms: &Terms, opening_usd: f64, draws: &[f64], lease_cash: &[f64]) -> Self {
        let months = draws.len();
        let zeros = || vec![0.0; months];
        let mut all = Self {
            opening_usd,
            drawn: draws.to_vec(),
            interest: zeros(),
            capitalised: zeros(),
            repaid: zeros(),
            prepaid: zeros(),
            balance: zeros(),
        };
        let mut owed = opening_usd;
        for (m, draw) in draws.iter().enumerate() {
            let (interest, capitalised, repaid) = terms.payment(m as i32, owed, lease_cash);
            owed += capitalised - repaid + draw;
            (all.interest[m], all.capitalised[m], all.repaid[m]) = (interest, capitalised, repaid);
            if m + 1 == months {
                all.prepaid[m] = owed;
                owed = 0.0;
            }
            all.balance[m] = owed;
        }
        all
    }

    /// Interest paid and principal repaid in each month, USD.
    pub fn service(&self) -> Vec<f64> {
        let paid = self.interest.iter().zip(&self.capitalised).map(|(due, added)| due - added);
        paid.zip(&self.repaid).map(|(paid, repaid)| paid + repaid).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms() -> Terms {
        Terms {
            monthly_rate: 0.08 / 12.0,
            capitalise_until: 0,
            begins: 1,
            ends: 61,
            interest_only_months: 0,
            sculpted: false,
            dscr: 1.3,
        }
    }

    #[test]
    fn a_level_loan_pays_the_check_value_and_ends_at_zero() {
        let loan = Schedule::fixed(&terms(), 15_000.0, 0, &[], 120);
        let service = loan.service();
        assert!(service[1..61].iter().all(|usd| (usd - 304.145_914_326_2).abs() < 1e-8));
        assert!(loan.balance[60].abs() < 1e-8 && service[61].abs() < 1e-8);
        assert!((loan.interest[1] - 100.0).abs() < 1e-9 && loan.prepaid[119].abs() < 1e-8);
    }

    #[test]
    fn interest_alone_comes_first_and_what_is_left_at_the_horizon_is_prepaid() {
        let with = Terms { interest_only_months: 12, ..terms() };
        let loan = Schedule::fixed(&with, 15_000.0, 0, &[], 24);
        assert!(loan.repaid[1..13].iter().all(|usd| usd.abs() < 1e-12));
        assert!((loan.service()[12] - 100.0).abs() < 1e-9 && loan.repaid[13] > 0.0);
        let repaid: f64 = loan.repaid.iter().sum();
        assert!((loan.prepaid[23] + repaid - 15_000.0).abs() < 1e-8 && loan.balance[23] == 0.0);
    }

    #[test]
    fn a_loan_drawn_before_the_plan_is_owed_at_its_start() {
        let with = Terms { begins: -11, ends: 49, capitalise_until: -11, ..terms() };
        let loan = Schedule::fixed(&with, 15_000.0, -12, &[], 120);
        // Eleven of sixty payments are made: what is left is worth 49 of them.
        let left = 304.145_914_326_2 * (1.0 - (1.0 + 0.08 / 12.0_f64).powi(-49)) / (0.08 / 12.0);
        assert!((loan.opening_usd - left).abs() < 1e-6);
        assert!(loan.balance[48].abs() < 1e-6);
    }

    #[test]
    fn a_sized_loan_has_its_cover_in_every_month_of_eighteen_years() {
        let months = 12 + 18 * 12;
        // Rent with a year's ramp, rising 3 % a year; capex over the twelve months before.
        let cash: Vec<f64> = (0..months)
            .map(|m| {
                let since = m as i32 - 12;
                if since < 0 {
                    0.0
                } else {
                    1e6 * f64::min(f64::from(since + 1) / 12.0, 1.0) * 1.03_f64.powi(since / 12)
                }
            })
            .collect();
        let capex: Vec<f64> = (0..months).map(|m| if m < 12 { 2e7 } else { 0.0 }).collect();
        let with = Terms {
            monthly_rate: 0.07 / 12.0,
            capitalise_until: 12,
            begins: 12,
            ends: months as i32,
            sculpted: true,
            ..terms()
        };
        let loan = Schedule::sized(&with.after(&capex), &capex, &cash);
        let service = loan.service();
        for year in 1..19 {
            let sum = |of: &[f64]| of[year * 12..year * 12 + 12].iter().sum::<f64>();
            assert!((sum(&cash) / sum(&service) - 1.3).abs() < 1e-9, "year {year}");
        }
        assert!(loan.balance[months - 1].abs() < 1e-3, "{}", loan.balance[months - 1]);
        assert!(loan.drawn[0] < 2e7 && loan.drawn[0] > 0.0);
        // More than the capex is never drawn; the cover is higher then.
        let small: Vec<f64> = capex.iter().map(|usd| usd / 100.0).collect();
        let loan = Schedule::sized(&with, &small, &cash);
        assert!((loan.drawn[3] - 2e5).abs() < 1e-9);
        assert!(cash[100] / loan.service()[100] > 1.3);
    }
}
