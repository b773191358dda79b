//! Works on the site: substation, fibre, conversion and the like, in as many phases as there are.

use serde::{Deserialize, Serialize};

use super::fields::{Field, Fields, choices, field};
use crate::format::Month;

choices! {
    /// What is built.
    pub enum WorkKind {
        /// A substation or its extension.
        Substation = "substation",
        /// A fibre connection.
        Fibre = "fibre",
        /// Conversion of mining halls.
        Conversion = "conversion",
        /// A hall beside those of the leases.
        Hall = "hall",
        /// Anything else.
        Other = "other_work",
    }
}

choices! {
    /// What works are for.
    pub enum WorkFor {
        /// The site, whatever it runs: it stays in mining only.
        Site = "for_site",
        /// AI: it leaves with AI in mining only.
        Ai = "for_ai",
    }
}

/// Works on the site, one phase.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Work {
    /// Permanent id.
    pub id: String,
    /// Name.
    pub name: String,
    /// What is built.
    pub kind: WorkKind,
    /// What it is for.
    pub purpose: WorkFor,
    /// Cost in all.
    pub cost_usd: f64,
    /// Part of the cost paid before the plan's start.
    pub spent_usd: f64,
    /// First month in service.
    pub ready: Month,
    /// Months before ready over which the cost is paid.
    pub lead_months: u32,
}

impl Work {
    /// Works that cost nothing yet, ready after a year.
    pub fn new(id: &str, name: &str, plan: &super::Plan) -> Self {
        Self {
            id: id.to_owned(),
            name: name.to_owned(),
            kind: WorkKind::Substation,
            purpose: WorkFor::Site,
            cost_usd: 0.0,
            spent_usd: 0.0,
            ready: plan.start.plus(12),
            lead_months: 12,
        }
    }
}

impl Fields for Work {
    const FIELDS: &'static [Field<Self>] = &[
        field!(Self, "work", text name: "yours"),
        field!(Self, "work", choice kind: WorkKind, "yours"),
        field!(Self, "work", choice purpose: WorkFor, "yours"),
        field!(Self, "work", number cost_usd: Usd, 0.0, 1e12, None, "yours"),
        field!(Self, "work", number spent_usd: Usd, 0.0, 1e12, Some(0.0), "yours"),
        field!(Self, "work", month ready: "yours"),
        field!(Self, "work", count lead_months: Months, 1, 120, Some(12.0), "assumption"),
    ];
}
