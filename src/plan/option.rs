//! Options: what could be built, each as a template scaled to the megawatts it is given.

use serde::{Deserialize, Serialize};

use super::fields::{Field, FieldInfo, Fields, Value, field, present};
use super::{GpuFleet, Lease};
use crate::format::Month;

/// A way of turning megawatts over to AI.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BuildOption {
    /// Permanent id.
    pub id: String,
    /// Name.
    pub name: String,
    /// First month it can be ready.
    pub earliest: Month,
    /// Most MW gross in all.
    pub max_mw: f64,
    /// Most MW gross that become ready in one plan year.
    pub max_mw_per_year: f64,
    /// What is built, its figures in money of the plan's start; size and months are set by the advice.
    pub build: Build,
}

/// What an option builds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Build {
    /// A hall let as colocation.
    Colocation(Box<Lease>),
    /// GPUs rented out.
    GpuRental(Box<GpuFleet>),
}

/// Fields of a template that the advice sets itself.
const SET_BY_ADVICE: [&str; 8] =
    ["name", "tenant", "status", "it_mw", "units", "start", "in_service", "hall_ready"];

impl BuildOption {
    /// Fields of the template that are the user's to set.
    pub fn template_fields(&self) -> Vec<(&'static FieldInfo, Value)> {
        let mut fields = match &self.build {
            Build::Colocation(lease) => present(&**lease),
            Build::GpuRental(fleet) => present(&**fleet),
        };
        fields.retain(|(info, _)| {
            !SET_BY_ADVICE.contains(&info.key) && info.key != "signing" && info.key != "spent_usd"
        });
        fields
    }
}

impl Fields for BuildOption {
    const FIELDS: &'static [Field<Self>] = &[
        field!(Self, "option", text name: "yours"),
        field!(Self, "option", month earliest: "yours"),
        field!(Self, "option", number max_mw: Mw, 0.0, 10_000.0, None, "yours"),
        field!(Self, "option", number max_mw_per_year: Mw, 0.0, 10_000.0, None, "yours"),
    ];
}
