//! The output registry: every line of the ledger, once.

use std::sync::LazyLock;

use super::Expr;
use crate::plan::Unit;

/// What a line belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each variant names its use")]
pub enum Use {
    Market,
    Site,
    Mining,
    Colocation,
    Gpu,
}

/// How months of a line make a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverYear {
    /// The sum of its months.
    Sum,
    /// The last month.
    Last,
    /// The mean of its months.
    Mean,
}

/// A line of the ledger.
#[derive(Debug)]
pub struct Line {
    /// Which.
    pub id: LineId,
    /// Stable key, with its unit in the name.
    pub key: &'static str,
    /// Key of the label's text.
    pub label: &'static str,
    /// Unit.
    pub unit: Unit,
    /// What it belongs to.
    pub of: Use,
    /// How months make a year.
    pub over_year: OverYear,
    /// How it is derived; none for a leaf that a kernel writes.
    pub formula: Option<Expr>,
}

macro_rules! lines {
    ($($id:ident = $key:literal, $unit:ident, $of:ident, $over:ident $(= $formula:expr)?;)+) => {
        /// Names of all lines, in the order of the registry.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "the label's text says what each line is")]
        pub enum LineId { $($id,)+ }

        use LineId::*;

        /// Every line of the ledger; a formula uses only lines above its own.
        pub static LINES: LazyLock<Vec<Line>> = LazyLock::new(|| vec![$(Line {
            id: LineId::$id,
            key: $key,
            label: concat!("line.", $key),
            unit: Unit::$unit,
            of: Use::$of,
            over_year: OverYear::$over,
            formula: lines!(@formula $($formula)?),
        },)+]);
    };
    (@formula) => { None };
    (@formula $formula:expr) => { Some($formula) };
}

