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
    GpuRental = "gpu_rental_usd", Usd, Gpu, Sum;
    GpuReserved = "gpu_reserved_usd", Usd, Gpu, Sum;
    GpuRevenue = "gpu_revenue_usd", Usd, Gpu, Sum = Expr::sum(&[GpuRental, GpuReserved], &[]);
    AiRevenue = "ai_revenue_usd", Usd, Site, Sum = Expr::sum(&[ColocationRevenue, GpuRevenue], &[]);
    FlexibilityCredit = "flexibility_credit_usd", Usd, Mining, Sum;
    PositionGain = "position_gain_usd", Usd, Site, Sum;
    ContractGain = "contract_gain_usd", Usd, Site, Sum;
    Revenue = "revenue_usd", Usd, Site, Sum
        = Expr::sum(&[MiningRevenue, ColocationRevenue, GpuRevenue, FlexibilityCredit, PositionGain, ContractGain], &[]);
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
    OperatingCost = "operating_cost_usd", Usd, Site, Sum
        = Expr::sum(&[PowerCost, PoolFees, MarketplaceFees, MiningOpex, ColocationOpex, GpuOpex, SiteFixedCost, Sga], &[]);
    MiningMargin = "mining_margin_usd", Usd, Mining, Sum = Expr::sum(&[MiningRevenue, FlexibilityCredit], &[MiningPowerCost, PoolFees, MiningOpex]);
    ColocationMargin = "colocation_margin_usd", Usd, Colocation, Sum = Expr::sum(&[ColocationRevenue], &[ColocationPowerCost, ColocationOpex]);
    GpuMargin = "gpu_margin_usd", Usd, Gpu, Sum = Expr::sum(&[GpuRevenue], &[GpuPowerCost, MarketplaceFees, GpuOpex]);
    Ebitda = "ebitda_usd", Usd, Site, Sum = Expr::sum(&[Revenue], &[OperatingCost]);
    // Capital
    AsicCapex = "asic_capex_usd", Usd, Mining, Sum;
    RefreshCapex = "refresh_capex_usd", Usd, Mining, Sum;
    MovingCost = "moving_cost_usd", Usd, Mining, Sum;
    GpuCapex = "gpu_capex_usd", Usd, Gpu, Sum;
    HallCapex = "hall_capex_usd", Usd, Colocation, Sum;
    Capex = "capex_usd", Usd, Site, Sum
        = Expr::sum(&[AsicCapex, RefreshCapex, MovingCost, GpuCapex, HallCapex], &[]);
    AsicSales = "asic_sales_usd", Usd, Mining, Sum;
    GpuSales = "gpu_sales_usd", Usd, Gpu, Sum;
    Disposals = "disposals_usd", Usd, Site, Sum = Expr::sum(&[AsicSales, GpuSales], &[]);
    TenantAdvances = "tenant_advances_usd", Usd, Colocation, Sum;
    AdvancesEarned = "advances_earned_usd", Usd, Colocation, Sum;
    CashFlow = "cash_flow_usd", Usd, Site, Sum
        = Expr::sum(&[Ebitda, Disposals, TenantAdvances], &[Capex, AdvancesEarned]);
    CumulativeCash = "cumulative_cash_usd", Usd, Site, Last
        = Expr::Sum(vec![Expr::Prev(CumulativeCash), Expr::Line(CashFlow)]);
    // Not cash: what the capital in service would cost a year, for the netback
    MiningCapitalCharge = "mining_capital_charge_usd", Usd, Mining, Sum;
    ColocationCapitalCharge = "colocation_capital_charge_usd", Usd, Colocation, Sum;
    GpuCapitalCharge = "gpu_capital_charge_usd", Usd, Gpu, Sum;
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
