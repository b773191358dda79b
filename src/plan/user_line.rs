//! The user's own lines of revenue and cost.

use serde::{Deserialize, Serialize};

use super::fields::{Field, Fields, choices, field};
use crate::format::Month;

choices! {
    /// Whether a line is earned or paid.
    pub enum LineKind {
        /// Earned.
        Revenue = "revenue",
        /// Paid.
        Cost = "cost",
    }
}

choices! {
    /// What a line belongs to; those of AI uses leave in mining only.
    pub enum LineUse {
        /// The site as a whole.
        Site = "whole_site",
        /// Mining.
        Mining = "mining",
        /// Colocation.
        Colocation = "colocation",
        /// GPU rental.
        Gpu = "gpu_rental",
    }
}

choices! {
    /// What a line is worked out from.
    pub enum LineBasis {
        /// An amount a month.
        Fixed = "fixed_a_month",
        /// The MW of its use; of the grid connection where it is of the site.
        PerMw = "per_mw",
        /// The energy of its use.
        PerMwh = "per_mwh",
        /// A share of another line.
        ShareOfLine = "share_of_line",
    }
}

choices! {
    /// The line a share is taken of.
    pub enum ShareOf {
        /// Revenue from mining.
        MiningRevenue = "mining_revenue",
        /// Revenue from colocation.
        ColocationRevenue = "colocation_revenue",
        /// Revenue from GPUs.
        GpuRevenue = "gpu_revenue",
        /// Revenue from both AI uses.
        AiRevenue = "ai_revenue",
        /// Power of all uses.
        PowerCost = "power_cost",
    }
}

/// A line of revenue or cost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UserLine {
    /// Permanent id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Earned or paid.
    pub kind: LineKind,
    /// What it belongs to.
    pub of: LineUse,
    /// What it is worked out from.
    pub basis: LineBasis,
    /// Amount a month.
    pub usd_per_month: f64,
    /// Amount per MW and month.
    pub usd_per_mw_month: f64,
    /// Amount per MWh.
    pub usd_per_mwh: f64,
    /// Share of the other line.
    pub share: f64,
    /// The other line.
    pub share_of: ShareOf,
    /// Growth of the amount; a share grows with its line alone.
    pub escalation_per_year: f64,
    /// First month.
    pub from: Month,
    /// Last month.
    pub to: Month,
}

impl UserLine {
    /// A cost of the site that is nothing yet, in every month of the plan.
    pub fn new(id: &str, name: &str, plan: &super::Plan) -> Self {
        Self {
            id: id.to_owned(),
            name: name.to_owned(),
            kind: LineKind::Cost,
            of: LineUse::Site,
            basis: LineBasis::Fixed,
            usd_per_month: 0.0,
            usd_per_mw_month: 0.0,
            usd_per_mwh: 0.0,
            share: 0.0,
            share_of: ShareOf::MiningRevenue,
            escalation_per_year: 0.025,
            from: plan.start,
            to: plan.end().plus(-1),
        }
    }

    /// Whether the line leaves with AI in mining only.
    pub const fn is_of_ai(&self) -> bool {
        matches!(self.of, LineUse::Colocation | LineUse::Gpu)
    }

    fn fixed(&self) -> Option<&Self> {
        (self.basis == LineBasis::Fixed).then_some(self)
    }

    fn fixed_mut(&mut self) -> Option<&mut Self> {
        (self.basis == LineBasis::Fixed).then_some(self)
    }

    fn per_mw(&self) -> Option<&Self> {
        (self.basis == LineBasis::PerMw).then_some(self)
    }

    fn per_mw_mut(&mut self) -> Option<&mut Self> {
        (self.basis == LineBasis::PerMw).then_some(self)
    }

    fn per_mwh(&self) -> Option<&Self> {
        (self.basis == LineBasis::PerMwh).then_some(self)
    }

    fn per_mwh_mut(&mut self) -> Option<&mut Self> {
        (self.basis == LineBasis::PerMwh).then_some(self)
    }

    fn shared(&self) -> Option<&Self> {
        (self.basis == LineBasis::ShareOfLine).then_some(self)
    }

    fn shared_mut(&mut self) -> Option<&mut Self> {
        (self.basis == LineBasis::ShareOfLine).then_some(self)
    }

    fn escalated(&self) -> Option<&Self> {
        (self.basis != LineBasis::ShareOfLine).then_some(self)
    }

    fn escalated_mut(&mut self) -> Option<&mut Self> {
        (self.basis != LineBasis::ShareOfLine).then_some(self)
    }
}

impl Fields for UserLine {
    const FIELDS: &'static [Field<Self>] = &[
        field!(Self, "user_line", text name: "yours"),
        field!(Self, "user_line", choice kind: LineKind, "yours"),
        field!(Self, "user_line", choice of: LineUse, "yours"),
        field!(Self, "user_line", choice basis: LineBasis, "yours"),
        field!(Self, "user_line", number usd_per_month in (fixed, fixed_mut): UsdPerMonth, 0.0, 1e10, Some(0.0), "yours"),
        field!(Self, "user_line", number usd_per_mw_month in (per_mw, per_mw_mut): UsdPerMwMonth, 0.0, 1e8, Some(0.0), "yours"),
        field!(Self, "user_line", number usd_per_mwh in (per_mwh, per_mwh_mut): UsdPerMwh, 0.0, 1e5, Some(0.0), "yours"),
        field!(Self, "user_line", number share in (shared, shared_mut): Share, 0.0, 1.0, Some(0.0), "yours"),
        field!(Self, "user_line", choice share_of in (shared, shared_mut): ShareOf, "yours"),
        field!(Self, "user_line", number escalation_per_year in (escalated, escalated_mut): SharePerYear, -0.5, 0.5, Some(0.025), "assumption"),
        field!(Self, "user_line", month from: "yours"),
        field!(Self, "user_line", month to: "yours"),
    ];
}