lines! {
    // Markets
    BtcPrice = "btc_price_usd", Usd, Market, Mean;
    Subsidy = "subsidy_btc_per_block", BtcPerBlock, Market, Mean;
    Fees = "fees_btc_per_block", BtcPerBlock, Market, Mean;
    NetworkHashrate = "network_hashrate_eh_per_s", EhPerS, Market, Last;
    Hashprice = "hashprice_usd_per_ph_day", UsdPerPhDay, Market, Mean;
    GpuIndex = "gpu_index", Ratio, Market, Mean;
    ColocationMarketRent = "colocation_market_rent_usd_per_kw_month", UsdPerKwMonth, Market, Mean;
    PowerPrice = "power_price_usd_per_mwh", UsdPerMwh, Market, Mean;
    PowerAdder = "power_adder_usd_per_mwh", UsdPerMwh, Market, Mean;
    // The calendar
    Days = "days", Days, Market, Sum;
    YearEnd = "year_end", Ratio, Market, Last;
    Final = "final_month", Ratio, Market, Last;
    MonthsInYear = "months_in_year", Months, Market, Last;
    TaxRate = "tax_rate", Share, Market, Mean;
    // Megawatts
    GridMw = "grid_mw", Mw, Site, Last;
    MiningMw = "mining_mw", Mw, Mining, Last;
    ColocationMw = "colocation_mw", Mw, Colocation, Last;
    GpuMw = "gpu_mw", Mw, Gpu, Last;
    ConvertingMw = "converting_mw", Mw, Site, Last;
    AiMw = "ai_mw", Mw, Site, Last = Expr::sum(&[ColocationMw, GpuMw], &[]);
    EmptyMw = "empty_mw", Mw, Site, Last = Expr::sum(&[GridMw], &[MiningMw, AiMw, ConvertingMw]);
    FleetHashrate = "fleet_hashrate_ph_per_s", PhPerS, Mining, Last;
    // Energy
    MiningEnergy = "mining_energy_mwh", Mwh, Mining, Sum;
    ColocationEnergy = "colocation_energy_mwh", Mwh, Colocation, Sum;
    GpuEnergy = "gpu_energy_mwh", Mwh, Gpu, Sum;
    Energy = "energy_mwh", Mwh, Site, Sum = Expr::sum(&[MiningEnergy, ColocationEnergy, GpuEnergy], &[]);
    ContractEnergy = "contract_energy_mwh", Mwh, Site, Sum;
    ServingEnergy = "serving_energy_mwh", Mwh, Site, Sum;
    BoughtEnergy = "bought_energy_mwh", Mwh, Site, Sum;
    SoldEnergy = "sold_energy_mwh", Mwh, Site, Sum;
    SpilledEnergy = "spilled_energy_mwh", Mwh, Site, Sum;
    RenewableEnergy = "renewable_energy_mwh", Mwh, Site, Sum;
    Carbon = "carbon_t_co2e", TonnesCo2e, Site, Sum;
    // Revenue
    MinedPhDays = "mined_ph_days", PhPerS, Mining, Sum;
    MiningRevenue = "mining_revenue_usd", Usd, Mining, Sum = Expr::product(MinedPhDays, Hashprice);
    MinedBtc = "mined_btc", Btc, Mining, Sum;
    ColocationRent = "colocation_rent_usd", Usd, Colocation, Sum;
    SlaCredits = "sla_credits_usd", Usd, Colocation, Sum;
    LeaseRecovery = "lease_recovery_usd", Usd, Colocation, Sum;
    PowerBilled = "power_billed_usd", Usd, Colocation, Sum;
    ColocationRevenue = "colocation_revenue_usd", Usd, Colocation, Sum
        = Expr::sum(&[ColocationRent, LeaseRecovery, PowerBilled], &[SlaCredits]);
    GpuHours = "gpu_hours", Hours, Gpu, Sum;
    ReservedHours = "gpu_reserved_hours", Hours, Gpu, Sum;
    GpuRental = "gpu_rental_usd", Usd, Gpu, Sum;
    GpuReserved = "gpu_reserved_usd", Usd, Gpu, Sum;
    GpuRevenue = "gpu_revenue_usd", Usd, Gpu, Sum = Expr::sum(&[GpuRental, GpuReserved], &[]);
    AiRevenue = "ai_revenue_usd", Usd, Site, Sum = Expr::sum(&[ColocationRevenue, GpuRevenue], &[]);
    FlexibilityCredit = "flexibility_credit_usd", Usd, Mining, Sum;
    PositionGain = "position_gain_usd", Usd, Site, Sum;
    ContractGain = "contract_gain_usd", Usd, Site, Sum;
    // Costs, as positive figures
    MiningEnergyCost = "mining_energy_cost_usd", Usd, Mining, Sum;
    MiningDeliveryCost = "mining_delivery_cost_usd", Usd, Mining, Sum;
    MiningCarbonCost = "mining_carbon_cost_usd", Usd, Mining, Sum;
    MiningDemandCharge = "mining_demand_charge_usd", Usd, Mining, Sum;
    MiningPeakCharge = "mining_peak_charge_usd", Usd, Mining, Sum;
    ColocationEnergyCost = "colocation_energy_cost_usd", Usd, Colocation, Sum;
    ColocationDeliveryCost = "colocation_delivery_cost_usd", Usd, Colocation, Sum;
    ColocationCarbonCost = "colocation_carbon_cost_usd", Usd, Colocation, Sum;
    ColocationDemandCharge = "colocation_demand_charge_usd", Usd, Colocation, Sum;
    ColocationPeakCharge = "colocation_peak_charge_usd", Usd, Colocation, Sum;
    GpuEnergyCost = "gpu_energy_cost_usd", Usd, Gpu, Sum;
    GpuDeliveryCost = "gpu_delivery_cost_usd", Usd, Gpu, Sum;
    GpuCarbonCost = "gpu_carbon_cost_usd", Usd, Gpu, Sum;
    GpuDemandCharge = "gpu_demand_charge_usd", Usd, Gpu, Sum;
    GpuPeakCharge = "gpu_peak_charge_usd", Usd, Gpu, Sum;
    MiningPowerCost = "mining_power_cost_usd", Usd, Mining, Sum
        = Expr::sum(&[MiningEnergyCost, MiningDeliveryCost, MiningCarbonCost, MiningDemandCharge, MiningPeakCharge], &[]);
    ColocationPowerCost = "colocation_power_cost_usd", Usd, Colocation, Sum
        = Expr::sum(&[ColocationEnergyCost, ColocationDeliveryCost, ColocationCarbonCost, ColocationDemandCharge, ColocationPeakCharge], &[]);
    GpuPowerCost = "gpu_power_cost_usd", Usd, Gpu, Sum
        = Expr::sum(&[GpuEnergyCost, GpuDeliveryCost, GpuCarbonCost, GpuDemandCharge, GpuPeakCharge], &[]);
    PowerCost = "power_cost_usd", Usd, Site, Sum
        = Expr::sum(&[MiningPowerCost, ColocationPowerCost, GpuPowerCost], &[]);
    PoolFees = "pool_fees_usd", Usd, Mining, Sum
        = Expr::Mul(Box::new(Expr::Line(MiningRevenue)), Box::new(Expr::Input("market.pool_fee")));
    MarketplaceFees = "marketplace_fees_usd", Usd, Gpu, Sum;
    MiningOpex = "mining_opex_usd", Usd, Mining, Sum;
    ColocationOpex = "colocation_opex_usd", Usd, Colocation, Sum;
    GpuOpex = "gpu_opex_usd", Usd, Gpu, Sum;
    SiteFixedCost = "site_fixed_cost_usd", Usd, Site, Sum;
    Sga = "sga_usd", Usd, Site, Sum;
    // The user's own lines
    MiningUserRevenue = "mining_user_revenue_usd", Usd, Mining, Sum;
    ColocationUserRevenue = "colocation_user_revenue_usd", Usd, Colocation, Sum;
    GpuUserRevenue = "gpu_user_revenue_usd", Usd, Gpu, Sum;
    SiteUserRevenue = "site_user_revenue_usd", Usd, Site, Sum;
    UserRevenue = "user_revenue_usd", Usd, Site, Sum
        = Expr::sum(&[MiningUserRevenue, ColocationUserRevenue, GpuUserRevenue, SiteUserRevenue], &[]);
    MiningUserCost = "mining_user_cost_usd", Usd, Mining, Sum;
    ColocationUserCost = "colocation_user_cost_usd", Usd, Colocation, Sum;
    GpuUserCost = "gpu_user_cost_usd", Usd, Gpu, Sum;
    SiteUserCost = "site_user_cost_usd", Usd, Site, Sum;
    UserCost = "user_cost_usd", Usd, Site, Sum
        = Expr::sum(&[MiningUserCost, ColocationUserCost, GpuUserCost, SiteUserCost], &[]);
    // Totals
    Revenue = "revenue_usd", Usd, Site, Sum
        = Expr::sum(&[MiningRevenue, ColocationRevenue, GpuRevenue, FlexibilityCredit, PositionGain, ContractGain, UserRevenue], &[]);
    OperatingCost = "operating_cost_usd", Usd, Site, Sum
        = Expr::sum(&[PowerCost, PoolFees, MarketplaceFees, MiningOpex, ColocationOpex, GpuOpex, SiteFixedCost, Sga, UserCost], &[]);
    MiningMargin = "mining_margin_usd", Usd, Mining, Sum
        = Expr::sum(&[MiningRevenue, FlexibilityCredit, MiningUserRevenue], &[MiningPowerCost, PoolFees, MiningOpex, MiningUserCost]);
    ColocationMargin = "colocation_margin_usd", Usd, Colocation, Sum
        = Expr::sum(&[ColocationRevenue, ColocationUserRevenue], &[ColocationPowerCost, ColocationOpex, ColocationUserCost]);
    GpuMargin = "gpu_margin_usd", Usd, Gpu, Sum
        = Expr::sum(&[GpuRevenue, GpuUserRevenue], &[GpuPowerCost, MarketplaceFees, GpuOpex, GpuUserCost]);
    UnallocatedMargin = "unallocated_margin_usd", Usd, Site, Sum
        = Expr::sum(&[PositionGain, ContractGain, SiteUserRevenue], &[SiteFixedCost, Sga, SiteUserCost]);
    Ebitda = "ebitda_usd", Usd, Site, Sum = Expr::sum(&[Revenue], &[OperatingCost]);
    // Capital
    AsicCapex = "asic_capex_usd", Usd, Mining, Sum;
    RefreshCapex = "refresh_capex_usd", Usd, Mining, Sum;
    MovingCost = "moving_cost_usd", Usd, Mining, Sum;
    GpuCapex = "gpu_capex_usd", Usd, Gpu, Sum;
    HallCapex = "hall_capex_usd", Usd, Colocation, Sum;
    AiWorksCapex = "ai_works_capex_usd", Usd, Site, Sum;
    SiteWorksCapex = "site_works_capex_usd", Usd, Site, Sum;
    AsicSalesTax = "asic_sales_tax_usd", Usd, Mining, Sum
        = Expr::times(Expr::sum(&[AsicCapex, RefreshCapex], &[]), Expr::Input("finance.equipment_sales_tax"));
    GpuSalesTax = "gpu_sales_tax_usd", Usd, Gpu, Sum
        = Expr::times(Expr::Line(GpuCapex), Expr::Input("finance.equipment_sales_tax"));
    Capex = "capex_usd", Usd, Site, Sum
        = Expr::sum(&[AsicCapex, RefreshCapex, MovingCost, GpuCapex, HallCapex, AiWorksCapex, SiteWorksCapex, AsicSalesTax, GpuSalesTax], &[]);
    AsicSales = "asic_sales_usd", Usd, Mining, Sum;
    AsicTransfers = "asic_transfers_usd", Usd, Mining, Sum;
    GpuSales = "gpu_sales_usd", Usd, Gpu, Sum;
    Disposals = "disposals_usd", Usd, Site, Sum = Expr::sum(&[AsicSales, AsicTransfers, GpuSales], &[]);
    // Tenants' advances
    OpeningAdvances = "opening_advances_usd", Usd, Colocation, Sum;
    TenantAdvances = "tenant_advances_usd", Usd, Colocation, Sum;
    AdvancesEarned = "advances_earned_usd", Usd, Colocation, Sum;
    AdvancesKept = "advances_kept_usd", Usd, Colocation, Sum;
    AdvancesPassedOn = "advances_passed_on_usd", Usd, Colocation, Sum;
    AdvancesOwed = "advances_owed_usd", Usd, Colocation, Last
        = Expr::roll(AdvancesOwed, &[OpeningAdvances, TenantAdvances], &[AdvancesEarned, AdvancesKept, AdvancesPassedOn]);
    // Bitcoin kept
    BtcKept = "btc_kept", Btc, Mining, Sum
        = Expr::times(Expr::Line(MinedBtc), Expr::Input("finance.hodl_share"));
    BtcSold = "btc_sold", Btc, Mining, Sum
        = Expr::where_set(Final, Expr::roll(BtcHeld, &[BtcKept], &[]), Expr::Number(0.0));
    BtcHeld = "btc_held", Btc, Mining, Last = Expr::roll(BtcHeld, &[BtcKept], &[BtcSold]);
    BtcKeptUsd = "btc_kept_usd", Usd, Mining, Sum = Expr::product(BtcKept, BtcPrice);
    BtcSales = "btc_sales_usd", Usd, Mining, Sum = Expr::product(BtcSold, BtcPrice);
    BtcValue = "btc_value_usd", Usd, Mining, Last = Expr::product(BtcHeld, BtcPrice);
    BtcCostSold = "btc_cost_sold_usd", Usd, Mining, Sum
        = Expr::where_set(Final, Expr::roll(BtcCost, &[BtcKeptUsd], &[]), Expr::Number(0.0));
    BtcCost = "btc_cost_usd", Usd, Mining, Last = Expr::roll(BtcCost, &[BtcKeptUsd], &[BtcCostSold]);
    BtcGain = "btc_gain_usd", Usd, Mining, Sum = Expr::sum(&[BtcSales], &[BtcCostSold]);
    BtcRevaluation = "btc_revaluation_usd", Usd, Mining, Sum
        = Expr::Sum(vec![Expr::rise(BtcValue), Expr::sum(&[BtcSales], &[BtcKeptUsd])]);
    // Working capital
    Receivables = "receivables_usd", Usd, Site, Last
        = Expr::where_set(Final, Expr::Number(0.0), Expr::Div(
            Box::new(Expr::Sum(vec![
                Expr::times(Expr::Line(GpuRental), Expr::Input("finance.rental_collection_days")),
                Expr::times(Expr::sum(&[Revenue], &[MiningRevenue, GpuRental]), Expr::Input("finance.other_collection_days")),
            ])),
            Box::new(Expr::Line(Days)),
        ));
    Payables = "payables_usd", Usd, Site, Last
        = Expr::where_set(Final, Expr::Number(0.0), Expr::Div(
            Box::new(Expr::times(
                Expr::sum(&[PowerCost, MiningOpex, ColocationOpex, GpuOpex], &[]),
                Expr::Input("finance.payment_days"),
            )),
            Box::new(Expr::Line(Days)),
        ));
    WorkingCapital = "working_capital_usd", Usd, Site, Last = Expr::sum(&[Receivables], &[Payables]);
    WorkingCapitalRise = "working_capital_rise_usd", Usd, Site, Sum = Expr::rise(WorkingCapital);
    Security = "security_usd", Usd, Site, Last
        = Expr::where_set(Final, Expr::Number(0.0), Expr::Input("finance.security_usd"));
    SecurityPaid = "security_paid_usd", Usd, Site, Sum = Expr::rise(Security);
    CashFlow = "cash_flow_usd", Usd, Site, Sum
        = Expr::sum(&[Ebitda, Disposals, TenantAdvances, BtcSales], &[Capex, AdvancesEarned, BtcKeptUsd, WorkingCapitalRise, SecurityPaid]);
    // Books
    AsicOpening = "asic_opening_book_usd", Usd, Mining, Sum;
    AsicDepreciation = "asic_depreciation_usd", Usd, Mining, Sum;
    AsicBookSold = "asic_book_sold_usd", Usd, Mining, Sum;
    AsicBookEnded = "asic_book_ended_usd", Usd, Mining, Sum;
    AsicBook = "asic_book_usd", Usd, Mining, Last
        = Expr::roll(AsicBook, &[AsicOpening, AsicCapex, RefreshCapex, AsicSalesTax], &[AsicDepreciation, AsicBookSold, AsicBookEnded]);
    GpuOpening = "gpu_opening_book_usd", Usd, Gpu, Sum;
    GpuDepreciation = "gpu_depreciation_usd", Usd, Gpu, Sum;
    GpuBookSold = "gpu_book_sold_usd", Usd, Gpu, Sum;
    GpuBookEnded = "gpu_book_ended_usd", Usd, Gpu, Sum;
    GpuBook = "gpu_book_usd", Usd, Gpu, Last
        = Expr::roll(GpuBook, &[GpuOpening, GpuCapex, GpuSalesTax], &[GpuDepreciation, GpuBookSold, GpuBookEnded]);
    HallOpening = "hall_opening_book_usd", Usd, Colocation, Sum;
    LeaseHallDepreciation = "lease_hall_depreciation_usd", Usd, Colocation, Sum;
    AiWorksDepreciation = "ai_works_depreciation_usd", Usd, Site, Sum;
    HallDepreciation = "hall_depreciation_usd", Usd, Site, Sum
        = Expr::sum(&[LeaseHallDepreciation, AiWorksDepreciation], &[]);
    HallBookEnded = "hall_book_ended_usd", Usd, Colocation, Sum;
    HallBook = "hall_book_usd", Usd, Colocation, Last
        = Expr::roll(HallBook, &[HallOpening, HallCapex, AiWorksCapex], &[HallDepreciation, HallBookEnded]);
    SiteOpening = "site_opening_book_usd", Usd, Site, Sum;
    SiteDepreciation = "site_depreciation_usd", Usd, Site, Sum;
    SiteBookEnded = "site_book_ended_usd", Usd, Site, Sum;
    SiteBook = "site_book_usd", Usd, Site, Last
        = Expr::roll(SiteBook, &[SiteOpening, SiteWorksCapex], &[SiteDepreciation, SiteBookEnded]);
    Depreciation = "depreciation_usd", Usd, Site, Sum
        = Expr::sum(&[AsicDepreciation, GpuDepreciation, HallDepreciation, SiteDepreciation], &[]);
    DisposalGain = "disposal_gain_usd", Usd, Site, Sum = Expr::sum(&[Disposals], &[AsicBookSold, GpuBookSold]);
    // Values at the horizon
    TerminalMachines = "terminal_machines_usd", Usd, Mining, Sum;
    TerminalGpus = "terminal_gpus_usd", Usd, Gpu, Sum;
    TerminalHalls = "terminal_halls_usd", Usd, Colocation, Sum;
    TerminalContracts = "terminal_contracts_usd", Usd, Colocation, Sum;
    TerminalSite = "terminal_site_usd", Usd, Site, Sum;
    TerminalGross = "terminal_gross_usd", Usd, Site, Sum
        = Expr::sum(&[TerminalMachines, TerminalGpus, TerminalHalls, TerminalContracts, TerminalSite], &[]);
    TerminalTaxBasis = "terminal_tax_basis_usd", Usd, Site, Sum;
    TerminalTaxable = "terminal_taxable_usd", Usd, Site, Sum
        = Expr::sum(&[TerminalGross, AdvancesPassedOn], &[TerminalTaxBasis]);
    // Tax as if there were no debt
    OpeningTaxBasis = "opening_tax_basis_usd", Usd, Site, Sum;
    OpeningLosses = "opening_tax_losses_usd", Usd, Site, Sum;
    AsicTaxDepreciation = "asic_tax_depreciation_usd", Usd, Mining, Sum;
    GpuTaxDepreciation = "gpu_tax_depreciation_usd", Usd, Gpu, Sum;
    HallTaxDepreciation = "hall_tax_depreciation_usd", Usd, Colocation, Sum;
    SiteTaxDepreciation = "site_tax_depreciation_usd", Usd, Site, Sum;
    TaxDepreciation = "tax_depreciation_usd", Usd, Site, Sum
        = Expr::sum(&[AsicTaxDepreciation, GpuTaxDepreciation, HallTaxDepreciation, SiteTaxDepreciation], &[]);
    TaxBasisSold = "tax_basis_sold_usd", Usd, Site, Sum;
    TaxBasis = "tax_basis_usd", Usd, Site, Last
        = Expr::roll(TaxBasis, &[OpeningTaxBasis, Capex], &[MovingCost, TaxDepreciation, TaxBasisSold, TerminalTaxBasis]);
    ProjectTaxable = "project_taxable_income_usd", Usd, Site, Sum
        = Expr::sum(&[Ebitda, Disposals, AdvancesKept, BtcGain], &[MovingCost, TaxDepreciation, TaxBasisSold]);
    ProjectYearIncome = "project_year_income_usd", Usd, Site, Last = of_year_so_far(ProjectTaxable, ProjectYearIncome);
    ProjectLossesUsed = "project_losses_used_usd", Usd, Site, Sum
        = Expr::where_set(YearEnd, losses_used(ProjectLosses, Expr::Line(ProjectYearIncome)), Expr::Number(0.0));
    ProjectLosses = "project_losses_usd", Usd, Site, Last = losses(ProjectLosses, ProjectYearIncome, ProjectLossesUsed);
    ProjectTax = "project_tax_usd", Usd, Site, Sum
        = Expr::where_set(YearEnd, tax_on(Expr::Line(ProjectYearIncome), Expr::Line(ProjectLossesUsed)), Expr::Number(0.0));
    ProjectTerminalTax = "project_terminal_tax_usd", Usd, Site, Sum
        = terminal_tax(Expr::sum(&[ProjectYearIncome, TerminalTaxable], &[]), ProjectLosses, ProjectTax);
    TerminalValue = "terminal_value_usd", Usd, Site, Sum = Expr::sum(&[TerminalGross], &[ProjectTerminalTax]);
    ProjectCashFlow = "project_cash_flow_usd", Usd, Site, Sum
        = Expr::sum(&[CashFlow, TerminalValue], &[ProjectTax]);
    CumulativeCash = "cumulative_cash_usd", Usd, Site, Last = Expr::roll(CumulativeCash, &[ProjectCashFlow], &[]);
    // Debt
    OpeningDebt = "opening_debt_usd", Usd, Site, Sum;
    DebtDrawn = "debt_drawn_usd", Usd, Site, Sum;
    DebtInterest = "debt_interest_usd", Usd, Site, Sum;
    InterestCapitalised = "interest_capitalised_usd", Usd, Site, Sum;
    InterestPaid = "interest_paid_usd", Usd, Site, Sum = Expr::sum(&[DebtInterest], &[InterestCapitalised]);
    DebtRepaid = "debt_repaid_usd", Usd, Site, Sum;
    DebtPrepaid = "debt_prepaid_usd", Usd, Site, Sum;
    DebtFees = "debt_fees_usd", Usd, Site, Sum;
    Debt = "debt_usd", Usd, Site, Last
        = Expr::roll(Debt, &[OpeningDebt, DebtDrawn, InterestCapitalised], &[DebtRepaid, DebtPrepaid]);
    DebtService = "debt_service_usd", Usd, Site, Sum = Expr::sum(&[InterestPaid, DebtRepaid], &[]);
    InterestDepreciation = "interest_depreciation_usd", Usd, Site, Sum;
    InterestBookEnded = "interest_book_ended_usd", Usd, Site, Sum;
    InterestBook = "interest_book_usd", Usd, Site, Last
        = Expr::roll(InterestBook, &[InterestCapitalised], &[InterestDepreciation, InterestBookEnded]);
    InterestTaxDepreciation = "interest_tax_depreciation_usd", Usd, Site, Sum;
    InterestTerminalTaxBasis = "interest_terminal_tax_basis_usd", Usd, Site, Sum;
    // Tax paid
    Taxable = "taxable_income_usd", Usd, Site, Sum
        = Expr::sum(&[ProjectTaxable], &[InterestPaid, DebtFees, InterestTaxDepreciation]);
    YearIncome = "year_income_usd", Usd, Site, Last = of_year_so_far(Taxable, YearIncome);
    LossesUsed = "losses_used_usd", Usd, Site, Sum
        = Expr::where_set(YearEnd, losses_used(Losses, Expr::Line(YearIncome)), Expr::Number(0.0));
    Losses = "losses_usd", Usd, Site, Last = losses(Losses, YearIncome, LossesUsed);
    TaxPaid = "tax_paid_usd", Usd, Site, Sum
        = Expr::where_set(YearEnd, tax_on(Expr::Line(YearIncome), Expr::Line(LossesUsed)), Expr::Number(0.0));
    TerminalTax = "terminal_tax_usd", Usd, Site, Sum
        = terminal_tax(Expr::sum(&[YearIncome, TerminalTaxable], &[InterestTerminalTaxBasis]), Losses, TaxPaid);
    TaxAccrued = "tax_accrued_usd", Usd, Site, Sum
        = Expr::Div(Box::new(Expr::OfYear(TaxPaid)), Box::new(Expr::Line(MonthsInYear)));
    TaxPayable = "tax_payable_usd", Usd, Site, Last = Expr::roll(TaxPayable, &[TaxAccrued], &[TaxPaid]);
    // Equity
    FinancingFlow = "financing_flow_usd", Usd, Site, Sum
        = Expr::sum(&[DebtDrawn], &[DebtRepaid, DebtPrepaid, InterestPaid, DebtFees]);
    CashAfterDebt = "cash_after_debt_usd", Usd, Site, Sum
        = Expr::sum(&[CashFlow, TerminalGross, FinancingFlow], &[TaxPaid, TerminalTax]);
    CumulativeAfterDebt = "cumulative_after_debt_usd", Usd, Site, Last
        = Expr::roll(CumulativeAfterDebt, &[CashAfterDebt], &[]);
    PaidIn = "equity_paid_in_usd", Usd, Site, Sum
        = Expr::max(Expr::Number(0.0), Expr::Neg(Box::new(Expr::roll(Cash, &[CashAfterDebt], &[]))));
    PaidOut = "equity_paid_out_usd", Usd, Site, Sum
        = Expr::max(Expr::Number(0.0), Expr::Sum(vec![
            Expr::roll(Cash, &[CashAfterDebt], &[]),
            Expr::Neg(Box::new(Expr::where_set(Final, Expr::Number(0.0), Expr::Input("finance.minimum_cash_usd")))),
        ]));
    Cash = "cash_usd", Usd, Site, Last = Expr::roll(Cash, &[CashAfterDebt, PaidIn], &[PaidOut]);
    EquityFlow = "equity_flow_usd", Usd, Site, Sum = Expr::sum(&[PaidOut], &[PaidIn]);
    // Cover
    SustainingCapex = "sustaining_capex_usd", Usd, Mining, Sum;
    Cfads = "cfads_usd", Usd, Site, Sum = Expr::sum(&[Ebitda], &[TaxPaid, SustainingCapex]);
    // Operating result by use
    MiningResult = "mining_result_usd", Usd, Mining, Sum = Expr::sum(&[MiningMargin], &[AsicDepreciation]);
    ColocationResult = "colocation_result_usd", Usd, Colocation, Sum
        = Expr::sum(&[ColocationMargin], &[LeaseHallDepreciation]);
    GpuResult = "gpu_result_usd", Usd, Gpu, Sum = Expr::sum(&[GpuMargin], &[GpuDepreciation]);
    UnallocatedResult = "unallocated_result_usd", Usd, Site, Sum
        = Expr::sum(&[UnallocatedMargin], &[AiWorksDepreciation, SiteDepreciation]);
    OperatingResult = "operating_result_usd", Usd, Site, Sum = Expr::sum(&[Ebitda], &[Depreciation]);
    // Income
    TerminalGain = "terminal_gain_usd", Usd, Site, Sum
        = Expr::sum(&[TerminalGross, AdvancesPassedOn], &[AsicBookEnded, GpuBookEnded, HallBookEnded, SiteBookEnded, InterestBookEnded]);
    IncomeBeforeTax = "income_before_tax_usd", Usd, Site, Sum
        = Expr::sum(&[Ebitda, DisposalGain, AdvancesKept, BtcRevaluation, TerminalGain], &[MovingCost, Depreciation, InterestDepreciation, InterestPaid, DebtFees]);
    TaxExpense = "tax_expense_usd", Usd, Site, Sum = Expr::sum(&[TaxAccrued, TerminalTax], &[]);
    NetIncome = "net_income_usd", Usd, Site, Sum = Expr::sum(&[IncomeBeforeTax], &[TaxExpense]);
    // Balance
    Assets = "assets_usd", Usd, Site, Last
        = Expr::sum(&[Cash, Receivables, BtcValue, Security, AsicBook, GpuBook, HallBook, SiteBook, InterestBook], &[]);
    Liabilities = "liabilities_usd", Usd, Site, Last = Expr::sum(&[Payables, TaxPayable, AdvancesOwed, Debt], &[]);
    OpeningEquity = "opening_equity_usd", Usd, Site, Sum
        = Expr::sum(&[AsicOpening, GpuOpening, HallOpening, SiteOpening], &[OpeningAdvances, OpeningDebt]);
    Equity = "equity_usd", Usd, Site, Last
        = Expr::roll(Equity, &[OpeningEquity, NetIncome, PaidIn], &[PaidOut]);
    // Not cash: what the capital in service would cost a year, for the netback
    MiningCapitalCharge = "mining_capital_charge_usd", Usd, Mining, Sum;
    ColocationCapitalCharge = "colocation_capital_charge_usd", Usd, Colocation, Sum;
    GpuCapitalCharge = "gpu_capital_charge_usd", Usd, Gpu, Sum;
}

