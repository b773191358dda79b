//! The statements: which lines each holds, in order, and which of them add up to which.

use std::ops::Range;

use super::{LineId, OverYear};

/// A statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Statement {
    /// From revenue to net income.
    Income,
    /// What mining, colocation, GPU rental and the site as a whole earn before tax and debt.
    ByUse,
    /// From EBITDA to cash after tax and debt, equity's flows and the project's own.
    CashFlow,
    /// Assets, liabilities and equity.
    Balance,
    /// What tax is worked out from, and what is owed.
    TaxAndDebt,
}

/// A line of a statement.
///
/// The parts of a sum stand right above it, one step deeper.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StatementRow {
    /// The line of the ledger.
    pub line: LineId,
    /// The sign with which it enters the sum below it.
    pub sign: f64,
    /// Whether it is a sum, and of what.
    pub kind: RowKind,
    /// How many sums below it it is a part of.
    pub depth: u8,
    /// Whether its parts are hidden until they are asked for.
    pub folded: bool,
    /// Whether it stands there also where it is 0 all the time.
    pub always: bool,
    /// Key of a sentence that says more about it.
    pub note: Option<&'static str>,
}

/// What a line of a statement is to those above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// A part, or a line that is part of nothing.
    Line,
    /// The sum of the lines above it that are one step deeper.
    Sum,
    /// The same, added to the sum before it.
    SumGoingOn,
}

impl StatementRow {
    /// Whether it is a sum.
    pub fn is_sum(&self) -> bool {
        self.kind != RowKind::Line
    }

    const fn new(line: LineId, sign: f64, depth: u8) -> Self {
        Self { line, sign, kind: RowKind::Line, depth, folded: false, always: false, note: None }
    }

    /// Makes it a sum of the lines above it that are one step deeper.
    const fn summed(self) -> Self {
        Self { kind: RowKind::Sum, ..self }
    }

    /// Makes it a sum whose parts are hidden at first.
    const fn folded(self) -> Self {
        Self { kind: RowKind::Sum, folded: true, ..self }
    }

    /// Makes it a part of a part.
    const fn deeper(self) -> Self {
        Self { depth: self.depth + 1, ..self }
    }

    /// Makes the sum go on from the one before it.
    const fn going_on(self) -> Self {
        Self { kind: RowKind::SumGoingOn, ..self }
    }

    /// Keeps it also where it is 0 all the time.
    const fn always(self) -> Self {
        Self { always: true, ..self }
    }

    /// Leaves a sum out where it is 0 all the time.
    const fn if_any(self) -> Self {
        Self { always: false, ..self }
    }

    const fn noted(self, key: &'static str) -> Self {
        Self { note: Some(key), ..self }
    }
}

/// A part that is added.
const fn plus(line: LineId) -> StatementRow {
    StatementRow::new(line, 1.0, 1)
}

/// A part that is taken away.
const fn minus(line: LineId) -> StatementRow {
    StatementRow::new(line, -1.0, 1)
}

/// A sum that stands whatever the plan.
const fn sum(line: LineId) -> StatementRow {
    StatementRow::new(line, 1.0, 0).summed().always()
}

/// A line that is part of nothing.
const fn alone(line: LineId) -> StatementRow {
    StatementRow::new(line, 1.0, 0)
}

use LineId as L;

