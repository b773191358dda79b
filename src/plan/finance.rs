//! Rates and costs of the company.

use serde::{Deserialize, Serialize};

use super::fields::{Field, Fields, choices, field};

choices! {
    /// Whether the base case counts the expected loss from tenants' defaults.
    pub enum DefaultLoss {
        /// No tenant defaults in the base case.
        Left = "left_out",
        /// Rent is what is expected after defaults, recoveries and voids.
        Expected = "expected",
    }
}

/// Rates and costs of the company.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finance {
    /// Effective annual discount rate.
    pub discount_rate: f64,
    /// Growth of costs.
    pub cost_escalation_per_year: f64,
    /// Selling, general and administrative cost.
    pub sga_usd_per_year: f64,
    /// Growth of the capex of halls not yet ordered.
    pub hall_capex_growth_per_year: f64,
    /// Whether the base case counts tenants' defaults.
    pub default_loss: DefaultLoss,
    /// Exponent with which a low GPU index raises the default hazard.
    pub default_theta: f64,
}

impl Fields for Finance {
    const FIELDS: &'static [Field<Self>] = &[
        field!(Self, "finance", number discount_rate: SharePerYear, 0.0, 1.0, Some(0.10), "assumption"),
        field!(Self, "finance", number cost_escalation_per_year: SharePerYear, -0.2, 0.5, Some(0.025), "assumption"),
        field!(Self, "finance", number sga_usd_per_year: UsdPerYear, 0.0, 1e10, Some(0.0), "yours"),
        field!(Self, "finance", number hall_capex_growth_per_year: SharePerYear, -0.2, 0.5, Some(0.03), "assumption; construction rose 5.5 % in 2025"),
        field!(Self, "finance", choice default_loss: DefaultLoss, "left out"),
        field!(Self, "finance", number default_theta: Ratio, 0.0, 10.0, Some(2.0), "assumption"),
    ];
}

impl Fields for super::Plan {
    const FIELDS: &'static [Field<Self>] = &[
        field!(Self, "plan", text name: "yours"),
        field!(Self, "plan", month start: "yours"),
        field!(Self, "plan", count horizon_months: Months, 12, 360, Some(120.0), "yours"),
    ];
}