/// Income of the calendar year up to the month: it begins again after a year's last month.
fn of_year_so_far(income: LineId, own: LineId) -> Expr {
    let begun = Expr::If(
        Box::new(Expr::Prev(YearEnd)),
        Box::new(Expr::Number(0.0)),
        Box::new(Expr::Prev(own)),
    );
    Expr::Sum(vec![begun, Expr::Line(income)])
}

/// Losses carried into the year that its income may use: up to a share of it.
fn losses_used(losses: LineId, income: Expr) -> Expr {
    let carried = Expr::roll(losses, &[OpeningLosses], &[]);
    let most = Expr::times(income, Expr::Input("finance.loss_use_share"));
    Expr::max(Expr::Number(0.0), Expr::min(carried, most))
}

/// Losses carried forward: a year's loss joins them at its end.
fn losses(own: LineId, income: LineId, used: LineId) -> Expr {
    let lost = Expr::max(Expr::Number(0.0), Expr::Neg(Box::new(Expr::Line(income))));
    let joins = Expr::where_set(YearEnd, lost, Expr::Number(0.0));
    Expr::Sum(vec![Expr::roll(own, &[OpeningLosses], &[used]), joins])
}

/// Tax on a year's income after the losses it uses.
fn tax_on(income: Expr, used: Expr) -> Expr {
    let left = Expr::Sum(vec![income, Expr::Neg(Box::new(used))]);
    Expr::times(Expr::Line(TaxRate), Expr::max(Expr::Number(0.0), left))
}

/// What values at the horizon add to the last year's tax.
fn terminal_tax(income: Expr, carried: LineId, tax: LineId) -> Expr {
    let used = losses_used(carried, income.clone());
    let added = Expr::Sum(vec![tax_on(income, used), Expr::Neg(Box::new(Expr::Line(tax)))]);
    Expr::where_set(Final, added, Expr::Number(0.0))
}

impl LineId {
    /// The line's row of the registry.
    pub fn line(self) -> &'static Line {
        &LINES[self as usize]
    }

    /// Key of the label's text.
    pub fn label(self) -> &'static str {
        self.line().label
    }
}