static INCOME: [StatementRow; 55] = [
    plus(L::MiningRevenue),
    plus(L::ColocationRent).deeper(),
    plus(L::LeaseRecovery).deeper(),
    plus(L::PowerBilled).deeper(),
    minus(L::SlaCredits).deeper(),
    plus(L::ColocationRevenue).folded(),
    plus(L::GpuRental).deeper(),
    plus(L::GpuReserved).deeper(),
    plus(L::GpuRevenue).folded(),
    plus(L::FlexibilityCredit),
    plus(L::PositionGain),
    plus(L::ContractGain),
    plus(L::MiningUserRevenue).deeper(),
    plus(L::ColocationUserRevenue).deeper(),
    plus(L::GpuUserRevenue).deeper(),
    plus(L::SiteUserRevenue).deeper(),
    plus(L::UserRevenue).folded(),
    sum(L::Revenue),
    minus(L::MiningPowerCost).deeper(),
    minus(L::ColocationPowerCost).deeper(),
    minus(L::GpuPowerCost).deeper(),
    minus(L::PowerCost).folded(),
    minus(L::PoolFees),
    minus(L::MarketplaceFees),
    minus(L::MiningOpex),
    minus(L::ColocationOpex),
    minus(L::GpuOpex),
    minus(L::SiteFixedCost),
    minus(L::Sga),
    minus(L::MiningUserCost).deeper(),
    minus(L::ColocationUserCost).deeper(),
    minus(L::GpuUserCost).deeper(),
    minus(L::SiteUserCost).deeper(),
    minus(L::UserCost).folded(),
    sum(L::Ebitda).going_on(),
    minus(L::AsicDepreciation),
    minus(L::GpuDepreciation),
    minus(L::LeaseHallDepreciation).deeper(),
    minus(L::AiWorksDepreciation).deeper(),
    minus(L::HallDepreciation).folded(),
    minus(L::SiteDepreciation),
    sum(L::OperatingResult).going_on(),
    minus(L::InterestDepreciation),
    minus(L::MovingCost),
    plus(L::DisposalGain),
    plus(L::AdvancesKept),
    plus(L::BtcRevaluation),
    minus(L::InterestPaid),
    minus(L::DebtFees),
    plus(L::TerminalGain),
    sum(L::IncomeBeforeTax).going_on(),
    minus(L::TaxAccrued).deeper(),
    minus(L::TerminalTax).deeper(),
    minus(L::TaxExpense).folded(),
    sum(L::NetIncome).going_on(),
];

static BY_USE: [StatementRow; 65] = [
    plus(L::MiningRevenue),
    plus(L::FlexibilityCredit),
    plus(L::MiningUserRevenue),
    minus(L::MiningEnergyCost).deeper(),
    minus(L::MiningDeliveryCost).deeper(),
    minus(L::MiningCarbonCost).deeper(),
    minus(L::MiningDemandCharge).deeper(),
    minus(L::MiningPeakCharge).deeper(),
    minus(L::MiningPowerCost).folded(),
    minus(L::PoolFees),
    minus(L::MiningOpex),
    minus(L::MiningUserCost),
    sum(L::MiningMargin).if_any(),
    minus(L::AsicDepreciation),
    sum(L::MiningResult).going_on().if_any(),
    plus(L::ColocationRent).deeper(),
    plus(L::LeaseRecovery).deeper(),
    plus(L::PowerBilled).deeper(),
    minus(L::SlaCredits).deeper(),
    plus(L::ColocationRevenue).folded(),
    plus(L::ColocationUserRevenue),
    minus(L::ColocationEnergyCost).deeper(),
    minus(L::ColocationDeliveryCost).deeper(),
    minus(L::ColocationCarbonCost).deeper(),
    minus(L::ColocationDemandCharge).deeper(),
    minus(L::ColocationPeakCharge).deeper(),
    minus(L::ColocationPowerCost).folded(),
    minus(L::ColocationOpex),
    minus(L::ColocationUserCost),
    sum(L::ColocationMargin).if_any(),
    minus(L::LeaseHallDepreciation),
    sum(L::ColocationResult).going_on().if_any(),
    plus(L::GpuRental).deeper(),
    plus(L::GpuReserved).deeper(),
    plus(L::GpuRevenue).folded(),
    plus(L::GpuUserRevenue),
    minus(L::GpuEnergyCost).deeper(),
    minus(L::GpuDeliveryCost).deeper(),
    minus(L::GpuCarbonCost).deeper(),
    minus(L::GpuDemandCharge).deeper(),
    minus(L::GpuPeakCharge).deeper(),
    minus(L::GpuPowerCost).folded(),
    minus(L::MarketplaceFees),
    minus(L::GpuOpex),
    minus(L::GpuUserCost),
    sum(L::GpuMargin).if_any(),
    minus(L::GpuDepreciation),
    sum(L::GpuResult).going_on().if_any(),
    plus(L::PositionGain),
    plus(L::ContractGain),
    plus(L::SiteUserRevenue),
    minus(L::SiteFixedCost),
    minus(L::Sga),
    minus(L::SiteUserCost),
    sum(L::UnallocatedMargin).if_any().noted("statement.note.unallocated"),
    minus(L::AiWorksDepreciation).noted("statement.note.ai_works"),
    minus(L::SiteDepreciation),
    sum(L::UnallocatedResult).going_on().if_any(),
    plus(L::MiningMargin),
    plus(L::ColocationMargin),
    plus(L::GpuMargin),
    plus(L::UnallocatedMargin),
    sum(L::Ebitda),
    minus(L::Depreciation),
    sum(L::OperatingResult).going_on().noted("statement.note.results"),
];

