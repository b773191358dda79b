//! The view of the markets: Bitcoin, GPU rental and colocation.

use serde::{Deserialize, Serialize};

use super::Shifts;
use super::fields::{Field, Fields, field};
use crate::format::Month;

/// A point of a curve.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CurvePoint {
    /// Month.
    pub month: Month,
    /// Value in the field's unit.
    pub value: f64,
}

/// Start values and base-case drivers of all markets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Market {
    /// Bitcoin price at the end of the month before the plan's first.
    pub btc_price_usd: f64,
    /// Growth of the expected price.
    pub btc_price_growth_per_year: f64,
    /// Expected price by calendar year, flat within the year of each point; where given, it stands instead
    /// of growth.
    pub btc_annual_prices: Vec<CurvePoint>,
    /// Expected price by month; where given, it stands instead of both.
    pub btc_price_curve: Vec<CurvePoint>,
    /// Fees at the start, BTC per block.
    pub fees_btc_per_block: f64,
    /// Long-run mean of log fees.
    pub fees_log_mean: f64,
    /// Monthly persistence of log fees.
    pub fees_phi: f64,
    /// Monthly standard deviation of log fees.
    pub fees_sigma: f64,
    /// Network hashrate at the end of the month before the plan's first.
    pub network_eh_s: f64,
    /// How the network follows.
    pub network: Network,
    /// Height of the chain at the end of the anchor day.
    pub anchor_height: u32,
    /// Month the height is of.
    pub anchor_month: Month,
    /// Day of the anchor month the height is of.
    pub anchor_day: u32,
    /// Pace of blocks; it moves the halvings only.
    pub blocks_per_day: f64,
    /// Pool fee as a share of mined revenue.
    pub pool_fee: f64,
    /// Yearly decline of a GPU's rental rate with its age.
    pub gpu_rate_decline_per_year: f64,
    /// Market index of GPU rental by month; 1 where empty.
    pub gpu_index_curve: Vec<CurvePoint>,
    /// Rent of colocation not yet signed, at the plan's start.
    pub colocation_rent_usd_per_kw_month: f64,
    /// Growth of that rent.
    pub colocation_growth_per_year: f64,
    /// Factors on the drivers, each from a month on.
    pub shifts: Shifts,
}

/// How the network's hashrate follows the market.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Network {
    /// Hashrate grows while mining pays the marginal miner and shrinks where it does not.
    Equilibrium(Equilibrium),
    /// Hashrate grows by a fixed rate a year.
    Growth {
        /// Growth a year.
        per_year: f64,
    },
    /// Hashprice is taken as given.
    Hashprice {
        /// Points of the curve, USD per PH/s and day.
        curve: Vec<CurvePoint>,
    },
}

/// Parameters of the equilibrium network, fitted on 2018-01 to 2026-07.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Equilibrium {
    /// Monthly response of log hashrate to log hashprice above the marginal miner's cost.
    pub k: f64,
    /// The same below that cost.
    pub k_down: f64,
    /// Response to last month's change of log price.
    pub b1: f64,
    /// Response to the change of log price the month before.
    pub b2: f64,
    /// Response to the change of log subsidy.
    pub bs: f64,
    /// Hashprice at which the network stops growing in July 2026: the marginal miner's cost.
    pub c0_usd_per_ph_day: f64,
    /// Efficiency progress a year at the start.
    pub g0_per_year: f64,
    /// Efficiency progress a year in the long run.
    pub g_inf_per_year: f64,
    /// Years over which progress slows.
    pub tau_years: f64,
}

impl Default for Equilibrium {
    fn default() -> Self {
        Self {
            k: 0.055,
            k_down: 0.055,
            b1: 0.063,
            b2: 0.040,
            bs: 0.106,
            c0_usd_per_ph_day: 30.0,
            g0_per_year: 0.15,
            g_inf_per_year: 0.03,
            tau_years: 8.0,
        }
    }
}

impl Network {
    /// Keys of the three ways, in the order of the form.
    pub const KEYS: &'static [&'static str] = &["equilibrium", "growth", "hashprice"];

    /// Key of the way in use.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Equilibrium(_) => "equilibrium",
            Self::Growth { .. } => "growth",
            Self::Hashprice { .. } => "hashprice",
        }
    }

    /// The way of a key, with its defaults.
    pub fn from_key(key: &str) -> Option<Self> {
        match key {
            "equilibrium" => Some(Self::Equilibrium(Equilibrium::default())),
            "growth" => Some(Self::Growth { per_year: 0.15 }),
            "hashprice" => Some(Self::Hashprice { curve: Vec::new() }),
            _ => None,
        }
    }
}

