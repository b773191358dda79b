//! The place: its megawatts, its grid and what running there costs.

use serde::{Deserialize, Serialize};

use super::fields::{Field, Fields, field};

/// A site behind one meter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// Name of the place.
    pub place: String,
    /// Id of the catalogue's place it was filled from, empty for the user's own.
    pub place_id: String,
    /// Power the grid connection carries, MW at the meter.
    pub grid_mw: f64,
    /// Power that may ever be turned over to AI, MW gross at the meter.
    pub convertible_mw: f64,
    /// Gross MW of the site an AI MW IT takes up.
    pub gross_per_it: f64,
    /// Energy at the meter per energy at the machine, mining.
    pub pue_mining: f64,
    /// Energy at the meter per energy at the rack, AI.
    pub pue_ai: f64,
    /// Carbon intensity of the grid's power.
    pub grid_carbon_kg_per_mwh: f64,
    /// Renewable share of the grid's power.
    pub grid_renewable_share: f64,
    /// Cost of running the mining halls, USD per kW filled and month.
    pub mining_opex_usd_per_kw_month: f64,
    /// Cost per energy mined with, beside power.
    pub variable_opex_usd_per_mwh: f64,
    /// Staff, insurance, property tax of the site, whatever it runs.
    pub fixed_cost_usd_per_year: f64,
}

impl Fields for Site {
    const FIELDS: &'static [Field<Self>] = &[
        field!(Self, "site", text place: "yours"),
        field!(Self, "site", text place_id: "catalogue"),
        field!(Self, "site", number grid_mw: Mw, 0.0, 10_000.0, None, "yours"),
        field!(Self, "site", number convertible_mw: Mw, 0.0, 10_000.0, None, "yours"),
        field!(Self, "site", number gross_per_it: Ratio, 1.0, 3.0, Some(1.43), "median of published sites 2024 to 2026, 1.21 to 1.52"),
        field!(Self, "site", number pue_mining: Ratio, 1.0, 2.0, Some(1.05), "assumption, air-cooled mining 1.02 to 1.10"),
        field!(Self, "site", number pue_ai: Ratio, 1.0, 3.0, Some(1.25), "TeraWulf Core42 design, December 2024"),
        field!(Self, "site", number grid_carbon_kg_per_mwh: KgPerMwh, 0.0, 2_000.0, None, "catalogue of places"),
        field!(Self, "site", number grid_renewable_share: Share, 0.0, 1.0, None, "catalogue of places"),
        field!(Self, "site", number mining_opex_usd_per_kw_month: UsdPerKwMonth, 0.0, 100.0, Some(5.0), "assumption, 3 to 8 USD per kW and month"),
        field!(Self, "site", number variable_opex_usd_per_mwh: UsdPerMwh, 0.0, 1_000.0, Some(0.0), "assumption"),
        field!(Self, "site", number fixed_cost_usd_per_year: UsdPerYear, 0.0, 1e9, Some(0.0), "yours"),
    ];
}