static CASH_FLOW: [StatementRow; 46] = [
    plus(L::Ebitda),
    minus(L::BtcKeptUsd),
    plus(L::BtcSales),
    minus(L::WorkingCapitalRise),
    minus(L::SecurityPaid),
    plus(L::TenantAdvances),
    minus(L::AdvancesEarned),
    minus(L::AsicCapex).deeper(),
    minus(L::RefreshCapex).deeper(),
    minus(L::AsicSalesTax).deeper(),
    minus(L::MovingCost).deeper(),
    minus(L::GpuCapex).deeper(),
    minus(L::GpuSalesTax).deeper(),
    minus(L::HallCapex).deeper(),
    minus(L::AiWorksCapex).deeper(),
    minus(L::SiteWorksCapex).deeper(),
    minus(L::Capex).summed(),
    plus(L::AsicSales).deeper(),
    plus(L::AsicTransfers).deeper(),
    plus(L::GpuSales).deeper(),
    plus(L::Disposals).summed(),
    sum(L::CashFlow),
    minus(L::TaxPaid),
    plus(L::TerminalMachines).deeper(),
    plus(L::TerminalGpus).deeper(),
    plus(L::TerminalHalls).deeper(),
    plus(L::TerminalContracts).deeper(),
    plus(L::TerminalSite).deeper(),
    plus(L::TerminalGross).summed(),
    minus(L::TerminalTax),
    plus(L::DebtDrawn).deeper(),
    minus(L::InterestPaid).deeper(),
    minus(L::DebtFees).deeper(),
    minus(L::DebtRepaid).deeper(),
    minus(L::DebtPrepaid).deeper(),
    plus(L::FinancingFlow).summed(),
    sum(L::CashAfterDebt).going_on(),
    plus(L::PaidOut),
    minus(L::PaidIn),
    sum(L::EquityFlow),
    plus(L::CashFlow),
    plus(L::TerminalValue),
    minus(L::ProjectTax),
    sum(L::ProjectCashFlow).folded(),
    sum(L::CumulativeCash),
    sum(L::CumulativeAfterDebt),
];

