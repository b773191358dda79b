//! The price of power and the contracts that hedge it.

use serde::{Deserialize, Serialize};

use super::fields::{Field, Fields, choices, field};
use crate::format::Month;

/// What power costs at the meter, and the contracts held against it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Power {
    /// Price of energy at the hub or in the tariff, at the plan's start.
    pub price_usd_per_mwh: f64,
    /// Growth of that price.
    pub escalation_per_year: f64,
    /// Delivery and other charges on energy from the grid.
    pub delivery_adder_usd_per_mwh: f64,
    /// Contracts by the grid: each settles its volume at the difference of its price to the hub's.
    pub contracts: Vec<Contract>,
}

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

/// A power contract by the grid, take-or-pay.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    /// Permanent id.
    pub id: String,
    /// Name.
    pub name: String,
    /// What its energy is made with.
    pub technology: Technology,
    /// Contracted capacity.
    pub mw: f64,
    /// Mean output over capacity.
    pub capacity_factor: f64,
    /// Price in its first month.
    pub price_usd_per_mwh: f64,
    /// Escalation of the price, in yearly steps from the first month.
    pub escalation_per_year: f64,
    /// First month.
    pub from: Month,
    /// Last month.
    pub to: Month,
}

impl Fields for Power {
    const FIELDS: &'static [Field<Self>] = &[
        field!(Self, "power", number price_usd_per_mwh: UsdPerMwh, 0.0, 1_000.0, None, "yours; ERCOT hub average 31.7 in the 12 months to November 2025"),
        field!(Self, "power", number escalation_per_year: SharePerYear, -0.2, 0.3, Some(0.025), "assumption, as other costs"),
        field!(Self, "power", number delivery_adder_usd_per_mwh: UsdPerMwh, 0.0, 500.0, Some(10.0), "assumption"),
    ];
}

impl Fields for Contract {
    const FIELDS: &'static [Field<Self>] = &[
        field!(Self, "contract", text name: "yours"),
        field!(Self, "contract", choice technology: Technology, "yours"),
        field!(Self, "contract", number mw: Mw, 0.0, 10_000.0, None, "yours"),
        field!(Self, "contract", number capacity_factor: Share, 0.0, 1.0, None, "technology costs: typical capacity factor"),
        field!(Self, "contract", number price_usd_per_mwh: UsdPerMwh, 0.0, 1_000.0, None, "yours"),
        field!(Self, "contract", number escalation_per_year: SharePerYear, -0.2, 0.3, Some(0.0), "yours"),
        field!(Self, "contract", month from: "yours"),
        field!(Self, "contract", month to: "yours"),
    ];
}
