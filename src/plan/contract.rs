//! Contracts for power: what they supply, to whom and at what price.

use serde::{Deserialize, Serialize};

use super::fields::{Field, Fields, choices, field};
use crate::format::Month;

choices! {
    /// What a contract's energy is made with.
    pub enum Technology {
        /// Onshore wind.
        Wind = "wind",
        /// Utility solar.
        Solar = "solar",
        /// Hydro.
        Hydro = "hydro",
        /// Nuclear.
        Nuclear = "nuclear",
        /// Gas.
        Gas = "gas",
        /// A block of the grid's own mix.
        Grid = "grid",
    }
}

impl Technology {
    /// Whether its energy counts as renewable.
    pub const fn is_renewable(self) -> bool {
        matches!(self, Self::Wind | Self::Solar | Self::Hydro)
    }

    /// Lifecycle carbon intensity, kg CO2e per MWh; none for the grid's own mix.
    ///
    /// Source: IPCC AR5 WG3 Annex III medians.
    pub const fn carbon_kg_per_mwh(self) -> Option<f64> {
        match self {
            Self::Wind => Some(11.0),
            Self::Solar => Some(48.0),
            Self::Hydro => Some(24.0),
            Self::Nuclear => Some(12.0),
            Self::Gas => Some(490.0),
            Self::Grid => None,
        }
    }
}

choices! {
    /// How a contract reaches the site.
    pub enum ContractDelivery {
        /// By the grid: at a hub it is a position.
        Grid = "by_grid",
        /// Behind the meter: it serves load.
        BehindMeter = "behind_meter",
    }
}

choices! {
    /// How much a contract supplies in each hour.
    pub enum ContractVolume {
        /// The same in every hour.
        Block = "block",
        /// What the plant makes.
        AsProduced = "as_produced",
    }
}

choices! {
    /// What a contract's price is made of.
    pub enum Pricing {
        /// A fixed price.
        Fixed = "fixed_price",
        /// The price of the hour at the hub and a spread.
        HubPlusSpread = "hub_plus_spread",
    }
}

choices! {
    /// The hours in which a plant produces; a shape of the catalogue.
    pub enum Shape {
        /// The same in every hour: hydro, gas, nuclear, where nothing else is known.
        Flat = "flat_shape",
        /// Solar in the Permian basin, West Texas.
        PermianSolar = "permian_solar",
        /// Wind in the Permian basin, West Texas.
        PermianWind = "permian_wind",
        /// Solar at Sweetwater, West Texas.
        SweetwaterSolar = "sweetwater_solar",
        /// Wind at Sweetwater, West Texas.
        SweetwaterWind = "sweetwater_wind",
        /// Solar on the Iron Range, Minnesota.
        IronRangeSolar = "iron_range_solar",
        /// Wind in south-west Minnesota.
        MinnesotaWind = "minnesota_wind",
        /// Wind in southern Ohio.
        OhioWind = "ohio_wind",
        /// Solar near Brisbane.
        BrisbaneSolar = "brisbane_solar",
        /// Solar at Geraldton, Western Australia.
        GeraldtonSolar = "geraldton_solar",
        /// Wind at Geraldton, Western Australia.
        GeraldtonWind = "geraldton_wind",
        /// Solar in Selangor, Malaysia.
        SelangorSolar = "selangor_solar",
        /// Solar in Jutland, Denmark.
        JutlandSolar = "jutland_solar",
        /// Solar in Quebec, modelled.
        QuebecSolar = "quebec_solar",
        /// Solar in Boden, Sweden, modelled.
        BodenSolar = "boden_solar",
        /// Solar in Reykjanes, Iceland, modelled.
        ReykjanesSolar = "reykjanes_solar",
        /// Solar in Alto Parana, Paraguay, modelled.
        ParaguaySolar = "paraguay_solar",
        /// Solar in Abu Dhabi, modelled.
        AbuDhabiSolar = "abu_dhabi_solar",
        /// Solar in Addis Ababa, modelled.
        AddisSolar = "addis_solar",
        /// Solar in Ekibastuz, Kazakhstan, modelled.
        EkibastuzSolar = "ekibastuz_solar",
    }
}

/// A power contract, take-or-pay.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    /// Permanent id.
    pub id: String,
    /// Name.
    pub name: String,
    /// What its energy is made with.
    pub technology: Technology,
    /// By the grid or behind the meter.
    pub delivery: ContractDelivery,
    /// A block or as produced.
    pub volume: ContractVolume,
    /// When the plant produces, where the volume is as produced.
    pub shape: Shape,
    /// Contracted capacity.
    pub mw: f64,
    /// Mean output over capacity.
    pub capacity_factor: f64,
    /// Fixed, or hub and spread.
    pub pricing: Pricing,
    /// Fixed price in its first month.
    pub price_usd_per_mwh: f64,
    /// Spread over the hub in its first month.
    pub spread_usd_per_mwh: f64,
    /// Escalation of the price or spread, in yearly steps from the first month.
    pub escalation_per_year: f64,
    /// First month.
    pub from: Month,
    /// Last month.
    pub to: Month,
}

impl Contract {
    /// Whether it runs in a month.
    pub fn runs_in(&self, month: Month) -> bool {
        self.from <= month && month <= self.to
    }

    /// Mean output, MW.
    pub fn mean_mw(&self) -> f64 {
        self.mw * self.capacity_factor
    }

    fn produced(&self) -> Option<&Self> {
        (self.volume == ContractVolume::AsProduced).then_some(self)
    }

    fn produced_mut(&mut self) -> Option<&mut Self> {
        (self.volume == ContractVolume::AsProduced).then_some(self)
    }

    fn fixed(&self) -> Option<&Self> {
        (self.pricing == Pricing::Fixed).then_some(self)
    }

    fn fixed_mut(&mut self) -> Option<&mut Self> {
        (self.pricing == Pricing::Fixed).then_some(self)
    }

    fn spread(&self) -> Option<&Self> {
        (self.pricing == Pricing::HubPlusSpread).then_some(self)
    }

    fn spread_mut(&mut self) -> Option<&mut Self> {
        (self.pricing == Pricing::HubPlusSpread).then_some(self)
    }
}

impl Fields for Contract {
    const FIELDS: &'static [Field<Self>] = &[
        field!(Self, "contract", text name: "yours"),
        field!(Self, "contract", choice technology: Technology, "yours"),
        field!(Self, "contract", choice delivery: ContractDelivery, "yours"),
        field!(Self, "contract", choice volume: ContractVolume, "yours"),
        field!(Self, "contract", choice shape in (produced, produced_mut): Shape, "catalogue of shapes"),
        field!(Self, "contract", number mw: Mw, 0.0, 10_000.0, None, "yours"),
        field!(Self, "contract", number capacity_factor: Share, 0.0, 1.0, None, "technology costs: typical capacity factor"),
        field!(Self, "contract", choice pricing: Pricing, "yours"),
        field!(Self, "contract", number price_usd_per_mwh in (fixed, fixed_mut): UsdPerMwh, 0.0, 1_000.0, None, "yours"),
        field!(Self, "contract", number spread_usd_per_mwh in (spread, spread_mut): UsdPerMwh, -500.0, 500.0, Some(0.0), "yours"),
        field!(Self, "contract", number escalation_per_year: SharePerYear, -0.2, 0.3, Some(0.0), "yours"),
        field!(Self, "contract", month from: "yours"),
        field!(Self, "contract", month to: "yours"),
    ];
}