static BALANCE: [StatementRow; 16] = [
    plus(L::Cash).always().noted("statement.note.cash"),
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

static TAX_AND_DEBT: [StatementRow; 35] = [
    plus(L::Ebitda).deeper(),
    plus(L::Disposals).deeper(),
    plus(L::AdvancesKept).deeper(),
    plus(L::BtcGain).deeper(),
    minus(L::MovingCost).deeper(),
    minus(L::AsicTaxDepreciation).deeper().deeper(),
    minus(L::GpuTaxDepreciation).deeper().deeper(),
    minus(L::HallTaxDepreciation).deeper().deeper(),
    minus(L::SiteTaxDepreciation).deeper().deeper(),
    minus(L::TaxDepreciation).deeper().summed(),
    minus(L::TaxBasisSold).deeper(),
    plus(L::ProjectTaxable).summed(),
    minus(L::InterestPaid),
    minus(L::DebtFees),
    minus(L::InterestTaxDepreciation),
    sum(L::Taxable),
    alone(L::LossesUsed),
    alone(L::Losses),
    sum(L::TaxPaid).noted("statement.note.tax_paid"),
    alone(L::TaxPayable),
    alone(L::TaxBasis),
    alone(L::TerminalTaxable),
    alone(L::TerminalTax),
    alone(L::ProjectTax),
    alone(L::ProjectTerminalTax),
    plus(L::DebtInterest).deeper(),
    minus(L::InterestCapitalised).deeper(),
    plus(L::InterestPaid).summed(),
    plus(L::DebtRepaid),
    sum(L::DebtService),
    plus(L::Ebitda),
    minus(L::TaxPaid),
    minus(L::SustainingCapex),
    sum(L::Cfads),
    sum(L::Debt),
];

impl Statement {
    /// All statements in the order they are shown.
    pub const ALL: [Self; 5] =
        [Self::Income, Self::ByUse, Self::CashFlow, Self::Balance, Self::TaxAndDebt];

    /// Its lines from top to bottom.
    pub fn rows(self) -> &'static [StatementRow] {
        match self {
            Self::Income => &INCOME,
            Self::ByUse => &BY_USE,
            Self::CashFlow => &CASH_FLOW,
            Self::Balance => &BALANCE,
            Self::TaxAndDebt => &TAX_AND_DEBT,
        }
    }

    /// Key of its name's text.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Income => "statement.income",
            Self::ByUse => "statement.by_use",
            Self::CashFlow => "statement.cash_flow",
            Self::Balance => "statement.balance",
            Self::TaxAndDebt => "statement.tax_and_debt",
        }
    }

    /// Whether any of its lines adds up over time; levels alone have no total.
    pub fn has_totals(self) -> bool {
        self.rows().iter().any(|row| row.line.line().over_year == OverYear::Sum)
    }

    /// The rows that a sum hides when it is folded: those above it that are deeper; none for any other row.
    pub fn parts(self, row: usize) -> Range<usize> {
        let rows = self.rows();
        let Some(sum) = rows.get(row).filter(|row| row.is_sum()) else { return row..row };
        let above = rows.iter().take(row).rev();
        row - above.take_while(|part| part.depth > sum.depth).count()..row
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::run;
    use crate::plan::testing;

    #[test]
    fn a_sum_hides_what_stands_deeper_above_it() {
        let of = |statement: Statement, line: LineId| -> Vec<LineId> {
            let rows = statement.rows();
            let at = rows.iter().rposition(|row| row.line == line).unwrap();
            rows[statement.parts(at)].iter().map(|row| row.line).collect()
        };
        let colocation = [L::ColocationRent, L::LeaseRecovery, L::PowerBilled, L::SlaCredits];
        assert_eq!(of(Statement::Income, L::ColocationRevenue), colocation);
        assert_eq!(of(Statement::Income, L::Revenue).len(), 17);
        assert_eq!(of(Statement::Balance, L::Equity), []);
        assert_eq!(of(Statement::Income, L::PoolFees), []);
        assert_eq!(of(Statement::TaxAndDebt, L::DebtService).len(), 4);
    }

    #[test]
    fn the_statements_end_in_what_the_ledger_says() {
        let mut plan = testing::plan();
        plan.leases = vec![testing::colocation("a")].into();
        plan.gpus = vec![testing::fleet("f")].into();
        std::sync::Arc::make_mut(&mut plan.finance).sga_usd_per_year = 1.2e6;
        let ledger = run(&plan).ledger;
        let uses = [L::MiningResult, L::ColocationResult, L::GpuResult, L::UnallocatedResult];
        for month in 0..ledger.months {
            let at = |line: LineId| ledger.series(line)[month];
            let by_use: f64 = uses.into_iter().map(at).sum();
            assert!((by_use - at(L::OperatingResult)).abs() < 0.01, "{month}: {by_use}");
        }
        assert!(ledger.total(L::ColocationResult).abs() > 1.0);
        assert!((ledger.series(L::UnallocatedMargin)[0] + 1e5).abs() < 0.01);
    }

    #[test]
    fn levels_alone_have_no_totals() {
        let totals = Statement::ALL.map(Statement::has_totals);
        assert_eq!(totals, [true, true, true, false, true]);
    }
}
