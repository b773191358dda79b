//! Units of inputs and results, each with the key of its text.

/// The unit a figure is stored in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each variant is its unit, spelled out")]
pub enum Unit {
    None,
    Mw,
    MwIt,
    KwIt,
    Mwh,
    Usd,
    UsdPerMwh,
    UsdPerKwMonth,
    UsdPerKw,
    UsdPerGpu,
    UsdPerGpuHour,
    UsdPerPhDay,
    UsdPerYear,
    UsdPerKwYear,
    UsdPerMwYear,
    UsdPerTonne,
    UsdPerMonth,
    UsdPerMwMonth,
    UsdPerMw,
    UsdPerTh,
    UsdPerUnit,
    JPerTh,
    ThPerS,
    PhPerS,
    EhPerS,
    Btc,
    BtcPerBlock,
    Units,
    Months,
    Years,
    Hours,
    Days,
    /// A share of one, shown in percent.
    Share,
    /// A rate a year, shown in percent a year.
    SharePerYear,
    KgPerMwh,
    TonnesCo2e,
    Ratio,
    Blocks,
    BlocksPerDay,
    Month,
}

impl Unit {
    /// Key of the unit's text.
    pub const fn key(self) -> &'static str {
        match self {
            Self::None | Self::Ratio => "unit.none",
            Self::Mw => "unit.mw",
            Self::MwIt => "unit.mw_it",
            Self::KwIt => "unit.kw_it",
            Self::Mwh => "unit.mwh",
            Self::Usd => "unit.usd",
            Self::UsdPerMwh => "unit.usd_per_mwh",
            Self::UsdPerKwMonth => "unit.usd_per_kw_month",
            Self::UsdPerKw => "unit.usd_per_kw",
            Self::UsdPerGpu => "unit.usd_per_gpu",
            Self::UsdPerGpuHour => "unit.usd_per_gpu_hour",
            Self::UsdPerPhDay => "unit.usd_per_ph_day",
            Self::UsdPerKwYear => "unit.usd_per_kw_year",
            Self::UsdPerMwYear => "unit.usd_per_mw_year",
            Self::UsdPerTonne => "unit.usd_per_t",
            Self::UsdPerYear => "unit.usd_per_year",
            Self::UsdPerMonth => "unit.usd_per_month",
            Self::UsdPerMwMonth => "unit.usd_per_mw_month",
            Self::UsdPerMw => "unit.usd_per_mw",
            Self::UsdPerTh => "unit.usd_per_th",
            Self::UsdPerUnit => "unit.usd_per_unit",
            Self::JPerTh => "unit.j_per_th",
            Self::ThPerS => "unit.th_per_s",
            Self::PhPerS => "unit.ph_per_s",
            Self::EhPerS => "unit.eh_per_s",
            Self::Btc => "unit.btc",
            Self::BtcPerBlock => "unit.btc_per_block",
            Self::Units => "unit.units",
            Self::Months => "unit.months",
            Self::Years => "unit.years",
            Self::Hours => "unit.hours",
            Self::Days => "unit.days",
            Self::Share => "unit.percent",
            Self::SharePerYear => "unit.percent_per_year",
            Self::KgPerMwh => "unit.kg_per_mwh",
            Self::TonnesCo2e => "unit.t_co2e",
            Self::Blocks => "unit.blocks",
            Self::BlocksPerDay => "unit.blocks_per_day",
            Self::Month => "unit.month",
        }
    }

    /// What a stored figure is multiplied with to be shown: 100 for shares.
    pub const fn shown_factor(self) -> f64 {
        match self {
            Self::Share | Self::SharePerYear => 100.0,
            _ => 1.0,
        }
    }
}
