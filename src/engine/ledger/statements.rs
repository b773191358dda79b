//! The statements: which lines each holds, in order.

use super::LineId;

/// A statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Statement {
    /// From revenue to net income.
    Income,
    /// From EBITDA to cash after tax and debt, and the project's own.
    CashFlow,
    /// Assets, liabilities and equity.
    Balance,
    /// What tax is worked out from, and what is owed.
    TaxAndDebt,
}

/// A line of a statement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StatementRow {
    /// The line of the ledger.
    pub line: LineId,
    /// The sign with which it enters the sum below it.
    pub sign: f64,
    /// Whether it is a sum.
    pub is_sum: bool,
}

const fn plus(line: LineId) -> StatementRow {
    StatementRow { line, sign: 1.0, is_sum: false }
}

const fn minus(line: LineId) -> StatementRow {
    StatementRow { line, sign: -1.0, is_sum: false }
}

const fn sum(line: LineId) -> StatementRow {
    StatementRow { line, sign: 1.0, is_sum: true }
}

use LineId as L;

static INCOME: [StatementRow; 34] = [
    plus(L::MiningRevenue),
    plus(L::ColocationRevenue),
    plus(L::GpuRevenue),
    plus(L::FlexibilityCredit),
    plus(L::PositionGain),
    plus(L::ContractGain),
    plus(L::UserRevenue),
    sum(L::Revenue),
    minus(L::PowerCost),
    minus(L::PoolFees),
    minus(L::MarketplaceFees),
    minus(L::MiningOpex),
    minus(L::ColocationOpex),
    minus(L::GpuOpex),
    minus(L::SiteFixedCost),
    minus(L::Sga),
    minus(L::UserCost),
    sum(L::Ebitda),
    minus(L::AsicDepreciation),
    minus(L::GpuDepreciation),
    minus(L::HallDepreciation),
    minus(L::SiteDepreciation),
    minus(L::InterestDepreciation),
    minus(L::MovingCost),
    plus(L::DisposalGain),
    plus(L::AdvancesKept),
    plus(L::BtcRevaluation),
    minus(L::InterestPaid),
    minus(L::DebtFees),
    plus(L::TerminalGain),
    sum(L::IncomeBeforeTax),
    minus(L::TaxAccrued),
    minus(L::TerminalTax),
    sum(L::NetIncome),
];

static CASH_FLOW: [StatementRow; 36] = [
    plus(L::Ebitda),
    minus(L::BtcKeptUsd),
    plus(L::BtcSales),
    minus(L::WorkingCapitalRise),
    minus(L::SecurityPaid),
    plus(L::TenantAdvances),
    minus(L::AdvancesEarned),
    minus(L::AsicCapex),
    minus(L::RefreshCapex),
    minus(L::AsicSalesTax),
    minus(L::MovingCost),
    minus(L::GpuCapex),
    minus(L::GpuSalesTax),
    minus(L::HallCapex),
    minus(L::AiWorksCapex),
    minus(L::SiteWorksCapex),
    plus(L::AsicSales),
    plus(L::AsicTransfers),
    plus(L::GpuSales),
    sum(L::CashFlow),
    minus(L::TaxPaid),
    plus(L::TerminalMachines),
    plus(L::TerminalGpus),
    plus(L::TerminalHalls),
    plus(L::TerminalContracts),
    plus(L::TerminalSite),
    minus(L::TerminalTax),
    plus(L::DebtDrawn),
    minus(L::InterestPaid),
    minus(L::DebtFees),
    minus(L::DebtRepaid),
    minus(L::DebtPrepaid),
    sum(L::CashAfterDebt),
    sum(L::EquityFlow),
    sum(L::ProjectCashFlow),
    sum(L::CumulativeCash),
];

static BALANCE: [StatementRow; 16] = [
    plus(L::Cash),
    plus(L::Receivables),
    plus(L::BtcValue),
    plus(L::Security),
    plus(L::AsicBook),
    plus(L::GpuBook),
    plus(L::HallBook),
    plus(L::SiteBook),
    plus(L::InterestBook),
    sum(L::Assets),
    plus(L::Payables),
    plus(L::TaxPayable),
    plus(L::AdvancesOwed),
    plus(L::Debt),
    sum(L::Liabilities),
    sum(L::Equity),
];

static TAX_AND_DEBT: [StatementRow; 23] = [
    plus(L::AsicTaxDepreciation),
    plus(L::GpuTaxDepreciation),
    plus(L::HallTaxDepreciation),
    plus(L::SiteTaxDepreciation),
    sum(L::TaxDepreciation),
    plus(L::TaxBasisSold),
    plus(L::TaxBasis),
    sum(L::Taxable),
    plus(L::LossesUsed),
    plus(L::Losses),
    sum(L::TaxPaid),
    plus(L::TaxPayable),
    plus(L::TerminalTaxable),
    plus(L::TerminalTax),
    plus(L::ProjectTax),
    plus(L::ProjectTerminalTax),
    plus(L::DebtInterest),
    plus(L::InterestCapitalised),
    plus(L::DebtRepaid),
    sum(L::DebtService),
    sum(L::Cfads),
    plus(L::SustainingCapex),
    sum(L::Debt),
];

impl Statement {
    /// All statements in the order they are shown.
    pub const ALL: [Self; 4] = [Self::Income, Self::CashFlow, Self::Balance, Self::TaxAndDebt];

    /// Its lines from top to bottom.
    pub fn rows(self) -> &'static [StatementRow] {
        match self {
            Self::Income => &INCOME,
            Self::CashFlow => &CASH_FLOW,
            Self::Balance => &BALANCE,
            Self::TaxAndDebt => &TAX_AND_DEBT,
        }
    }

    /// Key of its name's text.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Income => "statement.income",
            Self::CashFlow => "statement.cash_flow",
            Self::Balance => "statement.balance",
            Self::TaxAndDebt => "statement.tax_and_debt",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::run;
    use crate::plan::testing;

    #[test]
    fn the_lines_of_a_statement_add_up_to_its_sums() {
        let mut plan = testing::plan();
        plan.leases = vec![testing::colocation("a")].into();
        plan.gpus = vec![testing::fleet("f")].into();
        let ledger = run(&plan).ledger;
        for (statement, last) in
            [(Statement::Income, L::NetIncome), (Statement::CashFlow, L::CashAfterDebt)]
        {
            for month in 0..ledger.months {
                let mut added = 0.0;
                for row in statement.rows() {
                    let at = ledger.series(row.line)[month];
                    if row.is_sum {
                        assert!((added - at).abs() < 0.01, "{:?} in {month}: {added}", row.line);
                    } else {
                        added += row.sign * at;
                    }
                    if row.line == last {
                        break;
                    }
                }
            }
        }
    }
}
