//! Debt: loans of a fixed size, of a share of capex, or sized to a lease.

use serde::{Deserialize, Serialize};

use super::fields::{Field, Fields, choices, field};
use crate::format::Month;

choices! {
    /// How large a loan is.
    pub enum DebtSize {
        /// An amount, drawn at once.
        Fixed = "fixed_amount",
        /// A share of the capex of some assets, drawn with it.
        ShareOfCapex = "share_of_capex",
        /// What a lease's cash flow carries at a cover ratio, drawn with the halls' capex.
        Sized = "sized_to_lease",
    }
}

choices! {
    /// Assets a loan pays for.
    pub enum DebtAssets {
        /// All capex.
        All = "all_assets",
        /// Mining machines.
        Machines = "mining_machines",
        /// GPUs.
        Gpus = "gpus",
        /// AI halls and works for AI.
        Halls = "ai_halls",
        /// The site's works.
        Site = "site_works",
    }
}

choices! {
    /// How principal is paid back.
    pub enum Repayment {
        /// Equal payments of interest and principal together.
        Level = "level",
        /// Payments in proportion to the lease's cash flow.
        Sculpted = "sculpted",
    }
}

/// A loan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Debt {
    /// Permanent id.
    pub id: String,
    /// Name.
    pub name: String,
    /// How large it is.
    pub size: DebtSize,
    /// Principal of a loan of fixed size.
    pub principal_usd: f64,
    /// Month in which a loan of fixed size is drawn; before the plan it is owed at the start.
    pub drawn: Month,
    /// Share of capex that is drawn.
    pub capex_share: f64,
    /// Assets it pays for; a loan for GPUs or halls leaves with them in mining only.
    pub assets: DebtAssets,
    /// Id of the lease it is sized to or sculpted on; empty for all colocation leases.
    pub lease: String,
    /// Cover ratio of the lease's cash flow over debt service.
    pub dscr: f64,
    /// Nominal rate, a twelfth a month.
    pub rate_per_year: f64,
    /// Fee on what is drawn, paid at the first draw.
    pub fee_share: f64,
    /// First month in which interest is paid; before it interest is added to the balance. Tenor counts from here,
    /// or from the first rent where the loan is sized.
    pub ready: Month,
    /// Months from the first payment to the last.
    pub tenor_months: u32,
    /// Months of the tenor in which interest alone is paid.
    pub interest_only_months: u32,
    /// How principal is paid back.
    pub repayment: Repayment,
}

impl Debt {
    /// A loan for 60 % of all capex over ten years from the plan's second year.
    pub fn new(id: &str, name: &str, plan: &super::Plan) -> Self {
        Self {
            id: id.to_owned(),
            name: name.to_owned(),
            size: DebtSize::ShareOfCapex,
            principal_usd: 0.0,
            drawn: plan.start,
            capex_share: 0.6,
            assets: DebtAssets::All,
            lease: String::new(),
            dscr: 1.3,
            rate_per_year: 0.08,
            fee_share: 0.02,
            ready: plan.start.plus(12),
            tenor_months: 120,
            interest_only_months: 0,
            repayment: Repayment::Level,
        }
    }

    /// Whether the loan is tied to AI and leaves with it in mining only.
    pub const fn is_of_ai(&self) -> bool {
        matches!(self.size, DebtSize::Sized)
            || matches!(self.assets, DebtAssets::Gpus | DebtAssets::Halls)
    }

    /// Whether a lease's cash flow carries the loan: of the one it names, or of all signed and offered colocation.
    pub fn stands_on(&self, lease: &super::Lease) -> bool {
        if self.lease.is_empty() { lease.colocation().is_some() } else { lease.id == self.lease }
    }

    /// The first month of the tenor: of the first interest paid, or of the first rent where the loan is sized.
    pub fn begins(&self, plan: &super::Plan) -> Month {
        let leases = plan.leases.iter().filter(|lease| self.stands_on(lease));
        let first_rent = leases.map(|lease| lease.start).min();
        first_rent.filter(|_| self.size == DebtSize::Sized).unwrap_or(self.ready)
    }

    /// Whether payments follow a lease's cash flow.
    pub const fn is_sculpted(&self) -> bool {
        matches!(self.size, DebtSize::Sized) || matches!(self.repayment, Repayment::Sculpted)
    }

    fn fixed(&self) -> Option<&Self> {
        (self.size == DebtSize::Fixed).then_some(self)
    }

    fn fixed_mut(&mut self) -> Option<&mut Self> {
        (self.size == DebtSize::Fixed).then_some(self)
    }

    fn of_capex(&self) -> Option<&Self> {
        (self.size == DebtSize::ShareOfCapex).then_some(self)
    }

    fn of_capex_mut(&mut self) -> Option<&mut Self> {
        (self.size == DebtSize::ShareOfCapex).then_some(self)
    }

    fn sized(&self) -> Option<&Self> {
        (self.size == DebtSize::Sized).then_some(self)
    }

    fn sized_mut(&mut self) -> Option<&mut Self> {
        (self.size == DebtSize::Sized).then_some(self)
    }

    fn assigned(&self) -> Option<&Self> {
        (self.size != DebtSize::Sized).then_some(self)
    }

    fn assigned_mut(&mut self) -> Option<&mut Self> {
        (self.size != DebtSize::Sized).then_some(self)
    }

    fn sculpted(&self) -> Option<&Self> {
        self.is_sculpted().then_some(self)
    }

    fn sculpted_mut(&mut self) -> Option<&mut Self> {
        self.is_sculpted().then_some(self)
    }
}

impl Fields for Debt {
    const FIELDS: &'static [Field<Self>] = &[
        field!(Self, "debt", text name: "yours"),
        field!(Self, "debt", choice size: DebtSize, "yours"),
        field!(Self, "debt", number principal_usd in (fixed, fixed_mut): Usd, 0.0, 1e12, None, "yours"),
        field!(Self, "debt", month drawn in (fixed, fixed_mut): "yours"),
        field!(Self, "debt", number capex_share in (of_capex, of_capex_mut): Share, 0.0, 1.0, Some(0.6), "assumption"),
        field!(Self, "debt", choice assets in (assigned, assigned_mut): DebtAssets, "yours"),
        field!(Self, "debt", number dscr in (sized, sized_mut): Ratio, 1.0, 10.0, Some(1.3), "assumption, investment-grade tenant 1.2 to 1.4"),
        field!(Self, "debt", choice repayment in (assigned, assigned_mut): Repayment, "yours"),
        field!(Self, "debt", text lease in (sculpted, sculpted_mut): "yours"),
        field!(Self, "debt", number rate_per_year: SharePerYear, 0.0, 1.0, Some(0.08), "assumption"),
        field!(Self, "debt", number fee_share: Share, 0.0, 0.2, Some(0.02), "assumption"),
        field!(Self, "debt", month ready: "yours"),
        field!(Self, "debt", count tenor_months: Months, 1, 600, Some(120.0), "assumption"),
        field!(Self, "debt", count interest_only_months: Months, 0, 599, Some(0.0), "yours"),
    ];
}
