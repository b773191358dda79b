//! Mining machines: batches, and what replaces them.

use serde::{Deserialize, Serialize};

use super::Origin;
use super::fields::{Field, Fields, choices, field};
use crate::format::Month;

choices! {
    /// What becomes of machines whose power AI takes.
    pub enum Displaced {
        /// Sold at resale in that month.
        Sell = "sell",
        /// Kept, and run again if power comes back.
        Idle = "idle",
        /// Moved to another site at a cost a unit; they leave the plan.
        Move = "move",
    }
}

choices! {
    /// Whether machines at the end of their life are replaced.
    pub enum RefreshSetting {
        /// Where the new machines' base-case NPV over their life or to the horizon is positive.
        WhenItPays = "when_it_pays",
        /// Always.
        Always = "always",
        /// Never.
        Never = "never",
    }
}

/// Machines of one model bought together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AsicBatch {
    /// Permanent id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Row of the catalogue it was copied from.
    pub origin: Option<Origin>,
    /// Machines; a real number, as shares of a container occur.
    pub units: f64,
    /// Hashrate of a machine.
    pub th_per_s: f64,
    /// Efficiency, J/TH, the same as W per TH/s.
    pub j_per_th: f64,
    /// Price of a machine: paid in the month in service, and what resale starts from.
    pub price_usd: f64,
    /// First month in service.
    pub in_service: Month,
    /// Share of hours a machine is able to run.
    pub uptime: f64,
    /// Life in months.
    pub life_months: u32,
    /// Yearly loss of resale value.
    pub resale_decline_per_year: f64,
    /// Hashrate factor of over- or underclocking.
    pub clock_th: f64,
    /// Efficiency factor of over- or underclocking.
    pub clock_j: f64,
    /// What becomes of machines whose power AI takes.
    pub displaced: Displaced,
    /// Cost of moving a machine to another site.
    pub move_usd_per_unit: f64,
}

impl AsicBatch {
    /// Power of one machine at the meter, MW.
    pub fn mw_per_unit(&self, pue_mining: f64) -> f64 {
        self.th_per_s * self.clock_th * self.j_per_th * self.clock_j * pue_mining / 1e6
    }

    /// Efficiency as clocked, J/TH.
    pub fn clocked_j_per_th(&self) -> f64 {
        self.j_per_th * self.clock_j
    }
}

/// The machine that replaces those at the end of their life.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refresh {
    /// Whether machines are replaced.
    pub setting: RefreshSetting,
    /// Efficiency of the machine sold in the quoted month.
    pub j_per_th: f64,
    /// Its price per TH/s in the quoted month.
    pub usd_per_th: f64,
    /// Month the two figures are quoted for.
    pub quoted: Month,
    /// Yearly decline of the price per TH/s.
    pub price_decline_per_year: f64,
    /// Share of hours the new machines are able to run.
    pub uptime: f64,
    /// Life of the new machines.
    pub life_months: u32,
    /// Yearly loss of their resale value.
    pub resale_decline_per_year: f64,
}

impl Fields for AsicBatch {
    const FIELDS: &'static [Field<Self>] = &[
        field!(Self, "asic", text name: "yours"),
        field!(Self, "asic", number units: Units, 0.0, 10_000_000.0, None, "yours"),
        field!(Self, "asic", number th_per_s: ThPerS, 0.0, 10_000.0, None, "catalogue of machines"),
        field!(Self, "asic", number j_per_th: JPerTh, 1.0, 200.0, None, "catalogue of machines"),
        field!(Self, "asic", number price_usd: UsdPerUnit, 0.0, 1_000_000.0, None, "catalogue of machines, asking price"),
        field!(Self, "asic", month in_service: "yours"),
        field!(Self, "asic", number uptime: Share, 0.0, 1.0, Some(0.96), "assumption, curtailable fleets 90 to 98 %"),
        field!(Self, "asic", count life_months: Months, 1, 360, Some(60.0), "assumption"),
        field!(Self, "asic", number resale_decline_per_year: SharePerYear, 0.0, 0.99, Some(0.30), "assumption; S19 class fell 71 % a year, S21 class 10 to 20 %"),
        field!(Self, "asic", number clock_th: Ratio, 0.1, 3.0, Some(1.0), "as delivered"),
        field!(Self, "asic", number clock_j: Ratio, 0.1, 3.0, Some(1.0), "as delivered"),
        field!(Self, "asic", choice displaced: Displaced, "assumption"),
        field!(Self, "asic", number move_usd_per_unit: UsdPerUnit, 0.0, 100_000.0, Some(0.0), "yours"),
    ];
}

impl Fields for Refresh {
    const FIELDS: &'static [Field<Self>] = &[
        field!(Self, "refresh", choice setting: RefreshSetting, "when it pays"),
        field!(Self, "refresh", number j_per_th: JPerTh, 1.0, 200.0, Some(17.5), "Antminer S21, catalogue of machines"),
        field!(Self, "refresh", number usd_per_th: UsdPerTh, 0.0, 1_000.0, Some(16.0), "Antminer S21, retailer order catalogue 2026-08-21, asking price"),
        field!(Self, "refresh", month quoted: "the plan's start"),
        field!(Self, "refresh", number price_decline_per_year: SharePerYear, 0.0, 0.9, Some(0.15), "assumption"),
        field!(Self, "refresh", number uptime: Share, 0.0, 1.0, Some(0.96), "assumption, curtailable fleets 90 to 98 %"),
        field!(Self, "refresh", count life_months: Months, 1, 360, Some(60.0), "assumption"),
        field!(Self, "refresh", number resale_decline_per_year: SharePerYear, 0.0, 0.99, Some(0.30), "assumption"),
    ];
}