impl Market {
    /// Factors on the drivers, as the registry reads them.
    #[expect(clippy::unnecessary_wraps, reason = "the registry reaches into parts by option")]
    const fn shifts(&self) -> Option<&Shifts> {
        Some(&self.shifts)
    }

    /// Factors on the drivers to change.
    #[expect(clippy::unnecessary_wraps, reason = "the registry reaches into parts by option")]
    const fn shifts_mut(&mut self) -> Option<&mut Shifts> {
        Some(&mut self.shifts)
    }

    /// Parameters of the equilibrium, where it is in use.
    pub const fn equilibrium(&self) -> Option<&Equilibrium> {
        match &self.network {
            Network::Equilibrium(equilibrium) => Some(equilibrium),
            Network::Growth { .. } | Network::Hashprice { .. } => None,
        }
    }

    /// Parameters of the equilibrium to change.
    pub const fn equilibrium_mut(&mut self) -> Option<&mut Equilibrium> {
        match &mut self.network {
            Network::Equilibrium(equilibrium) => Some(equilibrium),
            Network::Growth { .. } | Network::Hashprice { .. } => None,
        }
    }
}

impl Fields for Market {
    const FIELDS: &'static [Field<Self>] = &[
        field!(Self, "market", number btc_price_usd: Usd, 0.0, 1e8, Some(78_456.69), "daily close of 2026-08-21"),
        field!(Self, "market", number btc_price_growth_per_year: SharePerYear, -0.9, 5.0, Some(0.0), "assumption, growth of the expected price"),
        field!(Self, "market", curve btc_annual_prices: Usd, "yours"),
        field!(Self, "market", curve btc_price_curve: Usd, "yours"),
        field!(Self, "market", number fees_btc_per_block: BtcPerBlock, 0.000_001, 50.0, Some(0.0231), "mean of August 2026"),
        field!(Self, "market", number fees_log_mean: Ratio, -10.0, 4.0, Some(-2.4), "fit on 2018-01 to 2026-07"),
        field!(Self, "market", number fees_phi: Ratio, 0.0, 0.999, Some(0.87), "fit on 2018-01 to 2026-07"),
        field!(Self, "market", number fees_sigma: Ratio, 0.0, 3.0, Some(0.55), "fit on 2018-01 to 2026-07"),
        field!(Self, "market", number network_eh_s: EhPerS, 0.001, 1e6, Some(912.5), "from the difficulty of 2026-08-21"),
        network_choice(),
        field!(Self, "market", number c0_usd_per_ph_day in (equilibrium, equilibrium_mut): UsdPerPhDay, 0.1, 1_000.0, Some(30.0), "fit on 2018-01 to 2026-07, x/÷ 1.15"),
        field!(Self, "market", number g0_per_year in (equilibrium, equilibrium_mut): SharePerYear, 0.0, 1.0, Some(0.15), "fit on 2018-01 to 2026-07, ± 0.03"),
        field!(Self, "market", number g_inf_per_year in (equilibrium, equilibrium_mut): SharePerYear, 0.0, 1.0, Some(0.03), "assumption"),
        field!(Self, "market", number tau_years in (equilibrium, equilibrium_mut): Years, 0.1, 100.0, Some(8.0), "assumption"),
        field!(Self, "market", number k in (equilibrium, equilibrium_mut): Ratio, 0.0, 1.0, Some(0.055), "fit on 2018-01 to 2026-07, ± 0.015"),
        field!(Self, "market", number k_down in (equilibrium, equilibrium_mut): Ratio, 0.0, 1.0, Some(0.055), "fit on 2018-01 to 2026-07, equal to k"),
        field!(Self, "market", number b1 in (equilibrium, equilibrium_mut): Ratio, -1.0, 1.0, Some(0.063), "fit on 2018-01 to 2026-07, ± 0.037"),
        field!(Self, "market", number b2 in (equilibrium, equilibrium_mut): Ratio, -1.0, 1.0, Some(0.040), "fit on 2018-01 to 2026-07, ± 0.031"),
        field!(Self, "market", number bs in (equilibrium, equilibrium_mut): Ratio, -1.0, 1.0, Some(0.106), "fit on 2018-01 to 2026-07, ± 0.044"),
        network_growth(),
        network_curve(),
        field!(Self, "market", count anchor_height: Blocks, 0, 100_000_000, Some(964_073.0), "estimated from supply and block counts, 2026-08-21, ± 15 blocks"),
        field!(Self, "market", month anchor_month: "August 2026"),
        field!(Self, "market", count anchor_day: None, 1, 31, Some(21.0), "end of 2026-08-21"),
        field!(Self, "market", number blocks_per_day: BlocksPerDay, 100.0, 200.0, Some(144.0), "protocol"),
        field!(Self, "market", number pool_fee: Share, 0.0, 0.2, Some(0.01), "assumption"),
        field!(Self, "market", number gpu_rate_decline_per_year: SharePerYear, -0.5, 0.9, Some(0.15), "assumption; measured −35 to +40 % a year 2023 to 2026"),
        field!(Self, "market", curve gpu_index_curve: Ratio, "yours"),
        field!(Self, "market", number colocation_rent_usd_per_kw_month: UsdPerKwMonth, 0.0, 2_000.0, Some(121.0), "equal over 15 years to the published average of 150, 20 deals 2024 to 2026"),
        field!(Self, "market", number colocation_growth_per_year: SharePerYear, -0.5, 0.5, Some(0.03), "as the published escalators"),
        field!(Self, "market", number btc_price_factor in (shifts, shifts_mut): Ratio, 0.0, 100.0, Some(1.0), "no change"),
        field!(Self, "market", month btc_price_factor_from in (shifts, shifts_mut): "the plan's first month"),
        field!(Self, "market", number fees_factor in (shifts, shifts_mut): Ratio, 0.0, 100.0, Some(1.0), "no change"),
        field!(Self, "market", month fees_factor_from in (shifts, shifts_mut): "the plan's first month"),
        field!(Self, "market", number hashprice_factor in (shifts, shifts_mut): Ratio, 0.0, 100.0, Some(1.0), "no change"),
        field!(Self, "market", month hashprice_factor_from in (shifts, shifts_mut): "the plan's first month"),
        field!(Self, "market", number gpu_rent_factor in (shifts, shifts_mut): Ratio, 0.0, 100.0, Some(1.0), "no change"),
        field!(Self, "market", month gpu_rent_factor_from in (shifts, shifts_mut): "the plan's first month"),
        field!(Self, "market", number colocation_rent_factor in (shifts, shifts_mut): Ratio, 0.0, 100.0, Some(1.0), "no change"),
        field!(Self, "market", month colocation_rent_factor_from in (shifts, shifts_mut): "the plan's first month"),
        field!(Self, "market", number power_price_factor in (shifts, shifts_mut): Ratio, 0.0, 100.0, Some(1.0), "no change"),
        field!(Self, "market", month power_price_factor_from in (shifts, shifts_mut): "the plan's first month"),
    ];
}

