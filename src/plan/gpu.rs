//! GPU fleets: bought, or owned and repurposed.

use serde::{Deserialize, Serialize};

use super::Origin;
use super::fields::{Field, Fields, choices, field};
use crate::format::Month;

choices! {
    /// How a fleet comes to be.
    pub enum Acquisition {
        /// Bought: the all-in capex is paid in the month in service.
        Purchased = "purchased",
        /// Owned already: only networking and housing are paid.
        Repurposed = "repurposed",
    }
}

choices! {
    /// How far a fleet has come.
    pub enum FleetStatus {
        /// Owned or ordered: every plan holds it.
        Ordered = "ordered",
        /// In your plan, and free to be left out.
        Planned = "planned",
    }
}

/// GPUs of one model in service together, rented out or reserved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GpuFleet {
    /// Permanent id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Row of the catalogue it was copied from.
    pub origin: Option<Origin>,
    /// Ordered, or planned.
    pub status: FleetStatus,
    /// GPUs.
    pub units: f64,
    /// IT power of a GPU, host and network included.
    pub kw_it: f64,
    /// First month in service.
    pub in_service: Month,
    /// Bought or repurposed.
    pub acquisition: Acquisition,
    /// All-in capex of a GPU bought, hall included; resale starts from it.
    pub capex_usd_per_gpu: f64,
    /// Networking and housing of a GPU that is owned already.
    pub repurpose_usd_per_gpu: f64,
    /// Rental rate at the plan's start or, if later, in the month in service.
    pub rate_usd_per_gpu_hour: f64,
    /// Share of available hours that are rented out.
    pub utilisation: f64,
    /// Share of hours a GPU is able to run.
    pub availability: f64,
    /// Power drawn when not rented out, as a share of full power.
    pub idle_power_share: f64,
    /// Marketplace's share of revenue.
    pub marketplace_fee: f64,
    /// Cost of running, USD per kW IT and month.
    pub opex_usd_per_kw_month: f64,
    /// Life in months.
    pub life_months: u32,
    /// Yearly loss of resale value.
    pub resale_decline_per_year: f64,
    /// Months before in service in which mining stops on the MW.
    pub offline_months: u32,
}

impl GpuFleet {
    /// IT power of the fleet, MW.
    pub fn it_mw(&self) -> f64 {
        self.units * self.kw_it / 1000.0
    }

    /// Capex of a GPU as it comes to be.
    pub const fn paid_usd_per_gpu(&self) -> f64 {
        match self.acquisition {
            Acquisition::Purchased => self.capex_usd_per_gpu,
            Acquisition::Repurposed => self.repurpose_usd_per_gpu,
        }
    }

    /// The month after the last in service.
    pub const fn ends(&self) -> Month {
        self.in_service.plus(self.life_months as i32)
    }
}

impl Fields for GpuFleet {
    const FIELDS: &'static [Field<Self>] = &[
        field!(Self, "gpu", text name: "yours"),
        field!(Self, "gpu", choice status: FleetStatus, "yours"),
        field!(Self, "gpu", number units: Units, 0.0, 10_000_000.0, None, "yours"),
        field!(Self, "gpu", number kw_it: KwIt, 0.01, 20.0, None, "catalogue of GPUs"),
        field!(Self, "gpu", month in_service: "yours"),
        field!(Self, "gpu", choice acquisition: Acquisition, "yours"),
        field!(Self, "gpu", number capex_usd_per_gpu: UsdPerGpu, 0.0, 1_000_000.0, None, "catalogue of GPUs, all-in"),
        field!(Self, "gpu", number repurpose_usd_per_gpu: UsdPerGpu, 0.0, 1_000_000.0, Some(0.0), "yours"),
        field!(Self, "gpu", number rate_usd_per_gpu_hour: UsdPerGpuHour, 0.0, 100.0, None, "catalogue of GPUs; on-demand list less 20 %, an assumption"),
        field!(Self, "gpu", number utilisation: Share, 0.0, 1.0, Some(0.70), "assumption"),
        field!(Self, "gpu", number availability: Share, 0.0, 1.0, Some(0.98), "assumption"),
        field!(Self, "gpu", number idle_power_share: Share, 0.0, 1.0, Some(0.30), "assumption"),
        field!(Self, "gpu", number marketplace_fee: Share, 0.0, 1.0, Some(0.0), "yours"),
        field!(Self, "gpu", number opex_usd_per_kw_month: UsdPerKwMonth, 0.0, 500.0, Some(37.5), "TeraWulf Core42 site cost, December 2024, derived"),
        field!(Self, "gpu", count life_months: Months, 1, 360, Some(60.0), "assumption"),
        field!(Self, "gpu", number resale_decline_per_year: SharePerYear, 0.0, 0.99, Some(0.25), "assumption; H100 PCIe fell 18 % a year 2023 to 2025"),
        field!(Self, "gpu", count offline_months: Months, 0, 60, Some(3.0), "assumption"),
    ];
}