const fn network_choice() -> Field<Market> {
    use super::fields::{FieldInfo, Kind};
    use super::{Unit, Value};
    Field {
        info: FieldInfo {
            key: "network",
            label: "field.market.network",
            unit: Unit::None,
            kind: Kind::Choice(Network::KEYS),
            default: None,
            source: "equilibrium, fit on 2018-01 to 2026-07",
        },
        get: |of| Some(Value::Choice(of.network.key())),
        set: |of, value| {
            let Value::Choice(key) = value else { return None };
            if key != of.network.key() {
                of.network = Network::from_key(key)?;
            }
            Some(())
        },
    }
}

const fn network_growth() -> Field<Market> {
    use super::fields::{FieldInfo, Kind};
    use super::{Unit, Value};
    Field {
        info: FieldInfo {
            key: "network_growth_per_year",
            label: "field.market.network_growth_per_year",
            unit: Unit::SharePerYear,
            kind: Kind::Number { min: -0.9, max: 5.0 },
            default: Some(0.15),
            source: "assumption",
        },
        get: |of| match of.network {
            Network::Growth { per_year } => Some(Value::Number(per_year)),
            Network::Equilibrium(_) | Network::Hashprice { .. } => None,
        },
        set: |of, value| match (&mut of.network, value) {
            (Network::Growth { per_year }, Value::Number(value)) => {
                *per_year = value;
                Some(())
            }
            _ => None,
        },
    }
}

const fn network_curve() -> Field<Market> {
    use super::fields::{FieldInfo, Kind};
    use super::{Unit, Value};
    Field {
        info: FieldInfo {
            key: "hashprice_curve",
            label: "field.market.hashprice_curve",
            unit: Unit::UsdPerPhDay,
            kind: Kind::Curve,
            default: None,
            source: "yours",
        },
        get: |of| match &of.network {
            Network::Hashprice { curve } => Some(Value::Curve(curve.clone())),
            Network::Equilibrium(_) | Network::Growth { .. } => None,
        },
        set: |of, value| match (&mut of.network, value) {
            (Network::Hashprice { curve }, Value::Curve(value)) => {
                *curve = value;
                Some(())
            }
            _ => None,
        },
    }
}
